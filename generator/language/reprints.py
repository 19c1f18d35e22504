"""Articles that say for the most part what another one says (同稿): the wire's copy in several newspapers, shortened,
corrected, joined with paragraphs of their own.

1. Each text has a sketch (sketch.py): some numbers that stand for its runs of 24 letters. Two articles are compared
   where they have `NUMBERS` in common and seem to have `LIKELY` of a text. An article is looked at with the next `NEAR`
   that have a number: the cost grows with the archive, not with its square.
2. A number that `FORM` articles of one newspaper have is one of a form (weather, notices, 编者按), and tells nothing.
   Two articles most of whose common numbers tell nothing are not compared.
3. Of those the texts are compared, letter by letter: how much of each stands in runs that the other has, too. One is
   the other's reprint where that is `MOST` of either and `LEAST` letters. What a newspaper prints once more on another
   day, or any more than `SOON` days later, is a form in most cases: then it has to be nearly `ALL`.
   So has what is a notice; one that a newspaper prints again is no reprint at all.
4. Texts of fewer letters than that are of forms to a good part, and are left out; so are fillers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.base.model import Article
from generator.language.needles import spelled
from generator.language.sketch import DIGITS, RUN, numbered, sketch_of

LEAST = 120  # letters; in a daily's year 23 pairs of 致读者, 预告 and 任免名单 are shorter, and two of the wire's
MOST = 0.5
ALL, NEVER = 0.9, 2.0
NUMBERS, LIKELY = 2, 0.15
FORM = 4  # articles
SOON = 31  # days, in which weeklies print the wire's copy, too
NEAR = 32  # articles

_BITS = 24  # of an article's number
_NUMBER = 4 * DIGITS  # bits of one of a sketch

Ints = NDArray[np.int64]


class Sketched(NamedTuple):
    """What is known of an article when it is compared with all others."""

    sketch: str
    """Of its text; "" of one that is not compared."""
    article: Article


class Shares(NamedTuple):
    """What two texts have in common: letters that stand in runs of both."""

    of_one: int
    of_other: int
    """Another number where one says a thing twice."""
    one: int
    """All letters of the one text."""
    other: int


@dataclass(frozen=True)
class Pair:
    """Two articles, the one before the other in the archive."""

    one: int
    other: int
    of_one: float
    """How much of the one stands in the other, 0 to 1."""
    of_other: float

    @property
    def mutual(self) -> bool:
        """Most of each stands in the other: they are one text, more or less."""
        return min(self.of_one, self.of_other) >= MOST


def sketched(texts: Sequence[str]) -> list[str]:
    """That of each text. It needs no other article: any process can do some of them."""
    every = map(spelled, texts)
    return [sketch_of(letters) if len(letters) >= LEAST else "" for letters in every]


def text_of(article: Article) -> str:
    """What of an article is compared; "" of one that is left out."""
    return "" if article.kind == "filler" else article.body


def likely(articles: Sequence[Sketched]) -> list[tuple[int, int]]:
    """The numbers of articles whose texts are worth to be compared, in order."""
    lengths = np.fromiter((len(each.sketch) // DIGITS for each in articles), np.int64, len(articles))
    number = np.frombuffer(bytes.fromhex("".join(each.sketch for each in articles)), ">u4").astype(np.int64)
    article = np.repeat(np.arange(len(articles)), lengths)
    ends = np.cumsum(lengths)
    highest = np.append(number, 0)[ends - 1] if len(number) else number
    number_of, of, says = _ordered(number, article, [each.article.paper for each in articles])
    common = [np.zeros(0, np.int64)]
    for step in range(1, NEAR + 1):
        same = np.flatnonzero(number_of[:-step] == number_of[step:])
        if not len(same):
            break
        pair = np.sort([of[same], of[same + step]], axis=0)
        common.append((pair[0] << _BITS | pair[1]) << 1 | says[same])
    every = np.sort(np.concatenate(common))
    starts = np.flatnonzero(np.diff(every >> 1, prepend=-1))
    pair, shared = every[starts] >> 1, np.diff(starts, append=len(every))
    telling = np.add.reduceat(every & 1, starts) if len(starts) else shared
    worth = (telling >= NUMBERS) & (2 * telling >= shared)
    pair, telling = pair[worth], telling[worth]
    one, other = pair >> _BITS, pair & (1 << _BITS) - 1
    # Below the highest number of both a sketch has all numbers of its text.
    both = np.minimum(highest[one], highest[other])
    known = article << _NUMBER | number
    sizes = [np.searchsorted(known, of << _NUMBER | both, "right") - (ends - lengths)[of] for of in (one, other)]
    kept = telling >= LIKELY * np.minimum(*sizes)
    return list(zip(one[kept].tolist(), other[kept].tolist(), strict=True))


def _ordered(number: Ints, article: Ints, papers: Sequence[str]) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """The numbers in order, of which article each is, and whether it tells something: no form has it. `papers`: the
    newspaper of each article."""
    known = {paper: n for n, paper in enumerate(dict.fromkeys(papers))}
    below, wide = len(papers).bit_length(), len(known).bit_length()
    assert _NUMBER + wide + below < 64, "too many articles to be sorted as whole numbers"
    paper = np.array([known[name] for name in papers], np.int64)[article]
    order = np.sort((number << wide | paper) << below | article)
    of_paper, number, article = order >> below, order >> wide + below, order & (1 << below) - 1
    forms = number[FORM - 1 :][of_paper[FORM - 1 :] == of_paper[: 1 - FORM]]
    place = np.minimum(np.searchsorted(forms, number), len(forms) - 1)
    return number, article, forms[place] != number if len(forms) else np.ones(len(number), np.bool_)


def common(pairs: Iterable[tuple[str, str]]) -> list[Shares]:
    """What the texts of each pair have in common."""
    found = []
    for pair in pairs:
        one, other = map(spelled, pair)
        runs, others = numbered(one), numbered(other)
        found.append(Shares(_covered(runs, others), _covered(others, runs), len(one), len(other)))
    return found


def _covered(runs: NDArray[np.uint64], others: NDArray[np.uint64]) -> int:
    """How many letters stand in the runs that are among the others."""
    at = np.flatnonzero(np.isin(runs, others))
    return int(np.minimum(np.diff(at, append=at[-1:] + RUN), RUN).sum())


def chosen(articles: Sequence[Sketched], compared: Iterable[tuple[tuple[int, int], Shares]]) -> list[Pair]:
    """Of pairs that were compared those that are reprints, in order."""
    found = []
    for (one, other), shares in compared:
        of_one, of_other = shares.of_one / shares.one, shares.of_other / shares.other
        least = _least(articles[one].article, articles[other].article)
        if max(shares.of_one, shares.of_other) >= LEAST and max(of_one, of_other) >= least:
            found.append(Pair(one, other, of_one, of_other))
    return found


def _least(one: Article, other: Article) -> float:
    """The share of the one or the other that makes them reprints."""
    own, apart = one.paper == other.paper, abs(one.date.first - other.date.first).days
    if "notice" in (one.kind, other.kind):
        return NEVER if own else ALL
    return ALL if apart > (0 if own else SOON) else MOST


def reprints(articles: Sequence[Article]) -> list[Pair]:
    """All of it, here and now."""
    sketches = sketched([text_of(article) for article in articles])
    every = [Sketched(sketch, article) for sketch, article in zip(sketches, articles, strict=True)]
    pairs = likely(every)
    texts = ((articles[one].body, articles[other].body) for one, other in pairs)
    return chosen(every, zip(pairs, common(texts), strict=True))


def percent(share: float) -> int:
    """As it is shown: a whole text only where nothing of it is another one."""
    return int(100 * share)


def groups(found: Sequence[Pair], articles: int) -> list[int | None]:
    """Of each article the first of those that are one text with it, itself among them; None where it is alone."""
    first = list(range(articles))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = number = first[first[number]]
        return number

    several: set[int] = set()
    for pair in found:
        if pair.mutual:
            a, b = sorted((root(pair.one), root(pair.other)))
            first[b] = a
            several |= {pair.one, pair.other}
    return [root(number) if number in several else None for number in range(articles)]
