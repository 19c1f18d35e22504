"""Finding by people: those who signed, by the first character of their names, and the articles of each; then offices.

A name stands for whoever bore it: namesakes are not told apart, and the pages say so. Who signed once is led to that
article; the others have a page.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.base.addresses import article_path, author_path, initial_path, target, url
from generator.base.memo import Unmade
from generator.base.model import Entry
from generator.language.names import is_office
from generator.pages.catalogue import Catalogue
from generator.pages.listing import Page, count, elsewhere, pages_of, scope, where
from generator.pages.markdown import Value, document, link
from generator.pages.wording import Wording

MOST = 600  # names on one page: 70 kB; of more, each first character has its own
FEW = 100  # names that need no headings
INDEX = "people/index.md"


def people_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    say = c.say
    offices = sorted(filter(is_office, c.of_author), key=_pinyin)
    people = [name for name in c.of_author if not is_office(name)]
    initials = _initials(people)
    lead = _lead(say, len(people), len(offices)) if c.of_author else say("people.none")
    body = [] if c.of_author else [elsewhere(say, INDEX)]
    if 0 < len(people) <= FEW:
        body, initials = [*_names(c, [name for names in initials.values() for name in names], INDEX)], {}
    for initial, names in initials.items():
        if len(people) > MOST:
            label = link(initial, target(initial_path(initial), INDEX))
            body.append(f"- {label} {count(say, 'people', len(names))}\n")
        else:
            body += [f"## {initial} {{: #n{ord(initial):x} }}\n\n", *_names(c, names, INDEX), "\n"]
    if offices:
        body.append(f"\n## {say('people.offices')} {{: #offices }}\n\n")
    if len(offices) <= MOST:
        body += _names(c, offices, INDEX)
    else:
        for n, first in enumerate(range(0, len(offices), MOST), 1):
            title, path = say("list.part", label=say("people.offices"), part=n), f"people/offices-{n}.md"
            body.append(f"- {link(title, target(path, INDEX))}\n")
            yield _part(c, title, path, offices[first : first + MOST])
    yield INDEX, document({"template": "listing.html", "title": say("people.title"), "lead": lead}, "".join(body))
    for initial, names in initials.items() if len(people) > MOST else ():
        yield _part(c, say("people.initial", initial=initial), initial_path(initial), names)
    for name, entries in c.of_author.items():
        if len(entries) > 1:
            yield _of_author(c, name, entries)


def _part(c: Catalogue, title: str, path: str, names: Sequence[str]) -> Page:
    """Some of the names."""
    up = {"title": c.say("people.title"), "url": "index.html"}
    offices = sum(map(is_office, names))
    lead = _lead(c.say, len(names) - offices, offices)
    meta: dict[str, Value] = {"template": "listing.html", "title": title, "lead": lead, "up": up}
    return path, document(meta, "".join(_names(c, names, path)))


def _lead(say: Wording, people: int, offices: int) -> str:
    """How many there are."""
    name = "people.lead" if not offices else "people.lead_both" if people else "people.lead_offices"
    return say(name, people=f"{people:,}", offices=f"{offices:,}")


def _of_author(c: Catalogue, name: str, entries: Sequence[Entry]) -> Unmade[Page]:
    path, say = author_path(name), c.say

    meta: dict[str, Value] = {
        "title": name,
        "lead": say.count("articles", len(entries)) + ("" if is_office(name) else f"　{say('people.namesakes')}"),
        "up": {"title": say("people.title"), "url": url(INDEX, path)},
        "within": scope(("author", name)),
    }
    return pages_of(c, path, meta, entries, where, compact=True)


def _names(c: Catalogue, names: Sequence[str], start: str) -> Iterator[str]:
    for name in names:
        entries = c.of_author[name]
        path = author_path(name) if len(entries) > 1 else article_path(entries[0].article)
        yield f"- {link(name, target(path, start))} {count(c.say, 'articles', len(entries))}\n"


def _initials(names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Names under their first characters, in their order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=_pinyin):
        found[name[0]].append(name)
    return found


def _pinyin(name: str) -> bytes:
    """The order of GB 18030: that of pinyin for all common characters."""
    return name.encode("gb18030")
