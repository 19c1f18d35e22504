"""Reports of readers at the desk: each beside its text and the page's lines, accepted, edited or declined.

What is accepted is a person's edit, saved as the desk saves it (proof.py). Where a report fits no more, it is said why,
and nothing is guessed:

ready      its words stand there once, or once with what stood around them
changed    the same, but the paragraph has changed since the reader saw it
done       what should stand there stands there already
several    its words stand in several places
gone       its words stand there no more
closed     the article is not open
nowhere    there is no such article
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, NamedTuple

from generator.base.identity import issue_key, issue_of
from generator.base.model import Article
from generator.review import proof, report_files, roles
from generator.review.faults import Fault
from generator.review.proof import Numbers, Proof
from generator.review.report_files import Report
from generator.seeds import moved, status
from generator.seeds.files.reader import Reader

State = Literal["ready", "changed", "done", "several", "gone", "closed", "nowhere"]
FIELDS = ("title", "body", "subtitle", "kicker", "byline")
"""Where words of an article stand that a reader sees, with `captions`."""
AROUND = 2  # lines of the page before and behind those that hold the words


class At(NamedTuple):
    """A place in a field of an article."""

    field: str
    item: int | None
    """Which of several texts; None of a field that is one text."""
    start: int


class Stale(Exception):
    """A report that cannot be accepted as things stand; says which state it is in."""


@dataclass(frozen=True)
class Judged:
    """A report beside what it is of."""

    report: Report
    state: State
    at: At | None = None
    proof: Proof | None = None
    article: Article | None = None


def judged(root: Path, report: Report, numbers: Numbers) -> Judged:
    """Raises Stop where a file of the issue cannot be used."""
    id = _now(root, report.id)
    key = issue_key(issue_of(id))
    found = proof.read(root, key, numbers) if key else None
    article = next((each for each in found.articles if each.id == id), None) if found else None
    if found is None or article is None:
        return Judged(report, "nowhere")
    if status.closed(status.today(), article, found.issue, found.paper):
        return Judged(report, "closed", None, found, article)
    places = [*_places(article, report.old)]
    around = [at for at in places if _fits(_text(article, at), at.start, report)]
    if len(places) == 1 or len(around) == 1:
        at = places[0] if len(places) == 1 else around[0]
        same = report_files.summed(_paragraph(_text(article, at), at.start)) == report.paragraph
        return Judged(report, "ready" if same else "changed", at, found, article)
    if places:
        return Judged(report, "several", None, found, article)
    put_right = report.new and any(
        report.before + report.new + report.after in text for text in _texts(article).values()
    )
    return Judged(report, "done" if put_right else "gone", None, found, article)


def accepted(root: Path, report: Report, new: str, numbers: Numbers, base: str) -> list[Fault]:
    """Puts `new` in the place of the report's words, and saves the issue; `base` is that of the files that the person
    saw. What is wrong with it, else nothing: then the report is answered. Raises Stale, and proof.Changed."""
    of = judged(root, report, numbers)
    if of.at is None or of.proof is None or of.article is None:
        raise Stale(of.state)
    text = _text(of.article, of.at)
    text = text[: of.at.start] + new + text[of.at.start + len(report.old) :]
    value: Any = text
    if of.at.item is not None:
        value = [text if n == of.at.item else each for n, each in enumerate(getattr(of.article, of.at.field))]
    names = of.article.corrected_by
    changed = {
        of.at.field: value,
        "corrected_by": [*names, *([report.name] if report.name not in ("", *names) else [])],
    }
    given = [_given(each) | (changed if each.id == of.article.id else {}) for each in of.proof.articles]
    left = {at: role for at, (id, role) in roles.owners(of.proof).items() if id is None}
    faults = proof.save(root, of.proof, base, given, left)
    if not faults:
        report_files.answer(root, report.key, "accepted")
    return faults


def shown(of: Judged) -> Mapping[str, Any]:
    """A report as the browser has it."""
    about = of.article and {
        "title": of.article.title,
        "id": of.article.id,
        "paper": of.article.paper,
        "date": of.article.issue[1],
        "text": _paragraph(_text(of.article, of.at), of.at.start) if of.at else "",
        "start": of.at.start - _begin(_text(of.article, of.at), of.at.start) if of.at else 0,
        "lines": [*_lines(of)],
    }
    given = of.report.model_dump(include={"old", "new", "before", "after", "note", "name", "made"})
    base = of.proof.base if of.proof else ""
    return {"key": of.report.key, "id": of.report.id, "state": of.state, "about": about, "base": base, **given}


def _given(article: Article) -> dict[str, Any]:
    return article.model_dump(mode="json", exclude={"paper", "date", "edition"})


def _now(root: Path, id: str) -> str:
    """The id under which an article is known today."""
    led = moved.read(Reader(root))
    seen = set[str]()
    while id in led.to and id not in seen:
        seen.add(id)
        id = led.to[id]
    return id


# ---- where words stand ---------------------------------------------------------------------------------------------


def _texts(article: Article) -> dict[tuple[str, int | None], str]:
    """What readers see of an article, by field."""
    fields: dict[tuple[str, int | None], str] = {
        (name, None): text for name in FIELDS if (text := getattr(article, name))
    }
    return fields | {("captions", n): text for n, text in enumerate(article.captions)}


def _places(article: Article, words: str) -> Iterator[At]:
    for (field, item), text in _texts(article).items():
        start = text.find(words)
        while start >= 0:
            yield At(field, item, start)
            start = text.find(words, start + 1)


def _text(article: Article, at: At) -> str:
    return _texts(article)[at.field, at.item]


def _fits(text: str, start: int, report: Report) -> bool:
    """Whether what stands around a place is what the reader saw around it."""
    end = start + len(report.old)
    return text[:start].endswith(report.before) and text[end:].startswith(report.after)


def _begin(text: str, start: int) -> int:
    return text.rfind("\n", 0, start) + 1


def _paragraph(text: str, start: int) -> str:
    """The paragraph that holds a place."""
    return text[_begin(text, start) :].partition("\n")[0]


def _lines(of: Judged) -> Iterator[dict[str, Any]]:
    """The lines of the page that the article is made of, near the words; its first ones where they do not stand there
    as they stand in the article."""
    if of.article is None or of.proof is None:
        return
    sheets = {sheet.file: sheet.lines for sheet in of.proof.sheets}
    held = [
        (source.file, line)
        for source in of.article.source
        for line in sheets.get(source.file, ())
        if source.lines[0] <= line.number <= source.lines[1]
    ]
    bare = ["".join(line.text.split()) for _, line in held]
    words, ends = "".join(of.report.old.split()), [*accumulate(map(len, bare))]
    place = "".join(bare).find(words) if of.at else -1
    first, last = (bisect_right(ends, place), bisect_left(ends, place + len(words))) if place >= 0 else (0, 0)
    for n in range(max(0, first - AROUND), min(len(held), last + AROUND + 1)):
        file, line = held[n]
        yield {"file": file, "n": line.number, "text": line.text, "of": place >= 0 and first <= n <= last}
