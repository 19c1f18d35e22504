"""What the last build published and this one does not, or would not: addresses that lead nowhere any more; articles
that are closed now, while a build that is stopped leaves the site as it was."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.base import regular
from generator.base.addresses import article_path, page_of
from generator.base.archive import Holdings
from generator.base.identity import DATED
from generator.base.problems import Problem, Stop
from generator.build.snapshot import Snapshot
from generator.pages.withdrawn_pages import TEMPLATE
from generator.seeds import moved, status

FEW = 10  # that are named one by one, for a delivery may be taken out as a whole
_PAGE = re.compile(rf"issues/([a-z\d-]+)/({DATED})/(\d+-\d+)\.html")


def addresses(before: Iterable[str], after: Collection[str], there: Collection[str]) -> Iterator[Problem]:
    """`before` and `after` are the files of the site; `there` are the ids of all articles, and those that lead on, also
    to what is closed: of these it is meant that nothing is published."""
    found = (_PAGE.fullmatch(name) for name in before if name not in after)
    ids = sorted(id for match in found if match and (id := "-".join(match.groups())) not in there)
    for id in ids[:FEW]:
        what = f"{id} was published by the last build and is no article any more, so its address leads nowhere"
        mend = (
            f'Where its text stands in another article, write "{id}: ID-OF-THAT" here. '
            "Deleted by mistake, get its file back; deleted on purpose, leave it: this is said once."
        )
        yield Problem(moved.FILE, None, what, mend, stops=False)
    if more := len(ids[FEW:]):
        what = f"{more:,} more article{'s' * (more != 1)} of the last build, {ids[FEW]} first, are no more"
        yield Problem(moved.FILE, None, what, "Where they lead on to others, write that here.", stops=False)


@contextmanager
def closed_since(docs: Path, look: Callable[[], Snapshot]) -> Iterator[list[Holdings]]:
    """Where a build is stopped, says what the site shows that is closed by now, of the archive that it puts into the
    list when that is read."""
    seen: list[Holdings] = []
    try:
        yield seen
    except Stop as stop:
        raise type(stop)(
            [*stop.problems, *(p for held in seen for p in _still_shown(held, docs, look().site))]
        ) from None


def _still_shown(held: Holdings, docs: Path, site: Collection[str]) -> Iterator[Problem]:
    """A page at the address of what was withdrawn before says only that."""
    day = status.today()
    closed = (entry.article for entry in held.entries if status.closing(held, entry, day))
    pages = ((article.id, article_path(article)) for article in closed)
    ids = [id for id, path in pages if page_of(path) in site and not _says_withdrawn(docs / path)]
    if ids:
        some = f"1 article that is closed now, {ids[0]}"
        if len(ids) > 1:
            some = f"{len(ids):,} articles that are closed now, {ids[0]} first"
        what, mend = f"still shows {some}", "Mend what stops the build, and build again; then publish the site."
        yield Problem("site", None, what, mend, stops=False, rank=-1)


def _says_withdrawn(page: Path) -> bool:
    """Whether the page that the last build made says that what stood there was withdrawn."""
    text = regular.content(page).decode(errors="replace") if regular.is_file(page) else ""
    return f'"template": "{TEMPLATE}"' in text.partition("\n---\n")[0]
