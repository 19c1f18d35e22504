"""The last look at articles that are composed anew: what stood on the desk stands there still.

What a person wrote is told from the machine's by comparing texts (`written`), and where much has been written twice or
far from its lines, a comparison can take one line for another. So each line is looked for in the fields of its article,
before and after: one that stood there, or that comes from no article, and stands there no more, is put back. One that
stood there with each of its characters must do so afterwards: of a line whose rest is a byline, two characters went
along with a paragraph that had been typed.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from generator.review.written import END, squeezed
from generator.seeds.articles import At

MOST = 0.8
"""Share of its characters from which a line stands in a text: the others have been corrected, or written over. Of a
short one all but one: into 一曲山歌 something was put behind the first, and what is left together is three of four."""
PIECE = 2
"""Characters that count together; one stands anywhere by chance, and counts where a line must be there whole."""


def fields(article: Mapping[str, Any]) -> list[str]:
    """What an article shows of its lines; a title that was made of its opening words is none of it."""
    headline = ("kicker", "title", "subtitle", "byline")
    names = [name for name in headline if name != "title" or article.get("title_source") != "lead"]
    captions = [text for text in article.get("captions") or () if isinstance(text, str)]
    return [*(article.get(name) or "" for name in names), *captions, article.get("body") or ""]


def missing(lines: Sequence[tuple[At, str]], texts: Iterable[str], whole: Container[At] = ()) -> set[At]:
    """The lines that do not stand in the texts; those that are `whole` stand there with each of their characters. Each
    character stands for one line alone: of two lines that are the same, both must be there."""
    text = END.join(squeezed(each) for each in texts)
    left = []
    for key, line in lines:
        known = squeezed(line)
        if known in text:
            text = text.replace(known, END, 1)
        else:
            left.append((key, known))
    found, rests = set(), dict[At, str]()
    for key, known in sorted(left, key=lambda each: -len(each[1])):  # a short one can stand in a long one by chance
        rest, lacking = _without(text, known)
        if not _enough(len(known) - len(lacking), known):
            found.add(key)
        else:
            text = rest
            rests[key] = lacking
    single = Counter(text)  # what no line holds in pieces
    for key, lacking in rests.items():
        if key in whole and not Counter(lacking) <= single:
            found.add(key)
        else:
            single -= Counter(lacking)
    return found


def stands(text: str, line: str) -> bool:
    """The text holds the line; both without white space."""
    return line in text or _enough(len(line) - len(_without(text, line)[1]), line)


def _enough(held: int, line: str) -> bool:
    return held >= min(MOST * len(line), max(len(line) - 1, PIECE))


def _without(text: str, line: str) -> tuple[str, str]:
    """The text without the pieces of a line that it holds, the longest from each place on, and the characters of the
    line that are in none."""
    at, lacking = 0, ""
    while at < len(line):
        end = at
        while end < len(line) and line[at : end + 1] in text:
            end += 1
        if end - at >= PIECE:
            text = text.replace(line[at:end], END, 1)
            at = end
        else:
            lacking += line[at]
            at += 1
    return text, lacking
