"""Lists of articles and issues, as Markdown: what one entry shows, and how a long list is cut."""

from collections.abc import Sequence

from generator.addresses import article_path, target
from generator.catalogue import Catalogue
from generator.markdown import Value, escape, link, paragraph
from generator.model import Article, Entry, Issue
from generator.wording import Wording

Page = tuple[str, str]
"""Path below the docs folder, and Markdown."""

LONG = 900  # characters from which a headline is set larger: the longer half of a county paper's page
OPENING = 60  # characters of a text in a list: two lines on a phone


def item(c: Catalogue, entry: Entry, start: str, *facts: str | None) -> str:
    """An article in a list: headline, facts, opening words."""
    article = entry.article
    kicker = f'<span class="kicker">{escape(article.kicker)}</span> ' if article.kicker else ""
    weight = "lead" if article.title_source == "lead" else "long" if length(article) >= LONG else ""
    style = f"{{: #a{article.id} .{article.kind}{f' .{weight}' if weight else ''} }}"
    shown = [*filter(None, facts), c.say.count("characters", length(article))]
    text = "".join(article.paragraphs).replace("\n", "")
    opening = text[:OPENING] + (c.say("unit.more") if len(text) > OPENING else "")
    return (
        f"### {kicker}{link(article.title, target(article_path(article), start))} {style}\n\n"
        + paragraph(" · ".join(shown), "facts")
        + paragraph(opening, "opening")
    )


def length(article: Article) -> int:
    """Characters of the body without white space."""
    return len("".join(article.body.split()))


def count(say: Wording, unit: str, number: int) -> str:
    return f'<span class="count">{say.count(unit, number)}</span>'


def authors(say: Wording, article: Article) -> str:
    return say.all_of(a.name for a in article.authors)


def dated(say: Wording, issue: Issue) -> dict[str, Value]:
    """An issue's date as its templates show it, and how it is known."""
    note = ""
    if issue.date_basis == "inferred":
        evidence = issue.date_evidence
        note = say("unit.inferred_from", evidence=evidence) if evidence else say("unit.inferred")
    return {
        "date": f"{issue.date}",
        "date_label": f"{say.day(issue.date)}　{say.weekday(issue.date)}",
        "date_note": note,
    }


def longest(entries: Sequence[Entry], most: int) -> list[Entry]:
    """The longest articles of an issue, in its order."""
    chosen = sorted(entries, key=lambda e: -len(e.article.body))[:most]
    ids = {e.article.id for e in chosen}
    return [e for e in entries if e.article.id in ids]
