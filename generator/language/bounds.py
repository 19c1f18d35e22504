"""Where words begin, in a million characters at once.

jieba's rule (of all ways to cut a run, the one whose words are the likeliest together) takes a minute over a year of a
daily when it is followed a character at a time, as jieba does; with arrays over its dictionary it takes a few seconds.
`tests/language/test_terms.py` compares the two.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.language.lexicon import Codes, Ints, Lexicon, dictionary, hashes, longer

Flags = NDArray[np.bool_]

Ranges = tuple[tuple[int, int], ...]
_LETTERS: Ranges = ((0x30, 0x3A), (0x41, 0x5B), (0x61, 0x7B))
"""Jieba joins lone ones to a word."""
_RUN: Ranges = ((0x4E00, 0x9FD6), *_LETTERS, *((ord(c), ord(c) + 1) for c in "+#&._%-"))
"""Jieba looks for words within these."""


def begins(codes: Codes) -> Flags:
    """For each code point of a text whether a word of jieba's begins there."""
    begin = cut(codes, dictionary().lexicon)
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
    for length, table in list(enumerate(dictionary().lexicon.tables, 1))[1:8]:
        at = starts[lengths == length]
        at = at[(codes[at] >= 0x4E00) & (codes[at] < 0xA000)]
        found, place = table.find(hashes(codes, at, length))
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
    heads = np.zeros(len(at), np.uint64)
    for n, table in enumerate(lexicon.tables, 1):
        fits = left >= n
        at, left = at[fits], left[fits]
        heads = longer(heads[fits], codes[at + n - 1])
        known, place = table.find(heads)
        at, left, heads, weights = at[known], left[known], heads[known], table.weights[place]
        whole = ~np.isneginf(weights)
        yield n, at[whole], left[whole], weights[whole]


def _among(codes: Codes, ranges: Ranges) -> Flags:
    return _table(ranges)[codes]


@cache
def _table(ranges: Ranges) -> Flags:
    table = np.zeros(0x110000, np.bool_)
    for low, high in ranges:
        table[low:high] = True
    return table
