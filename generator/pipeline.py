"""The whole way, from page texts to a site and its readers.

segment   seeds/pages/ -> read -> clean -> segment -> metadata -> seeds/articles/*.yml
build     seeds/articles/* -> pages + search -> site_src/ -> MkDocs -> site/
check     what is wrong with either
publish   site/ -> a folder, a branch, a server
"""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.base import docs_folder, durable, kept, output
from generator.base.archive import Holdings
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.base.model import Progress
from generator.base.problems import Changed, Problem, Stop
from generator.base.workers import HERE, Pool, gc_paused, processes
from generator.build import ledger, lost, overtaken, site_place, snapshot
from generator.build.config import mkdocs_yml, own_files
from generator.build.intake import AS_USUAL, Intake, Manner
from generator.build.ledger import Ledger
from generator.build.links import broken_links
from generator.build.new import outdated, sample_words
from generator.build.overtaken import Guard, Shown
from generator.build.production import Work, produce
from generator.build.render import Task, ready
from generator.build.snapshot import Snapshot
from generator.incoming import columns
from generator.incoming import writing as incoming
from generator.language.places import gazetteer
from generator.pages.wording import Wording
from generator.seeds import (
    article_files,
    closed_before,
    days,
    holdings,
    issue_list,
    moved,
    page_pictures,
    page_sources,
    page_texts,
    pictures,
    shown_by,
    status,
    taken,
)
from generator.seeds.article_files import Found
from generator.seeds.closed_before import OfIssue
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader
from generator.seeds.following import exchanged, issue_files, known_lines, page_files, vanished
from generator.seeds.following.carrying import carry
from generator.seeds.following.carrying_pages import carry_pages
from generator.seeds.following.segmenting import Segmented, ToSegment, segmented, written
from generator.seeds.ids import lost_lines
from generator.seeds.keeping import copied, keep, put_back, unwritten
from generator.seeds.unlisted import Listed

alone = partial(processes, 1)
TIMES = 3
"""A build that is overtaken by changes is begun so many times: a save at the desk takes a person longer than it takes a
build to read what has changed."""


@dataclass(frozen=True)
class Built:
    """What a build made."""

    name: str
    """The site's, from mkdocs.yml."""
    counts: Mapping[str, int]
    """How many articles and issues it has, how many articles are withdrawn and withheld."""
    docs: Path
    site: Path
    problems: list[Problem]
    """Those that did not stop it."""
    address: str
    """Where it is published, "" where that is not known."""
    say: Wording
    guard: Guard
    """To be asked before a file that is made of the site is put in place."""
    theme: Path | None
    """The archive's own templates and styles."""
    ids: int = 0
    """Given to articles that came without one, and kept in `seeds/ids.tsv`."""


def build(root: Path, progress: Progress, manner: Manner = AS_USUAL, pool: Pool = alone) -> Built:
    """From the articles to the site. Where the input is wrong: Stop, and the last good site stays as it is.

    What the last build made of the same things is not made again. `pool` gives the workers.
    """
    with built(root, progress, manner, pool) as made:
        return made


@contextmanager
def built(root: Path, progress: Progress, manner: Manner, pool: Pool) -> Iterator[Built]:
    """A site that is built, and that no other build changes meanwhile."""
    given = _Settings.read(root, manner)
    with ledger.locked(root):
        ids, once, changed = 0, list[Problem](), list[str]()
        for left in reversed(range(TIMES)):
            try:
                made, of_change = _build(root, given, replace(given.manner, again=bool(left)), progress, pool)
            except Changed:
                if not left:
                    raise
            else:
                ids, once, changed = ids + made.ids, [*once, *of_change], made.guard.seeds.changed(root)
                if not changed:
                    break
            given = _Settings.read(root, manner) if left else given
        late = overtaken.problems(changed, stops=False) if changed else ()
        problems = [*given.problems, *made.problems, *once, *late]
        yield replace(made, ids=ids, problems=decode.unsaid(problems))


