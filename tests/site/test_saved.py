"""What a reader saves in the browser: articles and passages with notes, in lists, as files, and back."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Sample, served, validate, violations

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
OTHER = "issues/zzxb/2022-04-16/00-06.html"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
FULL = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key === "baocang.saved" && window.full) throw new DOMException("full", "QuotaExceededError");
  set.call(this, key, value);
};
"""


@pytest.fixture(scope="module")
def host(shipped: Sample) -> Iterator[str]:
    with served(shipped.root / "site") as address:
        yield address


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="收藏")


def told(page: Page) -> Locator:
    return page.locator(".collection > [role=status]")


def keep(page: Page, address: str, note: str = "", list_: str = "") -> None:
    page.goto(address)
    page.get_by_role("button", name="收藏", exact=True).click()
    expect(bar(page)).to_contain_text("已收藏")
    for label, value in (("列表", list_), ("备注", note)):
        if value:
            bar(page).get_by_label(label).fill(value)
            bar(page).get_by_label(label).press("Tab")
            expect(bar(page)).to_contain_text("已记下")


def keep_passage(page: Page, address: str, number: int) -> None:
    page.goto(address)
    page.get_by_role("button", name="引用段落").click()
    page.get_by_role("button", name=f"第{number}段").click()
    page.get_by_role("button", name="收藏此段").click()
    expect(bar(page)).to_contain_text("已收藏")


def file_of(page: Page, name: str) -> str:
    with page.expect_download() as coming:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(coming.value.path()).read_bytes().decode()


