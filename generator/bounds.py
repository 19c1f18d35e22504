"""Where words begin, in a million characters at once.

jieba's rule (of all ways to cut a run, the one whose words are the likeliest together) takes a minute over a year of a
daily when it is followed a character at a time, as jieba does; with arrays over its dictionary it takes a few seconds.
`tests/test_terms.py` compares the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
from numpy.typing import NDArray

from generator.words import frequencies

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# The hash of a word is that of its head times this, which is odd, plus the next character.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SIEVE = 21  # bits
_LETTERS = [(0x30, 0x3A), (0x41, 0x5B), (0x61, 0x7B)]  # jieba joins lone ones to a word
_RUN = [(0x4E00, 0x9FD6), *_LETTERS, *((ord(c), ord(c) + 1) for c in "+#&._%-")]  # jieba looks for words within these


@dataclass(frozen=True)
class _Length:
    """The words and the heads of words that have so many characters."""

    hashes: NDArray[np.uint64]
    """In order."""
    sieve: Flags
    """Whether there may be one with these highest bits of its hash, mixed once more: most are told apart here."""
    weights: NDArray[np.float64]
    """Logarithm of how likely each is; minus infinity for what is only the head of a word."""


@cache
def _dictionary() -> list[_Length]:
    known, total = frequencies()
    by_length: dict[int, list[str]] = {}
    for word in known:
        by_length.setdefault(len(word), []).append(word)
    out = []
    for length in range(1, max(by_length) + 1):
        # A gap in the lengths ends every longer word: jieba lists each head of a word.
        same = by_length[length]
        codes = np.frombuffer("".join(same).encode("utf-32-le"), np.uint32).reshape(-1, length).astype(np.uint64)
        hashes = np.zeros(len(same), np.uint64)
        for column in codes.T:
            hashes = hashes * _FACTOR + column
        weights = np.array([log(f) - log(total) if (f := known[word]) else -np.inf for word in same])
        order = np.argsort(hashes)
        assert (np.diff(hashes[order]) > 0).all(), "two words with one hash: choose another factor"
        sieve = np.zeros(1 << _SIEVE, np.bool_)
        sieve[_mixed(hashes)] = True
        out.append(_Length(hashes[order], sieve, weights[order]))
    return out


def begins(codes: Ints) -> Flags:
    """For each code point of a text whether a word begins there."""
    if not len(codes):
        return np.zeros(0, np.bool_)
    within = _among(codes, _RUN)
    edge = np.flatnonzero(np.diff(within, append=False) & within) + 1  # where each run ends
    inside = np.flatnonzero(within)
    end = edge[np.searchsorted(edge, inside, side="right")]
    step = np.ones(len(codes), np.int64)
    step[inside] = _steps(codes, inside, end)
    at = inside[np.append(True, np.diff(inside) > 1)] if len(inside) else inside
    begin = ~within
    while len(at):
        begin[at] = True
        at = at + step[at]
        at = at[at < len(codes)]
        at = at[~begin[at] & within[at]]
    alone = begin & (step == 1) & _among(codes, _LETTERS)
    begin[1:] &= ~(alone[1:] & alone[:-1])
    return begin


def counted(codes: Ints, begin: Flags) -> dict[str, int]:
    """How often each Chinese word of two to eight characters stands in a text that `begins` has cut."""
    starts = np.flatnonzero(begin)
    lengths = np.diff(starts, append=len(codes))
    out: dict[str, int] = {}
    for length in range(2, 9):
        at = starts[lengths == length]
        at = at[(codes[at] >= 0x4E00) & (codes[at] < 0xA000)]
        word = np.stack([codes[at + n] for n in range(length)], axis=1)
        hashes = np.zeros(len(at), np.uint64)
        for column in word.T:
            hashes = hashes * _FACTOR + column.astype(np.uint64)
        _, first, times = np.unique(hashes, return_index=True, return_counts=True)
        for characters, number in zip(word[first].tolist(), times.tolist(), strict=True):
            out["".join(map(chr, characters))] = number
    return out


def _steps(codes: Ints, inside: Ints, end: Ints) -> Ints:
    """How long the word is that begins at each place within a run, if the rest of the run is cut at its best."""
    order = np.argsort(end - inside, kind="stable")  # from the end of its run each place is decided after what follows
    at, left = inside[order], (end - inside)[order]
    distances = np.arange(1, int(left.max(initial=0)) + 2)
    candidates = [(n, p, w, np.searchsorted(to_end, distances)) for n, p, to_end, w in _candidates(codes, at, left)]
    bounds = np.searchsorted(left, distances)
    best = np.zeros(len(codes) + 1)
    best[inside] = -np.inf
    step = np.ones(len(codes), np.int64)
    unknown = -log(frequencies()[1])
    for d in range(len(distances) - 1):
        for n, places, weights, cut in candidates:
            here = slice(cut[d], cut[d + 1])
            value = weights[here] + best[places[here] + n]
            better = value >= best[places[here]]  # of two that are as likely, jieba takes the longer
            best[places[here][better]] = value[better]
            step[places[here][better]] = n
        here = slice(bounds[d], bounds[d + 1])
        bare = at[here][np.isneginf(best[at[here]])]
        best[bare] = unknown + best[bare + 1]
    return step[inside]


def _candidates(codes: Ints, at: Ints, left: Ints) -> Iterator[tuple[int, Ints, Ints, NDArray[np.float64]]]:
    """For each length: where a word of the dictionary may begin, how far from the end of its run, and its weight."""
    hashes = np.zeros(len(at), np.uint64)
    for n, length in enumerate(_dictionary(), 1):
        fits = left >= n
        at, left, hashes = at[fits], left[fits], hashes[fits]
        hashes = hashes * _FACTOR + codes[at + n - 1].astype(np.uint64)
        fits = length.sieve[_mixed(hashes)]
        at, left, hashes = at[fits], left[fits], hashes[fits]
        place = np.minimum(np.searchsorted(length.hashes, hashes), len(length.hashes) - 1)
        known = length.hashes[place] == hashes
        at, left, hashes, weights = at[known], left[known], hashes[known], length.weights[place[known]]
        whole = ~np.isneginf(weights)
        yield n, at[whole], left[whole], weights[whole]


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (hashes * _FACTOR) >> np.uint64(64 - _SIEVE)


def _among(codes: Ints, ranges: list[tuple[int, int]]) -> Flags:
    out = np.zeros(len(codes), np.bool_)
    for low, high in ranges:
        out |= (codes >= low) & (codes < high)
    return out
