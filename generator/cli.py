"""The command line. Each command is one call of a stage and a report of what it did.

Exit status: 0 all well; 1 problems that `check` would print; 2 unusable arguments, or input that stops the work.
"""

import datetime
import sys
import webbrowser
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from generator import pipeline
from generator.base import speech
from generator.base.disks import fault
from generator.base.problems import Stop
from generator.base.speech import LANGUAGES
from generator.base.when import as_people_write
from generator.base.workers import processes, processors
from generator.build import ledger
from generator.build.cluster import cluster
from generator.build.display import Display
from generator.build.hosts import HOSTS, measured, near, shares
from generator.build.intake import Manner
from generator.build.new import begin, renew
from generator.commands import report, whereabouts
from generator.commands.arriving import add, import_, reported
from generator.commands.asking import facsimiles, find, replace, status
from generator.commands.leaving import There, bag, bundle, publish, verify
from generator.commands.spoken import HELP, Group, choose, say
from generator.seeds.following.segmenting import Segmented
from generator.seeds.status import today

ANYWHERE = ("new", "verify")
"""Commands that need no archive."""
ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=choose,
    help="Speak Chinese or English. The system's language if not given, or BAOCANG_LANG.",
)
@click.option(
    "-C",
    "root",
    type=ROOT,
    default=".",
    metavar="DIR",
    help="The archive's folder; paths begin there. This one if not given.",
)
@click.version_option(package_name="baocang", prog_name="baocang")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """A static archive of Chinese local newspapers: page texts in, a searchable website out.

    \b
    An archive is a folder:
      mkdocs.yml            name, address and look of the site
      seeds/issues.yml      newspapers and issues
      seeds/pages/          their pages: text, PDF, pictures, what OCR writes
      seeds/articles/       the articles: made by "segment", corrected by people
      site_src/             pages written by hand
      site/                 the website that "build" makes

    Start with "baocang new DIR"; "add" and "import" take in what there is already. Then "segment", "review" to read and
    correct, "build".
    """
    context.obj = root.resolve()
    with report.reporting():
        if context.invoked_subcommand not in ANYWHERE and not context.meta[HELP]:
            whereabouts.stop_elsewhere(context.obj, f"{context.invoked_subcommand}")
        pipeline.mend(context.obj)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--hosting", is_flag=True, help="In an archive that is there: bring, or renew, what hosts build it with.")
@click.pass_obj
def new(root: Path, folder: Path, hosting: bool) -> None:
    """Make a new archive in DIR, ready to fill and to publish: its own mkdocs.yml, seeds/, a sample issue, and the
    files with which GitHub, GitLab, Gitee and Cloudflare build and publish what is pushed to them.

    These install the program that lies in hosting/. After an update of the program, "baocang new DIR --hosting" puts
    the new one there.
    """
    if hosting:
        _renew_hosting(root, folder)
        return
    with report.reporting():
        made = begin(root / folder)
    if not made:
        raise click.UsageError(f"{folder} is there already and is not empty. Name a new folder.")
    say(f"{folder}: a new archive with a sample issue.\n")
    say(f"  baocang -C {folder} segment    finds the articles of the sample page")
    say(f"  baocang -C {folder} build      makes {folder}/site/index.html: open it in a browser")
    say(f"\nHow to publish it: {folder}/hosting/README.md")


def _renew_hosting(root: Path, folder: Path) -> None:
    if not (root / folder / "mkdocs.yml").is_file():
        raise click.UsageError(f"{folder} is no archive: mkdocs.yml is missing. Name the folder of one.")
    with report.reporting():
        done = renew(root / folder)
    for what, names in (("new", done.new), ("renewed", done.renewed), ("kept as it is, not the sample's", done.kept)):
        for name in names:
            say(f"{name}: {what}.")
    if not (done.new or done.renewed):
        say("All is there, and of this program.")


WORKERS = click.option("--workers", type=click.IntRange(1), help="So many processes; as many as there are processors.")


