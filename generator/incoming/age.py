"""When a delivered file was last written: by this an older delivery is told from a later one.

Office documents say it themselves, and keep it in a mail and on a stick. Of other files the system says it; that a copy
is as old as its original is usual, and a day that has not come is none. Nothing hangs on it but whether a correction is
made at once or named first.
"""

import datetime
import re
import zipfile
from pathlib import Path

from generator.base import regular

_SAID = "docProps/core.xml"
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?\s*<")
LONGEST = 100_000
"""Bytes that are read of what a document says of itself: programs write one or two thousand."""


def written(path: Path) -> str:
    """As 2024-03-07T08:30:00Z."""
    now = datetime.datetime.now(datetime.UTC)
    of_system = datetime.datetime.fromtimestamp(max(0.0, path.stat().st_mtime), datetime.UTC)
    time = f"{min(now, of_system):%Y-%m-%dT%H:%M:%S}"
    said = _said(path)
    return f"{min(time, said) if said else time}Z"


def _said(path: Path) -> str:
    """What an office document says; empty where it is none, or says nothing. What is wrong with it, its reader says."""
    try:
        with regular.opened(path) as file, zipfile.ZipFile(file) as packed, packed.open(_SAID) as part:
            found = _MODIFIED.search(part.read(LONGEST))
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError):
        return ""
    return found[1].decode() if found else ""
