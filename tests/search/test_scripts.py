"""Bytes in scripts: what a browser reads from the file is what was packed."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.search.scripts import AMBIGUOUS, UNFIT, as_json, opened, packed, sealed, unpacked, value
from tests.conftest import REPOSITORY

LOADED = """async numbers => { const out = [];
    for (const n of numbers) out.push(Array.from(archive.unpacked(await archive.load(`${n}`))));
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
        whole = sealed(str(n), file)
        assert isinstance(whole, bytes)
        (tmp_path / f"{n}.js").write_bytes(whole)
        units = np.frombuffer(whole, "<u2")[len('\ufeffarchive.register("') : -len('");\n')]
        assert not UNFIT[units].any()
    (tmp_path / "data.js").write_bytes((REPOSITORY / "theme/assets/data.js").read_bytes())
    (tmp_path / "index.html").write_text('<meta charset="utf-8"><script src="data.js" data-root="./"></script>')
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    found = page.evaluate(LOADED, list(range(len(files))))
    context.close()
    assert [bytes(each) for each in found] == wanted


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=30) | st.text("ab'\"\\\n 兴\U00020bb7", max_size=9), st.data())
def test_a_script_is_taken_for_what_was_written_only_where_it_is_that(
    content: bytes | str, data: st.DataObject
) -> None:
    made = packed([content])[0] if isinstance(content, bytes) else as_json(content)
    file = sealed("lists/17 512", made)
    whole = file if isinstance(file, bytes) else file.encode()
    read = opened("lists/17 512", whole)
    assert (unpacked(read) if isinstance(content, bytes) else value(read)) == content
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    turned = whole[: bit // 8] + bytes([whole[bit // 8] ^ 1 << bit % 8]) + whole[bit // 8 + 1 :]
    for name, other in (
        ("lists/17 512", turned),
        ("lists/17 512", whole[: data.draw(st.integers(0, len(whole) - 1))]),
        *((name, whole) for name in ("lists/18 512", "ordinals/17 512", "lists/17 511")),
    ):
        with pytest.raises(ValueError):
            opened(name, other)


def test_three_bits_in_a_thousand_are_lost() -> None:
    data = random.Random(2024).randbytes(1_000_000)
    assert 1.003 < len(packed([data])[0]) / len(data) < 1.005
