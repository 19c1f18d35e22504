"""Lists of names in `seeds/` (names.yml, subjects.yml, places.yml), which are written alike: a mapping of names.

    马烽:
      variants: [闻石, 馬烽]
    老马: 马烽              # the same as 马烽
    江沿线: "-"             # nothing, though a text may look like it

A name behind which another one stands leads on to that one, and is one of its variants.
"""

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from generator.base.agents import Listed
from generator.language.terms import fold
from generator.seeds.files import slips
from generator.seeds.files.explained import shown
from generator.seeds.files.plain_yaml import OF_NAMES, Lines
from generator.seeds.files.reader import Reader

NOTHING = "-"
LONGEST = 100
"""Characters of a name: it stands in lists and headings."""

L = TypeVar("L", bound=Listed)


@dataclass(frozen=True)
class Names(Generic[L]):
    """What such a file says."""

    file: str
    of: Mapping[str, L] = field(default_factory=dict)
    """By id; those that lead on are among the variants of what they lead to."""
    line: Lines = field(default_factory=Lines)
    nothing: frozenset[str] = frozenset()
    """What is no name of anything, though it looks like one."""

    @property
    def called(self) -> Mapping[str, str]:
        """What is meant by a name: names that nothing else has; empty of what is nothing's name."""
        names = ((name, id) for id, each in self.of.items() for name in each.names())
        sole = {name: id for name, id in names if len(self.bearers[fold(name)]) == 1}
        return {**sole, **dict.fromkeys(self.nothing, "")}

    @cached_property
    def bearers(self) -> Mapping[str, Sequence[str]]:
        """The ids of what has a name, which is folded."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for id, each in self.of.items():
            for name in each.names():
                found[fold(name)][id] = None
        return {name: [*ids] for name, ids in found.items()}

    def meant(self, name: str) -> Sequence[str]:
        """The ids of what a name may mean; an id means itself."""
        return [name] if name in self.of and len(self.bearers[fold(name)]) == 1 else self.bearers.get(fold(name), ())


def read(reader: Reader, file: str, model: type[L], short: str = "") -> Names[L]:
    """What a file says; a problem for each thing in it that is wrong. A name of something else behind a name is the
    value of the field `short`, where there is such a field."""
    if not (reader.root / file).exists() or reader.is_blank(file) or (found := reader.yaml(file, OF_NAMES)) is None:
        return Names(file)
    data, line = found
    records: dict[str, L] = {}
    leads: dict[str, str] = {}
    for id, item in data.items():
        if not id.strip() or len(id) > LONGEST:
            mend = f"Write the name by which it is to be listed, {LONGEST} characters at most."
            reader.report(file, line((id,)), f"{shown(id)} is no name", mend)
        elif isinstance(item, str) and (not short or item.strip() in data or item.strip() == NOTHING):
            leads[id] = item.strip()
        else:
            given = {short: item} if isinstance(item, str) else {} if item is None else item
            if record := _record(reader, file, model, id, given, line):
                records[id] = record
    nothing = frozenset(id for id, to in leads.items() if to == NOTHING)
    leads = {id: to for id, to in leads.items() if to != NOTHING}
    further = ", dates or" if "dates" in model.model_fields else " or"
    return _whole(reader, Names(file, records, line, nothing), leads, further)


def _record(reader: Reader, file: str, model: type[L], id: str, item: Any, line: Lines) -> L | None:
    if isinstance(item, dict) and "id" in item:
        reader.report(file, line((id, "id")), f'unknown field "id" for {shown(id)}', "The name itself is the id.")
        return None
    return reader.record(model, {**item, "id": id} if isinstance(item, dict) else item, file, line, (id,), shown(id))


def _whole(reader: Reader, found: Names[L], leads: Mapping[str, str], further: str) -> Names[L]:
    """With what leads on among the variants; a problem for each that leads nowhere."""
    file, records, line = found.file, dict(found.of), found.line
    more: defaultdict[str, list[str]] = defaultdict(list)
    for id in leads:
        way = [id]
        while way[-1] in leads and leads[way[-1]] not in way:
            way.append(leads[way[-1]])
        end = way[-1]
        if end in leads:
            ring = way[way.index(leads[end]) :]
            if id == min(ring):  # said once, not for each of the ring
                what = f"leads in a ring: {' to '.join([*ring, ring[0]])}"
                reader.report(file, line((id,)), what, f"Write variants{further} a note behind one of them.")
        elif end not in records and (slip := slips.of_field(end, None, shown(id))):
            reader.report(file, line((id,)), *slip)
        elif end not in records:
            near = difflib.get_close_matches(end, records, 1, 0.5)
            mend = f"Did you mean {near[0]}?" if near else f'Add "{shown(end)}:" to this file.'
            reader.report(file, line((id,)), f"{shown(id)} leads to {shown(end)}, which is not in this file", mend)
        else:
            more[end].append(id)
    for id, merged in more.items():
        variants = (*records[id].variants, *(name for name in merged if name not in records[id].variants))
        records[id] = records[id].model_copy(update={"variants": variants})
    found = replace(found, of=records)
    for id, each in records.items():
        if len(both := found.bearers[fold(id)]) > 1 and each.name == id:
            others = " and ".join(other for other in both if other != id)
            mend = f"Tell it apart, as in {id}（…）, or take that name away from the other."
            reader.report(file, line((id,)), f"{shown(id)} is also a name of {others}", mend)
    return found
