"""`seeds/names.yml`: one person under several names, several under one."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest
from playwright.sync_api import Page

from generator.base.addresses import author_path, page_of
from generator.pages import catalogue
from tests.conftest import Sample, begun, built, main_of, served, until, validate, violations
from tests.exports.test_schemas import SCHEMAS
from tests.search.test_search import ask

ISSUES = """\
papers:
  llrb: {name: 吕梁日报, place: 吕梁市, adcode: "141100"}
issues:
  - {paper: llrb, date: 1958-05-01}
"""
NAMES = """\
# 名称档
马烽:
  variants: [闻石, 馬烽]
  dates: 1922—2004
  note: |-
    作家。
    孝义人 <br> 曾在兴县办报。
  viaf: 59263727
  wikidata: Q842256
老马: 马烽
张三（教师）:
  dates: 1931—
张三（县长）:
张三（船工）:
李秀才:
  note: 只见于不公开的文章
郝大壮:
  note: 渠工，曾任队长
江沿线: "-"
兴县文化馆:
  variants: [县文化馆]
  dates: 1949—
"""
ARTICLES = """\
paper: llrb
date: 1958-05-01
articles:
  - {id: llrb-1958-05-01-01-01, title: 河边的灯, authors: [闻石], body: 夜里河边的灯亮了。}
  - {id: llrb-1958-05-01-01-02, title: 山里的路, authors: [馬烽], body: 山里的路修通了。, organisations: [县文化馆]}
  - id: llrb-1958-05-01-01-03
    title: 访老作家
    authors: [{name: 张三, id: 张三（教师）}]
    body: 记者访问了作家。
    persons: [老马]
  - id: llrb-1958-05-01-02-01
    title: 开山造田
    authors: [{name: 张三, role: 记者, id: 张三（县长）}]
    body: 全县开山造田。
  - {id: llrb-1958-05-01-02-02, title: 渡口, authors: [赵六], body: 渡口的船工回来了。, persons: [张三（船工）]}
  - {id: llrb-1958-05-01-02-03, title: 麦收, authors: [张三], body: 麦子收完了。}
  - id: llrb-1958-05-01-03-01
    title: 水利工地
    body: |-
      公社书记王玉成说，今年要修五里渠。老马也来看了。

      村民李有田、赵六在工地上。处长江沿线，长寿坚持。
  - {id: llrb-1958-05-01-03-02, title: 渠成, body: 五里渠通水，公社书记王玉成讲话。渠工郝大壮来了。}
  - {id: llrb-1958-05-01-02-04, title: 旧事, authors: [李秀才], body: 从前的事情。, status: withheld}
"""
FIRST, SECOND = "llrb-1958-05-01-01-01", "llrb-1958-05-01-01-02"


def written(folder: Path, names: str = NAMES, articles: str = ARTICLES) -> Sample:
    archive = begun(folder, ISSUES)
    archive.write("seeds/names.yml", names)
    archive.write("seeds/articles/llrb-1958-05-01.yml", articles)
    return archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Built. Not to be changed."""
    return built(written(tmp_path_factory.mktemp("agents")))


def main(archive: Sample, name: str) -> str:
    """What the page of a name says, without tags."""
    return main_of(archive, of(name))


def of(name: str) -> str:
    return page_of(author_path(name))


def test_a_page_gathers_what_stands_under_any_name_of_a_person(archive: Sample) -> None:
    text = main(archive, "马烽")
    assert re.search(
        "马烽.*4篇，其中1篇记其人，1篇正文提到（由程序认出）.*别名闻石、馬烽、老马.*生卒1922—2004", text, re.S
    )
    assert "说明作家。孝义人 <br> 曾在兴县办报。" in text
    assert all(title in text for title in ("河边的灯", "山里的路", "访老作家")) and "同名者未作区分" not in text
    page = archive.read(f"site/{of('马烽')}")
    assert 'href="https://viaf.org/viaf/59263727"' in page and 'href="https://www.wikidata.org/wiki/Q842256"' in page
    article = archive.read("site/issues/llrb/1958-05-01/01-01.html")
    assert f'{author_path("马烽").removesuffix("index.md")}index.html">闻石</a>' in article, "as it was printed"
    assert re.search("闻石[.．]\\s*河边的灯", article), "a citation keeps the name of the page"


def test_other_names_lead_on_and_stand_in_the_list(archive: Sample) -> None:
    for name in ("闻石", "馬烽", "老马"):
        assert f"0; url=../{author_path('马烽').split('/')[1]}/index.html" in archive.read(f"site/{of(name)}")
    people = main_of(archive, "people/index.html")
    assert "闻石 见马烽" in people and "县文化馆 见兴县文化馆" in people
    assert "9人署名或为文章所记，另有1处" in people


