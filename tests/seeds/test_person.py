"""What a person did with an article file, and `segment` after it."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.review import proof
from generator.seeds import moved
from generator.seeds.files.reader import Reader
from tests.conftest import Sample, begun

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


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """An issue of three articles and a line of none, as `segment` has just written it. Not to be changed."""
    archive = begun(tmp_path_factory.mktemp("fresh") / "archive", ISSUES)
    archive.write("seeds/pages/a.txt", PAGE)
    assert archive.run("segment").output == f"{FILE}: 3 articles found, 1 line in no article.\n"
    return archive


@pytest.fixture
def archive(fresh: Sample, tmp_path: Path) -> Sample:
    shutil.copytree(fresh.root, tmp_path / "archive")
    return Sample(tmp_path / "archive")


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


# ---- the file by hand ----------------------------------------------------------------------------------------------


def test_segmenting_again_changes_nothing(archive: Sample) -> None:
    before = archive.tree("seeds")
    archive.run("segment")
    assert archive.tree("seeds") == before


EDITS = [
    ("title: 岚县土豆花开", "title: 岚县的土豆花开了"),
    ("kicker: null", "kicker: 乡村振兴"),
    ("subtitle: null", "subtitle: 游人纷纷前来"),
    ("title_source: page", "title_source: editor"),
    ("name: 李二", "name: 李贰"),
    ("byline: 本报讯 （记者 李二）", "byline: 本报讯（记者 李二）"),
    ("county: 兴县", "county: 临县"),
    ("county_source: paper", "county_source: editor"),
    ("kind: news", "kind: photo"),
    ("    七月的岚县，", "    七月的 岚县，"),
    ("    七月的岚县，", "    七月的岚县，\n\n    "),
    ("captions: []", "captions: [图为花海]"),
    ("continued_from: null", "continued_from: 1"),
    ("  body: |-\n    七月", "  body: |\n    七月"),
    ("  page: 2\n", "  page: 3\n"),
    ("reviewed: false", "reviewed: true"),
    ("  county: 兴县\n", ""),
    ("confidence: 0.", "confidence: 0.0"),
    ("lines: [6, 9]", "lines: [6, 10]"),
]


@pytest.mark.parametrize(("old", "new"), EDITS)
def test_an_article_stays_whatever_of_it_a_person_changed(archive: Sample, old: str, new: str) -> None:
    text = archive.read(FILE)
    at = text.index(f"- id: {SECOND}")
    assert old in text[at:]
    mine = text[:at] + "# 校读：王二\n" + text[at:].replace(old, new, 1)
    archive.write(FILE, mine)
    archive.run("segment")
    assert archive.read(FILE) == mine
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert mine[mine.index("# 校读") : mine.index(f"- id: {THIRD}")] in archive.read(FILE)
    assert ids(archive) == sorted([FIRST, SECOND, THIRD, FOURTH]) or "page: 3" in new
    whole(archive)


def test_what_segment_left_and_why_is_said(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    edit(archive, lambda content: content["articles"].pop(2))
    assert archive.run("segment").output.splitlines()[:2] == [
        f"{FILE}: 1 article found, 1 line in no article.",
        f"  As a person left it: 1 article changed ({SECOND}), 1 article deleted ({THIRD}), "
        "3 lines left out (石楼红枣丰收; 本报讯 （记者 张三）十月的石楼，红枣挂…; 客商的货车排到了村口。).",
    ]


def test_a_deleted_article_does_not_come_back_and_its_lines_become_no_other(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"].pop(1))
    for _ in range(2):
        assert archive.run("segment").exit_code == 0
        assert ids(archive) == [FIRST, THIRD]
        assert left_out(archive) == [6, 8, 9]
    archive.write("seeds/pages/a.txt", "\n\n" + PAGE + MORE)
    archive.run("segment")
    assert ids(archive) == [FIRST, THIRD, FOURTH]
    assert left_out(archive) == [8, 10, 11]
    whole(archive)


def test_a_deleted_article_does_not_come_back_from_a_page_that_changed_meanwhile(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"].pop(1))
    archive.write("seeds/pages/a.txt", "\n\n" + PAGE + MORE)
    archive.run("segment")
    assert ids(archive) == [FIRST, THIRD, FOURTH]
    assert left_out(archive) == [8, 10, 11]


def test_a_line_of_a_deleted_article_that_was_corrected_meanwhile_does_not_come_back(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"].pop(1))
    archive.write("seeds/pages/a.txt", PAGE.replace("土豆花开满山坡", "洋芋花开遍山坡"))
    archive.run("segment")
    assert ids(archive) == [FIRST, THIRD]
    assert {u["line"]: u.get("status") for u in data(archive)["unplaced"]} == {
        6: "withheld",
        8: "withheld",
        9: "withheld",
        16: None,
    }
    assert "seeds/pages/a.txt:8: stands in no article" in archive.run("check").output
    text = archive.read(FILE)
    archive.run("segment")
    assert archive.read(FILE) == text


def test_when_all_articles_are_deleted_none_comes_back(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"].clear())
    archive.run("segment")
    assert ids(archive) == []
    assert left_out(archive) == [1, 3, 4, 6, 8, 9, 11, 13, 14]
    assert archive.run("check").output.count("stands in no article") == 1


def test_the_number_of_a_deleted_article_is_given_to_no_other(archive: Sample) -> None:
    edit(archive, lambda content: content["articles"].pop(2))
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert ids(archive) == [FIRST, SECOND, FOURTH]


def test_the_number_of_an_article_that_a_person_made_and_deleted_is_given_to_no_other(archive: Sample) -> None:
    replace(archive, f"- id: {THIRD}", f"- id: {FOURTH}")
    archive.run("segment")
    edit(archive, lambda content: content["articles"].pop(2))
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert ids(archive) == [FIRST, SECOND, FOURTH[:-1] + "5"]


def test_where_no_id_can_be_higher_nothing_is_written_and_that_is_said(archive: Sample) -> None:
    last = "xxb-2024-03-09-02-9999999"
    replace(archive, f"- id: {SECOND}", f"- id: {last}")
    archive.run("segment")
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    before = archive.read(FILE)
    result = archive.run("segment")
    assert (result.exit_code, archive.read(FILE)) == (1, before)
    assert result.output.startswith(f"{last}: is the last id of its page")


def test_articles_merged_by_hand_stay_merged(archive: Sample) -> None:
    def merge(content: dict[str, Any]) -> None:
        first, second = content["articles"][:2]
        first["body"] += "\n\n" + second["body"]
        first["source"] += second["source"]
        del content["articles"][1]

    edit(archive, merge)
    merged = article(archive, FIRST)
    third = article(archive, THIRD)
    archive.run("segment")
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert article(archive, FIRST) == merged
    assert article(archive, THIRD)["body"] == third["body"]
    assert ids(archive) == [FIRST, THIRD, FOURTH]
    assert left_out(archive) == []


def test_an_article_split_by_hand_stays_split(archive: Sample) -> None:
    def split(content: dict[str, Any]) -> None:
        first = content["articles"][0]
        first["source"] = [{"file": "pages/a.txt", "lines": [1, 3]}]
        source = [{"file": "pages/a.txt", "lines": [4, 4]}]
        content["articles"].append(deepcopy(first) | {"id": FOURTH, "title": "种粮大户忙选种", "source": source})

    edit(archive, split)
    mine = article(archive, FIRST), article(archive, FOURTH)
    archive.run("segment")
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert (article(archive, FIRST), article(archive, FOURTH)) == mine
    assert ids(archive)[-1] == "xxb-2024-03-09-02-05"


def test_an_article_that_was_given_another_id_keeps_it(archive: Sample) -> None:
    replace(archive, f"- id: {SECOND}", "- id: xxb-2024-03-09-02-17")
    archive.run("segment")
    assert ids(archive) == [FIRST, "xxb-2024-03-09-02-17", THIRD]
    assert moved.read(Reader(archive.root)).to == {SECOND: "xxb-2024-03-09-02-17"}
    (archive.root / moved.FILE).unlink()
    archive.run("segment")
    assert not (archive.root / moved.FILE).exists()  # it is said once
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert ids(archive) == [FIRST, THIRD, "xxb-2024-03-09-02-17", "xxb-2024-03-09-02-18"]


def test_an_article_added_by_hand_over_lines_of_another_changes_no_other(archive: Sample) -> None:
    before = data(archive)["articles"]
    mine = {"title": "三县丰收", "body": "从春到秋。", "source": [{"file": "pages/a.txt", "lines": [3, 9]}]}
    edit(archive, lambda content: content["articles"].append(mine))
    archive.run("segment")
    assert data(archive)["articles"] == [*before, mine]


def test_lines_taken_out_of_an_article_or_put_by_are_a_persons(archive: Sample) -> None:
    replace(archive, "lines: [6, 9]", "lines: [6, 8]")
    replace(archive, "lines: [11, 14]", "lines: [11, 13]")
    replace(archive, "unplaced:\n", "unplaced:\n- {file: pages/a.txt, line: 14, text: 客商的货车排到了村口。}\n")
    archive.run("segment")
    assert left_out(archive) == [9, 14]
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert left_out(archive) == [9, 14]
    assert [u["line"] for u in data(archive)["unplaced"]] == [9, 14, 16]
    whole(archive)


def test_a_file_that_another_program_wrote_again_is_the_machines_as_before(archive: Sample) -> None:
    edit(archive, lambda content: None)
    text = archive.read(FILE)
    archive.run("segment")
    assert archive.read(FILE) == text
    archive.write("seeds/pages/a.txt", PAGE.replace("一片繁忙", "十分繁忙"))
    assert archive.run("segment").output.splitlines()[1:] == [f"  ~ {FIRST} 兴县春耕全面展开: body"]


def test_the_file_is_all_that_is_needed(archive: Sample, tmp_path: Path) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    archive.run("segment")
    shutil.copytree(archive.root / "seeds", tmp_path / "clone/seeds")
    clone = Sample(tmp_path / "clone")
    clone.write("seeds/pages/a.txt", PAGE + MORE)
    clone.run("segment")
    assert article(clone, SECOND) == article(archive, SECOND)


# ---- files without a record ----------------------------------------------------------------------------------------


def without_record(archive: Sample) -> None:
    archive.write(FILE, archive.read(FILE).partition("machine:")[0])


def test_of_a_file_without_a_record_what_the_machine_would_write_is_the_machines(archive: Sample) -> None:
    text = archive.read(FILE)
    without_record(archive)
    assert archive.run("segment").output == f"{FILE}: 3 articles found, 1 line in no article.\n"
    assert archive.read(FILE) == text


def test_what_else_stands_in_a_file_without_a_record_is_a_persons(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    without_record(archive)
    mine = archive.read(FILE)
    result = archive.run("segment")
    assert result.output.splitlines() == [
        f"{FILE}: 2 articles found, 1 line in no article.",
        f"  As a person left it: 1 article made ({SECOND}).",
    ]
    assert archive.read(FILE).startswith(mine)
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert article(archive, SECOND)["title"] == "岚县的土豆花开了"


def test_lines_that_a_file_without_a_record_lacks_are_for_a_person_to_look_at(archive: Sample) -> None:
    edit(archive, lambda content: [content["articles"].pop(1), content.pop("machine")])
    archive.run("segment")
    assert ids(archive) == [FIRST, THIRD]
    assert "seeds/pages/a.txt:8: stands in no article: 本报讯 （记者 李二）七月的岚县" in archive.run("check").output
    whole(archive)


DAMAGE = [
    ("  pages:\n", "  pages: [1, 2]\n  pagez:\n"),
    (f"    {FIRST}: ", f"    {FIRST}: [1]\n    x: "),
    ("{lines: ", "{lines: {}, marks: "),
    ("  articles:\n", "  articles: 5\n  others:\n"),
    ("machine:\n", "machine: 5\nno"),
]


@pytest.mark.parametrize(("old", "new"), DAMAGE)
def test_a_damaged_record_is_a_problem_and_takes_nothing_away(archive: Sample, old: str, new: str) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    articles = data(archive)["articles"]
    text, _, record = archive.read(FILE).rpartition("machine:\n")
    damaged = f"machine:\n{record}".replace(old, new, 1).partition("\nno")[0]
    archive.write(FILE, f"{text}{damaged}\n")
    said = (
        f"{FILE}:{text.count(chr(10)) + 1}: the record of what the machine wrote is damaged. "
        'Run "baocang segment": what is not exactly as it would write it then counts as written by a person.'
    )
    assert said in archive.run("check").output.splitlines()
    result = archive.run("segment")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, said)
    assert data(archive)["articles"] == articles
    assert archive.run("segment").output == (
        "1 issue unchanged. Articles: 2 found, 1 made by a person; lines: 1 in no article.\n"
    )


# ---- pages ---------------------------------------------------------------------------------------------------------


def test_a_page_that_is_listed_later_is_segmented_and_changes_no_other(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    before = data(archive)["articles"]
    archive.write("seeds/issues.yml", ISSUES + "      - {file: pages/b.txt, page: 3}\n")
    archive.write("seeds/pages/b.txt", MORE)
    new = 'seeds/pages/b.txt: is listed and has not been segmented. Run "baocang segment"; what a person wrote stays.'
    assert new in archive.run("check").output.splitlines()
    archive.run("segment")
    assert data(archive)["articles"][:3] == before
    assert ids(archive)[3:] == ["xxb-2024-03-09-03-01"]
    assert new not in archive.run("check").output


def test_a_persons_articles_follow_their_lines(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    replace(archive, "reviewed: false", "reviewed: true")
    before = {id: article(archive, id) for id in (FIRST, SECOND)}
    archive.write("seeds/pages/a.txt", MORE.lstrip() + "\n" + PAGE)
    changed = 'seeds/pages/a.txt: has changed since it was segmented. Run "baocang segment"; what a person wrote stays.'
    assert changed in archive.run("check").output.splitlines()
    assert archive.run("segment").exit_code == 0
    for id, source in ((FIRST, [6, 9]), (SECOND, [11, 14])):
        assert article(archive, id) == before[id] | {"source": [{"file": "pages/a.txt", "lines": source}]}
    assert sorted(ids(archive)) == [FIRST, SECOND, THIRD, FOURTH]
    assert changed not in archive.run("check").output
    whole(archive)


def test_an_article_whose_lines_are_gone_is_a_persons_to_compare(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    mine = article(archive, SECOND)
    archive.write("seeds/pages/a.txt", PAGE.replace("农家乐里座无虚席。\n", ""))
    result = archive.run("segment")
    assert result.exit_code == 0
    assert (
        f"seeds/pages/a.txt: has changed, and a line of {SECOND}, which a person made, can no longer be found in it. "
        "Compare the article with the page."
    ) in result.output
    assert article(archive, SECOND) == mine | {"source": [{"file": "pages/a.txt", "lines": [6, 8]}]}
    assert ids(archive) == [FIRST, SECOND, THIRD]
    whole(archive)


def test_lines_that_were_read_with_other_mistakes_stay_the_articles(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    mine = article(archive, SECOND)
    archive.write("seeds/pages/a.txt", PAGE.replace("县", "縣").replace("记者 ", "记者").replace("里", "裏"))
    result = archive.run("segment")
    assert (
        f"seeds/pages/a.txt: has changed, and 3 lines of {SECOND}, which a person made, read otherwise now. "
        "Compare the article with the page."
    ) in result.output
    assert sorted(ids(archive)) == [FIRST, SECOND, THIRD]
    assert article(archive, SECOND) == mine
    assert [u["line"] for u in data(archive)["unplaced"]] == [16]
    text = archive.read(FILE)
    archive.run("segment")
    assert archive.read(FILE) == text


def test_a_page_and_an_article_of_it_may_be_written_at_once(archive: Sample) -> None:
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    mine = {
        "title": "临县社火闹元宵",
        "body": "正月十五的临县，伞头秧歌舞起来，社火队伍走街串巷，观众里三层外三层。",
        "source": [{"file": "pages/a.txt", "lines": [18, 21]}],
    }
    edit(archive, lambda content: content["articles"].append(mine))
    archive.run("segment")
    assert mine in data(archive)["articles"]
    assert len(data(archive)["articles"]) == 4


def test_a_page_that_is_listed_no_longer_keeps_its_articles(archive: Sample) -> None:
    before = archive.read(FILE)
    archive.write("seeds/issues.yml", ISSUES.replace("pages/a.txt", "pages/b.txt"))
    archive.write("seeds/pages/b.txt", MORE)
    said = (
        f"{FILE}: holds lines of pages/a.txt, which is no page of the issue; they stay. "
        "List it under xxb 2024-03-09 in seeds/issues.yml, or take away what stands there of it."
    )
    assert said in archive.run("segment").output.splitlines()
    assert before.partition("unplaced:")[0] in archive.read(FILE)
    assert [u["file"] for u in data(archive)["unplaced"]] == ["pages/a.txt"]
    assert said in archive.run("check").output.splitlines()


def test_what_is_listed_of_a_page_reaches_the_machines_articles_alone(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    mine = article(archive, SECOND)
    archive.write("seeds/issues.yml", ISSUES.replace("page: 2", "page: 5"))
    archive.run("segment")
    assert ids(archive) == [SECOND, FIRST, THIRD]
    assert [a["page"] for a in data(archive)["articles"]] == [2, 5, 5]
    assert article(archive, SECOND) == mine


def test_a_page_number_that_is_corrected_in_the_list_is_asked_for_in_a_persons_articles(archive: Sample) -> None:
    replace(archive, "title: 兴县春耕全面展开", "title: 兴县春耕")
    archive.write("seeds/issues.yml", ISSUES.replace("page: 2", "page: 3"))
    said = (
        f"{FILE}: {FIRST} is on page 2, and pages/a.txt is listed as 3. Correct the page there, or in seeds/issues.yml."
    )
    for command in ("segment", "segment", "check"):
        assert [line for line in archive.run(command).output.splitlines() if "is on page" in line] == [said]


def test_a_file_saved_as_gbk_is_read_as_such(archive: Sample) -> None:
    archive.write(FILE, archive.read(FILE).replace("岚县土豆花开", "岚县的土豆花开了").encode("gb18030"))
    for command in ("segment", "check"):
        assert "is GB18030 and was read as such" in archive.run(command).output
    archive.write("seeds/pages/a.txt", PAGE + MORE)
    archive.run("segment")
    assert article(archive, SECOND)["title"] == "岚县的土豆花开了"


# ---- the desk ------------------------------------------------------------------------------------------------------


def shown(archive: Sample) -> tuple[proof.Proof, list[dict[str, Any]]]:
    found = proof.read(archive.root, ("xxb", "2024-03-09"), proof.Numbers())
    assert found
    return found, [a.model_dump(mode="json", exclude={"paper", "date"}) for a in found.articles]


def test_what_the_desk_did_not_change_stays_the_machines(archive: Sample) -> None:
    found, articles = shown(archive)
    articles[1]["title"] = "岚县的土豆花开了"
    assert proof.save(archive.root, found, found.base, articles, {("pages/a.txt", 16): "none"}) == []
    text = archive.read(FILE)
    assert archive.run("segment").output == (
        "1 issue unchanged. Articles: 2 found, 1 changed by a person; lines: 1 in no article.\n"
    )
    assert archive.read(FILE) == text


def test_articles_merged_at_the_desk_stay_merged_and_lines_put_by_stay_there(archive: Sample) -> None:
    found, articles = shown(archive)
    articles[0]["body"] += "\n\n" + articles[1]["body"]
    articles[0]["source"] += [{"file": "pages/a.txt", "lines": [8, 9]}]
    del articles[1]
    assert (
        proof.save(archive.root, found, found.base, articles, {("pages/a.txt", 6): "left", ("pages/a.txt", 16): "none"})
        == []
    )
    assert left_out(archive) == [6]
    text = archive.read(FILE)
    archive.run("segment")
    assert archive.read(FILE) == text


def test_the_desk_shows_a_page_that_changed_as_segment_would_write_it(archive: Sample) -> None:
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    archive.write("seeds/pages/a.txt", MORE.lstrip() + "\n" + PAGE)
    found, articles = shown(archive)
    assert [a["id"] for a in articles] == [FIRST, SECOND, THIRD, FOURTH]
    assert proof.save(archive.root, found, found.base, articles, {("pages/a.txt", 21): "none"}) == []
    text = archive.read(FILE)
    assert archive.run("segment").output == (
        "1 issue unchanged. Articles: 3 found, 1 changed by a person; lines: 1 in no article.\n"
    )
    assert archive.read(FILE) == text


# ---- made anew by name ---------------------------------------------------------------------------------------------


def test_an_issue_is_made_anew_by_name_and_its_old_file_kept(archive: Sample) -> None:
    fresh = archive.read(FILE)
    replace(archive, "岚县土豆花开", "岚县的土豆花开了")
    replace(archive, "reviewed: false", "reviewed: true")
    mine = archive.read(FILE)
    result = archive.run("segment", "--again", "xxb-2024-03-09")
    assert result.exit_code == 0
    assert archive.read(FILE) == fresh
    assert "  The file as it was: seeds/articles/.old/xxb-2024-03-09.1.yml" in result.output.splitlines()
    assert archive.read("seeds/articles/.old/xxb-2024-03-09.1.yml") == mine
    archive.write(FILE, mine)
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert sorted(archive.tree("seeds/articles/.old")) == [
        "seeds/articles/.old/xxb-2024-03-09.1.yml",
        "seeds/articles/.old/xxb-2024-03-09.2.yml",
    ]
    assert ".old" not in archive.run("check").output
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert len(archive.tree("seeds/articles/.old")) == 2


@pytest.mark.parametrize("between", [True, False])
def test_made_anew_a_deleted_article_comes_back_only_where_its_lines_are_open(archive: Sample, between: bool) -> None:
    edit(archive, lambda content: content["articles"].pop(1))
    if between:
        archive.run("segment")
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert ids(archive) == [FIRST, THIRD]
    assert [u.get("status") for u in data(archive)["unplaced"]] == ["withheld"] * 3 + [None]
    archive.write(FILE, archive.read(FILE).replace(", status: withheld", ""))
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert ids(archive) == [FIRST, THIRD, FOURTH]
    assert article(archive, FOURTH)["title"] == "岚县土豆花开"
    assert left_out(archive) == []


def test_made_anew_what_is_withheld_stays_so(archive: Sample) -> None:
    replace(archive, f"- id: {SECOND}\n", f"- id: {SECOND}\n  status: withheld\n")
    mine = article(archive, SECOND)
    archive.write("seeds/pages/a.txt", MORE[1:] + "\n" + PAGE.replace("农家乐里座无虚席", "农家院中人人欢喜"))
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert article(archive, SECOND) == mine | {"source": [lines(11, 13)]}
    changed = next(u for u in data(archive)["unplaced"] if u["line"] == 14)
    assert changed["status"] == "withheld"
    whole(archive)
    assert "农家" not in "".join(a["body"] for a in data(archive)["articles"] if a["id"] != SECOND)


def test_made_anew_a_merged_article_leads_on(archive: Sample) -> None:
    replace(archive, "lines: [11, 14]", "lines: [11, 11]")
    edit(archive, lambda content: content["articles"].append(deepcopy(content["articles"][2]) | {"id": FOURTH}))
    content = data(archive)
    content["articles"][3] |= {"source": [{"file": "pages/a.txt", "lines": [13, 14]}], "title": "货车排到村口"}
    archive.write(FILE, yaml.safe_dump(content, allow_unicode=True))
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert ids(archive) == [FIRST, SECOND, THIRD]
    assert f"{FOURTH}: {THIRD}\n" in archive.read("seeds/moved.yml")


def test_made_anew_an_article_that_was_merged_keeps_its_id(archive: Sample) -> None:
    """The other one, whose text is the longer, gets another."""
    longer = "农家乐里座无虚席。\n" + "当地拿出专项资金整修道路，新建停车场三处，农户拿出自家的土豆宴招待客人，\n" * 3
    archive.write("seeds/pages/a.txt", PAGE.replace("农家乐里座无虚席。\n", longer))
    assert archive.run("segment").exit_code == 0

    def merge(content: dict[str, Any]) -> None:
        first, second, *_ = content["articles"]
        first["body"] += f"\n\n{second['body']}"
        first["source"] += second["source"]
        del content["articles"][1]

    edit(archive, merge)
    assert archive.run("segment").exit_code == 0
    assert len(article(archive, FIRST)["source"]) == 2
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert article(archive, FIRST)["title"] == "兴县春耕全面展开"
    assert [a["title"] for a in data(archive)["articles"] if a["id"] == FOURTH] == ["岚县土豆花开"]


def test_made_anew_an_article_without_an_id_leads_nowhere(archive: Sample) -> None:
    """A person split one, and no build has given the second part an id yet."""
    replace(archive, "lines: [6, 9]", "lines: [6, 8]")
    mine = {"page": 2, "title": "农家乐里", "body": "农家乐里座无虚席。", "source": [lines(9, 9)]}
    edit(archive, lambda content: content["articles"].append(mine))
    assert archive.run("segment").exit_code == 0
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert ids(archive) == [FIRST, SECOND, THIRD]
    assert not (archive.root / "seeds/moved.yml").exists()
    assert archive.run("build").exit_code == 0


def test_an_article_that_is_of_no_page_stays_when_an_issue_is_made_anew(archive: Sample) -> None:
    mine = {"id": FOURTH, "title": "编者的话", "body": "本期完。"}
    edit(archive, lambda content: content["articles"].append(mine))
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert mine in data(archive)["articles"]
    assert sorted(ids(archive)) == [FIRST, SECOND, THIRD, FOURTH]


def test_an_unknown_issue_cannot_be_made_anew(archive: Sample) -> None:
    result = archive.run("segment", "--again", "xxb-2024-03-08")
    assert result.exit_code == 2
    assert "No issue xxb-2024-03-08 with pages is listed in seeds/issues.yml. Did you mean xxb-2024-03-09?" in (
        " ".join(result.output.split())
    )


def test_nothing_else_is_segmented_when_an_issue_is_made_anew(archive: Sample) -> None:
    archive.write("seeds/issues.yml", ISSUES + "  - {paper: xxb, date: 2024-03-10, pages: [{file: pages/b.txt}]}\n")
    archive.write("seeds/pages/b.txt", MORE)
    archive.run("segment", "--again", "xxb-2024-03-09")
    assert not (archive.root / "seeds/articles/xxb-2024-03-10.yml").exists()
    archive.run("segment", "--again", "xxb-2024-03-10")
    assert (archive.root / "seeds/articles/xxb-2024-03-10.yml").exists()
    assert not (archive.root / "seeds/articles/.old").exists()


def test_a_line_that_a_person_claims_and_does_not_say_stays_that_of_the_machine(archive: Sample) -> None:
    """Written with the numbers of another article's lines by mistake."""
    mine = {"id": FOURTH, "page": 2, "title": "编者按", "body": "短评。", "source": [lines(3, 4)]}
    edit(archive, lambda content: content["articles"].append(mine))
    assert archive.run("segment").exit_code == 0
    first = article(archive, FIRST)
    archive.write("seeds/pages/a.txt", MORE[1:] + PAGE)
    assert archive.run("segment").exit_code == 0
    assert article(archive, FIRST)["body"] == first["body"]
    text = archive.read(FILE)
    assert "status: withheld" not in text
    assert archive.run("segment").exit_code == 0
    assert archive.read(FILE) == text


