"""Reads files of `seeds/` and checks them against the models; what is wrong becomes a `Problem` with its line.

The models of `model.py` are the formats; here pydantic's errors are put into words for the staff of an archive.
"""

import difflib
import re
import reprlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from os import fstat
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.base import regular
from generator.base.digest import digest
from generator.base.inside import inside
from generator.base.problems import Problem
from generator.base.when import mend_of_day
from generator.seeds.files import decode, plain_yaml, slips
from generator.seeds.files.plain_yaml import AS_WRITTEN, Lines, Manner, Where

R = TypeVar("R", bound=BaseModel)

BLANK = " \t\r\n\u3000"
PART = 1_000_000  # bytes of a text file that are read at once
LARGEST = 100_000_000  # bytes of a file that is read as a whole
LONGEST = 20_000_000  # bytes of a line
LONGEST_SHOWN = 40  # characters of a value in a message
EXAMPLES = {
    "paper": '"paper: llrb", the short key of a newspaper',
    "date": '"date: 2024-03-07"',
    "name": '"name: 吕梁日报"',
    "title": '"title:" and the headline',
    "body": '"body: |-" and the text below it',
    "file": '"file: pages/NAME.txt"',
    "accent": "\"accent: '#a32d1a'\", quotation marks and all",
    "accent_dark": "\"accent_dark: '#ec8b74'\", quotation marks and all",
}
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
LEFT = (
    "holds a conflict that git has left",
    "Keep one of the two sides, or the lines of both, and take out those that begin with <<<<<<<, ======= and >>>>>>>.",
)
"""Whatever the file is: in the text of a page both sides would be read as what is printed there."""
KINDS = {
    "string_type": "Write text, in quotation marks if need be.",
    "string_unicode": "Write characters; half of one is none.",
    "tuple_type": 'Write a list, each entry on a line of its own behind "- ".',
    "too_long": "Write two numbers, the first line and the last, as in [3, 9].",
}
"""What mends a value of another kind; a list that is too long can only be one of lines."""
FORMS = {
    "id": "paper-date-page-number, as in llrb-2024-03-07-01-02",
    "viaf": "the digits alone, as in 59263727",
    "wikidata": "Q and digits, as in Q842256",
    "adcode": 'six digits in quotation marks, as in "141100"',
    "edition": "a letter from b to z, in small: b for the second of a day",
    "paper": "letters a-z, digits and hyphens, 40 at most, as in llrb",
}

CLOSED = {
    "not_closed": 'Add "status: withheld" or "status: withdrawn", or take it out.',
    "no_page": 'Write "status: withdrawn", which has a page that shows the title, or take it out.',
}
"""What mends a field that goes with another status."""


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
        if not faults:
            self.report(file, 1, "holds no fields", 'Write them as "name: value", one a line.')
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
                what, mend = _explain(dict(e), model, who)
                self.report(file, line((*at, *e["loc"])), what, mend)
            return None


def says(line: str) -> bool:
    """Whether a line of YAML is more than white space and a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def shown(given: object) -> str:
    """A value in a message: the beginning of a text, or of how another one is written."""
    return (given if isinstance(given, str) and given.strip() else reprlib.repr(given))[:LONGEST_SHOWN]


def _within(model: type[BaseModel], name: object) -> type[BaseModel]:
    """The record that a field holds, or a list of which it holds; the model itself where it holds none."""
    waiting: list[Any] = [model.model_fields[name].annotation] if name in model.model_fields else []
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        waiting += get_args(kind)
    return model


def _explain(error: dict[str, Any], model: type[BaseModel], who: str) -> tuple[str, str]:
    """What is wrong and how to mend it, from one of pydantic's errors."""
    path, given, kind = error["loc"], error["input"], error["type"]
    names = [step for step in path if isinstance(step, str)]
    name = shown(names[-1]) if names else "content"
    if slip := slips.of_field(name, given if kind == "model_type" else None, who):
        return slip
    if kind in ("missing", "string_too_short") or given is None:
        example = EXAMPLES.get(name) or f'"{name}:" and its value'
        return f"no {name} for {who}", f"Add {example}."
    if kind == "extra_forbidden":
        known = (model if len(path) == 1 else _within(model, path[0])).model_fields
        fields = [of.alias or field for field, of in known.items()]
        near = difflib.get_close_matches(name, fields, 1)
        mend = f'Did you mean "{near[0]}"?' if near else f"Known are {', '.join(fields)}."
        return f'unknown field "{name}" for {who}', mend
    if kind in ("no_date", "date_parsing", "date_from_datetime_parsing"):
        return f"{name} of {who} is no date: {shown(given)}", mend_of_day(shown(given))
    if kind == "model_type":
        known = (_within(model, path[0]) if path else model).model_fields
        first = next((field for field, of in known.items() if of.is_required()), next(iter(known)))
        what = f"an entry of {name} of {who} has no names with values" if path else f"{who} has no names with values"
        return what, f"Write them one below the other, as in {first}: and its value."
    if kind == "ends_first":
        return f"{who if not path else f'an entry of {name} of {who}'} ends before it begins", f"{error['msg']}."
    if kind == "unprintable":
        code, after = error["ctx"]["code"], error["ctx"]["after"]
        what = f"the control character U+{code} in {name} of {who}"
        if after:
            what = f'the control character U+{code} in {name} of {who}, after "{after}"'
        return what, "Remove it."
    if kind in CLOSED:
        return f"{name} of {who} {error['msg']}", CLOSED[kind]
    if kind == "literal_error":
        return f"{name} of {who} is {shown(given)}", f"Write one of {error['ctx']['expected'].replace(' or ', ', ')}."
    mend = f"Write {FORMS[name]}." if kind == "string_pattern_mismatch" else KINDS.get(kind) or f"{error['msg']}."
    return f"{name} of {who} is {shown(given)}", mend
