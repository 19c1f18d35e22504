"""A printed page as a reader uses it, from a disk: by mouse, by keys, by touch, from an article and back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Sample, until, violations
from tests.site.printed_pages import NAMES, close, printed_issue

pytestmark = pytest.mark.browser

READY = "!!document.querySelector('.sheet[data-ready]')"
WIDTH = "document.querySelector('.leaf').offsetWidth"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    made: Sample = printed_issue(tmp_path_factory.mktemp("printed"), pages=2)
    close(made)
    assert made.run("build").exit_code == 0
    return (made.root / "site/issues/xxb/2024-03-07").as_uri()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    until(page, READY)


def test_from_the_article_to_its_place_on_the_page_and_back(home: str, page: Page) -> None:
    page.goto(f"{home}/01-02.html")
    page.locator(".clip a").click()
    until(page, READY)
    expect(page.locator("h1")).to_have_text("第1版")
    expect(page.locator("svg a.on title")).to_have_text(NAMES[0][1])
    page.locator("svg a.on").click()
    expect(page.locator("h1")).to_have_text(NAMES[0][1])


def test_the_list_and_the_regions_point_at_each_other(home: str, page: Page) -> None:
    opened(page, f"{home}/page-1.html")
    page.locator(".contents a").first.hover()
    expect(page.locator("svg a.on")).to_have_attribute("id", "r01-01")
    page.locator("#r01-02").hover()
    expect(page.locator(".contents a.on")).to_have_text(NAMES[0][1])
    page.locator("#r01-02").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(NAMES[0][1])


def test_it_is_made_larger_and_moved_by_mouse_and_by_keys(home: str, page: Page) -> None:
    opened(page, f"{home}/page-1.html")
    first = page.evaluate(WIDTH)
    page.get_by_role("button", name="放大").click()
    assert page.evaluate(WIDTH) == pytest.approx(1.4 * first, rel=0.02)
    page.locator(".glass").focus()
    page.keyboard.press("+")
    assert page.evaluate(WIDTH) == pytest.approx(1.96 * first, rel=0.02)
    left = page.evaluate("document.querySelector('.glass').scrollLeft")
    box = page.locator(".glass").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + 200
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 120, middle[1], steps=4)
    page.mouse.up()
    assert page.evaluate("document.querySelector('.glass').scrollLeft") == pytest.approx(left + 120, abs=2)
    expect(page.locator("h1")).to_have_text("第1版")  # a hand that has moved the page opens no article
    page.keyboard.press("0")
    until(page, f"{WIDTH} < {first}")
    page.mouse.move(*middle)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    until(page, f"{WIDTH} > {0.8 * first}")


def test_keys_work_wherever_the_focus_is_but_where_one_writes(home: str, page: Page) -> None:
    opened(page, f"{home}/page-1.html")
    first = page.evaluate(WIDTH)
    page.locator(".contents a").first.focus()
    page.keyboard.press("+")
    assert page.evaluate(WIDTH) == pytest.approx(1.4 * first, rel=0.02)
    page.get_by_role("searchbox", name="在本版中查找").press("0")
    assert page.evaluate(WIDTH) == pytest.approx(1.4 * first, rel=0.02)


def test_who_comes_back_finds_the_page_as_it_was_left(home: str, page: Page) -> None:
    opened(page, f"{home}/page-1.html")
    page.keyboard.press("+")
    page.keyboard.press("+")
    width = page.evaluate(WIDTH)
    page.locator(".glass").evaluate("glass => { glass.scrollLeft = 80; glass.scrollTop = 60 }")
    for lead in ("#r01-02", ".contents a >> nth=1"):
        page.locator(lead).focus()
        left, top = page.locator(".glass").evaluate("glass => [glass.scrollLeft, glass.scrollTop]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/01-02.html")
        page.go_back()
        until(page, READY)
        assert page.evaluate(WIDTH) == width
        assert page.locator(".glass").evaluate("glass => [glass.scrollLeft, glass.scrollTop]") == [left, top]
        expect(page.locator(lead)).to_be_focused()


def test_what_a_search_has_found_is_outlined_where_it_is_printed(home: str, page: Page) -> None:
    page.goto(f"{home}/01-01.html#mark=小额信贷&hits=1:xxb/2024-03-07/01-01")
    link = page.locator(".clip a")
    expect(link).to_have_attribute("href", re.compile("&mark="))
    link.click()
    until(page, READY)
    assert page.locator("rect").count() == 22  # its headline, and each of 21 lines
    box, region = page.locator("rect").nth(1).bounding_box(), page.locator("#r01-01").bounding_box()
    assert box and region
    assert region["x"] <= box["x"] <= region["x"] + region["width"]


def test_words_are_looked_for_on_the_page_across_the_ends_of_lines(home: str, page: Page) -> None:
    opened(page, f"{home}/page-1.html")
    field = page.get_by_role("searchbox", name="在本版中查找")
    field.fill("重点，第2行小额")
    field.press("Enter")
    expect(page.locator(".tools [role=status]")).to_have_text("1处")
    assert page.locator("rect").count() == 2
    field.fill("机密线索")
    field.press("Enter")
    expect(page.locator(".tools [role=status]")).to_have_text("本版没有")


def test_what_is_closed_is_no_region_and_the_page_says_that_something_is_left_out(home: str, page: Page) -> None:
    opened(page, f"{home}/page-2.html")
    assert page.locator("svg a").count() == page.locator(".contents li").count() == 1
    expect(page.locator(".about")).to_contain_text("本版有内容不公开")


def test_on_a_phone_two_fingers_make_it_larger_and_nothing_is_wider_than_the_window(home: str, phone: Page) -> None:
    opened(phone, f"{home}/page-1.html")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    first = phone.evaluate(WIDTH)
    phone.locator(".glass").scroll_into_view_if_needed()
    phone.evaluate("""() => {
      const glass = document.querySelector(".glass");
      const { left, top } = glass.getBoundingClientRect();
      const touch = (identifier, x) => new Touch({ identifier, target: glass, clientX: left + x, clientY: top + 100 });
      for (const [name, apart] of [["touchstart", 40], ["touchmove", 60], ["touchmove", 80]]) {
        const touches = [touch(1, 150 - apart), touch(2, 150 + apart)];
        glass.dispatchEvent(new TouchEvent(name, { touches, cancelable: true, bubbles: true }));
      }
    }""")
    assert phone.evaluate(WIDTH) == pytest.approx(2 * first, rel=0.02)
    phone.locator("#r01-01").tap(position={"x": 20, "y": 30})
    expect(phone.locator("h1")).to_have_text(NAMES[0][0])


def test_pages_keep_to_the_rules_of_all_pages(home: str, page: Page) -> None:
    for name in ("page-1.html", "01-01.html"):
        page.goto(f"{home}/{name}")
        assert violations(page) == []


def test_without_scripts_it_is_a_picture_whose_regions_lead_to_the_texts(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{home}/page-1.html")
    plain.locator("#r01-02").click()
    expect(plain.locator("h1")).to_have_text(NAMES[0][1])
    context.close()
