"""The correcting desk: what a person does in Chromium is in the article file afterwards, and nobody else gets in."""

import datetime
import difflib
import json
from typing import get_args

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from generator.base.model import Kind
from generator.review import proof, review
from tests.conftest import Sample
from tests.review.desks import (
    ARTICLES,
    FILE,
    FIRST,
    FOURTH,
    ISSUE,
    ISSUES,
    READER,
    SECOND,
    THIRD,
    ask,
    give,
    line,
    open_card,
    open_issue,
    review_page,
    save,
    saved,
    saving,
)

pytestmark = pytest.mark.browser

UNPLACED = "".join(f"- {{file: pages/one.txt, line: {n}, text: x}}\n" for n in range(1, 5))


def changes(archive: Sample) -> list[str]:
    """Lines of the file that are not as they were."""
    compared = difflib.ndiff(ARTICLES.split("\n"), archive.read(FILE).split("\n"))
    return [row[2:] for row in compared if row.startswith("+ ")]


# ---- correcting ----------------------------------------------------------------------------------------------------


def test_a_boundary_that_was_moved_is_in_the_file(desk: Page, archive: Sample) -> None:
    line(desk, 4).click()
    give(desk, "body", SECOND)
    save(desk)
    articles = saved(archive)
    assert articles[FIRST]["source"] == [{"file": "pages/one.txt", "lines": [1, 3]}]
    assert articles[FIRST]["body"] == "三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。"
    assert articles[SECOND]["source"] == [{"file": "pages/one.txt", "lines": [4, 8]}]
    assert "手把手教农民选种" in articles[SECOND]["body"]
    assert articles[SECOND]["title"] == "县医院新楼启用"


def test_unplaced_lines_become_a_headline_and_lines_of_an_article_become_unplaced(desk: Page, archive: Sample) -> None:
    line(desk, 10).click()
    give(desk, "headline", SECOND)
    line(desk, 1).click()
    give(desk, "none")
    save(desk)
    articles = saved(archive)
    assert articles[SECOND]["title"] == "县医院新楼启用　值班电话"
    assert articles[SECOND]["source"][1] == {"file": "pages/one.txt", "lines": [10, 10]}
    assert articles[FIRST]["title_source"] == "lead"
    assert articles["unplaced"] == [1, 9]


def test_what_a_person_wrote_stays_and_the_machine_says_what_it_would_write(desk: Page, archive: Sample) -> None:
    open_card(desk, FIRST)
    desk.get_by_label("标题", exact=True).fill("春耕正忙")
    line(desk, 5).click()
    give(desk, "headline", FIRST)
    hint = desk.locator(f"#card-{FIRST} .row.title .hint")
    expect(hint).to_contain_text("我县春耕全面展开　县医院新楼启用")
    expect(desk.get_by_label("标题", exact=True)).to_have_value("春耕正忙")
    hint.get_by_role("button", name="采用").click()
    expect(desk.get_by_label("标题", exact=True)).to_have_value("我县春耕全面展开　县医院新楼启用")
    expect(hint).to_have_count(0)


def test_a_changed_paragraph_follows_its_lines_into_another_article(desk: Page, archive: Sample) -> None:
    open_card(desk, FIRST)
    body = desk.get_by_label("正文", exact=True)
    body.fill(body.input_value().replace("选种", "选良种"))
    line(desk, 4).click()
    give(desk, "new")
    save(desk)
    articles = saved(archive)
    assert articles[THIRD]["body"] == "农技员进村入户，手把手教农民选良种。"
    assert "选良种" not in articles[FIRST]["body"]


def test_a_changed_body_whose_paragraph_is_torn_is_kept(desk: Page) -> None:
    open_card(desk, FIRST)
    body = desk.get_by_label("正文", exact=True)
    written = body.input_value().replace("种子。", "种子和化肥。")
    body.fill(written)
    line(desk, 3).click()
    give(desk, "none")
    expect(desk.get_by_label("正文", exact=True)).to_have_value(written)
    expect(desk.locator(f"#card-{FIRST} .row.body .hint blockquote")).not_to_contain_text("备足了种子")


def test_a_character_is_put_back_and_the_rest_of_the_file_is_as_it_was(desk: Page, archive: Sample) -> None:
    desk.keyboard.press("d")
    expect(desk.locator("#status")).to_contain_text("缺字（1 / 3）")
    assert desk.evaluate("getSelection().toString()") == "〔□〕"
    desk.keyboard.type("张")
    save(desk)
    assert changes(archive) == ["    县医院新楼昨日启用，门诊搬入新址，病床增加了二百张。"]


