"""The commands by which a site leaves this machine: a call of a stage each, and a report of what it did."""

import os
import sys
from functools import partial
from pathlib import Path
from subprocess import list2cmdline
from typing import Any

import click

from generator.base.problems import Problem, Stop
from generator.base.workers import processes, processors
from generator.build.display import Display
from generator.build.part import Part, years
from generator.build.publish.sending import Plan, said
from generator.commands import handover, report
from generator.commands.spoken import agreed, say

SHOWN = 10  # files of each kind that a plan names


class There(click.Path):
    """A path on the command line: from the archive's folder, as all others, for -C is as if one was there."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        root: Path | None = ctx.obj if ctx else None
        return super().convert(root / value if root and root != Path.cwd() else value, param, ctx)


def _named(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """One that is empty, as a script's variable may be, would give all of the archive the name of the whole."""
    if text is not None and not text.strip():
        raise click.BadParameter("is empty. Name one, or leave the option out.")
    return text


def _years(_: click.Context, __: click.Parameter, text: str | None) -> tuple[int, int] | None:
    try:
        return None if text is None else years(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command()
@click.option(
    "--years", metavar="A-B", callback=_years, help="Only articles of these years, or of one: 1960-1969, 1965."
)
@click.option("--paper", metavar="KEY", callback=_named, help="Only articles of this newspaper.")
@click.option(
    "--county",
    metavar="NAME",
    callback=_named,
    help="Only articles that are filed under this place, or within it: 兴县, 吕梁市.",
)
@click.option("--zim", "for_kiwix", is_flag=True, help="One file for Kiwix, on a phone or in a library: dist/NAME.zim.")
@click.option(
    "--facsimile/--no-facsimile", "pictured", default=True, help="With the pictures of printed pages that the site has."
)
@click.pass_obj
def bundle(
    root: Path, years: tuple[int, int] | None, paper: str | None, county: str | None, for_kiwix: bool, pictured: bool
) -> None:
    """Build, and pack the site for reading offline: dist/NAME.zip. Unpack it, open 开始阅读.html; search works too.

    With --zim it is one file, which Kiwix (kiwix.org) opens as it is on a phone, and kiwix-serve in a library. This
    needs libzim, which is under the GPL, version 3: pip install "baocang[zim]".
    """
    part = Part(years, paper, county) if years or paper or county else None
    with report.reporting(kept=report.SITE):
        built, path = handover.bundle(root, Display(), partial(processes, processors()), part, for_kiwix, pictured)
    report.problems(built.problems)
    start = "Open it in Kiwix" if for_kiwix else f"Unpack it and open {built.say('bundle.start')}.html"
    say(f"{path.relative_to(root)}: {path.stat().st_size / 1e6:.1f} MB. {start}.")


@click.command()
@click.pass_obj
def bag(root: Path) -> None:
    """Build, and pack the whole archive for keeping: dist/NAME-bag.zip, a bag (BagIt, RFC 8493).

    It has sources, articles, pages of its own, settings and the site, each issue as METS and TEI, and the formats in
    words. It has what is withheld as well: it is the archive's own copy.
    """
    with report.reporting(kept=report.SITE):
        built, made = handover.bag(root, Display(), partial(processes, processors()))
    report.problems([*built.problems, *made.problems])
    size = made.path.stat().st_size / 1e6
    say(f"{made.path.relative_to(root)}: {report.some(made.files, 'file')}, {size:.1f} MB.")
    parts = [report.some(made.closed, "closed article")] if made.closed else []
    parts += [f"the staff's notes on {report.some(made.notes, 'article')}"] if made.notes else []
    parts += ["withheld lines of pages"] if made.lines else []
    for what in parts:
        say(f"It holds {what} as well: it is the archive's own copy, and not to be published.")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=There(exists=True, path_type=Path))
