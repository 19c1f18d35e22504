"""An id that was mistyped, so that two articles bear it: said with both lines, and nothing is made of it."""

import pytest

from tests.conftest import Sample
from tests.seeds.persons import FILE, FIRST, SECOND, THIRD

pytestmark = pytest.mark.slow

MOVED = "seeds/moved.yml"


def mistype(segmented: Sample, old: str, new: str) -> str:
    """The article file before an id in it, not that of its record, is another."""
    text = segmented.read(FILE)
    segmented.write(FILE, text.replace(f"id: {old}\n", f"id: {new}\n"))
    return text


def line(segmented: Sample, id: str, of: int = 0) -> int:
    lines = segmented.read(FILE).split("\n")
    return [n for n, text in enumerate(lines, 1) if text == f"- id: {id}"][of]


def test_a_doubled_id_is_said_with_both_lines_and_the_id_that_it_was(segmented: Sample) -> None:
    mistype(segmented, THIRD, SECOND)
    before = segmented.read(FILE)
    said = (
        f"{FILE}:{line(segmented, SECOND, 1)}: the id {SECOND} is used twice. It stands at "
        f"{FILE}:{line(segmented, SECOND)} already; this one had the id {THIRD}: write that back.\n"
    )
    for command, status in (("segment", 1), ("build", 2), ("check", 1)):
        result = segmented.run(command)
        assert result.exit_code == status
        assert result.output.count(said) == 1
        assert "changed" not in result.output
    assert segmented.read(FILE) == before
    assert not (segmented.root / MOVED).exists()


def test_the_other_one_may_have_been_mistyped(segmented: Sample) -> None:
    mistype(segmented, FIRST, SECOND)
    assert f"that one had the id {FIRST}: write that back.\n" in segmented.run("segment").output


def test_of_an_article_that_a_person_has_changed_it_is_asked(segmented: Sample) -> None:
    mistype(segmented, THIRD, SECOND)
    segmented.write(FILE, segmented.read(FILE).replace("title: 石楼红枣丰收", "title: 石楼的红枣"))
    said = f"write back the id that one of them had before ({THIRD} is missing); only a new article gets"
    assert said in segmented.run("segment").output


def test_written_back_all_is_as_it_was(segmented: Sample) -> None:
    text = mistype(segmented, THIRD, SECOND)
    assert segmented.run("segment").exit_code == 1
    segmented.write(FILE, text)
    assert segmented.run("segment").output.startswith("1 issue unchanged. Articles: 3 found;")
    assert segmented.run("build").exit_code == 0


@pytest.mark.parametrize("first", ["segment", "build"])
def test_an_id_that_was_another_for_a_while_and_is_written_back_leads_nowhere(segmented: Sample, first: str) -> None:
    other = THIRD.replace("-03", "-17")
    assert segmented.run("build").exit_code == 0
    text = mistype(segmented, THIRD, other)
    assert segmented.run("segment").exit_code == 0
    assert f"{THIRD}: {other}" in segmented.read(MOVED)
    segmented.write(FILE, text)
    result = segmented.run(first)
    assert result.exit_code == 0
    assert (
        f"{MOVED}: {THIRD} is an article again, so its line, which led on to {other}, was taken out." in result.output
    )
    assert f"{THIRD}: " not in segmented.read(MOVED)
    assert segmented.run("build").exit_code == 0
    assert MOVED not in segmented.run("build").output
