"""JSON as it stands in the file: what Python's reader would change or drop in silence is kept or named.

Python takes the last of two values of one name, reads NaN, makes 1.1 of 1.10 and gives up over five thousand digits.
Characters that no page can show are marked.
"""

import json
from typing import Any

from generator.base.record import AROUND, UNPRINTABLE
from generator.segmentation.clean import LOST

Fault = tuple[str, str]
"""What is wrong, how to mend it."""
DIGITS = 15  # that a number holds as they are written


def value(text: str) -> Any:
    """The data of a text that `read` has found nothing wrong with."""
    return _QUICK.decode(text)


def read(text: str) -> tuple[Any, list[Fault]]:
    """The data of a text, and what is wrong with it; None for data where it cannot be read."""
    faults: list[Fault] = []

    def named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            names = [name for name, _ in pairs]
            twice = sorted({name for name in names if names.count(name) > 1})
            faults.extend((f'"{name[:40]}" stands twice in a record', "Take one of them out.") for name in twice)
        return data

    def constant(name: str) -> None:
        faults.append((f"broken JSON: {name} is no number", "Write a number, or null."))

    decoder = json.JSONDecoder(
        object_pairs_hook=named, parse_int=_whole, parse_float=_part, parse_constant=constant, strict=False
    )
    try:
        return decoder.decode(text), faults
    except json.JSONDecodeError as error:
        faults.append((f"broken JSON: {error.msg} (column {error.colno})", "Write one object a line."))
    except RecursionError:
        faults.append(("broken JSON: too many brackets within each other", "Write one object a line."))
    return None, faults


def marked(data: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    """The data with a mark for each character that no page can show, and of each text that has any its field, the
    first of them and what stands before that. Of a hundred thousand articles that were delivered one such character is
    no reason to publish none."""
    marks: list[tuple[str, str, str]] = []

    def of(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: of(each, name or key) for key, each in value.items()}
        if isinstance(value, list):
            return [of(each, name) for each in value]
        if not isinstance(value, str) or not (bad := UNPRINTABLE.search(value)):
            return value
        before = " ".join(value[max(0, bad.start() - AROUND) : bad.start()].split())
        marks.append((name, f"U+{ord(bad[0]):04X}", before))
        return UNPRINTABLE.sub(LOST, value)

    try:
        return of(data, ""), marks
    except RecursionError:  # no article; what is wrong with it, its model says
        return data, []


def _whole(digits: str) -> int | str:
    """A number of so many digits, or the text where it would look otherwise."""
    return int(digits) if len(digits) <= DIGITS and digits != "-0" else digits


def _part(digits: str) -> float | str:
    number = float(digits)
    return number if repr(number) == digits else digits


_QUICK = json.JSONDecoder(parse_int=_whole, parse_float=_part, strict=False)
