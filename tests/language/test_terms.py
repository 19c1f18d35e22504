"""What counts when text is searched, in Python and, the same, in JavaScript."""

import json
import random
import subprocess
import unicodedata
from collections import Counter
from typing import Any

import numpy as np
import pytest

from generator.language.bounds import begins, counted
from generator.language.forms import variants
from generator.language.terms import fold
from generator.language.words import words
from tests.conftest import REPOSITORY, SHIPPED


def in_javascript(strings: list[str]) -> list[dict[str, Any]]:
    """The same strings through theme/assets/terms.js."""
    told = json.dumps({"strings": strings, "variants": list(variants().items())})
    run = subprocess.run(
        ["node", str(REPOSITORY / "tests/js/terms.js")], input=told, capture_output=True, text=True, check=True
    )
    out: list[dict[str, Any]] = json.loads(run.stdout)
    return out


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("呂梁日報", "吕梁日报"),
        ("１２３ＡＢＣ", "123abc"),
        ("本 报　讯", "本报讯"),
        ("户户裏", "戶户里"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("㎞", "km"),
        ("①", "1"),
        ("ｶﾞ", "ガ"),
        ("靑淸尙衞擧囘", "青清尚卫举回"),
    ],
)
def test_forms_of_the_same_word_meet(query: str, text: str) -> None:
    assert fold(query) == fold(text)


@pytest.mark.parametrize(("one", "other"), [("著名", "着名"), ("己", "已"), ("𠮷", "吉"), ("123", "124")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_no_form_is_left_that_folds_again() -> None:
    table = variants()
    assert len(table) > 4000
    assert not set(table.values()) & set(table)
    assert all(len(form) == 1 and len(to) == 1 for form, to in table.items())


@pytest.mark.slow
def test_javascript_folds_every_character_as_python_does() -> None:
    # What Unicode gained since Python's tables (14.0) is left out: Node's are newer.
    known = [
        c for c in map(chr, range(0x110000)) if unicodedata.category(c) not in ("Cn", "Cs", "Co") and ord(c) >= 0x20
    ]
    differ = [
        (f"U+{ord(c):04X}", fold(c), seen["folded"])
        for c, seen in zip(known, in_javascript(known), strict=True)
        if fold(c) != seen["folded"]
    ]
    assert differ == []


MIXED = "兴縣２０２4年𠮷野家ＷiFi é本 报　讯1.4億元Ⅲ㎡“”《》—…·ﬁßΣς０\u0301\u3099가각"


def test_javascript_folds_mixed_text_as_python_does_and_knows_where_it_came_from() -> None:
    strings = [MIXED, MIXED[::-1], "", "　 \t", "Ａ\u030a" * 3, "ｶﾞｷﾞ", *(MIXED[i : i + 7] for i in range(len(MIXED)))]
    for text, seen in zip(strings, in_javascript(strings), strict=True):
        assert seen["folded"] == fold(text)
        assert seen["pieces"] == fold(text)
        units = text.encode("utf-16-le")
        assert len(seen["starts"]) == len(seen["ends"]) == len(fold(text).encode("utf-16-le")) // 2
        for start, end in zip(seen["starts"], seen["ends"], strict=True):
            piece = units[2 * start : 2 * end].decode("utf-16-le")
            assert fold(piece) and fold(piece) in fold(text)


@pytest.mark.slow
def test_words_found_in_all_texts_at_once_are_those_that_jieba_cuts() -> None:
    chance = random.Random(2024)
    characters = "中国人民银行兴县长子发展的一不在了abC1.9%-_#，。 \0é𠮷市场经济和服务器"
    made = ["".join(chance.choices(characters, k=chance.randint(0, 40))) for _ in range(3000)]
    seeds = [path.read_text(encoding="utf-8") for path in sorted((SHIPPED / "seeds").rglob("*.*"))]
    for text in ["", "\0".join(map(fold, made + seeds))]:
        begin = np.zeros(len(text), np.bool_)
        at = 0
        for word in words(text):
            begin[at] = True
            at += len(word)
        codes = np.array([ord(c) for c in text], np.int64)
        assert np.flatnonzero(begins(codes) != begin).tolist() == []
    times = Counter(word for word in words(text) if 1 < len(word) < 9 and "一" <= word[0] < "ꀀ")
    assert counted(codes, begin) == times
