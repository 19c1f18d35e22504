"""What of the holdings is published (开放标识): the one place that decides, before anything is made of them.

A newspaper, an issue or an article is open, withdrawn (a page at its address says so) or withheld (nothing says that it
is there), until a day where one is named. An article is what the strictest of the three says: withheld goes before
withdrawn, withdrawn before open. So nothing is opened inside of what is closed. Its title is shown only where each that
closes it keeps the title.

Whatever makes the site takes an `Archive`, which has no character of what is closed.
"""

import datetime
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import get_args

from generator.base.addresses import article_path, issue_path, paper_path, source_path
from generator.base.archive import Archive, Entry, Holdings, Remembered, Withdrawn
from generator.base.holding import Holding, Status
from generator.base.newspaper import Paper
from generator.base.problems import Problem, Stop
from generator.language.continued import first_parts
from generator.seeds.agent_list import public

EPOCH = "SOURCE_DATE_EPOCH"
ISSUES = "seeds/issues.yml"
BEGUN = datetime.date(2026, 11, 20)  # the day of the program's first commit
RANK: dict[str, int] = {status: rank for rank, status in enumerate(get_args(Status))}


def today() -> datetime.date:
    """The day of a build: that of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC, else today. Raises Stop where
    it is no number of seconds."""
    given = os.environ.get(EPOCH)
    if not given:
        os.environ.pop(EPOCH, None)  # MkDocs asks for it, too, and reads an empty one as a number
        return datetime.date.today()
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        what, mend = f'is "{given[:40]}", which is no time', "Set it to seconds since 1970, or not at all."
        raise Stop([Problem(EPOCH, None, what, mend)]) from None


def clock(day: datetime.date) -> Problem | None:
    """That the day of a build cannot be: no program of this kind was there yet. None where it can."""
    if day >= BEGUN:
        return None
    if os.environ.get(EPOCH):
        what, mend = f"says that today is {day}, and dates lie after that", "Set it to the build's, or not at all."
        return Problem(EPOCH, None, what, mend)
    what = f"says that today is {day}, before this program was made"
    return Problem(
        "The clock of this machine", None, what, "Set it right (its battery may be empty), and run it again."
    )


@dataclass(frozen=True)
class Closed:
    """Why something is not open."""

    status: Status
    note: str = ""
    until: datetime.date | None = None
    """The day from which on it is open; None where no day is named."""
    title: bool = False
    """The title is shown all the same."""


def closed(day: datetime.date, *holdings: Holding | None) -> Closed | None:
    """What closes the first of the holdings on this day, itself or those that it belongs to; None where it is open."""
    rules = [h for h in holdings if h and h.status != "open" and not (h.status_until and h.status_until <= day)]
    if not rules:
        return None
    strictest = max(rules, key=lambda h: RANK[h.status])  # of equal ones the nearest
    days = [h.status_until for h in rules if h.status_until]
    return Closed(
        strictest.status,
        strictest.status_note or "",
        max(days) if len(days) == len(rules) else None,
        all(h.status_title for h in rules),
    )


def closing(held: Holdings, entry: Entry, day: datetime.date) -> Closed | None:
    """What closes an article. What says a closed one over again is not published either."""
    article = entry.article
    issue = held.issues[article.issue]
    again = Closed("withheld") if article.id in held.again else None
    return closed(day, article, issue, held.papers[article.paper]) or again


def published(held: Holdings, day: datetime.date) -> Archive:
    """What is published on this day."""
    papers = {key: paper for key, paper in held.papers.items() if not closed(day, paper)}
    issues = {key: issue for key, issue in held.issues.items() if not closed(day, issue, held.papers[key[0]])}
    shut = {e.article.id: why for e in held.entries if (why := closing(held, e, day))}
    entries = tuple(e for e in held.entries if e.article.id not in shut)
    there = {e.article.issue for e in entries}
    withdrawn = tuple(_withdrawn(held, shut, day))
    there.update(each.issue for each in withdrawn if each.issue)
    # An issue that only withheld articles know is not there.
    issues = {key: issue for key, issue in issues.items() if key in there | held.listed}
    ids = {e.article.id for e in entries} | {each.id for each in withdrawn}
    moved = {old: new for old, new in held.moved.items() if new in ids}
    agents, called = public(held.agents, held.called, entries)
    told = {name: getattr(held, name) for name in ("subjects", "topics", "localities", "own_places")}
    return Archive(papers, issues, entries, withdrawn, _parts(held, shut), moved, agents, called, **told)


