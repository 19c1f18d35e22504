"""Tables in a text: which paragraphs are some, and what stays text."""

import pytest

from generator.base.model import paragraphs
from generator.base.tables import rows, spoken


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲\t乙\n1\t2", [["甲", "乙"], ["1", "2"]]),
        ("甲\t乙\t丙\n1\t2", [["甲", "乙", "丙"], ["1", "2", ""]]),
        ("\t乙\n1\t", [["", "乙"], ["1", ""]]),
        ("甲\t乙", None),
        ("甲\t乙\n没有", None),
        ("甲 乙\n1 2", None),
        ("甲|乙\n1|2", None),
    ],
)
def test_a_paragraph_of_which_each_line_has_a_tab_is_a_table(text: str, cells: list[list[str]] | None) -> None:
    assert rows(text) == cells


def test_empty_cells_at_the_ends_of_a_body_s_tables_are_kept() -> None:
    before, table, behind = paragraphs("前。 \n\n\t小米\n碛口\t\n \n 后。")
    assert (before, behind) == ("前。", "后。")
    assert rows(table) == [["", "小米"], ["碛口", ""]]


def test_search_has_each_row_by_itself() -> None:
    assert spoken("集镇\t小米\n碛口\t\n\t") == ["集镇\u3000小米", "碛口"]
    assert spoken("一\t段") == ["一\t段"]
