"""Every kind of page in Firefox and in WebKit, which is that of Safari, over http and from the disk; and the way from a
search to an article and back. (Chromium has all other tests of this folder.)"""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Sample, served
from tests.engines import Engine, engine, missing
from tests.site.kinds import ARTICLE, EVERY_KIND, LINES, OfAProject
from tests.site.printed_pages import NAMES, printed_issue

pytestmark = pytest.mark.browser

TAB, ENTER = "\ue004", "\ue007"
PAGE = """
return {
  title: document.title,
  headings: document.querySelectorAll("h1").length,
  scripts: document.documentElement.dataset.theme,
  button: document.querySelector("button.theme")?.getAttribute("aria-label"),
  wide: document.documentElement.scrollWidth - innerWidth,
  said: document.querySelector("[role=status]")?.textContent.trim(),
  sheet: getComputedStyle(document.body).backgroundColor,
};
"""
DIGITS = """
const walk = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
const boxes = [];
const pen = document.createElement("canvas").getContext("2d");
for (let node; (node = walk.nextNode()); ) {
  for (const { index } of node.data.matchAll(/\\d(?=[\\d\\u4e00-\\u9fff])/g)) {
    const [a, b] = [0, 1].map(n => {
      const range = document.createRange();
      range.setStart(node, index + n);
      range.setEnd(node, index + n + 1);
      return range.getBoundingClientRect();
    });
    pen.font = getComputedStyle(node.parentElement).font;
    const own = pen.measureText(node.data[index]).width;
    if (!a.width || Math.abs(a.top - b.top) > 2) continue; // it is not shown, or a line ends behind it
    boxes.push([node.data.slice(index, index + 2), b.left - a.left, a.width, own]);
  }
}
return boxes;
"""


@pytest.fixture(scope="session", params=["firefox", "webkit"])
def browser_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if packages := missing(request.param):
        pytest.skip(f"{request.param} is not there: apt-get install {packages}")
    with engine(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="module", params=["http", "file"])
