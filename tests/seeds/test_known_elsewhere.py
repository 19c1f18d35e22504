"""`seeds/ids.tsv` lost, cut, or an older one: other files tell whose the ids are, and none goes to another text."""

import pytest

from tests.conftest import Sample
from tests.seeds.test_ids import DAY, archive, built, deliver, line

pytestmark = pytest.mark.slow

__all__ = ["archive"]

IDS = "seeds/ids.tsv"
FIRST, SECOND, THIRD = (f"{DAY}-01-{n:02d}" for n in (1, 2, 3))
KNOWN = f"{IDS}: had no line of {FIRST} and 1 more, which other files in seeds/ know: these texts keep their ids. "


def title(archive: Sample, id: str) -> str:
    return next(of.rpartition("\t")[2] for of in archive.read(IDS).splitlines() if of.startswith(f"{id}\t"))


@pytest.mark.parametrize("how", ["lost", "cut", "older"])
def test_texts_keep_their_ids_and_the_file_is_written_anew(archive: Sample, how: str) -> None:
    a, b, c = line(1, page=1), line(2, page=1), line(3, page=1)
    deliver(archive, a, b)
    built(archive)
    text = archive.read(IDS)
    older = "".join(each for each in text.splitlines(keepends=True) if each.startswith("#"))
    if how == "lost":
        (archive.root / IDS).unlink()
    else:
        archive.write(IDS, older if how == "older" else older + text.splitlines(keepends=True)[-2])
    deliver(archive, c, b, a)
    for command in ("check", "build"):
        said = archive.run(command).output
        assert (KNOWN if how != "cut" else f"{IDS}: had no line of {SECOND}, which other files") in said
    assert archive.read(IDS).startswith(text)
    assert title(archive, THIRD) == c["title"]
    assert "had no line" not in archive.run("build").output


def test_what_is_not_certain_stops_the_build(archive: Sample) -> None:
    a, b = line(1, page=1), line(2, page=1)
    deliver(archive, a, b)
    built(archive)
    text = archive.read(IDS)
    (archive.root / IDS).unlink()
    deliver(archive, line(3, page=1), a, {**b, "body": b["body"] + "完"})
    result = archive.run("build")
    assert result.exit_code == 2
    assert (
        f"seeds/articles/delivered.jsonl:1: may be what was published as {SECOND}, of which {IDS} has no line. Put that"
        " file back (git checkout, a copy), or write into the article the id that it had; a new one gets the next"
        " number that its page never had.\n"
    ) in result.output
    assert not (archive.root / IDS).exists()
    archive.write(IDS, text)
    built(archive)
    assert title(archive, SECOND) == b["title"]
    (archive.root / IDS).unlink()
    deliver(archive, line(3, page=1), a, {**b, "body": b["body"] + "完了", "id": SECOND})
    built(archive)
    assert title(archive, THIRD) == line(3)["title"]


def test_what_is_closed_is_known_as_well_and_its_number_is_given_to_no_other(archive: Sample) -> None:
    a, b = line(1, page=1, status="withheld"), line(2, page=1)
    deliver(archive, a, b)
    built(archive)
    (archive.root / IDS).unlink()
    deliver(archive, line(3, page=1), b, a)
    assert KNOWN in archive.run("build").output
    assert title(archive, FIRST) == a["title"]
    assert title(archive, THIRD) == line(3)["title"]
    (archive.root / IDS).unlink()
    deliver(archive, line(4, page=1), b, line(3, page=1))
    built(archive)
    assert title(archive, f"{DAY}-01-04") == line(4)["title"]
    assert f"{FIRST}\t" not in archive.read(IDS)


def test_a_text_under_another_date_is_led_on_to(archive: Sample) -> None:
    deliver(archive, line(1, page=1))
    built(archive)
    (archive.root / IDS).unlink()
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml") + "  - {paper: xxb, date: 2024-03-09}\n")
    deliver(archive, line(1, page=1, date="2024-03-09"))
    built(archive)
    assert f"{FIRST}: xxb-2024-03-09-01-01\n" in archive.read("seeds/moved.yml")
    assert title(archive, FIRST) == line(1)["title"]


def test_the_number_of_an_article_that_brought_its_own_goes_to_no_other(archive: Sample) -> None:
    deliver(archive, line(1, page=1, id=FIRST))
    built(archive)
    deliver(archive, line(2, page=1))
    assert f"delivered.jsonl:1: may be what was published as {FIRST}, of which" in archive.run("build").output
    assert built(archive) == {SECOND: line(2)["title"]}


def test_where_days_are_lost_as_well_they_are_put_back_and_the_ids_told_by_them(archive: Sample) -> None:
    a, b = line(1, page=1), line(2, page=1)
    deliver(archive, a, b)
    built(archive)
    days = archive.read("seeds/days.tsv")
    for file in (IDS, "seeds/days.tsv"):
        (archive.root / file).unlink()
    deliver(archive, b)
    said = archive.run("build").output
    assert "seeds/days.tsv: was gone, and is put back as the last build left it" in said
    assert f"{IDS}: had no line of {SECOND}, which other files in seeds/ know" in said
    assert title(archive, SECOND) == b["title"]
    assert archive.read("seeds/days.tsv").splitlines()[:3] == days.splitlines()[:3]
    deliver(archive, b, a)
    built(archive)
    assert title(archive, THIRD) == a["title"]


def test_what_may_be_another_is_said_once(archive: Sample) -> None:
    deliver(archive, line(1, page=1, id=FIRST), line(2, page=1, id=SECOND))
    built(archive)
    deliver(archive, line(1, page=1, id=FIRST), line(3, page=1))
    said = f"may be what was published as {SECOND}, of which {IDS} has no line"
    assert archive.run("check").output.count(said) == 1
    assert archive.run("build").output.count(said) == 1
    assert said not in archive.run("build").output
    assert said not in archive.run("check").output
