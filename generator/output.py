"""The one module that writes files: whole or not at all, and only where something changed."""

import os
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import FileIO
from pathlib import Path, PurePosixPath

from generator.memo import digest
from generator.workers import HERE, Workers

MANIFEST = ".generated"
TOGETHER = 5000  # files of a task: a tenth of a second

Listing = dict[str, str]
"""Size and time of change of each file, by its name below a folder."""


def write(path: Path, content: str | bytes) -> None:
    """Writes a file in one step; one that holds this already is left alone."""
    data = _bytes(content)
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # noqa: PTH101  (mkstemp makes it private)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _write_new(path: str, data: bytes) -> None:
    """Writes a file that is not there yet. One that is there gives way and is not written over, for it may stand in the
    site, too. (Path.write_bytes takes three times as long, and there are a hundred thousand.)"""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        return _write_new(path, data)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)
    return None


def put(path: str, content: str | bytes, known: set[str]) -> str:
    """Writes a file; gives its size and time of change. `known` are folders that are there."""
    _folder_of(path, known)
    _write_new(path, _bytes(content))
    return _state(os.stat(path))  # noqa: PTH116


def _link(source: Path | str, path: str, known: set[str]) -> None:
    """Gives a file another name; where the disk knows no links, copies it."""
    _folder_of(path, known)
    try:
        os.link(source, path)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        _link(source, path, known)
    except OSError:
        shutil.copy2(source, path)


def _folder_of(path: str, known: set[str]) -> None:
    """Makes the folder of a file, if it is not among those that are known to be there."""
    folder = path.rpartition("/")[0]
    if folder not in known:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        known.add(folder)


def _clear(folder: Path, gone: Collection[str], workers: Workers) -> Callable[[], None]:
    """Begins to take away files; to be called when that has to be done. It takes as long as to write them."""
    left = workers.map(_cleared, [(folder, gone)] if gone else [])
    return lambda: deque(left, 0).clear()


def _cleared(task: tuple[Path, Collection[str]]) -> None:
    """Takes away files, and their folders where nothing else is in them, the deepest first."""
    folder, gone = task
    for name in gone:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}/{name}")  # noqa: PTH108  (a path object for each of many files takes as long again)
    folders = {name.rpartition("/")[0] for name in gone} - {""}
    above = {str(parent) for name in folders for parent in PurePosixPath(name).parents} - {"."}
    for name in sorted(folders | above, key=len, reverse=True):
        with suppress(OSError):  # not empty, or not there
            (folder / name).rmdir()


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


# ---- the docs folder -----------------------------------------------------------------------------------------------


def generated(folder: Path) -> set[str]:
    """Names of the files in a folder that are ours and not written by hand."""
    manifest = folder / MANIFEST
    if not manifest.exists():
        return set()
    noted = {MANIFEST, *manifest.read_text(encoding="utf-8").splitlines()}
    claimed = {name for name in noted if name.endswith("/")}  # by a build that was interrupted
    return (noted - claimed).union(f"{name}{file}" for name in claimed for file in listing(folder / name))


