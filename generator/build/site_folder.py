"""The site: a folder that changes in one step, with a spare one beside it.

What a build puts there stands in a list, `.published`, each file with its digest, which travels with the folder. All
else in it is not ours, and stays: a `CNAME`, a `.git`, whatever a person or a server needs there. A folder that is not
empty and has no such list is not ours at all.

How the site changes, by what the system can:

1. Site and spare change places in one call (exchange.py): at each moment there is a whole site.
2. Where there is no such call, in two renamings: for a moment there is none.
3. Where the folder cannot be renamed (a mount point, a folder above that is not ours to change), file by file
   (in_place.py): what is new first, the index among it, then what is another, then what goes.

What ends in the middle of 2 or 3 leaves a flag, and the next command ends it before it does anything else.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.base import moving
from generator.base.output import LINK, Listing, Others, clear, folder_of, link, listing, put, state_at, sum_of, sums
from generator.base.workers import HERE, Workers
from generator.build import in_place
from generator.build.exchange import exchange
from generator.build.in_place import MANIFEST
from generator.build.site_place import UNFINISHED, Place, begin, cleared, even

FULL = {errno.ENOSPC, errno.EDQUOT}


class Tree:
    """A folder that takes the place of another one when it is whole. Until then that one stays as it is.

    Beside the folder lies a spare one, which holds the same files under a second name (hard links), those of others
    among them. A build changes in it what has changed, lets the two change places, and then brings the other one up to
    date, for the next build. Where the disk knows no links, files are copied. A spare that is not as it should be is
    put right, file by file.
    """

    def __init__(
        self,
        where: Place,
        standing: Listing | None = None,
        others: Listing | None = None,
        spare: Listing | None = None,
        workers: Workers = HERE,
        as_left: bool = False,
    ) -> None:
        """`standing` is what a build has put into the folder, `others` what else is there, `spare` all that is in the
        spare one; `workers` take away what no longer belongs there. `as_left`: the last build left it so, to the file;
        else nothing is kept for what the list says of it."""
        self.where = where
        self.files: Listing = {}
        """All that a build has put there once it is published."""
        self.names: set[str] = {MANIFEST}
        """Of the files that it has so far."""
        self._sums: dict[str, str] = {}
        self.in_the_way: set[str] = set()
        """What stands in the folder, and is not ours, where one of our files belongs."""
        self._standing = standing or {}
        self._others = others or {}
        self._blocking = Others(self._others)
        self._in_spare = spare or {}
        self._workers = workers
        self._as_left = as_left
        self._folders: set[str] = set()
        self._kept: list[str] = []
        self._fixed = where.apart

    def __enter__(self) -> "Tree":
        spare = self.where.spare
        begin(self.where)
        spare.mkdir(parents=True, exist_ok=True)
        links = [name for name, state in self._in_spare.items() if state.startswith(LINK)]
        for name in links:  # nothing is written through one
            if self._others.get(name) != self._in_spare[name]:
                moving.unlink(spare / name)
                del self._in_spare[name]
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            cleared(self.where.spare)
            if not self.where.spare.exists():  # what a person puts there from now on is not ours
                moving.unlink(self.where.begun, missing_ok=True)

    def put(self, name: str, content: str | bytes) -> None:
        self._note(name)
        self._sums[name] = sum_of(content)
        self._put(name, content)

    def put_anew(self, name: str, content: str) -> None:
        """Puts a file; one that stands there so is kept."""
        if self._as_left and name in self._standing and self._before.get(name) == sum_of(content):
            self.keep([name])
        else:
            self.put(name, content)

    def keep(self, names: Sequence[str]) -> None:
        """Files as they stand in the folder that is to be replaced."""
        self._note(*names)
        self._kept += names

    @cached_property
    def _before(self) -> dict[str, str]:
        """Digests of the files that the last build put there."""
        return sums(self.where.site / MANIFEST)

    def sum(self, name: str) -> str:
        """The digest of what a build has put there last, this one or the one before; "" where none is known."""
        return self._sums.get(name) or self._before.get(name, "")

    def size(self, name: str) -> int:
        """Bytes of a file that this build has put or kept."""
        return int((self.files.get(name) or self._standing[name]).partition(" ")[0])

    def lies_at(self, name: str) -> Path:
        """Where a file that this build has put or kept lies until the site is published."""
        return (self.where.spare if name in self.files else self.where.site) / name

    def kept_beside(self, name: str, other: str) -> bool:
        """Keeps a file that is made of another one, where it stands there and that one is what it was."""
        known = self._before.get(other, "")
        if not self._as_left or name not in self._standing or not known or self.sum(other) != known:
            return False
        self.keep([name])
        return True

    def forget(self, name: str) -> None:
        """A file that was to be kept, and is to be put anew."""
        self._kept.remove(name)
        self.names.discard(name)

    def link(self, name: str, source: Path | str, state: str, of: str) -> None:
        """A file that is there under another name, and its digest."""
        self._note(name)
        self._sums[name] = of
        try:
            link(source, f"{self.where.spare}/{name}", self._folders)
        except OSError:
            if not self._made_way(name):
                raise
            link(source, f"{self.where.spare}/{name}", self._folders)
        self.files[name] = state

    def complete(self, archive: str) -> None:
        """Sees that the spare holds all that the site is to hold, and nothing else. The list begins with the name of
        the archive that it is of."""
        where, standing = self.where, self._standing
        lines = [f"{name}\t{self.sum(name)}\n" for name in sorted(self.names - {MANIFEST})]
        self._put(MANIFEST, "".join([f"\t{' '.join(archive.split())}\n", *lines]))
        self._look_again()
        going = clear(where.spare, self._in_spare.keys() - self.names - self._others.keys(), self._workers)
        self.files.update((name, standing[name]) for name in self._kept)
        late = [name for name in self._kept if self._in_spare.get(name) != standing[name]]
        going()
        if not self._fixed:
            for name in late:
                link(f"{where.site}/{name}", f"{where.spare}/{name}", self._folders)
            self._fixed = where.site.exists() and not self._takes_over()

    def publish(self) -> None:
        """Changes the site, in the best way that there is."""
        where = self.where
        if not where.site.exists():
            moving.rename(where.spare, where.site)
            self._in_spare = {}
        elif not self._fixed and _changed_places(where):
            self._in_spare = {**self._standing, **self._others}
        else:
            where.flag.touch()
            new = {name: state for name, state in self.files.items() if self._standing.get(name) != state}
            self.files.update(in_place.bring(where.spare, where.site, new))
            moving.unlink(where.flag)
            self._in_spare = {**self.files, **self._others}

    def settle(self) -> Callable[[], None]:
        """Begins to make the spare what the site is now; to be called when that has to be done. The next build would do
        it, but then someone waits for a single issue."""
        return even(self.where, {**self.files, **self._others}, self._in_spare, self._workers)

    def _put(self, name: str, content: str | bytes) -> None:
        try:
            self.files[name] = put(f"{self.where.spare}/{name}", content, self._folders)
        except OSError:
            if not self._made_way(name):
                raise
            self.files[name] = put(f"{self.where.spare}/{name}", content, self._folders)

    def _made_way(self, name: str) -> bool:
        """Takes from the spare what stands in the way of a file: a folder at its place, a file at that of a folder."""
        spare, made = self.where.spare, False
        for each in map(str, PurePosixPath(name).parents):
            if (spare / each).is_file():
                moving.unlink(spare / each)
                self._in_spare.pop(each, None)
                made = True
        if (spare / name).is_dir():
            moving.clear(spare / name)
            made = True
        return made

    def _note(self, *names: str) -> None:
        if twice := self.names.intersection(names):
            raise ValueError(*sorted(twice))
        self.names.update(names)
        self._check(names, self._others)

    def _check(self, names: Iterable[str], others: Listing) -> None:
        if others:
            blocking = self._blocking if others is self._others else Others(others)
            self.in_the_way.update(filter(None, map(blocking.in_the_way, names)))

    def _look_again(self) -> None:
        """What is not ours is looked for once more, where a build puts nothing: someone may have put it there since."""
        site = self.where.site
        ours = {name.partition("/")[0] for name in self._standing}
        known = {name: state_at(site / name) for name in self._others if name.partition("/")[0] in ours}
        found = {name: state for name, state in known.items() if state is not None}
        found |= listing(site, {*ours, *UNFINISHED})
        self._check(self.names, {name: state for name, state in found.items() if name not in self._others})
        self._others = found

    def _takes_over(self) -> bool:
        """Whether the spare has all that is not ours under a second name, and may be what the site is to the system."""
        site, spare = self.where.site, self.where.spare
        inside = [f"{name}/" if name.endswith("/") else name for name in self._others]
        folders = {parent for name in inside for parent in PurePosixPath(name).parents if parent.name}
        known: set[str] = set()
        try:
            if any((site / folder).stat().st_dev != site.stat().st_dev for folder in folders):
                return False
            for name, state in self._others.items():
                if name.endswith("/"):
                    folder_of(f"{spare}/{name}", known)
                elif self._in_spare.get(name) != state:
                    link(f"{site}/{name}", f"{spare}/{name}", known)
            for folder in [*folders, PurePosixPath()]:
                _same(site / folder, spare / folder)
        except OSError as error:
            if error.errno in FULL:
                raise
            return False
        return True


def _changed_places(where: Place) -> bool:
    """Whether site and spare have changed places; False where the folder cannot be renamed."""
    try:
        if exchange(where.spare, where.site):
            return True
        where.flag.touch()
        moving.rename(where.site, where.old)
    except OSError as error:
        if error.errno in FULL:
            raise
        return False
    try:
        moving.rename(where.spare, where.site)
    except OSError:
        moving.rename(where.old, where.site)
        return False
    moving.rename(where.old, where.spare)
    moving.unlink(where.flag)
    return True


def _same(folder: Path, other: Path) -> None:
    """Gives a folder the rights and the owner of another one."""
    one, two = folder.stat(), other.stat()
    if hasattr(os, "chown") and (one.st_uid, one.st_gid) != (two.st_uid, two.st_gid):
        os.chown(other, one.st_uid, one.st_gid)
    shutil.copystat(folder, other)
