"""Reads files of `seeds/` and checks them against the models; what is wrong becomes a `Problem` with its line.

The models of `model.py` are the formats; pydantic's errors are put into words by `explained.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from os import fstat
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from pydantic import BaseModel, ValidationError

from generator.base import regular
from generator.base.digest import digest
from generator.base.inside import inside
from generator.base.problems import Problem
from generator.seeds.files import decode, plain_yaml, slips
from generator.seeds.files.explained import explained, shown
from generator.seeds.files.plain_yaml import AS_WRITTEN, Lines, Manner, Where

R = TypeVar("R", bound=BaseModel)

BLANK = " \t\r\n\u3000"
PART = 1_000_000  # bytes of a text file that are read at once
LARGEST = 100_000_000  # bytes of a file that is read as a whole
LONGEST = 20_000_000  # bytes of a line
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
LEFT = (
    "holds a conflict that git has left",
    "Keep one of the two sides, or the lines of both, and take out those that begin with <<<<<<<, ======= and >>>>>>>.",
)
"""Whatever the file is: in the text of a page both sides would be read as what is printed there."""


class _Unreadable(Exception):
    """A file is missing or no text; what it is has been reported."""


@dataclass
class Reader:
    """An archive's folder, and the problems found in it so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, file: str, line: int | None, what: str, mend: str, stops: bool = True) -> None:
        self.problems.append(Problem(file, line, what, mend, stops))

    def text(self, file: str, blank: bool = False) -> str | None:
        """A text file, its line ends as \\n; None, and a problem, where it cannot be read or, unless it may be `blank`,
        holds nothing."""
        before = len(self.problems)
        try:
            text = "".join(part for part, _ in self._parts(file, LARGEST, blank))
        except _Unreadable:
            return None
        if not (blank or text.strip(BLANK)) or any(problem.stops for problem in self.problems[before:]):
            return None
        return text

    def is_blank(self, file: str) -> bool:
        """Whether a file holds nothing, or nothing but comments, of which YAML makes no mapping."""
        if not (self.root / file).is_file():
            return False
        text = Reader(self.root).text(file)
        if text is None:
            return not regular.content(self.root / file).strip()
        return not any(map(says, text.split("\n")))

    def parts(
        self, file: str, size: int = PART, known: Callable[[str], bool] = lambda digest: False
    ) -> Iterator[tuple[int, list[str], str]]:
        """The lines of a text file, which may be larger than the memory, some at a time with the number of the first
        and a digest of them; a problem where there is nothing to read. Lines that are no text are left empty. Lines
        whose digest is `known` are right."""
        number = 1
        with suppress(_Unreadable):
            for part, key in self._parts(file, size, known=known):
                lines = part.removesuffix("\n").split("\n")
                yield number, lines, key
                number += len(lines)

    def _parts(
        self, file: str, size: int, blank: bool = False, known: Callable[[str], bool] = lambda digest: False
    ) -> Iterator[tuple[str, str]]:
        """A text file in parts of whole lines, each with a digest of its bytes. Raises _Unreadable."""
        with self._opened(file) as content:
            data = content.read(size)
            if len(data) < size and known(key := digest("utf-8", data)) and (text := decode.plain(data)) is not None:
                yield text, key
                return
            content.seek(0)
            encoding = decode.encoding_of(content)
            if encoding is None:
                self.problems.append(decode.no_text(file))
                raise _Unreadable
            self.problems += decode.about(file, encoding)
            if (size == LARGEST or encoding.wide) and (weight := fstat(content.fileno()).st_size) > LARGEST:
                self.report(file, None, f"is {weight // 10**6:,} MB, more than {LARGEST // 10**6}", "Part it.")
                raise _Unreadable
            lines = BytesIO(decode.utf_8(content.read(), encoding)) if encoding.wide else content
            number, empty = 1, True
            while data := lines.read(size) + (rest := lines.readline(LONGEST)):
                part, problems = decode.text_of(file, data, encoding, number)
                self.problems += problems
                if conflict := CONFLICT.search(part):
                    self.report(file, number + part.count("\n", 0, conflict.start()), *LEFT)
                    raise _Unreadable
                if len(rest) == LONGEST:
                    mend = "Part it into lines, or into several files."
                    self.report(file, number + part.count("\n"), f"is longer than {LONGEST:,} bytes", mend)
                    raise _Unreadable
                number += part.count("\n")
                empty = empty and not part.strip(BLANK) and not problems
                yield part, digest(encoding.name, data)
        if empty and not blank:
            self.report(file, None, "is empty", "Put its text there, or take it off the list.")

    @contextmanager
    def _opened(self, file: str) -> Iterator[BinaryIO]:
        """A file, from its beginning. Raises _Unreadable where there is none or the system does not give it."""
        path = self.root / file
        try:
            if not path.exists():
                fault = "is missing", "Put the file there, or correct its name where it is listed."
            elif not path.is_file():
                fault = (
                    f"is {regular.kind(path)} and no file",
                    "Put a text file there, or correct its name in the list.",
                )
            elif not inside(self.root, path):
                fault = "is a link that leads out of the archive", "Put a copy of the file there."
                if ".." in Path(file).parts:
                    fault = "lies outside of the archive", "Move it into the archive, and correct its name in the list."
            else:
                with regular.opened(path) as content:
                    yield content
                return
        except OSError as error:  # no right to read it, a name too long, a disk that fails
            fault = f"cannot be read: {error.strerror or error}", "See that it is there and that you may read it."
        self.report(file, None, *fault)
        raise _Unreadable

    def yaml(self, file: str, manner: Manner = AS_WRITTEN) -> tuple[dict[str, Any], Lines] | None:
        """The mapping that a YAML file holds, and where its parts stand; None, and a problem, where it has none."""
        text = self.text(file)
        if text is None:
            return None
        data, line, faults = plain_yaml.read(text, manner)
        for fault in faults:
            self.report(file, *fault)
        if isinstance(data, dict):
            return data, line
        first = next((n for n, each in enumerate(text.split("\n")) if says(each)), 0)
        if not faults:
            slip = slips.of_own_name(text.split("\n")[first])
            self.report(file, first + 1, *(slip or ("holds no fields", 'Write them as "name: value", one a line.')))
        return None

    def entries(self, data: Mapping[str, Any], name: str, file: str, line: Lines) -> list[Any]:
        """The list of this name in a mapping; none, and a problem, where something else stands there."""
        given = data.get(name)
        if given is None or isinstance(given, list):
            return given or []
        what, mend = f"{name} is {shown(given)}, which is no list", 'Write each entry on a line of its own behind "- ".'
        self.report(file, line((name,)), what, mend)
        return []

    def record(
        self, model: type[R], data: object, file: str, line: Callable[[Where], int], at: Where, who: str
    ) -> R | None:
        """The data that stand at `at` in a file, as a record; None, and a problem for each thing that is wrong."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for e in error.errors(include_url=False):
                what, mend = explained(dict(e), model, who)
                self.report(file, line((*at, *e["loc"])), what, mend)
            return None


def says(line: str) -> bool:
    """Whether a line of YAML is more than white space and a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
