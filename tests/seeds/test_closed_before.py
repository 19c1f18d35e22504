"""What was closed and comes under another key, or again, here or in a fresh clone: its status goes along, it is not
published, or a build says that it is open."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.archive import Remembered
from generator.base.model import Article
from generator.review import faults, proof
from generator.seeds import closed_before
from generator.seeds.articles import At
from generator.seeds.following.closed_anew import closed_anew
from tests.conftest import REPOSITORY, Sample, begun

Close = Callable[[Sample], None]

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
CLOSED = "seeds/closed.tsv"
LINE = "Closed with its issue or newspaper, and now by itself: "


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Two newspapers, three issues, segmented and built. Not to be changed."""
    made = begun(tmp_path_factory.mktemp("first") / "archive", PAPERS + TENTH + SECRET + OTHER)
    for name, text in (("a1", A1), ("b1", B1), ("c1", C1)):
        made.write(f"seeds/pages/{name}.txt", text)
    assert made.run("segment").exit_code == 0
    assert made.run("build").exit_code == 0
    return made


@pytest.fixture
def archive(first: Sample, tmp_path: Path) -> Sample:
    """The same, to be changed."""
    return Sample(shutil.copytree(first.root, tmp_path / "archive", symlinks=True))


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
    assert "status: withheld" in archive.read("seeds/articles/lishi-1984-11-12.yml")
    assert "涉密" not in archive.read(CLOSED)  # nobody may read why


def test_why_it_was_withdrawn_goes_along_for_readers_know_it(archive: Sample) -> None:
    assert archive.run("withdraw", "lsb", "--note", "有误").exit_code == 0
    archive.write("seeds/issues.yml", (PAPERS + TENTH + SECRET + OTHER).replace("lsb", "lishi"))
    assert f"  {LINE}1 article.\n" in archive.run("segment").output
    assert "status_note: 有误" in archive.read("seeds/articles/lishi-1984-11-12.yml")


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
    'It was there: get it back from a copy or from git. "baocang segment" makes it anew, without what people had done'
)
OPENED = f'{ID} was closed at the last build, and is published now. If that is not meant, close it again: "baocang'
STAYS = f'{FILE}: is made anew, and {ID} had been closed: that stays so. To open it: "baocang withdraw {ID} --open".'


@pytest.mark.parametrize("builds", [0, 1, 2])
def test_an_article_file_that_goes_is_missed_however_many_builds_lie_between(archive: Sample, builds: int) -> None:
    withhold(archive, ID)
    (archive.root / FILE).unlink()
    for n in range(builds):
        archive.write("seeds/pages/a1.txt", A1 + "\n" * n)
        result = archive.run("build")
        assert (result.exit_code, MISSING in result.output) == (0, True), result.output
    output = archive.run("segment").output
    assert ANEW in output
    assert STAYS in output
    assert OPENED not in archive.run("build").output
    assert not shown(archive, "红枣")
    output = archive.run("segment").output
    assert ANEW not in output
    assert STAYS not in output
    (archive.root / FILE).unlink()  # what was kept of the first one is forgotten with the second
    assert archive.run("segment").output.count(ANEW) == 1


def test_what_stays_closed_when_its_file_was_made_anew_can_be_opened(archive: Sample) -> None:
    assert archive.run("withdraw", ID, "--note", "应本人之请", "--until", "2999-01-01").exit_code == 0
    (archive.root / FILE).unlink()
    assert archive.run("build").exit_code == 0
    assert STAYS in archive.run("segment").output
    [article] = [a for a in yaml.safe_load(archive.read(FILE))["articles"] if a["id"] == ID]
    said = {name: f"{article[name]}" for name in ("status", "status_until")}
    assert said == {"status": "withdrawn", "status_until": "2999-01-01"}
    assert archive.run("withdraw", ID, "--open").exit_code == 0
    for command in ("segment", "build"):
        assert archive.run(command).exit_code == 0
    assert shown(archive, "红枣")


