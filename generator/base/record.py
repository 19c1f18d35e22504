"""What a record of a file of `seeds/` is, and what kinds of values its fields hold, with what is wrong with others.

Values come as files give them: numbers, dates and truth of YAML as the words that stand there.
"""

import datetime
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

from generator.base.digest import digest

AROUND = 12
"""Characters before one that cannot be shown, by which a person finds it."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that neither HTML nor YAML can hold."""
LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
"""Ends of lines as programs write them. The last two come with texts that are pasted; YAML ends a line there, and no
editor shows it, so none is written."""
LONGEST_NAME = 255
"""Bytes of a file's name that systems take."""
LONGEST_TEXT = 1_000_000
"""Characters of a text: a page has ten thousand, and what reads texts in arrays takes a million at once."""
SHARE = re.compile(r"[01]|0?\.[0-9]{1,20}|1\.0{1,20}")
"""A number from 0 to 1, as a file gives it."""
MOST = 9_999_999
"""The largest number: no page has so many lines."""


class Record(BaseModel):
    """What a file of `seeds/` holds: frozen, and closed to fields that the format does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    @cached_property
    def digest(self) -> str:
        """Stands for all of it."""
        return digest(self.model_dump_json())

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Pydantic's, but what was found out of it, as its digest, is not that of before."""
        copy = super().model_copy(update=update, deep=deep)
        for name in (copy.__dict__.keys() - type(self).model_fields.keys()) if update else ():
            del copy.__dict__[name]
        return copy

    @field_validator("*", mode="before")
    @classmethod
    def _clean_text(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return [cls._clean_text(each) for each in value]
        if not isinstance(value, str):
            return value
        if bad := UNPRINTABLE.search(value):
            after = " ".join(value[max(0, bad.start() - AROUND) : bad.start()].split())
            said = {"code": f"{ord(bad[0]):04X}", "after": after}
            raise PydanticCustomError("unprintable", "the control character U+{code}", said)
        if len(value) > LONGEST_TEXT:
            raise PydanticCustomError(
                "long_text", f"Write at most {LONGEST_TEXT:,} characters, or part it into several articles"
            )
        return LINE_END.sub("\n", value)


def _truth(value: object) -> object:
    """Files of YAML say it in a word, JSON by itself."""
    said = {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value
    if not isinstance(said, bool):
        raise PydanticCustomError("truth", "Write true or false")
    return said


def _number(value: object) -> object:
    """Digits, or a number of JSON."""
    given = int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value) else value
    if not isinstance(given, (int, float)) or isinstance(given, bool) or not 1 <= given <= MOST or given % 1:
        raise PydanticCustomError("number", f"Write a number from 1 to {MOST} in digits")
    return int(given)


def _share(value: object) -> object:
    if isinstance(value, str) and SHARE.fullmatch(value):
        return float(value)
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
        raise PydanticCustomError("share", "Write a number from 0 to 1, as in 0.87")
    return value


def _date(value: object) -> object:
    """Dates are written one way; a bare number is no date (pydantic would take it for seconds)."""
    if isinstance(value, datetime.date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise PydanticCustomError("no_date", "is no date: {value}", {"value": str(value)})


def _file(value: str) -> str:
    if any(len(part.encode()) > LONGEST_NAME for part in value.split("/")):
        raise PydanticCustomError(
            "long_name", f"Write a name of at most {LONGEST_NAME} bytes; a file can have no other"
        )
    return value


FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_file)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST})]
Share = Annotated[float, BeforeValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Day = Annotated[datetime.date, BeforeValidator(_date)]