class Generated:
    """The generated files of a folder, made what a build says.

    Hand-written files may lie among them: a manifest says which ones were generated, and only those are ever replaced
    or removed.
    """

    def __init__(self, folder: Path, standing: Listing, workers: Workers = HERE) -> None:
        """`standing` is what is there now; `workers` take away what no longer belongs there."""
        self.folder = folder
        self.files: Listing = {}
        """All of this build."""
        self.in_the_way: list[str] = []
        """Hand-written files that stand where one belongs."""
        self._ours = generated(folder) - {MANIFEST}
        self._standing = standing
        self._folders: set[str] = set()
        self._claimed: tuple[str, ...] = ()
        self._log: FileIO | None = None
        self._workers = workers

    def claim(self, name: str) -> Path | None:
        """A folder of which all is to be ours, whoever puts it there; None where something stands there."""
        path = self.folder / name
        if os.path.lexists(path) and not any(each.startswith(f"{name}/") for each in self._ours):
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
        data = _bytes(content)
        if not self._may_stand(name):
            return False
        if name in self._standing and Path(path).read_bytes() == data:
            self.files[name] = self._standing[name]
            return True
        self.files[name] = put(path, data, self._folders)
        return True

    def link(self, name: str, other: str) -> bool:
        """A file that is the same as one that stands there under another name, and whether it may stand there."""
        if not self._may_stand(name):
            return False
        _link(f"{self.folder}/{other}", f"{self.folder}/{name}", self._folders)
        self.files[name] = self._standing[other]
        return True

    def size(self, name: str) -> int:
        """Bytes of a file that this build has put."""
        return int(self.files[name].split()[0])

    def clear(self) -> Callable[[], None]:
        """Begins to take away what this build did not make; to be called when that has to be done."""
        if self._log:
            self._log.close()
        going = _clear(self.folder, self._ours - self.files.keys(), self._workers)

        def finish() -> None:
            going()
            write(self.folder / MANIFEST, "".join(f"{name}\n" for name in sorted(self.files)))
            self.files[MANIFEST] = _state((self.folder / MANIFEST).stat())

        return finish

    def _may_stand(self, name: str) -> bool:
        """Whether nothing that is written by hand is in the way."""
        if name not in self._ours and not name.startswith(self._claimed):
            if os.path.lexists(f"{self.folder}/{name}"):
                self.in_the_way.append(name)
                return False
            self._note(name)  # before the file, so that one left by an interruption is known as ours
        return True

    def _note(self, name: str) -> None:
        """Written at once, so that an interruption loses none, and whole, for two threads may do it."""
        if self._log is None:
            self._log = (self.folder / MANIFEST).open("ab", buffering=0)
        self._log.write(f"{name}\n".encode())


# ---- the site ------------------------------------------------------------------------------------------------------


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
        _link(source, f"{self._spare}/{name}", self._folders)
        self.files[name] = state

    def publish(self) -> None:
        """Sees that what is kept is in the spare, and nothing else, and changes places."""
        clear = _clear(self._spare, self._in_spare.keys() - self.names, self._workers)
        moved = {name: found[0] for name in self._kept if (found := self._whole.match(name))}
        whole = set(moved.values())
        self.files.update((name, self._standing[name]) for name in self._kept)
        late = [n for n in self._kept if n not in moved and self._in_spare.get(n) != self._standing[n]]
        clear()
        for name in late:
            _link(f"{self.target}/{name}", f"{self._spare}/{name}", self._folders)
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
        clear = _clear(self._spare, self._standing.keys() - self.names, self._workers)
        late = [
            name
            for name, state in self.files.items()
            if self._standing.get(name) != state and not self._whole.match(name)
        ]

        def finish() -> None:
            clear()
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
        _link(f"{source}/{name}", f"{folder}/{name}", known)


def spare_of(site: Path) -> Path:
    """Where the spare one of a site lies."""
    return site.with_name(f".{site.name}.spare")


# ---- what stands in a folder ---------------------------------------------------------------------------------------


def listing(folder: Path) -> Listing:
    """Every file below a folder; none where there is no folder."""
    found: Listing = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, name = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{name}{entry.name}/"))
            else:
                found[f"{name}{entry.name}"] = _state(entry.stat())
    return found


def _state(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"


@dataclass(frozen=True)
class Standing:
    """What stands in the docs folder and in the site."""

    docs: Listing
    """Generated files alone."""
    site: Listing
    spare: Listing
    by_hand: Sequence[str] = ()
    """The other files of the docs folder."""

    def digests(self) -> tuple[str, str]:
        """Stand for names, sizes and times of change of generated files and site."""
        docs, site = (
            "\n".join(sorted(f"{name} {state}" for name, state in of.items())) for of in (self.docs, self.site)
        )
        return digest(docs), digest(site)


def look(docs: Path, site: Path, workers: Workers) -> Callable[[], Standing]:
    """Begins to look at what stands there; to be called when that has to be known."""
    found = workers.map(listing, [docs, site, spare_of(site)])

    @cache
    def standing() -> Standing:
        files, published, spare = found
        ours = generated(docs)
        of_docs = {name: state for name, state in files.items() if name in ours}
        return Standing(of_docs, published, spare, sorted(files.keys() - ours))

    return standing