def verify(files: tuple[Path, ...]) -> None:
    """Tell whether a bag, a bundle or a ZIM file is as it was when it was made, by the checksums in it.

    FILE is a zip, or the folder that it was unpacked to. Everything that is wrong is printed, one line each. Nothing is
    unpacked: a zip that would write elsewhere, or grow beyond measure, is refused.
    """
    from generator.build.preservation.verify import verified  # noqa: PLC0415  (no other command needs it)

    wrong = 0
    for file in files:
        with report.reporting():
            found = verified(file, Display())
        report.problems(sorted(set(found.problems), key=Problem.place))
        wrong += len(found.problems)
        if not found.problems:
            size = f"{report.some(found.files, 'file')}, {found.bytes / 1e6:.1f} MB"
            say(f"{file}: whole. It is {found.what}, {size}.")
    if wrong:
        say(f"{report.some(wrong, 'problem')}.")
    sys.exit(1 if wrong else 0)


@click.command(options_metavar="[--to PLACE] [OPTIONS]", context_settings={"allow_extra_args": True})
@click.option("--to", metavar="PLACE", help="Where to; else what mkdocs.yml says (extra: archive: publish:).")
@click.option("--dry-run", is_flag=True, help="Only show what would change there.")
@click.option("--yes", is_flag=True, help="Do not ask before files are deleted there.")
@click.option("--replace", is_flag=True, help="Also where the site of another archive stands: it goes.")
@click.option("--all", "again", is_flag=True, help="Send every file, also what has not changed.")
@click.pass_obj
def publish(root: Path, to: str | None, dry_run: bool, yes: bool, replace: bool, again: bool) -> None:
    """Build, prove that nothing withheld is in the site, and send what has changed to its readers.

    \b
    PLACE is one of
      /srv/www/baozang                        a folder: of a web server, a shared drive, a stick
      git:gh-pages                            a branch of the archive's own repository, as GitHub Pages shows it
      git+https://HOST/NAME.git#gh-pages      a branch of another one; also git@HOST:NAME.git#gh-pages
      rsync+ssh://USER@HOST/srv/www/baozang   a folder of a server, by rsync; also USER@HOST:/srv/www/baozang
      sftp://USER@HOST/srv/www/baozang        the same by SFTP

    What changes is shown first, and nothing is deleted unasked. A place with files that no "publish" or build has
    put there is refused. A folder that does not begin at the root lies beside the archive's own; within the archive
    only docs/ and public/ are taken, in which hosts look.
    """

    if more := click.get_current_context().args:
        raise click.UsageError(f"Say where to with --to: baocang publish --to {list2cmdline(more[:1])}")

    def agree(place: str, plan: Plan) -> bool:
        counts = (
            f"{len(plan.new):,} new, {len(plan.changed):,} changed, {len(plan.gone):,} to delete, {plan.same:,} stay"
        )
        say(f"{place}: {counts}; {plan.size / 1e6:.1f} MB to send.")
        for line in said(plan, SHOWN):
            say(line)
        sends = not dry_run and _is_agreed(place, plan, yes, replace)
        if sends:
            say("Sending …")
        return sends

    with report.reporting(kept="what stands there is as it was, or whole after the next run"):
        try:
            done = handover.publish(root, Display(), partial(processes, processors()), to, again, agree)
        except handover.NoDestination:
            mend = 'Name one: --to /srv/www/baozang, or "publish:" below "extra: archive:" in mkdocs.yml.'
            raise click.UsageError(f"Nobody has said where the site goes. {mend}") from None
    report.problems([*done.built.problems, *done.audit.notices, *done.audit.problems])
    if done.plan is None:
        say(f"{report.some(len(done.audit.problems), 'problem')}. Nothing was published.")
    elif not done.plan:
        say(f"{done.to}: nothing has changed.")
    elif done.sent:
        say(f"{done.to}: published.")
    else:
        say("Nothing was published.")
    sys.exit(1 if done.plan is None or (done.plan and not done.sent and not dry_run) else 0)


def _is_agreed(place: str, plan: Plan, yes: bool, replace: bool) -> bool:
    """Whether a plan may be carried out. Raises Stop where nobody was asked and another archive's site would go."""
    if plan.other and yes and not replace:
        mend = "Name another place; where this site is to take that one's, say --replace."
        raise Stop([Problem(place, None, f"holds the site of another archive: {plan.other}", mend)])
    if plan.other and not replace:
        return agreed(f"The site of another archive stands there: {plan.other}. Replace it?")
    return yes or not plan.missed or agreed(f"Delete {report.some(len(plan.missed), 'file')} there?")
