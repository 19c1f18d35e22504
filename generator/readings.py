"""Bytes of a published file -> all that somebody may read there, whatever it is written in, escaped or marked up with.

1. Decoded: UTF-8; where that is not what it is, UTF-16 with a mark or without, GB18030, Big5, and GB18030 within UTF-8.
   Nobody can tell for certain which it is, so all of them are read. Of pictures, fonts and the like only what is UTF-8.
2. Character references, the escapes of JSON, JavaScript and CSS, percent coding, twice and thrice, too.
3. Where there are tags or comments, what stands between them, and they themselves.
"""

import re
from collections.abc import Iterator
from html import unescape

MARKUP = (".html", ".htm", ".xhtml", ".xht", ".xml", ".atom", ".rss", ".md", ".svg")
"""Endings of files that hold markup and nothing else; in others what looks like a tag may be none."""
DEEPEST = 3
"""How often a text may be escaped."""
HEAD = 65_536
"""Bytes of a file that tell whether it is text."""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"wOF", b"OTTO", b"\0\1\0\0", b"\0\0\1\0", b"ID3", b"OggS")
"""What pictures, sounds and fonts begin with."""
_CONTROLS = bytes({*range(32)} - {*b"\t\n\f\r\x1b"})

_TAG = re.compile(r"<[^<>]*>")
_WHOLE_TAG = re.compile(r"""<!--.*?-->|<[!/?a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-9a-fA-F]{4,6})[ \t\n\r\f]?|[bfnrt])"
)
"""CSS may write fewer than four digits, but no character of Chinese has so few."""
_HALVES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_THREES = re.compile(rb"((?:[\xe3-\xef][\x80-\xbf]{2})+)")
"""Chinese in UTF-8."""
_USUAL = re.compile(r"[\t\n\r\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\u2010-\u2027]")


def read(name: str, data: bytes) -> str:
    """What stands in a file, one reading below the other."""
    return "\n".join(plain(text, name.lower().endswith(MARKUP)) for text in decoded(data))


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
    return "\n".join([text, _resolved_whole("\n".join(found))] if found else [text])


def _parted(text: str, markup: bool) -> tuple[str, list[str]]:
    """What stands between tags, and what else is to be looked at."""
    bare = _TAG.sub("", text)
    found = _TAG.findall(text) if markup else [text]
    if "<" in bare or ">" in bare:  # a > within a comment or a value
        found.append(_WHOLE_TAG.sub("", text))
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
    """With the escapes of JSON, JavaScript and CSS resolved."""
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_character, text)
    return _HALVES.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def _character(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3] or found[4]
    code = int(digits, 16) if digits else 0
    return chr(code) if 0 < code < 0x110000 else " "


# ---- decoded -------------------------------------------------------------------------------------------------------


def decoded(data: bytes) -> Iterator[str]:
    """The texts that a file may hold; of most there is one."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "replace")
        return
    text = _strictly(data, "utf-8-sig")
    if text is not None and "\0" not in text[:HEAD]:
        yield text
        return
    wide = list(_wide(data))
    yield from wide
    yield data.decode("utf-8", "replace") if text is None else text
    if text is None and not wide and _is_text(data):
        yield data.decode("gb18030", "replace")
        yield data.decode("big5hkscs", "replace")
        parts = enumerate(_THREES.split(data))
        yield "".join(part.decode("utf-8" if n % 2 else "gb18030", "replace") for n, part in parts)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> Iterator[str]:
    """UTF-16 without a mark: where nearly all of its beginning is what texts are made of, for any bytes are some."""
    if data.startswith(_PICTURES):
        return
    for encoding in ("utf-16-le", "utf-16-be"):
        head = data[:HEAD].decode(encoding, "replace")
        if len(_USUAL.findall(head)) > 0.8 * len(head):
            yield data.decode(encoding, "replace")


def _is_text(data: bytes) -> bool:
    head = data[:HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return not head.startswith(_PICTURES) and controls * 100 <= len(head)
