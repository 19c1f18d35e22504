"""What a browser needs to keep pages of the site for reading without a network.

    worker.js               keeps them: theme/worker/, behind the digest of the list of all, which stands for the build
    offline/list.json       the list of all files
    offline/of/PREFIX.json  the list of those whose names begin so
    offline/sets/NAME.json  what is kept together: names, and beginnings of names, which end in / or -; its size

A list is {"files": {REST: [BYTES, DIGEST]}, "lists": {REST: [BYTES, DIGEST]}}: of files, and of further lists, whose
names go on with REST. DIGEST is that of `.published`. So whoever has the digest of the first list knows what each
file of this build holds, and no file of another one passes for it. A build changes only the lists of what it changed.
"""

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from generator.base import assets, regular
from generator.base.addresses import article_path, issue_path, place_path, url, year_path
from generator.base.archive import Entry
from generator.base.output import sum_of
from generator.build import uncommented
from generator.build.site_folder import Tree
from generator.pages.catalogue import Catalogue, grouped
from generator.search.search import DATA

WORKER, PAGE, ALL = "worker.js", "offline/index.html", "offline/list.json"
PARTS = "worker/lists.js", "worker/keeper.js"
"""Of the worker, in the theme. theme/worker.js is that of a site of which nothing is kept."""
LEFT = re.compile(
    r"(?:data/|iiif/|opensearch\.xml|robots\.txt|sitemap(?:-\d+)?\.xml|404\.html|worker\.js|\.published)|(?:.*/)?feed\.xml$"
)
"""What is for other programs and for servers, and nothing to keep."""
BEGINNINGS = (
    r"[^/]+/",
    r"issues/[^/]+/",
    r"issues/[^/]+/\d{4}-(?=\d\d(?:-\d\d)?[b-z]?/)",
    r"issues/[^/]+/\d{4}-\d\d-[0-3](?=\d[b-z]?/)",
    r"counties/\d+/",
    r"facsimiles/[^/]+/",
    r"dates/\d+/",
    r"(?:people|subjects)/[\da-f](?=[\da-f]+/)",
    rf"{DATA}/[^/]+/",
)
"""Of which files there are lists of their own: few, for each is a file of the site. A reader of one article loads five;
that of ten days has the most, 45 bytes a file, which a server sends as 20."""
FEW = 4  # entries of a list that is a file of its own are more
LIGHT = 5 << 20  # bytes of an index that is kept with each county and year; a larger one is kept on a wish of its own
OWN = tuple(f"assets/{name}" for name in ("words.js", "offline.js", "shelf.js", "kept.js"))
"""What the scripts of every page load."""
_NAMED = re.compile(r'<(?:link|script|img)\b[^<>]*?\s(?:href|src)="([^"?#]+)"')

Listed = Mapping[str, tuple[int, str]]
"""Size and digest of each file, by its name."""


def add(tree: Tree, c: Catalogue) -> None:
    """Puts all of it into a site that is whole otherwise. Sets and lists that are as they were are kept."""
    files = {name: (tree.size(name), tree.sum(name)) for name in sorted(tree.names) if not LEFT.match(name)}
    page = regular.content(tree.lies_at(PAGE)).decode()
    for name, of_set in sets(c, page, files):
        content = _json(of_set)
        tree.put_anew(name, content)
        files[name] = len(content.encode()), sum_of(content)
    for name, content in lists(files):
        tree.put_anew(name, content)
    tree.put(WORKER, worker(tree.sum(ALL)))


def worker(build: str) -> str:
    """The worker of a build."""
    return f'const BUILD = "{build}";\n' + "".join(
        uncommented.script((assets.theme() / part).read_text(encoding="utf-8")) for part in PARTS
    )


