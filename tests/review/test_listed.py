"""What the list of issues says of one, changed at the desk: in its lines, and nowhere else."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import ISSUES, ask

LIST = "seeds/issues.yml"
KEY = "paper=xxb&date=2024-03-07"
WRITTEN = """\
# 目录
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  # 春耕专号
  - paper: xxb
    date: 2024-03-07   # 报头
    number: "45"
    pages:
      - {file: pages/one.txt, page: 1}   # 要闻
  - {paper: xxb, date: 2024-03-08, pages: [{file: pages/two.txt, page: 2}]}
"""


def facts(server: review.Server, query: str = KEY) -> dict[str, Any]:
    status, found, _ = ask(server, f"/api/facts?{query}")
    assert status == 200, found
    told: dict[str, Any] = found
    return told


def write(server: review.Server, told: dict[str, Any], date: str = "2024-03-07") -> tuple[int, Any]:
    body = {"paper": "xxb", "date": date} | {name: told[name] for name in ("stamp", "issue", "pages")}
    body["pages"] = [{name: page[name] for name in ("page", "label", "name")} for page in body["pages"]]
    status, answer, _ = ask(server, "/api/facts", body)
    return status, answer


@pytest.mark.parametrize("text", [WRITTEN, ISSUES, WRITTEN.replace("\n", "\r\n")])
def test_facts_are_written_into_the_lines_of_their_issue(server: review.Server, archive: Sample, text: str) -> None:
    archive.write(LIST, text)
    before = (archive.root / LIST).read_bytes().decode()
    told = facts(server)
    assert write(server, told) == (200, {})
    assert (archive.root / LIST).read_bytes().decode() == before
    told["issue"] |= {"edition_name": "号外", "whole_number": "012"}
    told["issue"] |= {"status": "withheld", "status_note": "有人名", "status_until": "2099-01-01", "weekday": "星期四"}
    told["pages"][0] |= {"page": "3", "label": "A01", "name": "要闻"}
    found = write(server, told)
    assert found[0] == 200, found
    now = (archive.root / LIST).read_bytes().decode()
    assert facts(server)["issue"] == told["issue"]
    assert facts(server)["pages"] == told["pages"]
    gone = [line for line in before.splitlines() if line not in now.splitlines()]
    assert len(gone) <= 1, gone  # the page's line, or that of an issue in braces
    told = facts(server)
    told["issue"] |= {
        "edition_name": "",
        "whole_number": "",
        "weekday": "",
        "status": "open",
    }  # opened, it has no reason
    told["pages"][0] |= {"page": "1", "label": "", "name": ""}
    assert write(server, told)[0] == 200
    assert (archive.root / LIST).read_bytes().decode() == before


def test_what_is_wrong_is_said_and_nothing_is_written(server: review.Server, archive: Sample) -> None:
    before = archive.read(LIST)
    for date, words in {
        "昨天": "写作 2024-03-07",
        "2024-03-08": "已经在 seeds/issues.yml 里",
        "1024-03-07": "没有这样的日子",
    }.items():
        told = facts(server)
        told["issue"]["date"] = date
        status, faults = write(server, told)
        assert status == 422 and words in faults[0]["message"], (date, faults)
    told = facts(server)
    archive.write(LIST, f"{before}# 又写了一行\n")
    told["issue"]["number"] = "3"
    assert write(server, told)[0] == 409
    assert archive.read(LIST) == f"{before}# 又写了一行\n"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("weekday", "星期五", "星期“星期五”与日期不合"),
        ("lunar", "甲辰年正月初一", "农历“甲辰年正月初一”与日期不合"),
        ("edition", "二", "同一天的第二期写 b"),
        ("status_until", "永久", "开放日期的内容不合格式"),
    ],
)
def test_what_cannot_be_of_that_day_is_said(server: review.Server, field: str, value: str, words: str) -> None:
    told = facts(server)
    told["issue"] |= {"status": "withheld", field: value}
    status, faults = write(server, told)
    assert status == 422 and words in faults[0]["message"], faults


def test_a_printed_day_that_was_wrong_before_keeps_nothing_else_from_being_written(
    server: review.Server, archive: Sample
) -> None:
    archive.write(LIST, WRITTEN.replace('number: "45"', "weekday: 星期五"))
    told = facts(server)
    told["issue"]["number"] = "46"
    assert write(server, told)[0] == 200


def test_another_issue_of_the_day_gets_its_letter_and_a_page_its_number(server: review.Server, archive: Sample) -> None:
    archive.write(LIST, WRITTEN)
    told = facts(server)
    told["issue"]["edition"] = "b"
    told["pages"][0]["page"] = "第三版"
    status, faults = write(server, told)
    assert status == 422 and "版次的内容不合格式：第三版。写一个数" in faults[0]["message"]
    told["pages"][0]["page"] = "3"
    assert write(server, told)[0] == 200
    assert "edition: b\n" in archive.read(LIST) and "page: 3" in archive.read(LIST)
    assert facts(server, "paper=xxb&date=2024-03-07b")["listed"] is True


def test_an_issue_that_only_its_articles_know_is_listed_with_its_facts(server: review.Server, archive: Sample) -> None:
    archive.write(
        "seeds/articles/old.jsonl", '{"paper": "xxb", "date": "1995-05-01", "title": "县医院", "body": "落成。"}\n'
    )
    told = facts(server, "paper=xxb&date=1995-05-01")
    assert told["listed"] is False
    told["issue"]["number"] = "7"
    assert write(server, told, "1995-05-01")[0] == 200
    assert facts(server, "paper=xxb&date=1995-05-01")["issue"]["number"] == "7"
    assert ask(server, "/api/issue?paper=xxb&date=1995-05-01")[0] == 200


@pytest.mark.browser
def test_the_dialog_writes_them_and_the_head_says_so(desk: Page, archive: Sample) -> None:
    desk.keyboard.press("i")
    dialog = desk.get_by_role("dialog", name="本期著录")
    dialog.get_by_label("名目").fill("号外")
    dialog.get_by_label("版名").fill("要闻")
    dialog.get_by_label("版名").press("Enter")
    expect(desk.locator("#status")).to_have_text("已写入 seeds/issues.yml。")
    expect(desk.locator("#issue")).to_have_text("兴县报 2024-03-07 号外")
    desk.keyboard.press("i")
    dialog.get_by_label("日期", exact=True).fill("2024-03-08")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert")).to_contain_text("已经在 seeds/issues.yml 里")
    desk.keyboard.press("Escape")
    desk.keyboard.press("a")
    expect(desk.locator(".piece.reviewed")).to_have_count(1)
    assert 'name: "要闻"' in archive.read(LIST)
