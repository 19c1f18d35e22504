"""Work side by side: the same function over many tasks, in this process, in several, or on a cluster.

Functions are a module's own and tasks are values, so that either can be sent; results come in the order of the tasks.
What a task is must never depend on how many workers there are: then neither do the results.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2  # tasks a worker that wait or whose results wait: with one, workers stand still while a result is taken


@dataclass(frozen=True)
class Workers:
    """Those who do the work."""

    executor: Executor | None = None
    """None: this process."""
    number: int = 1

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The function's results in the order of the tasks. Tasks are taken as they are needed, never all at once."""
        if self.executor is None:
            yield from map(function, tasks)
            return
        waiting: deque[Future[R]] = deque()
        try:
            for task in tasks:
                waiting.append(self.executor.submit(function, task))
                if len(waiting) > AHEAD * self.number:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(number: int) -> Iterator[Workers]:
    """So many processes; one is this process itself.

    They start at once: a process is a copy of the one that starts it, and later that one holds a whole archive.
    """
    if number == 1:
        yield Workers()
        return
    with ProcessPoolExecutor(number) as executor:
        executor.submit(_nothing).result()
        yield Workers(executor, number)


def _nothing() -> Any:
    pass
