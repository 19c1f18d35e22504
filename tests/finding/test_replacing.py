"""`baocang replace`: words in the place of others, shown before, all of it or nothing, and taken back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.base import durable
from generator.base.problems import Stop
from generator.cli import main
from generator.finding import replacing
from tests.conftest import Sample, begun

ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues: []
"""
FIRST = """\
# 校读中
paper: xxb
date: 2024-01-03
articles:
  - id: xxb-2024-01-03-01-01
    page: 1
    title: 太阳县春耕   # 原文如此
    county: null
    kind: news
    authors: [{name: 王太阳, role: 记者}]
    byline: 记者 王太阳
    body: |-
      太阳县的春耕开始了。

      太阳县委要求不误农时。
  - {id: xxb-2024-01-03-01-02, page: 1, title: "太阳神", county: null, kind: notice, body: '太阳县通告',
     persons: [王太阳]}
unplaced: []
"""
SECOND = {
    "id": "xxb-2024-01-04-01-01",
    "paper": "xxb",
    "date": "2024-01-04",
    "title": "太阳县开会",
    "body": "太阳县\n开会。",
}
ONE, TWO = "seeds/articles/xxb-2024-01-03.yml", "seeds/articles/more.jsonl"


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    sample = begun(tmp_path / "archive", ISSUES)
    sample.write(ONE, FIRST)
    sample.write("seeds/pages/p.txt", "太阳县\n")
    sample.write(
        TWO,
        json.dumps(SECOND, ensure_ascii=True)
        + "\n"
        + json.dumps({**SECOND, "id": "xxb-2024-01-04-01-02", "title": "太阳县散会"}, ensure_ascii=False)
        + "\n",
    )
    return sample


def run(archive: Sample, *arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(
        main, ["-C", str(archive.root), "replace", *arguments], input=answer, catch_exceptions=False
    )


def test_each_place_is_shown_and_nothing_is_done_unasked(archive: Sample) -> None:
    before = archive.tree("seeds")
    result = run(archive, "太阳县", "太原县", answer="n\n")
    assert result.exit_code == 1, result.output
    assert archive.tree("seeds") == before
    assert (
        f"{ONE}:7: xxb-2024-01-03-01-01\n  - headline: 【太阳县】春耕\n  + headline: 【太原县】春耕\n" in result.output
    )
    assert "8 places in 4 articles of 2 files." in result.output and "Nothing was changed." in result.output


def test_only_the_words_change_and_it_can_be_taken_back(archive: Sample) -> None:
    before = archive.tree("seeds")
    assert run(archive, "太阳县", "太原县", answer="y\n").exit_code == 0
    assert archive.read(ONE) == FIRST.replace("太阳县", "太原县")
    lines = [json.loads(line) for line in archive.read(TWO).splitlines()]
    assert [line["body"] for line in lines] == ["太原县\n开会。"] * 2
    assert archive.read("seeds/pages/p.txt") == "太阳县\n", "a page is what was printed"
    result = run(archive, "--undo")
    assert result.exit_code == 0 and result.output == "太阳县 -> 太原县: taken back in 2 files.\n"
    assert archive.tree("seeds") == before
    assert run(archive, "--undo").exit_code == 2


def test_a_name_is_corrected_wherever_it_is_written(archive: Sample) -> None:
    assert run(archive, "王太阳", "王泰阳", "--yes").exit_code == 0
    assert archive.read(ONE) == FIRST.replace("王太阳", "王泰阳")


def test_a_query_chooses_the_articles(archive: Sample) -> None:
    assert run(archive, "太阳县", "太原县", "标题:太阳神", "--yes").exit_code == 0
    assert archive.read(ONE) == FIRST.replace("'太阳县通告'", "'太原县通告'")
    assert run(archive, "太阳县", "太原县", "没有").exit_code == 1


def test_what_was_changed_since_is_not_taken_back(archive: Sample) -> None:
    run(archive, "太阳县", "太原县", "--yes")
    archive.write(ONE, archive.read(ONE).replace("不误农时", "不误农时、抓紧"))
    before = archive.tree("seeds")
    result = run(archive, "--undo")
    assert result.exit_code == 2 and archive.tree("seeds") == before
    assert result.output.startswith(f"{ONE}: was changed meanwhile.")


def test_a_file_that_changes_while_somebody_agrees_is_left(archive: Sample) -> None:
    plan = replacing.planned(archive.root, "太阳县", "太原县")
    archive.write(TWO, archive.read(TWO) + "\n")
    before = archive.tree("seeds")
    with pytest.raises(Stop):
        replacing.carry_out(archive.root, plan, "")
    assert archive.tree("seeds") == before


@pytest.mark.parametrize(
    ("new", "where"),
    [("太原: 县", 7), ("太原 # 县", 7), ('太"原', 16), ("太'原", 16), ("{太原", 16)],
)
def test_words_that_yaml_would_read_otherwise_are_refused(archive: Sample, new: str, where: int) -> None:
    before = archive.tree("seeds")
    result = run(archive, "太阳县", new, "--yes")
    if result.exit_code == 0:  # they stand where they say what they say
        assert run(archive, "--undo").exit_code == 0
        assert archive.run("check").exit_code in (0, 1)
    else:
        assert f"{ONE}: cannot be changed here" in result.output
    assert archive.tree("seeds") == before and where


def test_escapes_and_broken_lines_are_refused(archive: Sample) -> None:
    archive.write(ONE, FIRST.replace('"太阳神"', r'"\u592a\u9633\u795e 太阳\u53bf"'))
    before = archive.tree("seeds")
    result = run(archive, "太阳县", "太原县", "--yes")
    assert result.exit_code == 2 and "line 16 is written with escapes" in result.output
    assert archive.tree("seeds") == before


@pytest.mark.parametrize("of", ["gb18030", "utf-16"])
def test_a_file_keeps_its_encoding(archive: Sample, of: str) -> None:
    archive.write(ONE, FIRST.encode(of))
    assert run(archive, "太阳县", "太原县", "--yes").exit_code == 0
    assert (archive.root / ONE).read_bytes() == FIRST.replace("太阳县", "太原县").encode(of)


def test_interrupted_between_two_files_it_goes_on(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = durable.save

    def save(root: Path, name: str, data: bytes) -> None:
        if name == TWO:
            raise OSError(28, "full")
        saved(root, name, data)

    monkeypatch.setattr(durable, "save", save)
    assert run(archive, "太阳县", "太原县", "--yes").exit_code == 2
    monkeypatch.undo()
    archive.run("check")
    assert "太阳县" not in archive.read(ONE) + archive.read(TWO).encode().decode("unicode_escape", "ignore")
    assert run(archive, "--undo").exit_code == 0
    assert archive.read(ONE) == FIRST


@pytest.mark.parametrize(
    "arguments", [[], ["太阳"], ["太阳", "太阳"], ["太\n阳", "太原"], ["--undo", "太阳"], ["", "太原"]]
)
def test_what_makes_no_sense_is_said(archive: Sample, arguments: list[str]) -> None:
    result = run(archive, *arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output


def test_an_article_of_the_machine_is_a_persons_then(tmp_path: Path) -> None:
    archive = Sample(tmp_path / "archive")
    Sample(tmp_path).run("new", str(archive.root))
    archive.run("segment")
    assert run(archive, "旧报", "舊報", "--yes").exit_code == 0
    after = archive.tree("seeds/articles")
    result = archive.run("segment")
    assert archive.tree("seeds/articles") == after and "changed by a person" in result.output
