"""What a list of references says of each article, for the search page (generator/search/columns.py)."""

from collections.abc import Iterator, Mapping

from generator.pages.catalogue import Catalogue
from generator.pages.cite import cited
from generator.search.columns import Listed


def listed(c: Catalogue) -> Iterator[Listed]:
    """The articles in their order."""
    for entry in c.archive.entries:
        article = entry.article
        issue = c.archive.issues[article.issue]
        of = cited(article, c.archive.papers[article.paper], issue, "", c.say)
        subjects, note = c.subjects_of[article.id], (of.title_note, of.date_note)
        yield Listed(of.title, of.subtitle, of.authors, of.page, subjects, note)


def papers(c: Catalogue) -> Mapping[str, tuple[str, str, str]]:
    """Of each newspaper by its key the name, the place, and what is to be said of the name."""
    inferred = c.say("cited.paper_inferred")
    return {
        key: (paper.name, paper.place or "", inferred if paper.name_basis == "inferred" else "")
        for key, paper in c.archive.papers.items()
    }