def test_reviewed_articles_are_marked_one_by_one_and_all_at_once(desk: Page, archive: Sample) -> None:
    desk.locator(f"#card-{SECOND}").get_by_label("校读完毕").check()
    save(desk)
    assert [saved(archive)[id]["reviewed"] for id in (FIRST, SECOND)] == [False, True]
    review_page(desk)
    save(desk)
    today = datetime.date.today().isoformat()
    more = ["  reviewed: true", "  reviewed_by: 李文", f"  reviewed_on: {today}"] * 2
    assert [line for line in changes(archive) if line.startswith(" ")] == more
    assert archive.read(FILE).endswith("text: 值班电话, reviewed: true}\n")
    desk.get_by_role("link", name="校读台").click()
    expect(desk.locator("#issues li.done")).to_contain_text("2024-03-07")


def test_a_saved_file_is_one_that_check_and_segment_accept(desk: Page, archive: Sample) -> None:
    line(desk, 8).click()
    give(desk, "split")
    review_page(desk)
    save(desk)
    text = archive.read(FILE)
    result = archive.run("segment")
    assert result.exit_code == 0, result.output
    assert archive.read(FILE).partition("machine:")[0] == text


# ---- ids -----------------------------------------------------------------------------------------------------------


def test_a_split_and_a_merge_keep_ids_and_give_none_twice(desk: Page, archive: Sample) -> None:
    line(desk, 8).click()
    give(desk, "split")
    save(desk)
    articles = saved(archive)
    assert list(articles) == [FIRST, SECOND, THIRD, "unplaced"]
    assert articles[THIRD]["source"] == [{"file": "pages/one.txt", "lines": [8, 8]}]
    desk.keyboard.press("m")
    desk.locator("#picker select").select_option(SECOND)
    desk.locator("#picker button.main").click()
    expect(desk.locator(f"#card-{THIRD}")).to_have_count(0)
    save(desk)
    assert archive.read(FILE) == f"{ARTICLES}machine:\n  given:\n  - {THIRD}\n"
    line(desk, 10).click()
    give(desk, "new")
    save(desk)
    assert list(saved(archive)) == [FIRST, SECOND, FOURTH, "unplaced"]


def test_a_number_of_an_earlier_run_is_not_given_again(archive: Sample) -> None:
    archive.write(FILE, f"# Numbers up to {FOURTH} were given, and none is given twice.\n" + ARTICLES)
    numbers = proof.Numbers()
    proof.read(archive.root, ("xxb", "2024-03-07"), numbers)
    assert numbers.next("xxb-2024-03-07-01") == "xxb-2024-03-07-01-05"


def test_steps_are_undone_one_by_one(desk: Page) -> None:
    open_card(desk, FIRST)
    desk.get_by_label("标题", exact=True).fill("春耕")
    line(desk, 8).click()
    give(desk, "split")
    expect(desk.locator(".piece")).to_have_count(3)
    desk.keyboard.press("Control+z")
    expect(desk.locator(".piece")).to_have_count(2)
    expect(desk.locator(f"#card-{FIRST} .title")).to_have_text("春耕")
    desk.keyboard.press("Control+z")
    expect(desk.locator(f"#card-{FIRST} .title").first).to_have_text("我县春耕全面展开")
    expect(desk.get_by_role("button", name="保存")).to_be_disabled()


# ---- saving --------------------------------------------------------------------------------------------------------


WRONG = [
    ("标题", " ", "标题不能空。原页没有标题的，写正文开头的几个字，标题来源选“取自正文”。"),
    ("正文", "", "正文不能空。这一篇若是多余的，把它并入别的文章，或把它的行改为未归入。"),
    ("地区", "兴具", "今天没有叫“兴具”的地方，或者几处同名。"),
    ("上接版次", "一", "上接版次要写数字，如 1；不是转版的文章，留空。"),
    ("姓名", "", "作者姓名不能空。写上姓名，或删去这一行。"),
]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(desk: Page, archive: Sample) -> None:
    open_card(desk, FIRST)
    for label, value, message in WRONG:
        field = desk.get_by_label(label, exact=True)
        before = field.input_value()
        field.fill(value)
        desk.keyboard.press("Control+s")
        expect(desk.locator(".piece.open .fault:visible")).to_contain_text(message)
        expect(desk.locator("#status")).to_contain_text("没有保存，有 1 处要改，见第01篇")
        desk.get_by_label(label, exact=True).fill(before)
        expect(desk.locator(".piece.open .fault:visible")).to_have_count(0)
    assert archive.read(FILE) == ARTICLES


