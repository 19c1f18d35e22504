"""Pictures of articles: which are taken, what the site has of them, and when they are made again."""

import json
import shutil
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from generator.build import web_pictures
from generator.seeds import pictures
from tests.conftest import Sample, laid, until
from tests.site.described import described, picture

PAGE = "site/issues/xxb/2024-03-07/01-01.html"


FILE = "seeds/articles/xxb-2024-03-07.yml"


def with_picture(sample: Sample, name: str = "images/a.png", content: bytes | None = None) -> Sample:
    line = f"    images: [{{file: {name}}}]\n"
    sample.write(FILE, sample.read(FILE).replace("    reviewed", f"{line}    reviewed"))
    if content is not None:
        sample.write(f"seeds/{name}", content)
    return sample


def made(sample: Sample) -> dict[str, bytes]:
    return {name.rpartition("/")[2]: data for name, data in sample.tree("site/pictures").items()}


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def bomb() -> bytes:
    """A small PNG that claims 40,000 times 40,000 pixels."""
    head = b"IHDR" + (40_000).to_bytes(4) + (40_000).to_bytes(4) + bytes([1, 0, 0, 0, 0])
    chunks = [head, b"IDAT" + zlib.compress(b"\0" * 10_000), b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (len(each) - 4).to_bytes(4) + each + zlib.crc32(each).to_bytes(4) for each in chunks
    )


