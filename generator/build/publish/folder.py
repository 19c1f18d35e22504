"""To a folder: all that is new lies ready there before the first file is moved (in_place.py), so that a full disk or a
disk that is taken away stops it before anything has changed."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from generator.base import moving, regular
from generator.base.disks import fault
from generator.base.output import LINK, SPECIAL, Others, listing
from generator.base.problems import Problem, Stop
from generator.build import in_place
from generator.build.in_place import BEGUN, MANIFEST, READY
from generator.build.publish.sending import Plan, There, archive_of, listed


class Folder:
    """A folder that this machine sees: of a web server, a shared drive, a stick."""

    def __init__(self, name: str, path: Path) -> None:
        self._name, self._path = name, path
        self._others = Others(())
        """What stands there and is not ours."""

    def look(self) -> There:
        path = self._path
        if path.is_symlink() and not path.exists():
            what = f"is a link to {os.readlink(path)}, which is not there"  # noqa: PTH115  (as it is written)
            raise Stop([Problem(self._name, None, what, "Correct the link, or make that folder.")])
        if not path.exists():
            return There({})
        if not path.is_dir():
            raise Stop([Problem(self._name, None, "is a file", "Name a folder.")])
        try:
            in_place.end(path)
            if not (path / MANIFEST).is_file():
                return There({}, sorted(each.name for each in path.iterdir() if each.name not in (BEGUN, READY)))
            content = regular.content(path / MANIFEST)
            ours, found = listed(content), listing(path)
            self._others = Others(found.keys() - ours.keys() - {MANIFEST})
            free = {name: of for name, of in ours.items() if not self._others.in_the_way(name)}
            whole = {name for name in free if not found.get(name, LINK).startswith((LINK, SPECIAL))}
            return There({name: of if name in whole else "" for name, of in free.items()}, of=archive_of(content))
        except OSError as error:
            raise Stop([fault(error)]) from None

    def standing(self, names: Sequence[str]) -> list[str]:
        found = {name: self._others.in_the_way(name) for name in names}
        return sorted({each for each in found.values() if each})

    def send(self, site: Path, plan: Plan, there: There) -> None:
        begun = self._path / BEGUN
        try:
            shutil.rmtree(begun, ignore_errors=True)
            for name in [*plan.sent, MANIFEST]:
                (begun / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(site / name, begun / name)
            moving.rename(begun, self._path / READY)
            in_place.end(self._path)
        except OSError as error:
            if begun.exists():
                shutil.rmtree(begun, ignore_errors=True)
            # a copy that fails names what it read from; it is the other end that is full, away or write-protected
            at = error if error.filename2 is None else _at(error, error.filename2)
            if not at.filename or Path(os.fsdecode(at.filename)).is_relative_to(site):
                at = _at(error, self._path)
            raise Stop([fault(at, "it goes on from there")]) from None


def _at(error: OSError, path: object) -> OSError:
    """The same fault of another path; with Windows' own number, which other systems pass over."""
    return OSError(error.errno, error.strerror, str(path), getattr(error, "winerror", None))
