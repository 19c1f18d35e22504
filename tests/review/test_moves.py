"""Lines are moved from article to article: none of their characters is lost, and what a person wrote stays."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.review import proof, recompose, roles
from generator.review.proof import Role
from generator.seeds.articles import At
from scripts import figures
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FIRST, ISSUES, SECOND, THIRD
from tests.review.desks import PAGE as BARE
from tests.torture.__main__ import main
from tests.torture.desk import torture

pytestmark = pytest.mark.slow

KEY = ("xxb", "2024-03-07")
ONE = "pages/one.txt"
PAGE = BARE.replace("本报讯（", "本报讯 （")  # as the articles have it: nothing in them is a person's
WHOLE = ARTICLES.replace("二百〔□〕。", "二百张。")


ONE_PHOTOGRAPH = f"""\
paper: xxb
date: 2024-03-07
articles:
  - id: {FIRST}
    title: 群众正在采摘
    title_source: lead
    kind: photo
    body: |-
      群众正在采摘。 王涛 摄影报道

      新楼设有急救中心，救护车直达门口。
    source: [{{file: {ONE}, lines: [1, 2]}}]
unplaced: []
"""


class Desk:
    """The issue as a browser holds it."""

    def __init__(self, archive: Sample, page: str = PAGE, articles: str = WHOLE) -> None:
        archive.write("seeds/issues.yml", ISSUES)
        archive.write(f"seeds/{ONE}", page)
        archive.write("seeds/articles/xxb-2024-03-07.yml", articles)
        self._root, self._numbers = archive.root, proof.Numbers()
        read = self._read()
        self.articles = {a.id: a.model_dump(mode="json", exclude={"paper", "date"}) for a in read.articles}
        self.owners = roles.owners(read)
        self.hints: dict[str, Any] = {}

    def _read(self) -> proof.Proof:
        found = proof.read(self._root, KEY, self._numbers)
        assert found
        return found

    def __getitem__(self, id: str) -> dict[str, Any]:
        return self.articles[id]

    def write(self, id: str, **fields: Any) -> None:
        self.articles[id] = self.articles[id] | fields

    def replace(self, id: str, old: str, new: str) -> None:
        assert old in self.articles[id]["body"]
        self.write(id, body=self.articles[id]["body"].replace(old, new))

    def give(self, lines: Sequence[int], id: str | None, role: Role = "body") -> None:
        """Gives lines to an article, to a new one ("+") or to none."""
        after = dict(self.owners) | {(ONE, n): (id, role if id else "left") for n in lines}
        ids = dict.fromkeys(x for n in lines for x in (self.owners[ONE, n][0], id) if x)
        parts = [
            recompose.Part(
                id=None if each == "+" else each,
                file=ONE,
                article=self.articles.get(each),
                before=held(self.owners, each),
                after=held(after, each),
            )
            for each in ids
        ]
        for part, one in zip(parts, recompose.compose(self._read(), parts, self._numbers), strict=True):
            self.articles.pop(one["id"], None)
            if one["article"]:
                self.articles[one["id"]] = one["article"]
            self.hints[one["id"]] = one["hints"]
            if part.id is None:
                after = {at: (one["id"], role) if who == "+" else (who, role) for at, (who, role) in after.items()}
        self.owners = after

    def move(self, id: str, to: str) -> None:
        """Makes one article part of another."""
        self.give([n for (_, n), (who, _) in self.owners.items() if who == id], to)


def held(owners: dict[At, tuple[str | None, Role]], id: str) -> list[tuple[str, int, Role]]:
    return [(file, n, role) for (file, n), (who, role) in owners.items() if who == id]


@pytest.fixture
def desk(sample: Sample) -> Desk:
    return Desk(sample)


def body(desk: Desk, id: str) -> list[str]:
    return list(desk[id]["body"].split("\n\n"))


SPRING = ["三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。", "农技员进村入户，手把手教农民选种。"]
CLINIC = ["县医院新楼昨日启用，门诊搬入新址，病床增加了二百张。", "新楼设有急救中心，救护车直达门口。"]

# ---- nothing is lost -----------------------------------------------------------------------------------------------


def test_a_headline_line_given_to_a_written_title_is_the_subtitle(desk: Desk) -> None:
    desk.write(FIRST, title="春耕正忙")
    desk.give([10], FIRST, "headline")
    assert (desk[FIRST]["title"], desk[FIRST]["subtitle"]) == ("春耕正忙", "值班电话")
    assert desk.hints[FIRST] == {
        "title": {
            "set": {"title": "我县春耕全面展开　值班电话", "title_source": "page"},
            "gone": {"subtitle": "值班电话"},
        }
    }
    desk.give([9], FIRST, "headline")
    assert (desk[FIRST]["kicker"], desk[FIRST]["subtitle"]) == ("值班电话", "<b>{{天气}}</b>晴&lt;")
    desk.give([9, 10], None)
    assert (desk[FIRST]["title"], desk[FIRST]["subtitle"]) == ("春耕正忙", None)


def test_where_the_subtitle_is_written_too_it_stands_before_the_body(desk: Desk) -> None:
    desk.write(FIRST, title="春耕正忙", subtitle="备足种子")
    desk.give([10], FIRST, "headline")
    assert (desk[FIRST]["title"], desk[FIRST]["subtitle"]) == ("春耕正忙", "备足种子")
    assert body(desk, FIRST) == ["值班电话", *SPRING]
    assert desk[FIRST]["byline"] == "本报讯 （记者 王一）"
    assert desk.hints[FIRST]["title"]["gone"] == {"body": ["值班电话"]}
    desk.give([10], SECOND)
    assert body(desk, FIRST) == SPRING
    assert body(desk, SECOND) == [*CLINIC, "值班电话"]


@pytest.mark.parametrize(("alike", "gone"), [(1, ["body"]), (2, [])])
def test_what_a_hint_takes_away_is_no_line_that_stands_in_what_a_person_wrote_alone(
    alike: int, gone: list[str]
) -> None:
    """Of two lines that are the same one stands in the written title, which is gone once the hint is taken."""
    line = CLINIC[1]
    article = {"title": f"{line}改", "title_source": "page", "body": f"{line}\n\n{SPRING[0]}"}
    lines = [((ONE, n), line) for n in range(alike)] + [((ONE, 9), SPRING[0])]
    spared = recompose._spared(article, {"title": line}, {"body": [line]}, lines)
    assert (list(spared), spared.get("body", [line])) == (gone, [line])


def test_a_signature_given_to_a_written_byline_stays_in_the_body(sample: Sample) -> None:
    desk = Desk(sample, PAGE + "（李涛）\n", WHOLE + "- {file: pages/one.txt, line: 11, text: （李涛）}\n")
    desk.write(SECOND, byline="本报讯")
    desk.give([11], SECOND)
    assert desk[SECOND]["byline"] == "本报讯"
    assert body(desk, SECOND) == [*CLINIC, "（李涛）"]
    desk.give([11], FIRST)
    assert body(desk, SECOND) == CLINIC
    assert desk[FIRST]["byline"] == "本报讯 （记者 王一） （李涛）"


def test_lines_that_leave_take_their_text_and_their_authors_along(desk: Desk) -> None:
    desk.give([5, 6, 7], FIRST)
    assert desk[SECOND]["authors"] == []
    assert (desk[SECOND]["byline"], desk[SECOND]["title_source"]) == (None, "lead")
    assert body(desk, SECOND) == CLINIC[1:]
    desk.give([5], SECOND, "headline")
    desk.give([6, 7], SECOND)
    assert (desk[SECOND]["title"], desk[SECOND]["authors"]) == ("县医院新楼启用", [{"name": "李二", "role": "记者"}])
    assert (body(desk, FIRST), body(desk, SECOND)) == (SPRING, CLINIC)


# ---- what a person wrote follows its lines -------------------------------------------------------------------------


def test_a_paragraph_that_is_cut_takes_its_changes_to_where_the_words_went(desk: Desk) -> None:
    desk.replace(FIRST, "一片繁忙", "十分繁忙")
    desk.replace(FIRST, "种子。", "良种。")
    desk.give([3], "+")
    assert body(desk, FIRST) == ["三月的田野十分繁忙，", SPRING[1]]
    assert body(desk, THIRD) == ["农机手正在检修机具，各乡镇备足了良种。"]
    desk.give([3], FIRST)
    assert body(desk, FIRST)[0] == "三月的田野十分繁忙，农机手正在检修机具，各乡镇备足了良种。"


def test_a_change_goes_to_its_own_of_two_paragraphs_that_are_alike(sample: Sample) -> None:
    page = PAGE.replace("　　新楼设有急救中心，救护车直达门口。", "　　农技员进村入户，手把手教农民选种。")
    desk = Desk(sample, page, WHOLE.replace("新楼设有急救中心，救护车直达门口。", "农技员进村入户，手把手教农民选种。"))
    desk.replace(SECOND, "选种", "选良种")
    desk.give([8], FIRST)
    assert body(desk, FIRST) == [*SPRING, "农技员进村入户，手把手教农民选良种。"]


def test_paragraphs_that_were_added_go_with_the_one_before_them(desk: Desk) -> None:
    desk.write(FIRST, body="\n\n".join(["编者按", SPRING[0], SPRING[1], "（未完）"]))
    desk.give([4], SECOND)
    assert body(desk, FIRST) == ["编者按", SPRING[0]]
    assert body(desk, SECOND) == [SPRING[1], "（未完）", "本报讯 （记者 李二）" + CLINIC[0], CLINIC[1]]


def test_paragraphs_that_were_joined_or_parted_stay_so(desk: Desk) -> None:
    desk.write(FIRST, body="".join(SPRING))
    desk.replace(SECOND, "启用，门诊", "启用。\n\n门诊")
    desk.give([9], FIRST)
    desk.give([10], SECOND)
    assert body(desk, FIRST) == ["".join(SPRING), "<b>{{天气}}</b>晴&lt;"]
    assert body(desk, SECOND) == ["县医院新楼昨日启用。", "门诊搬入新址，病床增加了二百张。", CLINIC[1], "值班电话"]


def test_a_character_across_which_a_paragraph_was_parted_anew_goes_with_its_line(desk: Desk) -> None:
    desk.write(FIRST, body=f"{SPRING[0]}补充一句。农\n\n另起{SPRING[1][1:]}")
    desk.give([4], SECOND)
    assert body(desk, FIRST) == [SPRING[0]]
    assert body(desk, SECOND)[:2] == ["补充一句。农", f"另起{SPRING[1][1:]}"]


def test_a_paragraph_that_was_put_elsewhere_and_changed_stays_with_its_line(desk: Desk) -> None:
    changed = SPRING[1].replace("选种", "选良种")
    desk.write(FIRST, body=f"{changed}\n\n{SPRING[0]}")
    desk.give([2, 3], SECOND)
    assert body(desk, FIRST) == [changed]
    assert changed not in desk[SECOND]["body"]


def test_a_short_paragraph_that_was_put_elsewhere_stays_with_its_line_however_much_was_put_into_it(desk: Desk) -> None:
    desk.give([10], FIRST)
    assert body(desk, FIRST) == [*SPRING, "值班电话"]
    changed = "值班室今天有人，来访请先打电话。"
    desk.write(FIRST, body=f"{changed}\n\n{SPRING[1]}\n\n{SPRING[0]}补充。")
    desk.give([2, 3, 4], SECOND)
    assert body(desk, FIRST) == [changed]
    assert changed not in desk[SECOND]["body"]


def test_words_that_were_put_elsewhere_stand_again_where_their_line_goes(desk: Desk) -> None:
    desk.write(FIRST, body=f"选种{SPRING[0]}\n\n{SPRING[1].replace('选种', '')}")
    desk.give([4], SECOND)
    assert body(desk, FIRST) == [f"选种{SPRING[0]}"]
    assert "手把手教农民选种。" in desk[SECOND]["body"]


def test_a_paragraph_that_was_written_anew_is_put_whole_where_it_begins(desk: Desk) -> None:
    written = "田间到处是人。"
    desk.write(FIRST, body=f"{written}\n\n{SPRING[1]}")
    desk.give([3], SECOND)
    assert body(desk, FIRST)[0] == written
    assert "农机手正在检修机具，各乡镇备足了种子。" in desk[SECOND]["body"]


def test_what_was_written_into_a_line_that_is_in_no_article_any_more_stays(desk: Desk) -> None:
    desk.replace(FIRST, "选种", "选良种")
    desk.give([4], None)
    assert body(desk, FIRST) == [SPRING[0], "农技员进村入户，手把手教农民选良种。"]
    assert desk.hints[FIRST] == {"body": {"set": {"body": SPRING[0]}, "gone": {}}}


def test_a_paragraph_that_was_taken_out_stands_again_in_the_article_that_gets_its_line(desk: Desk) -> None:
    desk.write(FIRST, body=SPRING[0])
    desk.give([9], FIRST)
    assert SPRING[1] not in desk[FIRST]["body"]
    desk.give([4], SECOND)
    assert SPRING[1] in body(desk, SECOND)


@pytest.mark.parametrize(
    ("opening", "elsewhere"),
    [
        ("三月的田野一片繁忙，备耕，", "农机手正在检修机具，各乡镇备足了种子。另有农药。"),
        ("三月的田野一片繁忙，农机手正在检修机具，", "各乡镇备足了种子。另有农药。"),
    ],
)
def test_what_was_put_elsewhere_in_an_article_is_whole_in_the_one_that_gets_its_line(
    desk: Desk, opening: str, elsewhere: str
) -> None:
    desk.write(FIRST, body="\n\n".join([opening, SPRING[1], elsewhere]))
    desk.give([3], SECOND)
    assert "农机手正在检修机具，各乡镇备足了种子。" in desk[SECOND]["body"]
    written = "\n".join(desk[id]["body"] for id in (FIRST, SECOND))
    assert elsewhere in written and opening[-3:] in written


def test_a_body_without_a_word_of_the_page_stays_beside_lines_that_come(desk: Desk) -> None:
    desk.write(FIRST, source=[], title="补记", body="另写的一段。")
    desk.give([1, 2, 3, 4], None)
    assert (desk[FIRST]["title"], desk[FIRST]["body"], desk[FIRST]["source"]) == ("补记", "另写的一段。", [])
    desk.give([4], FIRST)
    assert (desk[FIRST]["title"], body(desk, FIRST)) == ("补记", ["另写的一段。", SPRING[1]])


def test_what_was_written_stays_in_one_when_its_line_has_to_stand_again(sample: Sample) -> None:
    """The comparison takes the 。 that was typed for the line's own; and that goes elsewhere than the signature."""
    line = "群众正在采摘。 王涛 摄影报道"
    desk = Desk(sample, f"{line}\n　　{CLINIC[1]}\n", ONE_PHOTOGRAPH)
    desk.write(FIRST, body=f"群众正在果园，\n\n补充一句。 王涛 摄影报道\n\n{CLINIC[1]}")
    desk.give([2], "+")
    assert desk[FIRST]["byline"] == "王涛 摄影报道"
    assert body(desk, FIRST) == ["群众正在采摘。", "群众正在果园，", "补充一句。"]


