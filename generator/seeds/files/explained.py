"""What pydantic finds wrong with a record of `seeds/`, in words for the staff of an archive."""

import difflib
import re
import reprlib
from collections.abc import Collection
from typing import Any, get_args

from pydantic import BaseModel

from generator.base import chinese_words
from generator.base.when import mend_of_day
from generator.seeds.files import slips

LONGEST_SHOWN = 40  # characters of a value in a message
EXAMPLES = {
    "paper": '"paper: llrb", the short key of a newspaper',
    "date": '"date: 2024-03-07"',
    "name": '"name: 吕梁日报"',
    "title": '"title:" and the headline',
    "body": '"body: |-" and the text below it',
    "file": '"file: pages/NAME.txt"',
    "accent": "\"accent: '#a32d1a'\", quotation marks and all",
    "accent_dark": "\"accent_dark: '#ec8b74'\", quotation marks and all",
}
KINDS = {
    "string_type": "Write text, in quotation marks if need be.",
    "string_unicode": "Write characters; half of one is none.",
    "tuple_type": 'Write a list, each entry on a line of its own behind "- ".',
    "too_long": "Write two numbers, the first line and the last, as in [3, 9].",
}
"""What mends a value of another kind; a list that is too long can only be one of lines."""
FORMS = {
    "id": "paper-date-page-number, as in llrb-2024-03-07-01-02",
    "viaf": "the digits alone, as in 59263727",
    "wikidata": "Q and digits, as in Q842256",
    "adcode": 'six digits in quotation marks, as in "141100"',
    "edition": "a letter from b to z, in small: b for the second of a day",
    "paper": "letters a-z, digits and hyphens, 40 at most, as in llrb",
}

NO_DATE = ("no_date", "date_parsing", "date_from_datetime_parsing")
CLOSED = {
    "not_closed": 'Add "status: withheld" or "status: withdrawn", or take it out.',
    "no_page": 'Write "status: withdrawn", which has a page that shows the title, or take it out.',
}
"""What mends a field that goes with another status."""


def shown(given: object) -> str:
    """A value in a message: the beginning of a text, or of how another one is written."""
    return (given if isinstance(given, str) and given.strip() else reprlib.repr(given))[:LONGEST_SHOWN]


def _within(model: type[BaseModel], name: object) -> type[BaseModel]:
    """The record that a field holds, or a list of which it holds; the model itself where it holds none."""
    waiting: list[Any] = [model.model_fields[name].annotation] if name in model.model_fields else []
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        waiting += get_args(kind)
    return model


def unknown_field(name: str, known: Collection[str], who: str = "") -> tuple[str, str]:
    """That a record has no field of this name, and which is meant, by its Chinese name or by one that is like it."""
    what = f'unknown field "{name}" for {who}' if who else f'unknown field "{name}"'
    if own := chinese_words.field(name, known):
        return what, f'Write "{own}" in its place.'
    near = difflib.get_close_matches(name, known, 1)
    return what, f'Did you mean "{near[0]}"?' if near else f"Known are {', '.join(known)}."


def explained(error: dict[str, Any], model: type[BaseModel], who: str) -> tuple[str, str]:
    """What is wrong and how to mend it, from one of pydantic's errors."""
    path, given, kind = error["loc"], error["input"], error["type"]
    names = [step for step in path if isinstance(step, str)]
    name = shown(names[-1]) if names else "content"
    if slip := slips.of_field(name, given if kind == "model_type" else None, who):
        return slip
    if kind == "extra_forbidden":
        known = (model if len(path) == 1 else _within(model, path[0])).model_fields
        return unknown_field(name, [of.alias or field for field, of in known.items()], who)
    if kind in ("missing", "string_too_short") or given is None:
        example = EXAMPLES.get(name) or f'"{name}:" and its value'
        return f"no {name} for {who}", f"Add {example}."
    if kind == "model_type":
        known = (_within(model, path[0]) if path else model).model_fields
        first = next((field for field, of in known.items() if of.is_required()), next(iter(known)))
        what = f"an entry of {name} of {who} has no names with values" if path else f"{who} has no names with values"
        return what, f"Write them one below the other, as in {first}: and its value."
    if kind == "ends_first":
        return f"{who if not path else f'an entry of {name} of {who}'} ends before it begins", f"{error['msg']}."
    if kind == "unprintable":
        code, after = error["ctx"]["code"], error["ctx"]["after"]
        what = f"the control character U+{code} in {name} of {who}"
        if after:
            what = f'the control character U+{code} in {name} of {who}, after "{after}"'
        return what, "Remove it."
    if kind in CLOSED:
        return f"{name} of {who} {error['msg']}", CLOSED[kind]
    what = f"{name} of {who} is no date: {shown(given)}" if kind in NO_DATE else f"{name} of {who} is {shown(given)}"
    return what, slips.of_value(name, given) or _mend(error, name)


def _mend(error: dict[str, Any], name: str) -> str:
    """How a value is to be written that is none of its field."""
    given, kind = error["input"], error["type"]
    if kind in NO_DATE:
        return mend_of_day(shown(given))
    allowed = re.findall("'([^']*)'", error["ctx"]["expected"]) if kind == "literal_error" else []
    allowed = ["true", "false"] if kind == "truth" else allowed
    if isinstance(given, str) and (own := chinese_words.value(given, allowed)):
        return f'Write "{own}" in its place.'
    if kind == "literal_error":
        quoted = ", ".join(f"'{each}'" for each in allowed)
        return f"Write one of {quoted}."
    return f"Write {FORMS[name]}." if kind == "string_pattern_mismatch" else KINDS.get(kind) or f"{error['msg']}."
