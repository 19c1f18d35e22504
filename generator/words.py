"""Words, where words matter: jieba with its own dictionary, and without what it prints."""

import functools
import logging
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources, which warns of its own end
    import jieba

jieba.setLogLevel(logging.WARNING)

COMMONEST = 4.0  # rarity of 我们 and 发展: the words of every text lie about it


def words(text: str) -> Iterator[str]:
    """The words of a text in order; together they are the text."""
    yield from jieba.cut(text, HMM=False)


def frequencies() -> tuple[Mapping[str, int], int]:
    """How often each word of jieba's dictionary stands in Chinese at large, 0 for the mere head of one; the sum."""
    jieba.initialize()
    return jieba.dt.FREQ, jieba.dt.total


@functools.cache
def tags() -> Mapping[str, str]:
    """What kind of word each of jieba's dictionary is: n, nr (a person), ns (a place), v."""
    return {word: tag for word, _, tag in _table("dict.txt")}


def rarity(word: str) -> float:
    """How rare a word is in Chinese at large, 2 to 14 (inverse document frequency); the median for unknown ones."""
    table, median = _rarities()
    return table.get(word, median)


@functools.cache
def _rarities() -> tuple[Mapping[str, float], float]:
    table = {word: float(value) for word, value in _table("analyse/idf.txt")}
    return table, median(table.values())


def _table(name: str) -> Iterator[list[str]]:
    """A table of jieba's, read as a file: its own reader, jieba.analyse, loads a model that takes a second."""
    text = (Path(jieba.__file__).parent / name).read_text(encoding="utf-8")
    return (line.split() for line in text.splitlines())
