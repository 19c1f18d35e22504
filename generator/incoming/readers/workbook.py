"""XLSX as Excel and WPS save it, and XLS of older ones: every sheet that names columns which are known.

Read by calamine. What that does not tell, hidden rows and cells with an error, stands in the sheet's own XML, which is
looked through for safety in any case. Formulas count by the value that was last calculated. A day is a day, whatever
its format; a number is the text that one would type. Merged cells hold for each of their rows.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

import python_calamine as calamine

from generator.incoming.delivery import MOST_ROWS, Row, Source, Unreadable, Value, some
from generator.incoming.readers import packed, plain, tables

XLSX = "an Excel file (.xlsx)"
OUTSIDE = "Delete what stands outside of the table (Excel: 定位条件, 最后一个单元格), and save it."
MERGED = "merged cells filled in each of their rows"
MOST_COLUMNS = 500
MOST_CELLS = 30_000_000
"""Of a sheet from its first row and column to its last: calamine takes memory for all of them, 24 bytes each."""
Cells = list[tuple[str, int]]
"""Column and row of each."""
LONGEST_CELL = (
    40_000  # bytes of the end of a block in which its last cell begins: a formula has 8,192 characters at most
)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_FAR = re.compile(rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]{2,3})\d')
"""Cells beyond the column Z."""
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"')
_UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""Cells with a formula and no value, as programs write them that do not calculate. One whose value is an empty text
says so by its type."""
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_EMPTY_TEXT = re.compile(rb'\bt="str"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def read(source: Source, known: tables.Known) -> Iterator[Row]:
    """The rows of all sheets with articles. Raises Unreadable."""
    old = source.path.suffix.lower() in (".xls", ".et")
    look = _Look()
    data = plain.content(source) if old else packed.opened(source, "xl/workbook.xml", XLSX, look)
    if old and data.startswith(b"PK"):
        data = packed.opened(source, "xl/workbook.xml", XLSX, look)
    look.end()
    for name, (last, column) in look.ends.items():
        if last * column > MOST_CELLS or column > MOST_COLUMNS:
            what = f"has {last:,} rows and {column:,} columns in {name}, most of them empty"
            raise Unreadable(source.name, what, OUTSIDE)
    try:
        book = calamine.load_workbook(BytesIO(data))
        sheets = book.sheets_metadata
        several = sum(sheet.typ == calamine.SheetTypeEnum.WorkSheet for sheet in sheets) > 1
        found = False
        for meta in sheets:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            named = meta.name if several else ""
            rows = tables.records(source, _rows(source, sheet, named), known, named, spreadsheet=True)
            if rows is None:
                if sheet.total_height:
                    source.told.note("sheets without columns that are known, left out", source.named(meta.name))
                continue
            found = True
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                mend = "Show it (Excel: 取消隐藏), or delete it, and save the file."
                source.wrong("is hidden, so that it may not be meant", mend, None, named)
                continue
            _report_hidden(source, named, look.of(meta.name))
            yield from rows
    except (calamine.CalamineError, ValueError, OSError, OverflowError):
        raise packed.damaged(source, XLSX) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the library's own language; it is no Exception
            raise
        raise packed.damaged(source, XLSX) from None
    if not found:
        mend = "Its first row names the columns, as 日期, 版次, 标题, 作者, 正文; others are said with --map."
        source.wrong("names no column that is known", mend)


def _rows(source: Source, sheet: calamine.CalamineSheet, named: str) -> Iterator[tables.Numbered]:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        what = f"has {sheet.total_height:,} rows and {sheet.total_width:,} columns, most of them empty"
        raise Unreadable(source.named(named), what, OUTSIDE)
    first_row, first_column = sheet.start or (0, 0)
    merged: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom, first_row + sheet.height) + 1):
            merged[row].append((left, right, top))
    tops = {top for of in merged.values() for *_, top in of}
    kept: dict[int, list[Value]] = {}
    blank: list[Value] = [None] * first_column
    for row, cells in enumerate(sheet.iter_rows(), first_row if sheet.total_height > sheet.height else 0):
        values = blank + [_value(cell) for cell in cells]
        for left, right, top in merged.get(row, ()):
            if top in kept:
                values[left : right + 1] = kept[top][left : right + 1]
                source.told.note(MERGED, f"{source.named(named)}:{row + 1}")
        if row in tops:
            kept[row] = values
        yield row + 1, values