def open_file(page: Page, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    chosen = {"name": "收藏.json", "mimeType": "application/json", "buffer": data}
    page.locator(".collection input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]


def item(**change: Any) -> dict[str, Any]:
    record = {
        "id": "llrb-2024-03-07-00-02",
        "title": "我市抓实小额信贷",
        "date": "2024-03-07",
        "authors": ["刘丽霞"],
        "paper": "吕梁日报",
        "supplied": {"title": False, "paper": True, "date": True},
    }
    return {
        "record": {**record, **change.pop("record", {})},
        "archive": "报藏",
        "path": ARTICLE,
        "saved": "2026-11-20T00:00:00.000Z",
        "changed": "2026-11-20T00:00:00.000Z",
        **change,
    }


def written(*items: object, **change: object) -> str:
    return json.dumps({"format": "baocang-saved", "version": 1, "items": items, **change}, ensure_ascii=False)


def test_an_article_is_saved_with_a_note_in_a_list_and_found_again(page: Page, host: str) -> None:
    keep(page, f"{host}/{ARTICLE}", "第三章要引", "论文")
    expect(page.get_by_role("button", name="已收藏")).to_be_visible()
    assert violations(page) == []
    bar(page).get_by_role("link", name="查看收藏").click()
    expect(page.locator("h1")).to_have_text("收藏")
    expect(page.locator("section h2")).to_have_text("论文 1条")
    expect(page.locator("section textarea")).to_have_value("第三章要引")
    expect(page.locator("section .citation")).to_have_text(
        "刘丽霞. 我市抓实小额信贷　助力乡村振兴[N]. [吕梁日报]，[2024-03-07]."
    )
    assert violations(page) == []
    page.get_by_role("link", name="我市抓实小额信贷　助力乡村振兴").click()
    page.wait_for_url(f"{host}/{ARTICLE}")
    expect(page.get_by_role("button", name="已收藏")).to_be_visible()
    page.get_by_role("button", name="已收藏").click()
    expect(bar(page)).to_contain_text("早已收藏")
    expect(bar(page).get_by_label("备注")).to_have_value("第三章要引")
    bar(page).get_by_role("button", name="取消收藏").click()
    expect(page.get_by_role("button", name="收藏", exact=True)).to_be_visible()


def test_a_passage_is_saved_with_its_text_and_leads_back_to_it(page: Page, host: str) -> None:
    keep_passage(page, f"{host}/{ARTICLE}", 3)
    text = page.locator("#p3").text_content()
    page.goto(f"{host}/saved/index.html")
    expect(page.locator("blockquote")).to_have_text(re.sub(r"^3", "", text or ""))
    page.locator("section h3 a").click()
    page.wait_for_url(f"{host}/{ARTICLE}#p3")


def test_things_are_moved_renamed_and_taken_out_and_that_is_undone(page: Page, host: str) -> None:
    keep(page, f"{host}/{ARTICLE}", "", "甲")
    keep(page, f"{host}/{OTHER}")
    page.goto(f"{host}/saved/index.html")
    headings = page.locator("section h2")
    expect(headings).to_have_text(["甲 1条", "未归列表 1条"])
    page.locator("section").nth(1).get_by_label("列表").fill("甲")
    page.keyboard.press("Tab")
    expect(headings).to_have_text(["甲 2条"])
    page.get_by_label("列表名").fill("乙")
    page.keyboard.press("Tab")
    expect(headings).to_have_text(["乙 2条"])
    page.get_by_role("button", name="删去").first.click()
    expect(headings).to_have_text(["乙 1条"])
    told(page).get_by_role("button", name="撤销").click()
    expect(headings).to_have_text(["乙 2条"])
    page.reload()
    expect(headings).to_have_text(["乙 2条"])


def test_files_hold_what_is_saved(page: Page, host: str) -> None:
    keep(page, f"{host}/{ARTICLE}", '=HYPERLINK("http://evil.example")', "论文")
    keep_passage(page, f"{host}/{ARTICLE}", 1)
    page.goto(f"{host}/saved/index.html")
    rows = list(csv.reader(io.StringIO(file_of(page, "CSV").removeprefix("\ufeff"), newline="")))
    assert rows[0][:3] == ["列表", "题名", "责任者"]
    (noted,) = [row for row in rows[1:] if row[0] == "论文"]
    (quoted,) = [row for row in rows[1:] if row[6]]
    assert noted[7] == '\'=HYPERLINK("http://evil.example")', "no program for tables computes it"
    assert quoted[6].startswith("为进一步巩固拓展")
    assert quoted[9] == f"{host}/{ARTICLE}#p1"
    ris = file_of(page, "RIS").splitlines()
    assert (ris.count("TY  - NEWS"), ris.count("ER  - ")) == (1, 1), "an article comes once"
    assert any(line.startswith("N1  - ") and "摘录：为进一步" in line and "=HYPERLINK" in line for line in ris)
    bib = file_of(page, "BibTeX")
    assert bib.count("@article{llrb-2024-03-07-00-02,") == 1
    assert "摘录：为进一步" in bib
    marked = file_of(page, "Markdown")
    assert marked.startswith("# 收藏\n\n## 论文\n\n- **我市抓实小额信贷　助力乡村振兴**")
    assert "\\=HYPERLINK\\(" in marked
    assert "\n  > 为进一步巩固拓展" in marked


def test_on_another_computer_a_file_brings_all_of_it(page: Page, browser: Browser, host: str) -> None:
    keep(page, f"{host}/{ARTICLE}", "备注一", "论文")
    keep_passage(page, f"{host}/{OTHER}", 1)
    page.goto(f"{host}/saved/index.html")
    file = file_of(page, "存为文件")
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{host}/saved/index.html")
    expect(other.locator(".collection")).to_contain_text("还没有收藏")
    expect(other.get_by_role("button", name="CSV")).to_be_disabled()
    open_file(other, file)
    expect(told(other)).to_have_text("读入完毕：新增 2 条，更新 0 条，原有而不动 0 条。")
    assert other.locator("section").all_inner_texts() == page.locator("section").all_inner_texts()
    open_file(other, file)
    expect(told(other)).to_have_text("读入完毕：新增 0 条，更新 0 条，原有而不动 2 条。")
    other.reload()
    expect(other.locator("section li")).to_have_count(2)
    context.close()


def test_of_two_notes_the_later_one_stays(page: Page, host: str) -> None:
    page.goto(f"{host}/saved/index.html")
    open_file(page, written(item(note="旧", changed="2026-11-20T00:00:00.000Z")))
    expect(page.locator("textarea")).to_have_value("旧")
    open_file(page, written(item(note="新", changed="2026-11-22T00:00:00.000Z")))
    expect(told(page)).to_contain_text("更新 1 条")
    expect(page.locator("textarea")).to_have_value("新")
    open_file(page, written(item(note="旧", changed="2026-11-20T00:00:00.000Z")))
    expect(told(page)).to_contain_text("原有而不动 1 条")
    expect(page.locator("textarea")).to_have_value("新")


DAMAGED = "这个收藏文件不完整或已损坏，没有读入。请用原来的文件再试。"
FOREIGN = "这不是收藏文件，没有读入。请选“存为文件”得到的 .json 文件。"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (written(item())[:-20], DAMAGED),
        ("", FOREIGN),
        (b"\xff\xfe\x00\x01" * 50, FOREIGN),
        ("[]", FOREIGN),
        ('{"format": "baocang-saved"}', FOREIGN),
        ('{"format": "baocang-saved", "items": 5}', FOREIGN),
        ("null", FOREIGN),
        (written(version=2), "这个文件是新版本的网站存的，这里读不了。"),
        ("[" * 100_000, FOREIGN),
        (written(*[0] * 20_001), "这个文件太大，不像是收藏文件，没有读入。"),
    ],
)
def test_a_file_that_is_none_is_said_in_plain_words(page: Page, host: str, content: str | bytes, said: str) -> None:
    page.goto(f"{host}/saved/index.html")
    open_file(page, content)
    expect(told(page)).to_have_text(said)
    expect(page.locator("section")).to_have_count(0)


