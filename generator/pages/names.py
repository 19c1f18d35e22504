"""Lists of names, each with how many articles there are and of which years: who signed, subjects, places."""

from collections.abc import Iterable, Mapping, Sequence

from generator.base.archive import Entry
from generator.language.pinyin import OTHERS, letter
from generator.pages.catalogue import grouped
from generator.pages.listing import count
from generator.pages.markdown import html
from generator.pages.wording import Wording

MOST = 300  # names on one page: half as many rows on a phone, 35 px each
FEW = 60  # names that need no letters


def row(say: Wording, name: str, at: str, entries: Sequence[Entry], id: str = "") -> str:
    """A name as an item of a list; `at` is the address that it leads to. By its numbers sift.js sorts it."""
    named = f' id="{id}"' if id else ""
    return f'<li{named}><a href="{at}">{html(name)}</a> {extent(say, entries)}</li>\n'


def see(say: Wording, name: str, to: Sequence[tuple[str, str]], id: str = "") -> str:
    """Another name of somebody as an item of a list: it leads to those, names and addresses, who have it."""
    named = f' id="{id}"' if id else ""
    links = say.all_of(f'<a href="{at}">{html(of)}</a>' for of, at in to)
    return f"<li{named}>{html(name)} {say('people.see', names=links)}</li>\n"


def extent(say: Wording, entries: Sequence[Entry]) -> str:
    """How many articles, from which years. Articles come ordered by date."""
    first, last = entries[0].article.date.year, entries[-1].article.date.year
    years = f"{first}" if first == last else f"{first}–{last}"
    return f'{count(say, "articles", len(entries))} <span class="count">{years}</span>'


def listed(rows: Iterable[str], close: bool = False) -> str:
    """Rows as a list; a long one is set `close` on a phone."""
    return f'<ul class="names{" close" if close else ""}">\n{"".join(rows)}</ul>\n\n'


def under_letters(names: Iterable[str], person: bool = False) -> Mapping[str, list[str]]:
    """Names under the letters that their readings begin with; the names come in their order."""
    found = grouped(names, lambda name: letter(name, person))
    return {of: found[of] for of in sorted(found, key=lambda of: (of == OTHERS, of))}


def heading(say: Wording, of: str) -> str:
    """A letter as a heading to which the page's contents lead."""
    return f"## {say('list.no_letter')} {{: #others }}\n\n" if of == OTHERS else f"## {of} {{: #{of.lower()} }}\n\n"
