"""An id that was mistyped, so that two articles bear it: said with both lines, and nothing is made of it."""

import pytest

from tests.conftest import Sample
from tests.seeds.test_person import FILE, FIRST, SECOND, THIRD, archive, fresh

pytestmark = pytest.mark.slow

__all__ = ["archive", "fresh"]

MOVED = "seeds/moved.yml"


def mistype(archive: Sample, old: str, new: str) -> str:
    """The article file before an id in it, not that of its record, is another."""
    text = archive.read(FILE)
    archive.write(FILE, text.replace(f"id: {old}\n", f"id: {new}\n"))
    return text


def line(archive: Sample, id: str, of: int = 0) -> int:
    lines = archive.read(FILE).split("\n")
    return [n for n, text in enumerate(lines, 1) if text == f"- id: {id}"][of]


def test_a_doubled_id_is_said_with_both_lines_and_the_id_that_it_was(archive: Sample) -> None:
    mistype(archive, THIRD, SECOND)
    before = archive.read(FILE)
    said = (
        f"{FILE}:{line(archive, SECOND, 1)}: the id {SECOND} is used twice. It stands at "
        f"{FILE}:{line(archive, SECOND)} already; this one had the id {THIRD}: write that back.\n"
    )
    for command, status in (("segment", 1), ("build", 2), ("check", 1)):
        result = archive.run(command)
        assert result.exit_code == status
        assert result.output.count(said) == 1
        assert "changed" not in result.output
    assert archive.read(FILE) == before
    assert not (archive.root / MOVED).exists()


def test_the_other_one_may_have_been_mistyped(archive: Sample) -> None:
    mistype(archive, FIRST, SECOND)
    assert f"that one had the id {FIRST}: write that back.\n" in archive.run("segment").output


def test_of_an_article_that_a_person_has_changed_it_is_asked(archive: Sample) -> None:
    mistype(archive, THIRD, SECOND)
    archive.write(FILE, archive.read(FILE).replace("title: 石楼红枣丰收", "title: 石楼的红枣"))
    said = f"write back the id that one of them had before ({THIRD} is missing); only a new article gets"
    assert said in archive.run("segment").output


def test_written_back_all_is_as_it_was(archive: Sample) -> None:
    text = mistype(archive, THIRD, SECOND)
    assert archive.run("segment").exit_code == 1
    archive.write(FILE, text)
    assert archive.run("segment").output.startswith("1 issue unchanged. Articles: 3 found;")
    assert archive.run("build").exit_code == 0


@pytest.mark.parametrize("first", ["segment", "build"])
def test_an_id_that_was_another_for_a_while_and_is_written_back_leads_nowhere(archive: Sample, first: str) -> None:
    other = THIRD.replace("-03", "-17")
    assert archive.run("build").exit_code == 0
    text = mistype(archive, THIRD, other)
    assert archive.run("segment").exit_code == 0
    assert f"{THIRD}: {other}" in archive.read(MOVED)
    archive.write(FILE, text)
    result = archive.run(first)
    assert result.exit_code == 0
    assert (
        f"{MOVED}: {THIRD} is an article again, so its line, which led on to {other}, was taken out." in result.output
    )
    assert f"{THIRD}: " not in archive.read(MOVED)
    assert archive.run("build").exit_code == 0
    assert MOVED not in archive.run("build").output