@pytest.mark.parametrize(
    "bad",
    [
        5,
        None,
        {},
        item(path="../../../etc/passwd"),
        item(path="https://evil.example/x.html"),
        item(path="issues/../evil/x.html"),
        item(site="javascript:alert(1)//"),
        item(record={"address": "javascript:alert(1)"}),
        item(record={"title": 5}),
        item(record={"title": ""}),
        item(record={"date": "2024-03-07T"}),
        item(record={"id": "a b"}),
        item(record={"authors": [{"name": "x"}]}),
        item(where='p1"><img src=x>'),
        item(note="x" * 20_001),
        item(saved="yesterday"),
    ],
)
def test_what_is_no_saved_thing_is_left_out_and_counted(page: Page, host: str, bad: object) -> None:
    page.goto(f"{host}/saved/index.html")
    open_file(page, written(item(where="p1"), bad))
    expect(told(page)).to_contain_text("新增 1 条")
    expect(told(page)).to_contain_text("另有 1 条读不懂，没有收进来。")
    expect(page.locator("section li")).to_have_count(1)


def test_hostile_words_are_words(page: Page, host: str) -> None:
    """What comes in a file becomes neither markup nor a formula, nor a command of TeX or Markdown."""
    nasty = "<img src=x onerror=alert(1)>\u0000\u001b[2J{{7*7}}\\input{/etc/passwd}](javascript:x)"
    hostile = item(
        note=nasty, list=nasty[:60], quote=nasty, record={"title": nasty, "authors": [nasty], "paper": nasty}
    )
    page.goto(f"{host}/saved/index.html")
    open_file(page, written(hostile))
    expect(page.locator("section li")).to_have_count(1)
    assert page.locator("main img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator("h3").inner_text()
    assert "\\input" not in file_of(page, "BibTeX")
    assert "](" not in file_of(page, "Markdown").replace("\\]\\(", "")
    assert not re.search(r"[\x00\x1b]", file_of(page, "存为文件"))


def test_with_blocked_storage_that_is_said_and_a_file_offered(page: Page, host: str) -> None:
    page.add_init_script(BLOCKED)
    page.goto(f"{host}/{ARTICLE}")
    page.get_by_role("button", name="收藏", exact=True).click()
    expect(bar(page)).to_contain_text("这个浏览器不允许网页保存数据")
    with page.expect_download() as coming:
        bar(page).get_by_role("button", name="存为文件").click()
    file = Path(coming.value.path()).read_text(encoding="utf-8")
    page.goto(f"{host}/saved/index.html")
    expect(told(page)).to_contain_text("这个浏览器不允许网页保存数据")
    open_file(page, file)
    expect(told(page)).to_contain_text("新增 1 条")
    expect(told(page)).to_contain_text("收藏只留到关闭本页")
    expect(page.locator("section li")).to_have_count(1)
    assert "@article" in file_of(page, "BibTeX")


def test_a_full_storage_is_said_and_nothing_of_it_is_lost(page: Page, host: str) -> None:
    page.add_init_script(FULL)
    keep(page, f"{host}/{ARTICLE}")
    page.goto(f"{host}/{OTHER}")
    page.evaluate("window.full = true")
    page.get_by_role("button", name="收藏", exact=True).click()
    expect(bar(page)).to_contain_text("存储空间已满，没有存下")
    page.goto(f"{host}/saved/index.html")
    expect(page.locator("section li")).to_have_count(1)


def test_damaged_storage_is_left_as_it_is_until_its_reader_says_so(page: Page, host: str) -> None:
    keep(page, f"{host}/{ARTICLE}")
    spoilt = written(item(), {"record": "?"})
    for content, left in ((spoilt, 1), (spoilt[:-30], 0)):
        page.evaluate("content => localStorage.setItem('baocang.saved', content)", content)
        page.goto(f"{host}/{OTHER}")
        page.get_by_role("button", name="收藏", exact=True).click()
        expect(bar(page)).to_contain_text("有损坏，没有改动它")
        page.goto(f"{host}/saved/index.html")
        expect(told(page)).to_contain_text("有损坏")
        assert page.evaluate("localStorage.getItem('baocang.saved')") == content
        with page.expect_download() as coming:
            page.get_by_role("button", name="把原来的数据存为文件").click()
        assert Path(coming.value.path()).read_text(encoding="utf-8") == content
        page.get_by_role("button", name="只留读得懂的，重新开始").click()
        expect(told(page)).to_have_text(f"已重新开始，留下 {left} 条。")
        expect(page.locator("section li")).to_have_count(left)


def test_two_pages_do_not_write_over_each_other(browser: Browser, host: str) -> None:
    context = browser.new_context()
    one, two = context.new_page(), context.new_page()
    one.goto(f"{host}/saved/index.html")
    keep(two, f"{host}/{ARTICLE}", "", "甲")
    expect(one.locator("section li")).to_have_count(1)
    two.goto(f"{host}/saved/index.html")
    one.locator("textarea").fill("一")
    one.locator("textarea").press("Tab")
    two.locator("section").get_by_label("列表", exact=True).fill("乙")
    two.keyboard.press("Tab")
    for page in (one, two):
        page.reload()
        expect(page.locator("textarea")).to_have_value("一")
        expect(page.locator("section h2")).to_have_text("乙 1条")
    context.close()


def test_things_of_another_archive_lead_there_as_far_as_that_is_known(page: Page, host: str) -> None:
    page.goto(f"{host}/saved/index.html")
    there = item(archive="别处", site="https://elsewhere.example/a/", where="p2", saved="2026-11-21T00:00:00.000Z")
    nowhere = item(archive="无处")
    open_file(page, written(item(), there, nowhere))
    expect(page.locator("section li")).to_have_count(3)
    links = page.locator("section h3").evaluate_all("all => all.map(e => e.querySelector('a')?.href ?? null)")
    assert links == [f"https://elsewhere.example/a/{ARTICLE}#p2", f"{host}/{ARTICLE}", None]


def test_from_a_disk_the_address_brings_a_thing_along_and_asks(page: Page, shipped: Sample) -> None:
    home = (shipped.root / "site").as_uri()
    keep(page, f"{home}/{ARTICLE}", "备注")
    link = bar(page).get_by_role("link", name="查看收藏")
    address = link.get_attribute("href") or ""
    link.click()
    expect(page.locator("section li")).to_have_count(1)
    expect(told(page)).to_be_hidden()  # Chromium's pages of a disk share what is stored
    page.evaluate("localStorage.removeItem('baocang.saved')")
    page.goto("about:blank")
    page.goto(address)
    expect(told(page)).to_contain_text("文章页带来一条收藏：我市抓实小额信贷")
    expect(page.locator("section li")).to_have_count(0)
    told(page).get_by_role("button", name="收进来").click()
    expect(page.locator("section li")).to_have_count(1)
    page.goto("about:blank")
    page.goto(f"{home}/saved/index.html#add=%7B%22format%22")
    expect(page.locator("section li")).to_have_count(1)


def test_on_paper_there_are_lists_with_notes_and_without_fields(page: Page, host: str) -> None:
    keep(page, f"{host}/{ARTICLE}", "第三章要引", "论文")
    page.goto(f"{host}/saved/index.html")
    expect(page.locator("section li")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".written")).to_be_visible()
    expect(page.locator(".written")).to_have_text("第三章要引")
    for gone in ("textarea", ".deeds", ".masthead nav"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("section h2")).to_be_visible()