@dataclass(frozen=True)
class _Settings:
    """How the site is to be made, and how the build is to be done."""

    config: MkDocsConfig
    manner: Manner
    state: ledger.States
    """Of the file, before it was read."""
    problems: list[Problem]

    @classmethod
    def read(cls, root: Path, manner: Manner) -> "_Settings":
        state, reader = ledger.settings(root), Reader(root)
        config = mkdocs_yml.read(reader)
        manner = replace(manner, strict=manner.strict or config.strict)
        if manner.strict:
            decode.stop(reader.problems)
        return cls(config, manner, state, reader.problems)


def mend(root: Path) -> None:
    """Ends what an interrupted import began to write, and what a build did while it changed the site, where another one
    is not at it; takes away what a kill has left unfinished. Raises Stop where links lie among what is kept."""
    kept.own(root)
    for folder in (kept.FOLDER, "seeds", "dist"):
        output.tidy(root / folder)
    incoming.mend(root)
    if (root / site_place.FLAG).exists():
        with suppress(Stop):  # the next build says what is wrong
            config = mkdocs_yml.read(Reader(root))
            with ledger.locked(root):
                site_place.mend(site_place.place(Path(config.site_dir), root))


def _build(root: Path, given: _Settings, manner: Manner, progress: Progress, pool: Pool) -> tuple[Built, list[Problem]]:
    """The site, and what only this build can say: what is open now, and what became of addresses. Raises Changed where
    something was closed meanwhile."""
    config = given.config
    status.today()  # MkDocs asks for it, too, and would not say what is wrong with it
    docs, public = Path(config.docs_dir), Path(config.site_dir)
    where = site_place.place(public, root)
    site_place.mend(where)
    decode.stop([*snapshot.foreign(public, where, root)])
    back = [] if manner.frozen else put_back(root)
    output.probe(root / kept.FOLDER)
    for folder in (docs, where.site if where.apart else where.spare.parent):
        output.sweep(folder)
        output.probe(folder)
    tools = ledger.tools(config)
    with gc_paused():
        ready(root, tools, config)  # the workers have it from here
    with pool(size_of(root / "seeds")) as workers:
        look, seeds = snapshot.look(docs, where, workers.near), ledger.seeds(root, config, given.state)
        ids, opened, shown = 0, list[Problem](), None
        with gc_paused():
            done = ledger.read(root, tools)
        marks = [seeds.mark(), *([seeds.mark(unkept=True)] if manner.frozen else [])]
        same = done.seeds in marks and done.holds_on(status.today())
        same = same and done.stands(look()) and done.by_hand == ledger.by_hand(config, look())
        if same or not done.seeds:  # for a first build there is little to look at; others look while they read
            decode.stop([*snapshot.problems(look(), docs, public, root)])
        if same:
            look().settle(where, workers.near)
            decode.stop(done.problems if manner.strict else ())
            shown = Shown.read(root, done.found) if manner.handed else None
        else:
            work = Work(Task(root, tools), workers, Memo(done.found), progress)
            with lost.closed_since(docs, look) as seen:
                new = _renewed(config, work, done, seeds, look, manner, seen)
            done, ids, opened, shown = new.done, new.ids, new.changes, new.shown
    address = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    guard = Guard(root, seeds, shown, done.found)
    say = ready(root, tools).say
    theme = Path(own) if (own := config.theme.custom_dir) else None
    return Built(config.site_name, done.counts, docs, public, [*done.problems], address, say, guard, theme, ids), [
        *back,
        *opened,
    ]


@dataclass(frozen=True)
class _Renewed:
    """A site that was made anew."""

    done: Ledger
    ids: int
    """Those that are new and kept."""
    changes: list[Problem]
    """What is open now, and what became of addresses."""
    shown: Shown


