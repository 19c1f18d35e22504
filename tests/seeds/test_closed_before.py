"""What was closed and comes under another key, or again: its status goes along, or a build says that it is open."""

import json
from pathlib import Path

import pytest

from tests.conftest import Sample, begun

pytestmark = pytest.mark.slow

PAPERS = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  lsb: {name: 离石报, place: 离石区, adcode: "141102"}
issues:
"""
TENTH = "  - {paper: xxb, date: 1984-11-10, pages: [{file: pages/a1.txt, page: 1}]}\n"
BOTH = "  - {paper: xxb, date: 1984-11-10, pages: [{file: pages/a1.txt, page: 1}, {file: pages/b1.txt, page: 3}]}\n"
SECRET = "  - {paper: xxb, date: 1984-11-17, pages: [{file: pages/b1.txt, page: 1}]}\n"
LATER = "  - {paper: xxb, date: 1984-11-18, pages: [{file: pages/b1.txt, page: 1}]}\n"
RENAMED = LATER.replace("b1", "b1-1984-11-18")
OTHER = "  - {paper: lsb, date: 1984-11-12, pages: [{file: pages/c1.txt, page: 1}]}\n"
A1 = """\
兴县春耕全面展开

本报讯 （记者 王一）三月的田野一片繁忙，农机手正在检修机具，
种粮大户忙着选种育苗。
"""
B1 = """\
岚县土豆花开满山

本报讯 （记者 李二）七月的岚县，土豆花开满山坡，游人纷纷前来，
农家乐里座无虚席，客商的货车排到了村口。

石楼红枣今年丰收

本报讯 （记者 张三）十月的石楼，红枣挂满枝头，枣农忙着采收，
合作社的烘房昼夜不停。

责任编辑：王二
"""
C1 = """\
临县社火闹元宵

