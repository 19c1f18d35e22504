"""What is kept between builds is read only where it is what was written: a bit that turned never reaches a site."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base import assets, kept
from generator.base.memo import Memo
from generator.build import ledger, render
from generator.language import lexicon
from generator.pages import templates
from generator.seeds import article_files
from generator.seeds.files.reader import Reader
from tests.conftest import Sample

pytestmark = pytest.mark.slow

FILE = "seeds/articles/xxb-2024-03-07.yml"


def turned(data: bytes, bit: int) -> bytes:
    """With one bit that is not what it was."""
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@settings(deadline=None)
@given(st.binary(max_size=40), st.data())
def test_a_file_that_is_not_what_was_written_is_not_read(folder: Path, content: bytes, data: st.DataObject) -> None:
    path = folder / "one"
    kept.write(path, content)
    assert kept.read(path) == content
    whole = path.read_bytes()
    bit, size = data.draw(st.integers(0, 8 * len(whole) - 1)), data.draw(st.integers(0, len(whole) - 1))
    for other in (turned(whole, bit), whole[:size], whole + b"\n", content, b""):
        if other != whole:
            path.write_bytes(other)
            assert kept.read(path) is None
    path.write_bytes(whole)
    shutil.copy(path, folder / "other")
    assert kept.read(folder / "other") is None, "what lies under another name is something else"
    assert kept.read(folder / "none") is None
    assert kept.read(folder) is None


def test_a_turned_bit_in_a_kept_article_is_not_published(sample: Sample) -> None:
    memo = Memo()
    found = [*article_files.found(Reader(sample.root), memo=memo)]
    [path] = (sample.root / article_files.KEPT).iterdir()
    whole = path.read_bytes()
    place = whole.index("田野".encode())
    path.write_bytes(turned(whole, 8 * place))
    assert "田野" not in path.read_bytes().decode(errors="replace")
    assert [*article_files.found(Reader(sample.root), memo=Memo(memo.now))] == found
    assert path.read_bytes() == whole, "and it is kept again"


def test_an_article_file_that_changes_while_it_is_read_is_not_kept(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the digest of what it was would stand what it is."""
    before = sample.read(FILE)

    def late(path: Path, of: Callable[[Path], str] = article_files._key) -> str:
        key = of(path)
        path.write_text(before.replace("田野", "河滩"), encoding="utf-8")
        return key

    memo = Memo()
    with monkeypatch.context() as patch:
        patch.setattr(article_files, "_key", late)
        assert "河滩" in repr([*article_files.found(Reader(sample.root), memo=memo)])
    sample.write(FILE, before)
    assert "田野" in repr([*article_files.found(Reader(sample.root), memo=Memo(memo.now))])


