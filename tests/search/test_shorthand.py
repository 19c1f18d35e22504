"""Texts in a code of their own: what the page reads is what was written, whatever it is."""

import json
import random
import subprocess
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.archive import Document
from generator.language.bounds import begins
from generator.language.terms import folded
from generator.search import shorthand, texts
from generator.search.shorthand import BATCH, ESCAPE, WORDS, code, table, writer
from tests.conftest import REPOSITORY
from tests.search.test_search import documents

pytestmark = pytest.mark.slow


def written(archive: Sequence[Document]) -> list[bytes]:
    codes, lengths = folded([line for document in archive for line in document.title + document.text])
    return texts.scripts(archive, texts.head(archive[0]), begins(codes), lengths)


def read(archive: Sequence[Document]) -> list[object]:
    """What the page reads of what is written."""
    contents = [content.decode("utf-16-le", "surrogatepass") for content in written(archive)]
    head = texts.head(archive[0])
    told = {
        "table": list(b"".join(table(code()))),
        "head": head,
        "texts": contents,
    }
    run = subprocess.run(
        ["node", str(REPOSITORY / "tests/js/shorthand.js")],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[object] = json.loads(run.stdout)
    again = [texts.read(content, head) for content in written(archive)]
    assert again == [(list(d.title), list(d.text)) for d in archive], "a later build reads it as well"
    return found


def shown(archive: Sequence[Document]) -> list[object]:
    return [[d.id, d.url, list(d.title), list(d.text)] for d in archive]


def document(title: Sequence[str], text: Sequence[str], number: str = "p-2024-01-01-01-01") -> Document:
    return Document(
        number, f"issues/{number}.html", "2024-01-01", ("p", "报"), None, ("news", "报道"), tuple(title), tuple(text)
    )


def test_the_archive_that_ships_is_read_as_it_was_written() -> None:
    archive = documents()
    assert read(archive) == shown(archive)


def test_hostile_texts_are_read_as_they_were_written() -> None:
    chance = random.Random(2024)
    every = [chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000]
    words = code().words
    archive = [
        document([], []),
        document([""], [""]),
        document(["", ""], ["", "a", ""]),
        document(
            ['"', '","', '"],["', "]]"], ["\\", '\\","', "\0\1\2\r\n\t\u2028\x7f\ufeff\ufffe\uffff", "𠮷𡈽\U0010ffff"]
        ),
        document(["长江长江长江长江"], ["长" * 70_000, "长江" * 3000, "㑇" * 5000]),
        document(["各有各的"], ["".join(chance.sample(words, 6000)) * 2]),  # further back than a symbol reaches
        document(["x" * 300], ["".join(every[:0x3000]), "".join(every[0x3000:0xFFFF:7])], number='"\\\0𠮷'),
        *(document(chance.choices(words, k=3), ["".join(chance.choices(every, k=99))]) for _ in range(150)),
        *(document(["　 Ａ１２34"], ["".join(chance.choices("长江12的，乡鄉㎡…é“\u0301", k=200))]) for _ in range(99)),
    ]
    assert read(archive) == shown(archive)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.text() | st.text('我们在北京的2０２，"\\\0\n'), max_size=4), min_size=1, max_size=30))
def test_any_texts_are_read_as_they_were_written(lines: list[list[str]]) -> None:
    archive = [document(each[:1], each[1:]) for each in lines]
    assert read(archive) == shown(archive)


def test_a_text_is_written_the_same_whatever_stands_beside_it() -> None:
    archive = documents()
    assert len(archive) < BATCH < 3 * len(archive)
    whole = written([*archive, *archive, *archive])
    assert whole[: len(archive)] == whole[len(archive) : 2 * len(archive)] == written(archive)


def test_texts_of_millions_are_written_as_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = [document(["长江"], ["长江水㑇" * 400]), *documents()]
    before = written(archive)
    monkeypatch.setattr(shorthand, "PLACE", 8)
    monkeypatch.setattr(shorthand, "LARGE", 500)
    assert written(archive) == before


def test_the_code_is_one() -> None:
    bits = code().bits_of_symbols()
    assert bits.shape == (3, WORDS + len(code().words))
    assert (np.ldexp(1.0, -bits).sum(axis=1) <= 1).all()
    assert bits[:, ESCAPE].max() <= 12, "with the code point no more than 33 bits"
    assert bits.max() <= 25, "a reader looks at four bytes at once, from any bit of the first on"
    assert len(set(code().words)) == len(code().words) > 10_000


@pytest.mark.parametrize(("texts_", "most"), [("我们的", 5), ("〇䲁", 12)])
def test_what_is_frequent_is_short(texts_: str, most: int) -> None:
    every = np.ones(len(texts_) + 1, np.bool_)
    assert len(writer().write(texts_ + "\0", every, every, ())[0]) <= most
