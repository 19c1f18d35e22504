"""`seeds/names.yml`: people and bodies under the names by which they are listed, and whom the names in articles mean.

    马烽:
      variants: [闻石, 馬烽]
      dates: 1922—2004
    张三（教师）:
    张三（县长）:
    老马: 马烽              # the same as 马烽
    江沿线: "-"             # nobody, though a text may look like it

1. A name in an article means whom it names by the id, else him alone who has that name or variant, in whatever
   characters. Of a name that several have the article has to say whose it is: that is said, and not guessed.
2. A name behind which another one stands leads on to that one, and is one of its variants.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from generator.base.agents import Agent
from generator.base.archive import Entry
from generator.language import persons
from generator.language.terms import fold
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.files.reader import Reader, shown

FILE = "seeds/names.yml"
NOBODY = "-"
LONGEST = 100
"""Characters of a name: it stands in lists and headings."""


@dataclass(frozen=True)
class Agents:
    """What the file says."""

    of: Mapping[str, Agent] = field(default_factory=dict)
    """By id; those that lead on are among the variants of whom they lead to."""
    line: Lines = field(default_factory=Lines)
    nobody: frozenset[str] = frozenset()
    """What is nobody's name, though it looks like one."""

    @property
    def called(self) -> Mapping[str, str]:
        """Whom a text means by a name: names that nobody else has; empty of what is nobody's name."""
        names = ((name, id) for id, agent in self.of.items() for name in agent.names())
        sole = {name: id for name, id in names if len(self.bearers[fold(name)]) == 1}
        return {**sole, **dict.fromkeys(self.nobody, "")}

    @cached_property
    def bearers(self) -> Mapping[str, Sequence[str]]:
        """The ids of those who have a name, which is folded."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for id, agent in self.of.items():
            for name in agent.names():
                found[fold(name)][id] = None
        return {name: [*ids] for name, ids in found.items()}

    def meant(self, name: str) -> Sequence[str]:
        """The ids of those whom a name may mean; an id means itself."""
        return [name] if name in self.of and len(self.bearers[fold(name)]) == 1 else self.bearers.get(fold(name), ())


def read(reader: Reader) -> Agents:
    """What `seeds/names.yml` says; a problem for each thing in it that is wrong."""
    if not (reader.root / FILE).exists() or reader.is_blank(FILE) or (found := reader.yaml(FILE)) is None:
        return Agents()
    data, line = found
    agents: dict[str, Agent] = {}
    leads: dict[str, str] = {}
    for id, item in data.items():
        if not id.strip() or len(id) > LONGEST:
            mend = f"Write the name by which it is to be listed, {LONGEST} characters at most."
            reader.report(FILE, line((id,)), f"{shown(id)} is no name", mend)
        elif isinstance(item, str):
            leads[id] = item.strip()
        elif agent := _agent(reader, id, {} if item is None else item, line):
            agents[id] = agent
    nobody = {id for id, to in leads.items() if to == NOBODY}
    leads = {id: to for id, to in leads.items() if to != NOBODY}
    return replace(_whole(reader, agents, leads, line), nobody=frozenset(nobody))


def _agent(reader: Reader, id: str, item: Any, line: Lines) -> Agent | None:
    if isinstance(item, dict) and "id" in item:
        reader.report(FILE, line((id, "id")), f'unknown field "id" for {shown(id)}', "The name itself is the id.")
        return None
    return reader.record(Agent, {**item, "id": id} if isinstance(item, dict) else item, FILE, line, (id,), shown(id))


def _whole(reader: Reader, agents: dict[str, Agent], leads: Mapping[str, str], line: Lines) -> Agents:
    """With what leads on among the variants; a problem for each that leads nowhere."""
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
                reader.report(FILE, line((id,)), what, "Write variants, dates or a note behind one of them.")
        elif end not in agents:
            near = difflib.get_close_matches(end, agents, 1, 0.5)
            mend = f"Did you mean {near[0]}?" if near else f'Add "{shown(end)}:" to this file.'
            reader.report(FILE, line((id,)), f"{shown(id)} leads to {shown(end)}, which is not in this file", mend)
        else:
            more[end].append(id)
    for id, merged in more.items():
        variants = (*agents[id].variants, *(name for name in merged if name not in agents[id].variants))
        agents[id] = agents[id].model_copy(update={"variants": variants})
    found = Agents(agents, line)
    for id, agent in agents.items():
        if len(both := found.bearers[fold(id)]) > 1 and agent.name == id:
            others = " and ".join(other for other in both if other != id)
            mend = f"Tell it apart, as in {id}（…）, or take that name away from the other."
            reader.report(FILE, line((id,)), f"{shown(id)} is also a name of {others}", mend)
    return found


def told(reader: Reader, agents: Agents, entries: Iterable[Entry]) -> list[Entry]:
    """The articles with those whom they name. A problem for each id that is nobody's, and for each name that several
    have in articles that do not say whose it is."""
    unsaid: defaultdict[str, list[Entry]] = defaultdict(list)
    out = []
    for entry in entries:
        found: dict[str, str] = {}
        for name, id in _named(entry):
            ids = agents.meant(id or name)
            if len(ids) == 1:
                found[id or name] = ids[0]
                _compare(reader, agents, entry, name, id)
            elif id:
                _unknown(reader, agents, entry, name, id)
            elif ids and name not in agents.of:  # else it is said of the list
                unsaid[name].append(entry)
        out.append(replace(entry, agents=found) if found else entry)
    for name, some in unsaid.items():
        _ambiguous(reader, agents, name, some)
    return out


def public(
    agents: Mapping[str, Agent], called: Mapping[str, str], entries: Sequence[Entry]
) -> tuple[dict[str, Agent], dict[str, str]]:
    """Those whom one of the articles names, also in its text, and the names by which texts mean them."""
    there = {id for entry in entries for id in entry.agents.values()} if agents else set[str]()
    left = [name for name, id in called.items() if id and id not in there]
    texts = [persons.read_of(entry.article) for entry in entries] if left else []
    there |= {called[name] for names in persons.known(left, texts) for name in names}
    shown = {id: agent for id, agent in agents.items() if id in there}
    return shown, {name: id for name, id in called.items() if not id or id in there}


def _named(entry: Entry) -> Iterable[tuple[str, str | None]]:
    """Names in an article, each with the id that stands beside it."""
    article = entry.article
    yield from ((author.name, author.id) for author in article.authors)
    yield from ((name, None) for name in (*article.persons, *article.organisations))


def _compare(reader: Reader, agents: Agents, entry: Entry, name: str, id: str | None) -> None:
    """Says where somebody is called by a name that is not known of him: the id may be a slip."""
    if id is None or agents.meant(id)[0] in agents.bearers.get(fold(name), ()):
        return
    what = f"{name}, of {entry.article.id}, is no name of {id}"
    reader.report(*entry.at, what, f"Add it to the variants in {FILE}, or correct the id.", stops=False)


def _unknown(reader: Reader, agents: Agents, entry: Entry, name: str, id: str) -> None:
    if ids := agents.meant(id):
        what, mend = f"the id {shown(id)} of {name} is a name of {' and '.join(ids)}", "Write one of these."
    else:
        near = [*agents.bearers.get(fold(name), ()), *difflib.get_close_matches(id, agents.of, 1, 0.5)]
        what = f"the id {shown(id)} of {name} is not in {FILE}"
        mend = f"Did you mean {near[0]}?" if near else "Add it there, or take it away here."
    reader.report(*entry.at, what, mend)


def _ambiguous(reader: Reader, agents: Agents, name: str, entries: Sequence[Entry]) -> None:
    ids = agents.meant(name)
    file, line = entries[0].at
    some = "1 article does" if len(entries) == 1 else f"{len(entries):,} articles do"
    first = f"{file}:{line}" if len(entries) == 1 else f"the first at {file}:{line}"
    what = f"{name} is a name of {' and '.join(ids)}, and {some} not say whose ({first})"
    mend = f"Write it there: id: {ids[0]} beside the name of an author, the id in place of a name in persons."
    reader.report(FILE, agents.line((ids[-1],)), what, mend, stops=False)
