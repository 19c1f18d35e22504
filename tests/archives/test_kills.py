"""A command that ends at any file call leaves what is whole, and the next mends the rest (`tests/torture/kills.py`)."""

import os

import pytest

from tests.conftest import Sample
from tests.torture.kills import CASES, torture

pytestmark = pytest.mark.slow


@pytest.mark.slow(30)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed process is a copy of this one")
def test_no_kill_at_a_file_call_leaves_half_of_anything() -> None:
    assert torture(1978, 2 * len(CASES)) == []


def test_an_empty_folder_that_a_kill_has_left_is_in_nobodys_way(sample: Sample) -> None:
    """Files go before their folders do."""
    assert sample.run("build").exit_code == 0
    for folder in ("search/data/0123456789ab/authors", "issues/xxb/2024-03-06", "people"):
        (sample.root / "site" / folder).mkdir(parents=True, exist_ok=True)
    assert sample.run("build").exit_code == 0
    assert "stands where" not in sample.run("check").output
