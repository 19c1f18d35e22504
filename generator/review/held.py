"""Articles that the last build held back, for they say what a closed one says: the desk shows them as they are, and
writes nothing of that into their file as long as nobody has decided it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.base.holding import STATUS
from generator.base.model import Article
from generator.base.speech import in_chinese, said
from generator.seeds import closed_before

AS_CLOSED = "与未开放的"
"""So begins in Chinese why something is not published that a closed one says."""


def as_held(root: Path, found: Iterable[Article]) -> Iterator[Article]:
    """The articles; what the last build held back though it says nothing of a status is shown as it is."""
    held = closed_before.held_back(root)
    for article in found:
        if article.id in held and "status" not in article.model_fields_set:
            why = said(f"It says what {held[article.id]} says, which is not open, and was not published.")
            yield article.model_copy(update={"status": "withheld", "status_note": why})
        else:
            yield article


def silent(data: Mapping[str, Any], stood: Article | None) -> Collection[str]:
    """The fields of an article that go without saying: that it is open, where nothing has said otherwise; that the
    build holds it back (`as_held`), as long as a person says no more than that."""
    note = in_chinese(str(data.get("status_note")))  # a draft may have been begun in either language
    is_held = note.startswith(AS_CLOSED)
    if data.get("status") == "open":
        told = stood is not None and "status" in stood.model_fields_set
        return ["status_note"] if is_held else [] if told else ["status"]
    shown = stood.model_dump(mode="json", include=set(STATUS)) if stood and is_held else {}
    if not shown or note != in_chinese(str(shown.pop("status_note"))):
        return []
    return STATUS if all(data.get(name) == value for name, value in shown.items()) else []
