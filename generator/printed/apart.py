"""Files are read in a process of their own: one that is damaged or hostile may end that, or take its time and its
memory, and nothing else. It stays for the next file, and is begun anew where it has ended.
"""

import atexit
import os
import subprocess
import sys
import threading
from pathlib import Path

from generator.base.printed_page import PrintedPage
from generator.printed import child
from generator.printed.child import Answer
from generator.printed.page_picture import Look, Plane, Shot
from generator.printed.refused import Refused

PATIENCE = 60.0  # seconds for a sheet; the fullest takes one
READING = 600.0  # seconds for one that is a picture, whose characters are to be read
HOME = Path(__file__).parents[2]
"""The folder that the package lies in."""

_there: "Child | None" = None


class Child:
    """The process that reads."""

    def __init__(self) -> None:
        self.of = os.getpid()
        """Whose it is: a worker is a copy of the process that starts it, and has one of its own."""
        path = os.pathsep.join(filter(None, [str(HOME), os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", child.__name__],  # what lies in the folder where it begins is no module
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def answer(self, path: Path, sheet: int | None, aim: bool | Look) -> Answer:
        """What is read. Raises EOFError where the process has ended over it."""
        pipe, out = self._process.stdin, self._process.stdout
        assert pipe is not None and out is not None
        timer = threading.Timer(READING if aim is True else PATIENCE, self._process.kill)
        timer.start()
        try:
            child.send(pipe, (str(path.absolute()), sheet, aim))
            found: Answer = child.receive(out)
            return found
        except OSError:
            raise EOFError from None
        finally:
            timer.cancel()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def sheets(path: Path) -> int | Refused:
    """How many pages a file has, or why it has none."""
    try:
        found = _begun().answer(path, child.COUNT, False)
    except EOFError:
        return _ended(PATIENCE)
    assert isinstance(found, (int, Refused))
    return found


def read(path: Path, sheet: int | None) -> PrintedPage | Refused | int:
    """The page of a file, or why there is none; a number of sheets, where one should have been named."""
    for pictures in (False, True):
        try:
            if (found := _begun().answer(path, sheet, pictures)) is not None:
                assert not isinstance(found, Shot)
                return found
        except EOFError:
            return _ended(READING if pictures else PATIENCE)
    raise AssertionError(path)


def look(path: Path, sheet: int | None, width: int, plane: Plane) -> Shot | Refused | int:
    """The picture of a page, so many pixels wide, or why there is none; a number of sheets, where one should have been
    named."""
    try:
        found = _begun().answer(path, sheet, Look(width, plane))
    except EOFError:
        return _ended(PATIENCE)
    assert isinstance(found, (Shot, Refused, int))
    return found


def _ended(seconds: float) -> Refused:
    _end()
    memory = child.MEMORY if seconds == PATIENCE else child.MEMORY_OF_PICTURES
    what = f"ends the reader, or takes it more than {seconds:.0f} seconds or {memory >> 30} GB"
    return Refused(what, "See that it is whole, and have it written anew.")


def _begun() -> Child:
    global _there  # noqa: PLW0603  (one process, as long as this one is there)
    if _there is None or _there.of != os.getpid():
        _there = Child()
        atexit.register(_end)
    return _there


def _end() -> None:
    global _there  # noqa: PLW0603
    if _there is not None and _there.of == os.getpid():
        _there.end()
    _there = None
