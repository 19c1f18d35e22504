"""From a hit on: its words in the article, one after the other, the hits before and behind, and back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Sample, copy_of_shipped, served, violations

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
WAYS = ["http", "file", "bundle"]
SEEN = """name => [...CSS.highlights.get(name)].map(range => range.toString())"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = copy_of_shipped(tmp_path_factory.mktemp("walk") / "archive")
    result = archive.run("bundle")
    assert result.exit_code == 0, result.output
    with ZipFile(archive.root / "dist/报藏.zip") as packed:
        packed.extractall(archive.root)
    return archive.root / "报藏"


@pytest.fixture(params=WAYS)
def home(request: pytest.FixtureRequest, shipped: Sample) -> Iterator[str]:
    """What stands before a path: a server, a disk, the reader of a bundle on a disk."""
    if request.param == "bundle":
        yield f"{(request.getfixturevalue('bundle') / 'read.html').as_uri()}#"
    elif request.param == "file":
        yield f"{(shipped.root / 'site').as_uri()}/"
    else:
        with served(shipped.root / "site") as address:
            yield f"{address}/"


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="检索结果")


def place(page: Page) -> Locator:
    return bar(page).get_by_role("status")


def search(page: Page, home: str, query: str, more: str = "") -> None:
    page.goto(f"{home}search/index.html?q={quote(query)}{more}")
    expect(page.locator(".hits li").first).to_be_visible()


def test_all_places_are_marked_counted_and_walked_through(page: Page, home: str) -> None:
    search(page, home, "小額信貸")
    page.locator(".hits h2 a").first.click()
    expect(place(page)).to_have_text("第 1 处，共 7 处")
    assert page.evaluate(SEEN, "hit") == ["小额信贷"] * 7, "in the printed form, and not the paragraph"
    assert page.evaluate(SEEN, "now") == ["小额信贷"]
    assert page.locator("mark").count() == 0
    tops = []
    for n in (2, 3, 4, 5, 6, 7, 1):
        bar(page).get_by_role("button", name="下一处").click()
        expect(place(page)).to_have_text(f"第 {n} 处，共 7 处")
        tops.append(page.evaluate("[...CSS.highlights.get('now')][0].getBoundingClientRect().top + scrollY"))
        assert page.evaluate("""() => {
            const { top, bottom } = [...CSS.highlights.get('now')][0].getBoundingClientRect();
            return top >= 0 && bottom <= document.querySelector('.bar').getBoundingClientRect().top;
        }"""), "it is in sight, and not behind the bar"
    assert tops[:-1] == sorted(tops[:-1])
    assert tops[-1] < tops[0]
    bar(page).get_by_role("button", name="上一处").click()
    expect(place(page)).to_have_text("第 7 处，共 7 处")
    bar(page).get_by_role("button", name="不再标出").click()
    expect(bar(page)).to_have_count(0)
    assert page.evaluate("[...CSS.highlights.values()].map(each => each.size)") == [0, 0]


def test_a_reader_walks_from_hit_to_hit_and_back_to_where_they_were(page: Page, home: str) -> None:
    search(page, home, "小额信贷 金融", "&sort=date")
    titles = page.locator(".hits h2").all_inner_texts()
    assert len(titles) == 2
    page.locator(".hits h2 a").first.click()
    expect(page.locator("h1")).to_have_text(titles[0])
    expect(bar(page)).to_contain_text("第 1 条，共 2 条")
    expect(page.locator("[role=search] [name=q]")).to_have_value("小额信贷 金融")
    expect(bar(page).get_by_role("link", name="上一条")).to_have_count(0)
    bar(page).get_by_role("link", name="下一条").click()
    expect(page.locator("h1")).to_have_text(titles[1])
    expect(bar(page)).to_contain_text("第 2 条，共 2 条")
    expect(bar(page).get_by_role("link", name="下一条")).to_have_count(0)
    bar(page).get_by_role("link", name="返回结果").click()
    expect(page.locator(".hits h2").first).to_be_visible()
    expect(page.get_by_role("link", name=titles[1])).to_be_focused()
    expect(page.locator("[name=sort]")).to_have_value("date")


def test_beyond_the_page_of_results_the_walk_goes_on(page: Page, home: str) -> None:
    search(page, home, "的", "&page=2")
    titles = page.locator(".hits h2").all_inner_texts()
    page.locator(".hits h2 a").first.click()
    expect(bar(page)).to_contain_text("第 21 条")
    bar(page).get_by_role("link", name="上一条").click()
    expect(bar(page)).to_contain_text("第 20 条")
    assert page.locator("h1").inner_text() not in titles
    bar(page).get_by_role("link", name="下一条").click()
    expect(bar(page)).to_contain_text("第 21 条")
    expect(page.locator("h1")).to_have_text(titles[0].strip())
    bar(page).get_by_role("link", name="返回结果").click()
    expect(page.locator(".hits h2")).to_have_text(titles)


def test_filters_travel_along(page: Page, home: str) -> None:
    search(page, home, "发展", "&county=140428&from=2022-01-01&to=2022-12-31")
    count = page.locator(".hits li").count()
    page.locator(".hits h2 a").first.click()
    expect(bar(page)).to_contain_text(f"第 1 条，共 {count} 条")
    bar(page).get_by_role("link", name="返回结果").click()
    expect(page.locator(".hits li")).to_have_count(count)
    asked = parse_qs(urlsplit(page.url.replace("read.html#", "")).query)
    assert {name: asked[name] for name in ("county", "from", "to")} == {
        "county": ["140428"],
        "from": ["2022-01-01"],
        "to": ["2022-12-31"],
    }


