"""Which files are pages, and how many sheets each has: a text, a PDF, a picture, or what OCR engines and libraries
write. What a file is, its content tells; in a folder only those are looked at whose names may be a page's.

Of files that have one name but for the ending one is the page: its text before what has places, that before a PDF, that
before a picture. What lies in the folder of a METS file is its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.base import regular
from generator.base.problems import Problem
from generator.printed import apart, kinds
from generator.printed.kinds import Kind
from generator.printed.refused import Refused
from generator.seeds.page_texts import kind_of

TEXTS = frozenset((".txt", ".text", ""))
PLACED = frozenset((".xml", ".hocr", ".alto", ".json", ".tsv"))
"""Endings of what OCR engines and libraries write."""
SHARED = frozenset((".md", ".html", ".htm", ".xhtml"))
"""Endings of theirs that many other files have: content tells."""
PICTURES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".jp2"))
UNREAD = frozenset((".djvu", ".ofd", ".caj"))
"""Pages, too, that no one reads here."""
_EXPLAINS = re.compile(
    r"(?:使用|扫描|文件|移交)?(?:说明|须知|备注|清单|目录|读我)|read[ _-]?me|license|notes?", re.IGNORECASE
)
"""Names of texts that lie beside pages and tell of them."""
HEAD = 4096  # bytes in which XML says what it is
_METS = re.compile(rb"<(?:\w+:)?mets[\s>]")
_RANKS: tuple[frozenset[str], ...] = (TEXTS, PLACED, frozenset((".pdf",)), PICTURES, UNREAD)
ENDINGS = {
    Kind.TEXT: ".txt",
    Kind.LINES: ".jsonl",
    Kind.PDF: ".pdf",
    Kind.XML: ".xml",
    Kind.HTML: ".hocr",
    Kind.JSON: ".json",
    Kind.TABLE: ".tsv",
    Kind.MARKDOWN: ".md",
}


class PageFile(NamedTuple):
    """A file that is a page, or several."""

    path: Path
    shown: str
    """As messages name it."""
    kind: Kind
    sheets: int
    """How many; 1 of a text."""


def is_whole(kind: Kind) -> bool:
    """Whether a file of this kind is read as it stands."""
    return kind in (Kind.TEXT, Kind.LINES)


def ending(file: PageFile) -> str:
    """What the name of its copy ends with."""
    return ENDINGS.get(file.kind) or file.path.suffix.lower()


def chosen(found: Iterable[tuple[Path, str]]) -> tuple[list[tuple[Path, str]], list[str]]:
    """Of a folder's files those that are pages, and the names of all others."""
    ranked = [(_rank(path), path, shown) for path, shown in found]
    best: dict[Path, int] = {}
    for rank, path, _ in ranked:
        if rank is not None:
            best[_stem(path)] = min(rank, best.get(_stem(path), rank))
    pages = [(path, shown) for rank, path, shown in ranked if rank is not None and rank == best[_stem(path)]]
    whole = {path.parent for path, _ in pages if names_others(path)}
    pages = [(path, shown) for path, shown in pages if whole.isdisjoint(path.parents) or names_others(path)]
    taken = {path for path, _ in pages}
    return pages, [shown for _, path, shown in ranked if path not in taken]


def names_others(path: Path) -> bool:
    """Whether a file is METS, whose pages lie beside it."""
    if path.suffix.lower() != ".xml":
        return False
    try:
        with regular.opened(path) as file:
            return bool(_METS.search(file.read(HEAD)))
    except OSError:
        return False


def _rank(path: Path) -> int | None:
    suffix = path.suffix.lower()
    if suffix in SHARED:
        return _RANKS.index(PLACED) if _is_written_by_ocr(path) else None
    if suffix in TEXTS and _EXPLAINS.fullmatch(path.stem):
        return None
    return next((rank for rank, endings in enumerate(_RANKS) if suffix in endings), None)


def _is_written_by_ocr(path: Path) -> bool:
    """Whether a file is hOCR, or Markdown of a page: one whose name has a number, and no README."""
    try:
        with regular.opened(path) as file:
            head = file.read(kinds.LOOK)
    except OSError:
        return False
    if path.suffix.lower() == ".md":
        return any(map(str.isdigit, path.stem)) and kinds.is_markdown(kinds.text(head) or "")
    return b"ocr_page" in head or b"ocr_line" in head


def _stem(path: Path) -> Path:
    return path.with_name(re.sub(r"\.(?:ocr|alto|page|hocr)$", "", path.stem, flags=re.IGNORECASE))


def looked_at(found: Sequence[tuple[Path, str]]) -> Iterator[PageFile | Problem]:
    """Each file with what it is, or why it is no page."""
    for path, shown in found:
        kind = kind_of(path)
        counted = kind if isinstance(kind, Refused) or is_whole(kind) else apart.sheets(path)
        if isinstance(counted, Refused):
            yield Problem(shown, None, counted.what, counted.mend)
        else:
            assert isinstance(kind, Kind)
            yield PageFile(path, shown, kind, counted if isinstance(counted, int) else 1)
