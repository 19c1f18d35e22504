"""Postings of a segment whose documents change: some are gone, others came or have another number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from generator.search.postings import FLAGS, SHIFT, Ints, Postings, ordinals_of, times_in_title

FEW = 100  # documents of which it is told what differs: those of more touch most shards

Lacking = Callable[[Ints, Ints], Postings]
"""Gives what documents, by their old numbers, say of terms: one posting for each term and document, in order."""


@dataclass(frozen=True)
class Change:
    """What makes the documents of a segment those of another one that has as many."""

    gone: Ints
    """The numbers of the documents that are there no more."""
    numbers: Ints | None
    """The new number of each of the others; None where they keep theirs."""

    @property
    def touches_all(self) -> bool:
        """Whether most shards change."""
        return self.numbers is not None or len(self.gone) > FEW

    def revise(self, old: Postings, new: Postings, rare: int, lacking: Lacking) -> tuple[Postings, int]:
        """What becomes of some terms when others come to them, and how many postings are gone.

        Terms that no more than `rare` documents held had no ordinals; what they lack now is asked for. An example with
        `rare` 2: documents 0 and 1 held 县城 and had no ordinals, 1 is gone, 2 and 3 come. Then 0, 2 and 3 hold it, one
        posting is gone, and `lacking` is asked for the ordinals of 县城 in document 0.
        """
        ordinals, gone = _ordinals_each(old, rare), np.isin(old.docs, self.gone)
        of_ordinal, ordinals, was = np.repeat(~gone, ordinals), ordinals[~gone], old.docs[~gone]
        terms = np.union1d(old.terms, new.terms)
        index = np.repeat(np.searchsorted(terms, old.terms), old.held)[~gone]
        docs = was if self.numbers is None else self.numbers[was]
        coming = np.repeat(np.searchsorted(terms, new.terms), new.held)
        at = np.searchsorted(index << 32 | docs, coming << 32 | new.docs)
        more = _ordinals_each(new)
        ordinal_at = np.repeat(np.append(0, np.cumsum(ordinals))[at], more)
        firsts = np.insert(old.firsts.astype(np.int64)[of_ordinal], ordinal_at, new.firsts)
        seconds = np.insert(old.seconds.astype(np.int64)[of_ordinal], ordinal_at, new.seconds)
        times = np.insert(old.times.astype(np.int64)[~gone], at, new.times)
        titles = np.insert(times_in_title(old)[~gone], at, times_in_title(new))
        index, ordinals, docs, was = (
            np.insert(each, at, others)
            for each, others in ((index, coming), (ordinals, more), (docs, new.docs), (was, -1))
        )
        held = np.bincount(index, minlength=len(terms))
        plain = ((held > rare) & (terms & ((1 << SHIFT) - 1) > 0))[index]  # of pairs that are not rare
        lacks = np.flatnonzero(plain & (ordinals == 0))
        if len(lacks):
            found = lacking(terms[index[lacks]], was[lacks])
            ordinal_at = np.repeat(np.append(0, np.cumsum(ordinals))[lacks], _ordinals_each(found))
            firsts, seconds = np.insert(firsts, ordinal_at, found.firsts), np.insert(seconds, ordinal_at, found.seconds)
            ordinals[lacks] = _ordinals_each(found)
        keeps, there = np.repeat(plain, ordinals), held > 0
        titles = titles[titles > 0] - 1
        revised = Postings(terms[there], held[there], docs, times, titles, firsts[keeps], seconds[keeps])
        return revised, int(np.count_nonzero(gone))


def _ordinals_each(part: Postings, rare: int = 0) -> Ints:
    """How many ordinals each of the documents of each term has."""
    return np.where(np.repeat(ordinals_of(part, rare) > 0, part.held), (part.times.astype(np.int64) >> FLAGS) + 1, 0)


def joined(parts: Sequence[Postings]) -> Postings:
    """Postings of terms, each part's behind those of the one before."""
    return Postings(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))


def occurrences(part: Postings) -> Iterator[tuple[int, int, int, int, bytes, bytes]]:
    """Each term and document with all that is said of it: equal where that is the same."""
    ordinals = _ordinals_each(part)
    ends = np.cumsum(ordinals)
    entries = (np.repeat(part.terms, part.held), part.docs, part.times, times_in_title(part), ends - ordinals, ends)
    firsts, seconds = (each.astype(np.int64) for each in (part.firsts, part.seconds))
    for term, document, times, title, start, end in zip(*(each.tolist() for each in entries), strict=True):
        yield term, document, times, title, firsts[start:end].tobytes(), seconds[start:end].tobytes()
