"""One segment of the index: all that search knows of a stretch of documents, which it numbers from 0.

1. Chunks of half a million characters (`Sizes.run`), each by itself: folded, cut into words, sorted by terms; its texts
   packed (`inverted`).
2. Ranges of terms, each by itself: what the chunks say of them put together, cut into shards, packed (`_merge`).
   Texts and shards become stretches of a few large files (packs.py).
3. What of the segment the whole index has to know (`Summary`): the files themselves are not needed for that.

What a chunk or a range is follows from the documents, not from how many work on them.
"""

import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise

import numpy as np

from generator.base.archive import Document
from generator.base.workers import Workers
from generator.language.bounds import begins, counted
from generator.language.forms import variants
from generator.language.lexicon import Ints
from generator.language.terms import folded
from generator.search import packs, shards, texts
from generator.search.packs import Most, known_as
from generator.search.postings import LAST, Postings, Text, bounds, merged, sorted_postings
from generator.search.rows import BLOCK, SHOWN, Rows, row, step
from generator.search.scripts import Content, as_json, deflated, packed, sealed, value

DIRECTORY = 100  # shards of a block of the directory: 0.7 kB; it has whole packs
WHOLE = 2048  # shards of a segment whose directory stands in the catalogue, of up to 600 documents: 4 to 8 kB
SAMPLE = 64  # documents that tell where to part the terms
RANGE = 1_000_000  # characters whose postings are merged at once: 100 MB


@dataclass
class Summary:
    """What the whole index has to know of a segment, in values that JSON can hold."""

    documents: int
    files: dict[str, int] = field(default_factory=dict)
    """How many of each kind there are: "text/0.js" and so on."""
    begins: list[int] = field(default_factory=list)
    """The first term of each block of the directory or, where it is small, of each shard; each less the one before."""
    sizes: list[int] | None = None
    """The characters of the lists, then of the ordinals, of each shard, where the directory is small."""
    lengths: dict[str, int] = field(default_factory=lambda: {"title": 0, "text": 0})
    """The sum of the documents' lengths as they are ranked by."""
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    """Of each facet the values that occur, in the order in which they are numbered here."""
    first_names: list[str] = field(default_factory=list)
    """The first author of each shard of authors."""
    authors: dict[str, int] = field(default_factory=dict)
    """How many documents each has."""
    words: dict[str, int] = field(default_factory=dict)
    """How often each word of two and more characters stands here."""
    variants: dict[str, int] = field(default_factory=dict)
    """How often each character stands here that is searched as another."""
    head: list[int] = field(default_factory=list)
    """The tokens that seem to stand before each text (shorthand.py)."""

    def names(self) -> Iterator[str]:
        """The files of the segment."""
        for kind, number in self.files.items():
            yield from (f"{kind}/{n}" for n in range(number))


@dataclass(frozen=True)
class Chunk:
    documents: Sequence[Document]
    head: Sequence[int]
    bounds: Sequence[int] = (0, LAST)


@dataclass(frozen=True)
class Inverted:
    """What became of a chunk."""

    texts: list[bytes]
    lengths: dict[str, list[int]]
    words: dict[str, int]
    """Those of two and more characters, and how often each stands there."""
    variants: dict[str, int]
    """Characters that are searched as another, and how often each stands there."""
    postings: list[bytes]
    """Of each range of terms, pickled: those of single characters and those of pairs."""


@dataclass(frozen=True)
class _Range:
    parts: list[tuple[int, bytes]]
    """What each chunk has of it, with the number of its first document."""
    documents: int
    shard: int
    rare: int


Packed = tuple[int, bytes, bytes]
"""Where a shard begins, and its files."""


