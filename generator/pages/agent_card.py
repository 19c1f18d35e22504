"""What `seeds/names.yml` tells of somebody, and `seeds/subjects.yml` of a subject, above the articles of the page."""

from collections.abc import Iterable, Iterator, Sequence

from generator.base.addresses import author_path, url
from generator.base.agents import Listed
from generator.pages.catalogue import Catalogue
from generator.pages.markdown import html
from generator.pages.wording import Wording

LINKS = {
    "viaf": ("VIAF", "https://viaf.org/viaf/{number}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{number}"),
}
"""Where one can read more of him: readers go there, no page asks for anything."""


def card(c: Catalogue, id: str, path: str) -> str:
    """Other names, dates, note, links, and who else has the name, as HTML; empty where there is nothing to tell."""
    return listed(c.say, _rows(c, id, path))


def facts(say: Wording, of: Listed | None) -> str:
    """Other names and the note of whatever is listed, as HTML; empty where there is nothing to tell."""
    return listed(say, _names(say, of) if of else ())


def listed(say: Wording, rows: Iterable[tuple[str, str]]) -> str:
    """Rows, each the name of its label and HTML, as HTML; empty where there are none."""
    said = "".join(f"<dt>{html(say(f'people.{name}'))}</dt><dd>{told}</dd>" for name, told in rows)
    return f'<dl class="facts">{said}</dl>\n\n' if said else ""


def _names(say: Wording, of: Listed) -> Iterator[tuple[str, str]]:
    others = [name for name in of.variants if name != of.id]
    if others:
        yield "variants", html(say.all_of(others))
    if of.note:
        yield "note", lines(of.note)


def lines(text: str) -> str:
    """A text of several lines as HTML."""
    return "<br>".join(html(line) for line in text.split("\n") if line.strip())


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
            yield "note", lines(agent.note)
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
