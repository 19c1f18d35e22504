"""A segment made of one that the last build left and that has most documents in common with it: the files of an index
say all that is needed to change it, so nothing else is kept between builds.

1. The documents that are gone are read again, from the texts that are shown of them, and those that came are indexed by
   themselves (`_indexed`).
2. Of each block of terms the shards that hold a posting of either are read, changed and written again, up to where
   shards end as they did (`_revise`). All others stay the same files.
3. A pair that few documents held has no ordinals: where it is no longer rare, those are read again, too (`_lacking`).

What comes out is what `index_segment.build` makes of the documents, byte for byte. Where a file is damaged, one of
FAULTS is raised.
"""

import pickle
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from generator.base.archive import Document
from generator.base.workers import Workers
from generator.language.lexicon import Ints
from generator.search import index_segment, packs, rows, shards, texts
from generator.search.changes import Change, joined, occurrences
from generator.search.index_segment import Chunk, Inverted, Summary
from generator.search.lines import Lines, lines, said
from generator.search.packs import Files, Most, Source
from generator.search.postings import LAST, NONE, Postings, merged
from generator.search.rows import Rows
from generator.search.scripts import Content, Same, There, inflated

FAULTS = OSError, ValueError, LookupError, zlib.error
"""What reading a damaged file of an index may raise."""
ANEW = 0.05  # share of the documents that come: all that is said of them, and of those that are gone, is held at once
TOGETHER = 400  # documents that are indexed at once
GROUP = 32  # shards that are changed at once where all of a block are: 20 MB


Made = tuple[str, Content | Same | There] | Summary
"""A file of the segment, or last of all what the whole index has to know of it."""


@dataclass(frozen=True)
class Last:
    """A segment that the last build left."""

    docs: Path
    path: str
    """Its folder, below the docs folder."""
    documents: Sequence[str]
    """The digest of each."""
    summary: Summary
    most: Most

    @property
    def files(self) -> Files:
        return Files(self.docs / self.path, self.summary.documents, self.most)

    def same(self, name: str) -> Same:
        return Same(f"{self.path}/{name}.js")


def numbers_before(before: Sequence[str], now: Sequence[str]) -> list[int]:
    """For each document of now its number before, -1 for one that came. Numbers rise from document to document: where
    some have changed places, as few as possible count as having come."""
    known = {digest: n for n, digest in enumerate(before)}
    numbers = [known.get(digest, -1) for digest in now]
    lowest: list[int] = []  # the lowest number that so many in order can end with,
    places: list[int] = []  # and where it is
    previous: dict[int, int] = {}
    for place, number in enumerate(numbers):
        if number >= 0:
            n = bisect_left(lowest, number)
            lowest[n : n + 1], places[n : n + 1] = [number], [place]
            previous[place] = places[n - 1] if n else -1
    found = [-1] * len(now)
    place = places[-1] if places else -1
    while place >= 0:
        found[place] = numbers[place]
        place = previous[place]
    return found


def revised(
    last: Last, documents: Sequence[Document], digests: Sequence[str], workers: Workers, shard: int, rare: int
) -> Iterator[Made] | None:
    """The files of a segment and its summary, as `index_segment.build` gives them; None where the last one is of no
    use: it has another number of documents, its texts begin otherwise (`head`), or so many documents came that building
    costs no more."""
    numbers = numbers_before(last.documents, digests)
    came = [n for n, number in enumerate(numbers) if number < 0]
    head = texts.head(documents[0])
    if len(came) > ANEW * len(numbers) or len(numbers) != len(last.documents) or head != last.summary.head:
        return None
    return _files(last, documents, numbers, workers, shard, rare)


