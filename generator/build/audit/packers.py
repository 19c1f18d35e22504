"""Reads what is packed (inner.py): zip, gzip, bzip2, xz, lzma, tar. What stands beside what is packed is read, too: the
names of files, comments, extra fields, and whatever lies between."""

import bz2
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from typing import IO

from generator.build.audit.inner import LARGEST, STEP, Full, Part, Room, behind, expanded, inflated
from generator.build.audit.readings import strings

CATALOGUE = "search/data/catalogue.js"
MEMORY = 256 << 20  # bytes that unpacking may take
ENCRYPTED, ENDED = 1, 2  # the bits of a zip's entry that say so; the second of an lzma stream
LOCAL, END, DESCRIPTOR = b"PK\3\4", b"PK\5\6", b"PK\7\x08"
ORDINARY = 40  # bytes of an extra field: times, rights, sizes; what has more may be a file
FIELDS = (4, 8, 16, 2)  # of gzip: extra, name, comment, check of the head


def gzipped(data: bytes, room: Room) -> Iterator[Part]:
    """One part of all that stands there one behind the other."""
    found, heads, at = [], [], 0
    while data.startswith(b"\x1f\x8b", at):
        heads.append(_head(data, at))
        content, at = inflated(data, room, at, 16 + zlib.MAX_WBITS)
        found.append(content)
    yield Part(b"".join(found))
    if beside := b"".join(heads):
        yield Part(strings(beside))
    yield from behind(data, at)


def brotlied(data: bytes, room: Room) -> Iterator[Part]:
    """A stream of brotli, whose end is that of the file; not read through where the extra `brotli` is not there."""
    if not find_spec("brotli"):
        yield Part(None)
        return
    import brotli  # noqa: PLC0415  (an extra)

    unpack = brotli.Decompressor()

    def pieces() -> Iterator[bytes]:
        yield unpack.process(data, output_buffer_limit=STEP)
        while not unpack.is_finished() and not unpack.can_accept_more_data():
            yield unpack.process(b"", output_buffer_limit=STEP)

    try:
        yield Part(room.joined(pieces()))
    except brotli.error as error:
        raise ValueError(str(error)) from None
    if not unpack.is_finished():
        raise EOFError


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
    content, end = expanded(bz2.BZ2Decompressor, b"BZh", data, room)
    yield Part(content)
    yield from behind(data, end)


def _xzed(begin: bytes, data: bytes, room: Room) -> Iterator[Part]:
    content, end = expanded(partial(lzma.LZMADecompressor, memlimit=MEMORY), begin, data, room)
    yield Part(content)
    yield from behind(data, end)


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
        yield from behind(data, packed.offset)


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
        yield from around(file, packed)
        for info in sorted(entries(packed), key=lambda info: not info.filename.endswith(CATALOGUE)):
            yield from member(file, info, room)


