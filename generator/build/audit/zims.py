"""Reads ZIM files (inner.py), where libzim is installed (build/zim_file.py); elsewhere they are not read through.

Kiwix's own index of words in a file of this program is read as lists of the search are: the characters and pairs that
are in it. That of another program holds the words of its own pages as well, and is not read through.
"""

from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.audit.inner import Full, Part, Room, behind
from generator.build.audit.packers import CATALOGUE
from generator.build.audit.readings import MANY, strings
from generator.build.zim import END, INDEX, OURS, SIZE

BLOCK = 8192  # bytes, as libzim has them
FIRST = 11  # byte of a block at which the list of its items begins; before it stand, among others,
LEVEL, LAST = 4, slice(9, 11)  # how far above the leaves it is, and where the list ends
TERM = 8  # bytes, at most, of two characters
LISTING = "listing/"  # what the paths of lists of numbers begin with


def read(data: bytes, room: Room) -> Iterator[Part]:
    """Raises ValueError where its checksum is not that of its bytes: libzim is not asked to open it then."""
    try:
        from generator.build import zim_file  # noqa: PLC0415  (an extra: see there)
    except ImportError:
        yield Part(strings(data, MANY))
        yield Part(None)
        return
    end = int.from_bytes(data[END : END + 8], "little")
    if md5(data[:end], usedforsecurity=False).digest() != data[end : end + SIZE]:
        raise ValueError("is not what its checksum says")
    yield from behind(data, end + SIZE)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "read.zim"
        path.write_bytes(data[: end + SIZE])
        ours = zim_file.scraper(path).startswith(OURS)
        names = []
        for entry in zim_file.read(path, CATALOGUE):
            names.append(f"{entry.path}\n{entry.title}")
            if entry.size > room.left:
                raise Full
            room.take(entry.size)
            if entry.path.startswith(LISTING):
                yield Part(strings(entry.content(), MANY), entry.path)
            elif entry.path == INDEX and not ours:
                yield Part(None, entry.path)
            elif not entry.leads:
                yield Part(entry.content(), entry.path)
        yield Part("\n".join(names))


def index(data: bytes, room: Room) -> Iterator[Part]:
    """A database of Xapian's: the titles and addresses in it."""
    yield Part(strings(data))


def terms(data: bytes) -> list[str]:
    """The words of an index of Xapian's that are one or two characters: the keys of the leaves of its trees."""
    found = set()
    for start in range(0, len(data), BLOCK):
        block = data[start : start + BLOCK]
        if block[LEVEL : LEVEL + 1] != b"\0":
            continue
        for at in range(FIRST, int.from_bytes(block[LAST], "big"), 2):
            key = int.from_bytes(block[at : at + 2], "big") + 3
            size = int.from_bytes(block[key - 1 : key], "big")
            found.add(block[key : key + size].split(b"\0")[0])
    words = (term.decode("utf-8", "ignore") for term in found if len(term) <= TERM)
    return sorted(word for word in words if 0 < len(word) <= 2)
