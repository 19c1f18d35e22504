"""What a published file says, as text, whatever it is packed, escaped or written in.

- of a kind that holds others (kinds.py): what is in it, and in that as well
- the index: its texts in their own code (shorthand.py), the terms of its lists, the words and names that it offers
- all else: decoded, without tags and escapes (readings.py), and what is written in it in another code (coded.py)
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.build.audit import coded, readings, zims
from generator.build.audit.inner import FAULTS, Full, Room
from generator.build.audit.kinds import BROTLI, UNKNOWN, Kind, kind_of
from generator.build.audit.packers import CATALOGUE
from generator.build.audit.sought import numbered
from generator.build.zim import INDEX as INDEX_OF_KIWIX
from generator.search import names, packs, shards, texts
from generator.search.postings import Ints
from generator.search.scripts import content_of, inflated, unpacked, value

DEEPEST = 8  # files in files, and texts in texts
PIECE = 8 << 20  # bytes of a text that are read at once
OVERLAP = 4000
INDEX = re.compile(r"(?:.*/)?search/data/(?:(?P<segment>\w+)/)?(?P<kind>[a-z]+)(?:-\w+|/\d+)?\.js")

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
    """False where it is not what its name or its beginning says."""
    through: bool = True
    """False where something in it cannot be read."""
    words: bool = False
    """Words that a search offers, each by itself."""
    data: bytes = field(default=b"", repr=False)
    """All of a file, which may be a picture; what stands in it as text is said besides."""


@dataclass(frozen=True)
class _At:
    """Where something is found."""

    name: str
    alone: str
    """Its name among the files of an index, which may each be packed alone: without the endings that say so."""
    of: Heads
    room: Room
    seen: set[bytes | str] = field(default_factory=set)
    """What was written in some code and is read already: a text in two codes holds all else twice."""
    depth: int = 0
    coded: bool = False
    """Written in a text, if it is anything at all."""


def heads(catalogue: bytes | None) -> dict[str, list[int]]:
    """Those of an index; none where this is no catalogue."""
    try:
        return {segment["name"]: segment["head"] for segment in value(content_of(catalogue or b""))["segments"]}
    except FAULTS:
        return {}


def said(name: str, data: bytes, of: Heads) -> Iterator[Said]:
    """What stands in a file. `of`: the heads of the index that it lies with."""
    at = _At(name, name, of, Room(len(data)))
    try:
        yield from _said(data, at)
    except Full:
        yield Said(name, through=False)


def _said(data: bytes, at: _At) -> Iterator[Said]:
    yield Said(at.name, data=data)
    index = INDEX.fullmatch(at.alone)
    if index:
        try:
            yield from _of_index(at.name, data, index["segment"], index["kind"], at.of)
            return
        except FAULTS:
            pass
    if at.alone.endswith(f"/{INDEX_OF_KIWIX}"):
        yield Said(at.name, terms=numbered(zims.terms(data)))
    kind = BROTLI if at.name.endswith(BROTLI.ending) and not at.coded else kind_of(data)
    if kind is None or (kind is UNKNOWN and (at.coded or index)):
        for piece in _pieces(data):
            yield from _text(readings.read(at.name, piece), at)
    else:
        yield from _opened(data, at, kind)
    if index:
        yield Said(at.name, readable=False)


def _pieces(data: bytes) -> Iterator[bytes]:
    """A long text in parts, each of whole lines, and begun with the last ones of the part before."""
    start = 0
    while len(data) - start > PIECE and b"\0" not in data[:PIECE] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        end = data.find(b"\n", start + PIECE) + 1
        if not end:
            break
        yield data[start:end]
        start = data.rfind(b"\n", start, end - OVERLAP) + 1 or end
    yield data[start:] if start else data


def _opened(data: bytes, at: _At, kind: Kind) -> Iterator[Said]:
    if at.depth > DEEPEST:
        yield Said(at.name, readings.strings(data), through=False)
        return
    own: dict[str, Heads] = {}
    try:
        for part in kind.read(data, at.room):
            name = f"{at.name}/{part.name}" if part.name else _unpacked(at.name, kind.ending)
            if part.data is None:
                yield Said(name, through=False)
            elif isinstance(part.data, str):
                yield Said(at.name, part.data)
            else:
                if part.name.endswith(CATALOGUE):
                    own[part.name.removesuffix(CATALOGUE)] = heads(part.data)
                of = own.get(site_within(part.name), at.of)
                alone = name if part.name else at.alone.removesuffix(kind.ending)
                yield from _said(part.data, replace(at, name=name, alone=alone, of=of, depth=at.depth + 1))
    except Full:
        yield Said(at.name, through=False)
    except FAULTS:
        if kind.sure:
            yield Said(at.name, readings.strings(data), readable=at.coded, through=not at.coded)
        elif not at.coded:
            yield from _opened(data, at, UNKNOWN)


def _unpacked(name: str, ending: str) -> str:
    """The name of what is packed alone: below that of the file, which is the one that is there, and without its
    ending."""
    own = name.rpartition("/")[2]
    inner = own.removesuffix(ending)
    return f"{name}/{inner}" if inner not in ("", own) else name


def _text(text: str, at: _At) -> Iterator[Said]:
    """A text, and what is written in it in some code."""
    yield Said(at.name, text)
    if at.depth > DEEPEST:
        return
    more, below = [], at
    for found in coded.within(text):
        below = replace(at, depth=at.depth + 2, coded=True)
        if found in at.seen:
            continue
        at.seen.add(found)
        at.room.take(len(found))
        if isinstance(found, str):
            more.append(readings.plain(found))
        elif kind_of(found) in (None, UNKNOWN):
            more.append(readings.read("", found))
        else:
            yield from _said(found, below)
    if more:
        yield from _text("\n".join(more), below)


def site_within(name: str) -> str:
    """The folder of the site in a zip that a file of an index belongs to."""
    return name[: found.start()] if (found := re.search(r"(?:^|(?<=/))search/data/", name)) else ""


def _of_index(name: str, data: bytes, segment: str | None, kind: str, of: Heads) -> Iterator[Said]:
    if kind in packs.KINDS:
        parts = [packs.content(stretch) for stretch in packs.parted(data)]
        if kind == "text":
            yield Said(name, "\n".join(readings.escaped(texts.whole(part, of[segment or ""])) for part in parts))
            return
        for lists, ordinals in zip(parts[::2], parts[1::2], strict=True):
            inflated(ordinals)  # numbers: they say nothing by themselves
            yield Said(name, terms=shards.terms(inflated(lists)))
        return
    content = content_of(data)
    if kind in ("fields", "sizes"):
        inflated(content)  # numbers, too
        yield Said(name)
    elif kind == "names":
        yield Said(name, "\n".join(said for each in names.read(content) for said in each))
    elif kind == "common":
        unpacked(content)  # the vocabulary, the same for every archive
        yield Said(name)
    else:
        told = _without_tables(kind, value(content))
        if kind == "suggest":
            yield Said(name, told.pop("word", ""), words=True)
        yield Said(name, "\n".join(texts_in(told)))


def _without_tables(kind: str, data: Any) -> Any:
    """Without the tables of characters, in which neighbours say nothing."""
    if kind in ("catalogue", "suggest"):
        return {key: each for key, each in data.items() if key not in ("variants", "readings")}
    return None if kind == "folding" else data


def texts_in(data: Any) -> Iterator[str]:
    """The texts in plain data, names of fields among them."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, each in data.items():
            yield key
            yield from texts_in(each)
    elif isinstance(data, list):
        for each in data:
            yield from texts_in(each)
