"""A page loses lines that are withheld, and they turn up again: in its own file, or in that of another issue."""

from collections.abc import Callable

import pytest

from tests.conftest import Sample
from tests.seeds.persons import PAGE, data, edit
from tests.seeds.test_page_changes import FIELDS, deleted, gone_from_the_site, narrow, withheld

pytestmark = pytest.mark.slow


ELSEWHERE = "seeds/articles/xxb-2024-03-16.yml"
ARTICLE, REST = PAGE[: PAGE.index("岚县")], PAGE[PAGE.index("岚县") :]
OTHER = """\
县城新桥通车

本报讯 （记者 周文）一月一日，县城新桥建成通车，桥长二百三十米，
可并行四辆汽车。

县图书馆开放

本报讯 （记者 李文）县图书馆昨天开放，读者凭身份证入馆，馆内
藏书八万册。
"""


@pytest.fixture
def two(segmented: Sample) -> Sample:
    """An issue of another day as well."""
    segmented.write("seeds/pages/d.txt", OTHER)
    more = "  - {paper: xxb, date: 2024-03-16, pages: [{file: pages/d.txt, page: 2}]}\n"
    segmented.write("seeds/issues.yml", segmented.read("seeds/issues.yml") + more)
    assert segmented.run("segment").exit_code == 0
    return segmented


def nowhere(segmented: Sample, text: str) -> None:
    assert segmented.run("build").exit_code == 0
    assert [name for name, content in segmented.tree("site").items() if text.encode() in content] == []


def pages(segmented: Sample, a: str, d: str) -> str:
    segmented.write("seeds/pages/a.txt", a)
    segmented.write("seeds/pages/d.txt", d)
    result = segmented.run("segment")
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("meanwhile", [REST, OTHER, ""], ids=["cut off", "another", "empty"])
@pytest.mark.parametrize("back", [str, narrow])
def test_what_was_deleted_stays_so_when_its_lines_come_back(
    segmented: Sample, meanwhile: str, back: Callable[[str], str]
) -> None:
    """A page file was cut off, overwritten or empty for a while."""
    deleted(segmented)
    segmented.write("seeds/pages/a.txt", meanwhile)
    segmented.run("segment")
    segmented.write("seeds/pages/a.txt", back(PAGE))
    assert segmented.run("segment").exit_code == 0
    nowhere(segmented, FIELDS)
    nowhere(segmented, "种粮大户")


@pytest.mark.parametrize("cut", [str, narrow])
@pytest.mark.parametrize("at", [0, len(OTHER)])
@pytest.mark.parametrize("closed", [withheld, deleted])
def test_nor_does_it_come_back_in_the_page_of_another_issue(
    two: Sample, closed: Callable[[Sample], None], at: int, cut: Callable[[str], str]
) -> None:
    closed(two)
    said = pages(two, REST, cut(OTHER[:at] + "\n" + ARTICLE + OTHER[at:]))
    gone_from_the_site(two, FIELDS)
    assert closed is withheld or "say what is not published: withheld under unplaced" in said
    settled = two.tree("seeds")
    two.run("segment")
    assert two.tree("seeds") == settled


def test_nor_where_it_stood_in_both_for_a_while(two: Sample) -> None:
    deleted(two)
    pages(two, PAGE, OTHER + "\n" + ARTICLE)
    gone_from_the_site(two, FIELDS)
    pages(two, REST, OTHER + "\n" + ARTICLE)
    gone_from_the_site(two, FIELDS)


def test_what_a_person_puts_into_an_article_is_no_longer_remembered(two: Sample) -> None:
    deleted(two)
    pages(two, REST, OTHER)
    assert FIELDS in "".join(data(two)["machine"]["withheld"])
    edit(two, lambda content: content["articles"][0].update(body="\n".join(data(two)["machine"]["withheld"])))
    two.write("seeds/pages/a.txt", REST + "\n广告\n")
    assert two.run("segment").exit_code == 0
    assert "withheld" not in data(two)["machine"]


@pytest.mark.parametrize("closed", [withheld, deleted])
def test_nothing_closed_is_shown_of_another_issue_before_it_is_segmented_again(
    two: Sample, closed: Callable[[Sample], None]
) -> None:
    """Two page files have exchanged their contents."""
    closed(two)
    two.write("seeds/pages/a.txt", OTHER)
    two.write("seeds/pages/d.txt", PAGE)
    gone_from_the_site(two, FIELDS, "种粮大户忙着")
