"""`seeds/` as one value: papers, issues and articles, published or not, checked against each other.

1. `issues.yml`: papers, issues, their page files.
2. `articles/*` (article_files.py).
3. What an article leaves out is filled in, and its entry says so: `id` (ids.py), `county` (what the text names, else
   the paper's home place), `kind`.
4. Whom the names mean, where `names.yml` tells (agent_list.py), which words for subjects are preferred
   (subject_list.py), and what a place was called on the day.
5. A letter-spaced name of an author, 王　伟, is closed up, so that it is one person's wherever it stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, islice
from typing import Any

from generator.base.archive import Entry, Holdings, Unkept
from generator.base.digest import digest
from generator.base.identity import issue_name, issue_of, page_name, page_of
from generator.base.memo import Memo
from generator.base.model import Article, Author, Progress, paragraphs, passing
from generator.base.newspaper import Paper
from generator.base.other_names import OtherName
from generator.base.problems import told_once
from generator.base.when import When
from generator.base.workers import HERE, Workers
from generator.language.names import closed
from generator.language.places import Gazetteer, gazetteer
from generator.seeds import (
    agent_list,
    article_files,
    articles,
    closed_before,
    doubled,
    given_away,
    ids,
    issue_list,
    known_again,
    merged,
    moved,
    said_again,
    subject_list,
    twins,
    unlisted,
)
from generator.seeds.article_files import Found
from generator.seeds.files.reader import Reader
from generator.seeds.ids import Arrived, Ids
from generator.seeds.moved import Moved
from generator.seeds.status import today
from generator.seeds.unlisted import Listed
from generator.segmentation.metadata import kind_of

INFERRED = ("county", "kind")
"""Fields that a text tells where an article leaves them out."""
PRINT = "print"
"""That by which a text is known again (ids.py) is found out with them."""

Untold = tuple[str, str, list[str]]
"""Title and body of an article, and what they are to tell."""


def read(
    reader: Reader,
    known: issue_list.Issues,
    places: Gazetteer,
    workers: Workers = HERE,
    progress: Progress = passing,
    memo: Memo | None = None,
    found: list[Found] | None = None,
) -> Holdings:
    """All of `seeds/`. What is wrong with it stands in `reader.problems`, and is left out of the value. Into `found` go
    the articles with their places in files."""
    unplaced = article_files.NoArticle()
    found = [] if found is None else found
    places = places.knowing(known.own)
    found += progress(article_files.found(reader, workers, memo, unplaced), "articles")
    _check(reader, known, found)
    unlisted.check(reader, Listed(issue_list.FILE, known.issues, known.lines), found)
    kept = ids.read(reader)
    inferred = list(_inferred(found, _asked(found, kept), known, workers, progress, memo or Memo()))
    reader.problems += twins.problems(found, [of.get(PRINT) for of in inferred])
    before = [*article_files.before(reader.root, memo)] if memo else []
    reader.problems += [p for p in given_away.since_last_build(before, found) if p not in reader.problems]
    numbered, leads, unkept = _numbered(reader, kept, found, inferred, before)
    dated = dict(known.issues)
    for f in found:
        key = f.article.issue
        if f.article.paper in known.papers and key not in dated:
            dated[key] = f.article.of_issue()
    each = zip(numbered, inferred, strict=True)
    entries = [e for f, of in each if (e := _entry(reader, f, of, known, places)) is not None]
    entries.sort(key=lambda e: e.article.order(dated[e.article.issue]))
    agents = agent_list.read(reader)
    entries = agent_list.told(reader, agents, entries)
    topics = subject_list.read(reader)
    entries = subject_list.told(reader, topics, entries) if topics.of or topics.nothing else entries
    ordered = {issue.key: issue for issue in sorted(dated.values(), key=lambda issue: issue.order)}
    listed = frozenset(known.issues)
    lines = frozenset(unplaced.open), unplaced.withheld
    closed = closed_before.read(reader) or {}
    held = Holdings(known.papers, ordered, tuple(entries), leads, listed, *lines, unkept, remembered=closed)
    held = replace(held, agents=agents.of, called=agents.called) if agents.of or agents.nothing else held
    held = replace(held, subjects=topics.of, topics=topics.called, localities=known.localities, own_places=known.own)
    again = said_again.said_again(held, today(), memo or Memo())
    reader.problems += said_again.problems(entries, again)
    held = replace(held, again=again) if again else held
    back = known_again.come_back(held, memo, before, given_away.published(reader.root))
    if not any(problem.stops and problem.file.startswith(article_files.ARTICLES) for problem in reader.problems):
        reader.problems += known_again.problems(held, back)  # else it is not known what has gone
    return known_again.closed(held, back) if back.articles or back.cut else held


# ---- articles ------------------------------------------------------------------------------------------------------


def _check(reader: Reader, known: issue_list.Issues, found: list[Found]) -> None:
    """Articles against the list of issues and against each other."""
    now = today()
    reader.problems += doubled.problems(reader.root, found)
    names = {**dict.fromkeys(known.papers, "newspaper"), **{i.name: "issue" for i in known.issues.values()}}
    unknown = (issue_list.unknown(known, f.article.paper, f.file, f.line) for f in found)
    reader.problems += told_once(filter(None, unknown), "article")
    for f in found:
        article = f.article
        if kind := names.get(article.id):
            mend = "Give the article another number, or the newspaper another key."
            reader.report(f.file, f.line, f"the id {article.id} is the name of the {kind} {article.id}", mend)
        issue_list.check_date(reader, article.paper, article.date, now, f.file, f.line)
        if not article.id:
            continue
        if issue_of(article.id) != issue_name(article.issue):
            mend = f"An id begins with paper and date, here {issue_name(article.issue)}-."
            reader.report(f.file, f.line, f"the id {article.id} belongs to another issue", mend)


def _numbered(
    reader: Reader,
    kept: Ids | None,
    found: Sequence[Found],
    inferred: Sequence[Mapping[str, Any]],
    before: Iterable[Article],
) -> tuple[list[Found], dict[str, str], Unkept]:
    """The articles, those that came without an id with theirs; where the ids lead that are none's any more; what is to
    be written down. `before` are those of the last build in files that are others now."""
    said, brought, pages = moved.read(reader), {}, {}
    for n, f in enumerate(found):
        a = f.article
        if a.id:
            brought[a.id] = n
        else:
            pages[n] = page_name(a.issue, a.page)
    own = _own(before, found, brought, pages)
    arrived = Arrived(found, [of.get(PRINT) for of in inferred], brought, pages, partial(_highest, reader), own)
    given, unkept = ids.give(reader, kept or Ids(), arrived, said.to)
    numbered = list(found)
    for n, id in given.items():
        numbered[n] = replace(found[n], article=found[n].article.model_copy(update={"id": id}), numbered=True)
    if kept is None:
        return numbered, {}, Unkept()
    unkept = _with_merged(unkept, before, [f.article for f in numbered], said)
    again = said.articles_again({f.article.id for f in numbered}) if said.to else {}
    if again:
        unkept = replace(unkept, back=unkept.back | again.keys(), again=again)
    said = replace(said, to=moved.joined(said.to, unkept.moved, unkept.back))
    there = {f.article.id: f for f in numbered} if said.to else {}
    whole = not any(problem.stops for problem in reader.problems)  # else an article may be there and not be read
    return numbered, moved.resolved(reader if whole else Reader(reader.root), said, there), unkept


def _own(
    before: Iterable[Article], found: Sequence[Found], brought: Mapping[str, int], pages: Mapping[int, str]
) -> dict[int, str]:
    """The ids that articles brought to the last build and have lost since, by the places of these."""
    gone = [a for a in before if a.id and a.id not in brought] if pages else []
    marked = [found[n].article.model_copy(update={"id": f"{n}"}) for n in pages] if gone else []
    there = [found[n].article for n in brought.values()] if gone else []
    led = merged.led(gone, [*there, *marked])
    return {int(n): id for id, n in reversed(led.items()) if n.isdigit() and page_of(id) == pages[int(n)]}


def _with_merged(unkept: Unkept, before: Iterable[Article], now: Sequence[Article], said: Moved) -> Unkept:
    """With the ids of articles that a person has merged into others by hand; what is closed leads nowhere."""
    there = {article.id for article in now}
    known = said.to.keys() | unkept.moved.keys() | there
    gone = [a for a in before if a.id and a.id not in known and a.status == "open"]
    led = merged.led(gone, now) if gone else {}
    return replace(unkept, moved={**unkept.moved, **led}, merged=led) if led else unkept


def _highest(reader: Reader, page: str) -> int:
    """The highest number that the issue's own file remembers of a page, its article gone."""
    issue = page_of(page)
    file = f"{article_files.ARTICLES}/{issue}.yml"
    text = Reader(reader.root).text(file) if (reader.root / file).exists() else None
    return articles.given(text or "", issue).get(page, 0)