@main.command()
@click.option("--again", multiple=True, metavar="PAPER-DATE", help="Make this issue anew, whoever changed it.")
@WORKERS
@click.pass_obj
def segment(root: Path, again: tuple[str, ...], workers: int | None) -> None:
    """Find the articles of pages: seeds/pages/ -> seeds/articles/PAPER-DATE.yml.

    Pages that are no text (PDF, pictures, ALTO, hOCR, JSON of OCR …) are read first, each once, and kept line by line
    beside their files: seeds/pages/NAME.pdf.jsonl, where words may be corrected.

    A page is segmented once, and again when its text has changed. What a person touched stays as it is: articles that
    were changed, added, deleted or marked "reviewed: true", lines that were left out. Lines that belong to no article
    are kept under "unplaced".

    "--again" makes an issue anew all the same, and keeps a copy of its old file; what is withheld stays so. It can be
    given several times.
    """
    with report.reporting():
        try:
            changed, same, problems = pipeline.segment(
                root, Display(), partial(processes, workers or processors()), again
            )
        except pipeline.NoSuchIssue as error:
            near = f" Did you mean {' or '.join(error.near)}?" if error.near else ""
            raise click.UsageError(f"No issue {error.name} with pages is listed in seeds/issues.yml.{near}") from None
    for issue in changed:
        _say_segmented(issue)
    if same:
        say(_say_unchanged(same))
    report.problems(problems)
    sys.exit(1 if any(problem.stops for problem in problems) else 0)


def _say_unchanged(issues: Sequence[Segmented]) -> str:
    """One line, for an archive has hundreds of them; what of each is a person's, its own file says."""

    def some(what: str, counts: Iterable[int]) -> list[str]:
        return [what.format(f"{number:,}")] if (number := sum(counts)) else []

    found = some("{} found", (issue.found for issue in issues))
    found += some("{} reviewed", (issue.reviewed for issue in issues))
    found += some("{} changed by a person", (len(issue.by_persons.changed) for issue in issues))
    found += some("{} made by a person", (len(issue.by_persons.made) for issue in issues))
    found += some("{} deleted", (len(issue.by_persons.deleted) for issue in issues))
    lines = some("{} in no article", (issue.unplaced for issue in issues))
    lines += some("{} left out by a person", (len(issue.by_persons.left_out) for issue in issues))
    parts = [f"{what} {', '.join(of)}" for what, of in (("articles:", found), ("lines:", lines)) if of]
    return f"{report.some(len(issues), 'issue')} unchanged{'. ' if parts else ''}{'; '.join(parts).capitalize()}."


def _say_segmented(issue: Segmented) -> None:
    parts = [f"{report.some(issue.found, 'article')} found"] if issue.found or not issue.reviewed else []
    parts += [f"{report.some(issue.reviewed, 'reviewed article')} left alone"] if issue.reviewed else []
    parts += [f"{report.some(issue.unplaced, 'line')} in no article"] if issue.unplaced else []
    say(f"{issue.file}: {', '.join(parts)}.")
    if issue.carried:
        say(f"  Carried over from {issue.carried.file}, for its pages are listed under this date now.")
    for each in issue.came:
        articles = report.some(each.articles, "article")
        say(f"  Carried over from {each.file}: {articles} of pages that are listed here now.")
    for each in (*([issue.carried] if issue.carried else []), *issue.came):
        if each.closed:
            say(f"  Closed with its issue or newspaper, and now by itself: {report.some(each.closed, 'article')}.")
    theirs = issue.by_persons
    parts = [
        f"{report.some(len(ids), 'article')} {what} ({', '.join(ids[:3])}{', …' if len(ids) > 3 else ''})"
        for what, ids in (("changed", theirs.changed), ("made", theirs.made), ("deleted", theirs.deleted))
        if ids
    ]
    if texts := theirs.left_out:
        some = "; ".join(text if len(text) <= 20 else f"{text[:20]}…" for text in map(str.strip, texts[:3]))
        some += "; …" if len(texts) > 3 else ""
        parts.append(f"{report.some(len(texts), 'line')} left out ({some})")
    if parts:
        say(f"  As a person left it: {', '.join(parts)}.")
    if issue.copy:
        say(f"  The file as it was: {issue.copy}")
    for change in issue.changes:
        say(f"  {change}")