def _renewed(
    config: MkDocsConfig,
    work: Work,
    last: Ledger,
    seeds: ledger.Seeds,
    look: Callable[[], Snapshot],
    manner: Manner,
    seen: list[Holdings],
) -> _Renewed:
    """Reads the archive, makes its site, and remembers that."""
    root, read = work.task.root, Intake.read(config, work, seeds, look, manner, seen)
    there, catalogue, shown = look(), read.catalogue(work), Shown.of(read.held, read.open)
    by_hand, made = ledger.by_hand(config, there), Memo(last.made if last.stands(there) else None)
    changes, to_keep, unkept = read.changes(root), read.to_keep(root), list[Problem]()

    def publishing() -> None:
        Guard(root, seeds, shown, work.found.now).look()
        found = unwritten(to_keep) if manner.frozen else keep(root, to_keep, seeds.digests)
        unkept.extend(filter(None, [found]))

    produced = produce(config, catalogue, work, made, there, manner.strict, publishing)
    done = ledger.write(
        root,
        produced.there,
        tools=work.task.version,
        # where nothing else stands in the way, the next build tries again to keep what this one could not
        seeds=seeds.mark(bool(unkept)) if not seeds.changed(root) and (manner.frozen or not unkept) else "",
        by_hand=by_hand,
        found=work.found.now,
        made=made.now,
        days=status.same_days(read.held, status.today()),
        counts=status.counts(read.held, read.open),
        problems=(*read.problems, *produced.warnings, *unkept),
    )
    produced.settle()
    closed_before.copied(root, read.closed)
    copied(root)
    closed_before.keep_held(root, read.held.again)
    with suppress(OSError):  # the next build does it
        article_files.forget(root, work.found, page_files.missing(root, read.known.issues.values()))
    changes += lost.addresses(there.site, produced.there.site, read.ids)
    new = read.held.unkept
    if not unkept:
        changes += [*moved.led_on(new.merged), *moved.taken_out(new.again)]
    return _Renewed(done, 0 if unkept else new.new, [*changes, *produced.edited], shown)


