"""What is measured of every kind of page as Chromium draws it: where headlines break, how large targets are, large
letters, colours that a system chooses, paper."""

import io
import json

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from generator.language.words import words
from tests.conftest import Sample, served
from tests.site.kinds import ARTICLE, EVERY_KIND, LINES, OfAProject

pytestmark = pytest.mark.browser

ISSUES = ["issues/llrb/2024-03-07/index.html", "issues/llrb/2025-09-23/index.html", "issues/zzxb/2022-04-16/index.html"]
BEGINS_NO_LINE = "：，。、；？！）》」』】〕”’…·%％"
TEXTS = "h1, h2, h3, p, ul, ol, li, dt, dd, td, th, summary, label, caption"
SMALLEST = 24  # px: WCAG 2.2, 2.5.8
PHONE = 44  # px: 2.5.5

TARGETS = """least => {
  const seen = element => element.checkVisibility() && !element.closest(".skip");
  const lonely = link => { // one in a sentence may be as high as its line
    const beside = link.closest("p, small, li, td, dd")?.cloneNode(true);
    beside?.querySelectorAll("a").forEach(each => each.remove());
    return !link.closest("p, .written") || !/[\\u4e00-\\u9fff]{4}/.test(beside?.textContent ?? "");
  };
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter(seen)
    .filter(target => target.localName !== "a" || lonely(target))
    .filter(target => !target.closest("svg")) // bars and tiles: the dates' fields and the list of places do the same
    .map(target => [target, target.getBoundingClientRect()])
    .filter(([, { width, height }]) => width && (width < least[0] || height < least[1]))
    .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 90)} ${width.toFixed(1)}x${height.toFixed(1)}`);
}"""


@pytest.fixture(scope="module")
def home(shipped: Sample) -> str:
    return (shipped.root / "site").as_uri()


