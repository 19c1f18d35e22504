"""The page's picture at the desk: its lines as regions, picked by a click or a box; and pages that have none."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import begun, until
from tests.engines import engine, missing
from tests.printed import files
from tests.review.desks import ISSUE, READER, ask, serving

ROWS = [(60, 60 + 90 * n, 520, 96 + 90 * n) for n in range(7)]
TEXTS = [
    "我县春耕全面展开",
    "本报讯（记者 王一）三月的田野一片繁忙，",
    "农机手正在检修机具，各乡镇备足了种子。",
    "县医院新楼启用",
    "本报讯（记者 李二）县医院新楼昨日启用，",
    "门诊搬入新址，病床增加了二百张。",
    "新楼设有急救中心，救护车直达门口。",
]
LISTED = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - {paper: xxb, date: 2024-03-07, pages: [{file: pages/one.json, page: 1, image: pages/one.png}]}
"""
PICTURE = "/api/picture?paper=xxb&date=2024-03-07&file=pages/one.json.jsonl&width=600"
SHOWN = (
    "document.querySelector('#picture img').naturalWidth > 0 && document.querySelectorAll('#picture rect').length > 7"
)


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[review.Server]:
    made = begun(tmp_path_factory.mktemp("pictured") / "archive", LISTED)
    image = Image.new("L", (600, 720), "white")
    for row in ROWS:
        ImageDraw.Draw(image).rectangle(row, fill="black")
    (made.root / "seeds/pages").mkdir(exist_ok=True)
    image.save(made.root / "seeds/pages/one.png")
    lines = [
        {"quad": [[a, b], [c, b], [c, d], [a, d]], "text": text, "score": 1}
        for (a, b, c, d), text in zip(ROWS, TEXTS, strict=True)
    ]
    (made.root / "seeds/pages/one.json").write_bytes(files.json_of({"width": 600, "height": 720, "lines": lines}))
    assert made.run("segment").exit_code == 0
    with serving(made.root) as server:
        yield server


@pytest.fixture
def desk_with_picture(pictured: review.Server, page: Page) -> Page:
    page.add_init_script(READER)
    page.goto(f"{pictured.address}#/xxb/2024-03-07")
    until(page, SHOWN)
    return page


def middle(desk: Page, line: int) -> tuple[float, float]:
    box = desk.locator(f"#picture rect[data-line='{line}']").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_lines_stand_on_the_picture_where_they_are_printed(pictured: review.Server) -> None:
    status, found, _ = ask(pictured, PICTURE)
    assert (status, found["width"], found["height"]) == (200, 600, 720)
    assert [number for number, *_ in found["boxes"]] == [*range(1, 8)]
    assert found["boxes"][0][1:] == pytest.approx([60 / 600, 60 / 720, 520 / 600, 96 / 720], abs=0.01)


def test_nobody_else_gets_the_picture(pictured: review.Server) -> None:
    address = PICTURE.replace("/api/picture", "/picture.jpg")
    assert ask(pictured, address, headers={"X-Token": ""})[0] == 403
    cookie = {"X-Token": "", "Cookie": f"baocang-{pictured.server_port}={pictured.token}"}
    assert ask(pictured, ISSUE, headers=cookie)[0] == 403


def test_a_page_that_nothing_shows_has_no_picture(server: review.Server) -> None:
    status, why, _ = ask(server, "/api/picture?paper=xxb&date=2024-03-07&file=pages/one.txt")
    assert (status, why) == (404, "这一版没有图。")
    assert not any(sheet["picture"] for sheet in ask(server, ISSUE)[1]["sheets"])


def test_why_a_picture_is_not_drawn_is_said_in_chinese(pictured: review.Server) -> None:
    path = Path(pictured.root) / "seeds/pages/one.png"
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    try:
        status, why, _ = ask(pictured, PICTURE)
    finally:
        path.write_bytes(whole)
    assert status == 404
    assert why.startswith("版面图没有画出来：pages/one.png，")
    assert not any(word in why for word in (" is ", " the ", "Put"))


@pytest.mark.browser
def test_what_is_pointed_at_is_outlined_on_both_sides(desk_with_picture: Page) -> None:
    desk = desk_with_picture
    desk.mouse.move(*middle(desk, 4))
    expect(desk.locator(".line.pointed")).to_have_attribute("id", "line-4")
    desk.locator("#line-2").hover()
    expect(desk.locator("#picture rect.pointed")).to_have_attribute("data-line", "2")


@pytest.mark.browser
def test_a_click_picks_a_line_and_a_box_all_within(desk_with_picture: Page) -> None:
    desk = desk_with_picture
    desk.mouse.click(*middle(desk, 5))
    assert desk.evaluate("[lines.cursor, lines.picked]") == [5, [5]]
    expect(desk.locator("#picture rect.cursor")).to_have_attribute("data-line", "5")
    (x, y), (right, bottom) = middle(desk, 1), middle(desk, 2)
    desk.mouse.move(x - 40, y - 12)
    desk.mouse.down()
    desk.mouse.move(right + 40, bottom + 4, steps=3)
    desk.mouse.up()
    assert desk.evaluate("lines.picked") == [1, 2]
    desk.keyboard.press("n")
    expect(desk.locator("#status")).to_contain_text("2 行已归入")


@pytest.mark.browser
def test_keys_zoom_about_the_line_of_the_cursor(desk_with_picture: Page) -> None:
    """Wherever the picture was scrolled to."""
    desk = desk_with_picture
    for n in (0, desk.evaluate("lines.last")):
        desk.evaluate(f"lines.to({n}, 'only')")
        desk.keyboard.press("0")
        for _ in range(3):
            desk.keyboard.press("+")
        x, y = middle(desk, n)
        box = desk.locator("#picture .scroller").bounding_box()
        assert box and box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"]


@pytest.mark.browser
def test_the_picture_is_zoomed_and_put_away_by_keys(desk_with_picture: Page) -> None:
    desk = desk_with_picture
    desk.keyboard.press("+")
    expect(desk.locator("#picture .zoom")).to_have_text("150%")
    desk.keyboard.press("0")
    expect(desk.locator("#picture .zoom")).to_have_text("100%")
    desk.keyboard.press("v")
    expect(desk.locator("#picture")).to_be_hidden()
    desk.reload()
    expect(desk.locator(".piece.open")).to_be_visible()
    expect(desk.locator("#picture")).to_be_hidden()
    desk.get_by_role("button", name="版面图").click()
    until(desk, SHOWN)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_other_browsers_show_it_too(pictured: review.Server, tmp_path: Path, name: str) -> None:
    if missing(name):
        pytest.skip(f"{name} is not here")
    with engine(name, tmp_path) as browser:
        browser.size(1280, 860)
        browser.get(f"{pictured.address}#/xxb/2024-03-07")
        for _ in range(200):
            if browser.run(f"return {SHOWN}"):
                break
            time.sleep(0.05)
        assert browser.run(f"return {SHOWN}")
        before = browser.run("return document.querySelector('#picture .cursor').dataset.line")
        browser.keys("j")
        after = browser.run("return document.querySelector('#picture .cursor').dataset.line")
        assert int(after) == int(before) + 1
