"""Everything that a site consists of, as it is made: by those who do the work, and only where something has changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from mkdocs.config.defaults import MkDocsConfig

from generator.base import kept, regular
from generator.base.addresses import page_of
from generator.base.digest import digest
from generator.base.docs_folder import Generated
from generator.base.memo import Memo, Unmade
from generator.base.model import Progress
from generator.base.output import as_bytes, sum_of
from generator.base.problems import Problem, Stop
from generator.base.workers import Workers
from generator.build import compressed, facsimile_pictures, offline, web_pictures
from generator.build.by_hand import by_hand
from generator.build.config import beside, menu
from generator.build.render import Job, Made, Task, rendered
from generator.build.site_folder import Tree
from generator.build.site_place import place
from generator.build.snapshot import Snapshot, in_the_way, shown
from generator.exports import crawlers, export, feeds, oai, web_app
from generator.exports.opensearch import opensearch
from generator.language.related import related
from generator.pages import markdown, records
from generator.pages.brief import issues
from generator.pages.catalogue import Catalogue
from generator.pages.date_pages import on_this_day_scripts
from generator.pages.listing import Page
from generator.pages.moved_pages import leads
from generator.pages.pages import list_pages
from generator.search import search
from generator.search.documents import Documents
from generator.search.scripts import File, Same, There, as_json

J = TypeVar("J", bound=Job)

EDITED = f"{kept.FOLDER}/edited"
"""Where lies what a person had made of generated pages."""
TOGETHER = 100  # pages of a task: a tenth of a second


@dataclass(frozen=True)
class Work:
    """Who does the work, and what is known of it."""

    task: Task
    """One without jobs, of which all others are made."""
    workers: Workers
    found: Memo
    """What was found out of texts."""
    progress: Progress


@dataclass(frozen=True)
class Produced:
    """A site that is made."""

    there: Snapshot
    """What stands there now."""
    warnings: list[Problem]
    """What MkDocs says of it."""
    edited: list[Problem]
    """Generated pages that a person had changed."""
    settle: Callable[[], None]
    """To be called last: ends what makes the next build quicker."""


def produce(
    config: MkDocsConfig,
    c: Catalogue,
    work: Work,
    made: Memo,
    there: Snapshot,
    strict: bool,
    publishing: Callable[[], None],
) -> Produced:
    """Makes the generated files of the docs folder, then the site, which takes the place of the last one.

    `there` is what stands there now, `made` what of. Where warnings are to be `strict`, they stop the work: then the
    last site stays. `publishing` is called when nothing more can be wrong.
    """
    near, root = work.workers.near, work.task.root
    public = Path(config.site_dir)
    with Tree(place(public, root), there.site, there.others, there.spare, near, as_left=made.counts) as tree:
        docs = Generated(Path(config.docs_dir), there.docs, near, root / EDITED)
        output = _Output(docs, tree, made)
        _generate(c, work, output)
        _stop(in_the_way(shown(docs.folder, root), docs.in_the_way), in_the_way(shown(public, root), tree.in_the_way))
        _stop(menu.dead(root, config, docs.files))
        finish = docs.clear()
        warnings = output.warnings + by_hand(
            work.task, list(there.by_hand), tree, {*offline.PARTS, *([offline.WORKER] if c.app else [])}
        )
        finish()
        if c.app:
            offline.add(tree, c)
        compressed.add(tree, (config.extra.get("archive") or {}).get("compress") or (), work.workers)
        tree.complete(c.name)
        _stop(warnings if strict else (), in_the_way(shown(public, root), tree.in_the_way))
        publishing()
        tree.publish()
    return Produced(Snapshot(docs.files, tree.files), warnings, [*_edited(docs, root)], tree.settle())


def _edited(docs: Generated, root: Path) -> Iterator[Problem]:
    for name, copy in sorted(docs.edited.items()):
        there = copy.relative_to(root).as_posix()
        what = f"was changed by hand, and each build makes it anew; what stood there is {there}"
        mend = "Change the article, the settings or the theme, or write a page of another name."
        yield Problem(f"{shown(docs.folder, root)}/{name}", None, what, mend, stops=False)


def _stop(*problems: Iterable[Problem]) -> None:
    if found := [*chain(*problems)]:
        raise Stop(found)


class _Output:
    """Takes what is made, and what is as the last build left it, into the docs folder and into the site."""

    def __init__(self, docs: Generated, tree: Tree, made: Memo) -> None:
        self.docs = docs
        self.made = made
        """Names of files, by the digest of what they are made of."""
        self.warnings: list[Problem] = []
        """What MkDocs says of the pages."""
        self._tree = tree

    def put(self, name: str, source: str | bytes, html: str | None = None) -> None:
        """A generated file, and the page that is made of it."""
        if not self.docs.put(name, source):
            return
        if html is not None:
            self._tree.put(page_of(name), html)
        else:
            self._link(name, sum_of(source))

    def take(self, files: Iterable[Made]) -> None:
        for file in files:
            self.put(file.name, file.source, file.html)

    def link(self, name: str, same: Same) -> None:
        """A generated file that the last build made under another name."""
        if self.docs.link(name, same.name):
            self._link(name, self._tree.sum(same.name))

    def found(self, name: str, there: There) -> None:
        """A generated file that a worker has put where it belongs."""
        self.docs.found(name, there.state)
        self._link(name, there.sum)

    def _link(self, name: str, of: str) -> None:
        self._tree.link(name, f"{self.docs.folder}/{name}", self.docs.files[name], of)

    def read(self, name: str, make: Callable[[], str | bytes]) -> bytes:
        """The content of a generated file that stands there, or is put already. It is made, and the file anew, where it
        is not what was put there: nothing is built upon a bit that has turned."""
        data = regular.content(self.docs.folder / name)
        if sum_of(data) != self._tree.sum(name):
            data = as_bytes(make())
            self._tree.forget(name)
            self.put(name, data)
        return data

    def last(self, name: str) -> bytes:
        """The content of a file that the last build put there, and that this one has not put yet; empty where it is
        not that any more."""
        path = self.docs.folder / name
        data = regular.content(path) if regular.is_file(path) else b""
        return data if sum_of(data) == self._tree.sum(name) else b""

    def keep(self, names: Sequence[str]) -> None:
        self.docs.keep(names)
        self._tree.keep([page_of(name) for name in names])


def _generate(c: Catalogue, work: Work, output: _Output) -> None:
    """Every generated file: the pages of issues and articles, lists, data, feeds, the data of the search page."""
    copies, _ = c.reprints, c.mentions  # before a thread that makes the index asks the workers, too
    documents = Documents(c.archive, c.say)
    found = work.workers.ahead(
        search.files(
            documents,
            work.workers,
            output.made,
            documents.digests(),
            docs=output.docs,
            about=search.About(
                c.name,
                partial(records.files, c),
                records.named(c),
                lambda: any(pair.mutual for pair in copies),
                records.called(c),
                records.formerly(c),
            ),
        )
    )
    alike = work.workers.map(related, [c.about])
    total = sum(2 + len(issue.pages) + len(c.articles(issue)) for issue in c.archive.issues.values())
    pages = _rendered(_changed(issues(c, next(alike)), output), work, output)
    lists = _rendered(_changed(list_pages(c), output), work, output)
    output.take(work.progress(pages, "pages", total))
    output.take(work.progress(lists, "lists"))
    others = list(_pages(work.progress(_pictures(c, work, output), "pictures"), output))
    others += _pages(work.progress(_facsimiles(c, work, output), "plates"), output)
    others += _pages(work.progress(_files(c, output), "data"), output)
    others += _pages(work.progress(_with_search_page(found, c), "search"), output)
    output.take(work.progress(_rendered(others, work, output), "HTML", len(others)))


def _with_search_page(data: Iterable[File], c: Catalogue) -> Iterator[File]:
    """The data of the search, and the page that loads them: it names the version of their catalogue, which browsers
    must not take from an older visit, the program that made them, for another one's script cannot read them, and the
    archives that it searches, too, with the hosts that it asks for them."""
    version = ""
    for name, content in data:
        version = sum_of(content)[:12] if name == search.CATALOGUE and isinstance(content, str | bytes) else version
        yield name, content
    meta = {"template": "search.html", "title": c.say("search.title"), "version": version, "made": search.program()}
    if c.beside:
        meta |= {"beside": as_json(c.beside), "asks": beside.origins(address for address, _ in c.beside)}
    yield "search/index.md", markdown.document(meta, "")


def _pages(files: Iterable[File], output: _Output) -> Iterator[tuple[str, Page]]:
    """Those of the files that are pages. The others are put where they belong; one without content stands there."""
    kept = []
    for name, content in files:
        if content is None:
            kept.append(name)
        elif isinstance(content, Same):
            output.link(name, content)
        elif isinstance(content, There):
            output.found(name, content)
        elif name.endswith(".md"):
            yield _keyed((name, str(content)))
        else:
            output.put(name, content)
    output.keep(kept)


def _changed(jobs: Iterable[Job | Unmade[Job]], output: _Output) -> Iterator[tuple[str, Job]]:
    """The jobs of what has changed, each under its digest. The files of all else are kept: most are looked at many at
    a time, and not one by one."""
    for some in jobs:
        if not isinstance(some, Unmade):
            yield _keyed(some)
        elif keys := output.made.recall(some.digest):
            output.keep([name for key in keys for name in output.made.recall(key)])
        else:
            made = [_keyed(job) for job in some.make()]
            output.made.keep(some.digest, [key for key, _ in made])
            yield from made


def _keyed(job: J) -> tuple[str, J]:
    return digest(*job) if isinstance(job, tuple) else job.digest, job


def _files(c: Catalogue, output: _Output) -> Iterator[tuple[str, str | bytes | None]]:
    """What is made of the whole archive, once the files of its issues are there."""
    unlisted = {withdrawn.path for withdrawn in c.archive.withdrawn} | {lead.path for lead in leads(c)}
    pages = sorted(name for name in output.docs.files if name.endswith(".md") and name not in unlisted)
    yield from _changed_files(on_this_day_scripts(c), output)
    yield from c.say.scripts()
    yield "assets/where.js", f"archive.reports = {as_json(c.reported)};\n"
    yield "saved/index.md", markdown.document({"template": "saved.html", "title": c.say("collection.title")}, "")
    if c.colours:
        yield "assets/accent.css", c.colours
    if c.app:
        yield from web_app.files(c, c.app)
    whole = dict(export.whole(c, output.docs.size)) if not output.docs.in_the_way else {}
    of_issues = {export.file_of(issue): issue for issue in c.archive.issues.values()}
    for name, parts in whole.items():
        key = digest(name, [output.docs.files[part] for part in parts])
        made = {part: partial(export.lines, c.articles(of_issues[part])) for part in parts}
        yield name, None if output.made.recall(key) else b"".join(output.read(part, made[part]) for part in parts)
        output.made.keep(digest(name, [output.docs.files[part] for part in parts]), True)
    yield from ((table.path, _rows(table, c, output)) for table in export.tables(c))
    yield from export.files(c, list(whole))
    yield from _changed_files(feeds.feeds(c), output)
    yield from _for_crawlers(c, pages, output)


def _pictures(c: Catalogue, work: Work, output: _Output) -> Iterator[tuple[str, bytes | None]]:
    """The pictures of articles; the name of a file stands for what it shows. Raises Stop where one is damaged."""
    root, there = work.task.root, set[str]()
    tasks, wrong = [], list[Problem]()
    for file, picture in c.pictures.items():
        new = [each for each in picture.files if each[0] not in there]
        there |= {name for name, *_ in new}
        kept = [name for name, *_ in new if output.made.recall(digest("picture", name))]
        yield from ((name, None) for name in kept)
        tasks += [(root, file, wanted)] if (wanted := tuple(each for each in new if each[0] not in kept)) else []
        if picture.original and picture.original not in there:
            there.add(picture.original)
            known = output.made.recall(digest("picture", picture.original))
            yield picture.original, None if known else web_pictures.original(root, file)
    for file, made, bad in work.workers.map(web_pictures.made, tasks):
        yield from made
        wrong += [Problem(f"seeds/{file}", None, bad.what, bad.mend)] if bad else []
    _stop(wrong)
    for name in there:
        output.made.keep(digest("picture", name), True)


def _facsimiles(c: Catalogue, work: Work, output: _Output) -> Iterator[tuple[str, bytes | None]]:
    """The pictures of printed pages; those of a page that is as it was are kept. Raises Stop where one cannot be
    drawn, which a small one of it did not tell."""
    tasks, wrong = [], list[Problem]()
    for key, of_issue in c.facsimiles.items():
        for of in of_issue:
            if (names := output.made.recall(digest("facsimile", of.key))) is not None:
                yield from ((name, None) for name in names)
            else:
                tasks.append((work.task.root, of, c.archive.issues[key]))
    for of, files, refused in work.workers.map(facsimile_pictures.made, tasks):
        yield from files
        output.made.keep(digest("facsimile", of.key), [name for name, _ in files])
        wrong += [Problem(f"seeds/{of.shows[0]}", None, refused.what, refused.mend)] if refused else []
    _stop(wrong)


def _for_crawlers(c: Catalogue, pages: Sequence[str], output: _Output) -> Iterator[tuple[str, str | None]]:
    """What search engines, harvesters and browsers are told of an archive that has an address. A robots.txt of one's
    own is left as it is."""
    if c.address:
        yield from crawlers.sitemaps(c.address, pages, crawlers.changed(c))
        yield opensearch(c.name, c.lead, c.address)
        yield from (file for file in crawlers.small(c.address, c.indexnow) if output.docs.is_free(file[0]))
        if c.harvested:
            yield from _changed_files([oai.repository(c, c.harvested)], output)


def _changed_files(files: Iterable[tuple[str, Unmade[str]]], output: _Output) -> Iterator[tuple[str, str | None]]:
    for name, file in files:
        yield name, None if output.made.recall(file.digest) else "".join(file.make())
        output.made.keep(file.digest, True)


def _rows(table: export.Table, c: Catalogue, output: _Output) -> bytes:
    """A table, most of whose rows stand in the last one."""
    last, out = output.last(table.path), bytearray(table.head())
    for key_of, issue in c.archive.issues.items():
        key = digest("rows", table.name, c.states[key_of], table.made_of(issue))
        start, end = output.made.recall(key) or (0, 0)
        rows = last[start:end] or table.rows(issue)
        output.made.keep(key, [len(out), len(out) + len(rows)])
        out += rows
    return bytes(out)


def _rendered(jobs: Iterable[tuple[str, Job]], work: Work, output: _Output) -> Iterator[Made]:
    """What is made of jobs, each under its digest, the first begun now; those that the last build made of the same are
    kept."""

    def tasks() -> Iterator[Task]:
        some: list[tuple[str, Job]] = []
        for key, job in jobs:
            if names := output.made.recall(key):
                output.keep(names)
                continue
            some.append((key, job))
            if len(some) == TOGETHER:
                yield replace(work.task, jobs=some)
                some = []
        yield replace(work.task, jobs=some)

    begun = work.workers.map(rendered, tasks())

    def files() -> Iterator[Made]:
        for done, warned in begun:
            output.warnings += warned
            for key, made in done:
                output.made.keep(key, [file.name for file in made])
                yield from made

    return files()
