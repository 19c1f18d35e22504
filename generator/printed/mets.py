"""METS of a digitised issue: its pages in their order, each in an ALTO file beside it, and which blocks or lines a
library has marked as one article."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.base.printed_page import PrintedPage
from generator.printed import alto, setting
from generator.printed.alto import Mark
from generator.printed.refused import Refused
from generator.printed.xml_tree import Node, tree

ARTICLES = ("article", "advertisement", "illustration", "contribution")
"""TYPE of a division that is one text of the page."""
PARTS = ("ComposedBlock", "TextBlock", "TextLine", "String")
"""What of a page areas name."""
ROLES = {"heading": "title", "title": "title", "headline": "title", "overline": "title", "body": "text"}
"""TYPE of a division within it, beside the names that all files share (setting.ROLES)."""

Area = tuple[str, str]
"""The first and the last part of a page that an area names: blocks, lines or words, by their ids."""


class Issue:
    """The pages that a METS file names."""

    def __init__(self, root: Node, near: Callable[[str], bytes]) -> None:
        """Raises Refused where it names none."""
        self._near = near
        files = {file.of.get("ID", ""): link for file in root.all("file") if (link := _link(file))}
        self._pages = [*_pages(root, files)]
        self.count = len(self._pages)
        if not self._pages:
            raise Refused("is METS that names no page in ALTO", "List the ALTO files themselves.")
        self._areas: defaultdict[str, list[tuple[Area, Mark]]] = defaultdict(list)
        for file_named, area, mark in _articles(root):
            self._areas[file_named].append((area, mark))

    def page(self, number: int) -> PrintedPage:
        """A page by its number from 0, its lines with the articles that they are marked as. Raises Refused."""
        file, link = self._pages[number]
        try:
            root = tree(self._near(link))
        except OSError:
            mend = "Put it there, or list the ALTO files themselves."
            raise Refused(f"names {link[:80]}, which is not in its folder", mend) from None
        pages = alto.pages(root, _marks(root, self._areas[file])) if root.tag.lower() == "alto" else []
        if len(pages) != 1:
            raise Refused(f"names {link[:80]}, which is no page in ALTO", "List the ALTO files themselves.")
        return replace(pages[0], reader=f"METS, {pages[0].reader}")


def _marks(root: Node, areas: Iterable[tuple[Area, Mark]]) -> dict[str, Mark]:
    """The article and the role of each part of a page that is marked, by its id: that of an area, and those of its kind
    as far as it reaches."""
    kinds = [[node.of.get("ID", "") for node in root.all(tag)] for tag in PARTS]
    at = {id: (kind, n) for kind in kinds for n, id in enumerate(kind) if id}
    found: dict[str, Mark] = {}
    for (first, last), mark in areas:
        kind, begin = at.get(first, ([first], 0))
        end = at[last][1] if last in at and at[last][0] is kind else begin
        found.update(dict.fromkeys(kind[begin : end + 1], mark))
    return found


def _link(file: Node) -> str:
    """Where a file lies that may be ALTO, from this one; empty where it is another one."""
    href = next((each.of.get("href", "") for each in file.kids("FLocat")), "")
    parts = urlsplit(href.replace("\\", "/"))
    if parts.scheme not in ("", "file"):
        return ""
    path = unquote(f"{parts.netloc}{parts.path}" if parts.scheme else parts.path).lstrip("/")
    is_xml = "xml" in file.of.get("MIMETYPE", "").lower() or path.lower().endswith(".xml")
    return PurePosixPath(path).as_posix() if is_xml and path else ""


def _pages(root: Node, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and place of the ALTO file of each page, in the order of the physical map; of all files where there is
    none."""
    maps = [node for node in root.all("structMap") if node.of.get("TYPE", "").lower() == "physical"]
    found = [file for node in maps for file in _named(node) if file in files]
    for file in dict.fromkeys(found or files):
        yield file, files[file]


def _named(node: Node) -> Iterator[str]:
    return (file for each in node.all("fptr", "area") if (file := each.of.get("FILEID")))


def _articles(root: Node) -> Iterator[tuple[str, Area, Mark]]:
    """File, area, and the article and role that it is marked as."""
    for node in root.all("structMap"):
        if node.of.get("TYPE", "").lower() != "physical":
            yield from _marked(node, "", "")


def _marked(node: Node, article: str, role: str) -> Iterator[tuple[str, Area, Mark]]:
    for inner in node.inner:
        if inner.tag == "div":
            said = inner.of.get("TYPE", "").lower()
            own = inner.of.get("ID") or inner.of.get("DMDID") or inner.of.get("LABEL") or f"{id(inner)}"
            its = ROLES.get(said) or setting.role_of(said)
            yield from _marked(inner, own if not article and said in ARTICLES else article, its or role)
        elif inner.tag == "area" and article and "BEGIN" in inner.of:
            begin = inner.of["BEGIN"]
            yield inner.of.get("FILEID", ""), (begin, inner.of.get("END") or begin), (article, role)
        else:
            yield from _marked(inner, article, role)
