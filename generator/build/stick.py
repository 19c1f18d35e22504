"""A site as few files, for a stick or a disk: what a bundle holds.

A page of its own, read.html, shows any page of the site (theme/assets/read.js). Pages and data of the search lie many
in a script, for `file://` lets nothing else in, and a stick gives each file a cluster of up to 128 kB. Scripts, styles
and pictures are the files that they are in the site. Whoever runs no scripts reads the texts as plain pages.

    开始阅读.html  说明.txt      lead to read.html; how to begin
    read.html  assets/…         the reader
    pages/contents.js           the first name of each of the scripts below, what the bundle lacks, where the site is
    pages/N.js                  pages: name -> HTML, deflated together
    search/data/N.js            files of the index as they are, one call behind the other; catalogue.js by itself
    text/N.html  text/index.html   the texts of issues
    SHA256SUMS

The same site gives the same bytes.
"""

import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from generator.base import regular
from generator.base.addresses import source_of
from generator.pages.wording import Wording
from generator.search.scripts import HEAD, JSON_HEAD, TAIL, as_json, checked, packed
from generator.search.search import CATALOGUE, DATA

PAGES = 4 << 20  # bytes of the pages of a script: 0.5 MB of it
CALLS = 1 << 20  # bytes of the files of the index in a script: a query reads some fifteen
TEXT = 512 << 10  # bytes of a page of texts: half a megabyte wastes an eighth on clusters of 128 kB
OTHERS = (
    r"^(?:data/|iiif/|opensearch\.xml|robots\.txt|sitemap(?:-\d+)?\.xml|404\.html"
    r"|offline/|worker\.js|assets/(?:offline\.js|shelf\.(?:js|css)|kept\.js))|(?:^|/)feed\.xml$"
)
"""What of a site is for other programs, for a server, or for reading it without one."""
LEFT = rf"{OTHERS}|^dates/on/\d\d-\d\d\.js"
"""What of a site is not in its bundle: that, and what is for a page that looks back."""
ISSUES = "data/issues/"  # the texts, issue by issue
POLICY = "default-src 'self';img-src 'self' data:;base-uri 'none';form-action 'self' file:"
TAKE, MARK = "archive.take(", "\ufeff"
SUMS, READ_ME = "SHA256SUMS", "说明.txt"


@dataclass(frozen=True)
class Site:
    """What a bundle is made of."""

    folder: Path
    files: Sequence[str]
    """Of it those that may be in a bundle."""
    name: str
    address: str
    """Where it is published, "" where that is not known."""
    say: Wording
    docs: Path
    """The folder of the pages and files that people write."""

    def source(self, name: str) -> str:
        """What a person knows a file of the site by: the one that it is made of."""
        own = next((each for each in (name, source_of(name)) if (self.docs / each).is_file()), "")
        return f"{self.docs.name}/{own}" if own else f"{self.folder.name}/{name}"

    def read(self, name: str) -> bytes:
        return regular.content(self.folder / name)

    def dates(self) -> list[str]:
        """Those of its issues, 2024-03-07, in order."""
        return sorted(name[-len("2024-03-07.jsonl") : -len(".jsonl")] for name in self.issues())

    def issues(self) -> list[str]:
        """The files with the articles of each issue."""
        return [name for name in self.files if name.startswith(ISSUES) and name.endswith(".jsonl")]

    def parted(self) -> tuple[list[str], list[str], list[str]]:
        """Its pages, the files of its index that lie many in a script, and what is a file in the bundle, too."""
        kept = _ordered(name for name in self.files if not re.search(LEFT, name))
        pages = [name for name in kept if name.endswith(".html")]
        data = [name for name in kept if name.startswith(f"{DATA}/") and name.endswith(".js") and name != CATALOGUE]
        together = {*pages, *data}
        return pages, data, [name for name in kept if name not in together]


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each file of the bundle with its name, the sums last."""
    sums: list[str] = []
    for name, content in chain(_begin(site), _packs(site), _texts(site)):
        sums.append(f"{sha256(content).hexdigest()}  {name}\n")
        yield name, content
    yield SUMS, "".join(sums).encode()


def _packs(site: Site) -> Iterator[tuple[str, bytes]]:
    """What the site consists of."""
    pages, data, others = site.parted()
    for name in others:
        yield name, site.read(name)
    known = {"pages": list[str](), "data": list[str]()}
    for first, some in _some(site, pages, PAGES):
        name = f"pages/{len(known['pages'])}"
        texts = as_json({page: content.decode("utf-8", "replace") for page, content in some}).encode()
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        content = checked(name, packed([deflate.compress(texts) + deflate.flush()])[0])
        yield f"{name}.js", _script([_call(name, b'"\0' + content + b'"\0')])
        known["pages"].append(first)
    for first, some in _some(site, data, CALLS):
        calls = [_call(name.removeprefix(f"{DATA}/").removesuffix(".js"), handed_over(each)) for name, each in some]
        yield f"{DATA}/{len(known['data'])}.js", _script(calls)
        known["data"].append(first.removeprefix(f"{DATA}/").removesuffix(".js"))
    contents = as_json({**known, "left": LEFT, "address": site.address or None})
    quoted = contents.replace("\\", "\\\\").replace("'", "\\'")
    yield "pages/contents.js", _script([_call("contents", f"'{quoted}'".encode("utf-16-le"))])


def _ordered(names: Iterable[str]) -> list[str]:
    """As JavaScript compares them."""
    return sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass"))


def _some(site: Site, names: Sequence[str], size: int) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Files in stretches of so many bytes, each with its first name."""
    some: list[tuple[str, bytes]] = []
    held = 0
    for name in names:
        some.append((name, site.read(name)))
        held += len(some[-1][1])
        if held > size or name == names[-1]:
            yield some[0][0], some
            some, held = [], 0


