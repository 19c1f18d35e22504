"""YAML as it stands in the file: texts, lists and names with values, and nothing that is carried out or changed.

YAML by itself reads 012 as 10, 12:30 as 750, 1.10 as 1.1 and `no` as false, drops what is written behind ` #`, takes
the last of two values of one name, and copies whole branches. Here

1. a value is the text that stands there; `null`, `~` or nothing is no value. What a text means, the models say;
2. a name that stands twice, text that a # cuts off, a tag, a reference to another place and what is nested deeper than
   any format needs are faults, each with its line;
3. nothing is copied, so the work grows as the file does.

libyaml's events are taken one by one: to make nodes of them, and values of those, took half as long again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.base.record import UNPRINTABLE
from generator.seeds.files import slips

NOTHING = frozenset(("", "null", "~"))
DEEPEST = 20
"""Branches within each other; the formats of `seeds/` have five."""
_CLOSED = """
paper date date_basis name_basis place adcode file page line lines id title_source county county_source kind
continued_from confidence reviewed reviewed_on status status_until status_title
"""
CLOSED = frozenset(_CLOSED.split())
"""Fields that hold no free text: what stands behind a # there is a comment, however it is written."""
TEXT = "tag:yaml.org,2002:str"
CUT = "Put the value into quotation marks; a comment has two spaces before the # and one behind it."

Fault = tuple[int | None, str, str]
"""Line, what is wrong, how to mend it."""
Where = tuple[Any, ...]
"""A path into a file's data, as pydantic gives it: ("issues", 3, "date")."""

_COMMENT = re.compile(r"(?P<gap>[ \t]*)(?P<next>\n(?:[ \t]*\n)*(?P<indent>[ \t]+))?#(?P<text>[^\n]*)")
_BREAKS = re.compile("[\x85\u2028\u2029]")  # ends of lines to YAML and to no editor


@dataclass(frozen=True)
class Manner:
    """What is made of scalars without quotation marks, and of what has a tag."""

    plain: Callable[[str], object] = lambda text: None if text in NOTHING else text
    tags: Mapping[str, Callable[[object], object]] = field(default_factory=dict)
    """By the tag as YAML gives it. May raise ValueError, which says what is wrong."""
    closed: Callable[[str], bool] = CLOSED.__contains__
    """Whether a field of this name holds no free text."""
    own_names: bool = False
    """The names are people's own, as those of people and places are."""


AS_WRITTEN = Manner()
OF_NAMES = Manner(own_names=True)


@dataclass(frozen=True)
class Lines:
    """Where the things of a YAML text stand."""

    data: object = None
    lines: Mapping[int, Any] = field(default_factory=dict)
    """The line of each name or entry of a branch, by the branch's identity."""

    def __call__(self, path: Where) -> int:
        """The line, from 1, of the deepest part of the path that is there."""
        at, line = self.data, 1
        for step in path:
            if isinstance(at, dict) and str(step) in at:
                step = str(step)  # noqa: PLW2901
            elif not (isinstance(at, list) and isinstance(step, int) and step < len(at)):
                break
            line, at = self.lines[id(at)][step], at[step]
        return line


def read(text: str, manner: Manner = AS_WRITTEN) -> tuple[object, Lines, list[Fault]]:
    """The data of a YAML text, where they stand, and what is wrong with it; None for data where it cannot be read to
    its end."""
    if unfit := [*_unfit(text)]:
        return None, Lines(), unfit
    reading = _Reading(text, manner)
    data = None
    try:
        data = reading.whole()
    except _TooDeep as error:
        what = f"nests more than {DEEPEST} lists or fields in each other"
        reading.fault(error.args[0], what, "Put text that begins with [ or { or - into quotation marks.")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        if slip := _slip(text, line, manner.own_names):
            return None, Lines(), [*reading.faults, slip]
        what = "broken YAML: " + " ".join(filter(None, [error.context, error.problem]))
        reading.fault(line, what, "Look here or one line above for a missing colon, quotation mark or indent.")
    return data, Lines(data, reading.lines), reading.faults


def _slip(text: str, line: int | None, own_names: bool) -> Fault | None:
    """The usual slip that breaks YAML, in the line where it broke or the last one above that says something: what
    Chinese typing leaves instead of : or a comma, a blank or a quotation mark, a tab, a blank that is lacking."""
    lines = text.split("\n")
    here = min(line or len(lines), len(lines))
    above = next((n for n in range(here - 1, 0, -1) if lines[n - 1].strip()), 0)
    quoted = slips.of_quote(lines) if here >= len(lines) else 0
    for of in (slips.of_line, *([slips.of_own_name] if own_names else [])):
        for n in filter(None, (here, above, quoted)):
            if slip := of(lines[n - 1]):
                return n, *slip
    return None


def _unfit(text: str) -> Iterator[Fault]:
    """Lines with characters that YAML cannot hold, or takes for the end of a line where no editor does."""
    for bad, mend in ((UNPRINTABLE, "Remove it."), (_BREAKS, "End the line there, or remove it.")):
        for number, line in enumerate(text.split("\n"), 1) if bad.search(text) else ():
            if codes := sorted({f"U+{ord(character):04X}" for character in bad.findall(line)}):
                yield number, f"holds what YAML cannot ({', '.join(codes)})", mend


