"""The archive as data; its subjects."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from generator.base import assets
from generator.base.model import FURTHER, STAFF, Article
from generator.exports import export
from generator.language.places import gazetteer
from generator.pages import wording
from generator.pages.catalogue import Catalogue
from generator.seeds import holdings, issue_list, status
from generator.seeds.files.reader import Reader
from tests.conftest import Sample

FORMS = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list, "object": dict, "date": str}


@pytest.fixture(scope="module")
def data(shipped: Sample) -> Path:
    return shipped.root / "site/data"


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def catalogue(root: Path, name: str = "") -> Catalogue:
    reader = Reader(root)
    held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
    archive = status.published(held, status.today())
    return Catalogue(archive, wording.read([str(assets.theme())], "zh"), name=name)


def test_the_data_of_an_archive_are_the_seeds_of_another(shipped: Sample, data: Path, tmp_path: Path) -> None:
    other = Sample(tmp_path / "other")
    other.write("seeds/issues.yml", shipped.read("seeds/issues.yml"))
    other.write("seeds/articles/all.jsonl", (data / "articles.jsonl").read_bytes())
    ours, theirs = catalogue(shipped.root).archive, catalogue(other.root).archive
    assert len(ours.entries) == 41
    assert theirs == ours


def test_every_issue_has_a_file_and_together_they_are_the_whole(data: Path) -> None:
    files = sorted((data / "issues").iterdir(), key=lambda path: path.name[-16:])
    assert [path.name for path in files] == [
        "llrb-2020-09-27.jsonl",
        "zzxb-2022-04-16.jsonl",
        "jzrb-2023-11-09.jsonl",
        "llrb-2024-03-07.jsonl",
        "llrb-2025-09-23.jsonl",
    ]
    assert b"".join(path.read_bytes() for path in files) == (data / "articles.jsonl").read_bytes()


def test_the_package_describes_every_field_as_it_is(data: Path) -> None:
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    resources = {r["name"]: r for r in package["resources"]}
    assert set(resources) == {"texts", "articles", "issues", "papers", "reprints", "dublincore", "mentions"}
    assert [f["name"] for f in resources["texts"]["schema"]["fields"]] == [
        name for name in Article.model_fields if name not in STAFF
    ]
    for line in (data / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for field in resources["texts"]["schema"]["fields"]:
            if field["name"] in FURTHER and field["name"] not in record:
                continue  # it says nothing
            assert field["name"] not in FURTHER or record[field["name"]]
            assert record[field["name"]] is None or isinstance(record[field["name"]], FORMS[field["type"]])
    tables = {name: rows(data / r["path"]) for name, r in resources.items() if name != "texts"}
    assert {name: len(table) for name, table in tables.items()} == {
        "articles": 41,
        "issues": 5,
        "papers": 3,
        "reprints": 0,
        "dublincore": 41,
        "mentions": 18,
    }
    for name, table in tables.items():
        schema = resources[name]["schema"]
        head = (data / resources[name]["path"]).read_text(encoding="utf-8-sig").splitlines()[0]
        assert head.split(",") == [f["name"] for f in schema["fields"]]
        assert len({tuple(row[k] for k in schema["primaryKey"]) for row in table}) == len(table)
        integers = [f["name"] for f in schema["fields"] if f["type"] == "integer"]
        assert all(re.fullmatch(r"\d*", row[i]) for row in table for i in integers)
        for key in schema.get("foreignKeys", []):
            ours, theirs = ([f] if isinstance(f, str) else f for f in (key["fields"], key["reference"]["fields"]))
            there = {tuple(row[f] for f in theirs) for row in tables[key["reference"]["resource"]]}
            assert {tuple(row[f] for f in ours) for row in table} <= there
    assert all((data.parent / row["url"]).is_file() for row in tables["articles"] + tables["issues"])


def test_no_file_is_larger_than_a_host_takes(sample: Sample) -> None:
    days = ["2023-12-31", "2024-01-02", "2024-01-03", "2024-01-04", "2025-01-01"]
    articles = ({"paper": "xxb", "date": day, "title": "题", "body": "文"} for day in days)
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(article) + "\n" for article in articles))
    c = catalogue(sample.root)
    parts = dict(export.whole(c, lambda name: 11_000 if "2024-01" in name else 9_000, largest=22_000))
    assert {name.removeprefix("data/"): [part[-16:-6] for part in made_of] for name, made_of in parts.items()} == {
        "articles-2023.jsonl": ["2023-12-31"],
        "articles-2024-1.jsonl": ["2024-01-02", "2024-01-03"],
        "articles-2024-2.jsonl": ["2024-01-04", "2024-03-07"],
        "articles-2025.jsonl": ["2025-01-01"],
    }
    package = json.loads(dict(export.files(c, list(parts)))["data/datapackage.json"])
    assert [f"data/{path}" for path in package["resources"][0]["path"]] == list(parts)


def test_a_spreadsheet_runs_no_title_as_a_formula(sample: Sample) -> None:
    file = "seeds/articles/xxb-2024-03-07.yml"
    sample.write(file, sample.read(file).replace("title: 我县春耕全面展开", "title: =HYPERLINK(1)"))
    c = catalogue(sample.root)
    [issue] = c.archive.issues.values()
    for table in export.tables(c):
        assert table.name == "mentions" or "'=HYPERLINK(1)" in table.rows(issue).decode()


def test_the_page_on_the_data_links_what_there_is(data: Path) -> None:
    page = (data / "index.html").read_text(encoding="utf-8")
    for name in ("articles.jsonl", "articles.csv", "issues.csv", "papers.csv", "datapackage.json"):
        assert f'<a href="{name}">' in page
        assert (data / name).is_file()


# ---- subjects ------------------------------------------------------------------------------------------------------


def test_subjects_are_words_of_three_articles_and_more(sample: Sample) -> None:
    titles = ["蔬菜大棚喜获丰收", "日光温室里的蔬菜大棚", "蔬菜大棚迎来采收", "法院审理诈骗案件", "法院审结诈骗案件"]
    records = [{"paper": "xxb", "date": "2024-03-08", "title": t, "body": "文", "county": None} for t in titles]
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    index = sample.read("site/subjects/index.html")
    assert re.findall(r'<a href="\w{10}/index\.html">([^<]+)</a>', index) == ["大棚", "蔬菜"]
    article = sample.read("site/issues/xxb/2024-03-08/00-01.html")
    link = re.search(r'<a href="(\.\./\.\./\.\./subjects/\w+/index\.html)">蔬菜</a>', article)
    assert link
    page = (sample.root / "site/issues/xxb/2024-03-08" / link[1]).resolve().read_text(encoding="utf-8")
    assert page.count("<li><a href=") == 3
    assert "主题词由程序选出。" in page


def test_a_subject_page_shows_a_title_that_looks_like_markup_as_it_is(sample: Sample) -> None:
    hostile = "<script>alert(1)</script> *蔬菜* 大棚 {{ x }} &lt;"
    records = [{"paper": "xxb", "date": "2024-03-08", "title": hostile, "body": "文", "county": None}] * 3
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    result = sample.run("build")
    assert result.exit_code == 0
    doubts = ("holds markup of HTML", "holds the same article as", "new ids. Keep", "Open ")
    assert [line for line in result.output.splitlines() if not any(doubt in line for doubt in doubts)] == []
    pages = list((sample.root / "site/subjects").glob("*/index.html"))
    assert pages
    for page in pages:
        assert (
            page.read_text(encoding="utf-8").count(
                "&lt;script&gt;alert(1)&lt;/script&gt; *蔬菜* 大棚 {{ x }} &amp;lt;</a>"
            )
            == 3
        )
