"""The shape of ids: the one place that knows how they are put together and taken apart. Of scripts it is
theme/assets/filters.js, for dates.

    llrb                        a newspaper
    llrb-2024-03-07             an issue: newspaper, and what is known of its day (when.py)
    llrb-2024-03-07b            the second edition of that day; the first has no letter
    llrb-2024-03-07-01          a page of it; 00 where its number is not known
    llrb-2024-03-07-01-03       an article: page, and its number there
    llrb-1949-10-01-03          an article of an issue of October 1949
    llrb-1949-01-003            an article of an issue of 1949

Taken apart from behind, an id is one thing alone: number, page, letter, then what begins with the last four digits that
stand by themselves. Where the year alone is known a number has three digits, or llrb-1949-10-01 would be both the first
article of page 10 and the issue of 1 October.
"""

import re
import string
from typing import Any

from generator.base.problems import Problem, Stop
from generator.base.when import WHEN, When

Key = tuple[str, str]
"""An issue: newspaper, and what is known of its day with the letter of its edition ("2024-03-07b")."""

PAPER_KEY = r"^[a-z0-9][a-z0-9-]{0,39}$"
"""A folder of the site; short, for some systems take no path of more than 260 characters."""
EDITION = r"^[b-z]$"
DATED = rf"{WHEN}[b-z]?"
"""What of an issue's id follows the newspaper."""
HEAD = ("paper", "date", "edition")
"""Fields of a record that say which issue it is of."""
DIGITS = 2  # of a number, at least
OF_YEAR = 3  # where the year alone is known
_PAPER = r"[a-z0-9][a-z0-9-]{0,39}"
_DAY = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[b-z]?"
_YEAR = r"[0-9]{4}[b-z]?"
_NUMBER = r"[0-9]{2,7}"
_IN_ID = rf"(?:{_DAY}|{_YEAR}(?=-[0-9]+-[0-9]{{3}}))"
_ISSUE = re.compile(rf"(?P<paper>{_PAPER})-(?P<date>{DATED})")
PAGE = rf"{_PAPER}-{_IN_ID}-{_NUMBER}"
"""What an article's id begins with: newspaper, day, page. Behind it stand a hyphen and the number."""
ARTICLE_ID = re.compile(rf"^(?P<paper>{_PAPER})-(?P<date>{_IN_ID})-(?P<page>{_NUMBER})-(?P<number>{_NUMBER})$")
WHOLE = rf"^{_PAPER}-(?:{_DAY}-{_NUMBER}-{_NUMBER}|{_YEAR}-{_NUMBER}-[0-9]{{3,7}})$"
"""The same for those who know no names of parts, and cannot look ahead, as JSON Schema."""


def issue_name(key: Key) -> str:
    """llrb-2024-03-07"""
    return f"{key[0]}-{key[1]}"


def issue_key(name: str) -> Key | None:
    """The issue that is named so; None where the name is no issue's."""
    found = _ISSUE.fullmatch(name)
    return (found["paper"], found["date"]) if found else None


def fields_of(key: Key) -> dict[str, Any]:
    """Newspaper, date and, where it has a letter, edition of an issue, as its records have them."""
    paper, dated = key
    date = dated.rstrip(string.ascii_lowercase)
    return {"paper": paper, "date": When.of(date)} | ({"edition": dated[len(date) :]} if dated != date else {})


def paper_of(name: str) -> str:
    """The newspaper of an issue that is named so; of another name nothing."""
    return (issue_key(name) or ("", ""))[0]


def issue_of(id: str) -> str:
    """The name of the issue of an article, or of its page's text."""
    return id.rsplit("-", 2)[0]


def page_of(id: str) -> str:
    """What the ids of all articles of the same page begin with, without the last hyphen."""
    return id.rpartition("-")[0]


def number_of(id: str) -> int:
    return int(id.rpartition("-")[2])


def page_name(key: Key, page: int | None) -> str:
    """llrb-2024-03-07-01"""
    return f"{issue_name(key)}-{page or 0:02d}"


def article_id(page: str, number: int) -> str:
    """The id of an article of a page (`page_name`); longer than any can be where the number is too large."""
    date = (issue_key(page.rpartition("-")[0]) or ("", ""))[1]
    return f"{page}-{number:0{OF_YEAR if re.fullmatch(_YEAR, date) else DIGITS}d}"


def under(id: str, key: Key) -> str:
    """The id with its page and its number in another issue."""
    _, page, number = id.rsplit("-", 2)
    return f"{issue_name(key)}-{page}-{number.zfill(OF_YEAR if re.fullmatch(_YEAR, key[1]) else DIGITS)}"


def new_id(page: str, last: int) -> str:
    """The id behind the highest one that was ever given on a page. Stop where no id can be higher."""
    if not ARTICLE_ID.fullmatch(id := article_id(page, last + 1)):
        what = "is the last id of its page, so that a new article there can have none"
        mend = "Give its article the next free number, and say where it is in seeds/moved.yml."
        raise Stop([Problem(article_id(page, last), None, what, mend)])
    return id