def _withdrawn(held: Holdings, shut: Mapping[str, Closed], day: datetime.date) -> Iterator[Withdrawn]:
    """Newspapers, then issues with their page texts, then articles."""
    labels = {key: paper.label for key, paper in held.papers.items()}
    for key, paper in held.papers.items():
        if why := closed(day, paper):
            labels[key] = paper.label if why.title else ""
            if why.status == "withdrawn":
                yield Withdrawn(paper_path(key), "paper", None, labels[key], note=why.note, until=why.until)
    for (key, date), issue in held.issues.items():
        why = closed(day, issue, held.papers[key])
        if why and why.status == "withdrawn":
            label = labels[key] and held.papers[key].on(issue.date).label
            said = Withdrawn(issue_path(issue), "issue", (key, date), label, note=why.note, until=why.until)
            yield said
            for number, page in enumerate(issue.pages, 1):
                yield replace(said, path=source_path(issue, number), what="text", page=page.page)
    for entry in held.entries:
        article = entry.article
        why = shut.get(article.id)
        if why and why.status == "withdrawn":
            yield Withdrawn(
                article_path(article),
                "article",
                article.issue,
                labels[article.paper] and held.papers[article.paper].on(article.date).label,
                article.id,
                article.page,
                article.title if why.title else "",
                why.note,
                why.until,
            )


def _parts(held: Holdings, shut: Mapping[str, Closed]) -> dict[str, str]:
    """Which article continues which, both published: told by all that the issue has, for with one left out another
    might seem to be its part."""
    found: dict[str, str] = {}
    for _, of_issue in groupby(held.entries, lambda e: e.article.issue):
        parts = {id: first.article.id for id, first in first_parts(list(of_issue)).items()}
        found |= {id: first for id, first in parts.items() if id not in shut and first not in shut}
    return found


def contradicted(held: Holdings, lines: Mapping[tuple[str, str], int], day: datetime.date) -> Iterator[Problem]:
    """What says that it is open, and is closed with what it belongs to. `lines`: where issues stand in the list."""
    for entry in held.entries:
        article = entry.article
        issue = held.issues[article.issue]
        yield from _not_open(*entry.at, article.id, article, [issue, *_papers(held, article.paper)], day)
    for (key, date), issue in held.issues.items():
        yield from _not_open(ISSUES, lines.get((key, date)), issue.name, issue, _papers(held, key), day)


def is_past(holding: Holding, day: datetime.date) -> bool:
    """Whether it says that it is closed until a day that has come."""
    return holding.status != "open" and holding.status_until is not None and holding.status_until <= day


def never_closed(
    archive: Archive, remembered: Mapping[str, Remembered], known: Collection[str], day: datetime.date
) -> Iterator[Problem]:
    """What says that it is closed until a day that is past, and was not: the day was mistyped. What was closed until
    its day came is `remembered` with that day (closed_before.py). `known` are the ids of articles that were
    published."""
    records: list[tuple[str, Holding, tuple[str, int | None], bool]] = [
        *((key, paper, (ISSUES, None), True) for key, paper in archive.papers.items()),
        *((issue.name, issue, (ISSUES, None), True) for issue in archive.issues.values()),
        *((e.article.id, e.article, e.at, e.article.id in known) for e in archive.entries),
    ]
    for name, record, at, was_open in records:
        before = remembered.get(name)
        if is_past(record, day) and (before is None or before.until != record.status_until):
            never = "" if was_open or before else ", and was never open"
            what = f"{name} is {record.status} until {record.status_until}, which is past{never}: it is published"
            yield Problem(*at, what, "Correct the day, or take the status out.", stops=False)


def _papers(held: Holdings, key: str) -> list[Paper]:
    """That of this key; none where its record is wrong."""
    return [held.papers[key]] if key in held.papers else []


def _not_open(
    file: str, line: int | None, who: str, holding: Holding, above: Sequence[Holding], day: datetime.date
) -> Iterator[Problem]:
    said = holding.status == "open" and "status" in holding.model_fields_set
    if not said or not (why := closed(day, *above)):
        return
    by = next(each for each in above if each.status == why.status)
    name = "its newspaper" if isinstance(by, Paper) else "its issue"
    mend = "Open that, or take this status out."
    yield Problem(file, line, f'{who} says "status: open", and is {why.status} with {name}', mend, stops=False)


def same_days(held: Holdings, day: datetime.date) -> tuple[str, str]:
    """The days, from one on and before the other, on which the same is published and nothing lies in the future; ""
    where no day ends them."""
    all_of: Iterable[Holding] = chain(held.papers.values(), held.issues.values(), (e.article for e in held.entries))
    days = {h.status_until for h in all_of if h.status_until}
    passed = [*(d for d in days if d <= day), *(issue.date.first for issue in held.issues.values())]
    coming = [d for d in days if d > day]
    return f"{max(passed, default='')}", f"{min(coming, default='')}"


def counts(held: Holdings, archive: Archive) -> dict[str, int]:
    """How many articles and issues are published, how many articles are withdrawn and withheld."""
    withdrawn = sum(each.what == "article" for each in archive.withdrawn)
    return {
        "articles": len(archive.entries),
        "issues": len(archive.issues),
        "withdrawn": withdrawn,
        "withheld": len(held.entries) - len(archive.entries) - withdrawn,
    }
