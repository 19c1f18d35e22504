"""Withdraws or withholds a newspaper, an issue or an article, and opens it again: sets its fields in its own file, and
changes nothing else there (fields.py).
"""

import datetime
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.base import durable, regular
from generator.base.archive import Entry, Holdings
from generator.base.holding import STATUS, Holding
from generator.base.identity import DATED, fields_of, issue_key, issue_name, issue_of, paper_of
from generator.base.issue import Issue
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.base.problems import Problem, Stop
from generator.language.places import gazetteer
from generator.seeds import (
    article_files,
    closed_before,
    given_away,
    holdings,
    issue_list,
    known_again,
    said_again,
    status,
)
from generator.seeds.files import decode, fields, plain_json, plain_yaml
from generator.seeds.files.fields import Edit, Unfit
from generator.seeds.files.reader import Reader

OF_ISSUE = re.compile(rf"seeds/(?:articles/[a-z0-9-]+-{DATED}\.yml|ids\.tsv|moved\.yml)")
NEAR = 3  # ids that are named where one is unknown
OF_ARTICLES = Holding()
"""What the list says of an issue that only its articles know."""
OPEN = {"status": "open"}
"""What is written into an article that is opened though a closed one says the same (said_again.py). Else that goes
without saying."""


@dataclass(frozen=True)
class Closing:
    """What is to be said of it."""

    status: str
    note: str
    until: datetime.date | None = None
    title: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        said = {"status": self.status, "status_note": self.note}
        until = {"status_until": self.until.isoformat()} if self.until else {}
        return {**said, **until, **({"status_title": True} if self.title else {})}


@dataclass(frozen=True)
class Target:
    """What is meant, and where it stands."""

    id: str
    holding: Holding
    file: str
    line: int
    above: tuple[Holding, ...] = ()
    """What it belongs to."""
    issue: tuple[str, str] | None = None
    """Paper and date, where it is an issue. One that only its articles know is listed then."""
    again: bool = False
    """It is what another one is, or was, which is closed."""


def withdraw(root: Path, id: str, closing: Closing | None) -> tuple[Target, str]:
    """Closes what has this id, or opens it (`closing` None). Gives what was meant, and how it is now: what it belongs
    to may close it, too.

    Raises Stop where nothing has this id, or where its file cannot be changed.
    """
    with durable.writing(root):
        target, held = _target(root, id)
        said = closing.fields if closing else OPEN if target.again else {}
        fields = {**(said or OPEN), "status_until": closing and closing.until}
        own = target.holding.model_copy(update=fields)
        closed = _remembered(held, target, own)  # read before anything is written, for it may be damaged
        durable.save(root, target.file, _changed(root, target, said))
        closed_before.saved(root, closed)
    why = status.closed(status.today(), own, *target.above)
    return target, why.status if why else "open"


def _remembered(held: Holdings, target: Target, own: Holding) -> closed_before.Lines:
    """What is remembered of what is closed when the target says so; what somebody else has opened since the last build,
    that says."""
    unsaid = [name for name, _ in known_again.unsaid(held, status.published(held, status.today()))]
    opened = own.status == "open" and not isinstance(own, Article)
    of = {i: {i, old, *([issue_of(i), paper_of(issue_of(i))] if opened else [])} for i, old in held.again.items()}
    again = {i: old for i, old in held.again.items() if target.id not in of[i]}
    now = replace(held, again=again)
    if isinstance(own, Article):
        entries = tuple(replace(e, article=own) if e.article.id == target.id else e for e in held.entries)
        now = replace(now, entries=entries)
    elif isinstance(own, Issue):
        now = replace(now, issues={**held.issues, own.key: own})
    elif isinstance(own, Paper):
        now = replace(now, papers={**held.papers, target.id: own})
    others = {name: held.remembered[name] for name in unsaid if name != target.id}
    return {**others, **closed_before.remembered(now, status.published(now, status.today()))}


def unknown(root: Path, id: str) -> list[Problem]:
    """Why nothing has this id; nothing where something has."""
    try:
        _target(root, id)
    except Stop as stop:
        return stop.problems
    return []


