"""`seeds/articles/*` as articles, each as it stands there.

To read YAML takes thirty times as long as JSON, and to check a record as long as all else that is done to read it. So
what a build has read and found right is kept as JSON beside the archive, in `.baocang/articles/`, for the next one, by
the digest of the bytes that it was read from. Lines of JSON in which nothing is to be put right stay where they are:
only their digests are kept.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from generator.base import durable, kept, moving, regular
from generator.base.digest import digest
from generator.base.holding import Holding
from generator.base.identity import HEAD, issue_key, issue_name
from generator.base.memo import Memo
from generator.base.model import Article, PageLine, Unplaced
from generator.base.problems import Problem
from generator.base.workers import HERE, Workers
from generator.seeds import copies, given_away, plausible
from generator.seeds.as_written import as_written, is_as_written
from generator.seeds.files import plain_json
from generator.seeds.files.explained import shown, unknown_field
from generator.seeds.files.plain_yaml import Where
from generator.seeds.files.reader import Reader
from generator.seeds.machine_record import MachineRecord, imprint, own_ids
from generator.segmentation.clean import LOST

ARTICLES = "seeds/articles"
PUT_BY = f"{ARTICLES}/.old"
KEPT = ".baocang/articles"
MISNAMED = (".yaml", ".YML", ".YAML", ".yml.txt", ".yaml.txt")
"""Endings that programs give to PAPER-DATE.yml."""


@dataclass(frozen=True)
class Found:
    """An article and where it stands."""

    file: str
    line: int
    article: Article
    digest: str
    """Of the article as it stands there."""
    numbered: bool = False
    """The build gave it its id."""
    untouched: bool = False
    """It is exactly what `segment` wrote."""

    @property
    def who(self) -> str:
        return self.article.id or self.article.title[:20]


@dataclass(frozen=True)
class Contents:
    """What stands in an article file, or in a part of one."""

    articles: Sequence[Found] = ()
    unplaced: Sequence[tuple[str, int]] = ()
    """File and number of the lines under `unplaced` that may be published."""
    withheld: str = ""
    """The text of the others, line by line, and of those that their page has lost."""


@dataclass(frozen=True)
class NoArticle:
    """What article files say of lines that are in no article."""

    open: set[PageLine] = field(default_factory=set)
    """Those that may be published."""
    withheld: dict[str, str] = field(default_factory=dict)
    """The text of the others, line by line, by the article file."""


def found(
    reader: Reader, workers: Workers = HERE, memo: Memo | None = None, unplaced: NoArticle | None = None
) -> Iterator[Found]:
    """All articles, file by file; what is wrong stands in `reader.problems`. Workers read YAML side by side; of JSON
    it takes longer to hand over what was read than to read it. Without a memo nothing is kept. What files say of lines
    under `unplaced` goes into that."""
    files = [f"{ARTICLES}/{path.name}" for path in regular.within(reader.root / ARTICLES)]
    copied = dict(copies.found(reader.root, files))
    reader.problems += copied.values()
    files = [file for file in files if file not in copied]
    keys = {file: _key(reader.root / file) if memo else "" for file in files if file.endswith(".yml")}
    known = {file: of for file, key in keys.items() if (of := _known(reader.root, file, key, memo))}
    new = workers.map(_read, ((reader.root, file, key) for file, key in keys.items() if file not in known))
    for file in files:
        if (own := _meant(file)) and own not in keys:
            reader.problems.append(_misnamed(file, own))
        elif file in keys:
            contents, problems = (known[file], []) if file in known else next(new)
            reader.problems += problems
            if memo and file not in known and not problems:
                memo.keep(keys[file], True)
            if unplaced is not None:
                unplaced.open.update((issue_of(file), page_file, n) for page_file, n in contents.unplaced)
                unplaced.withheld.update({file: contents.withheld} if contents.withheld else {})
            yield from contents.articles
        elif file.endswith(".jsonl"):
            yield from _jsonl(reader, file, memo)
        elif not file.startswith(f"{ARTICLES}/."):
            what = "is neither .yml nor .jsonl and was left out"
            reader.report(file, None, what, "Rename it or take it away.", False)


def before(root: Path, memo: Memo) -> Iterator[Article]:
    """The articles of the last build in files that are others now; to be called when the new ones are read."""
    for path in sorted((root / KEPT).glob("*")):
        if path.stem not in memo.now and memo.last(path.stem) is True and (data := kept.read(path)) is not None:
            for _, _, _, article in _lines(data)[1]:
                yield article


def last_built(root: Path) -> Mapping[tuple[str, str], Path]:
    """The issues whose article files, made of pages, a build has read and kept, and where."""
    return _last_built(root, regular.state(root / KEPT))


@lru_cache(maxsize=1)
def _last_built(root: Path, state: object) -> Mapping[tuple[str, str], Path]:
    """The desk asks at every step; `state` is that of the folder."""
    return {issue: path for path in (root / KEPT).glob("*") if (issue := _made_of_pages(path))}


def last_articles(root: Path, issue: tuple[str, str]) -> list[Article]:
    """The articles that the last build read in the file of an issue; none where that is not known."""
    path = last_built(root).get(issue)
    data = kept.read(path) if path else None
    return [article for *_, article in _lines(data)[1]] if data else []


def _made_of_pages(path: Path) -> tuple[str, str] | None:
    """The issue of a file that was kept and was made of pages."""
    if (data := kept.read(path)) is None:
        return None
    (unplaced, _), lines = _lines(data)
    first = next(lines, None)
    return first[3].issue if first and (unplaced or first[3].source) else None


def forget(root: Path, memo: Memo, missing: Collection[tuple[str, str]] = ()) -> None:
    """Takes away what was kept of files that are no longer there; but for those of issues whose file is `missing`, of
    which `segment` says it, however many builds lie between."""
    for path in (root / KEPT).glob("*"):
        if path.stem not in memo.now and not (missing and _made_of_pages(path) in missing):
            moving.unlink(path)


def put_by(root: Path, file: str) -> str:
    """Keeps a copy of an article file, where nobody takes it for one; gives its name. No copy takes another's place."""
    path = root / file
    for n in count(1):
        copy = f"{PUT_BY}/{path.stem}.{n}{path.suffix}"
        if not (root / copy).exists():
            durable.save(root, copy, regular.content(path))
            return copy
    raise AssertionError