KNOWN = ".jpg, .jpeg, .png, .webp, .gif, .tif, .tiff, .bmp"
WRONG = {
    "bomb": ("images/a.png", bomb(), "has more than 150 million pixels. Save it smaller."),
    "renamed": ("images/a.jpg", picture(30, 20), "is a PNG by its content. Rename it to end with .png."),
    "svg": ("images/a.svg", b"<svg/>", "is an SVG, which may run programs. Save it as PNG."),
    "svg_inside": ("images/a.png", b"<svg><script/></svg>", f"is no picture. {pictures.SAVE}"),
    "text": (
        "images/a.txt",
        b"a",
        f"is no picture by its name: {KNOWN} are known. {pictures.SAVE}",
    ),
    "empty": ("images/a.png", b"", f"is no picture. {pictures.SAVE}"),
    "missing": ("images/a.png", None, "is missing. Put the file there, or correct its name."),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_picture_that_is_none_stops_the_build_with_a_line(sample: Sample, name: str) -> None:
    file, content, said = WRONG[name]
    result = with_picture(sample, file, content).run("build")
    assert result.exit_code == 2
    assert f"{FILE}:16: seeds/{file} of xxb-2024-03-07-01-01 {said}" in result.output
    assert f"seeds/{file} of" in sample.run("check").output


OUTSIDE = ("../a.png", "images/../../a.png", "a.png", "images/", "/etc/a.png", "images//a.png", "images\\a.png")


@pytest.mark.parametrize("file", OUTSIDE)
def test_a_picture_lies_below_its_folder(sample: Sample, file: str) -> None:
    result = with_picture(sample, f"'{file}'").run("build")
    assert result.exit_code == 2
    assert "Put the picture into seeds/images/, and write images/NAME.jpg." in result.output


def test_links_are_not_followed(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.png").write_bytes(picture(30, 20))
    (sample.root / "seeds/images").symlink_to(tmp_path / "out")
    result = with_picture(sample).run("build")
    assert "seeds/images/a.png of xxb-2024-03-07-01-01 is a link, or lies behind one. Put the" in result.output


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_that_is_cut_off_is_said_and_the_last_site_stays(sample: Sample, form: str) -> None:
    name = "images/a.jpg" if form == "JPEG" else "images/a.png"
    assert with_picture(sample, name, picture(300, 200, form)).run("build").exit_code == 0
    before = sample.tree("site")
    sample.write(f"seeds/{name}", picture(900, 600, form)[:-4000])
    for command in ("build", "check"):
        result = sample.run(command)
        assert result.exit_code and f"seeds/{name}" in result.output
        assert "is damaged, and cannot be read to its end." in result.output
    assert sample.tree("site") == before


def test_pictures_are_sized_for_the_web_and_bring_nothing_along(sample: Sample) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: turn it to the right
    exif[0x010F] = "Camera of 王建国"
    original = picture(2000, 1000, "JPEG", exif=exif, comment=b"private", quality=95)
    assert b"private" in original
    with_picture(sample, "images/a.JPG", original)
    assert sample.run("build", "--strict").exit_code == 0
    small, large = sorted(made(sample), key=lambda name: "-1000." in name)
    assert [shown(made(sample)[name]).size for name in (small, large)] == [(720, 1440), (1000, 2000)]
    for data in made(sample).values():
        assert not shown(data).getexif() and b"private" not in data and "王".encode() not in data
    assert 'width="720" height="1440" alt="图片"' in sample.read(PAGE)
    again = laid(sample.root.parent / "again")
    with_picture(again, "images/a.JPG", original).run("build")
    assert made(again) == made(sample)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_all_kinds_are_seen(tmp_path: Path, mode: str) -> None:
    """Black on the left, white or nothing on the right."""
    of = Image.new("L", (80, 40), 255)
    of.paste(0, (0, 0, 40, 40))
    if mode == "I;16":
        image = of.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode in ("LA", "RGBA"):
        image = Image.merge("LA", [Image.new("L", of.size, 0), ImageChops.invert(of)]).convert(mode)
    else:
        image = of.convert(mode)
    (tmp_path / "seeds/images").mkdir(parents=True)
    image.save(tmp_path / "seeds/images/a.tif")
    _, [(_, data)], bad = web_pictures.made((tmp_path, "images/a.tif", (("a", 80, 40),)))
    seen = shown(data).convert("L")
    assert bad is None and seen.tobytes()[20 * 80 + 10] < 20 and seen.tobytes()[20 * 80 + 70] > 235


def test_an_unchanged_picture_is_not_made_again(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    with_picture(sample, content=picture(300, 200)).run("build")
    first, asked = made(sample), list[object]()

    def counting(task: web_pictures.Task) -> object:
        asked.append(task)
        return task[1], [], None

    monkeypatch.setattr(web_pictures, "made", counting)
    text = sample.read(FILE)
    sample.write(FILE, text.replace("一片繁忙", "一派繁忙"))
    assert sample.run("build").exit_code == 0
    assert not asked and made(sample) == first
    monkeypatch.undo()
    sample.write("seeds/images/a.png", picture(310, 200))
    assert sample.run("build").exit_code == 0
    assert made(sample).keys().isdisjoint(first) and len(made(sample)) == 1
    clean = laid(sample.root.parent / "clean")
    for name in ("seeds/images/a.png", FILE):
        clean.write(name, (sample.root / name).read_bytes())
    clean.run("build")
    assert clean.tree("site/pictures", "site/issues") == sample.tree("site/pictures", "site/issues")


def test_pictures_of_what_is_withheld_are_gone(sample: Sample) -> None:
    with_picture(sample, content=picture(300, 200)).run("build")
    assert made(sample)
    sample.write(FILE, sample.read(FILE).replace("    reviewed", "    status: withheld\n    reviewed"))
    assert sample.run("build").exit_code == 0
    assert not made(sample) and not sample.tree("site_src/pictures")


def test_a_picture_that_was_given_away_and_is_withheld_now_is_found(sample: Sample) -> None:
    with_picture(sample, content=picture(300, 200)).run("bundle")
    [bundle] = (sample.root / "dist").glob("*.zip")
    assert sample.run("check", "--published", str(bundle)).exit_code == 0
    sample.write(FILE, sample.read(FILE).replace("    reviewed", "    status: withdrawn\n    reviewed"))
    sample.run("build")
    output = sample.run("check", "--published", str(bundle)).output
    name = next(name for name in zipfile.ZipFile(bundle).namelist() if "/pictures/" in name)
    assert f"!/{name}" in output or name in output


def test_originals_are_published_where_the_settings_say_so(sample: Sample) -> None:
    with_picture(sample, content=(own := picture(900, 600)))
    settings = sample.read("mkdocs.yml").replace("archive: {}", "archive: {originals: true}", 1)
    sample.write("mkdocs.yml", settings)
    assert sample.run("build", "--strict").exit_code == 0
    [original] = [name for name in made(sample) if name.endswith(".png")]
    assert made(sample)[original] == own and len(made(sample)) == 3
    assert f'<a href="../../../pictures/{original}">' in sample.read(PAGE)


@pytest.mark.browser
def test_a_bundle_shows_pictures_and_tables(tmp_path: Path, page: Page) -> None:
    archive = described(tmp_path / "archive")
    result = archive.run("bundle")
    assert result.exit_code == 0, result.output
    [bundle] = (archive.root / "dist").glob("*.zip")
    shutil.unpack_archive(bundle, tmp_path / "stick")
    [reader] = (tmp_path / "stick").rglob("read.html")
    page.goto(f"{reader.as_uri()}#issues/llrb/2024-03-07/04-01.html")
    until(page, "document.querySelectorAll('figure img').length === 2")
    page.locator("figure img").last.scroll_into_view_if_needed()
    until(page, "[...document.querySelectorAll('figure img')].every(each => each.complete && each.naturalWidth > 0)")
    href = page.locator("figure a").first.get_attribute("href")
    assert href and (reader.parent / href).is_file() and "-1440" in href


def test_the_data_say_of_a_picture_what_the_archive_says(sample: Sample) -> None:
    with_picture(sample, content=picture(30, 20)).run("build")
    [line] = sample.read("site/data/articles.jsonl").splitlines()
    assert json.loads(line)["images"] == [{"file": "images/a.png", "caption": None, "credit": None, "alt": None}]
