"""What is known of a newspaper beside its issues: its names and places with their years, its numbers, its publisher."""

from collections.abc import Iterable, Iterator

from generator.base.newspaper import Paper, Stretch
from generator.pages.markdown import html
from generator.pages.wording import Wording


def described(say: Wording, paper: Paper) -> Iterator[str]:
    """A list under a heading, as Markdown; nothing where no more is known than its name and place."""
    facts = [
        ("list.was_called", [_in_years(say, each.name, each) for each in paper.names]),
        ("list.was_in", [_in_years(say, each.place, each) for each in paper.places]),
        *((f"list.{name}", [getattr(paper, name)]) for name in ("cn", "issn", "publisher", "frequency")),
    ]
    rows = [f"<dt>{say(name)}</dt>{_values(values)}\n" for name, values in facts if any(values)]
    if rows:
        yield f'## {say("list.about")} {{: #about }}\n\n<dl class="known">\n{"".join(rows)}</dl>\n\n'


def _values(values: Iterable[str | None]) -> str:
    return "".join(f"<dd>{html(value)}</dd>" for value in values if value)


def _in_years(say: Wording, what: str, time: Stretch) -> str:
    """吕梁报（1949年10月—1958年）"""
    return say("list.part", label=what, part=span(say, time)) if time.first or time.last else what


def span(say: Wording, time: Stretch) -> str:
    """1949年10月—1958年; 1949年10月起; 至1958年"""
    first, last = (say.day(date) if date else "" for date in (time.first, time.last))
    if first and last:
        return say("unit.between", first=first, last=last)
    return say("list.from", first=first) if first else say("list.to", last=last) if last else ""