# ---- anything ------------------------------------------------------------------------------------------------------

ACTS = ["title", "body", "delete", "id", "reviewed", "take", "put", "merge", "split", "forget", "add"]


def lines(first: int, last: int) -> dict[str, Any]:
    return {"file": "pages/a.txt", "lines": [first, last]}


def act(content: dict[str, Any], what: str, n: int) -> None:
    """Something that a person may do in an editor."""
    articles, unplaced = content["articles"], content["unplaced"]
    if what == "add":
        articles.append({"title": "编者按", "body": "短评。", "source": [lines(n + 1, n + 3)]})
    elif what == "forget" and unplaced:
        unplaced.pop(n % len(unplaced))
    if not articles or what in ("add", "forget"):
        return
    a, b = articles[n % len(articles)], articles[(n + 1) % len(articles)]
    source: dict[str, Any] = a["source"][-1] if a.get("source") else lines(0, 0)
    first, last = source["lines"]
    if what in ("title", "body"):
        a[what] += "（更正）"
    elif what == "reviewed":
        a["reviewed"] = True
    elif what == "delete":
        articles.remove(a)
    elif what == "id" and "id" in a:
        a["id"] = f"{a['id'][:-2]}{20 + len(articles) + n}"
    elif what in ("take", "put") and first < last:
        source["lines"] = [first, last - 1]
        if what == "put":
            unplaced.append({"file": "pages/a.txt", "line": last, "text": PAGE.split("\n")[last - 1]})
    elif what == "merge" and a is not b:
        a["body"] += "\n\n" + b["body"]
        a["source"] = [*a.get("source", []), *b.get("source", [])]
        articles.remove(b)
    elif what == "split" and first < last:
        source["lines"] = [first, last - 1]
        articles.append({"title": "另一篇", "body": "下半。", "source": [lines(last, last)]})