def test_what_was_written_stays_in_one_when_its_line_has_to_stand_again_in_a_headline(desk: Desk) -> None:
    """The full stop is the page's or was typed: nobody can tell."""
    line = "农机手正在检修机具，各乡镇备足了种子。"
    desk.write(FIRST, body=f"三月的田野一片繁忙，补充一句。\n\n{SPRING[1]}", captions=[line])
    desk.give([3], "+", "headline")
    assert desk[THIRD]["title"] == f"{line}补充一句。"


@pytest.mark.parametrize("written", ["县【编】改2号医", "县医改2号"])
def test_words_that_go_along_with_what_was_written_stand_again_in_their_line(desk: Desk, written: str) -> None:
    desk.write(SECOND, body=f"{CLINIC[0][2:]}\n\n{CLINIC[1]}\n\n{written}")
    desk.give([8], "+")
    assert body(desk, THIRD) == [CLINIC[1], written]
    assert body(desk, SECOND) == [CLINIC[0]]


def test_a_line_that_stands_twice_takes_along_what_was_written_behind_it(sample: Sample) -> None:
    """It is not taken for the other one, nor the full stop that was typed for its own."""
    line = "农机手正在检修机具，各乡镇备足了种子。"
    articles = WHOLE.replace(SPRING[1], line * 2).replace("lines: [1, 4]", "lines: [1, 5]").replace("[5, 8]", "[6, 9]")
    articles = articles.replace("line: 10", "line: 11").replace("line: 9", "line: 10")
    page = PAGE.replace(f"{line}\n　　{SPRING[1]}", f"{line}\n　　{line}\n{line}")
    desk = Desk(sample, page, articles)
    assert body(desk, FIRST) == [SPRING[0], line * 2]
    desk.write(FIRST, body=f"{SPRING[0]}\n\n农机Zq手{line[3:]}农Zr机手{line[3:]}补充一句。")
    desk.give([5], "+", "headline")
    assert desk[THIRD]["title"] == f"农Zr机手{line[3:]}补充一句。"
    assert body(desk, FIRST) == [SPRING[0], f"农机Zq手{line[3:]}"]


