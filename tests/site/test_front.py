"""The front page: what it offers to ask finds something, and what it says of the holdings is so."""

import json
import re
from html import unescape

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Sample, begun, served

pytestmark = pytest.mark.slow

PAPERS = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  jzb: {name: 晋州<报>, place: 晋州市, adcode: "130183"}
issues: []
"""


def examples(archive: Sample) -> list[tuple[str, str]]:
    """What each says, and where it leads."""
    found = re.search(r'(?s)<p class="examples">(.*?)</p>', archive.read("site/index.html"))
    return (
        [(unescape(label), unescape(at)) for at, label in re.findall(r'<a href="([^"]*)">([^<]*)</a>', found[1])]
        if found
        else []
    )


def test_the_archive_that_ships_offers_a_place_a_newspaper_a_person_and_a_day(shipped: Sample) -> None:
    assert [label for label, _ in examples(shipped)] == ["方山县", "吕梁日报 2025年", "刘丽霞", "2025年9月23日"]


@pytest.mark.browser
def test_each_example_finds_something(shipped: Sample, page: Page) -> None:
    home = (shipped.root / "site").as_uri()
    for label, at in examples(shipped):
        page.goto(f"{home}/index.html")
        page.get_by_role("link", name=label, exact=True).first.click()
        page.wait_for_url(f"**/{at.partition('?')[0]}*")
        expect(page.locator(".hits li").first).to_be_visible()


@pytest.mark.browser
def test_the_search_of_the_front_page_suggests_and_searches(shipped: Sample, page: Page) -> None:
    page.goto(f"{(shipped.root / 'site').as_uri()}/index.html")
    field = page.get_by_role("combobox", name="检索全文")
    field.fill("小额")
    expect(page.locator("#offers li").first).to_be_visible()
    field.fill("小额信贷")
    field.press("Enter")
    expect(page.locator(".hits li").first).to_contain_text("小额信贷")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_field_of_the_front_page_is_large_and_stands_in_the_first_screen(
    shipped: Sample, browser: Browser, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(f"{(shipped.root / 'site').as_uri()}/index.html")
    expect(tab.locator("input[name=q]")).to_have_count(1)
    box = tab.locator("input[name=q]").bounding_box()
    assert box
    assert box["height"] >= 48
    assert box["y"] + box["height"] < 450
    tab.close()


@pytest.fixture(scope="module")
def gapped(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Two newspapers: a weekly of 1996 and 1999 that lacks two Thursdays and March to May, and one with markup in its
    name."""
    archive = begun(tmp_path_factory.mktemp("gapped"), PAPERS)
    weeks = [f"1996-01-{day:02d}" for day in (4, 11, 18, 25)] + [f"1996-02-{day:02d}" for day in (1, 15, 22)]
    days = [*weeks, "1996-06-06", "1999-12-02"]
    records = [
        {
            "paper": "xxb",
            "date": day,
            "title": f"春耕{n}",
            "body": "兴县的田野。",
            "county": "兴县",
            "authors": ["王一"],
        }
        for n, day in enumerate(days)
    ]
    records.append({"paper": "jzb", "date": "1997-05-01", "title": "梨花", "body": "一片。", "county": "晋州市"})
    archive.write("seeds/articles/all.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert archive.run("build", "--strict").exit_code == 0
    return archive


def test_years_and_months_that_are_lacking_are_said_and_seen(gapped: Sample) -> None:
    home = gapped.read("site/index.html")
    cells = re.findall(r'<li class="(\w+)">(?:<a [^>]*>)?([\d—]+)<small>(.*?)</small>', home)
    assert [(of, said) for _, of, said in cells] == [("1996", "8篇"), ("1997", "1篇"), ("1998", "缺"), ("1999", "1篇")]
    assert [style for style, _, _ in cells][2] == "none"
    assert "缺1996年3—5月、1996年7月—1999年11月。" in home
    assert "1996—1999年 · 9期 · 9篇" in home
    strips = re.findall(
        r'<svg viewBox="0 0 (\d+) 12"[^>]*><rect x="(\d+)" width="(\d+)" height="12"/><path d="([^"]+)"/>', home
    )
    assert strips == [
        ("48", "0", "48", "M0 0h2v12h-2zM5 0h1v12h-1zM47 0h1v12h-1z"),
        ("48", "16", "1", "M16 0h1v12h-1z"),
    ]
    assert "晋州&lt;报&gt;" in home
    assert "晋州<报>" not in home
    assert gapped.run("check").output == "All well.\n"


def test_the_newspapers_of_the_list_say_what_is_lacking_as_the_front_page_does(gapped: Sample) -> None:
    assert "缺1996年3—5月、1996年7月—1999年11月。" in gapped.read("site/issues/index.html")


def test_what_came_last_stands_first_whatever_its_date(gapped: Sample) -> None:
    late = {"paper": "xxb", "date": "1950-01-05", "title": "旧报新到", "body": "今日入藏。", "county": "兴县"}
    gapped.write("seeds/articles/late.jsonl", json.dumps(late, ensure_ascii=False))
    try:
        assert gapped.run("build", "--strict").exit_code == 0
        news = gapped.read("site/index.html").partition('<h2 id="newest">')[2]
        first = re.search(r'<h3 id="([\w-]+)">', news)
        assert first
        assert first[1] == "xxb-1950-01-05"
        assert "入藏" in news.partition("</h3>")[2].partition("<h4>")[0]
    finally:
        (gapped.root / "seeds/articles/late.jsonl").unlink()


@pytest.mark.browser
def test_names_are_narrowed_and_sorted_and_come_back_under_their_letters(gapped: Sample, page: Page) -> None:
    records = [
        {
            "paper": "xxb",
            "date": f"{1990 + n % 7}-01-04",
            "title": f"题{n}",
            "body": "文。",
            "county": "兴县",
            "authors": [name],
        }
        for n, name in enumerate([*(f"{of}{chr(0x4E8C + n)}" for n, of in enumerate("王李张刘" * 20)), *["马丁"] * 3])
    ]
    gapped.write("seeds/articles/many.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    try:
        assert gapped.run("build", "--strict").exit_code == 0
        with served(gapped.root / "site") as address:
            page.goto(f"{address}/people/index.html")
            names = page.locator(".names a:visible")
            before = names.all_inner_texts()
            assert page.locator("main h2").all_inner_texts() == ["L", "M", "W", "Z"]
            page.get_by_label("排序").select_option("number")
            assert names.first.inner_text() == "王一"
            assert names.nth(1).inner_text() == "马丁"
            assert page.locator("main h2:visible").count() == 0
            page.get_by_label("在本页筛选").fill("马")
            assert names.all_inner_texts() == ["马丁"]
            expect(page.locator("output")).to_have_text(f"{len(before)}个中的1个")
            page.get_by_label("排序").select_option("")
            assert names.all_inner_texts() == ["马丁"]
            assert page.locator("main h2:visible").all_inner_texts() == ["M"]
            page.get_by_label("在本页筛选").fill("w")
            assert {name[0] for name in names.all_inner_texts()} == {"王"}
            page.get_by_label("在本页筛选").fill("")
            assert names.all_inner_texts() == before
    finally:
        (gapped.root / "seeds/articles/many.jsonl").unlink()
