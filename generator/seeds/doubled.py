"""An id that two articles bear. Mostly it was mistyped in one of them: the file still knows which id that was, as long
as nothing is written over it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base.model import Article
from generator.base.problems import Problem
from generator.seeds import articles
from generator.seeds.article_files import Found, article_file
from generator.seeds.files.reader import Reader

NAMED = 3
"""Ids that are named where each may be the one that was mistyped."""


def problems(root: Path, found: Iterable[Found]) -> Iterator[Problem]:
    """One for each article whose id another one has before it."""
    first: dict[str, Found] = {}
    twice = [(f, o) for f in found if f.article.id and (o := first.setdefault(f.article.id, f)) is not f]
    if not twice:
        return
    lost: dict[str, dict[str, str]] = {}
    for f, other in twice:
        for file in (f.file, other.file):
            if file not in lost:
                lost[file] = _lost(root, file)
        mend = f"It stands at {other.file}:{other.line} already; {_mend(f, other, lost)}"
        yield Problem(f.file, f.line, f"the id {f.article.id} is used twice", mend)


def _lost(root: Path, file: str) -> dict[str, str]:
    """The articles that the machine wrote into a file and that are not there by their ids, with their imprints."""
    if not file.endswith(".yml"):
        return {}
    of = article_file(Reader(root), file)
    there = {f.article.id for f in of.articles}
    return {id: imprint for id, imprint in of.by_machine.articles.items() if id not in there}


def _mend(f: Found, other: Found, lost: dict[str, dict[str, str]]) -> str:
    """Which id to write where, as far as that can be told."""
    for each, where in ((f, "this one"), (other, "that one")):
        if own := [id for id, imprint in lost[each.file].items() if imprint == _imprint(each.article, id)]:
            return f"{where} had the id {own[0]}: write that back."
    page = f.article.id.rpartition("-")[0]
    ids = sorted({*lost[f.file], *lost[other.file]}, key=lambda id: (not id.startswith(f"{page}-"), id))[:NAMED]
    had = f" ({' or '.join(ids)} is missing)" if ids else ""
    return f"write back the id that one of them had before{had}; only a new article gets the next free number."


def _imprint(article: Article, id: str) -> str:
    return articles.imprinted(article.model_copy(update={"id": id}))
