"""An issue as `segment` has written it, and what a person may do with its article file."""

from collections.abc import Callable
from typing import Any

import yaml

from tests.conftest import Sample

ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - paper: xxb
    date: 2024-03-09
    pages:
      - {file: pages/a.txt, page: 2}
"""
PAGE = """\
兴县春耕全面展开

本报讯 （记者 王一）三月的田野一片繁忙，农机手正在检修机具，
种粮大户忙着选种育苗。

岚县土豆花开

本报讯 （记者 李二）七月的岚县，土豆花开满山坡，游人纷纷前来，
农家乐里座无虚席。

石楼红枣丰收

本报讯 （记者 张三）十月的石楼，红枣挂满枝头，枣农忙着采收，
客商的货车排到了村口。

责任编辑：王二
"""
MORE = """
临县社火闹元宵

本报讯 （记者 赵四）正月十五的临县，伞头秧歌舞起来，社火队伍
走街串巷，观众里三层外三层。
"""
FILE = "seeds/articles/xxb-2024-03-09.yml"
FIRST, SECOND, THIRD, FOURTH = (f"xxb-2024-03-09-02-{n:02d}" for n in range(1, 5))


def lines(first: int, last: int) -> dict[str, Any]:
    return {"file": "pages/a.txt", "lines": [first, last]}


def data(archive: Sample) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(archive.read(FILE))
    return found


def article(archive: Sample, id: str) -> dict[str, Any]:
    return next(dict(a) for a in data(archive)["articles"] if a["id"] == id)


def ids(archive: Sample) -> list[str]:
    return [a["id"] for a in data(archive)["articles"] if "id" in a]


def edit(archive: Sample, change: Callable[[dict[str, Any]], object]) -> None:
    """Another program loads the file, changes it, and writes it in its own way."""
    content = data(archive)
    change(content)
    archive.write(FILE, yaml.safe_dump(content, allow_unicode=True))


def replace(archive: Sample, old: str, new: str) -> None:
    """A person edits the file."""
    assert old in archive.read(FILE)
    archive.write(FILE, archive.read(FILE).replace(old, new, 1))


def whole(archive: Sample) -> None:
    """Every line of the page stands in an article or under `unplaced`."""
    content, page = data(archive), archive.read("seeds/pages/a.txt")
    held = {(u["file"], u["line"]) for u in content["unplaced"]}
    for a in content["articles"]:
        held |= {(s["file"], n) for s in a.get("source", ()) for n in range(s["lines"][0], s["lines"][1] + 1)}
    lines = {n for n, line in enumerate(page.split("\n"), 1) if line.strip()}
    assert {("pages/a.txt", n) for n in lines} <= held


def left_out(archive: Sample) -> list[int]:
    return [u["line"] for u in data(archive)["unplaced"] if u.get("reviewed")]
