"""What commands say: what was made, what is wrong, and what stopped them."""

import errno
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from functools import cache

import click

from generator import pipeline
from generator.base import speech
from generator.base.disks import fault
from generator.base.problems import Changed, Closed, Problem, Stop
from generator.commands.spoken import say
from generator.seeds import ids

SITE = "the site is as it was"
SCREEN = 20
"""Lines of a terminal that are seen at once, with a summary below them."""
COMMAND = re.compile('"(baocang [a-z]+)')
FIRST = ("baocang segment",)
"""What other mends wait for."""


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


def by_kind(found: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Problems by what is wrong, whatever is named: what stops a build first, then in the order in which each kind
    comes first."""
    kinds: dict[str, list[Problem]] = {}
    kind = cache(speech.catalogue().kind)
    for problem in sorted(found, key=lambda each: (not each.stops, each.rank)):
        kinds.setdefault(kind(problem.what), []).append(problem)
    return kinds


def grouped(found: Sequence[Problem]) -> list[Problem]:
    """In the order in which they are told: what is more than a screen kind by kind, what is less by place."""
    return [problem for of in by_kind(found).values() for problem in of] if len(found) > SCREEN else [*found]


def overview(found: Sequence[Problem]) -> Iterator[str]:
    """Of more problems than a screen shows: how many of each kind, and with what to begin."""
    if len(found) <= SCREEN:
        return
    yield "By kind:"
    for kind, of in by_kind(found).items():
        yield f"{len(of):>6,}  {speech.said(kind.replace('{}', '…').replace('[s]', 's'))}"
    first = min(found, key=Problem.place)
    commands = Counter(command for each in found for command in COMMAND.findall(each.mend))
    if first.stops or not commands:
        where = f"{first.file}:{first.line}" if first.line else first.file
        yield f"Begin with {where}."
    else:
        yield f"Begin with {min(commands, key=lambda each: (each not in FIRST, -commands[each]))}."


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
