"""CSV and TSV, as Excel, WPS and databases write them: any encoding that is told, any of four separators.

A line `sep=;` at the head says the separator; else it is the one that parts the first lines most evenly. Cells may hold
line ends and separators in quotation marks. A quotation mark that is never closed would swallow the rows behind it, and
a file that was cut off ends within a cell: both are named.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager

from generator.base.record import LONGEST_TEXT
from generator.incoming.delivery import Row, Source
from generator.incoming.readers import tables
from generator.incoming.readers.plain import text_of

SEPARATORS = "\t,;|"
_SEP = re.compile(r'"?sep=(.)"?\n', re.IGNORECASE)
LOOKED_AT = 50  # rows by which a separator is told


def read(source: Source, known: tables.Known) -> Iterator[Row]:
    """The rows of a table of text. Raises Unreadable."""
    text = text_of(source)
    separator = ""
    if said := _SEP.match(text):
        text, separator = text[said.end() :], said[1]
    separator = separator or _separator(text, known)
    with _long_cells():
        found = tables.records(source, _rows(source, text, separator), known)
        if found is None:
            mend = "Its first row names the columns, as 日期, 版次, 标题, 作者, 正文; others are said with --map."
            source.wrong("names no column that is known", mend)
            return
        yield from found


def _rows(source: Source, text: str, separator: str) -> Iterator[tables.Numbered]:
    """Rows with their numbers as a spreadsheet shows them."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(_lines(text), delimiter=separator, strict=True), 1):
            if any(len(cell) > LONGEST_TEXT for cell in cells):
                _too_long(source, number)
                return
            yield number, list(cells)
    except csv.Error as error:
        if "field larger" in str(error):
            _too_long(source, number + 1)
            return
        cut = "unexpected end" in str(error)
        what = "is cut off within a cell, or its quotation mark is never closed"
        what = what if cut else "has a quotation mark within a cell that stands in quotation marks"
        source.wrong(
            what, 'See that the file is whole; a quotation mark within a cell is written twice, "".', number + 1
        )


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, one at a time: it may be large."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _too_long(source: Source, number: int) -> None:
    what = f"has a cell of more than {LONGEST_TEXT:,} characters, more than an article may have"
    source.wrong(what, "Part it into several articles.", number)


def _separator(text: str, known: tables.Known) -> str:
    """The one by which one of the first rows has most names that are known; then the one that parts most rows alike."""

    def fits(separator: str) -> tuple[int, int]:
        rows = []
        for cells in csv.reader(_lines(text[:100_000]), delimiter=separator):
            rows.append(cells)
            if len(rows) == LOOKED_AT:
                break
        names = max((sum(known(cell.strip()) for cell in cells) for cells in rows[: tables.HEAD]), default=0)
        widths = [len(cells) for cells in rows if cells]
        return names, max(map(widths.count, {w for w in widths if w > 1}), default=0)

    with _long_cells():
        return max(SEPARATORS, key=fits)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Python's reader takes cells of 131,072 characters, and bodies may be longer."""
    before = csv.field_size_limit(10 * LONGEST_TEXT)
    try:
        yield
    finally:
        csv.field_size_limit(before)
