"""Proves that nothing that is closed is published: looks for it (sought.py) in every file of the site, of the spare one
and of the docs folder, and of zips that are named, each unpacked and decoded (unpacked.py).
"""

import errno
import os
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from mkdocs.config.defaults import MkDocsConfig

from generator import assets, load, readings, regular, site, status, wording
from generator.model import Entry, Progress
from generator.needles import spelled
from generator.output import listing
from generator.page_lines import PageLines
from generator.places import gazetteer
from generator.postings import SHIFT
from generator.problems import Problem, Stop
from generator.reader import Reader
from generator.site_folder import place
from generator.sought import UNPUBLISHED, Page, Secret, Wanted, wanted
from generator.unpacked import CATALOGUE, FAULTS, Heads, Said, heads, said, site_within
from generator.workers import Crew

TOGETHER = 4_000_000  # bytes of files that are looked through at once
MEND = {
    "": 'Run "baocang build"; if it stands there still, take the file away.',
    "zip": "Make it again, and call back what was given away.",
}


@dataclass(frozen=True)
class File:
    """One to look through: on the disk, or in a zip there."""

    name: str
    path: Path
    size: int
    heads: Heads = field(repr=False, default_factory=dict)
    member: str = ""
    """Its name in the zip; empty where it is in none."""
    leads: str = ""
    """Where it is a link: to what, which whoever copies the folder publishes as well."""
    only_name: bool = False
    """Nothing is to be read: a folder that is empty, a link that leads nowhere or to what is looked through anyway."""


class Leak(NamedTuple):
    """What was found: a text of a secret, by its number; or a file that cannot be read as what it is."""

    file: str
    zipped: bool
    text: str = ""
    secret: int = -1
    at: int = 0
    """Of what is found of a secret the first is told, of texts rather than of ids."""


@dataclass(frozen=True)
class Proof:
    """What was looked for, where, and what of it was found."""

    closed: int
    """So many articles."""
    files: int
    problems: list[Problem]
    notices: list[Problem]
    """Open articles that say most of what a closed one says: a notice that is printed twice, or a copy that somebody
    has forgotten. Nothing of it is proved."""


def proof(root: Path, zips: Sequence[Path], crew: Crew, progress: Progress) -> Proof:
    """Raises Stop where the input does not say what is closed, and where a zip is none."""
    reader = Reader(root)
    config = site.settings(reader)
    problems: list[Problem] = []
    files = [*_on_disk(root, config, problems), *(file for path in zips for file in _in_zip(root, path))]
    with crew(
        sum(file.size for file in files)
    ) as workers:  # before the archive is read: each is a copy of this process
        sought = _sought(reader, config)
        told = replace(sought, alike=())  # the workers need it not
        tasks = [(some, told) for some in _together(files)] if sought.secrets else []
        leaks = {leak for found in progress(workers.map(_looked, tasks), "files", len(tasks)) for leak in found}
    first: dict[tuple[str, int], Leak] = {}
    for leak in sorted(leaks, key=lambda leak: (leak.file, leak.secret, leak.text.isascii(), leak.at)):
        first.setdefault((leak.file, leak.secret), leak)
    closed = sum(secret.status != UNPUBLISHED for secret in sought.secrets)
    problems += [_problem(leak, sought) for leak in first.values()]
    notices = [_alike(entry, sought.secrets[n]) for entry, n in sought.alike]
    return Proof(closed, sum(not file.only_name for file in files), problems, notices)


def _alike(entry: Entry, secret: Secret) -> Problem:
    what = f"{entry.article.id} says most of what {secret.name} says, which is {secret.status}"
    return Problem(*entry.at, what, "Close it, too, if that is not meant.", stops=False)


def _problem(leak: Leak, sought: Wanted) -> Problem:
    mend = MEND["zip" if leak.zipped else ""]
    if leak.secret < 0:
        return Problem(leak.file, None, "cannot be read as what its name says", mend)
    secret = sought.secrets[leak.secret]
    return Problem(leak.file, None, f'holds "{leak.text}" of {secret.name}, which is {secret.status}', mend)


def _sought(reader: Reader, config: MkDocsConfig) -> Wanted:
    known = load.issues(reader, gazetteer())
    held = load.holdings(reader, known, gazetteer())
    if stopping := [problem for problem in reader.problems if problem.stops]:
        raise Stop(stopping)
    day = status.today()
    archive = status.published(held, day)
    lines, pages = PageLines(held, archive), []
    for issue in held.issues.values():
        for file, _, text in load.page_texts(reader, issue, 0):
            every = text.split("\n")
            shown = lines.shown(issue, file, every) if issue.key in archive.issues else [None] * len(every)
            pages.append(Page(issue, file, every, shown))
    say = wording.read(config.theme.dirs, config.theme["language"])
    own = [folder for folder in map(Path, config.theme.dirs) if folder.is_relative_to(reader.root)]
    theme = [
        each.text
        for folder in [assets.theme(), *own]
        for name in listing(folder)
        if regular.is_file(folder / name)
        for each in said(name, regular.content(folder / name), {})
    ]
    return wanted(held, archive, day, pages, theme, say)


