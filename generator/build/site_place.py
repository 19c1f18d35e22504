"""Where a site and the spare one beside it lie, and what in them a build has put there.

`site_folder.py` says how the site changes; here is what comes before and after: ending what was interrupted, knowing
what is ours, making the spare what the site is.
"""

import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.base import assets, moving, regular
from generator.base.addresses import is_generated, source_of
from generator.base.output import Listing, clear, folder_of, link, manifest
from generator.base.problems import Problem, Stop
from generator.base.workers import Workers
from generator.build import in_place
from generator.build.in_place import MANIFEST

FLAG = ".baocang/changing"
TOGETHER = 5000  # files of a task: a tenth of a second
UNFINISHED = in_place.BEGUN, in_place.READY
MATERIAL = re.compile(r"assets/(?:images/favicon\.png|stylesheets/[a-z]+\.[\da-f]+\.min\.css)")


@dataclass(frozen=True)
class Place:
    """Where a site lies."""

    site: Path
    """The folder itself; `site_dir` may be a link to it."""
    spare: Path
    old: Path
    """Where the site is for a moment while folders change places by renaming."""
    flag: Path

    @property
    def begun(self) -> Path:
        """Names the spare while a build fills it: by it what one that was interrupted has left is known as ours."""
        return self.flag.with_name("filling")

    @property
    def apart(self) -> bool:
        """The spare lies on another disk."""
        return self.site.exists() and self.site.stat().st_dev != _there(self.spare).stat().st_dev


def place(public: Path, root: Path) -> Place:
    """Where the site of an archive lies. The spare one lies beside it; where nothing can be made there, beside the link
    that leads to it."""
    site = public.resolve()
    beside = site if not public.is_symlink() or os.access(_there(site.parent), os.W_OK) else public
    return Place(site, beside.with_name(f".{site.name}.spare"), site.with_name(f".{site.name}.old"), root / FLAG)


def _there(path: Path) -> Path:
    return next(each for each in [path, *path.parents] if each.exists())


def mend(where: Place) -> None:
    """Ends what a build began that was interrupted while the site changed."""
    for each in (where.spare, where.old):
        if each.is_symlink():  # nothing is written or taken away through it
            moving.unlink(each)
    if where.old.exists() and is_ours(where, where.old) and is_ours(where, where.spare):
        if not where.site.exists():
            moving.rename(where.old, where.site)
        elif where.spare.exists():
            cleared(where.old)
        else:
            moving.rename(where.old, where.spare)
    in_place.end(where.site)
    moving.unlink(where.flag, missing_ok=True)


def is_ours(where: Place, folder: Path) -> bool:
    """Whether a build has made a folder beside the site, or may make one."""
    if not folder.is_dir():
        return not folder.exists()
    return (folder / MANIFEST).exists() or _begun(where) == _named(where, folder) or not any(folder.iterdir())


def begin(where: Place) -> None:
    """Writes down that a build fills the spare."""
    where.begun.write_text(_named(where, where.spare), encoding="utf-8")


def _begun(where: Place) -> str:
    try:
        return regular.text(where.begun, "replace")
    except OSError:
        return ""


def _named(where: Place, folder: Path) -> str:
    """A folder as it is written down: one in the archive, from there, for that may be moved to another place."""
    root = where.flag.parent.parent.resolve()
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else f"{folder}"


def cleared(folder: Path) -> None:
    """Takes a folder of ours away, as far as that can be done; what it is known by goes last."""
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        elif each.name != MANIFEST:
            with suppress(OSError):
                moving.unlink(each)
    shutil.rmtree(folder, ignore_errors=True)


def parted(files: Listing, site: Path) -> tuple[Listing, Listing]:
    """Of what stands in a site the files that a build has put there, and all else."""
    names = {MANIFEST, *manifest(site / MANIFEST)} if MANIFEST in files else {n for n in files if _of_earlier(n)}
    others = {n: state for n, state in files.items() if n not in names and not n.startswith(UNFINISHED)}
    return {n: state for n, state in files.items() if n in names}, others


def _of_earlier(name: str) -> bool:
    """Whether a build of an earlier version, which wrote no list, has put a file into a site. (What it made of pages
    that people wrote is known by these: snapshot.py.)"""
    return is_generated(source_of(name)) or bool(MATERIAL.fullmatch(name)) or (assets.theme() / name).is_file()


def even(where: Place, there: Listing, in_spare: Listing, workers: Workers) -> Callable[[], None]:
    """Begins to make the spare, which holds `in_spare`, what is `there` in the site; to be called when that has to be
    done. A spare that cannot be made so goes: what a site no longer has stands nowhere. Raises Stop where it stays."""
    if where.apart:
        there = {}
    begin(where)
    going = clear(where.spare, in_spare.keys() - there.keys(), workers)
    late = [name for name, state in there.items() if in_spare.get(name) != state]

    def finish() -> None:
        try:
            going()
            tasks = ((where.site, where.spare, late[n : n + TOGETHER]) for n in range(0, len(late), TOGETHER))
            deque(workers.map(_linked, tasks), 0)
        except OSError:
            _away(where.spare)
        moving.unlink(where.begun, missing_ok=True)

    return finish


def _away(spare: Path) -> None:
    """Deletes the spare, folders that may not be written included: what the last site had may be closed by now."""
    for folder, _, _ in os.walk(spare):
        with suppress(OSError):
            Path(folder).chmod(0o755)
    shutil.rmtree(spare, ignore_errors=True)
    if spare.exists():
        what = "holds what the last site had, and cannot be deleted. The site itself is new"
        raise Stop([Problem(spare.name, None, what, "Delete that folder.")])


def _linked(task: tuple[Path, Path, Sequence[str]]) -> None:
    source, folder, names = task
    known: set[str] = set()
    for name in names:
        if name.endswith("/"):
            folder_of(f"{folder}/{name}", known)
        else:
            link(f"{source}/{name}", f"{folder}/{name}", known)
