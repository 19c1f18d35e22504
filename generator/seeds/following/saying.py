"""How much of a line the text of an article says: by this a line is known again that was cut at another place or read
with other mistakes."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import pairwise

from generator.base.model import Article
from generator.seeds import articles

SHORT = 4
"""Characters of a line from which it is known again in an article's text; fewer stand there by chance."""
RUN = 8
"""Characters in a row by which a line is known again in what is not published."""
STEM = 4
"""Characters in a row by which a line is known again in an article that has lost lines: with 3 of 100 read otherwise,
eight in a row are often broken."""
LONG = 12
"""Characters of a line up to which half its pairs of characters tell that it belongs to the line beside it."""
HALF = 0.5


def text(article: Article) -> str:
    """All that stands in an article, without white space."""
    return bare("".join(text for _, text in article.texts()))


def bare(line: str) -> str:
    return "".join(line.split())


def share(line: str, runs: Set[str], length: int) -> float:
    """How much of a line stands in the runs of a text, 0 to 1."""
    held = [at for at in range(len(line) - length + 1) if line[at : at + length] in runs]
    return len({at + i for at in held for i in range(length)}) / max(len(line), 1)


def said(article: Article, lines: Mapping[int, str], numbers: Iterable[int]) -> set[int]:
    """Those of the lines that an article says, to the letter or nearly."""
    told, some = text(article), {n: lines[n] for n in numbers}
    return {n for n, line in some.items() if bare(line) in told} | lines_saying(some, [told])


def lines_saying(lines: Mapping[int, str], texts: Sequence[str]) -> set[int]:
    """The lines that say what one of the texts says: half of each and more, in runs of `RUN` characters; shorter lines
    where they stand in the text and beside such a line."""
    pool = set[str]().union(*(articles.runs(each, RUN) for each in texts))
    some = {n: bare(line) for n, line in lines.items()}
    found = {n for n, line in some.items() if share(line, pool, RUN) >= HALF}
    short = {n for n, line in some.items() if len(line) < RUN and any(line in each for each in texts)}
    return with_neighbours(found, short, some)


def read_again(lines: Mapping[int, str], texts: Sequence[str]) -> set[int]:
    """The lines of which at least half stands in one of the texts, in runs of `STEM` characters."""
    pools = [articles.runs(each, STEM) for each in texts]
    return {n for n, line in lines.items() if any(share(bare(line), pool, STEM) >= HALF for pool in pools)}


def cut_anew(article: Article, new: Mapping[int, str]) -> set[int]:
    """New lines that stand in an article's text: those that it has lost, cut at other places."""
    told, lines = text(article), {n: bare(line) for n, line in new.items()}
    there = {n for n, line in lines.items() if line in told}
    long = {n for n in there if len(lines[n]) >= SHORT}
    return with_neighbours(long, there - long, lines)


def read_anew(
    old: Sequence[Article],
    page: Mapping[int, str],
    owners: Mapping[int, int],
    own: Collection[int],
    rivals: Collection[int],
) -> dict[int, int]:
    """The new owners of lines of a page that have none yet: read with other mistakes, they are not known to the letter.

    A line goes to that of the `own` articles which says most of it, if that is half of the line at least. It does not
    where one of the `rivals`, articles of the machine, says as much, and where no line beside it has the same owner. Of
    a short line beside one that is an article's, half its pairs of characters are enough.

    (Of 300 pages of a daily paper, two articles each, one a person's, cut anew and with 3 of 100 characters wrong, 29
    of 13,544 lines were not known again; of 14,231 of the other article none was given to the first, and 30 where
    nobody knew that article yet.)
    """
    lines = {n: bare(line) for n, line in page.items() if n not in owners}
    if not own or not lines:
        return {}
    texts = {n: text(old[n]) for n in (*own, *rivals)}
    found = _not_alone(_whose(lines, texts, own, STEM), page, owners)
    rest = {n: line for n, line in lines.items() if n not in found and len(line) < LONG}
    nearly = _whose(rest, texts, own, 2)
    for owner in sorted(own):
        mine = {n for n in page if found.get(n, owners.get(n)) == owner}
        more = {n for n in rest.keys() - found.keys() if nearly.get(n) == owner or _is_part(lines[n], texts[owner])}
        found |= dict.fromkeys(with_neighbours(mine, more, page) - mine, owner)
    return found


def _is_part(line: str, told: str) -> bool:
    return len(line) < SHORT and line in told


def _not_alone(found: Mapping[int, int], page: Iterable[int], owners: Mapping[int, int]) -> dict[int, int]:
    """Those beside another line of their owner."""
    whose = {n: found.get(n, owners.get(n)) for n in sorted(page)}
    order = list(whose)
    beside = {n: {whose.get(m) for m in order[max(at - 1, 0) : at + 2 : 2]} for at, n in enumerate(order)}
    return {n: owner for n, owner in found.items() if owner in beside[n]}


def _whose(lines: Mapping[int, str], texts: Mapping[int, str], own: Collection[int], length: int) -> dict[int, int]:
    pools = {n: articles.runs(each, length) for n, each in texts.items()}
    found: dict[int, int] = {}
    for number, line in lines.items():
        shares = {n: share(line, pool, length) for n, pool in pools.items()}
        best = max(own, key=lambda n: shares[n])
        others = max((of for n, of in shares.items() if n not in own), default=0)
        if shares[best] >= HALF and shares[best] > others:
            found[number] = best
    return found


def with_neighbours(found: set[int], short: Collection[int], lines: Iterable[int]) -> set[int]:
    """With short lines, which stand in any text by chance, where they are beside one of those found."""
    order = sorted(lines)
    out = set(found)
    for few in (order, order[::-1]):
        for one, other in pairwise(few):
            if one in out and other in short:
                out.add(other)
    return out