def test_of_a_search_by_author_nothing_is_marked_and_the_hits_are_walked(page: Page, home: str) -> None:
    search(page, home, "author:刘丽霞")
    page.locator(".hits h2 a").first.click()
    expect(bar(page)).to_contain_text("第 1 条，共")
    expect(bar(page).get_by_role("button", name="下一处")).to_have_count(0)
    assert page.evaluate("CSS.highlights.size") == 0


@pytest.fixture
def disk(shipped: Sample) -> str:
    return (shipped.root / "site").as_uri()


def test_of_a_title_only_the_title_is_marked(page: Page, disk: str) -> None:
    page.goto(f"{disk}/search/index.html?q=title:小额信贷")
    page.locator(".hits h2 a", has_text="抓实小额信贷").click()
    expect(place(page)).to_have_text("第 1 处，共 1 处")
    assert page.evaluate("[...CSS.highlights.get('hit')][0].startContainer.parentElement.closest('h1')?.id") == "title"


def test_traditional_text_and_full_width_are_found_as_the_search_finds_them(page: Page, sample: Sample) -> None:
    text = "戰後經濟發展，戰後ＧＤＰ增長。\n\n戰後重建。"
    record = f'{{"paper": "xxb", "date": "2024-03-08", "title": "戰後之經濟", "body": "{text}"}}'
    sample.write("seeds/articles/more.jsonl", record.replace("\n", "\\n") + "\n")
    assert sample.run("build").exit_code == 0
    page.goto(f"{(sample.root / 'site').as_uri()}/search/index.html?q=战后 gdp")
    page.locator(".hits h2 a").first.click()
    expect(place(page)).to_have_text("第 1 处，共 5 处")
    assert page.evaluate(SEEN, "hit") == ["戰後", "戰後", "戰後", "ＧＤＰ", "戰後"]


def test_words_cut_by_marks_in_the_page_are_whole(page: Page, disk: str) -> None:
    page.goto(f"{disk}/search/index.html?q=" + quote("小额信贷助力乡村"))
    page.locator(".hits h2 a").first.click()
    expect(place(page)).to_contain_text("第 1 处")  # the headline is there before the script has marked it
    assert page.evaluate(SEEN, "hit")[0] == "小额信贷　助力乡村"


def test_browsers_that_draw_no_highlights_are_given_marks(page: Page, disk: str) -> None:
    page.add_init_script("delete window.Highlight")
    page.goto(f"{disk}/search/index.html?q=" + quote("小额信贷助力乡村"))
    page.locator(".hits h2 a").first.click()
    expect(place(page)).to_contain_text("第 1 处")
    title = page.locator("h1").inner_text()
    assert "".join(page.locator("h1 mark.hit").all_inner_texts()).replace("　", "") == "小额信贷助力乡村"
    before = page.locator(".text").inner_text()
    bar(page).get_by_role("button", name="不再标出").click()
    expect(page.locator("mark")).to_have_count(0)
    assert (page.locator("h1").inner_text(), page.locator(".text").inner_text()) == (title, before)


def test_old_links_to_words_still_lead_to_them(page: Page, disk: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(f"{disk}/issues/llrb/2024-03-07/00-08.html#:~:text=" + quote("要把这个路子"))
    expect(page.get_by_text("要把这个路子")).to_be_in_viewport()


@pytest.mark.parametrize(
    "trail",
    [
        "q=a&mark=%FF&of=x&hits=",
        "hits=99999999999999:../../evil,//evil.example,javascript:alert(1)&of=-3",
        "hits=1:llrb/2024-03-07/00-02,https://evil.example/&of=2&mark=" + "的" * 3000,
        "mark="
        + quote("<img src=x onerror=alert(1)>")
        + "&q="
        + quote("<img src=x>")
        + "&hits=1:llrb/2024-03-07/00-02",
        "forms=" + quote("\U0002f800") + "&mark=a&mark=&mark=" + quote("(") + "&hits=0:",
    ],
)
def test_an_address_that_was_made_up_does_no_harm(page: Page, disk: str, trail: str) -> None:
    page.goto(f"{disk}/{ARTICLE}#{trail}")
    expect(page.locator(".bar")).to_be_visible()
    links = page.locator(".bar a").evaluate_all("all => all.map(a => a.href)")
    assert all(link.startswith(f"{disk}/") and ".." not in link.partition("#")[0] for link in links)
    assert page.locator("main img").count() == 0


def test_a_page_that_nobody_comes_to_from_a_search_loads_none_of_it(page: Page, disk: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{disk}/{ARTICLE}")
    expect(page.get_by_role("button", name="收藏")).to_be_visible()
    assert sorted(name for name in asked if name.endswith((".js", ".css"))) == [
        "archive.css",
        "article.css",
        "article.js",
        "page.js",
        "words.js",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_bar_is_readable_and_fits(browser: Browser, disk: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    search(page, f"{disk}/", "的")
    page.locator(".hits h2 a").nth(3).click()
    expect(bar(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    sizes = page.locator(".bar a, .bar button").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(sizes) >= (24 if width > 400 else 40)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    last = page.locator("footer p").last.bounding_box()
    top = page.locator(".bar").bounding_box()
    assert last and top and last["y"] + last["height"] <= top["y"] + 1, "the page ends above the bar"
    context.close()


def test_by_keyboard_the_bar_comes_before_the_article(page: Page, disk: str) -> None:
    search(page, f"{disk}/", "小额信贷")
    page.locator(".hits h2 a").first.click()
    expect(bar(page)).to_be_visible()
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(bar(page).get_by_role("link", name="返回结果")).to_be_focused()
    bar(page).get_by_role("button", name="下一处").press("Enter")
    expect(bar(page).get_by_role("button", name="下一处")).to_be_focused()
    expect(place(page)).to_have_text("第 2 处，共 7 处")
