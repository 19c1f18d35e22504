"""`seeds/` as one value: papers, issues and articles, checked against each other.

1. `issues.yml`: papers, issues, their page files.
2. `articles/*.yml` and `articles/*.jsonl`, one record at a time.
3. What an article leaves out is filled in, and its entry says so: `id` (the next free number of its page), `county`
   (what the text names, else the paper's home place), `kind`.
4. A letter-spaced name of an author, 王　伟, is closed up, so that it is one person's wherever it stands.
"""

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.memo import Memo, digest
from generator.metadata import kind_of
from generator.model import Archive, Article, Author, Entry, Issue, Paper, Progress, Source, Unplaced, passing
from generator.names import closed
from generator.places import Gazetteer
from generator.problems import Problem
from generator.reader import Lines, Reader, Where
from generator.workers import HERE, Workers

ISSUES = "seeds/issues.yml"
ARTICLES = "seeds/articles"
BLANK = Article.model_construct(paper="", date=datetime.date.min, title="", body="")
"""What an article is made of that needs no checks: a copy takes a third of the time that `model_construct` takes."""


@dataclass(frozen=True)
class Issues:
    """What `seeds/issues.yml` says, with the line of each issue for later problems."""

    papers: dict[str, Paper] = field(default_factory=dict)
    issues: dict[tuple[str, str], Issue] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """Keys of all papers that the file names, those with a problem among them."""


@dataclass(frozen=True)
class Found:
    """An article and where it stands."""

    file: str
    line: int
    article: Article
    digest: str
    """Of the article as it stands there."""
    numbered: bool = False
    """The build gave it its id."""

    @property
    def who(self) -> str:
        return self.article.id or self.article.title[:20]


def archive(
    reader: Reader,
    known: Issues,
    places: Gazetteer,
    workers: Workers = HERE,
    progress: Progress = passing,
    memo: Memo | None = None,
) -> Archive:
    """All of `seeds/`. What is wrong with it stands in `reader.problems`, and is left out of the value."""
    found = list(progress(_articles(reader, workers, memo or Memo()), "articles"))
    _check(reader, known, found)
    dated = dict(known.issues)
    for f in found:
        key = (f.article.paper, f.article.date.isoformat())
        if f.article.paper in known.papers and key not in dated:
            dated[key] = Issue.model_validate({"paper": key[0], "date": key[1]})
    entries = [e for f in _numbered(found) if (e := _entry(reader, f, known, places)) is not None]
    entries.sort(key=lambda e: (e.article.date, e.article.paper, e.article.page or 0, e.article.id))
    ordered = dict(sorted(dated.items(), key=lambda item: (item[0][1], item[0][0])))
    return Archive(known.papers, ordered, tuple(entries))


# ---- issues.yml ----------------------------------------------------------------------------------------------------


def issues(reader: Reader, places: Gazetteer) -> Issues:
    """Papers and issues of `seeds/issues.yml`."""
    if not (reader.root / ISSUES).exists():
        reader.report(ISSUES, None, "is missing", 'Write it, or start from the sample of "baocang new DIR".')
        return Issues()
    if (read := reader.yaml(ISSUES)) is None:
        return Issues()
    data, line = read
    for name in data.keys() - {"papers", "issues"}:
        reader.report(ISSUES, line((name,)), f'unknown field "{name}"', 'Known are "papers" and "issues".')
    named = data.get("papers") if isinstance(data.get("papers"), dict) else {}
    out = Issues(_papers(reader, named, line, places), named=frozenset(map(str, named or {})))
    for n, item in enumerate(data.get("issues") or []):
        who = str(item["paper"]) if isinstance(item, dict) and item.get("paper") else f"issue {n + 1}"
        at = line(("issues", n))
        issue = reader.record(Issue, item, ISSUES, line, ("issues", n), who)
        if issue is None:
            continue
        if issue.key in out.issues:
            mend = f"Put its pages under line {out.lines[issue.key]}, or correct the date."
            reader.report(ISSUES, at, f"{issue.paper} {issue.date} is listed a second time", mend)
            continue
        _check_origin(reader, out, issue.paper, issue.date, ISSUES, at)
        out.issues[issue.key] = issue
        out.lines[issue.key] = at
    return out


