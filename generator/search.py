"""The data of the search page: classic scripts that `theme/assets/archive.js` loads when a query needs them.

    catalogue.js     what every search needs: how many documents, where each shard of terms begins and what it weighs
    columns/N.js     date, newspaper, county, kind and length of 4,096 documents
    lists/N.js       a shard of terms: which documents hold each (postings.py)
    positions/N.js   where in them
    text/N.js        two documents: id, address, title and text
    folding.js       all forms of characters that count as one, for a query in forms that no text has
    ids.js           the id of every document, for tools

A query loads the lists of the cheapest pairs of characters that cover it, their positions where it is longer than two
characters, and the text of the hits that are shown: what is found is what `text.includes(query)` finds, no more and no
less, and no text is read for it.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log2

import numpy as np

from generator import markdown
from generator.postings import RUN, SHARD, Runs
from generator.terms import fold, variants

TOGETHER = 2  # documents of a block of text: ten hits of a daily take 40 kB; alone they pack a tenth worse
COLUMN = 4096  # documents of a block of columns: 3 kB

File = tuple[str, str | bytes]
"""Path below the docs folder, and content."""


@dataclass(frozen=True)
class Document:
    """An article as search sees it. Documents are numbered in the order in which they come: date, paper, page."""

    id: str
    url: str
    """From the site's root."""
    date: str
    paper: tuple[str, str]
    """Key and label."""
    county: tuple[str, str] | None
    """Code and name; None where it is filed under no place."""
    kind: tuple[str, str]
    title: tuple[str, ...]
    """The title, then the lines above and below it."""
    text: tuple[str, ...]
    """Paragraphs, captions and byline. No run of a query matches across two of them."""


def files(documents: Iterable[Document], run: int = RUN, shard: int = SHARD) -> Iterator[File]:
    """The search page and its data, below the docs folder."""
    version = hashlib.sha256()
    for name, content in _data(documents, run, shard):
        version.update(content if isinstance(content, bytes) else content.encode())
        yield f"search/data/{name}.js", content
    # The version goes into every request, so that a browser never mixes the data of two builds.
    meta = {"template": "search.html", "title": "检索", "version": version.hexdigest()[:12]}
    yield "search/index.md", markdown.document(meta, "")


def _data(documents: Iterable[Document], run: int, shard: int) -> Iterator[File]:
    runs = Runs(run, shard)
    facets = {name: _Facet() for name in ("paper", "county", "kind")}
    dates: list[int] = []
    lengths: list[int] = []
    ids: list[str] = []
    printed: set[str] = set()
    block: list[Document] = []
    for document in documents:
        printed.update(*document.title, *document.text)
        runs.add([fold(segment) for segment in document.title], [fold(segment) for segment in document.text])
        dates.append(int(document.date.replace("-", "")))
        lengths.append(sum(map(len, chain(document.title, document.text))))
        for name, facet in facets.items():
            facet.add(getattr(document, name))
        block.append(document)
        if len(block) == TOGETHER:
            yield _text(len(ids) // TOGETHER, block)
            block = []
        ids.append(document.id)
    if block:
        yield _text(len(ids) // TOGETHER, block)

    for n, start in enumerate(range(0, len(ids), COLUMN)):
        part = slice(start, start + COLUMN)
        columns = {name: facet.of[part] for name, facet in facets.items()}
        # The length matters in steps of a fifth, half an octave of a piano: one letter a document.
        steps = "".join(chr(65 + min(57, round(4 * log2(max(1, length))))) for length in lengths[part])
        yield _script(f"columns/{n}", {"date": dates[part], "length": steps, **columns})

    firsts: list[str] = []
    weights: list[int] = []
    for n, each in enumerate(runs.shards()):
        lists, positions = _packed(f"lists/{n}", each.lists), _packed(f"positions/{n}", each.positions)
        firsts.append(chr(each.first >> 21) + chr(each.first & 0x1FFFFF))
        weights.append((len(lists[1]) + len(positions[1])) // 1000)
        yield lists
        yield positions

    table = variants()
    yield _script("folding", ["".join(table), "".join(table.values())])
    yield _script("ids", ids)
    known = sorted(printed & table.keys())
    yield _script(
        "catalogue",
        {
            "root": "../",
            "documents": len(ids),
            "together": TOGETHER,
            "column": COLUMN,
            "length": sum(lengths) / (len(lengths) or 1),
            "firsts": "".join(firsts),
            "weights": weights,
            "variants": ["".join(known), "".join(table[c] for c in known)],
            **{name: list(facet.values) for name, facet in facets.items()},
        },
    )


class _Facet:
    """One column: the values that occur, and for each document the number of its value, -1 for none."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], int] = {}
        self.of: list[int] = []

    def add(self, value: tuple[str, str] | None) -> None:
        self.of.append(-1 if value is None else self.values.setdefault(value, len(self.values)))


def _text(number: int, block: Sequence[Document]) -> File:
    records = [{"id": d.id, "url": d.url, "title": d.title, "text": d.text} for d in block]
    data = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
    return _packed(f"text/{number}", data.encode("utf-16-le"))  # deflates a tenth better than UTF-8 does


def _script(name: str, value: object) -> tuple[str, str]:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return name, f"archive.register({json.dumps(name)},{data});\n"


def _packed(name: str, data: bytes) -> tuple[str, bytes]:
    """Bytes as a script: deflated, fifteen bits to a character of a UTF-16 file (base64 would be a quarter longer)."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = deflate.compress(data) + deflate.flush()
    bits = np.unpackbits(np.frombuffer(deflated, np.uint8))
    fifteens = np.append(bits, np.zeros(-len(bits) % 15, np.uint8)).reshape(-1, 15)
    units = fifteens.astype(np.uint16) @ (1 << np.arange(14, -1, -1, dtype=np.uint16)) + np.uint16(0x4E00)
    head = f'\ufeffarchive.register({json.dumps(name)},[{len(deflated)},"'
    return name, head.encode("utf-16-le") + units.astype("<u2").tobytes() + '"]);\n'.encode("utf-16-le")
