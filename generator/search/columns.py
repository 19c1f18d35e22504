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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.digest import digest
from generator.search.scripts import Content, as_json, sealed

COLUMNS = ("sheet", "author", "subject", "copy")
NAMED = ("rubric", "person", "organisation", "event", "serial", "origin", "shelfmark", "number")
"""What people write down of articles and issues: an archive has those columns of which some article says something."""
BLOCK = 16_384  # documents of a block of a column: 20 to 60 kB, compressed
RECORDS = 512  # of a block of records: 25 kB, compressed
FOLDER = "columns"

Note = tuple[str, str]
"""What is to be said of a title and of a date that do not stand on the page; empty of those that do."""


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


def files(
    listed: Iterable[Listed],
    papers: Mapping[str, Sequence[str]],
    named: Sequence[str] = (),
    also: Mapping[str, Sequence[str]] = {},
) -> Iterator[tuple[str, Content]]:
    """The files, by their names below the data of the search, the head last.

    `listed`: all documents in order. `named`: which of NAMED there are. `papers`: of each newspaper by its key the
    name, the place, and what is to be said of the name, the last two perhaps empty. `also`: other names of people and
    bodies, by that under which they are listed.
    """
    head: dict[str, list[tuple[str, int]]] = {name: [] for name in (*COLUMNS, *named, "record")}
    notes: dict[Note, int] = {("", ""): 0}
    values: dict[str, defaultdict[str, list[int]]] = {}
    records: list[list[object]] = []

    def made(kind: str, content: str) -> Iterator[tuple[str, Content]]:
        name = f"{kind}-{digest(content)[:12]}"
        if all(name != known for known, _ in head[kind]):  # two blocks that say the same are one file
            yield f"{FOLDER}/{name}", sealed(name, content)
        head[kind].append((name, len(content)))

    def block() -> Iterator[tuple[str, Content]]:
        for name, of in values.items():
            yield from made(name, as_json({value: _steps(numbers) for value, numbers in of.items()}))

    number = 0
    for number, each in enumerate(listed, 1):
        at = (number - 1) % BLOCK
        if not at:
            yield from block()
            values = {name: defaultdict(list) for name in (*COLUMNS, *named)}
        of_columns = zip(COLUMNS, ([each.page], each.signed, each.subjects, [each.copy]), strict=True)
        for name, of in (*of_columns, *each.named.items()):
            for value in dict.fromkeys(filter(None, of)):
                values[name][value].append(at)
        records.append(_record(each, notes.setdefault(each.note, len(notes))))
        if not number % RECORDS:
            yield from made("record", as_json(records))
            records = []
    yield from block()
    if records:
        yield from made("record", as_json(records))
    known = {"documents": number, "block": BLOCK, "records": RECORDS, "papers": papers, "notes": list(notes)}
    content = as_json({**known, **({"also": also} if also else {}), **head})
    name = f"columns-{digest(content)[:12]}"
    yield name, sealed(name, content)


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


def _record(each: Listed, note: int) -> list[object]:
    record: list[object] = [each.title, each.authors, each.page, note, each.subtitle]
    while not record[-1] and len(record) > 1:
        record.pop()
    return record
