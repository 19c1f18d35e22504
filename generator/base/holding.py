"""What may be kept from the public (开放标识), and how what is said of it is known."""

from typing import Literal

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from generator.base.record import Day, Record, Truth, Words

Basis = Literal["printed", "given", "inferred"]
Status = Literal["open", "withdrawn", "withheld"]
"""Open; taken out, which a page at its address says; not published, as if it were not there. From lax to strict."""


class Holding(Record):
    """What may be kept from the public (开放标识): a newspaper, an issue, an article (status.py)."""

    status: Status = "open"
    status_note: Words | None = None
    """Why; shown where it is withdrawn."""
    status_until: Day | None = None
    """The day from which it is open again."""
    status_title: Truth = False
    """The page of what is withdrawn shows its title: of an article, of those of an issue, the name of a newspaper."""

    @field_validator("status_note", "status_until", "status_title")
    @classmethod
    def _closed(cls, value: object, info: ValidationInfo) -> object:
        if value and info.data.get("status") == "open":
            raise PydanticCustomError("not_closed", "stands without a status")
        if value is True and info.data.get("status") == "withheld":
            raise PydanticCustomError("no_page", "shows nothing")
        return value


STATUS = tuple(Holding.model_fields)
"""The fields that say whether something is published."""