def _asked(found: Sequence[Found], kept: Ids | None) -> Iterator[list[str]]:
    """What the text of each article has to tell: the fields that it leaves out, and by what it is known again."""
    issues, mixed = kept.issues if kept else set(), twins.mixed(found)
    for f in found:
        a = f.article
        out = [name for name in INFERRED if name not in a.model_fields_set]
        known = not a.id or twins.key(f) in mixed or (issues and issue_name(a.issue) in issues)
        yield [*out, PRINT] if known else out


def _inferred(
    found: Iterable[Found],
    asked: Iterable[list[str]],
    known: issue_list.Issues,
    workers: Workers,
    progress: Progress,
    memo: Memo,
) -> Iterator[Mapping[str, Any]]:
    """What the text of each article tells of what it is asked for. To look for places takes longer than anything else
    that is done to read an article, so the last build's are taken where an issue is the same."""
    questions = iter(asked)
    keys: list[str] = []
    new: dict[str, tuple[Paper, When, tuple[OtherName, ...], list[Untold]]] = {}
    also = [digest(*map(repr, known.own))] if known.own else []
    for key_of, of_issue in groupby(found, lambda f: f.article.issue):
        group = list(of_issue)
        of_group = list(islice(questions, len(group)))
        of_paper = paper.on(group[0].article.date) if (paper := known.papers.get(key_of[0])) else None
        if of_paper is None or not any(of_group):
            keys += [""] * len(group)
            continue
        key = digest("inferred", of_paper.digest, [f.digest for f in group], of_group, *also)
        keys += [key] * len(group)
        if memo.recall(key) is None:
            texts = [
                (f.article.title, f.article.body if names else "", names)
                for f, names in zip(group, of_group, strict=True)
            ]
            new[key] = of_paper, group[0].article.date, known.own, texts
    if new:
        made = progress(workers.map(_of_texts, new.values()), "places", len(new))
        for key, inferred in zip(new, made, strict=True):
            memo.keep(key, inferred)
    for key, same in groupby(keys):
        yield from memo.recall(key) if key else ({} for _ in same)