def build(
    documents: Sequence[Document], workers: Workers, run: int, shard: int, rare: int, most: Most
) -> Iterator[tuple[str, Content] | Summary]:
    """The files of a segment; last of all, its summary.

    `run`, `shard`, `rare`: `search.Sizes`, for this segment; `most`: what a pack has.
    """
    number = len(documents)
    out = Summary(number, head=texts.head(documents[0]))
    sample = [documents[n] for n in range(0, number, max(1, number // SAMPLE))]
    held = sum(len(line) for document in sample for line in document.title + document.text)
    ranges = bounds(_text(sample)[0], held * number // len(sample) // RANGE + 1, shards.BLOCKS)
    rows = Rows()
    words: Counter[str] = Counter()
    known: Counter[str] = Counter()
    firsts: list[int] = []
    begins: list[int] = []
    sizes: list[int] = []
    with _Aside() as aside:

        def of_chunks() -> Iterator[Sequence[bytes]]:
            done = 0
            chunks = (Chunk(chunk, out.head, ranges) for chunk in _chunks(documents, run, rows))
            for chunk in workers.map(inverted, chunks):
                firsts.append(done)
                done += len(chunk.texts)
                aside.put(chunk.postings)
                rows.add_lengths(chunk.lengths)
                rows.sizes += map(packs.units, chunk.texts)
                words.update(chunk.words)
                known.update(chunk.variants)
                yield from zip(chunk.texts)

        def of_ranges() -> Iterator[Sequence[bytes]]:
            parts = (list(zip(firsts, aside.take(n), strict=True)) for n in range(len(ranges) - 1))
            for begin, *files in chain.from_iterable(
                workers.map(_merge, (_Range(some, number, shard, rare) for some in parts))
            ):
                begins.append(begin)
                sizes.extend(map(packs.size, files))
                yield files

        yield from packs.files("text", of_chunks(), most["text"], number)
        yield from packs.files("shards", of_ranges(), most["shards"], number)
    yield from finish(out, rows, begins, sizes, words, known, most)
    yield out


def finish(
    out: Summary,
    rows: Rows,
    begins: Sequence[int],
    sizes: Sequence[int],
    words: Mapping[str, int],
    known: Mapping[str, int],
    most: Most,
) -> Iterator[tuple[str, Content]]:
    """The files that speak of the segment as a whole, and the rest of its summary."""
    for name, content in chain(rows.files(), _directory(out, begins, sizes)):
        yield name, sealed(known_as(name, out.documents), content)
    out.lengths = rows.sums()
    out.values = rows.values()
    out.first_names = [next(iter(names)) for names in rows.author_shards()]
    out.authors = {name: len(of) for name, of in rows.authors.items()}
    out.words, out.variants = dict(sorted(words.items())), dict(sorted(known.items()))
    held = {"text": out.documents, "shards": len(begins)}
    out.files = {kind: -(-number // most[kind]) for kind, number in held.items()}
    out.files["directory"] = 0 if out.sizes is not None else len(out.begins)
    out.files |= {"fields": -(-out.documents // BLOCK), "authors": len(out.first_names)}
    out.files |= dict.fromkeys(("sizes", "names"), -(-out.documents // SHOWN))


def _directory(out: Summary, begins: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Where shards begin, and how large they are: in files, or where these are few in the summary."""
    if len(begins) <= WHOLE:
        out.begins, out.sizes = _steps(begins), list(sizes)
        return
    out.begins = _steps(begins[::DIRECTORY])
    for n, start in enumerate(range(0, len(begins), DIRECTORY)):
        block, of_block = (slice(each * start, each * (start + DIRECTORY)) for each in (1, 2))
        yield f"directory/{n}", as_json({"begins": _steps(begins[block]), "sizes": sizes[of_block]})


def directory(file: Callable[[str], bytes], summary: Summary) -> tuple[list[int], list[int]]:
    """Where the shards of a finished segment begin, and the sizes of the lists and the ordinals of each."""
    if summary.sizes is not None:
        return list(accumulate(summary.begins)), summary.sizes
    begins: list[int] = []
    sizes: list[int] = []
    for n in range(summary.files["directory"]):
        block = value(file(f"directory/{n}"))
        begins += accumulate(block["begins"])
        sizes += block["sizes"]
    return begins, sizes


def _chunks(documents: Sequence[Document], run: int, rows: Rows) -> Iterator[list[Document]]:
    """The documents in chunks of so many characters; what is known of each by its number goes to the rows."""
    chunk: list[Document] = []
    held = 0
    for document in documents:
        rows.add(row(document))
        chunk.append(document)
        held += sum(map(len, document.title)) + sum(map(len, document.text))
        if held > run:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


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


def inverted(chunk: Chunk) -> Inverted:
    """The texts of a chunk as they are shown, its postings, and what the search page offers of it."""
    text, lines = _text(chunk.documents)
    begin = begins(text.codes)
    parts = [part.ranged(chunk.bounds) for part in sorted_postings(text, begin)]
    held = np.array([(len(d.title), len(d.text)) for d in chunk.documents], np.int64)
    lengths = {"title": text.titles - held[:, 0], "text": text.lengths - text.titles - held[:, 1]}
    return Inverted(
        texts.scripts(chunk.documents, chunk.head, begin, lines),
        {name: [step(length) for length in of.tolist()] for name, of in lengths.items()},
        counted(text.codes, begin),
        _variants(chunk.documents),
        [pickle.dumps(both, protocol=5) for both in zip(*parts, strict=True)],
    )


def postings(documents: Sequence[Document]) -> Postings:
    """Those of a few documents, numbered from 0; not where words begin and end."""
    text, _ = _text(documents)
    return merged([(0, part) for part in sorted_postings(text, np.zeros(len(text.codes), np.bool_))], 0)


def _variants(documents: Sequence[Document]) -> dict[str, int]:
    """The characters that are printed there and searched as another, and how often each stands there."""
    printed = "".join(line for document in documents for line in document.title + document.text)
    times = np.bincount(np.frombuffer(printed.encode("utf-32-le"), "<u4"), minlength=0x110000)
    return {form: int(times[ord(form)]) for form in variants() if times[ord(form)]}


def _merge(task: _Range) -> list[Packed]:
    parts: list[tuple[int, Postings]] = [(first, part) for first, both in task.parts for part in pickle.loads(both)]
    return files(merged(parts, task.rare), task.documents, task.shard, task.rare)


def files(of: Postings, documents: int, shard: int, rare: int) -> list[Packed]:
    """The shards of postings, as scripts hand them over."""
    made = list(shards.written(of, documents, shard, rare))
    lists = packed([deflated(each.lists) for each in made])
    ordinals = packed([deflated(each.ordinals) for each in made])
    return list(zip([each.begin for each in made], lists, ordinals, strict=True))


def _steps(terms: Sequence[int]) -> list[int]:
    """Each less the one before."""
    return [after - before for before, after in pairwise([0, *terms])]


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
