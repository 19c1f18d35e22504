"""What an issue prints of its own day beside the date, the day of the week and that of 农历, against the date."""

from collections.abc import Iterator

from generator.base.issue import Issue
from generator.language import lunar

DAYS = "一二三四五六日"
CALLED = str.maketrans({"天": "日", "曰": "日"})


def contradictions(issue: Issue) -> Iterator[tuple[str, str, str]]:
    """Field, what is wrong, and how to mend it."""
    if not issue.date.whole:
        return
    day = issue.date.first
    own = DAYS[day.weekday()]
    if issue.weekday and issue.weekday.translate(CALLED)[-1] not in (own, str(day.isoweekday())):
        what = f"{issue.said} was a 星期{own}, and prints {issue.weekday}"
        yield "weekday", what, _MEND
    if not issue.lunar:
        return
    printed, real = lunar.read(issue.lunar), lunar.of(day)
    if printed is None:
        what = f"lunar of {issue.said} is {issue.lunar[:20]}, which is no day of 农历"
        yield "lunar", what, "Write it as 甲辰年正月廿七, or a part of that."
    elif real and lunar.contradicts(printed, real):
        yield "lunar", f"{issue.said} was {lunar.written(real)}, and prints {issue.lunar}", _MEND


_MEND = "Compare date and print; where the print is wrong, say so in date_evidence and leave this out."
