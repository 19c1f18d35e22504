"""The zip for reading offline: a name that every system takes, and in it the site."""

import hashlib
import json
import os
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base import file_names
from generator.build import stick
from generator.build.audit import taken
from generator.build.audit.inner import Room
from generator.build.bundle import _AMONG_OTHERS, LONGEST, _unfit, safe
from tests.conftest import Sample

DEVICES = ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "conin$", "clock$", "com²"]


@pytest.mark.slow
def test_bundle_takes_any_name_of_a_site(sample: Sample) -> None:
    for title, name in {
        "兴县报/临县报合藏": "兴县报-临县报合藏",
        "吕梁：日报？": "吕梁：日报？",
        "../../esc": "esc",
        'a:b?c*d|e<f>"g"\\h': "a-b-c-d-e-f-g-h",
        "报藏 2020 - 2024": "报藏 2020-2024",
        "nul": "_nul",
        "aux.报": "_aux.报",
        "…": "…",
        "..": "archive",
        " / ": "archive",
        ".hidden. ": "hidden",
        "吕" * 120: "吕" * 60,
    }.items():
        lines = [line for line in sample.read("mkdocs.yml").splitlines() if not line.startswith("site_name:")]
        sample.write("mkdocs.yml", "\n".join([f"site_name: '{title}'", *lines]) + "\n")
        result = sample.run("bundle")
        assert result.exit_code == 0, result.output
        assert f"dist/{name}.zip: " in result.output
        with zipfile.ZipFile(sample.root / f"dist/{name}.zip") as bundle:
            assert {entry.split("/")[0] for entry in bundle.namelist()} == {name}
    assert not list(sample.root.parent.glob("*.zip"))
    assert not list((sample.root / "dist").glob(".*"))


@example('"\ua674')
@given(st.text(max_size=200) | st.sampled_from(DEVICES).map(str.upper) | st.sampled_from(DEVICES).map("{}.x".format))
def test_any_title_gives_a_name_that_every_system_takes(title: str) -> None:
    name = safe(title)
    assert 0 < len(name) <= LONGEST[0] + 1 and len(name.encode()) <= LONGEST[1] + 1
    assert not set(name) & set('/\\:?*"<>|')
    assert all(unicodedata.category(c)[0] != "C" for c in name)
    assert name == name.strip(" .") and not name.startswith(("-", "~"))
    assert name.partition(".")[0].lower() not in DEVICES
    assert unicodedata.combining(name[0]) == 0
    assert safe(name) in (name, name[: LONGEST[0]])


