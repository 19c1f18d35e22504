"""The data of the search page: classic scripts that `theme/assets/archive.js` loads when a query needs them.

    catalogue.js        what every search needs: the segments, values of facets, where each page of a directory begins
    common-X.js         the table of the code that texts are written in
    suggest-X.js        what the search field offers while a reader types
    spelling-X.js       how characters are read and which look alike, for better spellings of a query
    words-X.js          a shard of the words of the archive, for the same
    folding-X.js        all forms of characters that count as one, for a query in forms that no text has
    columns-X.js, columns/   what no first query needs: by what else hits are counted, what citations say (columns.py)
    SEGMENT/directory/N.js   where each of 100 shards of terms begins, and what it weighs (or in the catalogue)
    SEGMENT/fields/N.js      date, newspaper, county, kind and lengths of 4,096 documents
    SEGMENT/sizes/N.js       how large the texts of 16,384 documents are in their packs
    SEGMENT/names/N.js       their ids and addresses
    SEGMENT/shards/N.js      a pack of shards of terms: lists, which documents hold each (shards.py), and ordinals,
                             which pairs stand side by side in them
    SEGMENT/text/N.js        a pack of documents: id, address, title and text of each
    SEGMENT/authors/N.js     authors, and the documents of each

A query loads the lists of the cheapest pairs of characters that cover it. Where these leave few documents, their texts
say which hold it; elsewhere the ordinals of all of its pairs do. What is found is what `text.includes(query)` finds, no
more and no less.

A segment is an index of a stretch of documents. Their sizes are the digits of a number (`stretches`): what comes at the
end changes the last, small ones alone, and a segment whose documents are those of the last build stands as it is. One
that has most of its documents in common with one of the last build is made of that (revision.py).
SEGMENT and X stand for the content, so that a browser never mixes the data of two builds: all of it follows from the
catalogue.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from math import sqrt
from pathlib import Path

from generator.base import made_by
from generator.base.archive import Document
from generator.base.digest import digest
from generator.base.docs_folder import Generated
from generator.base.memo import Memo
from generator.base.output import put, sum_of
from generator.base.workers import HERE, Workers
from generator.language.forms import variants
from generator.language.places import gazetteer
from generator.language.terms import fold
from generator.search import index_segment, packs, revision, texts
from generator.search.index_segment import Summary
from generator.search.packs import Most
from generator.search.revision import Last, Made
from generator.search.rows import BLOCK, FACETS, SHOWN, STEPS
from generator.search.scripts import Content, File, Same, There, as_json, sealed
from generator.search.spelling import spelling
from generator.search.suggest import may_be_offered, suggestions

DATA = "search/data"
CATALOGUE = f"{DATA}/catalogue.js"
MAKERS = "search/documents", "search/index_segment", "search/revision"
"""What makes a segment, and what it is made of: with other code or other libraries it may be another one."""
WRITERS = "search/search", "search/columns", *MAKERS
"""What makes the whole index: the catalogue, too, has a format that the page must know."""
FORMAT = 2
"""What pages of other archives must know to read these files, whatever program made them (theme/assets/foreign.js).
Count on where a file says something else than before; tests/search/test_format.py tells when that may be."""
SEGMENTS = "segments"  # what the memo keeps the keys of the last build's segments under
SHORT = 16  # digits of a document's digest, enough to tell whether it is the same


@dataclass(frozen=True)
class Sizes:
    """How the index is cut. Tests cut small archives into many pieces."""

    unit: int = 512
    """Documents of the smallest segment but the last."""
    base: int = 64
    """So many segments of one size would be one of the next."""
    run: int = 500_000
    """Characters that are sorted at once."""
    shard: int = 2_800
    """Documents in the lists of a shard: 3 kB when packed. A term with more has a shard to itself."""
    rare: int = 10
    """Documents of a pair that has no ordinals, at most."""
    pack: int = 5
    """Shards of a pack: more are fewer files, and more to load where no parts of files come. Shards are as large as
    the root of their segment's size; so with as many in each pack a query loads least for so many files."""
    texts: int = 256
    """Documents of a pack of texts: 320 kB, which come whole from the disk alone. A block of fields has whole packs."""

    @property
    def most(self) -> Most:
        return {"text": self.texts, "shards": self.pack}


SIZES = Sizes()


@dataclass(frozen=True)
class About:
    """What the catalogue says of the archive beside its documents."""

    name: str = ""
    columns: Callable[[Memo], Iterable[tuple[str, Content | None]]] = lambda memo: ()
    """Gives the files of columns.py, the head last, once all others are made."""
    named: Sequence[str] = ()
    """Which columns there are beside those that every archive has."""
    copies: Callable[[], bool] = bool
    """Whether a column says that several documents are one text; asked once all others are made."""
    called: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of newspapers that had several names all of them, by their keys, today's first."""
    formerly: Sequence[tuple[str, str]] = ()
    """Codes of places, each with a name that it had."""


