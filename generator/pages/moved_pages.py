"""Pages at the addresses of articles that moved, which lead on without a script; so does the page of an issue whose
articles all went to one other issue. No list, feed or sitemap names them, and no search finds them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.base.addresses import article_path, id_path, issue_path, url
from generator.base.memo import Unmade, digest
from generator.base.model import Entry, Withdrawn
from generator.pages.catalogue import Catalogue, grouped
from generator.pages.listing import Page
from generator.pages.markdown import Value, document
from generator.pages.wording import Wording
from generator.seeds.ids import issue_of


class Lead(NamedTuple):
    """An address that was left."""

    path: str
    """Below the docs folder."""
    to: str
    label: str
    """What stands there now."""


def moved_pages(c: Catalogue) -> Iterator[Unmade[Page]]:
    for of_issue in grouped(leads(c), lambda lead: lead.path.rpartition("/")[0]).values():
        yield Unmade(digest("moved", c.address, of_issue), partial(_pages, of_issue, c.address, c.say))


def leads(c: Catalogue) -> list[Lead]:
    """All of them."""
    if not c.archive.moved:
        return []
    articles = {entry.article.id: _article(c, entry) for entry in c.archive.entries}
    articles |= {w.id: _withdrawn(c, w) for w in c.archive.withdrawn if w.id}
    found = [Lead(id_path(old), *articles[new]) for old, new in sorted(c.archive.moved.items())]
    return found + list(_issues(c, c.archive.moved))


def _issues(c: Catalogue, moved: Mapping[str, str]) -> Iterator[Lead]:
    """Those of issues that are there no more, where it is clear which one has their articles."""
    there = {f"{paper}-{date}": issue for (paper, date), issue in c.archive.issues.items()}
    withdrawn = {w.path for w in c.archive.withdrawn}
    for gone, olds in grouped(sorted(moved), issue_of).items():
        homes = {issue_of(moved[old]) for old in olds}
        path = f"{id_path(olds[0]).rpartition('/')[0]}/index.md"
        if len(homes) == 1 and gone not in there and path not in withdrawn and (home := there.get(homes.pop())):
            yield Lead(path, issue_path(home), f"{c.paper(home).label} {c.say.day(home.date)}")


def _article(c: Catalogue, entry: Entry) -> tuple[str, str]:
    a = entry.article
    where = f"{c.archive.papers[a.paper].label} {c.say.day(a.date)} {c.say.page(a.page)}"
    return article_path(a), f"{a.title}　{where}"


def _withdrawn(c: Catalogue, w: Withdrawn) -> tuple[str, str]:
    return w.path, w.title or c.say(f"withdrawn.{w.what}")


def _pages(of_issue: Sequence[Lead], address: str, say: Wording) -> Iterator[Page]:
    for path, to, label in of_issue:
        meta: dict[str, Value] = {
            "template": "moved.html",
            "title": say("moved.title"),
            "to": url(to, path),
            "canonical": f"{address}{url(to)}" if address else "",
            "label": label,
        }
        yield path, document(meta, "")
