"""Writes and reads ZIM files with libzim, which is an extra and GPL-3: no other module imports it, and this one is
imported where somebody asks for a ZIM and nowhere else.

The same files give the same bytes. What libzim draws by lot (a UUID of the file, one of each index of Xapian's) follows
from what is in the file, afterwards; one worker alone keeps the order in which texts are indexed. The list of all
titles, which libzim since 9.4 leaves out and older programs ask for, is put in.

Format: openzim.org/wiki/ZIM_file_format. Numbers are little-endian.
"""

import os
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import md5, sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple

from libzim.reader import Archive
from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

from generator.build.zim import END
from generator.build.zim_contents import MAIN, Entry, Lead

LANGUAGE = "en"  # Chinese is cut into pairs whatever stands here; of "zh" each reader says that it has no stemmer
WORKERS = 1
STEP = 1 << 20  # bytes that are read at once


def write(path: Path, files: Iterable[Entry | Lead], metadata: Mapping[str, str], marks: Mapping[int, bytes]) -> None:
    """Makes a file that is not there yet. `marks` are square pictures in PNG by their sides in pixels. Raises
    RuntimeError or OSError where it cannot be written."""
    creator = Creator(path).config_nbworkers(WORKERS).config_indexing(True, LANGUAGE).set_mainpath(MAIN)
    told = sha256(repr((metadata, marks)).encode())
    with _ended(creator):
        for file in files:
            if isinstance(file, Lead):
                told.update(repr(file).encode())
                creator.add_redirection(file.path, file.title, file.to, {Hint.FRONT_ARTICLE: False})
            else:
                told.update(repr(file._replace(content=b"")).encode() + file.content)
                creator.add_item(_Item(file))
        for name, text in metadata.items():
            creator.add_metadata(name, text)
        for size, picture in marks.items():
            creator.add_illustration(size, picture)
    _settle(path, told.digest())


class Found(NamedTuple):
    """An entry of a file that is read."""

    path: str
    title: str
    leads: bool
    """To another one: it holds nothing itself."""
    size: int
    content: Callable[[], bytes]


def read(path: Path, first: str = "") -> Iterator[Found]:
    """Every entry of a file, metadata and indexes among them, those whose path ends so before the others. Raises
    RuntimeError where it is damaged."""
    archive = Archive(path)
    entries = [archive._get_entry_by_id(number) for number in range(archive.all_entry_count)]
    for entry in sorted(entries, key=lambda entry: not (first and entry.path.endswith(first))):
        size = 0 if entry.is_redirect else entry.get_item().size
        yield Found(entry.path, entry.title, entry.is_redirect, size, partial(_content, entry))


def _content(entry: Any) -> bytes:
    return bytes(entry.get_item().content)


def scraper(path: Path) -> str:
    """The program that made a file; "" where that is not said, or it is no ZIM."""
    try:
        return bytes(Archive(path).get_metadata("Scraper")).decode("utf-8", "replace")
    except (RuntimeError, KeyError):
        return ""


def unopened(path: Path) -> str:
    """Why a file cannot be opened; "" where it can, and its first page is there."""
    try:
        _ = Archive(path).main_entry.get_item().size
    except (RuntimeError, KeyError, ValueError) as error:
        return f"libzim says {' '.join(str(error).split())[:80] or type(error).__name__}"
    return ""


class _Words(IndexData):  # type: ignore[misc]  # libzim has no types that mypy finds
    """What is indexed of an entry: nothing of one without words."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def has_indexdata(self) -> bool:
        return bool(self.entry.words)

    def get_title(self) -> str:
        return self.entry.title

    def get_content(self) -> str:
        return self.entry.words

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return len(self.entry.words)

    def get_geoposition(self) -> None:
        return None


class _Item(Item):  # type: ignore[misc]
    """An entry as libzim asks for it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def get_path(self) -> str:
        return self.entry.path

    def get_title(self) -> str:
        return self.entry.title

    def get_mimetype(self) -> str:
        return self.entry.kind

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.entry.content)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: bool(self.entry.title), Hint.COMPRESS: self.entry.compressed}

    def get_indexdata(self) -> IndexData:
        return _Words(self.entry)


