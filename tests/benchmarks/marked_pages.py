"""Marked pages: a page's text, and the articles that a person would make of it.

A marked article says `title` (None: the page has no headline), `kicker`, `subtitle`, `authors`, `kind` and
`paragraphs`; places it does not mark. Lines that no article has are free: wherever they are is right.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.review.roles import made_up
from scripts.typeset import page
from tests.conftest import SHIPPED
from tests.segmentation.test_gate import archive, set_alone

WHOLE = 0.97
"""Likeness of two texts from which they are the same; a dateline or a signature may be set apart."""
NEAR = 400
"""Lines within which one that two articles have is given to the nearest of them."""


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def likeness(one: str, two: str) -> float:
    a, b = (Counter(text[i : i + 5] for i in range(max(1, len(text) - 4))) for text in (one, two))
    return 2 * (a & b).total() / (a.total() + b.total())


@dataclass(frozen=True)
class Wanted:
    """An article as it shall be, white space apart."""

    headline: str
    """Empty: the page has none."""
    body: str
    authors: frozenset[str]
    kind: str

    @classmethod
    def of(cls, marked: Mapping[str, Any]) -> "Wanted":
        people = (author["name"] if isinstance(author, dict) else author for author in marked.get("authors") or ())
        return cls(
            "".join(squeezed(marked.get(name)) for name in ("kicker", "title", "subtitle")),
            "".join(map(squeezed, marked["paragraphs"])),
            frozenset(map(squeezed, people)),
            marked["kind"],
        )


@dataclass(frozen=True)
class Marked:
    """A page with what it shall become."""

    name: str
    text: str
    articles: tuple[Wanted, ...]
    date: str = "2020-01-01"
    page: int | None = None

    def places(self, lines: Sequence[tuple[int, str]]) -> dict[int, tuple[int, str]]:
        """Number of the article and role (headline, body) of each line, by the line's number; not of free lines."""
        words = {n: squeezed(text) for n, text in lines if squeezed(text)}
        found: dict[int, tuple[int, str]] = {}
        for k, wanted in enumerate(self.articles):
            left = {n: word for n, word in words.items() if n not in found}
            at_lines = {("", n): word for n, word in left.items()}
            for _, n in made_up(wanted.headline, at_lines) or () if wanted.headline else ():
                found[n] = k, "headline"
        may = {
            n: [k for k, wanted in enumerate(self.articles) if word in wanted.body]
            for n, word in words.items()
            if n not in found
        }
        found |= {n: (of[0], "body") for n, of in may.items() if len(of) == 1}
        order = list(words)
        at = {n: i for i, n in enumerate(order)}
        for n, of in may.items():
            if len(of) > 1:
                near = (order[i] for far in range(1, NEAR) for i in (at[n] - far, at[n] + far) if 0 <= i < len(order))
                found.update(next(({n: (found[m][0], "body")} for m in near if m in found and found[m][0] in of), {}))
        return found


def given(folder: Path) -> list[Marked]:
    """Those of a folder: NAME.txt, NAME.gold.json, and NAME.meta.json with `date` and `page`."""
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        about = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
        articles = tuple(map(Wanted.of, json.loads(path.read_text(encoding="utf-8"))))
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        found.append(Marked(name, text, articles, about["date"], about.get("page")))
    return found


def typeset(many: int) -> Iterator[Marked]:
    """Pages that the repository's typesetter makes of the articles that ship; always the same."""
    known = [article for article in archive() if set_alone(article)]
    for seed in range(many):
        rnd = random.Random(seed)
        articles = [dict(article) for article in rnd.sample(known, rnd.randint(3, 7))]
        text = page(articles, rnd)
        marked = tuple(Wanted.of(article | {"authors": ()}) for article in articles)  # bylines are not typeset
        yield Marked(f"{SHIPPED.name}-{seed:02d}", text, marked, page=1)
