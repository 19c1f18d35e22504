"""Hits as a reader looks at them otherwise than as a list: in their context, over time, to take along; and a search
within what a page is of. In Chromium, of the archive that ships."""

import csv
import io
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.base.archive import Document
from generator.language.terms import fold
from tests.conftest import InParts, Quiet, Sample, served, violations
from tests.search.test_search import documents

pytestmark = pytest.mark.browser


ENDLESS = "for (;;) { await new Promise(done => setTimeout(done, 20)); signal?.throwIfAborted(); yield []; }"


@pytest.fixture(scope="module", params=["file", "parts", "whole"])
def search_page(shipped: Sample, request: pytest.FixtureRequest) -> Iterator[str]:
    """From a disk, from a server that sends parts of files, from one that sends none."""
    site = shipped.root / "site"
    if request.param == "file":
        yield f"{site.as_uri()}/search/index.html"
        return
    with served(site, InParts if request.param == "parts" else Quiet) as address:
        yield f"{address}/search/index.html"


@pytest.fixture(scope="module")
def home(shipped: Sample) -> str:
    return (shipped.root / "site").as_uri()


def said(page: Page) -> Locator:
    return page.locator(".tally [role=status]").first


def times(document: Document, run: str) -> int:
    """How often a run stands in an article, also over itself."""
    return sum(len(re.findall(f"(?={run})", fold(line))) for line in document.title + document.text)


# ---- in context ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", ["发展", "鄉村"])
def test_each_time_that_a_word_stands_somewhere_has_a_line(search_page: str, page: Page, run: str) -> None:
    page.goto(f"{search_page}?q={run}&view=context")
    lines = page.locator(".contexts tbody tr")
    number = sum(times(document, fold(run)) for document in documents())
    articles = sum(times(document, fold(run)) > 0 for document in documents())
    expect(page.locator(".view")).to_contain_text(f"{articles} 篇中共 {number} 处。")
    expect(lines).to_have_count(min(number, 100))
    assert {fold(word) for word in page.locator(".contexts .word mark").all_inner_texts()} == {fold(run)}


