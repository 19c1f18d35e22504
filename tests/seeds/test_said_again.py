"""What is closed does not come back by another way: an article that says the same is not published either."""

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.language.places import gazetteer
from generator.seeds import holdings, issue_list
from generator.seeds.files.reader import Reader
from tests.conftest import Sample, begun
from tests.seeds.test_status import ISSUES

CLOSED, OTHER = "xxb-2024-03-08-01-01", "xxb-2024-03-08-01-02"
JSONL = "seeds/articles/given.jsonl"
BODY = "县医院新楼昨天启用，门诊大厅设挂号窗口十二个，日接诊能力由三百人增加到一千人，住院部下月迁入。"


def line(id: str = "", **fields: Any) -> str:
    date = re.search(r"\d{4}-\d\d-\d\d", id)
    record = {"paper": "xxb", "date": date[0] if date else "2024-03-08", "title": "县医院新楼启用", "body": BODY}
    return json.dumps(record | ({"id": id} if id else {}) | fields, ensure_ascii=False)


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    return begun(tmp_path, re.sub(r"\n    pages: .*", "", ISSUES))


def again(archive: Sample, *lines: str) -> tuple[Mapping[str, str], list[str]]:
    """What comes back in these lines of JSON, and what is said of it."""
    archive.write(JSONL, "".join(f"{each}\n" for each in lines))
    reader = Reader(archive.root)
    held = holdings.read(reader, issue_list.read(Reader(archive.root), gazetteer()), gazetteer())
    return held.again, [str(p) for p in reader.problems if "not published" in p.what]


def holding(archive: Sample) -> list[Path]:
    """The files of the site in which it stands."""
    files = [path for path in (archive.root / "site").rglob("*") if path.is_file()]
    assert files
    return [path for path in files if "挂号窗口".encode() in path.read_bytes()]


WITHHELD = line(CLOSED, status="withheld")


def test_the_same_text_is_not_published_and_that_is_said(archive: Sample) -> None:
    found, [said] = again(archive, WITHHELD, line(OTHER, title="县医院新楼启用了"))
    assert found == {OTHER: CLOSED}
    assert said.startswith(f"{JSONL}:2: {OTHER} says what {CLOSED} says, which is withheld ({JSONL}:1)")
    assert f"baocang withdraw {OTHER}" in said


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "open"},
        {"status": "withheld"},
        {"body": "全县春播面积预计达到三十二万亩，比去年增加一万二千亩，其中谷子、高粱各占三成，农技员已经下到地头。"},
        {"title": "又一篇", "body": BODY},
        {"body": "县医院新楼启用之后，记者再访门诊大厅，看到排队的人少了一半，不少病人从邻县赶来，住院部仍在搬迁。"},
    ],
    ids=[
        "said to be open",
        "closed itself",
        "another text",
        "a short text under another title",
        "a report of the same",
    ],
)
def test_what_is_something_else_is_published(archive: Sample, fields: dict[str, Any]) -> None:
    assert again(archive, WITHHELD, line(OTHER, **fields)) == ({}, [])


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("，", "，\n\n"),
        BODY.replace("县医院", "縣醫院"),
        BODY[:30],
        f"{BODY}又讯，城关镇卫生院同日挂牌，有病床四十张。",
        BODY.replace("三百", "三二百"),
    ],
    ids=["cut otherwise", "other characters", "a part of it", "with more behind it", "a character wrong"],
)
def test_it_is_known_however_it_is_cut_and_written(archive: Sample, body: str) -> None:
    assert again(archive, WITHHELD, line(OTHER, body=body, title="新楼启用"))[0] == {OTHER: CLOSED}


def test_a_long_text_is_known_under_any_title(archive: Sample) -> None:
    long = f"{BODY}院长介绍，新楼共九层，投资四千六百万元，设病床三百张，配有全自动生化分析仪。"
    long += "今后群众看一般的病不必再去省城排队，急诊和产科先行开诊，其余科室分三批迁入。"
    closed = line(CLOSED, status="withheld", body=long)
    assert again(archive, closed, line(OTHER, body=long, title="又一篇"))[0] == {OTHER: CLOSED}


