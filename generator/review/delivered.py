"""An issue without pages, whose articles came as JSON lines or from an import, as a person corrects it.

What is changed is written where the article stands, and in no second file: an article stands once in an archive, and
whoever delivers again finds what he delivered. Of a line of JSON the fields alone that were changed are written, all
else keeps its bytes; of a YAML file the articles that were changed. An article that came without an id has the one that
it is published under written beside it, for its text may be another one from then on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.base import regular
from generator.base.digest import digest
from generator.base.identity import HEAD, Key
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.problems import Stop
from generator.incoming import writing
from generator.language.places import gazetteer
from generator.review.faults import Fault, validated
from generator.review.held import as_held
from generator.review.proof import Changed, Foreign, Proof, SheetLines
from generator.seeds import articles, closed_before, holdings, issue_list
from generator.seeds.article_files import Found, article_file, file_of
from generator.seeds.files import decode, fields, plain_json
from generator.seeds.files.fields import Edit, Unfit
from generator.seeds.files.reader import Reader
from generator.seeds.holdings import INFERRED
from generator.seeds.machine_record import MachineRecord

SHEET = SheetLines("", None, ())
"""What the desk has in the place of a page."""
JSON = ".jsonl"
TOLD = (*INFERRED, "county_source")
"""Fields that the text of an article tells where it leaves them out."""
FAULT = "{} 第 {} 行的写法，校读台改不了（{}）。请在文件里改。"


@dataclass(frozen=True)
class Delivered(Proof):
    """With the articles as they stand in their files."""

    stands: Mapping[str, Found] = field(default_factory=dict)


def read(root: Path, key: Key, memo: Memo | None) -> Delivered | None:
    """An issue without pages; None where there is no such issue. Raises Stop where a file of its articles cannot be
    used."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    listed = known.issues.get(key)
    if key[0] not in known.papers or (listed and listed.pages):
        return None
    found: list[Found] = []
    held = holdings.read(reader, known, gazetteer(), memo=memo, found=found)
    own = {(f.file, f.line): f for f in found if f.article.issue == key}
    files = {f.file for f in own.values()} | {file_of(key)}
    if problems := [problem for problem in reader.problems if problem.stops and problem.file in files]:
        raise Stop(problems)
    entries = [entry for entry in held.entries if entry.at in own]
    if not entries:
        return None
    return Delivered(
        issue=held.issues[key],
        paper=known.papers[key[0]].on(held.issues[key].date),
        file="、".join(sorted({file for file, _ in own})),
        text="",
        base=_base(own.values()),
        saved=True,
        articles=[*as_held(root, (_shown(entry.article, own[entry.at].article) for entry in entries))],
        unplaced=[],
        by_machine=MachineRecord(),
        sheets=[],
        moved={},
        own_places=known.own,
        stands={entry.article.id: own[entry.at] for entry in entries},
    )


def _shown(article: Article, stands: Article) -> Article:
    """The article of a line, with its id and with what its text tells of the fields that it leaves out."""
    left_out = [name for name in TOLD if name not in stands.model_fields_set]
    told = {name: getattr(article, name) for name in ("id", *left_out)}
    return stands.model_copy(update=told)


def _base(found: Iterable[Found]) -> str:
    """Another one where one of the articles says something else."""
    return digest(*(f"{f.file} {f.article.model_dump_json()}" for f in sorted(found, key=lambda f: (f.file, f.line))))


def save(root: Path, issue: Delivered, base: str, given: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Writes what was changed where it stands; where anything is wrong, all of it is said and nothing is written.
    Raises Changed and Foreign, as `proof.save`."""
    if base != issue.base:
        raise Changed
    found, faults = validated(issue.issue, issue.paper, issue.places, issue.articles, given)
    if faults:
        return faults
    stood = {article.id: article for article in issue.articles}
    if sorted(article.id for article in found) != sorted(stood):
        raise Foreign("这一期没有版面，文章不能增减，没有保存。请重新读入。")
    changed = {a.id: a for a in found if _dumped(a) != _dumped(stood[a.id])}
    files: dict[str, bytes] = {}
    for file in sorted({issue.stands[id].file for id in changed}):
        of = {issue.stands[id].line: article for id, article in changed.items() if issue.stands[id].file == file}
        try:
            files[file] = _in_json(root, file, of, stood, issue) if file.endswith(JSON) else _in_yaml(root, file, of)
        except Unfit as error:
            faults.append(Fault(None, None, f"{error}"))
    if not faults and files:
        closed = closed_before.of_issue(issue.issue, issue.paper, found)
        closed_before.known(root)  # it may be damaged: then nothing is written
        writing.write(root, files)
        closed_before.note(root, [closed])
    return faults


def _dumped(article: Article) -> dict[str, Any]:
    return article.model_dump(mode="json", exclude=set(HEAD))


def _in_yaml(root: Path, file: str, of: Mapping[int, Article]) -> bytes:
    """A YAML file with the articles of these lines; the others keep their text."""
    reader = Reader(root)
    stands = article_file(reader, file)
    now = [of.get(f.line, f.article) for f in stands.articles]
    return articles.to_yaml(now[0].issue, now, stands.unplaced, reader.text(file) or "", stands.by_machine).encode()


def _in_json(root: Path, file: str, of: Mapping[int, Article], stood: Mapping[str, Article], issue: Delivered) -> bytes:
    """A file of JSON lines with the changes of these lines. Raises Unfit."""
    data = regular.content(root / file)
    edits, begin = list[Edit](), 0
    for number, line in enumerate((decode.decoded(file, data)[0] or "").split("\n"), 1):
        if article := of.get(number):
            stands = issue.stands[article.id].article
            names, said = _changes(stood[article.id], article, [n for n in TOLD if n not in stands.model_fields_set])
            if not stands.id:
                names, said = {*names, "id"}, {"id": article.id, **said}
            try:
                edits += [(begin + a, begin + b, new) for a, b, new in _in_line(line, names, said)]
            except Unfit as error:
                raise Unfit(FAULT.format(file, number, error)) from None
        begin += len(line) + 1
    return fields.edited(file, data, edits)


def _changes(stood: Article, now: Article, left_out: Collection[str]) -> tuple[set[str], dict[str, Any]]:
    """The fields that a person has changed, and what is to stand there: nothing of one that says nothing any more.
    Where that is told by something else (a place by the text, what is open by what is closed), it is said that it is
    none. What the text told of the fields that are left out is said as well, where somebody has read it, or where the
    text is another one now and might tell something else."""
    before, data = _dumped(stood), _dumped(now)
    names = {name for name, value in data.items() if value != before[name]}
    if now.reviewed or names & {"title", "body"}:
        names |= {*left_out}
    silent = {name for name in names if getattr(now, name) == Article.model_fields[name].get_default()}
    told = {*INFERRED, *({"status"} & now.model_fields_set)}
    return names, {name: value for name, value in data.items() if name in names and name not in silent - told}


def _in_line(line: str, names: Collection[str], said: Mapping[str, Any]) -> list[Edit]:
    """Raises Unfit where the line would say something else, too."""
    edits = fields.in_json(line, said, names)
    put, at = "", 0
    for start, stop, new in sorted(edits):
        put, at = put + line[at:start] + new, stop
    before = plain_json.value(line)
    if plain_json.value(put + line[at:]) != {k: v for k, v in before.items() if k not in names} | dict(said):
        raise Unfit("别的内容也会跟着变")
    return edits
