"""`baocang status`: what an archive holds, what waits, and the next command for each."""

import datetime
from pathlib import Path

import pytest

from generator.build import handed
from generator.commands import waiting
from generator.commands.waiting import Standing
from tests.conftest import Sample, built


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    sample = Sample(tmp_path / "archive")
    assert Sample(tmp_path).run("new", str(sample.root)).exit_code == 0
    return sample


def waits(archive: Sample) -> dict[str, str]:
    """What waits, with its command."""
    return {each.what: each.command for each in waiting.standing(archive.root).waits}


def said(archive: Sample, what: str) -> str:
    return next(each.said for each in waiting.standing(archive.root).waits if each.what == what)


def test_each_step_takes_away_what_waited_for_it(archive: Sample) -> None:
    assert waits(archive) == {"not segmented": "baocang segment", "site": "baocang build"}
    archive.run("segment")
    assert waits(archive) == {"not reviewed": "baocang review", "site": "baocang build"}
    assert said(archive, "not reviewed") == "2 of 2 articles in 1 issue; begin with yangbao-2024-01-02"
    built(archive)
    assert waits(archive) == {"not reviewed": "baocang review"}
    articles = "seeds/articles/yangbao-2024-01-02.yml"
    archive.write(articles, archive.read(articles).replace("reviewed: false", "reviewed: true"))
    assert waits(archive) == {"site": "baocang build"}
    built(archive)
    result = archive.run("status")
    assert result.exit_code == 0
    assert result.output == "样报 (yangbao): 1 issue, 2024-01-02; 1 page, 2 articles\n\nNothing waits.\n"


def test_settings_that_stop_a_build_are_counted(archive: Sample) -> None:
    archive.write("mkdocs.yml", archive.read("mkdocs.yml") + "\nhooks: [evil.py]\n")
    result = archive.run("status")
    assert result.exit_code == 1
    assert said(archive, "wrong") == "1 problem that stops a build"


def test_what_readers_do_not_have_is_told(archive: Sample, tmp_path: Path) -> None:
    archive.run("segment")
    place = str(tmp_path / "web")
    assert archive.run("publish", "--to", place, "--yes").exit_code == 0
    assert "readers" not in waits(archive)
    archive.write("seeds/pages/unlisted.txt", "未列入\n")
    articles = "seeds/articles/yangbao-2024-01-02.yml"
    archive.write(articles, archive.read(articles).replace("旧报整理工作启动", "旧报整理工作全面启动"))
    built(archive)
    assert f"{datetime.date.today()}" in said(archive, "readers") and said(archive, "readers").startswith(place)
    assert archive.run("publish", "--to", place, "--yes").exit_code == 0
    assert "readers" not in waits(archive)
    (archive.root / handed.FILE).write_bytes(b"damaged")
    assert "readers" not in waits(archive), "nobody knows any more, and nothing stops"


def test_what_is_closed_and_when_it_opens(archive: Sample) -> None:
    archive.run("segment")
    archive.run("withdraw", "yangbao-2024-01-02-01-02", "--note", "应本人要求", "--until", "2099-01-01")
    assert said(archive, "closed") == "1 withdrawn; the next opens on 2099-01-01, with a build"


def test_pages_that_are_to_be_read_and_problems_are_counted(archive: Sample) -> None:
    archive.write("seeds/pages/two.json", '[[[[0,0],[9,0],[9,9],[0,9]],"报",0.9]]')
    issues = archive.read("seeds/issues.yml").rstrip() + "\n      - {file: pages/two.json, page: 2}\n"
    archive.write("seeds/issues.yml", issues)
    assert said(archive, "not read") == "1 page that is no text: pages/two.json"
    archive.write("seeds/articles/yangbao-2024-01-03.yml", "paper: nobody\ndate: 2024-01-03\narticles: 5\n")
    found: Standing = waiting.standing(archive.root)
    assert [each.command for each in found.waits if each.what == "wrong"] == ["baocang check"]
    assert archive.run("status").exit_code == 1


def test_a_draft_that_nobody_saved_is_named(archive: Sample) -> None:
    archive.write(".baocang/drafts/yangbao-2024-01-02.0123456789abcdef.json", "{}")
    assert said(archive, "not saved") == "drafts of 1 issue: yangbao-2024-01-02"
    archive.write(".baocang/drafts/leftover.json", "{}")
    assert said(archive, "not saved") == "drafts of 1 issue: yangbao-2024-01-02"


def test_no_list_of_issues_is_a_line(tmp_path: Path) -> None:
    archive = Sample(tmp_path)
    archive.write("mkdocs.yml", "site_name: 报\n")
    result = archive.run("status")
    assert result.exit_code in (1, 2) and "Traceback" not in result.output
    assert "seeds/issues.yml" in result.output
