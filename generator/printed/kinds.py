"""What a file is, by its content: its name says nothing here.

A page as plain text is what is left when it is nothing else. So XML, JSON and HTML are never taken for text, whole or
damaged. Nor is a text one of them because it begins with a sign of theirs, as <APEC> 会议, [2024]1号 and {"两会"} do:
what is marked up is so in most of its lines, and what follows the first sign is as the format has it.
"""

import json
import re
from contextlib import suppress
from enum import Enum
from typing import Any

from generator.printed import line_file
from generator.printed.refused import Refused


class Kind(Enum):
    """What a page may be given as."""

    TEXT = "text"
    PDF = "PDF"
    PICTURE = "a picture"
    XML = "XML"
    HTML = "HTML"
    JSON = "JSON"
    TABLE = "a table of words"
    MARKDOWN = "Markdown"
    LINES = "a line file"


HEAD = 1024
"""Bytes in which a PDF says that it is one."""
LOOK = 65_536
"""Bytes that are looked at: what tells Markdown stands among the first lines."""
AS_TEXT = "Give its text (.txt), PDF, a picture, or what an OCR engine writes with places: ALTO, hOCR, PAGE, JSON."
_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP  ",
    b"\xff\x4f\xff\x51",
)
_OTHERS = {
    b"PK\3\4": "is a packed file (zip, Word, OFD and others are)",
    b"AT&TFORM": "is DjVu",
    b"\xd0\xcf\x11\xe0": "is a document of an older Office",
    b"CAJ\0": "is CAJ",
    b"KDH ": "is KDH",
    b"HN\0": "is CAJ",
    b"Rar!": "is a packed file",
    b"7z\xbc\xaf": "is a packed file",
    b"\x1f\x8b": "is a packed file",
    b"{\\rtf": "is RTF",
}
_PDF = re.compile(rb"%PDF-\d\.\d[ \t]*(?:[\r\n%]|\Z)")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_PROLOG = re.compile(rb"<\?xml\s|<!(?:doctype\s|element\s|entity\s|--|\[cdata\[)", re.IGNORECASE)
_FIRST_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)\s*(?:/?>|[A-Za-z_][\w.:-]*\s*=|\Z)")
_SPACE_OF_NAMES = re.compile(rb"<[^<>]*\sxmlns(?::[\w.-]+)?\s*=")
_TAG = re.compile(rb"</?[A-Za-z_][\w.:-]*(?:\s[^<>]*)?/?(?:>|\Z)")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:html|head|body|div|p|span|table|meta|br)[\s/>]", re.IGNORECASE)
_TOKEN = re.compile(
    r"\s*(?:(?P<mark>[\[\]{},:])|(?P<string>\"(?:[^\"\\]|\\.)*\"|\"(?:[^\"\\\n]|\\.)*\Z)"
    r"|(?P<other>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))"
)
_FOLLOWS = {
    "": "[{",
    "[": ("[", "{", "]", "string", "other"),
    "{": ("}", "string"),
    **dict.fromkeys((",", ":"), ("[", "{", "string", "other")),
    "string": ":,]}",
    "other": ",]}",
    **dict.fromkeys(("]", "}"), ",]}[{"),
}
"""What JSON, and one JSON behind another, has behind what."""
_TOKENS = 5
"""So many that follow each other are JSON, though it is damaged behind them."""
_TABLE = re.compile(rb"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\t")
_HEADING = re.compile(r"(?:^|\n\n)(?: {0,3}#{1,6}[ \t]+\S|!\[[^\]\n]*\]\([^)\n]+\))")
LONGEST_JSON = 100_000_000  # bytes
ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = (
    (b"\xff\xfe", re.compile(rb"(?:[\t\n\r -~]\0){2}"), "utf-16-le"),
    (b"\xfe\xff", re.compile(rb"(?:\0[\t\n\r -~]){2}"), "utf-16-be"),
)


def kind(data: bytes) -> Kind:
    """Raises Refused where it is something that is read nowhere."""
    data = data[:LOOK]
    if _is_pdf(data):
        return Kind.PDF
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data):
        return Kind.PICTURE
    for sign, what in _OTHERS.items():
        if data.startswith(sign) and (b"\0" in data or sign != b"KDH "):
            raise Refused(f"{what}, which is not read", AS_TEXT)
    start = _start(data)
    if _is_marked_up(start):
        return Kind.HTML if _HTML.search(start) or _TAGS.match(start) else Kind.XML
    if _TABLE.match(start):
        return Kind.TABLE
    if start[:1] in (b"{", b"["):
        return _of_json(data)
    if (b"#" in data or b"![" in data) and b"\0" not in data:
        return Kind.MARKDOWN if is_markdown(text(data[: data.rfind(b"\n") + 1] or data) or "") else Kind.TEXT
    return Kind.TEXT


