"""What is known of documents that no first query needs: by what else hits are counted, and what a citation says. A
browser loads it when a reader asks for that (theme/assets/columns.js).

    columns-X.js           the head: which files there are and how many characters each has, newspapers, notes; `also`:
                           other names of people and bodies, by which values of the columns are found, too
    columns/sheet-X.js     of BLOCK documents the pages (版): {VALUE: [FIRST, STEP, ...]}, which of the block have it
    columns/author-X.js    the same of those who signed, by the names under which the archive lists them
    columns/subject-X.js   and of subjects
    columns/copy-X.js      of what is one text with others (同稿), by the id of the first of them
    columns/NAME-X.js      and of NAMED, where the archive has some: 栏目 (rubric), persons, organisations, events, 连载
                           (serial), 来源 (origin), 档号 (shelfmark), 期号 and 总期号 of the issue (number)
    columns/record-X.js    of RECORDS documents what a citation says: [TITLE, AUTHORS, PAGE, NOTE, SUBTITLE], without
                           what is empty at the end; NOTE is a number in the head's notes

X stands for the content, numbers of documents are those of the whole archive. None of this is part of a segment: which
subjects an article has follows from all articles, so one article more may change them anywhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from generator.base.digest import digest
from generator.base.memo import Memo
from generator.search.scripts import Content, as_json, sealed

COLUMNS = ("sheet", "author", "subject", "copy")
NAMED = ("rubric", "person", "organisation", "event", "serial", "origin", "shelfmark", "number")
"""What people write down of articles and issues: an archive has those columns of which some article says something."""
BLOCK = 16_384  # documents of a block of a column: 20 to 60 kB, compressed
RECORDS = 512  # of a block of records, a part of those: 25 kB, compressed
FOLDER = "columns"

Note = tuple[str, str]
"""What is to be said of a title and of a date that do not stand on the page; empty of those that do."""
SILENT: Note = ("", "")


@dataclass(frozen=True)
class Listed:
    """A document as a list of references has it."""

    title: str
    subtitle: str
    """Empty where there is none."""
    authors: tuple[str, ...]
    """As printed."""
    page: str
    """版次; empty where it is not known."""
    subjects: Sequence[str]
    note: Note
    signed: Sequence[str]
    """Those who signed, by the names under which the archive lists them."""
    copy: str = ""
    """The id of the first of those that are one text with it; empty where it is alone."""
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of NAMED what it has."""


@dataclass(frozen=True)
class Part:
    """Some documents that follow one another."""

    digest: str
    """Stands for all that is listed of them."""
    documents: int


@dataclass(frozen=True)
class Every:
    """All documents, in order."""

    parts: Sequence[Part]
    listed: Callable[[int, int], Iterable[Listed]]
    """Those from one number on and before another one."""
    notes: Sequence[Note]
    """All that is said of some of them, in the order in which it comes."""


def files(
    every: Every,
    papers: Mapping[str, Sequence[str]],
    named: Sequence[str] = (),
    also: Mapping[str, Sequence[str]] = {},
    memo: Memo | None = None,
) -> Iterator[tuple[str, Content | None]]:
    """The files, by their names below the data of the search, the head last. Those of a block of which the last build
    had the same listed stand there: they come without content.

    `named`: which of NAMED there are. `papers`: of each newspaper by its key the name, the place, and what is to be
    said of the name, the last two perhaps empty. `also`: other names of people and bodies, by that under which they are
    listed.
    """
    memo = memo or Memo()
    kinds = (*COLUMNS, *named)
    head: dict[str, list[tuple[str, int]]] = {name: [] for name in (*kinds, "record")}
    notes = {note: n for n, note in enumerate(dict.fromkeys([SILENT, *every.notes]))}
    there: set[str] = set()

    def taken(key: str, make: Callable[[], Iterable[tuple[str, str]]]) -> Iterator[tuple[str, Content | None]]:
        contents: dict[str, str] = {}
        if (known := memo.recall(key)) is None:
            named_so = [(kind, f"{kind}-{digest(content)[:12]}", content) for kind, content in make()]
            contents = {name: content for _, name, content in named_so}
            known = [(kind, name, len(content)) for kind, name, content in named_so]
            memo.keep(key, known)
        for kind, name, size in known:
            if name not in there:  # two blocks that say the same are one file
                there.add(name)
                yield f"{FOLDER}/{name}", sealed(name, contents[name]) if contents else None
            head[kind].append((name, size))

    number = sum(part.documents for part in every.parts)
    for first in range(0, number, BLOCK):
        block = _Block(every, first, min(first + BLOCK, number))
        yield from taken(
            digest("columns", kinds, block.digests(block.first, block.last)), partial(block.columns, kinds)
        )
        for start in range(first, block.last, RECORDS):
            end = min(start + RECORDS, block.last)
            key = digest("records", list(notes), block.digests(start, end))
            yield from taken(key, partial(block.records, start, end, notes))
    known = {"documents": number, "block": BLOCK, "records": RECORDS, "papers": papers, "notes": list(notes)}
    content = as_json({**known, **({"also": also} if also else {}), **head})
    name = f"columns-{digest(content)[:12]}"
    yield name, sealed(name, content)


@dataclass(frozen=True)
class _Block:
    """The documents of a block of a column."""

    every: Every
    first: int
    last: int
    """The number behind the last of them."""

    def digests(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """What stands for the documents from one number on and before another one: the parts that they are of, and how
        much of each."""
        found, at = [], 0
        for part in self.every.parts:
            if at < end and at + part.documents > start:
                found.append((part.digest, max(0, start - at), min(part.documents, end - at)))
            at += part.documents
        return found

    @cached_property
    def listed(self) -> Sequence[Listed]:
        return list(self.every.listed(self.first, self.last))

    def columns(self, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Of each column the documents that have a value."""
        values: dict[str, defaultdict[str, list[int]]] = {kind: defaultdict(list) for kind in kinds}
        for at, each in enumerate(self.listed):
            of_columns = zip(COLUMNS, ([each.page], each.signed, each.subjects, [each.copy]), strict=True)
            for kind, of in (*of_columns, *each.named.items()):
                for value in dict.fromkeys(filter(None, of)):
                    values[kind][value].append(at)
        for kind, held in values.items():
            yield kind, as_json({value: _steps(numbers) for value, numbers in held.items()})

    def records(self, start: int, end: int, notes: Mapping[Note, int]) -> Iterator[tuple[str, str]]:
        """What citations say of documents from one number on and before another one."""
        some = self.listed[start - self.first : end - self.first]
        yield "record", as_json([_record(each, notes[each.note]) for each in some])


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


def _record(each: Listed, note: int) -> list[object]:
    record: list[object] = [each.title, each.authors, each.page, note, each.subtitle]
    while not record[-1] and len(record) > 1:
        record.pop()
    return record
