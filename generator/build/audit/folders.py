"""The files that a proof looks through: those of the site, of the spare one and of the docs folder, and of zips. On
wish also those that were made of sites of before, and lie in the archive's folder still."""

import errno
import os
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.base import regular
from generator.base.addresses import is_generated, source_of
from generator.base.output import listing
from generator.base.problems import Problem, Stop
from generator.build.audit.inner import FAULTS, Full, Room
from generator.build.audit.packers import CATALOGUE, entries, member
from generator.build.audit.unpacked import Heads, heads, site_within
from generator.build.in_place import MANIFEST
from generator.build.site_place import place
from generator.build.zim import MAGIC

AROUND, WHOLE = -1, -2


@dataclass(frozen=True)
class File:
    """One to look through: on the disk, or in a zip there."""

    name: str
    path: Path
    size: int
    heads: Heads = field(repr=False, default_factory=dict)
    member: int | None = None
    """Its number in the zip, for several may have one name; None where it is in none; AROUND for all that is no file
    there; WHOLE for a ZIM file, which is named as zips are."""
    leads: str = ""
    """Where it is a link: to what, which whoever copies the folder publishes as well."""
    generated: bool = False
    """Its name is one that only a build gives."""
    former: bool = False
    """It stands in a folder that was the site's once."""
    only_name: bool = False
    """Nothing is to be read: a folder that is empty, a link that leads nowhere or to what is looked through anyway."""


def on_disk(root: Path, config: MkDocsConfig, problems: list[Problem], former: bool = False) -> Iterator[File]:
    """Those of site, spare site and docs folder, each once, though it has several names there; `former`: and of folders
    that were the site's. What is no file and what cannot be reached is a problem, for then nothing is proved of it."""
    known = set()
    where = place(Path(config.site_dir), root)
    docs = Path(config.docs_dir)
    own = (where.site, where.spare, where.old, docs)
    folders = (*own, *(_former(root, own) if former else ()))
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
                yield File(shown, path, 0, leads=leads, former=folder not in own, only_name=True)
                continue
            left_out = folder == docs and not stat.S_ISDIR(state.st_mode)  # as the build says
            if (what := _no_file(path, state.st_mode, folders)) and not left_out:
                problems.append(Problem(shown, None, what, "Put files there in its place, or take it away."))
            if not stat.S_ISREG(state.st_mode):
                yield File(shown, path, 0, leads=leads, former=folder not in own, only_name=True)
                continue
            same = state.st_dev, state.st_ino
            seen = state.st_ino and same in known
            known.add(same)
            if leads or not seen:
                ours = is_generated(source_of(name))
                late = folder not in own
                yield File(shown, path, state.st_size, of, None, leads, ours, former=late, only_name=bool(seen))
        problems += [_unread(root, error) for error in unread]


def _former(root: Path, own: Sequence[Path]) -> list[Path]:
    """Folders of the archive in which a build has made a site, and which the settings do not name any more."""
    there = {folder.resolve() for folder in own}
    # a site's files have second names in the spare beside it, which goes by a name that nobody sees
    order = sorted(root.iterdir(), key=lambda path: (path.name.startswith("."), path.name))
    found = (path for path in order if path.is_dir() and not path.is_symlink())
    return [path for path in found if (path / MANIFEST).is_file() and path.resolve() not in there]


def ready(root: Path, problems: list[Problem]) -> Iterator[File]:
    """Those of bundles that lie in `dist/`, from where people take them. A bag is the archive's own copy, and has what
    is closed."""
    folder = root / "dist"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (".zip", ".zim") and regular.is_file(path):
            try:
                found = [*named(root, path)]
            except Stop as stop:
                problems += stop.problems
                continue
            if not any(file.name.endswith(f"{path.name}/{path.stem}/bagit.txt") for file in found):
                yield from found


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


def named(root: Path, path: Path) -> Iterator[File]:
    """What a zip holds, or a ZIM file."""
    shown = Path(os.path.relpath(path, root)).as_posix()
    try:
        with regular.opened(path) as file:
            if file.read(len(MAGIC)) == MAGIC:
                yield File(shown, path, path.stat().st_size, member=WHOLE)
                return
        with regular.opened(path) as file, zipfile.ZipFile(file) as packed:
            infos = entries(packed)
            own = [info for info in infos if info.filename.endswith(CATALOGUE)]
            read = {info.filename: next(member(file, info, Room(info.compress_size))).data for info in own}
            of = {name.removesuffix(CATALOGUE): heads(data) for name, data in read.items() if isinstance(data, bytes)}
    except (Full, *FAULTS):
        raise Stop([Problem(shown, None, "is no zip that can be read", "Name one that was made whole.")]) from None
    yield File(shown, path, 0, member=AROUND)
    for n, info in enumerate(infos):
        if not info.is_dir() or info.compress_size:
            name = f"{shown}/{info.filename}"
            yield File(name, path, info.file_size, of.get(site_within(info.filename), {}), n)
