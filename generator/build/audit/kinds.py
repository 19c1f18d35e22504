"""Which kinds of files are read through, by what they begin with, and by which reader (inner.py).

A file that is none of these and no text is not read through, and that is said; what of it may be text is looked at all
the same. New kinds are a row more.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.build.audit import git_objects, packers, pictures, portable, rich, taken, zims
from generator.build.audit.inner import Part, Reader, Room
from generator.build.audit.readings import MANY, is_text, strings


class Kind(NamedTuple):
    """Files that are read alike."""

    name: str
    begins: bytes
    """What they begin with, as a regular expression."""
    read: Reader
    ending: str = ""
    """Of the name of what is packed alone; what is in it has the name without, behind that of the file."""
    sure: bool = True
    """Nothing else begins so."""


def _numbers(data: bytes, room: Room) -> Iterator[Part]:
    """Places and digests, which say nothing by themselves; a text would be somebody's."""
    yield Part(strings(data, MANY))


def _named(data: bytes, room: Room) -> Iterator[Part]:
    """Names of files among numbers."""
    yield Part(strings(data))


def _office(data: bytes, room: Room) -> Iterator[Part]:
    """Files of Word, Excel and Outlook from before 2007: its texts lie about in pieces."""
    yield Part(strings(data))
    yield Part(None)


def unknown(data: bytes, room: Room) -> Iterator[Part]:
    """What is neither a text nor of a kind that is known."""
    yield Part(strings(data, MANY))
    yield Part(None)


KINDS = (
    Kind("zip", rb"PK\x03\x04|PK\x05\x06", packers.zipped),
    Kind("gzip", rb"\x1f\x8b\x08", packers.gzipped, ".gz"),
    Kind("bzip2", rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", packers.bzipped, ".bz2"),
    Kind("xz", rb"\xfd7zXZ\0", packers.xzed, ".xz"),
    Kind("lzma", rb"\]\0\0.[\0-\x08].{8}\0", packers.lzmaed, ".lzma"),
    Kind("tar", rb".{257}ustar", packers.tarred),
    Kind("pack", rb"PACK\0\0\0", git_objects.pack),
    Kind("index", rb"DIRC\0\0\0[\x02\x03]", _named),
    Kind("numbers", rb"\xfftOc|RIDX|MIDX|BITM|CGPH", _numbers),
    Kind("pdf", rb"%PDF-", portable.read),
    Kind("taken", taken.BEGINS, taken.read),
    Kind("zim", rb"ZIM\x04", zims.read),
    Kind("xapian", rb"\x0f\rXapian Glass", zims.index),
    Kind("rtf", rb"\{\\rtf", rich.read),
    Kind("office", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _office),
    Kind("jpeg", rb"\xff\xd8\xff", pictures.jpeg),
    Kind("png", rb"\x89PNG\r\n", pictures.png),
    Kind("gif", rb"GIF8[79]a", pictures.gif),
    Kind("riff", rb"RIFF.{4}(?:WEBP|WAVE|AVI )", pictures.riff),
    Kind(
        "media",
        rb"wOF[F2]|OTTO|true\0|ttcf|\0\x01\0\0\0[\x01-\x40]|\0\0[\x01\x02]\0[\x01-\x40]\0|II\*\0|MM\0\*|BM.{4}\0{4}|.{4}ftyp"
        rb"|ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb]|OggS\0|fLaC|\x1aE\xdf\xa3|\xff\x0a|\0\0\0\x0cJXL ",
        pictures.others,
    ),
)
_BEGINS = re.compile(b"|".join(b"(?P<%s>%s)" % (kind.name.encode(), kind.begins) for kind in KINDS), re.DOTALL)
_BY_NAME = {kind.name: kind for kind in KINDS}
_DEFLATED = Kind("deflated", b"", git_objects.loose, sure=False)
BROTLI = Kind("brotli", b"", packers.brotlied, ".br", sure=False)
"""Told by its name alone: it begins with anything."""
UNKNOWN = Kind("unknown", b"", unknown)
"""What begins like no other."""


def kind_of(data: bytes) -> Kind | None:
    """The kind of a file; None where it is a text."""
    if found := _BEGINS.match(data):
        return _BY_NAME[found.lastgroup or ""]
    if packers.is_zip(data):
        return _BY_NAME["zip"]
    if b"%PDF-" in data[:1024]:
        return _BY_NAME["pdf"]
    if git_objects.is_deflated(data):
        return _DEFLATED
    return None if is_text(data) else UNKNOWN
