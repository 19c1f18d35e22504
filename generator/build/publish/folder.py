"""To a folder: all that is new lies ready there before the first file is moved (in_place.py), so that a full disk or a
disk that is taken away stops it before anything has changed."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from generator.base import regular
from generator.base.disks import fault
from generator.base.problems import Problem, Stop
from generator.build import in_place
from generator.build.in_place import BEGUN, MANIFEST, READY
from generator.build.publish.sending import Plan, There, listed


class Folder:
    """A folder that this machine sees: of a web server, a shared drive, a stick."""

    def __init__(self, name: str, path: Path) -> None:
        self._name, self._path = name, path

    def look(self) -> There:
        path = self._path
        if not path.exists():
            return There({})
        if not path.is_dir():
            raise Stop([Problem(self._name, None, "is a file", "Name a folder.")])
        try:
            in_place.end(path)
            if not (path / MANIFEST).is_file():
                return There({}, sorted(each.name for each in path.iterdir() if each.name not in (BEGUN, READY)))
            ours = listed(regular.content(path / MANIFEST))
            return There({name: of if (path / name).is_file() else "" for name, of in ours.items()})
        except OSError as error:
            raise Stop([fault(error)]) from None

    def standing(self, names: Sequence[str]) -> list[str]:
        return [name for name in names if os.path.lexists(self._path / name)]

    def send(self, site: Path, plan: Plan, there: There) -> None:
        begun = self._path / BEGUN
        try:
            shutil.rmtree(begun, ignore_errors=True)
            for name in [*plan.sent, MANIFEST]:
                (begun / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(site / name, begun / name)
            begun.rename(self._path / READY)
            in_place.end(self._path)
        except OSError as error:
            if begun.exists():
                shutil.rmtree(begun, ignore_errors=True)
            raise Stop([fault(error, "publish again: it goes on from there")]) from None
