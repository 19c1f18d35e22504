"""What of an issue's articles is likely wrong, field by field: what the desk leads a person to.

1. Begin, end and headline: what the machine says of them when it reads the page again
   (`segmentation/confidence.py`). Where an article is none that the machine finds now, the desk goes by the confidence
   in its file.
2. All of an article of which the machine has moved lines after a person's cut, until somebody has seen it.
3. An author who is called as nobody is: 何聪整理.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.base.archive import Line
from generator.base.model import Article
from generator.base.printed_page import PrintedPage
from generator.language.names import NAME
from generator.review.proof import Proof, Role
from generator.seeds.articles import At
from generator.segmentation import segment
from generator.segmentation.confidence import Sure, sure

CALLED = re.compile(rf"{NAME}|[A-Za-z][A-Za-z .·-]+")
DEED = re.compile(r"(?:整理|报道|编译|综合|采写|撰文|摄影)$")
REREAD = 0.0
"""The confidence with which the desk saves an article that the machine has read anew (page/rereading.js)."""
BODY, HEADLINE = 0.85, 0.75
"""Probabilities of being right below which a field is doubtful: four in ten that are flagged are wrong then, and eight
or nine of ten that are wrong are flagged (tests/review/test_doubting.py)."""
KEPT = 64
"""Pages whose doubts a process remembers: reading one takes a tenth of a second."""


def of_issue(proof: Proof, owners: Mapping[At, tuple[str | None, Role]]) -> dict[str, dict[str, Any]]:
    """By id of an article that the machine has made and nobody has read: `fields` that are doubtful, how `sure` it is
    that it is right (None: the machine does not say), and a `line` of its page file at which another one may begin."""
    of = {article.id: article for article in proof.articles if not article.reviewed and article.confidence is not None}
    found: dict[str, dict[str, Any]] = {}
    for sheet in proof.sheets:
        held = {n: id for (file, n), (id, _) in owners.items() if file == sheet.file and id is not None}
        if not any(id in of for id in held.values()):
            continue
        settled = frozenset(n for n, id in held.items() if id not in of)
        bodies: dict[str, set[int]] = {}
        for (file, n), (id, role) in owners.items():
            if file == sheet.file and id in of and role == "body":
                bodies.setdefault(id, set()).add(n)
        for one in _sure(tuple(sheet.lines), settled, sheet.printed):
            id = next((id for id, lines in bodies.items() if one.lines <= lines), None)
            if id is not None and id not in found:
                found[id] = _told(of[id], one)
    return {id: _told(article, None) for id, article in of.items()} | found


def _told(article: Article, one: Sure | None) -> dict[str, Any]:
    if article.confidence == REREAD:
        return {"fields": [*_others(article)], "line": None, "sure": REREAD}
    if one is None:
        return {"fields": [*_others(article)], "line": None, "sure": None}
    amiss, other = one.body < BODY, one.headline < HEADLINE
    fields = [*(["body"] if amiss else []), *(["title"] if other else []), *_others(article)]
    return {"fields": fields, "line": one.amid if amiss else None, "sure": round(one.body * one.headline, 2)}


def _others(article: Article) -> Iterator[str]:
    if any(not CALLED.fullmatch(author.name) or DEED.search(author.name) for author in article.authors):
        yield "authors"


@functools.lru_cache(KEPT)
def _sure(lines: tuple[Line, ...], settled: frozenset[int], printed: PrintedPage | None) -> tuple[Sure, ...]:
    return tuple(one for weighed in segment.weighed(lines, settled, printed) for one in sure(weighed))
