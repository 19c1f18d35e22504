"""The site: a folder that changes in one step, with a spare one beside it."""

import re
import shutil
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.output import Listing, clear, link, listing, put
from generator.workers import HERE, Workers

TOGETHER = 5000  # files of a task: a tenth of a second


class Tree:
    """A folder that takes the place of another one when it is whole. Until then that one stays as it is.

    Beside the folder lies a spare one, which holds the same files under a second name (hard links). A build changes in
    it what has changed, lets the two change places, and then brings the other one up to date, for the next build. Where
    the disk knows no links, files are copied. A spare that is not as it should be is put right, file by file.
    A folder in `whole` that has another name when its content is another is moved over with all that it holds: the
    index of a year's daily is 35,000 files.
    """

    def __init__(
        self,
        target: Path,
        whole: str = "",
        standing: Listing | None = None,
        spare: Listing | None = None,
        workers: Workers = HERE,
    ) -> None:
        """`standing` is what is in the folder now, `spare` what is in the spare one; `workers` take away what no longer
        belongs there."""
        self.target = target
        self.files: Listing = {}
        """All that are in the folder once it is published."""
        self._standing = standing or {}
        self._in_spare = spare or {}
        self._workers = workers
        self._whole = re.compile(f"{re.escape(whole)}/[^/]+(?=/)" if whole else r"(?!)")
        self.names: set[str] = set()
        """Of the files that it has so far."""
        self._spare = spare_of(target)
        self._old = target.with_name(f".{target.name}.old")
        self._folders: set[str] = set()
        self._kept: list[str] = []

    def mend(self) -> None:
        """Ends what a build began that was interrupted while the two changed places: a matter of a few renamings."""
        if not self._old.exists():
            return
        if not self.target.exists():
            self._old.rename(self.target)
            return
        for folder in {found[0] for name in listing(self._old) if (found := self._whole.match(name))}:
            if not (self.target / folder).exists():
                (self._old / folder).rename(self.target / folder)
        self._old.rename(self._spare)

    def __enter__(self) -> "Tree":
        self._spare.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind and self._spare.exists():
            shutil.rmtree(self._spare)

    def put(self, name: str, content: str | bytes) -> None:
        self._note(name)
        self.files[name] = put(f"{self._spare}/{name}", content, self._folders)

    def keep(self, names: Sequence[str]) -> None:
        """Files as they stand in the folder that is to be replaced."""
        self._note(*names)
        self._kept += names

    def link(self, name: str, source: Path | str, state: str) -> None:
        self._note(name)
        link(source, f"{self._spare}/{name}", self._folders)
        self.files[name] = state

    def publish(self) -> None:
        """Sees that what is kept is in the spare, and nothing else, and changes places."""
        going = clear(self._spare, self._in_spare.keys() - self.names, self._workers)
        moved = {name: found[0] for name in self._kept if (found := self._whole.match(name))}
        whole = set(moved.values())
        self.files.update((name, self._standing[name]) for name in self._kept)
        late = [n for n in self._kept if n not in moved and self._in_spare.get(n) != self._standing[n]]
        going()
        for name in late:
            link(f"{self.target}/{name}", f"{self._spare}/{name}", self._folders)
        for folder in whole:
            if (self._spare / folder).exists():
                shutil.rmtree(self._spare / folder)
            (self._spare / folder).parent.mkdir(parents=True, exist_ok=True)
        if self.target.exists():
            self.target.rename(self._old)
        self._spare.rename(self.target)
        for folder in whole:
            (self._old / folder).rename(self.target / folder)
        if self._old.exists():
            self._old.rename(self._spare)

    def settle(self) -> Callable[[], None]:
        """Begins to make the spare what the site is now; to be called when that has to be done. The next build would do
        it, but then someone waits for a single issue."""
        going = clear(self._spare, self._standing.keys() - self.names, self._workers)
        late = [
            name
            for name, state in self.files.items()
            if self._standing.get(name) != state and not self._whole.match(name)
        ]

        def finish() -> None:
            going()
            tasks = ((self.target, self._spare, late[n : n + TOGETHER]) for n in range(0, len(late), TOGETHER))
            deque(self._workers.map(_linked, tasks), 0)

        return finish

    def _note(self, *names: str) -> None:
        if twice := self.names.intersection(names):
            raise FileExistsError(*sorted(twice))
        self.names.update(names)


def _linked(task: tuple[Path, Path, Sequence[str]]) -> None:
    source, folder, names = task
    known: set[str] = set()
    for name in names:
        link(f"{source}/{name}", f"{folder}/{name}", known)


def spare_of(site: Path) -> Path:
    """Where the spare one of a site lies."""
    return site.with_name(f".{site.name}.spare")