def sets(c: Catalogue, page: str, files: Listed) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What is kept together: what the page for those without a network needs; what pages need; counties and years. Each
    with how much it is."""
    ordered = sorted(files)

    def sized(names: Sequence[str]) -> Mapping[str, object]:
        held = [name for each in names for name in _under(each, ordered)]
        return {"names": names, "files": len(held), "bytes": sum(files[name][0] for name in held)}

    for name, names in _sets(c, page, files):
        yield f"offline/sets/{name}.json", sized(names)


def _sets(c: Catalogue, page: str, files: Listed) -> Iterator[tuple[str, Sequence[str]]]:
    named = {normpath(join(dirname(PAGE), unquote(unescape(name)))) for name in _NAMED.findall(page)}
    core = {PAGE, *OWN, *named} & files.keys()
    yield "core", sorted(core)
    scripts = {name for name in files if re.fullmatch(r"assets/[^/]+\.(?:js|css)", name)}
    heavy = sum(size for name, (size, _) in files.items() if name.startswith(f"{DATA}/")) > LIGHT
    pages = "index.html", "saved/index.html", "search/index.html" if heavy else "search/"
    yield "pages", [*sorted(scripts - core), *pages]
    if heavy:
        yield "search", ["search/"]
    for place, entries in c.of_place.items():
        articles = [url(article_path(entry.article)) for entry in entries]
        yield place.adcode, [_folder(place_path(place)), *articles, *_pictures(c, entries)]
    for year, issues in grouped(c.archive.issues.values(), lambda issue: issue.date.year).items():
        papers = sorted({issue.paper for issue in issues})
        calendars = [name for paper in papers if (name := f"issues/{paper}/{year}.html") in files]
        shown = _pictures(c, [entry for issue in issues for entry in c.articles(issue)])
        undated = sorted(_folder(issue_path(issue)) for issue in issues if not issue.date.month)
        dated = [f"issues/{paper}/{year}-" for paper in papers]
        yield f"{year}", [_folder(year_path(year)), *calendars, *dated, *undated, *shown]


def _pictures(c: Catalogue, entries: Iterable[Entry]) -> list[str]:
    """The pictures of articles in all sizes, for a browser takes that which it likes."""
    shown = (c.pictures[image.file] for entry in entries for image in entry.article.images)
    return sorted({name for picture in shown for name, *_ in picture.files})


def _folder(path: str) -> str:
    return url(path).removesuffix("index.html")


def _under(each: str, ordered: Sequence[str]) -> Sequence[str]:
    """The files of a name, or of a beginning of names."""
    if not each.endswith(("/", "-")):
        return [each]
    return ordered[bisect_left(ordered, each) : bisect_left(ordered, each[:-1] + chr(ord(each[-1]) + 1))]


def lists(files: Listed) -> Iterator[tuple[str, str]]:
    """Name and content of each list, that of all last. One of few entries is a part of the list above it."""
    held: defaultdict[str, dict[str, dict[str, tuple[int, str]]]] = defaultdict(lambda: {"files": {}, "lists": {}})
    above: dict[str, str] = {}
    for name, known in files.items():
        way = _beginnings(name.rpartition("/")[0] + "/")
        held[way[-1]]["files"][name[len(way[-1]) :]] = known
        above.update(zip(way[1:], way, strict=False))
    for beginning in sorted({"", *above}, key=len, reverse=True):
        parts, rest = held[beginning], beginning[len(above.get(beginning, "")) :]
        if beginning and sum(map(len, parts.values())) <= FEW:
            for kind, of in parts.items():
                held[above[beginning]][kind].update((rest + name, known) for name, known in of.items())
            continue
        content = _json({kind: dict(sorted(of.items())) for kind, of in parts.items()})
        yield list_name(beginning), content
        if beginning:
            size = sum(size for of in parts.values() for size, _ in of.values())
            held[above[beginning]]["lists"][rest] = size, sum_of(content)


def list_name(beginning: str) -> str:
    """The file of a list."""
    return f"offline/of/{beginning.rstrip('/')}.json" if beginning else ALL


@cache
def _beginnings(folder: str) -> list[str]:
    """The lists on the way to what lies in a folder, or to a list, that of all first."""
    found = {match[0] for each in BEGINNINGS if (match := re.match(each, folder))}
    return ["", *sorted(found, key=len)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
