"""Newspaper-like archives of any size: made from jieba's words, or of the articles of a corpus.

The same number gives the same archive: no clock, and a random source of its own for each issue, so that one more issue
changes none of the others. Words come as often as they do in Chinese at large (Zipf's law), those of an article's own
subject again and again; lengths are spread like a newspaper's, many briefs and few long ones. What it says is nonsense.
"""

import datetime
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count, groupby, islice
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generator.base.model import Article
from generator.language.names import SURNAMES
from generator.language.places import gazetteer
from generator.language.words import dictionary
from generator.seeds.articles import to_yaml

Record = dict[str, Any]
"""An article as a line of seeds/articles/*.jsonl."""

REQUIRED = "paper", "date", "title", "body"
ARTICLES = 40  # of an issue
PAGES = 8
MEDIAN, SPREAD = 495, 0.9  # characters of a text, log-normal: 750 in the mean
SHORTEST, LONGEST = 60, 8000
OWN = 0.35  # share of nouns and verbs that are the article's own subject
ROUND = 53 * 7  # days by which a corpus that is read once more is moved: more than a year, the same weekday
PAPERS = {
    "lvliang": ("吕梁样报", "吕梁市", "141100", 2018),
    "yanan": ("延安样报", "延安市", "610600", 2019),
    "handan": ("邯郸样报", "邯郸市", "130400", 2020),
    "anyang": ("安阳样报", "安阳市", "410500", 2021),
}
"""Name, place, its code, year of the first issue."""

KINDS = {"n": ("n", "vn", "nt", "l"), "v": ("v",), "a": ("a", "b", "i"), "d": ("d", "ad"), "p": ("p",), "t": ("t", "s")}
"""Tags of jieba's dictionary by the letter that stands for them in a clause."""
CLAUSES = tuple(
    clause.split()
    for clause in (
        "n v n",
        "n d v 了 n",
        "n 和 n v a 的 n",
        "p n v n",
        "p n 、 n 的 n 中 v n",
        "t ， n d v n",
        "d v n 、 n 、 n",
        "n v m u n",
        "v n m u",
        "n p n v 着 n",
        "a 的 n v p n",
        "d v a 的 n",
        "对 n v n",
        "n 是 n 的 n",
        "v n ， v n",
        "n 达 m u ， 比 t d v m %",
        "把 n v 到 n 上",
    )
)
HEADLINES = tuple(clause.split() for clause in ("n v n", "a n v n", "v n n", "n d v n", "n v m u n", "n n v n"))
UNITS = ("万元", "亿元", "公里", "户", "亩", "人", "个", "家", "项", "吨", "名", "次")
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌红梅志远晓东海波"
ROLES = ("记者", "记者", "记者", "通讯员", "实习记者")


@dataclass(frozen=True)
class Issue:
    """One day's paper."""

    paper: str
    date: datetime.date
    articles: Sequence[Record]
    said: str = ""
    """What the list of issues says of it besides."""


# ---- the maker -----------------------------------------------------------------------------------------------------


