"""What is not saved yet outlives the page, the browser and the desk, and is offered again."""

import errno
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.base import durable
from generator.review import proof, review
from tests.conftest import Sample
from tests.review.desks import (
    ARTICLES,
    FILE,
    FIRST,
    READER,
    SECOND,
    THIRD,
    Hand,
    ask,
    give,
    line,
    open_card,
    open_issue,
    save,
    saved,
)

pytestmark = pytest.mark.browser

FOLDER = ".baocang/drafts"
TITLE = "春耕正忙"


def drafts(archive: Sample) -> list[Path]:
    """Not those that are being written."""
    return sorted(path for path in (archive.root / FOLDER).glob("*") if not path.name.startswith("."))


def texts(archive: Sample) -> Iterator[str]:
    """Those of the drafts; of one that goes just now none."""
    for path in drafts(archive):
        with suppress(FileNotFoundError):
            yield path.read_text(encoding="utf-8")


def soon(page: Page, so: Callable[[], bool], said: object) -> None:
    """Longer than the page waits until it tries again what could not be written."""
    end = time.monotonic() + 15
    while not so():
        assert time.monotonic() < end, said
        page.wait_for_timeout(10)


def kept(page: Page, archive: Sample, *said: str) -> None:
    """Waits until some texts stand in one draft."""
    soon(page, lambda: any(all(text in draft for text in said) for draft in texts(archive)), said)


def left(desk: Page, archive: Sample) -> None:
    """Somebody types, and the window is closed before that is saved."""
    typed(desk)
    kept(desk, archive, TITLE)
    desk.close()


def gone(page: Page, archive: Sample) -> None:
    """Waits until there is no draft."""
    soon(page, lambda: not drafts(archive), "a draft is left")


def typed(page: Page, text: str = TITLE) -> None:
    open_card(page, FIRST)
    page.get_by_label("标题", exact=True).fill(text)


def title(page: Page, id: str = FIRST) -> Any:
    return page.locator(f"#card-{id} .heading .title")


def another(server: review.Server, browser: Browser) -> Page:
    """The issue in another browser."""
    page = browser.new_context().new_page()
    page.add_init_script(READER)
    open_issue(server, page)
    return page


@pytest.mark.parametrize("leave", ["close", "reload", "crash"])
def test_what_was_typed_is_offered_after_the_page_is_gone(
    desk: Page, server: review.Server, archive: Sample, browser: Browser, leave: str
) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    typed(desk)
    if leave == "crash":  # nothing is said before: what was kept is what there is
        kept(desk, archive, TITLE)
        desk.close()
    elif leave == "close":
        desk.close(run_before_unload=True)
    else:
        desk.reload()
    now = another(server, browser)
    question = now.locator("#question")
    expect(question).to_contain_text("上次有未保存的改动")
    expect(question).to_contain_text("李文，改动 1 篇")
    now.get_by_role("button", name="接着校读").click()
    expect(title(now)).to_have_text(TITLE)
    expect(now.get_by_role("button", name="保存")).to_be_enabled()
    save(now)
    assert saved(archive)[FIRST]["title"] == TITLE
    gone(now, archive)
    now.context.close()


