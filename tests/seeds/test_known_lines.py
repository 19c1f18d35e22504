"""What is known of lines goes along to other issues, and nothing closed comes back with them or with a changed page."""

import json
from collections.abc import Callable

import pytest

from generator.seeds import moved
from generator.seeds.files.reader import Reader
from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, PAGE, SECOND, THIRD, data, edit
from tests.seeds.test_page_changes import (
    FIELDS,
    HALF,
    again,
    deleted,
    gone_from_the_site,
    joined,
    narrow,
    split,
    withheld,
)

pytestmark = pytest.mark.slow

ELSEWHERE = "seeds/articles/xxb-2024-03-16.yml"


def listed_once_more(segmented: Sample, page: str) -> None:
    """The same page under another name and date."""
    segmented.write("seeds/pages/d.txt", page)
    more = "  - {paper: xxb, date: 2024-03-16, pages: [{file: pages/d.txt, page: 2}]}\n"
    segmented.write("seeds/issues.yml", segmented.read("seeds/issues.yml") + more)
    assert segmented.run("segment").exit_code == 0
    assert FIELDS in segmented.read(ELSEWHERE)


@pytest.mark.parametrize("change", [str, split, narrow])
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_nor_does_it_come_back_with_the_page_of_another_issue(
    segmented: Sample, closed: Callable[[Sample], None], change: Callable[[str], str]
) -> None:
    closed(segmented)
    listed_once_more(segmented, change(PAGE))
    gone_from_the_site(segmented, FIELDS)
    said = [line for line in segmented.run("build").output.split("\n") if line.startswith(ELSEWHERE)]
    assert said[0].startswith(f"{ELSEWHERE}:4: xxb-2024-03-16-02-01 says what ")
    assert (f"lines say that are withheld under unplaced ({FILE})" in said[0]) == (closed is deleted)
    assert segmented.run("withdraw", "xxb-2024-03-16-02-01", "--open").exit_code == 0
    assert segmented.run("build").exit_code == 0
    assert any(FIELDS.encode() in content for content in segmented.tree("site").values())


def test_what_a_person_deleted_may_stand_where_a_person_has_put_it(segmented: Sample) -> None:
    """In a delivery, or in another issue by hand: that may be where it has gone."""
    [first] = [a for a in data(segmented)["articles"] if a["id"] == FIRST]
    deleted(segmented)
    kept = {key: first[key] for key in ("title", "body")}
    segmented.write("seeds/articles/given.jsonl", json.dumps({"paper": "xxb", "date": "2024-03-16", **kept}) + "\n")
    assert segmented.run("build").exit_code == 0
    assert any(FIELDS.encode() in content for content in segmented.tree("site").values())


PARTS = {"its beginning": (PAGE[HALF:], PAGE[:HALF]), "its end": (PAGE[:HALF], PAGE[HALF:])}


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_a_part_of_a_page_that_goes_to_another_issue_takes_along_what_is_known_of_it(
    segmented: Sample, closed: Callable[[Sample], None], part: str, corrected: bool
) -> None:
    edit(segmented, lambda content: content["articles"][2].update(title="石楼的红枣丰收了"))
    closed(segmented)
    stays, goes = PARTS[part]
    if corrected:
        goes = goes.replace("一片繁忙", "十分繁忙").replace("枣农忙着", "枣农们忙着")
    segmented.write("seeds/pages/a.txt", stays)
    segmented.write("seeds/pages/d.txt", goes)
    more = "  - {paper: xxb, date: 2024-03-16, pages: [{file: pages/d.txt, page: 2}]}\n"
    segmented.write("seeds/issues.yml", segmented.read("seeds/issues.yml") + more)
    result = segmented.run("segment")
    assert result.exit_code == 0, result.output
    assert f"Carried over from {FILE}" in result.output
    gone_from_the_site(segmented, FIELDS, "种粮大户")
    both = segmented.read(FILE) + segmented.read(ELSEWHERE)
    assert both.count("title: 石楼的红枣丰收了") == 1
    assert both.count("货车排到了村口") == 1
    assert both.count("title: 岚县土豆花开") == 1
    led = SECOND if part == "its beginning" else THIRD
    assert moved.read(Reader(segmented.root)).to[led].startswith("xxb-2024-03-16-02-")
    settled = segmented.tree("seeds")
    segmented.run("segment")
    assert segmented.tree("seeds") == settled


@pytest.mark.parametrize("closed", [withheld, deleted])
def test_a_page_that_lost_its_beginning_and_is_listed_under_another_date_keeps_what_is_known_of_its_rest(
    segmented: Sample, closed: Callable[[Sample], None]
) -> None:
    edit(segmented, lambda content: content["articles"][2].update(title="石楼的红枣丰收了"))
    closed(segmented)
    segmented.write("seeds/pages/a.txt", PAGE[HALF:])
    segmented.write("seeds/pages/d.txt", "城关小学开学\n\n三月六日，城关小学举行开学典礼，\n六百名学生走进新教室。\n")
    listed = segmented.read("seeds/issues.yml").replace("{file: pages/a.txt", "{file: pages/d.txt")
    more = "  - {paper: xxb, date: 2024-03-16, pages: [{file: pages/a.txt, page: 2}]}\n"
    segmented.write("seeds/issues.yml", listed + more)
    result = segmented.run("segment")
    assert result.exit_code == 0, result.output
    assert segmented.run("build").exit_code == 0
    assert not any(FIELDS.encode() in content for content in segmented.tree("site").values())
    assert "title: 石楼的红枣丰收了" in segmented.read(ELSEWHERE)
    both = segmented.read(FILE) + segmented.read(ELSEWHERE)
    assert both.count("title: 石楼的红枣丰收了") == both.count("货车排到了村口") == 1


def test_a_page_that_is_like_an_older_one_takes_nothing_of_it(segmented: Sample) -> None:
    """Nothing has gone from the older page: it is the same page twice, or a form that returns."""
    before = segmented.read(FILE)
    listed_once_more(segmented, PAGE)
    assert segmented.read(FILE) == before


@pytest.mark.parametrize(
    "change", [split, joined, narrow, again, lambda page: f"县城新桥通车\n\n一月一日，\n两岸群众前来观看。\n\n{page}"]
)
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_a_page_that_has_changed_shows_nothing_closed_before_it_is_segmented_again(
    segmented: Sample, closed: Callable[[Sample], None], change: Callable[[str], str]
) -> None:
    closed(segmented)
    segmented.write("seeds/pages/a.txt", change(PAGE))
    gone_from_the_site(segmented, FIELDS, "种粮大户忙着")
