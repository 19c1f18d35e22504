"""The docs folder: generated files among those that people write, made what a build says."""

import os
from collections.abc import Callable, Iterable
from io import FileIO
from pathlib import Path

from generator.base import regular
from generator.base.output import Listing, as_bytes, clear, link, listing, manifest, put, state_of, sum_of, sums, write
from generator.base.workers import HERE, Workers

MANIFEST = ".generated"


def generated(folder: Path) -> set[str]:
    """Names of the files in a folder that are ours and not written by hand."""
    if not (noted := manifest(folder / MANIFEST)):
        return set()
    claimed = {name for name in noted if name.endswith("/")}  # by a build that was interrupted
    return {MANIFEST, *noted - claimed, *(f"{name}{file}" for name in claimed for file in listing(folder / name))}


def by_hand(folder: Path) -> list[str]:
    """Names of the other files there."""
    return sorted(listing(folder).keys() - generated(folder))


class Generated:
    """The generated files of a folder, made what a build says.

    Hand-written files may lie among them: a manifest says which ones were generated, and only those are ever replaced
    or removed.
    """

    def __init__(self, folder: Path, standing: Listing, workers: Workers = HERE, aside: Path | None = None) -> None:
        """`standing` are those that are there now; `workers` take away what no longer belongs there; `aside` is a
        folder for pages that a person has changed, which are made anew."""
        self.folder = folder
        self.files: Listing = {}
        """All of this build."""
        self.in_the_way: list[str] = []
        """Hand-written files, or links, that stand where one belongs."""
        self.edited: dict[str, Path] = {}
        """Pages that a person has changed since, and where what stood there lies now."""
        self._aside = aside
        self._sums = sums(folder / MANIFEST)
        """Digests of pages as they were put there last."""
        self._standing = standing
        self._ours = standing.keys() - {MANIFEST}
        self._folders: set[str] = set()
        self._blocked: dict[str, str | None] = {"": None}
        self._claimed: tuple[str, ...] = ()
        self._log: FileIO | None = None
        self._workers = workers

    def claim(self, name: str) -> Path | None:
        """A folder of which all is to be ours, whoever puts it there; None where something stands there."""
        path = self.folder / name
        taken = os.path.lexists(path) and not any(each.startswith(f"{name}/") for each in self._ours)
        if taken or self._above(name):
            return None
        self._note(f"{name}/")
        self._claimed += (f"{name}/",)
        return path

    def found(self, name: str, state: str) -> None:
        """A file that a worker has put into a folder that is claimed."""
        self.files[name] = state

    def keep(self, names: Iterable[str]) -> None:
        """Files as they stand there."""
        self.files.update((name, self._standing[name]) for name in names)

    def put(self, name: str, content: str | bytes) -> bool:
        """A file, and whether it may stand there."""
        path = f"{self.folder}/{name}"
        data = as_bytes(content)
        if not self._may_stand(name):
            return False
        if name in self._standing:
            if (there := regular.content(Path(path))) == data:
                self.files[name] = self._standing[name]
                return True
            self._put_aside(name, there)
        if name.endswith(".md"):
            self._sums[name] = sum_of(data)
            self._note(f"{name}\t{self._sums[name]}")  # before the file, or after an interruption it would seem edited
        self.files[name] = put(path, data, self._folders)
        return True

    def _put_aside(self, name: str, content: bytes) -> None:
        """Keeps what a person has made of a page."""
        known, now = self._sums.get(name), sum_of(content)
        if self._aside and known and now != known:
            copy = self._aside / f"{name.removesuffix('.md')}.{now}.md"
            write(copy, content)
            self.edited[name] = copy

    def link(self, name: str, other: str) -> bool:
        """A file that is the same as one that stands there under another name, and whether it may stand there."""
        if not self._may_stand(name):
            return False
        link(f"{self.folder}/{other}", f"{self.folder}/{name}", self._folders)
        self.files[name] = self._standing[other]
        return True

    def is_free(self, name: str) -> bool:
        """Whether nothing that is written by hand has the name of a file."""
        return name in self._ours or not os.path.lexists(f"{self.folder}/{name}")

    def size(self, name: str) -> int:
        """Bytes of a file that this build has put."""
        return int(self.files[name].split()[0])

    def clear(self) -> Callable[[], None]:
        """Begins to take away what this build did not make; to be called when that has to be done."""
        if self._log:
            self._log.close()
        going = clear(self.folder, self._ours - self.files.keys(), self._workers)

        def finish() -> None:
            going()
            write(self.folder / MANIFEST, "".join(map(self._line, sorted(self.files))))
            self.files[MANIFEST] = state_of((self.folder / MANIFEST).stat())

        return finish

    def _line(self, name: str) -> str:
        return f"{name}\t{of}\n" if (of := self._sums.get(name)) else f"{name}\n"

    def _may_stand(self, name: str) -> bool:
        """Whether nothing that is written by hand is in the way."""
        if name not in self._ours and not name.startswith(self._claimed):
            above = self._above(name)
            if above or os.path.lexists(f"{self.folder}/{name}"):
                self.in_the_way.append(above or name)
                return False
            self._note(name)  # before the file, so that one left by an interruption is known as ours
        return True

    def _above(self, name: str) -> str | None:
        """What stands at the place of one of its folders: a file, or a link, which leads elsewhere."""
        folder = name.rpartition("/")[0]
        if folder not in self._blocked:
            path = f"{self.folder}/{folder}"
            free = not os.path.lexists(path) or (os.path.isdir(path) and not os.path.islink(path))  # noqa: PTH112, PTH114
            self._blocked[folder] = self._above(folder) or (None if free else folder)
        return self._blocked[folder]

    def _note(self, name: str) -> None:
        """Written at once, so that an interruption loses none, and whole, for two threads may do it."""
        if self._log is None:
            self._log = (self.folder / MANIFEST).open("ab", buffering=0)
            name = f"\n{name}"  # the last line may have been cut off
        left = memoryview(f"{name}\n".encode())
        while left:
            left = left[self._log.write(left) or 0 :]
