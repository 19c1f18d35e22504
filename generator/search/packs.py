"""Packs: scripts that hold several stretches, so that an index is fewer files.

A stretch is what a query asks for at once: the text of a document, the lists of a shard, its ordinals. It is bytes two
to a character (`scripts.packed`), their check, then TAB, which none of these ever is. Where a server sends parts of
files, a stretch is loaded alone (theme/assets/packs.js), and the files that lead there, fields and directory, say how
large each is; elsewhere its pack is loaded and parted at the tabs.

    text/P.js    the texts of so many documents, spaces behind each up to a whole number of UNIT: so its size is small
    shards/P.js  of so many shards the lists, then the ordinals, of each

From a server that sends no parts texts come out of the articles' own pages (theme/assets/texts.js), and shards with
their packs. So a pack of shards weighs in a first query there, and one of texts on the disk alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from generator.base import regular
from generator.base.workers import Workers
from generator.search.scripts import CHECK, checked, opened, opened_stretch, script, units_of

UNIT = 96  # characters: a size takes 2.1 bits beside the length (rows.usual), a text 96 bytes more
AT_ONCE = 512  # documents or shards whose packs are made in one task: 1 to 3 MB
TAB, SPACE = (character.encode("utf-16-le") for character in "\t ")
KINDS = {"text": ("text",), "shards": ("lists", "ordinals")}
"""Of each kind of packs the stretches that a document or a shard has."""

Most = Mapping[str, int]
"""Of each kind how many documents or shards a pack has."""


def known_as(name: str, documents: int) -> str:
    """What a file of a segment, or a stretch, is known by, for its check (scripts.py): where it stands there, and how
    many documents that has. No two segments of an index have as many; and where another build has the same file in
    another folder, it stays the same file."""
    return f"{name} {documents}"


def size(content: bytes) -> int:
    """Of the stretch of a shard, in characters."""
    return len(content) // 2 + CHECK + len("\t")


def units(content: bytes) -> int:
    """The size of the stretch of a text, in UNIT."""
    return -(-size(content) // UNIT)


def _stretch(kind: str, number: int, content: bytes, documents: int) -> bytes:
    fill = units(content) * UNIT - size(content) if kind == "text" else 0
    return checked(known_as(f"{kind}/{number}", documents), content) + SPACE * fill + TAB


def pack(kind: str, first: int, contents: Iterable[Sequence[bytes]], documents: int) -> bytes:
    """The script that holds these, numbered from `first` on; `documents`: of the segment."""
    kinds = KINDS[kind]
    stretches = (
        _stretch(of, number, content, documents)
        for number, each in enumerate(contents, first)
        for of, content in zip(kinds, each, strict=True)
    )
    return script(b"".join(stretches))


def files(kind: str, contents: Iterable[Sequence[bytes]], most: int, documents: int) -> Iterator[tuple[str, bytes]]:
    """All packs of a kind, each with `most` documents or shards."""
    coming, n = iter(contents), 0
    while some := list(islice(coming, most)):
        yield f"{kind}/{n}", pack(kind, n * most, some, documents)
        n += 1


# ---- read again ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Files:
    """The files of a segment that the last build left."""

    folder: Path
    documents: int
    most: Most

    def read(self, name: str) -> bytes:
        """What a file hands over. Raises OSError or ValueError where it is not what was written."""
        return opened(known_as(name, self.documents), regular.content(self.folder / f"{name}.js"))

    def stretches(self, kind: str, numbers: Iterable[int]) -> Iterator[tuple[bytes, ...]]:
        """What packs of this kind hold of documents or shards; a pack is read once where they come in order. Raises
        OSError, ValueError or IndexError where it is not what was written."""
        kinds, most = KINDS[kind], self.most[kind]
        pack, parts = -1, list[bytes]()
        for number in numbers:
            if pack != number // most:
                pack = number // most
                parts = parted(regular.content(self.folder / f"{kind}/{pack}.js"))
            first = len(kinds) * (number % most)
            names = (known_as(f"{of}/{number}", self.documents) for of in kinds)
            yield tuple(content(parts[n], name) for n, name in enumerate(names, first))


def parted(file: bytes) -> list[bytes]:
    """The stretches of a pack. Raises ValueError where it is no pack."""
    units = units_of(file)
    tabs = 2 * np.flatnonzero(np.frombuffer(units, "<u2") == ord("\t"))
    if not units.endswith(TAB):
        raise ValueError("a pack that is cut off")
    return [units[start:end] for start, end in zip([0, *(tabs + 2)], tabs, strict=False)]


def content(stretch: bytes, name: str | None = None) -> bytes:
    """What stands in a stretch that is known by this name. Raises ValueError where it is not what was written; where no
    name is given, that is not looked at."""
    while stretch.endswith(SPACE):
        stretch = stretch[: -len(SPACE)]
    return opened_stretch(name, stretch) if name is not None else stretch[: -2 * CHECK]


# ---- made of those of the last build -------------------------------------------------------------------------------

Source = int | tuple[bytes, ...]
"""What stands in a pack for a document or a shard: the number that it had in the last segment, or its contents."""


def again(
    kind: str, sources: Sequence[Source], before: int, last: Files, workers: Workers
) -> Iterator[tuple[str, bytes | None]]:
    """All packs of a kind; None for one whose stretches stand as they did. `before`: how many documents or shards there
    were."""
    most = last.most[kind]
    moved: list[tuple[int, Sequence[Source]]] = []
    for n, start in enumerate(range(0, len(sources), most)):
        part = sources[start : start + most]
        if list(part) == list(range(start, min(start + most, before))):
            yield f"{kind}/{n}", None
        else:
            moved.append((start, part))
    some = max(1, AT_ONCE // most)
    tasks = ((last, kind, moved[n : n + some]) for n in range(0, len(moved), some))
    for made in workers.map(_made_again, tasks):
        yield from ((f"{kind}/{first // most}", pack) for first, pack in made)


def _made_again(task: tuple[Files, str, Sequence[tuple[int, Sequence[Source]]]]) -> list[tuple[int, bytes]]:
    """Packs of contents, and of what stood in other places and is known by that, each with its first number."""
    files, kind, some = task
    stood = files.stretches(kind, [each for _, part in some for each in part if isinstance(each, int)])
    return [
        (first, pack(kind, first, [next(stood) if isinstance(each, int) else each for each in part], files.documents))
        for first, part in some
    ]
