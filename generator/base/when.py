"""On which day a newspaper appeared, or in which month or year where no more is known.

What is known of a day is written and compared as far as it goes: 2024-03-07, 1949-10, 1949. An issue of which the month
alone is known stands before those of the month's days, one of which the year alone is known before those of its months.
"""

import datetime
import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

WHEN = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
"""As it is written, wherever one is looked for: 2024-03-07, 1949-10, 1949."""
MONTHS = 12
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_AS_PEOPLE_DO = re.compile(
    r"[“”‘’「\"]?([0-9]{4})\s*[-—–−/.年]\s*([0-9]{1,2})\s*[-—–−/.月]\s*([0-9]{1,2})\s*日?[“”‘’」\"]?"
)


@dataclass(frozen=True, order=True, slots=True)
class When:
    """A day, a month or a year."""

    year: int
    month: int = 0
    """0 where it is not known."""
    day: int = 0
    """0 where it is not known."""

    @classmethod
    def of(cls, text: str) -> "When":
        """What is written as 2024-03-07, 1949-10 or 1949. Raises ValueError for anything else."""
        return _of(text)

    @classmethod
    def on(cls, day: datetime.date) -> Self:
        return cls(day.year, day.month, day.day)

    def __post_init__(self) -> None:
        """Raises ValueError where there is no such day."""
        assert self.first

    def __str__(self) -> str:
        return _written(self.year, self.month, self.day)

    @property
    def whole(self) -> bool:
        """The day is known."""
        return self.day > 0

    @property
    def first(self) -> datetime.date:
        """The day itself, or the first one that it may have been."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The day itself, or the last one that it may have been."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def of_month(self) -> "When":
        """The month that it lies in; of a year the year."""
        return When(self.year, self.month)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(_read, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{WHEN}$"}


def never(year: int, month: int) -> str:
    """How to mend a day that no calendar has."""
    if not 1 <= month <= MONTHS:
        return "A year has 12 months: see which one is meant."
    return f"That month has {monthrange(year, month)[1]} days: see which day is meant."


def as_people_write(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of 2024/3/7, 2024.3.7, 2024年3月7日, in any width and in quotation marks; it may be no day
    of a calendar."""
    found = _AS_PEOPLE_DO.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def mend_of_day(text: str) -> str:
    """How what is no day of the archive is to be written."""
    if meant := as_people_write(text):
        with suppress(ValueError):
            return f"Write it as {When(*meant)}."
        return never(*meant[:2])
    found = _WRITTEN.fullmatch(text.strip())
    return never(int(found[1]), int(found[2])) if found and found[2] else "Write it as 2024-03-07."


@lru_cache(maxsize=1 << 16)
def _of(text: str) -> When:
    if not (found := _WRITTEN.fullmatch(text)):
        raise ValueError(text)
    year, month, day = found.groups()
    if "00" in (month, day):
        raise ValueError(text)
    return When(int(year), int(month or 0), int(day or 0))


@lru_cache(maxsize=1 << 16)
def _written(year: int, month: int, day: int) -> str:
    """An archive has few days, and each is written many times for each of its articles."""
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def _read(value: object) -> When:
    """As a file gives it; a day of YAML that another program has read is one, too."""
    if isinstance(value, When):
        return value
    if isinstance(value, datetime.date):
        return When(value.year, value.month, value.day)
    try:
        return _of(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("no_date", "is no date: {value}", {"value": str(value)}) from None
