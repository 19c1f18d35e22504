"""What a page prints of itself, its date and its 版次, against what `seeds/issues.yml` says of it.

Only a running head is taken for it (running_heads.py), and a name beside it only at the head or the foot of the file.
Where one of a file's agrees, nothing is said, nor where `date_evidence` says that the print is wrong. Of 100 marked
pages 58 have such a date: none is said to contradict its page, and each does where another date is listed.
"""

import datetime
import re
from collections.abc import Iterator, Sequence

from generator.base.archive import Line
from generator.base.issue import Issue
from generator.base.problems import Problem
from generator.language.running_heads import dates, said

EDGE = 4
"""Lines at the head and the foot of a file among which running heads stand."""
_WRONG = re.compile(r"误|错|misprint|wrong", re.IGNORECASE)


def problems(issue: Issue, file: str, page: int | None, lines: Sequence[Line]) -> Iterator[Problem]:
    """Where a page file prints another date or another page than it is listed under."""
    read = [(line, said(line.text, _edge(n, len(lines)))) for n, line in enumerate(lines)]
    found = [(line, *printed) for line, printed in read if printed]
    dated = [(line, date) for line, date, _ in found if date and date not in _misprints(issue)]
    if dated and all(not issue.date.first <= date <= issue.date.last for _, date in dated):
        line, date = dated[0]
        what = f"prints {date.year}年{date.month}月{date.day}日, but is listed under {issue.said}"
        mend = (
            "Correct the date in seeds/issues.yml, or list the page under its issue; where the print is wrong, say so "
            f"in that issue's date_evidence: 误印为{date.year}年{date.month}月{date.day}日."
        )
        yield Problem(f"seeds/{file}", line.number, what, mend, stops=False)
    paged = [(line, number) for line, _, number in found if number]
    if page and paged and all(number != page for _, number in paged):
        line, number = paged[0]
        what, mend = f"prints 第{number}版, but is listed as page {page}", "Correct the page in seeds/issues.yml."
        yield Problem(f"seeds/{file}", line.number, what, mend, stops=False)


def _misprints(issue: Issue) -> list[datetime.date | None]:
    """The dates of which a person says there that they are printed wrongly."""
    evidence = issue.date_evidence or ""
    return dates(evidence) if _WRONG.search(evidence) else []


def _edge(n: int, number: int) -> bool:
    return n < EDGE or n >= number - EDGE
