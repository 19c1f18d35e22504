"""A page read again when a person has said where an article begins, or what is a headline."""

from generator.segmentation import composition
from generator.segmentation.clean import clean
from generator.segmentation.rereading import Held, reread

PAGE = """\
　　本报讯（记者 王一）三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子，春耕全面展开。
　　农技员进村入户，手把手教农民选种，春耕不误农时。
　　本报讯（记者 李二）县医院新楼昨日启用，门诊搬入新址，病床增加了二百张。
　　新楼设有急救中心，救护车直达门口，县医院说。
我县春耕全面展开
县医院新楼启用
值班电话
"""


def read_again(
    held: dict[int, Held], settled: frozenset[int] = frozenset(), fresh: str | None = "b"
) -> dict[int, Held]:
    lines, _ = clean("page.txt", PAGE)
    return reread(composition.layout(tuple(lines)), held, settled, fresh)


def bodies() -> dict[int, Held]:
    """Of two articles, the second has just begun; both headlines are the first one's, the last line is of none."""
    of = {n: Held("a" if n < 3 else "b", headline=False) for n in range(1, 5)}
    return of | {5: Held("a", headline=True), 6: Held("a", headline=True), 7: Held(None, headline=False)}


def test_a_headline_goes_to_the_article_that_it_suits() -> None:
    assert read_again(bodies()) == {6: Held("b", headline=True)}


def test_what_is_settled_stays() -> None:
    assert read_again(bodies(), frozenset({6})) == {}
    assert read_again(bodies(), frozenset({3, 4})) == {}


def test_a_line_of_no_article_is_a_headline_when_a_person_says_so() -> None:
    held = bodies() | {6: Held(None, headline=True)}
    assert read_again(held, fresh=None) == {6: Held("b", headline=True)}


def test_the_first_lines_of_an_article_that_begins_may_be_its_headline() -> None:
    held = {n: Held("a", headline=False) for n in range(1, 5)}
    held |= {n: Held("b", headline=False) for n in (5, 6)} | {7: Held(None, headline=False)}
    assert read_again(held).keys() <= {5}


def test_an_article_in_two_pieces_is_left_alone() -> None:
    held = bodies() | {4: Held("a", headline=False)}
    assert read_again(held) == {}


def test_no_article_loses_the_only_headline_that_it_has() -> None:
    """It may be right; nothing would lead whoever reads the page back to it."""
    held = bodies() | {6: Held("c", headline=True), 7: Held("c", headline=False)}
    assert read_again(held) == {}
