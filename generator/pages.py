"""The archive as Markdown pages, in the order in which they are written; where they stand: addresses.py.

What a template shows around the text stands in the front matter as finished strings; templates decide nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

from generator.addresses import article_path, url
from generator.article_pages import article_page
from generator.brief import ArticleBrief, Brief
from generator.catalogue import Catalogue
from generator.date_pages import date_pages
from generator.home_page import home_page
from generator.issue_pages import issue_page
from generator.listing import Page
from generator.memo import Unmade, digest
from generator.model import Archive, Document, Entry
from generator.people_pages import people_pages
from generator.place_pages import place_pages
from generator.source_pages import source_pages
from generator.subject_pages import subject_pages
from generator.wording import Wording


def pages_of(brief: Brief, say: Wording) -> Iterator[Page]:
    """The page of an article; of an issue its own, and those of its page texts."""
    if isinstance(brief, ArticleBrief):
        yield article_page(brief, say)
    else:
        yield issue_page(brief, say)
        yield from source_pages(brief, say)


def list_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    """The pages that lead to issues and articles, and what belongs to them."""
    yield home_page(c)
    yield from date_pages(c)
    yield from place_pages(c)
    yield from people_pages(c)
    yield from subject_pages(c)


# ---- search --------------------------------------------------------------------------------------------------------


class Documents(Sequence[Document]):
    """The articles as search sees them, in the order of its document numbers; each is made when it is asked for."""

    def __init__(self, archive: Archive, say: Wording) -> None:
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
            date=article.date.isoformat(),
            paper=(article.paper, self._archive.papers[article.paper].label),
            county=(entry.place.adcode, entry.place.name) if entry.place else None,
            kind=(article.kind, self._say(f"kind.{article.kind}")),
            title=(article.title, *filter(None, lines)),
            text=(*article.paragraphs, *article.captions, *filter(None, [article.byline])),
            authors=tuple(author.name for author in article.authors),
            digest=self._digest(entry),
        )

    def _digest(self, entry: Entry) -> str:
        article = entry.article
        label, kind = self._archive.papers[article.paper].label, self._say(f"kind.{article.kind}")
        return digest(f"{entry.digest}\0{label}\0{kind}")
