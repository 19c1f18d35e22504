"""Addresses of articles that the last build published and this one does not: who cites them finds nothing there."""

import re
from collections.abc import Collection, Iterable, Iterator

from generator.base.problems import Problem
from generator.seeds import moved

FEW = 10  # that are named one by one, for a delivery may be taken out as a whole
_PAGE = re.compile(r"issues/([a-z\d-]+)/(\d{4}-\d\d-\d\d)/(\d+-\d+)\.html")


def addresses(before: Iterable[str], after: Collection[str], there: Collection[str]) -> Iterator[Problem]:
    """`before` and `after` are the files of the site; `there` are the ids of all articles, and those that lead on, also
    to what is closed: of these it is meant that nothing is published."""
    found = (_PAGE.fullmatch(name) for name in before if name not in after)
    ids = sorted(id for match in found if match and (id := "-".join(match.groups())) not in there)
    for id in ids[:FEW]:
        what = f"{id} was published by the last build and is no article any more, so its address leads nowhere"
        mend = f'Where its text stands in another article, write "{id}: ID-OF-THAT" here.'
        yield Problem(moved.FILE, None, what, mend, stops=False)
    if more := len(ids[FEW:]):
        what = f"{more:,} more article{'s' * (more != 1)} of the last build, {ids[FEW]} first, are no more"
        yield Problem(moved.FILE, None, what, "Where they lead on to others, write that here.", stops=False)
