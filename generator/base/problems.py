"""What is wrong with the input: where it is, what it is, how to mend it. Stages collect problems and go on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from generator.base.speech import told

_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What would end a line of a report, turn it round, or not be printed: names and values of a file may hold anything."""


def _named(hidden: re.Match[str]) -> str:
    return f"\\u{ord(hidden[0]):04x}"


@dataclass(frozen=True)
class Problem:
    """One line for a reader: `seeds/issues.yml:14: no date for llrb. Add "date: 2024-03-07".`

    It is written in English, and turned where it is said (speech.py).
    """

    file: str
    """Relative to the archive's folder."""
    line: int | None
    """None where the file as a whole is meant."""
    what: str
    """A sentence without its full stop."""
    mend: str
    """How to mend it, with its full stop."""
    stops: bool = True
    """False: the archive can be built all the same; `check` and `build --strict` still fail on it."""
    rank: float = 0.0
    """Problems of a higher rank stand behind all others."""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return _HIDDEN.sub(_named, told(where, self.what, self.mend))

    def place(self) -> tuple[bool, float, str, int, str]:
        """The order of problems in a list: what stops a build, then doubts."""
        return not self.stops, self.rank, self.file, self.line or 0, self.what


def told_once(problems: Iterable[Problem], of: Literal["file", "row", "article"] = "file") -> list[Problem]:
    """Of the same fault in many files, rows or articles the first, and how many more have it."""
    first: dict[tuple[str, str], Problem] = {}
    more: dict[tuple[str, str], int] = {}
    for problem in problems:
        key = problem.what, problem.mend
        more[key] = more.get(key, -1) + 1
        first.setdefault(key, problem)
    return [
        replace(one, what=f"{one.what}; so {_more(more[key], of)}") if more[key] else one for key, one in first.items()
    ]


def _more(many: int, of: Literal["file", "row", "article"]) -> str:
    if of == "row":
        return "is 1 more row" if many == 1 else f"are {many:,} more rows"
    if of == "article":
        return "is 1 more article" if many == 1 else f"are {many:,} more articles"
    return "is 1 more file" if many == 1 else f"are {many:,} more files"


class Stop(Exception):
    """Input that stops the work. Carries every problem that was found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=Problem.place)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["Stop"], tuple[list[Problem]]]:
        """As a worker's process sends it."""
        return type(self), (self.problems,)


class Closed(Stop):
    """What is closed stands in what was to be handed on."""


class Changed(Stop):
    """Input that was right when it was read, and is another now: the same command may well do."""
