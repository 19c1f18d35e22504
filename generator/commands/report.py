"""What commands say: what was made, what is wrong, and what stopped them."""

import errno
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

import click

from generator import pipeline
from generator.base.disks import fault
from generator.base.problems import Changed, Closed, Problem, Stop
from generator.commands.spoken import say
from generator.seeds import ids

SITE = "the site is as it was"


def built(made: pipeline.Built) -> None:
    """What a build made, and where to open it."""
    counts = made.counts
    what = f"{some(counts['articles'], 'article')} of {some(counts['issues'], 'issue')}"
    what += "".join(f", {counts[name]:,} {name}" for name in ("withdrawn", "withheld") if counts[name])
    if made.ids:
        say(f"{ids.FILE}: {some(made.ids, 'new id')}. Keep this file with the articles.")
    say(f"{what}. Open {made.site / 'index.html'}")


def counted(found: Sequence[Problem]) -> str:
    """How many problems there are, and how many of them stop a build."""
    stop = sum(problem.stops for problem in found)
    others = len(found) - stop
    stops, do = "stops" if stop == 1 else "stop", "does" if others == 1 else "do"
    return f"{some(len(found), 'problem')}: {stop:,} {stops} a build, {others:,} {do} not."


def some(number: int, what: str) -> str:
    """So many of a thing: 1 file, 2 files."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def problems(found: Iterable[Problem]) -> None:
    """One line each, to where errors go."""
    for problem in found:
        click.echo(str(problem), err=True)


@contextmanager
def reporting(status: int = 2, kept: str = "") -> Iterator[None]:
    """Prints the problems that stop a command, and ends it; `kept` says what is as it was where a disk stops it."""
    try:
        yield
    except Stop as stop:
        problems(stop.problems)
        sys.exit(1 if isinstance(stop, (Changed, Closed)) else status)
    except BrokenExecutor:
        say('A worker was ended, perhaps for want of memory. Run it with "--workers 1".', err=True)
        sys.exit(2)
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads what is printed has gone; click ends it
            raise
        problems([fault(error, kept)])
        sys.exit(2)
