"""Where the generated pages stand below the docs folder, and how one links to another.

index.md                            home
issues/index.md                     all issues: newspapers, years
issues/PAPER/index.md               a newspaper's issues
issues/PAPER/DATE/index.md          an issue, page by page; DATE as in its id (identity.py)
issues/PAPER/DATE/PAGE-NUMBER.md    an article
counties/index.md                   places, under their city
counties/ADCODE/index.md            the articles of a place
columns/index.md                    栏目 and serials of all newspapers
search/index.md                     the search page
offline/index.md                    what is kept for reading without a network
saved/index.md                      what a reader has saved in the browser
"""

import hashlib
import re

from generator.base.archive import Place
from generator.base.identity import DATED, Key, issue_key, issue_name
from generator.base.issue import Issue, PageText
from generator.base.model import Article
from generator.base.when import When

_GENERATED = re.compile(
    r"(?:index\.md|feed\.xml|opensearch\.xml|sitemap[-\d]*\.xml"
    r"|assets/(?:words\.js|aids\.js|found\.js|views\.js|sheets\.js|kept\.js|where\.js|accent\.css)"
    r"|search/(?:index\.md|data/.+)"
    r"|offline/.+|worker\.js|saved/index\.md"
    r"|issues/(?:index\.md|[a-z\d-]+/(?:index\.md|feed\.xml|[\d-]+\.md))"
    rf"|issues/[a-z\d-]+/{DATED}/(?:(?:index|(?:text|page)-\d+|\d+-\d+)\.md|page-\d+\.js)"
    r"|dates/(?:\d{4}/(?:index|[\d-]+)\.md|on/(?:index\.md|\d\d-\d\d\.(?:md|js)))"
    r"|counties/(?:index\.md|\d{6}/(?:index\.md|feed\.xml|[\d-]+\.md))"
    r"|(?:people|subjects)/(?:(?:index|kinds)\.md|(?:initial|offices)-[\da-f]+(?:-\d+)?\.md|[\da-f]{10}/(?:index|[\d-]+)\.md)"
    r"|iiif/[a-z\d-]+/manifest\.json"
    r"|facsimiles/[a-z\d-]+/[\da-f-]+\.webp"
    r"|pictures/[\da-f]{16}(?:-\d+)?\.[a-z]+"
    r"|columns/(?:index|[\da-f]{10}/(?:index|[\d-]+))\.md|serials/[\da-f]{10}/(?:index|\d+)\.md"
    r"|data/(?:(?:mets|tei)/.+\.xml|oai\.xml)"
    r"|data/(?:index\.md|(?:datapackage|names|subjects|places)\.json|issues/.+\.jsonl"
    r"|(?:article|names|subjects|places)\.schema\.json"
    r"|(?:articles|issues|papers|names|subjects|places|mentions|reprints|dublincore)[-\d]*\.(?:jsonl|csv)))"
)
FOLDERS = {
    "assets",
    "columns",
    "counties",
    "data",
    "data/issues",
    "data/mets",
    "data/tei",
    "dates",
    "dates/on",
    "facsimiles",
    "iiif",
    "issues",
    "offline",
    "people",
    "pictures",
    "saved",
    "search",
    "serials",
    "subjects",
}
"""Those in which generated files stand."""


def is_generated(name: str) -> bool:
    """Whether a build may put a file of this name below the docs folder."""
    return _GENERATED.fullmatch(name) is not None


def page_of(name: str) -> str:
    """Where a generated file stands in the site."""
    return f"{name.removesuffix('.md')}.html" if name.endswith(".md") else name


def source_of(name: str) -> str:
    """The other way: of which file below the docs folder a file of the site is made."""
    return f"{name.removesuffix('.html')}.md" if name.endswith(".html") else name


def article_path(article: Article) -> str:
    """The page of an article below the docs folder: issues/llrb/2024-03-07/00-02.md"""
    return f"{_folder(article.issue)}/{article.id.removeprefix(f'{issue_name(article.issue)}-')}.md"


def id_path(id: str) -> str:
    """The same of an id whose article is not there."""
    issue, page, number = id.rsplit("-", 2)
    return f"{_folder(issue_key(issue) or (issue, ''))}/{page}-{number}.md"


def _folder(key: Key) -> str:
    return f"issues/{key[0]}/{key[1]}"


def issue_path(issue: Issue) -> str:
    return f"{_folder(issue.key)}/index.md"


def anchor(sheet: PageText) -> str:
    """The place of a page on that of its issue."""
    return f"p{sheet.page or sheet.cited or 0}"


def source_path(issue: Issue, number: int) -> str:
    return f"{_folder(issue.key)}/text-{number}.md"


def facsimile_path(issue: Issue, number: int) -> str:
    """The picture of a page, with the number of its text."""
    return f"{_folder(issue.key)}/page-{number}.md"


def iiif_path(issue: Issue) -> str:
    """The manifest of its printed pages."""
    return f"iiif/{issue.name}/manifest.json"


def paper_path(paper: str) -> str:
    return f"issues/{paper}/index.md"


def year_path(year: int) -> str:
    return f"dates/{year}/index.md"


def month_path(date: When) -> str:
    """Of a day or a month."""
    return f"dates/{date.year:04d}/{date.month:02d}.md"


def time_path(date: When) -> str:
    """The page of a month; of a year where no more is known."""
    return month_path(date) if date.month else year_path(date.year)


def day_path(date: When) -> str:
    return f"dates/{date.year:04d}/{date.month:02d}-{date.day:02d}.md"


def on_path(month: int, day: int) -> str:
    return f"dates/on/{month:02d}-{day:02d}.md"


def place_path(place: Place) -> str:
    return f"counties/{place.adcode}/index.md"


def author_path(name: str) -> str:
    """Names are Chinese, addresses ASCII and short: a hash that stays the same."""
    return f"people/{_short(name)}/index.md"


def subject_path(word: str) -> str:
    return f"subjects/{_short(word)}/index.md"


def column_path(paper: str, column: str) -> str:
    """The articles of a newspaper's 栏目."""
    return f"columns/{_short(f'{paper} {column}')}/index.md"


def serial_path(paper: str, title: str, part: int = 1) -> str:
    """The parts of a serial; the list of many goes on on further pages."""
    return f"serials/{_short(f'{paper} {title}')}/{'index' if part == 1 else part}.md"


def initial_path(initial: str) -> str:
    return f"people/initial-{ord(initial):x}.md"


def _short(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=5).hexdigest()


def url(path: str, start: str = "") -> str:
    """Address of a page as seen from another page; from the site's root where none is named."""
    return target(path, start).removesuffix(".md") + ".html"


def target(path: str, start: str = "") -> str:
    """The same for a link in Markdown, which MkDocs checks and turns into the address."""
    there, here = path.split("/"), start.split("/")[:-1]
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])
