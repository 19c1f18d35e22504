"""Ids of an article file that bear another article's text: two were exchanged, one was given the number of another, a
new article the number of one that was deleted. The address of the one would show the other.

1. An article is exactly what the machine wrote under another id of the file's record.
2. It says exactly what was published under another id, which says that no more (`seeds/days.tsv` has a digest of that).
3. An article has an id that the machine gave, and no lines of its own: no `source`, or that of another article, which
   was copied. Machine and desk write one (the desk an empty one, where all lines were taken from an article that a
   person wrote in), so somebody has written this one anew, unless it says what its id has always said, by `days.tsv`
   or, where it is closed, `closed.tsv`.

Whoever corrects an article under its own id, however much, does none of these.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from generator.base.identity import ARTICLE_ID
from generator.base.model import Article
from generator.base.problems import Problem
from generator.language.sketch import alike, sketch
from generator.seeds import closed_before
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.files.reader import Reader
from generator.seeds.machine_record import MachineRecord, own_id

DAYS = "seeds/days.tsv"
_DAY = re.compile(r"^(\S+)\t\S+\t\S+\t([0-9a-f]+)$", re.M)
"""An article with what stands for its text (days.py)."""
NONE = "-"  # begins no digest
_GIVEN = " was given to a"


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


def problems(
    root: Path, file: str, head: Mapping[str, Any], items: Sequence[Any], line: Lines, record: MachineRecord
) -> Iterator[Problem]:
    """One for each article of the file that has an id of another; `items` are the articles as they stand there, `head`
    is what the file says of all."""
    articles = [(n, item) for n, item in enumerate(items) if isinstance(item, Mapping)]
    often = Counter(id for _, item in articles if isinstance(id := item.get("id"), str))
    once = [(n, item["id"], item) for n, item in articles if often.get(str(item.get("id"))) == 1]  # else doubled.py
    others = [(n, id, item) for n, id, item in once if id in record.articles and not own_id(item, [id], record)]
    mine = {id for _, id, _ in once} - {id for _, id, _ in others}
    if not others:
        return
    free = sorted(record.articles.keys() - mine)
    known = _Known(root, head, {id: item for _, id, item in once})
    for n, id, item in others:
        if own := own_id(item, free, record) or known.other(id):
            yield _given_away(file, line(("articles", n)), id, own)
        elif not known.still(id) and (why := _without_lines(item, [one for _, other, one in once if other in mine])):
            mend = "Give it the next free number of its page; if it is that article, write its source back."
            yield Problem(
                file, line(("articles", n)), f"the id {id} was given to an article of a page, and {why}", mend
            )


def _without_lines(item: Mapping[str, Any], mine: Iterable[Mapping[str, Any]]) -> str:
    """Why an article has no lines of its own; empty where it has. Those of `mine` are their articles' for certain."""
    if (source := item.get("source")) is None:
        return "this one does not say which lines it has"
    copied = bool(source) and any(one.get("source") == source for one in mine)
    return "the lines of this one are another article's" if copied else ""


def refused(found: Iterable[Problem], file: str) -> list[Problem]:
    """Those of the problems that say of a file that its ids are others'."""
    return [problem for problem in found if problem.file == file and _GIVEN in problem.what]


class _Known:
    """What articles say, beside what was known of their ids before."""

    def __init__(self, root: Path, head: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]]) -> None:
        self._root, self._head, self._items = root, head, items
        self._published = published(root)
        self._says: dict[str, str] = {}

    def still(self, id: str) -> bool:
        """Whether an article says what was published under its id, or closed."""
        if known := self._published.get(id):
            return self._of(id).startswith(known)
        closed, article = self._closed.get(id), self._article(id)
        if closed is None or article is None:
            return False
        return alike(sketch(closed_before.text_of(article)), closed.sketch)

    def other(self, id: str) -> str:
        """The id under which was published what an article says, and which says something else by now; empty where
        there is none."""
        if id not in self._published or self.still(id):
            return ""
        others = [other for other in self._items if self._of(id).startswith(self._published.get(other, NONE))]
        return next((other for other in sorted(others) if not self.still(other)), "")

    @cached_property
    def _closed(self) -> closed_before.Lines:
        return closed_before.read(Reader(self._root)) or {}

    def _of(self, id: str) -> str:
        if id not in self._says:
            article = self._article(id)
            self._says[id] = article.says if article else ""
        return self._says[id]

    def _article(self, id: str) -> Article | None:
        try:
            return Article.model_validate({**self._head, **self._items[id]})
        except ValidationError:
            return None


def published(root: Path) -> Mapping[str, str]:
    """What stands for the text of each article as it was published last, by its id."""
    path = root / DAYS
    state = path.stat() if path.is_file() else None
    return _of_file(root, state.st_mtime_ns, state.st_size) if state else {}


@lru_cache(maxsize=1)
def _of_file(root: Path, changed: int, size: int) -> Mapping[str, str]:
    """Each file of an issue asks for it; `changed` and `size` are the state of the file."""
    found = _DAY.findall(Reader(root).text(DAYS, blank=True) or "")
    return {id: of for id, of in found if ARTICLE_ID.fullmatch(id)}  # of other lines a build says what is wrong


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