def _start(data: bytes) -> bytes:
    """The first bytes behind marks and white space, those of UTF-16 as UTF-8."""
    head = data[: 4 * HEAD]
    if name := _wide(data):
        head = head[: len(head) // 2 * 2].decode(name, "ignore").removeprefix("\ufeff").encode()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _wide(data: bytes) -> str:
    """UTF-16 that says so, or begins with two characters of ASCII, as what a program wrote does; else empty."""
    for mark, ascii, name in _WIDE:
        if data.startswith(mark) or ascii.match(data):
            return name
    return ""


def _is_pdf(data: bytes) -> bool:
    """A PDF begins as one; behind what a mail put before it there are its objects. A text may tell of %PDF-1.4."""
    return bool(_PDF.match(data)) or (b"%PDF-" in data[:HEAD] and bool(_OBJECT.search(data)))


def _is_marked_up(start: bytes) -> bool:
    """Whether it is XML or HTML, and no text that begins with a tag: that has lines without any, or goes on behind the
    element with which it begins."""
    if _PROLOG.match(start) or _SPACE_OF_NAMES.match(start):
        return True
    if not (first := _FIRST_TAG.match(start)):
        return False
    lines = [line for line in _TAG.sub(b"\0", start).split(b"\n") if line.strip()]
    if 2 * sum(b"\0" in line for line in lines) <= len(lines):
        return False
    ends = re.match(rb"<%s[^<>]*>[^<]*</%s>\s*[^\s<]" % (2 * (re.escape(first[1]),)), start)
    return not ends or bool(_TAGS.match(start))


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and len(data) > 26


def text(data: bytes) -> str | None:
    """The text of a file that a program wrote; None where it is none."""
    wide = _wide(data)
    for name in (wide,) if wide else ENCODINGS:
        try:
            return data.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return None


def _of_json(data: bytes) -> Kind:
    """JSON, a line file, or a text that begins with a bracket."""
    head = data[:HEAD]
    if name := _wide(data):
        said = head.decode(name, "ignore").removeprefix("\ufeff")
        said = (said.rpartition(",")[0] or said) if len(data) > HEAD else said
    else:
        within = head.rpartition(b",")[0] if len(data) > HEAD else b""  # no character is cut there
        said = text(within or head) or head.decode("utf-8", "ignore")
    if line_file.is_one(said.removeprefix("\ufeff")):
        return Kind.LINES
    return Kind.JSON if _is_json(said) else Kind.TEXT


def _is_json(said: str) -> bool:
    """Whether a text goes on as JSON does, and no words stand in it outside of quotation marks."""
    at, last = 0, ""
    for _ in range(_TOKENS):
        if not said[at:].strip():
            return bool(last)
        token = _TOKEN.match(said, at)
        sign = token and (token["mark"] or token.lastgroup)
        if not token or not sign or sign not in _FOLLOWS[last]:
            return False
        at, last = token.end(), sign
    return True


def loaded(data: bytes) -> Any:
    """What JSON holds; of JSON lines, of which some services write one a page, all of them. Raises Refused."""
    if len(data) > LONGEST_JSON:
        raise Refused(f"is JSON of {len(data) // 10**6:,} MB, more than any page has", "See what it is.")
    said = text(data)
    try:
        return json.loads(said if said is not None else "")
    except RecursionError:
        raise Refused("is JSON that is deeper than any page", "See what it is.") from None
    except ValueError as error:
        if said and (rows := [row for row in said.splitlines() if row.strip()])[1:]:
            with suppress(ValueError, RecursionError):
                return [json.loads(row) for row in rows]
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) and said else ""
        raise Refused(f"is JSON that is damaged{where}", "Have it written anew, or get a whole copy.") from None


def is_markdown(said: str) -> bool:
    """Whether a text is Markdown as engines write it: blocks of one line each with an empty line between, and a heading
    or a picture among them. The text of a page has its lines one below the other, and a # in it is printed there."""
    said = said.removeprefix("\ufeff").replace("\r\n", "\n").strip("\n")
    return bool(_HEADING.search(said)) and not re.search(
        r"[^\s<|>-][^\n]*\n(?=[^\s<|>*+-])(?!\d)", said.replace("\n\n", "\0")
    )