@contextmanager
def _ended(creator: Creator) -> Iterator[None]:
    """Begins a file and ends it, also where something stops it: a creator that is given up waits for ever for its own
    worker, which waits for Python."""
    creator.__enter__()
    try:
        yield
    except BaseException:
        with suppress(RuntimeError), _unheard():
            creator.__exit__(None, None, None)
        raise
    with _unheard():
        creator.__exit__(None, None, None)


@contextmanager
def _unheard() -> Iterator[None]:
    """libzim says at the end what it does, to the output of the process."""
    sys.stdout.flush()
    own = os.dup(1)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(own, 1)
        os.close(own)


# ---- what libzim draws by lot, and what it leaves out ----------------------------------------------------------------

HEAD = struct.Struct("<4sHH16sIIQQQQIIQ")
ENTRY, LEADS_ON, LEAD, STORED = struct.Struct("<HxcxxxxII"), 0xFFFF, 12, 16
"""The numbers before path and title: media type, namespace, cluster, blob. One that leads to another has the mark in
place of its media type, and no blob."""
XAPIAN = b"\x0f\rXapian Glass"
PLACE = len(XAPIAN) + 2  # of the UUID in an index
UUID_PLACE, TITLES_PLACE = 8, 40  # in the head
PLAIN, WIDE = 1, 0x10  # a cluster that is not compressed; one whose offsets take eight bytes


class _Head(NamedTuple):
    """What a file begins with."""

    magic: bytes
    major: int
    minor: int
    uuid: bytes
    entries: int
    clusters: int
    paths: int
    """Where the list of places of entries begins, in the order of paths; as all below, a number of bytes."""
    titles: int
    places: int
    """That of clusters."""
    kinds: int
    main: int
    layout: int
    checksum: int


class _Named(NamedTuple):
    """An entry in the list."""

    space: bytes
    title: bytes
    path: bytes
    cluster: int
    blob: int


def _settle(path: Path, lot: bytes) -> None:
    """Puts what follows from `lot`, a digest of what is in a file, in the place of what was drawn, and all entries in
    the order of their titles before the checksum."""
    with path.open("r+b") as file:
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            head = _Head(*HEAD.unpack_from(data))
            named = [_named(data, head.paths + 8 * number) for number in range(head.entries)]
            indexes = [entry for entry in named if entry.space == b"X" and entry.path.endswith(b"/xapian")]
            lots = {_index(data, head, each) + PLACE: sha256(lot + each.path).digest()[:16] for each in indexes}
        titles = sorted(range(head.entries), key=lambda number: named[number][:2])
        end = head.checksum + 4 * head.entries
        for place, changed in {
            **lots,
            UUID_PLACE: sha256(lot).digest()[:16],
            TITLES_PLACE: struct.pack("<Q", head.checksum),
            END: struct.pack("<Q", end),
            head.checksum: struct.pack(f"<{head.entries}I", *titles),
        }.items():
            file.seek(place)
            file.write(changed)
        file.seek(0)
        said = md5(usedforsecurity=False)
        while piece := file.read(min(STEP, end - file.tell())):
            said.update(piece)
        file.write(said.digest())


def _named(data: mmap, place: int) -> _Named:
    (at,) = struct.unpack_from("<Q", data, place)
    kind, space, cluster, blob = ENTRY.unpack_from(data, at)
    start = at + (LEAD if kind == LEADS_ON else STORED)
    path, title, _ = data[start : start + 2000].split(b"\0", 2)
    return _Named(space, title or path, path, cluster, blob)


def _index(data: mmap, head: _Head, entry: _Named) -> int:
    """Where an index of Xapian's begins; libzim stores it as it is. Raises ValueError where it does not."""
    (cluster,) = struct.unpack_from("<Q", data, head.places + 8 * entry.cluster)
    size, form = (8, "<Q") if data[cluster] & WIDE else (4, "<I")
    (offset,) = struct.unpack_from(form, data, cluster + 1 + size * entry.blob)
    begins: int = cluster + 1 + offset
    if data[cluster] & 0xF != PLAIN or data[begins : begins + len(XAPIAN)] != XAPIAN:
        raise ValueError(f"{entry.path.decode()} is no index of Xapian's")
    return begins
