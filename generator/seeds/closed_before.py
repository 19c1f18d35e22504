"""`seeds/closed.tsv`: what was closed, so that it stays so when its record goes.

The record says what is published (decision 0050), but a record goes: an issue is listed under another date, a newspaper
under another key, an article file is deleted and made anew, a delivery comes again. The file has a line for each
newspaper, issue and article that is closed, and keeps those of what has gone. It lies in `seeds/`, so that whoever has
the archive knows: another machine, a fresh clone. It holds nothing of a text that can be read (sketch.py).

1. What is there and open under its own name was opened by whoever changed the record: a build says so, and takes the
   line out (`opened`).
2. An article that says nothing of a status and has the text of one that has gone, or the address of which leads on to
   it, is not published until it says `status: open` (`come_back`).
3. `segment` knows by it what articles were closed with whose issue or newspaper has gone (unlisted.py).
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from generator.base import durable
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import ARTICLE_ID, Archive, Article, Entry, Holding, Holdings, Issue, Paper, Remembered
from generator.base.problems import Problem, Stop
from generator.language.sketch import DIGITS, MOST, alike, is_short, sketch
from generator.language.sketch import FEW as SHORT
from generator.seeds import status
from generator.seeds.files.reader import Reader

FILE = "seeds/closed.tsv"
HEAD = """\
# What is closed, so that it stays so where its record goes. Keep this file with the archive (in git, if it is there).
# To open something: "status: open" in its own record, or "baocang withdraw ID --open".
# id, how it is closed ("with": its issue or newspaper is), until when, numbers by which its text is known again, note
"""
WITH = "with"
TITLE = "+title"
NONE = "-"
ISSUES = "seeds/issues.yml"
FEW = 10
"""Articles under other ids that are named one by one, for a whole newspaper may come under another key."""
_NAME = r"[a-z0-9][a-z0-9-]*"
_STATUS = r"with|withheld|withdrawn(?:\+title)?"
_SKETCH = rf"-|[0-9a-f]{{{SHORT}}}|(?:[0-9a-f]{{{DIGITS}}}){{1,{MOST}}}"
_LINE = re.compile(rf"({_NAME})\t({_STATUS})\t(-|\d{{4}}-\d\d-\d\d)\t({_SKETCH})\t(.*)")

Lines = Mapping[str, Remembered]
"""By id of an article, PAPER-DATE or key of a newspaper."""


# ---- the file ------------------------------------------------------------------------------------------------------


def read(reader: Reader) -> Lines | None:
    """What `seeds/closed.tsv` says. None, and a problem, where a line of it is damaged: what is closed is not guessed.
    Where two lines are of one, as git joins those of two people, the stricter holds."""
    if not (reader.root / FILE).exists():
        return {}
    if (text := reader.text(FILE, blank=True)) is None:
        return None
    found: dict[str, Remembered] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or not line.strip():
            continue
        if (of := _read(line)) is None:
            what = f"is no line of what is closed: {' '.join(line[:40].split())}"
            mend = "Put the file back as it was last good (git checkout, a copy); what is closed is not guessed."
            reader.report(FILE, number, what, mend)
            return None
        name, one = of
        other = found.get(name, one)
        found[name] = max(other, one, key=lambda each: (status.RANK.get(each.status, 0), each.until or _EVER))
    return found


_EVER = datetime.date.max


def _read(line: str) -> tuple[str, Remembered] | None:
    if (match := _LINE.fullmatch(line)) is None:
        return None
    name, how, until, text, note = match.groups()
    try:
        day = None if until == NONE else datetime.date.fromisoformat(until)
    except ValueError:
        return None
    own = how.removesuffix(TITLE)
    return name, Remembered(own, day, "" if text == NONE else text, how != own, "" if note == NONE else note)


def written(lines: Lines, text: str = "") -> str:
    """The text of the file, a line for each in the order of their names, so that git joins what two people added; of
    the `text` that it had the comments stay."""
    comments = "".join(f"{line}\n" for line in text.split("\n") if line.startswith("#")) or HEAD
    rows = (
        (name, of.status + TITLE * of.title, f"{of.until or NONE}", of.sketch or NONE, of.note or NONE)
        for name, of in sorted(lines.items())
    )
    return comments + "".join("\t".join(row) + "\n" for row in rows)


def kept_text(root: Path, lines: Lines) -> str | None:
    """What the file is to say; None where it says that, or where there is nothing to be said."""
    text = Reader(root).text(FILE, blank=True) or "" if (root / FILE).exists() else ""
    if not text and not lines:
        return None
    return None if (new := written(lines, text)) == text else new


def above(lines: Lines) -> dict[str, Holding]:
    """What was closed of newspapers, by their keys, and of issues, PAPER-DATE."""
    return {
        name: Holding.model_validate(
            {"status": of.status, "status_until": of.until, "status_title": of.title, "status_note": of.note or None}
        )
        for name, of in lines.items()
        if of.status != WITH and not ARTICLE_ID.fullmatch(name)
    }


# ---- what is to be kept ---------------------------------------------------------------------------------------------


def remembered(held: Holdings, archive: Archive, memo: Memo | None = None) -> dict[str, Remembered]:
    """What the file is to say of an archive: what is closed now, and of what was closed before what has gone."""
    day, there = status.today(), {*held.papers, *map("-".join, held.issues), *(e.article.id for e in held.entries)}
    left = there | _settled(held)
    lines = {name: of for name, of in held.remembered.items() if name not in left and _holds(of, day)}
    for name, holding in (*held.papers.items(), *(("-".join(key), issue) for key, issue in held.issues.items())):
        lines |= _own(name, holding, day)
    opened = {entry.article.id for entry in archive.entries}
    back = {id for id, old in held.again.items() if old not in there}
    for entry, text in _sketches([e for e in held.entries if e.article.id not in opened], memo):
        if entry.article.id not in back:
            own = status.closed(day, entry.article)
            why = own or status.closing(held, entry, day)
            how = why.status if why and (own or entry.article.id in held.again) else WITH
            lines[entry.article.id] = Remembered(how, why.until if why else None, text)
    return lines


def _settled(held: Holdings) -> set[str]:
    """Ids that lead on to an article that says itself what it is, or is closed with its issue or newspaper."""
    day, led = status.today(), set(held.moved.values())
    mute = {
        e.article.id
        for e in held.entries
        if e.article.id in led
        and "status" not in e.article.model_fields_set
        and (e.article.id in held.again or not status.closing(held, e, day))
    }
    return {old for old, new in held.moved.items() if new not in mute}


def _holds(of: Remembered, day: datetime.date) -> bool:
    return of.until is None or day < of.until


def _own(name: str, holding: Holding, day: datetime.date) -> dict[str, Remembered]:
    """The line of a newspaper or an issue that is closed itself. The note of what is withheld nobody may read."""
    if (why := status.closed(day, holding)) is None:
        return {}
    note = " ".join(why.note.split()) if why.status == "withdrawn" else ""
    return {name: Remembered(why.status, why.until, "", why.title, note)}


@dataclass(frozen=True)
class OfIssue:
    """What the articles of one issue add to what is remembered."""

    closed: Lines = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    """Ids of those that say that they are open."""


def of_issue(issue: Issue, paper: Paper, articles: Iterable[Article]) -> OfIssue:
    day, closed, opened = status.today(), _own("-".join(issue.key), issue, status.today()), set[str]()
    for article in articles:
        own = status.closed(day, article)
        if why := own or status.closed(day, issue, paper):
            closed[article.id] = Remembered(own.status if own else WITH, why.until, sketch(text_of(article)))
        elif "status" in article.model_fields_set:
            opened.add(article.id)
    closed.pop("", None)  # it came without an id, which a build gives
    return OfIssue({**closed, **_own(issue.paper, paper, day)}, frozenset(opened))


def note(root: Path, issues: Iterable[OfIssue]) -> None:
    """Writes down what is closed in some issues. To be called inside `durable.writing`. Raises Stop where the file
    cannot be read as it is."""
    lines = dict(known(root))
    for of in issues:
        lines = {**{name: line for name, line in lines.items() if name not in of.opened}, **of.closed}
    if (text := kept_text(root, lines)) is not None:
        durable.save(root, FILE, text)


def known(root: Path) -> Lines:
    """What the file says. Raises Stop where it cannot be read."""
    reader = Reader(root)
    if (lines := read(reader)) is None:
        raise Stop(reader.problems)
    return lines


# ---- what has become of it ------------------------------------------------------------------------------------------


def come_back(held: Holdings, memo: Memo | None = None) -> dict[str, str]:
    """The ids of articles that say nothing of a status and have the text of one that was closed and has gone, or the
    address of that, each with its id."""
    day, gone = status.today(), _gone(held)
    if not gone:
        return {}
    mute = [e for e in held.entries if "status" not in e.article.model_fields_set and not status.closing(held, e, day)]
    led = {new: old for old, new in held.moved.items() if old in gone}
    known = _Known(gone)
    out = {}
    for entry, text in _sketches(mute, memo):
        if old := led.get(entry.article.id) or known.of(entry.article, text):
            out[entry.article.id] = old
    return out


def alone(held: Holdings, entry: Entry) -> bool:
    """Whether one article, were nothing said of its own status, had the text of one that was closed and has gone, or
    its address."""
    gone, article = _gone(held), entry.article
    led = any(new == article.id for old, new in held.moved.items() if old in gone)
    return led or bool(gone and _Known(gone).of(article, sketch(text_of(article))))


def _gone(held: Holdings) -> dict[str, Remembered]:
    """Articles that were closed and are no more."""
    day = status.today()
    closed = {id: of for id, of in held.remembered.items() if ARTICLE_ID.fullmatch(id) and _holds(of, day)}
    if not closed:
        return {}
    there = {entry.article.id for entry in held.entries} | _settled(held)
    return {id: of for id, of in closed.items() if id not in there}


class _Known:
    """Articles that have gone, by what their texts are known by."""

    def __init__(self, gone: Lines) -> None:
        self._of = gone
        self._by: defaultdict[str, list[str]] = defaultdict(list)
        for id in sorted(gone):
            for part in _parts(gone[id].sketch):
                self._by[part].append(id)

    def of(self, article: Article, text: str) -> str:
        """The id of that of which an article has the text; empty where it has none's. A short text tells little, so it
        is of the same newspaper or the same day as well."""
        ids = sorted({id for part in _parts(text) for id in self._by.get(part, ())})
        near = (f"{article.paper}-{article.date}", f"{article.date}")
        for id in ids:
            issue = id.rsplit("-", 2)[0]
            close = issue[:-11] == article.paper or issue[-10:] in near
            if alike(text, self._of[id].sketch) and (close or not is_short(text)):
                return id
        return ""


def _parts(text: str) -> list[str]:
    return [text] if is_short(text) else [text[at : at + DIGITS] for at in range(0, len(text), DIGITS)]


def text_of(article: Article) -> str:
    """By what it is known."""
    return f"{article.title}\n{article.body}"


def _sketches(entries: Sequence[Entry], memo: Memo | None) -> Iterator[tuple[Entry, str]]:
    """By what the text of each article is known; as the last build found it where an issue is the same."""
    for _, group in groupby(entries, lambda e: (e.article.paper, e.article.date)):
        some = list(group)
        key = digest("sketches", "".join(entry.digest for entry in some))
        if (found := memo.recall(key) if memo else None) is None:
            found = [sketch(text_of(entry.article)) for entry in some]
            if memo:
                memo.keep(key, found)
        yield from zip(some, found, strict=True)


def problems(held: Holdings, back: Mapping[str, str]) -> Iterator[Problem]:
    """One for each of those that are not published for it; of many the rest in one."""
    at = {entry.article.id: entry.at for entry in held.entries if entry.article.id in back}
    for id, old in [*back.items()][:FEW]:
        how = held.remembered[old].status
        closed = "was closed with its issue or newspaper" if how == WITH else f"was {how}"
        what = f"{id} has the text of {old}, which {closed} and has gone ({FILE}): it is not published"
        mend = f'Close it as well, or say that it is open: "baocang withdraw {id} --note …" or "--open".'
        yield Problem(*at[id], what, mend, stops=False)
    if more := [*back][FEW:]:
        are = "articles have the texts" if len(more) > 1 else "article has the text"
        what = f"{len(more):,} more {are} of what was closed and has gone, {more[0]} first: they are not published"
        mend = 'Close them as well, or say that they are open ("status: open").'
        yield Problem(FILE, None, what, mend, stops=False)


def opened(held: Holdings, archive: Archive) -> Iterator[Problem]:
    """What was closed for a reason of its own and is not now, though nothing says that it is open: a person may have
    taken the lines out, an older file may have come back, or a newer delivery have come without them."""
    for name, at in unsaid(held, archive):
        what = f"{name} was closed at the last build, and is published now"
        mend = f'If that is not meant, close it again: "baocang withdraw {name} --note …".'
        yield Problem(*at, what, mend, stops=False)


def unsaid(held: Holdings, archive: Archive) -> Iterator[tuple[str, tuple[str, int | None]]]:
    """The names of what was opened so, and where that stands."""
    day = status.today()
    names = {name for name, of in held.remembered.items() if of.status != WITH and _holds(of, day)}
    if not names:
        return
    records: list[tuple[str, Holding, tuple[str, int | None]]] = [
        *((key, paper, (ISSUES, None)) for key, paper in archive.papers.items()),
        *(("-".join(key), issue, (ISSUES, None)) for key, issue in archive.issues.items()),
        *((entry.article.id, entry.article, entry.at) for entry in archive.entries),
    ]
    for name, record, at in records:
        if name in names and "status" not in record.model_fields_set:
            yield name, at