def shown(page: Page, home: str, address: str) -> None:
    page.goto(f"{home}/{address}")
    if "?q=" in address:
        expect(page.locator(".hits li").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nine_of_ten_lines_of_headlines_end_with_a_word(home: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    right, wrong = 0, []
    for address in ISSUES:
        page.goto(f"{home}/{address}")
        for text, ends in page.evaluate(f"() => {{ {LINES} return lines('main :is(h1, h2, h3), .entries li a'); }}"):
            bounds, at = set(), 0
            for word in words(text):
                bounds.add(at := at + len(word))
            right += len(bounds.intersection(ends))
            wrong += [f"{text[:end]}/{text[end:]}" for end in ends if end not in bounds]
    assert right > (15 if width == 390 else 5)
    assert len(wrong) <= (right + len(wrong)) / 10, wrong


def test_words_are_found_and_copied_over_the_places_where_a_line_may_end(home: str, page: Page) -> None:
    page.goto(f"{home}/{ARTICLE}")
    assert page.evaluate("find('我市抓实小额信贷')")
    expect(page.locator("h1")).to_have_text("我市抓实小额信贷　助力乡村振兴")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    assert page.evaluate("String(getSelection())").strip() == "我市抓实小额信贷　助力乡村振兴"
    page.goto("about:blank")
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto(f"{home}/issues/zzxb/2022-04-16/index.html#:~:text=我县召开疫情防控交通卡口")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 200


@pytest.mark.parametrize(("width", "least"), [(1280, (SMALLEST, SMALLEST)), (390, (SMALLEST, PHONE))])
def test_every_target_is_large_enough(home: str, page: Page, width: int, least: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    small = {}
    for address in EVERY_KIND:
        shown(page, home, address)
        if found := page.evaluate(TARGETS, list(least)):
            small[address] = found
    assert small == {}


def test_no_line_begins_with_a_mark_however_large_the_letters(home: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    found: dict[str, list[str]] = {}
    for address in EVERY_KIND:
        shown(page, home, address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        script = f"() => {{ {LINES} return lines(':is({TEXTS}):not(:has({TEXTS}), .lines *)'); }}"
        for text, ends in page.evaluate(script):
            if wrong := [
                f"{text[max(0, end - 12) : end]}/{text[end : end + 3]}" for end in ends if text[end] in BEGINS_NO_LINE
            ]:
                found.setdefault(address, []).extend(wrong)
    assert found == {}


def test_in_colours_of_the_system_everything_that_shades_say_is_said_otherwise(home: str, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    style = "(element, name) => getComputedStyle(element)[name]"
    page.goto(f"{home}/dates/2024/index.html")
    day = page.locator(".month td a")
    assert day.evaluate(style, "borderTopStyle") == "solid"
    current = page.locator(".masthead nav [aria-current]")
    assert current.evaluate(style, "outlineStyle") == "solid"
    page.goto(f"{home}/search/index.html?q=发展&county=140428")
    bar = page.locator(".chart .bar, .chips a").first
    expect(bar).to_be_visible()
    text = page.locator("body").evaluate(style, "color")
    page.goto(f"{home}/search/index.html?q=发展")
    expect(page.locator(".chart .bar").first).to_be_visible()
    assert page.locator(".chart .bar").first.evaluate(style, "fill") == text
    assert page.locator(".hits mark").first.evaluate(style, "backgroundColor") != page.locator("body").evaluate(
        style, "backgroundColor"
    )
    context.close()


def test_nothing_moves_by_itself(home: str, page: Page) -> None:
    """So nobody has to ask for less motion."""
    page.emulate_media(reduced_motion="no-preference")
    for address in ("index.html", ARTICLE, "search/index.html?q=发展"):
        shown(page, home, address)
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        moving = """[...document.querySelectorAll('*')].map(each => getComputedStyle(each))
            .filter(each => each.transitionDuration !== '0s' || each.animationName !== 'none').length"""
        assert page.evaluate(moving) == 0


def test_results_are_printed_with_what_was_asked(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&county=140428")
    expect(page.locator(".hits li")).to_have_count(2)
    page.emulate_media(media="print")
    for shown in ("检索：发展", "找到 2 篇", "地区：长子县"):
        expect(page.get_by_text(shown, exact=True)).to_be_visible()
    filters, first = (page.locator(place).first.bounding_box() for place in (".chips", ".hits h2"))
    assert filters
    assert first
    assert filters["y"] < first["y"]
    for hidden in ("#query", ".help", ".narrow", ".tools", ".chart", ".masthead nav", ".chips .all"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert len(page.pdf()) > 10_000


def test_a_thin_year_is_as_short_as_it_is_thin(home: str, page: Page) -> None:
    for width, most in ((1280, 1200), (390, 1500)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{home}/dates/2024/index.html")
        expect(page.locator(".month")).to_have_count(1)
        expect(page.locator(".calendar .none")).to_have_text(["1—2月没有报纸", "4—12月没有报纸"])
        assert page.evaluate("document.documentElement.scrollHeight") < most


def test_the_days_of_any_year_stand_in_columns_of_one_width(home: str, page: Page) -> None:
    page.goto(f"{home}/dates/on/index.html")
    widths = page.locator(".days tr:first-child td").evaluate_all(
        "all => all.map(each => Math.round(each.offsetWidth))"
    )
    assert len(widths) == 31
    assert max(widths) - min(widths) <= 1


@pytest.mark.parametrize("address", ["index.html", "issues/index.html", "dates/on/index.html"])
def test_months_and_days_of_all_years_fit_a_phone(home: str, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{home}/{address}")
    table = page.locator(".heat").first
    assert table.evaluate("each => each.closest('.wide').scrollWidth <= each.closest('.wide').clientWidth")
    assert (
        min(table.locator("td a").evaluate_all("all => all.map(each => each.getBoundingClientRect().width)"))
        >= SMALLEST
    )
    assert table.evaluate(
        "each => [...each.querySelectorAll('th, td a')].every(e => e.scrollWidth <= e.clientWidth + 1)"
    )


@pytest.mark.parametrize("asked", ["none.html", "issues/llrb/1900-01-01/00-01.html"])
def test_the_page_of_an_error_is_styled_and_leads_on_below_a_folder_of_a_host(
    shipped: Sample, page: Page, asked: str
) -> None:
    with served(shipped.root, OfAProject) as address:
        answer = page.goto(f"{address}/site/{asked}")
        assert answer
        assert answer.status == 404
        expect(page.locator("body")).to_have_css("background-color", "rgb(251, 248, 241)")
        expect(page.get_by_role("button", name="外观")).to_be_visible()
        page.get_by_role("link", name="回到首页").click()
        expect(page).to_have_url(f"{address}/site/index.html")


def test_headlines_of_hits_break_between_words(home: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    shown(page, home, "search/index.html?q=的&sort=date")
    titles = page.locator(".hits h2 a").evaluate_all(
        "all => all.map(each => [each.textContent, each.querySelectorAll('wbr').length])"
    )
    assert sum(count for _, count in titles) > 60
    found = page.evaluate(f"() => {{ {LINES} return lines('.hits h2'); }}")
    cut = [text[end - 1 : end + 1] for text, ends in found for end in ends]
    assert len(cut) >= 3
    assert not {"疫情", "防控", "通告", "建设", "发展", "工作", "会议"}.intersection(cut)


def test_on_a_phone_a_table_scrolls_bars_stand_in_a_row_and_a_caption_at_its_picture(
    sample: Sample, page: Page
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 200)).save(picture, "JPEG")
    sample.write("seeds/images/a.jpg", picture.getvalue())
    table = "城市\t优良天数\t细颗粒物\t首要污染物\t同比\n太原\t21\t34\t细颗粒物与臭氧\t−3.1"
    of = {"paper": "xxb", "title": "空气质量", "county": "兴县", "authors": [{"name": "王一"}]}
    rows = [of | {"date": f"2024-0{n}-08", "body": f"第{n}篇。\n\n{table}"} for n in range(1, 5)]
    rows[0]["images"] = [{"file": "images/a.jpg", "caption": "城里的天"}]
    sample.write("seeds/articles/all.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    assert sample.run("build").exit_code == 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((sample.root / "site/issues/xxb/2024-01-08/00-01.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    lines = (
        "cell => { const r = document.createRange(); r.selectNodeContents(cell); return r.getClientRects().length; }"
    )
    assert page.locator("td", has_text="太原").evaluate("cell => cell.clientWidth") > 60
    assert [page.locator("td", has_text=text).evaluate(lines) for text in ("太原", "−3.1")] == [1, 1]
    picture_box, caption = page.locator(".text figure img").bounding_box(), page.locator(".caption").bounding_box()
    assert picture_box and caption
    assert 0 <= caption["y"] - picture_box["y"] - picture_box["height"] <= 12
    page.set_viewport_size({"width": 390, "height": 180})
    low = page.locator(".text figure img").bounding_box()
    assert low and low["height"] <= 0.92 * 180 + 1, "what is taller than the window is seen whole"
    assert abs(low["width"] / low["height"] - 1.5) < 0.02
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((sample.root / "site/counties/141123/index.html").as_uri())
    tops = page.evaluate("[...document.querySelectorAll('.timeline li')].map(li => li.getBoundingClientRect().top)")
    assert len(tops) == 12 and len(set(tops)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_leads_nowhere_on_paper_is_not_printed(home: str, page: Page) -> None:
    shown(page, home, "search/index.html?q=发展")
    expect(page.locator(".outcome > .views")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".outcome > .views")).to_be_hidden()
    expect(page.locator(".hits li").first).to_be_visible()
