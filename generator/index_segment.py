"""One segment of the index: all that search knows of a stretch of documents, which it numbers from 0.

1. Chunks of a million characters, each by itself: folded, cut into words, sorted by terms; its texts packed (`_read`).
2. Ranges of terms, each by itself: what the chunks say of them put together, cut into shards, packed (`_merge`).
3. What of the segment the whole index has to know (`Summary`): the files themselves are not needed for that.

What a chunk or a range is follows from the documents, not from how many work on them.
"""

import pickle
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2

import numpy as np

from generator import texts
from generator.bounds import Ints, begins, counted
from generator.model import Document
from generator.postings import Postings, Text, bounds, merged, sorted_postings, varints
from generator.scripts import numbers, packed, script
from generator.suggest import may_be_offered
from generator.terms import fold, folded, variants
from generator.workers import Workers

COLUMN = 4096  # documents of a block of columns: 3.5 kB
PAGED = 64  # shards of a page of the directory; postings.js knows it, too
WHOLE = 1024  # shards of a segment whose directory stands in the catalogue: 4 kB
STEPS = 2  # lengths for each doubling
DAY = (1 << 25) - 1  # bits of a date as a number; postings.js knows it, too
NAMES = 4000  # documents of the authors of a shard
SAMPLE = 64  # documents that tell where to part the terms
RANGE = 1_000_000  # characters whose postings are merged at once: 100 MB

Content = str | bytes


@dataclass
class Summary:
    """What the whole index has to know of a segment, in values that JSON can hold."""

    documents: int
    files: dict[str, int] = field(default_factory=dict)
    """How many of each kind there are: "text/0.js" and so on."""
    begins: list[int] = field(default_factory=list)
    """The first term of each page of the directory or, where it is small, of each shard; each less the one before."""
    weights: list[int] | None = None
    """What each shard weighs, in kB, where the directory is small."""
    lengths: dict[str, int] = field(default_factory=lambda: {"title": 0, "text": 0})
    """The sum of the documents' lengths as they are ranked by."""
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    """Of each facet the values that occur, in the order in which they are numbered here."""
    first_names: list[str] = field(default_factory=list)
    """The first author of each shard of authors."""
    authors: dict[str, int] = field(default_factory=dict)
    """How many documents each has."""
    words: dict[str, int] = field(default_factory=dict)
    """How often each word stands here that may be offered."""
    variants: str = ""
    """Characters of the texts that are searched as another."""
    head: list[int] = field(default_factory=list)
    """The tokens that seem to stand before each text (shorthand.py)."""

    def names(self) -> Iterator[str]:
        """The files of the segment."""
        for kind, number in self.files.items():
            yield from (f"{kind}/{n}" for n in range(number))


@dataclass(frozen=True)
class _Chunk:
    documents: list[Document]
    bounds: list[int]
    head: list[int]


@dataclass(frozen=True)
class _Read:
    """What became of a chunk."""

    texts: list[bytes]
    lengths: dict[str, list[int]]
    words: dict[str, int]
    """Those that may be offered, and how often each stands there."""
    variants: set[str]
    postings: list[bytes]
    """Of each range of terms, pickled: those of single characters and those of pairs."""


@dataclass(frozen=True)
class _Range:
    parts: list[tuple[int, bytes]]
    """What each chunk has of it, with the number of its first document."""
    below: int
    documents: int
    shard: int
    rare: int


@dataclass(frozen=True)
class _Shards:
    begins: list[int]
    lists: list[bytes]
    ranks: list[bytes]


