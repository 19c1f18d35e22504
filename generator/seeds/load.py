"""`seeds/` as one value: papers, issues and articles, published or not, checked against each other.

1. `issues.yml`: papers, issues, their page files.
2. `articles/*` (article_files.py).
3. What an article leaves out is filled in, and its entry says so: `id` (ids.py), `county` (what the text names, else
   the paper's home place), `kind`.
4. A letter-spaced name of an author, 王　伟, is closed up, so that it is one person's wherever it stands.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, islice
from pathlib import PurePosixPath
from typing import Any

from generator.base.inside import inside
from generator.base.memo import Memo, digest
from generator.base.model import (
    PAPER_KEY,
    Article,
    Author,
    Entry,
    Holdings,
    Issue,
    Paper,
    Progress,
    Unkept,
    paragraphs,
    passing,
)
from generator.base.workers import HERE, Workers
from generator.language.names import closed
from generator.language.places import Gazetteer, gazetteer
from generator.seeds import article_files, articles, copies, ids, merged, moved, said_again, twins, unlisted
from generator.seeds.article_files import Found
from generator.seeds.ids import Arrived, Ids
from generator.seeds.moved import Moved
from generator.seeds.plain_yaml import Lines
from generator.seeds.reader import FORMS, Reader, shown
from generator.seeds.status import today
from generator.seeds.unlisted import Listed
from generator.segmentation.metadata import kind_of

ISSUES = "seeds/issues.yml"
TOLD = ("county", "kind")
"""Fields that a text tells where an article leaves them out."""
FIRST = 1800
"""The first newspapers in Chinese are of 1815; an earlier year is a slip, as 0024 for 2024 is."""
RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))))
NOT = "con, prn, aux, nul, com1, lpt1 and the like can be no folder's name on Windows"
PRINT = "print"
"""That by which a text is known again (ids.py) is told with them."""

Untold = tuple[str, str, list[str]]
"""Title and body of an article, and what they are to tell."""


@dataclass(frozen=True)
class Issues:
    """What `seeds/issues.yml` says, with the line of each issue for later problems."""

    papers: dict[str, Paper] = field(default_factory=dict)
    issues: dict[tuple[str, str], Issue] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """Keys of all papers that the file names, those with a problem among them."""


def holdings(
    reader: Reader,
    known: Issues,
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
    found += progress(article_files.found(reader, workers, memo, unplaced), "articles")
    _check(reader, known, found)
    unlisted.check(reader, Listed(ISSUES, known.issues, known.lines), found)
    kept = ids.read(reader)
    told = list(_told(found, _asked(found, kept), known, workers, progress, memo or Memo()))
    reader.problems += twins.problems(found, [of.get(PRINT) for of in told])
    before = article_files.before(reader.root, memo) if memo else ()
    numbered, leads, unkept = _numbered(reader, kept, found, told, before)
    dated = dict(known.issues)
    for f in found:
        key = (f.article.paper, f.article.date.isoformat())
        if f.article.paper in known.papers and key not in dated:
            dated[key] = Issue.model_validate({"paper": key[0], "date": key[1]})
    each = zip(numbered, told, strict=True)
    entries = [e for f, of in each if (e := _entry(reader, f, of, known, places)) is not None]
    entries.sort(key=lambda e: (e.article.date, e.article.paper, e.article.page or 0, e.article.id))
    ordered = dict(sorted(dated.items(), key=lambda item: (item[0][1], item[0][0])))
    listed = frozenset(known.issues)
    lines = frozenset(unplaced.open), unplaced.withheld
    held = Holdings(known.papers, ordered, tuple(entries), leads, listed, *lines, unkept)
    again = said_again.said_again(held, today(), memo or Memo())
    reader.problems += said_again.problems(entries, again)
    return replace(held, again=again) if again else held


# ---- issues.yml ----------------------------------------------------------------------------------------------------


def issues(reader: Reader, places: Gazetteer) -> Issues:
    """Papers and issues of `seeds/issues.yml`."""
    beside = sorted((reader.root / ISSUES).parent.glob("*"))
    reader.problems += (problem for _, problem in copies.found(reader.root, [f"seeds/{path.name}" for path in beside]))
    if not (reader.root / ISSUES).exists():
        reader.report(ISSUES, None, "is missing", 'Write it, or start from the sample of "baocang new DIR".')
        return Issues()
    if (read := reader.yaml(ISSUES)) is None:
        return Issues()
    data, line = read
    for name in sorted(data.keys() - {"papers", "issues"}):
        reader.report(ISSUES, line((name,)), f'unknown field "{name}"', 'Known are "papers" and "issues".')
    named = data.get("papers") if isinstance(data.get("papers"), dict) else {}
    now = today()
    out = Issues(_papers(reader, named, line, places), named=frozenset(named or {}))
    pages: dict[str, int] = {}
    for n, item in enumerate(reader.entries(data, "issues", ISSUES, line)):
        who = shown(item["paper"]) if isinstance(item, dict) and item.get("paper") else f"issue {n + 1}"
        at = line(("issues", n))
        issue = reader.record(Issue, item, ISSUES, line, ("issues", n), who)
        if issue is None:
            continue
        if issue.key in out.issues:
            mend = f"Put its pages under line {out.lines[issue.key]}, or correct the date."
            reader.report(ISSUES, at, f"{issue.paper} {issue.date} is listed a second time", mend)
            continue
        _check_origin(reader, out, issue.paper, issue.date, now, ISSUES, at)
        if issue.date_basis == "inferred" and not (issue.date_evidence or "").strip():
            what = f"the date of {issue.paper} {issue.date} is inferred, and nothing says from what"
            mend = 'Add "date_evidence:" and what on the page tells it, which stands beside the date.'
            reader.report(ISSUES, line(("issues", n, "date_basis")), what, mend, stops=False)
        lines = [line(("issues", n, "pages", m)) for m in range(len(issue.pages))]
        out.issues[issue.key] = _listed_once(reader, issue, lines, pages)
        out.lines[issue.key] = at
    return out


def _listed_once(reader: Reader, issue: Issue, lines: Sequence[int], seen: dict[str, int]) -> Issue:
    """The issue without page files that are listed before it, in the lines of `seen`."""
    once = []
    for page, line in zip(issue.pages, lines, strict=True):
        name = PurePosixPath(page.file).as_posix()
        if name in seen:
            mend = f"Its articles would be there twice: take it away here or in line {seen[name]}."
            reader.report(ISSUES, line, f"{page.file} is listed a second time", mend)
        else:
            once.append(page)
            seen[name] = line
    return issue if len(once) == len(lines) else issue.model_copy(update={"pages": tuple(once)})


def _papers(reader: Reader, data: Any, line: Lines, places: Gazetteer) -> dict[str, Paper]:
    if not data:
        reader.report(ISSUES, line(("papers",)), "lists no newspaper", 'Add "papers:" with a short key and a name.')
    papers = {}
    for key, item in (data or {}).items():
        if not re.fullmatch(PAPER_KEY, key) or key in RESERVED:
            what = f'"{shown(key)}" can be no newspaper\'s key'
            reader.report(ISSUES, line(("papers", key)), what, f"Write {FORMS['paper']}; {NOT}.")
            continue
        paper = reader.record(Paper, item, ISSUES, line, ("papers", key), str(key))
        if paper is None:
            continue
        papers[str(key)] = paper
        if paper.place and places.resolve(paper.place, paper.adcode) is None:
            _report_place(reader, ISSUES, line(("papers", key, "place")), f"place of {key}", paper.place, places)
        for what, mend in places.contradictions(paper):
            reader.report(ISSUES, line(("papers", key, "adcode")), f"adcode of {key} is {paper.adcode}, {what}", mend)
    return papers


def page_texts(reader: Reader, issue: Issue, line: int) -> Iterator[tuple[str, int | None, str]]:
    """File, page and text of each page of an issue that can be read."""
    seeds = reader.root / "seeds"
    for page in issue.pages:
        if not inside(seeds, seeds / page.file):
            reader.report(ISSUES, line, f"{page.file} lies outside seeds/", "Move it into seeds/pages/.")
        elif (text := reader.text(f"seeds/{page.file}")) is not None:
            yield page.file, page.page, text


# ---- articles ------------------------------------------------------------------------------------------------------


def _check(reader: Reader, known: Issues, found: list[Found]) -> None:
    """Articles against the list of issues and against each other."""
    first: dict[str, Found] = {}
    now = today()
    for f in found:
        article = f.article
        _check_origin(reader, known, article.paper, article.date, now, f.file, f.line)
        if not article.id:
            continue
        if article.id in first:
            other = first[article.id]
            mend = f"It stands at {other.file}:{other.line} already; give one of them the next free number."
            reader.report(f.file, f.line, f"the id {article.id} is used twice", mend)
        first.setdefault(article.id, f)
        if not article.id.startswith(f"{article.paper}-{article.date}-"):
            mend = f"An id begins with paper and date, here {article.paper}-{article.date}-."
            reader.report(f.file, f.line, f"the id {article.id} belongs to another issue", mend)


def _check_origin(
    reader: Reader, known: Issues, paper: str, day: datetime.date, now: datetime.date, file: str, line: int
) -> None:
    if paper not in known.named and known.named:
        mend = f"Known are {', '.join(sorted(known.named))}; a new one is added under papers in {ISSUES}."
        reader.report(file, line, f'unknown paper "{paper}"', mend)
    when = "in the future" if day > now else "before there were newspapers" if day.year < FIRST else ""
    if when:
        reader.report(file, line, f"the date {day} of {paper} lies {when}", "Correct the year, month or day.")


def _numbered(
    reader: Reader,
    kept: Ids | None,
    found: Sequence[Found],
    told: Sequence[Mapping[str, Any]],
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
            pages[n] = id_prefix(a.paper, a.date, a.page)
    arrived = Arrived(found, [of.get(PRINT) for of in told], brought, pages, partial(_highest, reader))
    given, unkept = ids.give(reader, kept or Ids(), arrived, said.to)
    numbered = list(found)
    for n, id in given.items():
        numbered[n] = replace(found[n], article=found[n].article.model_copy(update={"id": id}), numbered=True)
    if kept is None:
        return numbered, {}, Unkept()
    unkept = _with_merged(unkept, before, [f.article for f in numbered], said)
    said = replace(said, to=moved.joined(said.to, unkept.moved, unkept.back))
    there = {f.article.id: f for f in numbered} if said.to else {}
    whole = not any(problem.stops for problem in reader.problems)  # else an article may be there and not be read
    return numbered, moved.resolved(reader if whole else Reader(reader.root), said, there), unkept


def _with_merged(unkept: Unkept, before: Iterable[Article], now: Sequence[Article], said: Moved) -> Unkept:
    """With the ids of articles that a person has merged into others by hand; what is closed leads nowhere."""
    there = {article.id for article in now}
    known = said.to.keys() | unkept.moved.keys() | there
    gone = [a for a in before if a.id and a.id not in known and a.status == "open"]
    led = merged.led(gone, now) if gone else {}
    return replace(unkept, moved={**unkept.moved, **led}, merged=led) if led else unkept


def _highest(reader: Reader, page: str) -> int:
    """The highest number that the issue's own file remembers of a page, its article gone."""
    issue = ids.page_of(page)
    file = article_files.file_of((issue[:-11], issue[-10:]))
    text = Reader(reader.root).text(file) if (reader.root / file).exists() else None
    return articles.given(text or "", issue).get(page, 0)


