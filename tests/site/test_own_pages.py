"""Pages of one's own hold what users of Material write, in the archive's own look."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ARTICLES, ISSUES, REPOSITORY, Sample, begun, validate, violations

WRITTEN = REPOSITORY / "tests/site/own_page.md"
HALL = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>'


def write(archive: Sample) -> None:
    archive.write("site_src/notes/own.md", WRITTEN.read_bytes())
    archive.write("site_src/assets/hall.svg", HALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    archive = begun(tmp_path_factory.mktemp("written"), ISSUES)
    archive.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    write(archive)
    result = archive.run("build", "--strict")
    assert (result.exit_code, archive.run("check").output) == (0, "All well.\n"), result.output
    return archive


@pytest.fixture(scope="module")
def address(built: Sample) -> str:
    return (built.root / "site/notes/own.html").as_uri()


def test_a_page_of_ones_own_loads_two_style_sheets_and_nothing_of_material(built: Sample) -> None:
    html = built.read("site/notes/own.html")
    assert html.count('rel="stylesheet"') == 2
    assert not list((built.root / "site").rglob("*main.*.min.css"))
    assert sum(len((built.root / f"site/assets/{name}.css").read_bytes()) for name in ("archive", "prose")) < 50_000


@pytest.mark.browser
def test_tabs_turn_without_a_script_by_mouse_and_by_keyboard(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("打开网站")).to_be_visible()
    expect(page.get_by_text("到二楼来")).to_be_hidden()
    page.get_by_text("阅览室", exact=True).click()
    expect(page.get_by_text("到二楼来")).to_be_visible()
    expect(page.get_by_text("打开网站")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("写信给我们")).to_be_visible()
    context.close()


@pytest.mark.browser
def test_what_is_folded_opens_and_all_of_it_is_on_paper(address: str, page: Page) -> None:
    page.goto(address)
    folded = page.get_by_text("点开才看得见")
    expect(folded).to_be_hidden()
    page.get_by_text("怎样引用").click()
    expect(folded).to_be_visible()
    page.emulate_media(media="print")
    for text in ("打开网站", "到二楼来", "写信给我们", "已经打开的"):
        expect(page.get_by_text(text)).to_be_visible()


@pytest.mark.browser
def test_a_box_of_a_task_list_says_whether_it_is_done(address: str, page: Page) -> None:
    page.goto(address)
    names = [box.get_attribute("aria-label") for box in page.get_by_role("checkbox").all()]
    assert names == ["已完成", "未完成", "已完成", "未完成"]
    assert all(box.is_disabled() for box in page.get_by_role("checkbox").all())


@pytest.mark.browser
def test_columns_are_aligned_and_pictures_are_as_wide_as_the_page_says(address: str, page: Page) -> None:
    page.goto(address)
    assert page.get_by_role("cell", name="1,204").evaluate("e => getComputedStyle(e).textAlign").endswith("right")
    pictures = page.get_by_role("img", name="馆舍")
    assert [pictures.nth(n).evaluate("e => e.clientWidth") for n in (0, 1)] == [240, 300]
    assert pictures.first.evaluate("e => getComputedStyle(e).float") == "right"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_torn_or_runs_through_another(address: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    number = page.get_by_role("cell", name="1,096,304")
    height = "e => e.getBoundingClientRect().height"
    assert number.evaluate(height) < 1.5 * page.get_by_role("cell", name="1,204").evaluate(height), "in one line"
    box = "e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right, e.getBoundingClientRect().top]"
    beside, floating = (
        page.locator(".admonition", has_text=text).last.evaluate(box) for text in ("这个框在浮动框", "右边的框，")
    )
    assert beside[1] <= floating[0] or beside[2] > floating[2], "beside it, or below it"
    picture, text = page.get_by_role("img", name="馆舍").first, page.get_by_text("右边是馆舍")
    assert picture.evaluate("e => getComputedStyle(e).float") == ("right" if width > 480 else "none")
    assert text.evaluate("e => e.clientWidth") > 15 * 17
    assert page.locator(".highlighttable td").first.evaluate("e => getComputedStyle(e).borderBottomWidth") == "0px"
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_and_the_page_fits(
    address: str, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_text("怎样引用").click()
    for tab in ("网上", "阅览室"):
        page.get_by_text(tab, exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    context.close()


def test_such_a_page_is_valid_html_but_for_how_markdown_writes_tags(built: Sample) -> None:
    _, said = validate(built.root / "site/notes/own.html")
    rules = {line.split()[-1] for line in said.splitlines() if "  error  " in line}
    # checked="checked", align, <br/>, code with numbers of lines
    assert rules == {"attribute-boolean-style", "no-deprecated-attr", "void-style", "prefer-tbody"}
