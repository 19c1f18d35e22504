"""Where words begin, in a million characters at once.

jieba's rule (of all ways to cut a run, the one whose words are the likeliest together) takes a minute over a year of a
daily when it is followed a character at a time, as jieba does; with arrays over its dictionary it takes a few seconds.
`tests/test_terms.py` compares the two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.words import dictionary

Ints = NDArray[np.int64]
Codes = NDArray[np.int64] | NDArray[np.uint32]
Flags = NDArray[np.bool_]

# The hash of a word is that of its head times this, which is odd, plus the next character.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LETTERS = [(0x30, 0x3A), (0x41, 0x5B), (0x61, 0x7B)]  # jieba joins lone ones to a word
_RUN = [(0x4E00, 0x9FD6), *_LETTERS, *((ord(c), ord(c) + 1) for c in "+#&._%-")]  # jieba looks for words within these


@dataclass(frozen=True)
class _Length:
    """The words and the heads of words that have so many characters, as a table of hashes."""

    hashes: NDArray[np.uint64]
    """Mixed once more, and in order."""
    bits: np.uint64
    """How many highest bits of a hash name its bucket, counted from the other end."""
    starts: NDArray[np.int32]
    """Where each bucket begins in `hashes`; most are empty, and no bucket has more than a few."""
    words: Ints
    """Where each stands in the list of words; only the head of a word: where one of those stands that it begins."""
    weights: NDArray[np.float64]
    """Logarithm of how likely each is; minus infinity for what is only the head of a word."""

    def find(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Which of these hashes are in the table, and where."""
        mixed = hashes * _FACTOR
        bucket = (mixed >> self.bits).astype(np.int64)
        place = self.starts[bucket]
        asked = np.flatnonzero(place < self.starts[bucket + 1])  # most are told apart here
        mixed, place, end = mixed[asked], place[asked], self.starts[bucket[asked] + 1]
        found, places = [asked[:0]], [place[:0]]
        while len(asked):
            known = self.hashes[place] == mixed
            found.append(asked[known])
            places.append(place[known])
            left = ~known & (place + 1 < end)
            asked, mixed, place, end = asked[left], mixed[left], place[left] + 1, end[left]
        order = np.argsort(np.concatenate(found)) if len(found) > 2 else slice(None)
        return np.concatenate(found)[order], np.concatenate(places)[order]


class Lexicon:
    """Words that texts are cut into, and logarithms of how likely each is; `unknown`: of a character that is none."""

    def __init__(self, words: Sequence[str], weights: NDArray[np.float64], unknown: float) -> None:
        self.unknown = unknown
        self.lengths = list(_lengths(words, weights))

    def find(self, codes: Codes, starts: Ints, lengths: Ints) -> Ints:
        """Where the words stand in the list that begin there and are so long; -1 for what is none."""
        out = np.full(len(starts), -1, np.int64)
        for length, table in enumerate(self.lengths, 1):
            asked = np.flatnonzero(lengths == length)
            found, place = table.find(_hashes(codes, starts[asked], length))
            known = ~np.isneginf(table.weights[place])
            out[asked[found[known]]] = table.words[place[known]]
        return out


def _hashes(codes: Codes, at: Ints, length: int) -> NDArray[np.uint64]:
    """Of what begins there and is so long."""
    hashes = np.zeros(len(at), np.uint64)
    for n in range(length):
        hashes = hashes * _FACTOR + codes[at + n].astype(np.uint64)
    return hashes


@cache
def _jieba() -> Lexicon:
    words, times, _ = dictionary()
    total = log(times.sum())
    return Lexicon(words, np.log(times) - total, -total)


def _lengths(words: Sequence[str], weights: NDArray[np.float64]) -> Iterator[_Length]:
    """Of each length; of a word that is there twice the last counts."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    starts = np.cumsum(sizes) - sizes
    codes = np.frombuffer("".join(words).encode("utf-32-le"), "<u4")
    hashes = np.zeros(len(words), np.uint64)
    left = np.arange(len(words))
    for length in range(1, int(sizes.max()) + 1):
        hashes = hashes * _FACTOR + codes[starts[left] + length - 1]
        order = np.concatenate([np.flatnonzero(sizes[left] == length)[::-1], np.flatnonzero(sizes[left] > length)])
        mixed = hashes[order] * _FACTOR
        sort = np.argsort(mixed)  # five times as fast as a stable one, which numpy.unique takes
        mixed = mixed[sort]
        new = np.flatnonzero(np.append(True, mixed[1:] != mixed[:-1]))
        mixed, first = mixed[new], np.minimum.reduceat(sort, new)
        bits = (4 * len(mixed)).bit_length()
        held = np.bincount((mixed >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
        buckets = np.append(0, np.cumsum(held))
        of = left[order[first]]
        weight = np.where(sizes[of] == length, weights[of], -np.inf)
        yield _Length(mixed, np.uint64(64 - bits), buckets.astype(np.int32), of, weight)
        longer = sizes[left] > length
        left, hashes = left[longer], hashes[longer]


def begins(codes: Codes) -> Flags:
    """For each code point of a text whether a word of jieba's begins there."""
    begin = cut(codes, _jieba())
    alone = begin & np.append(begin[1:], True)[: len(begin)] & _among(codes, _LETTERS)
    begin[1:] &= ~(alone[1:] & alone[:-1])
    return begin


