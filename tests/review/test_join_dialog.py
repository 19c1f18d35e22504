"""Whoever saves second is asked: nothing is chosen for him, and he sees what each has done and where they differ."""

import datetime
import os
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.review import review
from tests.conftest import Sample, violations
from tests.review.desks import ARTICLES, FILE, FIRST, SECOND, Hand, open_card, open_issue, saved

pytestmark = pytest.mark.browser

FILLED = "\n\n".join(f"    第{n}段，县医院病床多了，医生也多了。" for n in range(1, 9))
LONG = ARTICLES.replace("    新楼设有急救中心", f"{FILLED}\n\n    {'群众看病不再发愁，' * 30}新楼设有急救中心")


def titled(desk: Page, text: str) -> None:
    open_card(desk, FIRST)
    desk.get_by_label("标题", exact=True).fill(text)


def theirs(server: review.Server, id: str, **fields: Any) -> None:
    hand = Hand(server)
    hand.edit(id, **fields)
    assert hand.save()[0] == 200


def asked(desk: Page) -> Any:
    desk.keyboard.press("Control+s")
    question = desk.get_by_role("dialog", name="这一期有别人的改动")
    expect(question).to_be_visible()
    return question


def test_nothing_is_chosen_for_a_person(desk: Page, server: review.Server, archive: Sample) -> None:
    theirs(server, FIRST, title="春耕", kicker="农业")
    titled(desk, "春耕正忙")
    desk.get_by_label("引题", exact=True).fill("三农")
    text = archive.read(FILE)
    question = asked(desk)
    take = question.get_by_role("button", name="采用并保存")
    expect(question.locator("input:checked")).to_have_count(0)
    expect(take).to_be_disabled()
    expect(question.get_by_role("status")).to_have_text("还有 2 处没有选")
    desk.keyboard.press("Enter")
    expect(question).to_be_visible()
    desk.keyboard.press("Space")  # the first choice has the keyboard
    expect(question.locator("input:checked")).to_have_count(1)
    expect(question.get_by_role("status")).to_have_text("还有 1 处没有选")
    expect(take).to_be_disabled()
    assert archive.read(FILE) == text
    question.locator("textarea").last.fill("")
    free = question.locator("fieldset").filter(has=desk.locator("input:not(:checked)")).last
    free.locator("textarea").fill("写成新的")
    expect(question.get_by_role("status")).to_have_text("都选好了")
    take.click()
    expect(desk.locator("#status")).to_contain_text("已保存")
    assert "写成新的" in (saved(archive)[FIRST]["title"], saved(archive)[FIRST]["kicker"])


def test_what_differs_is_marked_and_what_is_the_same_is_folded(
    desk: Page, server: review.Server, archive: Sample
) -> None:
    archive.write(FILE, LONG)
    open_issue(server, desk)
    desk.reload()
    body = Hand(server)[SECOND]["body"]
    theirs(server, SECOND, body=body.replace("急救中心", "急诊中心"))
    open_card(desk, SECOND)
    desk.get_by_label("正文", exact=True).fill(body.replace("急救中心", "抢救中心<b>"))
    question = asked(desk)
    mine, other = question.locator("blockquote").all()
    expect(mine.locator("mark.differs")).to_have_text(["抢救", "<b>"])
    expect(other.locator("mark.differs")).to_have_text(["急诊"])
    expect(other.locator("mark.lacks")).to_have_count(1)
    expect(mine.get_by_role("button")).to_have_text(["……相同 9 段……", "……相同 258 字……"])
    box = mine.bounding_box()
    assert box
    assert box["height"] < 200
    mine.get_by_role("button").first.press("Enter")
    expect(mine).to_contain_text("第8段，县医院病床多了")
    expect(question).to_be_visible()


def test_the_other_one_has_a_name_or_the_time_of_his_save(desk: Page, server: review.Server) -> None:
    read = {"reviewed": True, "reviewed_by": "王五", "reviewed_on": "2024-05-01"}
    theirs(server, FIRST, title="春耕", **read)
    theirs(server, SECOND, title="新楼")
    titled(desk, "春耕正忙")
    open_card(desk, SECOND)
    desk.get_by_label("标题", exact=True).fill("新楼启用")
    first, second = asked(desk).locator("fieldset").all()
    expect(first).to_contain_text("对方的（王五）")
    expect(second).to_contain_text("对方的（文件今天 ")
    expect(second).not_to_contain_text("王五")