@main.command()
@click.option("--strict", is_flag=True, help="Make no site while there is any problem.")
@click.option("--workers", type=click.IntRange(1), help="So many processes; as many as there are processors.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="The workers of a Dask cluster, tcp://HOST:8786 (docs/decisions/0040)."
)
@click.option("--profile", is_flag=True, help="Print what each stage took: seconds, peak memory of all processes.")
@click.option("--frozen", is_flag=True, help="Write nothing into seeds/, where it would be lost; say what is not kept.")
@click.pass_obj
def build(root: Path, strict: bool, workers: int | None, scheduler: str | None, profile: bool, frozen: bool) -> None:
    """Make the website: seeds/articles/ -> Markdown pages and search data -> site/.

    Where the input is wrong, all of it is said at once, and the site that is there stays as it is.

    A build writes down which ids it gave (seeds/ids.tsv) and on which day articles came and changed (seeds/days.tsv).
    With --frozen, for a machine that publishes and keeps nothing, it does not: what has no day there has none in feeds.
    """
    pool = partial(cluster, scheduler, root, ledger.state) if scheduler else partial(processes, workers or processors())
    display = Display(memory=profile)
    with report.reporting(1 if strict else 2, report.SITE):
        built = pipeline.build(root, display, Manner(strict, frozen), pool)
    report.problems(built.problems)
    report.built(built)
    if profile:
        say(display.table())


@main.command()
@click.option("--published", is_flag=True, help="Prove that nothing withheld or withdrawn is in the site or in a ZIP.")
@click.option("--site", "of_site", is_flag=True, help="How much of what hosts take the built site is.")
@click.option("--host", "hosts", multiple=True, type=click.Choice([*HOSTS]), help="Of this host alone, with --site.")
@click.argument("zips", nargs=-1, metavar="[ZIP]...", type=There(exists=True, dir_okay=False, path_type=Path))
@WORKERS
@click.pass_obj
def check(
    root: Path, published: bool, of_site: bool, hosts: tuple[str, ...], zips: tuple[Path, ...], workers: int | None
) -> None:
    """Print everything that is wrong with the input or with the built site, one line each: what stops a build, then
    what is doubtful. Where that is more than a screen, lines of one kind stand together, and how many there are of each
    is said at the end.

    With --published, what is withheld or withdrawn is looked for instead, in every file of the site, of the folder it
    is made from, and of each ZIP, unpacked and decoded; where no ZIP is named, of the bundles in dist/ and of folders
    that were the site's once.

    With --site it is measured against what GitHub Pages, GitLab Pages, Cloudflare Pages and Gitee take, and what is
    near a limit is named, with what to do.
    """
    if of_site and published:
        raise click.UsageError("--site and --published are two questions. Ask one at a time.")
    if hosts and not of_site:
        raise click.UsageError("A host is asked about with --site.")
    if of_site:
        _check_site(root, hosts or [*HOSTS])
        return
    if zips and not published:
        raise click.UsageError("A ZIP is looked through with --published.")
    with report.reporting():
        if published:
            from generator.build.audit.published import audited  # noqa: PLC0415  (no other command needs it)

            audit = audited(root, zips, partial(processes, workers or processors()), Display(), ready=not zips)
            problems = audit.problems
            report.problems(audit.notices)
            sought = f" {report.some(audit.closed, 'closed article')} looked for in {report.some(audit.files, 'file')}"
            looked = [sought + (f", {audit.unread:,} of which could not be read through." if audit.unread else ".")]
            looked += [f" {audit.untold:,} more cannot be looked for."] if audit.untold else []
            unread = audit.unread + audit.untold
            well = "Nothing found, but not proved:" if unread else "All well."
        else:
            unread, problems, looked, well = 0, pipeline.check(root), [], "All well."
    report.problems(problems if published else report.grouped(problems))
    counted = f"{report.some(len(problems), 'problem')}." if published else report.counted(problems)
    say(counted if problems else well, *looked)
    for line in () if published else report.overview(problems):
        say(line)
    sys.exit(1 if problems or unread else 0)  # of what was not read nothing is proved


def _check_site(root: Path, hosts: Sequence[str]) -> None:
    with report.reporting():
        site = pipeline.site(root)
        there = measured(site)
    problems = [*near(site.relative_to(root).as_posix() if site.is_relative_to(root) else f"{site}", there, hosts)]
    report.problems(problems)
    for line in shares(there, hosts):
        say(line)
    sys.exit(1 if problems else 0)


