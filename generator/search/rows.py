"""What search knows of each document of a segment by its number: fields for filters and ranking, authors, ids.

A block of fields is varints, runs closed up: how many documents; then of each its date as a number less that of the
one before, modulo 2^25; the lengths of title and text, in steps; its newspaper, county and kind, 1 and the number
of the value in the segment, 0 for none.

Who shows documents needs one of two more, in larger blocks: where the server sends parts of files, the sizes of texts
(packs.py), each less what texts of this length usually have (`usual`), 2 x that where it is not negative, else
-1 - 2 x that; elsewhere names (names.py).
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import log2

import numpy as np

from generator.base.archive import Document
from generator.language.lexicon import Ints
from generator.language.terms import fold
from generator.search import names
from generator.search.scripts import Varints, as_json, deflated, inflated, packed, value, varints

BLOCK = 4096  # documents of a block of fields: 3.6 kB
SHOWN = 4 * BLOCK  # of a block of sizes: 4.3 kB; or of names: 3.6 kB
STEPS = 2  # lengths for each doubling
DAY = (1 << 25) - 1  # bits of a date as a number; postings.js knows it, too
NAMES = 4000  # documents of the authors of a shard
FIELDS = ("title", "text")
FACETS = ("paper", "county", "kind")

Values = Mapping[str, list[list[str]]]
"""Of each facet the values that occur, in the order in which they are numbered."""


@dataclass(frozen=True)
class Row:
    """A document."""

    id: str
    url: str
    date: int
    facets: tuple[tuple[str, str] | None, ...]
    authors: tuple[str, ...]
    """Folded."""
    lengths: tuple[int, int] | None = None
    """Of title and text, in steps; None where they are told later (`Rows.add_lengths`)."""
    size: int | None = None
    """Of what is shown of it, in packs.UNIT; None where that is told later (`Rows.sizes`)."""


def row(document: Document, lengths: tuple[int, int] | None = None, size: int | None = None) -> Row:
    return Row(
        document.id,
        document.url,
        int(document.date.replace("-", "").ljust(8, "0")),
        (document.paper, document.county, document.kind),
        tuple(dict.fromkeys(map(fold, document.authors))),
        lengths,
        size,
    )


def step(length: int) -> int:
    """A length as it counts in the ranking: rounded, so that it takes three bits."""
    return round(STEPS * log2(max(1, length)))


def usual(steps: Ints) -> Ints:
    """The size that the text of a document of this length has more or less; 2.1 bits say how far it is from that. In
    whole numbers, for postings.js reckons the same: 70 x 2 ** (steps / 2)."""
    sizes: Ints = np.where(steps % STEPS, 99, 70) << steps // STEPS >> 14
    return sizes


class Rows:
    """Those of a segment, from the first document on."""

    def __init__(self) -> None:
        self.authors: defaultdict[str, list[int]] = defaultdict(list)
        """The documents of each."""
        self.sizes: list[int] = []
        """Of the texts, in packs.UNIT."""
        self._values: dict[str, dict[tuple[str, str], int]] = {name: {} for name in FACETS}
        self._facets: dict[str, list[int]] = {name: [] for name in FACETS}
        self._dates: list[int] = []
        self._names: list[names.Name] = []
        self._lengths: dict[str, list[int]] = {name: [] for name in FIELDS}

    def add(self, row: Row) -> None:
        for author in row.authors:
            self.authors[author].append(len(self._names))
        self._names.append((row.id, row.url))
        self._dates.append(row.date)
        for name, facet in zip(FACETS, row.facets, strict=True):
            known = self._values[name]
            self._facets[name].append(-1 if facet is None else known.setdefault(facet, len(known)))
        for name, length in zip(FIELDS, row.lengths or (), strict=False):
            self._lengths[name].append(length)
        if row.size is not None:
            self.sizes.append(row.size)

    def add_lengths(self, lengths: Mapping[str, list[int]]) -> None:
        for name, of in lengths.items():
            self._lengths[name] += of

    def sums(self) -> dict[str, int]:
        """The sum of the lengths as documents are ranked by them."""
        return {name: sum(round(2 ** (step / STEPS)) for step in of) for name, of in self._lengths.items()}

    def values(self) -> dict[str, list[list[str]]]:
        return {name: [list(value) for value in known] for name, known in self._values.items()}

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        for n, start in enumerate(range(0, len(self._names), BLOCK)):
            part = slice(start, start + BLOCK)
            dates = np.diff(np.array(self._dates[part]), prepend=0) & DAY
            fields = [dates, *(np.array(of[part]) for of in self._lengths.values())]
            fields += [np.array(of[part]) + 1 for of in self._facets.values()]
            parts = [varints(np.array([len(dates)])), *map(varints, fields)]
            yield f"fields/{n}", packed([deflated(parts, zlib.Z_RLE)])[0]
        for n, start in enumerate(range(0, len(self._names), SHOWN)):
            part = slice(start, start + SHOWN)
            beside = np.array(self.sizes[part]) - usual(np.array(self._lengths["text"][part]))
            yield f"sizes/{n}", packed([deflated([varints(np.where(beside < 0, -1 - 2 * beside, 2 * beside))])])[0]
            yield f"names/{n}", names.written(self._names[part])
        for n, authors in enumerate(self.author_shards()):
            yield f"authors/{n}", as_json(authors)

    def author_shards(self) -> Iterator[dict[str, list[int]]]:
        """Shards of the authors, each with the documents."""
        shard: dict[str, list[int]] = {}
        size = 0
        for name in sorted(self.authors):
            if size > NAMES:
                yield shard
                shard, size = {}, 0
            shard[name] = self.authors[name]
            size += len(self.authors[name])
        if shard:
            yield shard


def read(file: Callable[[str], bytes], files: Mapping[str, int], values: Values) -> list[Row]:
    """The documents of a segment whose files these are. Raises ValueError or IndexError where they are not."""
    authors: defaultdict[int, list[str]] = defaultdict(list)
    for n in range(files["authors"]):
        for name, documents in value(file(f"authors/{n}")).items():
            for document in documents:
                authors[document].append(name)
    known = [[None, *(tuple(each) for each in values[name])] for name in FACETS]
    called = [name for n in range(files["names"]) for name in names.read(file(f"names/{n}"))]
    sizes = [Varints(inflated(file(f"sizes/{n}"))) for n in range(files["sizes"])]
    rows: list[Row] = []
    for n in range(files["fields"]):
        data = Varints(inflated(file(f"fields/{n}")))
        count = int(data.take(1)[0])
        dates = np.cumsum(data.take(count)) & DAY
        titles, texts, *facets = (data.take(count).tolist() for _ in range(len(FIELDS) + len(FACETS)))
        beside = sizes[n * BLOCK // SHOWN].take(count)
        of_texts = usual(np.array(texts)) + np.where(beside % 2, -1 - beside, beside) // 2
        for date, title, text, paper, county, kind, size in zip(
            dates.tolist(), titles, texts, *facets, of_texts.tolist(), strict=True
        ):
            of = (known[0][paper], known[1][county], known[2][kind])
            rows.append(Row(*called[len(rows)], date, of, tuple(authors[len(rows)]), (title, text), size))
    if len(rows) != len(called):
        raise ValueError("fields of other documents")
    return rows
