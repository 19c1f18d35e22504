"""Ids of an article file that bear another article's text: two were exchanged, one was given the number of another, a
new article the number of one that was deleted. The address of the one would show the other.

1. An article is exactly what the machine wrote under another id of the file's record.
2. An article says nothing of a page, and has a number whose article was gone when the program last wrote the file. One
   that is put back says which lines it is made of.

Whoever corrects an article under its own id, however much, does neither.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.base.problems import Problem
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.machine_record import MachineRecord, is_of

NEXT = "a new article gets the next free number of its page"


def problems(file: str, items: Sequence[Any], line: Lines, record: MachineRecord) -> Iterator[Problem]:
    """One for each article of the file that has an id of another; `items` are the articles as they stand there."""
    articles = [(n, item) for n, item in enumerate(items) if isinstance(item, Mapping)]
    often = Counter(id for _, item in articles if isinstance(id := item.get("id"), str))
    once = [(n, item["id"], item) for n, item in articles if often.get(str(item.get("id"))) == 1]  # else doubled.py
    others = [(n, id, item) for n, id, item in once if id in record.articles and not is_of(item, id, record)]
    mine = {id for _, id, _ in once} - {id for _, id, _ in others}
    free = sorted(record.articles.keys() - mine)
    for n, id, item in others:
        if own := next((other for other in free if other != id and is_of(item, other, record)), None):
            what, mend = f"the id {id} was given to another article, and this one had the id {own}", "Write that back"
        elif id in record.gone and not item.get("source"):
            what, mend = f"the id {id} was given to another article, which was deleted", "Give this one another id"
        else:
            continue
        yield Problem(file, line(("articles", n)), what, f"{mend}; {NEXT}.")
