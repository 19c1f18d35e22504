"""What was closed, has gone and comes back otherwise: under an id that another text had, in parts, in a longer text."""

import json
import random
import re
from pathlib import Path

import pytest

from generator.base.archive import Remembered
from generator.base.holding import STATUS
from generator.language.sketch import sketch
from generator.review import proof
from generator.review.held import silent
from generator.seeds import closed_before
from tests.conftest import Sample, begun
from tests.language.test_sketch import LETTERS
from tests.seeds import test_closed_before as segmented

pytestmark = pytest.mark.slow

PAPERS = """\
papers:
  lsb: {name: 离石报, place: 离石区, adcode: "141102"}
issues: []
"""
FILE, CLOSED = "seeds/articles/d.jsonl", "seeds/closed.tsv"
PARTS = [LETTERS[at : at + 190] for at in (0, 200, 400)]
HAS = "has the text of lsb-1984-01-01-01-02, which was withheld and has gone"
Record = dict[str, object]


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    """An article is withheld, and two are open."""
    made = begun(tmp_path / "archive", PAPERS)
    delivered(made, numbered(1, 600), secret(status="withheld"), numbered(3, 900))
    assert made.run("build").exit_code == 0
    assert not shown(made, PARTS[0])
    return made


def numbered(number: int, at: int, **other: object) -> Record:
    id = f"lsb-1984-01-01-01-{number:02d}"
    return {"paper": "lsb", "date": "1984-01-01", "page": 1, "id": id, "title": f"第{number}篇", **body(at), **other}


def body(at: int) -> Record:
    return {"body": LETTERS[at : at + 200]}


def secret(**other: object) -> Record:
    return {**numbered(2, 0), "title": "要闻", "body": "\n\n".join(PARTS), **other}


def other_day(**other: object) -> Record:
    return {name: value for name, value in secret(date="1984-01-02", **other).items() if name != "id"}


