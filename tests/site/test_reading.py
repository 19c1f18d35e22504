"""The site as a reader meets it, in Chromium. Each test is a sentence about the archive that ships."""

import gzip
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import SHIPPED, Sample, served, validate, violations
from tests.site.kinds import ARTICLE, EVERY_KIND

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(shipped: Sample) -> str:
    return (shipped.root / "site").as_uri()


LEFT = """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await indexedDB.databases()).length, innerWidth, matchMedia("(prefers-color-scheme: dark)").matches]"""
LEAVES = """async () => { localStorage.a = sessionStorage.a = 1; await caches.open("a");
  await new Promise(done => indexedDB.open("a").onsuccess = done) }"""


@pytest.mark.parametrize("visit", [1, 2])
def test_a_visit_finds_nothing_of_the_one_before(home: str, visits: Page, visit: int) -> None:
    """Or the tests below would not be by themselves."""
    visits.goto(f"{home}/about.html")
    assert visits.evaluate(LEFT) == [0, 0, 0, 0, 1280, False], visit
    visits.emulate_media(color_scheme="dark")
    visits.set_viewport_size({"width": 390, "height": 800})
    visits.evaluate(LEAVES)
    assert visits.evaluate(LEFT) == [1, 1, 1, 1, 390, True]


@pytest.mark.parametrize("address", EVERY_KIND)
def test_no_page_is_wider_than_the_window(home: str, visits: Page, address: str) -> None:
    for width, letters in ((320, "100%"), (390, "200%"), (1280, "100%")):
        visits.set_viewport_size({"width": width, "height": 800})
        visits.goto(f"{home}/{address}")
        visits.evaluate("letters => document.documentElement.style.fontSize = letters", letters)
        assert visits.evaluate("document.documentElement.scrollWidth") <= width


SCHEMES: dict[Literal["light", "dark"], int] = {"light": 1280, "dark": 390}


@pytest.mark.parametrize("address", EVERY_KIND)
def test_axe_finds_nothing_to_complain_of(home: str, visits: Page, address: str) -> None:
    for scheme, width in SCHEMES.items():
        visits.emulate_media(color_scheme=scheme)
        visits.set_viewport_size({"width": width, "height": 900})
        visits.goto(f"{home}/{address}")
        if "?q=" in address:
            expect(visits.locator(".hits li").first).to_be_visible()
        assert violations(visits) == []


def test_every_page_is_valid_html(shipped: Sample, tmp_path: Path) -> None:
    assert validate(shipped.root / "site/**/*.html") == (0, "")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/wrong.html").write_text("<p><div>x</p>", encoding="utf-8")
    status, said = validate(tmp_path / "**/*.html")
    assert status == 1
    assert "close-order" in said


@pytest.mark.parametrize("address", [a for a in EVERY_KIND if "search" not in a])
def test_no_page_but_search_loads_more_than_60_kB_of_scripts_and_styles(shipped: Sample, address: str) -> None:
    page = shipped.root / "site" / address
    html = page.read_text(encoding="utf-8")
    loaded = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"', html)
    sizes = [len(gzip.compress((page.parent / "".join(name)).read_bytes())) for name in loaded]
    assert len(sizes) > 1
    assert sum(sizes) <= 60_000


@pytest.mark.parametrize("address", EVERY_KIND)
def test_every_page_has_a_title_one_heading_landmarks_and_a_way_to_skip(home: str, visits: Page, address: str) -> None:
    visits.goto(f"{home}/{address}")
    assert visits.title().endswith("报藏")
    assert visits.locator("html").get_attribute("lang") == "zh-CN"
    for landmark in ("h1", "main", "header.masthead", "footer"):
        expect(visits.locator(landmark)).to_have_count(1)
    visits.evaluate("document.activeElement.blur()")
    visits.keyboard.press("Tab")
    first = "a.skip" if "search" not in address else ":focus"
    expect(visits.locator(first).first).to_be_focused()


@pytest.mark.parametrize("address", [a for a in EVERY_KIND if not a.startswith(("search", "saved"))])
def test_without_scripts_every_page_but_search_and_saved_reads_and_links_as_well(
    home: str, browser: Browser, address: str
) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        tab = context.new_page()
        tab.goto(f"{home}/{address}")
        links = tab.locator("main a[href]:not(.on *)").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        texts.append((tab.locator("main h1, main p:visible").all_inner_texts(), links))
        context.close()
    with_scripts, without = texts
    assert without[1] == with_scripts[1]
    assert [t for t in without[0] if t.strip()] == [t for t in with_scripts[0] if t.strip() and "复制" not in t]


