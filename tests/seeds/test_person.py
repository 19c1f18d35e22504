"""What a person did with an article file by hand or at the desk, and `segment` after it."""

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from generator.review import proof
from generator.seeds import moved
from generator.seeds.articles import At
from generator.seeds.files.reader import Reader
from tests.conftest import Sample
from tests.seeds.persons import (
    FILE,
    FIRST,
    FOURTH,
    MORE,
    PAGE,
    SECOND,
    THIRD,
    article,
    data,
    edit,
    ids,
    left_out,
    replace,
    whole,
)


def test_segmenting_again_changes_nothing(segmented: Sample) -> None:
    before = segmented.tree("seeds")
    segmented.run("segment")
    assert segmented.tree("seeds") == before


EDITS = [
    ("title: 岚县土豆花开", "title: 岚县的土豆花开了"),
    ("kicker: null", "kicker: 乡村振兴"),
    ("subtitle: null", "subtitle: 游人纷纷前来"),
    ("title_source: page", "title_source: editor"),
    ("name: 李二", "name: 李贰"),
    ("byline: 本报讯 （记者 李二）", "byline: 本报讯（记者 李二）"),
    ("county: 岚县", "county: 临县"),
    ("county_source: text", "county_source: editor"),
    ("kind: news", "kind: photo"),
    ("    七月的岚县，", "    七月的 岚县，"),
    ("    七月的岚县，", "    七月的岚县，\n\n    "),
    ("captions: []", "captions: [图为花海]"),
    ("continued_from: null", "continued_from: 1"),
    ("  body: |-\n    七月", "  body: |\n    七月"),
    ("  page: 2\n", "  page: 3\n"),
    ("reviewed: false", "reviewed: true"),
    ("  county: 岚县\n", ""),
    ("confidence: 0.", "confidence: 0.0"),
    ("lines: [6, 9]", "lines: [6, 10]"),
]


@pytest.mark.parametrize(("old", "new"), EDITS)
def test_an_article_stays_whatever_of_it_a_person_changed(segmented: Sample, old: str, new: str) -> None:
    text = segmented.read(FILE)
    at = text.index(f"- id: {SECOND}")
    assert old in text[at:]
    mine = text[:at] + "# 校读：王二\n" + text[at:].replace(old, new, 1)
    segmented.write(FILE, mine)
    segmented.run("segment")
    assert segmented.read(FILE) == mine
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert mine[mine.index("# 校读") : mine.index(f"- id: {THIRD}")] in segmented.read(FILE)
    assert ids(segmented) == sorted([FIRST, SECOND, THIRD, FOURTH]) or "page: 3" in new
    whole(segmented)


def test_what_segment_left_and_why_is_said(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    edit(segmented, lambda content: content["articles"].pop(2))
    assert segmented.run("segment").output.splitlines()[:2] == [
        f"{FILE}: 1 article found, 1 line in no article.",
        f"  As a person left it: 1 article changed ({SECOND}), 1 article deleted ({THIRD}), "
        "3 lines left out (石楼红枣丰收; 本报讯 （记者 张三）十月的石楼，红枣挂…; 客商的货车排到了村口。).",
    ]


def test_a_deleted_article_does_not_come_back_and_its_lines_become_no_other(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].pop(1))
    for _ in range(2):
        assert segmented.run("segment").exit_code == 0
        assert ids(segmented) == [FIRST, THIRD]
        assert left_out(segmented) == [6, 8, 9]
    segmented.write("seeds/pages/a.txt", "\n\n" + PAGE + MORE)
    segmented.run("segment")
    assert ids(segmented) == [FIRST, THIRD, FOURTH]
    assert left_out(segmented) == [8, 10, 11]
    whole(segmented)


def test_a_deleted_article_does_not_come_back_from_a_page_that_changed_meanwhile(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].pop(1))
    segmented.write("seeds/pages/a.txt", "\n\n" + PAGE + MORE)
    segmented.run("segment")
    assert ids(segmented) == [FIRST, THIRD, FOURTH]
    assert left_out(segmented) == [8, 10, 11]


