"""The archive as a bag: what is in it, whole by the Library of Congress's own program, the same bytes twice."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import pytest

from generator.base.model import passing
from generator.build.preservation import bag_file
from generator.build.preservation.bag_file import Item
from generator.build.preservation.verify import verified
from tests.conftest import ARTICLES, ISSUES, Sample, begun

PAGE = """\
我县春耕全面展开
本报讯 （记者 王一）
三月的田野一片繁忙。
农机手正在检修机具。
本版责编 李四
招领启事密不外传
"""
SECRET = """\
  - id: xxb-2024-03-07-01-02
    page: 1
    title: 本馆不公开的一篇
    body: 某人某事在此，不得向外公布一字一句。
    status: withheld
    status_note: 应当事人要求
"""
BAG = """\
  archive:
    bag:
      source_organization: 兴县档案馆
      contact_email: mail@example.org
"""


@pytest.fixture(scope="module")
def bagged(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """An archive with an article and a line that are withheld, as a bag that is unpacked beside it, too."""
    root = tmp_path_factory.mktemp("bagged")
    issues = f"{ISSUES}    pages:\n      - {{file: pages/一版.txt, page: 1}}\n"
    archive = begun(root / "archive", issues)
    lines = "    source: [{file: pages/一版.txt, lines: [1, 4]}]\n    reviewed: true\n"
    unplaced = (
        "unplaced:\n  - {file: pages/一版.txt, line: 5, text: 本版责编 李四}\n"
        "  - {file: pages/一版.txt, line: 6, text: 招领启事密不外传, status: withheld}\n"
    )
    lines += "    staff_notes: 捐赠人的电话见登记簿\n"
    articles = ARTICLES.replace("    reviewed: true\n", lines).replace("unplaced: []\n", f"{SECRET}{unplaced}")
    archive.write("seeds/articles/xxb-2024-03-07.yml", articles)
    archive.write("seeds/pages/一版.txt", PAGE)
    archive.write("seeds/pages/.DS_Store", "hidden")
    archive.write("mkdocs.yml", archive.read("mkdocs.yml").replace("  archive: {}\n", BAG))
    result = archive.run("bag")
    assert result.exit_code == 0, result.output
    assert "It holds 1 closed article as well: it is the archive's own copy, and not to be published." in result.output
    assert "It holds the staff's notes on 1 article as well" in result.output
    with zipfile.ZipFile(packed(archive)) as zip:
        zip.extractall(root / "unpacked")
    return archive


def packed(archive: Sample) -> Path:
    (path,) = (archive.root / "dist").iterdir()
    return path


def unpacked(archive: Sample) -> Path:
    (path,) = (archive.root.parent / "unpacked").iterdir()
    return path


def test_the_library_of_congress_finds_a_bag_whole(bagged: Sample) -> None:
    bag = bagit.Bag(str(unpacked(bagged)))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    files = bagged.root.parent / "unpacked"
    size = [path.stat().st_size for path in files.rglob("*") if path.is_file() and "/data/" in path.as_posix()]
    assert bag.info["Payload-Oxum"] == f"{sum(size)}.{len(size)}"
    assert bag.info["Source-Organization"] == "兴县档案馆"
    assert bag.info["Contact-Email"] == "mail@example.org"
    assert bag.info["Articles-Not-Published"] == "1"
    assert "Contact-Name" not in bag.info and "External-Identifier" not in bag.info


def test_a_bag_is_an_archive_whose_site_is_built_again_to_the_same_bytes(bagged: Sample, tmp_path: Path) -> None:
    data = unpacked(bagged) / "data"
    again = Sample(tmp_path / "again")
    for path in data.rglob("*"):
        if path.is_file():
            again.write(path.relative_to(data).as_posix(), path.read_bytes())
    site = again.tree("site")
    assert len(site) > 50
    result = again.run("build")
    assert result.exit_code == 0, result.output
    assert again.tree("site") == site
    assert {name for name in bagged.tree("seeds") if "/." not in name} == set(again.tree("seeds"))


def test_a_bag_says_that_it_holds_what_is_withheld(bagged: Sample) -> None:
    assert "NOT TO BE PUBLISHED" in (unpacked(bagged) / "README.txt").read_text(encoding="utf-8-sig")
    result = bagged.run("check", "--published", str(packed(bagged)))
    assert result.exit_code == 1
    assert "of xxb-2024-03-07-01-02, which is withheld" in result.output
    assert "seeds/articles/xxb-2024-03-07.yml" in result.output
    assert "tei/xxb-2024-03-07.xml" in result.output


def test_an_open_archive_says_nothing_of_what_is_withheld(sample: Sample) -> None:
    result = sample.run("bag")
    assert result.exit_code == 0
    (line,) = [line for line in result.output.splitlines() if "dist" in line]
    assert line.startswith("dist/") and line.endswith(" MB.")
    with zipfile.ZipFile(packed(sample)) as zip:
        top = packed(sample).stem
        assert "NOT TO BE PUBLISHED" not in zip.read(f"{top}/README.txt").decode()
        assert {name.split("/")[0] for name in zip.namelist()} == {top}
        names = {name.removeprefix(f"{top}/data/") for name in zip.namelist()}
    assert {"mkdocs.yml", "seeds/issues.yml", "site/index.html", "site/.published", "site_src/about.md"} <= names
    assert {"formats/seeds.md", "formats/formats.zh.md", "formats/article.schema.json"} <= names
    assert {"mets/xxb-2024-03-07.xml", "tei/xxb-2024-03-07.xml"} <= names


def test_the_same_archive_gives_the_same_bytes(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    sample.run("bag")
    first = packed(sample).read_bytes()
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").touch()
    sample.run("bag")
    assert packed(sample).read_bytes() == first
    assert b"Bagging-Date: 2027-01-15" in zipfile.ZipFile(packed(sample)).read(f"{packed(sample).stem}/bag-info.txt")


def test_a_bag_that_cannot_be_written_leaves_the_last_one(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.run("bag")
    before = sample.tree("dist")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "dist/x.zip")

    with monkeypatch.context() as patch:
        patch.setattr(bag_file, "_manifest", full)
        result = sample.run("bag")
    assert result.exit_code == 2
    assert result.output.endswith(
        "dist/x.zip: No space left on device. Make room and run it again; the site is built.\n"
    )
    assert sample.tree("dist") == before
    packed(sample).write_bytes(b"PK my own")
    result = sample.run("bag")
    assert result.exit_code == 2
    assert result.output.endswith("is there and is no bag. Give it another name, or take it away.\n")


KILLED = """
import os, sys
from generator.build.preservation import bag_file
from generator.cli import main
add, left = bag_file._add, [int(sys.argv[2])]
def added(*given):
    left[0] -= 1
    if not left[0]:
        os._exit(9)
    return add(*given)
