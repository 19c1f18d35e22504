"""`segment` carries an article file over to the issue under which its pages are listed now.

Who corrects a date in `seeds/issues.yml` leaves the file behind, with all that people have done in it and with what is
withheld there. It goes along where it is clear where to: the issue that its articles say is listed no longer, all pages
that it knows are listed under one issue, and that one has no other file yet. Its ids are other ones then, and the old
ones lead on to them. A file that a person has carried over by hand, in part or as a whole, is one, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.base import durable, regular
from generator.base.identity import ARTICLE_ID, fields_of, issue_name, issue_of, under
from generator.base.model import Article
from generator.base.problems import Problem, Stop
from generator.seeds import articles, moved
from generator.seeds.article_files import ARTICLES, ArticleFile, article_file, file_of
from generator.seeds.files.reader import Reader
from generator.seeds.following.carrying_pages import Carried
from generator.seeds.taken import taken
from generator.seeds.unlisted import Key, Listed, still_closed, still_withheld


@dataclass(frozen=True)
class _Way:
    """A file, and from which issue to which its articles go."""

    file: str
    old: Key
    new: Key

    @property
    def target(self) -> str:
        return file_of(self.new)

    def article(self, article: Article, *, back: bool = False) -> Article:
        """What becomes of an article, or what it was; an id of another issue stays."""
        here, there = (self.new, self.old) if back else (self.old, self.new)
        id = _led(article.id, here, there)
        return article.model_copy(update=article.in_issue(there) | ({"id": id} if id else {}))


def carry(reader: Reader, listed: Listed) -> dict[str, Carried]:
    """Carries over what can be; each new file with what came there from the old one."""
    done = {}
    for way in list(_ways(reader, listed)):
        with durable.writing(reader.root):
            text = Reader(reader.root).text(way.file) or ""
            content = article_file(Reader(reader.root), way.file)
            new = [still_closed(listed, way.old, way.new, way.article(f.article)) for f in content.articles]
            ever = taken(reader.root)
            if not all(ever.free(b.id, a.article.id) for a, b in zip(content.articles, new, strict=True) if b.id):
                continue  # number by number, then (carrying_pages.py)
            unplaced = still_withheld(listed, way.old, way.new, content.unplaced)
            carried = _carried(text, replace(content, unplaced=unplaced), new, way)
            there = Reader(reader.root).text(way.target) if (reader.root / way.target).exists() else carried
            if way.file != way.target and there != carried:  # the same: this was begun, and did not come to its end
                continue
            moves = {way.article(article, back=True).id: article.id for article in new if article.id}
            moves = {old: id for old, id in moves.items() if old != id}
            moved.note(reader.root, moves, moves.values())  # what follows can be begun again; this is then said already
            durable.save(reader.root, way.target, carried)
            if way.file != way.target:
                durable.remove(reader.root, way.file)
        closed = sum(a.article.status != b.status for a, b in zip(content.articles, new, strict=True))
        done[way.target] = Carried(way.file if way.file != way.target else file_of(way.old), len(new), closed)
    return done


def redate(root: Path, old: Key, new: Key) -> None:
    """Carries the article file of an issue over to another day, of which there is none; ids lead on to the new ones. To
    be called within `durable.writing`. Stop where an id of the other day was given to another article."""
    way = _Way(file_of(old), old, new)
    reader = Reader(root)
    content = article_file(reader, way.file)
    made = [way.article(found.article) for found in content.articles]
    ever = taken(root)
    pairs = [(found.article.id, article.id) for found, article in zip(content.articles, made, strict=True)]
    if given := [id for was, id in pairs if not ever.free(id, was)]:
        what = f"the id {given[0]} was given to another article"
        raise Stop([Problem(way.file, None, what, "Give its articles other ids there, and import again.")])
    carried = _carried(reader.text(way.file) or "", content, made, way)
    moves = {was: id for was, id in pairs if was != id}
    moved.note(root, moves, moves.values())
    durable.save(root, way.target, carried)
    durable.remove(root, way.file)


def _ways(reader: Reader, listed: Listed) -> Iterator[_Way]:
    """Each file that can be carried over."""
    names = {file_of(key) for key in listed.issues}
    targets = set[str]()
    for path in regular.within(reader.root / ARTICLES, ".yml"):
        file = f"{ARTICLES}/{path.name}"
        looking = Reader(reader.root)
        if path.name.startswith("."):
            continue
        if file in names and _is_its_own(looking.text(file) or "", path.stem):
            continue
        content = article_file(looking, file)
        if any(problem.stops for problem in looking.problems):
            continue
        olds = {key for key in _issues(content) if key not in listed.issues}
        home = listed.home(_pages(content))
        if len(olds) != 1 or home is None or not _issues(content) <= {*olds, home} or file_of(home) in targets:
            continue
        way = _Way(file, olds.pop(), home)
        if file in (way.target, file_of(way.old)):
            targets.add(way.target)
            yield way


def _is_its_own(text: str, issue: str) -> bool:
    """A file says of nothing that it is another issue's. To read the YAML takes a hundred times as long."""
    head, _, record = text.partition("\nmachine:")
    days = re.findall(r"^date: *['\"]?([0-9-]+)", head, re.M)[:1]
    told = {issue_of(id) for id in re.findall(r"^ +([a-z0-9-]+-[0-9]{2,7}-[0-9]{2,7}):", record, re.M)}
    return any(issue.endswith(f"-{day}") for day in days) and told <= {issue}


