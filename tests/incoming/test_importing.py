"""`baocang import`: what is delivered stands in article files then, once, and a person's work stays."""

import csv
import datetime
import io
import json
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base import durable
from generator.incoming import age, writing
from tests.conftest import Sample, built
from tests.incoming.conftest import ISSUES, lines_of

HEAD = ["日期", "版次", "标题", "作者", "正文"]
SPRING = [
    "2024-03-07",
    "1",
    "我县春耕全面展开",
    "王一",
    "全县春耕工作全面展开，三万亩地膜玉米开始播种。\n农技人员下乡指导。",
]
ROAD = ["2024-03-07", "2", "乡村公路今年修到每个村", "李二", "交通局说，今年要把公路修到每一个行政村。\n群众都很高兴。"]
RAIN = ["2024-03-08", "1", "一场春雨解了旱情", "", "昨夜一场春雨，旱情有了缓解，农民抓紧播种。"]
FILE = "seeds/articles/xxb-2024-03-07.yml"


def table(*rows: Sequence[str], head: Sequence[str] = HEAD) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue()


def taken(archive: Sample, *arguments: str, status: int = 0) -> str:
    result = archive.run("import", *arguments)
    assert result.exit_code == status, result.output
    return result.output


def articles(archive: Sample, file: str = FILE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(archive.read(file))["articles"]
    return found


@pytest.fixture
def delivered(archive: Sample) -> Sample:
    archive.write("a.csv", table(SPRING, ROAD, RAIN))
    assert lines_of(taken(archive, "a.csv", "--paper", "xxb"))["taken"] == 3
    return archive


def test_pages_with_a_letter_are_kept_shown_and_cited_as_they_are_printed(archive: Sample) -> None:
    """B02 has no number of its own: until today its articles had no page at all."""
    head, told = ["日期", "版次", "版名", "标题", "正文"], "公社社员今天清早就下了地。"
    pages = [("B02", "副刊"), ("A02", "第A02版：综合"), ("A01", "要闻"), ("第B01版：县域", ""), ("", "")]
    archive.write("a.csv", table(*(["2024-03-07", *page, f"第{n}篇", told] for n, page in enumerate(pages)), head=head))
    taken(archive, "a.csv", "--paper", "xxb")
    kept = {of["title"]: [of.get("page"), of.get("page_label"), of.get("page_name")] for of in articles(archive)}
    assert kept == {
        "第0篇": [None, "B02", "副刊"],
        "第1篇": [2, "A02", "综合"],
        "第2篇": [1, "A01", "要闻"],
        "第3篇": [None, "B01", "县域"],
        "第4篇": [None, None, None],
    }
    built(archive)
    page = archive.read("site/issues/xxb/2024-03-07/index.html")
    order = ["版次未详", "第A01版 要闻", "第A02版 综合", "第B01版 县域", "第B02版 副刊"]
    assert re.findall(r"<h2 id=[^>]*>([^<]*)", page) == order
    rows = [*csv.DictReader(io.StringIO(archive.read("site/data/articles.csv").lstrip("\ufeff")))]
    page = archive.read(f"site/{rows[-1]['url']}")
    assert "第B02版 副刊</dd>" in page
    assert '"pagination":"B02"' in page
    assert [(row["page"], row["page_label"]) for row in rows][-2:] == [("", "B01"), ("", "B02")]


def test_a_row_may_name_the_newspaper_as_it_was_called(archive: Sample) -> None:
    listed = archive.read("seeds/issues.yml").replace(
        "name: 兴县报", "names: [{name: 兴县小报, to: 1962-06-30}]\n    name: 兴县报"
    )
    archive.write("seeds/issues.yml", listed)
    head = [*HEAD, "报纸"]
    archive.write(
        "a.csv", table(["1961-08-11", *SPRING[1:], "兴县小报"], ["1963-08-11", *ROAD[1:], "兴县报"], head=head)
    )
    assert lines_of(taken(archive, "a.csv"))["taken"] == 2
    assert sorted(archive.tree("seeds/articles")) == [f"seeds/articles/xxb-{y}-08-11.yml" for y in (1961, 1963)]


def test_a_row_may_name_a_namesake_by_his_id_though_that_looks_like_a_post(archive: Sample) -> None:
    archive.write("seeds/names.yml", "王伟（教师）: {}\n王伟（记者）: {}\n")
    rows = ([*SPRING[:3], "王伟（记者）、李四", SPRING[4]], [*ROAD[:3], "李四（记者）", ROAD[4]])
    archive.write("a.csv", table(*rows))
    taken(archive, "a.csv", "--paper", "xxb")
    spring, road = articles(archive)
    assert spring["authors"] == [{"name": "王伟", "role": None, "id": "王伟（记者）"}, {"name": "李四", "role": None}]
    assert road["authors"] == [{"name": "李四", "role": "记者"}]


def test_a_row_may_name_a_village_that_changed_its_county(archive: Sample) -> None:
    archive.write(
        "seeds/places.yml",
        "罗峪口（兴县）: {county: 兴县, from: 1962}\n罗峪口（临县）: {county: 临县, to: 1961}\n",
    )
    rows = (["1958-03-07", *SPRING[1:], "罗峪口"], ["1963-03-07", *ROAD[1:], "罗峪口"])
    archive.write("a.csv", table(*rows, head=[*HEAD, "地区"]))
    assert lines_of(taken(archive, "a.csv", "--paper", "xxb"))["taken"] == 2
    assert "2 articles" in archive.run("build").output
    found = [json.loads(line) for line in archive.run("find", "--json", "地区:临县").stdout.splitlines()]
    assert [each["date"] for each in found] == ["1958-03-07"]
    of = {1958: "01-01", 1963: "02-01"}
    pages = {year: archive.read(f"site/issues/xxb/{year}-03-07/{number}.html") for year, number in of.items()}
    assert "当时属临县；今属兴县" in pages[1958]
    assert "今属兴县" in pages[1963] and "当时属" not in pages[1963]


def test_a_delivery_becomes_an_article_file_for_each_issue(delivered: Sample) -> None:
    assert [article["id"] for article in articles(delivered)] == ["xxb-2024-03-07-01-01", "xxb-2024-03-07-02-01"]
    assert articles(delivered)[0]["body"] == ("全县春耕工作全面展开，三万亩地膜玉米开始播种。\n\n农技人员下乡指导。")
    assert articles(delivered)[0]["authors"] == [{"name": "王一", "role": None}]
    assert "3 articles of 2 issues. " in delivered.run("build").output
    assert delivered.run("check").output == "All well.\n"


def test_the_same_file_again_brings_nothing(delivered: Sample) -> None:
    before = delivered.tree("seeds")
    said = lines_of(taken(delivered, "a.csv", "--paper", "xxb"))
    assert (said["taken"], said["doubles"], said["brought by an earlier delivery, as they are"]) == (0, 3, 3)
    assert delivered.tree("seeds") == before


def test_a_corrected_delivery_changes_what_nobody_has_touched_and_names_the_rest(delivered: Sample) -> None:
    text = delivered.read(FILE)
    delivered.write(FILE, text.replace("群众都很高兴", "群众都十分高兴"))
    spring = [*SPRING[:4], SPRING[4].replace("三万亩", "三万五千亩")]
    road = [*ROAD[:4], ROAD[4].replace("交通局说", "县交通局说")]
    delivered.write("a.csv", table(spring, road, RAIN))
    output = taken(delivered, "a.csv", "--paper", "xxb", status=1)
    assert "taken              1   1 article corrected; 1 issue, 2024-03-07\n" in output
    assert "a.csv:3: xxb-2024-03-07-02-01, for a person or a page made it what it is (body)\n" in output
    spring_now, road_now = articles(delivered)
    assert (spring_now["id"], "三万五千亩" in spring_now["body"]) == ("xxb-2024-03-07-01-01", True)
    assert road_now["body"].startswith("交通局说") and road_now["body"].endswith("群众都十分高兴。")
    # and once more: nothing is new, and the person's article is still named
    assert lines_of(taken(delivered, "a.csv", "--paper", "xxb", status=1))["taken"] == 0


def test_an_older_delivery_that_comes_again_undoes_no_correction(delivered: Sample) -> None:
    spring = [*SPRING[:4], SPRING[4].replace("三万亩", "三万五千亩")]
    delivered.write("b.csv", table(spring, ROAD, RAIN))
    output = taken(delivered, "b.csv", "--paper", "xxb")
    assert "corrected by this delivery: 1." in output
    assert re.search(r"b\.csv:2: xxb-2024-03-07-01-01 body: …\S*三万亩地\S* → …\S*三万五千亩地", output)
    before = delivered.read(FILE)
    output = taken(delivered, "a.csv", "--paper", "xxb")
    assert "1   as they were before a later delivery corrected them:\n" in output
    assert "a.csv:2 is xxb-2024-03-07-01-01\n" in output
    assert lines_of(output)["taken"] == 0
    assert delivered.read(FILE) == before
    delivered.write(
        FILE, before[: before.index("- id: xxb-2024-03-07-01-01")] + "- id: x" + before.split("- id: x", 2)[2]
    )
    assert "a later delivery" not in taken(delivered, "a.csv", "--paper", "xxb"), "what a person took out stays out"


def test_a_delivery_that_was_never_seen_and_is_older_corrects_nothing_unasked(delivered: Sample) -> None:
    (when,) = {*yaml.safe_load(delivered.read(FILE))["machine"]["dated"].values()}
    before = delivered.tree("seeds")
    other = table(
        [*SPRING[:4], SPRING[4].replace("三万亩", "三千亩")], ROAD, RAIN, ["2024-03-07", *RAIN[1:3], "", "新的。"]
    )
    delivered.write("old.csv", other)
    os.utime(delivered.root / "old.csv", (1.7e9, 1.7e9))
    output = taken(delivered, "old.csv", "--paper", "xxb", "--dry-run", status=1)
    why = f"its delivery is of {when}, and this one of 2023-11-14T22:13:20Z (body)"
    assert f"old.csv:2: xxb-2024-03-07-01-01, for {why}\n" in output
    assert "Of these 1 of a later delivery; this one corrects them all the same with --older.\n" in output
    assert delivered.tree("seeds") == before
    assert lines_of(taken(delivered, "old.csv", "--paper", "xxb", status=1))["taken"] == 1, "what is new comes in"
    assert "三万亩" in articles(delivered)[0]["body"]
    # a later one still corrects what the older one brought; and the older one, once that is said
    assert "三千亩" not in delivered.read(FILE)
    output = taken(delivered, "old.csv", "--paper", "xxb", "--older")
    assert "corrected by this delivery: 1." in output
    assert "三千亩" in articles(delivered)[0]["body"]
    delivered.write("new.csv", other.replace("三千亩", "三万五千亩"))
    assert "corrected by this delivery: 1." in taken(delivered, "new.csv", "--paper", "xxb")


def test_what_was_brought_before_times_were_kept_is_corrected_as_ever(delivered: Sample) -> None:
    text = delivered.read(FILE)
    delivered.write(FILE, re.sub(r"  dated:\n(?:    .*\n)+", "", text))
    assert delivered.read(FILE) != text
    delivered.write("old.csv", table([*SPRING[:4], SPRING[4].replace("三万亩", "三千亩")], ROAD, RAIN))
    os.utime(delivered.root / "old.csv", (1.7e9, 1.7e9))
    assert "corrected by this delivery: 1." in taken(delivered, "old.csv", "--paper", "xxb")


def test_an_office_document_says_itself_when_it_was_written(tmp_path: Path) -> None:
    said = '<cp:x><dcterms:modified xsi:type="dcterms:W3CDTF">2020-05-06T07:08:09Z</dcterms:modified></cp:x>'
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("docProps/core.xml", said)
    assert age.written(path) == "2020-05-06T07:08:09Z"
    path.write_bytes(b"PK\3\4 damaged")
    os.utime(path, (1.7e9, 1.7e9))
    assert age.written(path) == "2023-11-14T22:13:20Z"
    os.utime(path, (5e9, 5e9))
    assert age.written(path) <= f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}", "no day that has not come"