def test_a_title_line_that_stands_in_the_body_stays_there_when_another_line_goes(desk: Desk) -> None:
    desk.write(FIRST, title="春耕正忙", subtitle="备足种子")
    desk.give([10], FIRST, "headline")
    desk.write(FIRST, subtitle="", body=f"编者按\n\n{desk[FIRST]['body'].replace('值班电话', '值班电话补充')}")
    desk.give([9], FIRST)
    assert (desk[FIRST]["title"], desk[FIRST]["subtitle"]) == ("春耕正忙", None)
    assert body(desk, FIRST)[:3] == ["编者按", "值班电话补充", SPRING[0]]


def test_a_line_that_is_left_in_a_written_byline_is_none_of_the_body(sample: Sample) -> None:
    desk = Desk(
        sample, PAGE + "□ 实习记者 王卫斌\n", WHOLE + "- {file: pages/one.txt, line: 11, text: □ 实习记者 王卫斌}\n"
    )
    desk.give([11], "+")
    desk.give([10], THIRD)
    assert desk[THIRD]["byline"] == "□ 实习记者 王卫斌"
    desk.write(THIRD, byline="□ 实习记者 王卫补充斌")
    desk.give([9], THIRD)
    desk.give([1, 2, 3, 4], THIRD)
    written = "\n".join(desk[THIRD][name] or "" for name in ("byline", "body"))
    assert desk[THIRD]["byline"] == "□ 实习记者 王卫补充斌"
    assert written.count("实习记者") == 1


