"""The commands that the READMEs show, run one after the other in an archive that they begin."""

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Sample

READMES = ("README.md", "README.zh-CN.md")
SERVING = ("review", "serve")  # they end when one ends them: tests/review, tests/build/test_preview.py


def shown(file: str) -> list[str]:
    """The lines of the block that begins an archive, without the folder and without what they say behind a #."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    lines = re.findall(r"^    baocang (?:-C my-archive )?(.*)$", text, re.M)
    return [line.partition("#")[0].strip() for line in lines]


def test_both_readmes_show_the_same_commands() -> None:
    one, other = map(shown, READMES)
    assert one == other
    assert len(one) > 10


def test_each_command_that_a_readme_shows_does_what_it_says(tmp_path: Path) -> None:
    pytest.importorskip("libzim")
    archive = Sample(tmp_path / "my-archive")

    def run(line: str, expected: int = 0) -> str:
        result = (archive if archive.root.exists() else Sample(tmp_path)).run(*line.split())
        assert result.exit_code == expected, (line, result.output)
        return result.output

    for line in shown(READMES[0]):
        dist = sorted(archive.tree("dist"))
        match line.split():
            case [command] if command in SERVING:
                continue
            case ["import", "FILE", *options]:
                archive.write("delivered.csv", "日期,版次,标题,正文\n2024/3/7,第1版,春耕开始,全县春耕开始。\n")
                run(" ".join(["import", "delivered.csv", *options]).replace("KEY=NAME", "xxb=兴县报"))
            case ["add", "DIR", *options]:
                archive.write("pages/20240308_01.txt", "全县春耕继续。\n")
                run(" ".join(["add", "pages", *options]).replace("KEY", "xxb"))
            case ["replace", *_]:
                before = archive.tree("seeds")
                run(f"{line} --yes")
                run("replace --undo")
                assert archive.tree("seeds") == before
            case ["check"]:
                assert "0 stop a build" in run(line, 1)  # the sample has doubts, for a person to look at
            case ["publish"]:
                run(f"{line} --to ../published --yes")
                assert archive.tree("site") == {
                    f"site/{n}": of for n, of in Sample(tmp_path / "published").tree(".").items()
                }
            case ["verify", "FILE"]:
                assert {Path(name).suffix for name in dist} == {".zip", ".zim"}
                for name in dist:
                    run(line.replace("FILE", str(archive.root / name)))
            case ["withdraw", "ID", "--note", "TEXT"]:
                id = re.findall(r"- id: (\S+)", "".join(map(archive.read, sorted(archive.tree("seeds/articles")))))[0]
                run(line.replace("ID", id).replace("TEXT", "privacy"))
            case ["check", "--published", zip]:
                [given] = [name for name in dist if name.endswith(".zip") and not name.endswith("-bag.zip")]
                assert f"{given}" in run(line.replace(zip, given), 1)  # it was made before
                run("build")
                run("bundle")
                run(line.replace(zip, given))
            case _:
                run(line)
