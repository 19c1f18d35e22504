"""The picture of a page, and where on it its lines stand: measured by the ink that is in their boxes."""

import io
import math
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from generator.base.printed_page import Box, PrintedPage
from generator.language.places import gazetteer
from generator.printed import apart, line_file, page_picture, reading
from generator.printed.page_picture import Plane, Shot
from generator.printed.refused import Refused
from generator.seeds import issue_list, page_pictures
from generator.seeds.files.reader import Reader
from generator.seeds.page_pictures import Named
from tests.printed import files
from tests.printed.pdfs import at, pdf

ROWS = [(60 + 7 * n, 90 + 100 * n, 420 + 11 * n, 112 + 100 * n) for n in range(7)]
WIDTH, HEIGHT = 600, 800


def sheet(turn: float = 0.0, scale: float = 1.0) -> Image.Image:
    """A page whose lines are black bars, held askew by so many radians, clockwise."""
    image = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(image)
    for row in ROWS:
        draw.polygon([(x * scale, y * scale) for x, y in quad(row, turn)], fill="black")
    return image


def quad(row: tuple[int, int, int, int], turn: float) -> list[tuple[float, float]]:
    left, top, right, bottom = row
    sin, cos, x, y = math.sin(turn), math.cos(turn), WIDTH / 2, HEIGHT / 2
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return [(x + (a - x) * cos - (b - y) * sin, y + (b - y) * cos + (a - x) * sin) for a, b in corners]


def read_of(turn: float, sized: bool = True, scale: float = 1.0) -> PrintedPage:
    """The same page as an engine has read it."""
    rows = [
        {"quad": [[x * scale, y * scale] for x, y in quad(row, turn)], "text": "一二三四五六七八九十", "score": 1}
        for row in ROWS
    ]
    size = {"width": WIDTH * scale, "height": HEIGHT * scale} if sized else {}
    return reading.read(files.json_of(size | {"lines": rows}))[0]


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def fits(shot: Shot, page: PrintedPage) -> tuple[float, float]:
    """Share of the ink that stands in the boxes of lines, and share of these that is ink."""
    assert shot.lie
    image, ink = shot.image.convert("L"), 0
    total = sum(count for grey, count in enumerate(image.histogram()) if grey < 128)
    area = 0
    for line in page.lines:
        box = tuple(map(round, shot.lie.pixels(line.box)))
        part = image.crop(box)  # type: ignore[arg-type]
        ink += sum(count for grey, count in enumerate(part.histogram()) if grey < 128)
        area += part.width * part.height
    return ink / total, ink / area


def shot(tmp_path: Path, data: bytes, page: PrintedPage | None, width: int = 500, sheet: int | None = None) -> Shot:
    (tmp_path / "p").write_bytes(data)
    found = apart.look(tmp_path / "p", sheet, width, Plane.of(page))
    assert isinstance(found, Shot), found
    return found


@pytest.mark.parametrize("degrees", [0, 0.7, -3, 8])
def test_lines_of_a_skew_scan_lie_on_its_picture(tmp_path: Path, degrees: float) -> None:
    turn = math.radians(degrees)
    for sized, scale in ((True, 1.0), (True, 3.0), *([(False, 2.0)] if degrees < 8 else [])):
        page = read_of(turn, sized, scale)
        assert page.turn == pytest.approx(turn, abs=1e-4)
        assert page.sized is sized
        made = shot(tmp_path, saved(sheet(turn, 2.0)), page)
        inside, dark = fits(made, page)
        assert inside > 0.97
        assert dark > 0.95
        assert made.width == 500


