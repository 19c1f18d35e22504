"""One way of composing an article: the machine's and the desk's are the same, whatever else of the page is settled."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.archive import Line
from generator.base.issue import Issue
from generator.base.newspaper import Paper
from generator.base.when import When
from generator.language.places import gazetteer
from generator.segmentation import composition, metadata
from generator.segmentation.clean import clean
from generator.segmentation.clipping import Clipping
from generator.segmentation.segment import segment
from scripts.composed import compared
from tests.conftest import SHIPPED

PAGES = sorted((SHIPPED / "seeds/pages").glob("*.txt"))


def lines_of(page: Path) -> list[Line]:
    return clean(page.name, page.read_bytes().decode())[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_the_lines_of_a_draft_make_that_draft_again(page: Path) -> None:
    lines = lines_of(page)
    whole = composition.layout(tuple(lines))
    for clipping in segment(lines)[0]:
        headline, body = ({line.number for line in part} for part in (clipping.headline, clipping.lines))
        assert composition.clipping(whole, headline, body, clipping.confidence) == clipping


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_each_character_of_a_draft_is_in_one_field_of_its_article(page: Path) -> None:
    for clipping in segment(lines_of(page))[0]:
        lines = (*clipping.headline, *clipping.lines)
        assert in_fields(clipping) == sorted(
            (x.number, n) for x in lines for n, c in enumerate(x.text) if not c.isspace()
        )


TEXTS = st.sampled_from(
    [
        *("本报讯 （记者 王涛）今年以来，我市抓好工作，", "提升服务效能，推动工作再上新台阶。", "我市召开工作推进会"),
        *(
            "——系列报道之一",
            "（上接1版）",
            "（上接第三版）我市",
            "本报记者 李伟江",
            "□ 实习记者 王卫斌",
            "图为农民在田间劳作。",
        ),
        *("群众正在采摘。 王涛 摄", "（李涛）", "边琴 浩东", "来源：《山西日报》王涛", "新华社北京3月6日电", "王"),
        *(
            "薛力娜摄影报道（资料图片）",
            "文/图 记者 王涛",
            "春耕正忙农机忙春耕正忙农机忙",
            "AI and",
            "big data。",
            "〔□〕",
            "　",
        ),
    ]
)


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, min_size=1, max_size=9))
def test_no_character_of_any_lines_is_lost_on_the_way_into_fields(headline: list[str], body: list[str]) -> None:
    text = "\n".join([*headline, *body])
    lines = clean("page.txt", text)[0]
    head = {line.number for line in lines if line.number <= len(headline)}
    rest = {line.number for line in lines} - head
    clipping = composition.clipping(composition.layout(tuple(lines)), head, rest)
    every = sorted((x.number, n) for x in lines for n, c in enumerate(x.text) if not c.isspace())
    assert sorted(set(in_fields(clipping))) == every


def in_fields(clipping: Clipping) -> list[tuple[int, int]]:
    """Where the characters in an article's fields stand on the page."""
    made = metadata.composed(
        clipping,
        id="xxb-2024-03-07-00-01",
        issue=Issue(paper="xxb", date=When(2024, 3, 7)),
        paper=Paper(name="兴县报", place="兴县", adcode="141123"),
        page=None,
        file="pages/one.txt",
        places=gazetteer(),
    )
    found = []
    for passages in made.pieces.values():
        for passage in passages:
            told = [(c, place) for c, place in zip(passage.text, passage.places, strict=True) if not c.isspace()]
            assert all(place for _, place in told)
            found += [place for _, place in told if place]
    return sorted(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_the_desk_makes_of_the_lines_of_a_saved_article_what_was_saved(page: Path) -> None:
    found = list(compared(page.read_bytes()))
    assert len(found) > 5
    assert [(title, fields) for title, fields in found if fields] == []


@pytest.mark.slow
def test_articles_that_are_settled_change_no_paragraph_of_the_others() -> None:
    for page in PAGES:
        lines = lines_of(page)
        fresh = segment(lines)[0]
        settled = {line.number for clipping in fresh[::2] for line in (*clipping.headline, *clipping.lines)}
        clippings, left = segment(lines, settled)
        placed = [line.number for clipping in clippings for line in (*clipping.headline, *clipping.lines)]
        assert sorted([*placed, *(line.number for line in left), *settled]) == [line.number for line in lines]
        again = {clipping.lines: clipping.paragraphs for clipping in clippings}
        for clipping in fresh[1::2]:
            assert again.get(clipping.lines, clipping.paragraphs) == clipping.paragraphs
