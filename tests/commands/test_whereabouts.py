"""A command in a folder that is no archive: it says so, names one that is near, and does nothing."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import ANYWHERE, main
from tests.conftest import Sample, laid

ARGUMENTS = {"find": ["x"], "withdraw": ["x"], "replace": ["a", "b"], "import": ["x.csv"], "add": ["x.pdf"]}


def said(root: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)
    assert result.exit_code == 2
    return result.output


@pytest.mark.parametrize("command", sorted({*main.commands} - {*ANYWHERE}))
def test_every_command_says_that_a_folder_is_no_archive(tmp_path: Path, command: str) -> None:
    output = said(tmp_path, command, *ARGUMENTS.get(command, []))
    assert output == (
        f"{tmp_path}: is no archive: neither mkdocs.yml nor seeds/ is there. Go into the folder of one, or write "
        f'"baocang -C FOLDER {command}". "baocang new FOLDER" begins one.\n'
    )
    assert [*tmp_path.iterdir()] == []


def test_one_that_is_near_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = laid(tmp_path / "平遥/报藏")
    assert f'One is near, in {first.root}: "baocang -C 平遥/报藏 status", or go' in said(tmp_path, "status")
    assert '"baocang -C 平遥/报藏 build"' in said(first.root / "site_src", "build"), "from within it"
    laid(tmp_path / "b c")
    assert "Some are near: b c, 平遥/报藏. Go into one" in said(tmp_path, "status")
    monkeypatch.chdir(first.root / "seeds")
    assert '"baocang -C .. build"' in said(Path(), "build")


def test_a_blank_in_a_name_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    laid(tmp_path / "b c")
    assert '-C "b c" check' in said(tmp_path, "check")


def test_help_is_given_anywhere(tmp_path: Path) -> None:
    for command in main.commands:
        assert CliRunner().invoke(main, ["-C", str(tmp_path), command, "--help"]).exit_code == 0


def test_an_archive_that_lacks_a_part_is_told_of_the_part(sample: Sample) -> None:
    (sample.root / "mkdocs.yml").unlink()
    assert sample.run("build").output.startswith("mkdocs.yml: is missing.")


@pytest.mark.parametrize("interrupted", [KeyboardInterrupt, click.Abort])
@pytest.mark.parametrize(
    ("language", "told"), [("en", "Stopped. No file is half"), ("zh", "已中止。没有写到一半的文件")]
)
def test_a_command_that_is_stopped_says_how_things_stand(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, interrupted: type[BaseException], language: str, told: str
) -> None:
    def stops(*_: object) -> None:
        raise interrupted

    monkeypatch.setattr("generator.pipeline.check", stops)
    result = sample.run("--lang", language, "check")
    sample.run("--lang", "en", "status")
    assert result.exit_code == 1
    assert told in result.output and ' check"' in result.output
