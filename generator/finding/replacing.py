"""Words put in the place of others, in the articles of an archive: all of it is shown before, written together or not
at all, and can be taken back.

Only the characters of the words are changed in a file; all else stays as it is there, to the byte. An article that is
changed is a person's from then on, as one that was corrected at the desk.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic_core import from_json, to_json

from generator.base import durable, kept, moving, regular
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.problems import Problem, Stop
from generator.finding.hits import around, articles
from generator.incoming import writing
from generator.language.places import gazetteer
from generator.seeds import holdings, issue_list
from generator.seeds.files import decode, fields, plain_json, plain_yaml
from generator.seeds.files.fields import Unfit
from generator.seeds.files.reader import Reader

FILE = f"{kept.FOLDER}/replaced.json"
"""What the last one changed: each file as it was, and the digest of what it became."""
FIELDS = {
    "kicker": "kicker",
    "title": "headline",
    "subtitle": "subtitle",
    "byline": "byline",
    "body": "text",
    "captions": "caption",
    "caption": "caption",
    "name": "author",
    "column": "column",
    "subjects": "subject",
    "persons": "person",
    "organisations": "organisation",
    "events": "event",
    "reprinted_from": "source",
}
"""What of an article, and of a list in it, is text, and what that is called."""


@dataclass(frozen=True)
class Change:
    """One place."""

    file: str
    line: int
    id: str
    """Of the article."""
    field: str
    """What of it that is, in English."""
    before: str
    after: str
    """The words with some of what stands around them; what changes is between ** and **."""


@dataclass(frozen=True)
class Plan:
    """What is to be done."""

    changes: Sequence[Change] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """As they are to be."""
    before: Mapping[str, str] = field(default_factory=dict)
    """Digests of them, as they were read."""


def planned(root: Path, old: str, new: str, query: str = "", memo: Memo | None = None) -> Plan:
    """The places where articles have the words to the letter; of those articles alone that a query finds, where there
    is one. Raises Stop where something cannot be read, or a file is written in a way that is not changed here."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    held = holdings.read(reader, known, gazetteer(), memo=memo)
    decode.stop([problem for problem in reader.problems if problem.stops])
    by_file: dict[str, dict[int, str]] = {}
    for entry in articles(held, query):
        if any(old in text for text in _words(entry.article)):
            by_file.setdefault(entry.at[0], {})[entry.at[1]] = entry.article.id
    changes, files, problems, before = list[Change](), dict[str, bytes](), list[Problem](), dict[str, str]()
    for file, ids in by_file.items():
        data = regular.content(root / file)
        text, before[file] = decode.decoded(file, data)[0] or "", digest("file", data)
        try:
            places = [*(_in_json if file.endswith(".jsonl") else _in_yaml)(text, ids, old, new)]
            made = fields.edited(file, data, [(place.start, place.stop, place.new) for place in places])
            _look(file, text, decode.decoded(file, made)[0] or "", ids, old, new)
        except Unfit as error:
            problems.append(Problem(file, None, f"cannot be changed here: {error}", "Change it there yourself."))
            continue
        files[file] = made
        changes += (_change(file, text, place) for place in places)
    decode.stop(problems)
    return Plan(changes, files, before)


def carry_out(root: Path, plan: Plan, said: str) -> None:
    """Writes all of it. Raises Stop where a file was changed since it was read; then nothing is written."""
    with durable.writing(root):
        _stand(root, {name: plan.before[name] for name in plan.files})
        held = {
            name: {"before": base64.b64encode(regular.content(root / name)).decode(), "after": digest("file", data)}
            for name, data in plan.files.items()
        }
        kept.write(root / FILE, to_json({"said": said, "files": held}))
        writing.write(root, plan.files)


def take_back(root: Path) -> tuple[str, list[str]]:
    """Puts back what the last one changed: what that was, and the names of the files. Raises Stop where there is none,
    or where a file was changed since."""
    with durable.writing(root):
        if (content := kept.read(root / FILE)) is None:
            raise Stop(
                [
                    Problem(
                        FILE, None, "is not there: nothing was replaced, or it was taken back", "Nothing is to be done."
                    )
                ]
            )
        done = from_json(content)
        _stand(root, {name: of["after"] for name, of in done["files"].items()})
        writing.write(root, {name: base64.b64decode(of["before"]) for name, of in done["files"].items()})
        moving.unlink(root / FILE)
        return done["said"], [*done["files"]]


def _stand(root: Path, known: Mapping[str, str]) -> None:
    """Raises Stop where a file is not what it was, by its digest."""
    changed = [
        Problem(name, None, "was changed meanwhile", "See what stands there, and change the words there yourself.")
        for name, state in known.items()
        if not regular.is_file(root / name) or digest("file", regular.content(root / name)) != state
    ]
    if changed:
        raise Stop(changed)


# ---- places --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """From one character of a file to another."""

    start: int
    stop: int
    new: str
    """What stands there then."""
    id: str
    """Of the article."""
    field: str
    within: tuple[int, int]
    """Where the value of the field stands."""


