"""The archive as Markdown pages, in the order in which they are written; where they stand: addresses.py.

What a template shows around the text stands in the front matter as finished strings; templates decide nothing.
"""

from collections.abc import Iterator

from generator.base.memo import Unmade
from generator.pages.article_pages import article_page
from generator.pages.brief import ArticleBrief, Brief
from generator.pages.catalogue import Catalogue
from generator.pages.date_pages import date_pages
from generator.pages.facsimile_pages import facsimile_pages
from generator.pages.home_page import home_page
from generator.pages.issue_pages import issue_page
from generator.pages.listing import Page
from generator.pages.moved_pages import moved_pages
from generator.pages.people_pages import people_pages
from generator.pages.place_pages import place_pages
from generator.pages.series_pages import series_pages
from generator.pages.source_pages import source_pages
from generator.pages.subject_pages import subject_pages
from generator.pages.withdrawn_pages import withdrawn_pages
from generator.pages.wording import Wording


def pages_of(brief: Brief, say: Wording) -> Iterator[Page]:
    """The page of an article; of an issue its own, those of its page texts, and those of its printed pages."""
    if isinstance(brief, ArticleBrief):
        yield article_page(brief, say)
    else:
        yield issue_page(brief, say)
        yield from source_pages(brief, say)
        yield from facsimile_pages(brief, say)


def list_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    """The pages that lead to issues and articles, and what belongs to them."""
    yield home_page(c)
    yield from date_pages(c)
    yield from place_pages(c)
    yield from people_pages(c)
    yield from subject_pages(c)
    yield from series_pages(c)
    yield from withdrawn_pages(c)
    yield from moved_pages(c)
