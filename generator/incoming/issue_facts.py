"""What rows say of their issues: 期号 and 总期号, and what an edition is called. It stands in `seeds/issues.yml`, once
for all articles of an issue; what a person has written there goes before."""

from collections.abc import Iterable, Mapping

from generator.base.identity import Key
from generator.base.issue import Issue
from generator.incoming.delivery import Row, Told
from generator.incoming.listing import Facts

NAMES = ("number", "whole_number")
SEVERAL = "numbers of issues that rows of one issue contradict, the first kept"
LISTED = "numbers of issues that seeds/issues.yml has otherwise, left as they stand there"


def told(
    rows: Iterable[tuple[Row, Key, Facts]], listed: Mapping[Key, Issue], called: Mapping[Key, str], report: Told
) -> dict[Key, dict[str, str]]:
    """What is to be written, by issue; `called`: the names of editions that the list does not have."""
    found: dict[Key, dict[str, str]] = {key: {"edition_name": name} for key, name in called.items()}
    for row, key, facts in rows:
        issue = listed.get(key)
        for name, value in facts.items():
            there = getattr(issue, name) if issue else None
            if there is not None:
                if there != value:
                    report.note(LISTED, row.place, value, there)
                continue
            kept = found.setdefault(key, {}).setdefault(name, value)
            if kept != value:
                report.note(SEVERAL, row.place, value, kept)
    return found