def _files(
    last: Last, documents: Sequence[Document], numbers: list[int], workers: Workers, shard: int, rare: int
) -> Iterator[Made]:
    out = Summary(len(documents), head=last.summary.head)
    gone = sorted(set(range(len(documents))).difference(numbers))
    came = [n for n, number in enumerate(numbers) if number < 0]
    chunks = (Chunk([documents[n] for n in some], out.head) for some in _some(came))
    old = _indexed(gone, workers.map(_read_again, ((last.files, out.head, some) for some in _some(gone))))
    new = _indexed(came, workers.map(index_segment.inverted, chunks))

    known, now = rows.read(last.files.read, last.summary.files, last.summary.values), Rows()
    of_texts: list[Source] = []
    for n, number in enumerate(numbers):
        if number >= 0:
            now.add(known[number])
            of_texts.append(number)
        else:
            now.add(rows.row(documents[n], new.lengths[n], packs.units(new.texts[n])))
            of_texts.append((new.texts[n],))
    before, sizes_before = index_segment.directory(last.files.read, last.summary)
    of_shards: list[Source] = []
    begins: list[int] = []
    sizes: list[int] = []
    change = _change(numbers, gone)
    with lines(documents) if change.touches_all else nullcontext() as told:
        revision = _Revision(last.files, out.head, len(documents), change, shard, rare, told)
        tasks = _tasks(revision, before, old.postings, new.postings)
        for begin, source in _pieces(list(tasks), workers):
            begins.append(begin)
            of_shards.append(source)
            sizes += sizes_before[2 * source : 2 * source + 2] if isinstance(source, int) else map(packs.size, source)
    for kind, sources, count in (("text", of_texts, len(numbers)), ("shards", of_shards, len(before))):
        for name, made in packs.again(kind, sources, count, last.files, workers):
            yield name, last.same(name) if made is None else made
    words = _counted(last.summary.words, old.words, new.words)
    variants = _counted(last.summary.variants, old.variants, new.variants)
    yield from index_segment.finish(out, now, begins, sizes, words, variants, last.most)
    yield out


def _some(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[n : n + TOGETHER] for n in range(0, len(numbers), TOGETHER))


def _counted(before: Mapping[str, int], gone: Mapping[str, int], came: Mapping[str, int]) -> dict[str, int]:
    """How often each stands there now."""
    counts = Counter(before)
    counts.update(came)
    counts.subtract(gone)
    if min(counts.values(), default=0) < 0:
        raise ValueError("more is gone than was there")
    return {word: times for word, times in counts.items() if times}


# ---- what is gone, what came ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """Some documents of a segment, indexed by themselves."""

    postings: Postings
    """Numbered as in the segment."""
    texts: dict[int, bytes]
    lengths: dict[int, tuple[int, int]]
    words: Counter[str]
    variants: Counter[str]


def _indexed(numbers: Sequence[int], chunks: Iterable[Inverted]) -> _Part:
    parts: list[tuple[int, Postings]] = []
    scripts: list[bytes] = []
    lengths: list[tuple[int, int]] = []
    words: Counter[str] = Counter()
    variants: Counter[str] = Counter()
    for chunk in chunks:
        parts += ((len(scripts), part) for part in pickle.loads(chunk.postings[0]))
        scripts += chunk.texts
        lengths += zip(chunk.lengths["title"], chunk.lengths["text"], strict=True)
        words.update(chunk.words)
        variants.update(chunk.variants)
    found = merged(parts, 0)
    found = replace(found, docs=np.array(numbers)[found.docs])
    return _Part(
        found, dict(zip(numbers, scripts, strict=True)), dict(zip(numbers, lengths, strict=True)), words, variants
    )


def _read_again(task: tuple[Files, Sequence[int], Sequence[int]]) -> Inverted:
    files, head, numbers = task
    return index_segment.inverted(Chunk(list(_documents(files, head, numbers)), head))


def _documents(files: Files, head: Sequence[int], numbers: Sequence[int]) -> Iterator[Document]:
    """Those of the last segment, as far as their postings tell of them."""
    for (content,) in files.stretches("text", numbers):
        yield said(*texts.read(content, head))