def test_a_line_of_a_deleted_article_that_was_corrected_meanwhile_does_not_come_back(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].pop(1))
    segmented.write("seeds/pages/a.txt", PAGE.replace("土豆花开满山坡", "洋芋花开遍山坡"))
    segmented.run("segment")
    assert ids(segmented) == [FIRST, THIRD]
    assert {u["line"]: u.get("status") for u in data(segmented)["unplaced"]} == {
        6: "withheld",
        8: "withheld",
        9: "withheld",
        16: None,
    }
    assert (
        "seeds/pages/a.txt:8: 2 lines stand in no article (8, 16), the first: 本报讯 （记者"
        in segmented.run("check").output
    )
    text = segmented.read(FILE)
    segmented.run("segment")
    assert segmented.read(FILE) == text


def test_when_all_articles_are_deleted_none_comes_back(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].clear())
    segmented.run("segment")
    assert ids(segmented) == []
    assert left_out(segmented) == [1, 3, 4, 6, 8, 9, 11, 13, 14]
    assert segmented.run("check").output.count("stands in no article") == 1


def test_the_number_of_a_deleted_article_is_given_to_no_other(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].pop(2))
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert ids(segmented) == [FIRST, SECOND, FOURTH]


def test_the_number_of_an_article_that_a_person_made_and_deleted_is_given_to_no_other(segmented: Sample) -> None:
    replace(segmented, f"- id: {THIRD}", f"- id: {FOURTH}")
    segmented.run("segment")
    edit(segmented, lambda content: content["articles"].pop(2))
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert ids(segmented) == [FIRST, SECOND, FOURTH[:-1] + "5"]


def test_where_no_id_can_be_higher_nothing_is_written_and_that_is_said(segmented: Sample) -> None:
    last = "xxb-2024-03-09-02-9999999"
    replace(segmented, f"- id: {SECOND}", f"- id: {last}")
    segmented.run("segment")
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    before = segmented.read(FILE)
    result = segmented.run("segment")
    assert (result.exit_code, segmented.read(FILE)) == (1, before)
    assert result.output.startswith(f"{last}: is the last id of its page")


def test_articles_merged_by_hand_stay_merged(segmented: Sample) -> None:
    def merge(content: dict[str, Any]) -> None:
        first, second = content["articles"][:2]
        first["body"] += "\n\n" + second["body"]
        first["source"] += second["source"]
        del content["articles"][1]

    edit(segmented, merge)
    merged = article(segmented, FIRST)
    third = article(segmented, THIRD)
    segmented.run("segment")
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert article(segmented, FIRST) == merged
    assert article(segmented, THIRD)["body"] == third["body"]
    assert ids(segmented) == [FIRST, THIRD, FOURTH]
    assert left_out(segmented) == []


def test_an_article_split_by_hand_stays_split(segmented: Sample) -> None:
    def split(content: dict[str, Any]) -> None:
        first = content["articles"][0]
        first["source"] = [{"file": "pages/a.txt", "lines": [1, 3]}]
        source = [{"file": "pages/a.txt", "lines": [4, 4]}]
        content["articles"].append(deepcopy(first) | {"id": FOURTH, "title": "种粮大户忙选种", "source": source})

    edit(segmented, split)
    mine = article(segmented, FIRST), article(segmented, FOURTH)
    segmented.run("segment")
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert (article(segmented, FIRST), article(segmented, FOURTH)) == mine
    assert ids(segmented)[-1] == "xxb-2024-03-09-02-05"


def test_an_article_that_was_given_another_id_keeps_it(segmented: Sample) -> None:
    replace(segmented, f"- id: {SECOND}", "- id: xxb-2024-03-09-02-17")
    segmented.run("segment")
    assert ids(segmented) == [FIRST, "xxb-2024-03-09-02-17", THIRD]
    assert moved.read(Reader(segmented.root)).to == {SECOND: "xxb-2024-03-09-02-17"}
    (segmented.root / moved.FILE).unlink()
    segmented.run("segment")
    assert not (segmented.root / moved.FILE).exists()  # it is said once
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert ids(segmented) == [FIRST, THIRD, "xxb-2024-03-09-02-17", "xxb-2024-03-09-02-18"]


