"""Rows of cells, wherever they come from, as records: which row is the head, which are none.

1. The head is the row with the most names that are known, among the first twenty; a title of the table may stand above.
2. A row that says the same as the head, as where several tables were put below each other, is left out.
3. Empty rows are none. Columns without a name are left out where they are empty, else named `column D`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice

from generator.incoming.delivery import Row, Source, Value

HEAD = 20
"""Rows among which the head stands."""
Known = Callable[[str], bool]
Numbered = tuple[int, list[Value]]
REPEATED = "repeated heads left out"
BARE = "tables with a head and no row below it"


def records(
    source: Source, rows: Iterable[Numbered], known: Known, sheet: str = "", spreadsheet: bool = False
) -> Iterator[Row] | None:
    """The rows of a table below its head. None where no row has at least two names that are known, or one name that
    is all it has."""
    rows = iter(rows)
    first = list(islice(rows, HEAD))
    head = max(first, key=lambda row: _names(row[1], known), default=None)
    if head is None or (_names(head[1], known)) < min(2, max(1, _filled(head[1]))):
        return None
    names = _named(source, head, sheet)
    below = (row for row in first if row[0] > head[0])
    return _below(source, chain(below, rows), names, head[1], sheet, spreadsheet)


def _below(
    source: Source,
    rows: Iterable[Numbered],
    names: Mapping[int, str],
    head: list[Value],
    sheet: str,
    spreadsheet: bool,
) -> Iterator[Row]:
    title = [_text(cell) for cell in head]
    widest = max(names, default=0)
    bare = True
    for number, cells in rows:
        if not _filled(cells):
            continue
        bare = False
        if [_text(cell) for cell in cells][: len(title)] == title:
            source.told.note(REPEATED, f"{source.named(sheet)}:{number}")
            continue
        beyond = next((n for n, cell in enumerate(cells) if n > widest and _text(cell)), None)
        if beyond is not None:
            what = f"has a cell more than the head has names: {_text(cells[beyond])[:20]}"
            mend = "Give that column a name; in a CSV file put a text with a comma into quotation marks."
            source.wrong(what, mend, number, sheet)
            continue
        row = {name: cells[n] for n, name in names.items() if n < len(cells)}
        yield Row(source.named(sheet), number, row, spreadsheet)
    if bare:
        source.told.note(BARE, source.named(sheet))


def _named(source: Source, head: Numbered, sheet: str) -> dict[int, str]:
    number, cells = head
    names = {n: _text(cell) for n, cell in enumerate(cells) if _text(cell)}
    twice = [name for name, times in Counter(names.values()).items() if times > 1]
    for name in twice:
        mend = "Give each column a name of its own, or take one of the two away."
        source.wrong(f"has two columns with the name {name[:20]}", mend, number, sheet)
    last = max(names, default=-1)
    return {n: names.get(n) or f"column {_letters(n)}" for n in range(last + 1)}


def _names(cells: list[Value], known: Known) -> int:
    return sum(bool(text) and known(text) for text in map(_text, cells))


def _filled(cells: list[Value]) -> int:
    return sum(bool(_text(cell)) for cell in cells)


def _text(cell: Value) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _letters(n: int) -> str:
    """As spreadsheets name it: 0 is A, 26 AA."""
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