def test_an_unknown_county_is_said_while_it_is_typed(desk: Page) -> None:
    open_card(desk, FIRST)
    desk.get_by_label("地区", exact=True).fill("交口")
    expect(desk.locator(".unknown")).to_contain_text("名录里没有“交口”。有：交口县")
    desk.get_by_label("地区", exact=True).fill("交口县")
    expect(desk.locator(".unknown")).to_have_text("")


def test_a_file_that_changed_meanwhile_is_joined(desk: Page, archive: Sample) -> None:
    archive.write(FILE, ARTICLES.replace("title: 县医院新楼启用", "title: 县医院迁入新楼"))
    desk.keyboard.press("r")
    save(desk)
    expect(desk.locator("#status")).to_contain_text("并入了对方的改动：第02篇")
    expect(desk.locator("#cards")).to_contain_text("县医院迁入新楼")
    articles = saved(archive)
    assert (articles[FIRST]["reviewed"], articles[SECOND]["title"]) == (True, "县医院迁入新楼")


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\u2028乙", "\n乙"),
        ("\u2029乙", "\n乙"),
        ("乙\ud83d", "乙\ufffd"),
        ("\ude00乙", "\ufffd乙"),
        ("乙\u202e😀", "乙\u202e😀"),
    ],
)
def test_whatever_is_pasted_is_saved_and_can_be_read_again(desk: Page, archive: Sample, pasted: str, kept: str) -> None:
    """Ends of lines that YAML knows and no editor, and halves of characters, as texts have them that were cut."""
    open_card(desk, FIRST)
    for name in ("title", "body"):
        desk.evaluate(
            """([name, text]) => {
                const field = document.querySelector(`.piece.open .row.${name} :is(input, textarea)`);
                field.value += JSON.parse(text);
                field.dispatchEvent(new Event("input"));
            }""",
            [name, json.dumps(pasted)],
        )
    save(desk)
    assert [saved(archive)[FIRST][name][-len(kept) :] for name in ("title", "body")] == [kept, kept]
    assert archive.run("segment").exit_code == 0


@pytest.mark.parametrize("path", ["save", "compose"])
def test_an_answer_that_is_cut_off_is_said(desk: Page, archive: Sample, path: str) -> None:
    """As by a desk that is ended: the save of before is not what the page goes on saying."""
    ended: list[bool] = []

    def answer(route: Route) -> None:
        if ended:
            route.fulfill(content_type="application/json", body='{"base": "')
        else:
            route.continue_()

    desk.route(f"**/api/{path}", answer)  # well before: Chromium does not ask of requests that follow at once
    open_card(desk, FIRST)
    desk.locator(".piece.open .row.kicker input").fill("春耕")
    save(desk)
    desk.locator(".piece.open .row.kicker input").fill("春耕忙")
    ended.append(True)
    if path == "save":
        desk.locator("#save").click()
    else:
        line(desk, 4).click()
        desk.locator("[data-act=none]").click()
    expect(desk.locator("#status")).to_contain_text("校读台没有应答。改动还在这一页上")
    ended.clear()
    save(desk)
    assert saved(archive)[FIRST]["kicker"] == "春耕忙"


def test_leaving_with_unsaved_changes_is_asked_about(desk: Page) -> None:
    desk.keyboard.press("r")
    desk.get_by_role("link", name="校读台").click()
    expect(desk.locator("#question")).to_contain_text("有没有保存的改动")
    desk.get_by_role("button", name="留下").click()
    expect(desk.locator("#proof")).to_be_visible()
    desk.get_by_role("link", name="校读台").click()
    desk.get_by_role("button", name="放弃改动").click()
    expect(desk.locator("#issues")).to_be_visible()
    expect(desk.locator("#issues")).not_to_contain_text("有未保存的改动")


