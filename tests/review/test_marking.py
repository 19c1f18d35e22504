"""What is marked as read, by whom and on which day; and steps that are done again."""

import datetime
import json
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.review import review
from tests.conftest import Sample, violations
from tests.review.desks import (
    ARTICLES,
    FILE,
    FIRST,
    SECOND,
    ask,
    give,
    line,
    open_card,
    open_issue,
    save,
    saved,
    saving,
)

pytestmark = pytest.mark.browser

TODAY = datetime.date.today()


def test_the_name_is_asked_once_and_stands_with_what_was_read(
    server: review.Server, page: Page, archive: Sample
) -> None:
    open_issue(server, page)
    for key in ("a", "a"):  # quick keys go to the desk, and to no question
        page.keyboard.press(key)
    expect(page.locator(".piece.reviewed")).to_have_count(2)
    page.keyboard.press("Control+s")
    question = page.get_by_role("dialog", name="校读人")
    page.keyboard.press("Escape")
    expect(page.locator("#status")).to_have_text("没有保存。")
    assert archive.read(FILE) == ARTICLES
    page.keyboard.press("Control+s")
    question.get_by_label("您的姓名").fill(" 李文 ")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("已保存")
    for id in (FIRST, SECOND):
        article = saved(archive)[id]
        assert (article["reviewed"], article["reviewed_by"], article["reviewed_on"]) == (True, "李文", TODAY)
    open_card(page, FIRST)
    expect(page.locator(f"#card-{FIRST} .foot")).to_contain_text(f"李文 {TODAY} 校读")
    page.reload()
    expect(page.get_by_role("button", name="李文")).to_be_visible()


def test_who_would_rather_not_say_is_not_asked_again_and_can_say_it_later(
    server: review.Server, page: Page, archive: Sample
) -> None:
    open_issue(server, page)
    page.keyboard.press("r")
    expect(page.locator("#status")).to_have_text("第01篇校读完毕。")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="不署名").click()
    expect(page.locator("#status")).to_contain_text("已保存")
    assert "reviewed_by" not in saved(archive)[FIRST]
    assert saved(archive)[FIRST]["reviewed_on"] == TODAY
    page.get_by_role("button", name="校读人").click()
    page.get_by_label("您的姓名").fill("王一")
    page.get_by_role("button", name="记下").click()
    page.locator(f"#card-{SECOND}").get_by_label("校读完毕").check()
    save(page)
    assert saved(archive)[SECOND]["reviewed_by"] == "王一"


def test_an_article_that_is_not_read_after_all_loses_name_and_day(desk: Page, archive: Sample) -> None:
    desk.keyboard.press("r")
    expect(desk.locator("#status")).to_have_text("第01篇校读完毕。")
    save(desk)
    desk.keyboard.press("r")
    expect(desk.locator("#status")).to_have_text("第01篇改为未校读。")
    save(desk)
    assert archive.read(FILE) == ARTICLES


def test_a_whole_page_is_marked_after_a_question_that_says_what_is_left(desk: Page) -> None:
    desk.keyboard.press("Shift+R")
    question = desk.locator("#question")
    expect(question).to_contain_text("还有 2 篇没有校读：第01、02篇。存疑未看：缺字 1 处，未归入的行 2 处。")
    desk.keyboard.press("Escape")
    expect(desk.locator(".piece.reviewed")).to_have_count(0)
    desk.get_by_role("button", name="本版校读完毕").click()
    question.get_by_role("button", name="都校读完毕").click()
    expect(desk.locator(".piece.reviewed")).to_have_count(2)
    desk.keyboard.press("Control+z")
    expect(desk.locator(".piece.reviewed")).to_have_count(0)


@pytest.mark.parametrize("again", ["Control+y", "Control+Shift+Z", "button"])
def test_what_was_undone_is_done_again(desk: Page, again: str) -> None:
    redo = desk.get_by_role("button", name="重做")
    expect(redo).to_be_disabled()
    open_card(desk, FIRST)
    desk.get_by_label("标题", exact=True).fill("春耕")
    line(desk, 8).click()
    give(desk, "split")
    for _ in range(2):
        desk.keyboard.press("Control+z")
    expect(desk.locator(".piece")).to_have_count(2)
    for _ in range(2):
        redo.click() if again == "button" else desk.keyboard.press(again)
    expect(desk.locator(".piece")).to_have_count(3)
    expect(desk.locator(f"#card-{FIRST} .title").first).to_have_text("春耕")
    expect(redo).to_be_disabled()


def test_what_was_undone_is_gone_when_something_else_is_done(desk: Page) -> None:
    line(desk, 8).click()
    give(desk, "split")
    desk.keyboard.press("Control+z")
    expect(desk.get_by_role("button", name="重做")).to_be_enabled()
    open_card(desk, FIRST)
    desk.get_by_label("标题", exact=True).fill("春耕")
    expect(desk.get_by_role("button", name="重做")).to_be_disabled()


def test_a_typed_letter_is_undone_in_its_field_and_not_at_the_desk(desk: Page) -> None:
    open_card(desk, FIRST)
    title = desk.get_by_label("标题", exact=True)
    title.press("End")
    title.press_sequentially("了")
    desk.keyboard.press("Control+z")
    expect(title).to_have_value("我县春耕全面展开")
    desk.keyboard.press("Control+Shift+Z")
    expect(title).to_have_value("我县春耕全面展开了")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_at_the_desk_is_a_barrier(
    server: review.Server, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    open_issue(server, page)
    assert violations(page) == []
    page.keyboard.press("Shift+R")
    page.keyboard.press("Enter")
    expect(page.locator(".piece.reviewed")).to_have_count(2)
    page.get_by_role("button", name="校读人").click()
    expect(page.get_by_role("dialog", name="校读人")).to_be_visible()
    assert violations(page) == []
    context.close()


def test_who_read_an_article_is_not_published(sample: Sample) -> None:
    text = sample.read(FILE).replace(
        "reviewed: true\n", "reviewed: true\n    reviewed_by: 李文\n    reviewed_on: 2024-05-01\n"
    )
    sample.write(FILE, text)
    assert sample.run("build", "--strict").exit_code == 0
    assert json.loads(sample.read("site/data/articles.jsonl"))["reviewed"] is True
    for name, data in sample.tree("site").items():
        assert b"reviewed_by" not in data or name.endswith(".schema.json"), name
        assert "李文".encode() not in data, name


def test_a_name_that_no_file_can_hold_is_said(server: review.Server, archive: Sample) -> None:
    body = saving(server)
    body["articles"][0] |= {"reviewed": True, "reviewed_by": "李\u0007文", "reviewed_on": "2024-05-01"}
    status, faults, _ = ask(server, "/api/save", body)
    assert (status, faults[0]["message"]) == (
        422,
        "校读人里，“李”之后有一个看不见的控制字符（U+0007）。把那一处删去重打。",
    )
    assert archive.read(FILE) == ARTICLES
