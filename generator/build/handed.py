"""Where the site was published last, and which: `.baocang/published.json`. It can be lost; then nobody knows."""

import datetime
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic_core import from_json, to_json

from generator.base import kept
from generator.build import ledger

FILE = f"{kept.FOLDER}/published.json"


def note(root: Path, to: str, day: datetime.date) -> None:
    """The site as the last build left it is at that place now."""
    places = {**read(root), to: {"day": f"{day}", "site": ledger.site(root)}}
    with suppress(OSError):
        kept.write(root / FILE, to_json(places))


def read(root: Path) -> Mapping[str, Mapping[str, str]]:
    """By place: the day, and the fingerprint of the site."""
    content = kept.read(root / FILE)
    found: Mapping[str, Mapping[str, str]] = from_json(content) if content else {}
    return found
