"""Bytes of a published file -> all that somebody may read there, whatever it is written in, escaped or marked up with.

1. Decoded: UTF-8; where that is not what it is, UTF-16 and UTF-32 with a mark or without, GB18030, Big5, the codes of
   Japan and Korea, and GB18030 within UTF-8. Nobody can tell for certain which it is, so all of them are read.
2. Where it is no text, what of it may be some: `strings`.
3. Character references, the escapes of JSON, JavaScript and CSS, percent coding, twice and thrice, too.
4. Where there are tags or comments, what stands between them, and they themselves; of ruby the base, and the rest.
5. Chinese that is cut into pieces, whatever stands between them (`rejoined`).
"""

import codecs
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from urllib.parse import unquote_to_bytes

MARKUP = (".html", ".htm", ".xhtml", ".xht", ".xml", ".atom", ".rss", ".md", ".svg")
"""Endings of files that hold markup and nothing else; in others what looks like a tag may be none."""
DEEPEST = 3
"""How often a text may be escaped."""
HEAD = 65_536
"""Bytes of a file that tell whether it is text."""
_CONTROLS = bytes({*range(32)} - {*b"\t\n\f\r\x1b"})

_TAG = re.compile(r"<[^<>]*>")
_WHOLE_TAG = re.compile(r"""<[!/?a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_WHOLE_TAG_OR_COMMENT = re.compile(rf"<!--.*?-->|{_WHOLE_TAG.pattern}", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})"
    r"|([0-9a-fA-F]{4,6})[ \t\n\r\f]?|[bfnrt])"
)
"""CSS may write fewer than four digits, but no character of Chinese has so few."""
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
"""JavaScript's escape()."""
_HALVES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_HIGH_PERCENT = re.compile(r"%[89a-fA-F][0-9a-fA-F]")
_THREES = re.compile(rb"((?:[\xe3-\xef][\x80-\xbf]{2})+)")
"""Chinese in UTF-8."""
_USUAL = re.compile(r"[\t\n\r\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\u2010-\u2027]")
_RUBY = re.compile(
    r"<(?:\w+:)?r(?:tc?|p)(?:\s[^<>]*)?>(.*?)(?=<(?:/?(?:\w+:)?(?:ruby\b|r(?:[bp]|tc?)[\s>])))",
    re.DOTALL | re.IGNORECASE,
)
"""What stands above a character, or in brackets behind it."""
_LETTERS = r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_LETTERS}]+")
_APART = r"[\s\u00ad\u200b-\u200d\ufeff\-\u2010-\u2015./|_*~+:;,'\"\\]"
_PART = f"[{_LETTERS}]{{1,4}}(?![{_LETTERS}])"
_BROKEN = re.compile(f"(?<![{_LETTERS}]){_PART}(?:{_APART}{{1,12}}{_PART})++")
_VALUES = re.compile(
    rf"\"([{_LETTERS}]{{1,4}})\"\s{{0,4}},\s{{0,12}}[\"']?[^\"'\n:,]{{1,24}}[\"']?\s{{0,4}}:\s{{0,4}}"
    rf"(?=\"([{_LETTERS}]{{1,4}})\")"
)
"""Two of JSON side by side: 姓 and 名, in either order."""
_BETWEEN = re.compile(rf"\n(?:[^\n{_LETTERS}]{{0,100}}\n)++")
"""Lines without Chinese: times of a subtitle, the number of a page."""
SEAM = "\nx\n"
"""Between what is put together: the end of a line parts no runs."""
_CELL = re.compile(r"[|,;\t]")
_SAYS = re.compile(r"[^\W_]")
NEAR, EDGE = 60, 11
"""Characters beside these that are looked at, and letters of them that are read as one: of a run of twelve one at least
lies on the other side."""
_SCATTERED = re.compile(f"(?:[{_LETTERS}]{{1,11}}+[^{_LETTERS}]{{1,200}}+){{3,}}+(?:[{_LETTERS}]{{1,11}})?")
"""A time of a subtitle with its number takes 40 characters, one that says where it stands 100."""
LEGACY = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_IN_ESCAPES = ((b"\x1b$", ("iso2022_jp_2", "iso2022_kr")), (b"~{", ("hz",)))
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SOME, MANY = 2, 6
"""Letters in a row that are taken for text: where there is likely to be some, and where a run may be chance."""


