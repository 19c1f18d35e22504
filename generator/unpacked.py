"""What a published file says, as text, whatever it is packed, escaped or written in.

- zip (office files are zips, too) and gzip: what is in them, a zip in a zip as well
- the index: its texts in their own code (shorthand.py), the terms of its lists, the words and names that it offers
- all else: decoded, without tags and escapes (readings.py)
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import readings, shards, texts
from generator.postings import Ints
from generator.scripts import content_of, inflated, unpacked, value

DEEPEST = 5  # zips in zips
INDEX = re.compile(r"(?:.*/)?search/data/(?:(?P<segment>\w+)/)?(?P<kind>[a-z]+)(?:-\w+|/\d+)?\.js")
CATALOGUE = "search/data/catalogue.js"
FAULTS = (
    *(ArithmeticError, EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What is raised where a file is not what its name or its first bytes say."""

Heads = Mapping[str, list[int]]
"""What the texts of each segment of an index begin with, by its name."""


@dataclass(frozen=True)
class Said:
    """A file, or what is in it."""

    name: str
    text: str = ""
    terms: Ints | None = None
    """Of a list of the index: characters and pairs of them, as numbers."""
    readable: bool = True


def heads(catalogue: bytes | None) -> dict[str, list[int]]:
    """Those of an index; none where this is no catalogue."""
    try:
        return {segment["name"]: segment["head"] for segment in value(content_of(catalogue or b""))["segments"]}
    except FAULTS:
        return {}


def said(name: str, data: bytes, of: Heads, depth: int = 0) -> Iterator[Said]:
    """What stands in a file. `of`: the heads of the index that it lies with."""
    try:
        if data[:4] == b"PK\x03\x04" and depth < DEEPEST:
            yield from _zipped(name, data, depth)
        elif data[:2] == b"\x1f\x8b":
            yield from said(name.removesuffix(".gz"), gzip.decompress(data), of, depth)
        elif found := INDEX.fullmatch(name):
            yield _of_index(name, data, found["segment"], found["kind"], of)
        else:
            yield Said(name, readings.read(name, data))
    except FAULTS:
        yield Said(name, readings.read(name, data), readable=False)


def _zipped(name: str, data: bytes, depth: int) -> Iterator[Said]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [info.filename for info in packed.infolist() if not info.is_dir()]
        own = [each for each in names if each.endswith(CATALOGUE)]
        of = {each.removesuffix(CATALOGUE): heads(packed.read(each)) for each in own}
        yield Said(name, "\n".join(names))
        for each in names:
            yield from said(f"{name}/{each}", packed.read(each), of.get(site_within(each), {}), depth + 1)


def site_within(name: str) -> str:
    """The folder of the site in a zip that a file of an index belongs to."""
    return name[: found.start()] if (found := re.search(r"(?:^|(?<=/))search/data/", name)) else ""


def _of_index(name: str, data: bytes, segment: str | None, kind: str, of: Heads) -> Said:
    content = content_of(data)
    if kind == "text":
        return Said(name, readings.escaped(texts.whole(content, of[segment or ""])))
    if kind == "lists":
        return Said(name, terms=shards.terms(inflated(content)))
    if kind in ("ranks", "columns"):
        inflated(content)  # numbers: they say nothing by themselves
        return Said(name)
    if kind == "common":
        unpacked(content)  # the vocabulary, the same for every archive
        return Said(name)
    return Said(name, "\n".join(_strings(_without_tables(kind, value(content)))))


def _without_tables(kind: str, data: Any) -> Any:
    """Without the tables of characters, in which neighbours say nothing."""
    if kind in ("catalogue", "suggest"):
        return {key: each for key, each in data.items() if key not in ("variants", "readings")}
    return None if kind == "folding" else data


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, each in data.items():
            yield key
            yield from _strings(each)
    elif isinstance(data, list):
        for each in data:
            yield from _strings(each)
