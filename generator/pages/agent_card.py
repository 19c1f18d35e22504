"""What `seeds/names.yml` tells of somebody, above the articles of his page."""

from collections.abc import Iterator, Sequence

from generator.base.addresses import author_path, url
from generator.pages.catalogue import Catalogue
from generator.pages.markdown import html

LINKS = {
    "viaf": ("VIAF", "https://viaf.org/viaf/{number}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{number}"),
}
"""Where one can read more of him: readers go there, no page asks for anything."""


def card(c: Catalogue, id: str, path: str) -> str:
    """Other names, dates, note, links, and who else has the name, as HTML; empty where there is nothing to tell."""
    rows = "".join(f"<dt>{html(c.say(f'people.{name}'))}</dt><dd>{told}</dd>" for name, told in _rows(c, id, path))
    return f'<dl class="facts">{rows}</dl>\n\n' if rows else ""


def _rows(c: Catalogue, id: str, path: str) -> Iterator[tuple[str, str]]:
    agent = c.archive.agents.get(id)
    if agent:
        body = c.is_office(id)
        others = [name for name in agent.variants if name != id]
        if others:
            yield "variants", html(c.say.all_of(others))
        if agent.dates:
            yield "dates_of_body" if body else "dates", html(agent.dates)
        if agent.note:
            yield "note", "<br>".join(html(line) for line in agent.note.split("\n") if line.strip())
        numbers = [(LINKS[name], number) for name in LINKS if (number := getattr(agent, name))]
        if numbers:
            links = [f'<a href="{at.format(number=number)}">{name} {number}</a>' for (name, at), number in numbers]
            yield "links", c.say("unit.clauses").join(links)
    if namesakes := _namesakes(c, id):
        links = [f'<a href="{url(author_path(other), path)}">{html(other)}</a>' for other in namesakes]
        yield "same_name", c.say.all_of(links)


def _namesakes(c: Catalogue, id: str) -> Sequence[str]:
    """Others who have the name, and the name itself where articles do not tell whose it is."""
    agent = c.archive.agents.get(id)
    name = agent.name if agent else id
    others = [other for other in c.bearers.get(name, ()) if other != id]
    return [*others, *([name] if others and name != id and name in c.of_name else [])]
