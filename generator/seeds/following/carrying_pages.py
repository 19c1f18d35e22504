"""`segment` carries over what is made of a page to the issue that lists the page now.

A page that was listed under the wrong date or newspaper and is put right leaves its articles behind, with all that
people have done in them and with what is withheld. They go along, with the lines under `unplaced`, what the machine
wrote, and comments; their old ids lead on to new ones. Only where it is clear what to move: not where an article is
made of other pages, too, nor where the other issue has articles of the page already. That is said then
(`unlisted.strays`), and neither issue is touched.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.base import durable, regular
from generator.base.identity import issue_key, issue_name, new_id, number_of, page_of, under
from generator.base.model import Article, Unplaced
from generator.seeds import articles, moved
from generator.seeds.article_files import ARTICLES, ArticleFile, article_file, file_of
from generator.seeds.files.patchwork import patchwork
from generator.seeds.files.reader import Reader
from generator.seeds.machine_record import MachineRecord
from generator.seeds.taken import Taken, joined, taken
from generator.seeds.unlisted import (
    Key,
    Listed,
    Stray,
    elsewhere,
    orphaned,
    plain,
    still_closed,
    still_withheld,
    strays,
)


@dataclass(frozen=True)
class Carried:
    """What went from one article file to another."""

    file: str
    """That in which it stood."""
    articles: int
    closed: int = 0
    """So many of them were closed with their issue or newspaper, and say so themselves now."""


@dataclass(frozen=True)
class _Move:
    """Pages of one issue's article file that another issue lists."""

    listed: Listed
    old: Key
    new: Key
    pages: frozenset[str]
    whole: bool = False
    """The old issue is not listed, and these are all of its pages: what is of no page goes as well."""

    def goes(self, article: Article) -> bool:
        return bool(article.source or self.whole) and all(plain(s.file) in self.pages for s in article.source)

    def is_parted(self, article: Article) -> bool:
        """It is made of other pages as well."""
        return not self.goes(article) and any(plain(source.file) in self.pages for source in article.source)

    def under_new(self, article: Article, id: str) -> Article:
        told = article.in_issue(self.new)
        article = still_closed(self.listed, self.old, self.new, article)
        return article.model_copy(update=told | ({"id": id} if article.id else {}))


@dataclass(frozen=True)
class _Side:
    """An article file."""

    text: str
    content: ArticleFile

    @property
    def articles(self) -> list[Article]:
        return [found.article for found in self.content.articles]


def carry_pages(reader: Reader, listed: Listed, sound: bool) -> tuple[dict[str, list[Carried]], list[Stray]]:
    """Carries over what can be, where the list is `sound`. What came to each file; what is left where it was."""
    done: dict[str, list[Carried]] = {}
    left: list[Stray] = []
    for old in [*listed.issues, *_unlisted(reader, listed)]:
        ways = elsewhere(reader, listed, old)
        for new, pages in ways.items() if sound else ():
            move = _Move(listed, old, new, frozenset(pages), old not in listed.issues and len(ways) == 1)
            with durable.writing(reader.root):
                if (carried := _carry(reader, move)) is not None:
                    done.setdefault(file_of(new), []).append(carried)
        if ways and old in listed.issues and (side := _side(reader, old)):
            left += strays(listed, file_of(old), side.articles, tried=True)
        elif ways:
            left += (orphaned(listed, old, new) for new in elsewhere(reader, listed, old))
    return done, left


def _unlisted(reader: Reader, listed: Listed) -> list[Key]:
    """The issues that article files are named after and that are listed no longer."""
    stems = [path.stem for path in regular.within(reader.root / ARTICLES, ".yml")]
    return [key for stem in stems if (key := issue_key(stem)) and key not in listed.issues]


def _carry(reader: Reader, move: _Move) -> Carried | None:
    """What went; None where it is not clear what to move. What was begun and not ended is ended."""
    here, there = _side(reader, move.old), _side(reader, move.new)
    if here is None or there is None or any(map(move.is_parted, here.articles)):
        return None
    ids = _ids(move, here, there, taken(reader.root))
    pages = {name: page for name, page in here.content.by_machine.pages.items() if plain(name) in move.pages}
    known = there.content.by_machine.pages
    if ids is None or any(known.get(name, page) != page for name, page in pages.items()):
        return None
    moves = {old: new for old, new in ids.items() if old and old != new}
    moved.note(reader.root, moves, moves.values())  # what follows can be begun again; this is then said already
    durable.save(reader.root, file_of(move.new), _arrived(move, here, there, ids))
    rest = [*(a for a in here.articles if not move.goes(a)), *_lines(here, move.pages, False)]
    if rest or move.old in move.listed.issues:
        durable.save(reader.root, file_of(move.old), _left(move, here))
    else:
        durable.remove(reader.root, file_of(move.old))
    gone = [article for article in here.articles if move.goes(article)]
    closed = sum(still_closed(move.listed, move.old, move.new, article) is not article for article in gone)
    return Carried(file_of(move.old), len(gone), closed)


