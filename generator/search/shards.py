"""The files of the inverted index: which documents hold each term, how often, and which pairs follow each other.

Terms are sorted and cut into shards. Each kind of number stands together, for then it packs best: as varints (seven
bits a byte, the lowest first), or in bits, the highest of a byte first. A shard of lists holds

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

and its shard of ordinals, for pairs that are not rare, for each document one after the other

    firsts: how many there are in all; then, each time the pair stands there, how many of its first character stand in
        the document since the last time, or since its beginning
    seconds: the same of its second character

Two pairs stand side by side where the second character of the one is the first of the other, the same one of all of its
kind in the document: to number these takes half of the bits that positions in the text take. A pair never crosses from
one line or paragraph to the next, so no run does. Ordinals lie apart from lists, for a query of one or two characters
needs none. No query needs those of a pair that few documents hold: the texts of the few say where it stands.

Where a shard ends follows from the terms before it in its block, all those whose first characters lie between two of
EDGES: what changes in one block changes no shard of another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.search.postings import LAST, SHIFT, Ints, Postings, Some, ordinals_of, times_in_title
from generator.search.scripts import Varints, varints

# Where blocks begin: each has about a fortieth of the characters of a year of a daily, 4 % at most (as a comma).
# At the end of a block a shard is half empty: with 330 blocks, of 64 characters each, there were 4 % more shards.
EDGES = ",-7agmt、〇世主产任侧关别勺发吴图复学尉带式情抓改旦朔检泗特疮盖穷绑自覃质这量需"
BLOCKS = np.array([0, *(ord(edge) << SHIFT for edge in EDGES), LAST])
"""Where each begins, and where the last one ends."""


@dataclass(frozen=True)
class Shard:
    """Terms from `begin` on, up to where the next shard begins."""

    begin: int
    """The roundest number above the last term before: of thousands of them, half the bytes."""
    lists: Sequence[bytes]
    """Parts of numbers that are unlike each other, to be packed one by one."""
    ordinals: Sequence[bytes]


def block(term: int) -> int:
    """The number of the block that holds it."""
    return int(np.searchsorted(BLOCKS, term, side="right")) - 1


def ends(terms: Ints, held: Some, size: int) -> list[int]:
    """Behind which of the terms, which begin a shard, shards end: each has lists of `size` documents in all, or one
    term that has more."""
    upto = np.cumsum(held, dtype=np.int64)
    edges = np.unique(np.append(np.searchsorted(terms, BLOCKS), len(terms)))
    found: list[int] = []
    start = done = 0
    for edge in edges.tolist():
        while start < edge:
            full = int(np.searchsorted(upto[start:edge], done + size, side="right"))
            start += max(1, full)
            done = int(upto[start - 1])
            found.append(start)
    return found


def begin(before: int | None, first: int) -> int:
    """Where a shard begins that has this first term, behind the last one of the shard before."""
    edge = int(BLOCKS[block(first)])
    if before is None or before < edge:
        return edge
    return next(n for bits in range(2 * SHIFT, -1, -1) if (n := first >> bits << bits) > before)


def written(postings: Postings, documents: int, size: int, rare: int) -> Iterator[Shard]:
    """The shards of postings of whole blocks, or from the beginning of one shard to the end of another.

    `documents`: of the segment. Terms that no more than `rare` of them hold have no ordinals.
    """
    terms, held, docs = postings.terms, postings.held.astype(np.int64), postings.docs.astype(np.int64)
    times, titles = postings.times.astype(np.int64), times_in_title(postings)
    upto, ordinal_upto = (np.append(0, np.cumsum(each)) for each in (held, ordinals_of(postings, rare)))
    gaps = np.diff(docs, prepend=0) - 1
    gaps[upto[:-1]] = docs[upto[:-1]]
    usual = np.zeros(len(terms), np.int64)
    if len(terms):
        usual += sum((2 * np.add.reduceat(times & bit, upto[:-1]) > bit * held) * bit for bit in (4, 2))
    times ^= np.repeat(usual, held)
    directory = np.stack([terms >> SHIFT, terms & ((1 << SHIFT) - 1), held << 2 | usual >> 1], axis=1)
    start = 0
    for end in ends(terms, held, size):
        part, ordinal = slice(upto[start], upto[end]), slice(ordinal_upto[start], ordinal_upto[end])
        firsts, seconds = postings.firsts[ordinal], postings.seconds[ordinal]
        yield Shard(
            begin(int(terms[start - 1]) if start else None, int(terms[start])),
            _lists(documents, rare, directory[start:end], gaps[part], times[part], titles[part]),
            (varints(np.array([len(firsts)])) + varints(firsts), varints(seconds)),
        )
        start = end


def _lists(documents: int, rare: int, directory: Ints, gaps: Ints, times: Ints, titles: Ints) -> Sequence[bytes]:
    first, second, kind = directory.T
    held = kind >> 2
    new = np.flatnonzero(np.append(True, first[1:] != first[:-1]))
    firsts = np.stack([np.diff(first[new], prepend=0), np.diff(new, append=len(first))], axis=1)
    seconds = np.diff(second, prepend=0)
    seconds[new] = second[new]
    high, low = _rice(gaps, np.repeat(_bits(documents, held), held))
    packed = varints(times)
    sizes = np.array([len(firsts), documents, rare, len(high), len(low), len(packed)])
    terms = np.concatenate([sizes, firsts.ravel(), seconds, kind])
    return varints(terms), high, low, packed, varints(titles[titles > 0] - 1)


def _bits(documents: int, held: Ints) -> NDArray[np.int32]:
    """Of Rice's code for each term: those of the whole part of the mean."""
    return np.frexp((documents // held).astype(np.float64))[1] - 1


def _rice(values: Ints, bits: NDArray[np.int32]) -> tuple[bytes, bytes]:
    """What lies above the lowest bits of each value, in unary, and those bits."""
    ones = np.cumsum((values >> bits) + 1) - 1
    high = np.zeros(int(ones[-1]) + 1, np.uint8)
    high[ones] = 1
    upto = np.cumsum(bits, dtype=np.int32)
    left = np.repeat(upto - 1, bits) - np.arange(int(upto[-1]), dtype=np.int32)
    low = (np.repeat(values.astype(np.uint32), bits) >> left.astype(np.uint32)) & 1
    return np.packbits(high).tobytes(), np.packbits(low.astype(np.uint8)).tobytes()


# ---- read again ----------------------------------------------------------------------------------------------------


def read(lists: bytes, ordinals: bytes) -> Postings:
    """The postings of a shard. Raises ValueError or IndexError where that is no shard."""
    data = Varints(lists)
    number, documents, rare, high, low, packed = data.take(6).tolist()
    terms = _terms(data, number)
    kind = data.take(len(terms))
    held, usual = kind >> 2, (kind & 3) << 1
    gaps = _values(data.skip(high), data.skip(low), np.repeat(_bits(documents, held), held))
    at = data.at
    times = data.take(len(gaps)) ^ np.repeat(usual, held)
    titles = data.take(int(np.count_nonzero(times & 1)))
    steps = Varints(ordinals)
    count = int(steps.take(1)[0])
    found = Postings(
        terms,
        held,
        _sums(gaps + 1, held) - 1,
        times,
        titles,
        steps.take(count),
        steps.take(count),
    )
    if data.left() or steps.left() or data.at < at + packed or count != ordinals_of(found, rare).sum():
        raise ValueError("a shard whose parts do not fit together")
    return found


def terms(lists: bytes) -> Ints:
    """The terms of a shard alone. Raises ValueError or IndexError where that is no shard."""
    data = Varints(lists)
    return _terms(data, int(data.take(6)[0]))


def _terms(data: Varints, number: int) -> Ints:
    """Those with so many first characters."""
    firsts, each = data.take(2 * number).reshape(-1, 2).T
    found: Ints = np.repeat(np.cumsum(firsts), each) << SHIFT | _sums(data.take(int(each.sum())), each)
    return found


def _sums(steps: Ints, sizes: Ints) -> Ints:
    """Numbers in groups of these sizes, of which each is given less the one before."""
    upto = np.append(0, np.cumsum(steps))
    sums: Ints = upto[1:] - np.repeat(upto[np.cumsum(sizes) - sizes], sizes)
    return sums


def _values(high: bytes, low: bytes, bits: NDArray[np.int32]) -> Ints:
    """What `_rice` has written."""
    ones = np.flatnonzero(np.unpackbits(np.frombuffer(high, np.uint8)))
    at = np.cumsum(bits, dtype=np.int64) - bits
    data = np.frombuffer(low + bytes(4), np.uint8).astype(np.uint64)
    byte = at >> 3
    window = data[byte] << 24 | data[byte + 1] << 16 | data[byte + 2] << 8 | data[byte + 3]
    left = 32 - (at & 7) - bits
    lowest = (window >> left.astype(np.uint64)).astype(np.int64) & ((1 << bits.astype(np.int64)) - 1)
    values: Ints = (np.diff(ones, prepend=-1) - 1) << bits | lowest
    return values