def test_another_text_with_the_id_of_what_was_closed_is_open(archive: Sample) -> None:
    withhold(archive, ID)
    (archive.root / FILE).unlink()
    text = "山区的雪下了三天三夜，公路局连夜清扫，班车照常开行，旅客没有一个误点的。"
    made = [Article.model_validate({"id": ID, "paper": "xxb", "date": "1984-11-17", "title": "雪", "body": text * 4})]
    assert closed_anew(archive.root, made) == made


def test_the_desk_shows_what_was_closed_in_a_file_that_is_gone_as_closed(archive: Sample) -> None:
    withhold(archive, ID)
    (archive.root / FILE).unlink()
    found = proof.read(archive.root, ("xxb", "1984-11-17"), proof.Numbers())
    assert found and not found.saved
    assert {article.id: article.status for article in found.articles}[ID] == "withheld"


# ---- a delivery that comes again -----------------------------------------------------------------------------------

JSONL = "seeds/articles/delivered.jsonl"
DELIVERED = {
    "paper": "lsb",
    "date": "1984-12-01",
    "title": "中阳剪纸进课堂",
    "body": "中阳县把剪纸请进小学课堂，老艺人手把手教孩子们剪窗花、剪鱼戏莲，家长也来旁听。",
}
WITHHELD = {"status": "withheld", "status_note": "涉密"}
DELIVERED_ID = "lsb-1984-12-01-00-01"
BACK = (
    f"{JSONL}:1: {{id}} has the text of {{old}}, which was withheld and has gone ({CLOSED}): it is not published. "
    'Close it as well, or say that it is open: "baocang withdraw {id} --note …" or "--open".\n'
)
CORRECTED = str(DELIVERED["body"]).replace("家长也来", "家长都来")


def delivered(archive: Sample, **said: str) -> None:
    archive.write(JSONL, json.dumps({**DELIVERED, **said}, ensure_ascii=False) + "\n")


@pytest.mark.parametrize(
    ("now", "id"),
    [
        ({"date": "1984-12-02"}, "lsb-1984-12-02-00-01"),
        ({"date": "1984-12-02", "body": CORRECTED}, "lsb-1984-12-02-00-01"),
        ({"paper": "xxb"}, "xxb-1984-12-01-00-01"),
        ({"id": "lsb-1984-12-01-00-09"}, "lsb-1984-12-01-00-09"),
    ],
)
@pytest.mark.parametrize("builds", [0, 2])
def test_what_was_closed_and_is_delivered_again_under_another_id_is_not_published(
    archive: Sample, now: dict[str, str], id: str, builds: int
) -> None:
    delivered(archive, **WITHHELD)
    assert archive.run("build").exit_code == 0
    for n in range(builds):
        (archive.root / JSONL).unlink(missing_ok=True)
        archive.write("seeds/pages/a1.txt", A1 + "\n" * n)
        assert archive.run("build").exit_code == 0
    delivered(archive, **now)
    back = BACK.format(id=id, old=DELIVERED_ID)
    for _ in range(2):
        assert archive.run("build").output.count(back) == 1
        assert not shown(archive, "窗花")
        assert archive.run("check", "--published").exit_code == 0
    assert archive.run("withdraw", id, "--open").exit_code == 0
    assert '"status": "open"' in archive.read(JSONL)
    assert back not in archive.run("build").output
    assert shown(archive, "窗花")


def test_what_was_closed_and_is_delivered_again_under_its_id_is_a_persons_word_and_said(archive: Sample) -> None:
    delivered(archive, **WITHHELD)
    assert archive.run("build").exit_code == 0
    delivered(archive)
    said = f"{JSONL}:1: {DELIVERED_ID} was closed at the last build, and is published now. "
    assert archive.run("build").output.count(said) == 1
    assert said not in archive.run("build").output
    delivered(archive, kind="news")
    assert " was closed at the last build" not in archive.run("build").output


