"""jieba's dictionary as arrays: many words are looked up at once.

A table of hashes for each length tells whether a stretch of text is a word, or the head of one. To make the tables of
jieba's files takes half a second, and each process needs them; they are kept in the user's cache, 13 MB, which is read
in a twentieth of that.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.base import assets, kept, made_by, moving
from generator.base.digest import digest
from generator.language import words

Ints = NDArray[np.int64]
Codes = NDArray[np.int64] | NDArray[np.uint32]
Floats = NDArray[np.float64]

# The hash of a word is that of its head times this, which is odd, plus the next character.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Table:
    """The words and the heads of words that have so many characters, by their hashes."""

    def __init__(self, hashes: NDArray[np.uint64], words: NDArray[np.int32], weights: Floats) -> None:
        self.hashes = hashes
        """Mixed once more, and in order."""
        self.words = words
        """Where each stands in the list of words; only the head of a word: where one of those stands that it begins."""
        self.weights = weights
        """Logarithm of how likely each is; minus infinity for what is only the head of a word."""
        bits = (4 * len(hashes)).bit_length()
        self._bits = np.uint64(64 - bits)  # the highest bits of a hash name its bucket
        held = np.bincount((hashes >> self._bits).astype(np.int64), minlength=1 << bits)
        # Where each bucket begins in `hashes`; most are empty, and no bucket has more than a few.
        self._starts = np.append(0, np.cumsum(held)).astype(np.int32)

    def find(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Which of these hashes are in the table, and where."""
        mixed = hashes * _FACTOR
        bucket = (mixed >> self._bits).astype(np.int64)
        place = self._starts[bucket]
        asked = np.flatnonzero(place < self._starts[bucket + 1])  # most are told apart here
        mixed, place, end = mixed[asked], place[asked], self._starts[bucket[asked] + 1]
        places = np.full(len(hashes), -1, np.int32)
        while len(asked):
            known = self.hashes[place] == mixed
            places[asked[known]] = place[known]
            left = ~known & (place + 1 < end)
            asked, mixed, place, end = asked[left], mixed[left], place[left] + 1, end[left]
        found = np.flatnonzero(places >= 0)
        return found, places[found]


@dataclass(frozen=True)
class Lexicon:
    """Words that texts are cut into."""

    tables: Sequence[Table]
    """Those of one character first."""
    unknown: float
    """Logarithm of how likely a character is that is no word."""

    def find(self, codes: Codes, starts: Ints, lengths: Ints) -> Ints:
        """Where the words stand in the list that begin there and are so long; -1 for what is none."""
        out = np.full(len(starts), -1, np.int64)
        for length, table in enumerate(self.tables, 1):
            asked = np.flatnonzero(lengths == length)
            found, place = table.find(hashes(codes, starts[asked], length))
            known = ~np.isneginf(table.weights[place])
            out[asked[found[known]]] = table.words[place[known]]
        return out


@dataclass(frozen=True)
class Dictionary:
    """What jieba knows of words."""

    lexicon: Lexicon
    tags: Sequence[str]
    """The kinds of words: n, nr (a person), ns (a place)."""
    kind: NDArray[np.uint8]
    """Of each word the number of its kind,"""
    rarity: Floats
    """and how rare it is in Chinese at large, 1 to 14 (inverse document frequency);"""
    median: float
    """that of words for which no one says so."""

    def find(self, some: Sequence[str]) -> Ints:
        """The numbers of words; -1 for what is none."""
        lengths = np.fromiter(map(len, some), np.int64, len(some))
        return self.lexicon.find(codes_of("".join(some)), np.cumsum(lengths) - lengths, lengths)

    def kinds(self, some: Sequence[str]) -> list[str]:
        """Of what kind words are; empty for what is none."""
        return [self.tags[self.kind[n]] if n >= 0 else "" for n in self.find(some).tolist()]

    def rarities(self, some: Sequence[str]) -> Floats:
        """How rare words are; the median for what is none."""
        found = self.find(some)
        return np.where(found < 0, self.median, self.rarity[found])


@lru_cache(1 << 15)
def kind_of(word: str) -> str:
    """Of what kind a word of two to four characters is; empty for what is none. (A dict of all of them takes a process
    0.2 s, and a text asks for few.)"""
    return dictionary().kinds([word])[0] if 2 <= len(word) <= 4 else ""


def codes_of(text: str) -> Ints:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.int64)


