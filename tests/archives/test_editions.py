"""Issues of which the month or the year alone is known, and second editions of a day: from the list to the site."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from playwright.sync_api import Page

from generator.base.identity import HEAD
from generator.exports.schemas import schemas
from generator.review import proof
from tests.conftest import Sample, begun

ISSUES = """\
papers:
  llrb: {name: 吕梁日报, place: 吕梁市, adcode: "141100"}
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - paper: llrb
    date: 2024-03-07
    pages:
      - {file: pages/one.txt, page: 1}
  - paper: llrb
    date: 2024-03-07
    edition: b
    edition_name: 号外
    pages:
      - {file: pages/extra.txt, page: 1}
  - {paper: llrb, date: 1949-10}
  - {paper: xxb, date: 1949}
"""
PAGE = """\
兴县谷子丰收

　　本报讯 （记者 王一） 兴县的谷子熟了，合作社的社员们在田里收割，一天就收了三十亩。
"""
EXTRA = """\
兴县今天通火车

　　本报讯 （记者 李强） 第一列火车上午九时开进兴县，全县人民到车站迎接，欢声雷动。
"""
MONTH = """\
paper: llrb
date: 1949-10
articles:
  - id: llrb-1949-10-01-03
    page: 1
    title: 秋收开始
    body: |-
      各村秋收开始，谷子长得很好。
"""
BARE: list[dict[str, Any]] = [
    {"paper": "xxb", "date": "1949", "page": 10, "title": "合作社成立", "body": "兴县合作社今年成立，社员三百人。"},
    {"paper": "xxb", "date": "1949-10-01", "title": "庆祝大会", "body": "兴县各界今天开庆祝大会，到会三千人。"},
    {"paper": "xxb", "date": "1949-10-01", "edition": "b", "title": "增刊的话", "body": "本报今天加出增刊一张。"},
]
IDS = [
    "xxb-1949-10-001",
    "llrb-1949-10-01-03",
    "xxb-1949-10-01-00-01",
    "xxb-1949-10-01b-00-01",
    "llrb-2024-03-07-01-01",
    "llrb-2024-03-07b-01-01",
]
"""In the archive's order. The first is page 10 of 1949, and not the issue of 1 October."""


