"""The number of a 版, as deliveries and names of files say it: 3, 03版, 第三版, A01, 头版, 04版：副刊."""

import re
import unicodedata
from typing import NamedTuple

from generator.base.record import MOST
from generator.incoming.days import number

_N = "[零〇一二三四五六七八九十廿]"
_PAGE = re.compile(rf"第?\s*([A-Za-z]?)\s*-?\s*(\d{{1,4}}|{_N}{{1,3}})(?:\.0)?\s*(?:版|页|版面)?")
_HEAD = rf"第?\s*([A-Za-z]?)-?(\d{{1,4}}|{_N}{{1,3}})"
_BEFORE = rf"{_HEAD}\s*(?:[版页]\s*[:：·\-—(（]*|[:：·\-—(（]+)\s*|([A-Za-z])(\d{{1,3}})\s+"
_NAMED = re.compile(rf"(?:{_BEFORE})[^\d]{{0,20}}")
_CALLED = re.compile(_BEFORE)
_WORDS = re.compile(r"(?![\d_第版页面]|[A-Za-z]-?\d)\w")
_FIRST = frozenset(("头版", "头条", "要闻版头版", "一版头条"))
NONE = frozenset(("", "无", "不详", "-", "—", "0", "00", "null", "none"))


def called(text: str) -> str:
    """The name of a page without its number: 要闻 of 第01版：要闻; empty where there is nothing but numbers."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if plain.casefold() in NONE or plain in _FIRST or not _WORDS.search(plain):
        return ""
    before = _CALLED.match(plain)
    return plain[before.end() if before else 0 :].rstrip(")")


class Page(NamedTuple):
    """What a cell says."""

    number: int | None
    """None: none that the archive has a place for, as B01, which is another page than 1."""
    label: str = ""
    """As printed, where that is more than a number."""


def page(text: str) -> Page | None:
    """The page that a text says; None where it says none that can be told, as 2-3版."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.casefold() in NONE:
        return Page(None)
    if plain in _FIRST:
        return Page(1)
    found = _PAGE.fullmatch(plain) or _NAMED.fullmatch(plain)
    if not found:
        return None
    letter, digits = (each for each in found.groups() if each is not None)
    letter = letter.upper()
    value = number(digits)
    if not 1 <= value <= MOST:
        return None
    label = f"{letter}{digits}" if letter else ""
    return Page(value if letter in ("", "A") else None, label)