def entries(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Raises BadZipFile where they share bytes, as no program writes them: a few kB then unpack to terabytes."""
    infos = sorted(packed.infolist(), key=lambda info: info.header_offset)
    if any(one.header_offset + one.compress_size > other.header_offset for one, other in pairwise(infos)):
        raise zipfile.BadZipFile
    return packed.infolist()


def member(file: IO[bytes], info: zipfile.ZipInfo, room: Room) -> Iterator[Part]:
    """An entry of a zip: what is in it, then what its bytes hold beyond that; of a folder only this, for it is nothing.
    None where it is encrypted, or packed in a way that Python does not know. Raises Full, and one of FAULTS where what
    is in it is not what the zip's list says: other programs go by the sizes, or by the end of what is packed."""
    start = _start(file, info)
    if info.compress_size > LARGEST:
        raise Full
    file.seek(start)
    data = file.read(info.compress_size)
    if len(data) < info.compress_size:
        raise EOFError
    content, end = _unpacked(data, info, room)
    if content is None:
        yield Part(None, info.filename)
        return
    if zlib.crc32(content) != info.CRC or len(content) != info.file_size:
        raise zipfile.BadZipFile
    if content or not info.is_dir():
        yield Part(content, info.filename)
    yield from (Part(each.data, info.filename) for each in behind(data, end))


def _start(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    """Where the bytes of an entry begin."""
    file.seek(info.header_offset)
    head = file.read(30)
    if len(head) < 30 or not head.startswith(LOCAL):
        raise zipfile.BadZipFile
    sizes: tuple[int, int] = struct.unpack_from("<HH", head, 26)
    return info.header_offset + 30 + sum(sizes)


def _unpacked(data: bytes, info: zipfile.ZipInfo, room: Room) -> tuple[bytes | None, int]:
    """What is in an entry, and how many of its bytes that takes."""
    if info.flag_bits & ENCRYPTED:
        return None, 0
    if info.compress_type == zipfile.ZIP_STORED:
        room.take(len(data))
        return data, len(data)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        return inflated(data, room, bits=-zlib.MAX_WBITS)
    if info.compress_type == zipfile.ZIP_BZIP2:
        return expanded(bz2.BZ2Decompressor, b"BZh", data, room)
    if info.compress_type == zipfile.ZIP_LZMA:
        size = b"\xff" * 8 if info.flag_bits & ENDED else struct.pack("<Q", info.file_size)
        alone = data[4:9] + size + data[9:]  # as a file of its own; a zip puts its version and a size before it
        make = partial(lzma.LZMADecompressor, lzma.FORMAT_ALONE, MEMORY)
        content, end = expanded(make, alone[:13], alone, room)
        return content, end - 4
    return None, 0


def around(file: IO[bytes], packed: zipfile.ZipFile) -> Iterator[Part]:
    """All of a zip but its entries: names, comments, extra fields; and whatever belongs to no entry, before the first,
    between them, behind the last, which may be a file."""
    infos = sorted(packed.infolist(), key=lambda info: info.header_offset)
    told, gaps, at = [packed.comment], [], 0
    for info in infos:
        start = _start(file, info)
        gaps.append((at, info.header_offset))
        file.seek(info.header_offset)
        told.append(file.read(start - info.header_offset))
        at = max(at, start + info.compress_size + _descriptor(file, info, start))
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 22 - 0xFFFF))
    ends = file.read()
    end = size - len(ends) + ends.rfind(END) + 22
    gaps += [(at, packed.start_dir), (end + len(packed.comment), size)]
    file.seek(packed.start_dir)
    told.append(file.read(end - packed.start_dir))
    yield Part(strings(b"\n".join(told)))
    for first, last in gaps:
        if last - first > LARGEST:
            raise Full
        file.seek(first)
        rest = file.read(max(0, last - first))
        if rest.startswith(LOCAL) and not is_zip(rest):  # entries that were taken out of the list
            yield from (Part(strings(rest)), Part(None))
        else:
            yield from behind(rest)
    yield from behind(packed.comment)
    for field in {each for info in infos for each in _extra(info.extra)}:
        yield from behind(field)


def _descriptor(file: IO[bytes], info: zipfile.ZipInfo, start: int) -> int:
    """The length of what may stand behind an entry and says its sizes once more."""
    file.seek(start + info.compress_size)
    found = file.read(24)
    for width, last in ((4, 8), (8, 16)):
        sizes = [
            info.CRC.to_bytes(4, "little"),
            *(n.to_bytes(8, "little") for n in (info.compress_size, info.file_size)),
        ]
        told = b"".join([sizes[0], *(size[:width] for size in sizes[1:])])
        for mark in (DESCRIPTOR, b""):
            if found.startswith(mark + told):
                return len(mark) + 4 + last
    return 0


def _extra(fields: bytes) -> Iterator[bytes]:
    """Of the extra fields of an entry those that may be a file."""
    at = 0
    while at < len(fields):
        size = int.from_bytes(fields[at + 2 : at + 4], "little")
        if size > ORDINARY:
            yield fields[at + 4 : at + 4 + size]
        at += 4 + size