def test_an_article_added_by_hand_over_lines_of_another_changes_no_other(segmented: Sample) -> None:
    before = data(segmented)["articles"]
    mine = {"title": "三县丰收", "body": "从春到秋。", "source": [{"file": "pages/a.txt", "lines": [3, 9]}]}
    edit(segmented, lambda content: content["articles"].append(mine))
    segmented.run("segment")
    assert data(segmented)["articles"] == [*before, mine]


def test_lines_taken_out_of_an_article_or_put_by_are_a_persons(segmented: Sample) -> None:
    replace(segmented, "lines: [6, 9]", "lines: [6, 8]")
    replace(segmented, "lines: [11, 14]", "lines: [11, 13]")
    replace(segmented, "unplaced:\n", "unplaced:\n- {file: pages/a.txt, line: 14, text: 客商的货车排到了村口。}\n")
    segmented.run("segment")
    assert left_out(segmented) == [9, 14]
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert left_out(segmented) == [9, 14]
    assert [u["line"] for u in data(segmented)["unplaced"]] == [9, 14, 16]
    whole(segmented)


def test_a_file_that_another_program_wrote_again_is_the_machines_as_before(segmented: Sample) -> None:
    edit(segmented, lambda content: None)
    text = segmented.read(FILE)
    segmented.run("segment")
    assert segmented.read(FILE) == text
    segmented.write("seeds/pages/a.txt", PAGE.replace("一片繁忙", "十分繁忙"))
    assert segmented.run("segment").output.splitlines()[1:] == [f"  ~ {FIRST} 兴县春耕全面展开: body"]


def test_the_file_is_all_that_is_needed(segmented: Sample, tmp_path: Path) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    segmented.run("segment")
    shutil.copytree(segmented.root / "seeds", tmp_path / "clone/seeds")
    clone = Sample(tmp_path / "clone")
    clone.write("seeds/pages/a.txt", PAGE + MORE)
    clone.run("segment")
    assert article(clone, SECOND) == article(segmented, SECOND)


def without_record(segmented: Sample) -> None:
    segmented.write(FILE, segmented.read(FILE).partition("machine:")[0])


def test_of_a_file_without_a_record_what_the_machine_would_write_is_the_machines(segmented: Sample) -> None:
    text = segmented.read(FILE)
    without_record(segmented)
    assert segmented.run("segment").output == f"{FILE}: 3 articles found, 1 line in no article.\n"
    assert segmented.read(FILE) == text


def test_what_else_stands_in_a_file_without_a_record_is_a_persons(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    without_record(segmented)
    mine = segmented.read(FILE)
    result = segmented.run("segment")
    assert result.output.splitlines() == [
        f"{FILE}: 2 articles found, 1 line in no article.",
        f"  As a person left it: 1 article made ({SECOND}).",
    ]
    assert segmented.read(FILE).startswith(mine)
    segmented.write("seeds/pages/a.txt", PAGE + MORE)
    segmented.run("segment")
    assert article(segmented, SECOND)["title"] == "岚县的土豆花开了"


def test_lines_that_a_file_without_a_record_lacks_are_for_a_person_to_look_at(segmented: Sample) -> None:
    edit(segmented, lambda content: [content["articles"].pop(1), content.pop("machine")])
    segmented.run("segment")
    assert ids(segmented) == [FIRST, THIRD]
    said = segmented.run("check").output
    assert "seeds/pages/a.txt:6: 4 lines stand in no article (6, 8-9, 16), the first: 岚县土豆花开." in said
    whole(segmented)


DAMAGE = [
    ("  pages:\n", "  pages: [1, 2]\n  pagez:\n"),
    (f"    {FIRST}: ", f"    {FIRST}: [1]\n    x: "),
    ("{lines: ", "{lines: {}, marks: "),
    ("  articles:\n", "  articles: 5\n  others:\n"),
    ("machine:\n", "machine: 5\nno"),
]


@pytest.mark.parametrize(("old", "new"), DAMAGE)
def test_a_damaged_record_is_a_problem_and_takes_nothing_away(segmented: Sample, old: str, new: str) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    articles = data(segmented)["articles"]
    text, _, record = segmented.read(FILE).rpartition("machine:\n")
    damaged = f"machine:\n{record}".replace(old, new, 1).partition("\nno")[0]
    segmented.write(FILE, f"{text}{damaged}\n")
    said = (
        f"{FILE}:{text.count(chr(10)) + 1}: the record of what the machine wrote is damaged. "
        'Run "baocang segment": what is not exactly as it would write it then counts as written by a person.'
    )
    assert said in segmented.run("check").output.splitlines()
    result = segmented.run("segment")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, said)
    assert data(segmented)["articles"] == articles
    assert segmented.run("segment").output == (
        "1 issue unchanged. Articles: 2 found, 1 made by a person; lines: 1 in no article.\n"
    )


