"""What is newest as Atom feeds (RFC 4287), and every page as a sitemap (sitemaps.org)."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from generator.base.addresses import article_path, issue_path, paper_path, place_path, url
from generator.base.digest import digest
from generator.base.memo import Unmade
from generator.base.model import Entry, Issue
from generator.language.crossheads import running
from generator.pages.catalogue import Catalogue
from generator.pages.listing import longest

NEWEST = 30  # entries of a feed
HEADLINES = 20  # of an issue in a feed
OPENING = 200  # characters of an article
URLS = 50_000  # of one sitemap, by its protocol

File = tuple[str, str]
"""Path below the docs folder, and content."""


@dataclass(frozen=True)
class News:
    """An entry of a feed."""

    id: str
    title: str
    path: str
    date: str
    summary: str
    authors: Sequence[str] = ()


def feed_path(path: str) -> str:
    """The feed of a page lies beside it: counties/141123/feed.xml"""
    return path.removesuffix("index.md") + "feed.xml"


def feeds(c: Catalogue) -> Iterator[tuple[str, Unmade[str]]]:
    """Path of each feed below the docs folder, and its text."""
    yield _of_issues(c, "index.md", c.name, list(c.archive.issues.values()))
    for key, issues in c.of_paper.items():
        yield _of_issues(c, paper_path(key), c.archive.papers[key].label, issues)
    for place, entries in c.of_place.items():
        shown = entries[: -NEWEST - 1 : -1]
        news = partial(map, partial(_article, c), shown)
        yield _feed(c, place_path(place), place.name, news, [entry.digest for entry in shown])


def _of_issues(c: Catalogue, page: str, title: str, issues: Sequence[Issue]) -> tuple[str, Unmade[str]]:
    shown = issues[: -NEWEST - 1 : -1]
    return _feed(c, page, title, partial(map, partial(_issue, c), shown), [c.states[issue.key] for issue in shown])


def _feed(
    c: Catalogue, page: str, title: str, news: Callable[[], Iterable[News]], made_of: Sequence[str]
) -> tuple[str, Unmade[str]]:
    path = feed_path(page)
    return path, Unmade(digest("feed", path, title, made_of), lambda: [_atom(c, page, path, title, list(news()))])


def _issue(c: Catalogue, issue: Issue) -> News:
    title = f"{c.paper(issue).label} {c.say.day(issue.date)}"
    summary = "\n".join(e.article.title for e in longest(c.articles(issue), HEADLINES))
    return News(f"{issue.paper}-{issue.date}", title, issue_path(issue), f"{issue.date}", summary)


def _article(c: Catalogue, entry: Entry) -> News:
    article = entry.article
    names = [author.name for author in article.authors]
    opening = running(article.paragraphs)[:OPENING]
    return News(article.id, article.title, article_path(article), f"{article.date}", opening, names)


def _atom(c: Catalogue, page: str, path: str, title: str, news: Sequence[News]) -> str:
    """A feed; its links are the archive's address where it has one, else relative to the feed."""

    def link(to: str) -> str:
        return escape(f"{c.address}{url(to)}" if c.address else url(to, path))

    own = f"{c.address}{path}" if c.address else path.rpartition("/")[2]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{c.say("frame.lang")}">',
        f"<id>{_urn(c, path)}</id>",
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(c.say('list.feed_lead', count=NEWEST))}</subtitle>",
        f"<updated>{_time(max((n.date for n in news), default='1970-01-01'))}</updated>",
        f"<author><name>{escape(c.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{link(page)}"/>',
    ]
    for n in news:
        lines += [
            f"<entry><id>{_urn(c, n.id)}</id><title>{escape(n.title)}</title><updated>{_time(n.date)}</updated>",
            *(f"<author><name>{escape(name)}</name></author>" for name in n.authors),
            f'<link rel="alternate" type="text/html" href="{link(n.path)}"/>',
            f"<summary>{escape(n.summary)}</summary></entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _urn(c: Catalogue, name: str) -> str:
    """A name that stays the same when pages move; that of no other archive, where this one has an address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{c.address or c.name}/{name}").urn


def _time(date: str) -> str:
    return f"{date}T00:00:00+08:00"


def sitemaps(address: str, pages: Iterable[str], most: int = URLS) -> Iterator[File]:
    """sitemap.xml, or an index of several, of an archive that has an address."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    urls = [f"<url><loc>{escape(address + url(page))}</loc></url>" for page in pages]

    def sitemap(some: Sequence[str]) -> str:
        return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', f"<urlset {space}>", *some, "</urlset>", ""])

    if len(urls) <= most:
        yield "sitemap.xml", sitemap(urls)
        return
    names = []
    for n, first in enumerate(range(0, len(urls), most), 1):
        names.append(f"sitemap-{n}.xml")
        yield names[-1], sitemap(urls[first : first + most])
    maps = [f"<sitemap><loc>{escape(address + name)}</loc></sitemap>" for name in names]
    index = ['<?xml version="1.0" encoding="utf-8"?>', f"<sitemapindex {space}>", *maps, "</sitemapindex>", ""]
    yield "sitemap.xml", "\n".join(index)