# ---- YAML ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ArticleFile:
    """What `seeds/articles/PAPER-DATE.yml` holds."""

    articles: list[Found]
    imprints: list[str]
    """Of each article as it stands there (see `machine_record`)."""
    unplaced: list[Unplaced]
    by_machine: MachineRecord
    """What the machine wrote; empty where that is not known."""
    lost: frozenset[str] = frozenset()
    """Ids of articles whose line `id:` is gone."""


def article_file(reader: Reader, file: str) -> ArticleFile:
    """Articles and unplaced lines of `seeds/articles/PAPER-DATE.yml`; what is wrong stands in `reader.problems`."""
    if (read := reader.yaml(file)) is None:
        return ArticleFile([], [], [], MachineRecord())
    data, line = read
    for name in data.keys() - {*HEAD, "articles", "unplaced", "machine"}:
        what, mend = unknown_field(name, (*HEAD, "articles", "unplaced", "machine"))
        if name in Holding.model_fields:
            mend = "An issue is closed in seeds/issues.yml: write it there, with its issue, or into each article."
        reader.report(file, line((name,)), what, mend)
    if (by_machine := MachineRecord.of(data.get("machine"))) is None:
        mend = 'Run "baocang segment": what is not exactly as it would write it then counts as written by a person.'
        what = "the record of what the machine wrote is damaged"
        reader.report(file, line(("machine",)), what, mend, stops=False)
        by_machine = MachineRecord()
    head: dict[str, Any] = {name: data[name] for name in HEAD if name in data}
    found, imprints = [], []
    items = [*reader.entries(data, "articles", file, line)]
    own = own_ids(items, by_machine)
    reader.problems += given_away.problems(reader.root, file, head, items, line, by_machine)
    for n, id in own.items():
        items[n] = {**items[n], "id": id}
        what, mend = f'has lost the line "id: {id}", and is known by its text', '"baocang segment" writes it back.'
        reader.report(file, line(("articles", n)), what, mend, stops=False)
    for n, item in enumerate(items):
        record = {**head, **item} if isinstance(item, dict) else item
        who = _name(record, n)
        article = reader.record(Article, record, file, line, ("articles", n), who)
        if article is not None:
            imprints.append(imprint(item))
            untouched = by_machine.articles.get(article.id) == imprints[-1]
            at = line(("articles", n))
            found.append(Found(file, at, article, digest(article.published), untouched=untouched))
            _doubt(reader, found[-1])
    unplaced = [
        reader.record(Unplaced, item, file, line, ("unplaced", n), f"unplaced line {n + 1}")
        for n, item in enumerate(reader.entries(data, "unplaced", file, line))
    ]
    return ArticleFile(found, imprints, [u for u in unplaced if u is not None], by_machine, frozenset(own.values()))