def test_a_picture_held_on_its_side_is_turned_and_never_made_larger(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(sheet(0, 2.0).rotate(90, expand=True), "JPEG", exif=exif, quality=95)
    made = shot(tmp_path, data, read_of(0), 5000)
    assert (made.width, made.height) == (2 * WIDTH, 2 * HEIGHT)
    assert min(fits(made, read_of(0))) > 0.97


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_lines_of_a_pdf_lie_on_its_picture(tmp_path: Path, turns: int) -> None:
    data = pdf([at(100, 700, "我市抓实小额信贷", 30) + at(120, 300, "本报讯", 12)], f"/Rotate {turns}")
    page = reading.read(data)[0]
    made = shot(tmp_path, data, page, 900)
    assert (made.width, made.height) == ((900, 1200) if not turns % 180 else (900, 675))
    assert fits(made, page)[0] > 0.95


def test_what_people_have_noted_on_a_pdf_is_not_shown(tmp_path: Path) -> None:
    note = "/Annots[<</Type/Annot/Subtype/Square/C[0 0 0]/IC[0 0 0]/F 4/Rect[100 100 500 500]>>]"
    made = shot(tmp_path, pdf([""], note), None)
    assert made.image.convert("L").getextrema() == (255, 255)


def test_an_engine_that_says_no_size_has_read_a_pdf_in_one_of_the_usual_resolutions(tmp_path: Path) -> None:
    data = pdf([f"0 g {' '.join(f'{a} {HEIGHT - d} {c - a} {d - b} re f' for a, b, c, d in ROWS)} 595 60 4 4 re f"])
    for dots in page_picture.RESOLUTIONS:
        page = read_of(0, False, dots / 72)
        plane = Plane.of(page)
        far = Box(0, 0, WIDTH * dots / 72 - 5, HEIGHT * dots / 72 - 5)
        whole = replace(plane, reach=far, far=far[2:])
        (tmp_path / "p").write_bytes(data)
        made = apart.look(tmp_path / "p", None, 600, whole)
        assert isinstance(made, Shot)
        assert fits(made, page)[1] > 0.9


def test_a_picture_of_another_form_is_shown_without_places(tmp_path: Path) -> None:
    made = shot(tmp_path, saved(Image.new("L", (600, 500), "white")), read_of(0))
    assert made.lie is None
    assert shot(tmp_path, saved(sheet(0, 0.5)), read_of(0, False)).lie is None, "its lines reach beyond it"
    assert shot(tmp_path, saved(sheet()), None).lie is None


def test_what_shows_no_page_is_one_line(tmp_path: Path) -> None:
    two = pdf(["", ""])
    for data, what in (
        (b"%PDF-1.7\nnothing", "is a PDF that is damaged"),
        (saved(sheet())[:200], "is a picture that is damaged"),
        (files.alto(), "shows no page: it is neither a PDF nor a picture"),
        ("本报讯\n".encode(), "is no page with places"),
        (two, 2),
    ):
        (tmp_path / "p").write_bytes(data)
        found = apart.look(tmp_path / "p", None, 500, Plane.of(None))
        assert (found.what if isinstance(found, Refused) else found) == what
    assert isinstance(apart.look(tmp_path / "p", 2, 500, Plane.of(None)), Shot)


def test_a_strip_is_drawn_no_larger_than_may_be(tmp_path: Path) -> None:
    made = shot(tmp_path, pdf([""], "/MediaBox[0 0 20 14000]"), None, 4000)
    assert made.width * made.height <= 1.01 * page_picture.MOST


def test_pictures_are_kept_and_the_oldest_give_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds/pages").mkdir(parents=True)
    path = tmp_path / "seeds/pages/a.png"
    path.write_bytes(saved(sheet()))
    named, plane = Named("pages/a.png", None), Plane.of(read_of(0))
    first = page_pictures.seen(tmp_path, named, 300, plane)
    assert not isinstance(first, Refused)
    assert first.jpeg.startswith(b"\xff\xd8")
    with monkeypatch.context() as without:
        without.setattr(page_pictures, "made", lambda *_: Refused("was made again", "."))
        assert page_pictures.seen(tmp_path, named, 300, plane) == first
    monkeypatch.setattr(page_pictures, "ROOM", len(first.jpeg) + 500)
    assert page_pictures.seen(tmp_path, named, 301, plane) != first
    assert len([*(tmp_path / page_pictures.FOLDER).iterdir()]) == 1
    path.unlink()
    path.symlink_to("/etc/passwd")
    for file in ("pages/a.png", "../outside.png", "pages/none.png"):
        assert isinstance(page_pictures.seen(tmp_path, Named(file, None), 300, plane), Refused)
    assert path.readlink() == Path("/etc/passwd")


def test_check_names_what_shows_no_page(tmp_path: Path) -> None:
    reader = archive(tmp_path, "- {file: pages/a.txt, page: 1, image: pages/none.png}")
    assert told(reader) == ["seeds/pages/none.png, which is to show pages/a.txt, is missing"]
    (tmp_path / "seeds/pages/two.pdf").write_bytes(pdf(["", ""]))
    (tmp_path / "seeds/pages/b.xml").write_bytes(files.alto())
    for said, what in (
        ("image: pages/two.pdf", "has 2 sheets, and nothing says which is meant"),
        ("image: pages/two.pdf, image_sheet: 3", "has 2 sheets, and no sheet 3"),
        ("image: pages/b.xml", "is XML, which shows no page"),
        ("image: ../b.png", "lies outside seeds/, or behind a link"),
    ):
        name = said.split()[1].strip(",")
        reader = archive(tmp_path, f"- {{file: pages/a.txt, page: 1, {said}}}")
        assert told(reader) == [f"seeds/{name}, which is to show pages/a.txt, {what}"]
    assert told(archive(tmp_path, "- {file: pages/a.txt, page: 1, image: pages/two.pdf, image_sheet: 2}")) == []
    lone = told(archive(tmp_path, "- {file: pages/a.txt, page: 1, image_sheet: 2}"))
    assert lone == ["image_sheet of pages/a.txt stands without an image"]


@pytest.mark.parametrize(
    ("sized", "size", "fits"),
    [
        (True, (600, 800), True),
        (True, (300, 400), True),
        (True, (800, 600), False),
        (True, (600, 840), False),
        (False, (600, 800), True),
        (False, (450, 600), False),
        (False, (1200, 1600), False),
    ],
)
def test_check_names_a_picture_that_cannot_be_of_the_page(
    tmp_path: Path, sized: bool, size: tuple[int, int], fits: bool
) -> None:
    reader = archive(tmp_path, "- {file: pages/b.json, page: 1, image: pages/b.png}")
    made = files.json_of({"lines": []} if not sized else {"width": WIDTH, "height": HEIGHT, "lines": []})
    (tmp_path / "seeds/pages/b.json").write_bytes(made)
    lines = line_file.written(read_of(0, sized), "")
    (tmp_path / "seeds/pages/b.json.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "seeds/pages/b.png").write_bytes(saved(Image.new("L", size, "white")))
    what = "has another form than the page, or its lines do not fit on it"
    assert told(reader) == ([] if fits else [f"seeds/pages/b.png, which is to show pages/b.json, {what}"])


def archive(root: Path, pages: str) -> Reader:
    (root / "seeds/pages").mkdir(parents=True, exist_ok=True)
    (root / "seeds/pages/a.txt").write_text("本报讯\n", encoding="utf-8")
    head = "papers:\n  xx: {name: 兴县报}\nissues:\n  - paper: xx\n    date: 2024-03-07\n    pages:\n"
    (root / "seeds/issues.yml").write_text(f"{head}      {pages}\n", encoding="utf-8")
    return Reader(root)


def told(reader: Reader) -> list[str]:
    known = issue_list.read(reader, gazetteer())
    assert reader.problems == []
    return [problem.what for problem in page_pictures.problems(reader.root, known)]
