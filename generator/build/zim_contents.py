"""What lies in the ZIM file of a site: the site's files under their own addresses, and what a library says of them.

    index.html  issues/…  search/data/…     as in the site, but links to what is left out
    the address of an article that moved    a redirect
    M/Title  M/Language  M/Date  …          what a library shows (openzim.org/wiki/Metadata)

A page has its title, by which Kiwix finds it. Kiwix's own full-text search is given the words of each article once, at
the article: the pages that list them, and the page texts, say the same again.
"""

import html
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.base.addresses import id_path, page_of
from generator.build.stick import ISSUES, OTHERS, Site
from generator.exports.mark import GROUND
from generator.search.search import DATA

MAIN = "index.html"
KINDS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "csv": "text/csv",
    "txt": "text/plain",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "woff2": "font/woff2",
}
"""Media types by the endings of names: Python's own list is another on each machine."""
UNKNOWN = "application/octet-stream"
PLAIN = ("text/", "application/json", "image/svg+xml")
"""Kinds that are smaller when they are compressed."""
TITLE, DESCRIPTION, LONG = 30, 80, 4000  # characters, at most (openzim.org/wiki/Metadata)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"#?]+)">')
_LINK = re.compile(r'<(?P<tag>a|link)\b[^>]*?(?P<href>\shref="(?P<to>[^"]*)")[^>]*>')


class Entry(NamedTuple):
    """A file."""

    path: str
    content: bytes
    kind: str
    """Its media type."""
    title: str = ""
    """Of a page; "" of what is none, and is not found by it."""
    words: str = ""
    """What Kiwix's own full-text search finds it by."""
    compressed: bool = True


class Lead(NamedTuple):
    """An address that leads to another one."""

    path: str
    title: str
    to: str


@dataclass(frozen=True)
class About:
    """What the settings say of an archive, and what a part of it is called."""

    name: str
    part: str = ""
    description: str = ""
    author: str = ""
    publisher: str = ""
    rights: str = ""
    address: str = ""
    date: str = "1970-01-01"
    """That of the version: on which the archive last changed."""
    colour: str = GROUND
    """Of the mark: the archive's own, #rrggbb."""

    def metadata(self) -> dict[str, str]:
        """By the names that openZIM gives them; none is empty."""
        room = TITLE - len(self.part) - 1 if self.part else TITLE
        title = " ".join(filter(None, [_cut(self.name, max(room, 1)), self.part]))
        description = self.description or title
        found = {
            "Title": _cut(title, TITLE),
            "Description": _cut(description, DESCRIPTION),
            "LongDescription": _cut(description, LONG) if len(description) > DESCRIPTION else "",
            "Creator": self.author or self.name,
            "Publisher": self.publisher or self.author or self.name,
            "Date": self.date,
            "Language": "zho",
            "Name": "_".join(filter(None, ["baocang", "zh", *f"{self.name} {self.part}".split()])),
            "Flavour": "maxi",
            "Tags": "newspapers;_category:other;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
            "Scraper": f"baocang {version('baocang')}",
            "Source": self.address,
            "License": self.rights,
        }
        return {name: said for name, said in found.items() if said}


def files(site: Site) -> Iterator[Entry | Lead]:
    """All of a site's files that a reader has use for, by their names in order."""
    known = {name for name in site.files if not re.search(OTHERS, name)}
    words = lru_cache(1)(lambda issue: _words(site, issue))
    for name in sorted(known):
        ending = name.rpartition(".")[2].lower()
        kind = KINDS.get(ending, UNKNOWN)
        if kind == "text/html":
            yield _page(site, name, known, words(posixpath.dirname(name)))
        else:
            yield Entry(name, site.read(name), kind, compressed=kind.startswith(PLAIN) and not name.startswith(DATA))


def _page(site: Site, name: str, known: set[str], words: dict[str, str]) -> Entry | Lead:
    data = site.read(name)
    page = data.decode("utf-8", "replace")
    found = _TITLE.search(page)
    title = html.unescape(found[1]).strip() if found else ""
    title = title.removesuffix(f" · {site.name}") or name
    on = _REFRESH.search(page)
    if on and (to := _leads(name, on[1])) in known:
        return Lead(name, title, to or "")
    if "\ufffd" not in page:  # else it is somebody's own, in another encoding
        data = _LINK.sub(lambda link: _led(site, name, link), page).encode()
    return Entry(name, data, "text/html", title, words.get(name, ""))


def _led(site: Site, name: str, link: re.Match[str]) -> str:
    """A link as it is in the file: what is left out is linked where the site is published, or not at all."""
    to = _leads(name, link["to"])
    if to is None or not re.search(OTHERS, to):
        return link[0]
    if link["tag"] == "link":
        return ""
    href = f' href="{html.escape(site.address + to)}"' if site.address else ""
    return link[0].replace(link["href"], href, 1)


def _leads(name: str, href: str) -> str | None:
    """The file of the site that a link in a page leads to; None where it leads elsewhere."""
    to = urlsplit(html.unescape(href))
    if to.scheme or to.netloc or not to.path or to.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(to.path)))


def _words(site: Site, folder: str) -> dict[str, str]:
    """What the articles of an issue say, by the addresses of their pages; of a folder that is no issue's, none."""
    _, paper, date = folder.split("/") if re.fullmatch(r"issues/[^/]+/[^/]+", folder) else ("", "", "")
    name = f"{ISSUES}{paper}-{date}.jsonl"
    if not date or name not in site.files:
        return {}
    articles = [json.loads(line) for line in site.read(name).decode().splitlines() if line]
    said = ("kicker", "title", "subtitle", "byline", "body")
    return {
        page_of(id_path(each["id"])): "\n".join(
            filter(None, [*map(each.get, said), *(each.get("captions") or [])]),
        )
        for each in articles
    }


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1]}…"
