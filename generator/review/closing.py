"""What keeps a text closed that goes into another article, at one hand or when two are joined: an article is at least
as closed as those that its lines came from. To open it is said by itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.base.holding import STATUS, Holding
from generator.seeds.articles import At
from generator.seeds.status import RANK

Fields = Mapping[str, Any]
"""An article as the browser has it."""
Owners = Mapping[At, tuple[str | None, object]]
"""Whose each line is, and in which role."""

SHUT = Holding(status="withheld").model_dump(mode="json")
"""What a line is that is in no article and not to be read."""


def rank(article: Fields) -> int:
    """How closed an article is; it may hold what no article file may."""
    status = article.get("status")
    return RANK.get(status, 0) if isinstance(status, str) else 0


def strictest(own: Fields, came: Iterable[Fields]) -> dict[str, Any]:
    """How an article is closed by lines that came from stricter ones; nothing where it is as strict itself."""
    found = max([own, *came], key=rank)
    return {} if found is own else {name: found.get(name) for name in STATUS}


def since(
    base: tuple[Mapping[str, Fields], Owners],
    other: tuple[Mapping[str, Fields], Owners],
    made: tuple[Mapping[str, Fields], Owners],
) -> dict[str, list[Fields]]:
    """The articles of the other hand that are more closed than their lines were at the beginning, by the ids of those
    that have such lines in `made`, or are the same; among them lines that are in none, and not to be read. What the
    other has left as it was closes nothing: who made it may have opened that."""
    found: dict[str, list[Fields]] = {}
    pairs = [(id, base[0].get(id, {}), other[0].get(id, {})) for id in made[0]]
    for at, (id, _) in made[1].items():
        if id:
            pairs.append((id, _of(base[0], *base[1][at]), _of(other[0], *other[1][at])))
    for id, was, now in pairs:
        if rank(now) > rank(was) and now not in found.setdefault(id, []):
            found[id].append(now)
    return found


def _of(articles: Mapping[str, Fields], id: str | None, role: object) -> Fields:
    return articles.get(id, {}) if id else SHUT if role == "shut" else {}