def test_what_each_has_done_is_told_where_one_has_merged_and_the_other_has_written(
    desk: Page, server: review.Server, archive: Sample
) -> None:
    body = Hand(server)[SECOND]["body"]
    theirs(server, SECOND, kicker="卫生", subtitle="救护车到门口", body=body.replace("急救中心", "急诊中心"))
    open_card(desk, SECOND)
    desk.get_by_role("button", name="并入另一篇…").click()
    desk.locator("#picker select").select_option(FIRST)
    desk.locator("#picker button.main").click()
    expect(desk.locator(".piece")).to_have_count(1)
    question = asked(desk)
    expect(question.locator("legend")).to_have_text("第01、02篇：我移动了行，对方改了内容")
    mine, other = question.locator(".side").all()
    expect(mine.locator(".deeds li")).to_have_text(
        ["把第02篇的行（第 5–8 行，共 4 行）归入第01篇", "第02篇不再单独成篇"]
    )
    expect(other.locator(".deeds li")).to_have_text(["没有移动行"])
    for text in ("第02篇的引题改为：", "卫生", "第02篇的副题改为：", "救护车到门口", "第02篇的正文改为："):
        expect(other).to_contain_text(text)
    expect(other.locator("ins").filter(has_text="诊")).to_have_count(1)
    expect(mine.locator(".drop").first).to_have_text(
        "选这一边，另一边改过的第02篇的正文、第02篇的引题、第02篇的副题不写进文章。"
    )
    expect(mine.locator(".drop").nth(1)).to_contain_text("引题：卫生")
    other.get_by_label("对方的").check()
    question.get_by_role("button", name="采用并保存").click()
    expect(desk.locator("#status")).to_contain_text("已保存")
    assert saved(archive)[SECOND]["kicker"] == "卫生"


def test_a_field_that_the_other_has_emptied_is_not_dropped_unsaid(server: review.Server, archive: Sample) -> None:
    archive.write(FILE, ARTICLES.replace("  kicker: null", "  kicker: 卫生", 2))
    mine, hand = Hand(server), Hand(server)
    hand.edit(SECOND, kicker=None)
    hand.save()
    mine.move([5, 6, 7, 8], FIRST)
    [clash] = mine.join()["clashes"]
    assert clash["theirs"]["did"]["moves"] == []
    assert clash["mine"]["lost"] == {FIRST: ["引题：（删去）"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_question_is_no_barrier(
    server: review.Server, browser: Browser, width: int, scheme: Literal["light", "dark"], archive: Sample
) -> None:
    archive.write(FILE, LONG)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    open_issue(server, page)
    body = Hand(server)[SECOND]["body"]
    hand = Hand(server)
    hand.edit(FIRST, title="春耕", subtitle="农机手检修机具")
    hand.edit(SECOND, kicker="卫生", body=body.replace("急救中心", "急诊中心"))
    hand.save()
    titled(page, "春耕正忙")
    page.locator(".line").nth(7).click()
    page.locator("[data-act=none]").click()
    expect(page.locator("#status")).to_contain_text("不归入文章")
    open_card(page, SECOND)
    page.get_by_label("引题", exact=True).fill("医疗")
    asked(page)
    assert violations(page) == []
    assert page.evaluate("document.querySelector('#join').scrollWidth <= document.querySelector('#join').clientWidth")
    context.close()


def test_the_day_of_an_earlier_save_is_said(desk: Page, server: review.Server, archive: Sample) -> None:
    theirs(server, FIRST, title="春耕")
    titled(desk, "春耕正忙")
    then = datetime.datetime(2024, 3, 9, 15, 20).timestamp()
    os.utime(archive.root / FILE, (then, then))
    expect(asked(desk).locator("fieldset")).to_contain_text("对方的（文件2024年3月9日 15:20 保存）")