def test_a_bundle_holds_the_site_and_nothing_hidden(sample: Sample) -> None:
    settings = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", settings.replace('site_url: ""', "site_url: https://example.org/"))
    sample.run("build")
    for name in (".git/config", "CNAME", "paper.pdf", "issues/.DS_Store"):
        sample.write(f"site/{name}", name)
    (sample.root / "site/secret").symlink_to(sample.root / "mkdocs.yml")
    assert sample.run("bundle").exit_code == 0
    (path,) = (sample.root / "dist").iterdir()
    with zipfile.ZipFile(path) as bundle:
        files = {name.partition("/")[2]: bundle.read(name) for name in bundle.namelist()}
    site = {name.removeprefix("site/"): data for name, data in sample.tree("site").items()}
    held = {
        part.name: part.data
        for data in files.values()
        if re.match(taken.BEGINS, data)
        for part in taken.read(data, Room(len(data)))
        if part.name
    }
    left = {name for name in site if re.search(stick.LEFT, name)}
    assert {"data/articles.csv", "data/index.html", "feed.xml", "robots.txt", "sitemap.xml"} <= left
    hidden = {".git/config", "issues/.DS_Store", ".published", "secret"}
    assert held | files == held | files | {name: site[name] for name in site.keys() - hidden - left}
    own = {
        "开始阅读.html",
        "说明.txt",
        "read.html",
        "SHA256SUMS",
        "pages/contents.js",
        "text/index.html",
        "text/0.html",
    }
    own |= {"pages/0.js", "search/data/0.js"}
    assert files.keys() | held.keys() == (site.keys() - hidden - left) | own
    assert not files.keys() & held.keys()
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_a_bundle_has_few_files_however_many_articles(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the index and the pages of an issue more lie in the same scripts, up to a size."""

    def names() -> list[str]:
        assert sample.run("bundle").exit_code == 0
        (path,) = (sample.root / "dist").iterdir()
        with zipfile.ZipFile(path) as bundle:
            return [name.partition("/")[2] for name in bundle.namelist()]

    before = names()
    record = {"paper": "xxb", "date": "2024-03-20", "title": "红枣丰收", "body": "枣农增收。"}
    lines = [{**record, "id": f"xxb-2024-03-20-01-{n:02d}", "page": 1} for n in range(1, 60)]
    sample.write("seeds/articles/more.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    assert names() == before
    monkeypatch.setattr(stick, "PAGES", 50_000)
    monkeypatch.setattr(stick, "CALLS", 50_000)
    monkeypatch.setattr(stick, "TEXT", 100)
    more = set(names())
    assert {"pages/1.js", "search/data/1.js", "text/1.html"} <= more > set(before)


def test_names_that_some_system_does_not_take_are_said(sample: Sample) -> None:
    sample.run("build")
    names = ("a:b.pdf", "con.txt", "x/Aux", "y/end.", "z /a.png", "what?.svg", "SHA256SUMS", "pages/0.js")
    for name in (*names, "fine, 两.pdf", "console.txt", "x.y/a.b"):
        sample.write(f"site/{name}", "…")
    result = sample.run("bundle")
    assert result.exit_code == 2
    mend = ". Give it another name, also where it is linked."
    found = {line.partition(": ")[0] for line in result.output.splitlines() if line.endswith(mend)}
    assert found == {f"site/{name}" for name in names}


CLASHES = ["A.txt", "a.txt", "é.txt", "e\u0301.txt", "Read.HTML", "x", "X/y.txt"]


@pytest.mark.parametrize("command", ["bundle", "bag"])
def test_every_name_that_cannot_be_packed_is_said_at_once_as_the_file_that_is_to_be_renamed(
    sample: Sample, command: str
) -> None:
    """Before anything is built: also those that no site can have."""
    bad = ["CON.txt", "end.", "new\nline.txt", os.fsdecode(b"\xff.txt"), "files/a:b.txt", *CLASHES, "about.md.txt"]
    for name in bad:
        sample.write(f"site_src/{name}", "…")
    result = sample.run(command)
    assert result.exit_code == 2
    lines = result.output.splitlines()
    names = {line.removeprefix("site_src/") for line in lines if line.startswith("site_src/")}
    assert len(names) == len(lines) == len(bad) - 4 - (command == "bag")  # of two that clash one is named
    for start in ("CON.txt: has", "end.: has", "new\\u000aline.txt: has", "\\udcff.txt: has", "files/a:b.txt: has"):
        assert [name for name in names if name.startswith(start)]
    assert [name for name in names if "is one with " in name and name.startswith(("a.txt", "A.txt"))]
    assert not (sample.root / "site").exists()
    assert not (sample.root / "dist").exists()


@pytest.mark.parametrize("command", [["bundle"], ["bundle", "--zim"], ["bag"]])
def test_nothing_is_packed_while_the_site_says_what_is_closed(sample: Sample, command: list[str]) -> None:
    if "--zim" in command:
        pytest.importorskip("libzim")
    page = "# 本馆\n\n三月的田野一片繁忙。农机手正在检修机具。\n"
    sample.write("site_src/own.md", page)
    assert sample.run(*command).exit_code == 0  # nothing is closed
    (path,) = (sample.root / "dist").iterdir()
    before = path.read_bytes()
    assert sample.run("withdraw", "xxb-2024-03-07-01-01", "--note", "x").exit_code == 0
    result = sample.run(*command)
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if "which is withdrawn" in line]
    assert {line.partition(":")[0] for line in lines} == {"site/own.html", "site_src/own.md"}
    assert path.read_bytes() == before
    sample.write("site_src/own.md", "# 本馆\n")
    assert sample.run(*command).exit_code == 0


@given(st.lists(st.sampled_from([*CLASHES, "b.txt", "pages", "PAGES/2", "con", "c"]), unique=True))
def test_no_name_goes_into_a_bundle_that_verify_refuses(names: list[str]) -> None:
    refused = {name for name, _ in _unfit(names)}
    left = [name for name in names if name not in refused]
    assert not [*file_names.clashes([*left, *_AMONG_OTHERS])]
    assert not [name for name in left if file_names.fault(name)]


def test_a_bundle_is_not_written_over_what_is_none(sample: Sample) -> None:
    sample.run("bundle")
    (path,) = (sample.root / "dist").iterdir()
    first = path.read_bytes()
    assert sample.run("bundle").exit_code == 0
    assert path.read_bytes() == first
    path.write_bytes(b"PK my own")
    result = sample.run("bundle")
    assert result.exit_code == 2
    mend = "Give it another name, or take it away."
    assert result.output == f"dist/{path.name}: is there and is no bundle of this program. {mend}\n"
    assert path.read_bytes() == b"PK my own"


def test_a_bundle_that_fails_leaves_the_last_one_and_nothing_else(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.run("bundle")
    before = sample.tree("dist")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "dist/x.zip")

    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "writestr", full)
        result = sample.run("bundle")
    assert result.exit_code == 2
    assert result.output == ("dist/x.zip: No space left on device. Make room and run it again; the site is built.\n")
    assert sample.tree("dist") == before
    (sample.root / "dist/.baocang-left-by-a-kill").touch()
    assert sample.run("bundle").exit_code == 0
    assert sample.tree("dist") == before


def test_a_file_in_the_place_of_the_folder_is_said(sample: Sample) -> None:
    sample.write("dist", "mine")
    result = sample.run("bundle")
    assert result.exit_code == 2
    (line,) = [line for line in result.output.splitlines() if "dist" in line]
    assert line.endswith("run it again; the site is built.")
    assert Path(sample.root / "dist").read_text() == "mine"
