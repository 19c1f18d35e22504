"""The command line in Chinese: what is wrong, help, and what click itself says come out wholly in it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from generator.base import speech
from generator.cli import main
from generator.commands import spoken
from tests.archives.test_input import WRONG
from tests.conftest import REPOSITORY, Sample

WORD = re.compile(r"(?<![\w./:<-])[a-z]{3,}(?![\w./:>=-])")
OWN = re.compile(r'[a-z]+（[^（）]*）|"[^"]*"|\'[^\']*\'|「[^」]*」|（[^（）]*）|可以写的有[^。]*|\[[^\]]*\]|\{[^}]*\}')
"""What is to be written as it stands, with its meaning, what stands in the file, and names in brackets."""
KNOWN = """
paper papers issues date name place page pages file body title kind status authors role county articles adcode edition
unplaced source line lines date_basis true false withheld withdrawn reviewed confidence null baocang xxb nav hooks git
seeds segment accent module smart_quotes toc site_url story zip rsync libzim kiwix
"""
"""Fields, commands, formats and the newspaper of the samples."""


@pytest.fixture(autouse=True)
def _back() -> Iterator[None]:
    yield
    speech.choose(None)


def english(text: str) -> list[str]:
    """Words of English in what is said in Chinese."""
    return [word for word in WORD.findall(OWN.sub("", text)) if word not in KNOWN.split()]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_chinese(sample: Sample, name: str) -> None:
    change, _ = WRONG[name]
    change(sample)
    result = sample.run("--lang", "zh", "check")
    assert result.exit_code
    for line in result.output.splitlines():
        assert english(line) == [], line
    problems = [line for line in result.output.splitlines() if re.match(r"\S+(:\d+)?: ", line)]
    assert problems and all(line.count("。") >= 2 or line.endswith("？") for line in problems), problems


COMMANDS = ["", *sorted(main.commands)]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(command: str) -> None:
    said = CliRunner().invoke(main, ["--lang", "zh", *([command] if command else []), "--help"]).output
    words = english(re.sub(r"^  [a-z]+  |--?[a-z-]+|https?\S+", "", said, flags=re.MULTILINE))
    assert [word for word in words if word not in main.commands and word not in HELP.split()] == []
    assert all(speech.width(line) <= 100 for line in said.splitlines() if "://" not in line)


HELP = "extra archive publish main title author column subject person kiwix-serve pip install"
"""Fields of a query and of settings, and the name under which a test calls the program."""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_english_is_click_s_own(command: str) -> None:
    """Not a letter is other than what click makes of the same commands."""

    def told(formatter: type[click.HelpFormatter]) -> str:
        context = click.Context(main, info_name="baocang", max_content_width=100)
        if command:
            context = click.Context(main.commands[command], info_name=command, parent=context)
        context.formatter_class = formatter
        return context.get_help()

    speech.choose("en")
    assert told(spoken.Formatter) == told(click.HelpFormatter)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["segmnt"], "没有 segmnt 这个命令。是不是"),
        (["new"], "出错：缺少参数 DIR。"),
        (["build", "--fozen"], "没有 --fozen 这个选项。是不是"),
        (["build", "x"], "多写了一个参数（x）"),
        (["review", "--port", "99999"], "--port 的值不对：99999 不在范围"),
        (["review", "--port", "x"], "--port 的值不对：x 不是整数。"),
        (["withdraw", "x", "--until", "2030-13-01"], "--until 的值不对：2030-13-01 不是日期。请写成 2030-01-01。"),
        (["verify", "gone.zip"], "没有"),
        (["check", "--host", "gitee"], "出错：问主机要与 --site 同用。"),
        (["replace", "县", "县"], "出错：两者相同。"),
    ],
)
def test_slips_of_the_command_are_said_in_chinese(sample: Sample, arguments: list[str], said: str) -> None:
    result = sample.run("--lang", "zh", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert f"baocang {arguments[0]}" in result.output or "用法:" in result.output


def test_commands_tell_in_chinese_what_they_did(sample: Sample) -> None:
    said = [
        sample.run("--lang", "zh", *command).output for command in (["build"], ["status"], ["check"], ["find", "春耕"])
    ]
    assert said[0].startswith("seeds/ids.tsv：") or "1 篇文章，共 1 期。请打开" in said[0]
    assert said[2] == "一切正常。\n"
    assert "1 篇文章。" in said[3]
    for each in said:
        assert english(re.sub(r"\S*/\S*", "", each)) == []


def test_a_question_is_answered_in_chinese(sample: Sample) -> None:
    before = sample.tree("seeds")
    given = ["-C", str(sample.root), "--lang", "zh", "replace", "春耕", "秋收"]
    result = CliRunner().invoke(main, given, input="啥\n否\n")
    assert "要替换吗？ [y/N]" in result.output
    assert "请输入 y（是）或 n（否）。" in result.output
    assert result.output.endswith("什么也没有改。\n")
    assert sample.tree("seeds") == before
    assert "已改 " in CliRunner().invoke(main, given, input="是\n").output
    assert sample.tree("seeds") != before


def baocang(sample: Sample, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "generator", "-C", str(sample.root), *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env={**os.environ, **environ}, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252", "utf-8"])
def test_what_a_console_cannot_print_is_no_traceback(sample: Sample, encoding: str) -> None:
    """Characters that its code page lacks: of Japanese, of old books, of other languages."""
    name = "seeds/articles/가𠮷é.txt"
    sample.write(name, "")
    done = baocang(sample, "check", PYTHONIOENCODING=encoding, BAOCANG_LANG="zh")
    said = (done.stdout + done.stderr).decode(encoding if encoding != "ascii" else "utf-8", "replace")
    assert done.returncode == 1
    assert "Traceback" not in said
    if encoding in ("gbk", "utf-8"):
        assert "既不是 .yml 也不是 .jsonl，没有读。改名，或把它移走。" in said


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_json_for_programs_loses_no_character(sample: Sample, encoding: str) -> None:
    done = baocang(sample, "find", "春耕", "--json", PYTHONIOENCODING=encoding)
    found = [json.loads(line) for line in done.stdout.decode("ascii").splitlines()]
    assert [each["title"] for each in found] == ["我县春耕全面展开"]


@pytest.mark.parametrize(("language", "said"), [("en", "This is a fault of the program"), ("zh", "这是程序出的错")])
def test_the_last_resort_says_that_it_is_the_program_s_fault(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    speech.choose(language)
    with pytest.raises(SystemExit, match="1"), spoken.last_resort():
        raise ZeroDivisionError
    err = capsys.readouterr().err
    assert "ZeroDivisionError" in err
    assert err.splitlines()[-1].startswith(said)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("把文件放在那里，或改正名字。", 14, ["把文件放在那", "里，或改正名", "字。"]),
        ("运行 baocang segment。", 12, ["运行 baocang", "segment。"]),
        ("写成（甲）。", 8, ["写成", "（甲）。"]),
    ],
)
def test_lines_are_broken_as_chinese_is(text: str, columns: int, lines: list[str]) -> None:
    assert spoken.broken(text, columns) == lines
