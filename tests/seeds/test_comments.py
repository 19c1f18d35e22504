"""What people note in an article file stays there when a program writes an article anew."""

import re

import pytest
import yaml

from generator.seeds.files.comments import headed, kept
from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, PAGE

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


def test_a_page_that_changes_takes_no_note_away(segmented: Sample) -> None:
    """Of a person's article whose lines move, of the machine's that is made anew, of a line of none."""
    text = segmented.read(FILE).replace("title: 兴县春耕全面展开", "title: 兴县春耕  # 据目录")
    text = text.replace("- {file: pages/a.txt, line: 16", "# 每期都有\n- {file: pages/a.txt, line: 16", 1)
    text = text.replace("  title: 石楼红枣丰收", "  # 与县志相符\n  title: 石楼红枣丰收", 1)
    segmented.write(FILE, text)
    segmented.write("seeds/pages/a.txt", f"第二版\n{PAGE.replace('枣农忙着', '枣农们忙着')}")
    assert segmented.run("segment").exit_code == 0
    after = segmented.read(FILE)
    assert "枣农们忙着" in after
    assert "title: 兴县春耕  # 据目录\n" in after
    assert "# 每期都有\n- {file: pages/a.txt, line: 17" in after
    assert "  # 与县志相符\n  title: 石楼红枣丰收" in after
    assert FIRST in after


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("# 一\narticles:  # 二\n  # 三\n\n", "articles:\n", "# 一\narticles:  # 二\n  # 三\n\n"),
        ("# 一\narticles:  # 二\n  # 三\n", "articles: []\n", "# 一\narticles: []  # 二\n  # 三\n"),
        ("articles: []  # 二\n# 三\n\n", "articles:\n", "articles:  # 二\n# 三\n\n"),
        ("articles: [{a: 'b #c'}]  # 二\n", "articles:\n", "articles:  # 二\n"),
        ("articles: [  # 一\n  {a: b},\n  # 二\n]  # 三\n", "articles:\n", "# 二\n# 一\n# 三\narticles:\n"),
        ("# 一\ndate: 2024-03-09  # 二\n", "date: 2024-03-10\n", "# 一\ndate: 2024-03-10  # 二\n"),
    ],
)
def test_a_key_keeps_its_comments(old: str, new: str, text: str) -> None:
    assert headed(old, new) == text
    assert yaml.safe_load(text) == yaml.safe_load(new)


def noted(text: str, prefix: str) -> tuple[str, list[str]]:
    """A file with comments above, behind and below each of its keys, and these."""
    notes = []
    for name in ("paper", "date", "articles", "unplaced", "machine"):
        above, behind, below = (f"# {prefix} {name} {n}" for n in range(3))
        text = re.sub(rf"(?m)^{name}:(.*)$", rf"{above}\n{name}:\1  {behind}", text)
        notes += [above, behind]
        if name in ("articles", "unplaced"):
            text = re.sub(rf"(?m)^({name}:.*)$", rf"\1\n    {below}\n", text)
            notes.append(below)
    return text, notes


@pytest.mark.parametrize("indented", [False, True])
def test_a_change_of_an_item_takes_no_note_of_its_list_away(segmented: Sample, indented: bool) -> None:
    """Neither does one that leaves nothing in the list, or puts the first into it."""
    text = segmented.read(FILE).replace("title: 石楼红枣丰收", "title: 石楼红枣丰收  # 据目录")
    if indented:
        head, articles, rest = re.split(r"(?m)^(?=articles:|unplaced:)", text)
        key, _, items = articles.partition("\n")
        text = f"{head}{key}\n{re.sub(r'(?m)^(?=.)', '  ', items)}{rest}"
    text, notes = noted(text, "记")
    segmented.write(FILE, text.replace("reviewed: false", "reviewed: true"))
    notes.append("# 据目录")

    def told(page: str) -> str:
        segmented.write("seeds/pages/a.txt", page)
        assert segmented.run("segment").exit_code == 0
        after = segmented.read(FILE)
        assert sorted(re.findall(r"# .*", after)) == sorted(notes)
        assert segmented.run("check").exit_code == 0
        return after

    assert "line: 17" in told(f"第二版\n{PAGE}")
    assert re.search(r"(?m)^unplaced: \[\]  # 记 unplaced 1$", told(PAGE.replace("责任编辑：王二", "")))
    assert re.search(r"(?m)^unplaced:  # 记 unplaced 1$", told(PAGE))
