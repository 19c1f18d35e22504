"""`seeds/days.tsv`: the day on which each article came into the archive, and that on which it last changed.

Nothing else knows them: a newspaper's date is not the day of its scan, the times of files are those of a copy, and of a
git history a machine that publishes has the last commit alone. So a build writes down what it publishes and no line has
yet; the file travels with the archive, and every machine says the same.

1. An article without a line came on the day of this build; one whose address was changed (moved.py) when that one did.
2. An article that says something else than its line changed on the day of this build; so did one that is gone.
3. Where there is no file, nobody knows of the articles that are there: they have no day. From then on it is kept.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import NamedTuple

from generator.base.archive import Entry
from generator.base.digest import digest
from generator.base.identity import ARTICLE_ID, issue_of, paper_of
from generator.base.memo import Memo
from generator.seeds import ids
from generator.seeds.files.reader import Reader

FILE = "seeds/days.tsv"
HEAD = """\
# On which day articles came into the archive and last changed. Keep this file with them (in git, if they are there).
# A build adds to it what it publishes. id, day of coming, day of the last change, digest of what it says since then;
# "-" for a day: before this file was begun; "-" for the digest: since that day it is not published.
"""
BEFORE = "-"  # sorts before every day
NEVER = ""  # of a build that may not write here: the day is not known
GONE = "-"
DIGITS = 12  # of a digest: of a million corrections one in 300 million would go unseen
_LINE = re.compile(rf"(\S+)\t(\d{{4}}-\d\d-\d\d|-)\t(\d{{4}}-\d\d-\d\d|-)\t([0-9a-f]{{{DIGITS}}}|-)")


class Days(NamedTuple):
    """Of one article."""

    came: str
    """2026-11-29, or BEFORE, or NEVER; as is the next one."""
    changed: str
    says: str
    """Stands for what is printed of it; GONE where it is not published."""


@dataclass(frozen=True)
class Diary:
    """What the file says."""

    of: Mapping[str, Days] = field(default_factory=dict)
    """By the ids of articles, also of those that are gone."""
    begun: bool = False
    """There is a file."""
    comments: str = HEAD

    @property
    def text(self) -> str:
        """The file, a line an article in the order of ids, so that git joins what two people added."""
        return self.comments + "".join("\t".join([id, *days]) + "\n" for id, days in sorted(self.of.items()))

    def changed(self) -> Mapping[str, str]:
        """When each issue (PAPER-DATE) and each newspaper last changed, by the last of what it holds or held."""
        out: defaultdict[str, set[str]] = defaultdict(set)
        for id, days in self.of.items():
            out[issue_of(id)].add(days.changed)
        for issue, of_issue in list(out.items()):
            out[paper_of(issue)] |= of_issue
        return {name: latest(of) for name, of in out.items()}


def latest(days: Iterable[str]) -> str:
    """The last of several days; NEVER where one is not known, or there is none."""
    found = set(days)
    return NEVER if NEVER in found else max(found, default=NEVER)


def known(day: str) -> bool:
    return day not in (BEFORE, NEVER)


def read(reader: Reader) -> Diary | None:
    """What `seeds/days.tsv` says. None, and a problem, where a line of it is damaged: a day must not be guessed. Where
    two lines are of one article, as git joins those of two people, it came on the earlier day."""
    if not (reader.root / FILE).exists():
        return Diary()
    if (text := reader.text(FILE, blank=True)) is None:
        return None
    found: dict[str, Days] = {}
    comments = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            comments.append(f"{line}\n")
        elif line.strip():
            if (of := _read(line)) is None:
                ids.report_damage(reader, FILE, number, line, "a day")
                return None
            id, days = of
            other = found.get(id, days)
            later = max(days, other, key=lambda each: each.changed)
            found[id] = later._replace(came=min(days.came, other.came))
    return Diary(found, True, "".join(comments) or HEAD)


def _read(line: str) -> tuple[str, Days] | None:
    if not (match := _LINE.fullmatch(line)) or not ARTICLE_ID.fullmatch(match[1]):
        return None
    days = Days(*match.groups()[1:])
    return (match[1], days) if _is_day(days.came) and _is_day(days.changed) else None


@cache
def _is_day(day: str) -> bool:
    """An archive has few of them, and many lines."""
    try:
        return day == BEFORE or bool(datetime.date.fromisoformat(day))
    except ValueError:
        return False


# ---- what a build adds ---------------------------------------------------------------------------------------------


def says(entries: Sequence[Entry], memo: Memo) -> dict[str, str]:
    """What stands for the text of each article, by its id; as the last build found it where an issue is the same."""
    out: dict[str, str] = {}
    for _, group in groupby(entries, lambda e: e.article.issue):
        of_issue = list(group)
        key = digest("says", "".join(entry.digest for entry in of_issue))
        if (found := memo.recall(key)) is None:
            memo.keep(key, found := [entry.article.says[:DIGITS] for entry in of_issue])
        out |= zip((entry.article.id for entry in of_issue), found, strict=True)
    return out


def noted(diary: Diary, said: Mapping[str, str], moved: Mapping[str, str], day: str) -> Diary:
    """With what a build of this day publishes: `said` of each article (says), `moved` the ids that lead on. Where the
    day is NEVER, none is known of what is new or has changed."""
    came = day if diary.begun else BEFORE
    earlier: defaultdict[str, list[Days]] = defaultdict(list)
    for old, new in moved.items():
        if old in diary.of:
            earlier[new].append(diary.of[old])
    return replace(diary, of={**diary.of, **dict(_changes(diary.of, said, earlier, came, day))})


def _changes(
    of: Mapping[str, Days], said: Mapping[str, str], earlier: Mapping[str, Sequence[Days]], came: str, day: str
) -> Iterator[tuple[str, Days]]:
    for id, text in said.items():
        if (days := of.get(id)) is None:
            yield id, _first(text, earlier.get(id, ()), came, day)
        elif days.says != text:
            yield id, days._replace(changed=day, says=text)
    for id in of.keys() - said.keys():
        if of[id].says != GONE:
            yield id, of[id]._replace(changed=day, says=GONE)


def _first(text: str, earlier: Sequence[Days], came: str, day: str) -> Days:
    """The days of an article that had no line, and was known under other ids."""
    if not earlier:
        return Days(came, came, text)
    same = [days.changed for days in earlier if days.says == text]
    return Days(min(days.came for days in earlier), min(same, default=day), text)