def test_paragraphs_between_which_a_line_was_parted_are_one_in_a_headline(desk: Desk) -> None:
    desk.write(SECOND, body=f"{CLINIC[0]}\n\n补充一段。\n\n新楼设有\n\n另外急救中心，救护车直达门口。")
    desk.give([8], "+", "headline")
    assert (desk[THIRD]["title"], body(desk, THIRD)) == ("新楼设有另外急救中心，救护车直达门口。", ["补充一段。"])
    assert body(desk, SECOND) == [CLINIC[0]]


def test_what_the_desk_proposes_takes_no_line_off(sample: Sample) -> None:
    """A line that was put back is no proposal's to drop."""
    line = "农机手正在检修机具，各乡镇备足了种子。"
    desk = Desk(sample)
    desk.write(FIRST, body=f"三月的田野一片繁忙，\n\n{SPRING[1]}", captions=[line])
    desk.give([9], FIRST)
    for name, hint in desk.hints[FIRST].items():
        taken = desk[FIRST] | hint["set"]
        assert line in taken["body"] + "".join(taken["captions"]), name


# ---- articles that are no more -------------------------------------------------------------------------------------


def test_what_was_written_in_an_article_goes_with_it_into_another(desk: Desk) -> None:
    desk.write(SECOND, title="县医院迁入新楼", captions=["新楼外景"], authors=[{"name": "赵三", "role": None}])
    desk.replace(SECOND, "二百张", "三百张")
    desk.move(SECOND, FIRST)
    assert SECOND not in desk.articles
    assert body(desk, FIRST) == [
        *SPRING,
        "县医院迁入新楼",
        "本报讯 （记者 李二）县医院新楼昨日启用，门诊搬入新址，病床增加了三百张。",
        CLINIC[1],
    ]
    assert desk[FIRST]["captions"] == ["新楼外景"]
    assert [author["name"] for author in desk[FIRST]["authors"]] == ["王一", "赵三"]


