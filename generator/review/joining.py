"""What two people have made of one issue, joined: what one began with and has made of it, and what the files say now.

Articles between which a line moved, at either hand, are a knot: whose the lines are is decided for all of them at once,
so that none gets lost or stands twice. For each knot:

1. Where one has moved lines, or neither, the articles are his; what the other has changed in their fields comes in.
2. A field that both have changed is a clash: both wordings are handed over. But where theirs is what the machine made
   of a page that was read anew, mine stands: nobody else has written there.
3. Where both have moved lines, or one has changed what is no article any more with the other, the knot is a clash. One
   side is taken whole; what the other has written then waits beside it (`lost`).
4. What one has closed stays closed in whatever article its lines are with the other, whichever side is taken (closing).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from generator.base.identity import HEAD, WHOLE
from generator.base.model import READ, Source
from generator.review import closing, deeds, relined, roles
from generator.review.machine import source_of
from generator.review.proof import Numbers, Proof, Role
from generator.review.three_way import (
    Fields,
    Three,
    bodies,
    body,
    changed,
    clash,
    fields,
    labelled,
    said,
    squashed,
    text_of,
)
from generator.seeds import articles
from generator.seeds.articles import At

Owner = tuple[str | None, Role]
Lost = dict[str, list[str]]
"""Texts that wait beside an article for a person to put them into it."""


def _ranges(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for each in given:
        Source.model_validate(each)
    return given


class Shown(BaseModel):
    """An article; it may hold what no article file may, but for its lines, which nobody writes by hand."""

    model_config = ConfigDict(extra="allow")
    id: str = Field(pattern=WHOLE)
    source: Annotated[list[dict[str, Any]], AfterValidator(_ranges)] = []


class State(BaseModel):
    """An issue as a browser has it."""

    articles: list[Shown]
    owners: list[tuple[str, int, str | None, Role]]
    lost: Lost = {}


class Begun(State):
    """What a person began with."""

    lines: dict[str, list[tuple[int, str]]]
    """Number and text of the lines of each page file."""


@dataclass(frozen=True)
class Side:
    """One of the three, or a part of it; lines are numbered as they are now."""

    articles: dict[str, Fields]
    """By id, in their order."""
    owners: dict[At, Owner]
    lost: Lost = field(default_factory=dict)

    def part(self, ids: Collection[str], lines: Sequence[At]) -> "Side":
        return Side(
            {id: article for id, article in self.articles.items() if id in ids},
            {at: self.owners[at] for at in lines},
            {id: texts for id, texts in self.lost.items() if id in ids},
        )

    def held(self) -> tuple[set[str], dict[At, str | None]]:
        """Which articles there are, and whose each line is."""
        return set(self.articles), {at: id for at, (id, _) in self.owners.items()}

    def leave(self, id: str | None, texts: Sequence[str]) -> None:
        """Lets texts wait beside an article."""
        if id and (new := [text for text in texts if text not in self.lost.get(id, [])]):
            self.lost[id] = [*self.lost.get(id, []), *new]

    def heir(self, id: str, owners: Mapping[At, Owner]) -> str | None:
        """The article that has most of the lines of one that is gone, or any; `owners` says which they were."""
        if id in self.articles:
            return id
        heirs = Counter(self.owners[at][0] for at, (old, _) in owners.items() if old == id)
        return next((heir for heir, _ in heirs.most_common() if heir), next(iter(self.articles), None))


@dataclass
class Joined:
    """An issue in which both have their part."""

    articles: list[Fields]
    owners: list[tuple[str, int, str | None, Role]]
    lost: Lost
    clashes: list[Fields]
    """As in `three_way.clash`; or `{ids, mine, theirs}` for a knot, its sides as `{articles, owners, lost, did}`. Until
    a person has settled it, mine stands."""
    renamed: dict[str, str]
    """New articles of mine whose ids the other has given meanwhile."""
    taken: list[str]
    """Articles in which something is theirs."""
    unread: list[str]
    """Articles that somebody has marked as read, and that nobody has read as they are now."""
    readers: dict[str, str]
    """Who of the others has read an article since, where that is said."""


def join(now: Proof, begun: Begun, state: State, numbers: Numbers, english: bool = False) -> Joined:
    """`now` is the issue on disk, `begun` what it was when the person began who has made `state` of it."""
    found = {a.id: a.model_dump(mode="json", exclude=set(HEAD)) for a in now.articles}
    theirs = Side(found, dict(roles.owners(now)))
    stood = _stood(begun, now)
    base, mine = (_side(one, stood, theirs.owners) for one in (begun, state))
    renamed = _renamed(now, base, mine, theirs, numbers)
    mine = _with_ids(mine, renamed)
    made = Side({}, {at: (mine if mine.owners[at] != base.owners[at] else theirs).owners[at] for at in theirs.owners})
    page = "".join(squashed(line.text) for sheet in now.sheets for line in sheet.lines)
    machines = {a.id for a in now.articles if now.by_machine.articles.get(a.id) == articles.imprinted(a)}
    clashes, unread = [], []
    for ids, lines in _knots(base, mine, theirs):
        at, my, their = (side.part(ids, lines) for side in (base, mine, theirs))
        knot = _Knot(at, my, their, made, page, machines, english)
        knot.tie()
        clashes += knot.clashes
        unread += knot.unread
    for id, texts in mine.lost.items():
        made.leave(made.heir(id, mine.owners), texts)
    order = [*made.articles, *(id for id in mine.articles if id not in made.articles)]
    return Joined(
        articles=_exact([made.articles[id] for id in _order(mine, theirs) if id in made.articles], made.owners, now),
        owners=[(*at, *owner) for at, owner in made.owners.items()],
        lost=made.lost,
        clashes=clashes,
        renamed=renamed,
        taken=[id for id in order if changed(made.articles.get(id, {}), mine.articles.get(id, {}))],
        unread=unread,
        readers=deeds.readers(base.articles, theirs.articles),
    )


# ---- the three sides -----------------------------------------------------------------------------------------------


def _stood(begun: Begun, now: Proof) -> dict[At, Counter[At]]:
    """Where each line stood when the person began: page files may be others than they were."""
    return {
        (sheet.file, n): Counter({(sheet.file, old): count for old, count in of.items()})
        for sheet in now.sheets
        for n, of in relined.stood(
            begun.lines.get(sheet.file, []), [(line.number, line.text) for line in sheet.lines]
        ).items()
    }


def _side(state: State, stood: Mapping[At, Counter[At]], theirs: Mapping[At, Owner]) -> Side:
    """A state with the lines that there are now: each belongs to what most of its characters were of. A new line was
    moved by nobody: it is whose it is for them, as far as there is such an article here."""
    ids = {article.id for article in state.articles}
    known: dict[At, Owner] = {(file, n): (id, role) for file, n, id, role in state.owners if id in ids}
    owners: dict[At, Owner] = {}
    for at, owner in theirs.items():
        if at in stood:
            votes: Counter[Owner] = Counter()
            for old, count in stood[at].items():
                votes[known.get(old, (None, "none"))] += count
            owners[at] = votes.most_common(1)[0][0]
        else:
            owners[at] = owner if owner[0] is None or owner[0] in ids else (None, "none")
    return Side({article.id: article.model_dump() for article in state.articles}, owners, state.lost)


def _renamed(now: Proof, base: Side, mine: Side, theirs: Side, numbers: Numbers) -> dict[str, str]:
    """New ids for new articles of mine, where the other has given theirs; one that is the same is mine, saved."""
    given = articles.given(now.text, now.issue.name)
    numbers.seen |= {*base.articles, *mine.articles, *theirs.articles}
    renamed = {}
    for id in mine.articles.keys() - base.articles.keys():
        prefix, _, number = id.rpartition("-")
        if id in theirs.articles:
            mine_too, theirs_too = (
                side.part([id], [at for at in side.owners if side.owners[at][0] == id]) for side in (mine, theirs)
            )
            free = mine_too.held() == theirs_too.held() and not changed(mine.articles[id], theirs.articles[id])
        else:
            free = int(number) > given.get(prefix, 0)
        if not free:
            renamed[id] = numbers.next(prefix)
    return renamed


def _with_ids(side: Side, renamed: Mapping[str, str]) -> Side:
    """A side under other ids."""
    return Side(
        {renamed.get(id, id): a | {"id": renamed.get(id, id)} for id, a in side.articles.items()},
        {at: (renamed.get(id or "", id), role) for at, (id, role) in side.owners.items()},
        {renamed.get(id, id): texts for id, texts in side.lost.items()},
    )


def _knots(*sides: Side) -> Iterator[tuple[list[str], list[At]]]:
    """Ids of articles that share a line, on whatever side, and all their lines."""
    up = {id: id for side in sides for id in side.articles}

    def top(id: str) -> str:
        while up[id] != id:
            id = up[id]
        return id

    owners = {at: [id for side in sides if (id := side.owners[at][0]) is not None] for at in sides[0].owners}
    for ids in owners.values():
        for id in ids[1:]:
            up[top(id)] = top(ids[0])
    knots: dict[str, tuple[list[str], list[At]]] = {}
    for id in up:
        knots.setdefault(top(id), ([], []))[0].append(id)
    for at, ids in owners.items():
        if ids:
            knots[top(ids[0])][1].append(at)
    yield from knots.values()


def _order(mine: Side, theirs: Side) -> list[str]:
    """As they have it; what is mine alone stands behind what it stands behind with me."""
    order = list(theirs.articles)
    before = ""
    for id in mine.articles:
        if id not in theirs.articles:
            order.insert(order.index(before) + 1 if before else 0, id)
        before = id
    return order


# ---- one knot ------------------------------------------------------------------------------------------------------


@dataclass
class _Knot:
    """The three sides of a knot, and what it adds to the joined issue."""

    base: Side
    mine: Side
    theirs: Side
    made: Side
    page: str
    """All characters of the page files."""
    machines: Collection[str]
    """Articles that are, as they have them, what the machine wrote."""
    english: bool
    """The fields of what waits beside an article are called so."""
    clashes: list[Fields] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def tie(self) -> None:
        base, mine, theirs = (side.held() for side in (self.base, self.mine, self.theirs))
        if base != mine != theirs != base:
            return self._whole()
        mover, other = (self.theirs, self.mine) if base == mine else (self.mine, self.theirs)
        texts, unfit = bodies(self.base.articles, mover.articles, other.articles)
        gone = other.articles.keys() - mover.articles.keys()
        if any(id in unfit or said(self.base.articles.get(id, {}), other.articles[id], {}) for id in gone):
            return self._whole()
        for id in mover.articles:
            self._join(id, texts[id], id in unfit)
        for at, (owner, role) in mover.owners.items():
            hand = self.mine if self.mine.owners[at] != self.base.owners[at] else self.theirs
            self.made.owners[at] = hand.owners[at] if hand.owners[at][0] == owner else (owner, role)
        made = self.made.part(mover.articles, list(mover.owners))
        for hand in (self.mine, self.theirs):
            made = self._closed(made, hand)
        self.made.articles.update(made.articles)
        return None

    def _closed(self, side: Side, other: Side) -> Side:
        """A side whose articles are at least as closed as the other has made what their lines were in."""
        ours, their = ((one.articles, one.owners) for one in (self.base, other))
        came = closing.since(ours, their, (side.articles, side.owners))
        found = {id: article | closing.strictest(article, came.get(id, ())) for id, article in side.articles.items()}
        return Side(found, side.owners, side.lost)

    def _join(self, id: str, text: object, unfit: bool) -> None:
        """One article of which each field is somebody's."""
        three = Three(*(side.articles.get(id, {}) for side in (self.base, self.mine, self.theirs)))
        made, clashes = fields(three) if three.mine and three.theirs else (three.mine or three.theirs, [])
        made = made | {"body": three.mine.get("body") if unfit else text}
        clashes += [clash(three, "body")] if unfit else []
        clashes = [] if id in self.machines else clashes
        read = [one for one in (three.mine, three.theirs) if one.get("reviewed") and not changed(one, made)]
        if made.get("reviewed") and (clashes or not read):
            made |= {"reviewed": False} | dict.fromkeys(READ)
            self.unread.append(id)
        self.made.articles[id] = made
        self.clashes += clashes

    def _whole(self) -> None:
        """One side has to be taken."""
        both = {"mine": self._taken(self.mine, self.theirs), "theirs": self._taken(self.theirs, self.mine)}
        ids = list(dict.fromkeys([*self.mine.articles, *self.theirs.articles]))
        self.clashes.append(
            {"ids": ids}
            | {
                hand: {
                    "articles": list(side.articles.values()),
                    "owners": [(*at, *owner) for at, owner in side.owners.items()],
                    "lost": side.lost,
                    "did": deeds.deeds(self.base.articles, self.base.owners, side.articles, side.owners),
                }
                for hand, side in both.items()
            }
        )
        self.made.articles.update(both["mine"].articles)
        self.made.owners.update(self.mine.owners)
        for id, texts in both["mine"].lost.items():
            self.made.leave(id, texts)

    def _taken(self, side: Side, other: Side) -> Side:
        """A side with what the other has written beside it."""
        taken = self._closed(Side(side.articles, side.owners, dict(side.lost)), other)
        known = [self.page, *(text_of(article) for one in (self.base, side) for article in one.articles.values())]
        still = other.held() == self.base.held()  # else a field may be empty because its lines have gone
        for id, article in other.articles.items():
            was, there = (one.articles.get(id, {}) for one in (self.base, side))
            texts = said(was, article, there, emptied=still, english=self.english)
            own = [text for text in body(article) if not any(squashed(text) in one for one in known)]
            texts += [labelled("正文", text, self.english) for text in own]
            taken.leave(taken.heir(id, other.owners), texts + other.lost.get(id, []))
        return taken


