"""A sheet that is written as a PDF and read by poppler: each character is known again."""

import random

import pytest

from scripts.printing.extracted import extracted, there
from scripts.printing.press import designed
from scripts.printing.sheet import IDLE
from scripts.printing.sheet_texts import as_extracted
from scripts.typeset import squeezed
from tests.segmentation.test_gate import archive, set_alone

pytestmark = pytest.mark.skipif(not there(), reason="needs pdftotext (poppler-utils)")


def test_each_character_is_known_again() -> None:
    sheet = designed([a for a in archive() if set_alone(a)], random.Random(4))
    lines = extracted(sheet)
    read = sorted((g.piece, g.text) for line in lines for g in line.glyphs)
    set_ = sorted((n, c) for n, piece in enumerate(sheet.pieces) for c in squeezed(piece.text))
    assert len(set_) > 1000
    assert read == set_
    for line in lines:
        assert squeezed(line.text) == "".join(g.text for g in line.glyphs)


def test_a_line_is_what_its_first_character_is() -> None:
    sheet = designed([a for a in archive() if set_alone(a)], random.Random(5))
    page = as_extracted(sheet)
    lines = page.text.splitlines()
    for number, mark in page.marks.items():
        assert lines[number - 1]
        assert mark.article == IDLE or mark.article < len(sheet.articles)
    for article in page.gold:
        assert article["paragraphs"]
