"""Words, where words matter: jieba with its own dictionary, and without what it prints."""

import functools
import logging
import warnings
from collections.abc import Iterator, Mapping

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources, which warns of its own end
    import jieba
    import jieba.analyse

jieba.setLogLevel(logging.WARNING)

COMMONEST = 4.0  # rarity of 我们 and 发展: the words of every text lie about it


def words(text: str) -> Iterator[str]:
    """The words of a text in order; together they are the text."""
    yield from jieba.cut(text, HMM=False)


@functools.cache
def tags() -> Mapping[str, str]:
    """What kind of word each of jieba's dictionary is: n, nr (a person), ns (a place), v."""
    with jieba.get_dict_file() as lines:
        parts = (line.decode("utf-8").split() for line in lines)
        return {word: tag for word, _, tag in parts}


def rarity(word: str) -> float:
    """How rare a word is in Chinese at large, 2 to 14 (inverse document frequency); the median for unknown ones."""
    table = jieba.analyse.default_tfidf
    return float(table.idf_freq.get(word, table.median_idf))