def _exact(found: list[Fields], owners: Mapping[At, Owner], now: Proof) -> list[Fields]:
    """The articles, those whose ranges claim a line that is not theirs, or that there is not, with ranges of their own
    lines alone. Of files that are listed no longer stays what stands there."""
    ends = {sheet.file: sheet.lines[-1].number if sheet.lines else 0 for sheet in now.sheets}
    stood = {source for article in now.articles for source in article.source}
    made = {article["id"]: [Source(**each) for each in article["source"]] for article in found}
    made = {id: [one for one in of if one.file in ends or one in stood] for id, of in made.items()}
    exact: set[str] = set()
    while True:
        claimed = articles.claims(made.items(), now.lines)
        wrong = {
            id
            for at, (held, _) in owners.items()
            if held not in (None, claimed.get(at))
            for id in (held, claimed.get(at))
        }
        beyond = {id for id, of in made.items() for one in of if one not in stood and one.lines[1] > ends[one.file]}
        wrong = (wrong | beyond) - exact
        if not made.keys() & wrong:
            break
        again = made.keys() & wrong
        exact |= again
        for id in again:
            held = {at for at, (owner, _) in owners.items() if owner == id}
            made[id] = [*(one for one in made[id] if one.file not in ends), *source_of(now, held)]
    return [article | {"source": [one.model_dump(mode="json") for one in made[article["id"]]]} for article in found]
