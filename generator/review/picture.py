"""The picture of a page beside its lines. The desk alone serves it, and nothing of it is published."""

import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field

from generator.base import speech
from generator.language.places import gazetteer
from generator.printed.page_picture import Plane
from generator.printed.refused import Refused as Unread
from generator.review.desk_door import Blob, Refused
from generator.review.proof import Proof, SheetLines
from generator.seeds import issue_list, page_pictures
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import Issues
from generator.seeds.page_pictures import Kept

WIDEST = 4800
"""Pixels: characters of 6 points fill the window."""
DIGITS = 5
"""Of the share of width and height at which a line stands."""


class Asked(BaseModel):
    """A page of an issue, and how wide its picture is to be."""

    paper: str
    date: str
    file: str
    width: Annotated[int, Field(ge=100, le=WIDEST)] = 1600

    @property
    def key(self) -> tuple[str, str]:
        return self.paper, self.date


@dataclass
class Pictures:
    """Draws one picture after the other, while other requests are answered."""

    root: Path
    english: bool = False
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def told(self, proof: Proof, asked: Asked) -> dict[str, Any]:
        """`width` and `height` in pixels, and `boxes` of its lines: number, then left, top, right and bottom as shares
        of the picture. Raises Refused, with why there is none."""
        sheet = next((sheet for sheet in proof.sheets if sheet.file == asked.file), None)
        kept = self._kept(sheet, asked)
        return {"width": kept.width, "height": kept.height, "boxes": [*_boxes(sheet, kept)]}

    def jpeg(self, proof: Proof, asked: Asked) -> Blob:
        sheet = next((sheet for sheet in proof.sheets if sheet.file == asked.file), None)
        return Blob("image/jpeg", self._kept(sheet, asked).jpeg)

    def _kept(self, sheet: SheetLines | None, asked: Asked) -> Kept:
        known = _listed(self.root)
        issue = known.issues.get(asked.key)
        page = next((page for page in issue.pages if page.file == asked.file), None) if issue else None
        named = page_pictures.of(self.root, known, page) if page else None
        if sheet is None or named is None:
            raise Refused(HTTPStatus.NOT_FOUND, "这一版没有图。")
        with self._turn:
            found = page_pictures.seen(self.root, named, asked.width, Plane.of(sheet.printed))
        if isinstance(found, Unread):
            why, mend = f"{found.what}.", f" {found.mend}"
            if not self.english:
                why, mend = speech.in_chinese(why), speech.in_chinese(found.mend)
            raise Refused(HTTPStatus.NOT_FOUND, f"版面图没有画出来：{named.file}，{why}{mend}")
        return found


def has(root: Path, proof: Proof) -> set[str]:
    """The page files that something shows."""
    known = _listed(root)
    return {page.file for page in proof.issue.pages if page_pictures.of(root, known, page)}


def _listed(root: Path) -> Issues:
    return issue_list.read(Reader(root), gazetteer())


def _boxes(sheet: SheetLines | None, kept: Kept) -> list[list[float]]:
    if sheet is None or sheet.printed is None or kept.lie is None:
        return []
    found = []
    for line in sheet.printed.lines:
        if line.box.width > 0 < line.box.height:
            left, top, right, bottom = kept.lie.pixels(line.box)
            shares = left / kept.width, top / kept.height, right / kept.width, bottom / kept.height
            found.append([line.number, *(round(share, DIGITS) for share in shares)])
    return found