def _issues(content: ArticleFile) -> set[Key]:
    """The issues that its articles are said to be of, now or when the machine wrote them."""
    ids = [ARTICLE_ID.fullmatch(id) for id in content.by_machine.articles]
    told = {f.article.issue for f in content.articles}
    return told | {(id["paper"], id["date"]) for id in ids if id}


def _pages(content: ArticleFile) -> set[str]:
    """The page files that it knows."""
    sources = {source.file for f in content.articles for source in f.article.source}
    names = sources | {line.file for line in content.unplaced} | content.by_machine.pages.keys()
    return {PurePosixPath(name).as_posix() for name in names} if sources else set()


def _carried(text: str, content: ArticleFile, new: list[Article], way: _Way) -> str:
    """The text of the file under its new name. What a person has written there, comments too, stays."""
    record = content.by_machine
    imprints = dict(record.articles)
    for article in new:
        was = way.article(article, back=True)
        if record.articles.get(was.id) == articles.imprinted(was):  # else a person's change is still to be seen
            imprints[was.id] = articles.imprinted(article)
    before, after = way.old, way.new
    by_machine = record.model_copy(
        update={
            "articles": {_led(id, before, after): of for id, of in imprints.items()},
            "imported": {_led(id, before, after): of for id, of in record.imported.items()},
            "overtaken": {_led(id, before, after): of for id, of in record.overtaken.items()},
            "dated": {_led(id, before, after): of for id, of in record.dated.items()},
            "given": tuple(_led(id, before, after) for id in record.given),
        }
    )
    return articles.to_yaml(way.new, new, content.unplaced, _renamed(text, way), by_machine)


def _led(id: str, before: Key, after: Key) -> str:
    return under(id, after) if issue_of(id) == issue_name(before) else id


def _renamed(text: str, way: _Way) -> str:
    """The text with the new issue on the lines that say which it is; `to_yaml` takes of it what is right then."""
    head, key, record = text.rpartition("\nmachine:")
    id = rf"{issue_name(way.old)}-[0-9]+-[0-9]+(?![0-9-])"
    marks = rf"^(# Numbers up to | *- id: ['\"]?|  (?:  )?id: ['\"]?)({id})"
    head = re.sub(marks, lambda m: m[1] + under(m[2], way.new), head if key else record, flags=re.M)
    head = re.sub(r"^edition: .*\n", "", head, count=1, flags=re.M)
    paper, *dated = (f"{name}: {value}" for name, value in fields_of(way.new).items())
    head = re.sub(r"^paper: .*$", paper, head, count=1, flags=re.M)
    head = re.sub(r"^date: .*$", "\n".join(dated), head, count=1, flags=re.M)
    return head + key + re.sub(id, lambda m: under(m[0], way.new), record) if key else head
