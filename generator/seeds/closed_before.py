"""What was closed at the last build, and what has become of that: kept beside the archive, in `.baocang/closed.json`.

The record alone says what is published (decision 0050), but a record goes: an issue is listed under another date, a
newspaper under another key, an article file is deleted and made anew, a delivery comes again. What is kept here decides
nothing. By it `segment` knows what articles were closed with whose issue or newspaper has gone (unlisted.py), and a
build says what is published now that was closed. What has gone is kept until it is there again.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.base import kept
from generator.base.addresses import article_path, page_of
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import STATUS, Archive, Entry, Holding, Holdings
from generator.base.problems import Problem
from generator.seeds import ids, status

FILE = f"{kept.FOLDER}/closed.json"
ISSUES = "seeds/issues.yml"
FEW = 10
"""Articles under other ids that are named one by one, for a whole newspaper may come under another key."""


class Text(NamedTuple):
    """An article that was closed, by itself or with its issue or newspaper."""

    itself: bool
    digest: str
    """Of title and body."""
    mark: str
    """Of the body."""
    title: str


@dataclass(frozen=True)
class ClosedBefore:
    """What was kept."""

    above: Mapping[str, Holding] = field(default_factory=dict)
    """What newspapers (by their keys) and issues (PAPER-DATE) said."""
    articles: Mapping[str, Text] = field(default_factory=dict)
    """By their ids."""
    since: Mapping[str, Holding] = field(default_factory=dict)
    """What newspapers and issues say that `withdraw` has closed or opened since."""

    @property
    def all_above(self) -> Mapping[str, Holding]:
        return {**self.above, **self.since}

    @property
    def names(self) -> set[str]:
        """Of all that was closed for a reason of its own."""
        return {*self.above, *(id for id, text in self.articles.items() if text.itself)}


def read(root: Path) -> ClosedBefore:
    """Nothing where nothing was kept, or in another form."""
    if (data := kept.read(root / FILE)) is None:
        return ClosedBefore()
    try:
        said = json.loads(data)
        above, since = (
            {name: Holding.model_validate(of) for name, of in said[part].items()} for part in ("above", "since")
        )
        return ClosedBefore(above, {id: Text(*of) for id, of in said["articles"].items()}, since)
    except (KeyError, TypeError, ValueError):  # another version wrote it
        return ClosedBefore()


def keep(root: Path, before: ClosedBefore, held: Holdings, archive: Archive, memo: Memo) -> None:
    """Keeps what is closed now, and of what was closed before what has gone. Raises OSError where it cannot."""
    now = status.today()
    above: dict[str, Holding] = {name: paper for name, paper in held.papers.items() if status.closed(now, paper)}
    above |= {"-".join(key): issue for key, issue in held.issues.items() if status.closed(now, issue)}
    there = {*held.papers, *map("-".join, held.issues)}
    gone = {name: of for name, of in before.all_above.items() if name not in there}
    above |= {name: of for name, of in gone.items() if of.status != "open"}
    of_now = {entry.article.id for entry in held.entries}
    articles = {id: of for id, of in before.articles.items() if id not in of_now and id not in held.moved}
    is_open = {entry.article.id for entry in archive.entries}
    for entry in held.entries:
        if entry.article.id not in is_open:
            itself = bool(status.closed(now, entry.article)) or entry.article.id in held.again
            of = _print(entry, memo)
            articles[entry.article.id] = Text(itself, of.digest, of.mark, entry.article.title)
    _write(root, ClosedBefore(above, articles))


def note(root: Path, name: str, holding: Holding) -> None:
    """Keeps that a newspaper or an issue is closed since the last build, or open again. Where it cannot, the list says
    it all the same."""
    before = read(root)
    of = Holding() if holding.status == "open" else holding
    if of.status != "open" or name in before.all_above:
        with suppress(OSError):
            _write(root, replace(before, since={**before.since, name: of}))


def _write(root: Path, closed: ClosedBefore) -> None:
    above, since = (
        {name: of.model_dump(mode="json", include=set(STATUS)) for name, of in sorted(part.items())}
        for part in (closed.above, closed.since)
    )
    said = {"above": above, "since": since, "articles": dict(sorted(closed.articles.items()))}
    kept.write(root / FILE, json.dumps(said, ensure_ascii=False))


def _print(entry: Entry, memo: Memo) -> ids.Print:
    key = digest("closed before", entry.digest)
    if (of := memo.recall(key)) is None:
        memo.keep(key, of := [*ids.printed(entry.article.title, entry.article.body)])
    return ids.Print(*of)


def opened(before: ClosedBefore, held: Holdings, archive: Archive, site: Collection[str]) -> Iterator[Problem]:
    """What was closed at the last build and is not now, though nothing says that it is open: a person may have taken
    the lines out, an older file may have come back, or a newer delivery have come without them; also under another id.
    `site`: the files of the site before this build."""
    names = before.names
    if not names:
        return
    records: list[tuple[str, Holding, tuple[str, int | None]]] = [
        *((key, paper, (ISSUES, None)) for key, paper in archive.papers.items()),
        *(("-".join(key), issue, (ISSUES, None)) for key, issue in archive.issues.items()),
        *((entry.article.id, entry.article, entry.at) for entry in archive.entries),
    ]
    for name, record, at in records:
        if name in names and "status" not in record.model_fields_set:
            yield _opened(name, name, at)
    found = [(e, old) for e, old in _elsewhere(before, held, archive, site) if e.article.id not in names]
    for entry, old in found[:FEW]:
        yield _opened(entry.article.id, old, entry.at)
    if more := len(found[FEW:]):
        (entry, _), are = found[FEW], "articles say" if more > 1 else "article says"
        what = f"{more:,} more {are} what was closed at the last build and is published now, {entry.article.id} first"
        yield Problem(ISSUES, None, what, "If that is not meant, close them again, or their issue.", stops=False)


def _opened(name: str, old: str, at: tuple[str, int | None]) -> Problem:
    what = name if name == old else f"{name} has the text of {old}, which"
    what += " was closed at the last build, and is published now"
    return Problem(*at, what, f'If that is not meant, close it again: "baocang withdraw {name} --note …".', stops=False)


def _elsewhere(
    before: ClosedBefore, held: Holdings, archive: Archive, site: Collection[str]
) -> Iterator[tuple[Entry, str]]:
    """Articles that are published now and were not before, each with the id of a closed one that has gone and that has
    become it: that leads on to it, or had its text."""
    there = {entry.article.id for entry in held.entries}
    gone = {id: of for id, of in before.articles.items() if id not in there}
    if not gone:
        return
    led = {new: old for old, new in held.moved.items() if old in gone}
    near: defaultdict[str, list[str]] = defaultdict(list)
    for id, of in gone.items():
        near[of.title].append(id)
    for entry in archive.entries:
        article = entry.article
        if "status" in article.model_fields_set or page_of(article_path(article)) in site:
            continue
        old = led.get(article.id) or next((id for id in near.get(article.title, ()) if _same(gone[id], entry)), "")
        if old:
            yield entry, old


def _same(text: Text, entry: Entry) -> bool:
    """The text is that of the article, corrected or not; of another title it is another one."""
    of = ids.printed(entry.article.title, entry.article.body)
    line = ids.Line(ids.Print(text.digest, text.mark), text.title)
    return text.digest == of.digest or ids.sameness(line, of, entry.article.title) >= ids.SAME
