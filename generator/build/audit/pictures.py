"""Reads what stands in pictures, sounds, films and fonts beside what is seen and heard (inner.py): titles, authors,
descriptions. What is seen in a picture is not read."""

import re
import zlib
from collections.abc import Iterator

from generator.build.audit.inner import Part, Room, behind, inflated
from generator.build.audit.readings import HEAD, MANY, strings

_SCAN, _END = 0xDA, 0xD9  # of JPEG: what is seen begins behind the one, and nothing stands behind the other
_BARE = {0xD8, 0x01, *range(0xD0, 0xD8)}  # marks of JPEG that nothing belongs to
_SEEN = (b"IDAT", b"fdAT", b"VP8 ", b"VP8L", b"ALPH", b"data", b"movi", b"mdat")
"""Parts of PNG, WebP, WAV, AVI, MP4 that hold what is seen or heard."""


def jpeg(data: bytes, room: Room) -> Iterator[Part]:
    at, told = 2, []
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (_SCAN, _END):
        if data[at + 1] in _BARE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] >= 0xE0:
            told.append(data[at + 4 : at + 2 + size])
        at += 2 + size
    yield Part(_utf8(data))
    yield Part("\n".join(map(strings, told)))
    end = data.find(b"\xff\xd9", at)
    yield from behind(data, end + 2) if end >= 0 else ()


def png(data: bytes, room: Room) -> Iterator[Part]:
    at = 8
    yield Part(_utf8(data))
    while at + 12 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        part = data[at + 8 : at + 8 + size]
        at += 12 + size
        if name in (b"zTXt", b"iTXt", b"iCCP"):
            yield from _texts(part, room)
        elif name not in _SEEN:
            yield Part(strings(part))
        if name == b"IEND":
            break
    yield from behind(data, at)


def _texts(part: bytes, room: Room) -> Iterator[Part]:
    """A text of a PNG, and what of it is deflated."""
    yield Part(strings(part))
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", part):
        try:
            yield Part(strings(inflated(part, room, found.start())[0]))
        except (zlib.error, EOFError):
            continue
        break


def riff(data: bytes, room: Room) -> Iterator[Part]:
    yield Part(_utf8(data))
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    end = end if at <= end < len(data) else len(data)
    while at + 8 <= end:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in _SEEN and data[at + 8 : at + 12] not in _SEEN:
            yield Part(strings(data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    yield from behind(data, end)


def gif(data: bytes, room: Room) -> Iterator[Part]:
    yield Part(_utf8(data))
    at = 13 + _colours(data[10])
    while data[at : at + 1] in (b"!", b","):
        seen = data[at : at + 1] == b","
        at += 11 + _colours(data[at + 9]) if seen else 2
        blocks = []
        while data[at]:
            blocks.append(data[at + 1 : at + 1 + data[at]])
            at += 1 + data[at]
        at += 1
        if not seen:
            yield Part(strings(b"".join(blocks)))
    yield from behind(data, at + 1)


def _colours(flags: int) -> int:
    """The bytes of a GIF's table of colours."""
    return 3 << (flags & 7) + 1 if flags & 128 else 0


def others(data: bytes, room: Room) -> Iterator[Part]:
    """What tells of itself at its beginning or its end."""
    yield Part(_utf8(data))
    yield Part(strings(data[:HEAD]) + "\n" + strings(data[HEAD:][-HEAD:]))
    if len(data) > 2 * HEAD:
        yield Part(strings(data[HEAD:-HEAD], MANY))


def _utf8(data: bytes) -> str:
    return data.decode("utf-8", "replace")
