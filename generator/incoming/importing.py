"""`baocang import`: delivered articles into article files.

1. `readers` make rows of each file, whatever its format.
2. `columns` says which column fills which field, `articles` puts values right: what cannot be is named.
3. `joining` compares with what the archive has, issue by issue.
4. Where nothing is wrong, all files are written, or none (`writing`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.base import durable, regular
from generator.base.described import IMAGES
from generator.base.identity import issue_name, page_of
from generator.base.memo import Memo
from generator.base.model import Progress, passing
from generator.base.problems import Problem, Stop
from generator.base.workers import HERE, Workers
from generator.incoming import age, columns, issue_facts, joining, listing, papers, redating, writing
from generator.incoming.articles import Delivered, Making, Wrong, articles
from generator.incoming.columns import Columns
from generator.incoming.delivery import Beside, Row, Source, Told, Unreadable
from generator.incoming.editions import Editions
from generator.incoming.joining import Changed, Joined, Key, OfIssue
from generator.incoming.papers import Papers
from generator.incoming.pictures import Pictures
from generator.incoming.readers import document, markdown_file, records, separated, web_page, workbook
from generator.language.places import gazetteer
from generator.seeds import agent_list, article_files, issue_list, taken
from generator.seeds import articles as seeds_articles
from generator.seeds import pictures as seeds_pictures
from generator.seeds.article_files import Found, article_file, file_of
from generator.seeds.files.reader import Reader
from generator.seeds.status import today

READERS: dict[str, Callable[[Source, Callable[[str], bool]], Iterator[Row]]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".tab"), separated.read),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".et"), workbook.read),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), records.read),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), web_page.read),
    **dict.fromkeys((".md", ".markdown"), markdown_file.read),
    ".docx": document.read,
}
"""By the ending of a file."""
LOOKED_AT = 200
"""Rows by which it is said what an unknown column may be."""
TABLES = (separated.read, workbook.read, records.read)
"""Readers whose rows have names for all of a file: without one for the title it has no titles."""
HINTS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "Open it in Word or WPS, and save it as .docx."),
    **dict.fromkeys((".ods", ".numbers", ".mdb", ".dbf"), "Open it in its program, and save it as .xlsx or .csv."),
    **dict.fromkeys((".zip", ".rar", ".7z"), "Unpack it, and name the folder."),
    **dict.fromkeys((".pdf", ".jpg", ".png", ".tif"), "A page is added as a text: see baocang add."),
}
"""What to do with files of other kinds."""
OTHERS = "files of other kinds in folders, left out"


@dataclass(frozen=True)
class Order:
    """What the command line says."""

    files: Sequence[Path]
    papers: Sequence[str] = ()
    """KEY, or KEY=NAME."""
    maps: Mapping[str, str] = field(default_factory=dict)
    """Names of columns, each with its field."""
    dry: bool = False
    older: bool = False
    """It corrects what a later delivery brought, too."""
    redated: Mapping[str, str] = field(default_factory=dict)
    """Issues (PAPER-DATE) whose date it corrects, each with that date, or with - where both days stand."""


@dataclass
class Report:
    """What became of a delivery."""

    rows: int = 0
    told: Told = field(default_factory=Told)
    joined: Joined = field(default_factory=Joined)
    refused: int = 0
    issues: int = 0
    """That have something new."""
    added: Mapping[str, str] = field(default_factory=dict)
    """Newspapers that were added to the list."""
    mapped: bool = False
    """`seeds/import.yml` was written."""
    moved: Sequence[redating.Redated] = ()
    """Issues whose date was corrected."""
    problems: list[Problem] = field(default_factory=list)
    """What stops nothing, or, where `stopped`, everything."""
    stopped: bool = False


def imported(
    root: Path, order: Order, workers: Workers = HERE, memo: Memo | None = None, progress: Progress = passing
) -> Report:
    """Takes in what was delivered; nothing of it where anything is wrong. `memo` is what the last build found out."""
    with durable.writing(root):
        reader, report = Reader(root), Report()
        known = issue_list.read(reader, gazetteer())
        by_name = columns.mapped(columns.read(reader), order.maps)
        of = Papers.of(known.papers, order.papers)
        if any(problem.stops for problem in reader.problems):
            raise Stop(reader.problems)
        places, editions = gazetteer().knowing(known.own), Editions.of(known.issues.values())
        there, unread = _there(root, workers, memo)
        ids = {each.article.id for each in there}
        pictures = Pictures(root, _pictures(root))
        there_are = pictures, editions, ids, _namesakes(root)
        by = Making(by_name, of, places, report.told, Wrong(), today(), *there_are)
        delivered = [*_delivered(root, order, by, report, progress)]
        by.wrong.found += of.unnamed()
        report.refused = by.wrong.rows
        report.problems += by.wrong.problems()
        if any(problem.stops for problem in report.problems):
            report.stopped = True
            return report
        report.joined.older = order.older
        by_issue = joining.once(delivered, report.joined)
        likely = [*redating.likely(by_issue, _by_issue(there))]
        report.moved = redating.decided(likely, order.redated, known)
        if not order.dry and report.moved:
            redating.carry_out(root, report.moved, known)
            known, there = issue_list.read(Reader(root), gazetteer()), _there(root, HERE, None)[0]
        changed = _joined(root, by_issue, report, there, unread)
        report.issues = len(changed)
        report.added = of.to_add({article.paper for article in report.joined.new})
        of_rows = ((each.row, each.article.issue, each.facts) for each in delivered)
        called = editions.called(each.article.issue for each in delivered)
        facts = issue_facts.told(of_rows, known.issues, called, report.told)
        if not order.dry:
            pictures.write([*report.joined.new, *(each.article for each in report.joined.updated)])
            report.mapped = columns.keep(root, order.maps)
            files = {each.of.file: _text(root, each).encode() for each in progress(changed, "issues", len(changed))}
            writing.write(root, {**_list(root, report.added, facts), **files})
        return report


def _list(root: Path, added: Mapping[str, str], facts: Mapping[Key, listing.Facts]) -> dict[str, bytes]:
    """`seeds/issues.yml` with newspapers and what rows say of issues; nothing where there is none of that."""
    if not added and not facts:
        return {}
    path = root / issue_list.FILE
    data = papers.with_papers(root, added) if added or not regular.is_file(path) else regular.content(path)
    return {issue_list.FILE: listing.listed(data, {}, said=facts) if facts else data}


# ---- rows ----------------------------------------------------------------------------------------------------------


def _namesakes(root: Path) -> dict[str, str]:
    """Ids of people whom their names alone do not tell. What is wrong with the list, a build says."""
    reader = Reader(root)
    listed = agent_list.read(reader).of if regular.is_file(root / agent_list.FILE) else {}
    return {id: each.name for id, each in listed.items() if each.name and each.name != id}


def _pictures(root: Path) -> frozenset[str]:
    """The pictures of the archive, relative to `seeds/`."""
    folder = root / "seeds" / IMAGES
    return frozenset(f"{IMAGES}/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file())


def _delivered(root: Path, order: Order, by: Making, report: Report, progress: Progress) -> Iterator[Delivered]:
    files = [*_files(order.files, report)]
    unknown: dict[tuple[tuple[str, ...], frozenset[str]], list[str]] = {}
    for path, within in progress(files, "files", len(files)):
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        source = Source(path, name, report.told, report.problems)
        try:
            rows = [*_rows(source, by.columns)]
            when, beside = age.written(path), Beside(path.parent, within.resolve())
            rows = [replace(row, written=when, beside=beside) for row in rows]
        except Unreadable as error:
            report.problems += error.problems
            continue
        except OSError as error:
            source.wrong(f"cannot be read: {error.strerror or error}", "See that it is there and that you may read it.")
            continue
        report.rows += len(rows)
        if rows and _named(source, rows, by.columns, unknown):
            yield from articles(rows, by)
        elif not rows and len(files) == 1 and not any(problem.stops for problem in report.problems):
            source.wrong("holds no article", "Leave it out, or see that it is the right file.")
    report.problems += (by.columns.unknown(of, names, filled) for (names, filled), of in unknown.items())


def _files(given: Sequence[Path], report: Report) -> Iterator[tuple[Path, Path]]:
    """The files, and those in folders of a kind that is read, each with the folder that was delivered."""
    for path in given:
        if not path.is_dir():
            yield path, path.parent
            continue
        within = sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith((".", "~$")))
        yield from ((each, path) for each in within if each.suffix.lower() in READERS)
        for each in within:
            if each.suffix.lower() not in (*READERS, *seeds_pictures.ENDINGS):
                report.told.note(OTHERS, each.name)


def _rows(source: Source, by_name: Columns) -> Iterator[Row]:
    ending = source.path.suffix.lower()
    if (read := READERS.get(ending)) is None:
        mend = HINTS.get(ending) or f"Known are {', '.join(sorted(READERS))}."
        raise Unreadable(source.name, f"is no kind of file that is read ({ending or 'no ending'})", mend)
    if not regular.is_file(source.path):
        raise Unreadable(source.name, f"is {regular.kind(source.path)} and no file", "Name a file.")
    return read(source, by_name.known)


def _named(
    source: Source,
    rows: Sequence[Row],
    by_name: Columns,
    unknown: dict[tuple[tuple[str, ...], frozenset[str]], list[str]],
) -> bool:
    """Whether the columns tell what an article needs. Into `unknown` go those that nobody knows, and what the others of
    their file fill, with such files."""
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(name for name, value in row.cells.items() if value not in (None, "", [])))
    fields = {name: by_name.field_of(name) for name in names}
    filled = frozenset(filter(None, fields.values()))
    if names_unknown := tuple(name for name, of in fields.items() if of is None):
        unknown.setdefault((names_unknown, filled), []).append(source.name)
    if READERS[source.path.suffix.lower()] not in TABLES:
        return True
    missing = [name for name in ("title", "body") if name not in fields.values()]
    if "date" not in fields.values() and not {"year", "month", "day"} <= {*fields.values()}:
        missing.insert(0, "date")
    unsaid = {column: [row.cells.get(column) for row in rows[:LOOKED_AT]] for column, of in fields.items() if not of}
    for name in missing:
        alike = [column for column in unsaid if columns.likely_field(column) == name]
        likely = columns.likely_column(name, unsaid) or (alike[0] if alike else "NAME")
        own = columns.called(name)
        example = {"date": "日期", "title": "标题", "body": "正文"}[name]
        mend = f'Name the column {example}, or say which it is: --map "{likely}={own}".'
        source.wrong(f"has no column for the {own}; it has {', '.join(list(names)[:12]) or 'none'}", mend)
    return not missing


# ---- the archive ---------------------------------------------------------------------------------------------------


def _there(root: Path, workers: Workers, memo: Memo | None) -> tuple[list[Found], list[Problem]]:
    """The articles of the archive, and why some of its files cannot be read."""
    reader = Reader(root)
    return [*article_files.found(reader, workers, memo)], [problem for problem in reader.problems if problem.stops]


def _by_issue(found: Sequence[Found]) -> dict[Key, list[Found]]:
    there: dict[Key, list[Found]] = {}
    for each in found:
        there.setdefault(each.article.issue, []).append(each)
    return there


def _joined(
    root: Path,
    by_issue: Mapping[Key, Sequence[Delivered]],
    report: Report,
    found: Sequence[Found],
    unread: Sequence[Problem],
) -> list[Changed]:
    """The issues whose files are to be written. Stop where one of these cannot be read."""
    there = _by_issue(found)
    elsewhere: dict[str, str] = {}
    for each in found:
        elsewhere.setdefault(joining.content(each.article), each.who)
    files = {file_of(key) for key in by_issue}
    if wrong := [p for p in unread if p.file in files or not p.file.endswith(".yml")]:
        raise Stop(wrong)
    ever: dict[str, dict[str, int]] = {}
    for page, number in taken.taken(root).highest.items():
        ever.setdefault(page_of(page), {})[page] = number
    changed = []
    for key, of_issue in sorted(by_issue.items()):
        of = _of_issue(root, key, there.get(key, ()), ever.get(issue_name(key), {}))
        before = len(report.joined.new)
        if new := joining.joined_to(of, of_issue, elsewhere, report.joined):
            changed.append(new)
        for article in report.joined.new[before:]:
            elsewhere.setdefault(joining.content(article), article.id)
    return changed


def _of_issue(root: Path, key: Key, found: Sequence[Found], highest: Mapping[str, int]) -> OfIssue:
    """`highest` are the numbers that were ever given, by page."""
    name, file = issue_name(key), file_of(key)
    if wrong := article_files.misnamed(root, key):
        raise Stop([wrong])
    if not regular.is_file(root / file):
        return OfIssue(key, found, file, highest=highest)
    own = article_file(Reader(root), file)
    text = Reader(root).text(file) or ""
    highest = taken.joined(highest, seeds_articles.given(text, name))
    others = [each for each in found if each.file != file]
    return OfIssue(key, [*own.articles, *others], file, own.by_machine, highest)


def _text(root: Path, changed: Changed) -> str:
    """The article file of an issue as it is to be."""
    file = changed.of.file
    before, unplaced = "", []
    if regular.is_file(root / file):
        before, unplaced = Reader(root).text(file) or "", article_file(Reader(root), file).unplaced
    return seeds_articles.to_yaml(changed.of.key, changed.articles, unplaced, before, changed.record)
