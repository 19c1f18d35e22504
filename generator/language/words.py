"""Words, where words matter: jieba with its own dictionary, and without what it prints."""

import marshal
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources, which warns of its own end
    import jieba

from generator.base import assets, kept
from generator.base.digest import digest

FILES = [Path(jieba.__file__).parent / name for name in ("dict.txt", "analyse/idf.txt")]


def words(text: str) -> Iterator[str]:
    """The words of a text in order; together they are the text."""
    yield from _cutter().cut(text, HMM=False)


@cache
def _cutter() -> jieba.Tokenizer:
    """jieba's, with its index of the dictionary from our own cache. Its own would be `jieba.cache` in a folder that all
    programs and users of a machine write to, whatever their dictionary is; it asks for no more than the name."""
    cutter = jieba.Tokenizer()
    state = FILES[0].stat()
    path = assets.cache() / f"words-{digest(marshal.version, state.st_size, state.st_mtime_ns)}"
    if content := kept.read(path):
        cutter.FREQ, cutter.total = marshal.loads(content)
    else:
        cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
        with suppress(OSError):  # it is made again
            kept.write(path, marshal.dumps((cutter.FREQ, cutter.total)))
    cutter.initialized = True
    return cutter


def dictionary() -> tuple[list[str], NDArray[np.int64], list[str]]:
    """jieba's words, how often each stands in Chinese at large, and of what kind it is: n, nr (a person), ns (a place).

    Of a word that is there twice the last counts. Read from the file: jieba's own index of it, which lists the head of
    each word as well, takes three times as long.
    """
    words, times, kinds = _table(FILES[0], 3)
    return words, np.fromstring(" ".join(times), np.int64, sep=" "), kinds


def rarities() -> dict[str, float]:
    """How rare words are in Chinese at large (inverse document frequency)."""
    words, numbers = _table(FILES[1], 2)
    return dict(zip(words, map(float, numbers), strict=True))


def _table(path: Path, columns: int) -> list[list[str]]:
    """The columns of a table of jieba's, read as a file: its own reader, jieba.analyse, loads a model for a second."""
    cells = path.read_bytes().decode().split()
    return [cells[n::columns] for n in range(columns)]
