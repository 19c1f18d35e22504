"""Articles composed anew after a person has moved their lines.

1. The machine's own stages make each article from its lines as they are now, and from those as they were.
2. What differs between the article as a person sees it and the machine's of before is what the person wrote: it stays.
   Fields stay whole, a body paragraph by paragraph; a changed paragraph follows its lines into another article, and
   where it was cut or joined, the changed words do.
3. Where the machine would now say something else than what a person wrote, that is handed over as a hint.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from generator import composition, load, metadata, segment
from generator.model import Line, Source
from generator.places import gazetteer
from generator.proof import At, Numbers, Proof, Role
from generator.units import Unit

APART = 1_000_000  # more than the lines of a page file: numbers of several files in one order
FIELDS = (
    ("kicker",),
    ("title", "title_source"),
    ("subtitle",),
    ("authors",),
    ("byline",),
    ("county", "county_source"),
    ("kind",),
    ("captions",),
    ("continued_from",),
)
"""What is kept or composed anew together; the body goes paragraph by paragraph."""
AROUND = 5  # characters by which a changed word is known again in a paragraph that was cut or joined
NOWHERE = "\0"  # no paragraph: page texts cannot hold it


class Part(BaseModel):
    """An article whose lines have changed."""

    id: str | None
    """None: a new one."""
    file: str
    """The page file that a new one begins in."""
    article: dict[str, Any] | None
    """As the person sees it; it may hold what no article file may."""
    before: list[tuple[str, int, Role]]
    after: list[tuple[str, int, Role]]
    """File, number and role of its lines. None after: it has become part of another."""


def compose(proof: Proof, parts: Sequence[Part], numbers: Numbers) -> list[dict[str, Any]]:
    """Each part as `{id, article, hints, lost}`.

    `hints` is what the machine would write where a person has written something else; `lost` are paragraphs that a
    person wrote and that found no place. An article without lines is None.
    """
    desk = _Desk(proof)
    pages = {sheet.file: sheet.page for sheet in proof.sheets}
    made: list[dict[str, Any]] = []
    olds: list[dict[str, Any] | None] = []
    for part in parts:
        page = part.article.get("page") if part.article else pages.get(part.file)
        id = part.id or numbers.next(load.id_prefix(proof.issue.paper, proof.issue.date, page))
        machine = [desk.machine(held, id, page) for held in (part.before, part.after)]
        olds.append(machine[0])
        made.append({"id": id, "article": machine[1], "hints": {}, "lost": []})
    edits = [_edits(old, part.article) for old, part in zip(olds, parts, strict=True)]
    _carry_over(made, edits, parts)
    for one, old, part in zip(made, olds, parts, strict=True):
        if one["article"] is not None and part.article is not None:
            _keep_written(one, old, part.article)
    return made


class _Desk:
    """The lines of an issue under numbers that are in one order for all of its page files."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._sheets = {
            sheet.file: tuple(
                replace(line, number=n * APART + line.number, follows=n * APART + line.follows) for line in sheet.lines
            )
            for n, sheet in enumerate(proof.sheets)
        }
        self._numbers = {
            (sheet.file, line.number): moved.number
            for sheet in proof.sheets
            for line, moved in zip(sheet.lines, self._sheets[sheet.file], strict=True)
        }

    def machine(self, held: Iterable[tuple[str, int, Role]], id: str, page: int | None) -> dict[str, Any] | None:
        """What the machine makes of lines; None where there are none."""
        roles = {(file, n): role for file, n, role in held if (file, n) in self._numbers}
        if not roles:
            return None
        proof, files = self._proof, {file for file, _ in roles}
        made = metadata.composed(
            composition.draft(
                [unit for file, lines in self._sheets.items() if file in files for unit in _units(lines)],
                {self._numbers[at] for at, role in roles.items() if role == "headline"},
                {self._numbers[at] for at, role in roles.items() if role != "headline"},
            ),
            id=id,
            paper_key=proof.issue.paper,
            paper=proof.paper,
            date=proof.issue.date,
            page=page,
            file="",
            places=gazetteer(),
        )
        article = made.article.model_copy(update={"source": _source(proof, set(roles))})
        return article.model_dump(mode="json", exclude={"paper", "date"})


def _units(lines: Sequence[Line]) -> list[Unit]:
    return [unit for part in segment.pieces(lines) for unit in composition.layout(tuple(part)).units]