def _change(numbers: list[int], gone: list[int]) -> Change:
    moved = np.full(len(numbers), -1)
    for n, number in enumerate(numbers):
        if number >= 0:
            moved[number] = n
    stay = all(number in (n, -1) for n, number in enumerate(numbers))
    return Change(np.array(gone), None if stay else moved)


def _differing(before: Postings, after: Postings) -> list[int]:
    """The terms of which one of two says something that the other does not."""
    return sorted({each[0] for each in set(occurrences(before)) ^ set(occurrences(after))})


# ---- blocks of terms -----------------------------------------------------------------------------------------------

_Piece = tuple[int, Source]
"""Where a shard begins, and where its lists and ordinals are from."""


@dataclass(frozen=True)
class _Revision:
    """What all blocks have in common."""

    last: Files
    head: Sequence[int]
    documents: int
    change: Change
    shard: int
    rare: int
    told: Lines | None
    """What the documents say, by their new numbers, where many may be asked."""


@dataclass(frozen=True)
class _Task:
    """A block that changes."""

    of: _Revision
    low: int
    high: int
    """Its terms are from the one on and less than the other."""
    first: int
    """The number of its first shard."""
    begins: list[int]
    """Where each of its shards begins."""
    dirty: list[bool]
    """Which of them change."""
    gone: Ints
    """The terms of the postings that are gone, each as often as documents are."""
    new: Postings


def _tasks(of: _Revision, begins: list[int], gone: Postings, new: Postings) -> Iterator[_Task | list[_Piece]]:
    """For each block what is to be done, or its shards as they are."""
    every = of.change.touches_all
    differing = [] if every else _differing(gone, new)
    blocks = shards.BLOCKS.tolist()
    of_gone, of_new = gone.ranged(blocks), new.ranged(blocks)
    for n, (low, high) in enumerate(pairwise(blocks)):
        first, end = bisect_left(begins, low), bisect_left(begins, high)
        own = begins[first:end]
        dirty = [every] * len(own)
        touched = differing[bisect_left(differing, low) : bisect_left(differing, high)]
        for term in touched if own else ():
            dirty[max(0, bisect_right(own, term) - 1)] = True
        if any(dirty) or (not own and len(of_new[n].terms)):
            lost = np.repeat(of_gone[n].terms, of_gone[n].held)
            yield _Task(of, low, high, first, own, dirty, lost, of_new[n])
        else:
            yield [(begin, number) for number, begin in enumerate(own, first)]


def _pieces(blocks: Sequence[_Task | list[_Piece]], workers: Workers) -> Iterator[_Piece]:
    """All shards of the segment, in order."""
    done = workers.map(_revise, (block for block in blocks if isinstance(block, _Task)))
    for block in blocks:
        yield from next(done) if isinstance(block, _Task) else block


def _revise(task: _Task) -> list[_Piece]:
    """The shards of a block that changes. Of shards A B C D of which only B changes, A is kept as a file. B is written
    anew; if its first term is another one or has other documents, with A, which may end elsewhere then. C comes along
    if its first term would still have room in the last shard made of B, and D in the same way; else it is kept, and
    begins where it follows the new B.
    """
    block, count = _Block(task), len(task.begins)
    if all(task.dirty):
        return list(block.files(block.changed(n, n + GROUP) for n in range(0, max(1, count), GROUP)))
    pieces: list[_Piece] = []
    begins, n = list(task.begins), 0
    while n < count:
        if not task.dirty[n]:
            pieces.append((begins[n], task.first + n))
            n += 1
            continue
        start, end = n, n + 1
        while start and block.moved(start):
            start -= 1
            pieces.pop()
        while end < count and (task.dirty[end] or block.runs_on(start, end)):
            end += 1
        run = [block.after(k) for k in range(start, end)]
        made = list(block.files(run))
        if start:
            made[0] = begins[start], made[0][1]
        if end < count:
            terms = [int(term) for part in run for term in part.terms[-1:]]
            begins[end] = shards.begin(terms[-1] if terms else None, int(block.before(end).terms[0]))
        pieces += made
        n = end
    return pieces


