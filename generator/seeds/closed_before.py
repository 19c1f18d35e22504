"""`seeds/closed.tsv`: what was closed, so that it stays so when its record goes.

The record says what is published (decision 0050), but a record goes: an issue is listed under another date, a newspaper
under another key, an article file is deleted and made anew, a delivery comes again. The file has a line for each
newspaper, issue and article that is closed, and keeps those of what has gone. It lies in `seeds/`, so that whoever has
the archive knows: another machine, a fresh clone. It holds nothing of a text that can be read (sketch.py).

1. What is there and open under its own name was opened by whoever changed the record: a build says so, and takes the
   line out. "There" is a text that is still what the line says; else another one has the id, and the line is kept as
   ID=NUMBER.
2. What says nothing of a status and has the text of what has gone is not published (known_again.py).
3. `segment` knows by it what articles were closed with whose issue or newspaper has gone (unlisted.py).
4. A line stays while its record names a day that is past, so that a mistyped day is told from one that has come.

A copy lies in `.baocang/`, as this machine wrote it last: where lines are missing from the file, as in an older commit,
they count all the same.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from generator.base import durable, kept
from generator.base.archive import Archive, Entry, Holdings, Remembered
from generator.base.digest import digest
from generator.base.holding import Holding
from generator.base.identity import ARTICLE_ID, issue_key, issue_name, issue_of, paper_of
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.newspaper import Paper
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
COPY, HELD = "closed.tsv", "held.tsv"
WITH, LINES, AGAIN = "with", "lines", "again"
CUT = "="
"""Behind the id of a closed article: another one says what it said."""
TITLE, KNOWN = "+title", "+open"
NONE = "-"
_NAME = rf"[a-z0-9][a-z0-9-]*(?:=[0-9a-f]{{{SHORT},{DIGITS}}})?"
_STATUS = r"(with|lines|again|withheld|withdrawn)(\+title)?(\+open)?"
_SKETCH = rf"-|[0-9a-f]{{{SHORT}}}|(?:[0-9a-f]{{{DIGITS}}}){{1,{MOST}}}"
_LINE = re.compile(rf"({_NAME})\t{_STATUS}\t(-|\d{{4}}-\d\d-\d\d)\t({_SKETCH})\t(.*)")

Lines = Mapping[str, Remembered]
"""By id of an article, PAPER-DATE or key of a newspaper."""


# ---- the file ------------------------------------------------------------------------------------------------------


def read(reader: Reader) -> Lines | None:
    """What `seeds/closed.tsv` says. None, and a problem, where a line of it is damaged: what is closed is not guessed.
    Where two lines are of one, as git joins those of two people, the stricter holds."""
    path, before = reader.root / FILE, last(reader.root)
    if not path.exists():
        if path.is_symlink():
            what, mend = (
                "is a link that leads to nothing",
                "Put the file back (git checkout, a copy), or mend the link.",
            )
            reader.report(FILE, None, what, mend)
            return None
        return before
    if (text := reader.text(FILE, blank=True)) is None:
        return None
    if (found := _lines(text, reader)) is None:
        return None
    return {**before, **found}


def missing(root: Path, now: Lines) -> Iterator[Problem]:
    """Lines that this machine wrote and that are in the file no more, as far as they count all the same: `now` is what
    the file is to say. What somebody else has opened, and written down so, is not missed."""
    path, before = root / FILE, last(root)
    there = (_lines(Reader(root).text(FILE, blank=True) or "", Reader(root)) or {}) if path.exists() else {}
    counts = {name.partition(CUT)[0] for name in now}
    if lost := sorted(name for name in before.keys() - there.keys() if name.partition(CUT)[0] in counts):
        what = f"lacks {len(lost):,} of what was closed at the last build, {lost[0]} first; that still counts"
        mend = 'Get the file back from git or a copy; what is to be open says "status: open" itself.'
        yield Problem(FILE, None, what, mend, stops=False)


def last(root: Path) -> Lines:
    """What this machine wrote last."""
    data = kept.read(root / kept.FOLDER / COPY)
    return (data and _lines(data.decode(), Reader(root))) or {}


def copied(root: Path, lines: Lines) -> None:
    """Keeps the copy. Where it cannot, the file itself has all."""
    path = root / kept.FOLDER / COPY
    if path.parent.is_dir() and (lines or path.exists()) and lines != last(root):
        with suppress(OSError):
            kept.write(path, written(lines))


def held_back(root: Path) -> dict[str, str]:
    """Articles that the last build did not publish though they say nothing of a status, with what each says again."""
    data = kept.read(root / kept.FOLDER / HELD)
    return dict(line.split("\t") for line in data.decode().split("\n") if line) if data else {}


def keep_held(root: Path, again: Mapping[str, str]) -> None:
    """For the desk, that reads one issue."""
    path = root / kept.FOLDER / HELD
    if again or path.exists():
        with suppress(OSError):
            kept.write(path, "".join(f"{id}\t{old.partition('=')[0]}\n" for id, old in sorted(again.items())))


def saved(root: Path, lines: Lines) -> None:
    """Writes file and copy. To be called inside `durable.writing`."""
    if (text := kept_text(root, lines)) is not None:
        durable.save(root, FILE, text)
    copied(root, lines)


def _lines(text: str, reader: Reader) -> dict[str, Remembered] | None:
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
    name, own, title, known, until, text, note = match.groups()
    try:
        day = None if until == NONE else datetime.date.fromisoformat(until)
    except ValueError:
        return None
    note, text = ("" if each == NONE else each for each in (note, text))
    return name, Remembered(own, day, text, bool(title), note, bool(known))


def written(lines: Lines, text: str = "") -> str:
    """The text of the file, a line for each in the order of their names, so that git joins what two people added; of
    the `text` that it had the comments stay."""
    comments = "".join(f"{line}\n" for line in text.split("\n") if line.startswith("#")) or HEAD
    rows = (
        (
            name,
            of.status + TITLE * of.title + KNOWN * of.known,
            f"{of.until or NONE}",
            of.sketch or NONE,
            of.note or NONE,
        )
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
        if not of.sketch and not ARTICLE_ID.fullmatch(name)
    }


# ---- what is to be kept ---------------------------------------------------------------------------------------------


def remembered(held: Holdings, archive: Archive, memo: Memo | None = None) -> dict[str, Remembered]:
    """What the file is to say of an archive: what is closed now, and of what was closed before what has gone."""
    day, there = status.today(), {*held.papers, *map(issue_name, held.issues)}
    lines = {name: of for name, of in above_of(held).items() if name not in there} | gone(held, memo)
    for name, holding in (*held.papers.items(), *((issue.name, issue) for key, issue in held.issues.items())):
        lines |= _own(name, holding)
    opened = {entry.article.id for entry in archive.entries}
    ids = {entry.article.id for entry in held.entries}
    back = {id for id, old in held.again.items() if old not in ids}
    open_or_back = opened | back
    shut = [e for e in held.entries if e.article.id not in open_or_back]
    shown = {_same(entry.article) for entry in archive.entries} if shut else set[str]()
    for entry, text in sketches(shut, memo):
        own = status.closed(day, entry.article)
        why, again = own or status.closing(held, entry, day), held.again.get(entry.article.id)
        how, until = (why.status if why and (own or again) else WITH), why.until if why else None
        lines[entry.article.id] = Remembered(how, until, text, known=_same(entry.article) in shown)
        if again in ids and not own:  # it stays closed, should the record of that go
            lines[entry.article.id] = Remembered(AGAIN, sketch=text, note=again or "")
    for entry, text in sketches([e for e in archive.entries if status.is_past(e.article, day)], memo):
        lines[entry.article.id] = Remembered(entry.article.status, entry.article.status_until, text)
    cut = [e for e in held.entries if held.again.get(e.article.id, "").endswith(CUT)]
    for entry, text in sketches(cut, memo):
        lines[entry.article.id] = Remembered(AGAIN, sketch=text, note=held.again[entry.article.id].removesuffix(CUT))
    for file, text in held.withheld.items():
        lines |= _of_lines(file, text)
    return lines


def _same(article: Article) -> str:
    return "".join(f"{article.title}\n{article.body}".split())


def _of_lines(file: str, text: str) -> dict[str, Remembered]:
    """What an article file withholds of no article. Less than a sentence or two is not known again."""
    name, sketches = Path(file).stem, map(sketch, text.split("\n\n"))
    return {f"{name}={of[:DIGITS]}": Remembered(LINES, sketch=of) for of in sketches if not is_short(of)}


def above_of(held: Holdings) -> dict[str, Remembered]:
    """What is remembered of newspapers and issues."""
    day = status.today()
    of = held.remembered.items()
    return {name: of for name, of in of if not of.sketch and not ARTICLE_ID.fullmatch(name) and holds(of, day)}


def gone(held: Holdings, memo: Memo | None = None) -> dict[str, Remembered]:
    """Texts that were closed and are no more where they were, by what the file is to call them."""
    day = status.today()
    of_texts = {n: of for n, of in held.remembered.items() if (of.sketch or ARTICLE_ID.fullmatch(n)) and holds(of, day)}
    if not of_texts:
        return {}
    own = {name: name.partition("=")[0] for name in of_texts}
    now = dict(_by_id(held, set(own.values()), memo))
    still = {e.article.id for e in held.entries if status.closed(day, e.article)}
    settled = _settled(held)
    shut = {name for file, text in held.withheld.items() for name in _of_lines(file, text)}
    found: dict[str, Remembered] = {}
    for name, of in of_texts.items():
        id = own[name]
        is_there = id in now and is_same(of, now[id], name in still)
        if is_there or name in shut or id in settled or _opened_above(held, id, of):
            continue
        found[f"{id}={of.sketch[:DIGITS]}" if id in now else name] = of
    return found


def is_same(of: Remembered, now: str, closed: bool) -> bool:
    """Whether a text, as its sketch tells, is still what a line says. Of a short one a corrected letter leaves no digit
    the same; where it is `closed` under its own id, it is no other one."""
    return not of.sketch or alike(now, of.sketch) or (closed and is_short(of.sketch))


def _by_id(held: Holdings, ids: set[str], memo: Memo | None) -> Iterator[tuple[str, str]]:
    for entry, text in sketches([e for e in held.entries if e.article.id in ids], memo):
        yield entry.article.id, text


def closers(held: Holdings, id: str) -> list[str]:
    """What was closed of the newspaper and the issue of an article."""
    issue = issue_of(id)
    return [name for name in (issue, paper_of(issue)) if name in above_of(held)]


def named(held: Holdings, name: str) -> Paper | Issue | None:
    """The newspaper or the issue of this name; None where it is there no more."""
    return held.papers.get(name) or held.issues.get(issue_key(name) or ("", ""))


def is_listed(held: Holdings, name: str) -> bool:
    """Whether a newspaper or an issue is still there under its name."""
    return named(held, name) is not None


def _opened_above(held: Holdings, id: str, of: Remembered) -> bool:
    """It was closed with an issue or a newspaper, and that has been opened."""
    if of.status != WITH:
        return False
    day = status.today()
    above = {name: named(held, name) for name in closers(held, id)}
    return bool(above) and all(each is not None and status.closed(day, each) is None for each in above.values())


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


def holds(of: Remembered, day: datetime.date) -> bool:
    return of.until is None or day < of.until


def _own(name: str, holding: Holding) -> dict[str, Remembered]:
    """The line of a newspaper or an issue that is closed itself, or was until its day came. The note of what is
    withheld nobody may read."""
    if (why := status.closed(datetime.date.min, holding)) is None:
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
    day, closed, opened = status.today(), dict[str, Remembered](), set[str]()
    for article in articles:
        own = status.closed(day, article)
        if why := own or status.closed(day, issue, paper):
            closed[article.id] = Remembered(own.status if own else WITH, why.until, sketch(text_of(article)))
        elif status.is_past(article, day):
            closed[article.id] = Remembered(article.status, article.status_until, sketch(text_of(article)))
        elif "status" in article.model_fields_set:
            opened.add(article.id)
    closed.pop("", None)  # it came without an id, which a build gives
    return OfIssue({**closed, **_own(issue.name, issue), **_own(issue.paper, paper)}, frozenset(opened))


def note(root: Path, issues: Iterable[OfIssue]) -> None:
    """Writes down what is closed in some issues. To be called inside `durable.writing`. Raises Stop where the file
    cannot be read as it is."""
    lines = dict(known(root))
    for of in issues:
        closed = {name: _still_known(lines.get(name), line) for name, line in of.closed.items()}
        left = {name: line for name, line in lines.items() if name not in of.opened}
        lines = {**left, **_replaced(left, closed), **closed}
    saved(root, lines)


def _replaced(before: Lines, now: Lines) -> dict[str, Remembered]:
    """Texts whose id is another closed text's by now: they are not closed with that."""
    had = {name: before[name] for name, of in now.items() if name in before and before[name].sketch and of.sketch}
    gone = {name: of for name, of in had.items() if not is_same(of, now[name].sketch, now[name].status in status.RANK)}
    return {f"{name}={of.sketch[:DIGITS]}": of for name, of in gone.items()}


def _still_known(before: Remembered | None, now: Remembered) -> Remembered:
    """One issue alone does not tell whether a text stands open elsewhere."""
    return now._replace(known=bool(before and before.known and before.sketch == now.sketch))


def known(root: Path) -> Lines:
    """What the file says. Raises Stop where it cannot be read."""
    reader = Reader(root)
    if (lines := read(reader)) is None:
        raise Stop(reader.problems)
    return lines


def text_of(article: Article) -> str:
    """By what it is known: all that is printed of it."""
    return "\n".join(text for _, text in article.texts())


def sketches(entries: Sequence[Entry], memo: Memo | None) -> Iterator[tuple[Entry, str]]:
    """By what the text of each article is known; as the last build found it where an issue is the same."""
    for _, group in groupby(entries, lambda e: e.article.issue):
        some = list(group)
        key = digest("sketches", "".join(entry.digest for entry in some))
        if (found := memo.recall(key) if memo else None) is None:
            found = [sketch(text_of(entry.article)) for entry in some]
            if memo:
                memo.keep(key, found)
        yield from zip(some, found, strict=True)
