"""Lists of articles: a reference manager takes all of one at once, by an OpenURL for each (COinS)."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page

from generator.base.addresses import author_path, subject_path, url
from tests.build.test_setting_kinds import put
from tests.conftest import Sample, begun, served, violations

pytestmark = pytest.mark.browser

PAPERS = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  constructor: {name: "石楼;报|%41", name_basis: inferred}
issues:
  - {paper: constructor, date: 1950-05-01, date_basis: inferred}
"""
HOSTILE = "小麦 100% <b>a=1&amp;b+c;</b> {{ x }} #1?"
ODD = "王;%41&\"'<i>伟"
SAME = {"county": "兴县", "kind": "news", "body": "小麦播种进度过半，农机手正在检修机具。"}
RECORDS = [
    {**SAME, "paper": "xxb", "date": "2024-03-07", "page": 2, "title": HOSTILE, "authors": [ODD, "李强"]},
    {
        **SAME,
        "paper": "xxb",
        "date": "2024-03-08",
        "title": "小麦长势良好",
        "title_source": "lead",
        "authors": ["李强"],
    },
    {**SAME, "paper": "constructor", "date": "1950-05-01", "page": 1, "title": "小麦丰收"},
]
COMMON = {"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.type": "newspaperArticle"}
ADDRESS = "https://example.org/hall/"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    made = begun(tmp_path_factory.mktemp("lists"), PAPERS)
    made.write("seeds/articles/all.jsonl", "".join(json.dumps(record) + "\n" for record in RECORDS))
    assert made.run("build").exit_code == 0
    return made


@pytest.fixture(scope="module")
def address(archive: Sample) -> Iterator[str]:
    with served(archive.root / "site") as at:
        yield at


def taken(page: Page) -> list[dict[str, str | list[str]]]:
    """What a reference manager reads of a page, but for what all say."""
    found = []
    for title in page.locator("span.Z3988[title]").evaluate_all("spans => spans.map(span => span.title)"):
        fields = parse_qs(title, keep_blank_values=True, strict_parsing=True, errors="strict")
        said = {
            key.removeprefix("rft."): of if key in ("rft.au", "rft.subject") else "".join(of)
            for key, of in fields.items()
        }
        assert {name: said.pop(name.removeprefix("rft.")) for name in COMMON} == COMMON
        assert said.pop("language") == "zh-CN"
        found.append(said)
    return found


def expected(address: str, number: int) -> dict[str, str | list[str]]:
    return [
        {
            "title": HOSTILE,
            "au": [ODD, "李强"],
            "source": "兴县报",
            "place": "兴县",
            "date": "2024-03-07",
            "pages": "2",
            "identifier": f"{address}/issues/xxb/2024-03-07/02-01.html",
        },
        {
            "title": "小麦长势良好",
            "au": ["李强"],
            "source": "兴县报",
            "place": "兴县",
            "date": "2024-03-08",
            "identifier": f"{address}/issues/xxb/2024-03-08/00-01.html",
            "subject": ["题名取自正文开头"],
        },
        {
            "title": "小麦丰收",
            "source": "石楼;报|%41",
            "date": "1950-05-01",
            "pages": "1",
            "identifier": f"{address}/issues/constructor/1950-05-01/01-01.html",
            "subject": ["日期推定", "报名推定"],
        },
    ][number]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("issues/xxb/2024-03-07/index.html", [0]),
        ("issues/constructor/1950-05-01/index.html", [2]),
        ("counties/141123/index.html", [1, 0, 2]),
        (url(author_path("李强")), [1, 0]),
        (url(subject_path("小麦")), [1, 0, 2]),
    ],
)
def test_all_articles_of_a_list_are_taken_at_once(address: str, page: Page, name: str, numbers: list[int]) -> None:
    page.goto(f"{address}/{name}")
    assert taken(page) == [expected(address, number) for number in numbers]
    assert page.locator(".Z3988:visible").count() == 0
    assert violations(page) == []


def test_an_article_has_the_address_of_the_archive_where_that_is_known(
    archive: Sample, page: Page, tmp_path: Path
) -> None:
    known = begun(tmp_path / "known", PAPERS)
    known.write("seeds/articles/all.jsonl", archive.read("seeds/articles/all.jsonl"))
    put(known, f"site_url: {ADDRESS}")
    assert known.run("build").exit_code == 0
    page.goto((known.root / "site/issues/xxb/2024-03-07/index.html").as_uri())
    assert taken(page) == [expected(ADDRESS.rstrip("/"), 0)]


def test_an_archive_on_a_disk_has_no_address(archive: Sample, page: Page) -> None:
    page.goto((archive.root / "site/issues/xxb/2024-03-07/index.html").as_uri())
    assert taken(page) == [{name: value for name, value in expected("", 0).items() if name != "identifier"}]


def test_a_page_without_a_list_loads_nothing_for_it(archive: Sample) -> None:
    pages = {path.relative_to(archive.root / "site").as_posix() for path in (archive.root / "site").rglob("*.html")}
    loading = {name for name in pages if "assets/coins.js" in archive.read(f"site/{name}")}
    assert loading == {name for name in pages if "data-by=" in archive.read(f"site/{name}")}
    assert not loading & {"index.html", "about.html", "issues/xxb/2024-03-07/02-01.html", "people/index.html"}
