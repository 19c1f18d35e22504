"""The data of the search page: classic scripts that `theme/assets/archive.js` loads when a query needs them.

    catalogue.js    date, newspaper, county and kind of every document; where each block begins
    folding.js      which forms of a character count as one (terms.py)
    text/N.js       a block of documents, in order: id, address, title and text of each
    terms/N.js      a shard of terms: character or pair of characters -> numbers of the blocks that hold it

A query loads the shards of its terms, then only the blocks that hold all of them, and looks for its runs in their
text: what is found is what `text.includes(query)` finds, no more and no less.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator import markdown
from generator.terms import fold, terms, variants

BLOCK = 40_000  # characters of text a block: about 50 kB compressed, 40 articles of a daily
SHARD = 2_000  # terms a shard: about 20 kB compressed


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

    @property
    def size(self) -> int:
        return sum(map(len, self.title + self.text))


def files(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """The search page and its data, below the docs folder."""
    version = hashlib.sha256()
    for name, script in index(documents):
        version.update(script.encode())
        yield f"search/data/{name}.js", script
    # The version goes into every request, so that a browser never mixes the data of two builds.
    meta = {"template": "search.html", "title": "检索", "version": version.hexdigest()[:12]}
    yield "search/index.md", markdown.document(meta, "")


def index(documents: Iterable[Document], block_size: int = BLOCK, shard_size: int = SHARD) -> Iterator[tuple[str, str]]:
    """Name (as `archive.load()` asks for it) and script of every data file."""
    facets = {name: _Facet() for name in ("paper", "county", "kind")}
    dates: list[int] = []
    starts: list[int] = []
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(_blocks(documents, block_size)):
        starts.append(len(dates))
        for document in block:
            dates.append(int(document.date.replace("-", "")))
            for name, facet in facets.items():
                facet.add(getattr(document, name))
        for term in sorted(set().union(*map(_terms, block))):
            postings[term].append(number)
        yield f"text/{number}", _script(f"text/{number}", [_record(d) for d in block])

    shards: list[dict[str, list[int]]] = [{} for _ in range(len(postings) // shard_size + 1)]
    for term in sorted(postings):
        shards[ord(term[0]) % len(shards)][term] = postings[term]
    for number, shard in enumerate(shards):
        yield f"terms/{number}", _script(f"terms/{number}", shard)

    table = variants()
    yield "folding", _script("folding", ["".join(table), "".join(table.values())])
    catalogue = {"root": "../", "blocks": starts, "shards": len(shards), "date": dates}
    yield "catalogue", _script("catalogue", catalogue | {name: facet.columns() for name, facet in facets.items()})


class _Facet:
    """One column of the catalogue: the values that occur, and for each document the number of its value."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], int] = {}
        self.of: list[int] = []

    def add(self, value: tuple[str, str] | None) -> None:
        self.of.append(-1 if value is None else self.values.setdefault(value, len(self.values)))

    def columns(self) -> dict[str, object]:
        return {"values": list(self.values), "of": self.of}


def _blocks(documents: Iterable[Document], size: int) -> Iterator[Sequence[Document]]:
    block: list[Document] = []
    held = 0
    for document in documents:
        if block and held + document.size > size:
            yield block
            block, held = [], 0
        block.append(document)
        held += document.size
    if block:
        yield block


def _terms(document: Document) -> set[str]:
    return set().union(*(terms(fold(segment)) for segment in document.title + document.text))


def _record(document: Document) -> dict[str, object]:
    return {"id": document.id, "url": document.url, "title": document.title, "text": document.text}


def _script(name: str, value: object) -> str:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"archive.register({json.dumps(name)},{data});\n"
