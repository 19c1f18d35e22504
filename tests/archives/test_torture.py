"""The torture's own command line: which parts it runs, and how its findings end."""

import pytest

from tests.torture import __main__ as torture


@pytest.mark.parametrize(("given", "parts"), [([], list(torture.PARTS)), (["desk", "kills"], ["desk", "kills"])])
def test_parts_are_those_named_or_all(monkeypatch: pytest.MonkeyPatch, given: list[str], parts: list[str]) -> None:
    tried: list[tuple[str, int]] = []

    def shared(part: str, seed: int, numbers: range, *_: object) -> list[int]:
        tried.append((part, len(numbers)))
        return [3] if part == "kills" else []

    monkeypatch.setattr(torture, "shared", shared)
    assert torture.main([*given, "--long"]) == 1
    assert tried == [(part, torture.PARTS[part][0]) for part in parts]
    with pytest.raises(SystemExit):
        torture.main(["nothing"])
