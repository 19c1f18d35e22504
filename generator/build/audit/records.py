"""What records say beside articles, and readers see: why something was withdrawn, and what tells the date of an issue.

Where that says what is closed, each build publishes it anew; so it is named where a person has written it.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.base.archive import Holdings
from generator.base.holding import Holding
from generator.seeds import status


class Saying(NamedTuple):
    """A text of a record, and where it stands."""

    at: tuple[str, int | None]
    what: str
    text: str

    @property
    def mend(self) -> str:
        file, line = self.at
        where = file if line is None else f"{file}:{line}"
        return f'It is said in {self.what} ({where}): say it in other words there, and run "baocang build".'


def sayings(held: Holdings, lines: Mapping[tuple[str, str], int], day: datetime.date) -> Iterator[Saying]:
    """`lines`: where issues stand in the list."""
    records: list[tuple[str, Holding, tuple[str, int | None]]] = [
        *((key, paper, (status.ISSUES, None)) for key, paper in held.papers.items()),
        *(("-".join(key), issue, (status.ISSUES, lines.get(key))) for key, issue in held.issues.items()),
        *((entry.article.id, entry.article, entry.at) for entry in held.entries),
    ]
    for name, record, at in records:
        why = status.closed(day, record)
        if why and why.status == "withdrawn" and why.note:
            yield Saying(at, f"status_note of {name}", why.note)
    for key, issue in held.issues.items():
        if issue.date_evidence and not status.closed(day, issue, held.papers[issue.paper]):
            at = status.ISSUES, lines.get(key)
            yield Saying(at, f"date_evidence of {'-'.join(key)}", issue.date_evidence)