def _papers(reader: Reader, data: Any, line: Lines, places: Gazetteer) -> dict[str, Paper]:
    if not data:
        reader.report(ISSUES, line(("papers",)), "lists no newspaper", 'Add "papers:" with a short key and a name.')
    papers = {}
    for key, item in (data or {}).items():
        paper = reader.record(Paper, item, ISSUES, line, ("papers", key), str(key))
        if paper is None:
            continue
        papers[str(key)] = paper
        if paper.place and places.resolve(paper.place, paper.adcode) is None:
            _report_place(reader, ISSUES, line(("papers", key, "place")), f"place of {key}", paper.place, places)
    return papers


def page_texts(reader: Reader, issue: Issue, line: int) -> Iterator[tuple[str, int | None, str]]:
    """File, page and text of each page of an issue that can be read."""
    seeds = (reader.root / "seeds").resolve()
    for page in issue.pages:
        if not (seeds / page.file).resolve().is_relative_to(seeds):
            reader.report(ISSUES, line, f"{page.file} lies outside seeds/", "Move it into seeds/pages/.")
        elif (text := reader.text(f"seeds/{page.file}")) is not None:
            yield page.file, page.page, text


# ---- articles ------------------------------------------------------------------------------------------------------


def _articles(reader: Reader, workers: Workers, memo: Memo) -> Iterator[Found]:
    """All articles, file by file. To read YAML takes ten times as long as JSON, and longer than to hand over what was
    read: workers do that, side by side."""
    files = [f"{ARTICLES}/{path.name}" for path in sorted((reader.root / ARTICLES).glob("*"))]
    of_issues = workers.map(_read, ((reader.root, file) for file in files if file.endswith(".yml")))
    for file in files:
        if file.endswith(".yml"):
            found, problems = next(of_issues)
            reader.problems += problems
            yield from found
        elif file.endswith(".jsonl"):
            yield from _jsonl(reader, file, memo)
        elif not file.startswith(f"{ARTICLES}/."):
            what = "is neither .yml nor .jsonl and was left out"
            reader.report(file, None, what, "Rename it or take it away.", False)


def _read(task: tuple[Path, str]) -> tuple[list[Found], list[Problem]]:
    """The articles of a YAML file, and what is wrong with them."""
    root, file = task
    reader = Reader(root)
    return article_file(reader, file)[0], reader.problems


def article_file(reader: Reader, file: str) -> tuple[list[Found], list[Unplaced]]:
    """Articles and unplaced lines of `seeds/articles/PAPER-DATE.yml`."""
    if (read := reader.yaml(file)) is None:
        return [], []
    data, line = read
    for name in data.keys() - {"paper", "date", "articles", "unplaced"}:
        mend = "Known are paper, date, articles and unplaced."
        reader.report(file, line((name,)), f'unknown field "{name}"', mend)
    head = {name: data[name] for name in ("paper", "date") if name in data}
    found = []
    for n, item in enumerate(data.get("articles") or []):
        record = {**head, **item} if isinstance(item, dict) else item
        who = _name(record, n)
        article = reader.record(Article, record, file, line, ("articles", n), who)
        if article is not None:
            found.append(Found(file, line(("articles", n)), article, digest(article.model_dump_json())))
    unplaced = [
        reader.record(Unplaced, item, file, line, ("unplaced", n), f"unplaced line {n + 1}")
        for n, item in enumerate(data.get("unplaced") or [])
    ]
    return found, [u for u in unplaced if u is not None]


def _jsonl(reader: Reader, file: str, memo: Memo) -> Iterator[Found]:
    """Lines that the last build has checked, and in which nothing is to be put right, are not checked again: that takes
    as long as all else that is done to read them."""
    for first, lines in reader.parts(file):
        records = [(n, text) for n, text in enumerate(lines, first) if text.strip()]
        key = digest("lines", "\n".join(lines))
        if digests := memo.recall(key):
            for (n, text), each in zip(records, digests, strict=True):
                yield Found(file, n, _as_written(json.loads(text)), each)
            continue
        digests = []
        for n, text in records:
            try:
                data = json.loads(text)
            except json.JSONDecodeError as error:
                reader.report(file, n, f"broken JSON: {error.msg} (column {error.colno})", "Write one object a line.")
                continue
            article = reader.record(Article, data, file, _always(n), (), _name(data, n - 1))
            if article is None:
                continue
            found = Found(file, n, article, digest(text))
            if _is_as_written(article, data):
                digests.append(found.digest)
            yield found
        if len(digests) == len(records):
            memo.keep(key, digests)


