"""What readers report: taken in, judged beside the articles, accepted as a person's edit. Stale, hostile, twice."""

import base64
import json
import time
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.base.problems import Problem
from generator.review import report_files, review
from generator.review.report_files import Report, found, summed
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, FIRST, ISSUES, SECOND, ask, saved

BODY = "三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。"


def report(**more: Any) -> dict[str, Any]:
    """That of a reader who saw the first article as it is: 备足 should be 备齐."""
    return {
        "baocang_report": 1,
        "id": FIRST,
        "old": "备足",
        "new": "备齐",
        "before": "具，各乡镇",
        "after": "了种子。",
        "paragraph": summed(BODY),
        "made": "2026-11-30",
    } | more


def sent(archive: Sample, *reports: object, name: str = "inbox/one.json") -> str:
    """What `review --reports` says of a file with these reports; the desk itself is not opened."""
    archive.write(name, "\n".join(each if isinstance(each, str) else json.dumps(each) for each in reports))
    return take(archive, name.partition("/")[0])


def take(archive: Sample, *names: str) -> str:
    kept = report_files.take_in(archive.root, [archive.root / name for name in names])
    return "\n".join([f"{kept.new} new, {kept.known} known", *map(str, kept.problems)])


def listed(server: review.Server) -> list[dict[str, Any]]:
    status, answer, _ = ask(server, "/api/reports")
    assert status == 200, answer
    return list(answer["reports"])


def answered(server: review.Server, of: dict[str, Any], how: str = "accept", **more: Any) -> tuple[int, Any]:
    body = {"key": of["key"], "how": how, "new": of["new"], "base": of["base"]} | more
    return ask(server, "/api/report/answer", body)[:2]


def state(server: review.Server) -> str:
    [one] = listed(server)
    return str(one["state"])


# ---- what is sent ---------------------------------------------------------------------------------------------------


def as_mail(text: str, charset: str = "utf-8", subtype: str = "plain") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "报告错字", "reader@example.org", "archive@example.org"
    message.set_content(text, charset=charset, subtype=subtype)
    return message.as_bytes()


