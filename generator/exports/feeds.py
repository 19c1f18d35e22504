"""What came last as Atom feeds (RFC 4287): an issue of 1950 that was added today stands first, with today's date as the
entry's and its own as that of the newspaper. Days are those of `seeds/days.tsv`; what came before that file was begun
follows, by the dates of the newspapers."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from html import escape

from generator.base.addresses import article_path, issue_path, paper_path, place_path, url
from generator.base.archive import Entry, Place
from generator.base.digest import digest
from generator.base.issue import Issue
from generator.base.memo import Unmade
from generator.base.when import When
from generator.language.crossheads import running
from generator.pages.catalogue import Catalogue, Coming
from generator.pages.listing import longest
from generator.seeds import days

NEWEST = 30  # entries of a feed
HEADLINES = 20  # of an issue in a feed
OPENING = 200  # characters of an article
ATOM = "http://www.w3.org/2005/Atom"
PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
"""The newspaper's date in its terms: what Dublin Core has for it readers of feeds take for the entry's own date."""


@dataclass(frozen=True)
class News:
    """An entry of a feed."""

    id: str
    title: str
    path: str
    came: Coming
    summary: str
    authors: Sequence[str] = ()

    @property
    def updated(self) -> str:
        return self.came.last or self.came.date


def feed_path(path: str) -> str:
    """The feed of a page lies beside it: counties/141123/feed.xml"""
    return path.removesuffix("index.md") + "feed.xml"


def feeds(c: Catalogue) -> Iterator[tuple[str, Unmade[str]]]:
    """Path of each feed below the docs folder, and its text."""
    came = c.came

    def of_issues(page: str, title: str, issues: Iterable[Issue]) -> tuple[str, Unmade[str]]:
        last = nlargest(NEWEST, issues, key=lambda issue: (came[issue.key].last, came[issue.key].date, issue.paper))
        shown = [(came[issue.key], issue) for issue in last]
        made_of = [f"{c.states[issue.key]} {of}" for of, issue in shown]
        return _feed(c, page, title, lambda: [_issue(c, issue, of) for of, issue in shown], made_of)

    yield of_issues("index.md", c.name, c.archive.issues.values())
    for key, issues in c.of_paper.items():
        yield of_issues(paper_path(key), c.archive.papers[key].label, issues)
    for place, entries in c.of_place.items():
        yield _of_place(c, place, entries)


def _of_place(c: Catalogue, place: Place, entries: Sequence[Entry]) -> tuple[str, Unmade[str]]:
    def newest(entry: Entry) -> tuple[str, When, str]:
        known = c.diary.of.get(entry.article.id)
        day = known.came if known and days.known(known.came) else ""
        return day, entry.article.date, entry.article.id

    last = [(c.coming(entry.article.date, [entry]), entry) for entry in nlargest(NEWEST, entries, key=newest)]
    made_of = [f"{entry.digest} {c.archive.papers[entry.article.paper].digest} {of}" for of, entry in last]
    return _feed(c, place_path(place), place.name, lambda: [_article(c, entry, of) for of, entry in last], made_of)


def _feed(
    c: Catalogue, page: str, title: str, news: Callable[[], Sequence[News]], made_of: Sequence[str]
) -> tuple[str, Unmade[str]]:
    path = feed_path(page)
    return path, Unmade(digest("feed", path, title, made_of), lambda: [_atom(c, page, path, title, news())])


def _issue(c: Catalogue, issue: Issue, came: Coming) -> News:
    title = f"{c.paper(issue).label} {c.say.issue(issue)}"
    summary = "\n".join(e.article.title for e in longest(c.articles(issue), HEADLINES))
    return News(issue.name, title, issue_path(issue), came, summary)


def _article(c: Catalogue, entry: Entry, came: Coming) -> News:
    """Its summary begins with where it stands: its headline does not tell of what year it is."""
    article = entry.article
    names = [author.name for author in article.authors]
    where = " ".join(reversed(c.source(article)))
    summary = f"{where}\n{running(article.paragraphs)[:OPENING]}"
    return News(article.id, article.title, article_path(article), came, summary, names)


def _atom(c: Catalogue, page: str, path: str, title: str, news: Sequence[News]) -> str:
    """A feed; its links are the archive's address where it has one, else relative to the feed."""

    def link(to: str) -> str:
        return escape(f"{c.address}{url(to)}" if c.address else url(to, path))

    own = f"{c.address}{path}" if c.address else path.rpartition("/")[2]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{ATOM}" xmlns:prism="{PRISM}" xml:lang="{c.say("frame.lang")}">',
        f"<id>{_urn(c, path)}</id>",
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(c.say('list.feed_lead', count=NEWEST))}</subtitle>",
        f"<updated>{_time(max((n.updated for n in news), default='1970-01-01'))}</updated>",
        f"<author><name>{escape(c.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{link(page)}"/>',
    ]
    for n in news:
        lines += [
            f"<entry><id>{_urn(c, n.id)}</id><title>{escape(n.title)}</title><updated>{_time(n.updated)}</updated>",
            *([f"<published>{_time(n.came.first)}</published>"] if n.came.first else []),
            f"<prism:publicationDate>{n.came.date}</prism:publicationDate>",
            *(f"<author><name>{escape(name)}</name></author>" for name in n.authors),
            f'<link rel="alternate" type="text/html" href="{link(n.path)}"/>',
            f"<summary>{escape(n.summary)}</summary></entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _urn(c: Catalogue, name: str) -> str:
    """A name that stays the same when pages move; that of no other archive, where this one has an address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{c.address or c.name}/{name}").urn


def _time(day: str) -> str:
    return f"{day}T00:00:00+08:00"
