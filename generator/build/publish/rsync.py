"""To a folder that rsync reaches: on this machine, on a server by SSH, or a module of an rsync server."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath

from generator.build.config.destination import Destination
from generator.build.in_place import MANIFEST
from generator.build.publish.commands import run, ssh
from generator.build.publish.sending import Plan, There, archive_of, between, listed

MISSING = 23
"""rsync ends with it where something that was asked for is not there."""
PLAIN = ("--protect-args", "--timeout=300")
WRITES = ("--times", "--no-perms", "--chmod=D755,F644", "--ignore-times", "--delay-updates", "--mkpath")


class Rsync:
    """A folder elsewhere."""

    def __init__(self, name: str, to: Destination) -> None:
        self._name = name
        if to.way == "rsync":
            self._there = f"rsync://{to.at}{f':{to.port}' if to.port else ''}{to.path.rstrip('/')}/"
            self._shell: tuple[str, ...] = ()
        else:
            self._there = f"{to.at}:{to.path.rstrip('/')}/"
            self._shell = ("--rsh", " ".join(["ssh", *ssh(), *(["-p", str(to.port)] if to.port else [])]))

    def look(self) -> There:
        with tempfile.TemporaryDirectory() as folder:
            fine = (0, MISSING)
            code, _, _ = self._run(f"{self._there}{MANIFEST}", f"{folder}/", fine=fine)
            if code == 0:
                content = (Path(folder) / MANIFEST).read_bytes()
                return There(listed(content), of=archive_of(content))
            code, said, complaint = self._run("--list-only", self._there, fine=fine)
        if code == MISSING and "No such file" not in complaint:
            self._run("--list-only", self._there)  # says why
        names = [line.split(maxsplit=4)[-1] for line in said.decode("utf-8", "replace").splitlines()]
        return There({}, sorted(name for name in names if name != "."))

    def standing(self, names: Sequence[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            for name in names:
                (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / name).touch()
            asked = ("--dry-run", "--existing", "--ignore-times", "--out-format=%n", "--8-bit-output")
            _, said, _ = self._run(*asked, "--files-from=-", "--from0", f"{folder}/", self._there, given=_list(names))
        found = {*said.decode("utf-8", "surrogateescape").splitlines()}
        return [name for name in names if name in found]

    def send(self, site: Path, plan: Plan, there: There) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / MANIFEST).write_bytes(between(there, plan))
            self._bring([MANIFEST], Path(folder))
        self._bring([name for name in plan.sent if not name.endswith(".html")], site)
        self._bring([name for name in plan.sent if name.endswith(".html")], site)
        for names in _by_depth(plan.gone, site):
            self._delete(names)
        self._bring([MANIFEST], site)

    def _delete(self, names: Sequence[str]) -> None:
        """Files, and folders where nothing is in them any more: what is named and is not where it would come from."""
        with tempfile.TemporaryDirectory() as nothing:
            for name in names:
                (Path(nothing) / name).parent.mkdir(parents=True, exist_ok=True)
            self._bring(names, Path(nothing), "--delete-missing-args")

    def _bring(self, names: Sequence[str], site: Path, *more: str) -> None:
        if names:
            self._run(*WRITES, *more, "--files-from=-", "--from0", f"{site}/", self._there, given=_list(names))

    def _run(self, *arguments: str, given: Iterable[bytes] = (), fine: Sequence[int] = (0,)) -> tuple[int, bytes, str]:
        return run(self._name, ["rsync", *PLAIN, *self._shell, *arguments], given, fine)


def _list(names: Sequence[str]) -> Iterator[bytes]:
    """Names for rsync, which passes over those that begin with # or ;."""
    return (f"./{name}\0".encode("utf-8", "surrogateescape") for name in names)


def _by_depth(gone: Sequence[str], site: Path) -> Iterator[Sequence[str]]:
    """What goes, files first, then the folders of which the site has none any more, the deepest first."""
    yield gone
    folders = {parent for name in gone for parent in PurePosixPath(name).parents if parent.name}
    emptied = sorted((each for each in folders if not (site / each).is_dir()), key=lambda each: -len(each.parts))
    for _, of_depth in groupby(emptied, lambda each: len(each.parts)):
        yield [str(each) for each in of_depth]
