"""Lines that a person leaves in no article, to be read in the page text or not."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.conftest import Sample
from tests.review.desks import FILE, FIRST, give, line, save

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def content(archive: Sample) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(archive.read(FILE))
    return found


def unplaced(archive: Sample) -> Mapping[int, tuple[str, bool]]:
    """By line, whether it is open, and whether a person has put it there."""
    found = content(archive)["unplaced"]
    return {each["line"]: (each.get("status", "open"), each.get("reviewed", False)) for each in found}


def test_an_article_that_is_deleted_asks_whether_its_text_stays_public(desk: Page, archive: Sample) -> None:
    archive.write("seeds/pages/two.txt", "秋收时节\n本报讯 石楼红枣挂满枝头，枣农忙着采收。\n")
    line(desk, 5).click()
    line(desk, 8).click(modifiers=["Shift"])
    desk.locator("[data-act=none]").click()
    question = desk.locator("#question")
    expect(question).to_contain_text("第02篇不再有行，就删去了")
    question.get_by_role("button", name="取消").click()
    expect(desk.locator(".piece")).to_have_count(2)
    desk.locator("[data-act=none]").click()
    question.get_by_role("button", name="不公开", exact=True).click()
    expect(desk.locator(".piece")).to_have_count(1)
    expect(desk.locator("#status")).to_contain_text("4 行不归入文章，也不公开")
    save(desk)
    assert unplaced(archive) == dict.fromkeys(range(5, 9), ("withheld", True)) | {
        9: ("open", False),
        10: ("open", False),
    }
    assert archive.run("segment").exit_code == 0
    assert archive.run("build").exit_code == 0
    assert [p.name for p in (archive.root / "site").rglob("*.html") if "李二" in p.read_text(encoding="utf-8")] == []
    assert archive.run("check", "--published").exit_code == 0


@pytest.mark.parametrize("act", ["none", "shut"])
def test_an_article_that_was_deleted_comes_back_with_one_step(desk: Page, archive: Sample, act: str) -> None:
    line(desk, 5).click()
    line(desk, 8).click(modifiers=["Shift"])
    desk.locator(f"[data-act={act}]").click()
    expect(desk.locator("#question button.main")).to_have_text("不公开")  # Enter publishes nothing, whatever the key
    desk.keyboard.press("Enter")
    expect(desk.locator(".piece")).to_have_count(1)
    desk.locator("#undo").click()
    expect(desk.locator(".piece")).to_have_count(2)
    expect(line(desk, 5).locator(".role")).to_have_text("题")
    expect(desk.locator(".piece").last).not_to_contain_text("没有出处")


def test_what_is_left_public_is_in_the_page_text(desk: Page, archive: Sample) -> None:
    line(desk, 1).click()
    line(desk, 4).click(modifiers=["Shift"])
    desk.locator("[data-act=none]").click()
    desk.locator("#question").get_by_role("button", name="公开，列在版面文字里").click()
    save(desk)
    assert {n: unplaced(archive)[n] for n in range(1, 5)} == dict.fromkeys(range(1, 5), ("open", True))
    assert archive.run("build").exit_code == 0
    texts = [path.read_text(encoding="utf-8") for path in (archive.root / "site").rglob("text-*.html")]
    assert any("农技员进村入户" in text for text in texts)


def test_a_line_that_was_looked_at_is_no_doubt_any_more(desk: Page, archive: Sample) -> None:
    for n, key in ((9, "u"), (10, "x")):
        line(desk, n).click()
        desk.keyboard.press(key)
        expect(desk.locator("#status")).to_contain_text("1 行不归入文章")
    expect(line(desk, 9).locator(".role")).to_have_text("略")
    expect(line(desk, 10).locator(".role")).to_have_text("隐")
    desk.keyboard.press("d")
    expect(desk.locator("#status")).to_contain_text("缺字（1 / 1）")
    save(desk)
    assert {n: unplaced(archive)[n] for n in (9, 10)} == {9: ("open", True), 10: ("withheld", True)}
    desk.reload()
    expect(line(desk, 10).locator(".role")).to_have_text("隐")
    line(desk, 10).click()
    give(desk, "none")
    save(desk)
    assert unplaced(archive)[10] == ("open", True)


def test_with_a_whole_page_its_lines_of_no_article_are_read_too(desk: Page, archive: Sample) -> None:
    desk.get_by_role("button", name="本版校读完毕").click()
    desk.locator("#question").get_by_role("button", name="都校读完毕").click()
    expect(line(desk, 9).locator(".role")).to_have_text("略")
    desk.keyboard.press("Control+z")
    expect(line(desk, 9).locator(".role")).to_have_text("未")
    desk.keyboard.press("Control+y")
    save(desk)
    assert {n: unplaced(archive)[n] for n in (9, 10)} == {9: ("open", True), 10: ("open", True)}
    assert all(article["reviewed"] for article in content(archive)["articles"])


def test_an_article_without_lines_is_not_deleted_with_those_of_another(desk: Page, archive: Sample) -> None:
    """Kept for what a person wrote in it: its lines were given away before."""
    first = content(archive)["articles"][0] | {"id": f"{FIRST[:-2]}07", "title": "编者的话", "source": []}
    archive.write(FILE, yaml.safe_dump(content(archive) | {"articles": [*content(archive)["articles"], first]}))
    desk.reload()
    expect(desk.locator(".piece")).to_have_count(3)
    line(desk, 9).click()
    give(desk, "none")
    expect(desk.locator("#question")).to_be_hidden()
    save(desk)
    assert [article["title"] for article in content(archive)["articles"]].count("编者的话") == 1
