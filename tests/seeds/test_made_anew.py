"""An issue that is made anew by its name."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from generator.review import proof
from tests.conftest import Sample
from tests.seeds.persons import (
    FILE,
    FIRST,
    FOURTH,
    ISSUES,
    MORE,
    PAGE,
    SECOND,
    THIRD,
    article,
    data,
    edit,
    ids,
    left_out,
    lines,
    replace,
    whole,
)

pytestmark = pytest.mark.slow


def test_an_issue_is_made_anew_by_name_and_its_old_file_kept(segmented: Sample) -> None:
    fresh = segmented.read(FILE)
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    replace(segmented, "reviewed: false", "reviewed: true")
    mine = segmented.read(FILE)
    result = segmented.run("segment", "--again", "xxb-2024-03-09")
    assert result.exit_code == 0
    assert segmented.read(FILE) == fresh
    assert "  The file as it was: seeds/articles/.old/xxb-2024-03-09.1.yml" in result.output.splitlines()
    assert segmented.read("seeds/articles/.old/xxb-2024-03-09.1.yml") == mine
    segmented.write(FILE, mine)
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert sorted(segmented.tree("seeds/articles/.old")) == [
        "seeds/articles/.old/xxb-2024-03-09.1.yml",
        "seeds/articles/.old/xxb-2024-03-09.2.yml",
    ]
    assert ".old" not in segmented.run("check").output
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert len(segmented.tree("seeds/articles/.old")) == 2


@pytest.mark.parametrize("between", [True, False])
def test_made_anew_a_deleted_article_comes_back_only_where_its_lines_are_open(segmented: Sample, between: bool) -> None:
    edit(segmented, lambda content: content["articles"].pop(1))
    if between:
        segmented.run("segment")
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert ids(segmented) == [FIRST, THIRD]
    assert [u.get("status") for u in data(segmented)["unplaced"]] == ["withheld"] * 3 + [None]
    segmented.write(FILE, segmented.read(FILE).replace(", status: withheld", ""))
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert ids(segmented) == [FIRST, THIRD, FOURTH]
    assert article(segmented, FOURTH)["title"] == "岚县土豆花开"
    assert left_out(segmented) == []


def test_made_anew_what_is_withheld_stays_so(segmented: Sample) -> None:
    replace(segmented, f"- id: {SECOND}\n", f"- id: {SECOND}\n  status: withheld\n")
    mine = article(segmented, SECOND)
    segmented.write("seeds/pages/a.txt", MORE[1:] + "\n" + PAGE.replace("农家乐里座无虚席", "农家院中人人欢喜"))
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert article(segmented, SECOND) == mine | {"source": [lines(11, 13)]}
    changed = next(u for u in data(segmented)["unplaced"] if u["line"] == 14)
    assert changed["status"] == "withheld"
    whole(segmented)
    assert "农家" not in "".join(a["body"] for a in data(segmented)["articles"] if a["id"] != SECOND)


def test_made_anew_a_merged_article_leads_on(segmented: Sample) -> None:
    replace(segmented, "lines: [11, 14]", "lines: [11, 11]")
    edit(segmented, lambda content: content["articles"].append(deepcopy(content["articles"][2]) | {"id": FOURTH}))
    content = data(segmented)
    content["articles"][3] |= {"source": [{"file": "pages/a.txt", "lines": [13, 14]}], "title": "货车排到村口"}
    segmented.write(FILE, yaml.safe_dump(content, allow_unicode=True))
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert ids(segmented) == [FIRST, SECOND, THIRD]
    assert f"{FOURTH}: {THIRD}\n" in segmented.read("seeds/moved.yml")


def test_made_anew_an_article_that_was_merged_keeps_its_id(segmented: Sample) -> None:
    """The other one, whose text is the longer, gets another."""
    longer = "农家乐里座无虚席。\n" + "当地拿出专项资金整修道路，新建停车场三处，农户拿出自家的土豆宴招待客人，\n" * 3
    segmented.write("seeds/pages/a.txt", PAGE.replace("农家乐里座无虚席。\n", longer))
    assert segmented.run("segment").exit_code == 0

    def merge(content: dict[str, Any]) -> None:
        first, second, *_ = content["articles"]
        first["body"] += f"\n\n{second['body']}"
        first["source"] += second["source"]
        del content["articles"][1]

    edit(segmented, merge)
    assert segmented.run("segment").exit_code == 0
    assert len(article(segmented, FIRST)["source"]) == 2
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert article(segmented, FIRST)["title"] == "兴县春耕全面展开"
    assert [a["title"] for a in data(segmented)["articles"] if a["id"] == FOURTH] == ["岚县土豆花开"]


def test_made_anew_an_article_without_an_id_leads_nowhere(segmented: Sample) -> None:
    """A person split one, and no build has given the second part an id yet."""
    replace(segmented, "lines: [6, 9]", "lines: [6, 8]")
    mine = {"page": 2, "title": "农家乐里", "body": "农家乐里座无虚席。", "source": [lines(9, 9)]}
    edit(segmented, lambda content: content["articles"].append(mine))
    assert segmented.run("segment").exit_code == 0
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert ids(segmented) == [FIRST, SECOND, THIRD]
    assert not (segmented.root / "seeds/moved.yml").exists()
    assert segmented.run("build").exit_code == 0


def test_an_article_that_is_of_no_page_stays_when_an_issue_is_made_anew(segmented: Sample) -> None:
    mine = {"id": FOURTH, "title": "编者的话", "body": "本期完。"}
    edit(segmented, lambda content: content["articles"].append(mine))
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert mine in data(segmented)["articles"]
    assert sorted(ids(segmented)) == [FIRST, SECOND, THIRD, FOURTH]


def test_an_unknown_issue_cannot_be_made_anew(segmented: Sample) -> None:
    result = segmented.run("segment", "--again", "xxb-2024-03-08")
    assert result.exit_code == 2
    assert "No issue xxb-2024-03-08 with pages is listed in seeds/issues.yml. Did you mean xxb-2024-03-09?" in (
        " ".join(result.output.split())
    )


def test_nothing_else_is_segmented_when_an_issue_is_made_anew(segmented: Sample) -> None:
    segmented.write("seeds/issues.yml", ISSUES + "  - {paper: xxb, date: 2024-03-10, pages: [{file: pages/b.txt}]}\n")
    segmented.write("seeds/pages/b.txt", MORE)
    segmented.run("segment", "--again", "xxb-2024-03-09")
    assert not (segmented.root / "seeds/articles/xxb-2024-03-10.yml").exists()
    segmented.run("segment", "--again", "xxb-2024-03-10")
    assert (segmented.root / "seeds/articles/xxb-2024-03-10.yml").exists()
    assert not (segmented.root / "seeds/articles/.old").exists()


def test_a_file_that_is_made_anew_gives_no_text_the_id_of_another(segmented: Sample) -> None:
    replace(segmented, "岚县土豆花开", "岚县的土豆花开了")
    assert segmented.run("build").exit_code == 0
    (segmented.root / FILE).unlink()
    assert segmented.run("segment").exit_code == 0
    assert ids(segmented) == [FIRST, SECOND, THIRD]  # what a person had changed among them
    (segmented.root / FILE).unlink()
    segmented.write("seeds/pages/a.txt", MORE.lstrip() + "\n" + "\n".join(PAGE.split("\n")[5:9]) + "\n")
    assert segmented.run("segment").exit_code == 0
    assert ids(segmented) == [SECOND, FOURTH]
    assert article(segmented, FOURTH)["title"] == "临县社火闹元宵"


def test_an_id_that_only_days_and_closed_know_is_given_to_no_other_text(segmented: Sample) -> None:
    assert segmented.run("build").exit_code == 0
    text = segmented.read(FILE)  # a person takes the last article out, and what the machine remembers
    segmented.write(FILE, text[: text.index(f"- id: {THIRD}")] + text[text.index("unplaced:") : text.index("machine:")])
    assert segmented.run("build").exit_code == 0
    numbers = proof.Numbers()
    proof.read(segmented.root, ("xxb", "2024-03-09"), numbers)
    assert numbers.next("xxb-2024-03-09-02") == FOURTH