def test_a_row_with_the_id_of_an_article_of_another_day_contradicts_it(delivered: Sample) -> None:
    head = ["id", *HEAD]
    delivered.write("b.csv", table(["xxb-2024-03-07-01-01", "2024-03-08", *SPRING[1:]], head=head))
    output = taken(delivered, "b.csv", "--paper", "xxb", status=2)
    what = "is xxb-2024-03-07-01-01 by its id, which the archive has, and of xxb-2024-03-08 by newspaper and date"
    assert f"b.csv:2: {what}. Correct its newspaper and date; if it is another article" in output
    delivered.write("b.csv", table(["xxb-2024-03-07-01-01", SPRING[0], "3", *SPRING[2:]], head=head))
    assert "1 article corrected" in taken(delivered, "b.csv", "--paper", "xxb")
    assert (articles(delivered)[0]["id"], articles(delivered)[0]["page"]) == ("xxb-2024-03-07-01-01", 3)


@pytest.mark.parametrize("mark", ["    reviewed: true\n", "    status: withheld\n    status_note: 涉及隐私\n"])
def test_what_a_person_has_read_or_closed_is_not_changed(delivered: Sample, mark: str) -> None:
    delivered.write(
        FILE,
        delivered.read(FILE).replace(
            "  title: 我县", f"{mark[2:].replace(chr(10) + '    ', chr(10) + '  ')}  title: 我县"
        ),
    )
    spring = [*SPRING[:4], SPRING[4].replace("三万亩", "三万五千亩")]
    delivered.write("b.csv", table(spring))
    before = delivered.read(FILE)
    assert "xxb-2024-03-07-01-01, for a person has" in taken(delivered, "b.csv", "--paper", "xxb", status=1)
    assert delivered.read(FILE) == before


