"""Work side by side: the same function over many tasks, in this process, in several, or on a cluster (cluster.py).

Functions are a module's own and tasks are values, so that either can be sent; results come in the order of the tasks.
What a task is must never depend on how many workers there are: then neither do the results.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ALONE = 1_000_000  # bytes of input up to which starting processes takes longer than the work
TOGETHER = 100  # items that are made ahead: files of the index, 2 MB of shards or 30 of texts
MOST = 61 if sys.platform == "win32" else 1000  # processes; Windows waits for no more at once
AHEAD = 2  # tasks a worker that wait or whose results wait: with one, workers stand still while a result is taken


@dataclass(frozen=True)
class Workers:
    """Those who do the work."""

    executor: Executor | None = None
    """None: this process."""
    number: int = 1

    @property
    def near(self) -> "Workers":
        """Those that see this machine's files as this process does, not as a network has told them."""
        return self if isinstance(self.executor, ProcessPoolExecutor) else HERE

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The function's results in the order of the tasks. Tasks are taken as they are needed, never all at once;
        where others do the work, the first are begun now."""
        if self.executor is None:
            return map(function, tasks)
        executor, left = self.executor, iter(tasks)
        begun = deque(executor.submit(function, task) for task in islice(left, AHEAD * self.number))

        def results() -> Iterator[R]:
            try:
                for task in left:
                    begun.append(executor.submit(function, task))
                    yield begun.popleft().result()
                while begun:
                    yield begun.popleft().result()
            finally:
                for future in begun:
                    future.cancel()

        return results()

    def ahead(self, items: Iterable[T]) -> Iterator[T]:
        """The items as they are. Where others do the work that is in them, the first are made from now on, while this
        process does something else: a thread waits for them."""
        if self.executor is None:
            return iter(items)
        left, thread = iter(items), ThreadPoolExecutor(1)
        waiting = deque(thread.submit(_some, left) for _ in range(AHEAD))

        def taken() -> Iterator[T]:
            with thread:
                while some := waiting.popleft().result():
                    waiting.append(thread.submit(_some, left))
                    yield from some

        return taken()


HERE = Workers()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Pool = Callable[[int], AbstractContextManager[Workers]]
"""Gives workers for so many bytes of input."""


@contextmanager
def processes(number: int, size: int = ALONE) -> Iterator[Workers]:
    """So many processes; one is this process itself, and enough for little work (`size` bytes of input).

    They start at once: a process is a copy of the one that starts it, and later that one holds a whole archive.
    """
    if number == 1 or size < ALONE:
        yield HERE
        return
    number = min(number, MOST)
    executor = ProcessPoolExecutor(number, initializer=_begin)
    stopped = False
    try:
        with _unstopped():
            executor.submit(_nothing).result()
        yield Workers(executor, number)
    except KeyboardInterrupt:
        stopped = True
        raise
    finally:  # who stops it is told at once; what workers are at, they end
        executor.shutdown(wait=not stopped, cancel_futures=stopped)


@contextmanager
def _unstopped() -> Iterator[None]:
    """Ctrl-C waits meanwhile; also for the processes that are begun here, which would show where Python was, until each
    says that it does not heed it (`_begin`). Windows has no such mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _some(items: Iterator[T]) -> list[T]:
    return list(islice(items, TOGETHER))


def tune() -> None:
    """Sets up a process that does nothing but build. Whoever imports the package into his own keeps his settings.

    Python looks for garbage in rings after every 700 new values: of a build's hundred thousands hardly any is garbage,
    and looking takes a tenth of its time, and of its start. Numpy would start threads for sums of matrices, which no
    one asks for: they wait in a loop, for 0.05 s of a processor.
    """
    gc.set_threshold(100_000)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@contextmanager
def gc_paused() -> Iterator[None]:
    """For making values that stay: Python looks for garbage in rings the more often the more it is asked for, and in an
    archive's hundred thousands of values there is none. The search takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def _begin() -> None:
    """Has a worker end with the process that started it, however that ends: it would wait for ever, and it writes.
    Ctrl-C, which a console sends to all, is heeded by that one alone."""
    tune()
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _nothing() -> Any:
    pass
