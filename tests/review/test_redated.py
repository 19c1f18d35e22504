"""A draft goes along with its issue, whose date is corrected while it waits."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import FIRST, ISSUES, PAGES, READER, SECOND, Hand, ask
from tests.review.test_drafts import TITLE, drafts, left, sent, step, title

pytestmark = pytest.mark.browser

LATER = "2024-03-09"
NEW = "/api/issue?paper=xxb&date=2024-03-09"


def redated(archive: Sample, issues: str = ISSUES) -> None:
    """The date is corrected in the list, and `segment` run."""
    archive.write("seeds/issues.yml", issues.replace("date: 2024-03-07", f"date: {LATER}"))
    assert archive.run("segment").exit_code in (0, 1)
    assert (archive.root / f"seeds/articles/xxb-{LATER}.yml").exists()


def offered(server: review.Server, date: str = LATER) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(server, f"/api/issue?paper=xxb&date={date}")[1]["drafts"]
    return found


def whole(server: review.Server, session: str = "0123456789abcdef") -> dict[str, Any]:
    found: dict[str, Any] = ask(server, f"/api/draft?paper=xxb&date={LATER}&session={session}")[1]
    return found


def test_a_draft_is_offered_under_the_date_that_its_issue_has_now(
    desk: Page, server: review.Server, archive: Sample, browser: Browser
) -> None:
    left(desk, archive)
    redated(archive)
    now = browser.new_context().new_page()
    now.add_init_script(READER)
    now.goto(f"{server.address}#/xxb/{LATER}")
    question = now.locator("#question")
    expect(question).to_contain_text("上次有未保存的改动")
    expect(question).to_contain_text("李文，那时这一期的日期是 2024-03-07，改动 1 篇")
    now.get_by_role("button", name="接着校读").click()
    expect(title(now, FIRST.replace("03-07", "03-09"))).to_have_text(TITLE)
    now.keyboard.press("Control+s")
    expect(now.locator("#status")).to_contain_text("已保存")
    assert TITLE in archive.read(f"seeds/articles/xxb-{LATER}.yml")
    now.context.close()


def test_an_issue_that_has_another_date_says_so_to_who_saves_under_the_old_one(
    desk: Page, server: review.Server, archive: Sample
) -> None:
    left(desk, archive)
    redated(archive)
    status, said, _ = ask(server, "/api/issue?paper=xxb&date=2024-03-07")
    assert status == 404
    assert f"这一期现在是 xxb {LATER}，请打开那一期；没有保存的改动留作草稿" in str(said)


def test_ids_go_along_those_of_new_articles_too(server: review.Server, archive: Sample) -> None:
    hand = Hand(server)
    new = FIRST.replace("-01-01", "-01-03")
    made = {
        "articles": {new: {"id": new, "title": "新"}, FIRST: {"id": FIRST, "title": "改"}},
        "order": [FIRST, SECOND, new],
        "owners": [[PAGES, 9, new, "body"]],
        "hints": {FIRST: {}},
        "lost": {new: ["文"]},
    }
    assert ask(server, "/api/draft", sent(hand, 1, [made]))[0] == 200
    redated(archive)
    assert [(told["dated"], told["count"]) for told in offered(server)] == [("2024-03-07", 2)]
    assert [path.name for path in drafts(archive)] == [f"xxb-{LATER}.0123456789abcdef.json"]
    ids = [id.replace("03-07", "03-09") for id in (FIRST, SECOND, new)]
    [only] = whole(server)["steps"]
    assert (only["order"], only["owners"]) == (ids, [[PAGES, 9, ids[2], "body"]])
    assert sorted(only["articles"]) == [ids[0], ids[2]]
    assert (list(only["hints"]), list(only["lost"])) == ([ids[0]], [ids[2]])
    assert "2024-03-07" not in str(whole(server) | {"dated": ""})


def test_page_files_that_are_renamed_with_the_date_are_known_again(server: review.Server, archive: Sample) -> None:
    assert archive.run("segment").exit_code in (0, 1)  # the record of the page is by what it is known again
    assert ask(server, "/api/draft", sent(Hand(server), 1, [step("一")]))[0] == 200
    (archive.root / f"seeds/{PAGES}").rename(archive.root / "seeds/pages/nine.txt")
    redated(archive, ISSUES.replace(PAGES, "pages/nine.txt"))
    assert len(offered(server)) == 1
    assert [sheet["file"] for sheet in whole(server)["begun"]["sheets"]] == ["pages/nine.txt"]


def test_before_the_issue_is_carried_over_the_list_says_where_the_draft_will_be(
    server: review.Server, archive: Sample
) -> None:
    assert ask(server, "/api/draft", sent(Hand(server), 1, [step("一")]))[0] == 200
    archive.write("seeds/issues.yml", ISSUES.replace("date: 2024-03-07", f"date: {LATER}"))
    old = archive.root / "seeds/articles/xxb-2024-03-07.yml"
    text = old.read_text(encoding="utf-8")
    old.unlink()  # as where it is not saved yet
    stray = ask(server, "/api/issues")[1]["stray"]
    assert stray == [{"file": ".baocang/drafts/xxb-2024-03-07", "home": f"xxb {LATER}"}]
    old.write_text(text, encoding="utf-8")
    stray = ask(server, "/api/issues")[1]["stray"]
    assert stray == [{"file": ".baocang/drafts/xxb-2024-03-07", "home": f"xxb {LATER}"}]
    redated(archive)
    assert ask(server, "/api/issues")[1]["stray"] == []
    assert len(offered(server)) == 1


def test_a_draft_of_nothing_that_is_listed_stays(server: review.Server, archive: Sample, page: Page) -> None:
    assert ask(server, "/api/draft", sent(Hand(server), 1, [step("一")]))[0] == 200
    archive.write("seeds/issues.yml", "".join(line for line in ISSUES.splitlines(True) if "03-07" not in line))
    page.goto(server.address)
    said = ".baocang/drafts/xxb-2024-03-07 的草稿不属于任何一期"
    expect(page.locator("#status")).to_contain_text(said)
    assert len(drafts(archive)) == 1
