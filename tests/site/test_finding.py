"""The search page as a reader meets it, in Chromium. Each test is a sentence about the archive that ships."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.base import assets
from generator.exports.opensearch import opensearch
from generator.pages import wording
from generator.search.suggest import may_be_offered, suggestions
from tests.conftest import REPOSITORY, Sample, violations

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"


@pytest.fixture(scope="module")
def home(shipped: Sample) -> str:
    return (shipped.root / "site").as_uri()


@pytest.fixture
def finder(home: str, page: Page) -> Iterator[Page]:
    page.goto(f"{home}/search/index.html")
    yield page


def said(page: Page) -> Locator:
    return page.locator(".tally [role=status]").first


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="检索全文")


def ask(page: Page, query: str) -> None:
    field(page).fill(query)
    field(page).press("Enter")


def test_a_search_is_a_permalink(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&county=140428&from=2022-01-01&to=2022-12-31&sort=date")
    expect(page.locator(".hits li").first).to_be_visible()
    first = (said(page).inner_text(), page.locator(".hits h2").all_inner_texts())
    assert first[0] == f"找到 {len(first[1])} 篇"
    page.reload()
    expect(page.locator(".hits li").first).to_be_visible()
    assert (said(page).inner_text(), page.locator(".hits h2").all_inner_texts()) == first


def test_typing_searches_and_back_restores_the_search_before(finder: Page) -> None:
    ask(finder, "冻绿叶")
    expect(said(finder)).to_have_text("找到 1 篇")
    ask(finder, "小额信贷")
    expect(said(finder)).to_have_text("找到 2 篇")
    finder.go_back()
    expect(field(finder)).to_have_value("冻绿叶")
    expect(said(finder)).to_have_text("找到 1 篇")


def test_a_filter_narrows_the_hits_and_stands_in_the_address(finder: Page) -> None:
    ask(finder, "发展")
    expect(finder.locator(".hits li").first).to_be_visible()
    before = said(finder).inner_text()
    finder.locator(".facets").get_by_role("link", name="长子县", exact=True).click()
    expect(said(finder)).not_to_have_text(before)
    assert "county=140428" in finder.url
    assert all("长子县" in facts for facts in finder.locator(".hits .facts").all_inner_texts())


def test_hits_are_marked_in_title_and_text_and_lead_to_the_article(finder: Page) -> None:
    ask(finder, "小額信貸")
    marks = finder.locator(".hits mark")
    expect(marks.first).to_be_visible()
    assert set(marks.all_inner_texts()) == {"小额信贷"}
    finder.get_by_role("link", name="我市抓实小额信贷　助力乡村振兴").click()
    assert f"{ARTICLE}#q=" in finder.url


def test_opening_a_hit_goes_to_its_words_in_the_article(finder: Page) -> None:
    finder.set_viewport_size({"width": 390, "height": 500})
    ask(finder, "这个路子〔□〕出来")
    finder.locator(".hits h2 a").click()
    finder.wait_for_url(re.compile("/issues/llrb/2024-03-07/00-08.html#"))
    expect(finder.get_by_text("要把这个路子〔□〕出来")).to_be_in_viewport()
    assert finder.evaluate("scrollY") > 1000


def test_nothing_found_is_said(finder: Page) -> None:
    ask(finder, "火星殖民地")
    expect(said(finder)).to_contain_text("没有找到")


def test_near_misses_are_headed_as_such(finder: Page) -> None:
    ask(finder, "交口县冻绿叶药茶研讨大会")
    expect(said(finder)).to_have_text("没有完全相符的文章，以下为近似结果。")
    expect(finder.locator(".hits h2").first).to_have_text("交口县冻绿叶药茶产业发展研讨会在太原举行")


@pytest.mark.parametrize("typed", ["jinrong", "Jin Rong", "jrong"])
def test_pinyin_that_is_sent_off_leads_to_the_words(home: str, page: Page, typed: str) -> None:
    page.goto(f"{home}/search/index.html?q={typed}")
    words = page.locator(".meant a")
    expect(words.filter(has_text=re.compile("^金融"))).not_to_have_count(0)
    words.filter(has_text=re.compile("^金融")).first.click()
    expect(page.locator(".hits mark").first).to_contain_text("金融")


@pytest.mark.parametrize(
    "pasted", ["2024年3月" * 400, "吕梁市" * 700, "2024年" + "小额信贷" * 600, "2024年3月至" * 400]
)
def test_a_page_of_text_in_the_field_is_read_in_a_moment(finder: Page, pasted: str) -> None:
    """Each stretch of it might be a day or a place: what tries that with every one is not through in minutes."""
    ask(finder, pasted)
    expect(said(finder)).to_have_text(re.compile("找到|没有"), timeout=30_000)


def test_a_day_that_is_none_narrows_nothing(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=发展&from=2022-02-31&to=2022-13-01")
    expect(page.locator(".hits li").first).to_be_visible()
    expect(page.locator(".chips a")).to_have_count(0)
    page.goto(f"{home}/search/index.html?q=发展&from=2020-02-29")
    expect(page.locator(".chips a")).not_to_have_count(0)


def test_missing_data_are_said_and_tried_again(shipped: Sample, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.route("**/shards/*.js*", lambda route: route.abort())
    tab.goto((shipped.root / "site/search/index.html").as_uri() + "?q=冻绿叶")
    expect(said(tab)).to_have_text(
        "检索没有完成：检索数据有一部分没有读到或已损坏。重试不行时，请把整个网站文件夹重新复制一遍。 重试"
    )
    expect(tab.locator(".hits li")).to_have_count(0)
    tab.unroute("**/shards/*.js*")
    tab.get_by_role("button", name="重试").click()
    expect(tab.locator(".hits li")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("script", ["words", "found", "archive", "filters", "asked", "hits"])
def test_scripts_that_did_not_load_are_said_and_loaded_again(home: str, page: Page, script: str) -> None:
    page.route(f"**/assets/{script}.js", lambda route: route.abort())
    page.goto(f"{home}/search/index.html?q=冻绿叶")
    expect(said(page)).to_have_text("检索没有完成：检索程序未能载入。 重试")
    page.unroute(f"**/assets/{script}.js")
    page.get_by_role("button", name="重试").click()
    expect(said(page)).to_have_text("找到 1 篇")


def test_a_long_list_is_paged(finder: Page) -> None:
    ask(finder, "的")
    expect(finder.locator(".hits li")).to_have_count(20)
    finder.get_by_role("link", name="下一页").click()
    expect(said(finder)).to_contain_text("第 21–")
    assert "page=2" in finder.url


def test_a_query_that_cannot_be_parsed_is_searched_as_it_stands_and_that_is_said(finder: Page) -> None:
    ask(finder, 'title:"发展')
    expect(said(finder)).to_have_text(re.compile("^这个检索式无法解析，已照原样查找。"))
    ask(finder, "发展 -吕梁")
    expect(said(finder)).to_have_text(re.compile("^找到"))


def test_while_half_an_expression_is_typed_the_hits_of_the_last_stay(finder: Page) -> None:
    ask(finder, "冻绿叶")
    expect(said(finder)).to_have_text("找到 1 篇")
    field(finder).press_sequentially(" -")
    finder.wait_for_timeout(400)
    expect(said(finder)).to_have_text("找到 1 篇")
    assert finder.url.endswith("?q=%E5%86%BB%E7%BB%BF%E5%8F%B6")


@pytest.mark.parametrize("typed", ["zhangzi", "zzx", "zhangzx", "长子"])
def test_places_are_offered_by_pinyin_its_first_letters_and_their_beginning(finder: Page, typed: str) -> None:
    field(finder).press_sequentially(typed)
    expect(finder.get_by_role("option", name="长子县 地区")).to_be_visible()


@pytest.mark.parametrize("typed", ["吕梁日", "吕梁日报", "lvliangri", "llr"])
def test_a_newspaper_is_offered_by_its_name_and_leads_to_its_page(finder: Page, typed: str) -> None:
    field(finder).press_sequentially(typed)
    expect(finder.get_by_role("option", name="〔吕梁日报〕 报纸")).to_be_visible()
    finder.get_by_role("option", name="〔吕梁日报〕 报纸").click()
    finder.wait_for_url("**/issues/llrb/index.html")


def test_behind_a_field_a_newspaper_is_a_word(finder: Page) -> None:
    field(finder).press_sequentially("报纸:吕梁日")
    finder.get_by_role("option", name="〔吕梁日报〕 报纸").click()
    expect(field(finder)).to_have_value("报纸:吕梁日报")
    expect(said(finder)).to_have_text("找到 25 篇，第 1–20 篇")


def test_the_field_of_other_pages_leads_to_the_newspaper_too(home: str, page: Page) -> None:
    page.goto(f"{home}/issues/zzxb/2022-04-16/index.html")
    field(page).click()
    field(page).press_sequentially("晋中日")
    page.get_by_role("option", name="〔晋中日报〕 报纸").click()
    page.wait_for_url("**/issues/jzrb/index.html")


def test_what_a_query_means_is_loaded_when_it_may_mean_something(home: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{home}/search/index.html?q=金融")
    expect(said(page)).to_have_text(re.compile("^找到"))
    assert not {"understand.js", "days.js", "doors.js", "spelling.js"} & set(asked)
    ask(page, "2024-03-07")
    expect(page.locator(".doors a")).to_have_text("2024年3月7日的报纸：〔吕梁日报〕 →")
    assert {"understand.js", "days.js", "doors.js"} <= set(asked) and "spelling.js" not in asked
    page.locator(".doors a").click()
    page.wait_for_url("**/issues/llrb/2024-03-07/index.html")


def test_a_filter_that_is_chosen_goes_before_one_that_the_query_names(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=2024年3月7日 金融&from=2020-01-01&to=2020-12-31")
    expect(page.locator(".hits li").first).to_be_visible()
    assert all("2020年" in facts for facts in page.locator(".hits .facts").all_inner_texts())


def test_an_offer_is_chosen_with_the_keys_and_searched_for(finder: Page) -> None:
    expect(field(finder)).to_have_attribute("aria-expanded", "false")
    field(finder).press_sequentially("金融 zhangzi")
    expect(field(finder)).to_have_attribute("aria-expanded", "true")
    field(finder).press("ArrowDown")
    option = finder.get_by_role("option", selected=True)
    expect(option).to_have_count(1)
    assert field(finder).get_attribute("aria-activedescendant") == option.get_attribute("id")
    chosen = option.inner_text().split()[0]
    field(finder).press("Enter")
    expect(field(finder)).to_have_value(f"金融 {chosen}")
    expect(finder.get_by_role("listbox")).to_be_hidden()
    expect(said(finder)).not_to_be_empty()
    field(finder).press_sequentially(" fa")
    expect(finder.get_by_role("listbox")).to_be_visible()
    field(finder).press("Escape")
    expect(finder.get_by_role("listbox")).to_be_hidden()


def test_axe_finds_nothing_to_complain_of_in_the_open_list_and_the_chart(finder: Page) -> None:
    ask(finder, "发展")
    expect(finder.locator(".chart a").first).to_be_visible()
    field(finder).press_sequentially(" zhang")
    expect(finder.locator("#offers li").first).to_be_visible()
    field(finder).press("ArrowDown")
    expect(finder.locator(".outcome")).not_to_have_attribute("aria-busy", "true")
    assert violations(finder) == []


def test_suggestions_come_with_the_first_key_and_not_before(home: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{home}/search/index.html")
    assert not any("/data/suggest-" in url for url in asked)
    field(page).press_sequentially("f")
    expect(page.get_by_role("option").first).to_be_visible()
    assert sum("/data/suggest-" in url for url in asked) == 1


def test_every_reading_of_a_character_can_be_typed() -> None:
    times = {"疫情": 9, "的": 99, "因为": 50}
    offered = {word: times[word] for word in may_be_offered(times)}
    data = suggestions(["长治市", "洪洞县", "吕梁市"], ["报"], {"王一": 3, "王二": 5}, offered)
    assert (data["word"], data["author"]) == ("疫情", "王二 王一")
    asked = [
        ("", "changzhi", "长治市"), ("", "cz", "长治市"), ("", "hongto", "洪洞县"), ("", "lvl", "吕梁市"),
        ("", "luliang", "吕梁市"), ("", "lüliang", "吕梁市"), ("county", "l", "吕梁市"), ("author", "wange", "王二"),
    ]  # fmt: skip
    for which, typed, found in asked:
        assert [each["text"] for each in in_javascript("offers", data, which, typed)] == [found], typed
    assert in_javascript("offers", data, "paper", "changzhi") == []
    assert in_javascript("offers", data, "", "xyz") == []


def in_javascript(name: str, *arguments: object) -> Any:
    """What a function of the search page's scripts gives, in node."""
    script = """const fs = require("node:fs"); globalThis.window = globalThis;
        const [words, name, ...rest] = JSON.parse(fs.readFileSync(0, "utf8"));
        const run = code => require("node:vm").runInThisContext(code);
        globalThis.document = { documentElement: { dataset: {}, replaceChildren() {} },
            querySelector: () => null, querySelectorAll: () => [],
            currentScript: { src: "file:///page.js" },
            createElement: () => ({ dataset: {} }), head: { append() {} }, addEventListener() {} };
        globalThis.addEventListener = () => {};
        const read = name => fs.readFileSync(`theme/assets/${name}.js`, "utf8");
        for (const code of [read("page"), words, read("suggest"), read("chart")]) run(code);
        process.stdout.write(JSON.stringify(window.archive[name](...rest)))"""
    words = "".join(script for _, script in wording.read([str(assets.theme())], "zh").scripts())
    given = json.dumps([words, name, *arguments])
    run = subprocess.run(
        ["node", "-e", script], input=given, capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    return json.loads(run.stdout)


def test_scripts_say_things_as_the_generator_does() -> None:
    day = {"year": 2024, "month": "{day}", "day": 7}
    assert in_javascript("say", "unit.day", day) == "2024年{day}月7日"
    assert in_javascript("say", "unit.and") == "、"
    assert in_javascript("say", "unit.none") == "unit.none"


def months(*counts: tuple[str, int]) -> list[dict[str, object]]:
    return [{"value": month, "label": "", "count": count} for month, count in counts]


def test_the_chart_has_a_bar_for_each_month_or_for_each_year_where_they_are_many() -> None:
    anywhere = {"from": "", "to": ""}
    few = in_javascript("bars", months(("2023-11", 2), ("2024-02", 5)), anywhere)
    assert [(b["from"], b["to"], b["count"]) for b in few] == [
        ("2023-11-01", "2023-11-30", 2),
        ("2023-12-01", "2023-12-31", 0),
        ("2024-01-01", "2024-01-31", 0),
        ("2024-02-01", "2024-02-29", 5),
    ]
    many = months(("1949-10", 2), ("1953-02", 5), ("1953-12", 1))
    years = in_javascript("bars", many, anywhere)
    assert [(b["label"], b["count"]) for b in years] == [
        ("1949年", 2), ("1950年", 0), ("1951年", 0), ("1952年", 0), ("1953年", 6),
    ]  # fmt: skip
    within = in_javascript("bars", many, {"from": "1953-03-01", "to": "1953-12-31"})
    assert (len(within), within[1]["count"], within[11]["count"]) == (12, 5, 1)
    assert in_javascript("bars", [], anywhere) == []


def test_the_chart_narrows_the_dates_by_keyboard_and_gives_them_back(finder: Page) -> None:
    ask(finder, "发展")
    expect(said(finder)).to_have_text(re.compile("^找到"))
    everything = said(finder).inner_text()
    bars = finder.locator(".chart a")
    total = sum(int((bar.get_attribute("aria-label") or "").split("，")[1].split()[0]) for bar in bars.all())
    assert everything.startswith(f"找到 {total} 篇")
    expect(finder.locator(".chart a[tabindex='0']")).to_have_count(1)
    bars.first.focus()
    finder.keyboard.press("End")
    expect(bars.last).to_be_focused()
    finder.keyboard.press("Enter")
    expect(said(finder)).not_to_have_text(everything)
    assert "from=2025-01-01&to=2025-12-31" in finder.url
    finder.go_back()
    expect(said(finder)).to_have_text(everything)


def test_a_browser_can_take_the_search_up_where_the_site_has_an_address(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    assert "opensearch" not in sample.read("site/search/index.html")
    assert not (sample.root / "site/opensearch.xml").exists()
    config = sample.read("mkdocs.yml").replace('site_url: ""', "site_url: https://example.org/bao/")
    sample.write("mkdocs.yml", config)
    assert sample.run("build").exit_code == 0
    described = sample.read("site/opensearch.xml")
    assert 'template="https://example.org/bao/search/index.html?q={searchTerms}"' in described
    for page, link in (("index.html", "opensearch.xml"), ("search/index.html", "../opensearch.xml")):
        assert re.search(rf'<link rel="search" [^>]*href="{re.escape(link)}"', sample.read(f"site/{page}"))


def test_no_name_breaks_the_description() -> None:
    name, text = opensearch('A<b>&"报', "", 'https://x/?a="&b')
    assert name == "opensearch.xml"
    assert "<ShortName>A&lt;b&gt;&amp;&quot;报</ShortName>" in text
    assert 'template="https://x/?a=&quot;&amp;b/search/' in text
