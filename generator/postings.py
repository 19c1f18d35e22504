"""The inverted index: which documents hold a character or a pair of neighbouring characters, how often, and where.

Memory is bounded by a run of text, not by the archive: runs are sorted and put aside (`Runs.add`), then merged, a range
of terms at a time (`Runs.shards`).

A term is one number, first code point times 2^21 plus the second; the second of a single character is 0. Terms are
sorted and cut into shards. Each kind of number stands together, for then it deflates best: small ones as varints (seven
bits a byte, the lowest first). A shard of lists holds

    sizes: the number of terms, the bytes of the gaps
    terms: for each, first code point less that of the term before, second code point, documents
    gaps: for each document of each term, its number less the one before
    times: for each of them 2 x (how often - 1) + 1 if the term is in a title

and its shard of positions, for pairs alone, for each document the first position and the distances between the rest:

    sizes: how many there are
    the lowest eight bits of each, then the rest of each as varints

Positions count code points of the folded text; one lies between two segments, so that no run crosses from one to the
next. Lists and positions lie apart because a query of one or two characters needs no positions.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SHIFT = 21  # bits of a code point
RUN = 1_000_000  # characters that are sorted at once: 150 MB
RANGE = 2_000_000  # postings that are merged at once: 200 MB
SHARD = 6_000  # documents in the lists of a shard: 8 kB when packed. A term with more has a shard to itself.


@dataclass(frozen=True)
class Shard:
    """Terms from `first` on, up to the first of the next shard."""

    first: int
    lists: bytes
    positions: bytes


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
        self._runs: list[NDArray[Any]] = []

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
        single = np.flatnonzero(codes)
        pair = np.flatnonzero((codes != 0) & (after != 0))
        at = np.concatenate([single, pair])
        key = np.concatenate([codes[single] << SHIFT, (codes[pair] << SHIFT) | after[pair]])
        order = np.argsort(key, kind="stable")
        at = at[order]
        run = np.empty(len(at), [("key", np.int64), ("doc", np.uint32), ("at", np.uint32)])
        run["key"] = key[order]
        run["doc"] = local[at] + self._first
        run["at"] = (position[at] << 1) | in_title[at]
        path = Path(self._scratch.name) / f"{len(self._runs)}.npy"
        np.save(path, run)
        self._runs.append(np.load(path, mmap_mode="r"))
        self._first += len(self._texts)
        self._texts, self._titles, self._held = [], [], 0

    def shards(self) -> Iterator[Shard]:
        """All shards in the order of their terms."""
        if self._texts:
            self._set_aside()
        bounds = self._ranges() if self._runs else []
        for low, high in pairwise(bounds):
            parts = [run[np.searchsorted(run["key"], low) : np.searchsorted(run["key"], high)] for run in self._runs]
            merged: NDArray[Any] = np.concatenate(parts)
            if len(merged):
                yield from _encode(merged[np.argsort(merged["key"], kind="stable")], self._shard)
        self._runs.clear()
        self._scratch.cleanup()

    def _ranges(self) -> list[int]:
        """Bounds of ranges of terms with about as many postings each."""
        total = sum(len(run) for run in self._runs)
        sample = np.sort(np.concatenate([run["key"][::1000] for run in self._runs]))
        number = total // RANGE + 1
        inner = {int(sample[len(sample) * n // number]) for n in range(1, number)}
        return [0, *sorted(inner), 1 << (2 * SHIFT)]


def _encode(postings: NDArray[Any], size: int) -> Iterator[Shard]:
    """Shards of postings that are sorted by term, document and position."""
    key = postings["key"]
    doc = postings["doc"].astype(np.int64)
    position = (postings["at"] >> 1).astype(np.int64)
    new_term = np.append(True, key[1:] != key[:-1])
    new_doc = new_term | np.append(True, doc[1:] != doc[:-1])
    terms = key[new_term]
    starts = np.flatnonzero(new_doc)
    times = np.diff(np.append(starts, len(key)))
    in_title = np.bitwise_or.reduceat(postings["at"] & 1, starts).astype(np.int64)
    first_of_term = new_term[starts]
    gaps = np.where(first_of_term, doc[starts], np.diff(doc[starts], prepend=0))

    times = ((times - 1) << 1) | in_title

    pairs = (key & ((1 << SHIFT) - 1)) != 0
    distances = np.where(new_doc, position, np.diff(position, prepend=0))[pairs]

    ends = np.append(np.flatnonzero(first_of_term)[1:], len(starts))  # of each term's documents
    place_ends = np.add.reduceat(pairs.astype(np.int64), np.flatnonzero(new_term)).cumsum()
    directory = np.stack([terms >> SHIFT, terms & ((1 << SHIFT) - 1), np.diff(ends, prepend=0)], axis=1)
    start = 0
    while start < len(terms):
        done, placed = (ends[start - 1], place_ends[start - 1]) if start else (0, 0)
        end = max(start + 1, int(np.searchsorted(ends, done + size, side="right")))
        yield Shard(
            int(terms[start]),
            _lists(directory[start:end], gaps[done : ends[end - 1]], times[done : ends[end - 1]]),
            _positions(distances[placed : place_ends[end - 1]]),
        )
        start = end


def _lists(directory: Ints, gaps: Ints, times: Ints) -> bytes:
    terms = directory.copy()
    terms[:, 0] = np.diff(directory[:, 0], prepend=0)
    packed = _varints(gaps)
    return _varints(np.array([len(terms), len(packed)])) + _varints(terms.ravel()) + packed + _varints(times)


def _positions(distances: Ints) -> bytes:
    low = (distances & 255).astype(np.uint8).tobytes()
    return _varints(np.array([len(distances)])) + low + _varints(distances >> 8)


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
