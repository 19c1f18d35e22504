"""The page files of an issue as texts. A page that came as a PDF, a picture or what OCR wrote is kept line by line in a
line file beside it (generator/printed/line_file.py), which is its page file for all that comes after:

    pages/llrb-2024-03-07.pdf, sheet: 3   ->  pages/llrb-2024-03-07.pdf.3.jsonl
    pages/llrb-2024-03-07-01.xml          ->  pages/llrb-2024-03-07-01.xml.jsonl

Until that is there such a file is no text, and is never taken for one.
"""

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.base import regular
from generator.base.inside import inside
from generator.base.issue import Issue
from generator.base.printed_page import PrintedPage
from generator.base.problems import Problem
from generator.base.record import LONGEST_TEXT
from generator.printed import kinds, line_file, ocr
from generator.printed.kinds import Kind
from generator.printed.refused import Refused
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import FILE

BLOCK = 1 << 20
SEGMENT = 'Run "baocang segment", which reads it.'


@dataclass(frozen=True)
class PageFile:
    """A page file that can be read."""

    file: str
    """Relative to `seeds/`: what `source` of an article names."""
    page: int | None
    text: str
    printed: PrintedPage | None
    """Where its lines stand on the page; None of a plain text."""


def read(reader: Reader, issue: Issue, line: int) -> Iterator[PageFile]:
    """The pages of an issue that can be read; problems of others, the list of issues naming them in this line."""
    seeds = reader.root / "seeds"
    for page in issue.pages:
        if not inside(seeds, seeds / page.file):
            reader.report(FILE, line, f"{page.file} lies outside seeds/", "Move it into seeds/pages/.")
        elif (found := content(reader, page.file)) is not None:
            text, printed = found
            if number := _too_long(text):
                what = f"has more than {LONGEST_TEXT:,} characters, more than any article may have"
                reader.report(f"seeds/{page.file}", number, what, "Part it into lines.")
            else:
                yield PageFile(page.file, page.page, text, printed)


def without_waiting(root: Path, issue: Issue, articles: str) -> Issue:
    """The issue without pages that are no text and have not been read, so that they hold up no other; unless its
    article file, whose text is given, is made of their lines already."""
    pages = [page for page in issue.pages if page.file in articles or not _waits(root / "seeds" / page.file)]
    return issue if len(pages) == len(issue.pages) else issue.model_copy(update={"pages": tuple(pages)})


def _waits(path: Path) -> bool:
    if regular.is_file(path):  # lines that are damaged, beside what they were read from, are named in `content`
        return kind_of(path) not in (Kind.TEXT, Kind.LINES) and _source(path) is None
    return _source(path) is not None


def _source(path: Path) -> Path | None:
    """What a line file is read from, or would be."""
    of = re.fullmatch(rf"(.+?)(?:\.\d+)?{re.escape(line_file.ENDING)}", path.name)
    return source if of and regular.is_file(source := path.with_name(of[1])) else None


def content(reader: Reader, file: str) -> tuple[str, PrintedPage | None] | None:
    """The text of a page file, and where its lines stand; None, and a problem, where it has none."""
    name = f"seeds/{file}"
    kind = kind_of(reader.root / name)
    source = None if kind is Kind.LINES else _source(reader.root / name)
    if source and not regular.is_file(reader.root / name):
        reader.report(name, None, f"is not there yet: {source.name} has not been read", SEGMENT)
    elif source:
        mend = 'Put it back as it was, or take it away and run "baocang segment", which reads the page again.'
        reader.report(name, None, "holds the lines of a page, and is damaged", mend)
    elif isinstance(kind, Refused):
        reader.report(name, None, kind.what, kind.mend)
    elif kind is Kind.PICTURE and (lack := ocr.lacking()):
        reader.report(name, None, lack.what, lack.mend, stops=not lack.waits)
    elif kind not in (Kind.TEXT, Kind.LINES):
        reader.report(name, None, f"is {kind.value} and has not been read", SEGMENT)
    elif (text := reader.text(name)) is not None:
        if kind is Kind.TEXT:
            return text, None
        kept = line_file.read(text)
        reader.problems += [Problem(name, n, what, mend) for n, what, mend in kept.faults]
        if not kept.faults:
            return kept.text, kept.page
    return None


def of_lines(path: Path) -> str:
    """What a file of lines says, whatever program saved it; empty where it is no text. Raises OSError."""
    data = regular.content(path)
    text = decode.plain(data.removeprefix(BOM_UTF8))
    return text if text is not None else decode.decoded(path.name, data)[0] or ""


def digest_of(path: Path) -> str:
    """Of a file's bytes; of one with many sheets it is asked for each. Raises OSError."""
    return _digest_of(path, regular.state(path))


@lru_cache(64)
def _digest_of(path: Path, _: tuple[int, int] | None) -> str:
    state = hashlib.blake2b(digest_size=16)
    with regular.opened(path) as content:
        while block := content.read(BLOCK):
            state.update(block)
    return state.hexdigest()


def placed(path: Path) -> PrintedPage | None:
    """The lines of a page file with their places; None where it is a text alone. Raises OSError."""
    text = of_lines(path)
    return line_file.read(text).page if line_file.is_one(text) else None


def kind_of(path: Path) -> Kind | Refused:
    """What a file is by what it holds; a text where there is none, or the system does not give it."""
    try:
        with regular.opened(path) as file:
            return kinds.kind(file.read(kinds.LOOK))
    except Refused as refused:
        return refused
    except OSError:
        return Kind.TEXT


def _too_long(text: str) -> int | None:
    """The number of the first line that no article can hold."""
    lines = text.split("\n") if len(text) > LONGEST_TEXT else ()
    return next((number for number, of in enumerate(lines, 1) if len(of) > LONGEST_TEXT), None)
