"""The commands that say what there is, and the one that puts words in the place of others."""

import json
import sys
from pathlib import Path

import click

from generator.base.speech import padded, said, width
from generator.commands import report
from generator.commands.spoken import agreed, say, takes_all
from generator.pipeline import last_found


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


@click.command(context_settings={"ignore_unknown_options": True})  # -疫情 is a word of the query
@click.argument("query", nargs=-1, required=True)
@click.option("--pages", is_flag=True, help="In the texts of the pages, too.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each.")
@click.pass_obj
def find(root: Path, query: tuple[str, ...], pages: bool, as_json: bool) -> None:
    """Find articles in seeds/, also those that are withheld or withdrawn: id, place in the file, title, words around.

    The query is read as on the site: all words must occur; "或" or OR between two, - or 不含 before one that must not,
    quotation marks around words with blanks, title: author: county: paper: column: subject: person: before one, or
    标题: 作者: 地区: 报纸: 栏目: 主题: 人物:. White space and forms of characters count for nothing.

    Exit status: 0 something is found; 1 nothing is, or not all could be read.
    """
    from generator.finding.hits import found  # noqa: PLC0415  (as review and serve: no build needs it)

    with report.reporting():
        hits, problems = found(root, " ".join(query), pages, last_found(root))
    for hit in hits:
        if as_json:
            click.echo(json.dumps(hit.as_json(), ensure_ascii=not takes_all()))
            continue
        what = "  ".join(
            filter(None, [hit.id, hit.title, f"({said(hit.status)})" if hit.status not in ("", "open") else ""])
        )
        click.echo(f"{hit.file}:{hit.line}: {what or hit.snippet}")
        if what and hit.snippet:
            click.echo(f"    {hit.snippet}")
    report.problems(problems)
    if not as_json:
        articles = sum(bool(hit.id) for hit in hits)
        lines = f", {report.some(len(hits) - articles, 'line')} of pages" if pages else ""
        say(f"{report.some(articles, 'article')}{lines}.")
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
        click.echo(f"{change.file}:{change.line}: {change.id}\n  - {change.before}\n  + {change.after}")
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