FORMS: dict[str, Callable[[str], bytes]] = {
    "file": lambda text: text.encode(),
    "file with a mark of its encoding": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "mail": lambda text: as_mail(f"原文：备足\n\n{text}\n--\n读者 {{}}"),
    "mail as another program writes it": lambda text: as_mail(f"> 原文 {{\n> {text}\n"),
    "text as Windows writes it": lambda text: f"原文：备足\r\n{text}\r\n".encode("gb18030"),
    "text as the editor of Windows calls Unicode": lambda text: f"原文\r\n{text}\r\n".encode("utf-16"),
    "mail in Chinese encoding": lambda text: as_mail(f"原文：备足\n\n{text}\n", "gb18030"),
    "mail of HTML alone": lambda text: as_mail(f"<p>原文</p><div>{escape(text)}<br></div>", subtype="html"),
    "page of HTML": lambda text: f"<!doctype html><p>原文</p><pre>{escape(text)}</pre>".encode("gb18030"),
    "issue": lambda text: f"原文：备足\n\n```json\n{text}\n```\n".encode(),
    "lines broken in the middle": lambda text: text.replace("各乡镇", "各乡\r\n> 镇").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_found_in_whatever_a_reader_sends(form: str) -> None:
    problems: list[Problem] = []
    [one] = found("a", FORMS[form](json.dumps(report(name="张三"), ensure_ascii=False)), problems)
    assert (one.id, one.old, one.new, one.before, one.name) == (FIRST, "备足", "备齐", "具，各乡镇", "张三")
    assert problems == []


def test_a_hundred_come_in_one_file_or_in_a_folder(archive: Sample) -> None:
    many = [report(new=f"备{n}") for n in range(60)]
    assert sent(archive, *many) == "60 new, 0 known"
    for n in range(40):
        archive.write(f"more/{n}.json", json.dumps(report(old="检修", new=f"修{n}", before="", after="")))
    assert take(archive, "more") == "40 new, 0 known"
    assert len(report_files.waiting(archive.root)) == 100


def test_the_same_report_comes_once_whoever_sends_it_and_not_again_when_it_was_answered(
    archive: Sample, server: review.Server
) -> None:
    assert sent(archive, report(), report(made="2026-12-01")) == "1 new, 1 known"
    assert sent(archive, report(name="李四")) == "0 new, 1 known"
    [one] = listed(server)
    assert one["name"] == "李四"  # who wishes to be named, is
    assert answered(server, one, "decline") == (200, {})
    assert sent(archive, report()) == "0 new, 1 known"
    assert listed(server) == []


HOSTILE: dict[str, Any] = {
    "an id that is a path": report(id="../../etc/passwd"),
    "no id": {"baocang_report": 1, "old": "a", "new": "b"},
    "a number for words": report(old=5),
    "a list for words": report(new=["a"]),
    "a version that nobody knows": report(baocang_report=2),
    "words beyond measure": report(new="长" * 501),
    "a name that turns the text about": report(name="\u202e李四"),
    "a line in the words": report(new="一\x00二"),
    "nothing to look for": report(old=""),
    "a sum that is none": report(paragraph="<script>"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_report_is_named_and_not_kept(archive: Sample, what: str) -> None:
    said = sent(archive, HOSTILE[what])
    assert said.startswith("0 new, 0 known\n")
    assert "one.json: a report in it cannot be used: " in said
    assert report_files.waiting(archive.root) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "谢谢！",
        '{"baocang_report": 1',
        '{"baocang_report": 1, "id": ' + "[" * 100_000,
        '"baocang_report"' * 1000,
        "{" * 50_000 + '"baocang_report"',
        '{"baocang_report":[' * 20_000,
        "<" * 300_000 + "a" * 300_000,
    ],
    ids=["empty", "thanks", "cut off", "deep", "the mark alone", "braces", "deep again and again", "tags"],
)
def test_a_file_without_a_report_says_so(archive: Sample, text: str) -> None:
    assert "holds no report. Ask for the file that the site gives" in sent(archive, text)


def test_a_folder_without_a_report_says_so(archive: Sample, tmp_path: Path) -> None:
    (tmp_path / "empty/deep").mkdir(parents=True)
    kept = report_files.take_in(archive.root, [tmp_path / "empty"])
    assert [problem.what for problem in kept.problems] == ["holds no report"]


def test_what_is_made_to_be_slow_is_read_at_once(archive: Sample) -> None:
    begun = time.process_time()
    assert "cannot be used" in sent(archive, report(new=" " * 400_000), report(note="> " * 200_000))
    assert time.process_time() - begun < 5


def test_a_file_too_large_is_not_read(archive: Sample) -> None:
    archive.write("inbox/one.json", b" " * (report_files.LARGEST + 1))
    assert "more than a report has" in take(archive, "inbox")


def test_of_too_many_reports_the_first_are_taken(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_files, "MOST", 3)
    said = sent(archive, *(report(new=f"{n}") for n in range(5)))
    assert said.startswith("3 new, 0 known\n")
    assert "holds more than 3 reports" in said


def test_the_command_takes_files_in_and_says_so(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review.Server, "serve_forever", lambda _: None)
    archive.write("inbox/one.json", json.dumps(report()))
    archive.write("inbox/two.txt", "谢谢")
    done = archive.run("review", "--no-browser", "--port", "0", "--reports", str(archive.root / "inbox"))
    assert done.exit_code == 0, done.output
    assert "1 new report of readers; 0 known already." in done.output
    assert "two.txt: holds no report." in done.output
    assert "1 report of readers" in archive.run("status").output


def test_a_file_that_is_dropped_is_read_by_its_bytes(server: review.Server) -> None:
    text = f"原文：备足\r\n{json.dumps(report(), ensure_ascii=False)}".encode("gb18030")
    sent_there = {"name": "../报告.txt", "data": base64.b64encode(text).decode()}
    assert ask(server, "/api/report/take", sent_there)[1] == {"new": 1, "known": 0, "problems": []}
    assert listed(server)[0]["state"] == "ready"
    status, said, _ = ask(server, "/api/report/take", sent_there | {"data": ""})
    assert (status, said["new"]) == (200, 0)
    assert said["problems"] == ["报告.txt: holds no report. Ask for the file that the site gives, and pass on that."]
    assert ask(server, "/api/report/take", sent_there | {"data": 5})[0] == 400


# ---- beside the articles --------------------------------------------------------------------------------------------


def test_a_report_is_shown_beside_the_lines_of_the_page(archive: Sample, server: review.Server) -> None:
    sent(archive, report(note="见第二版", name="张三"))
    [one] = listed(server)
    assert one["state"] == "ready"
    about = one["about"]
    assert about["text"] == BODY
    assert about["text"][about["start"] :].startswith("备足")
    assert [line["n"] for line in about["lines"] if line["of"]] == [3]
    assert [line["n"] for line in about["lines"]] == [1, 2, 3, 4]
    assert (one["note"], one["name"]) == ("见第二版", "张三")


def test_what_is_accepted_is_a_persons_edit_and_the_article_says_who_helped(
    archive: Sample, server: review.Server
) -> None:
    sent(archive, report(name="张三"))
    [one] = listed(server)
    assert answered(server, one) == (200, {})
    article = saved(archive)[FIRST]
    assert article["body"].startswith(BODY.replace("备足", "备齐"))
    assert article["corrected_by"] == ["张三"]
    assert saved(archive)[SECOND].get("corrected_by") is None
    assert saved(archive)["unplaced"] == [9, 10]
    assert listed(server) == []
    archive.run("segment")  # nothing of it is the machine's
    assert "备齐" in archive.read(FILE)
    done = archive.run("build")
    assert done.exit_code == 0, done.output
    page = archive.read("site/issues/xxb/2024-03-07/01-01.html")
    assert "<dt>订正</dt><dd>张三</dd>" in page
    assert "备齐" in page
    assert "备足" not in page


def test_a_person_may_put_it_otherwise(archive: Sample, server: review.Server) -> None:
    sent(archive, report())
    [one] = listed(server)
    assert answered(server, one, new="备妥") == (200, {})
    assert "各乡镇备妥了种子" in archive.read(FILE)
    assert "corrected_by" not in archive.read(FILE)  # nobody wished it


def test_several_reports_of_one_article_are_accepted_one_after_the_other(
    archive: Sample, server: review.Server
) -> None:
    again = report(old="检修", new="修理", before="", after="", name="李四")
    sent(archive, report(name="张三"), again)
    first, _ = listed(server)
    assert answered(server, first)[0] == 200
    [second] = listed(server)
    assert second["state"] == "changed"  # the paragraph is another one since
    assert answered(server, second)[0] == 200
    assert saved(archive)[FIRST]["corrected_by"] == ["张三", "李四"]


def test_captions_and_headlines_are_corrected_too(archive: Sample, server: review.Server) -> None:
    archive.write(FILE, ARTICLES.replace("captions: []", "captions: [图为春耕现场, 图为农机手]", 1))
    sent(
        archive,
        report(old="现场", new="场面", before="图为春耕", after=""),
        report(old="全面", new="普遍", before="", after=""),
    )
    for one in listed(server):
        assert answered(server, next(each for each in listed(server) if each["key"] == one["key"]))[0] == 200
    article = saved(archive)[FIRST]
    assert article["captions"] == ["图为春耕场面", "图为农机手"]
    assert article["title"] == "我县春耕普遍展开"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (report(old="备妥"), "gone"),
        (report(old="备妥", new="备足"), "done"),
        (report(old="农", new="侬", before="", after=""), "several"),
        (report(old="农", new="侬", before="，", after="机手"), "ready"),
        (report(id="xxb-2024-03-07-01-99"), "nowhere"),
        (report(id="abc-2024-03-07-01-01"), "nowhere"),
        (report(paragraph="0"), "changed"),
        (report(old="<b>{{天气}}</b>", new="x"), "gone"),
    ],
)
def test_a_report_that_fits_no_more_says_why(
    archive: Sample, server: review.Server, given: dict[str, Any], expected: str
) -> None:
    before = archive.read(FILE)
    sent(archive, given | {} if expected != "ready" else given | {"paragraph": summed(BODY)})
    assert state(server) == expected
    if expected not in ("ready", "changed"):
        [one] = listed(server)
        status, said = answered(server, one)
        assert status == 409
        assert said.endswith("。")
        assert archive.read(FILE) == before


