"""An issue that a later delivery has under another day: whether its date was corrected is asked, and never guessed, for
two days may print the same. Who says so has the old issue moved, with all that people did in it.

It is asked of two articles or more, all that the old issue has, if the delivery has the text of each under one other
day of the newspaper, of which the archive has nothing, and has nothing of the old day itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base import durable, regular
from generator.base.identity import Key, issue_name
from generator.base.problems import Problem, Stop
from generator.incoming import joining
from generator.incoming.articles import Delivered
from generator.seeds import issue_list
from generator.seeds.article_files import Found, file_of
from generator.seeds.files import decode, fields
from generator.seeds.following import carrying

OPTION = "--redate"
BOTH = "-"
"""What is said of an issue that stays, beside the other one."""
LEAST = 2
"""Articles: one alone, as a notice, may well be printed on several days."""


@dataclass(frozen=True)
class Redated:
    """An issue, and that which has its articles now."""

    old: Key
    new: Key
    articles: int


def likely(delivered: Mapping[Key, Sequence[Delivered]], there: Mapping[Key, Sequence[Found]]) -> Iterator[Redated]:
    """The issues whose date a delivery may have corrected."""
    homes: dict[tuple[str, str], set[Key]] = {}
    for key in delivered.keys() - there.keys():
        for each in delivered[key]:
            homes.setdefault((key[0], joining.content(each.article)), set()).add(key)
    for old, found in sorted(there.items()) if homes else ():
        if old in delivered or len(found) < LEAST or any(each.file != file_of(old) for each in found):
            continue
        news = [homes.get((old[0], joining.content(each.article)), set()) for each in found]
        if len(new := set.intersection(*news)) == 1:
            yield Redated(old, new.pop(), len(found))


def decided(found: Sequence[Redated], said: Mapping[str, str], known: issue_list.Issues) -> Sequence[Redated]:
    """Those that are to be moved. Stop where that is not said, or something else is."""
    moving, problems = [], []
    for each in found:
        old = issue_name(each.old)
        answer = said.get(old, "")
        if answer == each.new[1]:
            moving.append(each)
        elif answer != BOTH:
            what = f"all {each.articles:,} articles of {old} are delivered as of {each.new[1]} now"
            mend = (
                f"Was its date corrected? Then import with --redate {old}={each.new[1]}: it moves there. "
                f"If both days have them: --redate {old}=-."
            )
            if (listed := known.issues.get(each.old)) and listed.pages:
                mend = f'Correct its date in seeds/issues.yml, and run "baocang segment"; else --redate {old}=-.'
            problems.append(Problem(file_of(each.old), None, what, mend))
    if strange := sorted(said.keys() - {issue_name(each.old) for each in found}):
        what = f"{strange[0]} is no issue whose articles are delivered under another day"
        problems.append(Problem(OPTION, None, what, "Leave it out, or correct it."))
    if problems:
        raise Stop(problems)
    return moving


def carry_out(root: Path, moving: Sequence[Redated], known: issue_list.Issues) -> None:
    """Moves them; to be called within `durable.writing`."""
    for each in moving:
        if each.old in known.lines:
            _list_anew(root, each, known.lines[each.old])
        carrying.redate(root, each.old, each.new)


def _list_anew(root: Path, each: Redated, line: int) -> None:
    """The new day in the list of issues, in the place of the old one."""
    data = regular.content(root / issue_list.FILE)
    text, _ = decode.decoded(issue_list.FILE, data)
    start = sum(len(one) + 1 for one in (text or "").split("\n")[: line - 1])
    date = re.compile(rf"date: *['\"]?({re.escape(each.old[1])})\b").search(text or "", start)
    if date is None:
        what, mend = "cannot be changed here", f"Write there yourself: date: {each.new[1]}, for {each.old[1]}."
        raise Stop([Problem(issue_list.FILE, line, what, mend)])
    made = fields.edited(issue_list.FILE, data, [(date.start(1), date.end(1), each.new[1])])
    durable.save(root, issue_list.FILE, made)