def home(shipped: Sample, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        yield (shipped.root / "site").as_uri()
        return
    with served(shipped.root / "site") as address:
        yield address


def until(browser: Engine, script: str, *arguments: object) -> Any:
    """What a script returns, as soon as that is something."""
    end = time.monotonic() + 20
    while not (found := browser.run(script, *arguments)):
        assert time.monotonic() < end, (
            browser.name,
            script,
            browser.run("return document.body.innerText.slice(0, 300)"),
        )
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_whole(browser_: Engine, home: str, width: int) -> None:
    browser_.size(width, 900)
    for address in EVERY_KIND:
        browser_.get(f"{home}/{address}")
        until(browser_, "return document.querySelector('button.theme')")
        if "?q=" in address:
            until(browser_, "return document.querySelector('.hits li')")
        found = browser_.run(PAGE)
        where = (browser_.name, browser_.version, address, found)
        assert found["title"].endswith("报藏"), where
        assert found["headings"] == 1, where
        assert (found["scripts"], found["button"]) == ("auto", "外观与字号"), where
        assert found["wide"] <= 0, where
        assert found["sheet"] == "rgb(251, 248, 241)", where
        if "?q=" in address:
            assert found["said"] == "找到 23 篇，第 1–20 篇", where


@pytest.mark.parametrize("place", [".text", ".card", ".folio"])
def test_no_digit_is_printed_on_another(browser_: Engine, home: str, place: str) -> None:
    browser_.size(1280, 900)
    browser_.get(f"{home}/{ARTICLE}")
    boxes = browser_.run(DIGITS, place)
    assert boxes
    assert [box for box in boxes if box[1] < box[2] - 1.5] == []  # WebKit rounds
    if browser_.name == "WebKit":  # what it prints on top of each other it takes for wider than it is
        assert [box for box in boxes if abs(box[2] - box[3]) > 1.5] == []
        assert browser_.run("return getComputedStyle(document.body).textAutospace") != "normal"


def test_headlines_break_between_words(browser_: Engine, home: str) -> None:
    browser_.size(390, 900)
    browser_.get(f"{home}/issues/zzxb/2022-04-16/index.html")
    heads = browser_.run(f"{LINES} return lines('main h3').map(([text, ends]) => [text, ...ends]);")
    found = [text[max(0, end - 2) : end + 2] for text, *ends in heads for end in ends]
    assert len(found) >= 3
    for text, *ends in heads:
        pieces = [text[a:b] for a, b in pairwise([0, *ends, len(text)])]
        for word in ("疫情", "防控", "通告", "办公室", "场所码", "领导小组", "公共场所"):
            assert sum(word in piece for piece in pieces) == (word in text) or text.count(word) > 1, pieces


def test_a_reader_searches_by_keyboard_reads_and_comes_back_to_the_hit(browser_: Engine, home: str) -> None:
    browser_.size(1280, 700)
    browser_.get(f"{home}/search/index.html?q=的")
    until(browser_, "return document.querySelectorAll('.hits li').length === 20")
    focused: Callable[[], Any] = lambda: browser_.run(  # noqa: E731
        "const row = document.activeElement.closest('.hits li');"
        "return row && [row.id, Math.round(row.getBoundingClientRect().top), document.activeElement.textContent]"
    )
    browser_.run("document.querySelector('.hits li:nth-child(12) a').focus()")
    before = until(browser_, "return document.activeElement.closest('.hits li') && scrollY > 300") and focused()
    browser_.keys(ENTER)
    until(browser_, "return document.querySelector('#title')?.textContent === arguments[0]", before[2])
    browser_.back()
    until(browser_, "return document.activeElement?.closest('.hits li')")
    after = focused()
    assert after[0] == before[0]
    assert abs(after[1] - before[1]) <= 2


def test_the_first_hit_is_three_tabs_from_the_field(browser_: Engine, home: str) -> None:
    browser_.get(f"{home}/search/index.html?q=小额信贷")
    until(browser_, "return document.querySelectorAll('.hits li').length === 2")
    browser_.run("document.querySelector('#query [name=q]').focus()")
    browser_.keys(TAB, TAB, TAB)
    assert browser_.run("return document.activeElement.closest('.hits li')?.id") == "allrb-2024-03-07-00-02"


def test_the_look_is_chosen_and_stays(browser_: Engine, home: str) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    browser_.get(f"{home}/index.html")
    until(browser_, "return document.querySelector('button.theme')")
    browser_.run("document.querySelector('button.theme').click()")
    until(browser_, "return document.querySelector('.looks:not([hidden])')")
    for look, colour in (
        ("light", "rgb(251, 248, 241)"),
        ("sepia", "rgb(244, 232, 208)"),
        ("dark", "rgb(27, 25, 23)"),
    ):
        browser_.run("document.querySelector(`.looks [value=${arguments[0]}]`).click()", look)
        assert browser_.run(ground) == colour
    browser_.get(f"{home}/about.html")
    dark = browser_.run(ground)
    browser_.run("localStorage.clear()")
    assert dark == "rgb(27, 25, 23)"


def test_from_a_hit_on_a_reader_walks_on_saves_and_comes_back(browser_: Engine, home: str) -> None:
    browser_.size(1280, 700)
    browser_.get(f"{home}/search/index.html?q=小额信贷 金融")
    until(browser_, "return document.querySelectorAll('.hits li').length === 2")
    browser_.run("document.querySelector('.hits h2 a').click()")
    time.sleep(0.5)  # a script that is running when the page goes gives no answer
    said = "return document.querySelector('.bar:not([hidden])')?.textContent.includes(arguments[0])"
    until(browser_, said, "第 1 处，共 10 处")
    assert browser_.run("return document.querySelector('[name=q]').value") == "小额信贷 金融"
    assert browser_.run("return CSS.highlights.get('hit').size") == 10
    button = "[...document.querySelectorAll('button')].find(each => each.textContent === arguments[0]).click()"
    browser_.run(button, "下一处")
    until(browser_, said, "第 2 处，共 10 处")
    browser_.run("document.querySelector('.bar [rel=next]').click()")
    time.sleep(0.5)
    until(browser_, said, "第 2 条，共 2 条")
    until(browser_, "return [...document.querySelectorAll('button')].find(each => each.textContent === '收藏')")
    browser_.run(button, "收藏")
    until(browser_, said, "已收藏")
    browser_.run("[...document.querySelectorAll('.bar a')].find(each => each.textContent === '返回结果').click()")
    time.sleep(0.5)
    until(browser_, "return document.activeElement?.closest('.hits li')?.id === 'ajzrb-2023-11-09-00-01'")
    browser_.get(f"{home}/saved/index.html")
    until(browser_, "return document.querySelectorAll('.collection li').length === 1")
    browser_.run("localStorage.clear()")


def test_a_reader_reports_what_is_wrong(browser_: Engine, home: str) -> None:
    browser_.get(f"{home}/{ARTICLE}")
    ask = "return [...document.querySelectorAll('.card button')].find(b => b.textContent === '有错字？')"
    until(browser_, f"{ask} !== undefined")
    browser_.run(f"({ask.replace('return ', '')}).click()")
    fields = "[...document.querySelectorAll('.bar .form input')]"
    until(browser_, f"return {fields}.length === 4")
    browser_.run(
        "const node = document.createTreeWalker(document.getElementById('p1'), NodeFilter.SHOW_TEXT).nextNode();"
        "const range = document.createRange(); range.setStart(node, 1); range.setEnd(node, 5);"
        "getSelection().removeAllRanges(); getSelection().addRange(range);"
    )
    until(browser_, f"return {fields}[0].value.length === 4")
    copies = "[...document.querySelectorAll('.bar .form button')].find(b => /复制/.test(b.textContent)).click()"
    browser_.run(f"{fields}[1].value = '改正'; {copies}")
    until(browser_, "return /复制/.test(document.querySelector('.bar .form [role=status]').textContent)")
    assert browser_.run("return document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_link_of_a_passage_leads_to_it(browser_: Engine, home: str) -> None:
    browser_.get(f"{home}/{ARTICLE}#p2.5-25.zmecqh:~:text=%E5%8E%8B%E5%AE%9E%E8%B4%A3%E4%BB%BB")
    seen = "return [...CSS.highlights.get('passage') ?? []].map(range => range.toString())[0]"
    assert until(browser_, seen) == "压实责任。建立健全专班运行工作机制，制定"


def test_what_was_not_found_is_styled_below_a_folder_of_a_host(browser_: Engine, shipped: Sample) -> None:
    with served(shipped.root, OfAProject) as address:
        browser_.get(f"{address}/site/issues/llrb/1900-01-01/00-01.html")
        until(browser_, "return document.querySelector('button.theme')")
        assert browser_.run("return getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 241)"


def test_a_printed_page_is_made_larger_and_leads_to_its_articles(browser_: Engine, tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=1)
    assert made.run("build").exit_code == 0
    browser_.get(f"{(made.root / 'site/issues/xxb/2024-03-07').as_uri()}/page-1.html#r01-02&mark=农资")
    shown = """
      const ready = () => document.querySelector(".sheet[data-ready]");
      for (let n = 0; n < 200 && !ready(); n++) await new Promise(go => setTimeout(go, 50));
      const leaf = document.querySelector(".leaf");
      const drawn = document.querySelector(".leaf img").naturalWidth > 0;
      const before = leaf.offsetWidth;
      document.querySelector(".zoom").click();
      const on = document.querySelector("svg a.on");
      return [document.querySelectorAll("rect").length, on.id, leaf.offsetWidth / before, drawn];
    """
    found, on, wider, drawn = browser_.run(shown)
    assert (found, on, drawn) == (21, "r01-02", True)
    assert wider > 1.1
    browser_.run(
        'document.querySelector("#r01-01").dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));'
    )
    for _ in range(100):
        if browser_.run("return document.title").startswith(NAMES[0][0]):
            return
        time.sleep(0.1)
    raise AssertionError(browser_.run("return document.title"))
