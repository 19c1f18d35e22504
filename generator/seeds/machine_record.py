"""What the machine wrote into an article file: a record at its end, by which a person's work is told from its own.

The file itself says it, for the file goes through git and to other people. An article is the machine's while its
imprint is the recorded one; a page is segmented once, until its text or what is listed of it is another.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.base.digest import digest
from generator.base.digest import each as digests
from generator.base.holding import STATUS
from generator.base.model import READ
from generator.base.newspaper import Paper

MARK = 5
"""Characters that stand for a line of a page: of a million changed lines one looks like one of 700 others."""
BLANK = "."
BLANK_ID = "\0"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PageRecord(_Part):
    """A page file as it was when it was segmented."""

    lines: str
    """A mark for each line of the file."""
    listed: str = ""
    """Digest of all else that the machine went by."""
    left: tuple[tuple[int, int], ...] = ()
    """Lines that it put under `unplaced`, as ranges. What else stands there, a person has put there."""

    def __contains__(self, number: object) -> bool:
        """The machine left this line."""
        return isinstance(number, int) and any(first <= number <= last for first, last in self.left)

    @property
    def marks(self) -> list[str]:
        return re.findall(rf"[.]|[^.]{{{MARK}}}", self.lines)

    @property
    def numbers(self) -> list[int]:
        """Of the lines that are not blank."""
        return [n for n, mark in enumerate(self.marks, 1) if mark != BLANK]


class MachineRecord(_Part):
    """The last key of an article file, `machine:`."""

    given: tuple[str, ...] = ()
    """The highest id of each page, where it is none of `articles`: no number is given twice."""
    pages: dict[str, PageRecord] = {}
    """By their names."""
    withheld: tuple[str, ...] = ()
    """What lines said that were withheld under `unplaced` and that their page has lost (vanished.py)."""
    compare: dict[str, str] = {}
    """A person's articles of which lines are gone or read otherwise since their page was read anew, by id, each as it
    was then (issue_files.as_read): to be compared with the page, until a person changes it or marks it as reviewed."""
    imported: dict[str, str] = {}
    """What stands for each article as a delivery brought it (generator/incoming/joining.py), by id. One that is another
    by now a person has changed, one that is gone a person has taken out."""
    overtaken: dict[str, tuple[str, ...]] = {}
    """The same of what a later delivery corrected: an older one that comes again undoes no correction."""
    dated: dict[str, str] = {}
    """When the file was written by which a delivery brought or corrected each article: what was written earlier changes
    it only where a person says so."""
    articles: dict[str, str] = {}
    """Imprint of each article as the machine wrote it, by id. One that is gone was deleted by a person."""

    @classmethod
    def of(cls, data: object) -> Self | None:
        """What stands under the key; None where it is damaged."""
        try:
            return cls.model_validate({} if data is None else data)
        except ValidationError:
            return None

    def to_data(self) -> dict[str, Any]:
        """For YAML; empty where nothing is to be said."""
        return self.model_dump(mode="json", exclude_defaults=True)


def imprint(fields: Mapping[str, Any]) -> str:
    """Stands for an article as it is written: all names and values, in whatever order and form of YAML."""
    return digest(_plain(fields))[:16]


def own_ids(items: Sequence[object], record: MachineRecord) -> dict[int, str]:
    """The ids of articles whose line `id:` is gone, by their places in the file: the record has an imprint of each as
    the machine wrote it under an id that stands nowhere now."""
    articles = [item for item in items if isinstance(item, Mapping)]
    gone = sorted(record.articles.keys() - {item.get("id") for item in articles if isinstance(item.get("id"), str)})
    found: dict[int, str] = {}
    for n, item in enumerate(items):
        if not gone or not isinstance(item, Mapping) or item.get("id"):
            continue
        if id := own_id(item, gone, record):
            found[n] = id
            gone.remove(id)
    return found


def own_id(item: Mapping[str, Any], ids: Sequence[str], record: MachineRecord) -> str | None:
    """Under which of the ids the machine wrote an article as it stands in a file, whichever it bears now. That it was
    read or closed since is no other text."""
    bare = {name: value for name, value in item.items() if name not in STATUS + READ} | {"reviewed": False}
    ways = [{**each, "id": BLANK_ID} for each in (item, bare)]
    for way in ways[: 1 + (ways[0] != ways[1])]:
        for id, of in zip(ids, digests(_plain(way), BLANK_ID, ids), strict=True):
            if record.articles[id] == of[:16]:
                return id
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else value if value is None else str(value)


def marks(text: str) -> str:
    """The marks of the lines of a page text. White space at the end of a line or of the text counts for nothing."""
    return "".join(map(_mark, text.rstrip().split("\n")))


def _mark(line: str) -> str:
    if not (line := line.rstrip()):
        return BLANK
    state = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=6)
    return base64.urlsafe_b64encode(state.digest()).decode()[:MARK]


def listed(page: int | None, paper: Paper) -> str:
    """Stands for what an issue's list says of a page and the machine goes by."""
    return digest(page, paper.place, paper.adcode)[:8]


def ranges(numbers: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Numbers of lines as ranges."""
    found: list[tuple[int, int]] = []
    for n in sorted(numbers):
        if found and found[-1][1] == n - 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return tuple(found)


def followed(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Where the lines of a text stand in the text that it became: number to number, by their marks.

    A line that stands once in either is the same, wherever it went; others are, where the line before or behind them
    is. What is not certain is left out.
    """
    once = _once(new)
    at = {n: once[mark] for mark, n in _once(old).items() if mark in once}
    at |= {-1: -1, len(old): len(new)}  # before the first line, behind the last
    taken = set(at.values())
    for step in (1, -1):
        for n in range(len(old))[::step]:
            beside = at.get(n - step)
            if n in at or beside is None:
                continue
            m = beside + step
            if 0 <= m < len(new) and m not in taken and old[n] == new[m]:
                at[n] = m
                taken.add(m)
    return {n + 1: m + 1 for n, m in at.items() if 0 <= n < len(old)}


def _once(marks: Sequence[str]) -> dict[str, int]:
    """Where marks stand that stand once."""
    often = Counter(marks)
    return {mark: n for n, mark in enumerate(marks) if often[mark] == 1}