def _of_texts(task: tuple[Paper, When, tuple[OtherName, ...], list[Untold]]) -> list[dict[str, Any]]:
    """What the texts of an issue tell."""
    paper, date, own, texts = task
    places = gazetteer().knowing(own)
    out = []
    for title, body, names in texts:
        inferred: dict[str, Any] = {}
        if "county" in names:
            inferred["county"], inferred["county_source"] = places.place_of(title, paragraphs(body), paper, date)
        if "kind" in names:
            inferred["kind"] = kind_of(title, paragraphs(body))
        if PRINT in names:
            inferred[PRINT] = ids.printed(title, body)
        out.append(inferred)
    return out


def _entry(
    reader: Reader, found: Found, inferred: Mapping[str, Any], known: issue_list.Issues, places: Gazetteer
) -> Entry | None:
    article, paper = found.article, known.papers.get(found.article.paper)
    if paper is None:
        return None
    update = {name: value for name, value in inferred.items() if name != PRINT}
    if (authors := tuple(map(_closed, article.authors))) != article.authors:
        update["authors"] = authors
    if update:
        article = article.model_copy(update=update)
    place = places.resolve(article.county, paper.adcode, article.date) if article.county else None
    if article.county and place is None:
        who, close_to = f"county of {found.who}", paper.adcode or (paper.place and _code(places, paper.place))
        issue_list.report_place(reader, found.file, found.line, who, article.county, places, close_to)
    filled = tuple(name for name in INFERRED if name in inferred)
    filled = ("id", *filled) if found.numbered else filled
    then = places.on(place, article.date) if place and place.name == article.county else ""
    since = places.since(article.county, place, paper.adcode) if place and article.county else None
    return Entry(
        article, place, filled, found.digest, (found.file, found.line), found.untouched, then=then, since=since
    )


def _code(places: Gazetteer, name: str) -> str | None:
    place = places.resolve(name)
    return place.adcode if place else None


def _closed(author: Author) -> Author:
    name = closed(author.name)
    return author if name == author.name else author.model_copy(update={"name": name})