def test_closing_the_page_with_unsaved_changes_is_asked_about_and_reloading_finds_the_desk_again(desk: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", answer)
    desk.locator("#lines").click()
    desk.keyboard.press("r")
    expect(desk.locator("#status")).to_contain_text("校读完毕")
    desk.reload()
    expect(desk.locator(".piece.open")).to_be_visible()
    assert asked == ["beforeunload"]
    assert "token" not in desk.url


def test_a_desk_that_was_started_again_takes_what_the_page_still_holds(
    desk: Page, server: review.Server, archive: Sample
) -> None:
    line(desk, 8).click()
    give(desk, "split")
    server.token, server.numbers = "another", proof.Numbers()
    desk.keyboard.press("Control+s")
    expect(desk.locator("#status")).to_contain_text("没有口令")
    desk.context.new_page().goto(server.address)
    line(desk, 10).click()
    give(desk, "new")
    save(desk)
    assert list(saved(archive)) == [FIRST, SECOND, THIRD, FOURTH, "unplaced"]


def test_an_issue_without_an_article_file_begins_with_what_the_machine_finds(server: review.Server, page: Page) -> None:
    page.goto(server.address)
    first = page.locator("#issues li").first
    expect(first).to_contain_text("尚未切分")
    first.get_by_role("link").click()
    expect(page.locator(".piece").first).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("已保存：seeds/articles/xxb-2024-03-08.yml")
    assert (server.root / "seeds/articles/xxb-2024-03-08.yml").is_file()


# ---- reading -------------------------------------------------------------------------------------------------------


def test_text_that_looks_like_markup_is_shown_as_it_is(desk: Page) -> None:
    expect(line(desk, 9).locator(".words")).to_have_text("<b>{{天气}}</b>晴&lt;")
    assert desk.locator("#lines b").count() == 0


def test_role_and_article_of_a_line_are_told_without_colour(desk: Page) -> None:
    assert [line(desk, n).locator(".role").inner_text() for n in (1, 2, 9)] == ["题", "", "未"]
    expect(line(desk, 5)).to_have_accessible_name("5行，第02篇标题： 县医院新楼启用")
    expect(line(desk, 10)).to_have_accessible_name("10行，未归入： 值班电话")


def test_a_line_leads_to_its_article_and_an_article_to_its_lines(desk: Page) -> None:
    line(desk, 7).click()
    expect(desk.locator(f"#card-{SECOND}.open")).to_be_visible()
    desk.locator(f"#card-{FIRST} .heading").click()
    expect(line(desk, 1)).to_have_attribute("aria-selected", "true")


def test_the_words_of_a_line_are_marked_in_the_text_and_the_text_leads_to_its_line(desk: Page) -> None:
    for number in (2, 4):  # the first of them begins with the byline, which is not in the text
        line(desk, number).click()
        expect(desk.locator(".here")).to_be_visible()
    band, text = desk.locator(".here").bounding_box(), desk.locator(".row.body textarea").bounding_box()
    assert band and text and text["y"] < band["y"] < text["y"] + text["height"]
    desk.get_by_label("正文", exact=True).click(position={"x": 40, "y": 20})
    expect(line(desk, 2)).to_have_attribute("aria-selected", "true")
    line(desk, 1).click()
    expect(desk.locator(".here")).to_be_hidden()


def test_all_of_it_can_be_done_with_the_keyboard(server: review.Server, page: Page, archive: Sample) -> None:
    page.add_init_script(READER)
    page.goto(server.address)
    expect(page.locator("#issues li")).to_have_count(2)
    for _ in range(8):
        page.keyboard.press("Tab")
        if "2024-03-07" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#lines")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("j")
    page.keyboard.press("Shift+ArrowDown")  # lines 9 and 10
    page.keyboard.press("n")
    expect(page.locator(f"#card-{THIRD}.open")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("h")
    page.keyboard.press("Enter")
    expect(page.locator(f"#card-{THIRD} .title").first).to_contain_text("天气")
    expect(page.locator("#status")).to_contain_text("1 行已归入")
    page.keyboard.press("Enter")
    expect(page.get_by_label("正文", exact=True)).to_be_focused()
    page.keyboard.type("电话：")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+R")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("校读完毕")
    save(page)
    articles = saved(archive)
    assert (articles[THIRD]["title"], articles[THIRD]["body"]) == ("<b>{{天气}}</b>晴&lt;", "电话：值班电话")
    assert all(articles[id]["reviewed"] for id in (FIRST, SECOND, THIRD))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="按键")).to_be_visible()


