"""What a person has written in an article, told from what the machine makes of its lines.

1. A field of one text (`WHOLE`) that differs from the machine's is a person's as a whole. The lines that it stands for
   have been written over; others that the machine would put into it have found a place beside it (`beside`).
2. Captions and body are compared paragraph by paragraph; what differs is a `Run`, which knows between which characters
   of the page it stands.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.draft import Passage, Place
from generator.metadata import LOST, Composed, Pieces, in_one
from generator.model import paragraphs

HEADLINE = ("kicker", "title", "subtitle")
WHOLE = (*HEADLINE, "byline")
LISTS = ("captions", "body")
END = "\0"
"""Stands between two paragraphs: no page and no file can hold it."""
KNOWN = 4
"""Characters from which a line's text is known again in what a person wrote; fewer stand there by chance."""

Shown = Mapping[str, Any]
"""An article as a person sees it; it may hold what no article file may."""


@dataclass(frozen=True)
class Run:
    """Neighbouring paragraphs of a machine's text, and what a person has made of them."""

    name: str
    """The field."""
    chars: tuple[tuple[str, Place | None], ...]
    """Those of the machine, with `END` between paragraphs; none where a person has added some."""
    written: str
    before: tuple[Place, ...] = ()
    """What stands before it in the field, the nearest first."""
    behind: tuple[Place, ...] = ()
    beside: tuple[Place, ...] = ()
    """The paragraph before it, or the one behind where it is the first: what a person has added goes where it goes."""

    @property
    def first(self) -> bool:
        """Nothing stands before it."""
        return not self.before

    @property
    def places(self) -> list[Place]:
        return [place for _, place in self.chars if place]


@dataclass(frozen=True)
class Written:
    """What is a person's of an article."""

    fixed: Mapping[str, str] = field(default_factory=dict)
    """The fields of `WHOLE` that a person has written, with their texts; an empty one has been emptied."""
    over: frozenset[Place] = frozenset()
    """Characters of the page that stood in them."""
    runs: tuple[Run, ...] = ()

    def takes(self, name: str, piece: Passage) -> bool:
        """The field, a person's, holds this piece already, or was written over it."""
        known = squeezed(piece.text)
        return {p for p in piece.places if p} <= self.over or (
            len(known) >= KNOWN and known in squeezed(self.fixed[name])
        )


def told(old: Composed | None, shown: Shown, new: Composed | None = None) -> Written:
    """What a person has written in an article that the machine would make like `old`.

    Where there was nothing to make it of, all is a person's but what the machine would write now.
    """
    base = old or new
    if base is None:
        return Written({name: shown.get(name) or "" for name in WHOLE if shown.get(name)}, runs=_runs_of_nothing(shown))
    pieces, article = base.pieces, base.article
    fixed = {
        name: text
        for name in ("kicker", "title", "byline")
        if (text := shown.get(name) or "") != (getattr(article, name) or "") and (old or text)
    }
    if shown.get("title_source") != article.title_source:
        fixed["title"] = shown.get("title") or ""
    spare = [p for name in ("kicker", "title") if name in fixed for p in pieces[name]]
    subtitle = shown.get("subtitle") or ""
    below = [] if pieces["subtitle"] else [p for p in spare if squeezed(p.text) in squeezed(subtitle)]
    if subtitle != (text_of("subtitle", below) or article.subtitle or "") and (old or subtitle):
        fixed["subtitle"], below = subtitle, []
        spare += pieces["subtitle"]
    spare += pieces["byline"] if "byline" in fixed else ()
    now = paragraphs(shown.get("body") or "")
    free = Counter(now) - Counter(p.text for p in pieces["body"])
    inside = [p for p in spare if p not in below and _taken(free, p.text)]
    if old is None:
        below, inside = [], []
    over = [p for p in spare if p not in below and p not in inside] if old else []
    body = beside(pieces, inside) or [Passage(LOST)]
    return Written(
        fixed,
        frozenset(place for p in over for place in p.places if place),
        (
            *_runs("captions", pieces["captions"], list(shown.get("captions") or ()), added=old is None),
            *_runs("body", body, now, added=old is None),
        ),
    )


def beside(pieces: Pieces, spare: Sequence[Passage]) -> list[Passage]:
    """The body with pieces of fields that a person has written: in front of it, and behind it what is printed there."""
    body = pieces["body"]
    start = min((place for p in body for place in p.places if place), default=(0, 0))
    behind = [p for p in spare if p in pieces["byline"] and p.places[0] and p.places[0] > start]
    return [*(p for p in spare if p not in behind), *body, *behind]


def text_of(name: str, texts: Iterable[Passage | str]) -> str:
    """Pieces as the text of a field; paragraphs with two line ends between."""
    said = [each.text if isinstance(each, Passage) else each for each in texts]
    if not said:
        return ""
    return in_one(said) if name in HEADLINE else " ".join(said) if name == "byline" else "\n\n".join(said)


def chars_of(name: str, passages: Sequence[Passage]) -> tuple[tuple[str, Place | None], ...]:
    """The characters of such a text with their places."""
    text = END.join(p.text for p in passages) if name in LISTS else text_of(name, passages)
    found: list[tuple[str, Place | None]] = []
    for p in passages:
        start = text.index(p.text, len(found))
        found += [(c, None) for c in text[len(found) : start]]
        found += zip(p.text, p.places, strict=True)
    return tuple(found)


def ended(old: Composed, written: Written) -> list[Run]:
    """The fields of one text that a person wrote in an article that is no more, as runs in front of its body."""
    body = _places(old.pieces["body"])
    return [
        Run(name, chars_of(name, old.pieces[name]), text, (), body, _places(old.pieces["body"][:1]))
        for name, text in written.fixed.items()
        if text
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def _taken(free: Counter[str], text: str) -> bool:
    there = free[text] > 0
    free[text] -= there
    return there


def _runs(name: str, old: Sequence[Passage], shown: Sequence[str], *, added: bool) -> list[Run]:
    """Where two lists of paragraphs differ; where `added`, only what stands in the second alone."""
    found: list[Run] = []
    texts = [p.text for p in old]
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, texts, shown, autojunk=False).get_opcodes():
        if kind == "equal" or (added and kind == "delete"):
            continue
        if added:
            pairs = [(i1, i1, j1, j2)]
        elif kind == "replace" and i2 - i1 == j2 - j1:
            pairs = [(i1 + n, i1 + n + 1, j1 + n, j1 + n + 1) for n in range(i2 - i1)]
        else:
            pairs = [(i1, i2, j1, j2)]
        for a, b, c, d in pairs:
            before, behind = _places(old[:a])[::-1], _places(old[b:])
            beside = _places(old[a - 1 : a])[::-1] if a else _places(old[b : b + 1])
            found.append(Run(name, chars_of(name, old[a:b]), "\n\n".join(shown[c:d]), before, behind, beside))
    return found


def _places(passages: Iterable[Passage]) -> tuple[Place, ...]:
    return tuple(place for p in passages for place in p.places if place)


def _runs_of_nothing(shown: Shown) -> tuple[Run, ...]:
    texts = {"captions": "\n\n".join(shown.get("captions") or ()), "body": shown.get("body") or ""}
    return tuple(Run(name, (), text) for name, text in texts.items() if text.strip())