@pytest.mark.parametrize("now", [{"status": "open"}, WITHHELD, {"title": "别的题目", "body": "别的文章。" * 9}])
def test_what_says_itself_what_it_is_and_what_is_another_text_is_not_said(archive: Sample, now: dict[str, str]) -> None:
    delivered(archive, **WITHHELD)
    assert archive.run("build").exit_code == 0
    delivered(archive, date="1984-12-02", **now)
    output = archive.run("build").output
    assert "was closed" not in output
    assert "has gone" not in output
    assert shown(archive, str({**DELIVERED, **now}["title"])) == (now != WITHHELD)


def test_of_a_whole_newspaper_that_comes_under_another_key_some_are_named_and_the_others_counted(
    archive: Sample,
) -> None:
    many = [{**DELIVERED, "title": f"第{n}篇通讯", "body": f"第{n}篇的正文。"} for n in range(13)]
    archive.write(JSONL, "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in many))
    withhold(archive, "lsb-1984-12-01")
    archive.write(JSONL, archive.read(JSONL).replace("1984-12-01", "1984-12-02"))
    output = archive.run("build").output
    assert output.count("which was closed with its issue or newspaper and has gone") == 10
    more = "3 more articles have the texts of what was closed and has gone, lsb-1984-12-02-00-11 first: they are not"
    assert output.count(more) == 1
    assert not shown(archive, "第7篇的正文")


# ---- another machine -----------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    own = ("-c", "user.name=x", "-c", "user.email=x@y", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def committed(archive: Sample) -> None:
    if not (archive.root / ".git").exists():
        git(archive.root, "init", "-q")
        for name in ("gitignore", "gitattributes"):
            archive.write(f".{name}", (REPOSITORY / "generator/starter" / name).read_bytes())
    git(archive.root, "add", "-A")
    git(archive.root, "commit", "-qm", "work", "--allow-empty")


def cloned(archive: Sample) -> Sample:
    """All that git carries, and nothing that a build has kept."""
    committed(archive)
    fresh = archive.root.parent / f"{archive.root.name}-fresh"
    git(archive.root.parent, "clone", "-q", str(archive.root), str(fresh))
    assert not (fresh / ".baocang").exists()
    return Sample(fresh)


def by_command(archive: Sample) -> None:
    assert archive.run("withdraw", KEY, "--withheld", "--note", "涉密").exit_code == 0


def by_hand_and_segmented(archive: Sample) -> None:
    """In the list, as a person writes it."""
    closed = SECRET.replace("pages:", "status: withheld, pages:")
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml").replace(SECRET, closed))
    assert archive.run("segment").exit_code == 0


def by_hand_and_built(archive: Sample) -> None:
    closed = SECRET.replace("pages:", "status: withheld, pages:")
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml").replace(SECRET, closed))
    assert archive.run("build").exit_code == 0


@pytest.mark.parametrize("close", [by_command, by_hand_and_segmented, by_hand_and_built])
@pytest.mark.parametrize("frozen", [False, True])
def test_a_fresh_clone_keeps_closed_what_is_listed_under_another_date(
    archive: Sample, close: Close, frozen: bool
) -> None:
    close(archive)
    fresh = cloned(archive)
    fresh.write("seeds/issues.yml", PAPERS + TENTH + LATER + OTHER)
    assert f"  {LINE}2 articles.\n" in fresh.run("segment").output
    result = fresh.run("build", *(["--frozen"] if frozen else []))
    assert result.exit_code == 0, result.output
    assert (
        f"{CLOSED}: is not written by a frozen build, so what is closed now is not kept." in result.output
    ) == frozen
    assert [text for text in ("土豆花开", "红枣") if shown(fresh, text)] == []
    assert fresh.run("check", "--published").exit_code == 0


@pytest.mark.parametrize("now", [{"date": "1984-12-02"}, {"paper": "xxb"}, {"id": "lsb-1984-12-01-00-09"}])
@pytest.mark.parametrize("writable", [False, True])
def test_a_fresh_clone_publishes_no_record_that_was_made_again(
    archive: Sample, now: dict[str, str], writable: bool
) -> None:
    """Nor one whose folder nobody may write to, as that of a machine that publishes."""
    delivered(archive, **WITHHELD)
    assert archive.run("build").exit_code == 0
    fresh = cloned(archive)
    delivered(fresh, **now)
    for _ in range(2):
        result = fresh.run("build", *([] if writable else ["--frozen"]))
        assert f"which was withheld and has gone ({CLOSED}): it is not published." in result.output
        assert not shown(fresh, "窗花")
    again = cloned(fresh)
    assert again.run("build").exit_code == 0
    assert not shown(again, "窗花")


def test_what_a_desk_has_closed_a_fresh_clone_knows(archive: Sample) -> None:
    key = ("xxb", "1984-11-17")
    found = proof.read(archive.root, key, proof.Numbers())
    assert found
    given = [{**a.model_dump(mode="json"), "status": "withheld" if a.id == ID else "open"} for a in found.articles]
    left = {(line.file, line.line): proof.left_as(line) for line in found.unplaced}
    assert proof.save(archive.root, found, found.base, given, left) == []
    assert f"{ID}\twithheld\t-\t" in archive.read(CLOSED)
    fresh = cloned(archive)
    (fresh.root / FILE).unlink()
    assert STAYS in fresh.run("segment").output
    assert "1 withheld" in fresh.run("build").output
    assert not shown(fresh, "红枣")


def test_what_is_opened_on_purpose_no_machine_closes_again(archive: Sample) -> None:
    by_command(archive)
    committed(archive)
    assert archive.run("withdraw", KEY, "--open").exit_code == 0
    assert [line for line in archive.read(CLOSED).split("\n") if line and not line.startswith("#")] == []
    fresh = cloned(archive)
    fresh.write("seeds/issues.yml", PAPERS + TENTH + LATER + OTHER)
    assert LINE not in fresh.run("segment").output
    output = fresh.run("build").output
    assert "was closed" not in output
    assert "has gone" not in output
    assert shown(fresh, "土豆花开")


# ---- the file ------------------------------------------------------------------------------------------------------


def test_the_file_holds_nothing_of_what_is_closed_and_a_line_for_each(archive: Sample) -> None:
    withhold(archive, KEY)
    text = archive.read(CLOSED)
    rows = [line.split("\t")[0] for line in text.split("\n") if line and not line.startswith("#")]
    assert rows == [KEY, f"{KEY}-01-01", ID]
    closed = B1 + "涉密"
    assert [c for c in text.partition("\n" + KEY)[2] if c in closed and not c.isascii()] == []


def test_what_two_people_close_git_joins(archive: Sample) -> None:
    committed(archive)
    fresh = cloned(archive)
    assert archive.run("withdraw", ID, "--note", "有误").exit_code == 0
    committed(archive)
    assert fresh.run("withdraw", "lsb-1984-11-12", "--note", "有误").exit_code == 0
    committed(fresh)
    git(fresh.root, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    assert fresh.run("build").exit_code == 0
    assert not shown(fresh, "伞头秧歌")
    assert not shown(fresh, "红枣")
    assert {ID, "lsb-1984-11-12"} <= {line.split("\t")[0] for line in fresh.read(CLOSED).split("\n")}


@pytest.mark.parametrize("command", [("build",), ("segment",), ("check",), ("withdraw", ID, "--note", "有误")])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< HEAD\n=======\n>>>>>>> other\n", f"{CLOSED}:1: holds a conflict that git has left. Keep one"),
        ("llrb withheld\n", f"{CLOSED}:1: is no line of what is closed: llrb withheld. Put the file back as it was"),
        ("llrb\twithheld\t2024-13-01\t-\t-\n", f"{CLOSED}:1: is no line of what is closed: "),
    ],
)
def test_a_file_that_cannot_be_read_stops_every_command(
    archive: Sample, command: tuple[str, ...], text: str, said: str
) -> None:
    archive.write(CLOSED, text)
    before = archive.tree("seeds", "site")
    result = archive.run(*command)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert archive.tree("seeds", "site") == before