def test_the_desk_is_no_wider_than_the_window(desk: Page) -> None:
    for width in (320, 390, 1280):
        desk.set_viewport_size({"width": width, "height": 800})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


# ---- who gets in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "wrong", "ünicode"])
@pytest.mark.parametrize("path", ["/", "/review.js", "/api/issues", ISSUE, "/nowhere"])
def test_without_the_token_of_the_run_nothing_is_shown(server: review.Server, path: str, token: str) -> None:
    assert ask(server, path, headers={"X-Token": token.encode("latin-1").decode("latin-1")})[0] == 403
    assert ask(server, "/?token=wrong")[0] == 403


def test_the_address_that_is_printed_opens_the_page_and_its_files(server: review.Server) -> None:
    status, _, headers = ask(server, "/?token=" + server.token, headers={"X-Token": ""})
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    cookie = headers["Set-Cookie"].split(";")[0]
    assert ask(server, "/review.js", headers={"X-Token": "", "Cookie": cookie})[0] == 200
    assert ask(server, "/api/issues", headers={"X-Token": "", "Cookie": cookie})[0] == 403


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1", "127.0.0.1:1", "localhost.example.com:80"])
def test_under_another_name_nobody_gets_in(server: review.Server, host: str) -> None:
    assert ask(server, "/api/issues", headers={"Host": host})[0] == 403
    assert ask(server, "/api/issues", headers={"Host": f"localhost:{server.server_port}"})[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"X-Token": "wrong"}, 403),
        ({"Host": "example.com"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Length": "99999999999"}, 413),
        ({}, 200),
    ],
)
def test_a_save_from_elsewhere_is_refused(
    server: review.Server, archive: Sample, headers: dict[str, str], status: int
) -> None:
    body = saving(server)
    body["articles"][0]["reviewed"] = True
    assert ask(server, "/api/save", body, headers)[0] == status
    assert (archive.read(FILE) == ARTICLES) == (status != 200)


@pytest.mark.parametrize(
    "wrong", [{"paper": "../xxb"}, {"date": "2024-03-09"}, {"date": "../../x"}, {"paper": "nobody"}]
)
def test_only_issues_that_are_listed_can_be_written(
    server: review.Server, archive: Sample, wrong: dict[str, str]
) -> None:
    before = archive.tree("seeds")
    assert ask(server, "/api/save", saving(server) | wrong)[0] == 404
    assert archive.tree("seeds") == before


@pytest.mark.parametrize("body", ["", "{", "[]", '{"paper": 1}', "null"])
def test_a_request_that_makes_no_sense_is_refused(server: review.Server, body: str) -> None:
    assert ask(server, "/api/save", body)[0] == 400
    assert ask(server, "/api/compose", body)[0] == 400
    assert ask(server, "/api/elsewhere", "{}")[0] == 404


# ---- nothing is lost -----------------------------------------------------------------------------------------------


def test_saving_without_a_change_leaves_every_byte(server: review.Server, archive: Sample) -> None:
    before = archive.tree("seeds")
    assert ask(server, "/api/save", saving(server))[0] == 200
    assert archive.tree("seeds") == before


def test_articles_without_id_or_lines_keep_their_place(server: review.Server, archive: Sample) -> None:
    text = ARTICLES.replace(f"- id: {FIRST}\n  page: 1", "- page: 1").replace("lines: [1, 4]", "lines: [90, 90]")
    archive.write(FILE, text.replace("unplaced:\n", "unplaced:\n" + UNPLACED))
    body = saving(server)
    assert [article["id"] for article in body["articles"]] == [THIRD, SECOND]
    assert ask(server, "/api/save", body)[0] == 200
    assert list(saved(archive)) == [THIRD, SECOND, "unplaced"]


def test_a_save_in_which_a_line_is_missing_is_refused(server: review.Server, archive: Sample) -> None:
    body = saving(server)
    body["unplaced"].pop()
    status, faults, _ = ask(server, "/api/save", body)
    assert (status, [fault["message"] for fault in faults]) == (
        422,
        ["pages/one.txt 第10行不在任何文章里，也不在未归入之列，没有保存。请重新读入。"],
    )
    body = saving(server)
    body["articles"].pop()
    assert "第5、6、7、8行" in ask(server, "/api/save", body)[1][0]["message"]
    assert archive.read(FILE) == ARTICLES