def _words(article: Article) -> Iterator[str]:
    yield from (text for _, text in article.texts())
    yield from (author.name for author in article.authors)
    for name in ("column", "reprinted_from"):
        yield getattr(article, name) or ""
    for name in ("subjects", "persons", "organisations", "events"):
        yield from getattr(article, name)


def _in_yaml(text: str, ids: Mapping[int, str], old: str, new: str) -> Iterator[Place]:
    root = yaml.compose(text, yaml.CSafeLoader)
    listed = next((value for key, value in root.value if key.value == "articles"), None) if root else None
    for node in listed.value if isinstance(listed, yaml.SequenceNode) else ():
        if id := ids.get(node.start_mark.line + 1):
            for name, scalar in _scalars(node, ""):
                bounds = scalar.start_mark.index, scalar.end_mark.index
                number = scalar.value.count(old)
                for place in _within(text, bounds, {old: new}, number):
                    yield Place(*place, id, name, bounds)


def _scalars(node: yaml.Node, name: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Those that are text, each with the name of its field."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, key.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value, name)
    elif isinstance(node, yaml.ScalarNode) and name in FIELDS:
        yield name, node


def _in_json(text: str, ids: Mapping[int, str], old: str, new: str) -> Iterator[Place]:
    spelled = {
        json.dumps(old, ensure_ascii=ascii)[1:-1]: json.dumps(new, ensure_ascii=ascii)[1:-1] for ascii in (True, False)
    }
    begin = 0
    for number, line in enumerate(text.split("\n"), 1):
        if id := ids.get(number):
            record = plain_json.value(line)
            for name, first, last in fields.members(line):
                number_of = _count(record.get(name), name, old) if isinstance(record, dict) else 0
                bounds = text.index(":", begin + first) + 1, begin + last
                for place in _within(text, bounds, spelled, number_of):
                    yield Place(*place, id, name, bounds)
        begin += len(line) + 1


def _within(
    text: str, bounds: tuple[int, int], spelled: Mapping[str, str], number: int
) -> Iterator[tuple[int, int, str]]:
    """Where a value has the words, in whatever way they are spelled there, and what they become. Raises Unfit where it
    has more or fewer of them than it says: they are escaped, or a line ends within."""
    if not number:
        return
    first, last = bounds
    found = sorted((at, at + len(old), new) for old, new in spelled.items() for at in _starts(text, old, first, last))
    if len(found) != number:
        raise Unfit(f"a text of line {text.count(chr(10), 0, first) + 1} is written with escapes, or in broken lines")
    yield from found


def _starts(text: str, words: str, first: int, last: int) -> Iterator[int]:
    at = text.find(words, first, last)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words), last)


def _count(value: object, name: str, old: str) -> int:
    if isinstance(value, str):
        return value.count(old) if name in FIELDS else 0
    if isinstance(value, list):
        return sum(_count(each, name, old) for each in value)
    return sum(_count(each, key, old) for key, each in value.items()) if isinstance(value, dict) else 0


# ---- what is shown and looked at -----------------------------------------------------------------------------------


def _change(file: str, text: str, place: Place) -> Change:
    """The place in its line, as far as that is of the field."""
    start, stop, (first, last) = place.start, place.stop, place.within
    first = max(first, text.rfind("\n", 0, start) + 1)
    last = min(last, end) if (end := text.find("\n", stop)) >= 0 else last
    before, behind = (
        text[first:start].replace("\\n", " ").lstrip().removeprefix('"').removeprefix("'"),
        text[stop:last].replace("\\n", " ").rstrip("\"'"),
    )
    was, will = (
        around(before + words + behind, len(before), len(before) + len(words)).strip()
        for words in (text[start:stop], place.new)
    )
    return Change(file, text.count("\n", 0, start) + 1, place.id, FIELDS.get(place.field, "text"), was, will)


def _look(file: str, text: str, now: str, ids: Mapping[int, str], old: str, new: str) -> None:
    """Raises Unfit where the file says anything else than that now."""
    if file.endswith(".jsonl"):
        for number, (before, after) in enumerate(zip(text.split("\n"), now.split("\n"), strict=True), 1):
            if before != after and plain_json.value(after) != _put(plain_json.value(before), "", old, new):
                raise Unfit(f"line {number} would say something else, too")
        return
    data, line, _ = plain_yaml.read(text)
    if isinstance(data, dict):
        data["articles"] = [
            _put(each, "", old, new) if line(("articles", n)) in ids else each
            for n, each in enumerate(data["articles"])
        ]
    if plain_yaml.read(now)[0] != data:
        raise Unfit("it would say something else, too: the new words need quotation marks there")


def _put(value: object, name: str, old: str, new: str) -> object:
    if isinstance(value, str):
        return value.replace(old, new) if name in FIELDS else value
    if isinstance(value, list):
        return [_put(each, name, old, new) for each in value]
    return {key: _put(each, key, old, new) for key, each in value.items()} if isinstance(value, dict) else value
