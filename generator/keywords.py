"""What an article is about: its words, weighed; from them subjects.

1. The words of title and opening (a newspaper says what it reports in its first sentences), cut by jieba.
2. A word counts where it is a noun of two and more characters, is rare in Chinese at large by jieba's table, and is no
   name: people and places have pages of their own. `data/stopwords.txt` lists what is left and says nothing.
3. It weighs the more the rarer it is in Chinese and, in large steps, in this archive; three times as much in the title.
"""

import importlib.resources
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from math import log, log2

import numpy as np

from generator.bounds import begins
from generator.model import Article
from generator.words import COMMONEST, rarity, tags

OPENING = 120  # characters of the body: its first sentences
BATCH = 10_000  # articles that are cut at once: a million characters
LEAST_RARE = {**dict.fromkeys(["n", "nz", "l", "i", "j", "nt", "an"], 6.0), "v": 9.0, "vn": 9.0}
"""The rarity from which a word says something, by its tag: 工作 has 4.2, 会议 5.0, 口罩 9.0, 脱贫 11.2. No names."""
IN_TITLE = 3
FREQUENT = 2**15  # articles
STEP = 4  # how many times more articles of a word make it weigh less: it changes seldom when an issue is added
MOST = 8  # words of an article
COLUMN = re.compile(r"[（(][^（）()]*[）)]$")  # a column's name behind a headline: it holds many matters
OF_ARTICLE = 4  # subjects of an article
LEAST = 3  # articles of a subject
SUBJECTS = 400  # of an archive, those with most articles: more are not read through

Counts = dict[str, int]
"""The words of title and opening that may say something of an article, and how often each stands there."""
About = dict[str, float]
"""The words that an article is about, the weightiest first, with their weights; the squares of these add up to one."""


def counted(texts: Sequence[tuple[str, str]]) -> list[Counts]:
    """What counts of each title and opening. It needs no other article: any process can do some of them."""
    counts: list[Counts] = []
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        titles, openings = _cut([title for title, _ in batch]), _cut([opening for _, opening in batch])
        for title, opening in zip(titles, openings, strict=True):
            found: Counts = {}
            for words, times in ((title, IN_TITLE), (opening, 1)):
                for word in words:
                    if len(word) > 1 and _says(word):
                        found[word] = found.get(word, 0) + times
            counts.append(found)
    return counts


def opening(article: Article) -> tuple[str, str]:
    """What is looked at of an article: its title without a column's name, its first sentences."""
    return COLUMN.sub("", article.title), "".join(article.paragraphs)[:OPENING]


def weighed(counts: Sequence[Counts], names: Collection[str] = ()) -> list[About]:
    """What each article is about, by the counts of all. `names` are words to leave out."""
    left_out = frozenset(names)
    kept = [
        found if left_out.isdisjoint(found) else {word: n for word, n in found.items() if word not in left_out}
        for found in counts
    ]
    spread = Counter(chain.from_iterable(kept))

    worth = {
        word: _says(word) * (log(FREQUENT) - log(STEP) * min(7, int(log2(n) / log2(STEP))))
        for word, n in spread.items()
    }

    def about(found: Counts) -> About:
        heavy = {word: n * worth[word] for word, n in found.items()}
        best = sorted(heavy.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
        size = sum(weight**2 for _, weight in best) ** 0.5 or 1.0
        return {word: weight / size for word, weight in best}

    return [about(found) for found in kept]


@cache
def _says(word: str) -> float:
    """How much a word says of an article; 0: nothing."""
    least = LEAST_RARE.get(tags().get(word, ""))
    return rarity(word) - COMMONEST if least is not None and rarity(word) >= least and word not in _stopped() else 0.0


@cache
def _stopped() -> frozenset[str]:
    return frozenset(
        (importlib.resources.files("generator") / "data/stopwords.txt").read_text(encoding="utf-8").split()
    )


def _cut(texts: Sequence[str]) -> Iterator[list[str]]:
    """The words of each text as jieba cuts them, all texts at once."""
    whole = "\n".join(text.replace("\n", " ") for text in texts)
    starts = np.flatnonzero(begins(np.frombuffer(whole.encode("utf-32-le"), np.uint32).astype(np.int64))).tolist()
    words: list[str] = []
    for start, end in pairwise([*starts, len(whole)]):
        word = whole[start:end]
        if word == "\n":
            yield words
            words = []
        else:
            words.append(word)
    yield words


def subjects(about: Sequence[About], ids: Sequence[str]) -> dict[str, list[str]]:
    """The subjects of each article, by its id: of its weightiest words those that enough articles are about."""
    heaviest = [list(found)[:OF_ARTICLE] for found in about]
    counts = Counter(word for found in heaviest for word in found)
    common = sorted((word for word, n in counts.items() if n >= LEAST), key=lambda word: (-counts[word], word))
    kept = set(common[:SUBJECTS])
    return {id: [word for word in found if word in kept] for id, found in zip(ids, heaviest, strict=True)}
