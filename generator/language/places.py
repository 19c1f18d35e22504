"""Names of provinces, cities and counties: what they mean today, and which of them a text is about.

Looking a name up, `Gazetteer.resolve`:
1. A name of today, in full. Of several namesakes the one nearest to `near` is meant; none where that does not decide.
2. A name with those above it in front of it: 北京市朝阳区, 山西兴县.
3. A name that is gone stands for the county that took its place: 长治县 is 上党区. Where several places had it, the day
   decides.
4. What an archive writes down goes before (`knowing`): its villages and factories stand for their county.

Finding the place of a text, `Gazetteer.place_of`:
1. At each position the longest name of the whole country counts, so that 兴县 is not found in 长兴县. A name of two
   characters counts only where no word runs into it from the left (乡村振兴县域).
2. Short forms (左权 for 左权县) and townships count inside the paper's home region only, where they are clear:
   elsewhere 长子 is an eldest son, and 三交镇 stands in two counties of 吕梁 alone. What an archive has written down
   counts everywhere, in the years that it gives.
3. Headline, opening words and the rest weigh less and less; 我县, 我市 and 全市 in the headline mean the home place.
4. One county of the home region that outweighs the others is the place. Several of them are a report on the region.
5. A text that names places elsewhere, and nothing of home, has no place for a local paper unless one is plain.
6. Else it is the paper's home place; a national paper has none.
"""

import csv
import functools
import importlib.resources
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from generator.base.archive import Place
from generator.base.newspaper import Paper
from generator.base.other_names import OtherName
from generator.base.when import When
from generator.language.lexicon import Ints, codes_of
from generator.language.likeness import likeness

HEADLINE = 6.0
"""Weight of a name in the headline: the headline says what a text is about."""
OPENING = 3.0
"""Weight of a name in the opening words."""
OPENING_LENGTH = 80
"""Characters that open a text: its first sentence or two."""
REST = 1.0
SHORT_FORM = 0.9
"""A short form is a little less sure than a full name."""
OUTWEIGHS = 2.0
"""So many times as heavy as the next must a county be; less is a report on several counties."""
AWAY = 2.0
"""Names elsewhere from which a text is not the paper's own: two in the body, or one in the opening."""
SUMS = 1 << 16
"""Numbers that tell two neighbouring characters apart, more or less."""
SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|县|区|州|盟|旗)$")
LIKE = 0.5
"""Likeness from which a name is suggested: two characters of which one is the other's."""
SAME_LENGTH, CLOSE_BY = 0.2, 0.3
"""What speaks for a suggestion beside its likeness: one character of three is a likeness of 0.67, two of three 0.8."""
BEFORE_SHORT_NAME = re.compile(r"[\W\d_在到与和及赴是由从向为给对省市州区盟县镇来的]$|^$")
"""What may stand before a name of two characters: 振 in 乡村振兴县域 may not."""
AFTER_SHORT_NAME = re.compile(r"域|级")
PEOPLES = re.compile(
    r"(?:(?:[蒙回藏苗彝壮侗瑶白傣黎畲水土羌怒满佤各京]|蒙古|维吾尔|布依|朝鲜|哈尼|哈萨克|傈僳|拉祜|纳西|景颇|柯尔克孜|达斡尔|仫佬|"
    r"布朗|撒拉|毛南|仡佬|锡伯|塔吉克|普米|鄂温克|裕固|独龙|鄂伦春|土家|东乡|高山|保安|俄罗斯|塔塔尔|门巴|珞巴|基诺)族)+$"
    r"|(?:蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克)$"
)

Where = Literal["text", "paper"]


