"""The commands by which things come in: a call of a stage each, and a report of what became of it."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import pipeline
from generator.base.identity import issue_name
from generator.base.model import Article
from generator.base.problems import Problem
from generator.base.speech import padded, said
from generator.base.workers import processes, processors
from generator.build.display import Display
from generator.commands import report
from generator.commands.leaving import There
from generator.commands.spoken import say
from generator.incoming import columns
from generator.incoming.delivery import some
from generator.seeds import issue_list

if TYPE_CHECKING:
    from generator.incoming import adding
    from generator.incoming.importing import Report
    from generator.incoming.joining import Joined

SHOWN = 10
"""Doubles and articles of persons that are named; how many more there are is said."""


def _maps(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """COLUMN=FIELD. The last sign counts: a column may have one in its name."""
    found = {}
    for text in given:
        column, sign, to = text.rpartition("=")
        if not sign or not column.strip() or not to.strip():
            raise click.BadParameter(f"{text} is none. Write COLUMN=FIELD, as in --map 发表时间=date.")
        found[column.strip()] = to.strip()
    return found


def _dates(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """PAPER-DATE=DATE."""
    found = {}
    for text in given:
        issue, date = map(str.strip, text.partition("=")[::2])
        if not issue or not date:
            raise click.BadParameter(f"{text} is none. Write PAPER-DATE=DATE, as in llrb-2024-03-06=2024-03-07.")
        found[issue] = date
    return found


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=There(exists=True, path_type=Path))
@click.option(
    "--paper",
    "papers",
    multiple=True,
    metavar="KEY[=NAME]",
    help="Of which newspaper rows are that name none; with a name, those that bear it. A new one is listed.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_maps,
    help="What a column fills, - for nothing. It is kept in seeds/import.yml.",
)
@click.option(
    "--redate",
    "redated",
    multiple=True,
    metavar="PAPER-DATE=DATE",
    callback=_dates,
    help="The day of this issue is corrected: it moves there. PAPER-DATE=- where both days stand.",
)
@click.option("--older", is_flag=True, help="Let it correct what a later delivery brought, too.")
@click.option("--dry-run", is_flag=True, help="Say what would become of it, and write nothing.")
@click.pass_obj
def import_(
    root: Path,
    files: tuple[Path, ...],
    papers: tuple[str, ...],
    maps: dict[str, str],
    redated: dict[str, str],
    older: bool,
    dry_run: bool,
) -> None:
    """Take in delivered articles -> seeds/articles/PAPER-DATE.yml. FILE is a table (CSV, TSV, XLSX, XLS), a Word
    document (DOCX), a saved page of a 数字报 (HTML), Markdown, JSON or JSON Lines, or a folder of these.

    Columns are known by their names, in Chinese and English (日期 版次 引题 标题 副题 作者 正文 …). What is written
    otherwise is put right, and said. Where anything cannot be put right, all of it is said, and nothing is taken in.

    The same delivery again brings nothing twice. A corrected one changes the articles that nobody has worked on since,
    and names the others. One whose file was written before that of what the archive has changes nothing of that,
    without --older.
    """
    from generator.incoming.importing import Order, imported  # noqa: PLC0415  (it reads Word: an eighth of a start)

    with report.reporting():
        memo = pipeline.last_found(root)
        with partial(processes, processors())(pipeline.size_of(root / "seeds/articles")) as workers:
            done = imported(root, Order([*files], papers, maps, dry_run, older, redated), workers, memo, Display())
    report.problems(sorted({*done.problems}, key=Problem.place))
    for line in _table(done, dry_run):
        say(line)
    sys.exit(2 if done.stopped else 1 if done.joined.kept else 0)


def _table(done: "Report", dry: bool) -> Iterator[str]:
    """What became of the rows."""
    joined = done.joined
    yield f"\n{report.some(done.rows, 'row')} in what was delivered."
    taken = 0 if done.stopped else len(joined.new) + len(joined.updated)
    yield _counted("taken", taken, _taken(done) if taken else "")
    times = sum(done.told.times.values())
    yield _counted("put right", times, "" if times else "nothing")
    for number, kind, example in done.told.lines():
        yield f"{_counted('', number, kind)}: {example}"
    yield _counted("refused", done.refused, "nothing was taken in: see above" if done.stopped else "")
    twins = [twin for twin in joined.twins if not twin.elsewhere]
    yield _counted("doubles", len(twins) + len(joined.overtaken) + joined.again)
    if joined.again:
        yield _counted("", joined.again, "brought by an earlier delivery, as they are")
    if joined.overtaken:
        yield _counted("", len(joined.overtaken), "as they were before a later delivery corrected them:")
        yield from _listed([f"{twin.row.place} is {twin.of}" for twin in joined.overtaken])
    if twins:
        yield _counted("", len(twins), "the same text in two rows, or in the archive already:")
        yield from _listed([f"{twin.row.place} is {twin.of}" for twin in twins])
    if others := [twin for twin in joined.twins if twin.elsewhere]:
        yield f"taken, though another issue has the same text: {len(others):,}. A notice may be; a date may be wrong:"
        yield from _listed([f"{twin.row.place} is {twin.of}" for twin in others])
    if joined.forms:
        number = len(joined.forms)
        yield (
            f"taken as new, though an article of the issue says the same of another: {number:,}. "
            "To correct it, give its id in a column id:"
        )
        yield from _listed([f"{twin.row.place} is like {twin.of}" for twin in joined.forms])
    if joined.updated:
        number = len(joined.updated)
        yield f"corrected by this delivery: {number:,}. Were it the older one, what is right would be undone:"
        yield from _listed([f"{each.row.place}: {each.article.id} {each.change}" for each in joined.updated])
    yield from _left(joined)
    yield from _moved(done, dry)
    for key, name in done.added.items():
        yield f"{issue_list.FILE}: {key} {name} {'would be' if dry else 'is'} added. Write its home place there."
    if done.mapped:
        yield f"{columns.FILE}: what the columns are is kept there."
    if done.stopped:
        yield "Nothing is written. Mend what is named above, and import the file again."
    elif dry:
        yield "Nothing is written: this was a trial (--dry-run)."
    elif taken:
        yield 'Now "baocang build".'


def _moved(done: "Report", dry: bool) -> Iterator[str]:
    """Issues whose date was corrected."""
    for each in done.moved:
        old, new, articles = issue_name(each.old), issue_name(each.new), report.some(each.articles, "article")
        if dry:
            yield f"{old}: {articles} would move to {new}; old addresses would lead there."
        else:
            yield f"{old}: {articles} moved to {new}; old addresses lead there."


def _left(joined: "Joined") -> Iterator[str]:
    """What is not as the delivery says."""
    if joined.kept:
        yield f"left as they are, though the delivery says something else: {len(joined.kept):,}"
        yield from _listed(
            [f"{k.row.place}: {k.id}, for {k.why} ({', '.join(map(columns.called, k.fields))})" for k in joined.kept]
        )
    if joined.later:
        yield f"Of these {joined.later:,} of a later delivery; this one corrects them all the same with --older."


def _counted(what: str, number: int, more: str = "") -> str:
    """A line of the table: its parts are messages by themselves, for numbers stand below each other."""
    return f"{padded(said(what), 11)}{number:>9,}{f'   {said(more)}' if more else ''}"


def _taken(done: "Report") -> str:
    new, updated = done.joined.new, done.joined.updated
    parts = [f"{report.some(len(new), 'new article')}"] if new else []
    parts += [f"{report.some(len(updated), 'article')} corrected"] if updated else []
    days = _days([*new, *(each.article for each in updated)])
    return f"{', '.join(parts)}; {report.some(done.issues, 'issue')}, {days}"


def _days(articles: list[Article]) -> str:
    days = sorted({article.date for article in articles})
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _listed(lines: list[str]) -> Iterator[str]:
    for line in lines[:SHOWN]:
        yield f"                       {line}"
    if (more := len(lines) - SHOWN) > 0:
        yield f"                       and {more:,} more"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=There(exists=True, path_type=Path))
@click.option("--paper", "papers", multiple=True, metavar="KEY[=NAME]", help="Of which newspaper they are.")
@click.option(
    "--pattern",
    "patterns",
    multiple=True,
    metavar="PATTERN",
    help="How to read the names: {date} or {year} {month} {day}, {page}, {paper}, {any}. Kept in seeds/issues.yml.",
)
@click.option("--dry-run", is_flag=True, help="Say what would become of them, and write nothing.")
@click.pass_obj
def add(root: Path, files: tuple[Path, ...], papers: tuple[str, ...], patterns: tuple[str, ...], dry_run: bool) -> None:
    """Take in page files, or folders of them: each is listed under its newspaper, day and page in seeds/issues.yml, as
    its name says: llrb20240307_01.txt, 吕梁日报/2024/03/07/第01版.pdf, 20240307/A01.xml. A PDF of several sheets is
    listed sheet by sheet.

    The pattern of the names is found, shown and kept. What may be read in several ways is asked about, not guessed.
    Files from elsewhere are copied to seeds/pages/; those that lie in seeds/ stay where they are.
    """
    from generator.incoming import adding  # noqa: PLC0415  (as above)

    with report.reporting():
        done = adding.added(root, adding.Order([*files], papers, patterns, dry_run), Display())
    report.problems(sorted({*done.problems}, key=Problem.place))
    for line in _pages(done, dry_run):
        say(line)
    sys.exit(2 if done.stopped else 1 if done.problems else 0)


def _pages(done: "adding.Report", dry: bool) -> Iterator[str]:
    """What became of the page files."""
    for pattern, times in done.patterns.most_common():
        yield f"{pattern}: {report.some(times, 'file')}, as {done.examples[pattern]}."
    if done.left_out:
        names = some(done.left_out, len(done.left_out))
        yield f"{report.some(len(done.left_out), 'file')} of other kinds left out: {names}"
    if done.stopped:
        yield "Nothing is added. Mend what is named above, and add them again."
        return
    if new := done.copied + done.referenced:
        days = done.days[0] if done.days[0] == done.days[1] else f"{done.days[0]} to {done.days[1]}"
        yield f"{report.some(new, 'page file')} of {report.some(done.issues, 'issue')}, {days}."
    if done.copied and dry:
        yield f"{report.some(done.copied, 'file')} would be copied to seeds/pages/."
    elif done.copied:
        yield f"{report.some(done.copied, 'file')} copied to seeds/pages/; the originals are not needed any more."
    if done.referenced:
        yield f"{report.some(done.referenced, 'file')} listed where they lie in seeds/."
    if done.no_page:
        yield f"{report.some(done.no_page, 'file')} without a number of the page: page: null."
    if done.again:
        yield f"{report.some(done.again, 'file')} listed already."
    for key, name in done.added.items():
        yield f"{issue_list.FILE}: {key} {name} {'would be' if dry else 'is'} added. Write its home place there."
    if dry:
        yield "Nothing is written: this was a trial (--dry-run)."
    elif new:
        yield 'Now "baocang segment".'


def _take_reports(context: click.Context, _: click.Parameter, files: tuple[Path, ...]) -> None:
    """Reports of readers, before the desk opens that shows them."""
    from generator.review import report_files  # noqa: PLC0415

    if not files:
        return
    with report.reporting():
        taken = report_files.take_in(context.obj, files)
    report.problems(taken.problems)
    say(f"{report.some(taken.new, 'new report')} of readers; {taken.known:,} known already.")


reported = click.option(
    "--reports",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    expose_value=False,
    callback=_take_reports,
    help="Files, or folders of them, in which readers report errors; may be given again.",
)
