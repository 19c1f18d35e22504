"""What one key does at the desk: an article is accepted, begins, finds its headline, goes on; and a page is done."""

import threading

import pytest
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import Sample, begun, until
from tests.review.desks import FILE, FIRST, READER, SECOND, line, save, saved

pytestmark = pytest.mark.browser

TWO = """\
　　本报讯（记者 王一）三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子，春耕全面展开。
　　农技员进村入户，手把手教农民选种，春耕不误农时。
　　本报讯（记者 李二）县医院新楼昨日启用，门诊搬入新址，病床增加了二百张。
　　新楼设有急救中心，救护车直达门口，县医院说。
我县春耕全面展开
县医院新楼启用
"""
LISTED = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - {paper: xxb, date: 2024-03-07, pages: [{file: pages/one.txt, page: 1}]}
"""


def owners(desk: Page) -> list[tuple[str, str]]:
    """Number and role of each line; 00 where it is in no article."""
    found = desk.evaluate("model.owned(model.now).map(([, , id, role]) => [(id ?? '-00').slice(-2), role])")
    return [(id, role) for id, role in found]


def press(desk: Page, *keys: str) -> None:
    """Each when the one before has been done."""
    for key in keys:
        desk.evaluate("document.querySelector('#status').textContent = ''")
        desk.keyboard.press(key)
        expect(desk.locator("#status")).not_to_be_empty()


def press_wide(desk: Page, key: str) -> None:
    """As a Chinese keyboard writes it, which this one has not."""
    desk.evaluate("document.querySelector('#status').textContent = ''")
    desk.locator("#lines").dispatch_event("keydown", {"key": key})
    until(desk, "document.querySelector('#status').textContent !== '' || document.querySelector('dialog[open]')")


@pytest.fixture
def headlines_last(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A page whose headlines stand behind both bodies, which are one article by mistake."""
    archive = begun(tmp_path_factory.mktemp("last") / "archive", LISTED)
    archive.write("seeds/pages/one.txt", TWO)
    archive.write(
        FILE,
        f"""\
paper: xxb
date: 2024-03-07
articles:
- id: {FIRST}
  page: 1
  title: 我县春耕全面展开　县医院新楼启用
  body: |-
    三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子，春耕全面展开。

    农技员进村入户，手把手教农民选种，春耕不误农时。

    本报讯（记者 李二）县医院新楼昨日启用，门诊搬入新址，病床增加了二百张。

    新楼设有急救中心，救护车直达门口，县医院说。
  source:
  - {{file: pages/one.txt, lines: [1, 6]}}
unplaced: []
""",
    )
    return opened(archive, page)


