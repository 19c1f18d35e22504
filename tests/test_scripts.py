"""Bytes in scripts: what a browser reads from the file is what was packed."""

import random
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from generator.scripts import AMBIGUOUS, UNFIT, packed
from tests.conftest import REPOSITORY

LOADED = """async numbers => { const out = [];
    for (const n of numbers) out.push(Array.from(archive.unpacked(await archive.load(String(n)))));
    return out }"""


def streams() -> list[bytes]:
    """Every character of two bytes, each of the unfit ones beside the one it is turned to, and any bytes."""
    chance = random.Random(2024)
    every = np.arange(0x10000).astype("<u2")
    doubtful = np.flatnonzero(UNFIT | AMBIGUOUS).astype("<u2").tolist()
    shuffled = np.array(chance.sample(doubtful, len(doubtful)), "<u2")
    out = [every.tobytes(), every[::-1].tobytes(), shuffled.tobytes(), b"", b"\0", b"\xff", b"\0\0", b'"\\\r\n"']
    for length in range(70):  # bits that fill one character behind the text, or two, and those that do not
        units = np.array(chance.choices(doubtful, k=length), "<u2").tobytes()
        out += [units, units + b"\xd8", chance.randbytes(length)]
    return out


@pytest.mark.browser
def test_a_browser_reads_the_bytes_that_were_packed(browser: Browser, tmp_path: Path) -> None:
    wanted = streams()
    assert not (UNFIT & AMBIGUOUS).any()
    files = packed(wanted)
    assert files == [file for stream in wanted for file in packed([stream])]
    for n, file in enumerate(files):
        (tmp_path / f"{n}.js").write_bytes(file)
        units = np.frombuffer(file, "<u2")[len('\ufeffarchive.register("') : -len('");\n')]
        assert not UNFIT[units].any()
    (tmp_path / "data.js").write_bytes((REPOSITORY / "theme/assets/data.js").read_bytes())
    (tmp_path / "index.html").write_text('<meta charset="utf-8"><script src="data.js" data-root="./"></script>')
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    found = page.evaluate(LOADED, list(range(len(files))))
    context.close()
    assert [bytes(each) for each in found] == wanted


def test_three_bits_in_a_thousand_are_lost() -> None:
    data = random.Random(2024).randbytes(1_000_000)
    assert 1.003 < len(packed([data])[0]) / len(data) < 1.005
