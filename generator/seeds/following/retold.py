"""A page file of another name that was cut at other places or read anew at once: it shares no lines with the page that
it was, and what was made of that page tells."""

from collections.abc import Collection, Sequence

from generator.base.problems import Problem, Stop
from generator.language.needles import spelled
from generator.seeds import articles
from generator.seeds.following import saying
from generator.seeds.following.issue_files import IssueFiles, Sheet

RUN = 6
"""Letters in a row by which a text is known again."""
SAME = 0.6
"""Share of what is known of a page that stands in the page that it is now. (Of 150 pages of a daily paper, with 10 of
100 characters wrong, at least 0.74; in another page of the same day 0.5 at most, in that of the next day 0.33.)"""
REST = 0.15
"""Share that stands in other pages alone from which a part has gone there."""


def retold(files: IssueFiles, gone: Collection[str], sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """For each page file that is gone from the list, the page that says now what it said; none where no page does. Stop
    where several may be it."""
    if not gone or not sheets:
        return {}
    pools = {sheet.file: articles.runs(spelled("".join(sheet.texts.values())), RUN) for sheet in sheets}
    found, problems = {}, []
    for file in gone:
        told = spelled(_all_said(files, file))
        shares = {name: saying.share(told, pool, RUN) for name, pool in pools.items()}
        best, *others = sorted(shares, key=lambda name: -shares[name])
        anywhere = saying.share(told, set[str]().union(*pools.values()), RUN)
        alike = [name for name in others if shares[name] >= SAME]
        parts = [name for name in others if shares[name] >= REST] if anywhere - shares[best] >= REST else []
        if anywhere >= SAME and (alike or parts):
            problems.append(_unclear(files, file, [best, *(alike or parts)]))
        elif shares[best] >= SAME:
            found[file] = next(sheet for sheet in sheets if sheet.file == best)
    if problems:
        raise Stop(problems)
    return found


def _all_said(files: IssueFiles, file: str) -> str:
    """What is known of a page: the articles that are made of it alone, and its lines under `unplaced`."""
    of = (article for article in files.old or () if article.source and all(s.file == file for s in article.source))
    return "".join([*map(saying.text, of), *(line.text for line in files.unplaced if line.file == file)])


def _unclear(files: IssueFiles, file: str, names: Sequence[str]) -> Problem:
    what = (
        f"holds what {file} said, which is listed no longer, and now {' and '.join(names)} say it: nothing is made anew"
    )
    mend = 'Make one page file of them, or take all but one off the list until "baocang segment" is done.'
    return Problem(files.file, None, what, mend)
