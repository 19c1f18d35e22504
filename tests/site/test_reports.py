"""有错字？: what a reader marks in an article, and the report that comes of it, which the archive takes in as it is."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.base.problems import Problem
from generator.review import report_files, reports
from generator.review.proof import Numbers
from tests.conftest import Sample, built, copy_of_shipped, served, until, violations
from tests.site.test_passages import SELECT

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
LEADS = """
window.led = [];
const click = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = function () {
  if (this.download) return click.call(this);
  led.push([this.href, this.rel]);
};
"""
"""Notes where links lead that a script follows, in the place of going there."""
SETTINGS = "  archive:\n    reports: {mail: bao@example.org, repo: 'https://HOST/xian/bao'}\n"

SMALL = 165  # px, a fifth of a phone's window, where a report may go by mail, as an issue, by hand and as a file


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The archive that ships, which takes reports by mail and as issues."""
    archive = copy_of_shipped(tmp_path_factory.mktemp("addressed"))
    settings = archive.read("mkdocs.yml")
    assert "  archive: {}\n" in settings
    archive.write("mkdocs.yml", settings.replace("  archive: {}\n", SETTINGS.replace("HOST", "github.com")))
    return built(archive)


@pytest.fixture
def tab(tab: Page) -> Page:
    """It says where its links would lead."""
    tab.add_init_script(LEADS)
    return tab


def form(page: Page) -> Locator:
    return page.get_by_role("group", name="报告错字")


def opened(tab: Page, address: str) -> Locator:
    tab.goto(address)
    tab.locator(".card").get_by_role("button", name="有错字？").click()
    expect(form(tab)).to_be_visible()
    return form(tab)


def said(tab: Page, text: str) -> None:
    expect(form(tab).get_by_role("status")).to_have_text(text)


def judged(archive: Sample, text: str) -> reports.Judged:
    """What the desk says of it."""
    problems: list[Problem] = []
    [report] = report_files.found("report", text.encode(), problems)
    assert problems == []
    return reports.judged(archive.root, report, Numbers())


def saved(tab: Page) -> str:
    with tab.expect_download() as loading:
        form(tab).get_by_role("button", name="存为文件").click()
    assert loading.value.suggested_filename == "错字报告-llrb-2024-03-07-00-02.json"
    return Path(loading.value.path()).read_text("utf-8")


def test_what_is_selected_is_reported_and_the_desk_finds_it(tab: Page, shipped: Sample) -> None:
    """From a disk, and with no address to send it to."""
    opened(tab, (shipped.root / "site" / ARTICLE).as_uri())
    expect(form(tab).get_by_role("button")).to_have_text(["复制", "存为文件", "×"])
    tab.evaluate(SELECT, ["p2", 3, "p2", 7])
    words = form(tab).get_by_label("原文")
    expect(words).not_to_have_value("")
    old = words.input_value()
    form(tab).get_by_label("应为").fill("改正")
    form(tab).get_by_label("署名").fill("张三")
    file = saved(tab)
    of: dict[str, Any] = json.loads(file)
    assert (of["id"], of["old"], of["new"], of["name"]) == ("llrb-2024-03-07-00-02", old, "改正", "张三")
    assert "note" not in of
    desk = judged(shipped, file)
    assert desk.state == "ready"  # the sum over the paragraph is the desk's own
    assert desk.at is not None
    assert desk.at.field == "body"


def test_words_may_be_typed_and_what_is_wrong_with_them_is_said(tab: Page, shipped: Sample) -> None:
    opened(tab, (shipped.root / "site" / ARTICLE).as_uri())
    title = tab.locator("h1").inner_text().replace("\n", "")
    save = form(tab).get_by_role("button", name="存为文件")
    save.click()
    said(tab, "请先选中正文里有错的字，或抄写原文。")
    form(tab).get_by_label("原文").fill("没有的字样")
    save.click()
    said(tab, "本文里没有这几个字，请照原文抄写。")
    form(tab).get_by_label("原文").fill("的")
    save.click()
    expect(form(tab).get_by_role("status")).to_contain_text(re.compile(r"这几个字在本文里有\d+处"))
    form(tab).get_by_label("原文").fill(title[:4])
    form(tab).get_by_label("应为").fill(title[:4])
    save.click()
    said(tab, "请写出应为什么字。")
    form(tab).get_by_label("应为").fill("改\u202e")
    save.click()
    said(tab, "有看不见的字符，请删去重写。")
    tab.evaluate(SELECT, ["p1", 0, "p3", 2])
    said(tab, "请只选有错的几个字，最多200字，不要跨段。")


