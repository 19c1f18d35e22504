"""jieba's dictionary as arrays says what jieba's files say, whether it is made of them or comes from the cache."""

import marshal
import tempfile
from pathlib import Path
from typing import Any

import pytest

from generator.base import assets
from generator.language import lexicon, words
from generator.language.lexicon import Dictionary, dictionary

pytestmark = pytest.mark.slow


def said(of: Dictionary) -> object:
    some = [*words.dictionary()[0][::7], "没有此词", "x", "\0", "𪸩"]
    weights = [table.weights.tolist() for table in of.lexicon.tables]
    return of.find(some).tolist(), of.kinds(some), of.rarities(some).tolist(), of.lexicon.unknown, weights


def test_every_word_is_found_with_its_kind_and_its_rarity() -> None:
    known, times, tags = words.dictionary()
    rarities = words.rarities()
    last = dict(zip(known, tags, strict=True))
    some = [word for word, number in zip(known, times.tolist(), strict=True) if number]
    assert len(some) > 300_000
    found = dictionary()
    assert found.kinds(some) == [last[word] for word in some]
    numbers = found.find(some).tolist()
    assert [known[n] for n in numbers] == some
    assert all(n == numbers[some.index("的")] for n, word in zip(numbers, some, strict=True) if word == "的")
    both = [word for word in some if word in rarities]
    assert found.rarities(both).tolist() == [rarities[word] for word in both]
    assert found.find(["没有此词", "兴县人", "", "𪸩"]).tolist() == [-1, -1, -1, -1]
    assert found.kinds(["没有此词", "兴县"]) == ["", "ns"]
    middling = sorted(rarities.values())
    assert found.rarities(["没有此词"])[0] == pytest.approx(middling[len(middling) // 2], abs=0.01)
    assert found.find([]).tolist() == []


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one, and a process that has looked nothing up yet."""
    monkeypatch.setattr(assets, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(lexicon, "dictionary", dictionary.__wrapped__)
    return tmp_path / "cache"


def test_it_is_made_once_and_comes_from_the_cache_then(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.mkdir()
    (cache / "dictionary-of-last-year").touch()
    made = lexicon.dictionary()
    [file] = cache.iterdir()
    assert 10_000_000 < file.stat().st_size < 14_000_000
    monkeypatch.setattr(words, "dictionary", lambda: pytest.fail("It is made again."))
    kept = lexicon.dictionary()
    monkeypatch.undo()
    assert said(made) == said(kept) == said(dictionary())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """The file of a cache that was empty, and what the dictionary says of which it was made."""
    folder = tmp_path_factory.mktemp("made") / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "cache", lambda: folder)
        of = dictionary.__wrapped__()
    [file] = folder.iterdir()
    return file, said(of)


@pytest.mark.parametrize("damage", ["", "short", "turned", "none"])
def test_a_damaged_cache_is_made_anew(cache: Path, made: tuple[Path, object], damage: str) -> None:
    whole, says = made[0].read_bytes(), made[1]
    cache.mkdir()
    file = cache / made[0].name
    middle = len(whole) // 2
    turned = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    file.write_bytes({"": b"", "short": whole[:middle], "turned": turned, "none": b"text"}[damage])
    assert said(lexicon.dictionary()) == says
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_harm(cache: Path) -> None:
    cache.write_text("a file where the folder would be", encoding="utf-8")
    assert lexicon.dictionary().kinds(["兴县"]) == ["ns"]


@pytest.mark.parametrize("foreign", [({}, 0), ({"三月的田": 10**6}, 10**6), 5])
def test_what_another_program_has_left_of_jieba_is_not_read(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], foreign: Any
) -> None:
    """In the folder for what is temporary, to which all users of a machine may write."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = marshal.dumps(foreign)
    (tmp_path / "jieba.cache").write_bytes(left)
    for _ in range(2):  # made, then from the cache
        words._cutter.cache_clear()
        assert list(words.words("三月的田野一片繁忙")) == ["三月", "的", "田野", "一片", "繁忙"]
    assert (tmp_path / "jieba.cache").read_bytes() == left
    assert capfd.readouterr() == ("", "")
