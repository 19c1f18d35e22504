"""`seeds/days.tsv`: on which day articles came and changed, by what builds wrote down and nothing else."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.seeds import days, status
from generator.seeds.days import BEFORE, GONE, NEVER, Days, Diary
from generator.seeds.files.reader import Reader
from tests.conftest import Sample, begun

FILE = days.FILE
FIRST, NEXT, LAST = "2026-11-29", "2026-12-03", "2027-01-04"
WHOLE = "xxb-2024-03-07-01-01"
OLDER = {"paper": "xxb", "date": "1950-05-01", "page": 1, "title": "山村识字班", "body": "夜里点着油灯上课。"}
OLD = "xxb-1950-05-01-01-01"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes it another day."""
    return lambda day: monkeypatch.setattr(status, "today", lambda: datetime.date.fromisoformat(day))


@pytest.fixture
def archive(sample: Sample) -> Sample:
    """One whose file has been begun."""
    sample.write(FILE, days.HEAD)
    return sample


def built(archive: Sample, *more: str) -> list[str]:
    """The lines of the file after a build, which says nothing of it."""
    result = archive.run("build", *more)
    assert (result.exit_code, FILE in result.output) == (0, False), result.output
    return rows(archive)


def rows(archive: Sample) -> list[str]:
    """Its lines without their digests, which are there."""
    lines = [line.split("\t") for line in archive.read(FILE).splitlines() if not line.startswith("#")]
    assert all(len(line[3]) == days.DIGITS or line[3] == GONE for line in lines)
    return [" ".join([*line[:3], *line[3:] * (line[3] == GONE)]) for line in lines]


def deliver(archive: Sample, *records: dict[str, object]) -> None:
    archive.write("seeds/articles/more.jsonl", "".join(json.dumps(record) + "\n" for record in records))


# ---- what a build writes down --------------------------------------------------------------------------------------


def test_articles_that_were_there_before_the_file_have_no_day(sample: Sample, on: Callable[[str], None]) -> None:
    on(FIRST)
    assert built(sample) == [f"{WHOLE} - -"]
    on(NEXT)
    deliver(sample, OLDER)
    assert built(sample) == [f"{OLD} {NEXT} {NEXT}", f"{WHOLE} - -"]


def test_an_archive_without_articles_begins_its_file(tmp_path: Path, on: Callable[[str], None]) -> None:
    empty = begun(tmp_path / "empty", "papers:\n  xxb: {name: 兴县报}\nissues: []\n")
    assert built(empty) == []
    on(NEXT)
    deliver(empty, OLDER)
    assert built(empty) == [f"{OLD} {NEXT} {NEXT}"]


def test_a_new_archive_has_the_file(tmp_path: Path, on: Callable[[str], None]) -> None:
    on(FIRST)
    new = Sample(tmp_path / "new")
    assert Sample(tmp_path).run("new", str(new.root)).exit_code == 0
    assert new.run("segment").exit_code == 0
    assert [row.split(" ")[1:] for row in built(new)] == [[FIRST, FIRST]] * 2


def test_an_article_came_when_it_was_first_published_and_changed_when_its_text_did(
    archive: Sample, on: Callable[[str], None]
) -> None:
    on(FIRST)
    assert built(archive) == [f"{WHOLE} {FIRST} {FIRST}"]
    on(NEXT)
    file = "seeds/articles/xxb-2024-03-07.yml"
    archive.write(file, archive.read(file).replace("reviewed: true", "reviewed: true\n    reviewed_by: 王一"))
    assert built(archive) == [f"{WHOLE} {FIRST} {FIRST}"]
    archive.write(file, archive.read(file).replace("农机手", "农机手们"))
    assert built(archive) == [f"{WHOLE} {FIRST} {NEXT}"]


def test_what_is_withheld_comes_when_it_is_opened_and_what_is_closed_changes(
    archive: Sample, on: Callable[[str], None]
) -> None:
    on(FIRST)
    deliver(archive, {**OLDER, "id": OLD, "status": "withheld", "status_until": NEXT})
    assert built(archive) == [f"{WHOLE} {FIRST} {FIRST}"]
    on(NEXT)
    assert built(archive) == [f"{OLD} {NEXT} {NEXT}", f"{WHOLE} {FIRST} {FIRST}"]
    on(LAST)
    deliver(archive, {**OLDER, "id": OLD, "status": "withdrawn"})
    assert built(archive) == [f"{OLD} {NEXT} {LAST} -", f"{WHOLE} {FIRST} {FIRST}"]


