"""Articles as a table whose columns are the elements of Dublin Core, for catalogues that take these."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.base.issue import Issue
from generator.exports.edition import Edition, described
from generator.exports.field_types import STRING
from generator.pages.catalogue import Catalogue

ELEMENTS = (
    *("identifier", "title", "creator", "subject", "description", "publisher", "date", "type", "source", "language"),
    *("relation", "coverage", "rights"),
)
"""Those of the fifteen that articles have."""
FIELDS = dict.fromkeys(ELEMENTS, STRING)


def rows(c: Catalogue, issue: Issue) -> Iterator[Mapping[str, str]]:
    """One for each article of an issue; several values of an element stand side by side, a semicolon between two."""
    of = Edition(issue, c.paper(issue), c.articles(issue), (), c.say, c.name, c.rights, address=c.address)
    for entry in of.entries:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in described(of, entry):
            found[name].append(value)
        yield {name: "; ".join(found[name]) for name in ELEMENTS}
