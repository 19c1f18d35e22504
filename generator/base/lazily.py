"""Patterns that are compiled when they are first asked something. Those below are large: the classes of Chinese
characters alone take Python a millisecond each, and all together a quarter of the time in which a command starts."""

import re
from typing import Any, cast


class _Pattern:
    """Hands on what is asked of it, and keeps the answer: from the second time on it costs what it does otherwise."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # of copies and pickles, which ask before there is anything
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(re.compile(*self._given), name)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    return cast(re.Pattern[str], _Pattern(text, flags))