def test_an_article_under_another_date_came_when_it_did(archive: Sample, on: Callable[[str], None]) -> None:
    on(FIRST)
    deliver(archive, OLDER)
    built(archive)
    on(NEXT)
    deliver(archive, {**OLDER, "date": "1950-05-02"})
    result = archive.run("build")
    assert result.exit_code == 0
    assert rows(archive) == [
        f"{OLD} {FIRST} {NEXT} -",
        f"xxb-1950-05-02-01-01 {FIRST} {FIRST}",
        f"{WHOLE} {FIRST} {FIRST}",
    ]


def test_a_build_of_which_nothing_is_kept_says_so_and_gives_no_day(archive: Sample, on: Callable[[str], None]) -> None:
    on(FIRST)
    before = archive.tree("seeds")
    said = f"{FILE}: is not written by a frozen build, so the days of this build are not kept. "
    said += "Build where the archive is kept, and let what that writes into seeds/ come along."
    made = []
    for _ in range(2):
        result = archive.run("build", "--frozen")
        assert (result.exit_code, result.output.splitlines()[0]) == (0, said)
        assert archive.tree("seeds") == before
        assert "<published>" not in archive.read("site/feed.xml")
        made.append((archive.root / "site/.published").stat().st_mtime_ns)
    assert made[0] == made[1], "where nothing has changed nothing is made"
    assert built(archive) == [f"{WHOLE} {FIRST} {FIRST}"]
    assert "<published>" in archive.read("site/feed.xml")
    assert built(archive, "--frozen") == [f"{WHOLE} {FIRST} {FIRST}"]


def test_the_same_archive_says_the_same_on_another_day(archive: Sample, on: Callable[[str], None]) -> None:
    on(FIRST)
    built(archive)
    other = Sample(archive.root.parent / "other")
    for name in (*archive.tree("seeds"), "mkdocs.yml", "site_src/about.md"):
        other.write(name, archive.read(name))
    on(LAST)
    built(other)
    assert other.tree("site") == archive.tree("site")


# ---- the file ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (f"{WHOLE}\t2026-13-01\t-\t0123456789ab", f"is no line of days: {WHOLE} 2026-13-01 - 012345"),
        (f"{WHOLE}\t2026-11-01\t-", f"is no line of days: {WHOLE} 2026-11-01 -"),
        ("x\t-\t-\t-", "is no line of days: x - - -"),
    ],
)
def test_a_damaged_line_stops_a_build_and_is_named(archive: Sample, line: str, what: str) -> None:
    archive.write(FILE, f"{days.HEAD}{line}\n")
    mend = "Put the file back as it was last good (git checkout, a copy); a day is not guessed."
    result = archive.run("build")
    assert (result.exit_code, result.output.splitlines()[0]) == (2, f"{FILE}:4: {what}. {mend}")
    assert f"{FILE}:4: " in archive.run("check").output
    assert not (archive.root / "site").exists()


def test_a_line_of_what_is_no_id_is_named_where_articles_come_without_one(archive: Sample) -> None:
    deliver(archive, {"paper": "xxb", "date": "2024-03-07", "title": "土豆丰收", "body": "今年土豆丰收。"})
    wrong = "xxb-2024-03-07-00-true\t-\t-\t0123456789ab"
    archive.write(FILE, f"{days.HEAD}{wrong}\n")
    for command in ("build", "check"):
        assert f"{FILE}:4: is no line of days: {wrong.replace(chr(9), ' ')}" in archive.run(command).output


def test_two_lines_of_an_article_are_joined(archive: Sample) -> None:
    """As git joins those of two machines that had it at the same time."""
    early, late = Days(FIRST, FIRST, "0" * 12), Days(NEXT, LAST, "1" * 12)
    for pair in ((early, late), (late, early)):
        archive.write(FILE, "".join("\t".join([WHOLE, *of]) + "\n" for of in pair))
        diary = days.read(Reader(archive.root))
        assert diary and diary.of == {WHOLE: Days(FIRST, LAST, "1" * 12)}


def test_the_days_of_an_issue_are_those_of_all_that_it_holds_or_held() -> None:
    of = {
        "xxb-2024-03-07-01-01": Days(FIRST, FIRST, "0" * 12),
        "xxb-2024-03-07-01-02": Days(FIRST, LAST, GONE),
        "xxb-2024-03-08-01-01": Days(BEFORE, BEFORE, "0" * 12),
        "rb-2024-03-08-01-01": Days(FIRST, NEVER, "0" * 12),
    }
    assert Diary(of).changed() == {
        "xxb-2024-03-07": LAST,
        "xxb-2024-03-08": BEFORE,
        "xxb": LAST,
        "rb-2024-03-08": NEVER,
        "rb": NEVER,
    }
