"""An article file that is not there is made anew: what was closed in it stays so.

A person opens an article by what its record says (decision 0050). Whoever deletes a file says nothing, and the status
goes with it; `seeds/closed.tsv` still has it.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

from generator.base.archive import Remembered
from generator.base.model import Article
from generator.base.problems import Problem
from generator.language.sketch import sketch
from generator.seeds import closed_before, status


def closed_anew(root: Path, made: Sequence[Article]) -> list[Article]:
    """New articles, closed as those with their ids and their texts were. Raises Stop where what was closed cannot be
    read."""
    lines, day = closed_before.known(root), status.today()
    return [_as_before(article, lines.get(article.id), day) for article in made]


def problems(file: str, made: Sequence[Article]) -> list[Problem]:
    """That some were closed; none where none was."""
    ids = [article.id for article in made if article.status != "open"]
    if not ids:
        return []
    more = f" and {len(ids) - 1:,} more" if len(ids) > 1 else ""
    what = f"is made anew, and {ids[0]}{more} had been closed: that stays so"
    mend = f'To open it: "baocang withdraw {ids[0]} --open".'
    return [Problem(file, None, what, mend, stops=False)]


def _as_before(article: Article, of: Remembered | None, day: datetime.date) -> Article:
    if of is None or of.status not in ("withheld", "withdrawn") or not closed_before.holds(of, day):
        return article
    if not closed_before.is_same(of, sketch(closed_before.text_of(article)), closed=True):
        return article
    return article.model_copy(update={"status": of.status, **({"status_until": of.until} if of.until else {})})
