"""What people note in an article file stays there when a program writes an article anew."""

import re

import pytest
import yaml

from generator.comments import kept
from tests.conftest import Sample
from tests.test_person import FILE, FIRST, PAGE, archive, fresh

__all__ = ["archive", "fresh"]

OLD = """\
# 与原报核对过
- id: xxb-2024-03-09-02-01  # 校过
  page: 1  # 原件作 2
  # 题名据版面
  title: 旧题
  status: withheld  # 问过当事人
  source:
  - {file: pages/a.txt, lines: [1, 3]}  # 头三行
  - {file: pages/a.txt, lines: [5, 6]}
  body: |-
    # 这是正文
    又一行

    第二段
  # 排印有误
  reviewed: false
"""
NEW = """\
- id: xxb-2024-03-09-02-01
  page: 2
  title: '新题 #1'
  body: |-
    # 这是正文
    又一行

    第二段
  source:
  - {file: pages/a.txt, lines: [2, 4]}
  reviewed: true
  reviewed_by: 王
"""


def test_all_comments_stay_and_what_is_new_is_said() -> None:
    text = kept(OLD, NEW)
    assert yaml.safe_load(text) == yaml.safe_load(NEW)
    noted = ["与原报核对过", "校过", "原件作 2", "题名据版面", "头三行", "排印有误", "问过当事人"]
    assert re.findall(r"# (.+)", text.replace("# 这是正文", "")) == noted
    assert text.startswith(
        "# 与原报核对过\n- id: xxb-2024-03-09-02-01  # 校过\n  page: 2  # 原件作 2\n  # 题名据版面\n"
    )
    assert kept(text, NEW) == text


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "- {line: 3, text: 'x # y'}  # 广告\n",
            "- {line: 4, text: 'x # y'}\n",
            "- {line: 4, text: 'x # y'}  # 广告\n",
        ),
        ("# 报头\n- {line: 3}\n", "- {line: 4}\n", "# 报头\n- {line: 4}\n"),
        ("- title: a#b\n  body: 'c # d'\n", "- title: e#b\n  body: 'c # d'\n", "- title: e#b\n  body: 'c # d'\n"),
        ("- title: 'a #b' # c\n", "- title: |-\n    d\n    e\n", "# c\n- title: |-\n    d\n    e\n"),
    ],
)
def test_what_is_no_comment_is_none(old: str, new: str, text: str) -> None:
    assert kept(old, new) == text


def test_a_page_that_changes_takes_no_note_away(archive: Sample) -> None:
    """Of a person's article whose lines move, of the machine's that is made anew, of a line of none."""
    text = archive.read(FILE).replace("title: 兴县春耕全面展开", "title: 兴县春耕  # 据目录")
    text = text.replace("- {file: pages/a.txt, line: 16", "# 每期都有\n- {file: pages/a.txt, line: 16", 1)
    text = text.replace("  title: 石楼红枣丰收", "  # 与县志相符\n  title: 石楼红枣丰收", 1)
    archive.write(FILE, text)
    archive.write("seeds/pages/a.txt", f"第二版\n{PAGE.replace('枣农忙着', '枣农们忙着')}")
    assert archive.run("segment").exit_code == 0
    after = archive.read(FILE)
    assert "枣农们忙着" in after
    assert "title: 兴县春耕  # 据目录\n" in after
    assert "# 每期都有\n- {file: pages/a.txt, line: 17" in after
    assert "  # 与县志相符\n  title: 石楼红枣丰收" in after
    assert FIRST in after
