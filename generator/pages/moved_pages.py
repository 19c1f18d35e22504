"""Pages at the addresses of articles that moved, which lead on without a script. So does the page of an issue that is
there no more, to the issue that most of its articles went to; where none has more than half of them, it names them all
(its date was corrected, and some of its pages are listed elsewhere). Where it leads to one, its page texts lead to that
issue's, by their number. Other names of people and other words for subjects lead to their pages, and a day of
which there is a later edition alone to that. No list, feed or sitemap names these pages, and no search finds them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.base.addresses import article_path, author_path, id_path, issue_path, source_path, subject_path, url
from generator.base.archive import Entry, Withdrawn
from generator.base.digest import digest
from generator.base.identity import issue_of
from generator.base.issue import Issue
from generator.base.memo import Unmade
from generator.pages.catalogue import Catalogue, grouped
from generator.pages.listing import Page
from generator.pages.markdown import Value, document
from generator.pages.wording import Wording


class Lead(NamedTuple):
    """An address that was left."""

    path: str
    """Below the docs folder."""
    to: Sequence[tuple[str, str]]
    """Where it leads, and what stands there; several, for a reader to choose from."""


def moved_pages(c: Catalogue) -> Iterator[Unmade[Page]]:
    for of_issue in grouped(leads(c), lambda lead: lead.path.rpartition("/")[0]).values():
        yield Unmade(digest("moved", c.address, of_issue), partial(_pages, of_issue, c.address, c.say))


def leads(c: Catalogue) -> list[Lead]:
    """All of them."""
    names = [Lead(author_path(name), [(author_path(id), id) for id in ids]) for name, ids in c.see.items()]
    names += [Lead(subject_path(word), [(subject_path(of), of)]) for word, of in c.subject_of.items()]
    names += _editions(c)
    if not c.archive.moved:
        return names
    articles = {entry.article.id: _article(c, entry) for entry in c.archive.entries}
    articles |= {w.id: _withdrawn(c, w) for w in c.archive.withdrawn if w.id}
    found = [Lead(id_path(old), [articles[new]]) for old, new in sorted(c.archive.moved.items())]
    return found + list(_issues(c, c.archive.moved)) + names


def _editions(c: Catalogue) -> Iterator[Lead]:
    """Addresses of days of which there are other editions than the first: whoever looks for the day is led to them."""
    taken = {withdrawn.path for withdrawn in c.archive.withdrawn}
    later = (issue for issue in c.archive.issues.values() if issue.edition)
    for (paper, date), issues in grouped(later, lambda issue: (issue.paper, f"{issue.date}")).items():
        path = issue_path(issues[0].model_copy(update={"edition": None}))
        if (paper, date) not in c.archive.issues and path not in taken:
            yield Lead(path, [(issue_path(issue), _issue(c, issue)) for issue in issues])


def _issues(c: Catalogue, moved: Mapping[str, str]) -> Iterator[Lead]:
    """Those of issues that are there no more."""
    there = {issue.name: issue for issue in c.archive.issues.values()}
    withdrawn = {w.path for w in c.archive.withdrawn}
    for gone, olds in grouped(sorted(moved), issue_of).items():
        path = f"{id_path(olds[0]).rpartition('/')[0]}/index.md"
        went = Counter(issue_of(moved[old]) for old in olds).most_common()
        names = [home for home, _ in went[:1] if 2 * went[0][1] > len(olds)] or [home for home, _ in went]
        homes = [issue for issue in map(there.get, names) if issue]
        if homes and gone not in there and path not in withdrawn:
            yield Lead(path, [(issue_path(issue), _issue(c, issue)) for issue in homes])
            if len(names) == 1:
                yield from _texts(c, path, homes[0])


def _texts(c: Catalogue, gone: str, issue: Issue) -> Iterator[Lead]:
    for number, page in enumerate(issue.pages, 1):
        path = source_path(issue, number)
        label = f"{_issue(c, issue)} {c.say('source.title')} {c.say.sheet(page)}"
        yield Lead(f"{gone.rpartition('/')[0]}/{path.rpartition('/')[2]}", [(path, label)])


def _issue(c: Catalogue, issue: Issue) -> str:
    return f"{c.paper(issue).label} {c.say.issue(issue)}"


def _article(c: Catalogue, entry: Entry) -> tuple[str, str]:
    a = entry.article
    when, paper = c.source(a)
    where = f"{paper} {when} {c.say.sheet(a.sheet(c.archive.issues[a.issue]))}"
    return article_path(a), f"{a.title}　{where}"


def _withdrawn(c: Catalogue, w: Withdrawn) -> tuple[str, str]:
    return w.path, w.title or c.say(f"withdrawn.{w.what}")


def _pages(of_issue: Sequence[Lead], address: str, say: Wording) -> Iterator[Page]:
    for path, to in of_issue:
        places = [{"to": url(at, path), "label": label} for at, label in to]
        meta: dict[str, Value] = {
            "template": "moved.html",
            "title": say("moved.title"),
            "places": places,
        }
        if len(to) == 1:
            meta |= {"to": places[0]["to"], "canonical": f"{address}{url(to[0][0])}" if address else ""}
        yield path, document(meta, "")