def id_prefix(paper: str, date: datetime.date, page: int | None) -> str:
    return f"{paper}-{date}-{page or 0:02d}"


def _asked(found: Sequence[Found], kept: Ids | None) -> Iterator[list[str]]:
    """What the text of each article has to tell: the fields that it leaves out, and by what it is known again."""
    issues, mixed = kept.issues if kept else set(), twins.mixed(found)
    for f in found:
        a = f.article
        out = [name for name in TOLD if name not in a.model_fields_set]
        known = not a.id or twins.key(f) in mixed or (issues and f"{a.paper}-{a.date}" in issues)
        yield [*out, PRINT] if known else out


def _told(
    found: Iterable[Found], asked: Iterable[list[str]], known: Issues, workers: Workers, progress: Progress, memo: Memo
) -> Iterator[Mapping[str, Any]]:
    """What the text of each article tells of what it is asked for. To look for places takes longer than anything else
    that is done to read an article, so the last build's are taken where an issue is the same."""
    questions = iter(asked)
    keys: list[str] = []
    new: dict[str, tuple[Paper, list[Untold]]] = {}
    for (paper, _), of_issue in groupby(found, lambda f: (f.article.paper, f.article.date)):
        group = list(of_issue)
        of_group = list(islice(questions, len(group)))
        of_paper = known.papers.get(paper)
        if of_paper is None or not any(of_group):
            keys += [""] * len(group)
            continue
        key = digest("told", of_paper.digest, [f.digest for f in group], of_group)
        keys += [key] * len(group)
        if memo.recall(key) is None:
            texts = [
                (f.article.title, f.article.body if names else "", names)
                for f, names in zip(group, of_group, strict=True)
            ]
            new[key] = of_paper, texts
    if new:
        made = progress(workers.map(_of_texts, new.values()), "places", len(new))
        for key, told in zip(new, made, strict=True):
            memo.keep(key, told)
    for key, same in groupby(keys):
        yield from memo.recall(key) if key else ({} for _ in same)


