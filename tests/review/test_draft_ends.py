"""What a draft holds that is not in the file: so much is said of it, and a draft of nothing is not offered."""

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import (
    ARTICLES,
    FILE,
    FIRST,
    ISSUE,
    SECOND,
    Hand,
    ask,
    give,
    line,
    open_issue,
    save,
    saved,
    saving,
)
from tests.review.test_drafts import TITLE, another, drafts, gone, kept, left, sent, step, title, typed

pytestmark = pytest.mark.browser

SESSION = "0123456789abcdef"


def choose(page: Page, verb: str, *hands: str) -> None:
    """Answers the question of two who have changed the same."""
    expect(page.locator("#join fieldset")).to_have_count(len(hands))
    for box, hand in zip(page.locator("#join fieldset").all(), hands, strict=True):
        box.get_by_label(hand).check()
    page.get_by_role("button", name=verb).click()


def test_a_draft_that_was_joined_counts_what_differs_from_the_file(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    left(desk, archive)
    theirs = Hand(server)
    theirs.edit(FIRST, title="春耕")
    theirs.edit(SECOND, title="新楼")
    theirs.save()
    then = another(server, browser)
    expect(then.locator("#question")).to_contain_text("改动 1 篇")
    then.get_by_role("button", name="接着校读").click()
    choose(then, "采用", "我的")
    kept(then, archive, "新楼", TITLE)  # what is begun with now
    then.context.close()
    now = another(server, browser)
    expect(now.locator("#question")).to_contain_text("改动 1 篇。")
    now.get_by_role("button", name="接着校读").click()
    expect(title(now)).to_have_text(TITLE)
    now.context.close()


def test_a_draft_that_came_to_nothing_when_it_was_joined_is_gone(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    left(desk, archive)
    theirs = Hand(server)
    theirs.edit(FIRST, title="春耕")
    theirs.save()
    now = another(server, browser)
    now.get_by_role("button", name="接着校读").click()
    choose(now, "采用", "对方的")
    expect(now.locator("#status")).to_contain_text("接着上次")
    gone(now, archive)
    expect(now.get_by_role("button", name="保存")).to_be_disabled()
    now.context.close()


def test_a_save_takes_its_draft_away_whatever_the_browser_does_then(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    left(desk, archive)
    now = another(server, browser)
    now.get_by_role("button", name="接着校读").click()
    expect(title(now)).to_have_text(TITLE)
    now.route("**/api/draft/drop", lambda route: route.abort())
    save(now)
    now.close()
    assert drafts(archive) == []
    later = another(server, browser)
    expect(later.locator("#question")).not_to_be_visible()
    later.context.close()


def test_what_comes_late_of_a_draft_that_is_saved_does_not_bring_it_back(
    server: review.Server, archive: Sample
) -> None:
    hand = Hand(server)
    assert ask(server, "/api/draft", sent(hand, 1, [step("一")]))[0] == 200
    assert ask(server, "/api/save", saving(server) | {"draft": {"session": SESSION, "serial": 3}})[0] == 200
    assert drafts(archive) == []
    assert ask(server, "/api/draft", sent(hand, 2, [step("一"), step("二")]))[0] == 200
    assert drafts(archive) == []
    assert ask(server, "/api/draft", sent(hand, 4, [step("一"), step("三")]))[0] == 200
    assert len(drafts(archive)) == 1


def drop(server: review.Server, **more: int) -> None:
    body = {"paper": "xxb", "date": "2024-03-07", "session": SESSION}
    assert ask(server, "/api/draft/drop", body | more)[0] == 200


@pytest.mark.parametrize("how", ["taken over", "given up"])
def test_a_page_that_is_closed_late_does_not_bring_back_what_another_page_has(
    server: review.Server, archive: Sample, how: str
) -> None:
    hand = Hand(server)
    first = sent(hand, 1, [step("一")])
    assert ask(server, "/api/draft", first)[0] == 200
    if how == "given up":
        drop(server)
    else:
        other = sent(hand, 1, [step("二")]) | {"session": SESSION[::-1], "instead": SESSION}
        assert ask(server, "/api/draft", other)[0] == 200
    stand = drafts(archive)
    assert ask(server, "/api/draft", first | {"serial": 2, "at": "2024-05-02T00:00:00Z"})[0] == 200
    assert drafts(archive) == stand
    assert ask(server, "/api/draft", sent(hand, 3, [step("一"), step("三")]))[0] == 200
    assert len(drafts(archive)) == len(stand) + 1, "what nobody else has is kept"


def test_what_a_page_undoes_and_does_again_is_kept_again(server: review.Server, archive: Sample) -> None:
    first = sent(Hand(server), 1, [step("一")])
    ask(server, "/api/draft", first)
    drop(server)
    drop(server, serial=2)
    assert ask(server, "/api/draft", first | {"serial": 3})[0] == 200
    assert len(drafts(archive)) == 1
    drop(server, serial=5)
    assert ask(server, "/api/draft", first | {"serial": 4})[0] == 200, "sent before"
    assert drafts(archive) == []


def test_a_save_that_is_refused_leaves_the_draft(server: review.Server, archive: Sample) -> None:
    ask(server, "/api/draft", sent(Hand(server), 1, [step("一")]))
    body = saving(server) | {"draft": {"session": SESSION, "serial": 2}}
    body["articles"][0]["title"] = ""
    assert ask(server, "/api/save", body)[0] == 422
    assert len(drafts(archive)) == 1


def test_a_draft_that_changes_nothing_is_not_offered_and_is_taken_away(server: review.Server, archive: Sample) -> None:
    hand = Hand(server)
    same = step("x") | {"articles": {FIRST: hand[FIRST]}}
    ask(server, "/api/draft", sent(hand, 1, [step("一"), same]))
    assert ask(server, ISSUE)[1]["drafts"] == []
    assert drafts(archive) == []


def test_a_draft_that_somebody_has_saved_meanwhile_changes_nothing(server: review.Server, archive: Sample) -> None:
    hand = Hand(server)
    hand.edit(FIRST, title=TITLE)
    ask(server, "/api/draft", sent(hand, 1, [step("x") | {"articles": {FIRST: dict(hand[FIRST])}}]))
    archive.write(FILE, ARTICLES.replace("title: 县医院新楼启用", "title: 新楼"))
    [told] = ask(server, ISSUE)[1]["drafts"]
    assert (told["count"], told["waiting"]) == (1, 0)
    archive.write(FILE, ARTICLES.replace("title: 我县春耕全面展开", f"title: {TITLE}"))
    assert ask(server, ISSUE)[1]["drafts"] == []
    assert drafts(archive) == []


def test_texts_that_wait_for_a_place_outlive_the_save_and_are_said(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    line(desk, 8).click()
    give(desk, "split")
    theirs = Hand(server)
    theirs.move([8], None)
    theirs.edit(SECOND, title="新楼启用")
    theirs.save()
    desk.keyboard.press("Control+s")
    choose(desk, "采用并保存", "我的")
    expect(desk.locator("#status")).to_contain_text("已保存")
    expect(desk.locator("#status")).to_contain_text("还有 1 段文字等着您放进文章")
    assert saved(archive)[SECOND]["title"] == "县医院新楼启用"
    kept(desk, archive, "标题：新楼启用")
    desk.close()
    now = another(server, browser)
    expect(now.locator("#question")).to_contain_text("1 段文字还没有放进文章")
    expect(now.locator("#question")).not_to_contain_text("改动")
    now.get_by_role("button", name="接着校读").click()
    open_issue_card = now.locator(f"#card-{SECOND}")
    if "open" not in (open_issue_card.get_attribute("class") or "").split():
        open_issue_card.locator(".heading").click()
    expect(open_issue_card.locator(".hint").first).to_contain_text("标题：新楼启用")
    open_issue_card.get_by_role("button", name="已处理").click()
    gone(now, archive)
    now.context.close()


def test_what_is_typed_and_taken_back_is_no_change(desk: Page, server: review.Server, archive: Sample) -> None:
    typed(desk)
    kept(desk, archive, TITLE)
    typed(desk, "我县春耕全面展开")
    gone(desk, archive)
    open_issue(server, desk)
    expect(desk.locator("#question")).not_to_be_visible()


def test_what_is_undone_while_a_draft_is_written_is_kept_as_well(desk: Page, archive: Sample) -> None:
    """Then the page is as the draft before was, and what is being written is not."""
    held: list[tuple[Route, APIResponse]] = []
    holding: list[bool] = []

    def answer(route: Route) -> None:
        if holding:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    desk.route("**/api/draft", answer)
    line(desk, 8).click()
    give(desk, "split")
    kept(desk, archive, '"now": 1}')
    holding.append(True)
    typed(desk)
    desk.keyboard.press("Escape")
    kept(desk, archive, TITLE)
    desk.keyboard.press("Control+z")
    expect(desk.locator("#status")).to_contain_text("已撤销")
    holding.clear()
    [(route, told)] = held
    route.fulfill(response=told)
    kept(desk, archive, '"now": 1}')


def test_what_was_sent_while_a_save_was_answered_leaves_no_draft(desk: Page, archive: Sample) -> None:
    held: list[tuple[Route, APIResponse]] = []
    desk.route("**/api/save", lambda route: held.append((route, route.fetch())))
    typed(desk)
    desk.keyboard.press("Control+s")
    kept(desk, archive, TITLE)
    [(route, answer)] = held
    route.fulfill(response=answer)
    expect(desk.locator("#status")).to_contain_text("已保存")
    assert saved(archive)[FIRST]["title"] == TITLE
    gone(desk, archive)
