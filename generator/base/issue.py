"""An issue and its pages, as `issues:` in `seeds/issues.yml` describes them."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from generator.base.facsimile import Shown
from generator.base.holding import Basis, Holding
from generator.base.identity import EDITION, PAPER_KEY, Key, issue_name
from generator.base.record import MOST, FileName, Number, Record, Words
from generator.base.when import When

_LABEL = re.compile(r"[A-Za-z]{1,3}-?[0-9]{1,3}")


NO_FILE = "-"


def _slashes(value: object) -> object:
    """Windows writes its paths with backslashes, and takes slashes as well; no other system does the reverse."""
    return value.replace("\\", "/") if isinstance(value, str) else value


class PageText(Record):
    """One page of an issue."""

    file: Annotated[FileName, BeforeValidator(_slashes)]
    """Relative to `seeds/`, with forward slashes: its text, or what that is read from."""
    sheet: Number | None = None
    """Which of several sheets of a file it is, from 1."""
    page: Number | None = None
    """版次; None where it is not known."""
    label: Words | None = None
    """As it is printed beside or in the place of the number: A01, 第三版."""
    name: Words | None = None
    """What the page is called: 要闻, 副刊."""

    image: FileName | None = None
    """Relative to `seeds/`: a PDF or a picture that shows the page, where `file` is neither."""
    image_sheet: Number | None = None
    """Which of several sheets of that it is, from 1."""

    @property
    def line_file(self) -> str:
        """The file beside it that keeps the lines of one that is no text (generator/printed/line_file.py)."""
        sheet = f".{self.sheet}" if self.sheet else ""
        return f"{PurePosixPath(self.file).as_posix()}{sheet}.jsonl"

    @property
    def cited(self) -> str:
        """The number, or the label where that is letters and a number: A01."""
        return self.label if self.label and _LABEL.fullmatch(self.label) else f"{self.page or ''}"


Edition = Annotated[str, StringConstraints(pattern=EDITION)]
_NUMBER = re.compile(r"(?:总?\s*第)?\s*([\d〇零○一二三四五六七八九十百千]+)\s*[期号]?")


def bare_number(text: str) -> str:
    """第45期 and 总第9876期 as their figures, to which pages add those words; another number as it stands: 乙12."""
    found = _NUMBER.fullmatch(text)
    return found[1] if found else text


IssueNumber = Annotated[Words, AfterValidator(bare_number)]


class Issue(Holding):
    """One day's paper, or one edition of it, as `issues:` in `seeds/issues.yml` describes it."""

    paper: Annotated[str, StringConstraints(pattern=PAPER_KEY)]
    date: When
    edition: Edition | None = None
    """b for the second of a day, and so on; None for the only one, or the first."""
    edition_name: Words | None = None
    """As it is called: 号外, 增刊, 晚刊."""
    number: IssueNumber | None = None
    """期号, as printed: 45."""
    whole_number: IssueNumber | None = None
    """总期号."""
    weekday: Words | None = None
    """As printed: 星期四."""
    lunar: Words | None = None
    """农历, as printed: 甲辰年正月廿七."""
    date_basis: Basis = "given"
    date_evidence: str | None = None
    pages: tuple[PageText, ...] = ()
    facsimile: Shown | None = None
    """Which pictures of its pages are published; None: what its newspaper or the settings say."""

    @property
    def key(self) -> Key:
        return self.paper, f"{self.date}{self.edition or ''}"

    def sheet(self, page: int | None, file: str = "", label: str | None = None, name: str | None = None) -> PageText:
        """What is known of a page: what the list says of its file, else of its number, or of its label where it has no
        number; else what is given."""
        listed = [each for each in self.pages if each.page == page]
        of_file = (each for each in listed if each.file == file)
        of_number = (each for each in listed if (page or each.label == label) and (each.label or each.name))
        found = next(of_file, None) or next(of_number, None)
        if found is None:
            return _unlisted(page, label, name)
        more = {"label": found.label or label, "name": found.name or name}
        return found if (found.label, found.name) == (*more.values(),) else found.model_copy(update=more)

    def rank(self, page: int | None, file: str = "", label: str | None = None) -> tuple[int, int]:
        """Where a page stands in the issue: by its number, those without one first. Where the list has labels, it is as
        the list has it: B01, which has no number, stands behind A02; what is not listed stands by its number, and where
        it has none, but B01 for a label, behind all that have."""
        known = self._places.get(file) or self._places.get(page or label or 0)
        return known or ((page, 0) if page else _by_label(label or ""))

    @cached_property
    def _places(self) -> Mapping[str | int, tuple[int, int]]:
        """Of pages by their files, numbers and labels, where the list has labels: the highest number so far, and the
        place in the list."""
        if not any(each.label for each in self.pages):
            return {}
        found: dict[str | int, tuple[int, int]] = {}
        highest = 0
        for n, each in enumerate(self.pages, 1):
            highest = max(highest, each.page or 0)
            of: list[str | int] = [each.file, each.line_file, *([at] if (at := each.page or each.label) else [])]
            found = dict.fromkeys(of, (highest, n)) | found
        return found

    @property
    def nth(self) -> int:
        """Which of its day it is: 1 for the only one, or the first."""
        return ord(self.edition) - ord("a") + 1 if self.edition else 1

    @property
    def name(self) -> str:
        """PAPER-DATE"""
        return issue_name(self.key)

    @property
    def said(self) -> str:
        """As messages name it: llrb 2024-03-07"""
        return " ".join(self.key)

    @property
    def order(self) -> tuple[When, str, str]:
        """Where it stands among all: issues are ordered by this."""
        return self.date, self.paper, self.edition or ""


@cache
def _unlisted(page: int | None, label: str | None, name: str | None) -> PageText:
    return PageText(file=NO_FILE, page=page, label=label, name=name)


@cache
def _by_label(label: str) -> tuple[int, int]:
    """B02 behind B01 behind every number; what is no letters and number among those of which nothing is known."""
    if not _LABEL.fullmatch(label):
        return 0, 0
    letters = label.rstrip("0123456789-").upper()
    return MOST + int.from_bytes(letters.encode()), int(label[len(letters) :].lstrip("-"))
