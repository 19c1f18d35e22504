"""Texts put right: characters that no page can show, HTML, and what a line end means in a delivery.

Programs end paragraphs with one line end or with two, and some end each line of a column. Which it is, the whole
delivery tells, for one body alone often cannot:

1. `indented`: paragraphs begin with white space, and the lines between do not.
2. `wrapped`: most lines end within a sentence, all of about the same width: they are joined.
3. `blank`: an empty line parts paragraphs.
4. `lines`: each line is a paragraph.
"""

import html
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from generator.base import lazily
from generator.base.record import UNPRINTABLE
from generator.incoming import verse
from generator.incoming.delivery import CONTROL, Told
from generator.incoming.readers import markup
from generator.segmentation.clean import LOST

Manner = Literal["indented", "wrapped", "blank", "lines"]
UNSEEN = "characters that nobody sees taken out"
LOST_BEFORE = f"characters that were lost before, marked {LOST}"
HTML = "HTML taken out of texts"
AS_PARAGRAPHS = "line ends made paragraphs"
JOINED = "lines of columns joined"
ENOUGH = 2  # lines a body that go on below, from which they may be lines of columns
MOSTLY = 0.6
WIDTH = 0.25
"""Of wrapped lines but for the last of a paragraph three in four are as wide as the widest, to a quarter of it."""

_ENDS = lazily.pattern("\r\n|[\r\v\f\u0085\u2028\u2029]|_x000[DBA]_\n?|\\\\r\\\\n|\\\\n(?=[\u3000 ]|[\u3400-\u9fff“])")
"""Ends of lines, also as spreadsheets and databases write them out."""
_INVISIBLE = lazily.pattern("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_STOP = lazily.pattern(r"[。！？!?…”’）)》】;；:：.]$")
_TABLE = lazily.pattern(r"((?:^[^\S\n\t]*[^\s][^\n\t]*\t[^\n]*(?:\n|\Z)){2,})", re.M)
"""Lines one below the other with a tab in each, which no line begins with: a table (generator/base/tables.py)."""
_ITEM = lazily.pattern(
    r"^\s*(?:[-*•·●■◆▲★]\s+\S|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、．]\s*\S|-{3,}\s*$)"
)
_ITEM_ONLY = lazily.pattern(r"^\s*-{3,}\s*$")
"""A line across, of hyphens."""
_INDENT = lazily.pattern(r"^(?:\u3000{1,4}|[ \u00a0]{2,8}|\t)\S")


def clean(text: str, told: Told, place: str) -> str:
    """A text whose characters can all be shown, its line ends as \\n."""
    if _ENDS.search(text):
        text = _ENDS.sub("\n", text)
    if "\ufffd" in text:
        text = text.replace("\ufffd", LOST)
        told.note(LOST_BEFORE, place)
    if bad := UNPRINTABLE.search(text):
        told.note(CONTROL, place, f"U+{ord(bad[0]):04X}", "")
        text = UNPRINTABLE.sub("", text)
    if _INVISIBLE.search(text):
        told.note(UNSEEN, place)
        text = _INVISIBLE.sub("", text)
    return text.replace("\u00a0", " ")


def line(text: str, told: Told, place: str, plain_text: bool = False) -> str:
    """A text of one line, as a title: without line ends, and without HTML unless it is plain text."""
    plain = clean(text, told, place)
    if not plain_text and is_html(plain):
        told.note(HTML, place)
        plain = " ".join(markup.paragraphs_of(plain))
    return " ".join(plain.split("\n")).strip() if "\n" in plain else plain.strip()


def is_html(text: str) -> bool:
    return ("<" in text or "&" in text) and bool(markup.MARKUP.search(text))


def manner(bodies: Iterable[str]) -> Manner:
    """What line ends mean in these texts, which are clean."""
    some, single, stops, indents, blanks, wide = 0, 0, 0, 0, 0, 0
    for body in bodies:
        lines = body.split("\n")
        texts = [each for each in lines if each.strip()]
        if len(texts) < 2 or is_html(body):
            continue
        some += 1
        blanks += "\n\n" in re.sub(r"\n[^\S\n]+(?=\n)", "\n", body)
        indents += 0 < sum(bool(_INDENT.match(each)) for each in texts) < len(texts)
        widest = max(map(len, texts))
        followed = [a for a, b in pairwise(lines) if a.strip() and b.strip()]
        single += len(followed)
        stops += sum(bool(_STOP.search(each.rstrip())) for each in followed)
        wide += sum(len(each) >= widest * (1 - WIDTH) for each in followed)
    if not some:
        return "lines"
    within = single - stops
    if single >= ENOUGH * some and within > MOSTLY * single:
        if indents > MOSTLY * some:
            return "indented"
        if wide > MOSTLY * single:
            return "wrapped"
    return "blank" if blanks > MOSTLY * some else "lines"


def body(text: str, of: Manner, told: Told, place: str, plain_text: bool = False, poem: bool = False) -> str:
    """A body as its paragraphs, an empty line between two; of verse its stanzas."""
    if not plain_text and is_html(text):
        told.note(HTML, place)
        if "<" not in text:
            text = html.unescape(text).replace("\u00a0", " ")
        else:
            return "\n\n".join(markup.body_of(text, poem))
    if _TABLE.search(text):
        parts = (part if _TABLE.match(part) else body(part, of, told, place, True, poem) for part in _TABLE.split(text))
        return "\n\n".join(part.strip("\n") for part in parts if part.strip())
    lines = [each.rstrip() for each in text.split("\n")]
    if found := verse.stanzas(lines, poem):
        return "\n\n".join(found)
    if of == "blank" or len([each for each in lines if each.strip()]) < 2:
        return "\n\n".join(filter(None, (part.strip() for part in re.split(r"\n\s*\n", "\n".join(lines)))))
    if of == "lines":
        if any(a.strip() and b.strip() for a, b in pairwise(lines)):
            told.note(AS_PARAGRAPHS, place)
        return "\n\n".join(each.strip() for each in lines if each.strip())
    told.note(JOINED, place)
    return "\n\n".join(_joined(lines, of))


def _joined(lines: list[str], of: Manner) -> list[str]:
    """Lines of columns as paragraphs: one ends at an empty line, before an indent and an item of a list, and, where
    there are no indents, behind a line that ends a sentence and is short."""
    widest = max(map(len, lines))
    found: list[list[str]] = [[]]
    for each in lines:
        last = found[-1][-1] if found[-1] else ""
        short = of == "wrapped" and _STOP.search(last) and len(last) < widest * (1 - WIDTH / 2)
        if not each.strip() or _INDENT.match(each) or short or _ITEM.match(each) or _ITEM_ONLY.match(last):
            found.append([])
        if each.strip():
            found[-1].append(each.rstrip())
    return ["".join(_with_gap(part)) for part in found if part]


def _with_gap(lines: list[str]) -> Iterable[str]:
    """The pieces of a paragraph; between two words of Latin letters a space."""
    for n, each in enumerate(lines):
        piece = each.strip()
        before = lines[n - 1].strip()[-1:] if n else ""
        yield f" {piece}" if before.isascii() and before.isalnum() and piece[:1].isascii() else piece
