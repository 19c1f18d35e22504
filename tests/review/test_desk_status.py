"""开放标识 at the correcting desk: what is said there stands in the article's file, and comes back from it."""

import re

from playwright.sync_api import Page, expect

from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, SECOND, archive, desk, open_card, save, saved, server

__all__ = ["archive", "desk", "server"]

LABELS = "开放标识", "原因", "开放日期", "保留题名"


def test_an_article_is_withdrawn_and_opened_again_at_the_desk(desk: Page, archive: Sample) -> None:
    open_card(desk, SECOND)
    card = desk.locator(f"#card-{SECOND}")
    status, note, until, title = (card.get_by_label(label, exact=True) for label in LABELS)
    expect(note).to_have_count(0)
    status.select_option("withdrawn")
    note.fill("应当事人要求")
    until.fill("2999-01-02")
    title.check()
    expect(card.locator(".heading")).not_to_contain_text("公开")
    save(desk)
    article = saved(archive)[SECOND]
    assert {name: value for name, value in article.items() if name.startswith("status")} == {
        "status": "withdrawn",
        "status_note": "应当事人要求",
        "status_until": saved(archive)[SECOND]["status_until"],
        "status_title": True,
    }
    assert f"{article['status_until']}" == "2999-01-02"
    desk.reload()
    open_card(desk, SECOND)
    expect(note).to_have_value("应当事人要求")
    expect(until).to_have_value("2999-01-02")
    expect(card.locator(".gist")).to_contain_text("撤下")
    status.select_option("withheld")
    expect(title).to_have_count(0)
    save(desk)
    assert saved(archive)[SECOND]["status"] == "withheld"
    assert "status_title" not in archive.read(FILE)
    status.select_option("open")
    expect(note).to_have_count(0)
    save(desk)
    expect(desk.locator("#save")).to_be_disabled()
    for _ in range(100):  # the last message said the same
        if "withheld" not in archive.read(FILE):
            break
        desk.wait_for_timeout(100)
    opened = "  status: open\n"  # a person has said so
    assert opened in archive.read(FILE)
    assert re.sub(r"machine:.*", "", archive.read(FILE).replace(opened, ""), flags=re.S) == ARTICLES
