"""The manifest by which the site is installed, and its icons."""

import json
import struct
import zlib
from pathlib import Path

import pytest

from generator.exports import mark
from tests.conftest import Sample

RED, PAPER = (0xA3, 0x2D, 0x1A), (0xFB, 0xF8, 0xF1)


def pixels(png: bytes) -> tuple[int, list[bytes]]:
    """The side of a square PNG as mark.py writes it, and its rows in RGBA."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (width, depth, kind) == (height, 8, 6)
    size = struct.unpack(">I", png[33:37])[0]
    assert png[37:41] == b"IDAT"
    rows = zlib.decompress(png[41 : 41 + size])
    line = 1 + 4 * width
    return width, [rows[n * line + 1 : (n + 1) * line] for n in range(height)]


def at(rows: list[bytes], x: int, y: int) -> tuple[int, ...]:
    return tuple(rows[y][4 * x : 4 * x + 4])


@pytest.mark.parametrize("size", [192, 512])
def test_the_icon_is_the_sign_in_the_colour_of_the_archive(size: int) -> None:
    side, rows = pixels(mark.png(size, "#123456"))
    unit = size // 32
    assert side == size
    assert at(rows, 0, 0)[3] == 0, "its corners are round"
    assert at(rows, 4 * unit, 4 * unit) == (0x12, 0x34, 0x56, 255)
    assert at(rows, 6 * unit, 7 * unit) == (*PAPER, 255), "the first bar"
    assert at(rows, 26 * unit - 1, 25 * unit - 1) == (*PAPER, 255), "the last"
    assert at(rows, 16 * unit, 20 * unit) == (0x12, 0x34, 0x56, 255)


def test_an_icon_that_is_cut_to_a_shape_fills_the_square_and_is_drawn_within_its_middle() -> None:
    side, rows = pixels(mark.png(512, "#a32d1a", maskable=True))
    assert {at(rows, x, y) for x in (0, 511) for y in (0, 511)} == {(*RED, 255)}
    drawn = [(x, y) for y in range(side) for x in range(side) if at(rows, x, y)[:3] == PAPER]
    radius = max((x - 255.5) ** 2 + (y - 255.5) ** 2 for x, y in drawn) ** 0.5
    assert radius <= 0.4 * side, "every shape leaves that much"


def test_the_manifest_holds_in_any_folder_of_a_host(sample: Sample) -> None:
    assert sample.run("build", "--strict").exit_code == 0
    said = json.loads(sample.read("site/offline/app.json"))
    assert (said["start_url"], said["scope"], said["display"]) == ("../index.html", "../", "standalone")
    assert (said["lang"], said["dir"], said["name"]) == ("zh-Hans", "ltr", "兴县报藏")
    for name in [
        *(each["src"] for each in said["icons"]),
        *(each["url"] for each in said["shortcuts"]),
        said["start_url"],
    ]:
        assert (sample.root / "site/offline" / name).is_file(), name
    assert [each["purpose"] for each in said["icons"]] == ["any", "any", "maskable"]


def dressed(sample: Sample, settings: str, name: str, content: bytes) -> list[dict[str, str]]:
    sample.write(f"site_src/{name}", content)
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("  language: zh", f"  language: zh\n  {settings}"))
    result = sample.run("build", "--strict")
    assert result.exit_code == 0, result.output
    icons: list[dict[str, str]] = json.loads(sample.read("site/offline/app.json"))["icons"]
    return icons


def test_an_icon_of_the_archives_own_goes_before_the_sign(sample: Sample) -> None:
    png = mark.png(256, "#123456")
    icons = dressed(sample, "favicon: assets/own.png", "assets/own.png", png)
    assert icons == [{"src": "../assets/own.png", "sizes": "256x256"}]
    assert not (sample.root / "site/offline/icon-192.png").exists()


@pytest.mark.parametrize("content", [mark.png(64, "#123456"), b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_is_no_icon_leaves_the_sign(sample: Sample, content: bytes) -> None:
    assert len(dressed(sample, "logo: assets/own.png", "assets/own.png", content)) == 3


def test_the_sign_has_the_accent_of_the_archive(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", 'archive: {accent: "#123456"}'))
    assert sample.run("build").exit_code == 0
    _, rows = pixels((Path(sample.root) / "site/offline/icon-192.png").read_bytes())
    assert at(rows, 24, 24) == (0x12, 0x34, 0x56, 255)