class Gazetteer:
    """The places of `generator/data/places.csv`."""

    def __init__(
        self,
        rows: Iterable[tuple[str, str, str]],
        townships: Mapping[str, Sequence[str]] = MappingProxyType({}),
        others: Iterable[OtherName] = (),
    ) -> None:
        rows, others = tuple(rows), tuple(others)
        self._rows, self._townships, self._others = rows, townships, others
        today = {adcode: (name, parent) for adcode, name, parent in rows}
        self._places = {a: Place(adcode=a, name=n, parents=self._above(today, p)) for a, (n, p) in today.items()}
        self._meanings: dict[str, list[Place]] = {}
        for place in self._places.values():
            self._meanings.setdefault(place.name, []).append(place)
        self._heirs = {other.code: other.now for other in others if other.code and other.code not in self._places}
        self._named_so: dict[str, list[OtherName]] = {}
        self._called: dict[str, list[OtherName]] = {}
        for other in others:
            if other.own or other.name not in self._meanings:
                self._named_so.setdefault(other.name, []).append(other)
            if other.now:
                self._called.setdefault(other.now, []).append(other)
        self._own = {name: of for name, of in self._named_so.items() if of[0].own}
        self._by_start: dict[str, list[str]] = {}
        in_texts = (name for name, of in self._named_so.items() if of[0].own or not of[0].word)
        for name in {*self._meanings, *in_texts}:
            self._by_start.setdefault(name[:2], []).append(name)
        for names in self._by_start.values():
            names.sort(key=lambda n: (-len(n), n))
        self._short: dict[str, list[Place]] = {}
        for place in self._places.values():
            if (short := short_form(place.name)) != place.name:
                self._short.setdefault(short, []).append(place)

    @staticmethod
    def _above(today: dict[str, tuple[str, str]], parent: str) -> tuple[str, ...]:
        names: list[str] = []
        while parent:
            name, parent = today[parent]
            names.append(name)
        return tuple(reversed(names))

    @functools.lru_cache(maxsize=8)  # noqa: B019  # one gazetteer lives as long as the program
    def knowing(self, own: tuple[OtherName, ...]) -> "Gazetteer":
        """With what an archive has written down: it goes before what is known of the names."""
        known = {other.name for other in own}
        others = [*own, *(other for other in self._others if other.name not in known)]
        return Gazetteer(self._rows, self._townships, others) if own else self

    def get(self, adcode: str) -> Place | None:
        """The place of today that has this code."""
        return self._places.get(adcode)

    def meant(self, adcode: str) -> Place | None:
        """The place of today that a code stands for, which may have been another one's that is gone."""
        return self.get(adcode) or self.get(self._heirs.get(adcode, ""))

    def contradictions(self, paper: Paper) -> Iterator[tuple[str, str]]:
        """What of a paper's code does not fit, and how to mend it."""
        if not paper.adcode:
            return
        meant, home = self.meant(paper.adcode), self.resolve(paper.place, paper.adcode) if paper.place else None
        if home and meant != home:
            of = f"that of {_full(meant)}" if meant else "which is no place's"
            mend = f'Write "adcode: "{home.adcode}"" for {_full(home)}, or correct the place.'
            yield f"{of}, and its place is {paper.place}", mend
        elif not meant:
            yield "which is no place's", "Correct it, or take it out."

    def resolve(self, name: str, near: str | None = None, date: When | None = None) -> Place | None:
        """The place that `name` means today; `near`, an adcode, decides between namesakes, and `date` between those
        that had a name which is gone."""
        if heirs := self._named_so.get(name):
            held = [other for other in heirs if date and other.held(date.year)]
            return _nearest(self._of(held or heirs), near)
        if found := self._meanings.get(name):
            return _nearest(found, near)
        for cut in range(2, len(name) - 1):
            above, rest = name[:cut], name[cut:]
            meant = [p for p in self._candidates(rest) if any(above in (n, short_form(n)) for n in p.parents)]
            if meant:
                return _nearest(meant, near)
            if self._is_place(above) and (inner := self.resolve(rest, near)) and self._under(inner, above):
                return inner
        return None

    def since(self, name: str, place: Place, near: str | None = None) -> str | None:
        """Where what lay in a place on a day and is called so lies now, if elsewhere; empty: that is not known."""
        inside = [other for other in self._named_so.get(name, ()) if other.inside]
        now = _nearest(self._of(other for other in inside if other.until is None), near)
        return None if not inside or now == place else now.name if now else ""

    def names(self) -> set[str]:
        """Names of all places, of today and gone, and their short forms."""
        return {*self._meanings, *self._named_so, *self._short}

    def _of(self, others: Iterable[OtherName]) -> list[Place]:
        """The places of today, each once."""
        return [self._places[code] for code in dict.fromkeys(other.now for other in others if other.now)]

    def others(self, place: Place) -> list[OtherName]:
        """What it was and is called beside its name, and what the archive knows in it; the earliest first."""
        return sorted(self._called.get(place.adcode, ()), key=lambda of: (of.until or 9999, of.first or 0, of.name))

    def on(self, place: Place, date: When) -> str:
        """What it was called on a day; empty where that is its name of today, or not known."""
        return self._on(place, date.year) if place.adcode in self._called else ""

    @functools.lru_cache(maxsize=1 << 14)  # noqa: B019  # one gazetteer lives as long as the program
    def _on(self, place: Place, year: int) -> str:
        names = [other for other in self._called[place.adcode] if not other.inside and other.certain(year)]
        own = [other for other in names if other.own] or names
        return own[0].name if len({other.name for other in own}) == 1 and own[0].name != place.name else ""

    def in_full(self, name: str, near: str | None = None) -> Place | None:
        """The place whose name without 县, 市 or 区 this is, where it is one alone; `near`, an adcode, decides between
        namesakes."""
        found = self._short.get(name, ())
        return _nearest([*found], near) if found else None

    def suggest(self, name: str, near: str | None = None) -> str | None:
        """The name of today that is most like `name`, for a message, by its characters, by sound and by look: a name of
        the same length rather, for mostly one character is mistyped, and one of a place that is close to `near`, an
        adcode."""
        if name in self._short:
            return max(self._short[name], key=lambda place: _shared(place, near)).name
        close = {other: like for other in self._meanings if (like := likeness(other, name)) >= LIKE}

        def meant(other: str) -> float:
            shared = max(_shared(place, near) for place in self._meanings[other])
            return close[other] + SAME_LENGTH * (len(other) == len(name)) + CLOSE_BY * shared / 6

        return max(close, key=meant) if close else None

    def place_of(
        self, title: str, paragraphs: Sequence[str], paper: Paper, date: When | None = None
    ) -> tuple[str | None, Where | None]:
        """The place that a text of a day is about (full name of today), and whether the text or the paper says so."""
        home = self.home(paper)
        text = "".join(paragraphs)
        opening, rest = text[:OPENING_LENGTH], text[OPENING_LENGTH:]
        weights: Counter[Place] = Counter()
        for part, weight in ((title, HEADLINE), (opening, OPENING), (rest, REST)):
            for place, sure in self._named(part, home, date):
                weights[place] += weight * sure  # type: ignore[assignment]  # typeshed wants whole numbers
        if home is None:
            return self._elsewhere(weights, HEADLINE * SHORT_FORM, OPENING)
        ours = _ours(home)
        local = {p: w for p, w in weights.items() if p != home and _inside(p, home)}
        if ours.search(title):
            return home.name, "paper"
        if local:
            first, *others = sorted(local.items(), key=lambda item: (-item[1], item[0].adcode))
            if first[1] >= OUTWEIGHS * (others[0][1] if others else weights.get(home, 0.0) / 2 if not title else 0.0):
                return first[0].name, "text"
        if weights.get(home) or local:
            return home.name, "text" if weights.get(home) else "paper"
        away = Counter({p: w for p, w in weights.items() if not _related(p, home)})
        if sum(away.values()) >= AWAY and not ours.search(text):
            plain = self._elsewhere(away, HEADLINE, HEADLINE)
            if plain[0] or any(p.adcode[:4] != home.adcode[:4] for p in away):  # a county's paper names its neighbours
                return plain
        return home.name, "paper"

    def home(self, paper: Paper) -> Place | None:
        """Where a newspaper is at home."""
        if paper.adcode and (place := self.get(paper.adcode)):
            return place
        return self.resolve(paper.place, paper.adcode) if paper.place else None

    @staticmethod
    def _elsewhere(weights: Counter[Place], least: float, opening: float) -> tuple[str | None, Where | None]:
        """The heaviest place, the lower rung first, where it reaches the least weight that is plain."""
        counties = {p: w for p, w in weights.items() if p.parents}
        for place, weight in sorted(
            counties.items(), key=lambda item: (-len(item[0].parents), -item[1], item[0].adcode)
        ):
            rivals = [w for p, w in counties.items() if len(p.parents) == len(place.parents) and p != place]
            if weight >= min(least, opening) and weight >= OUTWEIGHS * max(rivals, default=0.0):
                return place.name, "text"
        return None, None

    def _is_place(self, name: str) -> bool:
        return name in self._meanings or name in self._short

    def _candidates(self, name: str) -> list[Place]:
        return self._meanings.get(name) or self._of(self._named_so.get(name, ()))

    @staticmethod
    def _under(place: Place, above: str) -> bool:
        return any(above in (name, short_form(name)) for name in place.parents)

    def _named(self, text: str, home: Place | None, date: When | None) -> Iterator[tuple[Place, float]]:
        """Places that the text names, each with how sure it is, the longest name first at every position."""
        near = home.adcode if home else None
        region = self._region(home)
        end = 0
        for at in np.flatnonzero(self._may_begin(home)[_sums(text)]).tolist():
            if at < end:
                continue
            pair = text[at : at + 2]
            name = next((n for n in self._by_start.get(pair, ()) if text.startswith(n, at)), None)
            if name and (len(name) > 2 or _stands_alone(text, at, name)):
                if (name not in self._own or self._holds(name, date)) and (place := self.resolve(name, near, date)):
                    yield place, 1.0
                end = at + len(name)
            elif short := next((s for s in region.get(pair, ()) if text.startswith(s[0], at)), None):
                yield short[1], SHORT_FORM
                end = at + len(short[0])

    def _holds(self, name: str, date: When | None) -> bool:
        """Whether a name that the archive has written down for some years means something in a text of this day."""
        return not date or any(other.held(date.year) for other in self._own[name])

    @functools.lru_cache(maxsize=64)  # noqa: B019  # one gazetteer lives as long as the program
    def _may_begin(self, home: Place | None) -> NDArray[np.bool_]:
        """By the sum of two characters whether a name may begin with them: one pair in twenty has such a sum. To look
        at each pair takes twice as long."""
        found = np.zeros(SUMS, np.bool_)
        for pair in (*self._by_start, *self._region(home)):
            found[_sums(pair)] = True
        return found

    @functools.lru_cache(maxsize=64)  # noqa: B019  # one gazetteer lives as long as the program
    def _region(self, home: Place | None) -> dict[str, list[tuple[str, Place]]]:
        """Short forms and townships that are clear in the home region, by their first two characters."""
        found: dict[str, list[tuple[str, Place]]] = {}
        if home is None:
            return found
        city = home.adcode[:4]
        for short, places in self._short.items():
            near = [p for p in places if p.adcode.startswith(city)]
            if len(near) == 1:
                found.setdefault(short[:2], []).append((short, near[0]))
        inside = {county: names for county, names in self._townships.items() if county.startswith(city)}
        common = Counter(name for names in inside.values() for name in names)
        for county, names in inside.items():
            for name in names:
                if common[name] == 1 and len(name) > 2:
                    found.setdefault(name[:2], []).append((name, self._places[county]))
        for shorts in found.values():
            shorts.sort(key=lambda s: (-len(s[0]), s[0]))
        return found


