"""Pieces of text, looked for in other texts, all at once.

Both are spelled alike: letters and digits alone, each folded by itself (terms.py), so that no markup, escape or line
break between them hides a piece. A piece is found

- anywhere, where it has twelve characters and more: each run of twelve of them, in whatever it stands;
- anywhere, but as a whole, where it has six to eleven;
- between other signs than letters, where it has two to five: a name is not found in 国王一行 for 王一. Blanks may stand
  within, as in 王　一 and 张 一凡, but not where they cut words otherwise: it is not found in 国王 一行 either.

Runs are compared by hashes in arrays, a million characters in some tens of milliseconds; what is found is then compared
letter by letter.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.language.forms import IGNORED
from generator.language.terms import fold

RUN, PART, LEAST = 12, 6, 2  # characters
MOST = 4_000_000  # runs of twelve that are looked for; of more every second one, and so on
SLICE = 1_000_000  # letters that are looked through at once: 60 MB
END = 3  # what a text ends with
BITS = 22  # of a hash that tell at once, in a table of 4 MB, that nothing begins here
BASE = 0x9E3779B97F4A7C15

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]


class Piece(NamedTuple):
    text: str
    """As `spelled` gives it."""
    of: int
    """Whatever it is a piece of."""


UNKNOWN = 0xFFFFFFFF
RADICALS = range(0x2E80, 0x2FD6)  # what a program copies from a PDF has them for characters


@cache
def _letters() -> Codes:
    """Each code point as it is compared; 0 where it parts letters, NOTHING where it does not even do that. UNKNOWN are
    those that no text has had yet: texts have some thousands of 266,000, and all of them take 0.2 s a process."""
    table = np.full(0x110000, UNKNOWN, np.uint32)
    table[END] = END
    return table


@cache
def _ignored() -> frozenset[str]:
    return frozenset(IGNORED)


def _letter(code: int) -> int:
    sign = chr(code)
    category = unicodedata.category(sign)
    if category[0] in "LN" or code in RADICALS:
        form = fold(sign)
        if len(form) == 1 and (form != sign or category[0] in "LN"):
            return ord(form)
    if sign in _ignored():
        return NOTHING
    if category[0] in "LN":
        return code
    if category[0] == "M" or category == "Cf" or sign in "·•‧・":
        return NOTHING
    return BLANK if category == "Zs" or sign == "\t" else 0


NOTHING = 2
BLANK = 1
"""What may stand in a name that is printed wide."""
GAP = 2
"""So many of them."""


def _codes(text: str) -> Codes:
    written, table = np.frombuffer(_written(text), "<u4"), _letters()
    codes = table[written]
    if (codes == UNKNOWN).any():
        new = np.unique(written[codes == UNKNOWN])
        table[new] = [*map(_letter, new.tolist())]
        codes = table[written]
    found: Codes = codes[codes != NOTHING]
    return found


def spelled(text: str) -> str:
    """The letters and digits of a text, as they are compared."""
    codes = _codes(text)
    return codes[codes > END].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def runs(text: str, step: int = 1) -> Iterator[str]:
    """What is looked for of a spelled text: itself, or each run of twelve characters."""
    if LEAST <= len(text) < RUN:
        yield text
    for at in range(0, len(text) - RUN + 1, step):
        yield text[at : at + RUN]


@dataclass(frozen=True)
class Net:
    """Pieces, ready to be looked for."""

    pieces: Sequence[Piece]

    def within(self, texts: Sequence[str]) -> set[tuple[int, int]]:
        """The number of each text that holds a piece, and the piece's."""
        codes = _codes("".join(text.replace(chr(END), " ") + chr(END) for text in texts))
        found = self._alone(codes)
        letters = codes[codes >= END]
        ends = np.flatnonzero(letters == END)
        behind = max(self._known.long, default=0)
        for start in range(0, len(letters), SLICE):
            found |= self._anywhere(letters[start : start + SLICE + behind], ends - start)
        return found

    def _anywhere(self, letters: Codes, ends: Ints) -> set[tuple[int, int]]:
        known, found = self._known, set()
        if known.long and len(letters) >= PART:
            of = _Windows(letters)
            at = np.flatnonzero(known.begins[of.parts() >> np.uint64(64 - BITS)])
            for size, pieces in known.long.items():
                some = at[at <= len(letters) - size]
                found |= self._same(letters, ends, some, of.at(some, size), pieces)
        return found

    def _alone(self, codes: Codes) -> set[tuple[int, int]]:
        known, found = self._known, set()
        if known.short:
            letter = np.concatenate(([False], codes > END, [False]))
            edges = np.flatnonzero(letter[1:] != letter[:-1])
            starts, lengths = edges[::2], np.diff(edges)[::2]
            of, ends = _Windows(codes), np.flatnonzero(codes == END)
            for size, pieces in known.short.items():
                some = starts[lengths == size]
                found |= self._same(codes, ends, some, of.at(some, size), pieces)
            found |= self._wide(codes, ends, starts, lengths)
        return found

    def _wide(self, codes: Codes, ends: Ints, starts: Ints, lengths: Ints) -> set[tuple[int, int]]:
        """The short ones that stand there as several words with nothing but blanks between them."""
        short, found = self._known.short, set()
        behind, until = starts + lengths, np.cumsum(lengths)

        def close(word: Ints) -> NDArray[np.bool_]:
            """Whether nothing but blanks stands before a word, and not many."""
            last = behind[word - 1]
            blank: NDArray[np.bool_] = (codes[last] == BLANK) & (codes[starts[word] - 1] == BLANK)
            return blank & (starts[word] - last <= GAP)

        first = np.flatnonzero(lengths[:-1] + lengths[1:] < PART)
        first = first[close(first + 1)]
        words, sizes = 2, lengths[first] + lengths[first + 1]
        while len(first):
            for size, pieces in short.items():
                some = first[sizes == size]
                if len(some):
                    at = starts[some][:, None] + np.arange(size + (words - 1) * GAP)
                    at = np.minimum(at, len(codes) - 1)
                    wide = codes[at]
                    order = np.argsort(wide <= END, axis=1, kind="stable")[:, :size]
                    whole = np.take_along_axis(wide, order, axis=1).reshape(-1)
                    begins = np.arange(0, len(whole), size)
                    hashes = _Windows(whole).at(begins, size)
                    found |= self._same(whole, ends, begins, hashes, pieces, starts[some])
            first = first[first + words < len(starts)]
            first = first[close(first + words)]
            sizes = until[first + words] - until[first] + lengths[first]
            first, sizes = first[sizes < PART], sizes[sizes < PART]
            words += 1
        return found

    def _same(
        self, codes: Codes, ends: Ints, at: Ints, hashes: Hashes, pieces: "_OfSize", where: Ints | None = None
    ) -> set[tuple[int, int]]:
        """The texts and the pieces of one size that stand at some of the places, whose hashes these are; `where` they
        are in the texts, if the places are others."""
        place = np.minimum(np.searchsorted(pieces.hashes, hashes), len(pieces.hashes) - 1)
        same = np.flatnonzero(pieces.hashes[place] == hashes)
        at, numbers = at[same], pieces.numbers[place[same]]
        texts = np.searchsorted(ends, at if where is None else where[same])
        _, first = np.unique(texts * len(self.pieces) + numbers, return_index=True)
        return {
            (text, number)
            for text, number, start in zip(*(each[first].tolist() for each in (texts, numbers, at)), strict=True)
            if codes[start : start + pieces.size].tobytes() == _written(self.pieces[number].text)
        }

    @cached_property
    def _known(self) -> "_Known":
        by_size: dict[int, list[int]] = {}
        for n, piece in enumerate(self.pieces):
            by_size.setdefault(len(piece.text), []).append(n)
        known = _Known()
        for size, numbers in sorted(by_size.items()):
            letters = np.frombuffer(_written("".join(self.pieces[n].text for n in numbers)), "<u4")
            at = np.arange(0, len(letters), size)
            of = _Windows(letters)
            hashes, first = np.unique(of.at(at, size), return_index=True)
            (known.long if size >= PART else known.short)[size] = _OfSize(size, hashes, np.array(numbers)[first])
            if size >= PART:
                known.begins[of.at(at, PART) >> np.uint64(64 - BITS)] = True
        return known