def test_an_article_that_a_person_has_written_in_stays_when_its_last_line_goes_to_none(desk: Desk) -> None:
    desk.write(SECOND, title="县医院迁入新楼")
    before = desk[SECOND]
    desk.give([5, 6, 7, 8], None)
    assert desk[SECOND] == before | {"source": [], "confidence": None}
    desk.give([6, 7, 8], SECOND)
    assert (desk[SECOND]["title"], body(desk, SECOND)) == ("县医院迁入新楼", CLINIC)


def test_an_article_of_which_all_is_the_machines_goes_with_its_last_line(desk: Desk) -> None:
    desk.give([5, 6, 7, 8], None)
    assert list(desk.articles) == [FIRST]


def test_what_is_said_of_an_article_beside_its_text_stays(desk: Desk) -> None:
    desk.write(FIRST, county="岚县", county_source="editor", kind="notice", continued_from=2)
    desk.give([9], FIRST)
    told = {name: desk[FIRST][name] for name in ("county", "county_source", "kind", "continued_from")}
    assert told == {"county": "岚县", "county_source": "editor", "kind": "notice", "continued_from": 2}
    desk.move(FIRST, SECOND)
    assert (desk[SECOND]["county"], desk[SECOND]["continued_from"]) == ("兴县", 2)


