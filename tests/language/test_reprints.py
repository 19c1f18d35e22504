"""Articles that print the same copy (同稿), of texts that are made here: sentences of random characters, which no two
texts share but by what is done to them."""

import datetime
import random
from collections.abc import Callable

import pytest

from generator.base.model import Article
from generator.language import reprints
from generator.language.reprints import Pair, groups
from generator.language.reprints import reprints as found

Text = Callable[[int], str]


def writer(seed: int) -> Text:
    """Writes texts of so many sentences."""
    some = random.Random(seed)

    def sentence() -> str:
        return "".join(chr(some.randrange(0x4E00, 0x9F00)) for _ in range(some.randrange(18, 40))) + "。"

    return lambda sentences: "".join(sentence() for _ in range(sentences))


def article(body: str, paper: str = "xxb", day: int = 7, kind: str = "news", month: int = 3) -> Article:
    date = datetime.date(2024, month, day)
    return Article.model_validate(
        {"id": f"{paper}-{date}-01-01", "paper": paper, "date": date, "title": "题", "body": body, "kind": kind}
    )


def shares(pairs: list[Pair]) -> list[tuple[int, int, int, int]]:
    return [(p.one, p.other, round(100 * p.of_one), round(100 * p.of_other)) for p in pairs]


def test_the_same_text_in_another_newspaper_is_a_reprint_whatever_its_marks_and_lines() -> None:
    text = writer(1)(12)
    other = text.replace("。", "，\n\n", 3).replace("。", "！", 1)
    assert shares(found([article(text), article(writer(2)(12)), article(other, "llrb", 9)])) == [(0, 2, 100, 100)]


def test_how_much_of_each_stands_in_the_other_is_said_of_each() -> None:
    write = writer(3)
    wire, own = write(10), write(10)
    cut, joined = wire[: len(wire) // 2], wire + own
    pairs = found([article(wire), article(cut, "a"), article(joined, "b"), article(own, "c")])
    assert [(one, other) for one, other, *_ in shares(pairs)] == [(0, 1), (0, 2), (1, 2), (2, 3)]
    (_, _, whole, part), (_, _, all_of_it, half), *_ = shares(pairs)
    assert part == all_of_it == 100 and 45 <= whole <= 50 and 45 <= half <= 55


def test_a_corrected_text_is_known_again() -> None:
    some, text = random.Random(4), writer(4)(20)
    worn = "".join(chr(some.randrange(0x4E00, 0x9F00)) if some.random() < 0.03 else letter for letter in text)
    ((_, _, of_one, of_other),) = shares(found([article(text), article(worn, "llrb")]))
    assert 60 <= of_one <= 99 and of_one == of_other


@pytest.mark.parametrize(
    ("what", "first", "second"),
    [
        ("less than half", (8, 0, {}), (3, 9, {"paper": "llrb"})),
        ("a short text", (3, 0, {}), (3, 0, {"paper": "llrb"})),
        ("a form of one newspaper", (10, 4, {}), (10, 4, {"day": 8})),
        ("what comes back after months", (10, 4, {}), (10, 4, {"paper": "llrb", "month": 6})),
        ("notices that differ a little", (10, 4, {"kind": "notice"}), (10, 4, {"paper": "llrb", "kind": "notice"})),
        ("a notice that is printed again", (10, 0, {"kind": "notice"}), (10, 0, {"day": 8, "kind": "notice"})),
        ("a filler", (10, 0, {"kind": "filler"}), (10, 0, {"paper": "llrb", "kind": "filler"})),
    ],
)
def test_what_is_no_reprint(
    what: str, first: tuple[int, int, dict[str, str]], second: tuple[int, int, dict[str, str]]
) -> None:
    """Sentences that both have, and sentences of their own."""
    shared, others = writer(5)(10) if what != "a short text" else writer(5)(3)[:110], writer(6)
    texts = []
    for sentences, own, _ in (first, second):
        common = "".join(part + "。" for part in shared.split("。")[:sentences] if part)
        texts.append(common + others(own))
    assert found([article(texts[0], **first[2]), article(texts[1], **second[2])]) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "given"), [(0, {"day": 8}), (0, {"paper": "llrb", "month": 6}), (0, {"paper": "llrb", "kind": "notice"})]
)
def test_it_is_one_where_nearly_all_is_the_same(own: int, given: dict[str, str]) -> None:
    text = writer(7)(10)
    assert len(found([article(text), article(text, **given)])) == 1  # type: ignore[arg-type]


def test_what_a_newspaper_has_four_times_joins_nothing() -> None:
    write = writer(8)
    form = write(8)
    weather = [article(form + write(2), day=1) for _ in range(4)]
    assert found(weather) == []
    assert len(found(weather[:3])) == 3


def test_reports_of_many_newspapers_are_found_without_comparing_all_with_all() -> None:
    text = writer(9)(10)
    many = [article(text, f"p{n:03}", 1 + n % 5) for n in range(100)]
    pairs = found(many)
    assert len(pairs) == sum(min(reprints.NEAR, 99 - n) for n in range(100))
    assert groups(pairs, 100) == [0] * 100


def test_groups_are_of_what_is_one_text_and_not_of_what_holds_it() -> None:
    write = writer(10)
    one, two = write(10), write(10)
    pairs = found(
        [article(one), article(two), article(one + two + write(15), "a"), article(one, "b"), article(two, "c")]
    )
    assert {(p.one, p.other) for p in pairs} == {(0, 2), (0, 3), (1, 2), (1, 4), (2, 3), (2, 4)}
    assert groups(pairs, 5) == [0, 1, None, 0, 1]


def test_no_articles_have_no_reprints() -> None:
    assert found([]) == [] and groups([], 0) == []
    assert found([article("短")]) == [] and found([article(writer(11)(9))]) == []