class _TooDeep(Exception):
    """With the line."""


class _Branch:
    """A list or a mapping that is being read."""

    __slots__ = ("column", "data", "line", "lines", "name", "tag", "twice", "waits")

    def __init__(self, data: Any, line: int = 0, name: str = "", tag: str | None = None) -> None:
        self.data = data
        self.line = line
        self.tag = tag
        self.lines: Any = type(data)()
        """Of its names or entries."""
        self.name = name
        """Of the value that comes next; entries of a list go by the name of the list."""
        self.column = 0
        """Where that name stands."""
        self.waits = False
        """The name has been read, and its value has not."""
        self.twice = False
        """The name has a value already."""


class _Reading:
    """One text, event by event."""

    def __init__(self, text: str, manner: Manner) -> None:
        self._text = text
        self._manner = manner
        self._commented = "#" in text
        self.lines: dict[int, Any] = {}
        self.faults: list[Fault] = []

    def fault(self, line: int | None, what: str, mend: str) -> None:
        self.faults.append((line, what, mend))

    def whole(self) -> object:
        """The data. Raises MarkedYAMLError and _TooDeep."""
        next_event: Callable[[], Any] = yaml.CBaseLoader(self._text).get_event
        branches = [at := _Branch([])]
        while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
            line = event.start_mark.line + 1
            if kind is yaml.ScalarEvent:
                if isinstance(at.data, dict) and not at.waits:
                    self._name(at, event, line)
                else:
                    self._take(at, self._value(at, event, line), line)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if len(branches) > DEEPEST:
                    raise _TooDeep(line)
                tag = self._tag(event, line)
                at = _Branch({} if kind is yaml.MappingStartEvent else [], line, at.name, tag)
                branches.append(at)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = branches.pop()
                at = branches[-1]
                self.lines[id(done.data)] = done.lines
                self._take(at, self._tagged(done.data, done.tag, done.line), done.line)
            elif kind is yaml.AliasEvent:
                mend = "Write out what it says there; text that begins with * belongs in quotation marks."
                self.fault(line, f"refers to another place (*{event.anchor[:40]})", mend)
                self._take(at, None, line)
            elif kind is yaml.DocumentStartEvent and at.data:
                self.fault(line, "begins a second document", "Take the line out, and what follows it or came before.")
        return at.data[0] if at.data else None

    def _name(self, at: _Branch, event: Any, line: int) -> None:
        self._tag(event, line)
        at.name, at.column, at.waits = event.value, event.start_mark.column, True
        at.twice = at.name in at.data
        if at.twice:
            what = f'"{at.name[:40]}" stands twice here, in line {at.lines[at.name]} for the first time'
            self.fault(line, what, "Take one of them out, or make one of both.")
        else:
            at.lines[at.name] = line

    def _take(self, at: _Branch, value: object, line: int) -> None:
        if isinstance(at.data, list):
            at.data.append(value)
            at.lines.append(line)
        elif at.waits:
            at.waits = False
            if not at.twice:
                at.data[at.name] = value
        else:
            at.waits = at.twice = True
            mend = "Put text that begins with [ or { or * into quotation marks."
            self.fault(line, "has a name that is no text", mend)

    def _value(self, at: _Branch, event: Any, line: int) -> object:
        text: str = event.value
        if event.style:
            value: object = text
        else:
            value = self._manner.plain(text)
            if self._commented:
                self._look_behind(at, event)
        if event.tag or event.anchor:
            tag = self._tag(event, line)
            return text if tag == TEXT else self._tagged(value, tag, line)
        return value

    def _tag(self, event: Any, line: int) -> str | None:
        """The tag of what begins here, where it may have one."""
        if event.anchor:
            mend = "Take the mark out; text that begins with & belongs in quotation marks."
            self.fault(line, f"is marked to be referred to (&{event.anchor[:40]})", mend)
        tag: str | None = event.tag
        if tag is None or tag == TEXT or tag in self._manner.tags:
            return tag
        mend = "Take it out; text that begins with ! belongs in quotation marks."
        self.fault(line, f"has the tag {tag.replace(TEXT[:-3], '!!')[:40]}", mend)
        return None

    def _tagged(self, value: object, tag: str | None, line: int) -> object:
        if tag is None or tag == TEXT:
            return value
        try:
            return self._manner.tags[tag](value)
        except ValueError as error:
            self.fault(line, str(error), "Take it out.")
            return None

    def _look_behind(self, at: _Branch, event: Any) -> None:
        """Whether a # behind a value, or indented on the next line, begins a comment or cuts off its text."""
        found = _COMMENT.match(self._text, event.end_mark.index)
        if found is None or self._manner.closed(at.name):
            return
        apart = found["text"][:1] in ("", " ", "\t")
        if found["next"] is None:
            comment = apart and (not event.value or len(found["gap"]) > 1 or found["gap"] == "\t")
        else:
            least = at.column + 1 if isinstance(at.data, dict) else event.start_mark.column
            comment = apart or not event.value or len(found["indent"]) < least
        if not comment:
            what = f"{at.name[:40] or 'the text'} ends before #{found['text'][:20]}, which is read as a comment"
            self.fault(event.end_mark.line + 1, what, CUT)