def test_namesakes_are_told_apart_by_what_articles_say(archive: Sample) -> None:
    teacher, head, boatman, nobody = (main(archive, f"张三{of}") for of in ("（教师）", "（县长）", "（船工）", ""))
    assert "访老作家" in teacher and "开山造田" not in teacher and "同名张三（县长）、张三（船工）、张三" in teacher
    assert "开山造田" in head and "渡口" in boatman
    assert "麦收" in nobody and "访老作家" not in nobody and "同名者未作区分" in nobody


def test_whom_texts_name_is_found_among_the_people(archive: Sample) -> None:
    people = main_of(archive, "people/index.html")
    assert not (archive.root / f"site/{of('王玉成')}").exists(), "whom a few texts name is searched for"
    assert f'href="../search/index.html?q={quote("王玉成")}">王玉成</a>' in archive.read("site/people/index.html")
    assert "李有田" in people and "江沿线" not in people and "正文提到的人由程序认出，并不齐全。" in people
    assert not (archive.root / f"site/{of('李有田')}").exists(), "who is named once is led to the article"
    assert "渠工，曾任队长" in main(archive, "郝大壮"), "known to the list alone"
    assert "水利工地" in main(archive, "马烽")


def test_whom_many_texts_name_has_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "OFTEN", 2)
    text = main(built(written(tmp_path)), "王玉成")
    assert "2篇，都是正文提到（由程序认出）" in text and text.count("提到") > 2


def test_a_body_has_a_page(archive: Sample) -> None:
    assert re.search("兴县文化馆.*别名县文化馆.*起止1949—.*山里的路", main(archive, "兴县文化馆"), re.S)
    assert of("兴县文化馆").split("/")[1] in archive.read("site/issues/llrb/1958-05-01/01-02.html")


def test_who_is_known_of_closed_articles_alone_is_in_no_file(archive: Sample) -> None:
    assert not [name for name, data in archive.tree("site", "site_src").items() if "秀才".encode() in data]
    result = archive.run("check", "--published")
    assert "秀才" not in result.output


def test_programs_get_the_list(archive: Sample) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(archive.read("site/data/names.csv").lstrip("\ufeff")))}
    assert [*rows] == ["马烽", "张三（教师）", "张三（县长）", "张三（船工）", "郝大壮", "兴县文化馆"]
    first = rows["马烽"]
    assert (first["variants"], first["articles"], first["kind"]) == ("闻石; 馬烽; 老马", "4", "person")
    assert rows["张三（教师）"]["name"] == "张三" and rows["兴县文化馆"]["kind"] == "organisation"
    assert '"id":"张三（教师）"' in archive.read("site/data/articles.jsonl")
    assert '"authors":[{"name":"闻石","role":null}]' in archive.read("site/data/articles.jsonl")


def test_data_of_one_archive_are_the_seeds_of_another(archive: Sample, tmp_path: Path) -> None:
    other = begun(tmp_path, ISSUES)
    other.write("seeds/names.yml", archive.read("site/data/names.json"))
    other.write("seeds/articles/all.jsonl", archive.read("site/data/articles.jsonl"))
    assert other.run("build").exit_code == 0
    assert other.read("site/data/names.csv") == archive.read("site/data/names.csv")
    assert main(other, "张三（教师）") == main(archive, "张三（教师）")


def test_pages_are_valid(archive: Sample) -> None:
    code, said = validate(*(archive.root / "site" / page for page in (of("马烽"), of("老马"), "people/index.html")))
    assert code == 0, said


def test_a_list_is_valid_by_its_schema() -> None:
    schema = SCHEMAS["names.schema.json"]
    valid = {"马烽": {"variants": "闻石", "viaf": "59263727"}, "张三（教师）": None, "老马": "马烽"}
    jsonschema.Draft202012Validator(schema).validate(valid)
    for wrong in ({"马烽": {"wikidata": "842256"}}, {"马烽": {"id": "马烽"}}, {"马烽": ["闻石"]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(schema).validate(wrong)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            "马烽:\n  wikidata: 842256\n",
            "seeds/names.yml:2: wikidata of 马烽 is 842256. Write Q and digits, as in Q842256.",
        ),
        ("马烽:\n  variant: 闻石\n", 'seeds/names.yml:2: unknown field "variant" for 马烽. Did you mean "variants"?'),
        ("马烽:\n  id: 闻石\n", 'seeds/names.yml:2: unknown field "id" for 马烽. The name itself is the id.'),
        ("马烽:\n老马: 马峰\n", "seeds/names.yml:2: 老马 leads to 马峰, which is not in this file. Did you mean 马烽?"),
        (
            "甲: 乙\n乙: 丙\n丙: 甲\n丁: 甲\n",
            "seeds/names.yml:3: leads in a ring: 丙 to 甲 to 乙 to 丙. "
            "Write variants, dates or a note behind one of them.",
        ),
        (
            "张三:\n张三（教师）:\n",
            "seeds/names.yml:1: 张三 is also a name of 张三（教师）. "
            "Tell it apart, as in 张三（…）, or take that name away from the other.",
        ),
    ],
)
def test_what_is_wrong_with_the_list_is_said_with_its_line(tmp_path: Path, names: str, said: str) -> None:
    result = written(tmp_path, names, ARTICLES.replace(", id: 张三（教师）", "").replace(", id: 张三（县长）", "")).run(
        "check"
    )
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if line.startswith("seeds/names.yml")] == [said]


