"""Words, where words matter: jieba with its own dictionary, and without what it prints."""

import functools
import logging
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources, which warns of its own end
    import jieba


jieba.setLogLevel(logging.WARNING)

RARITIES = 0.8, 14.0
"""Between these all rarities lie."""
COMMONEST = 4.0  # rarity of 我们 and 发展: the words of every text lie about it


def words(text: str) -> Iterator[str]:
    """The words of a text in order; together they are the text."""
    yield from jieba.cut(text, HMM=False)


@functools.cache
def dictionary() -> tuple[list[str], NDArray[np.int64], list[str]]:
    """jieba's words, how often each stands in Chinese at large, and of what kind it is: n, nr (a person), ns (a place).

    Of a word that is there twice the last counts. Read from the file: jieba's own index of it, which lists the head of
    each word as well, takes three times as long.
    """
    words, times, kinds = _table("dict.txt", 3)
    return words, np.fromstring(" ".join(times), np.int64, sep=" "), kinds


@functools.cache
def tags() -> Mapping[str, str]:
    """What kind of word each of jieba's dictionary is."""
    words, _, kinds = dictionary()
    return dict(zip(words, kinds, strict=True))


def rarity(word: str) -> float:
    """How rare a word is in Chinese at large, 1 to 14 (inverse document frequency); the median for unknown ones."""
    known = _rarities().get(word)
    return float(known) if known else _median()


@functools.cache
def _rarities() -> Mapping[str, str]:
    """As they are written: to read the number of each takes as long as to find them."""
    return dict(zip(*_table("analyse/idf.txt", 2), strict=True))


@functools.cache
def _median() -> float:
    return float(np.median(np.fromstring(" ".join(_rarities().values()), sep=" ")))


def _table(name: str, columns: int) -> list[list[str]]:
    """The columns of a table of jieba's, read as a file: its own reader, jieba.analyse, loads a model for a second."""
    cells = (Path(jieba.__file__).parent / name).read_bytes().decode().split()
    return [cells[n::columns] for n in range(columns)]
