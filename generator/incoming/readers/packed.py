"""Documents that are ZIP files of XML (XLSX, DOCX), looked through before a library opens them.

They come from anywhere. Refused are those that unpack to more than memory holds, that say another size than they have,
that are locked with a password, and those with a document type: no office program writes one, and its entities may
name files of this machine or multiply without end. Links to elsewhere are never followed.
"""

import re
import zipfile
from collections.abc import Callable
from copy import copy
from io import BytesIO
from zlib import error

from generator.incoming.delivery import Source, Unreadable
from generator.incoming.readers.plain import content, kind

LARGEST = 1_500_000_000
"""Bytes of all parts unpacked: 100,000 articles of 2,000 characters are 600 MB."""
MOST_PARTS = 20_000
RATIO = 300
"""A part may be so many times larger than packed, from a megabyte on: text of newspapers packs to a third, a table of
equal cells to a fiftieth."""
BLOCK = 1 << 20
ACROSS = 100  # bytes of a block that are looked at once more, for what stands across two
OFFICE = b"\xd0\xcf\x11\xe0"
_TYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_TYPE = re.compile(rb"<\x00!\x00D\x00O\x00C\x00T|\x00<\x00!\x00D\x00O\x00C\x00T", re.IGNORECASE)
Look = Callable[[str, bytes], None]
"""Is shown each part's name with its bytes, block by block."""


def opened(source: Source, inner: str, what: str, look: Look = lambda name, block: None) -> bytes:
    """The bytes of a document that is safe to open and has the part `inner`; `what` names its kind, as "an Excel file
    (.xlsx)". Raises Unreadable."""
    data = content(source)
    if data.startswith(OFFICE):
        mend = f"Open it, take the password off, and save it as {what.partition('(')[2].rstrip(')')}."
        raise Unreadable(source.name, "is an older file of Office, or locked with a password", mend)
    if not data.startswith(b"PK"):
        raise Unreadable(source.name, f"is {kind(data) or 'something else'} and not {what}", "Save it as that.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            _check_sizes(source, parts)
            if inner not in {part.filename for part in parts}:
                raise Unreadable(source.name, f"is not {what}: {inner} is missing in it", "Save it as that.")
            for part in parts:
                _look_through(source, packed, part, look)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        error,
    ):
        raise damaged(source, what) from None
    return data


def damaged(source: Source, what: str) -> Unreadable:
    return Unreadable(source.name, f"is damaged, so that it cannot be read as {what}", "Open it and save it again.")


def _check_sizes(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    packed_tight = any(part.file_size > RATIO * max(part.compress_size, BLOCK // RATIO) for part in parts)
    if len(parts) > MOST_PARTS or total > LARGEST or packed_tight:
        what = f"unpacks to {total / 1e6:,.0f} MB in {len(parts):,} parts, which no delivery of articles does"
        raise Unreadable(source.name, what, "If it is one, save it as CSV, in several files.")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(source.name, "is locked with a password", "Take the password off, and save it again.")


def _look_through(source: Source, packed: zipfile.ZipFile, part: zipfile.ZipInfo, look: Look) -> None:
    size, rest, is_xml = 0, b"", part.filename.endswith((".xml", ".rels"))
    whole = copy(part)
    whole.file_size = LARGEST  # zipfile stops at the size that is said, and other libraries do not
    with packed.open(whole) as stream:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > part.file_size:
                raise Unreadable(source.name, f"says a wrong size of {part.filename}", "Open it and save it again.")
            if not is_xml:
                continue
            if _TYPE.search(rest + block) or _WIDE_TYPE.search(rest + block):
                what = f"has a document type in {part.filename}, which no program of Office writes"
                raise Unreadable(source.name, what, "Do not open it; ask for it anew.")
            look(part.filename, block)
            rest = block[-ACROSS:]
