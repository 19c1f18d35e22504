"""Data as classic scripts that call `archive.register(content)`: what works from `file://` too (assets/data.js).

A content is JSON, or bytes, two to a character. Three characters behind it are its check: a CRC-32 of the name that
its reader knows it by and of what stands before. So whoever reads it, the search page or the next build, takes neither
a file in which a bit has turned nor that of another name.
"""

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, AnyStr

import numpy as np
from numpy.typing import NDArray

from generator.search.postings import Some


@dataclass(frozen=True)
class Same:
    """The content of a file that the last build made under another name."""

    name: str
    """Its path below the docs folder."""


@dataclass(frozen=True)
class There:
    """The content of a file that a worker has put where it belongs."""

    state: str
    """Its size and time of change."""
    sum: str
    """The digest of its content (output.py)."""


File = tuple[str, str | bytes | Same | There | None]
"""Path below the docs folder, and what stands in it; None where the file stands already, as the last build made it."""

Content = str | bytes
"""What a script hands over: JSON (`as_json`), or bytes (`packed`)."""

HEAD, TAIL = (part.encode("utf-16-le") for part in ('\ufeffarchive.register("', '");\n'))
JSON_HEAD, JSON_TAIL = "archive.register('", "');\n"
CHECK = 3  # characters: data.js knows it, too
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


def sealed(name: str, content: Content) -> Content:
    """The script that hands over a content under this name, and under no other."""
    if isinstance(content, bytes):
        return script(checked(name, content))
    quoted = content.replace("\\", "\\\\").replace("'", "\\'")
    return f"{JSON_HEAD}{quoted}{_check(name, content.encode('utf-16-le'))}{JSON_TAIL}"


def checked(name: str, content: bytes) -> bytes:
    """Packed bytes and their check under this name."""
    return content + _check(name, content).encode("utf-16-le")


def script(units: bytes) -> bytes:
    """The script that hands over these characters."""
    return b"".join((HEAD, units, TAIL))


def _check(name: str, units: bytes) -> str:
    state = zlib.crc32(units, zlib.crc32(name.encode("utf-16-le")))
    return "".join(chr(PLAIN + (state >> bits & (1 << BITS) - 1)) for bits in (2 * BITS, BITS, 0))


def as_json(value: object) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def deflated(parts: Sequence[bytes], strategy: int = zlib.Z_HUFFMAN_ONLY) -> bytes:
    """Parts deflated, each with a Huffman code of its own. Numbers repeat nothing: how often a byte occurs counts."""
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15, 9, strategy)
    return b"".join(deflate.compress(part) + deflate.flush(zlib.Z_BLOCK) for part in parts) + deflate.flush()


