"""The files that a proof looks through: those of the site, of the spare one and of the docs folder, and of zips."""

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
    only_name: bool = False
    """Nothing is to be read: a folder that is empty, a link that leads nowhere or to what is looked through anyway."""


def on_disk(root: Path, config: MkDocsConfig, problems: list[Problem]) -> Iterator[File]:
    """Those of site, spare site and docs folder, each once, though it has several names there. What is no file and
    what cannot be reached is a problem, for then nothing is proved of it."""
    known = set()
    where = place(Path(config.site_dir), root)
    docs = Path(config.docs_dir)
    folders = (where.site, where.spare, where.old, docs)
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
            left_out = folder == docs and not stat.S_ISDIR(state.st_mode)  # as the build says
            if (what := _no_file(path, state.st_mode, folders)) and not left_out:
                problems.append(Problem(shown, None, what, "Put files there in its place, or take it away."))
            if not stat.S_ISREG(state.st_mode):
                yield File(shown, path, 0, leads=leads, only_name=True)
                continue
            same = state.st_dev, state.st_ino
            seen = state.st_ino and same in known
            known.add(same)
            if leads or not seen:
                ours = is_generated(source_of(name))
                yield File(shown, path, state.st_size, of, leads=leads, generated=ours, only_name=bool(seen))
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