class _Block:
    """The shards of a block, read and changed as they are looked at."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._limits = [task.low, *task.begins[1:], task.high]
        self._before: dict[int, Postings] = {}
        self._after: dict[int, Postings] = {}

    def before(self, n: int) -> Postings:
        """What the last segment said there."""
        if n not in self._before:
            self._before[n] = self._read(n)
        return self._before[n]

    def after(self, n: int) -> Postings:
        """What this one says of the same terms."""
        if n not in self._after:
            self._after[n] = self._changed(self.before(n), n, n + 1)
        return self._after[n]

    def changed(self, start: int, end: int) -> Postings:
        """What becomes of these shards, or of none."""
        held = range(start, min(end, len(self._task.begins)))
        return self._changed(joined([NONE, *map(self._read, held)]), start, min(end, len(self._limits) - 1))

    def _read(self, n: int) -> Postings:
        [stretches] = self._task.of.last.stretches("shards", [self._task.first + n])
        return shards.read(*map(inflated, stretches))

    def _changed(self, old: Postings, start: int, end: int) -> Postings:
        task, limits = self._task, [self._limits[start], self._limits[end]]
        found, gone = task.of.change.revise(old, task.new.ranged(limits)[0], task.of.rare, self._lacking)
        if gone != np.diff(np.searchsorted(task.gone, limits))[0]:
            raise ValueError("other postings are gone than the texts had")
        return found

    def _lacking(self, terms: Ints, documents: Ints) -> Postings:
        """What the last segment's documents say of terms, of which they say nothing else."""
        numbers, of = np.unique(documents), self._task.of
        now = numbers if of.change.numbers is None else of.change.numbers[numbers]
        asked = of.told.of(now.tolist()) if of.told else _documents(of.last, of.head, numbers.tolist())
        told = index_segment.postings(list(asked))
        found = told.only(np.unique(terms))
        if not np.array_equal(np.repeat(found.terms, found.held), terms) or not np.array_equal(
            numbers[found.docs], documents
        ):
            raise ValueError("the texts are others than the lists say")
        return found

    def moved(self, n: int) -> bool:
        """Whether a shard begins with another term, or with one that other documents hold: the one before it may end
        elsewhere."""
        before, after = ((part.terms[:1].tolist(), part.held[:1].tolist()) for part in (self.before(n), self.after(n)))
        return before != after

    def runs_on(self, start: int, end: int) -> bool:
        """Whether the shards from one on reach into another one, which has not changed."""
        parts = [self.after(n) for n in range(start, end)]
        held = np.concatenate([part.held for part in parts])
        if not len(held):
            return False
        ends = shards.ends(np.concatenate([part.terms for part in parts]), held, self._task.of.shard)
        last = ends[-2] if len(ends) > 1 else 0
        return int(held[last:].sum() + self.before(end).held[0]) <= self._task.of.shard

    def files(self, parts: Iterable[Postings]) -> Iterator[_Piece]:
        """The shards of these, as far as can be told after each part."""
        of, left, last = self._task.of, NONE, None
        for part in chain(parts, [None]):
            if part:
                left = joined([left, part])
                ends = shards.ends(left.terms, left.held, of.shard)
            if not len(left.terms) or (part and len(ends) < 2):
                continue
            upto = int(left.terms[ends[-2]]) if part else LAST
            done, left = left.ranged([0, upto, LAST], of.rare)
            begin = shards.begin(last, int(done.terms[0]))
            made = index_segment.files(done, of.documents, of.shard, of.rare)
            yield from ((n if k else begin, (lists, ordinals)) for k, (n, lists, ordinals) in enumerate(made))
            last = int(done.terms[-1])
