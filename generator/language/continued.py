"""Articles that go on on another page: which part continues which.

The page says so twice, 下转2版 below the first part and 上接1版 above the other; the record keeps the second as
`continued_from`. Of the first parts on that page of the issue the other belongs to
1. the one that has the same headline;
2. else the only one that ends with 下转 and the page of the other part.
Where neither decides, no link is made: the reader is led to the page instead.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from generator.base.archive import Entry
from generator.base.model import Article

TURNS_TO = re.compile(r"下转第?\s*(\d+|[〇一二三四五六七八九十]+)\s*版")
NUMERALS = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九十")}
ENDING = 40  # characters in which 下转 stands below a text


def first_parts(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """The first part of each continued article of an issue, by the id of the other part."""
    found = {}
    for entry in entries:
        article = entry.article
        if not article.continued_from:
            continue
        on_page = [e for e in entries if e.article.page == article.continued_from and e is not entry]
        same = [e for e in on_page if e.article.title == article.title]
        turned = [e for e in on_page if article.page and turns_to(e.article) == article.page]
        if part := next((parts[0] for parts in (same, turned) if len(parts) == 1), None):
            found[article.id] = part
    return found


def turns_to(article: Article) -> int | None:
    """The page on which the text says that it goes on."""
    match = TURNS_TO.search(unicodedata.normalize("NFKC", article.body[-ENDING:]))
    if not match:
        return None
    if match[1].isdecimal():
        return int(match[1])
    tens, ten, ones = match[1].rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)
