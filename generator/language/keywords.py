"""What an article is about: its words, weighed.

1. The words of title and opening (a newspaper says what it reports in its first sentences), cut by jieba.
2. A word counts where it is a noun of two and more characters, is rare in Chinese at large by jieba's table, and is no
   name: people and places have pages of their own. `data/stopwords.txt` lists what is left and says nothing.
3. It weighs the more the rarer it is in Chinese and, in large steps, in this archive; three times as much in the title.
"""

import importlib.resources
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, pairwise
from math import log, log2

import numpy as np
from numpy.typing import NDArray

from generator.base.model import Article
from generator.language.bounds import begins
from generator.language.lexicon import Ints, codes_of, dictionary

OPENING = 120  # characters of the body: its first sentences
BATCH = 10_000  # articles that are cut at once: a million characters
LEAST_RARE = {**dict.fromkeys(["n", "nz", "l", "j", "nt", "an"], 6.0), "vn": 9.0}
"""The rarity from which a word says something, by its tag: 工作 has 4.2, 会议 5.0, 口罩 9.0, 脱贫 11.2. No names."""
COMMONEST = 4.0  # rarity of 我们 and 发展: the words of every text lie about it
IN_TITLE = 3
FREQUENT = 2**15  # articles
STEP = 4  # how many times more articles of a word make it weigh less: it changes seldom when an issue is added
MOST = 8  # words of an article
HEAVIEST = 2**20 - 1  # hundredths: in a daily's year words weigh 20 to 70,000
COLUMN = re.compile(r"[（(][^（）()]*[）)]$")  # a column's name behind a headline: it holds many matters

Counts = dict[str, int]
"""The words of title and opening that may say something of an article, and how much, whatever archive it is in."""


@dataclass(frozen=True)
class About:
    """What articles are about: for each article and word a number in each of three arrays, an article's one behind the
    other, the weightiest first."""

    words: Sequence[str]
    word: Ints
    """The number of the word among `words`,"""
    article: Ints
    """that of the article in the archive's order,"""
    weight: NDArray[np.float64]
    """and how much the article is about the word; the squares of an article's weights add up to one."""
    articles: int
    """How many there are, those that are about nothing among them."""


def counted(texts: Sequence[tuple[str, str]]) -> list[Counts]:
    """What counts of each title and opening. It needs no other article: any process can do some of them."""
    counts: list[Counts] = []
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        titles, openings = _saying([title for title, _ in batch]), _saying([opening for _, opening in batch])
        for title, opening in zip(titles, openings, strict=True):
            found: Counts = {}
            for words, times in ((title, IN_TITLE), (opening, 1)):
                for word, says in words:
                    found[word] = found.get(word, 0) + times * says
            counts.append(found)
    return counts


def opening(article: Article) -> tuple[str, str]:
    """What is looked at of an article: its title without a column's name, its first sentences."""
    return COLUMN.sub("", article.title), "".join(article.paragraphs)[:OPENING]


def weighed(counts: Sequence[Counts], names: Collection[str] = ()) -> About:
    """What each article is about, by the counts of all. `names` are words to leave out."""
    number = dict(zip(dict.fromkeys(chain.from_iterable(counts)), count(), strict=False))
    words = list(number)
    word = np.fromiter(map(number.__getitem__, chain.from_iterable(counts)), np.int64)
    says = np.fromiter(chain.from_iterable(found.values() for found in counts), np.int64)
    article = np.repeat(np.arange(len(counts)), np.fromiter(map(len, counts), np.int64, len(counts)))
    kept = np.array([name not in names for name in words], np.bool_)[word]
    word, says, article = word[kept], says[kept], article[kept]
    steps = np.log2(np.maximum(np.bincount(word, minlength=len(words)), 1)) // log2(STEP)
    rare = log(FREQUENT) - log(STEP) * np.minimum(7, steps)
    heavy = np.minimum(says * rare[word], HEAVIEST).astype(np.int64)

    # Article, weight and word in one number: numpy sorts such numbers fifteen times as fast as it finds an order.
    order = np.array(sorted(range(len(words)), key=words.__getitem__), np.int64)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    bits = len(words).bit_length()
    assert len(counts).bit_length() + HEAVIEST.bit_length() + bits < 64, (
        "too many articles to be sorted as whole numbers"
    )
    key = np.sort((article * (HEAVIEST + 1) + HEAVIEST - heavy) << bits | rank[word])
    article = (key >> bits) // (HEAVIEST + 1)
    best = places(article) < MOST
    key, article = key[best], article[best]
    weight = (HEAVIEST - (key >> bits) % (HEAVIEST + 1)).astype(np.float64)
    size = np.sqrt(np.bincount(article, weight**2))
    return About(words, order[key & ((1 << bits) - 1)], article, weight / size[article], len(counts))


def places(groups: Ints) -> Ints:
    """Of each in its group, from 0; the groups stand one behind the other."""
    return np.arange(len(groups)) - np.searchsorted(groups, groups)


@cache
def _says() -> Ints:
    """How much each word of the dictionary says of an article, in hundredths; 0: nothing."""
    known = dictionary()
    least = np.array([LEAST_RARE.get(tag, np.inf) for tag in known.tags])[known.kind]
    least[[n for n in known.find(listed("matters.txt").split()).tolist() if n >= 0]] = 0.0
    least[[n for n in known.find([*stopped()]).tolist() if n >= 0]] = np.inf
    says = np.maximum(1, np.rint(100 * (known.rarity - COMMONEST)))
    return np.where(known.rarity < least, 0, says).astype(np.int64)


@cache
def stopped() -> frozenset[str]:
    """Words that say nothing."""
    return frozenset(listed("stopwords.txt").split())


def listed(name: str) -> str:
    """A list of words in `data/`."""
    return (importlib.resources.files("generator") / "data" / name).read_text(encoding="utf-8")


def _saying(texts: Sequence[str]) -> Iterator[list[tuple[str, int]]]:
    """The words of each text that say something, as jieba cuts it, and how much; all texts at once."""
    whole = "\n".join(text.replace("\n", " ") for text in texts)
    codes = codes_of(whole)
    start = np.flatnonzero(begins(codes))
    length = np.diff(start, append=len(codes))
    number = dictionary().lexicon.find(codes, start, length)
    says = np.where((number < 0) | (length < 2), 0, _says()[number])
    kept = np.flatnonzero(says)
    start, says, end = start[kept], says[kept], start[kept] + length[kept]
    said = [(whole[a:b], n) for a, b, n in zip(start.tolist(), end.tolist(), says.tolist(), strict=True)]
    ends = np.searchsorted(start, [*np.flatnonzero(codes == ord("\n")), len(codes)]).tolist()
    for first, last in pairwise([0, *ends]):
        yield said[first:last]
