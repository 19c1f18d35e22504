"""The data of the search page: classic scripts that `theme/assets/archive.js` loads when a query needs them.

    catalogue.js     what every search needs: values of facets, where each page of the directory begins
    directory/N.js   where each of 64 shards of terms begins, and what it weighs
    columns/N.js     date, newspaper, county, kind and lengths of 2,048 documents
    lists/N.js       a shard of terms: which documents hold each (postings.py)
    positions/N.js   where in them
    text/N.js        a document: id, address, title and text
    common.js        frequent words of the archive, which the texts are packed with
    authors/N.js     authors, and the documents of each
    suggest.js       what the search field offers while a reader types
    folding.js       all forms of characters that count as one, for a query in forms that no text has
    ids.js           the id of every document, for tools

A query loads the lists of the cheapest pairs of characters that cover it, their positions where it is longer than two
characters, and the text of the hits that are shown: what is found is what `text.includes(query)` finds, no more and no
less, and no text is read for it.
"""

import hashlib
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from generator import markdown
from generator.postings import RUN, SHARD, Runs
from generator.scripts import File, packed, script, stored
from generator.suggest import suggestions
from generator.terms import fold, variants

TOGETHER = 1  # documents of a block of text: ten hits of a daily take 14 kB; two pack a fiftieth better
COLUMN = 2048  # documents of a block of columns: 2 kB
PAGED = 64  # shards of a page of the directory
STEPS = 2  # lengths for each doubling
COMMON = 8000  # characters of frequent words: they cost 14 kB once and save a fifth of each text
HEAD = 100  # characters of the first text, for ids and addresses are much like its own
NAMES = 4000  # documents of the authors of a shard


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
    authors: tuple[str, ...] = ()


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
    lengths: dict[str, list[int]] = {"title": [], "text": []}
    ids: list[str] = []
    printed: set[str] = set()
    authors: defaultdict[str, list[int]] = defaultdict(list)
    with _Texts() as texts:
        for number, document in enumerate(documents):
            printed.update(*document.title, *document.text)
            title, text = ([fold(segment) for segment in part] for part in (document.title, document.text))
            runs.add(title, text)
            texts.add(document)
            dates.append(int(document.date.replace("-", "")))
            lengths["title"].append(_step(sum(map(len, title))))
            lengths["text"].append(_step(sum(map(len, text))))
            for author in dict.fromkeys(map(fold, document.authors)):
                authors[author].append(number)
            for name, facet in facets.items():
                facet.add(getattr(document, name))
            ids.append(document.id)

        begins: list[int] = []
        weights: list[int] = []
        for n, each in enumerate(runs.shards()):
            lists = packed(f"lists/{n}", *each.lists, numbers=True)
            positions = packed(f"positions/{n}", *each.positions, numbers=True)
            begins.append(each.begin)
            weights.append((len(lists[1]) + len(positions[1])) // 1000)
            yield lists
            yield positions
        yield from texts.files(_common(runs.words))

    for n, start in enumerate(range(0, len(ids), COLUMN)):
        part = slice(start, start + COLUMN)
        columns = {name: facet.of[part] for name, facet in facets.items()}
        steps = {name: "".join(chr(65 + step) for step in of[part]) for name, of in lengths.items()}
        yield script(f"columns/{n}", {"date": dates[part], **steps, **columns})

    for n, start in enumerate(range(0, len(begins), PAGED)):
        page = begins[start : start + PAGED]
        steps_on = [page[0], *(b - a for a, b in pairwise(page))]
        yield script(f"directory/{n}", {"begins": steps_on, "weights": weights[start : start + PAGED]})
    names = list(_shards_of_names(authors))
    for n, part_of_names in enumerate(names):
        yield script(f"authors/{n}", part_of_names)
    places, papers = ([label for _, label in facets[name].values] for name in ("county", "paper"))
    offered = suggestions(places, papers, {name: len(of) for name, of in authors.items()}, runs.words)
    yield script("suggest", offered)
    table = variants()
    yield script("folding", ["".join(table), "".join(table.values())])
    yield script("ids", ids)
    known = sorted(printed & table.keys())
    yield script(
        "catalogue",
        {
            "root": "../",
            "documents": len(ids),
            "together": TOGETHER,
            "column": COLUMN,
            "steps": STEPS,
            # The mean as lunr takes it, of lengths in steps.
            "length": {
                name: sum(round(2 ** (step / STEPS)) for step in of) / (len(of) or 1) for name, of in lengths.items()
            },
            "paged": PAGED,
            "begins": begins[::PAGED],
            "authors": [next(iter(part_of_names)) for part_of_names in names],
            "variants": ["".join(known), "".join(table[c] for c in known)],
            **{name: list(facet.values) for name, facet in facets.items()},
        },
    )


def _step(length: int) -> int:
    """A length as it counts in the ranking: rounded, so that it takes three bits."""
    return round(STEPS * log2(max(1, length)))


class _Facet:
    """One column: the values that occur, and for each document the number of its value, -1 for none."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], int] = {}
        self.of: list[int] = []

    def add(self, value: tuple[str, str] | None) -> None:
        self.of.append(-1 if value is None else self.values.setdefault(value, len(self.values)))


class _Texts:
    """What is shown of the documents, put aside until it is known which words are frequent."""

    def __enter__(self) -> "_Texts":
        self._scratch = tempfile.TemporaryFile(prefix="baocang-")
        self._block: list[Document] = []
        self._sizes: list[int] = []
        self._first = ""
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()

    def add(self, document: Document) -> None:
        self._block.append(document)
        if len(self._block) == TOGETHER:
            self._put_aside()

    def _put_aside(self) -> None:
        records = [[d.id, d.url, d.title, d.text] for d in self._block]
        data = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
        self._block = []
        self._first = self._first or data[:HEAD]
        self._sizes.append(self._scratch.write(data.encode("utf-16-le")))  # packs a tenth better than UTF-8 does

    def files(self, words: str) -> Iterator[File]:
        if self._block:
            self._put_aside()
        common = (words + self._first).encode("utf-16-le")
        yield packed("common", stored(common))
        self._scratch.seek(0)
        for n, size in enumerate(self._sizes):
            yield packed(f"text/{n}", self._scratch.read(size), dictionary=common)


def _common(words: Counter[str]) -> str:
    """The most frequent words, the first of them last: what is near takes fewer bits to repeat."""
    out: list[str] = []
    size = 0
    for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        size += len(word)
        if size > COMMON:
            break
        out.append(word)
    return "".join(reversed(out))


def _shards_of_names(authors: dict[str, list[int]]) -> Iterator[dict[str, list[int]]]:
    shard: dict[str, list[int]] = {}
    size = 0
    for name in sorted(authors):
        if size > NAMES:
            yield shard
            shard, size = {}, 0
        shard[name] = authors[name]
        size += len(authors[name])
    if shard:
        yield shard