def test_a_line_that_stands_nowhere_is_shown_as_unplaced(server: review.Server, archive: Sample) -> None:
    archive.write(FILE, ARTICLES.replace("lines: [5, 8]", "lines: [5, 7]"))
    owners = ask(server, ISSUE)[1]["sheets"][0]["owners"]
    assert owners[7] == [None, "held"]


def test_a_range_that_reaches_over_other_articles_lines_leaves_them_theirs(
    server: review.Server, archive: Sample
) -> None:
    archive.write(FILE, ARTICLES.replace("lines: [1, 4]", "lines: [1, 9]"))
    owners = ask(server, ISSUE)[1]["sheets"][0]["owners"]
    assert [id for id, _ in owners] == [FIRST] * 4 + [SECOND] * 4 + [None, None]


def test_a_broken_article_file_is_not_opened(server: review.Server, archive: Sample) -> None:
    archive.write(FILE, ARTICLES.replace("kind: news", "kind: sermon", 1))
    status, problems, _ = ask(server, ISSUE)
    assert status == 424
    kinds = ", ".join(f"'{kind}'" for kind in get_args(Kind))
    assert problems == [f"{FILE}:15: kind of {FIRST} is sermon. Write one of {kinds}."]


# ---- the command ---------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_one_line(server: review.Server, archive: Sample) -> None:
    result = archive.run("review", "--no-browser", "--port", str(server.server_port))
    assert result.exit_code == 2
    assert result.output.endswith("(Address already in use). Name another: --port 8002.\n")


# ---- what is taken out of a text ------------------------------------------------------------------------------------


@pytest.fixture
def known(archive: Sample) -> Sample:
    """Whose page was segmented."""
    (archive.root / FILE).unlink()
    assert archive.run("segment").exit_code == 0
    return archive


def test_a_save_answers_with_the_lines_that_nobody_will_read(known: Sample, server: review.Server) -> None:
    body = saving(server)
    body["articles"][0]["body"] = "三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。"
    status, answer, _ = ask(server, "/api/save", body)
    assert (status, answer["cut"]) == (200, [["pages/one.txt", 4], ["pages/one.txt", 5]])
    result = known.run("segment")
    assert f"seeds/pages/one.txt:4: 2 lines of {FIRST} are in its text no more, and published no more." in result.output


@pytest.mark.parametrize(
    "body", ["三月的田野十分繁忙，农机手正在检修机具，各乡镇备足了种子。\n\n农技员进村入户，教农民选种。", None]
)
def test_of_a_text_that_was_corrected_no_line_is_said(known: Sample, server: review.Server, body: str | None) -> None:
    sent = saving(server)
    sent["articles"][0] |= {"body": body} if body else {"reviewed": True}
    status, answer, _ = ask(server, "/api/save", sent)
    assert (status, answer["cut"]) == (200, [])


def test_the_desk_says_which_lines_are_published_no_more(known: Sample, desk: Page) -> None:
    open_card(desk, FIRST)
    desk.locator(f"#card-{FIRST} .row.body textarea").fill("三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。")
    save(desk)
    expect(desk.locator("#status")).to_have_text(
        "已保存：seeds/articles/xxb-2024-03-07.yml。正文里删去的 pages/one.txt 第 4–5 行，读者在版面文字里也看不到了；"
        "要让人读到，把这些行归入一篇，或设为“不归入”。"
    )


def test_the_next_doubt_of_a_page_that_was_chosen_is_its_own(
    archive: Sample, server: review.Server, page: Page
) -> None:
    first = ISSUES[: ISSUES.index("  - {paper: xxb, date: 2024-03-08")]
    archive.write("seeds/issues.yml", first.replace("page: 1}]", "page: 1}, {file: pages/two.txt, page: 2}]"))
    assert archive.run("segment").exit_code == 0
    page.add_init_script(READER)
    open_issue(server, page)
    chosen = page.locator("#page")
    chosen.select_option("1")
    page.locator("#doubt").click()
    expect(page.locator("#status")).to_contain_text(" / ")
    assert chosen.input_value() == "1"
    for _ in range(int(page.locator("#doubt .count").inner_text())):
        page.locator("#doubt").click()
        if chosen.input_value() == "0":
            break
    assert chosen.input_value() == "0", "after the last one the first of the issue comes"