def test_what_articles_say_of_people_is_checked(tmp_path: Path) -> None:
    articles = ARTICLES.replace("id: 张三（县长）", "id: 张三（村长）").replace("[赵六]", "[{name: 赵六, id: 马烽}]")
    lines = written(tmp_path, articles=articles).run("check").output.splitlines()
    assert (
        "seeds/articles/llrb-1958-05-01.yml:11: the id 张三（村长） of 张三 is not in seeds/names.yml. "
        "Did you mean 张三（教师）?" in lines
    )
    assert (
        "seeds/articles/llrb-1958-05-01.yml:15: 赵六, of llrb-1958-05-01-02-02, is no name of 马烽. "
        "Add it to the variants in seeds/names.yml, or correct the id." in lines
    )
    assert (
        "seeds/names.yml:14: 张三 is a name of 张三（教师） and 张三（县长） and 张三（船工）, "
        "and 1 article does not say whose (seeds/articles/llrb-1958-05-01.yml:16). "
        "Write it there: id: 张三（教师） beside the name of an author, the id in place of a name in persons." in lines
    )


def test_people_are_merged_and_parted_by_one_edit(tmp_path: Path) -> None:
    archive = written(tmp_path, NAMES.replace("  variants: [闻石, 馬烽]\n", "").replace("老马: 马烽\n", "闻石:\n"))
    assert archive.run("build").exit_code == 0
    assert "河边的灯" in main(archive, "闻石") and "河边的灯" not in main(archive, "马烽")
    archive.write("seeds/names.yml", NAMES.replace("老马: 马烽\n", "闻石: 马烽\n"))
    assert archive.run("build").exit_code == 0
    assert "河边的灯" in main(archive, "马烽") and "url=" in archive.read(f"site/{of('闻石')}")
    fresh = archive.tree("site")
    written(tmp_path / "fresh", archive.read("seeds/names.yml")).run("build")
    first = {name.removeprefix("fresh/"): data for name, data in Sample(tmp_path / "fresh").tree("site").items()}
    assert {n for n in fresh if fresh[n] != first.get(n)} <= {"site/data/oai.xml"}


@pytest.mark.browser
def test_a_search_by_any_name_finds_the_person(archive: Sample, page: Page) -> None:
    with served(archive.root / "site") as address:
        page.goto(f"{address}/search/index.html?q=%E4%BD%9C%E8%80%85%3A%E9%A9%AC%E7%83%BD")
        until(page, "document.querySelectorAll('.hits li, .hits article').length == 2")
        ids = "async query => (await archive.search(query)).hits.map(hit => hit.id).sort()"
        for name in ("马烽", "闻石", "老马", "馬烽"):
            assert page.evaluate(ids, f"作者:{name}") == [FIRST, SECOND], name
            assert page.evaluate(ids, f"人物:{name}") == ["llrb-1958-05-01-01-03"], name
            assert ask(page, "", filters={"author": name})["total"] == 2, name
        assert page.evaluate(ids, "机构:兴县文化馆") == page.evaluate(ids, "机构:县文化馆") == [SECOND]
        assert page.evaluate(ids, "作者:张三（教师）") == ["llrb-1958-05-01-01-03"]
        assert len(page.evaluate(ids, "作者:张三")) == 3
        facets = ask(page, "", facets=["author"])["facets"]["author"]
        assert ("马烽", 2) in [(each["value"], each["count"]) for each in facets]
        assert {"闻石", "馬烽"}.isdisjoint(each["value"] for each in facets)
        page.goto(f"{address}/search/index.html?q=%E9%97%BB%E7%9F%B3")
        until(page, "document.querySelector('main').textContent.includes('闻石的文章（2 篇）')")


@pytest.mark.browser
def test_pages_of_people_have_no_barriers(archive: Sample, page: Page) -> None:
    page.goto((archive.root / "site" / of("马烽")).as_uri())
    assert violations(page) == []


def test_what_is_told_of_somebody_whom_no_open_article_names_is_looked_for(archive: Sample) -> None:
    leak = archive.root / "site/leak.txt"
    leak.write_text("只见于不公开的文章", encoding="utf-8")
    try:
        result = archive.run("check", "--published")
    finally:
        leak.unlink()
    assert "site/leak.txt" in result.output and "of 李秀才 of seeds/names.yml, which is not published" in result.output
