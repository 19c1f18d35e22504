"""`seeds/names.yml`: people and bodies under the names by which they are listed, and whom the names in articles mean.

    马烽:
      variants: [闻石, 馬烽]
      dates: 1922—2004
    张三（教师）:
    张三（县长）:
    老马: 马烽              # the same as 马烽
    江沿线: "-"             # nobody, though a text may look like it

A name in an article means whom it names by the id, else him alone who has that name or variant, in whatever characters.
Of a name that several have the article has to say whose it is: that is said, and not guessed.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.base.agents import Agent
from generator.base.archive import Entry
from generator.language import persons
from generator.language.terms import fold
from generator.seeds import name_lists
from generator.seeds.files.explained import shown
from generator.seeds.files.reader import Reader

FILE = "seeds/names.yml"
Agents = name_lists.Names[Agent]


def read(reader: Reader) -> Agents:
    """What `seeds/names.yml` says; a problem for each thing in it that is wrong."""
    return name_lists.read(reader, FILE, Agent)


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
