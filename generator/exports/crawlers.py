"""What search engines are told: every page (sitemaps.org), with the day on which it last changed where that is known;
what they need not read; a key by which some of them take news of changes (indexnow.org)."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from generator.base.addresses import article_path, issue_path, paper_path, url
from generator.pages.catalogue import Catalogue
from generator.seeds import days

URLS = 50_000  # of one sitemap, by its protocol
INDEX = "search/data/"  # of no use without its scripts, and half of what there is to load

File = tuple[str, str]
"""Path below the docs folder, and content."""


def changed(c: Catalogue) -> Mapping[str, str]:
    """When the pages of articles, issues and newspapers, and the front page, last changed, by their paths; those of
    which no day is known are left out, and so are lists, which change by what leaves them as well."""
    of = c.diary.changed()
    known = ((article_path(e.article), c.diary.of.get(e.article.id)) for e in c.archive.entries)
    found = {path: of_article.changed for path, of_article in known if of_article}
    found |= {issue_path(issue): of.get(issue.name, days.NEVER) for issue in c.archive.issues.values()}
    found |= {paper_path(paper): of.get(paper, days.NEVER) for paper in c.of_paper}
    found["index.md"] = days.latest(of.values())
    return {path: day for path, day in found.items() if days.known(day)}


def sitemaps(
    address: str, pages: Sequence[str], changed: Mapping[str, str] | None = None, most: int = URLS
) -> Iterator[File]:
    """sitemap.xml, or an index of several, of an archive that has an address."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    of = changed or {}
    urls = [
        f"<url><loc>{escape(address + url(page))}</loc>"
        + (f"<lastmod>{day}</lastmod></url>" if (day := of.get(page)) else "</url>")
        for page in pages
    ]

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


def small(address: str, key: str | None) -> Iterator[File]:
    """robots.txt, which is read only where the archive is at the root of its host; the file by which whoever tells of
    changes shows that the site is his own."""
    lines = ["User-agent: *", f"Disallow: {urlsplit(address).path}{INDEX}", f"Sitemap: {address}sitemap.xml", ""]
    yield "robots.txt", "\n".join(lines)
    if key:
        yield f"{key}.txt", key
