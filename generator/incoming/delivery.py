"""What a reader makes of a file, whatever its format: rows, each with its place, and what is wrong with the file."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.problems import Problem, Stop

LARGEST = 300_000_000
"""Bytes of a file: its rows are in memory together, and 100,000 articles of 2,000 characters are 600 MB there."""
MOST_ROWS = 1_000_000
CONTROL = "control characters taken out"
SHOWN = 5
"""Rows that are named where the same was done to many."""

Value = str | datetime.date | Sequence[object] | None
"""What stands in a cell: a text, a day, or a list as records of JSON have them."""


def as_text(value: object, between: str = "\n") -> str:
    """Of a list, as records of JSON have them, its texts."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return between.join(as_text(each) for each in value)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Row:
    """One article as it was delivered."""

    file: str
    """As the person named it; behind it the sheet, where a table has several."""
    number: int
    """Of the row in the table, the line of JSON, the paragraph of a document; from 1."""
    cells: Mapping[str, Value]
    """By the names of the columns, as they stand there."""
    spreadsheet: bool = False
    """A bare number in it may be a day as spreadsheets count them."""
    plain: bool = False
    """Its texts are what a reader sees: what looks like HTML in them is text."""
    written: str = ""
    """When its file was (age.py)."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.number}"

    def problem(self, what: str, mend: str, stops: bool = True) -> Problem:
        return Problem(self.file, self.number, what, mend, stops)


@dataclass
class Told:
    """What was done, by kind, and to which rows: nothing is put right in silence."""

    times: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, kind: str, place: str, before: object = "", after: object = "") -> None:
        self.times[kind] += 1
        known = self.places.setdefault(kind, [])
        if len(known) < SHOWN and place not in known:
            known.append(place)
        if before != "" and kind not in self.examples:
            self.examples[kind] = f"{_short(before)} → {_short(after)}"

    def lines(self) -> Iterator[tuple[int, str, str]]:
        """How often, what, and an example or the first places."""
        for kind, times in self.times.most_common():
            yield times, kind, self.examples.get(kind) or some(self.places[kind], times)


@dataclass
class Source:
    """A file to be read, and what its reader has to say of it."""

    path: Path
    name: str
    """As the person named it."""
    told: Told
    problems: list[Problem]

    def wrong(self, what: str, mend: str, row: int | None = None, sheet: str = "") -> None:
        self.problems.append(Problem(self.named(sheet), row, what, mend))

    def say(self, what: str, mend: str, row: int | None = None, sheet: str = "") -> None:
        """What stops nothing, and is said."""
        self.problems.append(Problem(self.named(sheet), row, what, mend, stops=False))

    def named(self, sheet: str = "") -> str:
        return f"{self.name} {sheet}" if sheet else self.name


class Unreadable(Stop):
    """A file that is not what its name says, or is damaged."""

    def __init__(self, name: str, what: str, mend: str) -> None:
        super().__init__([Problem(name, None, what, mend)])


def some(names: Sequence[str], number: int) -> str:
    """The first of them, and that there are more."""
    return ", ".join(names[:SHOWN]) + (", …" if number > min(len(names), SHOWN) else "")


def _short(value: object, longest: int = 24) -> str:
    text = " ".join(str(value).split()) or "–"
    return text if len(text) <= longest else f"{text[:longest]}…"