def test_what_a_person_has_taken_out_stays_out(delivered: Sample) -> None:
    text = delivered.read(FILE)
    start, end = text.index("- id: xxb-2024-03-07-02-01"), text.index("unplaced:")
    delivered.write(FILE, text[:start] + text[end:])
    assert lines_of(taken(delivered, "a.csv", "--paper", "xxb"))["taken"] == 0
    assert len(articles(delivered)) == 1
    new = ["2024-03-07", "2", "粮食入库", "", "今年的夏粮已经全部入库，共计三千吨。"]
    delivered.write("b.csv", table(new))
    taken(delivered, "b.csv", "--paper", "xxb")
    assert [article["id"] for article in articles(delivered)] == ["xxb-2024-03-07-01-01", "xxb-2024-03-07-02-02"]


def test_two_rows_of_the_same_text_are_taken_once(archive: Sample) -> None:
    archive.write("a.csv", table(SPRING, [SPRING[0], "1", "我县春耕展开", "", SPRING[4]]))
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert "a.csv:3 is a.csv:2\n" in output
    assert lines_of(output)["taken"] == 1


def test_a_text_of_another_day_is_taken_and_named(delivered: Sample) -> None:
    delivered.write("b.csv", table(["2024-03-09", *SPRING[1:]]))
    output = taken(delivered, "b.csv", "--paper", "xxb")
    assert lines_of(output)["taken"] == 1
    assert "b.csv:2 is xxb-2024-03-07-01-01\n" in output