@pytest.mark.parametrize("what", ["status: withheld", "status: withdrawn\n  status_note: 隐私"])
def test_a_closed_article_is_not_corrected_by_what_a_stranger_sends(
    archive: Sample, server: review.Server, what: str
) -> None:
    archive.write(FILE, ARTICLES.replace("  reviewed: false\n", f"  reviewed: false\n  {what}\n", 1))
    before = archive.read(FILE)
    sent(archive, report())
    [one] = listed(server)
    assert one["state"] == "closed"
    assert answered(server, one)[0] == 409
    assert archive.read(FILE) == before


def test_an_id_that_has_moved_leads_to_the_article_of_today(archive: Sample, server: review.Server) -> None:
    archive.write("seeds/moved.yml", f"xxb-2024-03-07-01-09: {FIRST}\n")
    sent(archive, report(id="xxb-2024-03-07-01-09"))
    [one] = listed(server)
    assert (one["state"], one["about"]["id"]) == ("ready", FIRST)
    assert answered(server, one)[0] == 200


def test_files_that_have_changed_since_are_looked_at_again_first(archive: Sample, server: review.Server) -> None:
    sent(archive, report())
    [one] = listed(server)
    archive.write(FILE, ARTICLES.replace("一片繁忙", "十分繁忙"))
    status, said = answered(server, one)
    assert (status, "请重新读入" in said) == (409, True)
    assert "备足" in archive.read(FILE)


