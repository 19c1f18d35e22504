"""What a query means beside its text, as the site has it (theme/assets/understand.js, where the rules are told): days,
newspapers, places and people in it narrow what is found. tests/finding/test_understood.py compares the two."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from generator.base.archive import Entry, Holdings
from generator.finding.days import LONGEST, Days, days
from generator.finding.query import ENDS, TEXT, Asked, Clause, asked, reread
from generator.language.places import gazetteer
from generator.language.terms import fold

_TOKEN = re.compile(r'[^\s"]*"[^"]*"|\S+')
_WORD = re.compile(r'[^+\-＋－"“＂][^"*]*')
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|.*·.*")
_SIGN = re.compile(r"[A-Za-z0-9-]")
_SEASON = re.compile(r"[春夏秋冬](?![的季天])[\u3400-\u9fff]")  # 2023年春耕 names a year, and what is done in spring
_SHORT = re.compile(r"[0-9]+|.{1,2}")
_AROUND = re.compile(r"[〔〕〈〉《》]")
_WITHOUT = "不含"
TOGETHER = 3  # words that may be one day: 2024年 3月 7日
# What people write around what they ask for is told by theme/assets/around.js.
_IN_NEWSPAPER = re.compile(r"[省市县区旗](?=.{0,2}报$)")
_BEFORE = re.compile(r"^(?:本?报?记者|通讯员|作者)")
_BEHIND = re.compile(r"(?:同志|先生|女士|记者|老师|(?:[所采撰]?写|发表)?的?(?:文章|报道|作品|稿[子件]?)|[采撰]?写的)$")
_IN_QUOTES = re.compile(r'["“”]|^[+\-＋－]|^\w+[:：]')


@dataclass(frozen=True)
class Thing:
    """What a part of a query names."""

    kind: Literal["date", "paper", "place", "person"]
    text: str
    """As it stands in the query."""
    days: Days | None = None
    key: str = ""
    """Of a newspaper."""
    codes: tuple[str, ...] = ()
    """Of places; several where several have the name."""
    name: str = ""
    """Of a person."""

    @property
    def loose(self) -> bool:
        return self.days is not None and self.days.loose


@dataclass(frozen=True)
class Narrowed:
    """What was taken out of a query."""

    days: Days | None = None
    paper: str = ""
    county: str = ""
    author: str = ""

    def holds(self, entry: Entry) -> bool:
        if self.paper and entry.article.paper != self.paper:
            return False
        if self.county and not (entry.place and _inside(entry.place.adcode, self.county)):
            return False
        return self.days is None or self.days.hold(entry.article.date)


@dataclass(frozen=True)
class Reading:
    """What a query asks for, and what it was narrowed by."""

    asked: Asked
    narrowed: Narrowed = Narrowed()
    plain: str = ""
    """The query that asks for the same words as text; empty where nothing narrows."""

    @property
    def empty(self) -> bool:
        """It asks for nothing."""
        return not self.asked.clauses and self.narrowed == Narrowed()


def _inside(code: str, of: str) -> bool:
    """Whether a place is another one or lies in it."""
    return of in (code, f"{code[:4]}00", f"{code[:2]}0000")


class Known:
    """What queries may name in an archive."""

    def __init__(self, held: Holdings) -> None:
        self._held = held

    @cached_property
    def papers(self) -> dict[str, str]:
        """Keys of newspapers by what they are called."""
        there = {entry.article.paper for entry in self._held.entries}
        names = [(_bare(each), key) for key in sorted(there) for each in (*self._held.papers[key].labels, key)]
        found = {name: key for name, key in reversed(names) if len(name) > 1}
        return {_IN_NEWSPAPER.sub("", name): key for name, key in found.items()} | found

    @cached_property
    def places(self) -> dict[str, list[str]]:
        """Codes of places by what they are and were called."""
        codes = {entry.place.adcode for entry in self._held.entries if entry.place}
        codes |= {above for code in codes for above in (f"{code[:4]}00", f"{code[:2]}0000")}
        own = gazetteer().knowing(self._held.own_places)
        places = [place for code in sorted(codes) if (place := own.get(code))]
        today = _by_name((place.name, place.adcode) for place in places)
        before = _by_name((other.name, place.adcode) for place in places for other in own.others(place))
        return before | today

    @cached_property
    def signed(self) -> Counter[str]:
        """How many articles each has signed."""
        return Counter(fold(author.name) for entry in self._held.entries for author in entry.article.authors)

    def has(self, span: Days) -> bool:
        return any(span.hold(entry.article.date) for entry in self._held.entries)

    def settled(self, span: Days, today: datetime.date) -> Days:
        """Of days that may be several the first that there is something of; else the latest that has come."""
        spans = [span, *span.others]
        there = (each for each in spans if len(spans) > 1 and self.has(each))
        come = (each for each in spans if each.first <= f"{today}")
        return next(there, None) or next(come, span)


def _bare(name: str) -> str:
    """A name without the brackets of one that is inferred, and those of a title; folded."""
    return fold(_AROUND.sub("", name))


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, code in named:
        for each in dict.fromkeys((fold(name), ENDS.sub("", fold(name)))):
            if len(each) > 1 and code not in found.setdefault(each, []):
                found[each].append(code)
    return found


# ---- what a query names ----------------------------------------------------------------------------------------------

Part = Thing | str


def _thing(known: Known, text: str, today: datetime.date) -> Thing | None:
    """What a text names, if it is nothing but the name of it."""
    if found := days(text, today):
        return Thing("date", text, days=found if found.on else known.settled(found, today))
    name = _bare(text)
    if key := known.papers.get(name):
        return Thing("paper", text, key=key)
    codes = known.places.get(name)
    return Thing("place", text, codes=tuple(codes)) if codes else None


def _parts(known: Known, query: str, today: datetime.date) -> list[Part]:
    """The words of a query, and what they name."""
    of = asked(query)
    if of.literal or len({clause.group for clause in of.clauses}) < len(of.clauses):
        return [query]
    tokens = _TOKEN.findall(query)
    plain = [_plain(token) and _WITHOUT not in tokens[max(0, n - 1) : n + 1] for n, token in enumerate(tokens)]
    parts, kinds, at = list[Part](), set[tuple[str, bool]](), 0
    while at < len(tokens):
        found, n = _longest(known, tokens[at : at + TOGETHER], plain[at : at + TOGETHER], today)
        if found and (found.kind, found.loose) not in kinds:  # of two days or places the second is a word
            kinds.add((found.kind, found.loose))
            parts.append(replace(found, text=" ".join(tokens[at : at + n])))
        else:
            parts += tokens[at : at + n]
        at += n
    return parts


def _plain(token: str) -> bool:
    clauses = asked(token).clauses
    return bool(_WORD.fullmatch(token) and clauses and clauses[0].field == TEXT)


def _longest(
    known: Known, tokens: Sequence[str], plain: Sequence[bool], today: datetime.date
) -> tuple[Thing | None, int]:
    """What the first of some words name together, and how many they are."""
    for n in range(len(tokens), 0, -1):
        found = _thing(known, "".join(tokens[:n]), today) if all(plain[:n]) else None
        if found and (n == 1 or found.kind == "date"):
            return found, n
    return None, 1


def _split(known: Known, text: str, today: datetime.date) -> list[Part]:
    """Things that stand at the ends of a text, and what is between them."""
    for n in range(min(len(text), LONGEST), 1, -1):
        for begin in (0, len(text) - n):
            piece, before, behind = text[begin : begin + n], text[:begin], text[begin + n :]
            cut = (_SIGN.match(piece[0]) and _SIGN.match(before[-1:])) or (
                _SIGN.match(piece[-1]) and _SIGN.match(behind[:1])
            )
            within = _SEASON.fullmatch(piece[-1] + behind[:1])
            found = None if cut or within or _SHORT.fullmatch(piece) else _thing(known, piece, today)
            if found and not found.loose:
                return [*_split(known, before, today), found, *_split(known, behind, today)]
    return [text] if text else []


def _people(known: Known, parts: Sequence[Part]) -> list[Thing]:
    """The first person among the words of a query."""
    for text in parts:
        if isinstance(text, str) and _WORD.fullmatch(text):
            for name in dict.fromkeys((text, _BEHIND.sub("", _BEFORE.sub("", text)))):
                if _NAME.fullmatch(name) and known.signed[fold(name)]:
                    return [Thing("person", text, name=name)]
    return []


# ---- what it narrows -------------------------------------------------------------------------------------------------


def readings(held: Holdings, query: str, today: datetime.date | None = None) -> Iterator[Reading]:
    """The ways in which a query may be read, the likeliest first: the first that finds something is meant. The query as
    it stands is among them, and the last."""
    known, now = Known(held), today or datetime.date.today()
    parts = _parts(known, query, now)
    things = _things(parts)
    words = len(parts) > len(things)
    firm = [each for each in things if not each.loose and (each.kind in ("date", "paper") or not words)]
    if len(parts) > 1:
        yield from _narrowed(query, parts, firm)
        yield from _narrowed(query, parts, [each for each in firm if each.kind != "place"])
    yield from _as_it_stands(query)
    persons = _people(known, parts)
    close = [part for each in parts for part in _closer(known, each, now)]
    for of, by in ((parts, [*things, *persons]), (close, [*_things(close), *persons])):
        yield from _narrowed(query, of, [each for each in by if not (each.days and each.days.on)])
    yield Reading(asked(query))


def _things(parts: Iterable[Part]) -> list[Thing]:
    return [each for each in parts if isinstance(each, Thing)]


def _closer(known: Known, part: Part, today: datetime.date) -> list[Part]:
    return _split(known, part, today) if isinstance(part, str) and _WORD.fullmatch(part) else [part]


def _as_it_stands(query: str) -> Iterator[Reading]:
    yield Reading(asked(query))
    if other := reread(query):
        yield Reading(other)


def _narrowed(query: str, parts: Sequence[Part], by: Sequence[Thing]) -> Iterator[Reading]:
    """The query without some of what it names, by which it is narrowed."""
    by = [each for each in by if len(each.codes) < 2]  # which of two places, nobody said
    if not by:
        return
    narrowed = Narrowed()
    for each in by:
        narrowed = replace(
            narrowed,
            days=each.days or narrowed.days,
            paper=each.key or narrowed.paper,
            county=next(iter(each.codes), narrowed.county),
            author=each.name or narrowed.author,
        )
    gone = {each.text for each in by}
    texts = [each if isinstance(each, str) else each.text for each in parts]
    rest = " ".join(text for text in texts if text not in gone)
    plain = " ".join(token if _IN_QUOTES.search(token) else f'"{token}"' for token in _TOKEN.findall(query))
    for reading in _as_it_stands(rest):
        clauses = reading.asked.clauses
        if narrowed.author:
            author = Clause(fold(narrowed.author), "author", without=False, group=-1)
            clauses = (author, *clauses)
        yield Reading(Asked(clauses, reading.asked.literal), narrowed, plain)


def chosen(held: Holdings, query: str, finds: Callable[[Reading], bool]) -> Reading:
    """The reading of a query that is meant: the first that finds something, or the query as it stands."""
    possible = [each for each in readings(held, query) if not each.empty]
    return next((each for each in possible if finds(each)), Reading(asked(query)))
