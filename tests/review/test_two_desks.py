"""Two persons, each with a desk of their own on one archive, as on a shared folder, or in two browsers at one desk:
what either has not saved is kept, offered to both, joined, and never lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import FIRST, SECOND, open_card, open_issue, save, saved, serving
from tests.review.test_drafts import drafts, gone, kept

pytestmark = pytest.mark.browser


@pytest.fixture(params=["one desk", "two desks"])
def desks(request: pytest.FixtureRequest, archive: Sample) -> Iterator[tuple[review.Server, review.Server]]:
    with serving(archive.root) as one:
        if request.param == "one desk":
            yield one, one
        else:
            with serving(archive.root) as other:
                yield one, other


def sits(browser: Browser, server: review.Server, name: str) -> Page:
    """A person opens the issue in a browser of their own."""
    page = browser.new_context().new_page()
    page.add_init_script(f"localStorage.setItem('baocang.reviewer', '{name}')")
    open_issue(server, page)
    return page


def writes(page: Page, id: str, title: str) -> None:
    open_card(page, id)
    page.get_by_label("标题", exact=True).fill(title)


@pytest.fixture
def two(browser: Browser, desks: tuple[review.Server, review.Server]) -> Iterator[tuple[Page, Page]]:
    pages = sits(browser, desks[0], "李文"), sits(browser, desks[1], "张明")
    yield pages
    for page in pages:
        page.context.close()


def test_drafts_of_two_are_kept_apart_and_both_saves_stand(two: tuple[Page, Page], archive: Sample) -> None:
    one, other = two
    writes(one, FIRST, "春耕正忙")
    writes(other, SECOND, "新楼开诊")
    kept(one, archive, "春耕正忙")
    kept(other, archive, "新楼开诊")
    assert len(drafts(archive)) == 2
    save(one)
    assert "新楼开诊" in "".join(draft.read_text(encoding="utf-8") for draft in drafts(archive))
    save(other)  # what does not touch the same article is joined unasked
    titles = {id: saved(archive)[id]["title"] for id in (FIRST, SECOND)}
    assert titles == {FIRST: "春耕正忙", SECOND: "新楼开诊"}
    gone(other, archive)


def test_what_both_have_written_in_one_field_is_asked_and_what_was_not_chosen_can_be_read(
    two: tuple[Page, Page], archive: Sample
) -> None:
    one, other = two
    writes(one, FIRST, "春耕正忙")
    writes(other, FIRST, "春耕开始")
    kept(other, archive, "春耕开始")
    save(one)
    other.keyboard.press("Control+s")
    question = other.get_by_role("dialog")
    expect(question).to_contain_text("春耕正忙", timeout=60_000)
    expect(question).to_contain_text("春耕开始")
    assert saved(archive)[FIRST]["title"] == "春耕正忙"
    assert "春耕开始" in "".join(draft.read_text(encoding="utf-8") for draft in drafts(archive))


def test_a_draft_that_another_goes_on_with_is_not_taken_from_who_writes_still(
    browser: Browser, desks: tuple[review.Server, review.Server], archive: Sample
) -> None:
    one = sits(browser, desks[0], "李文")
    writes(one, FIRST, "春耕正忙")
    kept(one, archive, "春耕正忙")
    other = sits(browser, desks[1], "张明")
    expect(other.locator("#question")).to_contain_text("李文")
    other.get_by_role("button", name="接着校读").click()
    writes(other, SECOND, "新楼开诊")
    kept(other, archive, "春耕正忙", "新楼开诊")
    one.get_by_label("标题", exact=True).fill("春耕正忙起来")
    kept(one, archive, "春耕正忙起来")
    save(other)
    assert "春耕正忙起来" in "".join(draft.read_text(encoding="utf-8") for draft in drafts(archive))
    one.keyboard.press("Control+s")
    third = sits(browser, desks[0], "王一") if saved(archive)[FIRST]["title"] != "春耕正忙起来" else None
    if third:  # it was asked which is meant: until that is answered the draft is offered
        expect(third.locator("#question")).to_contain_text("李文")
        third.context.close()
    for page in (one, other):
        page.context.close()
