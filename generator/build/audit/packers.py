"""Reads what is packed (inner.py): zip, gzip, bzip2, xz, lzma, tar. What stands beside what is packed is read, too: the
names of files, comments, extra fields, and whatever lies between."""

import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import IO

from generator.build.audit.inner import STEP, Part, Room, expanded, inflated
from generator.build.audit.readings import strings

CATALOGUE = "search/data/catalogue.js"
MEMORY = 256 << 20  # bytes that unpacking may take
ENCRYPTED = 1  # the bit of a zip's entry that says so
LOCAL, END = b"PK\3\4", b"PK\5\6"
FIELDS = (4, 8, 16, 2)  # of gzip: extra, name, comment, check of the head


def gzipped(data: bytes, room: Room) -> Iterator[Part]:
    """One part of all that stands there one behind the other."""
    found, heads, at = [], [], 0
    while data.startswith(b"\x1f\x8b", at):
        heads.append(_head(data, at))
        content, at = inflated(data, room, at, 16 + zlib.MAX_WBITS)
        found.append(content)
    yield Part(b"".join(found))
    if beside := b"".join(heads) + data[at:].strip(b"\0"):
        yield Part(strings(beside))


def _head(data: bytes, at: int) -> bytes:
    """Extra field, name and comment of gzip's head."""
    flags, end = data[at + 3], at + 10
    if flags & 4:
        end += 2 + int.from_bytes(data[end : end + 2], "little")
    for bit in (8, 16):
        if flags & bit:
            end = data.index(b"\0", end) + 1
    return data[at + 10 : end]


def _bzipped(data: bytes, room: Room) -> Iterator[Part]:
    yield Part(expanded(bz2.BZ2Decompressor, b"BZh", data, room))


def _xzed(begin: bytes, data: bytes, room: Room) -> Iterator[Part]:
    yield Part(expanded(partial(lzma.LZMADecompressor, memlimit=MEMORY), begin, data, room))


bzipped = _bzipped
xzed = partial(_xzed, b"\xfd7zXZ")
lzmaed = partial(_xzed, b"]\0\0")


def tarred(data: bytes, room: Room) -> Iterator[Part]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as packed:
        members = packed.getmembers()
        own = [getattr(packed, "pax_headers", {}), *(member.pax_headers for member in members)]
        names = [name for each in members for name in (each.name, each.linkname, each.uname, each.gname)]
        told = [*names, *(text for each in own for pair in each.items() for text in pair)]
        yield Part("\n".join(_otherwise(name) for name in dict.fromkeys(told)))
        for member in sorted(members, key=lambda member: not member.name.endswith(CATALOGUE)):
            if file := packed.extractfile(member) if member.isreg() else None:
                yield Part(room.joined(iter(partial(file.read, STEP), b"")), member.name)
        if behind := data[packed.offset :].strip(b"\0"):
            yield Part(strings(behind))


def _otherwise(name: str) -> str:
    """A name, and what it is where its bytes are not UTF-8."""
    data = name.encode("utf-8", "surrogateescape")
    return name if max(name, default="") < "\udc80" else strings(data)


# ---- zip -----------------------------------------------------------------------------------------------------------


def is_zip(data: bytes) -> bool:
    """Whether a zip ends here, whatever it begins with."""
    at = data.rfind(END, -22 - 0xFFFF)
    return at >= 0 and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def zipped(data: bytes, room: Room) -> Iterator[Part]:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file) as packed:
        infos = packed.infolist()
        first = min((info.header_offset for info in infos), default=0)
        if not data.startswith(LOCAL) and first:
            yield Part(data[:first])
        yield from around(file, infos)
        for info in sorted(infos, key=lambda info: not info.filename.endswith(CATALOGUE)):
            if not info.is_dir():
                yield Part(member(packed, info, room), info.filename)


def member(packed: zipfile.ZipFile, info: zipfile.ZipInfo, room: Room) -> bytes | None:
    """What is in a zip; None where it is encrypted, or packed in a way that Python does not know. Raises Full."""
    if info.flag_bits & ENCRYPTED:
        return None
    try:
        with packed.open(info) as file:
            return room.joined(iter(partial(file.read, STEP), b""))
    except NotImplementedError:
        return None


def around(file: IO[bytes], infos: Sequence[zipfile.ZipInfo]) -> Iterator[Part]:
    """All of a zip but what is packed: names, comments, extra fields, and what belongs to no entry."""
    gaps, at = [], 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        file.seek(info.header_offset + 26)
        sizes = file.read(4)
        start = info.header_offset + 30 + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
        gaps.append((min(at, info.header_offset), start))
        at = max(at, start + info.compress_size)
    beside = []
    for start, end in gaps:
        file.seek(start)
        beside.append(file.read(end - start))
    file.seek(at)
    beside.append(file.read())
    text = b"\n".join(beside)
    yield Part(strings(text))
    if len(re.findall(re.escape(LOCAL), text)) > len(infos):  # what was there before it was taken out of the list
        yield Part(None)