def _sums(text: str) -> Ints:
    """Of every two neighbouring characters."""
    codes = codes_of(text)
    return (codes[:-1] * 31 + codes[1:]) & (SUMS - 1)


def _ours(home: Place) -> re.Pattern[str]:
    """How the paper speaks of its home place: 我市 and 全市, 我县 and 全县, 我省."""
    rank = {"市": "市", "县": "县", "区": "区", "旗": "旗", "省": "省"}.get(home.name[-1], home.name[-1])
    return re.compile(f"[我全]{rank}")


def short_form(name: str) -> str:
    """The name without its rank and its peoples: 左权 for 左权县, 内蒙古 for 内蒙古自治区; 兴县 stays as it is."""
    short = SUFFIX.sub("", name, count=1)
    if name.endswith(("自治州", "自治县", "自治区", "自治旗")):
        bare = PEOPLES.sub("", short)
        short = bare if len(bare) > 1 else short  # 西藏 is no people's 西
    return short if len(short) > 1 else name


def _stands_alone(text: str, at: int, name: str) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
    return bool(BEFORE_SHORT_NAME.search(before)) and not AFTER_SHORT_NAME.match(after)


def _nearest(places: Sequence[Place], near: str | None) -> Place | None:
    """The only one, or the one that shares most of its code with `near`."""
    if len(places) == 1:
        return places[0]
    if not places or not near:
        return None

    best = max(_shared(place, near) for place in places)
    nearest = [p for p in places if _shared(p, near) == best]
    return nearest[0] if best and len(nearest) == 1 else None