# ---- what is closed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["withheld", "withdrawn"])
def test_lines_of_a_closed_article_stay_closed_wherever_they_go(desk: Desk, status: str) -> None:
    said = {"status": status, "status_note": "因故", "status_until": "2999-01-02", "status_title": False}
    desk.write(SECOND, **said)
    desk.give([8], "+")
    [new] = desk.articles.keys() - {FIRST, SECOND}
    assert {name: desk[new][name] for name in said} == said
    assert desk[FIRST]["status"] == "open"
    desk.move(SECOND, FIRST)
    assert {name: desk[FIRST][name] for name in said} == said


def test_of_two_that_are_closed_the_stricter_decides(desk: Desk) -> None:
    desk.write(FIRST, status="withheld", status_note="甲")
    desk.write(SECOND, status="withdrawn", status_note="乙")
    desk.give([8], FIRST)
    assert (desk[FIRST]["status"], desk[FIRST]["status_note"]) == ("withheld", "甲")
    desk.give([4], SECOND)
    assert (desk[SECOND]["status"], desk[SECOND]["status_note"]) == ("withheld", "甲")


def test_whatever_is_done_at_the_desk_no_line_and_no_word_is_lost() -> None:
    assert torture(2024, 5) == []


def test_sessions_are_shared_out_over_processes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As `make torture` does it: each with the scripts of its own. What was tried is a report, as of a benchmark."""
    report = tmp_path / "torture.json"
    assert main(["desk", "--only", "0", "--only", "3", "--processes", "2", "--json", str(report)]) == 0
    assert "2 tried, 0 found" in capsys.readouterr().out
    page = figures.page({"torture": json.loads(report.read_text(encoding="utf-8"))})
    assert re.search(r"^\| desk \| 2 \| 1 \| 0 \| \d+ \| \S+ \|$", page, re.MULTILINE)