本报讯 （记者 赵四）正月十五的临县，伞头秧歌舞起来，社火队伍
走街串巷，观众里三层外三层。
"""
KEY = "xxb-1984-11-17"
FILE = f"seeds/articles/{KEY}.yml"
ID = f"{KEY}-01-02"
LINE = "Closed with its issue or newspaper, and now by itself: "


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    """Two newspapers, three issues, segmented and built."""
    made = begun(tmp_path / "archive", PAPERS + TENTH + SECRET + OTHER)
    for name, text in (("a1", A1), ("b1", B1), ("c1", C1)):
        made.write(f"seeds/pages/{name}.txt", text)
    assert made.run("segment").exit_code == 0
    assert made.run("build").exit_code == 0
    return made


def withhold(archive: Sample, id: str) -> None:
    assert archive.run("withdraw", id, "--withheld", "--note", "涉密").exit_code == 0
    assert archive.run("build").exit_code == 0


def shown(archive: Sample, text: str) -> bool:
    return any(text.encode() in data for data in archive.tree("site").values())


# ---- under another key ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lists", [TENTH + LATER, TENTH + RENAMED, BOTH], ids=["date", "date and file", "page"])
@pytest.mark.parametrize("built_between", [False, True])
def test_what_was_closed_with_its_issue_stays_so_where_that_is_listed_otherwise(
    archive: Sample, lists: str, built_between: bool
) -> None:
    withhold(archive, KEY)
    if "b1-1984" in lists:
        (archive.root / "seeds/pages/b1.txt").rename(archive.root / "seeds/pages/b1-1984-11-18.txt")
    archive.write("seeds/issues.yml", PAPERS + lists + OTHER)
    if built_between:
        assert archive.run("build").exit_code == 2
    result = archive.run("segment")
    assert f"  {LINE}2 articles.\n" in result.output
    assert archive.run("build").exit_code == 0
    assert [text for text in ("土豆花开", "红枣", "责任编辑：王二") if shown(archive, text)] == []
    assert shown(archive, "三月的田野")
    assert archive.run("check", "--published").exit_code == 0


def test_what_was_closed_with_its_newspaper_stays_so_under_another_key(archive: Sample) -> None:
    withhold(archive, "lsb")
    lists = (PAPERS + TENTH + SECRET + OTHER).replace("lsb", "lishi")
    archive.write("seeds/issues.yml", lists)
    assert f"  {LINE}1 article.\n" in archive.run("segment").output
    assert archive.run("build").exit_code == 0
    assert not shown(archive, "伞头秧歌")
    assert "status_note: 涉密" in archive.read("seeds/articles/lishi-1984-11-12.yml")


@pytest.mark.parametrize("open_again", [False, True])
def test_an_issue_that_no_build_has_seen_closed_stays_so_as_well(archive: Sample, open_again: bool) -> None:
    assert archive.run("withdraw", KEY, "--withheld", "--note", "涉密").exit_code == 0
    if open_again:
        assert archive.run("withdraw", KEY, "--open").exit_code == 0
    archive.write("seeds/issues.yml", PAPERS + TENTH + LATER + OTHER)
    assert (LINE in archive.run("segment").output) != open_again
    assert "was closed at the last build" not in archive.run("build").output
    assert shown(archive, "土豆花开") == open_again


@pytest.mark.parametrize("built", [False, True])
def test_what_was_opened_before_it_was_listed_otherwise_is_open(archive: Sample, built: bool) -> None:
    withhold(archive, KEY)
    assert archive.run("withdraw", KEY, "--open").exit_code == 0
    assert not built or archive.run("build").exit_code == 0
    archive.write("seeds/issues.yml", PAPERS + TENTH + LATER + OTHER)
    assert LINE not in archive.run("segment").output
    assert archive.run("build").exit_code == 0
    assert shown(archive, "土豆花开")


# ---- an article file that goes, and is made anew ------------------------------------------------------------------

ANEW = f"{FILE}: was there at the last build and is made anew: what people had done in it is gone."
MISSING = (
    f"{FILE}: is missing though its pages are listed: the issue has no articles. "
    'It was there: get it back from git or from a copy. "baocang segment" makes it anew, without what people had done'
)
OPENED = f'{ID} was closed at the last build, and is published now. If that is not meant, close it again: "baocang'


@pytest.mark.parametrize("builds", [0, 1, 2])
def test_an_article_file_that_goes_is_missed_however_many_builds_lie_between(archive: Sample, builds: int) -> None:
    withhold(archive, ID)
    (archive.root / FILE).unlink()
    for n in range(builds):
        archive.write("seeds/pages/a1.txt", A1 + "\n" * n)
        result = archive.run("build")
        assert (result.exit_code, MISSING in result.output) == (0, True), result.output
    assert ANEW in archive.run("segment").output
    result = archive.run("build")
    assert f"{FILE}:" in result.output
    assert OPENED in result.output
    assert ANEW not in archive.run("segment").output
    assert OPENED not in archive.run("build").output
    (archive.root / FILE).unlink()  # what was kept of the first one is forgotten with the second
    assert archive.run("segment").output.count(ANEW) == 1


def test_what_is_closed_once_more_when_its_file_was_made_anew_is_not_said_to_be_open(archive: Sample) -> None:
    withhold(archive, ID)
    (archive.root / FILE).unlink()
    assert archive.run("build").exit_code == 0
    assert archive.run("segment").exit_code == 0
    withhold(archive, ID)
    assert not shown(archive, "红枣")
    assert OPENED not in archive.run("build").output


# ---- a delivery that comes again -----------------------------------------------------------------------------------

JSONL = "seeds/articles/delivered.jsonl"
DELIVERED = {
    "paper": "lsb",
    "date": "1984-12-01",
    "title": "中阳剪纸进课堂",
    "body": "中阳县把剪纸请进小学课堂，老艺人手把手教孩子们剪窗花、剪鱼戏莲，家长也来旁听。",
}
WITHHELD = {"status": "withheld", "status_note": "涉密"}
CORRECTED = str(DELIVERED["body"]).replace("家长也来", "家长都来")


def delivered(archive: Sample, **said: str) -> None:
    archive.write(JSONL, json.dumps({**DELIVERED, **said}, ensure_ascii=False) + "\n")


@pytest.mark.parametrize(
    ("now", "id"),
    [
        ({}, "lsb-1984-12-01-00-01"),
        ({"date": "1984-12-02"}, "lsb-1984-12-02-00-01"),
        ({"date": "1984-12-02", "body": CORRECTED}, "lsb-1984-12-02-00-01"),
        ({"paper": "xxb"}, "xxb-1984-12-01-00-01"),
        ({"id": "lsb-1984-12-01-00-09"}, "lsb-1984-12-01-00-09"),
    ],
)
@pytest.mark.parametrize("builds", [0, 2])
def test_what_was_closed_and_is_delivered_again_without_its_status_is_said(
    archive: Sample, now: dict[str, str], id: str, builds: int
) -> None:
    delivered(archive, **WITHHELD)
    assert archive.run("build").exit_code == 0
    for n in range(builds):
        (archive.root / JSONL).unlink(missing_ok=True)
        archive.write("seeds/pages/a1.txt", A1 + "\n" * n)
        assert archive.run("build").exit_code == 0
    delivered(archive, **now)
    old = "lsb-1984-12-01-00-01"
    which = id if id == old else f"{id} has the text of {old}, which"
    said = f"{JSONL}:1: {which} was closed at the last build, and is published now. "
    assert archive.run("build").output.count(said) == 1
    assert said not in archive.run("build").output
    delivered(archive, **now, kind="news")
    assert " was closed at the last build" not in archive.run("build").output


@pytest.mark.parametrize("now", [{"status": "open"}, WITHHELD, {"title": "别的题目", "body": "别的文章。" * 9}])
def test_what_says_itself_what_it_is_and_what_is_another_text_is_not_said(archive: Sample, now: dict[str, str]) -> None:
    delivered(archive, **WITHHELD)
    assert archive.run("build").exit_code == 0
    delivered(archive, date="1984-12-02", **now)
    assert " was closed at the last build" not in archive.run("build").output


def test_of_a_whole_newspaper_that_comes_open_under_another_key_some_are_named_and_the_others_counted(
    archive: Sample,
) -> None:
    many = [{**DELIVERED, "title": f"第{n}篇通讯", "body": f"第{n}篇的正文。"} for n in range(13)]
    archive.write(JSONL, "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in many))
    withhold(archive, "lsb-1984-12-01")
    archive.write(JSONL, archive.read(JSONL).replace("1984-12-01", "1984-12-02"))
    output = archive.run("build").output
    assert output.count("which was closed at the last build, and is published now") == 10
    more = "3 more articles say what was closed at the last build and is published now, lsb-1984-12-02-00-11 first."
    assert output.count(more) == 1