def file_of(issue: tuple[str, str]) -> str:
    """The article file of an issue, paper and date: seeds/articles/PAPER-DATE.yml"""
    return f"{ARTICLES}/{issue_name(issue)}.yml"


def misnamed(root: Path, issue: tuple[str, str]) -> Problem | None:
    """That the article file of an issue has another ending, and is not there under its own name."""
    own = file_of(issue)
    if (root / own).exists():
        return None
    files = (own.removesuffix(".yml") + ending for ending in MISNAMED)
    return next((_misnamed(file, own) for file in files if (root / file).exists()), None)


def _meant(file: str) -> str | None:
    """The name that a file should have that has another ending."""
    stem = next((file.removesuffix(ending) for ending in MISNAMED if file.endswith(ending)), "")
    return f"{stem}.yml" if issue_key(stem.removeprefix(f"{ARTICLES}/")) else None


def _misnamed(file: str, own: str) -> Problem:
    what = "is an article file by its name, but for the ending: nothing of it is read, nor what is closed there"
    return Problem(file, None, what, f"Rename it {Path(own).name}, or take it away.")


def issue_of(file: str) -> tuple[str, str]:
    """The issue of an article file."""
    stem = Path(file).stem
    return issue_key(stem) or (stem, "")


def _key(path: Path) -> str:
    try:
        return digest("file", regular.content(path))
    except OSError:  # what is wrong with it, who reads it says
        return digest("file", b"")


def _read(task: tuple[Path, str, str]) -> tuple[Contents, list[Problem]]:
    """What stands in a YAML file, kept under the key where there is one, and what is wrong with it."""
    root, file, key = task
    reader = Reader(root)
    found = article_file(reader, file)
    unplaced = [(line.file, line.line) for line in found.unplaced if line.status == "open"]
    withheld = "\n\n".join(["\n".join(run) for run in _runs(found.unplaced)] + [*found.by_machine.withheld])
    contents = Contents(found.articles, unplaced, withheld)
    if key and not reader.problems and key == _key(root / file):  # else somebody has just written it
        _keep(root, key, contents)
    return contents, reader.problems


def _runs(unplaced: Iterable[Unplaced]) -> list[list[str]]:
    """The text of lines that are withheld, those that follow each other together; blank lines of a page count for
    none."""
    found: list[list[str]] = []
    last: tuple[str, int] | None = None
    for line in unplaced:
        if line.status == "open":
            continue
        if last is None or line.file != last[0] or not 0 < line.line - last[1] <= 2:
            found.append([])
        found[-1].append(line.text)
        last = line.file, line.line
    return found