def _side(reader: Reader, key: Key) -> _Side | None:
    """The article file of an issue; None where it cannot be used."""
    looking, file = Reader(reader.root), file_of(key)
    if not (reader.root / file).exists():
        return _Side("", ArticleFile([], [], [], MachineRecord()))
    text, content = looking.text(file), article_file(looking, file)
    return None if text is None or any(problem.stops for problem in looking.problems) else _Side(text, content)


def _ids(move: _Move, here: _Side, there: _Side, ever: Taken) -> dict[str, str] | None:
    """The new id of each article that goes: its number where none had it, else the next. None where the other issue has
    articles of the pages that are none of these."""
    stands = {_without_id(a): a.id for a in there.articles if move.goes(a) or move.is_parted(a)}
    issue = issue_name(move.new)
    highest = joined(articles.given(there.text, issue), ever.of(issue))
    there_now = {article.id for article in there.articles}
    ids: dict[str, str] = {}
    for article in filter(move.goes, here.articles):
        then = _without_id(move.under_new(article, article.id))
        if then in stands:
            ids[article.id] = stands.pop(then)
        elif article.id:
            same = under(article.id, move.new)
            page, number = page_of(same), number_of(same)
            if ever.ends(same) == article.id and same not in there_now:
                ids[article.id] = same  # it comes back to where it was
                continue
            last = max(highest.get(page, 0), number - 1)
            ids[article.id] = new_id(page, last)
            highest[page] = last + 1
    return None if stands else ids


def _lines(side: _Side, pages: Collection[str], go: bool = True) -> list[Unplaced]:
    """Those under `unplaced` that are of the pages, or of none of them."""
    return [line for line in side.content.unplaced if (plain(line.file) in pages) == go]


def _items(side: _Side) -> Sequence[str]:
    """The text of each article in its file; empty where they are not written one below the other."""
    items = patchwork(side.text).items.get("articles", ())
    return items if len(items) == len(side.articles) else [""] * len(side.articles)


def _without_id(article: Article) -> str:
    return articles.imprinted(article.model_copy(update={"id": ""}))


def _arrived(move: _Move, here: _Side, there: _Side, ids: Mapping[str, str]) -> str:
    """The text of the file to which they go."""
    came, texts = [], {}
    imprints, brought = dict(there.content.by_machine.articles), dict(there.content.by_machine.imported)
    overtaken, dated = dict(there.content.by_machine.overtaken), dict(there.content.by_machine.dated)
    stands = {article.id for article in there.articles}
    record = here.content.by_machine
    for article, text in zip(here.articles, _items(here), strict=True):
        if not move.goes(article) or (id := ids.get(article.id, "")) in stands - {""}:
            continue
        new = move.under_new(article, id)
        came.append(new)
        texts[id] = re.sub(rf"(\bid: *['\"]?){re.escape(article.id)}\b", rf"\g<1>{id}", text, count=1) if id else ""
        if was := record.imported.get(article.id):
            brought[id] = was
        if earlier := record.overtaken.get(article.id):
            overtaken[id] = earlier
        if when := record.dated.get(article.id):
            dated[id] = when
        if was := record.articles.get(article.id):
            imprints[id] = articles.imprinted(new) if was == articles.imprinted(article) else was
    lines = still_withheld(move.listed, move.old, move.new, _lines(here, move.pages))
    known = {(line.file, line.line) for line in there.content.unplaced}
    pages = {name: page for name, page in record.pages.items() if plain(name) in move.pages}
    return articles.to_yaml(
        move.new,
        articles=articles.in_order(there.articles, came),
        unplaced=[*there.content.unplaced, *(line for line in lines if (line.file, line.line) not in known)],
        before=there.text,
        by_machine=there.content.by_machine.model_copy(
            update={
                "pages": there.content.by_machine.pages | pages,
                "articles": imprints,
                "imported": brought,
                "overtaken": overtaken,
                "dated": dated,
                "withheld": tuple(dict.fromkeys([*there.content.by_machine.withheld, *record.withheld])),
            }
        ),
        texts=texts,
    )


def _left(move: _Move, here: _Side) -> str:
    """The text of the file from which they went."""
    record = here.content.by_machine
    gone = {article.id for article in here.articles if move.goes(article)}
    return articles.to_yaml(
        move.old,
        articles=[article for article in here.articles if not move.goes(article)],
        unplaced=_lines(here, move.pages, False),
        before=here.text,
        by_machine=record.model_copy(
            update={
                "pages": {name: page for name, page in record.pages.items() if plain(name) not in move.pages},
                "articles": {id: of for id, of in record.articles.items() if id not in gone},
            }
        ),
    )