def hashes(codes: Codes, at: Ints, length: int) -> NDArray[np.uint64]:
    """Of what begins there and is so long."""
    out = np.zeros(len(at), np.uint64)
    for n in range(length):
        out = longer(out, codes[at + n])
    return out


def longer(heads: NDArray[np.uint64], codes: Codes) -> NDArray[np.uint64]:
    """The hashes of what is longer by a character, by those of its head."""
    return heads * _FACTOR + codes.astype(np.uint64)


def lexicon(known: Sequence[str], weights: Floats, unknown: float) -> Lexicon:
    """Of words and logarithms of how likely each is; of a word that is there twice the last counts."""
    return Lexicon(list(_tables(known, weights)), unknown)


def _tables(known: Sequence[str], weights: Floats) -> Iterator[Table]:
    sizes = np.fromiter(map(len, known), np.int64, len(known))
    starts = np.cumsum(sizes) - sizes
    codes = codes_of("".join(known))
    hashed = np.zeros(len(known), np.uint64)
    left = np.arange(len(known))
    for length in range(1, int(sizes.max()) + 1):
        hashed = longer(hashed, codes[starts[left] + length - 1])
        order = np.concatenate([np.flatnonzero(sizes[left] == length)[::-1], np.flatnonzero(sizes[left] > length)])
        mixed = hashed[order] * _FACTOR
        sort = np.argsort(mixed)  # five times as fast as a stable one, which numpy.unique takes
        mixed = mixed[sort]
        new = np.flatnonzero(np.append(True, mixed[1:] != mixed[:-1]))
        of = left[order[np.minimum.reduceat(sort, new)]]
        yield Table(mixed[new], of.astype(np.int32), np.where(sizes[of] == length, weights[of], -np.inf))
        goes_on = sizes[left] > length
        left, hashed = left[goes_on], hashed[goes_on]


# ---- jieba's -------------------------------------------------------------------------------------------------------


@cache
def dictionary() -> Dictionary:
    """jieba's, from the cache, where it is there."""
    states = [(path.stat().st_size, path.stat().st_mtime_ns) for path in words.FILES]
    path = assets.cache() / f"dictionary-{digest(made_by.code('language/lexicon'), states)}"
    if content := kept.read(path):
        return _opened(content)
    made = _made()
    with suppress(OSError):  # it is made again
        kept.write(path, _packed(made))
        for old in path.parent.glob("dictionary-*"):
            if old != path:
                moving.unlink(old, missing_ok=True)
    return made


def _made() -> Dictionary:
    known, times, tags = words.dictionary()
    rarities = words.rarities()
    kinds = {tag: n for n, tag in enumerate(sorted(set(tags)))}
    total = log(times.sum())
    median = float(np.median(np.fromiter(rarities.values(), np.float64)))
    with np.errstate(divide="ignore"):
        weights = np.log(times) - total
    return Dictionary(
        lexicon(known, weights, -total),
        list(kinds),
        np.fromiter(map(kinds.__getitem__, tags), np.uint8),
        np.fromiter((rarities.get(word, median) for word in known), np.float64),
        median,
    )


def _packed(made: Dictionary) -> bytes:
    """What is no array as JSON, with the length of each array; then the arrays, each from a multiple of eight bytes on:
    from an archive of numpy's own (npz) they are read in twice the time."""
    parts: list[NDArray[Any]] = [made.rarity, made.kind]
    for table in made.lexicon.tables:
        parts += [table.hashes, table.weights, table.words]
    lengths = [[part.dtype.str, len(part)] for part in parts]
    head = json.dumps([lengths, made.lexicon.unknown, made.median, [*made.tags]]).encode()
    return b"".join(part + bytes(-len(part) % 8) for part in (head + b"\n", *(part.tobytes() for part in parts)))


def _opened(content: bytes) -> Dictionary:
    head, _, _ = content.partition(b"\n")
    lengths, unknown, median, tags = json.loads(head)
    at = -(-(len(head) + 1) // 8) * 8
    parts: list[NDArray[Any]] = []
    for kind, length in lengths:
        parts.append(np.frombuffer(content, kind, length, at))
        at += -(-parts[-1].nbytes // 8) * 8
    rarity, kinds, *tables = parts
    found = [Table(hashes, words, weights) for hashes, weights, words in zip(*[iter(tables)] * 3, strict=True)]
    return Dictionary(Lexicon(found, unknown), tags, kinds, rarity, median)
