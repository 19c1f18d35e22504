"""A command that ends at any file call leaves what is whole, and the next mends the rest (`tests/torture/kills.py`)."""

import os

import pytest

from tests.torture.kills import CASES, torture


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed process is a copy of this one")
def test_no_kill_at_a_file_call_leaves_half_of_anything() -> None:
    assert torture(1978, 2 * len(CASES)) == []
