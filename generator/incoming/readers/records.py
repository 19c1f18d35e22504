"""JSON and JSON Lines: one record a line, a list of records, records by their names, or any of these somewhere within a
record, as interfaces give.

Names of nested records are joined by a dot: `author.name`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.incoming.delivery import Row, Source, Unreadable, Value
from generator.incoming.readers.plain import text_of
from generator.seeds.files import plain_json

DEEPEST = 4
ENOUGH = 2  # names that are known make a record an article
LISTS = ("articles", "data", "items", "rows", "list", "result", "results", "records")


def read(source: Source, known: Callable[[str], bool]) -> Iterator[Row]:
    """Its records; the number of each is its line, in a list its place. Raises Unreadable."""
    text = text_of(source)
    lines = text.split("\n")
    if _is_lines(lines, known):
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield from _row(source, number, *plain_json.read(line))
        return
    data, faults = plain_json.read(text)
    if data is None:
        raise Unreadable(source.name, faults[0][0], "Export it again: one record a line, or one list of records.")
    if faults:
        raise Unreadable(source.name, *faults[0])
    found = _list(data, known)
    if found is None:
        raise Unreadable(
            source.name, "holds no list of records", "Export the articles as a list, each with its fields."
        )
    for number, record in enumerate(found, 1):
        yield from _row(source, number, record, [])


def _is_lines(lines: Sequence[str], known: Callable[[str], bool]) -> bool:
    """Whether the first line that says anything is a whole record, and there are more or it is one of an article."""
    first = next((line for line in lines if line.strip()), "").strip()
    if not (first.startswith("{") and first.endswith("}")):
        return False
    try:
        data = json.loads(first)
    except (ValueError, RecursionError):
        return sum(bool(line.strip()) for line in lines) > 1  # each line that is broken is named
    return sum(bool(line.strip()) for line in lines) > 1 or _is_record(data, known)


def _is_record(data: Any, known: Callable[[str], bool]) -> bool:
    return isinstance(data, Mapping) and sum(known(name) for name in data) >= ENOUGH


def _list(data: Any, known: Callable[[str], bool], depth: int = 0) -> Sequence[Any] | None:
    """The list of records in a text that is one value."""
    if isinstance(data, list):
        return data
    if _is_record(data, known):
        return [data]
    if not isinstance(data, Mapping) or depth > DEEPEST:
        return None
    if data and all(_is_record(each, known) for each in data.values()):
        return [*data.values()]  # {"1": {…}, "2": {…}}
    names = sorted(data, key=lambda name: LISTS.index(name) if name in LISTS else len(LISTS))
    for name in names:
        if isinstance(data[name], list) and data[name] and all(isinstance(each, Mapping) for each in data[name]):
            return list(data[name])
    return next((found for name in names if (found := _list(data[name], known, depth + 1)) is not None and found), None)


def _row(source: Source, number: int, data: Any, faults: Sequence[tuple[str, str]]) -> Iterator[Row]:
    for what, mend in faults:
        source.wrong(what, mend, number)
    if isinstance(data, Mapping):
        yield Row(source.name, number, dict(_cells(data)))
    elif not faults:
        source.wrong("is no record with names and values", 'Write {"date": …, "title": …, "body": …}.', number)


def _cells(data: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Value]]:
    for name, value in data.items():
        if isinstance(value, Mapping) and depth < DEEPEST:
            yield from _cells(value, f"{before}{name}.", depth + 1)
        elif value is None or isinstance(value, (str, list)):
            yield f"{before}{name}", value
        else:
            yield f"{before}{name}", str(value).lower() if isinstance(value, bool) else str(value)