def _day(text: str) -> datetime.date:
    """A day, as people write it: 2030-01-01, 2030/1/1, 2030年1月1日."""
    with suppress(ValueError):
        if meant := as_people_write(text):
            return datetime.date(*meant)
    raise click.BadParameter(f"{text} is no day. Write it as 2030-01-01.")


@main.command()
@click.argument("id")
@click.option("--note", metavar="TEXT", help="Why. The page of what is withdrawn shows it.")
@click.option("--until", type=_day, metavar="DATE", help="It opens by itself on that day.")
@click.option("--withheld", is_flag=True, help="Publish nothing of it, not even that it was there.")
@click.option("--title", is_flag=True, help="The page of what is withdrawn keeps its title.")
@click.option("--open", "opens", is_flag=True, help="Open it again.")
@click.pass_obj
def withdraw(
    root: Path, id: str, note: str | None, until: datetime.date | None, withheld: bool, title: bool, opens: bool
) -> None:
    """Withdraw an article, an issue (PAPER-DATE) or a newspaper (its key): a page at its address says so.

    Its own file gets the status, and nothing else in it changes. The site follows with the next build.
    """
    from generator.seeds import withdraw as act  # noqa: PLC0415  (as review and serve: no build needs it)

    with report.reporting():
        wrong = []
        if opens and (note or until or withheld or title):
            wrong.append("--open stands alone: what was said of it goes.")
        if not opens and not (note and note.strip()):
            wrong.append('Say why: --note "at the request of a person concerned".')
        if withheld and title:
            wrong.append("Nothing of what is withheld is shown, so no title is kept.")
        if until and until <= today():
            wrong.append(f"{until:%Y-%m-%d} has come already, so it would be open. Name a day to come.")
        if wrong:
            report.problems(act.unknown(root, id))
            raise click.UsageError(" ".join(wrong))
        closing = None
        if not opens:
            closing = act.Closing("withheld" if withheld else "withdrawn", str(note), until, title)
        target, now = act.withdraw(root, id, closing)
    where = target.file if not target.line else f"{target.file}:{target.line}"
    own = closing.status if closing else "open"
    before = target.holding
    was = f' It was {before.status}: "{before.status_note}".' if before.status != "open" and before.status_note else ""
    say(f"{where}: {id} is {own}.", f" It is {now} with what it belongs to." if now != own else "", was)
    say('Now "baocang build", and publish the site.')
    if not opens:
        say(
            "What search engines and others have copied, and bundles that were given away, cannot be called back; "
            '"baocang check --published" tells whether a bundle in dist/ holds it, with ZIP behind it another one.'
        )


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.pass_obj
def serve(root: Path, port: int) -> None:
    """Build, show the site on 127.0.0.1, and build again whenever a file changes."""
    from generator.build import preview  # noqa: PLC0415  (a server: a tenth of what a small build takes is to import both)

    def rebuild() -> None:
        try:
            last[:] = [pipeline.build(root, Display())]
            report.problems(last[0].problems)
        except Stop as stop:
            report.problems(stop.problems)
        except OSError as error:
            report.problems([fault(error, report.SITE)])

    with report.reporting(kept=report.SITE):
        last = [pipeline.build(root, Display())]
    report.problems(last[0].problems)
    report.built(last[0])
    try:
        preview.serve(
            root,
            last[0].docs,
            last[0].site,
            port,
            rebuild,
            lambda address: say(f"Serving {address} - Ctrl+C stops."),
            lambda: last[0].theme,
        )
    except OSError as error:
        raise click.UsageError(f"Port {port} cannot be used ({error.strerror}). Name another: --port 8001.") from None


@main.command(name="review")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@reported
@click.pass_obj
def correct(root: Path, port: int, no_browser: bool) -> None:
    """Read the articles against their pages and correct them, in the browser, on this machine alone."""
    from generator.review import review  # noqa: PLC0415  (a server as well)

    try:
        server = review.Server(root, port, pipeline.last_found, english=not speech.is_chinese())
    except OSError as error:
        raise click.UsageError(f"Port {port} cannot be used ({error.strerror}). Name another: --port 8002.") from None
    say(f"Open {server.address} - Ctrl+C stops.")
    if not no_browser:
        webbrowser.open(server.address)
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()


for command in (add, import_, status, facsimiles, find, replace, bundle, bag, verify, publish):
    main.add_command(command)
