"""The inverted index: which documents hold a character or a pair of neighbouring characters, how often, and which pairs
follow each other.

A chunk of documents is sorted by terms (`ranged`), and what all chunks say of a range of terms is put together
(`merged`): either works alone, from values to values, and its memory is bounded by the chunk and by the range.

A term is one number, first code point times 2^21 plus the second; the second of a single character is 0.
"""

from collections.abc import Sequence
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
    """How many documents hold each term."""
    docs: Some
    """For each term and document: the number of the document in its chunk; in its segment once chunks are `merged`."""
    times: Some
    """For each term and document: 8 x (how often it stands there - 1) + flags."""
    titles: Some
    """For each term and document that has the term in its title: how often there - 1."""
    firsts: Some
    """For each time that a pair stands somewhere: how many of its first character stand between that and the last time
    in this document, or its beginning."""
    seconds: Some
    """The same of its second character."""

    def ranged(self, bounds: Sequence[int] | Ints, rare: int = 0) -> "list[Postings]":
        """What lies between each two neighbours of the bounds. Terms that no more than `rare` documents hold have no
        ordinals."""
        cut = np.searchsorted(self.terms, np.array(bounds))
        entry = np.append(0, np.cumsum(self.held, dtype=np.int64))[cut]
        title = np.append(0, np.cumsum(self.times & 1, dtype=np.int64))[entry]
        ordinal = np.append(0, np.cumsum(ordinals_of(self, rare)))[cut]
        return [
            Postings(
                self.terms[cut[n] : cut[n + 1]],
                self.held[cut[n] : cut[n + 1]],
                self.docs[entry[n] : entry[n + 1]],
                self.times[entry[n] : entry[n + 1]],
                self.titles[title[n] : title[n + 1]],
                self.firsts[ordinal[n] : ordinal[n + 1]],
                self.seconds[ordinal[n] : ordinal[n + 1]],
            )
            for n in range(len(bounds) - 1)
        ]

    def only(self, terms: Ints) -> "Postings":
        """What there is of these terms."""
        term = np.isin(self.terms, terms)
        entry, ordinal = np.repeat(term, self.held), np.repeat(term, ordinals_of(self))
        title = entry[np.flatnonzero(self.times & 1)]
        return Postings(
            self.terms[term],
            self.held[term],
            self.docs[entry],
            self.times[entry],
            self.titles[title],
            self.firsts[ordinal],
            self.seconds[ordinal],
        )


NONE = Postings(*[np.zeros(0, np.int64)] * 7)


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
    ordinals = np.zeros(len(codes), np.int32)
    ordinals[at] = np.arange(len(at)) - np.repeat(np.cumsum(number) - number, number)

    at = np.flatnonzero(codes)
    at = at[at + 1 < len(codes)]
    at = at[codes[at + 1] != 0]
    key = np.sort(kinds[at] << (spread + index) | kinds[at + 1] << index | at)
    # A lone character's would take a fifth more, and say little.
    flags |= word[:-2].view(np.uint8) << 2 | word[2:].view(np.uint8) << 1
    pair = key >> index
    return singles, _grouped(pair, key & ((1 << index) - 1), (present, spread), of, flags, ordinals)


def _grouped(
    term: Ints, at: Ints, codes: Ints | tuple[Ints, int], of: Some, flags: NDArray[np.uint8], ordinals: Some | None
) -> Postings:
    """Postings that are sorted by term and place, one for each term and document."""
    new_term = np.append(True, term[1:] != term[:-1])[: len(term)]
    doc = of[at]
    new_doc = new_term.copy()
    new_doc[1:] |= doc[1:] != doc[:-1]
    starts = np.flatnonzero(new_doc)
    if not len(starts):
        return NONE
    each = flags[at]
    flag = np.bitwise_or.reduceat(each, starts)
    times = np.diff(starts, append=len(at)) - 1
    titled = np.flatnonzero(flag & 1)
    in_title = np.append(0, np.cumsum(each & 1, dtype=np.int64))
    titles = in_title[np.append(starts, len(at))[titled + 1]] - in_title[starts[titled]] - 1
    first = np.flatnonzero(new_term[starts])
    firsts = seconds = np.zeros(0, np.uint8)
    if ordinals is not None:
        firsts, seconds = (_since(ordinals[each], starts) for each in (at, at + 1))
    terms = term[starts[first]]
    if isinstance(codes, tuple):
        present, spread = codes
        terms = present[terms >> spread] << SHIFT | present[terms & ((1 << spread) - 1)]
    else:
        terms = codes[terms]
    held = np.diff(first, append=len(starts))
    return Postings(terms, _small(held), doc[starts], _small(times << FLAGS | flag), _small(titles), firsts, seconds)


