"""Finding by series: 栏目, the standing names under which a newspaper prints articles of a sort, and serials with their
parts in order. Both are what people wrote down; an archive without any has none of these pages.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.addresses import article_path, column_path, paper_path, serial_path, url
from generator.base.archive import Entry
from generator.base.memo import Unmade
from generator.language.line_breaks import in_line
from generator.language.pinyin import order
from generator.pages.catalogue import Catalogue, grouped, neighbours
from generator.pages.listing import COMPACT, Form, Page, pages_of, placed, scope
from generator.pages.markdown import Value, breakable, document, html
from generator.pages.names import FEW, listed, row
from generator.pages.wording import Wording

INDEX = "columns/index.md"
MOST = 12  # columns on a newspaper's own page; the others are on the list of all


def series_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    if not (c.of_column or c.of_serial):
        return
    say = c.say
    lead = say("columns.lead", columns=len(c.of_column), serials=len(c.of_serial))
    body = []
    for key in sorted({paper for paper, _ in (*c.of_column, *c.of_serial)}):
        body.append(f"## {html(c.archive.papers[key].label)} {{: #{key} }}\n\n")
        body += [listed(rows) for rows in (_columns(c, key, INDEX), _serials(c, key, INDEX)) if rows]
    meta: dict[str, Value] = {"template": "listing.html", "title": say("columns.title"), "lead": lead}
    meta["sifted"] = say("list.by_letter") if len(c.of_column) + len(c.of_serial) > FEW else ""
    yield INDEX, document(meta, "".join(body))
    for column, entries in c.of_column.items():
        yield _of_column(c, column, entries)
    for serial, entries in c.of_serial.items():
        yield from _of_serial(c, serial, entries)


def of_paper(c: Catalogue, key: str) -> str:
    """Those of a newspaper that have most articles, for its own page; empty where it has none."""
    path, say = paper_path(key), c.say
    rows = [*_columns(c, key, path, MOST), *_serials(c, key, path, MOST)]
    if not rows:
        return ""
    every = sum(paper == key for paper, _ in (*c.of_column, *c.of_serial))
    more = f'<li><a href="{url(INDEX, path)}#{key}">{html(say("columns.all", count=every))}</a></li>\n'
    return f"## {say('columns.title')} {{: #columns }}\n\n" + listed([*rows, more if every > len(rows) else ""])


def _columns(c: Catalogue, key: str, start: str, most: int = 0) -> list[str]:
    of = {name: entries for (paper, name), entries in c.of_column.items() if paper == key}
    return [row(c.say, name, url(column_path(key, name), start), of[name]) for name in _chosen(of, most)]


def _serials(c: Catalogue, key: str, start: str, most: int = 0) -> list[str]:
    of = {name: entries for (paper, name), entries in c.of_serial.items() if paper == key}
    return [
        row(
            c.say,
            c.say("serials.named", title=name),
            url(serial_path(key, name), start),
            sorted(of[name], key=lambda entry: entry.article.date),
        )
        for name in _chosen(of, most)
    ]


def _chosen(of: Mapping[str, Sequence[Entry]], most: int) -> list[str]:
    """Names as they are read; where only some have room, those with most articles."""
    some = sorted(of, key=lambda name: (-len(of[name]), name))[:most] if most else [*of]
    return sorted(some, key=order)


def _of_column(c: Catalogue, key: tuple[str, str], entries: Sequence[Entry]) -> Unmade[Page]:
    (paper, name), say = key, c.say
    path = column_path(paper, name)
    meta: dict[str, Value] = {
        "title": name,
        "lead": say("columns.of", paper=c.archive.papers[paper].label, count=f"{len(entries):,}"),
        "up": {"title": say("columns.title"), "url": url(INDEX, path)},
        "within": scope(("paper", paper), ("rubric", name)),
    }
    return pages_of(c, path, meta, entries, Form(placed, compact=True))


def _of_serial(c: Catalogue, key: tuple[str, str], entries: Sequence[Entry]) -> Iterator[Page]:
    """The parts in their order, from the first on: it is read so. Of many a page for each COMPACT of them."""
    (paper, name), say = key, c.say
    pieces = [entries[first : first + COMPACT] for first in range(0, len(entries), COMPACT)]
    title = say("serials.named", title=name)
    titles = [title if n == 1 else say("list.part", label=title, part=n) for n in range(1, len(pieces) + 1)]
    turns = [{"title": label, "url": url(serial_path(paper, name, n), INDEX)} for n, label in enumerate(titles, 1)]
    label = c.archive.papers[paper].label
    lead = say("serials.of", paper=label, count=f"{len(entries):,}")
    if missing := _missing(entries):
        lead += say("serials.missing", parts=say.all_of(missing))
    for n, (before, turn, after) in enumerate(neighbours(turns), 1):
        path = serial_path(paper, name, n)
        meta: dict[str, Value] = {
            "template": "listing.html",
            "title": turn["title"],
            "lead": lead,
            "up": {"title": say("columns.title"), "url": url(INDEX, path)},
            "previous": before or {},
            "next": after or {},
        }
        rows = "".join(_part(say, entry, path) for entry in pieces[n - 1])
        yield path, document(meta, f"<ul>\n{rows}</ul>\n")


def _part(say: Wording, entry: Entry, start: str) -> str:
    article = entry.article
    number = article.serial.part if article.serial else None
    title = f'<a href="{url(article_path(article), start)}">{breakable(html(in_line(article.title)))}</a>'
    told = [say("serials.part", part=number) if number else "", say.day(article.date), say.page(article.page)]
    return f"<li>{title} <small>{html(' · '.join(filter(None, told)))}</small></li>\n"


def _missing(entries: Sequence[Entry], most: int = 12) -> list[str]:
    """The numbers between the first and the last that the archive lacks, as runs; none where there are very many."""
    there = {entry.article.serial.part for entry in entries if entry.article.serial and entry.article.serial.part}
    gaps = sorted(set(range(1, max(there, default=0))) - there) if max(there, default=0) < 10_000 else []
    runs = grouped(enumerate(gaps), lambda each: each[1] - each[0]).values()
    said = [f"{of[0][1]}" if len(of) == 1 else f"{of[0][1]}—{of[-1][1]}" for of in runs]
    return said if len(said) <= most else []
