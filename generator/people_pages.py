"""Finding by people: those who signed, by the first character of their names, and the articles of each.

A name stands for whoever bore it: namesakes are not told apart, and the pages say so. Who signed once is led to that
article; the others have a page.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.addresses import article_path, author_path, initial_path, target, url
from generator.catalogue import Catalogue
from generator.listing import Page, count, elsewhere, pages_of, where
from generator.markdown import Value, document, link
from generator.model import Entry

MOST = 600  # names on one page: 70 kB; of more, each first character has its own
FEW = 100  # names that need no headings
INDEX = "people/index.md"

Signed = Mapping[str, Sequence[Entry]]


def people_pages(c: Catalogue) -> Iterator[Page]:
    say = c.say
    initials = _initials(c.of_author)
    lead = say("people.lead", people=f"{len(c.of_author):,}") if c.of_author else say("people.none")
    body = [] if c.of_author else [elsewhere(say, INDEX)]
    if 0 < len(c.of_author) <= FEW:
        body, initials = [*_names(c, [name for names in initials.values() for name in names], INDEX)], {}
    for initial, names in initials.items():
        if len(c.of_author) > MOST:
            label = link(initial, target(initial_path(initial), INDEX))
            body.append(f"- {label} {count(say, 'people', len(names))}\n")
        else:
            body += [f"## {initial} {{: #n{ord(initial):x} }}\n\n", *_names(c, names, INDEX), "\n"]
    yield INDEX, document({"template": "listing.html", "title": say("people.title"), "lead": lead}, "".join(body))
    for initial, names in initials.items() if len(c.of_author) > MOST else ():
        path = initial_path(initial)
        head: dict[str, Value] = {
            "template": "listing.html",
            "title": say("people.initial", initial=initial),
            "lead": say("people.lead", people=f"{len(names):,}"),
            "up": {"title": say("people.title"), "url": "index.html"},
        }
        yield path, document(head, "".join(_names(c, names, path)))
    for name, entries in c.of_author.items():
        if len(entries) > 1:
            yield from _of_author(c, name, entries)


def _of_author(c: Catalogue, name: str, entries: Sequence[Entry]) -> Iterator[Page]:
    path, say = author_path(name), c.say

    meta: dict[str, Value] = {
        "title": name,
        "lead": f"{say.count('articles', len(entries))}　{say('people.namesakes')}",
        "up": {"title": say("people.title"), "url": url(INDEX, path)},
    }
    yield from pages_of(c, path, meta, entries, partial(where, c), compact=True)


def _names(c: Catalogue, names: Sequence[str], start: str) -> Iterator[str]:
    for name in names:
        entries = c.of_author[name]
        path = author_path(name) if len(entries) > 1 else article_path(entries[0].article)
        yield f"- {link(name, target(path, start))} {count(c.say, 'articles', len(entries))}\n"


def _initials(names: Signed) -> Mapping[str, Sequence[str]]:
    """Names under their first characters, in the order of GB 18030: that of pinyin for all common ones."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: name.encode("gb18030")):
        found[name[0]].append(name)
    return found
