"""Reads RTF (inner.py): characters as numbers or as bytes of a code page, without what forms them."""

import re
from collections.abc import Iterator

from generator.build.audit.inner import Part, Room, behind
from generator.build.audit.readings import LEGACY, strings

_UNICODE = re.compile(rb"\\u(-?\d{1,6})[ ]?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?")
"""A character, and what stands for it where a program cannot show it."""
_HALF = re.compile(rb"((?:\\'[0-9a-fA-F]{2}[ -\[\]^-z|~]?[\r\n]*)+)")
_WORD = re.compile(rb"\\(?:[a-z]+-?\d* ?|\*|[~_-])|[{}\r\n]")
_HEX = re.compile(rb"(?:[0-9a-f]{2}[\r\n]*){64,}", re.IGNORECASE)


_BRACE = re.compile(rb"\\.|[{}]", re.DOTALL)


def read(data: bytes, room: Room) -> Iterator[Part]:
    yield Part(strings(data))
    yield from behind(data, _end(data))
    for packed in _HEX.findall(data):  # a picture, or a file that is put in
        found = bytes.fromhex(re.sub(rb"\s", b"", packed)[: len(packed) // 2 * 2].decode())
        yield Part(strings(found))
    data = _HEX.sub(b"", data)
    numbers = _UNICODE.sub(lambda found: chr(int(found[1]) % 0x10000).encode("utf-8", "surrogatepass"), data)
    text = _WORD.sub(b"", numbers).decode("utf-8", "surrogatepass" if b"\xed" in numbers else "replace")
    yield Part(text)
    coded = re.sub(rb"\\'([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), data)
    for encoding in LEGACY:
        yield Part(_WORD.sub(b"", coded).decode(encoding, "replace"))


def _end(data: bytes) -> int:
    """Where the last brace closes the first one."""
    depth = 0
    for brace in _BRACE.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(brace[0], 0)
        if not depth:
            return brace.end()
    return len(data)
