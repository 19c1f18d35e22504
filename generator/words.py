"""Words, where words matter: jieba with its own dictionary, and without what it prints."""

import logging
import warnings
from collections.abc import Iterator

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources, which warns of its own end
    import jieba

jieba.setLogLevel(logging.WARNING)


def words(text: str) -> Iterator[str]:
    """The words of a text in order; together they are the text."""
    yield from jieba.cut(text, HMM=False)