def test_without_scripts_the_front_page_leads_to_this_day_of_other_years(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{home}/index.html")
    tab.get_by_role("link", name="当年今日").click()
    expect(tab.locator("h1")).to_have_text("当年今日")
    context.close()


def test_without_scripts_the_search_page_says_what_to_use_instead(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{home}/search/index.html")
    expect(tab.get_by_role("link", name="按日期")).to_be_visible()
    expect(tab.locator("main form")).not_to_be_visible()
    tab.get_by_role("link", name="按地区").click()
    expect(tab.locator("h1")).to_have_text("按地区")
    context.close()


def test_an_article_shows_where_it_comes_from_and_how_that_is_known(home: str, page: Page) -> None:
    page.goto(f"{home}/{ARTICLE}")
    expect(page.locator("h1")).to_have_text("我市抓实小额信贷　助力乡村振兴")
    card = page.locator("aside.card")
    for text in (
        "〔吕梁日报〕",
        "2024年3月7日　星期四",
        "推定：新华社北京3月6日电；3月6日召开全市财政工作会议",
        "版次未详",
        "据报纸所在地",
        "刘丽霞（记者）",
        "llrb-2024-03-07-00-02",
        "版次未详，第123–241行",
        "已经人工校读。",
        "刘丽霞. 我市抓实小额信贷　助力乡村振兴[N]. [吕梁日报]，[2024-03-07].",
    ):
        expect(card).to_contain_text(text)


def test_a_lost_character_and_a_made_up_title_are_explained(home: str, page: Page) -> None:
    page.goto(f"{home}/issues/llrb/2024-03-07/00-08.html")
    expect(page.locator(".text")).to_contain_text("要把这个路子〔□〕出来")
    expect(page.locator(".card")).to_contain_text("〔□〕处原文缺字，照录待补。")
    expect(page.locator(".card")).to_contain_text("上接第1版。")
    page.goto(f"{home}/issues/llrb/2024-03-07/00-04.html")
    expect(page.locator(".card")).to_contain_text("原页未见标题，题名取自正文开头。")


def test_a_reader_goes_from_the_front_page_by_date_and_by_county_to_an_article(home: str, page: Page) -> None:
    page.goto(f"{home}/index.html")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="日期").click()
    page.get_by_role("link", name="〔长子县报〕").click()
    page.get_by_role("link", name="4月16日").click()
    page.get_by_role("link", name="石哲镇闲置凋敝宅基地整治项目正式启动").click()
    page.get_by_role("link", name="长子县", exact=True).click()
    expect(page.locator("h1")).to_have_text("长子县")
    expect(page.locator("h3")).to_have_count(8)


def test_an_article_of_an_issue_is_not_torn_by_columns_on_a_screen_or_on_paper(home: str, page: Page) -> None:
    page.goto(f"{home}/issues/zzxb/2022-04-16/index.html")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        lefts = page.eval_on_selector_all(".entry", "all => all.map(e => [...e.getClientRects()].map(r => r.left))")
        assert len(lefts) == 9 and {len(pieces) for pieces in lefts} == {1}
        assert len({left for (left,) in lefts}) > 1, "there are columns"


def test_sub_headings_are_headings_that_a_link_can_lead_to(home: str, page: Page) -> None:
    page.goto(f"{home}/issues/llrb/2020-09-27/00-01.html#s2")
    headings = page.get_by_role("heading", level=2).and_(page.locator(".text h2"))
    expect(headings).to_have_text(["金融扶贫遍地开花", "精准确定支持方向", "创新金融扶贫产品"])
    expect(page.locator(":target")).to_have_text("精准确定支持方向")
    page.goto(f"{home}/issues/zzxb/2022-04-16/00-06.html")
    expect(page.locator(".text h2")).to_have_count(0)


def test_the_front_page_shows_what_stood_in_the_papers_on_this_day(home: str, page: Page) -> None:
    page.clock.set_fixed_time("2026-03-07T12:00:00")
    page.goto(f"{home}/index.html")
    box = page.locator(".on")
    box.scroll_into_view_if_needed()
    expect(box.locator("h2")).to_have_text("当年今日　3月7日")
    expect(box.locator("ul ul li")).to_have_count(3)
    box.get_by_role("link", name="2024年　〔吕梁日报〕").click()
    expect(page.locator("h1")).to_contain_text("2024年3月7日")


def test_a_day_without_papers_shows_those_of_the_last_day_before(home: str, page: Page) -> None:
    page.clock.set_fixed_time("2026-01-02T12:00:00")
    page.goto(f"{home}/index.html")
    page.locator(".on").scroll_into_view_if_needed()
    expect(page.locator(".on h2")).to_have_text("往年近日　11月9日")
    page.locator(".on h2 a").click()
    expect(page.locator("h1")).to_have_text("11月9日")


def test_a_reader_finds_an_issue_in_the_calendar(home: str, page: Page) -> None:
    page.goto(f"{home}/issues/index.html")
    page.get_by_role("row", name="2024年").get_by_role("link", name="2024年").click()
    expect(page.locator(".month td a")).to_have_text(["7 8"])
    page.locator(".month td a").click()
    expect(page.locator("h1")).to_contain_text("2024年3月7日")


def test_a_reader_compares_an_article_with_the_lines_it_was_made_of(home: str, page: Page) -> None:
    page.goto(f"{home}/{ARTICLE}")
    page.get_by_role("link", name="第123–241行").click()
    section = page.locator("section:target")
    expect(section.locator("h2")).to_have_text("我市抓实小额信贷　助力乡村振兴")
    lines = section.locator("li").all_inner_texts()
    assert len(lines) > 50
    source = (SHIPPED / "seeds/pages/003_f29a86dd7812ed2b.txt").read_text(encoding="utf-8").split("\n")
    assert [" ".join(line.split()) for line in source[122:241] if line.strip()] == [" ".join(x.split()) for x in lines]


def test_a_reader_goes_from_an_article_to_all_others_of_its_author(home: str, page: Page) -> None:
    page.goto(f"{home}/{ARTICLE}")
    page.locator(".card").get_by_role("link", name="刘丽霞").click()
    expect(page.locator("h1")).to_have_text("刘丽霞")
    expect(page.locator("main ul li a")).to_have_count(4)
    expect(page.locator("main")).to_contain_text("同名者未作区分。")


def test_no_article_carries_more_than_4400_bytes_beside_its_text(shipped: Sample) -> None:
    """Of which 300 say to search engines and to those who are sent a link what it is, and 60 name a style sheet."""
    pages = sorted((shipped.root / "site").glob("issues/*/*/[0-9]*.html"))
    beside = {page: re.sub(rb'(?s)<div class="text .*</div>', b"", page.read_bytes()) for page in pages}
    assert len(beside) == 41
    assert {page.name: len(rest) for page, rest in beside.items() if len(rest) > 4400} == {}


def test_light_and_dark_can_be_chosen_and_stay_chosen(home: str, page: Page) -> None:
    page.goto(f"{home}/index.html")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="外观").click()
    page.get_by_role("radio", name="深色").check()
    dark = page.evaluate(background)
    assert dark != light
    page.goto(f"{home}/{ARTICLE}")
    assert page.evaluate(background) == dark


