"""Cases shared out over processes. What a case is hangs on its seed and number alone, so who tries it changes nothing.

A part gives `trying(seed, scratch)`: what is made once, and a function that tries the case of a number and tells what
it found. Each process has its own, in a folder of its own.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack
from importlib import import_module
from pathlib import Path

Try = Callable[[int], list[str]]
"""Tries the case of a number: what went wrong in it."""
Trying = Callable[[int, Path], AbstractContextManager[Try]]
"""Makes what the cases of a seed share, in a folder."""

EVERY = 30
"""Seconds from one line of progress to the next."""
AHEAD = 4
"""Cases a process that wait: few, so that all processes end at the same time."""

_own = ExitStack()
_tries: list[Try] = []
"""This process's, once it has begun."""


def here(trying: Trying, seed: int, numbers: Iterable[int]) -> list[str]:
    """What goes wrong in the cases of these numbers, tried in this process."""
    with tempfile.TemporaryDirectory(prefix="baocang-") as scratch, trying(seed, Path(scratch)) as tries:
        return [wrong for n in numbers for wrong in tries(n)]


def shared(part: str, seed: int, numbers: Iterable[int], processes: int, tell: Callable[[str], None]) -> list[int]:
    """The numbers of the cases in which something went wrong, in order; each is told when it is met, and now and then
    how far it all is."""
    left, total, found, start = iter(numbers), 0, list[int](), time.monotonic()
    told, waiting = start, dict[Future[list[str]], int]()
    with (
        tempfile.TemporaryDirectory(prefix="baocang-") as scratch,
        ProcessPoolExecutor(
            processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(part, seed, scratch)
        ) as executor,
    ):
        while True:
            for n in left:
                waiting[executor.submit(_try, n)] = n
                if len(waiting) >= AHEAD * processes:
                    break
            if not waiting:
                return sorted(found)
            done, _ = wait(waiting, EVERY, FIRST_COMPLETED)
            for future in done:
                n, total = waiting.pop(future), total + 1
                found += [n] if future.result() else []
                for wrong in future.result():
                    tell(f"  case {n}: {wrong}")
                    tell(f"    make torture PART={part} SEED={seed} ONLY={n}")
            if time.monotonic() - told >= EVERY:
                told = time.monotonic()
                before = f" (all before {min(waiting.values())})" if waiting else ""  # from there a next run goes on
                tell(f"  {part}: {total:,} tried{before}, {len(found)} found, {told - start:.0f} s")


def _begin(part: str, seed: int, scratch: str) -> None:
    """Readies a process, which ends with the one that started it, however that ends."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115  # nobody answers here
    trying: Trying = import_module(f"tests.torture.{part}").trying
    folder = Path(tempfile.mkdtemp(dir=scratch))
    tempfile.tempdir = str(folder)
    _tries.append(_own.enter_context(trying(seed, folder)))


def _try(n: int) -> list[str]:
    return _tries[0](n)