def test_of_two_lines_that_git_has_joined_the_stricter_holds(tmp_path: Path) -> None:
    archive = Sample(tmp_path)
    archive.write(CLOSED, "# own\nx\twithdrawn\t2030-01-01\t-\tn\nx\twithheld\t-\t-\t-\nx\twithdrawn\t-\t-\t-\n")
    lines = closed_before.known(tmp_path)
    assert lines == {"x": Remembered("withheld")}
    assert closed_before.kept_text(tmp_path, lines) == "# own\nx\twithheld\t-\t-\t-\n"


def test_what_somebody_else_has_opened_is_not_missed_in_the_file(archive: Sample) -> None:
    withhold(archive, ID)
    fresh = cloned(archive)
    assert fresh.run("build").exit_code == 0
    assert archive.run("withdraw", ID, "--open").exit_code == 0
    committed(archive)
    git(fresh.root, "checkout", "-q", "--", ".")
    git(fresh.root, "pull", "-q", "--no-edit", "origin", "main")
    output = fresh.run("build").output
    assert "lacks" not in output
    assert OPENED in output
    assert shown(fresh, "红枣")


# ---- until a day -----------------------------------------------------------------------------------------------------

PAST = "is withheld until 2003-01-01, which is past: it is published. Correct the day, or take the status out.\n"
NOW = "status: withheld, status_until: 2003-01-01"
WRITTEN = {
    "article": (FILE, f"- id: {ID}\n", f"- id: {ID}\n  {NOW.replace(', ', chr(10) + '  ')}\n", f"{FILE}:24: {ID}"),
    "issue": ("seeds/issues.yml", "1984-11-17,", f"1984-11-17, {NOW},", f"seeds/issues.yml: {KEY}"),
    "newspaper": ("seeds/issues.yml", "{name: 离石报,", f"{{{NOW}, name: 离石报,", "seeds/issues.yml: lsb"),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_day_that_is_past_when_it_is_written_is_named_once(archive: Sample, what: str) -> None:
    file, old, new, who = WRITTEN[what]
    archive.write(file, archive.read(file).replace(old, new))
    assert f"{who} {PAST}" in archive.run("check").output
    assert archive.run("build").output.count(f"{who} {PAST}") == 1
    archive.write("site_src/new.md", "# new\n")
    assert PAST not in archive.run("build").output
    assert PAST not in cloned(archive).run("build").output
    archive.write(file, archive.read(file).replace("2003-01-01", "2003-01-02"))
    assert f"{who} {PAST}".replace("01-01,", "01-02,") in archive.run("build").output


def test_a_day_that_has_come_is_not_named(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    assert archive.run("withdraw", ID, "--withheld", "--note", "涉密", "--until", "2999-01-01").exit_code == 0
    assert archive.run("build").exit_code == 0
    assert not shown(archive, "红枣")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "32472187200")  # noon of 2999-01-01
    for n in range(2):
        archive.write("site_src/new.md", f"# {n}\n")
        output = archive.run("build").output
        assert "which is past" not in output
        assert "was closed at the last build" not in output
        assert shown(archive, "红枣")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "32472100800")  # noon of the day before
    assert archive.run("build").exit_code == 0
    assert not shown(archive, "红枣")


