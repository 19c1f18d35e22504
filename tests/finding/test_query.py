"""Queries on the command line are those of the site: the same clauses, and the same articles."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from generator.finding.hits import places, snippet
from generator.finding.query import FIELDS, PRINTED, TEXT, asked, reread
from generator.language.terms import fold
from tests.conftest import Sample, begun
from tests.search.test_query import drawn, parsed
from tests.search.test_query import reread as reread_there

ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - paper: xxb
    date: 2024-01-02
    pages: [{file: pages/p.txt, page: 1}]
  - {paper: xxb, date: 2024-01-03, pages: []}
"""
ARTICLES = """\
paper: xxb
date: 2024-01-03
articles:
  - {id: xxb-2024-01-03-01-01, page: 1, title: 小额信贷助农, county: 兴县, kind: news, column: 时评, persons: [李有田],
     authors: [{name: 王伟, role: 记者}], byline: 记者 王伟, body: "信用社发放小额 信贷，脱贫攻\u00ad坚见成效。"}
  - {id: xxb-2024-01-03-01-02, page: 1, title: 春耕忙, county: 吕梁市, kind: news, body: 全市春耕忙，信贷到田头。}
  - {id: xxb-2024-01-03-01-03, page: 1, title: 更正, county: null, kind: notice, status: withheld, status_note: 未公开,
     body: 信贷数字有误。}
unplaced: []
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    sample = begun(tmp_path_factory.mktemp("find") / "archive", ISSUES)
    sample.write("seeds/articles/xxb-2024-01-03.yml", ARTICLES)
    sample.write("seeds/pages/p.txt", "兴县召开信\n贷工作会议\n\n⻓治客人来访，信贷专员陪同。\n")
    return sample


def ids(archive: Sample, *query: str) -> list[str]:
    result = archive.run("find", "--json", *query)
    assert "Traceback" not in result.output
    return [json.loads(line).get("id", "")[-2:] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("信贷", ["01", "02", "03"]),
        ("信贷 春耕", ["02"]),
        ("小额 或 春耕", ["01", "02"]),
        ("信贷 小额 或 春耕", ["01", "02"]),
        ("信贷 -小额", ["02", "03"]),
        ("信贷 不含 春耕", ["01", "03"]),
        ('"小额 信贷"', ["01"]),
        ("脱贫攻坚战", []),
        ("脱貧攻坚", ["01"]),
        ("标题:信贷", ["01"]),
        ("-标题:信贷 信贷", ["02", "03"]),
        ("作者:王伟", ["01"]),
        ("作者:王", []),
        ("作者:王*", ["01"]),
        ("地区:吕梁市", ["01", "02"]),
        ("报纸:兴县报 更正", ["03"]),
        ("paper:xxb 春耕", ["02"]),
        ("栏目:时评", ["01"]),
        ("人物:李有田", ["01"]),
        ("12:30", []),
        ("", []),
    ],
)
def test_what_is_found(archive: Sample, query: str, found: list[str]) -> None:
    assert ids(archive, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("地区:离石区", ["01"]),
        ("地区:离山县", ["01"]),
        ("地区:离石", ["01"]),
        ("地区:吕梁地区", ["01", "02"]),
        ("报纸:晋西大众报", ["01", "02"]),
        ("报纸:兴县报", ["01", "02"]),
        ("主题:小额贷款", ["01", "02"]),
        ("主题:小额信贷", ["01", "02"]),
        ("主题:先进单位", []),
        ("机构:区合作社", ["01"]),
        ("人物:闻石", ["02"]),
        ("作者:老马", ["02"]),
    ],
)
def test_any_name_of_a_thing_finds_what_is_of_it(tmp_path: Path, query: str, found: list[str]) -> None:
    archive = begun(tmp_path / "archive", ISSUES.replace("兴县报,", "兴县报, names: [{name: 晋西大众报, to: 1949}],"))
    archive.write(
        "seeds/articles/xxb-2024-01-03.yml",
        "paper: xxb\ndate: 2024-01-03\narticles:\n"
        "  - {id: xxb-2024-01-03-01-01, page: 1, title: 小额贷款助农, county: 离石区, body: 甲。,\n"
        "     organisations: [合作社]}\n"
        "  - {id: xxb-2024-01-03-01-02, page: 1, title: 春耕, county: 兴县, body: 乙。,\n"
        "     subjects: [扶贫贷款], authors: [馬烽]}\n"
        "unplaced: []\n",
    )
    archive.write(
        "seeds/names.yml", "马烽: {variants: [闻石, 老马]}\n合作社: {kind: organisation, variants: [区合作社]}\n"
    )
    archive.write("seeds/subjects.yml", '小额信贷: {variants: [小额贷款, 扶贫贷款]}\n先进单位: "-"\n')
    archive.write("seeds/places.yml", "离山县: {now: 离石区, from: 1954, to: 1958}\n")
    assert ids(archive, query) == found


def test_what_is_printed(archive: Sample) -> None:
    result = archive.run("find", "信贷", "更正")
    assert result.exit_code == 0
    line, around, count = result.output.splitlines()
    assert line == "seeds/articles/xxb-2024-01-03.yml:7: xxb-2024-01-03-01-03  更正  (withheld)"
    assert around == "    【信贷】数字有误。" and count == "1 article."
    assert archive.run("find", "没有").exit_code == 1


def test_pages_are_searched_across_their_lines(archive: Sample) -> None:
    result = archive.run("find", "--pages", "信贷")
    lines = [line for line in result.output.splitlines() if line.startswith("seeds/pages")]
    assert [line.split(": ")[0] for line in lines] == ["seeds/pages/p.txt:1", "seeds/pages/p.txt:4"]
    assert "【信 贷】" in lines[0] and result.output.endswith("3 articles, 2 lines of pages.\n")
    assert "p.txt:4" in archive.run("find", "--pages", "长治").output


def test_what_cannot_be_read_is_said_and_the_rest_is_found(archive: Sample) -> None:
    archive.write("seeds/articles/xxb-2024-01-02.yml", "paper: xxb\ndate: 2024-01-02\narticles: 5\n")
    result = archive.run("find", "春耕")
    (archive.root / "seeds/articles/xxb-2024-01-02.yml").unlink()
    assert result.exit_code == 1 and "1 article." in result.output
    assert "seeds/articles/xxb-2024-01-02.yml:3: " in result.output


def test_no_archive_is_a_line(tmp_path: Path) -> None:
    result = Sample(tmp_path).run("find", "春耕")
    assert result.exit_code == 2 and "is no archive" in result.output and "Traceback" not in result.output


@pytest.mark.slow
def test_a_query_has_the_clauses_that_it_has_on_the_site() -> None:
    words = drawn('金融扶贫 或 | OR不含+-":：*标题作者ab19年', 3000, 9)
    words += [f"{a} {b}" for a, b in zip(words[::2], words[1::2], strict=True)]
    for query, theirs in zip(words, parsed(words), strict=True):
        ours = [(clause.text, clause.field, clause.without) for clause in asked(query).clauses]
        expected = [(fold(c["text"]), c["field"] or TEXT, c["not"]) for c in theirs["clauses"]]
        assert ours == [clause for clause in expected if clause[0]], query
        joined = [clause.group for clause in asked(query).clauses]
        if all(clause[0] for clause in expected):
            assert [b == a for a, b in pairwise(joined)] == [bool(c.get("or")) for c in theirs["clauses"][1:]], query


@pytest.mark.slow
def test_signs_that_no_text_holds_are_those_of_the_site() -> None:
    words = drawn('金融 扶贫|｜不含＋－+-“”"…:：档号作者来源标题 ', 3000, 11)
    for query, theirs in zip(words, reread_there(words), strict=True):
        ours = reread(query)
        assert (ours is None) == (theirs is None), query
        clauses = [(c.text, c.field, c.without, list(c.then)) for c in ours.clauses] if ours else []
        expected = [
            (fold(c["text"]), c["field"] or TEXT, c["not"], [fold(run) for run in c.get("then", [])])
            for c in (theirs["clauses"] if theirs else [])
        ]
        assert clauses == [clause for clause in expected if clause[0]], query


def test_the_fields_are_those_of_the_site() -> None:
    script = (Path(__file__).parents[2] / "theme/assets/query.js").read_text(encoding="utf-8")
    tables = script[script.index("const FIELDS") : script.index("/** What is written in a query for a reader. */")]
    assert all(f"{name}: " in tables for name in (*FIELDS, *PRINTED))


def test_places_are_those_of_the_text() -> None:
    assert places("小额 信贷", ["小额信贷"]) == [(0, 5)]
    assert places("㎞与Straße", ["km", "strasse"]) == [(0, 1), (2, 8)]
    assert snippet(["甲" * 40 + "信贷" + "乙" * 40], ["信贷"]) == f"…{'甲' * 16}**信贷**{'乙' * 16}…"


@pytest.mark.parametrize("query", ["待与党史办", "备注:党史办", "内部备注：核对", "staff_notes:党史办"])
def test_the_staffs_search_looks_through_its_notes(sample: Sample, query: str) -> None:
    file = "seeds/articles/xxb-2024-03-07.yml"
    sample.write(file, sample.read(file).replace("    title:", "    staff_notes: 待与党史办核对\n    title:", 1))
    assert sample.run("find", query).output.endswith("\n1 article.\n")


def test_a_field_that_is_none_is_said(sample: Sample) -> None:
    none = "标提 is no field, and was looked for as text. Did you mean 标题?"
    assert sample.run("find", "标提:县志").output == f"0 articles.\n{none}\n"
