"""An article file of an issue that is listed no longer is a problem, not a second issue."""

import json

import pytest

from tests.conftest import ARTICLES, ISSUES, Sample

FILE = "seeds/articles/xxb-2024-03-07.yml"
LATER = "seeds/articles/xxb-2024-03-08.yml"
PAGES = "    pages: [{file: pages/a.txt, page: 1}, {file: pages/b.txt, page: 2}]\n"
FROM_PAGE = ARTICLES.replace("    reviewed", "    source: [{file: pages/a.txt, lines: [1, 3]}]\n    reviewed")
TWO = (("08", "a"), ("06", "b"))
LISTED = "xxb 2024-03-07, whose pages it is made of, is not listed in seeds/issues.yml"
LIST = "List it there with its pages, or take this file away."


@pytest.fixture
def archive(sample: Sample) -> Sample:
    """The date of its one issue has just been corrected."""
    sample.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08") + PAGES)
    for name, text in (("a", "我县春耕全面展开\n三月的田野一片繁忙。\n农机手正在检修机具。\n"), ("b", "红枣丰收\n")):
        sample.write(f"seeds/pages/{name}.txt", text)
    sample.write(FILE, FROM_PAGE)
    return sample


def said(archive: Sample) -> list[str]:
    result = archive.run("build")
    problems = [line for line in result.output.splitlines() if line.startswith("seeds/articles/")]
    assert result.exit_code == (2 if problems else 0), result.output
    return problems


def test_a_date_that_was_corrected_in_the_list_alone_is_said(archive: Sample) -> None:
    where = "its pages are listed under xxb 2024-03-08 now (seeds/issues.yml:7), and no longer under xxb 2024-03-07"
    assert said(archive) == [
        f"{FILE}: {where}. Name it xxb-2024-03-08.yml, and write that date at its head and in its ids."
    ]
    archive.write(LATER, FROM_PAGE.replace("2024-03-07", "2024-03-08"))
    assert said(archive) == [
        f'{FILE}: {where}. Put what is right in it into {LATER} ("baocang review"), and take this file away.'
    ]
    (archive.root / FILE).unlink()
    assert said(archive) == []


def test_a_file_whose_pages_are_listed_nowhere_is_said(archive: Sample) -> None:
    archive.write(FILE, FROM_PAGE.replace("pages/a.txt", "pages/c.txt"))
    assert said(archive) == [f"{FILE}: {LISTED}. {LIST}"]


def test_a_file_whose_pages_are_listed_under_several_issues_is_said(archive: Sample) -> None:
    days = [f"  - {{paper: xxb, date: 2024-03-{day}, pages: [{{file: pages/{page}.txt}}]}}\n" for day, page in TWO]
    archive.write("seeds/issues.yml", ISSUES.partition("  - paper")[0] + "".join(days))
    both = "[{file: pages/a.txt, lines: [1, 3]}, {file: pages/b.txt, lines: [1, 1]}]"
    archive.write(FILE, ARTICLES.replace("    reviewed", f"    source: {both}\n    reviewed"))
    assert said(archive) == [
        f"{FILE}: its pages are listed under several issues now: xxb 2024-03-08, xxb 2024-03-06. "
        "Put what is right in it into their files, and take this one away."
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda archive: archive.write(FILE, ARTICLES),  # made by hand
        lambda archive: archive.write("seeds/issues.yml", ISSUES),
        lambda archive: archive.write("seeds/issues.yml", ISSUES.partition("issues:")[0]),
        lambda archive: archive.write("seeds/issues.yml", ISSUES.replace("2024-03-07", "2024-03-08")),
    ],
)
def test_an_issue_need_not_be_listed_where_nothing_of_its_paper_is_made_from_pages(
    archive: Sample, change: object
) -> None:
    assert callable(change)
    change(archive)
    assert said(archive) == []


def test_lines_of_json_need_no_list(archive: Sample) -> None:
    (archive.root / FILE).unlink()
    record = {"paper": "xxb", "date": "2024-03-07", "title": "题", "body": "文"}
    line = {**record, "source": [{"file": "pages/c.txt", "lines": [1, 3]}]}
    archive.write("seeds/articles/more.jsonl", json.dumps(line, ensure_ascii=False) + "\n")
    assert said(archive) == []