@pytest.mark.slow
@example(acts=[("add", 1), ("merge", 2)], page="before")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 12)), max_size=6),
    page=st.sampled_from(["", "before", "behind", "inside"]),
)
def test_whatever_a_person_does_stays_and_no_line_is_lost(
    fresh: Sample, acts: list[tuple[str, int]], page: str
) -> None:
    with TemporaryDirectory() as folder:
        shutil.copytree(fresh.root / "seeds", f"{folder}/seeds")
        archive = Sample(Path(folder))
        machines = data(archive)["articles"]
        content = data(archive)
        for what, n in acts:
            act(content, what, n)
        archive.write(FILE, yaml.safe_dump(content, allow_unicode=True))
        mine = [a for a in data(archive)["articles"] if a not in machines or a["reviewed"]]
        standing = data(archive)["articles"]
        assert archive.run("segment").exit_code == 0
        assert data(archive)["articles"] == standing
        whole(archive)
        if page:
            head, _, tail = PAGE.partition("\n石楼")
            texts = {"before": MORE[1:] + PAGE, "behind": PAGE + MORE, "inside": f"{head}{MORE}\n石楼{tail}"}
            archive.write("seeds/pages/a.txt", texts[page])
            assert archive.run("segment").exit_code == 0
            whole(archive)
            now = [dict(a, source=[]) for a in data(archive)["articles"]]
            assert all(dict(a, source=[]) in now for a in mine)
            gone = {a["id"] for a in machines} - {a.get("id") for a in standing}
            assert not gone & set(ids(archive))
        text = archive.read(FILE)
        archive.run("segment")
        assert archive.read(FILE) == text