# ---- files ---------------------------------------------------------------------------------------------------------


def _on_disk(root: Path, config: MkDocsConfig, problems: list[Problem]) -> Iterator[File]:
    """Those of site, spare site and docs folder, each once, though it has several names there. What is no file and
    what cannot be reached is a problem, for then nothing is proved of it."""
    known = set()
    where = place(Path(config.site_dir), root)
    folders = (where.site, where.spare, where.old, Path(config.docs_dir))
    for folder in folders:
        catalogue, unread = folder / CATALOGUE, list[OSError]()
        of = heads(regular.content(catalogue) if regular.is_file(catalogue) else None)
        for name in sorted(listing(folder, unread=unread)):
            path = folder / name
            shown = Path(os.path.relpath(path, root)).as_posix()
            try:
                leads = os.readlink(path) if path.is_symlink() else ""  # noqa: PTH115  (as it is written)
                state = path.stat()
            except OSError as error:
                if not isinstance(error, FileNotFoundError) and error.errno != errno.ELOOP:
                    problems.append(_unread(root, error))
                yield File(shown, path, 0, leads=leads, only_name=True)
                continue
            if what := _no_file(path, state.st_mode, folders):
                problems.append(Problem(shown, None, what, "Put files there in its place, or take it away."))
            if not stat.S_ISREG(state.st_mode):
                yield File(shown, path, 0, leads=leads, only_name=True)
                continue
            same = state.st_dev, state.st_ino
            seen = state.st_ino and same in known
            known.add(same)
            if leads or not seen:
                yield File(shown, path, state.st_size, of, leads=leads, only_name=bool(seen))
        problems += [_unread(root, error) for error in unread]


def _no_file(path: Path, mode: int, folders: Sequence[Path]) -> str:
    """Why what stands there is not looked through; empty where it is, or where there is nothing in it."""
    if stat.S_ISREG(mode):
        return ""
    if not stat.S_ISDIR(mode):
        return "is neither file nor folder, and was not looked at"
    there = path.resolve()
    looked_through = any(there.is_relative_to(folder.resolve()) for folder in folders)
    return "" if looked_through else "is a link to a folder elsewhere, which was not looked through"


def _unread(root: Path, error: OSError) -> Problem:
    what = f"cannot be read: {error.strerror or error}"
    name = Path(os.path.relpath(error.filename or root, root)).as_posix()
    return Problem(name, None, what, "Give yourself the right to read it, or take it away.")


def _in_zip(root: Path, path: Path) -> Iterator[File]:
    shown = Path(os.path.relpath(path, root)).as_posix()
    try:
        with regular.opened(path) as file, zipfile.ZipFile(file) as packed:
            infos = [info for info in packed.infolist() if not info.is_dir()]
            own = [info.filename for info in infos if info.filename.endswith(CATALOGUE)]
            of = {name.removesuffix(CATALOGUE): heads(packed.read(name)) for name in own}
    except FAULTS:
        raise Stop([Problem(shown, None, "is no zip that can be read", "Name one that was made whole.")]) from None
    for info in infos:
        yield File(
            f"{shown}/{info.filename}", path, info.file_size, of.get(site_within(info.filename), {}), info.filename
        )


def _said(file: File) -> Iterator[Said]:
    if file.leads or file.only_name:
        yield Said(file.name, readings.plain(file.leads))
    if file.only_name:
        return
    try:
        if file.member:
            with zipfile.ZipFile(file.path) as packed:
                data = packed.read(file.member)
        else:
            data = regular.content(file.path)
    except FAULTS:
        yield Said(file.name, readable=False)
        return
    yield from said(file.name, data, file.heads, int(bool(file.member)))


def _together(files: Sequence[File]) -> Iterator[list[File]]:
    """Files in stretches of so many bytes."""
    some: list[File] = []
    size = 0
    for file in files:
        some.append(file)
        size += file.size
        if size > TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def _looked(task: tuple[list[File], Wanted]) -> list[Leak]:
    """What stands in some files that is not to be published."""
    files, sought = task
    every = [(each, bool(file.member)) for file in files for each in _said(file)]
    leaks = [Leak(each.name, zipped) for each, zipped in every if not each.readable]
    for text, piece in sought.net.within([f"{readings.plain(each.name)}\n{each.text}" for each, _ in every]):
        each, zipped = every[text]
        found = sought.net.pieces[piece]
        id = sought.secrets[found.of].name
        leaks.append(Leak(each.name, zipped, id if found.text == spelled(id) else found.text, found.of, piece))
    for each, zipped in every:
        if each.terms is not None:
            leaks += [
                Leak(each.name, zipped, _shown(int(sought.terms.numbers[n])), int(sought.terms.of[n]))
                for n in np.flatnonzero(np.isin(sought.terms.numbers, each.terms))
            ]
    return leaks


def _shown(term: int) -> str:
    first, second = divmod(term, 1 << SHIFT)
    return chr(first) + (chr(second) if second else "")