def files(
    documents: Sequence[Document],
    workers: Workers = HERE,
    memo: Memo | None = None,
    digests: Iterable[str] | None = None,
    sizes: Sizes = SIZES,
    docs: Generated | None = None,
    about: About = About(),
) -> Iterator[File]:
    """The data of the search page, below the docs folder; the catalogue last, which names the others.

    `documents` are taken one after the other, where `digests` has theirs only those of segments that are new.
    `docs`: the docs folder as the last build left it, until all of this is taken; None where there is none.
    `about`: what else the catalogue says of the archive.
    """
    memo = memo or Memo()
    segments: dict[str, Summary] = {}
    standing: list[str] = []
    small: list[tuple[str, Content | Same | There]] = []
    keys: list[str] = []
    coming = iter(digests or (document.digest for document in documents))
    start = 0
    for size in stretches(len(documents), sizes.unit, sizes.base):
        shard, rare = (_share(most, size / (sizes.unit * sizes.base)) for most in (sizes.shard, sizes.rare))
        cut, own = (
            digest("segment", made_by.code(*MAKERS), shard, rare, sizes.texts, sizes.pack),
            list(islice(coming, size)),
        )
        key = digest(cut, "\n".join(own))
        name = key[:12]
        if known := memo.recall(key):
            summary = Summary(**known["summary"])
            standing += [f"{DATA}/{name}/{file}.js" for file in summary.names()]
        else:
            part, short = documents[start : start + size], [each[:SHORT] for each in own]
            last = _last(docs.folder, memo, cut, short, sizes.most) if docs else None
            folder = docs.claim(f"{DATA}/{name}") if docs else None
            segment = _Segment(last, part, short, sizes.run, shard, rare, sizes.most)
            few = size <= sizes.unit
            for made in _at_once(segment, workers, folder) if few else segment.made(workers):
                if isinstance(made, Summary):
                    summary = made
                elif few:
                    small.append((f"{DATA}/{name}/{made[0]}.js", made[1]))
                else:
                    yield f"{DATA}/{name}/{made[0]}.js", made[1]
            memo.keep(key, {"name": name, "cut": cut, "documents": short, "summary": vars(summary)})
        keys.append(key)
        segments[name] = summary
        start += size
    memo.keep(SEGMENTS, keys)
    words = workers.map(_of_words, [(list(segments.values()), about.called)])
    yield from small  # while that is done
    head = None
    for head, content in about.columns(memo):
        yield f"{DATA}/{head}.js", content
    beside: dict[str, object] = (
        {"columns": head, **({"more": list(about.named)} if about.named else {})} if head else {}
    )
    beside |= {"copies": True} if about.copies() else {}
    yield from _whole(about, segments, sizes, next(words), beside)
    yield from ((name, None) for name in standing)


def _last(folder: Path, memo: Memo, cut: str, digests: Sequence[str], most: Most) -> Last | None:
    """The segment of the last build that has most of these documents, among those that were cut alike."""
    known = [memo.last(key) for key in memo.last(SEGMENTS) or []]
    alike = [each for each in known if each["cut"] == cut and len(each["documents"]) == len(digests)]
    nearest = max(alike, key=lambda each: len({*digests}.intersection(each["documents"])), default=None)
    if nearest is None:
        return None
    return Last(folder, f"{DATA}/{nearest['name']}", nearest["documents"], Summary(**nearest["summary"]), most)


@dataclass(frozen=True)
class _Segment:
    """One that is to be made."""

    last: Last | None
    """What it may be made of."""
    documents: Sequence[Document]
    digests: Sequence[str]
    run: int
    shard: int
    rare: int
    most: Most

    def made(self, workers: Workers) -> Iterable[Made]:
        """Its files, as they are published, and its summary: made of the last one, where that is whole and costs
        less."""
        with suppress(*revision.FAULTS):
            given = self.documents, self.digests, workers, self.shard, self.rare
            if self.last and (made := revision.revised(self.last, *given)):
                return list(made)
        return index_segment.build(self.documents, workers, self.run, self.shard, self.rare, self.most)


def _at_once(segment: _Segment, workers: Workers, folder: Path | None) -> Iterable[Made]:
    """A small segment, as a single task: to hand its parts to and fro would take as long. A worker that sees the docs
    folder puts the files there."""
    if not workers.executor:
        return segment.made(workers)
    task = replace(segment, documents=list(segment.documents)), folder if workers.near.executor else None
    return next(workers.map(_made, [task]))


def _made(task: tuple[_Segment, Path | None]) -> list[Made]:
    segment, folder = task
    known: set[str] = set()

    def there(each: Made) -> Made:
        if isinstance(each, Summary) or not isinstance(each[1], (str, bytes)):
            return each
        return each[0], There(put(f"{folder}/{each[0]}.js", each[1], known), sum_of(each[1]))

    made = segment.made(HERE)
    return [*map(there, made)] if folder else [*made]