def read(name: str, data: bytes) -> str:
    """What stands in a file, one reading below the other."""
    markup = name.lower().endswith(MARKUP)
    return "\n".join(reading for text in decoded(data) for reading in _read(text, markup))


def _read(text: str, markup: bool) -> Iterator[str]:
    yield (bare := plain(text, markup))
    yield from rejoined(bare)
    if "<r" in text and (above := _RUBY.findall(text)):  # before all tags are gone
        yield plain(_RUBY.sub("", text), markup)
        yield plain("".join(above), markup)
    if "%" in text and _HIGH_PERCENT.search(text):
        data = unquote_to_bytes(text)
        if _strictly(data, "utf-8") is None:
            yield from (plain(data.decode(encoding, "replace"), markup) for encoding in LEGACY)


def rejoined(text: str) -> Iterator[str]:
    """What is written in pieces. Names, which are looked for as a whole: of letters that stand apart, over the end of a
    line, a hyphen, a stroke, in the columns of a table. All that has few letters between what is none of Chinese: times
    of subtitles, marks of XML, commas and quotation marks of a list of letters. And the ends of lines with such between
    them."""
    found = (
        [name for broken in _BROKEN.findall(text) for name in _names(broken)],
        [f"{one}{other}{SEAM}{other}{one}" for one, other in _VALUES.findall(text)],
        ["".join(_CHINESE.findall(stretch)) for stretch in _SCATTERED.findall(text)],
        [edge for found in _BETWEEN.finditer(text) if (edge := _edges(text, found))],
    )
    yield from (SEAM.join(["", *pieces, ""]) for pieces in found if pieces)


def _names(broken: str) -> Iterator[str]:
    """What may be one: all of it, each line, and of a line two cells of a table. Of letters that are set wide any two
    would make a name, so they are one word."""
    yield "".join(_CHINESE.findall(broken))
    lines = broken.split("\n") if "\n" in broken else ()
    yield from ("".join(_CHINESE.findall(line)) for line in lines)
    for line in lines or (broken,):
        cells = [_CHINESE.findall(cell) for cell in _CELL.split(line)]
        for one, other in pairwise("".join(cell) for cell in cells):
            if one and other and 2 < len(one) + len(other) < 6:
                yield one + other


def _edges(text: str, between: re.Match[str]) -> str:
    """The letters before and behind lines without Chinese, where something else than they stands there."""
    if not _SAYS.search(between[0]):
        return ""
    before = text[max(0, between.start() - NEAR) : between.start()].rpartition("\n")[2]
    behind = text[between.end() : between.end() + NEAR].partition("\n")[0]
    first, second = _CHINESE.findall(before), _CHINESE.findall(behind)
    return "".join(first)[-EDGE:] + "".join(second)[:EDGE] if first and second else ""


def plain(text: str, markup: bool = False) -> str:
    """A text without escapes and tags, then the tags. Unless it is `markup`, what looks like a tag stays as well."""
    found = []
    for _ in range(DEEPEST):
        if "<" in text:
            text, more = _parted(text, markup)
            found += more
            markup = False  # what comes to light now was none
        before, text = text, _resolved(text)
        if text == before or not ("<" in text or "%" in text or "&" in text):
            break
    if not found:
        return text
    tags = "\n".join(found)
    whole = _resolved_whole(tags)
    if whole.count("<") > tags.count("<"):  # markup in a value, as that of srcdoc
        whole += "\n" + _TAG.sub("", whole)
    return f"{text}\n{whole}"


def _parted(text: str, markup: bool) -> tuple[str, list[str]]:
    """What stands between tags, and what else is to be looked at."""
    bare = _TAG.sub("", text)
    found = _TAG.findall(text) if markup else [text]
    if "<" in bare or ">" in bare:  # a > within a comment or a value
        last = text.rfind("-->")  # behind it no comment ends, and to look for an end from each would take for ever
        end = last + 3 if last >= 0 else 0
        found.append(_WHOLE_TAG_OR_COMMENT.sub("", text[:end]) + _WHOLE_TAG.sub("", text[end:]))
    return bare, found


