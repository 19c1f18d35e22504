"""Articles that two people have changed since they were the same, joined field by field.

A field that one has changed is his; where both have changed it otherwise, that is a clash. Bodies are joined paragraph
by paragraph: a change goes where its paragraph is now, which may be another article.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.field_names import chinese
from generator.base.holding import STATUS
from generator.base.model import READ, paragraphs
from generator.review.wording import in_words

Fields = dict[str, Any]
"""An article as the browser has it: JSON, without paper and date. It may hold what no article file may."""

WITH = {
    "title_source": "title",
    "county_source": "county",
    **dict.fromkeys(STATUS[1:], "status"),
    **dict.fromkeys(READ, "reviewed"),
}
"""Fields that go with another one."""
VALUES = {
    "kind": {"news": "报道", "photo": "图片", "notice": "公告", "continuation": "转版续文", "filler": "补白"},
    "status": {"open": "公开", "withdrawn": "撤下", "withheld": "不公开"},
}
"""What the desk's page calls what a field holds."""
QUIET = {"id", "source", "confidence", "reviewed", *READ}
"""Fields about which nobody is asked."""


@dataclass(frozen=True)
class Three:
    """An article as it was, as I have it and as they have it; empty where it is not there."""

    base: Fields
    mine: Fields
    theirs: Fields


def value(article: Fields, name: str) -> Any:
    """What a field holds; an empty one holds nothing."""
    return article.get(name) or None


def body(article: Fields) -> list[str]:
    return paragraphs(str(article.get("body") or ""))


def changed(a: Fields, b: Fields) -> bool:
    """Whether two articles differ in what a reader sees."""
    return any(value(a, name) != value(b, name) for name in (a.keys() | b.keys()) - QUIET)


def clash(three: Three, field: str) -> Fields:
    """A field that both have changed, with what goes with it: `{id, field, mine, theirs}`, sides as `{name: value}`."""
    sides = {"mine": three.mine, "theirs": three.theirs}
    names = [field, *(n for n in WITH if WITH[n] == field and any(n in side for side in sides.values()))]
    return {"id": three.mine["id"], "field": field} | {
        hand: {name: side.get(name) for name in names} for hand, side in sides.items()
    }


def fields(three: Three) -> tuple[Fields, list[Fields]]:
    """The fields but the body, mine where both have changed one; and the clashes."""
    made, clashes = dict(three.mine), []
    for head in dict.fromkeys(WITH.get(name, name) for name in [*three.mine, *three.theirs] if name != "body"):
        both = clash(three, head)
        was, here, there = (
            [value(one, name) for name in both["mine"]] for one in (three.base, both["mine"], both["theirs"])
        )
        if there in (here, was):
            continue
        if here == was or head in QUIET or here[0] == there[0]:
            made |= both["theirs"]
        else:
            clashes.append(both)
    return made, clashes


def bodies(
    base: Mapping[str, Fields], mover: Mapping[str, Fields], other: Mapping[str, Fields]
) -> tuple[dict[str, Any], set[str]]:
    """The mover's bodies by id, with what the other has changed in his; and the ids for which something did not fit."""
    made = {id: body(article) for id, article in mover.items()}
    written: dict[str, Any] = {id: article.get("body") for id, article in mover.items()}
    unfit = set()
    for id, article in other.items():
        was, new = body(base.get(id, {})), body(article)
        if new in (was, made.get(id)):
            continue
        trial = {one: list(texts) for one, texts in made.items()}
        if made.get(id) == was:
            made[id], written[id] = new, article.get("body")
        elif all(_put(trial, id, *edit) for edit in _edits(was, new)):
            written |= {one: "\n\n".join(texts) for one, texts in trial.items() if texts != made[one]}
            made = trial
        else:
            unfit.add(id)
    return written, unfit


def _edits(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of paragraphs, and what has become of them; what is put in stands with the paragraph before it or behind."""
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "insert" and i1:
            yield [old[i1 - 1]], [old[i1 - 1], *new[j1:j2]]
        elif kind == "insert":
            yield list(old[:1]), [*new[j1:j2], *old[:1]]
        elif kind != "equal":
            yield list(old[i1:i2]), list(new[j1:j2])


def _put(texts: dict[str, list[str]], id: str, run: list[str], written: list[str]) -> bool:
    """Changes a run of paragraphs where it stands once, in its own article or else in another one."""
    found = [(one, i) for one, of in texts.items() for i in range(len(of)) if run and of[i : i + len(run)] == run]
    for places in ([place for place in found if place[0] == id], found):
        if len(places) == 1:
            one, i = places[0]
            texts[one][i : i + len(run)] = written
            return True
    return False


# ---- in words ------------------------------------------------------------------------------------------------------


def said(base: Fields, article: Fields, known: Fields, *, emptied: bool = True, english: bool = False) -> list[str]:
    """What somebody has changed in an article, its body apart, in words; what is `known` elsewhere left out. Fields
    that he has `emptied` are among it, or not."""
    found = []
    for name in sorted(article.keys() - {"body", *QUIET, *WITH}):
        now = value(article, name)
        if now == value(base, name) or (known and now == value(known, name)) or (now is None and not emptied):
            continue
        told = VALUES[name].get(now, now) if name in VALUES else now
        own = in_words(str(told), english) if name in VALUES else _words(told)
        found.append(labelled(chinese(name), in_words("（删去）", english) if now is None else own, english))
    return found


def labelled(name: str, text: str, english: bool) -> str:
    """What somebody has written, under the name of its field."""
    return f"{in_words(name, english)}{': ' if english else '：'}{text}"


def squashed(text: str) -> str:
    """Without white space, which composing changes."""
    return "".join(text.split())


def text_of(article: Fields) -> str:
    """The characters of an article, in the order in which a page has them."""
    return squashed(
        "".join(str(value(article, name) or "") for name in ("kicker", "title", "subtitle", "byline", "body"))
    )


def _words(of: Any) -> str:
    if isinstance(of, list):
        return "、".join(map(_words, of))
    if isinstance(of, dict):
        return f"{of.get('name')}（{of['role']}）" if of.get("role") else str(of.get("name"))
    return str(of)
