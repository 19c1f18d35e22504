"""How an article is cited. `Cited` is what every form says of it; from it are made the citation after GB/T 7714 that
the page shows, the tags in its head, and its JSON-LD, of which assets/forms.js makes the forms that a reader copies.

What does not stand on the page itself (an inferred name or date, a title made up for the article) says so in each form
by the means it has: square brackets in GB/T 7714; in JSON-LD a `description` of the issue or the newspaper, a `comment`
on the article; for Zotero keywords, which become its tags: it has no field for notes that a page can fill, and what
nobody printed is no abstract.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from generator.base.addresses import article_path, url
from generator.base.issue import Issue
from generator.base.model import NAMED, Article
from generator.base.newspaper import Paper
from generator.pages.wording import Wording

LANGUAGE = "zh-CN"
COMMA = "，"
COLON = "："  # before a subtitle, in every form
_PARTED = str.maketrans({"%": "%25", ";": "%3B", "|": "%7C", "\n": "%0A"})
_MARKUP = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


@dataclass(frozen=True)
class Cited:
    """An article as it is cited."""

    id: str
    title: str
    subtitle: str
    """Without the dash that stands before it on the page; empty where there is none."""
    authors: tuple[str, ...]
    paper: str
    place: str
    """Where the newspaper appears; empty for a national one."""
    date: str
    """2024-03-07"""
    page: str
    """版次; empty where it is not known."""
    county: str
    address: str
    """Of the article's page; empty where the site's is not known."""
    title_note: str
    """How the title was made, where the page has none; else empty, as the two that follow."""
    paper_note: str
    date_note: str
    column: str = ""
    """栏目; empty where there is none."""
    subjects: tuple[str, ...] = ()
    """What it is about as people wrote down, persons, organisations and events included."""
    rights: str = ""
    """Of its own; empty where it has none."""
    issn: str = ""
    """Of the newspaper; empty where it has none, or none is known."""
    edition: str = ""
    """号外; empty where it is the only issue of its day, or the first."""

    @property
    def place_in_paper(self) -> str:
        """2; 号外，2. Two issues of one day are told apart by it."""
        return COMMA.join(filter(None, [self.edition, self.page]))

    @property
    def whole_title(self) -> str:
        """The title, and behind a colon the subtitle."""
        return COLON.join(filter(None, [self.title, self.subtitle]))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of what does not stand on the page."""
        return tuple(filter(None, (self.title_note, self.paper_note, self.date_note)))


def title_note(article: Article, say: Wording) -> str:
    """How a title was made, where the page has none; else empty."""
    return "" if article.title_source == "page" else say(f"cited.title_from_{article.title_source}")


def date_note(issue: Issue, say: Wording) -> str:
    """That a date does not stand on the page; empty where it does."""
    return say("cited.date_inferred") if issue.date_basis == "inferred" else ""


def cited(article: Article, paper: Paper, issue: Issue, site: str, say: Wording) -> Cited:
    """`site`: the address of the archive with its last slash, or nothing."""
    return Cited(
        id=article.id,
        title=article.title,
        subtitle=re.sub(r"^[—―─－\s]+", "", article.subtitle or "").rstrip(),
        authors=tuple(author.name for author in article.authors),
        paper=paper.name,
        place=paper.place or "",
        date=f"{article.date}",
        page=article.sheet(issue).cited,
        county=article.county or "",
        address=f"{site}{url(article_path(article))}" if site else "",
        title_note=title_note(article, say),
        paper_note=say("cited.paper_inferred") if paper.name_basis == "inferred" else "",
        date_note=date_note(issue, say),
        column=article.column or "",
        subjects=tuple(dict.fromkeys(word for name in NAMED for word in getattr(article, name))),
        rights=article.rights or "",
        issn=paper.issn or "",
        edition=say.edition(issue),
    )


