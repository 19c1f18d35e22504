"""Texts in a code of their own, the same for every archive: no text is packed anew because another one came.

A text is cut into tokens: words, characters, pairs of digits (data/shorthand.txt has the usual ones, which the script
`scripts/fit_shorthand.py` takes from jieba's dictionary). Each token is, whichever is shorter,

    HIT         what followed the last time that the two tokens before it stood side by side in this text or, where
                they have not yet, what followed the last time that the one before it stood there
    BACK + b    a rare token again: the rare token so many rare ones ago, plus one, has b bits after its highest
    ESCAPE      a character that the table lacks: 21 bits of its code point
    a number    the token of the table with that number

How often each of these occurs depends on what is foretold: nothing, something by one token, or by two. So there are
three canonical prefix codes. A text ends with END, and what is foretold at its beginning follows from a head that all
texts of a segment share. `theme/assets/shorthand.js` reads it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from generator.language.bounds import Flags, cut
from generator.language.lexicon import Ints, lexicon
from generator.search.scripts import varints

KINDS = 3
HIT, BACK, ESCAPE, END, WORDS = 0, 1, 13, 14, 15
FURTHEST = 1 << (ESCAPE - BACK)
BATCH = 100  # texts that are written at once: what is held stays in the processor's cache
LARGE = 1_000_000  # words of them, but for a text that has more by itself
CHARACTER = 21  # bits of a code point
PLACE = 63 - 2 * CHARACTER  # bits of a place that stand in one number with two words
WINDOW = 32  # bits, more than any symbol has
RARE = 11  # bits: what takes as many where nothing is foretold is not repeated by HIT alone
BETWEEN = "\1"  # what stands for the token "," (with the quotes) in a text that is to be written
CLOSE = "\0"  # what stands behind it


@dataclass(frozen=True)
class Code:
    groups: list[list[str]]
    """The tokens, numbered from WORDS on. Those of a group have codes of equal lengths."""
    bits: Ints
    """For each kind of place those of each symbol before WORDS, then of each group."""

    @property
    def words(self) -> list[str]:
        return [word for group in self.groups for word in group]

    def bits_of_symbols(self) -> Ints:
        """For each kind of place the bits of each symbol."""
        sizes = [1] * WORDS + [len(group) for group in self.groups]
        return np.repeat(self.bits, sizes, axis=1)


class Writer:
    """Texts that have no controls in them, CLOSE behind each, to bytes."""

    def __init__(self, code: Code) -> None:
        words = [BETWEEN if word == '","' else word for word in code.words]
        self._bits = code.bits_of_symbols()
        self._codes = np.stack([_canonical(bits) for bits in self._bits])
        self._size = WORDS + len(words)
        self._rare = int(np.argmax(self._bits[0, WORDS:] >= RARE)) + WORDS
        self._lexicon = lexicon(words, -self._bits[0, WORDS:].astype(np.float64), -2.0 * CHARACTER)
        self._alone = np.arange(0x110000) + self._size
        alone = np.array([n for n, word in enumerate(words) if len(word) == 1])
        self._alone[[ord(words[n]) for n in alone]] = alone + WORDS
        self._alone[ord(CLOSE)] = END

    def write(self, texts: str, begin: Flags, unknown: Flags, head: Sequence[int]) -> list[bytes]:
        """The bytes of each text; `head`: the tokens that seem to stand before each.

        `begin`: whether a word begins at a character, `unknown`: whether that is not known. What can be read is the
        same whatever they say; it is shorter where they are right.
        """
        tokens = self.tokens(texts, begin, unknown)
        ends = np.flatnonzero(tokens == END) + 1
        number, size = np.arange(len(ends)) // BATCH, ends // LARGE
        out: list[bytes] = []
        for batch in np.split(tokens, ends[:-1][(np.diff(number) > 0) | (np.diff(size) > 0)]):
            kind, symbol, extra, more, of = self.symbols(batch, head)
            at = kind * self._size + symbol
            out += _in_bytes(self._codes.ravel()[at] << more | extra, self._bits.ravel()[at] + more, of)
        return out

    def tokens(self, texts: str, begin: Flags, unknown: Flags) -> Ints:
        """Their numbers; that of a character which is none is its code point and the number of all symbols.

        Words that begin at `begin` are tokens as they are, if the lexicon has them. Else one of two characters becomes
        both of them, and a longer one is cut anew by the lexicon, as is what is `unknown`: of 兴县|农机手|忙, where the
        lexicon lacks 农机手, only these three characters are cut again, perhaps into 农机|手.
        """
        codes = np.frombuffer(texts.encode("utf-32-le"), "<u4")
        starts = np.flatnonzero(begin | unknown)
        lengths = np.diff(starts, append=len(codes))
        long = np.flatnonzero(lengths > 1)
        whole = self._lexicon.find(codes, starts[long], lengths[long])
        lost = long[whole < 0]
        begin = begin.copy()
        begin[starts[lost[lengths[lost] == 2]] + 1] = True  # there is but one way to part them
        strange = np.zeros(len(starts), np.bool_)
        strange[lost[lengths[lost] > 2]] = True
        again = np.repeat(strange, lengths) | unknown
        at = np.flatnonzero(again)
        apart = np.arange(len(at)) + np.cumsum(np.diff(at, prepend=-1) > 1)
        near = np.zeros(int(apart[-1]) + 1 if len(at) else 0, np.uint32)
        near[apart] = codes[at]
        begin[at] = cut(near, self._lexicon)[apart]
        starts = np.flatnonzero(begin)
        lengths = np.diff(starts, append=len(codes))
        tokens: Ints = self._alone[codes[starts]]
        long = np.flatnonzero(lengths > 1)
        parts = again[starts[long]]
        tokens[long[~parts]] = whole[whole >= 0] + WORDS
        long = long[parts]
        tokens[long] = self._lexicon.find(codes, starts[long], lengths[long]) + WORDS
        return tokens

    def symbols(self, bare: Ints, head: Sequence[int]) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """For each token its kind of place, its symbol, bits that follow and how many, and the number of its text."""
        counts = np.diff(np.flatnonzero(bare == END), prepend=-1) + len(head)
        of = np.repeat(np.arange(len(counts)), counts)
        own = np.ones(len(of), np.bool_)
        own[((np.cumsum(counts) - counts)[:, None] + np.arange(len(head))).ravel()] = False
        tokens = np.empty(len(of), np.int64)
        tokens[own] = bare
        tokens[~own] = np.tile(np.array(head, np.int64), len(counts))

        before = np.append(END, tokens[:-1])
        by_one = _last(before, of)
        by_two = _last(np.append(END, before[:-1]) << CHARACTER | before, of)
        kind = np.where(by_two >= 0, 2, np.where(by_one >= 0, 1, 0))
        hit = (kind > 0) & (tokens[np.where(by_two >= 0, by_two, by_one)] == tokens)
        places = np.flatnonzero(tokens >= self._rare)
        last = _last(tokens[places], of[places])
        back = np.zeros(len(of), np.int64)
        back[places] = np.where(last >= 0, np.arange(len(places)) - last, 0)

        kind, tokens, hit, back, of = kind[own], tokens[own], hit[own], back[own], of[own]
        known = tokens < self._size
        symbol = np.where(known, tokens, ESCAPE)
        more = np.where(known, 0, CHARACTER)
        extra = np.where(known, 0, tokens - self._size)
        again = np.flatnonzero((back > 0) & (back < FURTHEST))
        bucket = np.frexp(back[again].astype(np.float64))[1].astype(np.int64) - 1
        plain = self._bits[kind[again], symbol[again]] + more[again]
        shorter = self._bits[kind[again], BACK + bucket] + bucket < plain
        again, bucket = again[shorter], bucket[shorter]
        symbol[again], more[again], extra[again] = BACK + bucket, bucket, back[again] - (1 << bucket)
        symbol[hit], more[hit], extra[hit] = HIT, 0, 0
        return kind, symbol, extra, more, of


def _last(contexts: Ints, of: Ints) -> Ints:
    """For each context of a text the last place before it at which the same text has it, too; -1 for none."""
    bits = len(contexts).bit_length()
    if bits <= PLACE:
        key = np.sort(contexts << bits | np.arange(len(contexts)))
        place = key & ((1 << bits) - 1)
        key >>= bits
    else:  # a text of millions; this takes ten times as long
        place = np.argsort(contexts, kind="stable")
        key = contexts[place]
    text = of[place]
    same = np.flatnonzero((key[1:] == key[:-1]) & (text[1:] == text[:-1]))
    out = np.full(len(contexts), -1)
    out[place[same + 1]] = place[same]
    return out


def _canonical(lengths: Ints) -> Ints:
    """A prefix code of these lengths: shorter codes first, of equal ones in their order."""
    order = np.argsort(lengths, kind="stable")
    longest = int(lengths.max())
    size = 1 << (longest - lengths[order])
    out = np.zeros(len(lengths), np.int64)
    out[order] = (np.cumsum(size) - size) >> (longest - lengths[order])
    return out


def _in_bytes(values: Ints, bits: Ints, of: Ints) -> list[bytes]:
    """Values of up to 33 bits side by side, those of each text in bytes of its own."""
    texts = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    upto = np.cumsum(bits) - bits
    held = -(-np.add.reduceat(bits, texts) // 8)
    ends = np.cumsum(held)
    at = upto + np.repeat(8 * (ends - held) - upto[texts], np.diff(texts, append=len(of)))
    window = values.astype(np.uint64) << (64 - (at & 31) - bits).astype(np.uint64)
    word = at >> 5
    begin = np.flatnonzero(np.append(True, word[1:] != word[:-1]))
    window = np.bitwise_or.reduceat(window, begin)
    out = np.zeros(int(word[-1]) + 2, np.uint32)
    out[word[begin]] = window >> np.uint64(32)
    out[word[begin] + 1] |= window.astype(np.uint32)
    data = out.astype(">u4").tobytes()
    return [data[end - size : end] for size, end in zip(held.tolist(), ends.tolist(), strict=True)]


class Opener:
    """Bytes to texts again: `theme/assets/shorthand.js` in Python, for the few that a build has to read."""

    def __init__(self, code: Code) -> None:
        self._words = code.words
        bits = code.bits_of_symbols()
        self._rare = int(np.argmax(bits[0, WORDS:] >= RARE)) + WORDS
        order = np.argsort(bits, axis=1, kind="stable")
        lengths = np.take_along_axis(bits, order, axis=1)
        self._symbols, self._lengths = order.tolist(), lengths.tolist()
        self._begins = (np.cumsum(1 << (WINDOW - lengths), axis=1) - (1 << (WINDOW - lengths))).tolist()

    def text(self, data: bytes, head: Sequence[int]) -> str:
        """The text of these bytes; ValueError or IndexError where they are none."""
        bits, left = int.from_bytes(data + bytes(WINDOW // 8)), 8 * len(data)
        before = last = END
        one: dict[int, int] = {}
        two: dict[tuple[int, int], int] = {}
        seen: list[int] = []
        out: list[str] = []

        def number(size: int) -> int:
            nonlocal left
            left -= size
            return bits >> (left + WINDOW) & ((1 << size) - 1)

        def learn(token: int) -> None:
            nonlocal before, last
            one[last] = two[before, last] = token
            if token >= self._rare:
                seen.append(token)
            before, last = last, token

        for token in head:
            learn(token)
        while left > 0:
            by_two, by_one = two.get((before, last)), one.get(last)
            kind = 2 if by_two is not None else 1 if by_one is not None else 0
            n = bisect_right(self._begins[kind], bits >> left & ((1 << WINDOW) - 1)) - 1
            left -= self._lengths[kind][n]
            token = self._symbols[kind][n]
            if token == END:
                return "".join(out)
            if token == HIT:
                token = (by_two if by_two is not None else by_one) or 0
            elif token < ESCAPE:
                token = seen[-((1 << (token - BACK)) | number(token - BACK))]
            elif token == ESCAPE:
                token = len(self._words) + WORDS + number(CHARACTER)
            known = token - WORDS < len(self._words)
            out.append(self._words[token - WORDS] if known else chr(token - WORDS - len(self._words)))
            learn(token)
        raise ValueError("a text without an end")


def table(code: Code) -> list[bytes]:
    """What a reader needs to know of a code, in varints but for the last two parts:

    - how many groups there are, how long the longest token is, how many characters stand in tokens; the bits of each
      kind of place; of each group how many tokens have each length;
    - the code points of these characters, each less the one before;
    - of each token, those of a group by length and in order, the number of its first character, less that of the token
      before it of this length;
    - of the second characters of those, then of the third and so on, the lowest eight bits of the number;
    - the rest of it.
    """
    characters = sorted(set("".join(code.words)))
    place = {character: n for n, character in enumerate(characters)}
    longest = max(map(len, code.words))
    held: list[int] = []
    first: list[int] = []
    others: list[int] = []
    for group in code.groups:
        for length in range(1, longest + 1):
            words = [[place[character] for character in word] for word in group if len(word) == length]
            held.append(len(words))
            first += np.diff([word[0] for word in words], prepend=0).tolist()
            others += [word[n] for n in range(1, length) for word in words]
    head = [len(code.groups), longest, len(characters), *code.bits.ravel().tolist(), *held]
    steps = np.diff([ord(character) for character in characters], prepend=0)
    low, high = (bytes(each) for each in zip(*((n & 255, n >> 8) for n in others), strict=True))
    return [varints(np.array(head)), varints(steps), varints(np.array(first)), low, high]


def read(text: str) -> Code:
    """A code as data/shorthand.txt has it: lengths for each kind of place, then the groups."""
    lines = text.rstrip("\n").split("\n")
    lengths = np.array([[int(each) for each in line.split()] for line in lines[:KINDS]])
    return Code([line.split("\t") for line in lines[KINDS:]], lengths)


@cache
def code() -> Code:
    return read(files("generator").joinpath("data/shorthand.txt").read_text(encoding="utf-8"))


@cache
def writer() -> Writer:
    return Writer(code())


@cache
def opener() -> Opener:
    return Opener(code())
