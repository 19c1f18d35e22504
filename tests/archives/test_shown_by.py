"""A page is shown by the picture over which its lines were laid, and by no other: what is closed on it is blank there
alone."""

import json
import os
from pathlib import Path

import pytest

from generator.printed import apart
from generator.printed.page_picture import Plane, Shot
from tests.archives.test_facsimile import files
from tests.conftest import Sample
from tests.site.printed_pages import CLOSED, FILE, close, printed_issue
from tests.torture.kills import LINES

LIST = "seeds/shown.tsv"
OTHER = "is another picture than the one that its lines were laid over"


def scanned(folder: Path, lines: bool = True) -> Sample:
    """An issue of two pages whose scans, of the same size in pixels and bytes, stand beside their lines or texts."""
    made = printed_issue(folder, pages=2)
    listed, _, _ = made.read("seeds/issues.yml").partition("      - {")
    for n in (1, 2):
        shot = apart.look(made.root / "seeds/pages/a.pdf", n, 900, Plane.of(None))
        assert isinstance(shot, Shot)
        shot.image.save(made.root / f"seeds/pages/{n}.tiff")
        os.utime(made.root / f"seeds/pages/{n}.tiff", (0, 0))
        kept = made.read(f"seeds/pages/a.pdf.{n}.jsonl")
        said = "\n".join(json.loads(line)["text"] for line in kept.splitlines()[:-1])
        (made.root / f"seeds/pages/a.pdf.{n}.jsonl").unlink()
        name = f"pages/{n}.jsonl" if lines else f"pages/{n}.txt"
        made.write(f"seeds/{name}", kept if lines else f"{said}\n")
        listed += f"      - {{file: {name}, page: {n}, image: pages/{n}.tiff}}\n"
        made.write(FILE, made.read(FILE).replace(f"pages/a.pdf.{n}.jsonl", name))
    (made.root / "seeds/pages/a.pdf").unlink()
    made.write("seeds/issues.yml", listed)
    assert len({(made.root / f"seeds/pages/{n}.tiff").stat().st_size for n in (1, 2)}) == 1
    return made


def swapped(made: Sample) -> None:
    pages = made.root / "seeds/pages"
    for old, new in (("1.tiff", "x"), ("2.tiff", "1.tiff"), ("x", "2.tiff")):
        (pages / old).rename(pages / new)


@pytest.mark.parametrize("lines", [True, False], ids=["lines with places", "texts"])
def test_scans_that_have_exchanged_their_names_are_not_shown(tmp_path: Path, lines: bool) -> None:
    made = scanned(tmp_path, lines)
    assert made.run("build").exit_code == 0
    assert {name[0] for name in files(made)} == {"1", "2"}
    assert len([line for line in made.read(LIST).splitlines() if not line.startswith("#")]) == 2
    kept = made.read(LIST)
    close(made)
    swapped(made)
    said = made.run("build").output
    assert files(made) == {}
    for n in (1, 2):
        name = f"pages/{n}.jsonl" if lines else f"pages/{n}.txt"
        mend = f"Put that one back; if this one shows the page as well, take the line of {name} out of {LIST}."
        assert f"seeds/pages/{n}.tiff, which shows {name}, {OTHER}. {mend}" in said
        assert f"seeds/pages/{n}.tiff, which is to show {name}, {OTHER}. {mend}" in made.run("check").output
    assert "All well." in made.run("check", "--published").output
    assert made.read(LIST) == kept
    swapped(made)
    made.run("build")
    assert {name[0] for name in files(made)} == ({"1", "2"} if lines else {"1"}), "and back"


def test_a_scan_that_was_cut_is_not_shown_until_a_person_says_so(tmp_path: Path) -> None:
    made = scanned(tmp_path)
    close(made)
    made.run("build")
    before = files(made)
    path = made.root / "seeds/pages/2.tiff"
    shot = apart.look(path, None, 900, Plane.of(None))
    assert isinstance(shot, Shot)
    width, height = shot.image.size
    shot.image.crop((width // 10, height // 10, width, height)).resize((width, height)).save(path)
    assert OTHER in made.run("build").output
    assert {name[0] for name in files(made)} == {"1"}
    lines = made.read(LIST).splitlines(keepends=True)
    made.write(LIST, "".join(line for line in lines if not line.startswith("pages/2")))
    assert OTHER not in made.run("build").output
    assert {name[0] for name in files(made)} == {"1", "2"}
    assert {name for name in files(made) if name[0] == "1"} == {name for name in before if name[0] == "1"}


def test_what_a_page_was_read_beside_is_known_before_the_first_build(tmp_path: Path) -> None:
    made = scanned(tmp_path)
    for n in (1, 2):
        lines = [[[[60, y], [240, y], [240, y + 20], [60, y + 20]], f"{text}{n}", 0.99] for y, text in LINES.items()]
        made.write(f"seeds/pages/{n}.json", json.dumps(lines, ensure_ascii=False))
        listed = made.read("seeds/issues.yml").replace(f"pages/{n}.jsonl,", f"pages/{n}.json,")
        made.write("seeds/issues.yml", listed)
    (made.root / FILE).unlink()
    made.run("segment")
    assert [line.partition("\t")[0] for line in made.read(LIST).splitlines()[3:]] == [
        "pages/1.json.jsonl",
        "pages/2.json.jsonl",
    ]
    swapped(made)
    assert made.run("build").output.count(OTHER) == 2
    assert files(made) == {}
    for n in (1, 2):  # read anew beside what is there now
        (made.root / f"seeds/pages/{n}.json.jsonl").unlink()
    made.run("segment")
    assert OTHER not in made.run("build").output
    assert {name[0] for name in files(made)} == {"1", "2"}


def test_a_page_that_is_its_own_picture_is_not_shown_once_its_file_is_another(tmp_path: Path) -> None:
    made = printed_issue(tmp_path, pages=2)
    close(made)
    made.run("build")
    assert not (made.root / LIST).exists()
    data = (made.root / "seeds/pages/a.pdf").read_bytes()
    made.write("seeds/pages/a.pdf", data + b"\n% saved anew\n")
    said = made.run("build").output
    assert "seeds/pages/a.pdf, which shows pages/a.pdf.2.jsonl, is another file than the one that" in said
    assert files(made) == {}


def test_a_frozen_build_says_what_it_did_not_write_down_and_damage_stops(tmp_path: Path) -> None:
    made = scanned(tmp_path)
    made.run("build")
    (made.root / LIST).unlink()
    made.write(FILE, made.read(FILE).replace(f"- id: {CLOSED}\n", f"- id: {CLOSED}\n  kicker: 通报\n"))
    said = made.run("build", "--frozen").output
    assert f"{LIST}: is not written by a frozen build" in said or "seeds/days.tsv: is not written" in said
    assert not (made.root / LIST).exists()
    made.write(LIST, "pages/1.jsonl\tno digest\n")
    result = made.run("build")
    assert result.exit_code == 2
    assert f"{LIST}:1: is no line of a page and its picture: pages/1.jsonl no digest." in result.output
    assert f"{LIST}:1: " in made.run("check").output