def _since(ordinals: Some, starts: Ints) -> Some:
    """How many lie between each and the one before; at the starts, before it."""
    steps = ordinals - 1
    steps[1:] -= ordinals[:-1]
    steps[starts] = ordinals[starts]
    return _small(steps)


def _small(values: Some) -> Some:
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def bounds(pairs: Text, number: int, blocks: Ints) -> list[int]:
    """So many ranges of terms at most, with about as many postings each as the pairs of a sample have: whole blocks, of
    which it is told where each begins and where the last one ends."""
    codes = pairs.codes.astype(np.int64)
    terms = np.sort(codes[:-1] << SHIFT | codes[1:])
    at = terms[np.arange(1, number) * len(terms) // number] if len(terms) else terms
    inner = blocks[np.searchsorted(blocks, at, side="right") - 1]
    return sorted({int(blocks[0]), *inner.tolist(), int(blocks[-1])})


# ---- of a range ----------------------------------------------------------------------------------------------------


def merged(parts: Sequence[tuple[int, Postings]], rare: int) -> Postings:
    """What chunks hold of a range of terms, each chunk with the number of its first document; without the ordinals of
    terms that no more than `rare` documents hold."""
    parts = [(first, part) for first, part in parts if len(part.terms)]
    if not parts:
        return NONE
    chunk_terms = np.concatenate([part.terms for _, part in parts])
    order = np.argsort(chunk_terms, kind="stable")
    held = np.concatenate([part.held.astype(np.int64) for _, part in parts])
    gather = _blocks(held, order)
    docs = np.concatenate([part.docs.astype(np.int64) + first for first, part in parts])[gather]
    times = np.concatenate([part.times for _, part in parts])[gather]
    titles = np.concatenate([times_in_title(part) for _, part in parts])[gather]
    ordinals = np.concatenate([ordinals_of(part) for _, part in parts])
    ordinal_of = _blocks(ordinals, order)

    chunk_terms, held, ordinals = chunk_terms[order], held[order], ordinals[order]
    new = np.flatnonzero(np.append(True, chunk_terms[1:] != chunk_terms[:-1]))
    held, ordinals = (np.add.reduceat(each, new) for each in (held, ordinals))
    ordinal_of = ordinal_of[np.repeat(held > rare, ordinals)]
    firsts, seconds = (
        np.concatenate(each)[ordinal_of] for each in ([p.firsts for _, p in parts], [p.seconds for _, p in parts])
    )
    return Postings(chunk_terms[new], held, docs, times, titles[titles > 0] - 1, firsts, seconds)


def _blocks(sizes: Ints, order: Ints) -> Ints:
    """Where the items of blocks stand that come in another order."""
    begins = np.cumsum(sizes) - sizes
    sizes = sizes[order]
    ends = np.cumsum(sizes)
    places: Ints = np.repeat(begins[order] - ends + sizes, sizes)
    return places + np.arange(len(places))


def times_in_title(part: Postings) -> Ints:
    """How often each is in the title, 0 for those that are not."""
    out = np.zeros(len(part.times), np.int64)
    out[np.flatnonzero(part.times & 1)] = part.titles.astype(np.int64) + 1
    return out


def ordinals_of(part: Postings, rare: int = 0) -> Ints:
    """How many ordinals each term has: pairs that are not rare have one each time."""
    upto = np.append(0, np.cumsum((part.times >> FLAGS) + 1, dtype=np.int64))
    ordinals: Ints = np.diff(upto[np.append(0, np.cumsum(part.held, dtype=np.int64))])
    ordinals[(part.terms & ((1 << SHIFT) - 1) == 0) | (part.held <= rare)] = 0
    return ordinals
