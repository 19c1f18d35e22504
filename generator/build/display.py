"""What a long command shows of itself: a bar on a terminal, elsewhere a line now and then; and what each stage took."""

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from generator.base.speech import is_chinese, padded, said

T = TypeVar("T")

OFTEN = 5.0  # seconds between two lines: what takes less says nothing
BEGUN = 1.0  # seconds of a stage from which on its rate says something
SAMPLE = 0.1  # seconds between two looks at the memory


@dataclass
class Stage:
    """One stage of a command."""

    label: str
    seconds: float = 0.0
    count: int = 0
    """Of what it worked on."""
    peak: int = 0
    """Bytes that all processes together had at most; 0 where no one looked, or none can know."""


class Display:
    """A Progress (model.py) for people who wait."""

    def __init__(self, memory: bool = False) -> None:
        self.stages: list[Stage] = []
        self._memory = memory
        self._begun = self._said = time.monotonic()

    def __call__(self, items: Iterable[T], label: str, total: int = 0) -> Iterator[T]:
        stage = Stage(label)
        self.stages.append(stage)
        shown = self._bar(items, stage, total) if sys.stderr.isatty() else self._lines(items, stage, total)
        start = time.monotonic()
        with _watched(stage) if self._memory else _unwatched():
            for item in shown:
                stage.count += 1
                stage.seconds = time.monotonic() - start
                yield item
            stage.seconds = time.monotonic() - start

    def table(self) -> str:
        """Seconds, number and peak memory by stage, and the seconds between them."""
        seconds = time.monotonic() - self._begun
        rows = [said(f"{'stage':10}{'seconds':>10}{'number':>12}{'peak MB':>10}")]
        rows += [f"{padded(said(s.label), 10)}{s.seconds:10.2f}{s.count:12,}{s.peak / 1e6:10.0f}" for s in self.stages]
        rows.append(f"{padded(said('rest'), 10)}{seconds - sum(s.seconds for s in self.stages):10.2f}")
        peak = max((s.peak for s in self.stages), default=0)
        return "\n".join([*rows, f"{padded(said('all'), 10)}{seconds:10.2f}{'':12}{peak / 1e6:10.0f}"])

    def _bar(self, items: Iterable[T], stage: Stage, total: int) -> Iterator[T]:
        def rate(item: T | None) -> str:
            return said(_rate(stage.count / stage.seconds)) if stage.seconds else ""

        bar = click.progressbar(
            items, total or None, padded(said(stage.label), 8), file=sys.stderr, show_pos=True, item_show_func=rate
        )
        with bar as shown:
            yield from shown

    def _lines(self, items: Iterable[T], stage: Stage, total: int) -> Iterator[T]:
        for item in items:
            if (now := time.monotonic()) - self._said > OFTEN and stage.seconds > BEGUN:
                self._said = now
                rate = stage.count / stage.seconds
                of = f" of {total:,}" if total else ""
                left = f", {max(0, total - stage.count) / rate:.0f} s left" if total else ""
                colon, comma = ("：", "，") if is_chinese() else (": ", ", ")
                shown = f"{said(stage.label)}{colon}{stage.count:,}{said(of)}{comma}{said(_rate(rate))}{said(left)}"
                click.echo(shown, err=True)
            yield item


def _rate(of: float) -> str:
    """Of pages that are read from pictures two are done in a minute."""
    return f"{of:,.0f}/s" if of >= 1 else f"{60 * of:.0f}/min"


@contextmanager
def _unwatched() -> Iterator[None]:
    yield


@contextmanager
def _watched(stage: Stage) -> Iterator[None]:
    """Notes the most memory of a stage."""
    done = threading.Event()

    def watch() -> None:
        while True:
            stage.peak = max(stage.peak, memory())
            if done.wait(SAMPLE):
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def memory() -> int:
    """Bytes that this process and those that it started hold, what they share counted once; 0 where no one can say."""
    found = 0
    for process in [os.getpid(), *(child.pid for child in multiprocessing.active_children())]:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 1024 * found
