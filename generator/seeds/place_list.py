"""`seeds/places.yml`: names of places that no list of counties has, and the place of today for which each stands.

蔡家崖: 兴县               # a village, a township, a factory, a school: it lies there
红旗公社:
  county: 兴县
  from: 1958
  to: 1984
离山县:                   # what a place was called
  now: 离石区
  from: 1954
  to: 1958
东方红: "-"               # no place, though a text may look like it
"""

from collections.abc import Iterator

from generator.base.agents import Locality
from generator.base.other_names import OtherName
from generator.base.when import When
from generator.language.places import Gazetteer
from generator.seeds import name_lists
from generator.seeds.files.explained import shown
from generator.seeds.files.reader import Reader

FILE = "seeds/places.yml"
LATEST = 9999
"""The year until which something holds that has not ended."""
SHORTEST = 2
"""Characters of a name: one alone stands in every text."""
Places = name_lists.Names[Locality]


def read(reader: Reader, places: Gazetteer) -> tuple[Places, tuple[OtherName, ...]]:
    """What `seeds/places.yml` says, and for which places of today its names stand; a problem for each thing that is
    wrong."""
    found = name_lists.read(reader, FILE, Locality, "county")
    return found, tuple(_others(reader, found, places))


def _others(reader: Reader, found: Places, places: Gazetteer) -> Iterator[OtherName]:
    told: dict[str, list[OtherName]] = {}
    for id, each in found.of.items():
        line = found.line((id,))
        named = each.now or each.county
        if not named or (each.now and each.county):
            what = f"{shown(id)} says {'both county and now' if named else 'neither county nor now'}"
            mend = "Write county: and the place of today in which it lies, or now: and the one whose name it was."
            reader.report(FILE, line, what, mend)
            continue
        for name in each.names():
            if len(name) < SHORTEST:
                mend = "Write it as texts have it where they mean the place."
                reader.report(FILE, line, f"{shown(name)} is too short for the name of a place", mend)
        place = places.resolve(named)
        if place is None:
            what = f"{'now' if each.now else 'county'} of {shown(id)} is {named}, which is no"
            near = places.suggest(named)
            if near and near != named:
                reader.report(FILE, line, f"{what} place of today", f"Write its full name. Did you mean {near}?")
            else:
                mend = "Write its full name with that of the city in front of it, as in 吉林省长春市朝阳区."
                reader.report(FILE, line, f"{what} one place of today", mend)
            continue
        for name in dict.fromkeys(name for name in each.names() if name != id or name == each.name):
            other = OtherName(name, place.adcode, _year(each.first), _year(each.last), inside=not each.now, own=True)
            _contradicted(reader, other, told.setdefault(name, []), places, line)
            yield other
    for name in found.nothing:
        yield OtherName(name, "", own=True)


def _contradicted(reader: Reader, other: OtherName, before: list[OtherName], places: Gazetteer, line: int) -> None:
    """A problem where the name stands for another place in the same years; in the year of a change it may."""
    for each in before:
        first, last = max(each.first or 0, other.first or 0), min(each.until or LATEST, other.until or LATEST)
        if each.now != other.now and first < last:
            of = " and ".join(place.name for code in (each.now, other.now) if (place := places.get(code)))
            mend = "Write from: and to: behind each, so that it is one of them at a time."
            reader.report(FILE, line, f"{shown(other.name)} stands for {of} in the same years", mend)
            break
    before.append(other)


def _year(when: When | None) -> int | None:
    return when.year if when else None
