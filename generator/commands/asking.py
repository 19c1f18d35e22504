"""The commands that say what there is, and the one that puts words in the place of others."""

import difflib
import json
import sys
from pathlib import Path

import click

from generator.base.facsimile import Shown
from generator.base.speech import is_chinese, padded, said, width
from generator.base.workers import processes, processors
from generator.build.display import Display
from generator.commands import report
from generator.commands.spoken import agreed, say, takes_all
from generator.pipeline import last_found
from generator.seeds.files.reader import Reader


@click.command()
@click.pass_obj
def status(root: Path) -> None:
    """What the archive holds, what waits, and the command that goes on with it, in one screen."""
    from generator.commands import waiting  # noqa: PLC0415  (as review and serve: no build needs it)

    with report.reporting():
        found = waiting.standing(root)
    for line in found.holds:
        say(line)
    if not found.waits:
        say("\nNothing waits.")
        return
    click.echo()
    first = max(width(said(each.what)) for each in found.waits)
    for each in found.waits:
        click.echo(f"{padded(said(each.what), first)}  {said(f'{each.said}.')}")
        if each.command:
            click.echo(f"{'':<{first}}  -> {each.command}")
    sys.exit(1 if found.problems else 0)


@click.command()
@click.option("--as", "how", type=click.Choice(["clip", "page"]), help="As if the settings said so.")
@click.pass_obj
def facsimiles(root: Path, how: Shown | None) -> None:
    """What the pictures of printed pages weigh, or would: measured on some pages of each newspaper, told for each year.

    Nothing is written or published. What is published, the settings say (extra: archive: facsimile:), or a newspaper or
    an issue in seeds/issues.yml.

    Exit status: 0 all well; 1 a file cannot be used, or a page that is to be shown cannot be.
    """
    from generator.build import hosts  # noqa: PLC0415  (as review and serve: no build needs it)
    from generator.build.config import mkdocs_yml, settings  # noqa: PLC0415
    from generator.build.facsimile_weight import weighed  # noqa: PLC0415

    with report.reporting():
        default = settings.own(mkdocs_yml.read(Reader(root)).extra).facsimile
        with processes(processors()) as workers:
            found, problems = weighed(root, how or default, workers, Display())
    report.problems(problems)
    if not found:
        say("No picture of a page is to be published. Measure it with --as clip or --as page.")
    for of in found:
        say(
            f"{of.paper}: {hosts.said(round(of.page))} for a page, {hosts.said(round(of.cuttings))} for its cuttings; "
            f"{report.some(of.measured, 'page')} measured."
        )
        for year, pages in of.years.items():
            say(f"  {year}: {report.some(pages, 'page')}, {hosts.said(round(pages * (of.page + of.cuttings)))}.")
    if found:
        size = round(sum(of.all for of in found))
        say(f"{hosts.said(size)} in all.")
        for line in hosts.share_of(size):
            say(line)
    sys.exit(1 if problems else 0)


MARKS = ("【", "】")


def marked(text: str) -> str:
    """A preview with what was found in it as a terminal can show it."""
    parts = text.split("**")
    return "".join(f"{MARKS[0]}{part}{MARKS[1]}" if n % 2 else part for n, part in enumerate(parts))


