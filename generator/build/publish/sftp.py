"""To a folder of a server by SFTP, with the system's `sftp`: for servers that know no rsync. Each file is sent under
another name and then renamed, so that nobody gets half a file."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from generator.build.config.destination import Destination
from generator.build.in_place import MANIFEST
from generator.build.publish.commands import run, ssh
from generator.build.publish.sending import Plan, There, archive_of, between, listed

UNFINISHED = ".baocang-new"


class Sftp:
    """A folder of a server."""

    def __init__(self, name: str, to: Destination) -> None:
        self._name, self._top = name, to.path.rstrip("/")
        port = ["-P", str(to.port)] if to.port else []
        self._command = ["sftp", "-q", *ssh(), "-o", "BatchMode=no", *port]
        self._at = to.at
        self._unfinished: list[str] = []
        """What an interrupted run may have left there."""

    def look(self) -> There:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / MANIFEST
            said = self._run([f"-get {self._there(MANIFEST)} {_quoted(str(copy))}", f"-ls -1a {self._there('')}"])
            if copy.exists():
                content = copy.read_bytes()
                ours = listed(content)
                self._unfinished = [name for name in ours if name.endswith(UNFINISHED)]
                whole = {name: of for name, of in ours.items() if not name.endswith(UNFINISHED)}
                return There(whole, of=archive_of(content))
        names = {line.strip().rpartition("/")[2] for line in said if not line.startswith("sftp>")}
        return There({}, sorted(names - {"", ".", ".."}))

    def standing(self, names: Sequence[str]) -> list[str]:
        said = self._run([f"-ls -1a {self._there(name)}" for name in names])
        found = [line.strip() for line in said if not line.startswith("sftp>")]
        return [name for name in names if any(f"{line}/".startswith(f"{self._top}/{name}/") for line in found)]

    def send(self, site: Path, plan: Plan, there: There) -> None:
        folders = {parent for name in [*plan.sent, MANIFEST] for parent in PurePosixPath(name).parents}
        emptied = {parent for name in plan.gone for parent in PurePosixPath(name).parents if parent.name}
        with tempfile.TemporaryDirectory() as folder:
            list_now = Path(folder) / MANIFEST
            on_their_way = "".join(f"{name}{UNFINISHED}\n" for name in [*plan.sent, MANIFEST])
            list_now.write_bytes(between(there, plan) + on_their_way.encode("utf-8", "surrogateescape"))
            top = PurePosixPath(self._top)
            above = [parent for parent in [*reversed(top.parents), top] if parent.name]
            self._run(
                [
                    *(f"-mkdir {_quoted(str(each))}" for each in above),
                    *self._put(MANIFEST, list_now),
                    *(f"-mkdir {self._there(str(each))}" for each in sorted(folders) if each.name),
                    *(line for name in plan.sent for line in self._put(name, site / name)),
                    *(f"-rm {self._there(name)}" for name in [*plan.gone, *self._unfinished]),
                    *(f"-rmdir {self._there(str(each))}" for each in sorted(emptied, key=lambda p: -len(p.parts))),
                    *self._put(MANIFEST, site / MANIFEST),
                ]
            )

    def _put(self, name: str, source: Path) -> Iterable[str]:
        new = f"{name}{UNFINISHED}"
        yield f"put {_quoted(str(source))} {self._there(new)}"
        yield f"rename {self._there(new)} {self._there(name)}"

    def _there(self, name: str) -> str:
        return _quoted(f"{self._top}/{name}")

    def _run(self, lines: Sequence[str]) -> list[str]:
        """What a batch prints; one that begins with - may fail."""
        with tempfile.TemporaryDirectory() as folder:
            batch = Path(folder) / "batch"
            batch.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
            _, said, _ = run(self._name, [*self._command, "-b", str(batch), self._at])
        return said.decode("utf-8", "surrogateescape").splitlines()


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
