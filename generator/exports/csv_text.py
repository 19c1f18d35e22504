"""Tables as comma-separated values, as spreadsheets and programs read them."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any


def head(fields: Mapping[str, str]) -> str:
    """The first line of a table, with the mark by which spreadsheets know UTF-8."""
    return "\ufeff" + rows([{name: name for name in fields}], fields)


def rows(records: Iterable[Mapping[str, Any]], fields: Mapping[str, str]) -> str:
    """Comma-separated values after RFC 4180."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerows([_cell(row[name]) for name in fields] for row in records)
    return out.getvalue()


def _cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula is kept from it by an apostrophe, as OWASP advises."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
