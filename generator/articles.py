"""The article file of one issue: how it is written, and how a new segmentation meets what stands in it already.

A reviewed article is a person's and is never touched. An id belongs to a text for good: an article that is found again
keeps its id, whatever its neighbours became, and a new one gets a number that none had before. Where the article with
the highest number is gone, a comment at the head of the file remembers the number.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from generator.model import STAFF, STATUS, Article, Unplaced

SAME = 0.5  # share of runs of five characters from which two bodies are versions of one article
GIVEN = "# Numbers up to {}-{:02d} were given, and none is given twice.\n"
MOST = 2**31 - 1  # columns of a line: YAML folds none
_ID = re.compile(r"^(?:- id: ['\"]?|# Numbers up to )([a-z0-9-]+)-(\d+)\b", re.M)


class _Dumper(yaml.CSafeDumper):
    pass


class _Flow(dict[str, Any]):
    """Written on one line."""


class _Block(str):
    """Written below its field, a line for a line."""


_Dumper.add_representer(_Flow, lambda d, x: d.represent_mapping("tag:yaml.org,2002:map", x, flow_style=True))
_Dumper.add_representer(_Block, lambda d, x: d.represent_scalar("tag:yaml.org,2002:str", str(x), style="|"))


def to_yaml(
    paper: str, date: datetime.date, articles: Sequence[Article], unplaced: Iterable[Unplaced], before: str = ""
) -> str:
    """The text of `seeds/articles/PAPER-DATE.yml`; `before` is the text that it replaces."""
    data = {
        "paper": paper,
        "date": date,
        "articles": [_fields(article) for article in articles],
        "unplaced": [_Flow(u.model_dump(exclude_defaults=True)) for u in unplaced],
    }
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=MOST)
    now = given(text)
    gone = {prefix: number for prefix, number in given(before).items() if number > now.get(prefix, 0)}
    return "".join(GIVEN.format(prefix, number) for prefix, number in sorted(gone.items())) + text


def given(text: str) -> dict[str, int]:
    """The highest number that an article file says was ever given, by prefix (paper, date and page)."""
    highest: dict[str, int] = {}
    for prefix, number in _ID.findall(text):
        highest[prefix] = max(highest.get(prefix, 0), int(number))
    return highest


def _fields(article: Article) -> dict[str, Any]:
    said = article.model_dump(include=STAFF, exclude_defaults=True)  # only where something is
    first = {"id": article.id, **{name: said[name] for name in STATUS if name in said}}
    data = first | article.model_dump(exclude={"paper", "date", *STAFF}) | said
    data["body"] = _Block(article.body)
    data["authors"] = [_Flow(author) for author in data["authors"]]
    data["source"] = [_Flow(source | {"lines": list(source["lines"])}) for source in data["source"]]
    data["captions"] = list(data["captions"])
    if article.reviewed or article.confidence is None:
        del data["confidence"]
    return data


def numbered(found: Iterable[Article], old: Sequence[Article], prefix: str, last: int) -> list[Article]:
    """The articles found on a page with their ids: known ones keep theirs, new ones get numbers never used before.

    `old` are all articles that the file holds, reviewed ones among them; `prefix` is that of the page's ids, `last` the
    highest number that was ever given under it.
    """
    articles = list(found)
    known = [a for a in old if not a.reviewed and a.id.startswith(f"{prefix}-")]
    pairs = sorted(
        ((_likeness(a, b), n, m) for n, a in enumerate(articles) for m, b in enumerate(known)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    ids: dict[int, str] = {}
    for likeness, n, m in pairs:
        if likeness >= SAME and n not in ids and known[m].id not in ids.values():
            ids[n] = known[m].id
    free = last + 1
    for n in range(len(articles)):
        if n not in ids:
            ids[n] = f"{prefix}-{free:02d}"
            free += 1
    return [article.model_copy(update={"id": ids[n]}) for n, article in enumerate(articles)]


def _likeness(a: Article, b: Article) -> float:
    """F1 of the runs of five characters of two bodies."""
    x, y = _shingles(a.body), _shingles(b.body)
    return 2 * (x & y).total() / (x.total() + y.total())


def _shingles(text: str) -> Counter[str]:
    squashed = "".join(text.split())
    return Counter(squashed[i : i + 5] for i in range(max(1, len(squashed) - 4)))


def lines_of(articles: Iterable[Article]) -> set[tuple[str, int]]:
    """File and number of every line that the articles are made of."""
    return {
        (source.file, n)
        for article in articles
        for source in article.source
        for n in range(source.lines[0], source.lines[1] + 1)
    }


def changes(old: Sequence[Article], new: Sequence[Article]) -> list[str]:
    """What a segmentation changed, a line an article: + new, - gone, ~ changed and in which fields."""
    before = {article.id: article for article in old}
    after = {article.id: article for article in new}
    out = []
    for id in sorted(before.keys() | after.keys()):
        a, b = before.get(id), after.get(id)
        if a is None and b is not None:
            out.append(f"+ {id} {b.title}")
        elif b is None and a is not None:
            out.append(f"- {id} {a.title}")
        elif a and b:
            fields = [f for f in Article.model_fields if f != "confidence" and getattr(a, f) != getattr(b, f)]
            out += [f"~ {id} {b.title}: {', '.join(fields)}"] if fields else []
    return out
