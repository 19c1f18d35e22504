"""Ids and addresses, written and read again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import names
from generator.search.scripts import deflated, packed, varints

PARTS = st.lists(st.sampled_from(["a", "-", "/", "é", "1", "2", "9", "09", "10", "007", "9" * 12]), max_size=6)
NAMES = st.lists(st.builds(lambda one, other: ("".join(one), "".join(other)), PARTS, PARTS), max_size=12)


def issues(days: int) -> list[names.Name]:
    """Issues of four pages with five articles, no third page on every other day."""
    return [
        (f"llrb-2024-03-{day:02d}-{page:02d}-{n:02d}", f"issues/llrb/2024-03-{day:02d}/{page:02d}-{n:02d}.html")
        for day in range(1, days + 1)
        for page in (1, 2, 3, 4)
        for n in range(1, 6)
        if page != 3 or day % 2
    ]


@settings(max_examples=200, deadline=None)
@given(NAMES)
def test_names_are_read_as_they_were_written(some: list[names.Name]) -> None:
    assert list(names.read(names.written(some))) == some


@pytest.mark.parametrize(
    "some",
    [
        [("a9", "a9"), ("a10", "a10"), ("a11", "a11")],
        [("a-09", "09"), ("a-10", "10"), ("a-99", "99"), ("a-100", "100")],
        [("x", "x"), ("x", "x"), ("", "")],
        [("1-2", "2-1"), ("1-3", "3-1")],
        [("p-01-05", "01/05"), ("p-02-01", "02/01"), ("p-04-02", "04/02"), ("p-04-01", "04/01")],
    ],
    ids=["more digits", "filled up", "the same again", "other numbers", "there and back"],
)
def test_names_that_follow_in_other_ways(some: list[names.Name]) -> None:
    assert list(names.read(names.written(some))) == some


def test_names_of_an_archive_take_a_few_bits() -> None:
    assert len(issues(28)) == 490
    assert len(names.written(issues(28))) < 250


@pytest.mark.parametrize("told", [b"7", b"{}", b"[1]", b"[[1]]", b'[["a"]]', b"[[[],[],[]]"])
def test_what_holds_no_names_is_said_to_be_none(told: bytes) -> None:
    content = packed([deflated([varints(np.array([1, len(told)])) + told + varints(np.array([0, 0, 0]))])])[0]
    with pytest.raises((ValueError, LookupError)):
        list(names.read(content))