@pytest.mark.parametrize("width", [1280, 390])
def test_words_stand_below_each_other_a_line_each(home: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{home}/search/index.html?q=发展&view=context")
    words = page.locator(".contexts .word mark")
    expect(words.first).to_be_visible()
    boxes = [word.bounding_box() for word in words.all()]
    assert len({round(box["x"]) for box in boxes if box}) == 1
    heights = {round(row.bounding_box()["height"]) for row in page.locator(".contexts tbody tr").all()}  # type: ignore[index]
    assert len(heights) == 1 and max(heights) < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    left = page.locator(".contexts .before span").filter(has_text=re.compile(".{30}")).first
    assert left.evaluate("e => e.scrollWidth <= e.clientWidth || getComputedStyle(e).justifyContent == 'flex-end'")


def test_lines_are_sorted_by_what_stands_to_the_right_and_that_stands_in_the_address(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view=context")
    expect(page.locator(".contexts tr").nth(1)).to_be_visible()
    page.get_by_label("排序").select_option("按右文")
    expect(page).to_have_url(re.compile("sort=right&view=context"))
    after = [re.sub(r"\W", "", text) for text in page.locator(".contexts .after").all_inner_texts()]
    ordered = page.evaluate("texts => texts.sort(new Intl.Collator('zh-CN').compare)", after)
    assert after == ordered and len(set(after)) > 20
    page.get_by_label("排序").select_option("按左文")
    expect(page).to_have_url(re.compile("sort=left"))
    before = [re.sub(r"\W", "", text)[::-1] for text in page.locator(".contexts .before").all_inner_texts()]
    assert before == page.evaluate("texts => texts.sort(new Intl.Collator('zh-CN').compare)", before)
    page.get_by_role("link", name="列表", exact=True).click()
    expect(page.locator(".hits li").first).to_be_visible()
    assert "sort" not in page.url and "view" not in page.url
    page.go_back()
    expect(page.get_by_label("排序")).to_have_value("left")


def test_a_line_leads_to_the_word_in_its_article(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=冻绿叶&view=context")
    link = page.locator(".contexts .word a").first
    title = link.get_attribute("title")
    link.click()
    expect(page.locator("h1")).to_have_text(str(title))
    assert "#:~:text=" in page.url


def few(tab: Page, name: str, constant: str, number: int) -> None:
    """A script of the page with another bound, so that a small archive is too much for it."""
    source = (Path(__file__).parents[2] / f"theme/assets/{name}.js").read_text(encoding="utf-8")
    changed = re.sub(rf"const {constant} = [\d_]+;", f"const {constant} = {number};", source)
    assert changed != source
    tab.route(f"**/{name}.js", lambda route: route.fulfill(body=changed, content_type="text/javascript"))


def test_of_many_hits_the_first_are_read_and_the_rest_on_wish(home: str, page: Page) -> None:
    few(page, "context", "AT_ONCE", 5)
    page.goto(f"{home}/search/index.html?q=发展&view=context")
    expect(page.locator(".view")).to_contain_text("已读最相关的 5 篇，其中")
    page.get_by_role("button", name=re.compile(r"读完全部 23 篇（约再加载 [\d.]+ MB）")).click()
    number = sum(times(document, "发展") for document in documents())
    expect(page.locator(".view")).to_contain_text(f"23 篇中共 {number} 处。")
    expect(page.get_by_role("button", name="读完全部")).to_have_count(0)


def test_reading_can_be_stopped_and_the_lines_stay(home: str, page: Page) -> None:
    few(page, "context", "AT_ONCE", 5)
    page.goto(f"{home}/search/index.html?q=发展&view=context")
    expect(page.locator(".view")).to_contain_text("已读最相关的 5 篇")
    lines = page.locator(".contexts tbody tr").count()
    page.evaluate(f"archive.many.texts = async function* (c, docs, signal) {{ {ENDLESS} }}")
    page.get_by_role("button", name="读完全部").click()
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".view [role=status]")).to_have_text("已停止。")
    expect(page.locator(".contexts tbody tr")).to_have_count(lines)
    expect(page.get_by_role("button", name="读完全部")).to_be_enabled()


def test_many_lines_are_paged(home: str, page: Page) -> None:
    few(page, "context", "LINES", 10)
    page.goto(f"{home}/search/index.html?q=发展&view=context&sort=date")
    expect(page.locator(".contexts tbody tr")).to_have_count(10)
    page.locator(".view .pages").get_by_role("link", name="下一页").click()
    expect(page).to_have_url(re.compile("view=context&page=2"))
    expect(page.locator(".view .pages b")).to_have_text("2")


def test_more_lines_than_can_be_kept_are_said(home: str, page: Page) -> None:
    few(page, "context", "MOST", 30)
    page.goto(f"{home}/search/index.html?q=发展&view=context")
    expect(page.locator(".view")).to_contain_text("只列出按日期在前的 30 处，其余未列；请缩小范围。")
    expect(page.locator(".contexts tbody tr")).to_have_count(30)


def test_a_view_that_takes_a_while_leaves_the_number_of_hits(home: str, page: Page) -> None:
    def late(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    page.route("**/assets/trend.js", late)
    page.goto(f"{home}/search/index.html?q=发展&view=trend")
    expect(page.locator(".trend path.line")).to_have_count(1)
    expect(said(page)).to_have_text("找到 23 篇")


def test_a_query_without_words_has_no_context(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=author:刘*&view=context")
    expect(page.locator(".view")).to_have_text("检索式里没有可以显示上下文的词。")


# ---- over time -----------------------------------------------------------------------------------------------------


def test_a_trend_says_of_a_thousand_articles_how_many(search_page: str, page: Page) -> None:
    page.goto(f"{search_page}?q=发展&view=trend&with=金融")
    page.locator(".data summary").click()
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator(".wide tbody tr").all()]
    years = Counter(document.date[:4] for document in documents())
    held = {
        run: Counter(document.date[:4] for document in documents() if times(document, run)) for run in ("发展", "金融")
    }
    expected = [
        [f"{year}年", f"{years[year]}"]
        + [
            cell
            for run in ("发展", "金融")
            for cell in (
                f"{held[run][year]}",
                f"{round(1000 * held[run][year] / years[year], 1):,g}" if years[year] else "—",
            )
        ]
        for year in map(str, range(2020, 2026))
    ]
    assert rows == expected
    with page.expect_download() as download:
        page.get_by_role("link", name="下载数据（CSV）").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert download.value.suggested_filename == "趋势.csv"
    table = list(csv.reader(io.StringIO(text)))
    assert table[0] == ["起", "止", "全部文章", "发展", "发展（每千篇）", "金融", "金融（每千篇）"]
    assert [row[2] for row in table[1:]] == [row[1] for row in rows]
    assert table[1][:2] == ["2020-01-01", "2020-12-31"]


def test_queries_are_compared_and_taken_away_and_stand_in_the_address(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view=trend")
    expect(page.locator(".legend li")).to_have_count(1)
    for word in ("金融", "春"):
        page.get_by_role("searchbox", name="再比较一个词").fill(word)
        page.get_by_role("button", name="比较").click()
        expect(page.locator(".legend")).to_contain_text(word)
    assert f"view=trend&with={quote('金融')}&with={quote('春')}" in page.url
    expect(page.locator(".compare")).to_have_count(0)
    expect(page.locator(".trend path.line")).to_have_count(3)
    expect(page.get_by_role("img", name="发展、金融、春：各时期每千篇文章中的篇数")).to_be_visible()
    page.get_by_role("link", name="去掉 金融").click()
    expect(page.locator(".legend li")).to_have_count(2)
    page.get_by_role("link", name="按月").click()
    expect(page).to_have_url(re.compile("per=month"))
    page.locator(".data summary").click()
    assert page.locator(".wide tbody tr").count() > 50
    page.locator(".wide tbody a").first.click()
    expect(page.locator(".hits li").first).to_be_visible()
    assert "from=2020-09-01&to=2020-09-30" in page.url and "view" not in page.url


def test_a_trend_is_of_what_the_filters_let_through(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view=trend&paper=llrb&from=2024-01-01&to=2025-12-31")
    page.locator(".data summary").click()
    ours = [d for d in documents() if d.paper[0] == "llrb" and d.date >= "2024"]
    totals = [int(row.locator("td").first.inner_text()) for row in page.locator(".wide tbody tr").all()]
    assert sum(totals) == len(ours) and len(totals) == 19, "from March 2024 to September 2025"


# ---- to take along -------------------------------------------------------------------------------------------------


def export(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.path().read_bytes().decode()


def test_all_of_a_result_is_taken_along_and_not_only_what_is_shown(
    search_page: str, page: Page, shipped: Sample
) -> None:
    page.goto(f"{search_page}?q=发展&view=export&sort=date")
    expect(page.locator(".view")).to_contain_text("导出全部 23 篇的著录")
    ids = [d.id for d in documents() if times(d, "发展")]
    table = list(csv.reader(io.StringIO(export(page, "表格（CSV）").removeprefix("\ufeff"))))
    assert [row[0] for row in table[1:]] == ids and table[0][:4] == ["编号", "题名", "副题", "责任者"]
    ris = export(page, "RIS")
    assert re.findall(r"^ID  - (.*)\r$", ris, re.M) == ids and ris.count("ER  - \r\n") == 23
    assert re.findall(r"^@article\{(.*),$", export(page, "BibTeX"), re.M) == ids
    cited = export(page, "引文（GB/T 7714-2025）").splitlines()
    pages = [shipped.read(f"site/issues/{i[:4]}/{i[5:15]}/{i[16:]}.html") for i in ids]
    printed = [re.findall(r'<p class="citation">(.*?)</p>', page)[0] for page in pages]
    old = export(page, "引文（GB/T 7714-2015）").splitlines()
    if page.url.startswith("file:"):
        assert cited == printed
        assert [re.sub("[，（）, ()]", "", each) for each in old] == [re.sub("[，（） ]", "", each) for each in printed]
    else:
        assert [re.sub(r" http\S+$", "", each.replace("[N/OL]", "[N]")) for each in cited] == printed
        assert all(re.search(r"\[\d{4}-\d\d-\d\d\]\. http\S+$", each) for each in old)


def test_zotero_is_given_all_of_a_result(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view=export&sort=date")
    page.evaluate("document.addEventListener('ZoteroItemUpdated', () => document.body.dataset.told = '1')")
    page.get_by_role("button", name="供 Zotero 抓取").click()
    expect(page.locator(".view [role=status]").first).to_have_text("已备好 23 篇，请点浏览器上的 Zotero 图标。")
    spans = page.locator("span.Z3988[title]").evaluate_all("spans => spans.map(span => span.title)")
    found = [parse_qs(span) for span in spans]
    wanted = [d for d in documents() if times(d, "发展")]
    assert [each["rft.date"][0] for each in found] == [d.date for d in wanted]
    assert [each.get("rft.au", []) for each in found] == [list(d.authors) for d in wanted]
    assert page.locator("body[data-told]").count() == 1


def test_taking_along_can_be_stopped(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view=export")
    page.get_by_role("button", name="RIS").wait_for()
    page.evaluate(f"archive.columns.records = async function* (c, docs, signal) {{ {ENDLESS} }}")
    page.get_by_role("button", name="RIS").click()
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".view [role=status]").first).to_have_text("已停止。")
    expect(page.get_by_role("button", name="RIS")).to_be_enabled()


def test_a_record_that_does_not_come_is_said(home: str, page: Page) -> None:
    page.route("**/record-*.js*", lambda route: route.abort())
    page.goto(f"{home}/search/index.html?q=发展&view=export")
    page.get_by_role("button", name="RIS").click()
    expect(page.locator(".view [role=status]").first).to_have_text("没有读完：有的数据没有读到。请再试一次。")


# ---- values that narrow --------------------------------------------------------------------------------------------


def test_several_places_are_chosen_and_one_in_another_takes_its_place(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展")
    facets = page.locator(".facets")
    facets.get_by_role("link", name="左权县", exact=True).click()
    expect(said(page)).to_have_text("找到 1 篇")
    facets.get_by_role("link", name="长子县", exact=True).click()
    expect(said(page)).to_have_text("找到 3 篇")
    assert "county=140722&county=140428" in page.url
    facets.get_by_role("link", name="长治市", exact=True).click()
    expect(page).to_have_url(re.compile("county=140722&county=140400$"))
    facets.get_by_role("link", name="长子县", exact=True).click()
    expect(page).to_have_url(re.compile("county=140722&county=140428$"))
    facets.get_by_role("link", name="左权县", exact=True).click()
    expect(page).to_have_url(re.compile("q=[^&]*&county=140428$"))
    expect(facets.locator("[aria-current]")).to_have_text("长子县")


def test_a_value_that_no_hit_has_is_named_and_can_be_taken_away(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=冻绿叶&county=140428&kind=photo")
    expect(said(page)).to_contain_text("没有找到")
    facets = page.locator(".facets [aria-current]")
    assert facets.all_inner_texts() == ["长子县", "图片"]
    facets.first.click()
    expect(facets).to_have_text(["图片"])


def test_an_address_of_before_with_one_value_or_its_name_works(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&county=长子县")
    expect(said(page)).to_have_text("找到 2 篇")
    page.locator(".facets").get_by_role("link", name="长子县", exact=True).click()
    expect(said(page)).to_contain_text("找到 23 篇")
    assert "county" not in page.url


def test_authors_are_counted_when_their_facet_is_opened(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展")
    expect(page.locator(".hits li").first).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".column summary", has_text="责任者").click()
    link = page.locator(".column a").first
    expect(link).to_be_visible()
    assert any("/columns/author-" in url for url in asked) and not any("/record-" in url for url in asked)
    expect(page.locator(".column summary", has_text="责任者")).to_be_focused()
    name = link.inner_text()
    number = sum(name in d.authors and times(d, "发展") > 0 for d in documents())
    link.click()
    expect(said(page)).to_have_text(f"找到 {number} 篇")
    assert f"author={quote(name)}" in page.url
    page.reload()
    expect(said(page)).to_have_text(f"找到 {number} 篇")
    expect(page.locator(".column [aria-current]")).to_have_text(name)


@pytest.mark.parametrize(
    ("start", "narrowed", "number"),
    [
        ("counties/141100/index.html", "county=141100", 18),
        ("issues/llrb/index.html", "paper=llrb", 19),
        ("issues/llrb/2024-03-07/index.html", "paper=llrb&from=2024-03-07&to=2024-03-07", 4),
        ("dates/2025/index.html", "from=2025-01-01&to=2025-12-31", 9),
    ],
)
@pytest.mark.parametrize("scripts", [True, False])
def test_a_search_within_what_a_page_is_of(
    home: str, browser: Browser, start: str, narrowed: str, number: int, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    tab = context.new_page()
    tab.goto(f"{home}/{start}")
    field = tab.get_by_role("searchbox", name="在此检索")
    field.fill("发展")
    field.press("Enter")
    tab.wait_for_url("**/search/index.html?*")
    assert {*tab.url.partition("?")[2].split("&")} == {*narrowed.split("&"), f"q={quote('发展')}"}
    if scripts:
        expect(said(tab)).to_have_text(f"找到 {number} 篇")
    context.close()


def test_authors_and_subjects_have_a_search_of_their_own(home: str, page: Page, shipped: Sample) -> None:
    for folder, name in (("people", "author"), ("subjects", "subject")):
        at = next(iter(sorted((shipped.root / "site" / folder).glob("*/index.html"))))
        page.goto(at.as_uri())
        value, count = page.locator("h1").inner_text(), page.locator("a[data-by]").count()
        page.get_by_role("searchbox", name="在此检索").press("Enter")
        expect(said(page)).to_have_text(f"找到 {count} 篇")
        assert f"{name}={quote(value)}" in page.url


# ---- all of it -----------------------------------------------------------------------------------------------------


def test_a_trend_stands_whole_on_paper_without_what_one_presses(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view=trend&with=金融")
    expect(page.locator(".trend path.line")).to_have_count(2)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 930})  # A4 without its margins
    right = page.locator(".trend svg").evaluate(
        "svg => svg.getBoundingClientRect().right - svg.parentElement.getBoundingClientRect().right"
    )
    assert right <= 0.5
    for pressed in (".compare", ".per", ".formats", ".file", ".legend .off"):
        for each in page.locator(pressed).all():
            expect(each).not_to_be_visible()
    expect(page.locator(".legend b").first).to_be_visible()


def test_views_and_filters_work_in_a_bundle(shipped: Sample, page: Page, tmp_path: Path) -> None:
    made = shipped.root / "dist/报藏.zip"
    assert shipped.run("bundle").exit_code == 0
    with zipfile.ZipFile(made) as bundle:
        bundle.extractall(tmp_path)
    read = f"{(tmp_path / '报藏/read.html').as_uri()}"
    page.goto(f"{read}#search/index.html?q=发展&view=context&county=141100")
    expect(page.locator(".contexts tbody tr").first).to_be_visible()
    page.get_by_role("link", name="趋势").click()
    expect(page.locator(".trend path.line")).to_have_count(1)
    page.get_by_role("link", name="导出").click()
    assert export(page, "RIS").count("ER  - ") == 18
    page.locator(".column summary", has_text="责任者").click()
    expect(page.locator(".column a").first).to_be_visible()
    page.goto(f"{read}#counties/141100/index.html")  # another page of it: it loads itself anew
    page.get_by_role("searchbox", name="在此检索").fill("发展")
    page.get_by_role("searchbox", name="在此检索").press("Enter")
    expect(said(page)).to_have_text("找到 18 篇")


@pytest.mark.parametrize("view", ["context", "trend&with=金融", "export"])
def test_axe_finds_nothing_to_complain_of(home: str, page: Page, view: str) -> None:
    page.goto(f"{home}/search/index.html?q=发展&view={view}")
    expect(page.locator(".view > *").first).to_be_visible()
    expect(page.locator(".outcome")).not_to_have_attribute("aria-busy", "true")
    for summary in page.locator(".column summary, .data summary").all():
        summary.click()
        page.wait_for_timeout(200)
    assert violations(page) == []


def test_a_view_whose_script_does_not_load_is_said(home: str, page: Page) -> None:
    page.route("**/assets/trend.js", lambda route: route.abort())
    page.goto(f"{home}/search/index.html?q=发展&view=trend")
    expect(said(page)).to_contain_text("检索没有完成：网站刚刚更新过，须重新打开本页。")
    page.unroute("**/assets/trend.js")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".trend path.line")).to_have_count(1)
