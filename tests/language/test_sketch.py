"""Texts are known again by what tells nothing of them."""

import random

import pytest

from generator.language.sketch import DIGITS, FEW, LEAST, MOST, alike, is_short, sketch
from tests.conftest import SHIPPED

TEXT = "".join(path.read_text(encoding="utf-8") for path in sorted((SHIPPED / "seeds/articles").glob("*.yml")))
LETTERS = "".join(c for c in TEXT if "\u4e00" <= c <= "\u9fff")


def corrected(text: str, share: float, seed: int) -> str:
    """With so many of its letters wrong."""
    chance = random.Random(seed)
    return "".join(chance.choice(LETTERS) if chance.random() < share else c for c in text)


@pytest.mark.parametrize("size", [200, 600, 2000])
def test_a_text_with_one_letter_of_a_hundred_wrong_is_known_again(size: int) -> None:
    found = 0
    for n in range(100):
        text = LETTERS[n * 97 : n * 97 + size]
        found += alike(sketch(text), sketch(corrected(text, 0.01, n)))
    assert found >= 90


def test_no_two_texts_of_the_archive_are_alike() -> None:
    texts = [LETTERS[at : at + 150] for at in range(0, len(LETTERS) - 150, 150)]
    sketches = [sketch(text) for text in texts]
    pairs = [(a, b) for n, a in enumerate(sketches) for b in sketches[:n]]
    assert len(pairs) > 1000
    assert not any(alike(a, b) for a, b in pairs)


def test_set_forms_are_not_alike_by_what_is_filled_in() -> None:
    form = (
        "本院受理原告{}与被告{}民间借贷纠纷一案，现依法向你公告送达起诉状副本、应诉通知书及开庭传票，定于{}开庭审理。"
    )
    names = [LETTERS[n : n + 3] for n in range(0, 60, 3)]
    notices = [sketch(form.format(names[n], names[-n - 1], names[n + 5] * 3)) for n in range(9)]
    assert sum(alike(a, b) for n, a in enumerate(notices) for b in notices[:n]) == 0


def test_blanks_marks_and_forms_of_letters_do_not_count() -> None:
    text = LETTERS[:100]
    assert sketch(text) == sketch("\n".join(f"{c}　" for c in text)) != sketch(text[50:])


def test_a_short_text_has_few_digits_that_many_others_have() -> None:
    """Names can be tried: of many so many fit that none is told."""
    secret = sketch("遗失声明：王一的身份证遗失，声明作废。")
    assert (len(secret), is_short(secret)) == (FEW, True)
    names = sorted({LETTERS[n : n + size] for size in (2, 3) for n in range(len(LETTERS) - 2)})
    fitting = [name for name in names if sketch(f"遗失声明：{name}的身份证遗失，声明作废。") == secret]
    assert len(names) > 12_000
    assert 0 < len(fitting) < len(names) / 1000  # one in 4,096: of a million some 250


def test_a_sketch_is_small() -> None:
    assert len(sketch(LETTERS)) == MOST * DIGITS
    assert len(sketch(LETTERS[:LEAST])) > FEW == len(sketch(LETTERS[: LEAST - 1]))
    assert sketch("") == sketch("。")
