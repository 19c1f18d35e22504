"""What a long command shows of itself where there is no terminal."""

import time

import pytest

from generator.build import display
from generator.build.display import Display


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(Display()(range(5), "pages", 5)) == [0, 1, 2, 3, 4]
    assert capsys.readouterr().err == ""


def test_long_work_says_how_far_it_is_how_fast_and_how_long_it_will_take(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    shown = Display()
    for _ in shown(range(1200), "pages", 1200):
        now += 1 / 128
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "pages: 641 of 1,200, 128/s, 4 s left"
    assert len(lines) == 1
    assert shown.stages == [display.Stage("pages", 1200 / 128, 1200)]


def test_memory_is_that_of_this_process_at_least() -> None:
    assert display.memory() == 0 or display.memory() > 10_000_000
