"""Whether of two texts that read almost the same one is the other corrected, or another of the same form.

Lost papers, deaths, auctions are announced in one form: what differs is whose, and which number. Who corrects a text
changes a character or a figure of it, and seldom puts another person or another number in its place.
"""

import difflib
import re

from generator.base import lazily
from generator.language.lexicon import kind_of
from generator.language.names import COMPOUND, SURNAMES

LONGEST = 400
"""Characters of a text that may be a form: one that is longer says more than whose and which."""
_NUMBER = lazily.pattern(r"[A-Za-z]{0,4}\d{5,}[Xx]?")
OTHERS = 0.3
"""Share of a number's figures that are others: two of the eighteen of an identity card are a slip, six another card."""
_NAME = lazily.pattern(rf"(?:{'|'.join(COMPOUND)}|[{SURNAMES}])[\u3400-\u9fff]{{1,2}}")

PERSON = "nr"
"""The kind of names of persons in jieba's dictionary."""


def another(one: str, other: str) -> bool:
    """Whether they are two of one form: another number, or another person, in the same words."""
    if max(len(one), len(other)) > LONGEST:
        return False
    numbers = [_NUMBER.findall(text) for text in (one, other)]
    if len(numbers[0]) == len(numbers[1]) and any(map(_is_another, *numbers)):
        return True
    steps = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return any(_renamed(one, other, step) for step in steps if step[0] == "replace")


def _is_another(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    return (len(one) != len(other) and abs(len(one) - len(other)) > 1) or (
        len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) > OTHERS * longest
    )


def _renamed(one: str, other: str, step: tuple[str, int, int, int, int]) -> bool:
    """Whether a name that differs in two characters at least stands for another one."""
    _, a, b, c, d = step
    if min(b - a, d - c) < 2:
        return False
    same = 1 if re.fullmatch(f"[{SURNAMES}]", one[a - 1 : a]) and one[a - 1 : a] == other[c - 1 : c] else 0
    names = one[a - same : b], other[c - same : d]
    return all(_NAME.fullmatch(name) and kind_of(name) in (PERSON, "") for name in names)
