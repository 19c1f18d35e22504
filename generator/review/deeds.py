"""What one of two people has done to articles between which lines have moved: told where the other has to choose."""

from collections.abc import Mapping
from typing import Any

from generator.base.model import READ
from generator.review.three_way import QUIET, WITH, Fields, value
from generator.seeds.articles import At

Articles = Mapping[str, Fields]
Owners = Mapping[At, tuple[str | None, str]]

UNTOLD = {"id", "source", "confidence", *READ}
"""Fields that follow from the lines, or go with another one."""


def deeds(was: Articles, owned: Owners, now: Articles, owners: Owners) -> Fields:
    """`{moves, gone, changes}`: lines by the articles that they were taken from and given to (`{of, to, lines}`);
    articles that are no more; and fields (`{id, field, was, now, moved}`), which may follow from lines where the
    article's were `moved`."""
    moves: dict[tuple[str | None, str | None], list[At]] = {}
    for at, (id, _) in owners.items():
        if owned[at][0] != id:
            moves.setdefault((owned[at][0], id), []).append(at)
    moved = {id for move in moves for id in move}
    return {
        "moves": [{"of": of, "to": to, "lines": lines} for (of, to), lines in moves.items()],
        "gone": [id for id in was if id not in now],
        "changes": [
            {"id": id, "field": name, "was": was[id].get(name), "now": article.get(name), "moved": id in moved}
            for id, article in now.items()
            if id in was
            for name in _changed(was[id], article)
        ],
    }


def readers(was: Articles, now: Articles) -> dict[str, str]:
    """Who has marked articles as read since, as far as that is said."""
    found: dict[str, str] = {}
    for id, article in now.items():
        mark: list[Any] = [value(article, name) for name in READ]
        if article.get("reviewed") and mark[0] and mark != [value(was.get(id, {}), name) for name in READ]:
            found[id] = mark[0]
    return found


def _changed(was: Fields, now: Fields) -> list[str]:
    names = {name for name in was.keys() | now.keys() if value(was, name) != value(now, name)} - UNTOLD
    return sorted((name for name in names if WITH.get(name) not in names), key=lambda name: (name in QUIET, name))