def _written(text: str) -> bytes:
    return text.encode("utf-32-le", "surrogatepass")


class _OfSize(NamedTuple):
    """Pieces of one length."""

    size: int
    hashes: Hashes
    """In order,"""
    numbers: Ints
    """and the number of the piece of each."""


@dataclass(frozen=True)
class _Known:
    """Pieces by their length."""

    long: dict[int, _OfSize] = field(default_factory=dict)
    short: dict[int, _OfSize] = field(default_factory=dict)
    begins: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1 << BITS, np.bool_))
    """Whether a long one may begin with six letters of such a hash."""


class _Windows:
    """Hashes of runs of letters: of one, two and four from the tables, of more put together."""

    def __init__(self, letters: Codes) -> None:
        self._of: dict[int, Hashes] = {1: letters.astype(np.uint64) * np.uint64(BASE)}
        self._of[1] ^= self._of[1] >> np.uint64(29)
        for size in (2, 4):
            half = self._of[size // 2]
            self._of[size] = half[: -size // 2 or None] * _power(size // 2) + half[size // 2 :]

    def parts(self) -> Hashes:
        """Of the run of six that begins at each place."""
        found: Hashes = self._of[4][:-2] * _power(2) + self._of[2][4:]
        return found

    def at(self, places: Ints, size: int) -> Hashes:
        found: Hashes = np.zeros(len(places), np.uint64)
        done = 0
        for part in (4, 2, 1):
            while size - done >= part:
                found = found * _power(part) + self._of[part][places + done]
                done += part
        return found


@cache
def _power(size: int) -> np.uint64:
    return np.uint64(pow(0xD6E8FEB86659FD93, size, 1 << 64))
