"""What a list of references says of each article, for the search page (generator/search/columns.py)."""

from collections.abc import Iterator, Mapping, Sequence

from generator.pages.catalogue import Catalogue
from generator.pages.cite import cited
from generator.search.columns import Listed


def listed(c: Catalogue) -> Iterator[Listed]:
    """The articles in their order."""
    for entry in c.archive.entries:
        article = entry.article
        issue = c.archive.issues[article.issue]
        of = cited(article, c.paper(issue), issue, "", c.say)
        subjects, note = c.subjects_of[article.id], (of.title_note, of.date_note)
        yield Listed(of.title, of.subtitle, of.authors, of.page, subjects, note)


def papers(c: Catalogue) -> Mapping[str, tuple[str, str, str]]:
    """Of each newspaper by its key the name, the place, and what is to be said of the name; of one that had other names
    or places the same by key and label of a time."""
    inferred = c.say("cited.paper_inferred")
    every = dict(c.archive.papers)
    for issue in c.archive.issues.values():
        if (paper := c.paper(issue)) is not c.archive.papers[issue.paper]:
            every.setdefault(f"{issue.paper} {paper.label}", paper)
    return {
        key: (paper.name, paper.place or "", inferred if paper.name_basis == "inferred" else "")
        for key, paper in every.items()
    }


def called(c: Catalogue) -> Mapping[str, Sequence[str]]:
    """The names of newspapers that had several, today's first."""
    return {key: paper.labels for key, paper in c.archive.papers.items() if len(paper.labels) > 1}
