"""Where the lines of a headline may end: between words, as jieba cuts them, and never where a reader would stumble.

1. A line may end between two words of which one has several characters. Two lone characters may be a name that the
   dictionary does not have (刘丽霞), or cling to each other (我是).
2. It may not end before a particle (的), behind 第, nor between a number and what it counts (60天).
3. A lone character goes with the word before it (推进会), one that leads to another word with that (为乡村).
4. Marks are left to the browser, which knows where a line may end beside them.
5. Where that leaves more than MOST characters together, a line may end between lone characters as well.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from generator.language.bounds import begins
from generator.language.lexicon import codes_of

BREAK = "\u200b"
"""ZERO WIDTH SPACE: Unicode's own sign for a place where a line may end. `pages/markdown.py` makes <wbr> of it."""
MOST = 8  # characters that stay together: the narrowest headline has nine in a line (archive.css)
_CLINGS = frozenset("的了着过地得们之等吗呢吧啊")
_LEADS = frozenset("为对和与及以在把被向从由给让使不暨并或将于是有我各")
LINE = 20  # characters that have room in one line of a list on a phone of 390 pixels
SOME = 6  # characters that stay together there
_LETTERS = re.compile(r"\w+")
_NUMBER = re.compile(r"[0-9０-９%％.．]$")
_REMEMBERED = 200_000  # texts: those of a large archive

_known: dict[str, str] = {}
"""A text and the same with its breaks: headlines stand on many pages."""


def broken(text: str) -> str:
    """A text with a BREAK wherever a line may end between two letters."""
    if text not in _known:
        ahead([text])
    return _known[text]


def in_line(text: str) -> str:
    """The same of a headline in a list, where letters are small: it stays as it is where it is short, and has few
    breaks where it is long, for they weigh on every page that names it."""
    if len(text) <= LINE:
        return text
    first, *others = broken(text).split(BREAK)
    parts = [first]
    for piece in others:
        if len(parts[-1]) + len(piece) > SOME:
            parts.append(piece)
        else:
            parts[-1] += piece
    return BREAK.join(parts)


def ahead(texts: Iterable[str]) -> None:
    """Looks at texts that will be asked for: many at once take little more time than one."""
    new = [text for text in dict.fromkeys(texts) if text not in _known]
    if not new:
        return
    if len(_known) > _REMEMBERED:
        _known.clear()
    begin = begins(codes_of("\n".join(new)))
    at = 0
    for text in new:
        ends = {*np.flatnonzero(begin[at : at + len(text)]).tolist()}
        _known[text] = _LETTERS.sub(lambda of, ends=ends: BREAK.join(_together(of, ends)), text)  # type: ignore[misc]
        at += len(text) + 1


def _together(run: re.Match[str], begins: set[int]) -> Iterator[str]:
    """The pieces of a run of letters that stay together; `begins`: where words begin in the whole text."""
    inside = [place for place in range(run.start() + 1, run.end()) if place in begins]
    words = [run.string[start:end] for start, end in pairwise([run.start(), *inside, run.end()])]
    piece: list[str] = []
    for before, word in pairwise(["", *words]):
        if piece and not _cling(before, word) and len(before) + len(word) > 2 and not _lone(piece, before, word):
            yield from _parted(piece)
            piece = []
        piece.append(word)
    yield from _parted(piece)


def _lone(piece: list[str], before: str, word: str) -> bool:
    """Whether a lone character is at the end of a piece, or comes to it."""
    if len(before) == 1:
        return before in _LEADS or len(piece) == 1
    return len(word) == 1 and word not in _LEADS


def _cling(before: str, word: str) -> bool:
    """Whether no line may end between two words, however long it grows."""
    return word in _CLINGS or before == "第" or (before[-1].isdecimal() and not word[0].isascii())


def _parted(words: list[str]) -> Iterator[str]:
    """A piece that is not too long; else the same in parts."""
    part = ""
    for before, word in pairwise(["", *words]):
        if part and len(part) + len(word) > MOST and not _cling(before, word):
            yield part
            part = ""
        part += word
    yield part
