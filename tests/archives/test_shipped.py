"""Whatever `seeds/` holds, the tests say the same: what they say of the archive that ships they say of a copy of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

CONCERNED = [
    "tests/archives/test_build.py::test_the_archive_that_ships_has_nothing_to_complain_of",
    "tests/archives/test_build.py::test_the_archive_that_ships_is_whole",
    "tests/archives/test_build.py::test_every_line_of_the_pages_stands_in_an_article_or_is_listed",
    "tests/seeds/test_problems.py::test_pages_that_ship_contradict_nothing",
    "tests/test_documents.py",
]
ISSUE = """\
  - paper: llrb
    date: 2026-01-05
    pages: [{file: pages/new.txt, page: 1}]
"""
PAGE = "我县春耕全面展开\n本报讯 （记者 王一） 三月的田野一片繁忙，农机手正在检修机具。\n第二版\n"


@pytest.mark.slow
def test_an_issue_more_in_seeds_fails_no_test(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    names = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for name in names.splitlines():
        if (REPOSITORY / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, clone / name)
    with (clone / "seeds/issues.yml").open("a", encoding="utf-8") as issues:
        issues.write(ISSUE)
    (clone / "seeds/pages/new.txt").write_text(PAGE, encoding="utf-8")
    baocang = [sys.executable, "-m", "generator"]
    assert subprocess.run([*baocang, "segment"], cwd=clone, capture_output=True, check=False).returncode == 0
    assert "农机手" in (clone / "seeds/articles/llrb-2026-01-05.yml").read_text(encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-m", "not browser", *CONCERNED]
    done = subprocess.run(run, cwd=clone, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"^\d+ passed", done.stdout, re.MULTILINE), done.stdout[-300:]


def test_no_test_reads_the_archive_that_may_change() -> None:
    live = re.compile(r"""REPOSITORY / ["'](?:seeds|site_src|mkdocs\.yml)|(?:Sample|Reader)\(REPOSITORY\)""")
    paths = [path for path in (REPOSITORY / "tests").rglob("*.py") if path != Path(__file__)]
    assert [path.name for path in paths if live.search(path.read_text(encoding="utf-8"))] == []
