"""Tables in a text: a paragraph of which each line has a tab is one, as it comes when cells are copied out of a
spreadsheet. It stays text for whatever does not look for tables."""

from collections.abc import Sequence


def rows(paragraph: str) -> Sequence[Sequence[str]] | None:
    """The rows of a paragraph that is a table, all of one length, the first with the heads; None of others."""
    if "\t" not in paragraph:
        return None
    lines = paragraph.strip("\n").split("\n")
    if len(lines) < 2 or not all("\t" in line for line in lines):
        return None
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, cells))
    return [[*row, *[""] * (width - len(row))] for row in cells]


def spoken(paragraph: str) -> list[str]:
    """The texts of a paragraph as search has them: of a table each row, its cells side by side."""
    found = rows(paragraph)
    return ["\u3000".join(filter(None, row)) for row in found if any(row)] if found else [paragraph]