def last_found(root: Path) -> Memo:
    """What the last build found out, for a command that reads the articles."""
    with suppress(Stop):
        config = mkdocs_yml.read(Reader(root))
        return Memo(ledger.read(root, ledger.tools(config)).found)
    return Memo()


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class NoSuchIssue(Exception):
    """No issue of this name has pages. Carries names that are like it."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name, self.near = name, difflib.get_close_matches(name, known, 3)


def segment(
    root: Path, progress: Progress, pool: Pool = alone, again: Collection[str] = ()
) -> tuple[list[Segmented], list[Segmented], list[Problem]]:
    """From the page texts to the article files, issue by issue: a bad page does not stop the others. The issues whose
    files have changed, and those that are as they were.

    `again` names issues (PAPER-DATE) whose pages are to be made anew, and no others are.
    """
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    if not known.papers:
        decode.stop(reader.problems)
    sound = not any(problem.stops for problem in reader.problems)  # else an issue may be listed and not be known
    known, unread = page_sources.read_all(reader, known, progress, pool)
    before = closed_before.above(closed_before.known(root))
    listed = Listed(issue_list.FILE, known.issues, known.lines, known.papers, before)
    if sound:
        exchanged.exchange(reader, listed)
        known_lines.rename(reader, listed)
    carried = carry(reader, listed) if sound else {}
    came, astray = carry_pages(reader, listed, sound)
    reader.problems += [stray.problem for stray in astray]
    held_up = {key for stray in astray for key in (stray.issue, stray.page_of)}
    issues = {issue.name: issue for issue in known.issues.values() if issue.pages}
    for name in again:
        if name not in issues:
            raise NoSuchIssue(name, issues)
    chosen = [issues[name] for name in dict.fromkeys(again)] or list(issues.values())
    chosen = [
        issue for issue in chosen if issue.key not in held_up and not {page.file for page in issue.pages} <= unread
    ]
    reader.problems += page_files.made_again(root, chosen)
    ever, gone = taken.taken(root), vanished.everywhere(root, listed.home_of)
    tasks = (
        ToSegment(
            root,
            replace(known, issues={issue.key: issue}),
            issue,
            bool(again),
            taken=ever.of(issue.name),
            vanished=vanished.others(gone, article_files.file_of(issue.key)),
        )
        for issue in chosen
    )
    changed, same, there, closed = list[Segmented](), list[Segmented](), set[str](), list[OfIssue]()
    with pool(size_of(root / "seeds/pages")) as workers:
        for made, problems in progress(workers.map(segmented, tasks), "issues", len(chosen)):
            reader.problems += problems
            if made and (of := written(root, made, reader)):
                there |= made.there
                closed.append(made.closed)
                of = replace(of, carried=carried.get(of.file), came=came.get(of.file, ()))
                (changed if made.before != made.after or of.carried or of.came else same).append(of)
    with durable.writing(root):
        closed_before.note(root, closed)
    reader.problems += moved.cleared(root, there)
    page_files.forgotten(reader, known.issues.values())
    return changed, same, decode.unsaid(reader.problems)


def site(root: Path) -> Path:
    """Where the site lies. Raises Stop where the settings are wrong, or none is built."""
    public = Path(mkdocs_yml.read(Reader(root)).site_dir)
    if not public.is_dir():
        decode.stop([Problem(snapshot.shown(public, root), None, "is not there", 'Run "baocang build".')])
    return public


def check(root: Path) -> list[Problem]:
    """Everything that is wrong with the input and, where there is one, with the built site."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    diary = days.read(reader) or days.Diary()
    found: list[Found] = []
    held, day = holdings.read(reader, known, gazetteer(), found=found), status.today()
    if not any(problem.stops for problem in reader.problems):
        reader.problems += [*moved.to_take_out(held.unkept.again), *lost_lines(held.unkept.restored)]
        reader.problems += held.unkept.doubtful
        reader.problems += status.never_closed(status.published(held, day), held.remembered, diary.of, day)
    reader.problems += status.contradicted(held, known.lines, day)
    reader.problems += [*page_sources.changed(root, known), *page_pictures.problems(root, known)]
    reader.problems += [*shown_by.problems(reader, known)]
    reader.problems += pictures.looked_at(root, held.entries, {}, Memo(), whole=True)[1]
    columns.read(reader)
    lines: dict[str, list[int]] = {}
    for issue in known.issues.values():
        if issue.pages and (files := _laid_out(reader, known, issue)):
            reader.problems += [*issue_files.problems(files), *page_files.contradicted(files)]
            lines |= page_files.numbers(files)
    reader.problems += page_files.unmade(root, held)
    page_files.forgotten(reader, known.issues.values())
    reader.problems += [*page_files.beyond(found, lines), *page_files.claimed_twice(found, lines)]
    of_site = Reader(root)
    try:
        config = mkdocs_yml.read(of_site)
        docs, public = Path(config.docs_dir), Path(config.site_dir)
        of_site.problems += sample_words(root, config, known.papers)
        own_files.look_at(of_site, docs, docs_folder.by_hand(docs), config.theme.custom_dir)
        where = site_place.place(public, root)
        of_site.problems += (wrong := [*snapshot.foreign(public, where, root)])
        if not wrong:
            of_site.problems += snapshot.problems(snapshot.look(docs, where, HERE)(), docs, public, root)
            of_site.problems += broken_links(public, root)
            if broken := [*snapshot.damaged(public, where, root)]:
                ledger.doubt(root)
                of_site.problems += broken
    except Stop as stop:
        reader.problems += stop.problems
    reader.problems += [*of_site.problems, *outdated(root)]
    return sorted(decode.summed(set(reader.problems)), key=Problem.place)


def _laid_out(reader: Reader, known: issue_list.Issues, issue: Issue) -> issue_files.IssueFiles | None:
    """An issue's files. A page text that cannot be read stops no build: its articles are there."""
    before = len(reader.problems)
    files = issue_files.read(reader, known, issue)
    for page in set(issue.pages) - set(files.issue.pages) if files else ():
        page_texts.content(reader, page.file)  # it says why
    reader.problems[before:] = [
        replace(p, stops=p.stops and p.file.startswith(article_files.ARTICLES)) for p in reader.problems[before:]
    ]
    return files
