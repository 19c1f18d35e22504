"""Data as classic scripts that call `archive.register(value)`: what works from `file://` too (assets/data.js)."""

import json
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

File = tuple[str, str | bytes | None]
"""Path below the docs folder, and content; None where the file stands already, as the last build made it."""

HEAD, TAIL = (part.encode("utf-16-le") for part in ('\ufeffarchive.register("', '");\n'))
HIGHEST = 0x8000
BITS = 15  # of a character that holds bits: plus PLAIN, it is one that may stand in a string
PLAIN = 0x4000


def _unfit() -> NDArray[np.bool_]:
    """Which characters of two bytes may not stand in a string, or are half of one beyond the first plane."""
    units = np.arange(0x10000)
    bad: NDArray[np.bool_] = (units < 0x20) | (units == ord('"')) | (units == ord("\\"))
    bad |= ((units >= 0xD800) & (units < 0xE000)) | (units >= 0xFFFE)
    return bad


UNFIT = _unfit()
AMBIGUOUS = np.roll(UNFIT, HIGHEST)
"""What an unfit one becomes when its highest bit is turned: none of these is unfit."""


def script(value: object) -> str:
    """A value as JSON."""
    return f"archive.register({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n"


def numbers(parts: Sequence[bytes], strategy: int = zlib.Z_HUFFMAN_ONLY) -> bytes:
    """Parts deflated, each with a Huffman code of its own. Numbers repeat nothing: how often a byte occurs counts."""
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15, 9, strategy)
    return b"".join(deflate.compress(part) + deflate.flush(zlib.Z_BLOCK) for part in parts) + deflate.flush()


def packed(streams: Sequence[bytes]) -> list[bytes]:
    """Scripts that hand over bytes, two to a character of a UTF-16 file: base64 would be a third longer.

    A character that does not fit in has its highest bit turned. Bits behind the characters, the first fifteen in the
    last one, say whether the last byte is left over, then of each that is now AMBIGUOUS whether it was turned.
    """
    units = np.frombuffer(b"".join(stream + b"\0" * (len(stream) % 2) for stream in streams), "<u2")
    turned = UNFIT[units]
    data = units ^ (turned * np.uint16(HIGHEST))
    ends = np.cumsum([(len(stream) + 1) // 2 for stream in streams])
    at = np.flatnonzero(AMBIGUOUS[data])
    upto = np.searchsorted(at, ends)
    bits = np.insert(turned[at], np.append(0, upto[:-1]), [len(stream) % 2 == 1 for stream in streams])
    held = np.diff(upto, prepend=0) + 1
    behind = _in_characters(bits, held)
    after = np.cumsum(-(-held // BITS))
    files = []
    start = last = 0
    for end, next_last in zip(ends.tolist(), after.tolist(), strict=True):
        text = np.concatenate([data[start:end], behind[last:next_last][::-1]])
        files.append(HEAD + text.astype("<u2").tobytes() + TAIL)
        start, last = end, next_last
    return files


def _in_characters(bits: NDArray[np.bool_], held: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Rows of bits that stand one behind the other, each in characters of its own, the highest first."""
    characters = -(-held // BITS)
    begins = BITS * (np.cumsum(characters) - characters) - (np.cumsum(held) - held)
    spread = np.zeros((int(characters.sum()), BITS), np.uint16)
    spread.ravel()[np.repeat(begins, held) + np.arange(len(bits))] = bits
    weights = 1 << np.arange(BITS - 1, -1, -1, dtype=np.uint16)
    out: NDArray[np.uint16] = spread @ weights + np.uint16(PLAIN)
    return out