def gbt7714(c: Cited) -> str:
    """GB/T 7714-2025, 作者. 题名：副题[N]. 报名，2024-03-07（版次）., as the official CSL style prints it."""
    who = COMMA.join([*c.authors[:3], *(["等"] if len(c.authors) > 3 else [])])
    title, paper, date = (
        f"[{text}]" if note else text
        for text, note in (
            (c.whole_title, c.title_note),
            (c.paper, c.paper_note),
            (c.date, c.date_note),
        )
    )
    place = f"（{c.place_in_paper}）" if c.place_in_paper else ""
    printed = f"{title}[N]. {paper}{COMMA}{date}{place}."
    return f"{who.removesuffix('.')}. {printed}" if who else printed


def tags(c: Cited) -> Iterator[tuple[str, str]]:
    """Names and contents of the head's tags, one for each field of Zotero's (Embedded Metadata.js of 2026).

    Its place is eprints.place_of_pub alone; its date citation_publication_date as it stands, which others know beside
    DC.date. Address, language and abstract it has from the page (rel=canonical, lang, description): tags of them would
    say the same again, as citation_title would.
    """
    yield "DC.type", "newspaperArticle"
    yield "DC.title", c.whole_title
    yield "DC.date", c.date
    for author in c.authors:
        yield "citation_author", author
    yield "citation_publication_date", c.date
    if c.page:
        yield "citation_firstpage", c.page
    if c.notes:
        yield "citation_keywords", ";".join(c.notes)
    yield "prism.publicationName", c.paper
    if c.edition:
        yield "prism.edition", c.edition
    if c.issn:
        yield "citation_issn", c.issn
    if c.place:
        yield "eprints.place_of_pub", c.place
    if c.column:
        yield "prism.section", c.column
    for subject in c.subjects:
        yield "DC.subject", subject
    if c.rights:
        yield "DC.rights", c.rights


def marks(article: Article, inferred: bool, say: Wording, renamed: Paper | None = None) -> str:
    """Attributes of a link in a list for what the list does not show of a citation (assets/coins.js): who signed, and
    what is to be said of title and date, which is `inferred` or not, both parted by semicolons; the newspaper as it was
    called then, where the list has it under another name."""
    by = ";".join(author.name.translate(_PARTED) for author in article.authors)
    notes = [say(f"cited.title_from_{article.title_source}")] if article.title_source != "page" else []
    notes += [say("cited.date_inferred")] if inferred else []
    note = f' data-note="{escape(";".join(text.translate(_PARTED) for text in notes))}"' if notes else ""
    paper = f' data-paper="{escape(_named(renamed, say))}"' if renamed else ""
    return f' data-by="{escape(by)}"{note}{paper}'


def _named(paper: Paper, say: Wording) -> str:
    """Name, place, and what is to be said of the name, parted by semicolons."""
    note = say("cited.paper_inferred") if paper.name_basis == "inferred" else ""
    return ";".join(text.translate(_PARTED) for text in (paper.name, paper.place or "", note))


def papers(of: Mapping[str, Paper], say: Wording) -> str:
    """The same of the newspapers of a list: of each its key, name, place, and what is to be said of the name, parted by
    semicolons; a bar between two."""
    return "|".join(f"{key};{_named(paper, say)}" for key, paper in of.items())


def json_ld(c: Cited) -> str:
    """A NewsArticle in a PublicationIssue in a Newspaper. No text of it can end the script that it stands in."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": c.id,
        "url": c.address,
        "headline": c.title,
        "alternativeHeadline": c.subtitle,
        "comment": c.title_note and {"@type": "Comment", "text": c.title_note},
        "author": [{"@type": "Person", "name": author} for author in c.authors],
        "inLanguage": LANGUAGE,
        "datePublished": c.date,
        "printEdition": c.edition,
        "pagination": c.page,
        "articleSection": c.column,
        "keywords": list(c.subjects),
        "copyrightNotice": c.rights,
        "contentLocation": c.county and {"@type": "Place", "name": c.county},
        "isPartOf": _without_empty(
            {
                "@type": "PublicationIssue",
                "datePublished": c.date,
                "description": c.date_note,
                "isPartOf": _without_empty(
                    {
                        "@type": "Newspaper",
                        "name": c.paper,
                        "issn": c.issn,
                        "description": c.paper_note,
                    }
                ),
            }
        ),
    }
    return json.dumps(_without_empty(data), ensure_ascii=False, separators=(",", ":")).translate(_MARKUP)


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