def _source(proof: Proof, placed: set[At]) -> tuple[Source, ...]:
    """The lines as ranges that hold no other line."""
    found: list[Source] = []
    for sheet in proof.sheets:
        goes_on = False
        for line in sheet.lines:
            if here := (sheet.file, line.number) in placed:
                first = found.pop().lines[0] if goes_on else line.number
                found.append(Source(file=sheet.file, lines=(first, line.number)))
            goes_on = here
    return tuple(found)


Edit = tuple[tuple[str, ...], tuple[str, ...]]
"""A run of the machine's paragraphs, and what a person has made of it."""


def _edits(old: Mapping[str, Any] | None, shown: Mapping[str, Any] | None) -> list[Edit]:
    """What a person has changed in a body, each change with the paragraphs that it belongs to."""
    if shown is None:
        return []
    if old is None:  # written without any line of the page: it fits nowhere and stays
        return [((NOWHERE,), tuple(_paragraphs(shown["body"])))]
    a, b = _paragraphs(old["body"]), _paragraphs(shown["body"])
    found: list[Edit] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "insert":  # stands or falls with the paragraph before it, the first with the one behind
            found.append(((a[i1 - 1],), (a[i1 - 1], *b[j1:j2])) if i1 else ((a[0],), (*b[j1:j2], a[0])))
        elif kind == "replace" and i2 - i1 == j2 - j1:
            found += [((x,), (y,)) for x, y in zip(a[i1:i2], b[j1:j2], strict=True)]
        elif kind != "equal":
            found.append((tuple(a[i1:i2]), tuple(b[j1:j2])))
    return found


def _paragraphs(body: str | None) -> list[str]:
    return [p for p in (part.strip() for part in (body or "").split("\n\n")) if p]


def _carry_over(made: Sequence[dict[str, Any]], edits: Sequence[list[Edit]], parts: Sequence[Part]) -> None:
    """Puts a person's changes to bodies into the composed ones, wherever their paragraphs went.

    A body with a change that fits nowhere stays as the person left it; the machine's is a hint.
    """
    bodies = [_paragraphs(one["article"]["body"]) if one["article"] else [] for one in made]
    for n, of_part in enumerate(edits):
        unfit = ["\n\n".join(written) for run, written in of_part if not _fitted(bodies, run, written)]
        shown = parts[n].article
        if unfit and made[n]["article"] and shown:
            made[n]["hints"]["body"] = "\n\n".join(bodies[n])
            bodies[n] = _paragraphs(shown["body"])
        elif unfit:
            made[n]["lost"] = [text for text in unfit if text]
    for one, body in zip(made, bodies, strict=True):
        if one["article"]:
            one["article"]["body"] = "\n\n".join(body)


def _fitted(bodies: Sequence[list[str]], run: tuple[str, ...], written: tuple[str, ...]) -> bool:
    """Puts a change into the first body that holds its paragraphs, or that holds the words around it."""
    for body in bodies:
        at = next((i for i in range(len(body)) if tuple(body[i : i + len(run)]) == run), None)
        if at is not None:
            body[at : at + len(run)] = written
            return True
    if len(run) != 1 or len(written) != 1 or run[0] == NOWHERE:
        return False
    places = []
    for before, after in _words(run[0], written[0]):
        found = [(body, i) for body in bodies for i, p in enumerate(body) if before in p]
        if len(found) != 1:
            return False
        places.append((*found[0], before, after))
    for body, i, before, after in places:
        body[i] = body[i].replace(before, after, 1)
    return True


def _words(old: str, new: str) -> list[tuple[str, str]]:
    """The changes of a paragraph, each with some words around it, as they were and as they are."""
    groups = difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND)
    return [(old[g[0][1] : g[-1][2]], new[g[0][3] : g[-1][4]]) for g in groups]


def _keep_written(one: dict[str, Any], old: Mapping[str, Any] | None, shown: Mapping[str, Any]) -> None:
    """Keeps the fields that a person wrote; what the machine thinks now stands beside them."""
    new = one["article"]
    for group in FIELDS:
        was, is_now, would_be = ([(each or {}).get(name) or None for name in group] for each in (old, shown, new))
        if is_now in (was, would_be):
            continue
        if would_be[0] != was[0] and would_be[0] != is_now[0]:
            one["hints"] |= {name: new[name] for name in group}
        new |= {name: shown.get(name) for name in group}