def cut(codes: Codes, lexicon: Lexicon) -> Flags:
    """For each code point of a text whether a word begins there. What lies outside of runs stands alone."""
    within = _among(codes, _RUN)
    edge = np.flatnonzero(np.diff(within, append=False) & within) + 1  # where each run ends
    inside = np.flatnonzero(within)
    begin = ~within
    if not len(inside):
        return begin
    end = edge[np.searchsorted(edge, inside, side="right")]
    step = np.ones(len(codes), np.int64)
    step[inside] = _steps(codes, inside, end, lexicon)
    at = inside[np.append(True, np.diff(inside) > 1)]
    while len(at):
        begin[at] = True
        at = at + step[at]
        at = at[at < len(codes)]
        at = at[~begin[at] & within[at]]
    return begin


def counted(codes: Codes, begin: Flags) -> dict[str, int]:
    """How often each Chinese word of two to eight characters stands in a text that `begins` has cut."""
    starts = np.flatnonzero(begin)
    lengths = np.diff(starts, append=len(codes))
    out: dict[str, int] = {}
    for length, table in list(enumerate(_jieba().lengths, 1))[1:8]:
        at = starts[lengths == length]
        at = at[(codes[at] >= 0x4E00) & (codes[at] < 0xA000)]
        found, place = table.find(_hashes(codes, at, length))
        times = np.bincount(place)
        words = np.flatnonzero(times)
        one = np.zeros(len(times), np.int64)
        one[place] = at[found]
        characters = codes[one[words][:, None] + np.arange(length)].astype("<u4").tobytes().decode("utf-32-le")
        each = (characters[n : n + length] for n in range(0, len(characters), length))
        out.update(zip(each, times[words].tolist(), strict=True))
    return out


def _steps(codes: Codes, inside: Ints, end: Ints, lexicon: Lexicon) -> Ints:
    """How long the word is that begins at each place within a run, if the rest of the run is cut at its best."""
    left = end - inside
    most = int(left.max(initial=0))
    # From the end of its run each place is decided after what follows. Small numbers are sorted five times as fast.
    order = np.argsort(left.astype(np.min_scalar_type(most)), kind="stable")
    at, left = inside[order], left[order]
    distances = np.arange(1, most + 2)
    candidates = [
        (n, p, w, np.searchsorted(to_end, distances)) for n, p, to_end, w in _candidates(codes, at, left, lexicon)
    ]
    bounds = np.searchsorted(left, distances)
    best = np.zeros(len(codes) + 1)
    best[inside] = -np.inf
    step = np.ones(len(codes), np.int64)
    for d in range(most):
        for n, places, weights, cut in candidates:
            if cut[d] == cut[d + 1]:
                continue
            here = places[cut[d] : cut[d + 1]]
            value = weights[cut[d] : cut[d + 1]] + best[here + n]
            better = value >= best[here]  # of two that are as likely, jieba takes the longer
            best[here[better]] = value[better]
            step[here[better]] = n
        here = at[bounds[d] : bounds[d + 1]]
        bare = here[np.isneginf(best[here])]
        best[bare] = lexicon.unknown + best[bare + 1]
    return step[inside]


def _candidates(
    codes: Codes, at: Ints, left: Ints, lexicon: Lexicon
) -> Iterator[tuple[int, Ints, Ints, NDArray[np.float64]]]:
    """For each length: where a word of the dictionary may begin, how far from the end of its run, and its weight."""
    hashes = np.zeros(len(at), np.uint64)
    for n, length in enumerate(lexicon.lengths, 1):
        fits = left >= n
        at, left, hashes = at[fits], left[fits], hashes[fits]
        hashes = hashes * _FACTOR + codes[at + n - 1].astype(np.uint64)
        known, place = length.find(hashes)
        at, left, hashes, weights = at[known], left[known], hashes[known], length.weights[place]
        whole = ~np.isneginf(weights)
        yield n, at[whole], left[whole], weights[whole]


def _among(codes: Codes, ranges: list[tuple[int, int]]) -> Flags:
    table = np.zeros(0x110000, np.bool_)
    for low, high in ranges:
        table[low:high] = True
    return table[codes]
