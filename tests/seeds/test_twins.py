"""An article that an archive has twice is named with both places, though its words are others in one of them."""

import json
from typing import Any

import pytest

from generator.base.model import Article
from generator.language.marks import alike
from generator.seeds import ids, twins
from generator.seeds.article_files import Found
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, FIRST, Hand, archive, server

__all__ = ["archive", "server"]

MORE = "seeds/articles/送来.jsonl"
TEXT = (
    "三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。农技员进村入户，手把手教农民选种，今年全县计划播种"
    "玉米十二万亩、谷子八万亩，比去年多出两成，种粮大户的地里已经翻了两遍。"
)
TITLE = "我县春耕全面展开"


def delivered(archive: Sample, *rows: dict[str, Any]) -> None:
    head = {"paper": "xxb", "date": "2024-03-07"}
    archive.write(MORE, "".join(json.dumps(head | row, ensure_ascii=False) + "\n" for row in rows))


def named(archive: Sample, command: str = "check") -> list[str]:
    return [line for line in archive.run(command).output.splitlines() if "in other words" in line]


def notice(line: int, of: int, who: str = FIRST) -> str:
    what = f"{MORE}:{line}: holds an article that {FILE}:{of} has in other words: {who}. "
    return what + "Take out the one that is not to stay: as it is, both are published."


@pytest.fixture
def corrected(archive: Sample) -> Sample:
    """An article of the issue's own file, as a person has corrected it."""
    body = "    三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。\n\n    农技员进村入户，手把手教农民选种。"
    assert body in ARTICLES
    archive.write(FILE, ARTICLES.replace(body, f"    {TEXT}"))
    return archive


@pytest.mark.parametrize(
    "row",
    [
        {"title": "我具春耕全面展幵", "body": TEXT.replace("繁忙", "繁忏").replace("播种", "播神")},
        {"title": "另一个标题", "body": TEXT.replace("两成", "二成")},
        {"title": TITLE, "body": TEXT[: len(TEXT) // 2]},
        {"title": "完全不同", "body": "机器读得很糟。" * 9, "source": [{"file": "pages/one.txt", "lines": [1, 4]}]},
        {"title": "我县春耕", "body": TEXT.replace("繁忙", "忙碌"), "page": 3, "id": "xxb-2024-03-07-03-09"},
    ],
)
def test_a_delivery_that_brings_what_was_corrected_names_both_places(corrected: Sample, row: dict[str, Any]) -> None:
    delivered(corrected, {"title": "会议召开", "body": "全县水利工作会议昨日在县城召开，安排部署今年各项任务。"}, row)
    assert named(corrected) == [notice(2, 4)]
    result = corrected.run("build")
    assert "and so is" not in corrected.run("check").output  # the same lines: it is said once
    assert (result.exit_code, notice(2, 4) in result.output.splitlines()) == (0, True)


def test_it_is_named_when_it_was_corrected_at_the_desk_after_the_delivery(archive: Sample, server: Any) -> None:
    hand = Hand(server)
    delivered(archive, {name: hand[FIRST][name] for name in ("title", "body", "page")})
    assert named(archive) == []  # it is the same still, which is said in its own words
    assert "holds the same article as" in archive.run("check").output
    hand.edit(FIRST, title="我县春耕全面铺开", body=hand[FIRST]["body"].replace("备足了种子", "备足了良种"))
    assert hand.save()[0] == 200
    [said] = named(archive)
    assert said == notice(1, 4)


@pytest.mark.parametrize(
    "row",
    [
        {"title": "天气", "body": "晴。"},
        {"title": TITLE, "body": "县医院" * 60},  # another part of it, or a column
        {"title": TITLE, "body": TEXT, "date": "2024-03-08"},  # printed again on the next day
        {"title": "县医院", "body": "门诊搬入新址。", "source": [{"file": "pages/one.txt", "lines": [8, 12]}]},
    ],
)
def test_what_is_another_article_is_not(corrected: Sample, row: dict[str, Any]) -> None:
    delivered(corrected, row)
    assert named(corrected) == []


def test_what_is_printed_twice_in_one_file_is_no_doubt_of_a_delivery(corrected: Sample) -> None:
    delivered(
        corrected, {"title": "通知", "body": TEXT[::-1]}, {"title": "通告", "body": TEXT[::-1].replace("月", "日")}
    )
    assert named(corrected) == []


def test_an_article_is_compared_with_those_that_may_be_it_and_not_with_all() -> None:
    compared = 0
    head = {"paper": "xxb", "date": "2024-03-07"}
    bodies = ["".join(chr(0x4E00 + (n * 977 + i * i * 31) % 20000) for i in range(200)) for n in range(400)]
    found, prints = [], []
    for file in ("a.jsonl", "b.yml"):
        for n, body in enumerate(bodies):
            text = body.replace(body[7], "口") if file == "b.yml" else body
            article = Article.model_validate(head | {"title": f"题{n}{file}", "body": text})
            found.append(Found(file, n + 1, article, ""))
            prints.append(ids.printed(article.title, text))

    def counted(one: str, other: str) -> float:
        nonlocal compared
        compared += 1
        return alike(one, other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "alike", counted)
        said = list(twins.problems(found, prints))
    assert [(problem.file, problem.line) for problem in said] == [("a.jsonl", n + 1) for n in range(400)]
    assert compared < 4 * 400