def _resolved_whole(text: str) -> str:
    for _ in range(DEEPEST):
        before, text = text, _resolved(text)
        if text == before or "%" not in text:
            break
    return text


def _resolved(text: str) -> str:
    if "%" in text:
        text = _PERCENT.sub(_bytes, text)
    return unescape(unescape(escaped(text))) if "&" in text else escaped(text)


def _bytes(found: re.Match[str]) -> str:
    data = bytes.fromhex(found[0].replace("%", ""))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def escaped(text: str) -> str:
    """With the escapes of JSON, JavaScript, Python and CSS resolved."""
    if "\\" not in text and "%u" not in text:
        return text
    text = _PERCENT_U.sub(_character, _ESCAPE.sub(_character, text))
    return _HALVES.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def _character(found: re.Match[str]) -> str:
    digits = next(filter(None, found.groups()), "")
    code = int(digits, 16) if digits else 0
    return chr(code) if 0 < code < 0x110000 else " "


# ---- decoded -------------------------------------------------------------------------------------------------------


def decoded(data: bytes) -> Iterator[str]:
    """The texts that a file may hold; of most there is one."""
    if encoding := next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None):
        yield data.decode(encoding, "replace")
        return
    text = _strictly(data, "utf-8-sig")
    if text is not None and "\0" not in text[:HEAD]:
        yield text
        for escape, encodings in _IN_ESCAPES:
            if escape in data:
                yield from (data.decode(encoding, "replace") for encoding in encodings)
        return
    yield from _wide(data)
    yield data.decode("utf-8", "replace") if text is None else text
    if text is None and _few_controls(data):
        yield from (data.decode(encoding, "replace") for encoding in LEGACY)
        parts = enumerate(_THREES.split(data))
        yield "".join(part.decode("utf-8" if n % 2 else "gb18030", "replace") for n, part in parts)


def is_text(data: bytes) -> bool:
    """Whether `decoded` reads all that somebody may."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _few_controls(data):
        return True
    return any(_wide(data))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> Iterator[str]:
    """UTF-16 and UTF-32 without a mark: where nearly all of its beginning is what texts are made of, for any bytes are
    some."""
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        head = data[:HEAD].decode(encoding, "replace")
        if len(_USUAL.findall(head)) > 0.8 * len(head):
            yield data.decode(encoding, "replace")


def _few_controls(data: bytes) -> bool:
    ends = data[:HEAD] + data[HEAD:][-HEAD:]
    return (len(ends) - len(ends.translate(None, _CONTROLS))) * 100 <= len(ends)


# ---- no text -------------------------------------------------------------------------------------------------------


def strings(data: bytes, least: int = SOME) -> str:
    """Texts in bytes that are none: all that is UTF-8, and of the other encodings runs of `least` letters and more,
    wherever they begin."""
    text = data.decode("utf-8", "replace")
    found = [text, plain("\n".join(_LEGIBLE.findall(text)))]
    for encoding in ("utf-16-le", "utf-16-be"):
        for start in (0, 1):
            found += _ROWS[least].findall(data[start:].decode(encoding, "replace"))
    for run in _PAIRS[least].findall(data):
        found += [run[n:].decode(encoding, "replace") for encoding in ("gb18030", "big5hkscs") for n in (0, 1)]
    return "\n".join(found)


_LEGIBLE = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f\ufffd]{12,}+")
_LETTER = r"[\u00b7\u2010-\u2027\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_ROWS = {least: re.compile(rf"(?:{_LETTER}[\t\n\r\x20-\x7e]*+){{{least},}}+") for least in (SOME, MANY)}
_PAIR = r"[\x81-\xfe][\x40-\x7e\x80-\xfe]"
_PAIRS = {least: re.compile(rf"(?:{_PAIR}[\t\n\r\x20-\x7e]*+){{{least},}}+".encode()) for least in (SOME, MANY)}