def test_set_forms_are_no_text_of_their_own(archive: Sample) -> None:
    """One of forty notices of a court is withheld: the others are of other people."""
    form = "本院受理原告{}诉被告{}民间借贷纠纷一案，现依法向你公告送达起诉状副本、应诉通知书、举证通知书及开庭传票。"
    form += "自公告之日起经过六十日即视为送达。"
    names = [f"{family}{given}" for family in "赵钱孙李周吴郑王" for given in ["建国", "秀英", "志强", "桂兰", "海生"]]
    bodies = [form.format(one, other) for one, other in zip(names, names[1:] + names[:1], strict=True)]
    notices = [line(f"xxb-2024-03-08-02-{n:02d}", title="公告", body=body) for n, body in enumerate(bodies, 1)]
    notices[0] = line("xxb-2024-03-08-02-01", title="公告", body=bodies[0], status="withheld")
    assert again(archive, *notices) == ({}, [])
    same = line("xxb-2024-03-08-03-01", title="又一公告", body=bodies[0])
    assert again(archive, *notices, same)[0] == {"xxb-2024-03-08-03-01": "xxb-2024-03-08-02-01"}


def test_a_text_in_pieces_and_one_made_of_several_are_known(archive: Sample) -> None:
    more = "院长介绍，新楼共九层，投资四千六百万元，设病床三百张，配有全自动生化分析仪，"
    more += "急诊和产科先行开诊，其余分三批迁入，今后群众看一般的病不必再去省城的大医院排队。"
    other = "全县春播面积预计达到三十二万亩，比去年增加一万二千亩，其中谷子高粱各占三成。"
    second = "xxb-2024-03-08-01-09"
    closed = [line(CLOSED, status="withheld", body=BODY + more), line(second, body=other, status="withheld")]
    pieces = [line(OTHER, title="上", body=more), line("xxb-2024-03-08-01-03", title="二则", body=f"{other}{BODY}")]
    assert again(archive, *closed, *pieces)[0].keys() == {OTHER, "xxb-2024-03-08-01-03"}


def test_a_short_notice_is_known_where_it_is_the_same(archive: Sample) -> None:
    notice = {"title": "讣告", "body": "李某某同志因病于三月六日逝世。"}
    closed = line(CLOSED, status="withdrawn", **notice)
    assert again(archive, closed, line(OTHER, **notice))[0] == {OTHER: CLOSED}
    assert again(archive, closed, line(OTHER, title="讣告", body="王某某同志因病于三月九日逝世。"))[0] == {}