def made(number: int) -> Iterator[Issue]:
    """So many articles, in issues of about ARTICLES: the papers by turns, each with a date after the other."""
    keys, n = list(PAPERS), 0
    while number > 0:
        key = keys[n % len(keys)]
        date = datetime.date(PAPERS[key][3], 3, 1) + datetime.timedelta(n // len(keys))
        size = Random(f"{key} {date}").randint(ARTICLES - 6, ARTICLES + 6)
        yield issue(key, date, min(size, number))
        number -= size
        n += 1


def issue(paper: str, date: datetime.date, articles: int = ARTICLES) -> Issue:
    """An issue of any paper; one that is not among PAPERS is of no place."""
    writer = _Writer(Random(f"{paper}-{date}"), _counties(PAPERS[paper][2]) if paper in PAPERS else ())
    per_page: defaultdict[int, int] = defaultdict(int)
    records = []
    for n in range(articles):
        page = 1 + n * PAGES // articles
        per_page[page] += 1
        head = {"id": f"{paper}-{date}-{page:02d}-{per_page[page]:02d}", "paper": paper, "date": f"{date}"}
        records.append({**head, "page": page, **writer.article()})
    return Issue(paper, date, records)


class _Writer:
    """Writes the articles of one issue."""

    def __init__(self, chance: Random, counties: Sequence[str]) -> None:
        self.chance, self.counties = chance, counties
        self.drawn: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.own: dict[str, list[str]] = {}
        self.reporters = [self._name() for _ in range(12)]

    def article(self) -> Record:
        chance = self.chance
        self.own = {"n": [self._word("n") for _ in range(8)], "v": [self._word("v") for _ in range(4)]}
        county = chance.choice(self.counties) if self.counties and chance.random() < 0.8 else None
        length = min(max(chance.lognormvariate(math.log(MEDIAN), SPREAD), SHORTEST), LONGEST)
        authors = [{"name": chance.choice(self.reporters), "role": chance.choice(ROLES)}] * (chance.random() < 0.7)
        headline = "　".join(self._clause(HEADLINES) for _ in range(chance.choice((1, 1, 2))))
        return {
            "kicker": self._clause(HEADLINES) if chance.random() < 0.2 else None,
            "title": headline,
            "subtitle": f"——{self._clause(HEADLINES)}" if chance.random() < 0.15 else None,
            "authors": authors,
            "byline": f"本报讯 （{authors[0]['role']} {authors[0]['name']}）" if authors else None,
            "county": county,
            "county_source": "text" if county else None,
            "kind": "notice" if chance.random() < 0.05 else "news",
            "body": self._body(county or "", length),
            "captions": [f"图为{self._clause(CLAUSES)}。"] if chance.random() < 0.08 else [],
        }

    def _body(self, opening: str, length: float) -> str:
        """Paragraphs of one to five sentences, until they are long enough."""
        paragraphs: list[str] = []
        written = 0
        while written < length:
            text = opening if not paragraphs else ""
            for _ in range(self.chance.randint(1, 5)):
                text += self._sentence()
                if written + len(text) >= length:
                    break
            paragraphs.append(text)
            written += len(text)
        return "\n\n".join(paragraphs)

    def _sentence(self) -> str:
        clauses = [self._clause(CLAUSES) for _ in range(self.chance.choice((1, 2, 2, 3, 4)))]
        if self.chance.random() < 0.05:
            clauses[-1] = f"“{clauses[-1]}”"
        return "，".join(clauses) + self.chance.choice("。。。。。。。。。！")

    def _clause(self, patterns: Sequence[Sequence[str]]) -> str:
        return "".join(map(self._token, self.chance.choice(patterns)))

    def _token(self, token: str) -> str:
        chance = self.chance
        if token == "m":
            return f"{chance.randint(2, 300)}" if chance.random() < 0.6 else f"{chance.random() * 100:.1f}"
        if token == "u":
            return chance.choice(UNITS)
        own = self.own.get(token)
        if own and chance.random() < OWN:
            return own[int(len(own) * chance.random() ** 2)]  # the first of them most often
        return self._word(token) if token in KINDS else token

    def _word(self, kind: str) -> str:
        drawn = self.drawn[kind]
        if not drawn:
            words, weights = _lexicon()[kind]
            drawn += self.chance.choices(words, cum_weights=weights, k=512)
        return drawn.pop()

    def _name(self) -> str:
        return self.chance.choice(SURNAMES) + "".join(self.chance.choices(GIVEN, k=self.chance.choice((1, 2, 2))))


@cache
def _lexicon() -> Mapping[str, tuple[Sequence[str], Sequence[int]]]:
    """Words of each kind, the commonest first, with the sums of how often they stand in Chinese at large."""
    words, numbers, tags = dictionary()
    times, known = (dict(zip(words, of, strict=True)) for of in (numbers.tolist(), tags))
    kind_of = {tag: kind for kind, of in KINDS.items() for tag in of}
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, tag in known.items():
        kind = kind_of.get(tag)
        if kind and times[word] and re.fullmatch("[一-鿿]+", word) and (len(word) > 1 or kind in "dp"):
            found[kind][word] = times[word]
    ordered = {kind: sorted(words, key=lambda word: (-words[word], word)) for kind, words in found.items()}
    return {kind: (words, [*accumulate(times[word] for word in words)]) for kind, words in ordered.items()}


@cache
def _counties(city: str) -> Sequence[str]:
    codes = (gazetteer().get(f"{city[:4]}{n:02d}") for n in range(1, 100))
    return [place.name for place in codes if place]


# ---- a corpus ------------------------------------------------------------------------------------------------------


def from_corpus(read: Callable[[], Iterable[Record]], number: int) -> Iterator[Issue]:
    """The first `number` of articles that come ordered by issue; where they are fewer, again under later dates."""
    again = (_moved(article, turn) for turn in count() for article in read())
    for (paper, date), articles in groupby(islice(again, number), lambda a: (a["paper"], a["date"])):
        yield Issue(paper, datetime.date.fromisoformat(date), list(articles))


def _moved(article: Record, turn: int) -> Record:
    if not turn:
        return article
    date = f"{datetime.date.fromisoformat(article['date']) + datetime.timedelta(turn * ROUND)}"
    return {**article, "date": date, "id": article["id"].replace(article["date"], date)}


# ---- seeds/ --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """What stands in seeds/."""

    articles: int
    issues: int
    characters: int
    """Of titles and texts, white space not counted."""
    last: Issue


def write(root: Path, issues: Iterable[Issue], form: str = "jsonl") -> Written:
    """seeds/ of an archive, a file for each issue, one issue in memory at a time; `form`: jsonl, bare (the same with
    nothing but what is required), yml (as `segment` writes it)."""
    (root / "seeds/articles").mkdir(parents=True)
    papers: dict[str, None] = {}
    listed, articles, characters = [], 0, 0
    for issue in issues:
        papers[issue.paper] = None
        listed.append(_listed(issue))
        articles += len(issue.articles)
        characters += sum(len("".join((a["title"] + a["body"]).split())) for a in issue.articles)
        _write_articles(root, issue, form)
    described = "".join(map(_described, papers))
    (root / "seeds/issues.yml").write_text(f"papers:\n{described}issues:\n{''.join(listed)}", encoding="utf-8")
    return Written(articles, len(listed), characters, issue)


def add(root: Path, issue: Issue, form: str = "jsonl") -> None:
    """One more issue."""
    with (root / "seeds/issues.yml").open("a", encoding="utf-8") as file:
        file.write(_listed(issue))
    _write_articles(root, issue, form)


def correct(root: Path) -> None:
    """One character of one article, in the middle of the archive."""
    files = sorted((root / "seeds/articles").iterdir(), key=lambda path: path.stem[-10:])  # by date
    path = files[len(files) // 2]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yml":
        issue = yaml.load(text, yaml.CSafeLoader)
        articles = [{"paper": issue["paper"], "date": issue["date"], **article} for article in issue["articles"]]
    else:
        articles = [json.loads(line) for line in text.splitlines()]
    first = articles[0]
    middle = len(first["body"]) // 2
    first["body"] = f"{first['body'][:middle]}正{first['body'][middle:]}"
    _write_articles(root, Issue(first["paper"], first["date"], articles), path.suffix[1:])


def _write_articles(root: Path, issue: Issue, form: str) -> None:
    path = root / f"seeds/articles/{issue.paper}-{issue.date}.{'yml' if form == 'yml' else 'jsonl'}"
    if form == "yml":
        text = to_yaml(
            (issue.paper, f"{issue.date}"), [Article.model_validate(article) for article in issue.articles], []
        )
    else:
        records = ({name: a[name] for name in (REQUIRED if form == "bare" else a)} for a in issue.articles)
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")


def _listed(issue: Issue) -> str:
    return f"  - {{paper: {issue.paper}, date: {issue.date}{issue.said}}}\n"


def _described(key: str) -> str:
    name, place, adcode, _ = PAPERS.get(key, (key, "", "", 0))
    home = f'    place: {place}\n    adcode: "{adcode}"\n' if place else ""
    return f"  {key}:\n    name: {name}\n{home}"
