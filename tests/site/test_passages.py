"""Paragraphs and passages of an article: their addresses, what is copied of them, reading them aloud."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Sample, served, until, violations

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
SEEN = "[...CSS.highlights.get('passage') ?? []].map(range => range.toString())"
SELECT = """([from, start, to, end]) => {
  const point = (id, at) => {
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...point(from, start));
  range.setEnd(...point(to, end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
VOICES = """
window.said = [];
const voices = [{ lang: "en-US", localService: true, name: "A" }];
if (CHINESE) voices.push({ lang: "zh_CN", localService: true, name: "B" });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const speech = {
  getVoices: () => voices, addEventListener() {}, removeEventListener() {},
  speak(utterance) { said.push(utterance); }, cancel() {},
};
Object.defineProperty(window, "speechSynthesis", { get: () => speech });
"""


@pytest.fixture(scope="module")
def host(shipped: Sample) -> Iterator[str]:
    with served(shipped.root / "site") as address:
        yield address


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="段落")


def copied(tab: Page, name: str) -> str:
    bar(tab).get_by_role("button", name=name).click()
    expect(bar(tab).get_by_role("status")).to_have_text("已复制")
    return str(tab.evaluate("navigator.clipboard.readText()"))


def select(tab: Page, start: tuple[str, int], end: tuple[str, int]) -> None:
    tab.evaluate(SELECT, [*start, *end])
    expect(bar(tab)).to_be_visible()


def test_every_paragraph_and_caption_has_a_number_and_headings_have_their_own(sample: Sample) -> None:
    said = "，农机手正在检修。"
    record = {
        "paper": "xxb",
        "date": "2024-03-08",
        "title": "春耕",
        "captions": ["农机手 王一 摄"],
        "body": f"三月的田野一片繁忙{said}\n\n一、备耕\n\n种子已经备足{said}\n\n二、播种\n\n进度过半{said}",
    }
    sample.write("seeds/articles/more.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    assert sample.run("build", "--strict").exit_code == 0
    html = sample.read("site/issues/xxb/2024-03-08/00-01.html")
    found = re.findall(r'<(p|h1|h2)(?: class="([a-z]+)")? id="([a-z0-9]+)">', html)
    assert [id for _, _, id in found if id != "related"] == ["title", "p1", "s1", "p2", "s2", "p3", "p4"]
    assert ("p", "caption", "p4") in found


def test_without_scripts_the_address_of_a_paragraph_leads_to_it(browser: Browser, host: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 500})
    tab = context.new_page()
    tab.goto(f"{host}/{ARTICLE}#p6")
    expect(tab.locator("#p6")).to_be_in_viewport()
    assert tab.locator(":target").get_attribute("id") == "p6"
    context.close()


def test_the_paragraph_of_an_address_has_a_line_beside_it_and_no_ground(tab: Page, host: str) -> None:
    tab.goto(f"{host}/{ARTICLE}#p2")
    expect(tab.locator("#p2")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert tab.locator("#p2").evaluate("e => getComputedStyle(e).boxShadow") != "none"


def test_a_paragraph_is_cited_with_its_text_its_citation_and_its_address(tab: Page, host: str) -> None:
    tab.goto(f"{host}/{ARTICLE}")
    text = tab.locator("#p3").inner_text()
    opener = tab.get_by_role("button", name="引用段落")
    opener.click()
    expect(tab.locator(".text .number")).to_have_count(tab.locator(".text p[id]").count())
    tab.get_by_role("button", name="第3段").click()
    assert tab.evaluate(SEEN) == [text]
    citation = "刘丽霞. 我市抓实小额信贷　助力乡村振兴[N]. [吕梁日报]，[2024-03-07]."
    assert copied(tab, "引用此段") == f"{text}\n——{citation}第3段\n{host}/{ARTICLE}#p3"
    assert copied(tab, "复制链接") == f"{host}/{ARTICLE}#p3"
    assert violations(tab) == []
    opener.click()
    expect(tab.locator(".number")).to_have_count(0)
    expect(bar(tab)).to_have_count(0)
    assert tab.locator("#p3").inner_text() == text


def test_a_selected_passage_is_cited_as_it_stands(tab: Page, host: str) -> None:
    tab.goto(f"{host}/{ARTICLE}")
    text = tab.locator("#p2").text_content() or ""
    select(tab, ("p2", 5), ("p2", 25))
    said = copied(tab, "引用此段").splitlines()
    assert said[0] == text[5:25]
    assert said[1].endswith("第2段")
    fragment = quote(text[5:25])
    assert re.fullmatch(
        re.escape(f"{host}/{ARTICLE}#p2.5-25.") + "[0-9a-z]+" + re.escape(f":~:text={fragment}"), said[2]
    )
    assert copied(tab, "复制链接") == said[2]


@pytest.mark.parametrize(
    ("start", "end"), [(("p2", 5), ("p2", 25)), (("p2", 100), ("p4", 7)), (("title", 2), ("p1", 9))]
)
def test_the_link_of_a_passage_leads_to_it(tab: Page, host: str, start: tuple[str, int], end: tuple[str, int]) -> None:
    tab.goto(f"{host}/{ARTICLE}")
    select(tab, start, end)
    chosen = tab.evaluate("archive.ranges.placesOf(getSelection().getRangeAt(0)).map(p => archive.ranges.textOf([p]))")
    link = copied(tab, "复制链接")
    tab.goto("about:blank")
    tab.goto(link)
    expect(tab.locator(".text")).to_be_visible()
    tab.wait_for_timeout(300)
    assert tab.evaluate(SEEN) == chosen
    assert tab.evaluate("document.getSelection().isCollapsed")


def test_a_passage_that_a_correction_moved_is_found_again_and_one_that_is_gone_is_said(
    tab: Page, sample: Sample
) -> None:
    page = "site/issues/xxb/2024-03-07/01-01.html"
    assert sample.run("build").exit_code == 0
    tab.goto((sample.root / page).as_uri())
    select(tab, ("p1", 3), ("p1", 9))
    address = tab.evaluate("archive.passage.addressOf(archive.ranges.placesOf(getSelection().getRangeAt(0)))")
    whole = sample.read("seeds/articles/xxb-2024-03-07.yml")

    def seen(old: str, new: str) -> list[str]:
        sample.write("seeds/articles/xxb-2024-03-07.yml", whole.replace(old, new))
        assert sample.run("build").exit_code == 0
        tab.goto("about:blank")
        tab.goto(f"{(sample.root / page).as_uri()}#{address}")
        expect(tab.locator("h1")).to_be_visible()
        tab.wait_for_timeout(300)
        return list(tab.evaluate(SEEN))

    assert seen("三月的田野", "三月的田野") == ["田野一片繁忙"]
    assert seen("三月的田野", "阳春三月的田野") == ["田野一片繁忙"]
    assert seen("三月的田野", "一段。\n\n      三月的田野") == ["田野一片繁忙"]
    expect(bar(tab)).to_have_count(0)
    assert seen("田野一片繁忙", "田野很是繁忙") == []
    expect(bar(tab)).to_contain_text("所引的文字已经改动")


def test_a_browser_without_text_fragments_is_led_to_the_words_of_old_links(tab: Page, host: str) -> None:
    """There the sign :~: is left to the page; scripts of browsers that know it never see it."""
    tab.goto(f"{host}/{ARTICLE}")
    expect(tab.get_by_role("button", name="收藏")).to_be_visible()
    words = f":~:text={quote('金融帮扶')}&text={quote('健全机制')},{quote('压实责任')}"
    tab.evaluate("words => { archive.anchor = () => words; dispatchEvent(new Event('hashchange')); }", words)
    until(tab, "CSS.highlights.has('passage')")
    assert tab.evaluate(SEEN) == ["金融帮扶", "健全机制，压实责任"]


def test_on_a_disk_a_passage_is_cited_by_number_and_its_link_is_that_of_the_file(tab: Page, shipped: Sample) -> None:
    address = (shipped.root / "site" / ARTICLE).as_uri()
    tab.goto(address)
    tab.get_by_role("button", name="引用段落").click()
    tab.get_by_role("button", name="第1段").click()
    bar(tab).get_by_role("button", name="引用此段").click()
    expect(bar(tab).get_by_role("status")).to_have_text(re.compile("已复制|没有复制成"))
    text = tab.evaluate("archive.say('passage.number', { id: archive.cited.id })")
    assert text == "编号 llrb-2024-03-07-00-02"
    assert tab.evaluate("archive.at.address") == address
    assert tab.evaluate("archive.at.published") is False


def test_an_archive_with_an_address_cites_that_one(tab: Page, sample: Sample) -> None:
    settings = re.sub(r"(?m)^#? ?site_url:.*\n", "", sample.read("mkdocs.yml"))
    sample.write("mkdocs.yml", f"{settings}\nsite_url: https://archive.example.org/x/\n")
    assert sample.run("build").exit_code == 0
    tab.goto((sample.root / "site/issues/xxb/2024-03-07/01-01.html").as_uri())
    tab.get_by_role("button", name="引用段落").click()
    tab.get_by_role("button", name="第1段").click()
    at = tab.evaluate("({ ...archive.at })")
    assert at["address"] == "https://archive.example.org/x/issues/xxb/2024-03-07/01-01.html"
    assert at["site"] == "https://archive.example.org/x/"
    assert at["published"] is True


@pytest.mark.parametrize("address", ["p2.5-25", "p2.5-25.x", "p99.1-2.abc", "p2.99999-25.abc", "title.0-p9999.3.abc"])
def test_an_address_of_nothing_does_no_harm(page: Page, host: str, address: str) -> None:
    page.goto(f"{host}/{ARTICLE}#{address}")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate(SEEN) == []


# ---- reading aloud -------------------------------------------------------------------------------------------------


def spoken(page: Page) -> str:
    return str(page.evaluate("said[said.length - 1].text"))


def test_without_a_chinese_voice_nothing_is_offered(page: Page, host: str) -> None:
    page.add_init_script(f"const CHINESE = false; {VOICES}")
    page.goto(f"{host}/{ARTICLE}")
    expect(page.get_by_role("button", name="收藏")).to_be_visible()
    expect(page.get_by_role("button", name="朗读")).to_have_count(0)


def test_an_article_is_read_block_by_block_with_pause_and_stop(page: Page, host: str) -> None:
    page.add_init_script(f"const CHINESE = true; {VOICES}")
    page.goto(f"{host}/{ARTICLE}")
    page.get_by_role("button", name="朗读").click()
    controls = page.get_by_role("group", name="朗读")
    expect(controls.get_by_role("button", name="暂停")).to_be_visible()
    read = []
    marked = []
    for _ in range(40):
        read.append(spoken(page))
        marked.append(page.locator("[data-spoken]").evaluate("e => e.id || e.className"))
        if marked[-1] == "p2":
            break
        page.evaluate("said[said.length - 1].onend()")
    assert read[0] == "我市抓实小额信贷　助力乡村振兴"
    assert max(map(len, read)) <= 100
    assert [place for n, place in enumerate(marked) if place not in marked[:n]] == ["title", "dateline", "p1", "p2"]
    assert page.evaluate("said[0].voice.name") == "B"
    p1 = "".join(text for text, place in zip(read, marked, strict=True) if place == "p1")
    assert p1 == page.locator("#p1").inner_text()

    controls.get_by_role("button", name="暂停").click()
    count = page.evaluate("said.length")
    page.evaluate("said[said.length - 1].onend()")
    assert page.evaluate("said.length") == count, "what was cut off says nothing more"
    controls.get_by_role("button", name="继续").click()
    assert page.evaluate("said.length") == count + 1
    assert spoken(page) == read[-1]
    controls.get_by_role("button", name="下一段").click()
    expect(page.locator("#p3[data-spoken]")).to_be_visible()
    controls.get_by_role("button", name="上一段").click()
    expect(page.locator("#p2[data-spoken]")).to_be_visible()
    assert violations(page) == []
    controls.get_by_role("button", name="停止").click()
    expect(controls).to_have_count(0)
    expect(page.locator("[data-spoken]")).to_have_count(0)


def test_a_voice_that_fails_is_said(page: Page, host: str) -> None:
    page.add_init_script(f"const CHINESE = true; {VOICES}")
    page.goto(f"{host}/{ARTICLE}")
    page.get_by_role("button", name="朗读").click()
    expect(page.get_by_role("group", name="朗读")).to_be_visible()
    page.evaluate("said[0].onerror()")
    controls = page.get_by_role("group", name="朗读")
    expect(controls.get_by_role("status")).to_contain_text("没有读出来")
    expect(controls.get_by_role("button", name="继续")).to_be_visible()


# ---- colours and letters -------------------------------------------------------------------------------------------


def test_letters_and_sepia_are_chosen_by_keyboard_and_stay(page: Page, host: str) -> None:
    page.goto(f"{host}/index.html")
    opener = page.get_by_role("button", name="外观与字号")
    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="自动")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="米黄")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="标准")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="大", exact=True)).to_be_checked()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator(".looks")).to_be_hidden()
    page.goto(f"{host}/{ARTICLE}")
    expect(page.locator("body")).to_have_css("background-color", "rgb(244, 232, 208)")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "19.2px"
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_largest_letters_fit(page: Page, host: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{host}/{ARTICLE}")
    page.get_by_role("button", name="外观与字号").click()
    page.get_by_role("radio", name="特大").check()
    box = page.locator(".looks").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("h1").click()
    expect(page.locator(".looks")).to_be_hidden()


def test_with_blocked_storage_the_choice_lasts_as_long_as_the_page_and_that_is_said(page: Page, host: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })")
    page.goto(f"{host}/{ARTICLE}")
    page.get_by_role("button", name="外观与字号").click()
    page.get_by_role("radio", name="深色").check()
    expect(page.locator("body")).to_have_css("background-color", "rgb(27, 25, 23)")
    expect(page.locator(".looks [role=status]")).to_have_text("浏览器不允许保存，离开本页后不再记得。")


def test_there_is_room_above_the_text_for_what_can_be_done_with_it(page: Page, host: str) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{host}/{ARTICLE}")
        expect(page.get_by_role("button", name="收藏")).to_be_visible()
        aids, folio, title = (page.locator(each).bounding_box() for each in (".aids", ".folio", "h1"))
        assert aids and folio and title
        assert folio["y"] + folio["height"] <= aids["y"] + 1
        assert aids["y"] + aids["height"] <= title["y"] + 1
        assert aids["x"] >= 0 and aids["x"] + aids["width"] <= width