def shown(segmented: Sample) -> tuple[proof.Proof, list[dict[str, Any]]]:
    found = proof.read(segmented.root, ("xxb", "2024-03-09"), proof.Numbers())
    assert found
    return found, [a.model_dump(mode="json", exclude={"paper", "date"}) for a in found.articles]


def test_what_the_desk_did_not_change_stays_the_machines(segmented: Sample) -> None:
    found, articles = shown(segmented)
    articles[1]["title"] = "岚县的土豆花开了"
    assert proof.save(segmented.root, found, found.base, articles, {("pages/a.txt", 16): "none"}) == []
    text = segmented.read(FILE)
    assert segmented.run("segment").output == (
        "1 issue unchanged. Articles: 2 found, 1 changed by a person; lines: 1 in no article.\n"
    )
    assert segmented.read(FILE) == text


def test_articles_merged_at_the_desk_stay_merged_and_lines_put_by_stay_there(segmented: Sample) -> None:
    found, articles = shown(segmented)
    articles[0]["body"] += "\n\n" + articles[1]["body"]
    articles[0]["source"] += [{"file": "pages/a.txt", "lines": [8, 9]}]
    del articles[1]
    left: dict[At, proof.Role] = {("pages/a.txt", 6): "left", ("pages/a.txt", 16): "none"}
    assert proof.save(segmented.root, found, found.base, articles, left) == []
    assert left_out(segmented) == [6]
    text = segmented.read(FILE)
    segmented.run("segment")
    assert segmented.read(FILE) == text


def test_the_desk_shows_a_page_that_changed_as_segment_would_write_it(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    segmented.write("seeds/pages/a.txt", MORE.lstrip() + "\n" + PAGE)
    found, articles = shown(segmented)
    assert [a["id"] for a in articles] == [FIRST, SECOND, THIRD, FOURTH]
    assert proof.save(segmented.root, found, found.base, articles, {("pages/a.txt", 21): "none"}) == []
    text = segmented.read(FILE)
    assert segmented.run("segment").output == (
        "1 issue unchanged. Articles: 3 found, 1 changed by a person; lines: 1 in no article.\n"
    )
    assert segmented.read(FILE) == text


def test_an_article_file_that_has_gone_since_the_last_build_is_made_anew_and_that_is_said(segmented: Sample) -> None:
    edit(segmented, lambda content: content["articles"].pop())
    said = (
        f"{FILE}: was there at the last build and is made anew: what people had done in it is gone. "
        "If that was not meant, get it back from a copy or from git.\n"
    )
    assert said not in segmented.run("segment").output
    assert segmented.run("build").exit_code == 0
    (segmented.root / FILE).unlink()
    result = segmented.run("segment")
    assert result.exit_code == 0
    assert said in result.output
    assert said not in segmented.run("segment").output