def laid(folder: Path) -> Sample:
    archive = begun(folder, ISSUES)
    archive.write("seeds/pages/one.txt", PAGE)
    archive.write("seeds/pages/extra.txt", EXTRA)
    archive.write("seeds/articles/llrb-1949-10.yml", MONTH)
    archive.write("seeds/articles/bare.jsonl", "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in BARE))
    return archive


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """Not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        archive = laid(tmp_path_factory.mktemp("editions") / "archive")
        for command in (["segment"], ["build"]):
            result = archive.run(*command)
            assert result.exit_code == 0, result.output
        yield archive


def test_every_article_has_its_id_and_its_page(built: Sample) -> None:
    articles = [json.loads(line) for line in built.read("site/data/articles.jsonl").splitlines()]
    assert [article["id"] for article in articles] == IDS
    assert [article.get("edition") for article in articles] == [None, None, None, "b", None, "b"]
    for id in IDS:
        issue, page, number = id.rsplit("-", 2)
        assert (built.root / f"site/issues/{issue.replace('-', '/', 1)}/{page}-{number}.html").is_file()
    again = built.run("check")
    assert "would" not in again.output and built.run("build").output.startswith("6 articles of 6 issues")


def test_segment_writes_the_file_of_an_edition(built: Sample) -> None:
    text = built.read("seeds/articles/llrb-2024-03-07b.yml")
    assert text.startswith(
        "paper: llrb\ndate: 2024-03-07\nedition: b\narticles:\n  - id: llrb-2024-03-07b-01-01\n"
    ) or (text.startswith("paper: llrb\ndate: 2024-03-07\nedition: b\narticles:\n- id: llrb-2024-03-07b-01-01\n"))
    assert "unchanged" in built.run("segment").output


def test_pages_say_what_is_known_of_the_day(built: Sample) -> None:
    month = built.read("site/issues/llrb/1949-10/01-03.html")
    assert "秋收开始[N]. 吕梁日报，1949-10（1）." in month and "<small>只知年月</small>" in month
    assert 'name="DC.date" content="1949-10"' in month
    year = built.read("site/issues/xxb/1949/10-001.html")
    assert "合作社成立[N]. 兴县报，1949（10）." in year and "<small>只知年份</small>" in year
    extra = built.read("site/issues/llrb/2024-03-07b/index.html")
    assert "吕梁日报 2024年3月7日 号外" in extra and "../2024-03-07/index.html" in extra
    assert "兴县报 同日第2期</a>" in built.read("site/dates/1949/10-01.html")


def test_calendars_and_lists_have_what_has_no_day(built: Sample) -> None:
    year = built.read("site/dates/1949/index.html")
    assert 'href="../../issues/xxb/1949/index.html"' in year and 'href="../../issues/llrb/1949-10/index.html"' in year
    assert 'href="10-01.html"' in year, "two editions are one day of the calendar"
    assert "只知年月" in built.read("site/dates/1949/10.html")
    assert not (built.root / "site/dates/1949/00.html").exists()


def test_other_programs_are_told_what_is_known(built: Sample) -> None:
    rows = built.read("site/data/issues.csv").splitlines()
    assert ",b,号外," in rows[-1] and rows[1].startswith("xxb,1949,given")
    package = json.loads(built.read("site/data/datapackage.json"))
    kinds = {f["name"]: f["type"] for f in package["resources"][2]["schema"]["fields"]}
    assert kinds["date"] == "string", "a month is no date there"
    assert "<prism:publicationDate>1949-10</prism:publicationDate>" in built.read("site/issues/llrb/feed.xml")
    assert "issues/llrb/2024-03-07b/" in built.read("site/offline/sets/2024.json") or (
        "issues/llrb/2024-" in built.read("site/offline/sets/2024.json")
    )


def test_issue_and_article_of_one_look_are_closed_each_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """xxb-1949-10-01 is an issue, xxb-1949-10-001 an article, llrb-1949-10 an issue whose name begins others."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    archive = laid(tmp_path / "archive")
    for command in (["segment"], ["build"]):
        assert archive.run(*command).exit_code == 0
    assert archive.run("withdraw", "xxb-1949-10-01", "--withheld", "--note", "不宜").exit_code == 0
    assert archive.run("build").exit_code == 0
    held = archive.read("site/data/articles.jsonl")
    assert "庆祝大会" not in held and "增刊的话" in held and "合作社成立" in held
    assert archive.run("withdraw", "xxb-1949-10-001", "--withheld", "--note", "不宜").exit_code == 0
    assert archive.run("withdraw", "xxb-1949-10-01", "--open").exit_code == 0
    assert archive.run("withdraw", "llrb-2024-03-07b", "--withheld", "--note", "不宜").exit_code == 0
    result = archive.run("build")
    assert result.exit_code == 0, result.output
    held = archive.read("site/data/articles.jsonl")
    assert "庆祝大会" in held and "合作社成立" not in held
    assert "llrb-2024-03-07-01-01" in held and "llrb-2024-03-07b-01-01" not in held
    assert archive.run("check", "--published").exit_code == 0


def test_an_issue_that_is_listed_twice_may_be_another_edition(sample: Sample) -> None:
    listed = sample.read("seeds/issues.yml")
    sample.write("seeds/issues.yml", listed + "  - {paper: xxb, date: 2024-03-07, edition: B}\n")
    assert "edition of xxb is B. Write a letter from b to z" in sample.run("check").output
    sample.write("seeds/issues.yml", listed + "  - {paper: xxb, date: 2024-03-07}\n")
    assert 'Put its pages under line 7, or correct the date; of another edition say "edition: b".' in (
        sample.run("check").output
    )


def test_a_date_that_gets_its_day_takes_its_articles_along(tmp_path: Path) -> None:
    archive = laid(tmp_path / "archive")
    assert archive.run("segment").exit_code == 0
    text = ISSUES.replace("    edition: b\n    edition_name: 号外\n", "")
    before, found, after = text.rpartition("date: 2024-03-07\n")
    archive.write("seeds/issues.yml", f"{before}{found[:13]}\n{after}")
    result = archive.run("segment")
    assert result.exit_code == 0, result.output
    assert "id: llrb-2024-03-01-01\n" in archive.read("seeds/articles/llrb-2024-03.yml")
    assert archive.read("seeds/moved.yml").splitlines()[-1] == "llrb-2024-03-07b-01-01: llrb-2024-03-01-01"


@pytest.mark.browser
def test_a_range_holds_what_lies_in_it_for_certain(built: Sample, page: Page) -> None:
    page.goto((built.root / "site/search/index.html").as_uri())

    def found(first: str, last: str) -> list[str]:
        asked = "([from, to]) => window.archive.search('', { filters: { from, to } }).then(r => r.hits.map(h => h.id))"
        return list(page.evaluate(asked, [first, last]))

    assert found("1949-10-01", "1949-10-31") == IDS[1:4]
    assert found("1949-10-01", "1949-10-01") == IDS[2:4]
    assert found("1949-01-01", "1949-12-31") == IDS[:4]
    assert found("1949-10-02", "1949-12-31") == []
    facets = page.evaluate("window.archive.search('').then(r => r.facets.month.map(m => m.value))")
    assert facets == ["1949", "1949-10", "2024-03"]


def test_the_desk_reads_and_saves_an_edition(tmp_path: Path) -> None:
    archive = laid(tmp_path / "archive")
    assert archive.run("segment").exit_code == 0
    found = proof.read(archive.root, ("llrb", "2024-03-07b"), proof.Numbers())
    assert found and [article.id for article in found.articles] == [IDS[-1]]
    articles = [{**article.model_dump(mode="json", exclude=set(HEAD)), "reviewed": True} for article in found.articles]
    assert proof.save(archive.root, found, found.base, articles, {}) == []
    text = archive.read("seeds/articles/llrb-2024-03-07b.yml")
    assert text.startswith("paper: llrb\ndate: 2024-03-07\nedition: b\n") and "reviewed: true" in text
    assert "reviewed" not in archive.read("seeds/articles/llrb-2024-03-07.yml").replace("reviewed: false", "")


def test_the_schemas_take_what_the_program_takes(built: Sample) -> None:
    every = {name: Draft202012Validator(json.loads(text)) for name, text in schemas()}
    data = json.loads(json.dumps(yaml.safe_load(built.read("seeds/issues.yml")), default=str))
    for issue in data["issues"]:
        issue["date"] = str(issue["date"])  # other readers of YAML take a year for a number
    assert [*every["issues.schema.json"].iter_errors(data)] == []
    for record in BARE:
        assert [*every["article.schema.json"].iter_errors({**record, "id": IDS[1]})] == []
    assert [*every["article.schema.json"].iter_errors({**BARE[0], "id": "llrb-1949-01-03"})]
    assert [*every["article.schema.json"].iter_errors({**BARE[0], "date": "1949-1"})]