def test_what_is_answered_twice_is_answered_once(archive: Sample, server: review.Server) -> None:
    sent(archive, report())
    [one] = listed(server)
    assert answered(server, one)[0] == 200
    assert answered(server, one)[0] == 404


def test_a_damaged_report_is_named_and_keeps_no_other_away(archive: Sample, server: review.Server) -> None:
    sent(archive, report())
    archive.write(f"{report_files.FOLDER}/0123456789abcdef.json", "{")
    answer = ask(server, "/api/reports")[1]
    assert answer["damaged"] == [f"{report_files.FOLDER}/0123456789abcdef.json"]
    assert len(answer["reports"]) == 1


def test_an_issue_whose_files_are_damaged_says_so(archive: Sample, server: review.Server) -> None:
    sent(archive, report())
    archive.write(FILE, "paper: [")
    [one] = listed(server)
    assert FILE in one["fault"]


def test_a_headline_cannot_be_made_empty(archive: Sample, server: review.Server) -> None:
    sent(archive, report(old="我县春耕全面展开", new="", before="", after=""))
    [one] = listed(server)
    status, said = answered(server, one)
    assert (status, said.startswith("标题不能空")) == (422, True)
    assert report_files.waiting(archive.root)


def test_what_words_say_is_put_in_as_text(archive: Sample, server: review.Server) -> None:
    evil = "<img src=x onerror=alert(1)>{{ 7*7 }}"
    sent(archive, report(new=evil, name="<b>张三</b>"))
    [one] = listed(server)
    assert answered(server, one)[0] == 200
    assert saved(archive)[FIRST]["body"].startswith(BODY.replace("备足", evil))
    archive.run("build")
    page = archive.read("site/issues/xxb/2024-03-07/01-01.html")
    assert "<img src=x" not in page
    assert "<b>张三" not in page
    assert "&lt;b&gt;张三&lt;/b&gt;" in page
    assert "49" not in page.partition("<main")[2].partition("</article>")[0].replace("2049", "")


def test_the_sum_is_that_of_the_page() -> None:
    """As theme/assets/ranges.js makes it; tests/site/test_reports.py compares both in a browser."""
    assert summed("") == "ztntfp"
    assert Report.model_validate(report()).key != Report.model_validate(report(new="备妥")).key


# ---- the desk's page ------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_reports_are_dropped_read_and_answered_at_the_desk(
    archive: Sample, server: review.Server, page: Page, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox.json"
    inbox.write_text(
        "\n".join(map(json.dumps, [report(name="张三", note="<i>见</i>"), report(old="没有的字", new="x")])),
        encoding="utf-8",
    )
    page.goto(f"{server.address}")
    expect(page.locator("#reported")).to_be_hidden()
    page.goto(f"http://127.0.0.1:{server.server_port}/reports.html")
    expect(page.locator(".list")).to_contain_text("没有等着处理的报告")
    page.locator("#files").set_input_files(inbox)
    expect(page.locator("#status")).to_contain_text("收入 2 份报告")
    first, second = page.locator(".reported").nth(0), page.locator(".reported").nth(1)
    ready = first if "备足" in first.inner_text() else second
    expect(ready.locator("li.of")).to_contain_text("各乡镇备足了种子")
    expect(ready).to_contain_text("<i>见</i>")
    ready.get_by_label("改成").fill("备妥")
    expect(ready.locator("ins")).to_have_text("备妥")
    page.goto(server.address)
    expect(page.locator("#reported")).to_contain_text("读者报错 2 份")
    page.locator("#reported a").click()
    ready = page.locator(".reported:not(.stale)")
    ready.get_by_label("改成").fill("备妥")
    ready.locator("[data-act=accept]").click()
    expect(page.locator("#status")).to_contain_text("已写入")
    assert "各乡镇备妥了种子" in archive.read(FILE)
    expect(page.locator(".reported")).to_have_count(1)
    expect(page.locator(".reported .state")).to_contain_text("已经没有这几个字")
    page.locator("[data-act=decline]").click()
    expect(page.locator(".list")).to_contain_text("没有等着处理的报告")
    assert ISSUES
