"""Reads what stands in pictures, sounds, films and fonts beside what is seen and heard (inner.py): titles, authors,
descriptions. What is seen in a picture is not read."""

import re
import zlib
from collections.abc import Iterator

from generator.build.audit.inner import STEP, Part, Room, behind, inflated
from generator.build.audit.readings import HEAD, MANY, strings

_SCAN, _END = 0xDA, 0xD9  # of JPEG: what is seen begins behind the one, and nothing stands behind the other
_BARE = {0xD8, 0x01, *range(0xD0, 0xD8)}  # marks of JPEG that nothing belongs to
_SEEN = (b"IDAT", b"fdAT", b"VP8 ", b"VP8L", b"ALPH", b"data", b"movi", b"mdat")
"""Parts of PNG, WebP, WAV, AVI, MP4 that hold what is seen or heard."""

_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of each pass the first column and row, and how far the next ones are."""


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
    at, seen = 8, []
    yield Part(_utf8(data))
    while at + 12 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        part = data[at + 8 : at + 8 + size]
        at += 12 + size
        if name == b"IDAT":
            seen.append(part)
        elif name not in _SEEN:
            yield from _texts(part, room, name == b"iCCP")
        if name == b"IEND":
            break
    yield from _beside_pixels(data[16:29], b"".join(seen), room)
    yield from behind(data, at)


def _beside_pixels(head: bytes, packed: bytes, room: Room) -> Iterator[Part]:
    """What the data of a picture hold that is no pixel: behind as many as its head says, or behind the end of what is
    deflated. Whether pixels themselves hide something nobody can tell."""
    unpack, left, found = zlib.decompressobj(), _pixels(head), []
    try:
        while not unpack.eof and packed:
            piece = unpack.decompress(packed, STEP)
            packed = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
            more, left = piece[max(left, 0) :], left - len(piece)
            room.take(len(more))
            found.append(more)
    except zlib.error:
        yield Part(None)
        return
    yield from behind(b"".join(found))
    yield from behind(packed)


def _pixels(head: bytes) -> int:
    """The bytes of the rows of a picture, unpacked: as they stand, or in seven passes (Adam7)."""
    if len(head) < 13:
        return 0
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    bits = head[8] * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(head[9], 4)
    passes = _ADAM7 if head[12] else ((0, 0, 1, 1),)
    sizes = (((width - x + dx - 1) // dx, (height - y + dy - 1) // dy) for x, y, dx, dy in passes)
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0 and rows > 0)


def _texts(part: bytes, room: Room, numbers: bool) -> Iterator[Part]:
    """A part of a PNG that is no picture, and what of it is deflated, whatever its name; a profile is `numbers`."""
    yield Part(strings(part))
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", part):
        try:
            content, _ = inflated(part, room, found.start(), 32 + zlib.MAX_WBITS)
            yield Part(strings(content) if numbers else content)
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