def _value(cell: object) -> Value:
    """A cell as one would type it; a day as a day."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return None if cell == "" else str(cell)


class _Look:
    """Is shown a workbook's parts, and keeps which rows of which sheet are hidden, which cells hold an error, and which
    a formula without a value."""

    def __init__(self) -> None:
        self.rest: dict[str, bytes] = {}
        self.hidden: defaultdict[str, set[int]] = defaultdict(set)
        self.errors: defaultdict[str, Cells] = defaultdict(list)
        self.uncounted: defaultdict[str, Cells] = defaultdict(list)
        self.ends: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (1, 26))
        """The last row and column of each sheet's part."""
        self.small: defaultdict[str, bytes] = defaultdict(bytes)
        """The list of sheets, and of the parts that hold them."""

    def __call__(self, name: str, block: bytes) -> None:
        if name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            self.small[name] += block
        if not name.startswith("xl/worksheets/"):
            return
        text = self.rest.get(name, b"") + block
        starts = [found.start() for found in _CELL.finditer(text, max(0, len(text) - LONGEST_CELL))]
        upto = starts[-1] if starts else text.rfind(b"<") if len(text) > 1 else 0  # a cell or a tag may be cut
        self._looked(name, text, upto)
        self.rest[name] = text[upto:]

    def end(self) -> None:
        """All has been shown: what may have been cut was not."""
        for name, rest in self.rest.items():
            self._looked(name, rest, len(rest))
        self.rest.clear()

    def _looked(self, name: str, text: bytes, upto: int) -> None:
        last, column = self.ends[name]
        for tag in _ROW.finditer(text, 0, upto):
            if number := _NUMBER.search(tag[0]):
                last = max(last, int(number[1]))
                if _HIDDEN.search(tag[0]):
                    self.hidden[name].add(int(number[1]))
        column = max([column, *map(_column, set(_FAR.findall(text, 0, upto)))])
        self.ends[name] = last, column
        self.errors[name] += [(found[1].decode(), int(found[2])) for found in _ERROR.finditer(text, 0, upto)]
        self.uncounted[name] += [
            (found[1].decode(), int(found[2]))
            for found in _UNCOUNTED.finditer(text, 0, upto)
            if not _EMPTY_TEXT.search(found[0].partition(b">")[0])
        ]

    def of(self, sheet: str) -> tuple[list[int], Cells, Cells]:
        """The hidden rows of a sheet, its cells with an error, and those without a value."""
        parts = {_attribute(tag, rb"Id"): _attribute(tag, rb"Target")
                 for tag in _LINK.findall(self.small["xl/_rels/workbook.xml.rels"])}  # fmt: skip
        ids = {
            _attribute(tag, rb"name"): _attribute(tag, rb"r:id")
            for tag in _SHEET.findall(self.small["xl/workbook.xml"])
        }
        name = parts.get(ids.get(sheet, ""), "").removeprefix("/xl/").removeprefix("xl/")
        part = f"xl/{name}"
        return sorted(self.hidden[part]), self.errors[part], self.uncounted[part]


def _column(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - ord("A") + 1
    return found


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"(?<![\w:])" + name + rb'="([^"]*)"', tag)
    text = found[1].decode("utf-8", "replace") if found else ""
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(code, sign)
    return text


def _report_hidden(source: Source, named: str, found: tuple[list[int], Cells, Cells]) -> None:
    """Rows that a filter or a person has hidden may be meant or not: that is asked."""
    hidden, errors, uncounted = found
    if hidden:
        what = f"has {len(hidden):,} hidden rows: {some([str(n) for n in hidden], len(hidden))}"
        mend = (
            "Show them (clear the filter, or Excel: 取消隐藏) or delete them, and save: it is not known which is meant."
        )
        source.wrong(what, mend, hidden[0], named)
    for column, row in errors[:20]:
        mend = "Open the file in Excel, mend the formula, and save it."
        source.wrong(f"the cell {column}{row} holds an error of its formula", mend, row, named)
    for column, row in uncounted[:20]:
        mend = "Open the file in Excel or WPS, and save it: that calculates it."
        source.wrong(f"the cell {column}{row} holds a formula that nothing has calculated", mend, row, named)
