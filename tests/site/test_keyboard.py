"""Each thing that readers do, done by keyboard alone, and what those hear who do not see. In Chromium."""

import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Sample, copy_of_shipped, served
from tests.site.kinds import ARTICLE

pytestmark = pytest.mark.browser

TITLE = "我市抓实小额信贷　助力乡村振兴"


@pytest.fixture(scope="module", params=["http", "file"])
def home(shipped: Sample, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        yield (shipped.root / "site").as_uri()
        return
    with served(shipped.root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page that shows a bundle, as it lies unpacked on a disk."""
    archive = copy_of_shipped(tmp_path_factory.mktemp("keys") / "archive")
    result = archive.run("bundle")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(archive.root / "dist/报藏.zip") as bundle:
        bundle.extractall(archive.root)
    return (archive.root / "报藏/read.html").as_uri()


def said(page: Page) -> Locator:
    return page.locator(".tally [role=status]").first


def tab_to(page: Page, target: Locator, most: int, back: bool = False) -> int:
    """Presses Tab until a target has the focus, at most so many times; how many it took. Whatever has the focus on the
    way is seen."""
    for pressed in range(1, most + 1):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        box = page.evaluate("(({ x, y, width, height }) => [x + width, y + height, width, height])"
                            "(document.activeElement.getBoundingClientRect())")  # fmt: skip
        assert min(box) > 0, "what has the focus is seen"
        if target.evaluate("each => each === document.activeElement"):
            return pressed
    raise AssertionError(f"not within {most}: {page.evaluate('document.activeElement.outerHTML')}")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("query", ["q=发展", "q=发展&county=141100&from=2020-01-01", "q=交口县冻绿叶药茶研讨大会"])
def test_the_first_hit_is_three_tabs_from_the_field(home: str, page: Page, query: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{home}/search/index.html?{query}")
    hit = page.locator(".hits a").first
    expect(hit).to_be_visible()
    page.get_by_role("combobox", name="检索全文").focus()
    assert tab_to(page, hit, 3) == 3


def test_a_reader_searches_reads_and_comes_back_to_the_hit(home: str, page: Page) -> None:
    page.goto(f"{home}/index.html")
    tab_to(page, page.get_by_role("combobox", name="检索全文"), 10)
    page.keyboard.type("的")
    page.keyboard.press("Enter")
    hits = page.locator(".hits h2 a")
    expect(hits).to_have_count(20)
    page.get_by_role("combobox", name="检索全文").focus()
    tab_to(page, hits.nth(12), 20)
    page.wait_for_timeout(100)
    there = hits.nth(12).bounding_box()
    name = hits.nth(12).inner_text()
    assert there
    assert page.evaluate("scrollY") > 500
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/**")
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()
    expect(hits.nth(12)).to_be_focused()
    expect(hits.nth(12)).to_have_text(name)
    again = hits.nth(12).bounding_box()
    assert again
    assert abs(again["y"] - there["y"]) <= 2


def test_a_click_on_a_hit_is_come_back_to_as_well_and_so_is_a_page_of_hits(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=的&page=2")
    hits = page.locator(".hits h2 a")
    expect(hits).to_have_count(20)
    hits.nth(9).scroll_into_view_if_needed()
    there = hits.nth(9).bounding_box()
    assert there
    hits.nth(9).click()
    page.wait_for_url("**/issues/**")
    page.go_back()
    expect(hits.nth(9)).to_be_focused()
    again = hits.nth(9).bounding_box()
    assert again
    assert abs(again["y"] - there["y"]) <= 2


def test_another_search_and_back_is_at_the_place_that_was_left(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=的")
    expect(page.locator(".hits li")).to_have_count(20)
    page.evaluate("scrollTo(0, 900)")
    page.locator(".pages a", has_text="下一页").focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("第 21–")
    expect(page.locator(".hits a").first).to_be_focused()
    page.go_back()
    expect(said(page)).to_contain_text("第 1–20 篇")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") > 800


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("index.html", ".issue li a"),
        ("issues/llrb/2024-03-07/index.html", ".entries h3 a >> nth=3"),
        ("dates/2024/index.html", ".heat a"),
        ("people/index.html", ".names a >> nth=9"),
        ("counties/141100/index.html", ".entries h3 a >> nth=5"),
        (ARTICLE, ".card dd a"),
    ],
)
def test_whoever_comes_back_to_a_list_has_the_focus_on_the_link_by_which_they_left(
    home: str, page: Page, address: str, link: str
) -> None:
    page.goto(f"{home}/{address}")
    left = page.locator(link).first
    left.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(address))
    page.go_back()
    expect(left).to_be_focused()
    page.reload()
    expect(page.locator("[data-theme]")).to_be_attached()
    expect(left).not_to_be_focused()


def test_an_address_names_a_hit(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=小额信贷#allrb-2024-03-07-00-02")
    expect(page.get_by_role("link", name=TITLE)).to_be_focused()


def test_filters_are_set_seen_and_taken_away_one_by_one_and_all_at_once(home: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{home}/search/index.html?q=金融&county=兴县&from=2024-01-01")
    expect(said(page)).to_contain_text("没有找到")
    chips = page.locator(".chips a")
    expect(chips).to_have_text(["日期：2024年1月1日起", "地区：兴县", "全部清除"])
    page.get_by_role("combobox", name="检索全文").focus()
    tab_to(page, page.get_by_role("link", name="去掉 地区：兴县"), 6)
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("找到")
    assert "county" not in page.url
    expect(chips).to_have_text(["日期：2024年1月1日起", "全部清除"])
    expect(page.get_by_role("link", name="全部清除")).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(said(page)).to_be_focused()
    assert page.url.endswith("?q=%E9%87%91%E8%9E%8D")


def test_a_filter_by_which_nothing_was_found_is_called_by_its_name(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=金融&county=141123&paper=zzxb&kind=photo&to=2020-01-31")
    chips = ["日期：2020年1月31日止", "报纸：〔长子县报〕", "地区：兴县", "类型：图片", "全部清除"]
    expect(page.locator(".chips a")).to_have_text(chips)


def test_a_reader_goes_to_the_filters_and_keeps_the_place_among_them(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展")
    expect(said(page)).to_have_text(re.compile("^找到"))
    before = said(page).inner_text()
    page.get_by_role("combobox", name="检索全文").focus()
    tab_to(page, page.get_by_role("link", name="跳到筛选"), 1, back=True)
    page.keyboard.press("Enter")
    expect(page.locator("[name=from]")).to_be_focused()
    county = page.locator(".facets").get_by_role("link", name="长子县", exact=True)
    tab_to(page, county, 40)
    page.keyboard.press("Enter")
    expect(said(page)).not_to_have_text(before)
    expect(county).to_be_focused()
    expect(county).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(before)


def test_a_reader_finds_a_day_in_the_calendar(home: str, page: Page) -> None:
    page.goto(f"{home}/index.html")
    tab_to(page, page.get_by_role("navigation", name="主导航").get_by_role("link", name="日期"), 5)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("按日期")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("row", name="2024年").get_by_role("link", name="2024年"), 12)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2024年")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".month td a"), 10)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("2024年3月7日")


def test_a_reader_finds_a_place_on_the_map(home: str, page: Page) -> None:
    page.goto(f"{home}/counties/index.html")
    place = page.locator(".map a").first
    name = place.evaluate("each => (each.getAttribute('aria-label') || each.textContent).trim()")
    tab_to(page, place, 20)
    assert place.locator("rect, path").first.evaluate("each => getComputedStyle(each).strokeWidth") == "2px"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("h1").inner_text()[:2] in name


def test_a_reader_chooses_the_look(home: str, page: Page) -> None:
    page.goto(f"{home}/{ARTICLE}")
    button = page.get_by_role("button", name="外观")
    expect(button).to_be_visible()
    tab_to(page, button, 10)
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    for look in ("浅色", "米黄", "深色", "自动"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name=look)).to_be_checked()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_reader_of_a_bundle_searches_reads_and_comes_back_to_the_hit(reader: str, page: Page) -> None:
    page.goto(reader)
    expect(page.locator(".extent")).to_be_visible()
    tab_to(page, page.get_by_role("combobox", name="检索全文"), 10)
    page.keyboard.type("小额信贷")
    page.keyboard.press("Enter")
    hit = page.get_by_role("link", name=TITLE)
    expect(hit).to_be_visible()
    page.get_by_role("combobox", name="检索全文").focus()
    tab_to(page, hit, 4)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLE)
    page.go_back()
    expect(hit).to_be_focused()


HEARD = """
window.heard = [];
document.addEventListener("DOMContentLoaded", () => new MutationObserver(changes => {
  for (const { target } of changes) {
    const region = (target.nodeType === 1 ? target : target.parentElement).closest("[role=status]");
    if (region && !region.closest("[aria-busy=true]") && region.textContent) heard.push(region.textContent.trim());
  }
}).observe(document, { subtree: true, childList: true, characterData: true }));
"""


def test_who_does_not_see_hears_how_much_was_found_and_every_change(home: str, page: Page) -> None:
    page.add_init_script(HEARD)
    page.goto(f"{home}/search/index.html?q=发展")
    expect(said(page)).to_have_text(re.compile("^找到"))
    heard = "[...new Set(window.heard)]"
    expect(page.locator(".outcome")).not_to_have_attribute("aria-busy", "true")
    page.locator(".facets").get_by_role("link", name="长子县", exact=True).click()
    expect(said(page)).to_have_text("找到 2 篇")
    page.get_by_role("link", name="去掉 地区：长子县").click()
    expect(said(page)).not_to_have_text("找到 2 篇")
    page.get_by_role("combobox", name="检索全文").fill("火星殖民地")
    expect(said(page)).to_contain_text("没有找到")
    spoken = page.evaluate(heard)
    assert len(spoken) >= 3, spoken
    assert spoken[0].startswith("找到")
    assert "找到 2 篇" in spoken
    assert spoken[-1].startswith("没有找到")
    expect(page.locator("h1")).to_have_text("检索：火星殖民地")
