"""What a reader makes of a file, whatever its format: rows, each with its place, and what is wrong with the file."""

import datetime
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.base import regular
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
class Brought:
    """A picture that came along with a delivery."""

    path: Path
    part: str = ""
    """Of a document, where that holds it."""

    def content(self) -> bytes:
        """Its bytes. Raises OSError, and KeyError where the document has no such part."""
        if not self.part:
            return regular.content(self.path)
        with regular.opened(self.path) as file, zipfile.ZipFile(file) as packed:
            return packed.read(self.part)


@dataclass(frozen=True)
class Beside:
    """What lies where a delivered file does."""

    folder: Path = Path()
    """In which the file lies."""
    within: Path | None = None
    """The folder that was delivered: from outside of it nothing is taken. None: nothing is."""

    def found(self, name: str) -> Brought | None:
        """The file that a row names: from its folder on, or by its last name there, or in one folder of those there."""
        if self.within is None:
            return None
        last = name.rpartition("/")[2]
        try:
            places = [self.folder / name, self.folder / last]
            exact = next((path for path in places if self._is_delivered(path)), None)
            if exact is None:
                below = (path / last for path in self.folder.iterdir() if path.is_dir())
                several = [path for path in below if self._is_delivered(path)]
                exact = several[0] if len(several) == 1 else None
        except (OSError, ValueError):  # a name that the system does not take
            return None
        return Brought(exact) if exact else None

    def _is_delivered(self, path: Path) -> bool:
        return regular.is_file(path) and self.within is not None and path.resolve().is_relative_to(self.within)


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
    pictures: Mapping[str, Brought] = field(default_factory=dict)
    """Those that its document holds, by the names under which the cells have them."""
    beside: Beside = Beside()
    """Where others may lie."""

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