def packed(streams: Sequence[bytes]) -> list[bytes]:
    """Bytes, two to a character of a UTF-16 file: base64 would be a third longer.

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
        files.append(text.astype("<u2").tobytes())
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


# ---- read again ----------------------------------------------------------------------------------------------------


def opened(name: str, file: bytes) -> bytes:
    """The content that `sealed` was given under this name; JSON in UTF-8. Raises ValueError where it was not."""
    content, units, found = _unsealed(file)
    return _whole(name, content, units, found)


def opened_stretch(name: str, stretch: bytes) -> bytes:
    """The content that `checked` was given under this name. Raises ValueError where it was not."""
    content, found = stretch[: -2 * CHECK], stretch[-2 * CHECK :]
    return _whole(name, content, content, found.decode("utf-16-le", "replace"))


def _whole(name: str, content: bytes, units: bytes, found: str) -> bytes:
    if found != _check(name, units):
        raise ValueError(f"{name} is not what was written")
    return content


def units_of(file: bytes) -> bytes:
    """The characters that `script` was given. Raises ValueError where it was not."""
    if not (file.startswith(HEAD) and file.endswith(TAIL)):
        raise ValueError("no script of an index")
    return file[len(HEAD) : -len(TAIL)]


def content_of(file: bytes) -> bytes:
    """The content of a script, whatever its name was, whole or not. Raises ValueError where it is no script."""
    return _unsealed(file)[0]


def _unsealed(file: bytes) -> tuple[bytes, bytes, str]:
    """The content of a script, what its check is made of, and that."""
    if file.startswith(HEAD):
        _, content, check, tail = _parts(file, len(HEAD), 2 * CHECK, len(TAIL))
        found, units, whole = check.decode("utf-16-le"), content, tail == TAIL
    else:
        head, quoted, found, end = _parts(file.decode(), len(JSON_HEAD), CHECK, len(JSON_TAIL))
        plain = re.sub(r"\\(.)", r"\1", quoted)
        content, units, whole = plain.encode(), plain.encode("utf-16-le"), (head, end) == (JSON_HEAD, JSON_TAIL)
    if not whole:
        raise ValueError("no script of an index")
    return content, units, found


def _parts(whole: AnyStr, head: int, check: int, tail: int) -> tuple[AnyStr, AnyStr, AnyStr, AnyStr]:
    end = len(whole) - tail
    return whole[:head], whole[head : end - check], whole[end - check : end], whole[end:]


def value(content: bytes) -> Any:
    """What `as_json` was given."""
    return json.loads(content)


def unpacked(content: bytes) -> bytes:
    """What `packed` was given."""
    units = np.frombuffer(content, "<u2")
    behind = np.arange(1, len(units) + 1)
    ambiguous = AMBIGUOUS[units]
    before = np.count_nonzero(ambiguous) - np.cumsum(ambiguous[::-1])  # how many stand before so many behind
    size = int(np.argmax(behind * BITS >= before + 1)) + 1
    data = units[:-size].copy()
    bits = (units[: -size - 1 : -1, None] - np.uint16(PLAIN)) >> np.arange(BITS - 1, -1, -1, dtype=np.uint16) & 1
    at = np.flatnonzero(ambiguous[:-size])
    data[at] ^= bits.ravel()[1 : len(at) + 1] * np.uint16(HIGHEST)
    return data.tobytes()[: 2 * len(data) - int(bits[0, 0])]


def inflated(content: bytes) -> bytes:
    """The parts that `deflated` was given, one behind the other."""
    return zlib.decompress(unpacked(content), -15)


# ---- numbers -------------------------------------------------------------------------------------------------------


def varints(values: Some) -> bytes:
    """Numbers that are not negative, seven bits a byte, the lowest first; all but the last one of each are over 127."""
    most = int(values.max(initial=0)).bit_length()
    if most <= 7:
        return values.astype(np.uint8).tobytes()
    out = np.empty((len(values), -(-most // 7)), np.uint8)
    held = np.ones(out.shape, np.bool_)
    for n in range(out.shape[1] - 1):
        out[:, n] = values & 127
        values = values >> 7
        held[:, n + 1] = values > 0
        out[:, n] |= held[:, n + 1].view(np.uint8) << 7
    out[:, -1] = values
    return out[held].tobytes()


class Varints:
    """Bytes that are read from the first on. Raises ValueError where they end too soon."""

    def __init__(self, data: bytes) -> None:
        self.at = 0
        self._data = np.frombuffer(data, np.uint8)
        self._last = np.flatnonzero(self._data < 128)

    def take(self, count: int) -> NDArray[np.int64]:
        """So many varints."""
        from_ = int(np.searchsorted(self._last, self.at))
        ends = self._last[from_ : from_ + count]
        if len(ends) < count:
            raise ValueError("fewer numbers than there should be")
        starts = np.append(self.at, ends + 1)
        self.at = int(starts[-1])
        sizes = np.diff(starts)
        out: NDArray[np.int64] = self._data[starts[:-1]].astype(np.int64) & 127
        left, n = np.flatnonzero(sizes > 1), 1
        while len(left):
            out[left] |= (self._data[starts[left] + n].astype(np.int64) & 127) << 7 * n
            n += 1
            left = left[sizes[left] > n]
        return out

    def skip(self, size: int) -> bytes:
        """So many bytes as they are."""
        self.at += size
        if self.at > len(self._data):
            raise ValueError("fewer bytes than there should be")
        return self._data[self.at - size : self.at].tobytes()

    def left(self) -> int:
        """How many bytes are not read yet."""
        return len(self._data) - self.at