def _target(root: Path, id: str) -> tuple[Target, Holdings]:
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    held = holdings.read(reader, known, gazetteer())
    if wrong := [problem for problem in reader.problems if problem.stops and problem.file == closed_before.FILE]:
        raise Stop(wrong)
    entries = {entry.article.id: entry for entry in held.entries}
    if entry := entries.get(id):
        if wrong := given_away.refused(reader.problems, entry.at[0]):  # what has this id may be another article
            raise Stop(wrong)
        article = entry.article
        above = held.issues[article.issue], held.papers[article.paper]
        again = said_again.alone(held, entry, status.today()) or known_again.alone(held, entry)
        return Target(id, article, *entry.at, above, again=again), held
    key = issue_key(id) or ("", "")
    if (issue := held.issues.get(key)) and key[0] in held.papers:
        again = _is_back(issue, known.issues.get(key, OF_ARTICLES))
        line, paper_of = known.lines.get(key, 0), held.papers[key[0]]
        return Target(id, issue, issue_list.FILE, line, (paper_of,), key, again), held
    if paper := held.papers.get(id):
        return Target(id, paper, issue_list.FILE, 0, again=_is_back(paper, known.papers[id])), held
    if hiding := _hiding(reader, id):
        raise Stop(hiding)
    others = [problem for problem in reader.problems if problem.stops]
    raise Stop([Problem(id, None, "is no article, issue or newspaper", _near(id, held, entries)), *others])


def _is_back(now: Holding, listed: Holding) -> bool:
    """What closes it is what was closed before and has gone, and its own record says nothing."""
    return now.status != "open" and "status" not in listed.model_fields_set


def _hiding(reader: Reader, id: str) -> list[Problem]:
    """What is wrong with files in which this id may stand: as long as they cannot be read it is not known whether it is
    there. Files of issues (PAPER-DATE.yml) hold ids of their own issue alone."""
    own = issue_key(id) or issue_key(issue_of(id))
    files = {issue_list.FILE, article_files.file_of(own) if own else ""}
    return [p for p in reader.problems if p.stops and (p.file in files or not OF_ISSUE.fullmatch(p.file))]


def _near(id: str, held: Holdings, entries: Mapping[str, Entry]) -> str:
    if new := held.moved.get(id):
        return f"Its text is {new} now."
    issues = [issue_name(key) for key in held.issues]
    ids = [*held.papers, *issues, *entries]
    issue = next((each for each in issues if id.startswith(each)), "")
    near = difflib.get_close_matches(id, [each for each in ids if each.startswith(issue) and each != issue], NEAR)
    return f"Did you mean {' or '.join(near)}?" if near else "Its id stands on its page, under 著录."


def _changed(root: Path, target: Target, said: Mapping[str, Any]) -> bytes:
    """The file with the fields; read again, to see that nothing else says anything else now."""
    data = regular.content(root / target.file)
    text = decode.decoded(target.file, data)[0] or ""
    try:
        edits, expected = (_in_json if target.file.endswith(".jsonl") else _in_yaml)(text, target, said)
        new = fields.edited(target.file, data, edits)
    except Unfit as error:
        raise _unfit(target, said, str(error)) from None
    now = decode.decoded(target.file, new)[0] or ""
    if (_json_of(now, target.line) if target.file.endswith(".jsonl") else plain_yaml.read(now)[0]) != expected:
        raise _unfit(target, said, "something else would change, too")
    return new


def _unfit(target: Target, said: Mapping[str, Any], why: str) -> Stop:
    mend = f"Write there yourself: {'; '.join(f'{name}: {value}' for name, value in said.items()) or 'no status'}."
    return Stop([Problem(target.file, target.line or None, f"{target.id} cannot be changed here: {why}", mend)])


def _in_json(text: str, target: Target, said: Mapping[str, Any]) -> tuple[list[Edit], object]:
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: target.line - 1])
    line = lines[target.line - 1]
    edits = [(before + a, before + b, new) for a, b, new in fields.in_json(line, said, STATUS)]
    return edits, _with(plain_json.value(line), said)


def _json_of(text: str, line: int) -> object:
    return plain_json.value(text.split("\n")[line - 1])


def _in_yaml(text: str, target: Target, said: Mapping[str, Any]) -> tuple[list[Edit], object]:
    data, line, _ = plain_yaml.read(text)
    read = {name: "true" if value is True else value for name, value in said.items()}
    if not isinstance(data, dict):
        raise Unfit("it holds no fields")
    if target.issue is None and target.file == issue_list.FILE:
        data["papers"][target.id] = _with(data["papers"][target.id], read)
        return fields.in_yaml(text, ("papers", target.id), said, STATUS), data
    name = "issues" if target.issue else "articles"
    records = data.get(name) or []
    at = next((n for n in range(len(records)) if line((name, n)) == target.line), None)
    if at is not None:
        records[at] = _with(records[at], read)
        return fields.in_yaml(text, (name, at), said, STATUS), data
    if not said:  # it is not listed, so nothing closes it
        return [], data
    entry = {name: str(value) for name, value in fields_of(target.issue or ("", "")).items()}
    return fields.entry_in_yaml(text, name, {**entry, **said}), data | {name: [*records, entry | read]}


def _with(record: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says then."""
    return {name: value for name, value in record.items() if name not in STATUS} | dict(said)
