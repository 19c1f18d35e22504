"""What a first visit loads: all that a browser asks for until it rests, nothing compressed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Sample, served, until
from tests.site.kinds import EVERY_KIND

pytestmark = pytest.mark.browser
MOST = 47_500  # bytes of a page with all that it loads; the heaviest, of the archive that ships, has 47,000
OF_SEARCH = 150_000  # of the search page, before anybody asks for something else
KINDS = [kind for kind in EVERY_KIND if not kind.startswith(("search/", "saved/")) and "text-" not in kind]
"""All but those that are there for their scripts, and the text of a printed page, as long as it is."""
LOADED = "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)"


@pytest.fixture(scope="module")
def address(shipped: Sample) -> Iterator[str]:
    with served(shipped.root / "site") as address:
        yield address


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_visit_is_light(page: Page, address: str, kind: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/{kind}")
    until(page, "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/offline.js'))")
    loaded = page.evaluate(LOADED)
    assert 20_000 < loaded <= MOST


def test_the_search_page_is_light(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html")
    until(page, "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/offline.js'))")
    assert 50_000 < page.evaluate(LOADED) <= OF_SEARCH


def test_this_day_in_other_years_comes_when_a_reader_comes_near(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/index.html")
    expect(page.locator(".theme")).to_be_visible()
    assert page.locator(".on li").count() == 0
    page.locator(".on").scroll_into_view_if_needed()
    expect(page.locator(".on li li a").first).to_be_visible()
