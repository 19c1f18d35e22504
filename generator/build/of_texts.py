"""What is found out of texts, by those who do the work, each once: the words of each article, whom it names, and
which articles are reprints of which."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

from generator.base.archive import Archive, Entry
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import Article
from generator.build.production import Work
from generator.language import persons as named
from generator.language import reprints
from generator.language.keywords import Counts, counted, opening
from generator.language.reprints import Pair, Shares

G = TypeVar("G")
F = TypeVar("F")

ISSUES = 10  # whose texts are looked at at once: in arrays a few take as long as one
KNOWN = "persons:known"
"""What is kept under this: of each issue whom its texts name of those whom the archive knows, and who these are."""
FEW = 60  # names: to see which texts have one of 20 takes 5 ms a million characters, to find 466 in them takes 21
PAIRS = 100  # that are compared at once: a tenth of a second


def words(archive: Archive, work: Work) -> Sequence[Counts]:
    """Those of each article, in the archive's order."""
    return _of_each("words", archive, work, opening, counted)


def compared(archive: Archive, work: Work) -> Sequence[Pair]:
    """The reprints among the articles, in the archive's order."""
    entries = archive.entries
    sketches = _of_each("reprints", archive, work, reprints.text_of, reprints.sketched)
    articles = [reprints.Sketched(sketch, entry.article) for sketch, entry in zip(sketches, entries, strict=True)]
    pairs = reprints.likely(articles)
    keys = [digest("common", entries[one].digest, entries[other].digest) for one, other in pairs]
    new = [n for n, key in enumerate(keys) if work.found.recall(key) is None]
    some = [new[n : n + PAIRS] for n in range(0, len(new), PAIRS)]
    bodies = [entry.article.body for entry in entries]
    tasks = [[(bodies[one], bodies[other]) for one, other in (pairs[n] for n in each)] for each in some]
    for each, made in zip(some, work.workers.map(reprints.common, tasks), strict=True):
        for n, shares in zip(each, made, strict=True):
            work.found.keep(keys[n], list(shares))
    every = zip(pairs, keys, strict=True)
    return reprints.chosen(articles, ((pair, Shares(*work.found.recall(key))) for pair, key in every))


def persons(archive: Archive, work: Work) -> Sequence[Sequence[str]]:
    """Those whom the text of each article names, in the archive's order: those that the archive knows, then those that
    the text tells."""
    signed = {author.name for entry in archive.entries for author in entry.article.authors}
    names = tuple(sorted({*archive.called, *filter(named.certain, signed)}))
    there = _of_each(KNOWN, archive, work, named.read_of, partial(named.known, names), _other(names, work.found))
    told = _of_each("persons", archive, work, named.read_of, named.found)
    return [list(dict.fromkeys((*known, *more))) for known, more in zip(there, told, strict=True)]


def _other(names: Sequence[str], found: Memo) -> Callable[[str], bool]:
    """Whether something else may stand in a text than the last build found there: it has a name that is known since
    then, or is not any more. Each issue brings new names, and few texts have them."""
    before = found.last(KNOWN)
    found.keep(KNOWN, names)
    other = {*names}.symmetric_difference(before or ())
    if before is None or len(other) > FEW:
        return lambda text: True
    some = re.compile("|".join(map(re.escape, sorted(other)))) if other else None
    return lambda text: some is not None and some.search(text) is not None


def _of_each(
    what: str,
    archive: Archive,
    work: Work,
    given: Callable[[Article], G],
    find: Callable[[Sequence[G]], list[F]],
    other: Callable[[G], bool] | None = None,
) -> list[F]:
    """What is found of each article, in the archive's order: new of those issues alone in which something has changed.

    `what`: a word for it, and perhaps what it is of. `given`: what of an article that is found in, which needs no
    other article. `other`: whether something else may be found in it than by the last build; None where that is never
    so.
    """
    groups = archive.by_issue
    keys = [digest(what, "".join(entry.digest for entry in group)) for group in groups]

    def is_new(key: str, group: Sequence[Entry]) -> bool:
        known = work.found.recall(key)
        return known is None or (other is not None and any(other(given(entry.article)) for entry in group))

    new = [(key, group) for key, group in zip(keys, groups, strict=True) if is_new(key, group)]
    some = [new[n : n + ISSUES] for n in range(0, len(new), ISSUES)]
    tasks = [[given(entry.article) for _, group in each for entry in group] for each in some]
    made = work.progress(work.workers.map(find, tasks), what.partition(":")[0], len(tasks))
    for each, found in zip(some, made, strict=True):
        of_articles = iter(found)
        for key, group in each:
            work.found.keep(key, [*islice(of_articles, len(group))])
    return [found for key in keys for found in work.found.recall(key)]
