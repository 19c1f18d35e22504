"""Data as classic scripts that call `archive.register(value)`: what works from `file://` too (assets/data.js)."""

import json
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

File = tuple[str, str | bytes | None]
"""Path below the docs folder, and content; None where the file stands already, as the last build made it."""

ESCAPE = 0xE000
HIGHEST = 0x8000


def _unfit() -> NDArray[np.bool_]:
    """Which characters of two bytes may not stand in a string, or are half of one beyond the first plane."""
    units = np.arange(0x10000)
    bad: NDArray[np.bool_] = (units < 0x20) | (units == ord('"')) | (units == ord("\\")) | (units == ESCAPE)
    bad |= ((units >= 0xD800) & (units < 0xE000)) | (units >= 0xFFFE)
    return bad


UNFIT = _unfit()


def script(value: object) -> str:
    """A value as JSON."""
    return f"archive.register({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n"


def numbers(parts: Sequence[bytes], strategy: int = zlib.Z_HUFFMAN_ONLY) -> bytes:
    """Parts deflated, each with a Huffman code of its own. Numbers repeat nothing: how often a byte occurs counts."""
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15, 9, strategy)
    return b"".join(deflate.compress(part) + deflate.flush(zlib.Z_BLOCK) for part in parts) + deflate.flush()


def packed(streams: Sequence[bytes]) -> list[bytes]:
    """Scripts that hand over deflated bytes, two to a character of a UTF-16 file: base64 would be a third longer.

    A character that does not fit in has its highest bit turned and ESCAPE before it: three in a hundred.
    """
    units = np.frombuffer(b"".join(stream + b"\0" * (len(stream) % 2) for stream in streams), "<u2")
    unfit = np.flatnonzero(UNFIT[units])
    out = units.copy()
    out[unfit] ^= HIGHEST
    data = np.insert(out, unfit, ESCAPE).astype("<u2").tobytes()
    ends = np.cumsum([(len(stream) + 1) // 2 for stream in streams])
    ends = 2 * (ends + np.searchsorted(unfit, ends))
    files = []
    start = 0
    for stream, end in zip(streams, ends.tolist(), strict=True):
        head = f'\ufeffarchive.register([{len(stream)},"'.encode("utf-16-le")
        files.append(head + data[start:end] + '"]);\n'.encode("utf-16-le"))
        start = end
    return files


def stored(data: bytes) -> bytes:
    """Bytes as a deflated stream that is not at its end: what comes before data which repeat them. At most 65,535."""
    size = len(data)
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data