def test_builds_do_without_whatever_of_what_is_kept_is_damaged(sample: Sample) -> None:
    """One file after the other, at bits that chance names: the site is that of a first build."""
    record = {"paper": "xxb", "date": "2024-03-08", "title": "枣农增收", "body": "红枣上市。", "authors": ["王一"]}
    sample.write("seeds/articles/more.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
    assert sample.run("build").exit_code == 0
    whole = sample.tree("site", "site_src")
    files = sorted(path for path in (sample.root / ".baocang").rglob("*") if path.is_file() and path.stat().st_size)
    assert {path.parent.name for path in files} == {".baocang", "articles"}
    chance = random.Random(14)
    issues = sample.read("seeds/issues.yml")
    for n, path in enumerate(files * 3):
        data = path.read_bytes()
        path.write_bytes(turned(data, chance.randrange(8 * len(data))))
        sample.write("seeds/issues.yml", f"{issues}# {n}\n")  # so that there is something to do
        assert sample.run("build").exit_code == 0
        assert sample.tree("site", "site_src") == whole
        assert all(kept.read(path) is not None for path in files)


def test_a_ledger_with_a_turned_bit_is_no_ledger(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    path = sample.root / ".baocang/ledger.json"
    data = kept.read(path)
    assert data is not None
    tools = json.loads(data)["tools"]
    assert ledger.read(sample.root, tools).counts["articles"] == 1
    assert ledger.read(sample.root, "other tools") == ledger.Ledger()
    whole = path.read_bytes()
    path.write_bytes(turned(whole, 8 * whole.index(b'"articles":1') + 8 * len('"articles":')))
    assert ledger.read(sample.root, tools) == ledger.Ledger()


def rot(path: Path, bit: int) -> None:
    """Turns a bit as a disk does: size and time of change stay."""
    status = path.stat()
    with path.open("r+b") as file:
        data = turned(file.read(), bit % (8 * status.st_size))
        file.seek(0)
        file.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def lines(*titles: str) -> str:
    """Articles of as many days."""
    records = (
        {"paper": "xxb", "date": f"2024-03-{day:02d}", "title": title, "body": f"{title}，田野一片繁忙。"}
        for day, title in enumerate(titles, 8)
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def clean(sample: Sample, folder: Path) -> dict[str, bytes]:
    """What a first build of the same archive makes."""
    other = Sample(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in sample.tree("seeds").items():
        other.write(name, data)
    other.write("mkdocs.yml", sample.read("mkdocs.yml"))
    other.write("site_src/about.md", sample.read("site_src/about.md"))
    assert other.run("build").exit_code == 0
    return other.tree("site", "site_src")


@pytest.mark.parametrize("name", ["data/issues/xxb-2024-03-08.jsonl", "data/articles.csv", "data/articles.jsonl"])
def test_nothing_is_built_upon_a_generated_file_in_which_a_bit_has_turned(
    sample: Sample, tmp_path: Path, name: str
) -> None:
    sample.write("seeds/articles/more.jsonl", lines("枣农增收", "春耕开始"))
    assert sample.run("build").exit_code == 0
    rot(sample.root / "site_src" / name, 8 * 300)
    sample.write("seeds/articles/more.jsonl", lines("枣农增收", "春耕开始", "医院开业"))
    assert sample.run("build").exit_code == 0
    assert sample.tree("site", "site_src") == clean(sample, tmp_path / "clean")


def test_a_damaged_file_of_the_site_is_said_and_made_again(sample: Sample, tmp_path: Path) -> None:
    """Nothing has changed to a build that looks at sizes and times."""
    sample.write("seeds/articles/more.jsonl", lines("枣农增收"))
    assert sample.run("build").exit_code == 0
    assert "is not what the build made" not in sample.run("check").output
    whole = sample.tree("site", "site_src")
    [text] = (name for name in whole if name.endswith("/text/0.js") and name.startswith("site/"))
    hurt = ["site/index.html", "site/assets/data.js", text]
    for n, name in enumerate(hurt):
        rot(sample.root / name, 999 * n + 777)
    (sample.root / "site/feed.xml").unlink()
    said = sample.run("check")
    assert said.exit_code == 1
    for name in (*hurt, "site/feed.xml"):
        assert f'{name}: is not what the build made. Run "baocang build", which makes it again.' in said.output
    assert sample.run("build").exit_code == 0
    assert sample.tree("site", "site_src") == whole
    assert "is not what the build made" not in sample.run("check").output


def test_a_site_that_is_damaged_all_over_is_said_in_a_line_for_each_folder(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    scripts = sorted((sample.root / "site/assets").glob("*.js"))
    for path in scripts:
        rot(path, 100)
    said = [line for line in sample.run("check").output.splitlines() if "what the build made" in line]
    what = f"holds {len(scripts)} files that are not what the build made, assets/{scripts[0].name} first"
    assert said == [f'site/assets: {what}. Run "baocang build", which makes them again.']


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That of a new user, and a process that has read nothing yet."""
    monkeypatch.setattr(assets, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(lexicon, "dictionary", lexicon.dictionary.__wrapped__)
    monkeypatch.setattr(render, "_READY", {})
    return tmp_path / "cache"


def test_compiled_templates_that_are_damaged_are_not_run(cache: Path) -> None:
    def rendered() -> str:
        env = templates.environment([str(assets.theme())])
        return env.from_string("{% import 'wording/zh.html' as say %}{{ say.search.retry }}").render()

    assert rendered() == "重试"
    [folder] = cache.iterdir()
    files = sorted(folder.iterdir())
    assert files
    whole = [path.read_bytes() for path in files]
    chance = random.Random(14)
    for _ in range(20):
        for path, data in zip(files, whole, strict=True):
            path.write_bytes(turned(data, chance.randrange(8 * len(data))))
        assert rendered() == "重试"
        assert [path.read_bytes() for path in files] == whole


def test_a_dictionary_with_a_turned_bit_is_made_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon.dictionary()
    [path] = cache.iterdir()
    whole = path.read_bytes()
    made: list[int] = []

    def noted(make: Callable[[], lexicon.Dictionary] = lexicon._made) -> lexicon.Dictionary:
        made.append(1)
        return make()

    monkeypatch.setattr(lexicon, "_made", noted)
    chance = random.Random(14)
    for bit in [8 * 70, *(chance.randrange(8 * len(whole)) for _ in range(3))]:  # in its head, and anywhere
        path.write_bytes(turned(whole, bit))
        lexicon.dictionary()
        assert path.read_bytes() == whole
    assert len(made) == 4
    lexicon.dictionary()
    assert len(made) == 4