def handed_over(script: bytes) -> bytes:
    """What a script of the index hands over, as it stands there between quotes, in UTF-16."""
    if script.startswith(HEAD):
        return script[len(HEAD) - 2 : -len(TAIL) + 2]
    return script.decode("utf-8", "replace")[len(JSON_HEAD) - 1 : -len(");\n")].encode("utf-16-le")


def _call(name: str, quoted: bytes) -> bytes:
    return f'{TAKE}"{name}",'.encode("utf-16-le") + quoted + ");\n".encode("utf-16-le")


def _script(calls: Sequence[bytes]) -> bytes:
    return MARK.encode("utf-16-le") + b"".join(calls)


# ---- pages of the bundle's own -------------------------------------------------------------------------------------


def _begin(site: Site) -> Iterator[tuple[str, bytes]]:
    """Where one begins to read, and the reader."""
    say = {name: _text(site.say(f"bundle.{name}")) for name in ("start", "without_scripts", "texts", "missing", "home")}
    leads = '<meta http-equiv="refresh" content="0; url=read.html">\n'
    start = _page(site, site.name, f'<p><a href="read.html">{say["start"]}</a></p>', "", leads)
    yield f"{site.say('bundle.start')}.html", start
    yield READ_ME, f"{site.say('bundle.unpack')}\r\n".encode("utf-8-sig")  # else Windows' editor takes it for GBK
    scripts = '<script defer src="assets/data.js" data-root="search/data/"></script>\n'
    scripts += '<script defer src="assets/read.js"></script>\n'
    body = f'<p class="problem unscripted">{say["without_scripts"]}<a href="text/index.html">{say["texts"]}</a></p>\n'
    body += f'<p class="problem missing" hidden>{say["missing"]} <a href="#index.html">{say["home"]}</a></p>'
    yield "read.html", _page(site, site.name, body, "", scripts)


def _page(site: Site, title: str, body: str, up: str = "", head: str = "") -> bytes:
    return (
        f'<!doctype html>\n<html lang="{_text(site.say("frame.lang"))}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f'<title>{_text(title)}</title>\n<link rel="stylesheet" href="{up}assets/archive.css">\n'
        f'<link rel="stylesheet" href="{up}assets/article.css">\n{head}</head>\n'
        f'<body class="prose">\n<main id="main">\n{body}\n</main>\n</body>\n</html>\n'
    ).encode()


def _text(text: str) -> str:
    return html.escape(text)


def _texts(site: Site) -> Iterator[tuple[str, bytes]]:
    """The texts of all issues for whoever runs no scripts, several issues on a page, and the list of these."""
    names = sorted(site.issues(), key=lambda name: (name[-len("2024-03-07.jsonl") :], name))
    links: list[str] = []
    some: list[str] = []
    held = pages = 0
    for name in names:
        articles = [json.loads(line) for line in site.read(name).decode().splitlines() if line]
        issue = name.removeprefix(ISSUES).removesuffix(".jsonl")
        title = _title(site, articles[0]) if articles else issue
        links.append(f'<li><a href="{pages}.html#{_text(issue)}">{_text(title)}</a></li>')
        some.append(f'<h1 id="{_text(issue)}">{_text(title)}</h1>\n' + "\n".join(map(_article, articles)))
        held += 3 * len(some[-1])
        if held > TEXT or name == names[-1]:
            yield f"text/{pages}.html", _page(site, title, "\n".join(some), "../")
            some, held, pages = [], 0, pages + 1
    listed = f"<h1>{_text(site.say('bundle.texts'))}</h1>\n<ul>\n" + "\n".join(links) + "\n</ul>"
    yield "text/index.html", _page(site, site.say("bundle.texts"), listed, "../")


def _title(site: Site, article: dict[str, Any]) -> str:
    """Of an issue, as its page has it."""
    page = f"issues/{article['paper']}/{article['date']}/index.html"
    found = re.search(r"<title>(.*?)</title>", site.read(page).decode() if page in site.files else "", re.DOTALL)
    named = html.unescape(found[1]).removesuffix(f" · {site.name}") if found else ""
    return named or f"{article['paper']} {article['date']}"


def _article(article: dict[str, Any]) -> str:
    """An article in the type of the archive's own pages (`.text` in theme/assets/article.css)."""
    body = re.split(r"\n\s*\n", article.get("body") or "")
    parts = (
        _lines("kicker", [article.get("kicker")]),
        f"<h2>{_text(article.get('title') or '')}</h2>\n",
        _lines("subtitle", [article.get("subtitle")]),
        _lines("dateline", [article.get("byline")]),
        _lines("", body),
        _lines("caption", article.get("captions") or []),
    )
    return f'<article class="text" id="{_text(str(article.get("id")))}">\n{"".join(parts)}</article>'


def _lines(kind: str, texts: Iterable[str | None]) -> str:
    begin = f'<p class="{kind}">' if kind else "<p>"
    return "".join(f"{begin}{_text(text)}</p>\n" for text in texts if text)
