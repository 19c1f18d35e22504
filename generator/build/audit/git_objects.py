"""Reads what git keeps (inner.py), without git: loose objects and packs. A site that is pushed often has its history
beside it, in a `.git` that whoever copies the folder copies as well.

Format: gitformat-pack(5). An object is what its type says, or a delta: pieces of another one, and bytes between them.
"""

import re
import zlib
from collections.abc import Iterator

from generator.build.audit.inner import Part, Room, behind, inflated
from generator.build.audit.readings import strings

TYPES = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
BY_PLACE, BY_NAME = 6, 7  # deltas, by what they say of their base
NAME = 20  # bytes of SHA-1
HEAD = re.compile(rb"(commit|tree|blob|tag) \d+\0")
_ENTRY = re.compile(rb"[0-7]{5,6} ([^\0]+)\0.{20}", re.DOTALL)
KEPT = 64 << 20  # bytes of objects that others may be deltas of


def loose(data: bytes, room: Room) -> Iterator[Part]:
    """An object, or any other deflated file."""
    content, end = inflated(data, room)
    head = HEAD.match(content)
    yield from _object(head[1].decode(), content[head.end() :]) if head else [Part(content)]
    yield from behind(data, end)


def pack(data: bytes, room: Room) -> Iterator[Part]:
    """Raises ValueError where it is of another version."""
    if data[4:8] not in (b"\0\0\0\2", b"\0\0\0\3"):
        raise ValueError("a pack of another version")
    known: dict[int, tuple[str, bytes]] = {}
    at, kept = 12, 0
    for _ in range(int.from_bytes(data[8:12], "big")):
        start = at
        kind, _, at = _number(data, at, 4)
        base = None
        if kind == BY_PLACE:
            far, at = _distance(data, at)
            base = known.get(start - far)
        elif kind == BY_NAME:
            at += NAME
        content, at = inflated(data, room, at)
        if kind in TYPES:
            made = TYPES[kind], content
        elif base is None:  # it lies in another pack, or was too much to keep
            yield Part(None)
            yield Part(strings(content))
            continue
        else:
            room.take(len(base[1]))
            made = base[0], _patched(base[1], content)
        if kept + len(made[1]) <= KEPT:
            known[start] = made
            kept += len(made[1])
        yield from _object(*made)


def _object(kind: str, content: bytes) -> Iterator[Part]:
    if kind == "tree":
        yield Part(strings(b"\n".join(_ENTRY.findall(content))))
    else:
        yield Part(content)


def _number(data: bytes, at: int, bits: int) -> tuple[int, int, int]:
    """What stands above the lowest bits of a first byte, those bits with the bytes behind it as a number, and where it
    ends."""
    first = data[at]
    number, shift = first & ((1 << bits) - 1), bits
    while data[at] & 128:
        at += 1
        number |= (data[at] & 127) << shift
        shift += 7
    return first >> bits & 7, number, at + 1


def _distance(data: bytes, at: int) -> tuple[int, int]:
    number = data[at] & 127
    while data[at] & 128:
        at += 1
        number = (number + 1) << 7 | data[at] & 127
    return number, at + 1


def _patched(base: bytes, delta: bytes) -> bytes:
    """Raises ValueError where the delta is of something else."""
    _, size, at = _number(delta, 0, 7)
    _, whole, at = _number(delta, at, 7)
    if size != len(base):
        raise ValueError("a delta of another object")
    found, made = [], 0
    while at < len(delta):
        first = delta[at]
        at += 1
        if not first & 128:
            piece = delta[at : at + first]
            at += first
        else:
            spot = length = 0
            for bit in range(7):
                if first >> bit & 1:
                    if bit < 4:
                        spot |= delta[at] << 8 * bit
                    else:
                        length |= delta[at] << 8 * (bit - 4)
                    at += 1
            piece = base[spot : spot + (length or 0x10000)]
        made += len(piece)
        if made > whole:
            raise ValueError("a delta that makes more than it says")
        found.append(piece)
    return b"".join(found)


def is_deflated(data: bytes) -> bool:
    """Whether zlib may have written it; a text that begins like this is none when it is unpacked."""
    if len(data) < 8 or data[0] != 0x78 or int.from_bytes(data[:2], "big") % 31:
        return False
    try:
        zlib.decompressobj().decompress(data[:256], 64)
    except zlib.error:
        return False
    return True
