"""What an article is about: its words, weighed; from them subjects, and the articles that have most in common with it.

1. The words of title and opening (a newspaper says what it reports in its first sentences), cut by jieba.
2. A word counts where it is a noun of two and more characters, is rare in Chinese at large by jieba's table, and is no
   name: people and places have pages of their own. `data/stopwords.txt` lists what is left and says nothing.
3. It weighs the more the rarer it is in Chinese and in this archive, and three times as much in the title.
4. Two articles are related where the words that both are about make them alike. Each is compared with those alone that
   share a word with it, and through no word that more than WIDEST articles are about: the cost grows with the number of
   articles, not with its square.
"""

import importlib.resources
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from math import log

import numpy as np

from generator.bounds import begins
from generator.model import Article
from generator.words import COMMONEST, rarity, tags

OPENING = 120  # characters of the body: its first sentences
BATCH = 10_000  # articles that are cut at once: a million characters
LEAST_RARE = {**dict.fromkeys(["n", "nz", "l", "i", "j", "nt", "an"], 6.0), "v": 9.0, "vn": 9.0}
"""The rarity from which a word says something, by its tag: 工作 has 4.2, 会议 5.0, 口罩 9.0, 脱贫 11.2. No names."""
IN_TITLE = 3
FLOOR = 1000  # articles: what a smaller archive says of a word's rarity is chance
MOST = 8  # words of an article
WIDEST = 400  # articles of one word: with 8,000 subjects of a daily's year, two in a hundred have more
ALIKE = 0.25  # cosine: below it the pairs of a daily's year share a phrase and no matter
SHARED = (
    2  # words; of pairs that share one alone, like 白方 of Belarus and of a game of go, most have no more in common
)
COLUMN = re.compile(r"[（(][^（）()]*[）)]$")  # a column's name behind a headline: it holds many matters
RELATED = 5
OF_ARTICLE = 4  # subjects of an article
LEAST = 3  # articles of a subject
SUBJECTS = 400  # of an archive, those with most articles: more are not read through

About = dict[str, float]
"""The words that an article is about, the weightiest first, with their weights; the squares of these add up to one."""


def keywords(articles: Sequence[Article], names: Collection[str] = ()) -> list[About]:
    """What each article is about. `names` are words to leave out."""
    data = importlib.resources.files("generator") / "data"
    skipped = {*names, *(data / "stopwords.txt").read_text(encoding="utf-8").split()}
    known: dict[str, float] = {}

    def weigh(word: str) -> float:
        """How much a word says of an article; 0: nothing."""
        if word not in known:
            least = LEAST_RARE.get(tags().get(word, ""))
            says = least is not None and rarity(word) >= least and word not in skipped
            known[word] = rarity(word) - COMMONEST if says else 0.0
        return known[word]

    counts: list[Counter[str]] = []
    spread: Counter[str] = Counter()
    for first in range(0, len(articles), BATCH):
        batch = articles[first : first + BATCH]
        titles = _cut([COLUMN.sub("", article.title) for article in batch])
        openings = _cut(["".join(article.paragraphs)[:OPENING] for article in batch])
        for title, opening in zip(titles, openings, strict=True):
            found: Counter[str] = Counter()
            for words, times in ((title, IN_TITLE), (opening, 1)):
                for word in words:
                    if len(word) > 1 and weigh(word):
                        found[word] += times
            counts.append(found)
            spread.update(found.keys())

    def weighed(found: Counter[str]) -> About:
        heavy = {word: n * weigh(word) * log((len(counts) + FLOOR) / spread[word]) for word, n in found.items()}
        best = sorted(heavy.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
        size = sum(weight**2 for _, weight in best) ** 0.5 or 1.0
        return {word: weight / size for word, weight in best}

    return [weighed(found) for found in counts]


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


def related(about: Sequence[About], most: int = RELATED) -> list[list[int]]:
    """The numbers of the articles that are most like each one, the likest first."""
    lists: dict[str, tuple[list[int], list[float]]] = {}
    for number, found in enumerate(about):
        for word, weight in found.items():
            numbers, weights = lists.setdefault(word, ([], []))
            numbers.append(number)
            weights.append(weight)
    arrays = {
        word: (np.array(numbers), np.array(weights))
        for word, (numbers, weights) in lists.items()
        if 1 < len(numbers) <= WIDEST
    }
    out: list[list[int]] = []
    for number, found in enumerate(about):
        shared = [(arrays[word], weight) for word, weight in found.items() if word in arrays]
        if not shared:
            out.append([])
            continue
        others, where = np.unique(np.concatenate([numbers for (numbers, _), _ in shared]), return_inverse=True)
        alike = np.bincount(where, np.concatenate([weights * weight for (_, weights), weight in shared]))
        alike[(others == number) | (np.bincount(where) < SHARED)] = 0
        order = np.lexsort((others, -alike.round(9)))[:most]
        out.append([int(others[i]) for i in order if alike[i] >= ALIKE])
    return out
