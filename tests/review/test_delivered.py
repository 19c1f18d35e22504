"""Issues that came without pages, at the desk: what is changed goes where it stands, and nothing else does."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import READER, ask, open_card, serving

OLD = "seeds/articles/old.jsonl"
IMPORTED = "seeds/articles/xxb-1996-05-01.yml"
LINES = [
    '{"paper":"xxb", "date":"1995-05-01","title":"县医院落成", "body":"兴县医院昨日落成，二百〔□〕。","page":2}',
    '{"id": "xxb-1995-05-01-02-07", "paper": "xxb", "date": "1995-05-01", "page": 2, "title": "\\u6625耕",'
    ' "authors": ["王一"], "body": "三月\\n\\n春耕。", "kind": "news", "county": "兴县"}',
    '{"paper": "xxb", "date": "1995-05-02", "title": "另一期", "body": "不动它。"}',
]
YAML = """\
# 随稿件来的
paper: xxb
date: 1996-05-01
articles:
# 第一篇
- id: xxb-1996-05-01-00-01
  title: "县剧团下乡"   # 照原样
  body: 剧团下乡演出。
- title: 春灌开始
  body: 春灌开始了。
"""
KEY = "paper=xxb&date=1995-05-01"


@pytest.fixture
def delivered(archive: Sample) -> Sample:
    archive.write(OLD, "".join(f"{line}\r\n" for line in LINES))
    archive.write(IMPORTED, YAML)
    return archive


@pytest.fixture
def server(delivered: Sample) -> Iterator[review.Server]:
    with serving(delivered.root) as server:
        yield server


def opened(server: review.Server, date: str = "1995-05-01") -> dict[str, Any]:
    status, issue, _ = ask(server, f"/api/issue?paper=xxb&date={date}")
    assert status == 200, issue
    found: dict[str, Any] = issue
    return found


def save(server: review.Server, issue: dict[str, Any]) -> tuple[int, Any]:
    body = {name: issue[name] for name in ("paper", "date", "base", "articles")} | {"unplaced": []}
    status, answer, _ = ask(server, "/api/save", body)
    return status, answer


def raw(archive: Sample, file: str) -> list[str]:
    return (archive.root / file).read_bytes().decode().splitlines(keepends=True)


def test_what_is_not_changed_keeps_its_bytes(server: review.Server, delivered: Sample) -> None:
    before = raw(delivered, OLD), raw(delivered, IMPORTED)
    for date in ("1995-05-01", "1996-05-01"):
        assert save(server, opened(server, date))[0] == 200
    assert (raw(delivered, OLD), raw(delivered, IMPORTED)) == before


def test_a_change_goes_into_the_line_of_its_article_with_the_id_that_it_has(
    server: review.Server, delivered: Sample
) -> None:
    before = raw(delivered, OLD)
    issue = opened(server)
    first = next(a for a in issue["articles"] if a["title"] == "县医院落成")
    assert first["county"] == "兴县"  # what the text tells is shown
    first |= {"body": "兴县医院昨日落成，二百张。", "reviewed": True, "reviewed_by": "李文", "persons": ["张三"]}
    assert save(server, issue)[0] == 200
    now = raw(delivered, OLD)
    assert now[1:] == before[1:]
    told = '"county":"兴县","county_source":"text","kind":"news"'  # by the text, which is another one now
    said = f'"id":"{first["id"]}",{told},"body":"兴县医院昨日落成，二百张。"'
    more = '"reviewed":true,"reviewed_by":"李文","persons":["张三"]'
    whole = '{"paper":"xxb", "date":"1995-05-01","title":"县医院落成","page":2,'
    assert now[0] == f"{whole}{said},{more}}}\r\n"
    again = opened(server)
    assert {a["id"] for a in again["articles"]} == {a["id"] for a in issue["articles"]}
    assert again["base"] != issue["base"]


def test_a_place_that_is_taken_out_is_not_told_by_the_text_again(server: review.Server, delivered: Sample) -> None:
    issue = opened(server)
    first = next(a for a in issue["articles"] if a["title"] == "县医院落成")
    first |= {"county": None, "county_source": None}
    assert save(server, issue)[0] == 200
    assert json.loads(raw(delivered, OLD)[0])["county"] is None
    assert next(a for a in opened(server)["articles"] if a["id"] == first["id"])["county"] is None


def test_a_list_that_is_emptied_and_a_status_leave_the_line(server: review.Server, delivered: Sample) -> None:
    issue = opened(server)
    second = next(a for a in issue["articles"] if a["id"] == "xxb-1995-05-01-02-07")
    second |= {"authors": [], "status": "withheld", "status_note": "隐私"}
    assert save(server, issue)[0] == 200
    line = json.loads(raw(delivered, OLD)[1])
    assert "authors" not in line and (line["status"], line["status_note"]) == ("withheld", "隐私")
    assert "\\u6625" in raw(delivered, OLD)[1]  # the title is as it was written
    issue = opened(server)
    second = next(a for a in issue["articles"] if a["id"] == "xxb-1995-05-01-02-07")
    second |= {"status": "open", "status_note": None}
    assert save(server, issue)[0] == 200
    assert not {"status_note"} & json.loads(raw(delivered, OLD)[1]).keys()


def test_an_article_file_without_pages_is_saved_as_well(server: review.Server, delivered: Sample) -> None:
    issue = opened(server, "1996-05-01")
    assert [a["title"] for a in issue["articles"]] == ["县剧团下乡", "春灌开始"]
    issue["articles"][1]["title"] = "春灌已经开始"
    assert save(server, issue)[0] == 200
    text = delivered.read(IMPORTED)
    assert text.startswith(YAML[: YAML.index("- title: 春灌")])
    assert f"id: {issue['articles'][1]['id']}" in text and "title: 春灌已经开始" in text
    result = delivered.run("check")
    assert IMPORTED not in result.output, result.output


def test_articles_of_such_an_issue_are_neither_more_nor_fewer(server: review.Server, delivered: Sample) -> None:
    before = raw(delivered, OLD)
    issue = opened(server)
    issue["articles"] = issue["articles"][:1]
    assert save(server, issue)[0] == 400
    assert raw(delivered, OLD) == before


def test_what_is_wrong_is_said_and_nothing_is_written(server: review.Server, delivered: Sample) -> None:
    before = raw(delivered, OLD)
    issue = opened(server)
    issue["articles"][0]["title"] = ""
    status, faults = save(server, issue)
    assert status == 422 and faults[0]["field"] == "title"
    assert raw(delivered, OLD) == before


def test_who_saves_behind_another_one_joins(server: review.Server, delivered: Sample) -> None:
    mine, theirs = opened(server), opened(server)
    theirs["articles"][0]["title"] += "了"
    assert save(server, theirs)[0] == 200
    assert save(server, mine)[0] == 409


@pytest.mark.browser
def test_it_is_opened_from_the_list_read_and_saved(server: review.Server, page: Page, delivered: Sample) -> None:
    page.add_init_script(READER)
    page.goto(server.address)
    page.get_by_role("link", name="兴县报 1995-05-01").click()
    expect(page.locator(".piece.open")).to_be_visible()
    expect(page.locator(".sheet")).to_be_hidden()
    expect(page.locator("#doubt .count")).to_have_text("1")
    for key in ("s", "t", "n", "u", ",", "<", "Control+x", "Control+v", "Alt+ArrowUp", "j", "Home", "+"):
        page.keyboard.press(key)  # nothing of which does anything where there are no lines
    assert page.evaluate("[model.past, model.now.articles.length]") == [0, 2]
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(page.locator("#status")).to_contain_text("这一期各篇都已校读")
    open_card(page, "xxb-1995-05-01-02-07")
    page.get_by_label("标题", exact=True).fill("春耕开始")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text(f"已保存：{OLD}")
    found = [json.loads(line) for line in raw(delivered, OLD)]
    assert [one.get("reviewed_by") for one in found] == ["李文", "李文", None]
    assert found[1]["title"] == "春耕开始"
    page.goto(f"{server.address}#/")
    expect(page.locator(".delivered li.done")).to_contain_text("校读完毕")