def delivered(archive: Sample, *records: Record) -> None:
    archive.write(FILE, "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records))


def shown(archive: Sample, text: str) -> bool:
    return any(text.encode() in data for data in archive.tree("site").values())


def test_an_id_that_another_text_has_now_is_not_what_was_closed(archive: Sample) -> None:
    delivered(archive, numbered(1, 600), numbered(2, 900), secret(id="lsb-1984-01-01-01-03"))
    for _ in range(2):
        output = archive.run("build").output
        assert f"lsb-1984-01-01-01-03 {HAS}" in output
        assert "was closed at the last build" not in output
        assert not shown(archive, PARTS[0])
        assert shown(archive, LETTERS[900:950])
        assert "lsb-1984-01-01-01-02=" in archive.read(CLOSED)
    assert archive.run("withdraw", "lsb-1984-01-01-01-03", "--open").exit_code == 0
    assert HAS not in archive.run("build").output
    assert shown(archive, PARTS[0])


@pytest.mark.parametrize("way", ["parts", "longer", "misread", "captions"])
def test_parts_a_longer_text_and_a_bad_reading_are_known(archive: Sample, way: str) -> None:
    chance = random.Random(3)
    whole = "\n\n".join(PARTS)
    came = {
        "parts": [other_day(title=f"之{n}", body=part) for n, part in enumerate(PARTS)],
        "longer": [other_day(body=f"{whole}\n\n{LETTERS[1500:2000]}")],
        "misread": [other_day(body="".join("口" if chance.random() < 0.05 else c for c in whole))],
        "captions": [other_day(title="图片", body="图片说明。", captions=[whole])],
    }[way]
    delivered(archive, numbered(1, 600), *came)
    assert archive.run("build").output.count(HAS) == len(came)
    assert not any(shown(archive, part[:30]) for part in PARTS)


def test_forms_are_named_and_published(archive: Sample) -> None:
    form = "".join(LETTERS[2000:2150])
    notices = [
        numbered(9, 0, id=f"lsb-1984-01-01-02-{n:02d}", page=2, title="公告", body=f"{LETTERS[n : n + 3]}：{form}")
        for n in range(1, 7)
    ]
    delivered(archive, {**notices[0], "status": "withheld"}, *notices[1:])
    assert archive.run("build").exit_code == 0
    delivered(archive, *notices[1:])
    output = archive.run("build").output
    assert output.count("may be lsb-1984-01-01-02-01, which was withheld and has gone") == 5
    assert shown(archive, form)


def test_what_stood_open_elsewhere_is_no_secret(archive: Sample) -> None:
    same = [{**other_day(), "date": f"1984-02-0{n}"} for n in range(1, 3)]
    delivered(archive, numbered(1, 600), {**same[0], "status": "withheld"}, {**same[1], "status": "open"})
    assert archive.run("build").exit_code == 0
    assert "withheld+open\t" in archive.read(CLOSED)
    delivered(archive, numbered(1, 600), {**same[1], "date": "1984-02-05"})
    archive.run("build")
    assert "1984-02-01-01-01\twithheld+open" in archive.read(CLOSED)


def test_where_the_file_goes_the_copy_counts(archive: Sample) -> None:
    (archive.root / CLOSED).unlink()
    delivered(archive, numbered(1, 600), other_day())
    output = archive.run("build").output
    assert f"{CLOSED}: lacks 1 of what was closed at the last build, lsb-1984-01-01-01-02 first" in output
    assert HAS in output
    assert not shown(archive, PARTS[0])
    assert "lacks" not in archive.run("build").output


def test_a_link_to_nothing_stops_every_command_and_nothing_is_written(archive: Sample) -> None:
    (archive.root / CLOSED).unlink()
    (archive.root / CLOSED).symlink_to("none/x")
    before = archive.read(FILE)
    for command in (("build",), ("segment",), ("withdraw", "lsb-1984-01-01-01-01", "--withheld", "--note", "x")):
        result = archive.run(*command)
        assert result.exit_code != 0
        assert f"{CLOSED}: is a link that leads to nothing" in result.output
    assert archive.read(FILE) == before


def test_a_day_that_is_past_and_never_was_open_is_named_once(archive: Sample) -> None:
    delivered(
        archive,
        numbered(1, 600),
        secret(status="withheld"),
        numbered(4, 1300, status="withheld", status_until="2003-01-01"),
    )
    said = "lsb-1984-01-01-01-04 is withheld until 2003-01-01, which is past, and was never open: it is published"
    assert archive.run("build").output.count(said) == 1
    assert said not in archive.run("build").output


def test_short_notices_of_other_issues_are_not_held_for_their_digits(archive: Sample) -> None:
    def notice(number: int, date: str, **said: object) -> Record:
        text = f"{LETTERS[number : number + 3]}遗失身份证一张，号码{number}，声明作废。"
        return {"paper": "lsb", "date": date, "title": "遗失声明", "body": text, **said}

    open_ones = [notice(n, f"1984-03-{1 + n % 28:02d}") for n in range(100, 500)]
    delivered(archive, *(notice(n, "1984-01-03", status="withheld") for n in range(30)), *open_ones)
    first = archive.run("build")
    assert first.exit_code == 0
    delivered(archive, *open_ones)
    said = re.compile(r": (\S+) .*: it is not published")
    beside = {found[1] for line in first.output.splitlines() if (found := said.search(line))}
    now = {found[1] for line in archive.run("build").output.splitlines() if (found := said.search(line))}
    assert now == beside, "what said the same as one that was there stays as it was"
    assert len(now) < 30


# ---- of pages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def pages(tmp_path: Path) -> Sample:
    """An archive of page texts, segmented and built."""
    made = begun(tmp_path / "pages", segmented.PAPERS + segmented.SECRET)
    made.write("seeds/pages/b1.txt", segmented.B1)
    assert made.run("segment").exit_code == 0
    assert made.run("build").exit_code == 0
    return made


def redated(pages: Sample) -> None:
    """The date of the issue is corrected, and its file is made anew."""
    (pages.root / segmented.FILE).unlink()
    pages.write("seeds/issues.yml", segmented.PAPERS + segmented.LATER)
    assert pages.run("segment").exit_code == 0


def test_what_is_cut_off_from_a_closed_article_is_not_published(pages: Sample) -> None:
    segmented.withhold(pages, segmented.ID)
    text = pages.read(segmented.FILE).replace("枝头，枣农忙着采收，合作社的烘房昼夜不停。", "枝头，")
    other = (
        "- id: xxb-1984-11-17-01-07\n  page: 1\n  title: 烘房昼夜不停\n  body: 枣农忙着采收，合作社的烘房昼夜不停。\n"
        "  source:\n  - {file: pages/b1.txt, lines: [9, 9]}\n  reviewed: true\n"
    )
    text = text.replace("lines: [6, 9]", "lines: [6, 8]").replace("unplaced:", f"{other}unplaced:")
    pages.write(segmented.FILE, text)
    said = f"xxb-1984-11-17-01-07 says what {segmented.ID} has said, which is closed: it is not published"
    for n in range(3):
        pages.write("site_src/new.md", f"# {n}\n")
        assert said in pages.run("build").output
        assert not shown(pages, "烘房昼夜")
    assert pages.run("withdraw", segmented.ID, "--open").exit_code == 0
    assert said not in pages.run("build").output
    assert shown(pages, "烘房昼夜")


def test_lines_of_a_deleted_article_are_known_in_another_issue(pages: Sample) -> None:
    text = pages.read(segmented.FILE)
    pages.write(segmented.FILE, text[: text.index(f"- id: {segmented.ID}")] + text[text.index("unplaced:") :])
    assert pages.run("segment").exit_code == 0
    assert pages.run("build").exit_code == 0
    assert f"{segmented.KEY}=" in pages.read(CLOSED)
    redated(pages)
    assert "has the text of lines of xxb-1984-11-17" in pages.run("build").output
    assert not shown(pages, "红枣")


def test_an_issue_that_was_closed_under_another_date_is_closed_and_opened_by_name(pages: Sample) -> None:
    segmented.withhold(pages, segmented.KEY)
    redated(pages)
    said = "xxb-1984-11-18 is what xxb-1984-11-17 was, which was withheld"
    assert said in pages.run("build").output
    assert [text for text in ("红枣", "责任编辑") if shown(pages, text)] == []
    assert pages.run("withdraw", "xxb-1984-11-18", "--open").exit_code == 0
    assert said not in pages.run("build").output
    assert shown(pages, "红枣")


def test_the_desk_shows_what_is_held_back_and_opens_it(pages: Sample) -> None:
    segmented.withhold(pages, segmented.ID)
    redated(pages)
    assert pages.run("build").exit_code == 0
    key, id = ("xxb", "1984-11-18"), "xxb-1984-11-18-01-02"
    found = proof.read(pages.root, key, proof.Numbers())
    assert found
    held = next(article for article in found.articles if article.id == id)
    note = f"It says what {segmented.ID} says, which is not open, and was not published."
    assert (held.status, held.status_note) == ("withheld", note)
    chinese = f"与未开放的 {segmented.ID} 内容相同，没有发布。"
    as_shown = held.model_dump(mode="json")
    for said in (note, chinese):  # neither is written, though a draft was begun in the other language
        assert silent({**as_shown, "status_note": said}, held) == STATUS
        assert silent({**as_shown, "status_note": f"{said}家属要求"}, held) == []
    given = [{**a.model_dump(mode="json"), "status": "open"} for a in found.articles]
    left = {(line.file, line.line): proof.left_as(line) for line in found.unplaced}
    assert proof.save(pages.root, found, found.base, given, left) == []
    assert pages.run("build").exit_code == 0
    assert shown(pages, "红枣")


def test_a_closed_text_whose_number_goes_to_another_closed_one_keeps_a_line_of_its_own(tmp_path: Path) -> None:
    """As where two issues exchange their pages, and one of them is closed."""
    (tmp_path / "seeds").mkdir()
    first, second = sketch(LETTERS[:300]), sketch(LETTERS[400:700])
    for text in (first, second, second):
        line = Remembered(closed_before.WITH, sketch=text)
        closed_before.note(tmp_path, [closed_before.OfIssue({"xxb-2024-03-07-01-01": line})])
    lines = closed_before.known(tmp_path)
    assert sorted(of.sketch for of in lines.values()) == sorted([first, second])
    assert lines["xxb-2024-03-07-01-01"].sketch == second


def test_a_short_text_that_has_just_been_delivered_is_held_and_one_that_was_published_is_not(archive: Sample) -> None:
    def notice(date: str, **said: object) -> Record:
        text = {"title": "遗失声明", "body": "张某某遗失身份证一张，声明作废。"}
        return {"paper": "lsb", "date": date, **text, **said}

    other = numbered(1, 600)
    delivered(archive, other, notice("1984-01-03"), notice("1984-03-01"))
    assert archive.run("build").exit_code == 0
    delivered(archive, other, notice("1984-01-03", status="withheld"))
    assert archive.run("build").exit_code == 0
    delivered(archive, other, notice("1984-05-09"))
    said = "lsb-1984-05-09-00-01 has the text of lsb-1984-01-03-00-01, which was withheld and has gone"
    for n in range(2):
        archive.write("site_src/new.md", f"# {n}\n")
        assert said in archive.run("build").output
        assert not shown(archive, "张某某遗失")
    assert archive.run("withdraw", "lsb-1984-05-09-00-01", "--open").exit_code == 0
    assert said not in archive.run("build").output
    assert shown(archive, "张某某遗失")


def test_a_letter_wrong_in_a_text_of_seventy_is_known_in_what_has_just_been_delivered(archive: Sample) -> None:
    text = LETTERS[1200:1270]
    wrong = f"{text[:30]}口{text[31:]}"
    delivered(archive, numbered(1, 600), numbered(4, 0, body=text, status="withheld"))
    assert archive.run("build").exit_code == 0
    delivered(
        archive, numbered(1, 600), {**numbered(1, 0, body=wrong), "id": "lsb-1984-03-01-01-01", "date": "1984-03-01"}
    )
    assert "has the text of lsb-1984-01-01-01-04" in archive.run("build").output
    assert not shown(archive, text[:20])
