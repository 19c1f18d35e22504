"""Markdown of engines that read pages (MinerU, PP-Structure): the text in the order of reading, its headings marked.

It has no places; marks are taken for what they say and are no text: a heading's # is its role.
"""

import re
from collections.abc import Iterator

from generator.base.printed_page import PrintedPage
from generator.printed import setting
from generator.printed.setting import Found

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BULLET = re.compile(r" {0,3}[-*+] +(?=\S)")
_RULED = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*\|?")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$])")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_CENTRED = re.compile(r"<(?:div|p)[^>]*center", re.IGNORECASE)


def pages(text: str) -> list[PrintedPage]:
    """One page: nothing in Markdown parts pages."""
    lines = [line for n, block in enumerate(re.split(r"\n[ \t]*\n", text)) for line in _block(block, f"b{n}")]
    return [setting.page(lines, "Markdown")]


def _block(block: str, name: str) -> Iterator[Found]:
    if "<table" in block.lower():
        rows = re.split(r"</tr>", block, flags=re.IGNORECASE)
        yield from (Found(setting.bare(row), block=name, role="table") for row in rows)
        return
    for line in block.split("\n"):
        if _FENCE.match(line) or (_RULED.fullmatch(line.strip()) and line.strip()):
            continue
        heading = _HEADING.match(line)
        table = line.lstrip().startswith("|")
        role = "title" if heading else "table" if table else "caption" if _CENTRED.match(line.lstrip()) else ""
        text = heading[1] if heading else " ".join(line.strip().strip("|").split("|")) if table else line
        yield Found(_plain(text), block=name, role=role)


def _plain(text: str) -> str:
    """A text without marks."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", _BULLET.sub("", text, count=1)))
    return _ESCAPED.sub(r"\1", setting.bare(_STRONG.sub(r"\2", text)))
