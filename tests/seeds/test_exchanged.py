"""Page files of several issues that have exchanged their contents: what people did goes along with the pages."""

from collections.abc import Callable

import pytest

from generator.seeds import moved
from generator.seeds.files.reader import Reader
from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, PAGE, SECOND, article, edit, ids, replace
from tests.seeds.test_page_changes import FIELDS, deleted, gone_from_the_site, withheld
from tests.seeds.test_vanished import ELSEWHERE, OTHER, pages, two

pytestmark = pytest.mark.slow

__all__ = ["two"]

LATER = "xxb-2024-03-16-02-"


def test_what_a_person_did_goes_along_and_old_addresses_lead_on(two: Sample) -> None:
    replace(two, "title: 岚县土豆花开", "title: 岚县土豆花开了")
    edit(two, lambda content: content["articles"][2].update(body="枣农的话。"))
    said = pages(two, OTHER, PAGE)
    assert f"Carried over from {FILE}" in said
    assert f"Carried over from {ELSEWHERE}" in said
    there = two.read(ELSEWHERE)
    assert there.count("title: 岚县土豆花开了") == there.count("枣农的话。") == 1
    assert "岚县" not in two.read(FILE)
    assert "县城新桥通车" in two.read(FILE)
    led = moved.read(Reader(two.root)).to
    assert led[SECOND].startswith(LATER)
    assert set(led) == {f"xxb-2024-03-09-02-0{n}" for n in (1, 2, 3)} | {f"{LATER}0{n}" for n in (1, 2)}
    assert two.run("build").exit_code == 0
    settled = two.tree("seeds")
    two.run("segment")
    assert two.tree("seeds") == settled


@pytest.mark.parametrize("changed", [str, lambda page: page.replace("一片繁忙", "十分繁忙")])
@pytest.mark.parametrize("closed", [withheld, deleted, lambda two: edit(two, lambda c: c["articles"].pop(0))])
def test_what_is_closed_or_deleted_stays_so(
    two: Sample, closed: Callable[[Sample], None], changed: Callable[[str], str]
) -> None:
    """Deleted at once with the exchange, too."""
    closed(two)
    pages(two, OTHER, changed(PAGE))
    gone_from_the_site(two, FIELDS, "种粮大户忙着")


def test_what_is_closed_with_its_issue_stays_so(two: Sample) -> None:
    assert two.run("withdraw", "xxb-2024-03-09", "--withheld", "--note", "有误").exit_code == 0
    said = pages(two, OTHER, PAGE)
    assert "Closed with its issue or newspaper, and now by itself: 3 articles" in said
    assert two.run("build").exit_code == 0
    assert [name for name, content in two.tree("site").items() if FIELDS.encode() in content] == []


def test_files_that_have_each_the_content_of_the_next(two: Sample) -> None:
    """The last one's stands in the first."""
    third = (
        OTHER.replace("县城新桥", "乡间公路")
        .replace("县图书馆", "县体育馆")
        .replace("建成", "修好")
        .replace("藏书", "座席")
    )
    two.write("seeds/pages/e.txt", third)
    more = "  - {paper: xxb, date: 2024-03-23, pages: [{file: pages/e.txt, page: 2}]}\n"
    two.write("seeds/issues.yml", two.read("seeds/issues.yml") + more)
    assert two.run("segment").exit_code == 0
    replace(two, "title: 岚县土豆花开", "title: 岚县土豆花开了")
    two.write("seeds/pages/e.txt", OTHER)
    pages(two, third, PAGE)
    assert "岚县土豆花开了" in two.read(ELSEWHERE)
    assert "新桥" in two.read("seeds/articles/xxb-2024-03-23.yml")
    assert "公路" in two.read(FILE)


def test_of_a_page_whose_file_has_another_one_now_nothing_goes_to_where_one_stands(two: Sample) -> None:
    """Its text stands in the file of another issue now, and what that had is nowhere: a person should look."""
    replace(two, "title: 岚县土豆花开", "title: 岚县土豆花开了")
    said = pages(two, "柳林枣林改造\n\n本报讯 （记者 郭五）柳林县的枣林改造今年完成万亩。\n", PAGE)
    assert article(two, SECOND)["title"] == "岚县土豆花开了"
    assert f"of {SECOND}, which a person made, can no longer be found" in said
    assert FIRST not in ids(two)


def test_nor_does_it_open_where_the_other_newspaper_is_of_another_place(two: Sample) -> None:
    """What the machine wrote of a page is made anew where the newspaper's place is another: not what is closed."""
    assert two.run("withdraw", "xxb-2024-03-09", "--withheld", "--note", "有误").exit_code == 0
    listed = two.read("seeds/issues.yml").replace("papers:\n", "papers:\n  lxb: {name: 岚县报, place: 岚县}\n")
    mine, other = "{file: pages/a.txt, page: 2}", "{file: pages/d.txt, page: 2}"
    listed = listed.replace(f"      - {mine}\n", f"      - {other}\n")
    listed = listed.replace("paper: xxb, date: 2024-03-16", "paper: lxb, date: 2024-03-16").replace(
        f"[{other}]", f"[{mine}]"
    )
    two.write("seeds/issues.yml", listed)
    for _ in range(2):
        assert two.run("segment").exit_code == 0
        assert two.run("build").exit_code == 0
        assert [name for name, content in two.tree("site").items() if FIELDS.encode() in content] == []


def test_what_was_taken_out_at_once_with_a_part_of_its_page(two: Sample) -> None:
    """The article was deleted, and its text stands in the page of another issue, before anything is segmented."""
    edit(two, lambda content: content["articles"].pop(0))
    pages(two, PAGE[PAGE.index("岚县") :], OTHER + "\n" + PAGE[: PAGE.index("岚县")])
    gone_from_the_site(two, FIELDS, "种粮大户忙着")