def stretches(documents: int, unit: int, base: int) -> list[int]:
    """How many documents each segment has, the oldest first: the digits of the number of units, each with its weight.

    One more document changes the last one, and now and then a few before it: a document is indexed anew `base` times
    for each digit while the archive grows.
    """
    units, rest = divmod(documents, unit)
    sizes = [rest] if rest else []
    weight = unit
    while units:
        units, digit = divmod(units, base)
        if digit:
            sizes.append(digit * weight)
        weight *= base
    return sizes[::-1]


def _share(most: int, share: float) -> int:
    """A limit that is `most` for a large segment, for one that may be smaller: with the square root of its size, for a
    query loads something of every segment.

    `share`: its size as a part of that of a large one (`unit` x `base` documents).
    """
    return max(1, round(most * min(1.0, sqrt(share))))


@dataclass(frozen=True)
class OfWords:
    """What is made of the words of the whole archive, as scripts hand it over."""

    common: bytes
    suggest: str
    spelling: str
    shards: list[tuple[str, str]]
    """Of the words, under their names."""


def _whole(
    about: About, segments: dict[str, Summary], sizes: Sizes, words: OfWords, columns: Mapping[str, object]
) -> Iterator[File]:
    """What the segments have in common. `columns` is what is said of columns.py: the name of its head, which `more`
    there are than in every archive, and whether one says that there are `copies`, as in About."""
    values: dict[str, dict[tuple[str, str], int]] = {name: {} for name in FACETS}
    names = [(key, name) for key, every in about.called.items() for name in every]  # those without an article, too
    values["paper"] = {value: n for n, value in enumerate(names)}
    stretches = []
    for name, segment in segments.items():
        numbered = {
            facet: [values[facet].setdefault((key, label), len(values[facet])) for key, label in segment.values[facet]]
            for facet in FACETS
        }
        directory = {"begins": segment.begins} | ({} if segment.sizes is None else {"sizes": segment.sizes})
        stretch = {"name": name, "documents": segment.documents, "head": segment.head, "authors": segment.first_names}
        stretches.append({**stretch, **directory, **numbered})
    forms = variants()
    known = sorted(set().union(*(segment.variants for segment in segments.values())))
    shared: dict[str, str | bytes] = {
        "common": words.common,
        "suggest": words.suggest,
        "spelling": words.spelling,
        "folding": as_json(["".join(forms), "".join(forms.values())]),
    }
    named = {name: f"{name}-{_short(content)}" for name, content in shared.items()}
    for name, content in chain(((named[name], shared[name]) for name in shared), words.shards):
        yield f"{DATA}/{name}.js", sealed(name, content)
    number = sum(segment.documents for segment in segments.values())
    catalogue = as_json(
        {
            "root": "../",
            "made": program(),
            "format": FORMAT,
            "name": about.name,
            "documents": number,
            "block": BLOCK,
            "shown": SHOWN,
            "steps": STEPS,
            "texts": sizes.texts,
            "unit": packs.UNIT,
            "pack": sizes.pack,
            "directory": index_segment.DIRECTORY,
            # The mean as lunr takes it, of lengths in steps.
            "length": {
                name: sum(segment.lengths[name] for segment in segments.values()) / (number or 1)
                for name in ("title", "text")
            },
            "variants": ["".join(known), "".join(forms[c] for c in known)],
            "initials": "".join(sorted({name[0] for segment in segments.values() for name in segment.authors if name})),
            **{name: list(of) for name, of in values.items()},
            "above": _above(values["county"]),
            **({"formerly": about.formerly} if about.formerly else {}),
            **columns,
            **named,
            "segments": stretches,
        }
    )
    yield CATALOGUE, sealed("catalogue", catalogue)


def _above(places: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Code and name of the cities and provinces that places lie in, and that are none of these. Which lies in which,
    the codes say: 141123 in 141100, that in 140000."""
    known = {code for code, _ in places}
    above = {f"{code[:size]:0<6}" for code in known for size in (2, 4)} - known
    return [(place.adcode, place.name) for code in sorted(above) if (place := gazetteer().get(code))]


def _of_words(task: tuple[Sequence[Summary], Mapping[str, Sequence[str]]]) -> OfWords:
    """The table of texts, suggestions and spellings: whoever indexes has what they are made of at hand."""
    segments, called = task
    places, papers = (
        dict.fromkeys(label for segment in segments for key, label in segment.values[name] if key not in called)
        for name in ("county", "paper")
    )
    papers.update(dict.fromkeys(chain.from_iterable(called.values())))
    authors: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for segment in segments:
        authors.update(segment.authors)
        words.update(segment.words)
    names = [fold(name.strip("〔〕")) for name in chain(places, papers)]
    whole, shards = spelling(names, authors, words)
    offered = as_json(suggestions(places, papers, authors, may_be_offered(words)))
    return OfWords(texts.common_script(), offered, whole, [(f"words-{end}", shard) for end, shard in shards.items()])


def program() -> str:
    """Stands for the program: a page that another one has brought cannot read these data."""
    return made_by.code(*WRITERS)[:12]


def _short(content: str | bytes) -> str:
    """Twelve hexadecimal digits that stand for a content."""
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()[:12]
