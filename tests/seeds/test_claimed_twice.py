"""Lines that two articles say they are made of: said as a doubt, by `check` and at the desk."""

import json

import pytest
from playwright.sync_api import Page

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, FIRST, SECOND, open_issue

LEAVE = "Leave them to one of the two under source."


def doubts(archive: Sample) -> list[str]:
    return [line for line in archive.run("check").output.splitlines() if "and so is" in line]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[4, 8]", "line 4"),
        ("[1, 8]", "lines 1 to 4"),
        ("[2, 3]", "lines 2 to 3"),
        ("[1, 4]", "lines 1 to 4"),
        ("[5, 8]", None),
    ],
)
def test_lines_of_two_articles_are_said_with_both(archive: Sample, lines: str, said: str | None) -> None:
    archive.write(FILE, ARTICLES.replace("lines: [5, 8]", f"lines: {lines}"))
    what = f"{FILE}:25: {SECOND} is made of {said} of pages/one.txt, and so is {FIRST} at {FILE}:4. {LEAVE}"
    assert doubts(archive) == ([what] if said else [])
    assert archive.run("build").exit_code == 0


def test_a_blank_line_between_is_no_ones(archive: Sample) -> None:
    page = archive.read("seeds/pages/one.txt").split("\n")
    archive.write("seeds/pages/one.txt", "\n".join([*page[:4], "", *page[4:]]))
    archive.write(FILE, ARTICLES.replace("[1, 4]", "[1, 5]").replace("[5, 8]", "[5, 9]"))
    assert doubts(archive) == []


def test_lines_of_delivered_articles_count_where_their_page_is_not_there(archive: Sample) -> None:
    article = {"paper": "xxb", "date": "2024-03-08", "title": "甲", "body": "文。"}
    source = {"source": [{"file": "pages/three.txt", "lines": [3, 9]}]}
    other = {"title": "乙", "source": [{"file": "pages/three.txt", "lines": [9, 9]}]}
    made = [article | source, article | other, article | other | {"title": "丙", "date": "2024-03-07"}]
    archive.write("seeds/articles/a.jsonl", "".join(json.dumps(each) + "\n" for each in made))
    file = "seeds/articles/a.jsonl"
    assert doubts(archive) == [f"{file}:2: 乙 is made of line 9 of pages/three.txt, and so is 甲 at {file}:1. {LEAVE}"]


def test_the_desk_shows_them_among_its_doubts(archive: Sample, server: review.Server, page: Page) -> None:
    archive.write(FILE, ARTICLES.replace("lines: [5, 8]", "lines: [3, 8]"))
    open_issue(server, page)
    found = page.evaluate("doubting.all().filter(one => one.what === '两篇文章都写着的行').map(one => one.line + 1)")
    assert found == [3]
