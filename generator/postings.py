"""The inverted index: which documents hold a character or a pair of neighbouring characters, how often, and which pairs
follow each other.

A chunk of documents is sorted by terms (`ranged`), and what all chunks say of a range of terms is put together
(`merged`): either works alone, from values to values, and its memory is bounded by the chunk and by the range.

A term is one number, first code point times 2^21 plus the second; the second of a single character is 0. Terms are
sorted and cut into shards. Each kind of number stands together, for then it packs best: as varints (seven bits a byte,
the lowest first), or in bits, the highest of a byte first. A shard of lists holds

    sizes: how many first code points there are, documents in the segment, most of a rare term, the bytes of high, low
        and times
    terms: for each first code point that less the one before, and how many terms begin with it; for each of these the
        second code point less the one before with the same first; for each 4 x documents + 2 if it begins a word in
        most of them + 1 if it ends one
    high, low: for each document of each term, how many lie between it and the one before: the lowest k bits in `low`,
        the rest as so many zeros and a one in `high` (Rice's code; k follows from the term's mean)
    times: for each of them 8 x (how often - 1) + 1 if it is in a title; for pairs + 4 if it begins a word and in most
        documents does not, or the other way round; + 2 if it so ends one
    titles: for each that is in a title, how often there - 1

and its shard of ranks, for pairs that are not rare, for each document one after the other

    firsts: how many there are in all; then, each time the pair stands there, how many of its first character stand in
        the document since the last time, or since its beginning
    seconds: the same of its second character

Two pairs stand side by side where the second character of the one is the first of the other, the same one of all of its
kind in the document: to number these takes half of the bits that positions in the text take. A pair never crosses from
one line or paragraph to the next, so no run does. Ranks lie apart from lists because a query of one or two characters
needs none. No query needs those of a pair that few documents hold: the texts of the few say where it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Some = NDArray[Any]
"""Whole numbers, in as few bytes as hold them."""
Flags = NDArray[np.bool_]

SHIFT = 21  # bits of a code point
LAST = 1 << (2 * SHIFT)  # more than any term
FLAGS = 3  # below a number of times: begins a word, ends one, is in a title


@dataclass(frozen=True)
class Text:
    """A chunk of documents, folded: each line and paragraph with a zero behind it."""

    codes: NDArray[np.uint32]
    lengths: Ints
    """Of each document, zeros included."""
    titles: Ints
    """How much of each is its title."""


@dataclass(frozen=True)
class Postings:
    """Terms in order, and for each the documents that hold it in order."""

    terms: Ints
    held: Some
    """Documents of each term."""
    docs: Some
    """For each term and document: its number within the chunk,"""
    times: Some
    """8 x (how often - 1) + flags,"""
    titles: Some
    """and, only where it is in the title, how often there - 1."""
    firsts: Some
    """For pairs, each time: how many of its first character stand there since the last,"""
    seconds: Some
    """and how many of its second."""

    def ranged(self, bounds: Sequence[int]) -> "list[Postings]":
        """What lies between each two neighbours of the bounds."""
        cut = np.searchsorted(self.terms, np.array(bounds))
        entry = np.append(0, np.cumsum(self.held, dtype=np.int64))[cut]
        title = np.append(0, np.cumsum(self.times & 1, dtype=np.int64))[entry]
        place = (
            np.append(0, np.cumsum((self.times >> FLAGS) + 1, dtype=np.int64))[entry] if len(self.firsts) else 0 * cut
        )
        return [
            Postings(
                self.terms[cut[n] : cut[n + 1]],
                self.held[cut[n] : cut[n + 1]],
                self.docs[entry[n] : entry[n + 1]],
                self.times[entry[n] : entry[n + 1]],
                self.titles[title[n] : title[n + 1]],
                self.firsts[place[n] : place[n + 1]],
                self.seconds[place[n] : place[n + 1]],
            )
            for n in range(len(bounds) - 1)
        ]


@dataclass(frozen=True)
class Shard:
    """Terms from `begin` on, up to where the next shard begins."""

    begin: int
    """The roundest number above the last term before: of thousands of them, half the bytes."""
    lists: Sequence[bytes]
    """Parts of numbers that are unlike each other, to be packed one by one."""
    ranks: Sequence[bytes]


# ---- of a chunk ----------------------------------------------------------------------------------------------------


def sorted_postings(text: Text, begin: Flags) -> tuple[Postings, Postings]:
    """Those of the single characters, and those of the pairs; `begin` says where words begin."""
    codes = text.codes
    present = np.flatnonzero(np.bincount(codes, minlength=1))
    kind = np.zeros(int(codes.max(initial=0)) + 1, np.int64)
    kind[present] = np.arange(len(present))
    kinds = kind[codes]
    spread = len(present).bit_length()
    index = len(codes).bit_length()
    assert 2 * spread + index < 64, "a chunk that is too large to be sorted as whole numbers"
    origins = np.cumsum(text.lengths) - text.lengths
    of = _small(np.repeat(np.arange(len(text.lengths)), text.lengths))
    in_title = np.arange(len(codes)) < np.repeat(origins + text.titles, text.lengths)
    word = np.append(begin, [True, True])  # what follows the last text begins one, too
    flags = in_title.astype(np.uint8)

    at = np.flatnonzero(codes)
    key = np.sort(kinds[at] << index | at)
    at = key & ((1 << index) - 1)
    singles = _grouped(key >> index, at, present << SHIFT, of, flags, None)
    number = (singles.times >> FLAGS).astype(np.int64) + 1
    ranks = np.zeros(len(codes), np.int32)
    ranks[at] = np.arange(len(at)) - np.repeat(np.cumsum(number) - number, number)

    at = np.flatnonzero(codes)
    at = at[at + 1 < len(codes)]
    at = at[codes[at + 1] != 0]
    key = np.sort(kinds[at] << (spread + index) | kinds[at + 1] << index | at)
    # A lone character's would take a fifth more, and say little.
    flags |= word[:-2].view(np.uint8) << 2 | word[2:].view(np.uint8) << 1
    pair = key >> index
    return singles, _grouped(pair, key & ((1 << index) - 1), (present, spread), of, flags, ranks)


def _grouped(
    term: Ints, at: Ints, codes: Ints | tuple[Ints, int], of: Some, flags: NDArray[np.uint8], ranks: Some | None
) -> Postings:
    """Postings that are sorted by term and place, one for each term and document."""
    new_term = np.append(True, term[1:] != term[:-1])[: len(term)]
    doc = of[at]
    new_doc = new_term.copy()
    new_doc[1:] |= doc[1:] != doc[:-1]
    starts = np.flatnonzero(new_doc)
    empty = np.zeros(0, np.uint8)
    if not len(starts):
        return Postings(np.zeros(0, np.int64), empty, empty, empty, empty, empty, empty)
    each = flags[at]
    flag = np.bitwise_or.reduceat(each, starts)
    times = np.diff(starts, append=len(at)) - 1
    titled = np.flatnonzero(flag & 1)
    in_title = np.append(0, np.cumsum(each & 1, dtype=np.int64))
    titles = in_title[np.append(starts, len(at))[titled + 1]] - in_title[starts[titled]] - 1
    first = np.flatnonzero(new_term[starts])
    firsts = seconds = empty
    if ranks is not None:
        firsts, seconds = (_since(ranks[each], starts) for each in (at, at + 1))
    terms = term[starts[first]]
    if isinstance(codes, tuple):
        present, spread = codes
        terms = present[terms >> spread] << SHIFT | present[terms & ((1 << spread) - 1)]
    else:
        terms = codes[terms]
    held = np.diff(first, append=len(starts))
    return Postings(terms, _small(held), doc[starts], _small(times << FLAGS | flag), _small(titles), firsts, seconds)


def _since(ranks: Some, starts: Ints) -> Some:
    """How many lie between each and the one before; at the starts, before it."""
    steps = ranks - 1
    steps[1:] -= ranks[:-1]
    steps[starts] = ranks[starts]
    return _small(steps)


def _small(values: Some) -> Some:
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def bounds(pairs: Text, number: int) -> list[int]:
    """So many ranges of terms, with about as many postings each as the pairs of a sample have."""
    codes = pairs.codes.astype(np.int64)
    terms = np.sort(codes[:-1] << SHIFT | codes[1:])
    inner = {int(terms[len(terms) * n // number]) for n in range(1, number)} if len(terms) else set()
    return [0, *sorted(inner - {0}), LAST]


# ---- of a range ----------------------------------------------------------------------------------------------------


def merged(parts: Sequence[tuple[int, Postings]], below: int, documents: int, size: int, rare: int) -> Iterator[Shard]:
    """Shards of what chunks hold of a range of terms, each chunk with the number of its first document.

    All terms are at least `below`; a shard has lists of `size` documents in all, or one term that has more. Terms that
    no more than `rare` documents hold have no ranks.
    """
    parts = [(first, part) for first, part in parts if len(part.terms)]
    if not parts:
        return
    chunk_terms = np.concatenate([part.terms for _, part in parts])
    order = np.argsort(chunk_terms, kind="stable")
    held = np.concatenate([part.held.astype(np.int64) for _, part in parts])
    gather = _blocks(held, order)
    docs = np.concatenate([part.docs.astype(np.int64) + first for first, part in parts])[gather]
    times = np.concatenate([part.times.astype(np.int64) for _, part in parts])[gather]
    titles = np.concatenate([_spread(part) for _, part in parts])[gather]
    placed = np.concatenate([_placed(part) for _, part in parts])
    rank_of = _blocks(placed, order)

    chunk_terms, held, placed = chunk_terms[order], held[order], placed[order]
    new = np.flatnonzero(np.append(True, chunk_terms[1:] != chunk_terms[:-1]))
    terms = chunk_terms[new]
    held = np.add.reduceat(held, new)
    ends = np.cumsum(held)
    placed = np.add.reduceat(placed, new)
    rank_of = rank_of[np.repeat(held > rare, placed)]
    firsts = np.concatenate([part.firsts for _, part in parts])[rank_of]
    seconds = np.concatenate([part.seconds for _, part in parts])[rank_of]
    place_ends = np.cumsum(np.where(held > rare, placed, 0))
    first_of_term = ends - held
    gaps = np.diff(docs, prepend=0) - 1
    gaps[first_of_term] = docs[first_of_term]
    usual = sum((2 * np.add.reduceat(times & bit, first_of_term) > bit * held) * bit for bit in (4, 2))
    times ^= np.repeat(usual, held)
    directory = np.stack([terms >> SHIFT, terms & ((1 << SHIFT) - 1), held << 2 | usual >> 1], axis=1)
    start = 0
    while start < len(terms):
        done, before = (ends[start - 1], place_ends[start - 1]) if start else (0, 0)
        end = max(start + 1, int(np.searchsorted(ends, done + size, side="right")))
        part, place = slice(done, ends[end - 1]), slice(before, place_ends[end - 1])
        yield Shard(
            _roundest(int(terms[start - 1]) if start else below - 1, int(terms[start])),
            _lists(documents, rare, directory[start:end], gaps[part], times[part], titles[part]),
            (varints(np.array([len(firsts[place])])) + varints(firsts[place]), varints(seconds[place])),
        )
        start = end


def _blocks(sizes: Ints, order: Ints) -> Ints:
    """Where the items of blocks stand that come in another order."""
    begins = np.cumsum(sizes) - sizes
    sizes = sizes[order]
    ends = np.cumsum(sizes)
    places: Ints = np.repeat(begins[order] - ends + sizes, sizes)
    return places + np.arange(len(places))


def _spread(part: Postings) -> Ints:
    """How often each is in the title, 0 for those that are not."""
    out = np.zeros(len(part.times), np.int64)
    out[np.flatnonzero(part.times & 1)] = part.titles.astype(np.int64) + 1
    return out


def _placed(part: Postings) -> Ints:
    """How many ranks each term has."""
    if not len(part.firsts):
        return np.zeros(len(part.terms), np.int64)
    upto = np.append(0, np.cumsum((part.times >> FLAGS) + 1, dtype=np.int64))
    out: Ints = np.diff(upto[np.append(0, np.cumsum(part.held, dtype=np.int64))])
    return out


def _roundest(below: int, most: int) -> int:
    """The number with the most zeros at its end that is more than `below` and not more than `most`."""
    return next(number for bits in range(2 * SHIFT, -1, -1) if (number := most >> bits << bits) > below)


def _lists(documents: int, rare: int, directory: Ints, gaps: Ints, times: Ints, titles: Ints) -> Sequence[bytes]:
    first, second, kind = directory.T
    held = kind >> 2
    new = np.flatnonzero(np.append(True, first[1:] != first[:-1]))
    firsts = np.stack([np.diff(first[new], prepend=0), np.diff(new, append=len(first))], axis=1)
    seconds = np.diff(second, prepend=0)
    seconds[new] = second[new]
    bits = np.frexp((documents // held).astype(np.float64))[1] - 1  # of the whole part of the mean
    high, low = _rice(gaps, np.repeat(bits, held))
    packed = varints(times)
    sizes = np.array([len(firsts), documents, rare, len(high), len(low), len(packed)])
    terms = np.concatenate([sizes, firsts.ravel(), seconds, kind])
    return varints(terms), high, low, packed, varints(titles[titles > 0] - 1)


def _rice(values: Ints, bits: NDArray[np.int32]) -> tuple[bytes, bytes]:
    """What lies above the lowest bits of each value, in unary, and those bits."""
    ones = np.cumsum((values >> bits) + 1) - 1
    high = np.zeros(int(ones[-1]) + 1, np.uint8)
    high[ones] = 1
    upto = np.cumsum(bits, dtype=np.int32)
    left = np.repeat(upto - 1, bits) - np.arange(int(upto[-1]), dtype=np.int32)
    low = (np.repeat(values.astype(np.uint32), bits) >> left.astype(np.uint32)) & 1
    return np.packbits(high).tobytes(), np.packbits(low.astype(np.uint8)).tobytes()


def varints(values: Some) -> bytes:
    long = np.flatnonzero(values >= 128)
    if not len(long):
        return values.astype(np.uint8).tobytes()
    sizes = np.ones(len(values), np.int64)
    left, bits = long, 7
    while len(left):
        sizes[left] += 1
        bits += 7
        left = left[values[left] >= (1 << bits)]
    ends = np.cumsum(sizes)
    out = np.zeros(int(ends[-1]), np.uint8)
    begin = ends - sizes
    out[begin] = values & 127
    left = long
    n = 1
    while len(left):
        out[begin[left] + n - 1] |= 128
        out[begin[left] + n] = (values[left] >> (7 * n)) & 127
        n += 1
        left = left[sizes[left] > n]
    return out.tobytes()
