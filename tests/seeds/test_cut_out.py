"""A paragraph that a person cut out of an article, or put elsewhere without its lines, does not come back."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from generator.base.model import Article
from generator.review import proof
from generator.review.proof import Numbers
from generator.seeds.following import cut_out
from tests.conftest import Sample
from tests.seeds.persons import FIRST, FOURTH, PAGE, SECOND, THIRD, article, data, edit, ids, whole
from tests.seeds.test_page_changes import (
    gone_from_the_site,
    misread,
    narrow,
    on_top,
    split,
)

pytestmark = pytest.mark.slow

TOLD = "　　城关镇村民张建国因欠款被列入名单，电话写在村委会门前，\n引来许多人围观议论。\n"
WITH_TOLD = PAGE.replace("种粮大户忙着选种育苗。\n", f"种粮大户忙着选种育苗。\n{TOLD}")


def cut(content: dict[str, Any]) -> str:
    """Takes the second paragraph out of the first article; gives it back."""
    first = content["articles"][0]
    first["body"], _, paragraph = first["body"].partition("\n\n")
    assert "张建国" in paragraph
    return str(paragraph)


@pytest.fixture
def telling(segmented: Sample) -> Sample:
    """The archive with a second paragraph in its first article."""
    segmented.write("seeds/pages/a.txt", WITH_TOLD)
    assert segmented.run("segment").exit_code == 0
    assert ids(segmented) == [FIRST, SECOND, THIRD]
    return segmented


@pytest.mark.parametrize("change", [split, narrow, misread, on_top])
def test_a_paragraph_that_a_person_cut_out_does_not_come_back(telling: Sample, change: Callable[[str], str]) -> None:
    edit(telling, cut)
    said = f"seeds/pages/a.txt:5: 2 lines of {FIRST} are in its text no more, and published no more. "
    assert said in telling.run("segment").output
    assert said not in telling.run("segment").output
    held = [line for line in data(telling)["unplaced"] if line["line"] < 8]
    assert [(line["line"], line["status"], line["reviewed"]) for line in held] == [
        (5, "withheld", True),
        (6, "withheld", True),
    ]
    on_desk = proof.read(telling.root, ("xxb", "2024-03-09"), Numbers(set()))
    assert on_desk
    whose = proof.whose(on_desk, on_desk.articles, on_desk.unplaced)
    assert {n: whose.get(("pages/a.txt", n)) for n in (4, 5, 6, 8)} == {4: FIRST, 5: None, 6: None, 8: SECOND}
    assert article(telling, FIRST)["source"] == [{"file": "pages/a.txt", "lines": [1, 4]}]
    gone_from_the_site(telling, "张建国")
    telling.write("seeds/pages/a.txt", change(WITH_TOLD))
    for _ in range(2):
        assert telling.run("segment").exit_code == 0
        assert ids(telling) == [FIRST, SECOND, THIRD]
        gone_from_the_site(telling, "张建国", "围观")
        whole(telling)


CORRECTIONS: list[Callable[[dict[str, Any]], object]] = [
    lambda a: a.update(title="春回大地农事忙"),
    lambda a: a.update(body=a["body"].replace("城关镇村民张建国", "北关村民赵大")),
    lambda a: a.update(body=a["body"].replace("引来许多人围观议论", "大家看了都摇头")),
    lambda a: a.update(body=a["body"].replace("\n\n", "")),
    lambda a: a.update(body="".join(a["body"][at + 1] + a["body"][at] for at in range(0, len(a["body"]) - 1, 2))),
]


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_a_line_that_was_corrected_is_not_cut_out(
    telling: Sample, correction: Callable[[dict[str, Any]], object]
) -> None:
    edit(telling, lambda content: correction(content["articles"][0]))
    assert telling.run("segment").exit_code == 0
    assert [line["line"] for line in data(telling)["unplaced"]] == [18]


def archive_text(segmented: Sample) -> str:
    return "".join(str(a["title"]) + a["body"] for a in data(segmented)["articles"])


@pytest.mark.parametrize("change", [narrow, misread])
@pytest.mark.parametrize("to", ["another article", "an article of its own"])
def test_a_paragraph_that_a_person_put_elsewhere_without_its_lines_stands_there_alone(
    telling: Sample, to: str, change: Callable[[str], str]
) -> None:
    def put(content: dict[str, Any]) -> None:
        paragraph = cut(content)
        if to == "another article":
            content["articles"][2]["body"] += f"\n\n{paragraph}"
        else:
            mine = dict(deepcopy(content["articles"][0]), id=FOURTH, title="欠款名单", body=paragraph, source=[])
            content["articles"].append(mine)

    edit(telling, put)
    result = telling.run("segment")
    assert result.exit_code == 0, result.output
    assert [line["line"] for line in data(telling)["unplaced"]] == [18]
    there, persons = ids(telling), (FIRST, THIRD if to == "another article" else FOURTH)
    mine = {id: article(telling, id)["body"] for id in persons}
    for page in (change(WITH_TOLD), on_top(change(WITH_TOLD))):
        telling.write("seeds/pages/a.txt", page)
        assert telling.run("segment").exit_code == 0
        assert ids(telling) == there
        assert {id: article(telling, id)["body"] for id in persons} == mine
        assert archive_text(telling).count("张建国") == 1
        whole(telling)
    if to == "an article of its own":
        lines = page.split("\n")
        said = "".join("".join(lines[s["lines"][0] - 1 : s["lines"][1]]) for s in article(telling, FOURTH)["source"])
        assert "张建国" in said


SENTENCES = {8: "会议指出，新楼设有急救中心，救护车直达门口。", 9: "门诊搬入新址，病床增加了二百张。"}
SIGNED = {"body": "农机手正在检修机具，各乡镇备足了种子。薛力娜", "byline": "张志茹 摄"}


@pytest.mark.parametrize(
    ("line", "at", "gone"),
    [("薛力娜 张志茹 摄", 7, [8, 9]), ("城关小学六百名学生", 7, [7, 8, 9]), ("城关小学六百名学生", 3, [8, 9])],
    ids=["a signature in two fields", "what was cut out with them", "a line of elsewhere"],
)
def test_with_sentences_that_were_cut_out_goes_what_stood_beside_them(line: str, at: int, gone: list[int]) -> None:
    said = {1: "农机手正在检修机具，", 2: "各乡镇备足了种子。"}
    fields = {"id": FIRST, "paper": "xxb", "date": "2024-03-09", "title": "改", **SIGNED}
    article = Article.model_validate(fields)
    lines = said | {at: line} | SENTENCES
    page = {n: n for n in range(1, 12)}
    assert sorted(cut_out._gone([article], article, lines, page)) == gone