# ---- at the desk -----------------------------------------------------------------------------------------------------

Given = list[dict[str, Any]]


def saved(archive: Sample, date: str, change: Callable[[Given], Given]) -> list[faults.Fault]:
    """What the desk makes of an issue when a person changes its articles; lines that are in none then are left out."""
    found = proof.read(archive.root, ("xxb", date), proof.Numbers())
    assert found
    given = change([article.model_dump(mode="json") for article in found.articles])
    held = {(s["file"], n) for a in given for s in a["source"] for n in range(s["lines"][0], s["lines"][1] + 1)}
    left: dict[At, proof.Role] = {(line.file, line.line): proof.left_as(line) for line in found.unplaced}
    every = {(sheet.file, line.number) for sheet in found.sheets for line in sheet.lines}
    left |= dict.fromkeys(every - held - left.keys(), "left")
    return proof.save(archive.root, found, found.base, given, left)


def test_a_closed_article_that_is_deleted_at_the_desk_is_known_again_in_a_delivery(archive: Sample) -> None:
    withhold(archive, ID)
    assert saved(archive, "1984-11-17", lambda given: [a for a in given if a["id"] != ID]) == []
    assert f"{ID}\twithheld\t" in archive.read(CLOSED)
    body = "本报讯 （记者 张三）十月的石楼，红枣挂满枝头，枣农忙着采收，合作社的烘房昼夜不停。"
    for text in (body, f"{body}又讯，临县的黄芪也到了采挖的时候。"):
        archive.write(JSONL, json.dumps({**DELIVERED, "title": "石楼红枣今年丰收", "body": text}, ensure_ascii=False))
        assert f"has the text of {ID}, which was withheld and has gone" in archive.run("build").output
        assert not shown(archive, "红枣")


