"""The program as on a system that has little: python -m tests.systems.bare ARGUMENTS

No fork, no rights and owners, no hard links, no two folders that change places, no folder that can be opened, no
modules of POSIX; workers begin anew (spawn), and a text file that is opened without an encoding is a fault. Workers
import this module as well, as spawn has it.
"""

import errno
import multiprocessing
import os
import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import filelock

from generator.base import workers
from generator.build import exchange

GONE = ("fork", "forkpty", "chown", "sched_getaffinity", "mkfifo", "O_NONBLOCK", "O_CLOEXEC", "getloadavg", "nice")
MODULES = ("resource", "grp", "pwd", "termios")


def _none(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "The disk knows no links")


def _files_alone(opened: Callable[..., int]) -> Callable[..., int]:
    def of_files(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if flags == os.O_RDONLY and os.path.isdir(path):  # noqa: PTH112
            raise PermissionError(errno.EACCES, "Is a folder", str(path))
        return opened(path, flags, *more, **named)

    return of_files


def bare() -> None:
    """Takes from this process what other systems have not."""
    for name in GONE:
        if hasattr(os, name):
            delattr(os, name)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # as Python has it: not to be imported
    vars(shutil).update(_use_fd_functions=False)
    vars(os).update(link=_none, open=_files_alone(os.open))
    vars(exchange).update(_call=lambda: None)
    vars(workers).update(ALONE=0)
    vars(filelock).update(FileLock=filelock.SoftFileLock)
    warnings.filterwarnings("error", category=EncodingWarning, module=r"generator\.")


bare()
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    from generator.__main__ import main

    main()
