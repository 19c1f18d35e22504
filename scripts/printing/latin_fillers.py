"""What is no article on a page in Latin letters: running heads, advertisements, notices, tables."""

import random
from collections.abc import Sequence
from typing import Any

from generator.base.printed_page import Box
from scripts.printing.advertisements import advertisement
from scripts.printing.sheet import EM, Column, Sheet, measured

PAPERS = ["The Daily Courier", "Evening Herald", "COUNTY GAZETTE", "Stadt-Anzeiger", "Morgenblatt", "The Mail"]
MONTHS = ["January", "March", "April", "June", "August", "October", "Dezember", "Februar", "Juli"]
DAYS = ["Monday", "Tuesday", "Friday", "Saturday", "Dienstag", "Donnerstag", "Sonntag"]


def fact(rnd: random.Random) -> str:
    """What stands in the head or at the foot of a page."""
    date = f"{rnd.choice(DAYS)}, {rnd.choice(MONTHS)} {rnd.randint(1, 28)}, {rnd.randint(1890, 2024)}"
    return rnd.choice(
        [
            date,
            date,
            f"Vol. {rnd.randint(1, 99)}, No. {rnd.randint(1, 365)}",
            f"Nr. {rnd.randint(1, 365)}",
            str(rnd.randint(1, 99)),
            str(rnd.randint(1000, 60000)),
            f"Page {rnd.randint(1, 40)}",
            rnd.choice(PAPERS),
            f"{rnd.choice(PAPERS)} / Vol. {rnd.randint(1, 99)}, No. {rnd.randint(1, 365)} / {date} / Notices",
            f"Price {rnd.randint(1, 9)}d.",
            f"Preis {rnd.randint(10, 90)} Pfennig",
            "Founded 1855",
            f"{rnd.choice('ABCD')}{rnd.randint(1, 24)}",
            "www.example.org",
        ]
    )


def notice(
    sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float
) -> None:
    """A notice in a frame: an article."""
    left, right, y, bottom = columns[0].left + EM, columns[-1].right - EM, columns[0].top + EM, columns[0].bottom
    if rnd.random() < 0.6:
        sheet.frames.append(Box(left - EM, y - EM, right + EM, bottom))
    title = rnd.choice(["PUBLIC NOTICE", "Notice to Creditors", "LOST", "Bekanntmachung", "Situations Vacant"])
    number, size = len(sheet.articles), min(EM * rnd.uniform(1.2, 2.4), (right - left) / measured(title))
    text = " ".join(rnd.choice(pool)["paragraphs"][0].split()[: rnd.randint(20, 60)]).rstrip(".,;:") + "."
    lines = sheet.lines(text, (right - left) / EM)
    if y + size * 1.6 + len(lines) * lead * EM > bottom:
        return
    sheet.put(title, (left + right - measured(title) * size) / 2, y, size, (number, "title"))
    y, block = y + size * 1.6, sheet.block()
    for line in lines:
        sheet.put(line, left, y, EM, (number, "body"), block=block)
        y += EM * lead
    sheet.articles.append({"title": title, "paragraphs": [text]})


def table(sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float) -> None:
    """Rows of words and figures; no article."""
    left, right, y, bottom = columns[0].left, columns[-1].right, columns[0].top, columns[0].bottom
    fields = max(2, min(7, int((right - left) / (6 * EM))))
    wide = (right - left) / fields
    while y < bottom - 2 * EM:
        for k in range(fields):
            words = rnd.choice(pool)["title"].split()
            text = rnd.choice(words)[:10] if not k else f"{rnd.uniform(1, 900):.2f}"
            sheet.put(text, left + k * wide, y, EM * 0.95)
        y += EM * 1.5


FILLERS = [notice, advertisement, table, notice, advertisement]
"""As often as they stand here."""