def test_a_closed_article_that_a_person_joins_with_an_open_one_and_opens_is_open(archive: Sample) -> None:
    withhold(archive, ID)

    def joined(given: Given) -> Given:
        one, other = given
        return [{**one, "body": one["body"] + "\n\n" + other["body"], "source": one["source"] + other["source"]}]

    assert saved(archive, "1984-11-17", joined) == []
    assert "  status: open\n" in archive.read(FILE)
    assert archive.run("build").exit_code == 0
    assert shown(archive, "红枣")


def test_what_is_held_back_is_written_as_it_was_when_something_else_is_saved(archive: Sample) -> None:
    withhold(archive, ID)
    (archive.root / FILE).unlink()
    archive.write("seeds/issues.yml", PAPERS + TENTH + LATER + OTHER)
    assert archive.run("segment").exit_code == 0
    assert archive.run("build").exit_code == 0
    assert saved(archive, "1984-11-18", lambda given: [{**given[0], "title": "土豆花开"}, given[1]]) == []
    text = archive.read("seeds/articles/xxb-1984-11-18.yml")
    assert "title: 土豆花开\n" in text
    assert "status" not in text
    assert "it is not published" in archive.run("build").output
    assert not shown(archive, "红枣")


def test_a_day_that_is_past_is_not_saved(archive: Sample) -> None:
    closed = {"status": "withheld", "status_until": "2003-01-01"}
    found = saved(archive, "1984-11-17", lambda given: [given[0], {**given[1], **closed}])
    assert [(fault.id, fault.field, fault.message) for fault in found] == [(ID, "status_until", faults.PAST)]


def test_a_short_text_that_was_corrected_while_it_was_closed_is_one_text(archive: Sample) -> None:
    delivered(archive, title="讣告", body="李某某同志因病逝世。")
    assert archive.run("build").exit_code == 0
    withhold(archive, DELIVERED_ID)
    archive.write(JSONL, archive.read(JSONL).replace("逝世", "去世"))
    assert archive.run("build").exit_code == 0
    assert archive.read(CLOSED).count(DELIVERED_ID) == 1
    assert archive.run("withdraw", DELIVERED_ID, "--open").exit_code == 0
    assert archive.run("build").exit_code == 0
    assert DELIVERED_ID not in archive.read(CLOSED)
    assert "All well." in archive.run("check", "--published").output