# ---- JSON ----------------------------------------------------------------------------------------------------------


def _jsonl(reader: Reader, file: str, memo: Memo | None) -> Iterator[Found]:
    """Lines that the last build has found right are not checked again."""
    for first, lines, key in reader.parts(file, known=lambda key: bool(memo and memo.recall(key))):
        records = [(n, text) for n, text in enumerate(lines, first) if text.strip()]
        digests = memo.recall(key) if memo else None
        if isinstance(digests, list):
            for (n, text), each in zip(records, digests, strict=True):
                yield Found(file, n, as_written(plain_json.value(text)), each)
            continue
        if known := _known(reader.root, file, key, memo, first):
            yield from known.articles
            continue
        found, same, before = [], True, len(reader.problems)
        for n, text in records:
            data, faults = plain_json.read(text)
            for fault in faults:
                reader.report(file, n, *fault)
            if data is None and faults:
                continue
            data, marks = plain_json.marked(data)
            who = _name(data, n - 1)
            for name, code, after in marks:
                what = f"the control character {code} in {name} of {who} is shown as {LOST}"
                if after:
                    what = f'the control character {code} in {name} of {who}, after "{after}", is shown as {LOST}'
                reader.report(file, n, what, "Take it out, or type what is printed there.", stops=False)
            article = reader.record(Article, data, file, _always(n), (), who)
            if article is not None:
                found.append(Found(file, n, article, digest(text)))
                _doubt(reader, found[-1])
                same = same and is_as_written(article, data)
        if memo and len(reader.problems) == before:
            memo.keep(key, [each.digest for each in found] if same else True)
            if not same:
                _keep(reader.root, key, Contents(found), first)
        yield from found


def _always(line: int) -> Callable[[Where], int]:
    """A record of JSON stands on one line, all of it."""
    return lambda path: line


def _name(record: Any, n: int) -> str:
    """What a problem calls an article: its id, its title, or its place in the file."""
    if isinstance(record, dict) and (name := record.get("id") or record.get("title")):
        return shown(name)
    return f"article {n + 1}"


def _doubt(reader: Reader, found: Found) -> None:
    for what, mend in plausible.doubts(found.article):
        reader.report(found.file, found.line, what, mend, stops=False)


# ---- what is known -------------------------------------------------------------------------------------------------


def _keep(root: Path, key: str, contents: Contents, first: int = 1) -> None:
    """Writes down what is right: what is said of lines of no article; then how many lines behind the `first` each
    article stands, its digest, whether it is exactly what the machine wrote, its fields."""
    head = json.dumps([contents.unplaced, contents.withheld], ensure_ascii=False)
    lines = (
        f"{f.line - first} {f.digest} {f.untouched:d} {f.article.model_dump_json(exclude_unset=True)}\n"
        for f in contents.articles
    )
    kept.write(root / KEPT / f"{key}.jsonl", f"{head}\n{''.join(lines)}")


def _known(root: Path, file: str, key: str, memo: Memo | None, first: int = 1) -> Contents | None:
    """What was kept; None where nothing was."""
    if not memo or not memo.recall(key) or (data := kept.read(root / KEPT / f"{key}.jsonl")) is None:
        return None
    (unplaced, withheld), lines = _lines(data)
    found = [Found(file, first + n, article, of, untouched=untouched) for n, of, untouched, article in lines]
    return Contents(found, [(page_file, number) for page_file, number in unplaced], withheld)


def _lines(data: bytes) -> tuple[tuple[list[tuple[str, int]], str], Iterator[tuple[int, str, bool, Article]]]:
    """What `_keep` wrote down."""
    head, *lines = data.decode().split("\n")[:-1]
    parts = (line.split(" ", 3) for line in lines)
    return json.loads(head), (
        (int(n), of, untouched == "1", as_written(json.loads(fields))) for n, of, untouched, fields in parts
    )