def opened(archive: Sample, page: Page) -> Page:
    server = review.Server(archive.root, 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    page.add_init_script(READER)
    page.goto(f"{server.address}#/xxb/2024-03-07")
    expect(page.locator(".piece.open")).to_be_visible()
    return page


def test_an_article_that_is_right_takes_one_key_and_the_next_comes(desk: Page, archive: Sample) -> None:
    press(desk, "a")
    expect(desk.locator(f"#card-{SECOND}.open")).to_be_visible()
    expect(desk.locator("#status")).to_have_text("第01篇校读完毕。接着是第02篇。")
    desk.get_by_role("button", name="无误，下一篇").click()
    expect(desk.locator("#status")).to_contain_text("这一期各篇都已校读，按 Shift+A 保存，到下一期。")
    save(desk)
    assert [saved(archive)[id]["reviewed"] for id in (FIRST, SECOND)] == [True, True]


def test_a_page_that_is_right_is_saved_after_a_question_and_the_next_issue_comes(desk: Page, archive: Sample) -> None:
    desk.keyboard.press("Shift+A")
    expect(desk.locator("#question")).to_contain_text("还有 2 篇没有校读")
    desk.keyboard.press("Escape")
    expect(desk.locator("#question")).to_be_hidden()
    expect(desk.locator(".piece.reviewed")).to_have_count(0)
    desk.keyboard.press("Shift+A")
    expect(desk.locator("#question")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("#issue")).to_have_text("兴县报 2024-03-08")
    expect(desk.locator("#status")).to_contain_text(f"已保存：{FILE}")
    assert [saved(archive)[id]["reviewed"] for id in (FIRST, SECOND)] == [True, True]


def test_behind_the_last_issue_the_list_comes_and_says_what_was_saved(headlines_last: Page) -> None:
    headlines_last.keyboard.press("Shift+A")
    headlines_last.keyboard.press("Enter")
    expect(headlines_last.locator("#issues")).to_be_visible()
    expect(headlines_last.locator("#status")).to_contain_text(f"已保存：{FILE}")
    expect(headlines_last.locator(".whole")).to_contain_text("读完 1 / 1 期")


def test_a_page_that_was_accepted_by_mistake_is_taken_back_from_where_it_led(headlines_last: Page) -> None:
    line(headlines_last, 3).click()
    press(headlines_last, "s")
    headlines_last.keyboard.press("Shift+A")
    headlines_last.keyboard.press("Enter")
    expect(headlines_last.locator("#status")).to_contain_text("不合意，按 Ctrl+Z 回到这一期。")
    headlines_last.keyboard.press("Control+z")
    expect(headlines_last.locator("#status")).to_have_text("回到这一期，全版校读完毕已撤销，还没有保存。")
    expect(headlines_last.locator(".piece.reviewed")).to_have_count(0)
    press(headlines_last, "Control+z")
    assert {id for id, _ in owners(headlines_last)} == {"01"}


def test_what_somebody_else_has_changed_since_has_no_steps_to_take_back(desk: Page, archive: Sample) -> None:
    desk.keyboard.press("Shift+A")
    desk.keyboard.press("Enter")
    expect(desk.locator("#issue")).to_have_text("兴县报 2024-03-08")
    archive.write(FILE, archive.read(FILE).replace("我县春耕", "全县春耕", 1))
    desk.keyboard.press("Control+z")
    expect(desk.locator("#issue")).to_have_text("兴县报 2024-03-07")
    expect(desk.locator(".piece.reviewed")).to_have_count(2)
    expect(desk.locator("#undo")).to_be_disabled()


def test_an_article_begins_here_and_each_headline_finds_its_own(headlines_last: Page) -> None:
    line(headlines_last, 3).click()
    press(headlines_last, "s")
    assert owners(headlines_last) == [
        *[("01", "body")] * 2,
        *[("02", "body")] * 2,
        ("01", "headline"),
        ("02", "headline"),
    ]
    press(headlines_last, "Control+z")
    assert {id for id, _ in owners(headlines_last)} == {"01"}


def shape(desk: Page) -> list[tuple[int, str]]:
    """Which lines are of one article, and as what; an id is not given twice."""
    of: dict[str, int] = {}
    return [(of.setdefault(id, len(of)), role) for id, role in owners(desk)]


def test_with_alt_a_click_does_at_once_what_a_key_does_behind_it(headlines_last: Page) -> None:
    line(headlines_last, 3).click()
    press(headlines_last, "s")
    cut = shape(headlines_last)
    press(headlines_last, "Control+z")
    line(headlines_last, 1).click()
    line(headlines_last, 3).click(modifiers=["Alt"])
    expect(headlines_last.locator("#undo")).to_be_enabled()
    assert shape(headlines_last) == cut
    press(headlines_last, "Control+z")
    line(headlines_last, 3).click()
    press(headlines_last, "t")
    headed = shape(headlines_last)
    assert headed != cut
    press(headlines_last, "Control+z")
    line(headlines_last, 3).click(modifiers=["Alt", "Shift"])
    expect(headlines_last.locator("#undo")).to_be_enabled()
    assert shape(headlines_last) == headed


def test_what_the_machine_moves_after_a_cut_is_told_and_has_to_be_seen(headlines_last: Page) -> None:
    desk = headlines_last
    line(desk, 3).click()
    press(desk, "s")
    status = desk.locator("#status")
    expect(status).to_contain_text(
        "机器重读：第 6 行“县医院新楼启用”由第01篇标题改作第02篇标题。请看第01、02篇，已列为存疑。"
    )
    doubts = "doubting.all().filter(doubt => doubt.what.startsWith('机器没有把握')).map(doubt => doubt.id.slice(-2))"
    assert sorted(desk.evaluate(doubts)) == ["01", "02"]
    save(desk)
    desk.reload()
    expect(desk.locator(".piece.open")).to_be_visible()
    assert sorted(desk.evaluate(doubts)) == ["01", "02"]  # who opens it tomorrow is told as well
    press(desk, "a")
    assert len(desk.evaluate(doubts)) == 1


def test_an_article_that_the_machine_has_not_touched_is_none_of_its_doubts(desk: Page) -> None:
    line(desk, 4).click()
    press(desk, "s")
    assert desk.evaluate("model.now.articles.filter(a => a.confidence === 0).length") == 0


def test_the_cursor_stays_where_it_was_when_it_is_saved(desk: Page) -> None:
    line(desk, 5).click()
    desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("r")
    save(desk)
    assert desk.evaluate("[lines.cursor, lines.picked.join()]") == [5, "4,5"]


def test_cards_stand_as_readers_find_the_articles(desk: Page) -> None:
    """By their numbers: a new one, whose number is the next free one, stands behind the others."""
    line(desk, 3).click()
    press(desk, "s")
    marks = desk.locator(".piece .heading .mark")
    expect(marks).to_have_text(["01", "02", "03"])


def test_lines_of_a_page_are_not_wrapped_for_a_character_or_two(headlines_last: Page) -> None:
    desk = headlines_last
    desk.set_viewport_size({"width": 1280, "height": 720})
    heights = desk.evaluate(
        "(() => { model.issue.sheets[0].lines.forEach((x, i) => x.text = '字'.repeat(i ? 30 : 12)); lines.show(0);"
        " return [...document.querySelectorAll('.line')].map(row => row.offsetHeight) })()"
    )
    assert max(heights) < 30, heights  # one line each


def test_a_headline_amid_a_text_begins_an_article(desk: Page) -> None:
    line(desk, 7).click()
    press(desk, "t")
    assert owners(desk)[4:8] == [("02", "headline"), ("02", "body"), ("03", "headline"), ("03", "body")]


def test_lines_go_with_what_stands_before_or_behind_them(desk: Page) -> None:
    line(desk, 5).click()
    press(desk, ",")
    assert owners(desk)[4] == ("01", "body")
    press_wide(desk, "。")
    assert owners(desk)[4] == ("02", "body")
    line(desk, 4).click()
    press(desk, ">")
    assert owners(desk)[3] == ("02", "headline")
    press_wide(desk, "《")
    assert owners(desk)[3] == ("01", "headline")


def test_an_article_goes_to_the_one_before_or_to_the_one_whose_number_is_pressed(desk: Page) -> None:
    line(desk, 6).click()
    press(desk, "Shift+M")
    assert {id for id, _ in owners(desk)[:8]} == {"01"}
    press(desk, "Control+z")
    line(desk, 9).click()
    desk.keyboard.press("b")
    expect(desk.locator("#picker")).to_be_visible()
    press(desk, "1")
    assert owners(desk)[8] == ("01", "body")


def test_to_the_end_of_an_article_is_one_key(desk: Page) -> None:
    line(desk, 6).click()
    desk.keyboard.press("}")
    assert desk.evaluate("lines.picked") == [5, 6, 7]


def test_lines_change_their_order_and_their_words_with_them(desk: Page, archive: Sample) -> None:
    line(desk, 4).click()
    press(desk, "Alt+ArrowUp")
    expect(desk.get_by_label("正文", exact=True)).to_have_value(
        "农技员进村入户，手把手教农民选种。\n\n三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。"
    )
    press(desk, "Control+z")
    line(desk, 3).click()
    press(desk, "Control+x")
    line(desk, 8).click()
    press(desk, "Control+v")
    assert owners(desk)[2] == ("02", "body")
    expect(desk.get_by_label("正文", exact=True)).to_have_value(
        "县医院新楼昨日启用，门诊搬入新址，病床增加了二百〔□〕。\n\n新楼设有急救中心，救护车直达门口。\n\n"
        "农机手正在检修机具，各乡镇备足了种子。"
    )
    save(desk)
    assert saved(archive)[SECOND]["body"].endswith("直达门口。\n\n农机手正在检修机具，各乡镇备足了种子。")


def test_a_paragraph_moves_in_its_field(desk: Page) -> None:
    body = desk.get_by_label("正文", exact=True)
    before = body.input_value().split("\n\n")
    body.focus()
    body.evaluate("field => field.setSelectionRange(0, 0)")
    desk.keyboard.press("Alt+ArrowDown")
    expect(body).to_have_value("\n\n".join(reversed(before)))


def test_every_key_is_told(desk: Page) -> None:
    press_wide(desk, "？")
    help = desk.get_by_role("dialog", name="按键")
    for words in ("这一篇没有错", "从此行起另是一篇", "接着前面的正文", "提起选中的行"):
        expect(help).to_contain_text(words)