@click.command(context_settings={"ignore_unknown_options": True})  # -疫情 is a word of the query
@click.argument("query", nargs=-1, required=True)
@click.option("--pages", is_flag=True, help="In the texts of the pages, too.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each.")
@click.pass_obj
def find(root: Path, query: tuple[str, ...], pages: bool, as_json: bool) -> None:
    """Find articles in seeds/, also those that are withheld or withdrawn: id, place in the file, title, words around.

    The query is read as on the site: all words must occur; "或" or OR between two, - or 不含 before one that must not,
    quotation marks around words with blanks, title: author: county: paper: column: subject: person: before one, or
    标题: 作者: 地区: 报纸: 栏目: 主题: 人物:. Notes are looked through as well, the staff's own with them: 附注: 备注:.
    White space and forms of characters count for nothing. Days, newspapers,
    places and people narrow it, as 停电 2024, 兴县报 停电; in quotation marks they are words. A name behind 作者: is
    meant whole: 作者:王 finds nobody called 王伟, 作者:王* does.

    Exit status: 0 something is found; 1 nothing is, or not all could be read.
    """
    from generator.finding.hits import found  # noqa: PLC0415  (as review and serve: no build needs it)
    from generator.finding.query import FIELDS_SAID, unknown_field  # noqa: PLC0415

    with report.reporting():
        made = found(root, " ".join(query), pages, last_found(root))
    hits, problems = made.hits, made.problems
    for hit in hits:
        if as_json:
            click.echo(json.dumps(hit.as_json(), ensure_ascii=not takes_all()))
            continue
        what = "  ".join(
            filter(None, [hit.id, hit.title, f"({said(hit.status)})" if hit.status not in ("", "open") else ""])
        )
        click.echo(f"{hit.file}:{hit.line}: {what or marked(hit.snippet)}")
        if what and hit.snippet:
            click.echo(f"    {marked(hit.snippet)}")
    report.problems(problems)
    if made.narrowed:
        say(f"Narrowed by {made.narrowed}. The words as they stand: baocang find '{made.reading.plain}'", err=as_json)
    if not as_json:
        articles = sum(bool(hit.id) for hit in hits)
        lines = f", {report.some(len(hits) - articles, 'line')} of pages" if pages else ""
        say(f"{report.some(articles, 'article')}{lines}.")
        if not hits and (name := unknown_field(" ".join(query))):
            near = difflib.get_close_matches(name, FIELDS_SAID, 1, 0.5)
            meant = f"Did you mean {near[0]}?" if near else f"Fields are {', '.join(FIELDS_SAID)}."
            say(f"{name} is no field, and was looked for as text. ", meant)
    sys.exit(0 if hits and not problems else 1)


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.argument("query", nargs=-1)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--undo", is_flag=True, help="Take back what the last one changed.")
@click.pass_obj
def replace(root: Path, old: str | None, new: str | None, query: tuple[str, ...], yes: bool, undo: bool) -> None:
    """Put words in the place of others in all articles, or in those that a query finds (see "find").

    Each place is shown in its line, then it asks, and writes all or nothing. The words are taken to the letter, in
    headlines, bylines, texts, captions, names of authors and what was written down. An article that is changed is a
    person's: no "segment" makes it anew.

    "baocang replace --undo" takes the last one back, as long as nobody has changed these files since.
    """
    from generator.finding import replacing  # noqa: PLC0415  (as review and serve: no build needs it)

    if undo:
        if old or new or query:
            raise click.UsageError("--undo stands alone.")
        with report.reporting():
            what, files = replacing.take_back(root)
        say(f"{what}: taken back in {report.some(len(files), 'file')}.")
        return
    if not old or new is None:
        raise click.UsageError('Say what is to be replaced, and by what: baocang replace "太阳神" "太原".')
    if "\n" in old + new or "\r" in old + new:
        raise click.UsageError("The words stand in one line each.")
    if old == new:
        raise click.UsageError("Both are the same.")
    with report.reporting():
        plan = replacing.planned(root, old, new, " ".join(query), last_found(root))
    for change in plan.changes:
        of = f"{said(change.field)}{'：' if is_chinese() else ': '}"
        click.echo(
            f"{change.file}:{change.line}: {change.id}\n  - {of}{marked(change.before)}\n  + {of}{marked(change.after)}"
        )
    if not plan.changes:
        say("Nothing has these words.")
        sys.exit(1)
    articles = report.some(len({change.id for change in plan.changes}), "article")
    places = f"{report.some(len(plan.changes), 'place')} in {articles}"
    if not yes and not agreed(f"{places} of {report.some(len(plan.files), 'file')}. Replace them?"):
        say("Nothing was changed.")
        sys.exit(1)
    with report.reporting():
        replacing.carry_out(root, plan, f"{old} -> {new}")
    say(f'{places} changed. "baocang replace --undo" takes it back.')
