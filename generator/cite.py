"""How an article is cited: GB/T 7714 as text, and its metadata as schema.org's JSON-LD, from which scripts and
reference managers make the other forms."""

import json
from typing import Any

from generator.model import Article, Issue, Paper

_MARKUP = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def gbt7714(article: Article, paper: Paper, issue: Issue) -> str:
    """GB/T 7714-2015; inferred names and dates in square brackets, as the standard has it."""
    authors = [a.name for a in article.authors]
    who = ", ".join(authors[:3]) + (", 等" if len(authors) > 3 else "")
    name = f"[{paper.name}]" if paper.name_basis == "inferred" else paper.name
    day = f"[{article.date}]" if issue.date_basis == "inferred" else f"{article.date}"
    page = f"({article.page})" if article.page else ""
    return f"{who + '. ' if who else ''}{article.title}[N]. {name}, {day}{page}."


def json_ld(article: Article, paper: Paper, licence: str | None) -> str:
    """A NewsArticle in a PublicationIssue in a Newspaper. No text of it can end the script that it stands in."""
    newspaper: dict[str, Any] = {"@type": "Newspaper", "name": paper.name}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": article.id,
        "headline": article.title,
        "datePublished": article.date.isoformat(),
        "isPartOf": {"@type": "PublicationIssue", "isPartOf": newspaper},
    }
    if article.authors:
        data["author"] = [{"@type": "Person", "name": author.name} for author in article.authors]
    if article.page:
        data["pagination"] = f"{article.page}"
    if article.county:
        data["contentLocation"] = article.county
    if licence:
        data["license"] = licence
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_MARKUP)
