"""Where files and folders change their names or go. On Windows none can while another program has it open, and a virus
scanner opens each that was just written: so it is tried again for some seconds, and what is said then is true
(disks.py). Other systems ask nobody, and nothing is tried twice there.
"""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

HELD = {5, 32, 33}
"""What Windows says where a program has a file open: no access (to what is to be replaced), shared, locked."""
PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds; Defender lets go of a small file within a tenth of one


def is_held(error: OSError) -> bool:
    """Whether Windows says that another program has it open, or may mean that."""
    return getattr(error, "winerror", None) in HELD


def replace(path: Path, target: Path) -> None:
    """Puts a file in the place of another one, in one step."""
    _patiently(lambda: path.replace(target))


def rename(path: Path, target: Path) -> None:
    """Gives a file or a folder another name, which nothing has."""
    _patiently(lambda: path.rename(target))


def unlink(path: Path | str, missing_ok: bool = False) -> None:
    """Takes a file away."""
    try:
        _patiently(lambda: os.unlink(path))  # noqa: PTH108  (a path object takes as long again, and there are many)
    except FileNotFoundError:
        if not missing_ok:
            raise


def clear(folder: Path) -> None:
    """Takes a folder away with all that is in it."""
    _patiently(lambda: shutil.rmtree(folder))


def _patiently(do: Callable[[], object]) -> None:
    for pause in PAUSES:
        try:
            do()
        except OSError as error:
            if not is_held(error):
                raise
            time.sleep(pause)
        else:
            return
    do()