def test_rows_of_one_table_with_the_same_text_under_two_days_are_taken_and_named(archive: Sample) -> None:
    archive.write("a.csv", table(SPRING, ["2024-03-09", *SPRING[1:]]))
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert lines_of(output)["taken"] == 2
    assert "taken, though another issue has the same text: 1. A notice may be; a date may be wrong:" in output
    assert "a.csv:3 is xxb-2024-03-07-01-01\n" in output


def test_a_source_that_is_the_newspaper_itself_is_none(archive: Sample) -> None:
    sources = ("本报", "兴县报", "本报；新华社")
    rows = [["2024-03-07", f"第{n}篇", f"公社社员今天清早就下了地，第{n}队。", of] for n, of in enumerate(sources)]
    archive.write("a.csv", table(*rows, head=["日期", "标题", "正文", "稿源"]))
    taken(archive, "a.csv", "--paper", "xxb")
    assert [each.get("reprinted_from") for each in articles(archive)] == [None, None, ["新华社"]]


def test_what_an_unknown_column_may_be_is_said_by_the_name_that_staff_use(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("a.csv", table([*SPRING, "不得转载", "兴县"], head=[*HEAD, "版权页", "所属县"]))
    monkeypatch.setenv("BAOCANG_LANG", "zh")
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert '--map "版权页=权利"' in output
    assert articles(archive)[0]["county"] == "兴县"


def test_what_pages_or_lines_of_json_have_already_is_not_taken_again(archive: Sample) -> None:
    record = {"paper": "xxb", "date": SPRING[0], "title": SPRING[2], "body": SPRING[4].replace("\n", "\n\n")}
    archive.write("seeds/articles/old.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    archive.write("a.csv", table(SPRING, ROAD))
    output = taken(archive, "a.csv", "--paper", "xxb", status=1)
    assert lines_of(output)["taken"] == 1
    assert "a.csv:2: 我县春耕全面展开, for it stands in seeds/articles/old.jsonl (page, authors)\n" in output


def test_anything_that_cannot_be_put_right_stops_all_and_all_of_it_is_said(archive: Sample) -> None:
    archive.write(
        "a.csv",
        table(SPRING, ["7/3/2024", *ROAD[1:]], ["2024年3月", "2-3", "题", "", "文"], [RAIN[0], "1", "题", "", ""]),
    )
    before = archive.tree("seeds")
    output = taken(archive, "a.csv", "--paper", "xxb", status=2)
    for line in (
        "a.csv:3: the date is 7/3/2024, which is no day. Which is the month is not guessed: write it as 2024-03-07.",
        "a.csv:4: the date is 2024年3月, which is no day. Write the day as well, as in 2024-03-07; "
        "where it is not known, 2024-03 or 2024.",
        "a.csv:4: the page is 2-3. Write one number, as 3 or 第3版; leave it empty where it is not known.",
        "a.csv:5: has no text under its title 题. Write its text; of a picture its caption. Or take the row out.",
    ):
        assert f"{line}\n" in output
    assert (lines_of(output)["taken"], lines_of(output)["refused"]) == (0, 3)
    assert archive.tree("seeds") == before


def test_a_trial_writes_nothing_and_says_the_same(archive: Sample) -> None:
    archive.write("a.csv", table(SPRING, ROAD, ["二〇二四年三月八日", *RAIN[1:]]))
    before = archive.tree("seeds")
    trial = taken(archive, "a.csv", "--paper", "xxb", "--dry-run")
    assert archive.tree("seeds") == before
    assert taken(archive, "a.csv", "--paper", "xxb").splitlines()[:-1] == trial.splitlines()[:-1]


def test_what_a_column_may_be_is_told_from_what_stands_in_it_and_from_what_others_fill(archive: Sample) -> None:
    long = SPRING[4] * 2
    rows = [[f"2024-03-0{n}", f"第{n}条水渠通水", long, f"{n}", "县档案馆"] for n in range(1, 9)]
    archive.write("a.csv", table(*rows, head=["甲", "乙", "丙", "版次", "作者"]))
    output = taken(archive, "a.csv", "--paper", "xxb", status=2)
    for said in ('--map "甲=date"', '--map "乙=title"', '--map "丙=body"'):
        assert said in output
    archive.write("a.csv", table([*SPRING, "2024年3月10日", "1,024", "无"], head=[*HEAD, "上网时间", "问题", "版权页"]))
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert '--map "上网时间=-" --map "问题=-" --map "版权页=rights".' in output


def test_columns_are_said_once_and_kept(archive: Sample) -> None:
    head = ["发表时间", "版次", "标题", "作者", "正文", "字数"]
    archive.write("a.csv", table([*SPRING, "30"], head=head))
    output = taken(archive, "a.csv", "--paper", "xxb", status=2)
    has = "a.csv: has no column for the date; it has 发表时间, 版次, 标题, 作者, 正文, 字数. "
    assert f'{has}Name the column 日期, or say which it is: --map "发表时间=date".\n' in output
    assert '--map "发表时间=date" --map "字数=-"' in output
    taken(archive, "a.csv", "--paper", "xxb", "--map", "发表时间=日期", "--map", "字数=-")
    assert archive.read("seeds/import.yml").endswith('columns:\n  "发表时间": date\n  "字数": "-"\n')
    archive.write("seeds/import.yml", archive.read("seeds/import.yml").replace("date\n", "date  # 2023 年起\n"))
    archive.write("b.csv", table([*RAIN, "20"], head=["发表时间", "版次", "标题", "作者", "全文稿", "字数"]))
    taken(archive, "b.csv", "--paper", "xxb", "--map", "全文稿=body")
    assert '  "发表时间": date  # 2023 年起\n  "全文稿": body\n' in archive.read("seeds/import.yml")
    output = taken(archive, "b.csv", "--paper", "xxb", "--map", "全文稿=颜色", status=2)
    assert output.startswith("--map: 颜色 is no field. Write one of id, paper, date, ")


def test_a_newspaper_is_known_by_its_name_and_a_new_one_is_added_where_its_key_is_said(archive: Sample) -> None:
    head = ["报纸", *HEAD]
    archive.write("a.csv", table(["《兴县报》", *SPRING], ["吕梁日报", *ROAD], head=head))
    output = taken(archive, "a.csv", status=2)
    mend = "Say its key and name: --paper llrb=吕梁日报 (listed are xxb 兴县报)."
    assert output.startswith(f"a.csv:3: 吕梁日报 is no newspaper that is listed. {mend}\n")
    output = taken(archive, "a.csv", "--paper", "llrb=吕梁日报")
    assert "seeds/issues.yml: llrb 吕梁日报 is added. Write its home place there.\n" in output
    assert archive.read("seeds/issues.yml") == ISSUES.replace("issues:", '  llrb:\n    name: "吕梁日报"\nissues:')
    assert articles(archive)[0]["title"] == SPRING[2]
    assert articles(archive, "seeds/articles/llrb-2024-03-07.yml")[0]["title"] == ROAD[2]
    assert archive.run("build").exit_code == 0


def test_a_name_that_is_not_known_is_told_once_however_many_rows_have_it(archive: Sample) -> None:
    rows = [["吕梁日报", *SPRING], ["兴县报", *ROAD], ["吕梁日报", *RAIN], ["兴县报", "2024-03-11", *RAIN[1:]]]
    archive.write("a.csv", table(*([*row, "河顺县"] for row in rows), head=["报纸", *HEAD, "地区"]))
    output = taken(archive, "a.csv", status=2)
    assert output.count("吕梁日报 is no newspaper that is listed; so is 1 more row. ") == 1
    assert output.count("河顺县") == 2, "what it is, and how it is written down"
    assert "which is none of today or stands for several; so is 1 more row. Did you mean 和顺县? " in output
    assert lines_of(output)["refused"] == 4


def test_a_key_alone_is_not_enough_for_a_newspaper_that_nobody_names(archive: Sample) -> None:
    archive.write("a.csv", table(SPRING))
    mend = "Say which: --paper KEY, or --paper KEY=NAME for a new one (listed are xxb 兴县报)."
    assert f"a.csv:2: names no newspaper. {mend}\n" in taken(archive, "a.csv", status=2)
    mend = "Say it: --paper llrb=吕梁日报. It is added to seeds/issues.yml."
    assert f"--paper: llrb is no newspaper that is listed. {mend}\n" in taken(
        archive, "a.csv", "--paper", "llrb", status=2
    )


@pytest.mark.parametrize(
    ("name", "mend"),
    [("a.doc", "Open it in Word or WPS, and save it as .docx."), ("a.zip", "Unpack it, and name the folder.")],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(archive: Sample, name: str, mend: str) -> None:
    archive.write(name, b"\xd0\xcf\x11\xe0")
    said = f"{name}: is no kind of file that is read ({name[1:]}). {mend}\n"
    assert taken(archive, name, "--paper", "xxb", status=2).startswith(said)


def test_a_character_that_no_page_can_show_stops_nothing(archive: Sample) -> None:
    archive.write("a.csv", table([*SPRING[:4], SPRING[4].replace("三万亩", "三\x7f万亩")], ROAD))
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert "1   control characters taken out: U+007F → –\n" in output
    assert "三万亩" in articles(archive)[0]["body"]
    record = {"paper": "xxb", "date": RAIN[0], "title": "雨\x7f水", "body": RAIN[4]}
    archive.write("seeds/articles/more.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    built = archive.run("build")
    what = 'the control character U+007F in title of 雨〔□〕水, after "雨", is shown as 〔□〕'
    assert f"seeds/articles/more.jsonl:1: {what}. " in built.output
    assert (built.exit_code, "3 articles of 2 issues. " in built.output) == (0, True)


def test_an_import_that_was_interrupted_is_ended_by_the_next_command(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("a.csv", table(SPRING, RAIN))
    save, saved = durable.save, list[str]()

    def failing(root: Any, name: str, content: str | bytes) -> None:
        if saved and saved[-1].startswith("seeds/articles/"):
            raise KeyboardInterrupt
        save(root, name, content)
        saved.append(name)

    monkeypatch.setattr(durable, "save", failing)
    archive.run("import", "a.csv", "--paper", "xxb")
    assert sorted(archive.tree("seeds/articles")) == [FILE]
    monkeypatch.undo()
    assert archive.run("check").output == "All well.\n"
    assert sorted(archive.tree("seeds/articles")) == [FILE, "seeds/articles/xxb-2024-03-08.yml"]
    assert not (archive.root / writing.FILE).exists()


def test_a_page_that_is_listed_later_leaves_delivered_articles_as_they_are(delivered: Sample) -> None:
    page = "我县春耕全面展开\n全县春耕工作全面展开，三万亩地膜玉米开始播种。\n农技人员下乡指导。\n"
    delivered.write("seeds/pages/a.txt", page)
    listed = "issues:\n  - paper: xxb\n    date: 2024-03-07\n    pages:\n      - {file: pages/a.txt, page: 1}\n"
    delivered.write("seeds/issues.yml", ISSUES.replace("issues: []\n", listed))
    delivered.run("segment")
    assert [a["title"] for a in articles(delivered)] == [SPRING[2], ROAD[2]]
    spring = [*SPRING[:4], SPRING[4].replace("三万亩", "三万五千亩")]
    delivered.write("b.csv", table(spring))
    assert "1 article corrected" in taken(delivered, "b.csv", "--paper", "xxb")


def test_what_people_wrote_down_comes_along(archive: Sample) -> None:
    archive.write("seeds/images/渡口.jpg", b"")
    head = "日期,标题,主题,正文,栏目,连载,连载序号,人物,机构,关键词,来源,档号,备注,附注,图片"
    row = f"2024-03-07,碛口家信,家书,{'木箱锁了五十年。' * 8},吕梁春秋,家信,第2版,李玉堂、刘丽霞,"
    row += "县文物局；县志办,春耕 农机,新华社,档-1,待核对,缺角,渡口.jpg;其他.png"
    archive.write("articles.csv", f"{head}\n{row}\n")
    result = archive.run("import", "articles.csv", "--paper", "xxb")
    assert result.exit_code == 0, result.output
    [article] = yaml.safe_load(archive.read("seeds/articles/xxb-2024-03-07.yml"))["articles"][-1:]
    assert (article["title"], article["column"]) == ("碛口家信", "吕梁春秋")
    assert article["serial"] == {"title": "家信", "part": 2}
    assert article["persons"] == ["李玉堂", "刘丽霞"] and article["organisations"] == ["县文物局", "县志办"]
    assert article["subjects"] == ["家书", "春耕", "农机"]
    assert article["reprinted_from"] == ["新华社"] and article["shelfmark"] == "档-1"
    assert article["staff_notes"] == "待核对" and article["notes"] == "缺角"
    assert article["images"] == [{"file": "images/渡口.jpg"}]
    assert "pictures that do not lie in seeds/images/" in result.output
    assert "kicker" not in article or not article["kicker"]
    again = archive.run("import", "articles.csv", "--paper", "xxb")
    assert again.exit_code == 0 and archive.read("seeds/articles/xxb-2024-03-07.yml").count("碛口家信") == 1


def test_captions_go_to_pictures_where_there_are_as_many(archive: Sample) -> None:
    for name in "ab":
        archive.write(f"seeds/images/{name}.jpg", b"")
    rows = (
        [*SPRING, "a.jpg；b.jpg", "甲图。\n乙图。"],
        [*ROAD, "a.jpg；没有.jpg", "丙图。"],
        [*RAIN, "b.jpg", "丁图。"],
    )
    archive.write("a.csv", table(*rows, head=[*HEAD, "图片", "图片说明"]))
    taken(archive, "a.csv", "--paper", "xxb")
    spring, road = articles(archive)
    [rain] = articles(archive, "seeds/articles/xxb-2024-03-08.yml")
    assert [of["caption"] for of in spring["images"]] == ["甲图。", "乙图。"] and "captions" not in spring
    assert road["images"] == [{"file": "images/a.jpg"}] and road["captions"] == ["丙图。"]
    assert rain["images"] == [{"file": "images/b.jpg", "caption": "丁图。"}]


def test_a_column_that_is_only_called_topic_is_the_headline(archive: Sample) -> None:
    archive.write("articles.csv", f"日期,主题,正文\n2024-03-07,碛口家信,{'木箱锁了五十年。' * 8}\n")
    assert archive.run("import", "articles.csv", "--paper", "xxb").exit_code == 0
    assert "title: 碛口家信" in archive.read("seeds/articles/xxb-2024-03-07.yml")


def test_a_month_or_a_year_is_a_date_where_it_is_written_as_the_archive_does(archive: Sample) -> None:
    month, year = ["1949-10", *ROAD[1:]], ["1949", *SPRING[1:]]
    archive.write("a.csv", table(month, year))
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert "2 dates of which the month or the year alone is known" in " ".join(output.split())
    assert "id: xxb-1949-10-" in archive.read("seeds/articles/xxb-1949-10.yml")
    assert re.search(r"id: xxb-1949-\d\d-001\n", archive.read("seeds/articles/xxb-1949.yml"))
    assert lines_of(taken(archive, "a.csv", "--paper", "xxb"))["taken"] == 0


def test_what_rows_say_of_their_issues_goes_into_the_list(archive: Sample) -> None:
    listed = "issues:\n  - paper: xxb  # 周四\n    date: 2024-03-07\n    whole_number: 9\n"
    listed += "  - {paper: xxb, date: 2024-03-08}\n"
    archive.write("seeds/issues.yml", ISSUES.replace("issues: []\n", listed))
    head = ["日期", "版本", "期号", "总期号", "版名", *HEAD[1:]]
    rows = [
        ["2024-03-07", "", "第45期", "10", "要闻", *SPRING[1:]],
        ["2024-03-08", "正刊", "46", "", "", *RAIN[1:]],
        ["2024-03-08", "号外", "", "", "", "1", "今天通火车", "", "第一列火车今天开进兴县。"],
        ["2024-03-08", "号外", "", "", "", "2", "车站见闻", "", "人们从四面八方赶到车站。"],
        ["2024-03-09", "b", "47", "", "", "1", "增刊的话", "", "本报今天加出增刊一张。"],
    ]
    archive.write("a.csv", table(*rows, head=head))
    output = taken(archive, "a.csv", "--paper", "xxb")
    assert "numbers of issues that seeds/issues.yml has otherwise, left as they stand there: 10 → 9" in output
    assert articles(archive)[0]["page_name"] == "要闻"
    text = archive.read("seeds/issues.yml")
    assert '  - paper: xxb  # 周四\n    number: "45"\n    date: 2024-03-07\n' in text
    found = [
        tuple(f"{of.get(name) or ''}" for name in ("date", "edition", "edition_name", "number", "whole_number"))
        for of in yaml.safe_load(text)["issues"]
    ]
    assert found == [
        ("2024-03-07", "", "", "45", "9"),
        ("2024-03-08", "", "", "46", ""),
        ("2024-03-08", "b", "号外", "", ""),
        ("2024-03-09", "b", "", "47", ""),
    ]
    assert [a["title"] for a in articles(archive, "seeds/articles/xxb-2024-03-08b.yml")] == ["今天通火车", "车站见闻"]
    before = archive.tree("seeds")
    taken(archive, "a.csv", "--paper", "xxb")
    assert archive.tree("seeds") == before, "the same again brings nothing"
    assert archive.run("build").exit_code == 0
    assert "第45期" in archive.read("site/issues/xxb/2024-03-07/index.html")
    assert "号外" in archive.read("site/issues/xxb/2024-03-08b/index.html")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("columns: [发表时间]\n", 1, "columns holds no names of columns"),
        ("columns:\n  发表时间: 日子\n", 2, "发表时间 fills 日子, which is no field"),
        ("columns:\n  a: date\n  a: page\n", 3, '"a" stands twice here, in line 2 for the first time'),
        ("column: {}\n", 1, 'unknown field "column"'),
    ],
)
def test_check_and_import_name_what_is_wrong_with_names_of_columns(
    archive: Sample, text: str, line: int, what: str
) -> None:
    archive.write("seeds/import.yml", text)
    archive.write("a.csv", "paper,date,title,body\nxxb,2024-03-30,甲乙,正文\n")
    for command in (("check",), ("import", str(archive.root / "a.csv"))):
        result = archive.run(*command)
        assert f"seeds/import.yml:{line}: {what}." in result.output
        assert result.exit_code


LOST = "{}不慎将居民身份证遗失，证号{}，声明作废。自登报之日起，如有他人使用该证件办理任何业务，均与本人无关。"
DEAD = "原县政协副主席{}同志因病医治无效，于3月{}日逝世，享年八十二岁。遵照其遗愿，丧事从简，特此告知各位亲友。"


@pytest.mark.parametrize(
    ("title", "one", "other", "new"),
    [
        ("遗失声明", LOST.format("张三", "142327198001010011"), LOST.format("张三", "142327198001010017"), False),
        ("遗失声明", LOST.format("张三", "142327198001010011"), LOST.format("张三", "142327197512120035"), True),
        ("遗失声明", LOST.format("张三", "1"), LOST.format("李四", "1"), True),
        ("遗失声明", LOST.format("张小明", "1"), LOST.format("张晓明", "1"), False),
        ("讣告", DEAD.format("王德厚", "三"), DEAD.format("李玉堂", "五"), True),
        ("讣告", DEAD.format("王德厚", "三"), DEAD.format("王德厚", "五"), False),
    ],
)
def test_a_notice_of_the_same_form_is_another_and_one_with_a_slip_mended_is_the_same(
    archive: Sample, title: str, one: str, other: str, new: bool
) -> None:
    for name, text in (("a.csv", one), ("b.csv", other)):
        archive.write(name, f"日期,版次,标题,正文\n2024-03-07,4,{title},{text}\n")
    taken(archive, "a.csv", "--paper", "xxb")
    output = taken(archive, "b.csv", "--paper", "xxb")
    assert ("taken as new, though an article of the issue says the same of another: 1." in output) == new
    assert [a["body"] for a in articles(archive)] == ([one, other] if new else [other])
    assert "brought by an earlier delivery" in taken(archive, "b.csv", "--paper", "xxb")