def build(
    documents: Sequence[Document], workers: Workers, run: int, shard: int, rare: int
) -> Iterator[tuple[str, Content] | Summary]:
    """The files of a segment; last of all, its summary."""
    number = len(documents)
    out = Summary(number, head=texts.head(documents[0]))
    sample = [documents[n] for n in range(0, number, max(1, number // SAMPLE))]
    held = sum(len(line) for document in sample for line in document.title + document.text)
    ranges = bounds(_text(sample)[0], held * number // len(sample) // RANGE + 1)
    columns = _Columns()
    words: Counter[str] = Counter()
    known: set[str] = set()
    firsts: list[int] = []
    done = 0
    with _Aside() as aside:
        chunks = (_Chunk(chunk, ranges, out.head) for chunk in columns.watch(documents, run))
        for read in workers.map(_read, chunks):
            yield from ((f"text/{done + n}", content) for n, content in enumerate(read.texts))
            firsts.append(done)
            done += len(read.texts)
            aside.put(read.postings)
            columns.add_lengths(read.lengths)
            words.update(read.words)
            known |= read.variants
        yield from columns.files()

        tasks = (
            _Range(list(zip(firsts, aside.take(n), strict=True)), below, number, shard, rare)
            for n, below in enumerate(ranges[:-1])
        )
        terms: list[int] = []
        weights: list[int] = []
        for shards in workers.map(_merge, tasks):
            for begin, lists, ranks in zip(shards.begins, shards.lists, shards.ranks, strict=True):
                yield f"lists/{len(terms)}", lists
                yield f"ranks/{len(terms)}", ranks
                terms.append(begin)
                weights.append((len(lists) + len(ranks)) // 1000)
    if len(terms) <= WHOLE:
        out.begins, out.weights = _steps(terms), weights
    else:
        out.begins = _steps(terms[::PAGED])
        for n, start in enumerate(range(0, len(terms), PAGED)):
            page = slice(start, start + PAGED)
            yield f"directory/{n}", script({"begins": _steps(terms[page]), "weights": weights[page]})

    out.lengths = columns.sums()
    out.values = {name: [list(value) for value in facet.values] for name, facet in columns.facets.items()}
    out.first_names = [next(iter(names)) for names in columns.names()]
    out.authors = {name: len(of) for name, of in columns.authors.items()}
    out.words = dict(sorted(words.items()))
    out.variants = "".join(sorted(known))
    out.files = {"text": number, "lists": len(terms), "ranks": len(terms)}
    out.files["directory"] = 0 if out.weights is not None else len(out.begins)
    out.files |= {"columns": -(-number // COLUMN), "authors": len(out.first_names), "ids": 1}
    yield out


# ---- tasks ---------------------------------------------------------------------------------------------------------


def _text(documents: Sequence[Document]) -> tuple[Text, Ints]:
    """The documents folded, and how long each of their lines has become."""
    lines = [line for document in documents for line in document.title + document.text]
    codes, lengths = folded(lines)
    upto = np.append(0, np.cumsum(lengths))
    titles = np.array([len(document.title) for document in documents], np.int64)
    ends = np.cumsum([len(document.title) + len(document.text) for document in documents], dtype=np.int64)
    starts = np.append(0, ends)[:-1]
    return Text(codes, upto[ends] - upto[starts], upto[starts + titles] - upto[starts]), lengths


def _read(chunk: _Chunk) -> _Read:
    text, lines = _text(chunk.documents)
    begin = begins(text.codes)
    parts = [part.ranged(chunk.bounds) for part in sorted_postings(text, begin)]
    held = np.array([(len(d.title), len(d.text)) for d in chunk.documents], np.int64)
    lengths = {"title": text.titles - held[:, 0], "text": text.lengths - text.titles - held[:, 1]}
    return _Read(
        texts.scripts(chunk.documents, chunk.head, begin, lines),
        {name: [_step(length) for length in of.tolist()] for name, of in lengths.items()},
        may_be_offered(counted(text.codes, begin)),
        _variants(chunk.documents),
        [pickle.dumps(both, protocol=5) for both in zip(*parts, strict=True)],
    )


def _variants(documents: Sequence[Document]) -> set[str]:
    """The characters that are printed there and searched as another."""
    printed = "".join(line for document in documents for line in document.title + document.text)
    seen = np.zeros(0x110000, np.bool_)
    seen[np.frombuffer(printed.encode("utf-32-le"), "<u4")] = True
    return {form for form in variants() if seen[ord(form)]}


def _merge(task: _Range) -> _Shards:
    parts: list[tuple[int, Postings]] = [(first, part) for first, both in task.parts for part in pickle.loads(both)]
    shards = list(merged(parts, task.below, task.documents, task.shard, task.rare))
    lists = packed([numbers(each.lists) for each in shards])
    ranks = packed([numbers(each.ranks) for each in shards])
    return _Shards([each.begin for each in shards], lists, ranks)


def _steps(terms: Sequence[int]) -> list[int]:
    """Each less the one before."""
    return [after - before for before, after in pairwise([0, *terms])]


def _step(length: int) -> int:
    """A length as it counts in the ranking: rounded, so that it takes three bits."""
    return round(STEPS * log2(max(1, length)))


class _Aside:
    """What chunks have of each range of terms, on the disk until the range is merged."""

    def __enter__(self) -> "_Aside":
        self._file = tempfile.TemporaryFile(prefix="baocang-")
        self._sizes: list[list[int]] = []
        self._starts: list[int] = []
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, parts: list[bytes]) -> None:
        self._starts.append(self._file.seek(0, 2))
        self._sizes.append([self._file.write(part) for part in parts])

    def take(self, n: int) -> Iterator[bytes]:
        for start, sizes in zip(self._starts, self._sizes, strict=True):
            self._file.seek(start + sum(sizes[:n]))
            yield self._file.read(sizes[n])


# ---- columns -------------------------------------------------------------------------------------------------------


class _Facet:
    """One column: the values that occur, and for each document the number of its value, -1 for none."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], int] = {}
        self.of: list[int] = []

    def add(self, value: tuple[str, str] | None) -> None:
        self.of.append(-1 if value is None else self.values.setdefault(value, len(self.values)))


class _Columns:
    """What of each document is known by its number.

    A block of them is varints, runs closed up: how many documents; then of each its date as a number less that of the
    one before, modulo 2^25; the lengths of title and text, in steps; and its newspaper, county and kind, 1 and the
    number of the value in the segment, 0 for none.
    """

    def __init__(self) -> None:
        self.facets = {name: _Facet() for name in ("paper", "county", "kind")}
        self.authors: defaultdict[str, list[int]] = defaultdict(list)
        self._dates: list[int] = []
        self._ids: list[str] = []
        self._lengths: dict[str, list[int]] = {"title": [], "text": []}

    def watch(self, documents: Sequence[Document], run: int) -> Iterator[list[Document]]:
        """Hands the documents through in chunks of so many characters."""
        chunk: list[Document] = []
        held = 0
        for document in documents:
            self._add(document)
            chunk.append(document)
            held += sum(map(len, document.title)) + sum(map(len, document.text))
            if held > run:
                yield chunk
                chunk, held = [], 0
        if chunk:
            yield chunk

    def _add(self, document: Document) -> None:
        for author in dict.fromkeys(map(fold, document.authors)):
            self.authors[author].append(len(self._ids))
        self._ids.append(document.id)
        self._dates.append(int(document.date.replace("-", "")))
        for name, facet in self.facets.items():
            facet.add(getattr(document, name))

    def add_lengths(self, lengths: dict[str, list[int]]) -> None:
        for name, of in lengths.items():
            self._lengths[name] += of

    def sums(self) -> dict[str, int]:
        return {name: sum(round(2 ** (step / STEPS)) for step in of) for name, of in self._lengths.items()}

    def files(self) -> Iterator[tuple[str, Content]]:
        for n, start in enumerate(range(0, len(self._ids), COLUMN)):
            part = slice(start, start + COLUMN)
            dates = np.diff(np.array(self._dates[part]), prepend=0) & DAY
            columns = [dates, *(np.array(of[part]) for of in self._lengths.values())]
            columns += [np.array(facet.of[part]) + 1 for facet in self.facets.values()]
            parts = [varints(np.array([len(dates)])), *map(varints, columns)]
            yield f"columns/{n}", packed([numbers(parts, zlib.Z_RLE)])[0]
        for n, names in enumerate(self.names()):
            yield f"authors/{n}", script(names)
        yield "ids/0", script(self._ids)

    def names(self) -> Iterator[dict[str, list[int]]]:
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
