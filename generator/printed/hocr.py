"""hOCR, as Tesseract and others write it: HTML whose elements say in class and title what they are and where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.base.printed_page import Box, PrintedPage
from generator.printed import setting
from generator.printed.setting import Found

LINES = {
    "ocr_line": "",
    "ocrx_line": "",
    "ocr_textfloat": "",
    "ocr_header": "header",
    "ocr_footer": "footer",
    "ocr_caption": "caption",
    "ocr_title": "title",
}
BLOCKS = ("ocr_carea", "ocrx_block", "ocr_column")
PICTURES = ("ocr_photo", "ocr_image", "ocr_float", "ocr_linedrawing")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
DEEPEST = 500
_CLASS = re.compile(r"\bocrx?_\w+")


@dataclass
class _Line:
    block: str
    role: str
    said: Mapping[str, str]
    words: list[str] = field(default_factory=list)
    text: str = ""
    """What stands in it outside of words."""
    scores: list[float] = field(default_factory=list)


@dataclass
class _Page:
    said: Mapping[str, str]
    lines: list[_Line] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def pages(text: str) -> list[PrintedPage]:
    """Those of an hOCR file; none where it is other HTML."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return [_page(page, parser.system) for page in parser.pages]


def _page(page: _Page, system: str) -> PrintedPage:
    box = _box(page.said)
    size = (box.width, box.height) if box else (0.0, 0.0)
    return setting.page(
        map(_found, page.lines), f"hOCR {system}".strip(), size, rules=page.rules, pictures=page.pictures
    )


def _found(line: _Line) -> Found:
    text = setting.joined(line.words) if line.words else " ".join(line.text.split())
    box, size = _box(line.said), setting.length(line.said.get("x_size", "").partition(" ")[0])
    slope = line.said.get("baseline", "").partition(" ")[0]
    try:
        rise = setting.number(slope) if slope and box else 0.0
    except ValueError:
        rise = 0.0
    quad = setting.sloping(box, (0, 0), (1, rise)) if box else ()
    down = True if line.said.get("textangle", "0").strip() in ("90", "270") else None
    return Found(text, quad, size, down, line.block, line.role, min(line.scores, default=1.0))


class _Parser(HTMLParser):
    """Gathers lines as their elements come."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[_Page] = []
        self.system = ""
        self._open: list[tuple[str, str]] = []
        """Names and classes of the elements around."""
        self._block = ""
        self._line: _Line | None = None
        self._word: list[str] | None = None

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in given}
        if tag == "meta" and of.get("name") == "ocr-system":
            self.system = of.get("content", "")[:60]
        if tag in VOID:
            return
        kind = found[0] if (found := _CLASS.search(of.get("class", ""))) else ""
        if len(self._open) < DEEPEST:
            self._open.append((tag, kind))
        if kind:
            self._begin(kind, _title(of.get("title", "")), of.get("id", ""))

    def _begin(self, kind: str, said: Mapping[str, str], name: str) -> None:
        if kind == "ocr_page" or not self.pages:
            self.pages.append(_Page(said if kind == "ocr_page" else {}))
            self._line = None
        page = self.pages[-1]
        if kind in BLOCKS:
            self._block = name
        elif kind in LINES:
            self._line = _Line(self._block, LINES[kind], said)
            page.lines.append(self._line)
        elif kind == "ocrx_word" and self._line is not None:
            self._word = []
            self._line.scores += [setting.share(said["x_wconf"])] if "x_wconf" in said else []
        elif box := _box(said):
            page.pictures += [box] if kind in PICTURES else []
            page.rules += [box] if kind == "ocr_separator" else []

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag not in names:
            return
        while self._open:
            name, kind = self._open.pop()
            if kind == "ocrx_word" and self._word is not None and self._line is not None:
                self._line.words.append("".join(self._word).strip())
                self._word = None
            elif kind in LINES:
                self._line = None
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._word is not None:
            self._word.append(data)
        elif self._line is not None:
            self._line.text += data


def _title(text: str) -> dict[str, str]:
    """What a title says: names with their values."""
    parts = (part.strip().partition(" ") for part in text.split(";"))
    return {name: value.strip() for name, _, value in parts if name}


def _box(said: Mapping[str, str]) -> Box | None:
    try:
        left, top, right, bottom = (setting.number(each) for each in said.get("bbox", "").split())
    except ValueError:
        return None
    return Box(left, top, right, bottom)
