"""Pages in Latin letters, and pages on which texts run on from column to column."""

import pytest

from generator.base.archive import Line
from generator.base.printed_page import Box, PrintedLine, PrintedPage
from generator.segmentation.clean import clean
from generator.segmentation.clipping import Passage, joined
from generator.segmentation.cues import pairs
from generator.segmentation.positions.latin_type import wide
from generator.segmentation.positions.order import printed_paragraphs
from generator.segmentation.units import is_byline
from generator.segmentation.wrapping import ENDS
from scripts.printing import latin
from scripts.printing.parts import in_latin_letters
from scripts.printing.reading import printed
from tests.segmentation.test_positions import Found


def lines(*texts: str) -> list[Line]:
    return clean("page", "\n".join(texts))[0]


@pytest.mark.parametrize(
    ("held", "whole"),
    [
        (["The mem-", "bers met,", "and left."], "The members met, and left."),
        (["nur für", "über 20 Jahre"], "nur für über 20 Jahre"),
        (["by the Anglo-", "American fleet"], "by the Anglo-American fleet"),
        (["in 2020,", "the committee"], "in 2020, the committee"),
        (["约1,", "000万元"], "约1,000万元"),
        (["推广5G", "网络"], "推广5G网络"),
        (["COVID-", "19"], "COVID-19"),
    ],
)
def test_words_in_latin_letters_are_whole_again(held: list[str], whole: str) -> None:
    assert joined(lines(*held)) == whole
    passage = Passage.of(lines(*held))
    for c, place in zip(passage.text, passage.places, strict=True):
        assert c == " " if place is None else held[place[0] - 1][place[1]] == c


def test_sentences_and_bylines_in_latin_letters() -> None:
    for text in ("until the end of the year.", 'He said: "We shall see."', "(as they are called.)"):
        assert ENDS.search(text), text
    for text in ("visited by Mr. J.", "约合3."):
        assert not ENDS.search(text), text
    assert is_byline("By John O'Neill")
    assert is_byline("VON HANS BECKER")
    assert not is_byline("By Air to the Isle of Man")
    assert not is_byline("Von Berlin nach Paris")


def test_lines_are_as_wide_as_their_letters() -> None:
    assert wide("WILLOW") > 1.3 * wide("willow")
    text = " ".join(in_latin_letters(teaching=False)[2]["paragraphs"])
    set_ = latin.lines(text, 16.0, latin.Setting(hyphens=1.0))
    assert all(wide(line) <= 16.0 for line in set_)
    assert any(line.endswith("-") for line in set_)
    assert joined(lines(*set_)).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_in_latin_letters_words_are_shared_and_not_pairs_of_letters() -> None:
    assert pairs("The Councillors Met") == pairs("the councillor was there") - {"there"}
    assert not pairs("An Old Harbour") & pairs("Urban rhubarb")
    assert pairs("GDP增长") == {"GD", "DP", "P增", "增长"}


def test_a_row_that_left_room_for_a_word_ends_a_paragraph() -> None:
    rows = [
        "Termination of Preparation",
        "for the Lower Harbour",
        "Plan",
        "The council of the town has",
        "ended what it began in May,",
        "and nothing will be built on",
        "the lower harbour this year.",
    ]
    places = [
        PrintedLine(n, text, Box(10, 20 + 14 * n, 10 + 10 * wide(text), 30 + 14 * n)) for n, text in enumerate(rows, 1)
    ]
    found = printed_paragraphs(PrintedPage(300, 400, tuple(places)), lines(*rows))
    assert [p.lines[0].text for p in found if p.lines[0].text.startswith("The")] == [rows[3]]
    assert len(found[-1].lines) == 4


@pytest.mark.slow(25)
def test_texts_that_run_on_in_latin_letters_are_found() -> None:
    found = Found()
    for seed in range(24):
        found.add(printed(in_latin_letters(teaching=False), 60 + seed, "pdf", vertical=False, running=1.0))
    for figure, floor in zip(found.figures, FLOOR, strict=True):
        assert figure >= floor, f"{found.figures}, and {FLOOR} was reached"


FLOOR = (0.69, 0.5)
"""F1 of whole articles, share of headlines."""
