"""Where the text of an article is that is no more: a person has put it into another one in the file, or has given its
article another id. What tells it with certainty, so that its old address may lead there:

1. The other article is said to be made of more than half of its lines, and has more than half of its text.
2. Where one of them names no lines: the other has nearly all of its text, and is of the same issue.
3. So too where the other names none of its lines, as when a person pastes a text and leaves `source` as it is; but it
   says more besides. What says the same and nothing else is a second article of the same words.

Where two articles have it as well, or none, nothing is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.base.model import Article, Source
from generator.seeds.articles import runs

HALF = 0.5
WHOLE = 0.9  # of the runs of five characters: with one character of a hundred corrected 0.95 are the same
SHORT = 20  # characters: the body of fewer is set with its title, for "（下转第三版）" stands in many


def led(gone: Iterable[Article], now: Sequence[Article]) -> dict[str, str]:
    """The ids of articles that are no more, each with that of the one article that has its text now."""
    near: defaultdict[object, list[Article]] = defaultdict(list)
    for article in now:
        for key in _keys(article):
            near[key].append(article)
    to = {}
    for old in gone:
        others = {new.id: new for key in _keys(old) for new in near[key]}
        found = [id for id, new in others.items() if id != old.id and _has(new, old)]
        if len(found) == 1 and found[0]:  # it may have come without an id, or have lost it
            to[old.id] = found[0]
    return to


def _keys(article: Article) -> set[object]:
    """An article is looked for in its issue, and wherever its page files are named."""
    return {article.issue, *(source.file for source in article.source)}


def _has(new: Article, old: Article) -> bool:
    """Whether one article has the text of the other with certainty."""
    lines = old.source and new.source
    shared = share(new.source, old.source) if lines else 0.0
    its_lines = shared > HALF
    if not its_lines and (shared or new.issue != old.issue):
        return False
    body = "".join(old.body.split())
    of_old = runs(body if len(body) >= SHORT else "".join((old.title, body, *old.captions)))
    of_new = runs("".join(text for _, text in new.texts()))
    if lines and not its_lines and len(of_new - of_old) < SHORT:
        return False
    return len(of_old & of_new) > (HALF if its_lines else WHOLE) * len(of_old)


def share(new: Iterable[Source], old: Iterable[Source]) -> float:
    """The share of the lines of the second that the first has too; no line counts twice."""
    of_old, of_new = _spans(old), _spans(new)
    both = sum(
        max(0, min(last, other_last) - max(first, other) + 1)
        for file, spans in of_old.items()
        for first, last in spans
        for other, other_last in of_new.get(file, ())
    )
    return both / sum(last - first + 1 for spans in of_old.values() for first, last in spans)


def _spans(sources: Iterable[Source]) -> Mapping[str, list[tuple[int, int]]]:
    """The ranges of lines of each page file, joined where they overlap."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for file, (first, last) in sorted((source.file, source.lines) for source in sources):
        spans = found[file]
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], last)
        else:
            spans.append((first, last))
    return found