bag_file._add = added
main(["-C", sys.argv[1], "bag"])
"""


@pytest.mark.slow
def test_a_bag_that_is_ended_midway_leaves_the_last_one_and_the_next_takes_the_rest_away(sample: Sample) -> None:
    sample.run("bag")
    before = sample.tree("dist")
    for files in (1, 20, 40):
        command = [sys.executable, "-c", KILLED, str(sample.root), str(files)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 9
        assert packed_bytes(sample) == before
        assert len(sample.tree("dist")) == 2
    assert sample.run("bag").exit_code == 0
    assert sample.tree("dist") == before


def packed_bytes(archive: Sample) -> dict[str, bytes]:
    return {name: data for name, data in archive.tree("dist").items() if not name.startswith("dist/.")}


def test_names_that_a_system_does_not_take_are_all_said_and_nothing_is_written(sample: Sample) -> None:
    for name in ("seeds/pages/a:b.txt", "seeds/pages/nul.txt", "site_src/A.txt", "site_src/a.txt", "seeds/tei./x"):
        sample.write(name, "x")
    result = sample.run("bag")
    assert result.exit_code == 2
    said = [line.partition(": ")[0] for line in result.output.splitlines()]
    assert {"seeds/pages/a:b.txt", "seeds/pages/nul.txt", "site_src/a.txt", "seeds/tei./x"} <= set(said)
    assert not (sample.root / "dist").exists() or not list((sample.root / "dist").iterdir())


def test_a_docs_folder_with_a_name_that_the_bag_needs_is_said(sample: Sample) -> None:
    (sample.root / "site_src").rename(sample.root / "Formats")
    sample.write("mkdocs.yml", f"docs_dir: Formats\n{sample.read('mkdocs.yml').replace('docs_dir: site_src', '')}")
    result = sample.run("bag")
    assert result.exit_code == 2
    said = "Formats: is a name that the bag needs for itself. Give it another name, also where it is listed.\n"
    assert result.output.endswith(said)
    assert not list((sample.root / "dist").glob("*"))


def test_a_link_is_followed_within_the_archive_and_named_elsewhere(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text("secret")
    sample.write("seeds/pages/one.txt", "text")
    (sample.root / "seeds/pages/two.txt").symlink_to(sample.root / "seeds/pages/one.txt")
    (sample.root / "seeds/pages/three.txt").symlink_to(tmp_path / "elsewhere.txt")
    (sample.root / "seeds/folder").symlink_to(tmp_path)
    (sample.root / "site_src/gone.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(sample.root / "seeds/pipe")
    result = sample.run("bag")
    assert result.exit_code == 0
    assert "seeds/pages/three.txt: is a link that is not followed, and is not in the bag." in result.output
    assert "seeds/folder: is a link that is not followed, and is not in the bag." in result.output
    assert "seeds/pipe: is a pipe and no file, and is not in the bag." in result.output
    assert "site_src/gone.txt: is a link that is not followed, and is not in the bag." in result.output
    with zipfile.ZipFile(packed(sample)) as zip:
        names = {Path(name).name for name in zip.namelist()}
        assert {"one.txt", "two.txt"} <= names and "three.txt" not in names


def test_a_wrong_label_is_said_with_its_line(sample: Sample) -> None:
    settings = sample.read("mkdocs.yml").replace("  archive: {}\n", "  archive:\n    bag:\n      organisation: x\n")
    sample.write("mkdocs.yml", settings)
    result = sample.run("bag")
    assert result.exit_code == 2
    line = settings.splitlines().index("      organisation: x") + 1
    assert result.output.startswith(f'mkdocs.yml:{line}: unknown field "organisation" for the archive. Did you mean "')


@pytest.mark.slow
def test_a_bag_of_more_files_than_an_old_zip_takes_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "many-bag.zip"
    payload = (Item(f"{n % 100}/{n}.txt", b"%d" % n) for n in range(66_000))
    assert bag_file.write(path, "many-bag", payload, {}, {}).files == 66_000
    found = verified(path, passing)
    assert not found.problems
    assert found.files == 66_000 + 6


def test_line_ends_and_percent_signs_in_names_are_written_as_the_standard_says(tmp_path: Path) -> None:
    assert bag_file.escaped("data/100%\r\n.txt") == "data/100%25%0D%0A.txt"
    path = tmp_path / "x-bag.zip"
    bag_file.write(path, "x-bag", [Item("100%25.txt", b"x")], {"External-Description": "a\nBag-Size: 7"}, {})
    assert not verified(path, passing).problems
    with zipfile.ZipFile(path) as zip:
        assert b"External-Description: a Bag-Size: 7\n" in zip.read("x-bag/bag-info.txt")