def _shared(place: Place, near: str | None) -> int:
    """How many digits of its code a place shares with `near`: those of the county, of the city, of the province."""
    return next((n for n in (6, 4, 2) if near and place.adcode[:n] == near[:n]), 0)


def _inside(place: Place, home: Place) -> bool:
    return home.name in place.parents and place.adcode[:2] == home.adcode[:2]


def _related(place: Place, home: Place) -> bool:
    """The place lies in the home region or above it: 山西省 says nothing against 吕梁市; 临县 does against 兴县."""
    return place == home or _inside(place, home) or place.name in home.parents


@functools.cache
def gazetteer() -> Gazetteer:
    """The shipped places; read once."""
    places, others, townships = map(_table, ("places.csv", "other_names.csv", "townships.csv"))
    return Gazetteer(
        ((r["adcode"], r["name"], r["parent"]) for r in places),
        {r["county"]: r["names"].split() for r in townships},
        (OtherName(r["name"], r["now"], _year(r["from"]), _year(r["until"]), r["adcode"]) for r in others),
    )


def _table(name: str) -> Iterator[dict[str, str]]:
    data = importlib.resources.files("generator") / "data" / name
    return csv.DictReader(data.read_text(encoding="utf-8").splitlines())


def _year(text: str) -> int | None:
    return int(text) if text else None


def _full(place: Place) -> str:
    """The name with those above it."""
    return "".join([*place.parents, place.name])