def _of_texts(task: tuple[Paper, list[Untold]]) -> list[dict[str, Any]]:
    """What the texts of an issue tell."""
    paper, texts = task
    out = []
    for title, body, names in texts:
        told: dict[str, Any] = {}
        if "county" in names:
            told["county"], told["county_source"] = gazetteer().place_of(title, paragraphs(body), paper)
        if "kind" in names:
            told["kind"] = kind_of(title, paragraphs(body))
        if PRINT in names:
            told[PRINT] = ids.printed(title, body)
        out.append(told)
    return out


def _entry(reader: Reader, found: Found, told: Mapping[str, Any], known: Issues, places: Gazetteer) -> Entry | None:
    article, paper = found.article, known.papers.get(found.article.paper)
    if paper is None:
        return None
    update = {name: value for name, value in told.items() if name != PRINT}
    if (authors := tuple(map(_closed, article.authors))) != article.authors:
        update["authors"] = authors
    if update:
        article = article.model_copy(update=update)
    place = places.resolve(article.county, paper.adcode) if article.county else None
    if article.county and place is None:
        _report_place(reader, found.file, found.line, f"county of {found.who}", article.county, places)
    filled = tuple(name for name in TOLD if name in told)
    filled = ("id", *filled) if found.numbered else filled
    return Entry(article, place, filled, found.digest, (found.file, found.line), found.untouched)


def _closed(author: Author) -> Author:
    name = closed(author.name)
    return author if name == author.name else author.model_copy(update={"name": name})


def _report_place(reader: Reader, file: str, line: int, what: str, name: str, places: Gazetteer) -> None:
    near = places.suggest(name)
    mend = (
        f"Did you mean {near}?" if near and near != name else "Write its full name of today, 北京市朝阳区 if need be."
    )
    reader.report(file, line, f"{what} is {name}, which is no place of today or stands for several", mend)
