"""Deliveries that are made to do harm: they take no more time than their length, and no more memory than they say."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pytest

from generator.base.problems import Stop
from generator.incoming.authors import authors
from generator.incoming.columns import Columns
from generator.incoming.delivery import Source, Told
from generator.incoming.importing import READERS
from tests.incoming.test_importing import HEAD, SPRING
from tests.incoming.test_readers import read, rows, workbook

PROSE = "三月的田野一片繁忙，农民们在地里播种玉米，谷子，高粱，豆子。"


def document(paragraph: str) -> bytes:
    made = docx.Document()
    for text in ("题目", "日期：2024年3月7日", paragraph, PROSE):
        made.add_paragraph(text)
    made.save(out := io.BytesIO())
    return out.getvalue()


FILES: dict[str, Callable[[str], bytes]] = {
    "header.csv": lambda text: f"日期,标题,正文,{text}\n2024-03-07,题,文,x\n".encode(),
    "cell.csv": lambda text: f"日期,标题,正文\n2024-03-07,{text},文\n".encode(),
    "a.jsonl": lambda text: f'{{"date": "2024-03-07", "title": "题", "{text}": "文"}}\n'.encode(),
    "head.html": lambda text: f"<html><head><title>{text}</title></head><body><p>{PROSE}</p></body></html>".encode(),
    "body.html": lambda text: f"<html><body>{text}<p>{PROSE}</p></body></html>".encode(),
    "text.md": lambda text: f"{text}x\n".encode(),
    "heading.md": lambda text: f"# {text}x\n\n## {text}x\n".encode(),
    "a.docx": document,
}
UNITS = ("(", "<", "【", "　", " ", "- ", "-", "|", "#", "本报", "记者 ", "<b>", "&", "[a](", "1", "《", "2024")


def taken(file: Path) -> float:
    """Seconds of the processor in which a file is read."""
    start = time.process_time()
    with suppress(Stop):
        list(READERS[file.suffix](Source(file, file.name, Told(), []), Columns().known))
    return time.process_time() - start


@pytest.mark.parametrize("name", FILES)
def test_a_delivery_of_one_sign_takes_no_more_time_than_its_length(tmp_path: Path, name: str) -> None:
    """Where time grew with the square, twenty thousand characters took ten seconds. Blanks of a text took 0.4 s for
    so many, which is short enough to pass, and 1.6 for twice as many."""
    for unit in UNITS:
        best = [float("inf")] * 2
        for _ in range(4):  # a machine that does other things is slow now and then, and the square of a length always
            for n, size in enumerate((20_000, 40_000)):
                (tmp_path / name).write_bytes(FILES[name](unit * (size // len(unit))))
                best[n] = min(best[n], taken(tmp_path / name))
            if best[1] < max(3.2 * best[0], 0.5):
                break
        assert best[1] < max(3.2 * best[0], 0.5), unit


def test_a_cell_of_posts_takes_no_more_time_than_its_length() -> None:
    start = time.process_time()
    authors("本报" * 10_000)
    assert time.process_time() - start < 1


def lying(data: bytes, name: str, content: bytes, said: int) -> bytes:
    """A ZIP file in which a part says that it has so many bytes, and a check sum of these."""
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out := io.BytesIO(), "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    made = bytearray(out.getvalue())
    at = made.rindex(name.encode()) - 46  # in the directory at the end
    [offset] = struct.unpack_from("<I", made, at + 42)
    for place in (at + 16, offset + 14):
        struct.pack_into("<I", made, place, zlib.crc32(content[:said]))
        struct.pack_into("<I", made, place + 8, said)
    return bytes(made)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/media/image1.png"])
def test_a_part_that_is_larger_than_it_says_is_named(tmp_path: Path, name: str) -> None:
    data = workbook(("a", "", rows(HEAD, SPRING)))
    with zipfile.ZipFile(whole := io.BytesIO(data), "a") as more:
        more.writestr("xl/media/image1.png", b"\x89PNG")
        part = more.read(name)
    content = part.replace(b"<sheetData>", b"<sheetData>" + b" " * 5_000_000) + b" " * 5_000_000
    (tmp_path / "a.xlsx").write_bytes(lying(whole.getvalue(), name, content, len(part)))
    assert read(tmp_path / "a.xlsx")[:2] == ([], [f"a.xlsx: says a wrong size of {name}. Open it and save it again."])
