"""What an archive writes down of an article beside its text and what the page tells of it: series, names, pictures."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.base.record import FileName, Number, Record, Words

IMAGES = "images"
"""The folder of pictures below `seeds/`."""


def _names(value: object) -> object:
    """One name stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _each_once(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value))


Names = Annotated[
    tuple[Words, ...],
    BeforeValidator(_names, json_schema_input_type=tuple[Words, ...] | Words),
    AfterValidator(_each_once),
]
"""Names in the order in which a person wrote them, each once."""


class Serial(Record):
    """What appeared in parts (连载)."""

    title: Words
    part: Number | None = None
    """None where no number is printed: such parts stand in the order of their days."""


def _below_images(value: str) -> str:
    folder, *parts = value.split("/")
    if folder != IMAGES or not parts or {"", ".", ".."} & set(parts) or "\\" in value or ":" in value:
        raise PydanticCustomError("no_image", "Put the picture into seeds/images/, and write images/NAME.jpg")
    return value


class Image(Record):
    """A picture of the article."""

    file: Annotated[
        FileName, AfterValidator(_below_images), WithJsonSchema({"type": "string", "pattern": f"^{IMAGES}/."})
    ]
    """Relative to `seeds/`, below `images/`."""
    caption: Words | None = None
    credit: Words | None = None
    """Who took or drew it."""
    alt: Words | None = None
    """What it shows, for those who do not see it."""

    @property
    def said(self) -> str:
        """What stands below it, as a text: its caption, and who made it."""
        return f"{self.caption or ''}{f'（{self.credit}）' if self.credit else ''}"


def titled(value: object) -> object:
    """A serial may be given by its title alone."""
    return {"title": value} if isinstance(value, str) else value
