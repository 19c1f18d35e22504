"""Ids of an article file that bear another article's text: two were exchanged, one was given the number of another, a
new article the number of one that was deleted. The address of the one would show the other.

1. An article is exactly what the machine wrote under another id of the file's record.
2. An article has an id that the machine gave, and no `source`: the machine and the desk write one, also where it is
   empty, so somebody has written this one anew.

Whoever corrects an article under its own id, however much, does neither.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from generator.base.model import Article
from generator.base.problems import Problem
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.machine_record import MachineRecord, own_id


class Found(Protocol):
    """An article and where it stands (article_files.py)."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def article(self) -> Article: ...
    @property
    def untouched(self) -> bool: ...


def problems(file: str, items: Sequence[Any], line: Lines, record: MachineRecord) -> Iterator[Problem]:
    """One for each article of the file that has an id of another; `items` are the articles as they stand there."""
    articles = [(n, item) for n, item in enumerate(items) if isinstance(item, Mapping)]
    often = Counter(id for _, item in articles if isinstance(id := item.get("id"), str))
    once = [(n, item["id"], item) for n, item in articles if often.get(str(item.get("id"))) == 1]  # else doubled.py
    others = [(n, id, item) for n, id, item in once if id in record.articles and not own_id(item, [id], record)]
    mine = {id for _, id, _ in once} - {id for _, id, _ in others}
    free = sorted(record.articles.keys() - mine)
    for n, id, item in others:
        if own := own_id(item, free, record):
            yield _given_away(file, line(("articles", n)), id, own)
        elif "source" not in item:
            what = f"the id {id} was given to an article of a page, and this one does not say which lines it has"
            mend = "Give it the next free number of its page; if it is that article, write its source back."
            yield Problem(file, line(("articles", n)), what, mend)


def since_last_build(before: Iterable[Article], found: Iterable[Found]) -> Iterator[Problem]:
    """One for each article that says to the letter what the last build read under another id, where its own was
    another's: persons had worked on both, and no record tells whose they are."""
    said = {article.id: (article.title, article.body) for article in before if article.id}
    if not said:
        return
    there = [(f, (f.article.title, f.article.body)) for f in found if f.article.id in said]
    free = said.keys() - {f.article.id for f, text in there if text == said[f.article.id]}
    of = {said[id]: id for id in sorted(free, reverse=True)}
    for f, text in there:
        if not f.untouched and text != said[f.article.id] and (own := of.get(text)):
            yield _given_away(f.file, f.line, f.article.id, own)


def _given_away(file: str, line: int, id: str, own: str) -> Problem:
    what = f"the id {id} was given to another article, and this one had the id {own}"
    return Problem(file, line, what, "Write that back; a new article gets the next free number of its page.")