def _is_as_written(article: Article, data: dict[str, Any]) -> bool:
    """The checks have put nothing right: white space at an end, an author's name alone, a page 1.0 (equal to 1, but it
    does not look so)."""
    try:
        same = _as_written(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return (repr(same), same.model_fields_set) == (repr(article), article.model_fields_set)


def _as_written(data: dict[str, Any]) -> Article:
    """The article of a record that is right."""
    values = {**data, "date": datetime.date.fromisoformat(data["date"])}
    if "authors" in data:
        values["authors"] = tuple(Author.model_construct(**author) for author in data["authors"])
    if "captions" in data:
        values["captions"] = tuple(data["captions"])
    if "source" in data:
        source = [{**each, "lines": tuple(each["lines"])} for each in data["source"]]
        values["source"] = tuple(Source.model_construct(**each) for each in source)
    return BLANK.model_copy(update=values)


def _always(line: int) -> Callable[[Where], int]:
    """A record of JSON stands on one line, all of it."""
    return lambda path: line


def _name(record: Any, n: int) -> str:
    """What a problem calls an article: its id, its title, or its place in the file."""
    if isinstance(record, dict) and (name := record.get("id") or record.get("title")):
        return str(name)[:40]
    return f"article {n + 1}"


def _check(reader: Reader, known: Issues, found: list[Found]) -> None:
    """Articles against the list of issues and against each other."""
    first: dict[str, Found] = {}
    for f in found:
        article = f.article
        _check_origin(reader, known, article.paper, article.date, f.file, f.line)
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


def _check_origin(reader: Reader, known: Issues, paper: str, day: datetime.date, file: str, line: int) -> None:
    if paper not in known.named and known.named:
        mend = f"Known are {', '.join(sorted(known.named))}; a new one is added under papers in {ISSUES}."
        reader.report(file, line, f'unknown paper "{paper}"', mend)
    if day > datetime.date.today():
        reader.report(file, line, f"the date {day} of {paper} lies in the future", "Correct the year, month or day.")


def _numbered(found: list[Found]) -> Iterator[Found]:
    """Articles without an id get the next free number of their page, in the order of their file."""
    last: Counter[str] = Counter()
    for f in found:
        prefix, _, number = f.article.id.rpartition("-")
        last[prefix] = max(last[prefix], int(number or 0))
    for f in found:
        article = f.article
        if article.id:
            yield f
            continue
        prefix = id_prefix(article.paper, article.date, article.page)
        last[prefix] += 1
        article = article.model_copy(update={"id": f"{prefix}-{last[prefix]:02d}"})
        yield replace(f, article=article, numbered=True)


def id_prefix(paper: str, date: datetime.date, page: int | None) -> str:
    return f"{paper}-{date}-{page or 0:02d}"


def _entry(reader: Reader, found: Found, known: Issues, places: Gazetteer) -> Entry | None:
    article, paper = found.article, known.papers.get(found.article.paper)
    if paper is None:
        return None
    given = article.model_fields_set
    update: dict[str, Any] = {}
    if "county" not in given:
        update["county"], update["county_source"] = places.place_of(article.title, article.paragraphs, paper)
    if "kind" not in given:
        update["kind"] = kind_of(article.title, article.paragraphs)
    if (authors := tuple(map(_closed, article.authors))) != article.authors:
        update["authors"] = authors
    if update:
        article = article.model_copy(update=update)
    place = places.resolve(article.county, paper.adcode) if article.county else None
    if article.county and place is None:
        _report_place(reader, found.file, found.line, f"county of {found.who}", article.county, places)
    filled = [name for name in ("county", "kind") if name not in given]
    return Entry(article, place, ("id", *filled) if found.numbered else tuple(filled), found.digest)


def _closed(author: Author) -> Author:
    name = closed(author.name)
    return author if name == author.name else author.model_copy(update={"name": name})


def _report_place(reader: Reader, file: str, line: int, what: str, name: str, places: Gazetteer) -> None:
    near = places.suggest(name)
    mend = (
        f"Did you mean {near}?" if near and near != name else "Write its full name of today, 北京市朝阳区 if need be."
    )
    reader.report(file, line, f"{what} is {name}, which is no place of today or stands for several", mend)
