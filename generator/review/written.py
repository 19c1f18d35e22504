"""What a person has written in an article, told from what the machine makes of its lines.

1. A field of one text (`WHOLE`) that differs from the machine's is a person's as a whole. The lines that it stands for
   have been written over; others that the machine would put into it have found a place beside it (`beside`).
2. Captions and body are compared paragraph by paragraph; what differs is a `Run`, which knows between which characters
   of the page it stands.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.base.model import paragraphs
from generator.segmentation.clipping import Passage, Place
from generator.segmentation.metadata import LOST, Composed, Pieces, in_one

HEADLINE = ("kicker", "title", "subtitle")
WHOLE = (*HEADLINE, "byline")
LISTS = ("captions", "body")
END = "\0"
"""Stands between two paragraphs: no page and no file can hold it."""
BREAK = "\n\n"
"""The same where text is handed over."""
KNOWN = 4
"""Characters from which a line's text is known again in what a person wrote; fewer stand there by chance."""

ALIKE, ALMOST = 0.5, 0.9
"""Share of their characters from which two paragraphs are taken for one that was changed, and what that is worth."""
SHORT = 30
"""Characters of a paragraph into which something was put, however much; a longer one holds others by chance."""
MOST_PAIRS = 40_000
"""Pairs of paragraphs that are compared; above that, only what is the same counts."""

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

    moved: tuple[Place, ...] = ()
    """What a person has taken out elsewhere in the field and has put in here, as it was or changed."""

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
    inside: frozenset[Place] = frozenset()
    """Those that the machine had in them, and that stand in the body."""
    runs: tuple[Run, ...] = ()

    def spare(self, name: str, pieces: Iterable[Passage], old: Iterable[Passage]) -> list[Passage]:
        """The pieces over which a field was not written, and that it does not hold; `old` are those of before."""
        text = squeezed(self.fixed[name])
        for piece in old:
            text = text.replace(squeezed(piece.text), END, 1)
        found = []
        for piece in pieces:
            known = squeezed(piece.text)
            if self.over.issuperset(_places([piece])):
                continue
            if len(known) >= KNOWN and known in text:
                text = text.replace(known, END, 1)
            else:
                found.append(piece)
        return found


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
    text = set(_places(pieces["body"]))  # where nothing else is left, a byline is the body, too
    over = [p for p in spare if p not in below and p not in inside and not text.issuperset(_places([p]))] if old else []
    body = beside(pieces, inside) or [Passage(LOST)]
    return Written(
        fixed,
        frozenset(_places(over)),
        frozenset(_places(inside)),
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
    return in_one(said) if name in HEADLINE else " ".join(said) if name == "byline" else BREAK.join(said)


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
    body, first = _places(old.pieces["body"]), _places(old.pieces["body"][:1])
    return [
        Run(
            name,
            chars_of(name, [p for p in old.pieces[name] if written.over.issuperset(_places([p]))]),
            text,
            (),
            body,
            first,
        )
        for name, text in written.fixed.items()
        if text
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def _taken(free: Counter[str], text: str) -> bool:
    """One of the free paragraphs is the text, or what a person has made of it."""
    if free[text] > 0:
        free[text] -= 1
        return True
    like = {p: _likeness(Counter(p), Counter(text)) for p in free if free[p] > 0}
    best = max(like, key=lambda p: like[p], default=None)
    if best is not None and like[best]:
        free[best] -= 1
        return True
    return any(len(text) >= KNOWN and text in p for p in like)


def _runs(name: str, old: Sequence[Passage], shown: Sequence[str], *, added: bool) -> list[Run]:
    """Where two lists of paragraphs differ; where `added`, only what stands in the second alone."""
    found: list[Run] = []
    pairs = _pairs([p.text for p in old], shown)
    same = [(i, j) for i, j in pairs if old[i].text == shown[j]]
    elsewhere = {} if added else _elsewhere([p.text for p in old], shown, pairs)
    i1 = j1 = 0
    for i, j in [*same, (len(old), len(shown))]:
        end = i1 if added else i
        before, behind = _places(old[:i1])[::-1], _places(old[end:])
        beside = _places(old[i1 - 1 : i1])[::-1] if i1 else _places(old[end : end + 1])
        put_in = [n for n in range(j1, j) if n in elsewhere]
        found += [Run(name, (), shown[n], before, behind, beside, _places([old[elsewhere[n]]])) for n in put_in]
        taken_out = [n for n in range(i1, end) if n in elsewhere.values()]
        found += [Run(name, chars_of(name, [old[n]]), "") for n in taken_out]
        gone = [old[n] for n in range(i1, end) if n not in taken_out]
        new = [shown[n] for n in range(j1, j) if n not in put_in]
        if gone or new:
            found.append(Run(name, chars_of(name, gone), BREAK.join(new), before, behind, beside))
        i1, j1 = i + 1, j + 1
    return [run if run.chars or run.moved else replace(run, moved=_held(run, found)) for run in found]


def _elsewhere(old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The paragraphs that a person has put to another place, as they were or changed: which of the new ones is which of
    the old."""
    same = [(i, j) for i, j in pairs if old[i] == new[j]]
    held, there = {i for i, _ in same}, {j for _, j in same}
    free = [i for i in range(len(old)) if i not in held]
    found: dict[int, int] = {}
    for j, text in enumerate(new):
        i = next((i for i in free if old[i] == text), None)
        if j not in there and i is not None:
            found[j] = i
            free.remove(i)
    left = {i: Counter(old[i]) for i in free if not any(i == one for one, _ in pairs)}
    added = [j for j in range(len(new)) if j not in found and not any(j == other for _, other in pairs)]
    for j in added if len(left) * len(added) <= MOST_PAIRS else ():
        like = {i: _likeness(chars, Counter(new[j])) or _held_in(old[i], new[j]) for i, chars in left.items()}
        best = max(like, key=lambda i: like[i], default=None)
        if best is not None and like[best]:
            found[j] = best
            del left[best]
    return found


def _held_in(old: str, new: str) -> float:
    """The share of a short paragraph that the old one is, where something was only put into that; else 0."""
    rest = iter(new)
    return len(old) / len(new) if len(old) > 1 and len(new) <= SHORT and all(char in rest for char in old) else 0.0


def _held(run: Run, runs: Iterable[Run]) -> tuple[Place, ...]:
    """What was taken out elsewhere and stands in paragraphs that were added."""
    out = [(squeezed("".join(c for c, _ in each.chars if c != END)), each.places) for each in runs if not each.written]
    return tuple(place for text, places in out if text in squeezed(run.written) for place in places)


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The paragraphs that are the same in both lists, or like each other, in order; as many as can be."""
    if len(old) * len(new) > MOST_PAIRS:
        blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
    held, counts = [Counter(text) for text in old], [Counter(text) for text in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = 1.0 if old[i] == new[j] else _likeness(held[i], counts[j])
            alike[i, j] = both
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both + best[i + 1][j + 1])
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == alike[i, j] + best[i + 1][j + 1]:
            found += [(i, j)] if alike[i, j] else []
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: Counter[str], two: Counter[str]) -> float:
    """The characters that two texts share; 0 where those are few."""
    share = 2 * (one & two).total() / max(1, one.total() + two.total())
    return share * ALMOST if share > ALIKE else 0.0


def _places(passages: Iterable[Passage]) -> tuple[Place, ...]:
    return tuple(place for p in passages for place in p.places if place)


def _runs_of_nothing(shown: Shown) -> tuple[Run, ...]:
    texts = {"captions": BREAK.join(shown.get("captions") or ()), "body": shown.get("body") or ""}
    return tuple(Run(name, (), text) for name, text in texts.items() if text.strip())
