"""The number of a 版, as deliveries and names of files say it: 3, 03版, 第三版, A01, 头版, 04版：副刊."""

import re
import unicodedata
from typing import NamedTuple

from generator.base.record import MOST
from generator.incoming.days import number

_N = "[零〇一二三四五六七八九十廿]"
_PAGE = re.compile(rf"第?\s*([A-Za-z]?)\s*-?\s*(\d{{1,4}}|{_N}{{1,3}})(?:\.0)?\s*(?:版|页|版面)?")
_NAMED = re.compile(rf"第?\s*([A-Za-z]?)(\d{{1,4}}|{_N}{{1,3}})\s*(?:版|页)\s*[:：·\-—\s(（]*[^\d]{{0,20}}")
_FIRST = frozenset(("头版", "头条", "要闻版头版", "一版头条"))
NONE = frozenset(("", "无", "不详", "-", "—", "0", "00", "null", "none"))


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
    letter, digits = found[1].upper(), found[2]
    value = number(digits)
    if not 1 <= value <= MOST:
        return None
    label = f"{letter}{digits}" if letter else ""
    return Page(value if letter in ("", "A") else None, label)
