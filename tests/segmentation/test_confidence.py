"""How sure it is: bounded, told apart by field, and never of a page of no known kind."""

import random

import pytest

from generator.segmentation import segment
from generator.segmentation.clean import clean
from generator.segmentation.confidence import STRANGE, Sure, sure
from generator.segmentation.oddity import Oddity, odd
from scripts.printing import fillers, kinds, parts
from scripts.printing.advertisements import advertisement
from scripts.printing.sheet import Column, Sheet
from scripts.typeset import Style
from tests.segmentation.test_gate import archive, set_alone

LATIN = [p for a in parts.in_latin_letters(teaching=True)[:6] for p in (a["title"], *a["paragraphs"])]
CHINESE = [p for a in archive() if set_alone(a) for p in (a["title"], *a["paragraphs"])][:60]


def told(lines: list[str]) -> list[Sure]:
    return [one for found in segment.weighed(clean("page", "\n".join(lines))[0]) for one in sure(found)]


def advertisements() -> list[str]:
    sheet = Sheet(400, 4000, Style(1.0, False))
    column = [Column(0, 400, 0, 4000)]
    advertisement(sheet, column, (), random.Random(1), 1.4)
    fillers.table(sheet, column, (), random.Random(1), 1.4)
    return [piece.text for piece in sheet.pieces]


PAGES: dict[str, tuple[Oddity, list[str]]] = {
    "articles": ("", CHINESE),
    "Latin letters": ("latin", LATIN),
    "vertical lines read across": ("narrow", [c for text in CHINESE for c in text]),
    "advertisements and tables": ("unspoken", advertisements()),
    "a list": ("unspoken", [f"{n}　{name}　{n * 7}分" for n, name in enumerate(["王小明", "李建国", "张爱华"] * 20)]),
}


@pytest.mark.parametrize("name", PAGES)
def test_of_a_page_of_no_known_kind_nothing_is_sure(name: str) -> None:
    oddity, lines = PAGES[name]
    assert odd(lines, placed=False) == oddity
    found = told(lines)
    if oddity:
        assert all(max(one.body, one.headline) <= STRANGE for one in found)
    else:
        assert any(one.body > STRANGE for one in found)


def test_positions_tell_how_lines_run() -> None:
    assert odd(PAGES["Latin letters"][1], placed=True) == ""
    assert odd(PAGES["vertical lines read across"][1], placed=True) == ""


@pytest.mark.slow(15)
@pytest.mark.parametrize("several", [kinds.TEXTS, kinds.PLACED])
def test_of_those_said_to_be_sure_nine_in_ten_are_right(several: dict[str, object]) -> None:
    pool = [a for a in archive() if set_alone(a)]
    sure_ones: dict[str, list[bool]] = {"body": [], "headline": []}
    for seed in range(10):
        for kind in several:
            judged = kinds.judged(kinds.of_kind(kind, pool, random.Random(seed)))
            for one, (body, headline) in zip(sure(judged[0]), judged[1], strict=True) if judged else ():
                sure_ones["body"] += [body] * (one.body >= 0.9)
                sure_ones["headline"] += [headline] * (one.headline >= 0.9)
    for field, right in sure_ones.items():
        assert len(right) > 20
        assert sum(right) >= 0.9 * len(right), field