def test_moves_typing_and_steps_that_were_undone_come_back(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    line(desk, 8).click()
    give(desk, "split")
    typed(desk)
    typed(desk, "春耕又忙")
    desk.keyboard.press("Escape")
    kept(desk, archive, "春耕又忙")
    desk.keyboard.press("Control+z")
    kept(desk, archive, '"now": 1}')
    desk.close()
    server.numbers = proof.Numbers()
    now = another(server, browser)
    now.get_by_role("button", name="接着校读").click()
    expect(now.locator(".piece")).to_have_count(3)
    expect(title(now)).to_have_text("我县春耕全面展开")
    now.get_by_role("button", name="重做").click()
    expect(title(now)).to_have_text("春耕又忙")
    for _ in range(2):
        now.get_by_role("button", name="撤销").click()
    expect(now.locator(".piece")).to_have_count(2)
    expect(now.get_by_role("button", name="保存")).to_be_disabled()
    gone(now, archive)
    now.context.close()


def test_a_desk_that_was_killed_and_started_again_offers_it(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    typed(desk)
    kept(desk, archive, TITLE)
    server.shutdown()
    server.server_close()
    desk.close()
    again = review.Server(archive.root, 0)
    threading.Thread(target=again.serve_forever, args=(0.01,), daemon=True).start()
    now = another(again, browser)
    now.get_by_role("button", name="接着校读").click()
    expect(title(now)).to_have_text(TITLE)
    now.context.close()
    again.shutdown()
    again.server_close()


def test_a_draft_that_is_given_up_is_gone_and_one_that_is_put_off_is_asked_about_again(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    left(desk, archive)
    now = another(server, browser)
    now.get_by_role("button", name="先不管").click()
    expect(title(now)).to_have_text("我县春耕全面展开")
    typed(now, "另一个")
    kept(now, archive, "另一个")
    assert len(drafts(archive)) == 2
    now.get_by_label("标题", exact=True).fill("我县春耕全面展开")
    now.keyboard.press("Control+s")
    expect(now.locator("#status")).to_contain_text("已保存")
    now.evaluate("location.hash = '#/'")
    expect(now.locator("#issues")).to_contain_text("有未保存的改动")
    open_issue(server, now)
    now.get_by_role("button", name="放弃").click()
    gone(now, archive)
    assert archive.read(FILE) == ARTICLES
    now.context.close()


def test_leaving_for_the_list_keeps_the_draft(desk: Page, archive: Sample) -> None:
    typed(desk)
    desk.keyboard.press("Escape")
    desk.get_by_role("link", name="校读台").click()
    desk.get_by_role("button", name="留作草稿，离开").click()
    expect(desk.locator("#issues")).to_contain_text("有未保存的改动")
    desk.go_back()
    desk.get_by_role("button", name="接着校读").click()
    expect(title(desk)).to_have_text(TITLE)
    kept(desk, archive, TITLE)
    assert len(drafts(archive)) == 1


def test_a_draft_begun_on_other_files_is_joined_with_what_they_are_now(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    left(desk, archive)
    archive.write(FILE, ARTICLES.replace("title: 县医院新楼启用", "title: 新楼"))
    now = another(server, browser)
    now.get_by_role("button", name="接着校读").click()
    expect(now.locator("#status")).to_contain_text("并入了对方的改动：第02篇")
    expect(title(now)).to_have_text(TITLE)
    expect(title(now, SECOND)).to_have_text("新楼")
    save(now)
    assert [saved(archive)[id]["title"] for id in (FIRST, SECOND)] == [TITLE, "新楼"]
    now.context.close()


def test_a_draft_outlives_a_file_that_is_broken_meanwhile(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    typed(desk)
    kept(desk, archive, TITLE)
    archive.write(FILE, ARTICLES.replace("articles:", "articles: [", 1))
    desk.keyboard.press("Control+s")
    expect(desk.locator("#status")).to_contain_text(f"这一期的文件有错：{FILE}")
    desk.close()
    archive.write(FILE, ARTICLES)
    now = another(server, browser)
    now.get_by_role("button", name="接着校读").click()
    expect(title(now)).to_have_text(TITLE)
    now.context.close()


@pytest.mark.parametrize(
    "damage", [lambda data: data.replace(TITLE.encode(), "春耕正茫".encode()), lambda data: data[:99]]
)
def test_a_damaged_draft_is_set_aside_and_said(
    server: review.Server, archive: Sample, page: Page, damage: Callable[[bytes], bytes]
) -> None:
    assert ask(server, "/api/draft", sent(Hand(server), 1, [step(TITLE)]))[0] == 200
    [path] = drafts(archive)
    path.write_bytes(damage(path.read_bytes()))
    for _ in range(2):
        open_issue(server, page)
        said = f"有一份草稿已经损坏，读不出来，留在 {FOLDER}/{path.name}.damaged，不用了就删去。"
        expect(page.locator("#status")).to_have_text(said)
        page.goto("about:blank")
    assert [each.name for each in drafts(archive)] == [f"{path.name}.damaged"]


def test_a_full_disk_is_said_and_the_draft_is_written_when_there_is_room(
    desk: Page, server: review.Server, archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(desk)
    kept(desk, archive, TITLE)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for text in ("春耕也忙", "春耕又忙"):  # another message has taken the place of the first
            typed(desk, text)
            expect(desk.locator("#status")).to_contain_text("草稿没有写下：磁盘已满")
            desk.keyboard.press("Control+s")
            expect(desk.locator("#status")).to_have_text(
                re.compile("^(?!草稿).*磁盘已满，没有写下")
            )  # the save's answer
            assert archive.read(FILE) == ARTICLES
            kept(desk, archive, TITLE)
    kept(desk, archive, "春耕又忙")
    save(desk)
    assert saved(archive)[FIRST]["title"] == "春耕又忙"
    gone(desk, archive)


# ---- the server ----------------------------------------------------------------------------------------------------


def sent(hand: Hand, serial: int, steps: list[Any], keep: int = 0, begun: bool = True) -> dict[str, Any]:
    [sheet] = hand.issue["sheets"]
    lines = [[line["n"], line["text"]] for line in sheet["lines"]]
    held = {"file": sheet["file"], "lines": lines, "owners": sheet["owners"]}
    return {
        "paper": "xxb",
        "date": "2024-03-07",
        "session": "0123456789abcdef",
        "serial": serial,
        "at": "2024-05-01T00:00:00Z",
        "who": "",
        "begun": {"base": hand.issue["base"], "articles": hand.issue["articles"], "sheets": [held]} if begun else None,
        "keep": keep,
        "steps": steps,
        "now": keep + len(steps) - 1,
    }


def step(title: str) -> dict[str, Any]:
    return {"articles": {FIRST: {"id": FIRST, "title": title}}, "order": None, "owners": [], "hints": {}, "lost": {}}


def titles(server: review.Server) -> list[str]:
    query = "paper=xxb&date=2024-03-07&session=0123456789abcdef"
    return [each["articles"][FIRST]["title"] for each in ask(server, f"/api/draft?{query}")[1]["steps"]]


def test_what_comes_late_does_not_undo_what_came_before(server: review.Server) -> None:
    hand = Hand(server)
    assert ask(server, "/api/draft", sent(hand, 1, [step("一"), step("二")]))[0] == 200
    assert ask(server, "/api/draft", sent(hand, 3, [step("三")], keep=1, begun=False))[0] == 200
    assert ask(server, "/api/draft", sent(hand, 2, [step("四")], keep=2, begun=False))[0] == 200
    assert titles(server) == ["一", "三"]


def test_steps_without_a_draft_are_asked_for_as_a_whole(server: review.Server) -> None:
    assert ask(server, "/api/draft", sent(Hand(server), 1, [step("一")], keep=1, begun=False))[0] == 409


@pytest.mark.parametrize("wrong", [{"session": "../../x"}, {"paper": ".."}, {"date": "x"}, {"now": None}])
def test_a_draft_with_another_name_is_refused(server: review.Server, archive: Sample, wrong: dict[str, Any]) -> None:
    assert ask(server, "/api/draft", sent(Hand(server), 1, [step("一")]) | wrong)[0] == 400
    assert not (archive.root / FOLDER).exists()


def test_a_draft_is_durable(server: review.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    monkeypatch.setattr(durable, "save", lambda root, name, text: saved.append(name))
    ask(server, "/api/draft", sent(Hand(server), 1, [step("一")]))
    assert saved == [f"{FOLDER}/xxb-2024-03-07.0123456789abcdef.json"]


# ---- two at once, in the browser -----------------------------------------------------------------------------------


def test_what_both_have_changed_is_shown_side_by_side(desk: Page, server: review.Server, archive: Sample) -> None:
    typed(desk)
    line(desk, 8).click()
    give(desk, "split")
    theirs = Hand(server)
    theirs.edit(FIRST, title="春耕", subtitle="农机手检修机具")
    theirs.move([8], None)
    theirs.save()
    desk.keyboard.press("Control+s")
    question = desk.get_by_role("dialog", name="这一期有别人的改动")
    expect(question.locator("fieldset")).to_have_count(2)
    first, second = question.locator("fieldset").all()
    expect(first).to_contain_text("第01篇《春耕正忙》的标题")
    expect(first).to_contain_text("我的")
    expect(first.locator("blockquote")).to_have_text([TITLE, "春耕"])
    first.get_by_label("对方的").check()
    expect(first.locator("textarea")).to_have_value("春耕")
    first.locator("textarea").fill("春耕正酣")
    expect(second).to_contain_text("第02、03篇：两边都移动了行")
    second.get_by_label("对方的").check()
    question.get_by_role("button", name="采用并保存").click()
    expect(desk.locator("#status")).to_contain_text("已保存")
    articles = saved(archive)
    assert (articles[FIRST]["title"], articles[FIRST]["subtitle"]) == ("春耕正酣", "农机手检修机具")
    assert THIRD not in articles
    assert articles["unplaced"] == [8, 9, 10]


def test_a_join_that_is_put_off_changes_nothing(desk: Page, server: review.Server, archive: Sample) -> None:
    typed(desk)
    theirs = Hand(server)
    theirs.edit(FIRST, title="春耕")
    theirs.save()
    text = archive.read(FILE)
    desk.keyboard.press("Control+s")
    desk.get_by_role("button", name="先不合并").click()
    expect(desk.locator("#status")).to_contain_text("没有保存")
    expect(title(desk)).to_have_text(TITLE)
    assert archive.read(FILE) == text
