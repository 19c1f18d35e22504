"""The inverted index: which documents hold a character or a pair of neighbouring characters, how often, and where.

Memory is bounded by a run of text, not by the archive: runs are sorted and put aside (`Runs.add`), then merged, a range
of terms at a time (`Runs.shards`).

A term is one number, first code point times 2^21 plus the second; the second of a single character is 0. Terms are
sorted and cut into shards. Each kind of number stands together, for then it packs best: as varints (seven bits a byte,
the lowest first), or in bits, the highest of a byte first. A shard of lists holds

    sizes: the number of terms, of documents in the archive, the bytes of high, low and times
    terms: for each, first code point less that of the term before, second code point, documents
    high, low: for each document of each term, how many lie between it and the one before: the lowest k bits in `low`,
        the rest as so many zeros and a one in `high` (Rice's code; k follows from the term's mean)
    times: for each of them 8 x (how often - 1) + 4 if it begins a word + 2 if it ends one + 1 if it is in a title;
        of 4 and 2 it is said where they change from one document to the next, and for pairs alone
    titles: for each that is in a title, how often there - 1

and its shard of positions, for pairs alone, for each document the first position and the distances between the rest:

    sizes: how many there are
    the lowest eight bits of each, then the rest of each as varints

Positions count code points of the folded text; one lies between two segments, so that no run crosses from one to the
next. Lists and positions lie apart because a query of one or two characters needs no positions.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.bounds import begins, counted

Ints = NDArray[np.int64]

POSTING = np.dtype([("key", np.int64), ("doc", np.uint32), ("at", np.uint32)])

SHIFT = 21  # bits of a code point
FLAGS = 3  # below a position: begins a word, ends one, is in a title
RUN = 1_000_000  # characters that are sorted at once: 150 MB
RANGE = 2_000_000  # postings that are merged at once: 200 MB
SHARD = 6_000  # documents in the lists of a shard: 8 kB when packed. A term with more has a shard to itself.


@dataclass(frozen=True)
class Shard:
    """Terms from `begin` on, up to where the next shard begins."""

    begin: int
    """The roundest number above the last term before: of thousands of them, half the bytes."""
    lists: Sequence[bytes]
    """Parts of numbers that are unlike each other, to be packed one by one."""
    positions: Sequence[bytes]


class Runs:
    """Texts in, shards out."""

    def __init__(self, run: int = RUN, shard: int = SHARD) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="baocang-")
        self._run = run
        self._shard = shard
        self._texts: list[str] = []
        self._titles: list[int] = []
        self._held = 0
        self._first = 0
        self._runs: list[Path] = []
        self._samples: list[Ints] = []
        self._postings = 0
        self.words: Counter[str] = Counter()
        """How often each word of two characters or more stands in the texts that were set aside."""

    def add(self, title: Sequence[str], text: Sequence[str]) -> None:
        """The folded segments of the next document."""
        head = "".join(segment + "\0" for segment in title)
        whole = head + "".join(segment + "\0" for segment in text)
        self._texts.append(whole)
        self._titles.append(len(head))
        self._held += len(whole)
        if self._held > self._run:
            self._set_aside()

    def _set_aside(self) -> None:
        """Sorts the postings of the texts held and writes them to the disk."""
        lengths = np.array([len(text) for text in self._texts], np.int64)
        codes = np.frombuffer("".join(self._texts).encode("utf-32-le"), np.uint32).astype(np.int64)
        local = np.repeat(np.arange(len(lengths)), lengths)
        position = np.arange(len(codes)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        in_title = position < np.array(self._titles, np.int64)[local]
        after = np.append(codes[1:], 0)
        begin = begins(codes)
        self.words.update(counted(codes, begin))
        word = np.append(begin, [True, True]).astype(np.int64)  # what follows the last text begins one, too
        single = np.flatnonzero(codes)
        pair = np.flatnonzero((codes != 0) & (after != 0))
        at = np.concatenate([single, pair])
        key = np.concatenate([codes[single] << SHIFT, (codes[pair] << SHIFT) | after[pair]])
        # A lone character's would take a fifth more, and say little.
        bounds = np.concatenate([np.zeros(len(single), np.int64), (word[pair] << 2) | (word[pair + 2] << 1)])
        order = np.argsort(key, kind="stable")
        at = at[order]
        run = np.empty(len(at), POSTING)
        run["key"] = key[order]
        run["doc"] = local[at] + self._first
        run["at"] = (position[at] << FLAGS) | bounds[order] | in_title[at]
        path = Path(self._scratch.name) / f"{len(self._runs)}"
        run.tofile(path)
        self._runs.append(path)
        self._samples.append(run["key"][::1000].copy())  # a view would keep the run in memory
        self._postings += len(run)
        self._first += len(self._texts)
        self._texts, self._titles, self._held = [], [], 0

    def shards(self) -> Iterator[Shard]:
        """All shards in the order of their terms."""
        if self._texts:
            self._set_aside()
        bounds = self._ranges()
        # Files are read, not mapped: what is mapped counts as memory, and to look for a bound in it copies all of it.
        cuts = [np.searchsorted(np.ascontiguousarray(np.fromfile(run, POSTING)["key"]), bounds) for run in self._runs]
        before = 0
        for n in range(len(bounds) - 1):
            parts = [
                np.fromfile(run, POSTING, count=int(cut[n + 1] - cut[n]), offset=int(cut[n]) * POSTING.itemsize)
                for run, cut in zip(self._runs, cuts, strict=True)
            ]
            merged = np.concatenate([*parts, np.empty(0, POSTING)])
            if len(merged):
                in_order = merged[np.argsort(merged["key"], kind="stable")]
                yield from _encode(in_order, before, self._first, self._shard)
                before = int(in_order["key"][-1])
        self._scratch.cleanup()

    def _ranges(self) -> list[int]:
        """Bounds of ranges of terms with about as many postings each."""
        sample = np.sort(np.concatenate([*self._samples, np.zeros(1, np.int64)]))
        number = self._postings // RANGE + 1
        inner = {int(sample[len(sample) * n // number]) for n in range(1, number)}
        return [0, *sorted(inner), 1 << (2 * SHIFT)]


def _encode(postings: NDArray[Any], before: int, documents: int, size: int) -> Iterator[Shard]:
    """Shards of postings that are sorted by term, document and position; `before` is the last term before them."""
    key = postings["key"]
    doc = postings["doc"].astype(np.int64)
    position = (postings["at"] >> FLAGS).astype(np.int64)
    new_term = np.append(True, key[1:] != key[:-1])
    new_doc = new_term | np.append(True, doc[1:] != doc[:-1])
    terms = key[new_term]
    starts = np.flatnonzero(new_doc)
    times = np.diff(np.append(starts, len(key)))
    flags = np.bitwise_or.reduceat(postings["at"] & ((1 << FLAGS) - 1), starts).astype(np.int64)
    flags[1:] ^= np.where(new_term[starts[1:]], 0, flags[:-1] & 6)
    titles = np.add.reduceat((postings["at"] & 1).astype(np.int64), starts)
    first_of_term = new_term[starts]
    gaps = np.where(first_of_term, doc[starts], np.diff(doc[starts], prepend=0) - 1)
    times = ((times - 1) << FLAGS) | flags

    pairs = (key & ((1 << SHIFT) - 1)) != 0
    distances = np.where(new_doc, position, np.diff(position, prepend=0))[pairs]

    ends = np.append(np.flatnonzero(first_of_term)[1:], len(starts))  # of each term's documents
    place_ends = np.add.reduceat(pairs.astype(np.int64), np.flatnonzero(new_term)).cumsum()
    directory = np.stack([terms >> SHIFT, terms & ((1 << SHIFT) - 1), np.diff(ends, prepend=0)], axis=1)
    start = 0
    while start < len(terms):
        done, placed = (ends[start - 1], place_ends[start - 1]) if start else (0, 0)
        end = max(start + 1, int(np.searchsorted(ends, done + size, side="right")))
        part = slice(done, ends[end - 1])
        yield Shard(
            _roundest(int(terms[start - 1]) if start else before, int(terms[start])),
            _lists(documents, directory[start:end], gaps[part], times[part], titles[part]),
            _positions(distances[placed : place_ends[end - 1]]),
        )
        start = end


def _roundest(below: int, most: int) -> int:
    """The number with the most zeros at its end that is more than `below` and not more than `most`."""
    return next(number for bits in range(2 * SHIFT, -1, -1) if (number := most >> bits << bits) > below)


def _lists(documents: int, directory: Ints, gaps: Ints, times: Ints, titles: Ints) -> Sequence[bytes]:
    terms = directory.copy()
    terms[:, 0] = np.diff(directory[:, 0], prepend=0)
    bits = np.frexp((documents // directory[:, 2]).astype(np.float64))[1] - 1  # of the whole part of the mean
    high, low = _rice(gaps, np.repeat(bits.astype(np.int64), directory[:, 2]))
    packed = _varints(times)
    sizes = np.array([len(terms), documents, len(high), len(low), len(packed)])
    return _varints(sizes) + _varints(terms.ravel()), high, low, packed, _varints(titles[titles > 0] - 1)


def _rice(values: Ints, bits: Ints) -> tuple[bytes, bytes]:
    """What lies above the lowest bits of each value, in unary, and those bits."""
    ones = np.cumsum((values >> bits) + 1) - 1
    high = np.zeros(int(ones[-1]) + 1, np.uint8)
    high[ones] = 1
    left = np.repeat(np.cumsum(bits), bits) - 1 - np.arange(int(bits.sum()))
    low = (np.repeat(values, bits) >> left) & 1
    return np.packbits(high).tobytes(), np.packbits(low.astype(np.uint8)).tobytes()


def _positions(distances: Ints) -> Sequence[bytes]:
    low = (distances & 255).astype(np.uint8).tobytes()
    return _varints(np.array([len(distances)])), low, _varints(distances >> 8)


def _varints(values: Ints) -> bytes:
    sizes = np.ones(len(values), np.int64)
    for bits in range(7, 64, 7):
        longer = values >= (1 << bits)
        if not longer.any():
            break
        sizes += longer
    out = np.zeros(int(sizes.sum()), np.uint8)
    begin = np.cumsum(sizes) - sizes
    left = np.arange(len(values))
    for n in range(int(sizes.max(initial=0))):
        left = left[sizes[left] > n]
        goes_on = np.where(sizes[left] == n + 1, 0, 128)
        out[begin[left] + n] = ((values[left] >> (7 * n)) & 127) | goes_on
    return out.tobytes()
