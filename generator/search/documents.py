"""The archive as search sees it: what of an article is searched and shown among the hits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from generator.base.addresses import article_path, url
from generator.base.archive import Archive, Document, Entry
from generator.base.digest import digest
from generator.base.model import Article
from generator.base.tables import spoken


class Documents(Sequence[Document]):
    """The articles as search sees them, in the order of its document numbers; each is made when it is asked for.

    `say`: what the site calls a kind of articles, and an edition.
    """

    def __init__(self, archive: Archive, say: Callable[..., str]) -> None:
        self._archive = archive
        self._say = say

    def __len__(self) -> int:
        return len(self._archive.entries)

    @overload
    def __getitem__(self, at: int) -> Document: ...
    @overload
    def __getitem__(self, at: slice) -> "Documents": ...
    def __getitem__(self, at: int | slice) -> "Document | Documents":
        if isinstance(at, int):
            return self._made(self._archive.entries[at])
        return Documents(replace(self._archive, entries=self._archive.entries[at]), self._say)

    def digests(self) -> Iterator[str]:
        """Of each document, without making it."""
        return map(self._digest, self._archive.entries)

    def _made(self, entry: Entry) -> Document:
        article = entry.article
        lines = [article.kicker, article.subtitle]
        return Document(
            id=article.id,
            url=url(article_path(article)),
            date=f"{article.date}",
            paper=(article.paper, self._paper(article)),
            county=(entry.place.adcode, entry.place.name) if entry.place else None,
            kind=(article.kind, self._say(f"kind.{article.kind}")),
            title=(article.title, *filter(None, lines)),
            text=(*_text(article), *filter(None, [article.byline, article.column])),
            authors=tuple(self._names(entry)),
            digest=self._digest(entry),
        )

    def _paper(self, article: Article) -> str:
        """What its newspaper was called on its day, and of which edition it is: 吕梁报 号外."""
        label = self._archive.papers[article.paper].on(article.date).label
        if not article.edition:
            return label
        issue = self._archive.issues.get(article.issue) or article.of_issue()
        return f"{label} {issue.edition_name or self._say('unit.edition', nth=issue.nth)}"

    def _digest(self, entry: Entry) -> str:
        """Of all that a document is made of and that is not made by what this module imports (made_by.py)."""
        article = entry.article
        label, kind = self._paper(article), self._say(f"kind.{article.kind}")
        return digest("\0".join([entry.digest, label, kind, *self._names(entry)]))

    def _names(self, entry: Entry) -> Iterator[str]:
        """Those who signed, by all names that they have."""
        for author in entry.article.authors:
            yield author.name
            if id := entry.agents.get(author.id or author.name):
                yield from self._archive.agents[id].names()


def _text(article: Article) -> Iterator[str]:
    """What stands below its headline, in the order in which texts.js reads it out of a page."""
    for paragraph in article.paragraphs:
        yield from spoken(paragraph)
    yield from article.captions
    yield from filter(None, (image.said for image in article.images))
