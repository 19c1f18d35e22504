"""From the desk's list: issues that are sought, what is found in all of the archive, and words replaced there."""

import json

import pytest
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import FILE, READER, SECOND, ask

DELIVERED = "seeds/articles/old.jsonl"


@pytest.fixture
def with_delivered(archive: Sample) -> Sample:
    """Beside the issues with pages one that came as JSON lines."""
    article = {"paper": "xxb", "date": "1995-05-01", "title": "县医院落成", "body": "县医院落成，病床五十张。"}
    archive.write(DELIVERED, json.dumps(article, ensure_ascii=False) + "\n")
    return archive


@pytest.fixture
def listed(with_delivered: Sample, server: review.Server, page: Page) -> Page:
    page.add_init_script(READER)
    page.goto(f"{server.address}#/")
    expect(page.locator("#issues .list li")).to_have_count(2)
    return page


@pytest.mark.browser
def test_issues_are_sought_by_name_day_and_state_and_all_are_counted(listed: Page) -> None:
    expect(listed.locator(".whole")).to_contain_text("读完 0 / 2 期")
    expect(listed.locator(".delivered")).to_contain_text("兴县报 1995-05-01")
    expect(listed.locator(".delivered")).to_contain_text("已校读 0 / 1 篇")
    listed.get_by_label("找期").fill("03-08")
    expect(listed.locator("#issues .list li")).to_have_count(1)
    listed.get_by_label("找期").fill("")
    listed.get_by_label("状态").select_option("done")
    expect(listed.locator("#issues .list")).to_have_text("没有这样的期。")


@pytest.mark.browser
def test_what_is_found_opens_at_its_article_or_its_line(listed: Page) -> None:
    listed.get_by_text("查找、替换：全部馆藏").click()
    listed.get_by_label("查找", exact=True).fill("急救中心")
    listed.get_by_label("版面文字里也找").check()
    listed.get_by_role("button", name="查找", exact=True).click()
    results = listed.locator("#throughout .results li")
    expect(results).to_have_count(3)  # an article, and a line in each page text
    expect(results.first.locator("mark")).to_have_text("急救中心")
    results.nth(1).get_by_role("link").click()
    expect(listed.locator(".line.cursor .words")).to_contain_text("急救中心")
    listed.go_back()
    listed.locator("#throughout .results li").first.get_by_role("link").click()
    expect(listed.locator(f"#card-{SECOND}.open")).to_be_visible()


@pytest.mark.browser
def test_words_are_replaced_after_each_place_was_shown_and_taken_back(listed: Page, with_delivered: Sample) -> None:
    before = with_delivered.read(FILE), with_delivered.read(DELIVERED)
    listed.get_by_text("查找、替换：全部馆藏").click()
    form = listed.locator("#put")
    form.locator("[name=old]").fill("县医院")
    form.locator("[name=new]").fill("县人民医院")
    form.get_by_role("button", name="先看各处").click()
    expect(listed.locator("#throughout .results")).to_contain_text("4 处，在 2 个文件里")
    assert (with_delivered.read(FILE), with_delivered.read(DELIVERED)) == before
    listed.get_by_role("button", name="替换这 4 处").click()
    listed.locator("#question").get_by_role("button", name="替换", exact=True).click()
    expect(listed.locator("#throughout .results")).to_contain_text("已替换 4 处")
    assert "title: 县人民医院新楼启用" in with_delivered.read(FILE)
    assert "县人民医院落成" in with_delivered.read(DELIVERED)
    form.get_by_role("button", name="撤回上次替换").click()
    listed.locator("#question").get_by_role("button", name="撤回", exact=True).click()
    expect(listed.locator("#throughout .results")).to_contain_text("已撤回")
    assert (with_delivered.read(FILE), with_delivered.read(DELIVERED)) == before


def test_what_has_changed_since_it_was_seen_is_not_replaced(server: review.Server, archive: Sample) -> None:
    wanted = {"old": "县医院", "new": "县人民医院"}
    plan = ask(server, "/api/replace/plan", wanted)[1]
    archive.write(FILE, archive.read(FILE).replace("门诊搬入新址", "县医院门诊搬入新址"))
    before = archive.read(FILE)
    status, why, _ = ask(server, "/api/replace", wanted | {"stamp": plan["stamp"]})
    assert (status, why) == (409, "文章在看过之后又有改动，没有替换。再看一遍，再替换。")
    assert archive.read(FILE) == before


def test_nothing_to_take_back_is_said(server: review.Server) -> None:
    assert ask(server, "/api/replace/back", {})[0] == 424
