"""Patterns that are compiled when they are first asked something."""

import importlib
import re
from pkgutil import walk_packages

import pytest

import generator
from generator.base import lazily

ROOMS = ("language", "segmentation", "incoming", "seeds", "exports")


def test_it_answers_as_a_compiled_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def noted(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    lazy = lazily.pattern(r"^第([一二三])版$", re.MULTILINE)
    assert not compiled
    assert [found[1] for found in lazy.finditer("第一版\n第三版\n第九版")] == ["一", "三"]
    assert lazy.sub(r"\1", "第二版") == "二"
    assert (lazy.pattern, lazy.flags, lazy.groups) == (r"^第([一二三])版$", re.compile("", re.M).flags, 1)
    assert lazy.match("第一版") and lazy.match("第四版") is None


def test_each_of_them_can_be_compiled() -> None:
    """One that cannot would be found when somebody needs it, and not when the program starts."""
    found = []
    for room in ROOMS:
        for module in walk_packages([f"{path}/{room}" for path in generator.__path__], f"generator.{room}."):
            for each in vars(importlib.import_module(module.name)).values():
                inside = (
                    each.values() if isinstance(each, dict) else each if isinstance(each, (list, tuple)) else [each]
                )
                found += [one for one in inside if isinstance(one, lazily._Pattern)]
    assert len(found) > 70
    for each in found:
        assert each.groups >= 0
