"""The desk's list of issues: how far each is, and which of them have a fault in their files."""

import pytest
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, ISSUE, READER, SECOND, ask, line, open_issue

READ = ARTICLES.replace("reviewed: false", "reviewed: true")


def listed(server: review.Server) -> list[tuple[str, bool, bool]]:
    """Date of each issue, whether it is done, whether its files are broken."""
    return [(each["date"], each["done"], each["broken"]) for each in ask(server, "/api/issues")[1]["issues"]]


BROKEN = {
    "a full-width colon": ("paper: xxb", "paper：xxb"),
    "no list": ("articles:\n", "articles: none\nmore:\n"),
    "an unknown kind": ("kind: news", "kind: sermon"),
    "a word where a number is due": ("page: 1", "page: one"),
    "an id twice": (SECOND, SECOND.replace("-02", "-01")),
    "a line that is no number": ("line: 9", "line: nine"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_an_article_file_with_a_fault_stands_first_and_is_not_done(
    server: review.Server, archive: Sample, fault: str
) -> None:
    archive.write(FILE, READ)
    assert listed(server) == [("2024-03-08", False, False), ("2024-03-07", True, False)]
    archive.write(FILE, READ.replace(*BROKEN[fault]))
    assert listed(server) == [("2024-03-07", False, True), ("2024-03-08", False, False)]
    assert ask(server, ISSUE)[0] == 424
    archive.write(FILE, READ)
    assert listed(server)[1] == ("2024-03-07", True, False)


def test_a_page_file_that_is_missing_or_no_text_is_a_fault_of_its_issue(server: review.Server, archive: Sample) -> None:
    archive.write(FILE, READ)
    page = archive.root / "seeds/pages/one.txt"
    text = page.read_bytes()
    for spoil in (
        page.unlink,
        lambda: page.write_bytes(b"\x00\xff\x01" * 40),
        lambda: page.write_bytes(b""),
        page.mkdir,
    ):
        if spoil == page.mkdir:
            page.unlink()
        spoil()
        assert listed(server)[0] == ("2024-03-07", False, True)
        assert ask(server, ISSUE)[0] == 424
    page.rmdir()
    page.write_bytes(text)
    assert listed(server)[1] == ("2024-03-07", True, False)


@pytest.mark.browser
def test_a_fault_is_said_in_the_list_and_in_full_where_the_issue_is_opened(
    server: review.Server, archive: Sample, page: Page
) -> None:
    archive.write(FILE, READ.replace("paper: xxb", "paper：xxb"))
    page.goto(server.address)
    first = page.locator("#issues li").first
    expect(first).to_contain_text("2024-03-07")
    expect(first).to_contain_text("文件有错")
    expect(page.locator("#issues")).not_to_contain_text("校读完毕")
    expect(page.locator("#status")).to_contain_text("1 期文件有错")
    first.get_by_role("link").click()
    expect(page.locator("#status")).to_contain_text(f"这一期的文件有错：{FILE}:1: has a full-width ： after paper.")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_no_button_of_the_header_stands_alone(
    server: review.Server, archive: Sample, page: Page, width: int
) -> None:
    page.add_init_script(READER)
    page.set_viewport_size({"width": width, "height": 800})
    for address in (server.address, f"{server.address}#/xxb/2024-03-07"):
        page.goto(address)
        expect(page.locator(".piece.open" if "#" in address else "#issues li").first).to_be_visible()
        tops = [page.locator(part).bounding_box() for part in (".bar .name", "#who", "#keys")]
        middles = [box["y"] + box["height"] / 2 for box in tops if box]
        assert max(middles) - min(middles) < 8


@pytest.mark.browser
def test_on_a_phone_the_words_of_a_line_are_seen_with_it(server: review.Server, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    open_issue(server, page)
    for number in (8, 4):
        row = line(page, number)
        row.click()
        tools, here = page.locator(".tools").bounding_box(), page.locator(".here").bounding_box()
        assert tools and here
        assert 0 < here["y"] < here["y"] + here["height"] < tools["y"]
        expect(row).to_be_in_viewport()


def test_a_list_that_cannot_be_read_is_another_thing_than_no_issues(server: review.Server, archive: Sample) -> None:
    """As where somebody has git join two lists while the desk is open."""
    listed = archive.read("seeds/issues.yml")
    archive.write("seeds/issues.yml", f"<<<<<<< HEAD\n{listed}=======\n{listed}>>>>>>> other\n")
    for path in ("/api/issues", ISSUE):
        status, said, _ = ask(server, path)
        assert status == 424
        assert "seeds/issues.yml:1: holds a conflict that git has left" in said[0]
    archive.write("seeds/issues.yml", listed)
    assert ask(server, "/api/issues")[0] == 200
