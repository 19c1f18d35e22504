"""Finding by people: those who signed, whom articles are about by what people wrote down, and whom texts name
(persons.py), by the first character of their names, and the articles of each; then offices.

A name stands for whoever bore it, and the pages say so, unless `seeds/names.yml` tells namesakes apart. Who signed once
is led to that article; the others have a page, but for those whom a few texts name and nothing else: a search finds
these. Other names of theirs lead to it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlencode

from generator.base.addresses import article_path, author_path, initial_path, url
from generator.base.archive import Entry
from generator.base.memo import Unmade
from generator.language.pinyin import order
from generator.pages.agent_card import card
from generator.pages.catalogue import Catalogue, grouped, neighbours
from generator.pages.listing import Form, Page, count, elsewhere, pages_of, placed, scope
from generator.pages.markdown import Value, document, html
from generator.pages.names import FEW, MOST, heading, listed, row, see, under_letters

FREQUENT = 24  # of those who signed most articles, above a long list
OFFICES = 150  # on one page: their names are as wide as a phone
INDEX = "people/index.md"
SEARCH = "search/index.md"


def people_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    """The list of all while it is short; then letters; of many people those of each first character on pages of their
    own, to which the letters lead."""
    say = c.say
    offices = sorted(filter(c.is_office, c.of_name), key=order)
    people = [name for name in c.of_name if not c.is_office(name)]
    lead = _lead(c, len(people), len(offices)) if c.of_name else say("people.none")
    body = [] if c.of_name else [elsewhere(say, INDEX)]
    parted = len(people) > MOST
    if parted:
        most = sorted(people, key=lambda name: -len(c.of_author.get(name, ())))[:FREQUENT]
        body.append(f"## {say('people.most')} {{: #most }}\n\n{listed(_names(c, most, INDEX))}")
    offices = sorted([*offices, *(name for name, of in c.see.items() if c.is_office(of[0]))], key=order)
    people += [name for name, of in c.see.items() if not c.is_office(of[0])]
    people.sort(key=partial(order, person=True))
    for of, names in (under_letters(people, person=True) if len(people) > FEW else {"": people}).items():
        initials = grouped(names, lambda name: name[0])
        rows = [_initial(c, *each) for each in initials.items()] if parted else [*_names(c, names, INDEX, of)]
        body.append(f"{heading(say, of) if of else ''}{listed(rows, close=True)}" if rows else "")
    if offices:
        body.append(f"## {say('people.offices')} {{: #offices }}\n\n")
    if len(offices) <= MOST:
        body.append(listed(_names(c, offices, INDEX)) if offices else "")
    else:
        pieces = [offices[first : first + OFFICES] for first in range(0, len(offices), OFFICES)]
        titles = [say("list.part", label=say("people.offices"), part=n) for n in range(1, len(pieces) + 1)]
        at = [f"people/offices-{n}.md" for n in range(1, len(pieces) + 1)]
        body.append(listed(_to(title, path) for title, path in zip(titles, at, strict=True)))
        yield from _parts(c, titles, at, pieces)
    meta: dict[str, Value] = {"template": "listing.html", "title": _title(c), "lead": lead}
    meta["sifted"] = say("list.by_letter") if len(c.of_name) > FEW else ""
    yield INDEX, document(meta, "".join(body))
    for initial, names in grouped(people, lambda name: name[0]).items() if parted else ():
        yield from _of_initial(c, initial, names)
    for name, entries in c.of_name.items():
        if c.has_page(name):
            yield _of_person(c, name, entries)


def _initial(c: Catalogue, initial: str, names: Sequence[str]) -> str:
    """A first character, with how many people bear it; who bears it alone stands there himself."""
    if len(names) == 1:
        return "".join(_names(c, names, INDEX, initial))
    say = c.say
    at = url(initial_path(initial), INDEX)
    return f'<li id="n{ord(initial):x}"><a href="{at}">{html(initial)}</a> {count(say, "people", len(names))}</li>\n'


def _to(title: str, path: str) -> str:
    return f'<li><a href="{url(path, INDEX)}">{html(title)}</a></li>\n'


def _of_initial(c: Catalogue, initial: str, names: Sequence[str]) -> Iterator[Page]:
    """Those whose names begin so; of many a page for each MOST of them."""
    pieces = [names[first : first + MOST] for first in range(0, len(names), MOST)]
    title, path = c.say("people.initial", initial=initial), initial_path(initial)
    titles = [title if n == 1 else c.say("list.part", label=title, part=n) for n in range(1, len(pieces) + 1)]
    at = [path if n == 1 else f"{path.removesuffix('.md')}-{n}.md" for n in range(1, len(pieces) + 1)]
    return _parts(c, titles, at, pieces)


def _parts(c: Catalogue, titles: Sequence[str], at: Sequence[str], pieces: Sequence[Sequence[str]]) -> Iterator[Page]:
    """Pages of some of the names each."""
    say = c.say
    turns = [{"title": title, "url": url(path, INDEX)} for title, path in zip(titles, at, strict=True)]
    for n, (before, turn, after) in enumerate(neighbours(turns)):
        names = pieces[n]
        there = [name for name in names if name in c.of_name]
        offices = sum(map(c.is_office, there))
        meta: dict[str, Value] = {
            "template": "listing.html",
            "title": turn["title"],
            "lead": _lead(c, len(there) - offices, offices),
            "up": {"title": _title(c), "url": url(INDEX, INDEX)},
            "previous": before or {},
            "next": after or {},
            "sifted": say("list.by_letter") if len(names) > FEW else "",
        }
        yield at[n], document(meta, listed(_names(c, names, at[n])))


def _title(c: Catalogue) -> str:
    return c.say("people.title_named" if c.of_person or c.mentions else "people.title")


def _lead(c: Catalogue, people: int, offices: int) -> str:
    """How many there are."""
    say = c.say
    if c.of_person or c.mentions:
        lead = say("people.lead_named", people=f"{people:,}")
        lead = say("people.lead_named_both", people=f"{people:,}", offices=f"{offices:,}") if offices else lead
        return lead + (say("people.lead_mentioned") if c.mentions else "")
    name = "people.lead" if not offices else "people.lead_both" if people else "people.lead_offices"
    return say(name, people=f"{people:,}", offices=f"{offices:,}")


def _of_person(c: Catalogue, name: str, entries: Sequence[Entry]) -> Unmade[Page]:
    """What somebody signed, what is about them, and what names them. One search finds the first or the second: where
    there is more, the page has none within itself."""
    path, say, about = author_path(name), c.say, c.of_person.get(name, ()) if c.of_person else ()
    mentioned = c.of_mention.get(name, ())
    only = "" if mentioned or (about and name in c.of_author) else "person" if about else "author"
    lead = say.count("articles", len(entries))
    lead += say("people.about", count=len(about)) if about and not only else ""
    told = "mentions_all" if len(mentioned) == len(entries) else "mentions_too" if about and not only else "mentions"
    lead += say(f"people.{told}", count=len(mentioned)) if mentioned else ""
    told_apart = name in c.archive.agents or c.is_office(name)
    meta: dict[str, Value] = {
        "title": name,
        "lead": lead + ("" if told_apart else f"　{say('people.namesakes')}"),
        "up": {"title": _title(c), "url": url(INDEX, path)},
        "within": scope((only, name)) if only else [],
    }
    facts, query = placed if only else partial(_named, name), f"{only}:{name}" if only else ""
    return pages_of(c, path, meta, entries, Form(facts, compact=True, query=query), card(c, name, path))


def _named(name: str, c: Catalogue, entry: Entry) -> Sequence[str | None]:
    """What a list says, and that an article is about the person, or names him."""
    about = name in (*entry.persons, *entry.organisations)
    mentioned = name in c.mentions.get(entry.article.id, ())
    return [*placed(c, entry), c.say("people.named" if about else "people.mentioned") if about or mentioned else None]


def _names(c: Catalogue, names: Sequence[str], start: str, under: str = "") -> Iterator[str]:
    """The names as items of a list. Those `under` a letter have the name of their first character where it begins."""
    last = ""
    for name in names:
        id = f"n{ord(name[0]):x}" if under and name[0] != last else ""
        last = name[0]
        if name in c.of_name:
            yield row(c.say, name, _where(c, name, start), c.of_name[name], id)
        else:
            yield see(c.say, name, [(of, url(author_path(of), start)) for of in c.see[name]], id)


def _where(c: Catalogue, name: str, start: str) -> str:
    """Where a name leads: to a page, to the one article that has it, or to a search, which finds it in all texts."""
    if c.has_page(name):
        return url(author_path(name), start)
    first, *more = c.of_name[name]
    return f"{url(SEARCH, start)}?{urlencode({'q': name})}" if more else url(article_path(first.article), start)
