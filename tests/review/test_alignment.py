"""What a person has changed in a text: as little as can be."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review import alignment
from generator.review.alignment import changes


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("", "种子", [(0, 0, 0, 2)]),
        ("种子", "", [(0, 2, 0, 0)]),
        ("备足种子", "备好良种子", [(1, 2, 1, 3)]),
        # typed between two full stops, the sentence with its own stays in one
        ("完。。", "完。补充。。", [(2, 2, 2, 5)]),
        # the line that stands twice is taken for neither less than the other
        ("备足种子。备足种子。", "备Zq足种子。Zr备足种子。补充。", [(1, 1, 1, 3), (5, 5, 7, 9), (10, 10, 14, 17)]),
    ],
)
def test_changes_are_few_and_stand_where_they_were_typed(
    old: str, new: str, found: list[tuple[int, int, int, int]]
) -> None:
    assert changes(old, new) == found


SOME = st.text("甲乙。", max_size=7)


@given(SOME, SOME)
def test_as_much_is_kept_as_can_be_in_as_few_changes(old: str, new: str) -> None:
    found = changes(old, new)
    i = j = kept = 0
    for i1, i2, j1, j2 in [*found, (len(old), len(old), len(new), len(new))]:
        assert old[i:i1] == new[j:j1]
        kept, i, j = kept + i1 - i, i2, j2
    assert (kept, -len(found)) == _best(old, new)


@given(SOME, SOME, SOME, SOME)
def test_what_is_left_aside_changes_nothing(head: str, old: str, new: str, tail: str) -> None:
    one, other = head + old + tail, head + new + tail
    assert changes(one, other) == alignment._changes(one, other)


def _best(old: str, new: str) -> tuple[int, int]:
    """How many characters can be kept, and in how few changes; all ways tried."""

    @cache
    def best(i: int, j: int, changing: bool) -> tuple[int, int]:
        ways = [(0, 0)] if (i, j) == (len(old), len(new)) else []
        if i < len(old) and j < len(new) and old[i] == new[j]:
            kept, less = best(i + 1, j + 1, False)
            ways.append((kept + 1, less))
        for a, b in ((i + 1, j), (i, j + 1)):
            if a <= len(old) and b <= len(new):
                kept, less = best(a, b, True)
                ways.append((kept, less - (not changing)))
        return max(ways)

    return best(0, 0, False)