@pytest.mark.parametrize("address", ["index.html", ARTICLE])
def test_the_field_of_every_page_suggests_words_and_leads_to_the_search(home: str, page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("?")[0]))
    page.goto(f"{home}/{address}")
    field = page.get_by_role("combobox", name="检索全文")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert {"suggest.js", "data.js"}.isdisjoint(asked)
    field.press_sequentially("jinr")
    expect(page.get_by_role("option").first).to_contain_text("金融")
    assert {"suggest.js", "data.js"} <= set(asked)
    field.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    expect(page.locator(".hits mark").first).to_have_text("金融")


def test_suggestions_can_be_left_and_work_under_a_sub_path(shipped: Sample, page: Page) -> None:
    with served(shipped.root) as address:
        page.goto(f"{address}/site/{ARTICLE}")
        field = page.get_by_role("combobox", name="检索全文")
        field.press_sequentially("zhangzi")
        expect(page.get_by_role("listbox", name="可选的词")).to_be_visible()
        assert violations(page) == []
        field.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(field).to_have_value("zhangzi")
        field.press("Enter")
        page.wait_for_url(f"{address}/site/search/index.html?q=zhangzi")


def test_the_list_of_suggestions_lies_inside_the_window_of_a_phone(home: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{home}/{ARTICLE}")
    page.get_by_role("combobox", name="检索全文").press_sequentially("f")
    expect(page.get_by_role("option").first).to_be_visible()
    box = page.get_by_role("listbox").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