def test_it_goes_by_mail_and_as_an_issue(tab: Page, addressed: Sample) -> None:
    with served(addressed.root / "site") as host:
        opened(tab, f"{host}/{ARTICLE}")
        expect(form(tab)).to_contain_text("收件人 bao@example.org")
        tab.evaluate(SELECT, ["p2", 3, "p2", 7])
        expect(form(tab).get_by_label("原文")).not_to_have_value("")
        form(tab).get_by_label("应为").fill("改&正#")
        form(tab).get_by_role("button", name="发邮件").click()
        form(tab).get_by_role("button", name="提交到 GitHub").click()
        until(tab, "led.length === 2")
        (mail, _), (issue, rel) = tab.evaluate("led")
        copied = tab.evaluate("navigator.clipboard.readText()")
    address, asked = mail.split("?")
    assert address == "mailto:bao@example.org"
    assert len(mail) <= 1800
    body = unquote(dict(each.split("=", 1) for each in asked.split("&"))["body"])
    parts = urlsplit(issue)
    assert (parts.netloc, parts.path, rel) == ("github.com", "/xian/bao/issues/new", "noopener noreferrer")
    given = parse_qs(parts.query)
    assert given["title"] == ["报告错字 llrb-2024-03-07-00-02"]
    for text in (body, given["body"][0], copied):
        desk = judged(addressed, text)
        assert desk.state == "ready"
        assert desk.report.new == "改&正#"


def test_what_an_address_cannot_hold_lies_on_the_clipboard(tab: Page, addressed: Sample) -> None:
    opened(tab, (addressed.root / "site" / ARTICLE).as_uri())
    tab.evaluate(SELECT, ["p2", 3, "p2", 7])
    expect(form(tab).get_by_label("原文")).not_to_have_value("")
    form(tab).get_by_label("应为").fill("长" * 200)
    form(tab).get_by_role("button", name="发邮件").click()
    until(tab, "led.length === 1")
    [[mail, _]] = tab.evaluate("led")
    assert len(mail) <= 1800
    assert "内容也已复制" in unquote(mail)
    assert judged(addressed, tab.evaluate("navigator.clipboard.readText()")).state == "ready"


def test_every_paragraph_is_as_the_archive_has_it(page: Page, shipped: Sample) -> None:
    """Else a report of it would find nothing: signs, lost characters and spaces are shown as they are written."""
    page.goto((shipped.root / "site" / ARTICLE).as_uri())
    page.evaluate("archive.use('ranges.js')")
    until(page, "Boolean(archive.ranges)")
    seen = page.evaluate(
        "archive.ranges.blocks().filter(b => /^p\\d+$/.test(b.id)).map(b => archive.ranges.read(b).text)"
        ".map(text => [text, archive.ranges.sum(text)])"
    )
    [article] = [
        json.loads(line)
        for line in shipped.read("site/data/issues/llrb-2024-03-07.jsonl").splitlines()
        if '"llrb-2024-03-07-00-02"' in line
    ]
    assert [text for text, _ in seen] == article["body"].split("\n\n")
    assert [sum for _, sum in seen] == [report_files.summed(text) for text, _ in seen]


def test_it_fits_a_phone_and_is_no_barrier(browser: Browser, addressed: Sample) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    tab = context.new_page()
    try:
        opened(tab, (addressed.root / "site" / ARTICLE).as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(tab) == []
        assert tab.evaluate("document.querySelector('.bar').offsetHeight") <= SMALL
        assert not tab.get_by_label("署名", exact=True).is_visible()
        form(tab).get_by_role("button", name="依据、署名", expanded=False).click()
        tab.get_by_label("署名", exact=True).fill("王一")
        boxes = [each.bounding_box() for each in form(tab).locator("input, button").all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
        assert violations(tab) == []
        form(tab).get_by_role("button", name="依据、署名", expanded=True).click()
        assert not tab.get_by_label("署名", exact=True).is_visible()
        form(tab).get_by_role("button", name="关闭报告").click()
        expect(form(tab)).to_have_count(0)
    finally:
        context.close()


def test_the_buttons_of_a_passage_lead_there(tab: Page, shipped: Sample) -> None:
    tab.goto((shipped.root / "site" / ARTICLE).as_uri())
    until(tab, "Boolean(window.archive?.cited)")
    tab.evaluate(SELECT, ["p2", 3, "p2", 7])
    passage = tab.get_by_role("group", name="段落")
    passage.get_by_role("button", name="有错字？").click()
    expect(form(tab).get_by_label("原文")).not_to_have_value("")
    expect(passage).to_have_count(0)
    expect(form(tab).get_by_label("应为")).to_be_focused()
