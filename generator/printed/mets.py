"""METS of a digitised issue: its pages in their order, each in an ALTO file beside it, and which blocks a library has
marked as one article."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.base.printed_page import PrintedPage
from generator.printed import alto, setting
from generator.printed.refused import Refused
from generator.printed.xml_tree import Node, tree

ARTICLES = ("article", "advertisement", "illustration", "contribution")
"""TYPE of a division that is one text of the page."""
ROLES = {"heading": "title", "title": "title", "headline": "title", "overline": "title", "body": "text"}
"""TYPE of a division within it, beside the names that all files share (setting.ROLES)."""

Block = tuple[str, str]
"""File and block of an area."""


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
        self._of = dict(_articles(root))

    def page(self, number: int) -> PrintedPage:
        """A page by its number from 0, its lines with the articles that they are marked as. Raises Refused."""
        file, link = self._pages[number]
        try:
            root = tree(self._near(link))
        except OSError:
            mend = "Put it there, or list the ALTO files themselves."
            raise Refused(f"names {link[:80]}, which is not in its folder", mend) from None
        pages = alto.pages(root) if root.tag.lower() == "alto" else []
        if len(pages) != 1:
            raise Refused(f"names {link[:80]}, which is no page in ALTO", "List the ALTO files themselves.")
        lines, around = [], _around(root)
        for line in pages[0].lines:
            names = (line.block, *around.get(line.block, ()))
            article, role = next((self._of[file, name] for name in names if (file, name) in self._of), ("", ""))
            lines.append(replace(line, article=article, role=role or line.role))
        return replace(pages[0], lines=tuple(lines), reader=f"METS, {pages[0].reader}")


def _around(root: Node) -> Mapping[str, Sequence[str]]:
    """The composed blocks that each block of a page lies in, the innermost first: articles may be marked by these."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for outer in root.all("ComposedBlock"):
        for inner in outer.all(*alto.BLOCKS):
            found[inner.of.get("ID", "")].insert(0, outer.of.get("ID", ""))
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


def _articles(root: Node) -> Iterator[tuple[Block, tuple[str, str]]]:
    """The article and the role of each block that is marked."""
    for node in root.all("structMap"):
        if node.of.get("TYPE", "").lower() != "physical":
            yield from _marked(node, "", "")


def _marked(node: Node, article: str, role: str) -> Iterator[tuple[Block, tuple[str, str]]]:
    for inner in node.inner:
        if inner.tag == "div":
            said = inner.of.get("TYPE", "").lower()
            own = inner.of.get("ID") or inner.of.get("DMDID") or inner.of.get("LABEL") or f"{id(inner)}"
            its = ROLES.get(said) or setting.role_of(said)
            yield from _marked(inner, own if not article and said in ARTICLES else article, its or role)
        elif inner.tag == "area" and article and "BEGIN" in inner.of:
            yield (inner.of.get("FILEID", ""), inner.of["BEGIN"]), (article, role)
        else:
            yield from _marked(inner, article, role)
