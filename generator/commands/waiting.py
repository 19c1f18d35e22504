"""What an archive holds, what waits for whom, and the command that goes on with it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.base.archive import Holdings
from generator.base.problems import Problem, Stop
from generator.build import handed, ledger
from generator.build.config import mkdocs_yml
from generator.commands.report import some
from generator.language.places import gazetteer
from generator.pipeline import last_found
from generator.printed import ocr
from generator.printed.kinds import Kind
from generator.review import drafts, overview, report_files
from generator.review.overview import Summary
from generator.seeds import holdings, issue_list, page_sources, status
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader

NAMED = 3  # issues that a line names


@dataclass(frozen=True)
class Waits:
    """One thing that waits."""

    what: str
    said: str
    """How much of it, and where."""
    command: str = ""
    """With which it goes on; empty where it waits for nobody."""


@dataclass(frozen=True)
class Standing:
    """How an archive stands."""

    holds: Sequence[str]
    """A line of each newspaper, and one of all."""
    waits: Sequence[Waits]
    problems: Sequence[Problem]
    """Those that stop a build. What is counted without them is what could be read."""


def standing(root: Path) -> Standing:
    """Reads `seeds/` and the settings, and changes nothing. Raises Stop where no list of issues can be read."""
    reader, to_read = Reader(root), Reader(root)
    known = issue_list.read(reader, gazetteer())
    if not known.papers:
        decode.stop(reader.problems)
    held = holdings.read(reader, known, gazetteer(), memo=last_found(root))
    pages = [*page_sources.to_read(to_read, known)]
    listed = overview.summaries(root, lambda issue: overview.counts(root, issue))
    config, wrong = _settings(root)
    problems = tuple(dict.fromkeys([*reader.problems, *wrong]))
    waits = [
        *_to_read(pages),
        *_of_issues(listed),
        *_drafts(root),
        *_reports(root),
        *_closed(held),
        *_problems(problems),
        *(_site(root, config) if config else ()),
    ]
    return Standing([*_holds(held, listed)], waits, [problem for problem in problems if problem.stops])


def _holds(held: Holdings, listed: Sequence[Summary]) -> Iterator[str]:
    issues, pages = Counter(key[0] for key in held.issues), Counter[str]()
    articles = Counter(entry.article.paper for entry in held.entries)
    for each in listed:
        pages[each.paper] += each.pages
    for key, paper in held.papers.items():
        days = sorted({str(issue.date) for issue in held.issues.values() if issue.paper == key})
        span = f", {' to '.join(dict.fromkeys((days[0], days[-1])))}" if days else ""
        counts = f"{some(issues[key], 'issue')}{span}; {some(pages[key], 'page')}, {some(articles[key], 'article')}"
        yield f"{paper.name} ({key}): {counts}"


def _to_read(pages: Sequence[page_sources.ToRead]) -> Iterator[Waits]:
    lacking = ocr.lacking() is not None
    pictures = [each.page.file for each in pages if each.kind is Kind.PICTURE and lacking]
    if others := [each.page.file for each in pages if not (each.kind is Kind.PICTURE and lacking)]:
        are = "is" if len(others) == 1 else "are"
        yield Waits("not read", f"{some(len(others), 'page')} that {are} no text: {_first(others)}", "baocang segment")
    if pictures:
        said = f"{some(len(pictures), 'picture')} of pages, whose characters are to be read: {_first(pictures)}"
        yield Waits("not read", said, ocr.INSTALL)


def _of_issues(listed: Sequence[Summary]) -> Iterator[Waits]:
    if broken := [_name(each) for each in listed if each.broken]:
        yield Waits("damaged", f"{some(len(broken), 'issue')}: {_first(broken)}", "baocang check")
    if fresh := [_name(each) for each in listed if each.total is None and not each.broken]:
        yield Waits("not segmented", f"{some(len(fresh), 'issue')}: {_first(fresh)}", "baocang segment")
    there = [each for each in listed if each.total is not None]
    total, read = sum(each.total or 0 for each in there), sum(each.reviewed for each in there)
    if left := [each for each in there if each.reviewed < (each.total or 0)]:
        worst = max(left, key=lambda each: each.doubt)
        said = f"{total - read:,} of {some(total, 'article')} in {some(len(left), 'issue')}; begin with {_name(worst)}"
        yield Waits("not reviewed", said, "baocang review")
    if lines := sum(each.unplaced for each in there):
        yield Waits("in no article", f"{some(lines, 'line')} that nobody has looked at", "baocang review")


def _drafts(root: Path) -> Iterator[Waits]:
    if found := sorted({f"{name.paper}-{name.date}" for name in drafts.names(root)}):
        yield Waits("not saved", f"drafts of {some(len(found), 'issue')}: {_first(found)}", "baocang review")


def _reports(root: Path) -> Iterator[Waits]:
    if found := report_files.waiting(root):
        yield Waits("reported", f"{some(len(found), 'report')} of readers", "baocang review")


def _closed(held: Holdings) -> Iterator[Waits]:
    day = status.today()
    counts = status.counts(held, status.published(held, day))
    withheld, withdrawn = counts["withheld"], counts["withdrawn"]
    until = status.same_days(held, day)[1] if withheld or withdrawn else None
    opens = f"; the next opens on {until}, with a build" if until else ""
    if withheld and withdrawn:
        yield Waits("closed", f"{withheld:,} withheld, {withdrawn:,} withdrawn{opens}")
    elif withheld:
        yield Waits("closed", f"{withheld:,} withheld{opens}")
    elif withdrawn:
        yield Waits("closed", f"{withdrawn:,} withdrawn{opens}")


def _problems(found: Sequence[Problem]) -> Iterator[Waits]:
    stops = [problem for problem in found if problem.stops]
    if doubts := len(found) - len(stops):
        said = f"{some(doubts, 'place')}; check looks at pages, pictures and the site as well, and may find more"
        yield Waits("doubtful", said, "baocang check")
    if stops:
        which = "stops" if len(stops) == 1 else "stop"
        yield Waits("wrong", f"{some(len(stops), 'problem')} that {which} a build", "baocang check")


def _settings(root: Path) -> tuple[MkDocsConfig | None, Sequence[Problem]]:
    """What `mkdocs.yml` says, or what is wrong with it."""
    try:
        return mkdocs_yml.read(Reader(root)), ()
    except Stop as stop:
        return None, stop.problems


def _site(root: Path, config: MkDocsConfig) -> Iterator[Waits]:
    """What of it readers do not have yet."""
    if not Path(config.site_dir).is_dir():
        yield Waits("site", "not built", "baocang build")
        return
    if not ledger.read(root, ledger.tools(config)).seeds:
        said = "built elsewhere, or with other settings or another version of the program"
        yield Waits("site", said, "baocang build")
    elif ledger.is_behind(root, config, status.today()):
        said = "something in seeds/ has changed since it was built, or another day has come"
        yield Waits("site", said, "baocang build")
    now = ledger.site(root)
    for place, published in sorted(handed.read(root).items()):
        if now and published["site"] != now:
            said = f"{place} has the site of {published['day']}, and it has changed since"
            yield Waits("readers", said, "baocang publish")


def _name(each: Summary) -> str:
    return f"{each.paper}-{each.date}"


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
