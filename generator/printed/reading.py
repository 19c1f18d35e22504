"""The bytes of a file -> its pages. What a file is, its content tells (kinds.py); each format has its own module.

What cannot be read is `Refused`: one line that says what the file is, and what to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base import regular
from generator.base.printed_page import PrintedPage
from generator.printed import abbyy, alto, blocks_json, hocr, kinds, markdown, mets, ocr_json, page_xml, word_table
from generator.printed.kinds import AS_TEXT, Kind
from generator.printed.page_picture import Shows
from generator.printed.refused import Refused
from generator.printed.xml_tree import Node, tree

LARGEST = 100_000_000
"""Bytes of a file that is read as a whole: what OCR writes of a page has a million at most."""
Near = Callable[[str], bytes]
"""Gives a file that this one names, as METS does. Raises OSError."""


@dataclass(frozen=True)
class Sheets:
    """A file that is open: its pages are read as they are asked for."""

    count: int
    page: Callable[[int], PrintedPage | None]
    """The page of a number from 0; None of one that is a picture. Raises Refused."""
    shown: Callable[[int], PrintedPage] | None = None
    """The same of a picture, whose characters are read one by one: that takes a minute."""
    shows: Shows | None = None
    """What its pages look like; None of a file that has their text alone."""


def nothing_near(name: str) -> bytes:
    """For a file that lies nowhere."""
    raise FileNotFoundError(name)


def read(data: bytes, near: Near = nothing_near) -> tuple[PrintedPage, ...]:
    """The pages of a file, in its order. Raises Refused."""
    sheets = opened(data, near)
    return tuple(page_of(sheets, n) for n in range(sheets.count))


def page_of(sheets: Sheets, number: int) -> PrintedPage:
    """A page by its number from 0, however long that takes. Raises Refused."""
    page = sheets.page(number)
    if page is None:
        assert sheets.shown is not None
        return sheets.shown(number)
    return page


def of_file(path: Path, near: Near) -> Sheets:
    """A file with its pages. Raises Refused, and OSError where the system does not give it."""
    with regular.opened(path) as file:
        head = file.read(kinds.LOOK)
        if kinds.kind(head) is Kind.PDF:
            return _of_pdf(path)
        return opened(head + file.read(LARGEST), near)


def opened(data: bytes, near: Near = nothing_near) -> Sheets:
    """A file with its pages. Raises Refused."""
    kind = kinds.kind(data)
    if kind is Kind.PDF:
        return _of_pdf(data)
    if len(data) > LARGEST:
        raise Refused(f"is {kind.value} of more than {LARGEST // 10**6} MB", "See what it is.")
    if kind is Kind.PICTURE:
        from generator.printed import ocr  # noqa: PLC0415  (it starts more than all others do)

        picture = ocr.Picture(data)
        return Sheets(picture.count, lambda _: None, picture.page, picture)
    return _of_xml(tree(data), near) if kind is Kind.XML else _sheets(kind, _pages(kind, data))


def _of_pdf(file: Path | bytes) -> Sheets:
    from generator.printed.pdf import Pdf  # noqa: PLC0415  (it loads a library)

    pdf = Pdf(file)

    def page(number: int) -> PrintedPage | None:
        found = pdf.page(number)
        return found if found.lines or not pdf.shows(number) else None

    return Sheets(pdf.count, page, pdf.scanned, pdf)


def _pages(kind: Kind, data: bytes) -> Sequence[PrintedPage]:
    """The pages of a file that is read as a whole."""
    if kind is Kind.JSON:
        loaded = kinds.loaded(data)
        if (pages := blocks_json.pages(loaded)) is None and (pages := ocr_json.pages(loaded)) is None:
            raise Refused("is JSON in which no lines with their text and place are found", AS_TEXT)
        return pages
    text = kinds.text(data) or data.decode("utf-8", "replace")
    if kind in (Kind.TEXT, Kind.LINES):
        raise Refused("is no page with places", AS_TEXT)
    match kind:
        case Kind.HTML:
            if not (pages := hocr.pages(text)):
                mend = "Saved pages of a 数字报 come in with baocang import; of a page give its text or hOCR."
                raise Refused("is HTML and no hOCR", mend)
            return pages
        case Kind.TABLE:
            return word_table.pages(text)
        case _:
            return markdown.pages(text)


def _of_xml(root: Node, near: Near) -> Sheets:
    of = {"alto": alto.pages, "pcgts": page_xml.pages, "document": abbyy.pages}.get(root.tag.lower())
    if root.tag.lower() == "mets":
        issue = mets.Issue(root, near)
        return Sheets(issue.count, issue.page)
    if of is None:
        raise Refused(f"is XML of a kind that is not known (<{root.tag[:40]}>)", AS_TEXT)
    return _sheets(Kind.XML, of(root))


def _sheets(kind: Kind, pages: Sequence[PrintedPage]) -> Sheets:
    if not pages:
        raise Refused(f"is {kind.value} that holds no page", "See that it was written to its end.")
    return Sheets(len(pages), pages.__getitem__)
