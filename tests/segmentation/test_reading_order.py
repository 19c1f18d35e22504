"""Text boxes that an extractor wrote row by row come back in the order in which they are read."""

import itertools
import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.segmentation.clean import clean
from generator.segmentation.reading_order import reading
from tests.conftest import SHIPPED

pytestmark = pytest.mark.slow

ARTICLES = SHIPPED / "seeds/articles"
NOT_FIRST = "，。、；：！？”’）》】"


def bodies(least: int) -> list[list[str]]:
    """The long articles of the archive's own pages, as paragraphs."""
    found = []
    for path in sorted(ARTICLES.glob("*.yml")):
        for article in yaml.safe_load(path.read_text(encoding="utf-8"))["articles"]:
            paragraphs = ["".join(p.split()) for p in article["body"].split("\n\n")]
            if len("".join(paragraphs)) >= least and all(p.isprintable() for p in paragraphs):
                found.append(paragraphs)
    return found


def half_widths(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)


def typeset(paragraphs: list[str], measure: int) -> list[tuple[int, int, str]]:
    """Justified lines with their edges in half-width characters; the first of a paragraph is indented."""
    lines = []
    for text in paragraphs:
        left, line = 4, ""
        for c in text:
            if left + half_widths(line + c) > 2 * measure and c not in NOT_FIRST:
                lines.append((left, 2 * measure, line))
                left, line = 0, ""
            line += c
        lines.append((left, left + half_widths(line), line))
    return lines


def boxes(lines: list[tuple[int, int, str]]) -> list[list[str]]:
    """Lines that stand together: flush with each other on the left or on the right."""
    found: list[list[str]] = []
    before: tuple[int, int] | None = None
    for left, right, text in lines:
        if before is None or (before[0] != left and before[1] != right):
            found.append([])
        found[-1].append(text)
        before = left, right
    return found


def row_by_row(paragraphs: list[str], measure: int, columns: int) -> list[list[str]]:
    """The boxes of a block of columns by their lower edges, from left to right where they are level."""
    lines = typeset(paragraphs, measure)
    height = -(-len(lines) // columns)
    placed = []
    for c in range(columns):
        foot = 0
        for box in boxes(lines[c * height : (c + 1) * height]):
            foot += len(box)
            placed.append((foot, c, box))
    return [box for _, _, box in sorted(placed)]


def page_of(blocks: list[list[list[str]]]) -> str:
    return "\n\n".join("\n".join(box) for block in blocks for box in block) + "\n"


def read(page: str) -> str:
    lines, _ = clean("page.txt", page)
    return "".join(line.text for line in reading(lines).lines)


@pytest.mark.parametrize("seed", range(6))
def test_columns_are_read_one_after_the_other_below_their_headlines(seed: int) -> None:
    rnd = random.Random(seed)
    blocks: list[list[list[str]]] = []
    order: list[str] = []
    for n, paragraphs in enumerate(rnd.sample(bodies(least=700), 6)):
        headline = f"第{n}篇文章的大标题占去了好几栏的宽度"
        rows = row_by_row(paragraphs, rnd.choice((10, 12, 14, 16)), rnd.choice((3, 4, 5)))
        blocks += [[[headline]], rows]
        order += [headline, *sorted(map("".join, rows), key="".join(paragraphs).index)]
    page = page_of(blocks)

    def in_order(text: str) -> float:
        return sum(one + two in text for one, two in itertools.pairwise(order)) / (len(order) - 1)

    assert in_order(page.replace("\n", "")) < 0.5
    assert in_order(read(page)) >= 0.93


def test_a_page_that_is_in_order_stays_as_it_is() -> None:
    for paragraphs in bodies(least=900):
        page = page_of([boxes(typeset(paragraphs, 15))])
        assert read(page) == "".join(paragraphs)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.text("甲乙丙丁。，“”（）0 ", min_size=1, max_size=16), min_size=1, max_size=9), max_size=40)
)
def test_every_line_of_any_page_is_read_once(page: list[list[str]]) -> None:
    lines, _ = clean("page.txt", page_of([page]))
    assert sorted(line.number for line in reading(lines).lines) == [line.number for line in lines]
