"""An archive of one newspaper, 兴县报, that has no articles yet."""

from pathlib import Path

import pytest

from tests.conftest import Sample, begun

ISSUES = """\
# 本馆的报纸
papers:
  xxb:
    name: 兴县报     # 1956 年创刊
    place: 兴县
    adcode: "141123"
issues: []
"""


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    return begun(tmp_path / "archive", ISSUES)


def lines_of(output: str) -> dict[str, int]:
    """The table at the end: how many of each, and how often each kind was put right."""
    found = {}
    for line in output.splitlines():
        match line.split():
            case [name, number, *_] if name in ("taken", "refused", "doubles") and number.replace(",", "").isdigit():
                found[name] = int(number.replace(",", ""))
            case ["put", "right", number, *_]:
                found["put right"] = int(number.replace(",", ""))
            case [number, *words] if number.replace(",", "").isdigit():
                found[" ".join(words).partition(":")[0]] = int(number.replace(",", ""))
    return found