def test_nothing_of_it_leaves_the_machine(page: Page, host: str) -> None:
    """(Requests to other hosts fail every test.)"""
    asked: list[str] = []
    keep(page, f"{host}/{ARTICLE}", "秘密")
    page.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    page.goto(f"{host}/saved/index.html")
    expect(page.locator("section li")).to_have_count(1)
    assert asked
    assert all(each.startswith("GET ") and "llrb" not in each and "add=" not in each for each in asked)


def test_the_page_is_valid_says_what_it_needs_and_is_in_no_list_of_pages(
    shipped: Sample, browser: Browser, sample: Sample
) -> None:
    assert validate(shipped.root / "site/saved/index.html") == (0, "")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((shipped.root / "site/saved/index.html").as_uri())
    expect(page.locator("main")).to_contain_text("收藏要用到 JavaScript")
    context.close()
    settings = re.sub(r"(?m)^#? ?site_url:.*\n", "", sample.read("mkdocs.yml"))
    sample.write("mkdocs.yml", f"{settings}\nsite_url: https://archive.example.org/x/\n")
    for _ in range(2):
        assert sample.run("build", "--strict").exit_code == 0
        assert "saved/" not in sample.read("site/sitemap.xml")
    assert '<meta name="robots" content="noindex">' in sample.read("site/saved/index.html")
    assert 'href="saved/index.html"' in sample.read("site/index.html")


def test_whoever_works_by_keyboard_stays_where_they_were(page: Page, host: str) -> None:
    page.goto(f"{host}/saved/index.html")
    open_file(page, written(item(), item(where="p1", saved="2026-11-21T00:00:00.000Z")))
    first = page.locator("section li").first
    first.get_by_label("列表").focus()
    page.keyboard.type("甲")
    page.keyboard.press("Tab")
    expect(page.locator("section h2")).to_have_text(["甲 1条", "未归列表 1条"])
    expect(page.locator("section").first.get_by_role("button", name="删去")).to_be_focused()
    page.keyboard.press("Enter")
    expect(told(page).get_by_role("button", name="撤销")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("section h2")).to_have_text(["甲 1条", "未归列表 1条"])
