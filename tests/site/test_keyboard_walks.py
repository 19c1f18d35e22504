"""Whole ways of a reader, from a question to what is taken home, by keyboard alone. Steps: test_keyboard.py."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Sample, served
from tests.site.kinds import ARTICLE
from tests.site.test_keyboard import said, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["http", "file"])
def home(shipped: Sample, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        yield (shipped.root / "site").as_uri()
        return
    with served(shipped.root / "site") as address:
        yield address


def pressed(page: Page, target: Locator, most: int, key: str = "Enter") -> None:
    """Goes there by Tab and presses a key."""
    tab_to(page, target, most)
    page.keyboard.press(key)


def test_from_a_question_by_a_filter_and_two_hits_back_to_the_result(home: str, page: Page) -> None:
    page.goto(f"{home}/index.html")
    tab_to(page, page.get_by_role("combobox", name="检索全文"), 10)
    page.keyboard.type("金融")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(re.compile("^找到"))
    page.get_by_role("combobox", name="检索全文").focus()
    tab_to(page, page.get_by_role("link", name="跳到筛选"), 1, back=True)
    page.keyboard.press("Enter")
    pressed(page, page.locator(".facets").get_by_role("link", name="〔吕梁日报〕", exact=True), 40)
    expect(page.locator(".chips a")).to_have_text(["报纸：〔吕梁日报〕", "全部清除"])
    page.get_by_role("combobox", name="检索全文").focus()
    hits = page.locator(".hits h2 a")
    first, second = hits.nth(0).inner_text(), hits.nth(1).inner_text()
    pressed(page, hits.nth(0), 12)
    expect(page.locator("h1")).to_have_text(first)
    bar = page.locator(".bar")
    expect(bar).to_contain_text("第 1 处")
    expect(bar).to_be_visible()  # once its styles are there
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    following = bar.get_by_role("button", name="下一处")
    pressed(page, following, 6)
    expect(bar).to_contain_text("第 2 处")
    expect(following).to_be_focused()
    tab_to(page, bar.get_by_role("link", name="下一条"), 6, back=True)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(second)
    expect(bar).to_contain_text("第 2 条")
    expect(bar).to_be_visible()
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    pressed(page, bar.get_by_role("link", name="返回结果"), 6)
    expect(page.locator(".chips a")).to_have_text(["报纸：〔吕梁日报〕", "全部清除"])
    expect(hits.nth(1)).to_be_focused()


def test_what_a_search_found_is_seen_in_its_context_over_time_and_taken_along(home: str, page: Page) -> None:
    """Behind many lines the views are a few keys before the filters, where a link leads to."""
    page.goto(f"{home}/search/index.html?q=金融")
    expect(said(page)).to_have_text(re.compile("^找到"))
    views = page.locator("nav.views")
    for name, drawn in (("上下文", ".view li, .view tr"), ("趋势", ".view svg"), ("导出", ".view button")):
        page.get_by_role("combobox", name="检索全文").focus()
        tab_to(page, page.get_by_role("link", name="跳到筛选"), 1, back=True)
        page.keyboard.press("Enter")
        tab_to(page, views.get_by_role("link", name=name), 6, back=True)
        page.keyboard.press("Enter")
        expect(page.locator(drawn).first).to_be_visible()
        expect(views.get_by_role("link", name=name)).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_article_is_saved_and_found_again_among_what_is_saved(home: str, page: Page) -> None:
    page.goto(f"{home}/{ARTICLE}")
    title = page.locator("h1").inner_text()
    save = page.get_by_role("button", name="收藏", exact=True)
    expect(save).to_be_visible()
    pressed(page, page.locator("a.skip"), 1)
    pressed(page, save, 6)
    group = page.get_by_role("group", name="收藏")
    expect(group.get_by_label("列表")).to_be_focused()
    page.keyboard.press("Tab")
    expect(group.get_by_label("备注")).to_be_focused()
    page.keyboard.type("祖父提起过")
    page.keyboard.press("Escape")
    expect(group).to_have_count(0)
    expect(page.get_by_role("button", name="已收藏")).to_be_focused()
    page.keyboard.press("Enter")
    expect(group.get_by_label("备注")).to_have_value("祖父提起过")
    pressed(page, group.get_by_role("link", name="查看收藏"), 4)
    expect(page.locator("h1")).to_have_text("收藏")
    if home.startswith("http"):  # from a disk some browsers let no two pages share anything
        expect(page.locator("main")).to_contain_text(title)


def test_from_the_map_to_the_list_of_places_and_along_the_years_of_one(home: str, page: Page) -> None:
    page.goto(f"{home}/counties/index.html")
    pressed(page, page.locator("a.skip"), 1)
    pressed(page, page.locator(".views a", has_text="名录"), 3)
    assert page.evaluate("location.hash.length > 1")
    pressed(page, page.locator("main ul a[href^='141100/']").first, 40)
    expect(page.locator("h1")).to_have_text("吕梁市")
    pressed(page, page.locator("a.skip"), 1)
    pressed(page, page.locator(".jump a").nth(1), 12)
    assert page.evaluate("location.hash.length > 1")
    tab_to(page, page.locator(".entries h3 a").first, 40)
