"""The forms in which files and presses spell a character, and the one in which it is read.

What is shown is what was printed. What is understood, by segmentation and by the finders of places and persons, is read
in one form, and so is what is searched (terms.py). One table stands behind both: `data/folding.tsv`, of traditional and
old forms, of radicals in place of characters, of dots in names.

`read` keeps every place: a character of what is read is the one at the same place of what is printed.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from generator.base import lazily

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U000323af"
"""Chinese characters, for a class of a pattern."""

_IGNORED = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
    *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
IGNORED = "".join(chr(code) for first, last in _IGNORED for code in range(first, last + 1))
"""Characters of which nothing is seen: Default_Ignorable_Code_Point of Unicode."""
INVISIBLE = lazily.pattern("[" + "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in _IGNORED) + "]")
UNREADABLE = lazily.pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Controls, halves of characters and those of private use: whatever they stood for is lost."""

_MARKS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹒﹔﹕﹖﹗﹙﹚｡｢｣､「」『』〝〞［］",
        "，、。：；！？〖〗…：——（）｛｝〔〕【】《》〈〉“”‘’，、。；：？！（）。“”、“”‘’“”[]",
        strict=True,
    )
)
"""Marks of vertical setting, small and half-width ones, and quotation marks of the traditional page."""
_RARE = "某"
"""What a character beyond the first plane is read as: no pattern knows it, and it is one character of a word."""
_BESIDE_HAN = lazily.pattern(rf"[,:;!?()](?<=[{HAN}].)|[(](?=[{HAN}])")
_IN_CHINESE = str.maketrans(",:;!?()", "，：；！？（）")
_RING = lazily.pattern(rf"[oO∘◦](?<=[{HAN}].)(?=$|[{HAN}“‘（《”’）])", re.MULTILINE)
"""A full stop as OCR sees it: 一派繁忙景象o今年."""
_DOT_IN_BRACKETS = lazily.pattern(rf"([（(][{HAN}\s　]{{1,20}})[.．](?=[{HAN}\s　]{{1,20}}[）)])")
_STOP = lazily.pattern(rf"[.．](?<=[{HAN}”’）》].)(?=$|[\s{HAN}“‘（《”’）])", re.MULTILINE)


@cache
def variants() -> dict[str, str]:
    """Each variant character with the form that it is read and searched as."""
    table = {}
    for line in files("generator").joinpath("data/folding.tsv").read_text(encoding="utf-8").splitlines():
        to, forms = line.split("\t")
        table.update(dict.fromkeys(forms, to))
    return table


def _composed(*blocks: Iterable[int]) -> dict[str, str]:
    """What NFKC makes of the characters of some blocks, where that is one character."""
    forms = {chr(code): unicodedata.normalize("NFKC", chr(code)) for block in blocks for code in block}
    return {form: to for form, to in forms.items() if to != form and len(to) == 1}


@cache
def _meant() -> dict[int, str]:
    """Radicals and doubles of a character by the character, which is what was printed."""
    radicals = {form: to for form, to in variants().items() if 0x2E80 <= ord(form) < 0x2F00}
    return str.maketrans(radicals | _composed(range(0x2F00, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)))


@cache
def _reading() -> dict[int, str]:
    rare = {chr(code): _RARE for code in range(0x20000, 0x323B0)}
    meant = {chr(code): to for code, to in _meant().items()}
    forms = variants()
    table = rare | forms | {form: forms.get(to, to) for form, to in meant.items()} | _MARKS
    return str.maketrans({form: rare.get(to, to) for form, to in table.items()})


@cache
def _odd() -> frozenset[str]:
    return frozenset(map(chr, _reading()))


def read(text: str) -> str:
    """The text as it is read, of the same length: simplified, its marks those of a page of today."""
    found = text if _odd().isdisjoint(text) else text.translate(_reading())
    found = _BESIDE_HAN.sub(lambda mark: mark[0].translate(_IN_CHINESE), found)
    return _RING.sub("。", _STOP.sub("。", _DOT_IN_BRACKETS.sub(r"\1·", found)))


def meant(text: str) -> str:
    """The text with what was printed in place of radicals and doubles, of the same length; old forms stay."""
    return text.translate(_meant())