def test_it_opens_with_the_other(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    until = line(CLOSED, status="withheld", status_until="2024-06-01")
    for day, found in (("2024-05-31", {OTHER: CLOSED}), ("2024-06-01", {})):
        seconds = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{seconds:.0f}")
        assert again(archive, until, line(OTHER))[0] == found


def test_nothing_of_it_stands_in_the_site_and_it_is_opened_by_name(archive: Sample) -> None:
    again(archive, line(CLOSED, status="withdrawn", status_note="应当事人要求"), line(OTHER))
    result = archive.run("build")
    assert result.exit_code == 0
    assert OTHER in result.output
    assert not holding(archive)
    assert archive.run("check", "--published").exit_code == 0
    assert archive.run("withdraw", OTHER, "--open").exit_code == 0
    assert json.loads(archive.read(JSONL).split("\n")[1])["status"] == "open"
    assert archive.run("build").exit_code == 0
    assert holding(archive)


def test_what_was_delivered_and_is_segmented_too_stays_closed(archive: Sample) -> None:
    """The page of an article that came as a line of JSON is listed later: the machine finds the article in it."""
    listed = ISSUES.replace("{paper: xxb, date: 2024-03-08}", "{paper: xxb, date: 2024-03-08, pages: [{file: p.txt}]}")
    archive.write("seeds/issues.yml", re.sub(r"\n    pages: .*", "", listed))
    archive.write("seeds/p.txt", f"县医院新楼启用\n\n本报讯　{BODY}\n")
    archive.write(JSONL, WITHHELD + "\n")
    assert archive.run("segment").exit_code == 0
    assert BODY[:8] in archive.read("seeds/articles/xxb-2024-03-08.yml")
    assert archive.run("build").exit_code == 0
    assert not holding(archive)


def test_nor_do_its_lines_stand_in_the_text_of_another_page(archive: Sample) -> None:
    """The double was taken out at the desk: its lines are in no article, and are no secret by themselves."""
    page = "{file: p.txt, page: 1}"
    issues = archive.read("seeds/issues.yml").replace(
        "{paper: lxbao, date: 2024-03-07}", f"{{paper: lxbao, date: 2024-03-07, pages: [{page}]}}"
    )
    archive.write("seeds/issues.yml", issues)
    lines = ["县医院新楼启用", f"本报讯　{BODY[:30]}", BODY[30:], "枣树挂果了，今年又是一个丰收的年景。"]
    archive.write("seeds/p.txt", "\n".join(lines) + "\n")
    left = "".join(f"- {{file: p.txt, line: {n}, text: {text}, reviewed: true}}\n" for n, text in enumerate(lines, 1))
    archive.write(
        "seeds/articles/lxbao-2024-03-07.yml", f"paper: lxbao\ndate: 2024-03-07\narticles: []\nunplaced:\n{left}"
    )
    archive.write(JSONL, WITHHELD + "\n")
    assert archive.run("build").exit_code == 0
    assert not holding(archive)
    pages = "".join(path.read_text() for path in (archive.root / "site/issues/lxbao").rglob("*.html"))
    assert "枣树挂果了" in pages
    assert "新楼启用" not in pages
    assert archive.run("check", "--published").exit_code == 0


def test_what_was_closed_and_comes_open_in_a_newer_delivery_is_said(archive: Sample) -> None:
    again(archive, WITHHELD)
    assert archive.run("build").exit_code == 0
    again(archive, line(CLOSED))
    said = f"{JSONL}:1: {CLOSED} was closed at the last build, and is published now. "
    assert said in archive.run("build").output
    assert said not in archive.run("build").output


# ---- pasted into an article that says something else -----------------------------------------------------------------

PARTS = [
    "县纪委昨天通报，城关镇原镇长王某在危房改造中收受施工队礼金三万元，并让亲属承包两处工程，已经立案审查，涉案的两名干部停职，所得款项全部收缴。",
    "通报说，王某自前年起担任镇长，分管村镇建设，多次借验收之机索要土特产和购物卡，施工队负责人李某为了尽快拿到尾款，先后四次送到他的家中和办公室。",
    "县里要求各乡镇开展自查，凡在危房改造、农村低保、退耕还林中有类似问题的，本月底以前主动说明，逾期不报而被查实的，一律从重处理，并且公开通报。",
]
OWN = [
    "清晨五点，蔬菜批发市场里灯火通明，三轮车一辆接一辆开进大棚，菜农老赵忙着把头一茬黄瓜码齐，等着县城几家超市来人过秤，今年的价钱比去年高了两成。",
    "市场管理员说，从三月开始，每天进场的蔬菜有四十多吨，一半来自本县的大棚，其余从邻县运来，新建的冷库投入使用之后，菜农不用再赶着天亮以前卖完。",
    "下一步，市场还要添置检测设备，每一批蔬菜进场先抽样，合格的贴上标签，超市扫一扫就知道是哪个村、哪个大棚种的，让城里人买得放心、吃得放心。",
]
SHUT = line(CLOSED, title="县纪委通报一起案件", body="\n\n".join(PARTS), status="withdrawn")


def mixed(*pasted: str, **fields: Any) -> str:
    return line(OTHER, title="菜市场的早晨", body="\n\n".join([OWN[0], *pasted, *OWN[1:]]), **fields)


@pytest.mark.parametrize(
    "pasted",
    [PARTS[1], f"有读者来信说，{PARTS[1]}编辑部已经转交有关部门。", PARTS[1].replace("，", "\n")],
    ids=["a paragraph", "within another one", "in other lines"],
)
def test_a_paragraph_that_was_pasted_into_another_article_is_named_with_it(archive: Sample, pasted: str) -> None:
    found, [said] = again(archive, SHUT, mixed(pasted))
    assert found == {OTHER: CLOSED}
    assert said == (
        f'{JSONL}:2: {OTHER} has "通报说王某自前年起担任镇长分管村镇建设多…", 65 letters, '
        f"which {CLOSED} says, which is withdrawn ({JSONL}:1): it is not published. "
        "Take that out, close it as well, or say that it is open: "
        f'"baocang withdraw {OTHER} --note …" or "--open".'
    )
    assert archive.run("build").exit_code == 0
    assert not any("购物卡" in path.read_text() for path in (archive.root / "site").rglob("*.html"))
    assert archive.run("withdraw", OTHER, "--open").exit_code == 0
    assert '"status": "open"' in archive.read(JSONL)


def test_half_of_a_long_paragraph_counts_as_well(archive: Sample) -> None:
    whole = "".join(PARTS)
    shut = line(CLOSED, title="县纪委通报一起案件", body=whole, status="withdrawn")
    assert again(archive, shut, mixed(whole[:150]))[0] == {OTHER: CLOSED}
    assert again(archive, shut, mixed(whole[:90]))[0] == {}


@pytest.mark.parametrize("pasted", [PARTS[1][:40], "据了解，" + PARTS[2][:50]])
def test_a_sentence_that_stands_in_both_does_not(archive: Sample, pasted: str) -> None:
    assert again(archive, SHUT, mixed(pasted)) == ({}, [])


def test_nor_does_what_several_articles_say(archive: Sample) -> None:
    others = [
        line(f"xxb-2024-03-08-01-{n:02}", title=f"第{n}号", body=f"{OWN[n % 3]}\n\n{PARTS[2]}") for n in (3, 4, 5)
    ]
    assert again(archive, SHUT, *others) == ({}, [])


def test_nor_an_article_that_says_that_it_is_open(archive: Sample) -> None:
    assert again(archive, SHUT, mixed(PARTS[1], status="open")) == ({}, [])


def test_it_stays_closed_where_the_record_of_the_other_goes_or_cannot_be_read(archive: Sample) -> None:
    """A file of articles that somebody deletes, or damages, opens nothing."""
    apart = "seeds/articles/shut.jsonl"

    def public() -> list[str]:
        return [path.name for path in (archive.root / "site").rglob("*.html") if "购物卡" in path.read_text()]

    archive.write(JSONL, mixed(PARTS[1]) + "\n")
    archive.write(apart, f"{SHUT}\n")
    assert archive.run("build").exit_code == 0
    assert f"{OTHER}\tagain\t-\t" in archive.read("seeds/closed.tsv")
    archive.write(apart, SHUT[:-1])
    broken = archive.run("build")
    assert broken.exit_code == 2
    assert "published" not in broken.output
    (archive.root / apart).unlink()
    for _ in range(2):
        gone = archive.run("build")
        assert gone.exit_code == 0
        assert f"{JSONL}:1: {OTHER} says what {CLOSED} has said, which is closed: it is not published" in gone.output
        assert public() == []
    archive.write(apart, f"{SHUT}\n")
    assert archive.run("build").exit_code == 0 and public() == []
    archive.write(apart, line(CLOSED, title="县纪委通报一起案件", body="\n\n".join(PARTS), status="open") + "\n")
    assert archive.run("build").exit_code == 0
    assert public(), "it opens with the other"
