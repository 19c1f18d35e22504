"""The archive as one file for Kiwix: read back with libzim, looked at with zimcheck; nothing closed is in it."""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher

from generator.build import zim, zim_file
from generator.build.audit import zims
from generator.build.audit.inner import Room
from generator.build.stick import OTHERS, Site
from generator.build.zim_contents import About
from generator.exports.mark import png
from tests.conftest import Sample

NAME = "兴县报藏"
MORE = (
    ("xxb-2024-03-20-01-01", "红枣丰收", "枣农在碧村增收。", "兴县"),
    ("xxb-2024-03-20-01-02", "核桃也丰收", "今年雨水好。", None),
    ("xxb-2025-01-05-01-01", "冬日里的 <b>暖阳</b> &amp; 雪", "碧村的雪下得早。GDP 增长。", None),
)

OLD = "<title>旧页</title><p>旧页<a href=feed.xml>".encode("gb18030")


@pytest.fixture
def archive(sample: Sample) -> Sample:
    """With more articles, of which one is at another address now, a picture, and where it is published."""
    lines = (
        {
            **{"id": id, "paper": "xxb", "date": id[4:14], "page": 1, "title": title, "body": body},
            **({"county": county, "county_source": "editor"} if county else {}),
        }
        for id, title, body, county in MORE
    )
    sample.write("seeds/articles/more.jsonl", "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    sample.write("seeds/moved.yml", "xxb-2024-03-07-01-09: xxb-2024-03-20-01-01\n")
    sample.write("site_src/a picture.png", png(16))
    sample.write("site_src/old.html", OLD)
    return sample


def bundled(archive: Sample, *options: str) -> Path:
    """The file that is made; the only one in dist/."""
    result = archive.run("bundle", "--zim", *options)
    assert result.exit_code == 0, result.output
    (path,) = (archive.root / "dist").iterdir()
    assert f"dist/{path.name}: " in result.output
    return path


def found(path: Path, query: str) -> set[str]:
    """What Kiwix's own search finds."""
    search = Searcher(Archive(path)).search(Query().set_query(query))
    return set(search.getResults(0, 100))


def suggested(path: Path, query: str) -> set[str]:
    """What is offered of the titles."""
    return set(SuggestionSearcher(Archive(path)).suggest(query).getResults(0, 100))


def test_each_page_is_there_with_its_title_and_all_that_it_loads(archive: Sample) -> None:
    path = bundled(archive)
    assert path.name == f"{NAME}.zim"
    read = Archive(path)
    assert read.check()
    held = {entry.path: entry.content() for entry in zim_file.read(path) if not entry.leads}
    site = {name.removeprefix("site/"): data for name, data in archive.tree("site").items()}
    left = {name for name in site if re.search(OTHERS, name) or name.startswith(".")}
    assert {"data/index.html", "feed.xml", "404.html"} <= left
    moved = {"issues/xxb/2024-03-07/01-09.html"}
    own = held.keys() - site.keys()
    assert site.keys() - left - moved == held.keys() - own
    assert own == {"listing/titleOrdered/v1", "title/xapian", zim.INDEX, "Counter", *(read.metadata_keys)}
    same = {name for name in held.keys() - own if held[name] == site[name]}
    assert {name for name in held.keys() - own - same if not name.endswith(".html")} == set()
    titles = {name: read.get_entry_by_path(name).title for name in held.keys() - own}
    assert titles["index.html"] == NAME
    assert held["old.html"] == OLD
    assert titles["issues/xxb/2024-03-20/01-01.html"] == "红枣丰收"
    assert titles["issues/xxb/2025-01-05/01-01.html"] == MORE[2][1]
    assert read.main_entry.get_item().path == "index.html"
    kinds = {name.rpartition(".")[2]: read.get_entry_by_path(name).get_item().mimetype for name in titles}
    assert kinds["html"], kinds["js"] == ("text/html", "text/javascript")
    assert (kinds["css"], kinds["png"], kinds["svg"]) == ("text/css", "image/png", "image/svg+xml")
    assert suggested(path, "丰收") == {f"issues/xxb/2024-03-20/01-0{n}.html" for n in (1, 2)}


def test_an_address_that_was_left_leads_on(archive: Sample) -> None:
    entry = Archive(bundled(archive)).get_entry_by_path("issues/xxb/2024-03-07/01-09.html")
    assert entry.is_redirect
    assert entry.get_redirect_entry().path == "issues/xxb/2024-03-20/01-01.html"


def test_kiwixs_own_search_finds_articles_and_not_the_pages_that_list_them(archive: Sample) -> None:
    path = bundled(archive)
    assert found(path, "碧村") == {"issues/xxb/2024-03-20/01-01.html", "issues/xxb/2025-01-05/01-01.html"}
    assert found(path, "农机手") == {"issues/xxb/2024-03-07/01-01.html"}
    assert found(path, "红枣") == {"issues/xxb/2024-03-20/01-01.html"}
    assert found(path, "gdp") == {"issues/xxb/2025-01-05/01-01.html"}
    assert found(path, "全文可检") == set()


@pytest.mark.parametrize("address", ["", "https://example.org/a/"])
def test_links_to_what_is_left_out_lead_to_the_site_or_nowhere(archive: Sample, address: str) -> None:
    archive.write("mkdocs.yml", archive.read("mkdocs.yml").replace('site_url: ""', f'site_url: "{address}"'))
    read = Archive(bundled(archive))
    home = bytes(read.main_entry.get_item().content).decode()
    offers = re.search(r"<footer>.*</footer>", home, re.DOTALL)
    assert offers
    links = re.findall(r"<a[^>]*>", offers[0])
    left_out = [f'<a href="{address}data/index.html">', f'<a href="{address}feed.xml">'] if address else ["<a>"] * 2
    assert links == [*left_out, '<a href="saved/index.html">'], "what a reader saves is in the file"
    assert "feed.xml" in archive.read("site/index.html").partition("</head>")[0]
    assert not re.search(r"<link[^>]*(?:feed|opensearch)\.xml", home)
    assert ("Source" in read.metadata_keys) == bool(address)


def test_a_library_is_told_what_the_settings_say(archive: Sample) -> None:
    settings = archive.read("mkdocs.yml")
    archive.write("mkdocs.yml", f"site_author: 兴县档案馆\n{settings}")
    read = Archive(bundled(archive, "--years", "2024"))
    said = {name: bytes(read.get_metadata(name)).decode() for name in read.metadata_keys if "Illustration" not in name}
    assert said.pop("Counter").startswith("image/png=")
    assert said.pop("Tags").split(";")[0] == "newspapers"
    assert said.pop("Scraper").startswith("baocang ")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said.pop("Date"))
    assert said == {
        "Title": f"{NAME} 2024",
        "Description": "兴县的报纸，一九五六年以来。",
        "Creator": "兴县档案馆",
        "Publisher": "兴县档案馆",
        "Language": "zho",
        "Name": f"baocang_zh_{NAME}_2024",
        "Flavour": "maxi",
        "License": "报纸文字的著作权归原报社及作者所有；本站仅供研究与查考。",
    }
    assert {name for name in read.metadata_keys if "Illu" in name} == {f"Illustration_{n}x{n}@1" for n in (48, 96)}
    for size in (48, 96):
        assert bytes(read.get_illustration_item(size).content) == png(size)


def test_names_that_a_library_takes_no_longer_are_cut() -> None:
    about = About("报" * 40, "1960-1969 兴县", "说" * 100).metadata()
    assert about["Title"] == f"{'报' * 16}… 1960-1969 兴县"
    assert len(about["Title"]) == 30
    assert about["Description"] == f"{'说' * 79}…"
    assert about["LongDescription"] == "说" * 100
    assert About("报").metadata()["Description"] == "报"


def test_the_same_archive_gives_the_same_bytes(archive: Sample, tmp_path: Path) -> None:
    first = bundled(archive)
    before, uuid = first.read_bytes(), Archive(first).uuid
    assert bundled(archive).read_bytes() == before
    shutil.copytree(archive.root, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("dist", "site", ".baocang"))
    assert bundled(Sample(tmp_path / "elsewhere")).read_bytes() == before
    archive.write("seeds/articles/more.jsonl", archive.read("seeds/articles/more.jsonl").replace("增收", "增产"))
    assert bundled(archive).read_bytes() != before
    assert Archive(first).uuid != uuid


def test_the_date_is_that_of_the_last_change_or_what_the_environment_says(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("build")
    lines = archive.read("seeds/days.tsv").splitlines()
    begun = [line.replace("\t-\t-\t", "\t2025-02-03\t2025-04-05\t") for line in lines]
    assert begun != lines
    archive.write("seeds/days.tsv", "\n".join(begun) + "\n")
    assert bytes(Archive(bundled(archive)).get_metadata("Date")) == b"2025-04-05"
    archive.write("seeds/days.tsv", "\n".join(lines) + "\n")
    assert bytes(Archive(bundled(archive)).get_metadata("Date")) == b"2025-01-05"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    assert bytes(Archive(bundled(archive)).get_metadata("Date")) == b"2025-06-15"


def test_zimcheck_has_nothing_against_it(archive: Sample) -> None:
    if not (program := shutil.which("zimcheck")):
        pytest.skip("zimcheck is not there: apt-get install zim-tools")
    run = subprocess.run([program, "-A", bundled(archive)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "ERROR" not in run.stdout and "WARN" not in run.stdout, run.stdout


def test_titles_are_in_order_for_programs_that_look_for_them_there(archive: Sample) -> None:
    """zimcheck of Debian 12 says of a file without this list that it is damaged."""
    data = bundled(archive).read_bytes()
    head = zim_file._Head(*zim_file.HEAD.unpack_from(data))
    listed = struct.unpack_from(f"<{head.entries}I", data, head.titles)
    read = Archive(archive.root / f"dist/{NAME}.zim")
    titles = [read._get_entry_by_id(number).title.encode() for number in listed if number < read.entry_count]
    assert len(titles) == read.entry_count and titles == sorted(titles)
    assert head.titles + 4 * head.entries == head.checksum == len(data) - 16


def test_a_part_holds_its_articles_and_no_other(archive: Sample) -> None:
    path = bundled(archive, "--years", "2025")
    assert path.name == f"{NAME}-2025.zim"
    assert found(path, "碧村") == {"issues/xxb/2025-01-05/01-01.html"}
    assert suggested(path, "丰收") == set()
    assert all("红枣".encode() not in entry.content() for entry in zim_file.read(path) if not entry.leads)


def test_verify_tells_whether_it_is_whole(archive: Sample) -> None:
    path = bundled(archive)
    assert archive.run("verify", str(path)).output == (
        f"{path}: whole. It is a ZIM file with md5, 1 file, {path.stat().st_size / 1e6:.1f} MB.\n"
    )
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert archive.run("verify", str(path)).exit_code == 1


# ---- what stands in the way ------------------------------------------------------------------------------------------


@pytest.fixture
def without_libzim(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine on which the extra was not asked for."""
    with monkeypatch.context() as patch:
        for name in [name for name in sys.modules if name.startswith("libzim")]:
            patch.setitem(sys.modules, name, None)
        patch.delitem(sys.modules, "generator.build.zim_file")
        patch.delattr("generator.build.zim_file")
        yield


@pytest.mark.usefixtures("without_libzim")
def test_where_the_extra_is_missing_it_is_named_before_anything_is_built(archive: Sample) -> None:
    result = archive.run("bundle", "--zim")
    assert result.exit_code == 2
    mend = 'Install it: pip install "baocang[zim]".'
    assert result.output == f"bundle --zim: libzim is not installed, which writes ZIM files. {mend}\n"
    assert not (archive.root / "site").exists()
    assert archive.run("bundle").exit_code == 0


def test_nothing_but_a_zim_loads_libzim() -> None:
    rooms = ("__main__", "cli", "commands.handover", "build.zim", "build.audit.published")
    modules = ", ".join(f"generator.{room}" for room in rooms)
    code = f"import sys, {modules}; sys.exit('libzim' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_is_not_written_over_what_is_none(archive: Sample) -> None:
    path = bundled(archive)
    path.write_bytes(b"ZIM\x04 my own")
    result = archive.run("bundle", "--zim")
    assert result.exit_code == 2
    mend = "Give it another name, or take it away."
    assert result.output == f"dist/{path.name}: is there and is no ZIM file of this program. {mend}\n"
    assert path.read_bytes() == b"ZIM\x04 my own"


def test_a_name_that_is_no_text_is_said(archive: Sample) -> None:
    archive.run("build")
    try:
        (archive.root / os.fsdecode(b"site/\xff.txt")).touch()
    except OSError:
        pytest.skip("the disk takes no such name")
    result = archive.run("bundle", "--zim")
    assert result.exit_code == 2
    mend = "Give it one whose letters are known (UTF-8)."
    assert result.output == f"site/\\udcff.txt: cannot lie in a ZIM file under this name. {mend}\n"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device", "dist/x.zim"), RuntimeError("No space left")])
def test_one_that_fails_leaves_the_last_one_and_nothing_else(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    bundled(archive)
    before = archive.tree("dist")
    read = Site.read

    def full(site: Site, name: str) -> bytes:
        if name.startswith("issues/xxb/2024-03-20/"):
            raise error
        return read(site, name)

    with monkeypatch.context() as patch:
        patch.setattr(Site, "read", full)
        result = archive.run("bundle", "--zim")
    assert result.exit_code == 2
    if type(error) is RuntimeError:
        what = rf"{NAME}.zim: cannot be written; its disk has [\d,]+ MB left \(libzim: No space left\)"
        mend = "Make room if that is little, and run it again; the site is built."
    else:
        what, mend = "x.zim: No space left on device", "Make room and run it again; the site is built."
    assert re.fullmatch(rf"dist/{what}\. {re.escape(mend)}\n", result.output)
    assert archive.tree("dist") == before
    left = archive.root / "dist/.baocang-left-by-a-kill"
    left.mkdir()
    (left / "made.zim.tmp").touch()
    bundled(archive)
    assert archive.tree("dist") == before


# ---- what is closed --------------------------------------------------------------------------------------------------


def test_what_is_withheld_is_not_in_it_and_is_found_in_one_of_before(archive: Sample) -> None:
    path = bundled(archive)
    before = path.read_bytes()
    assert archive.run("check", "--published", str(path)).exit_code == 0
    archive.run("withdraw", MORE[1][0], "--withheld", "--note", "…")
    bundled(archive)
    result = archive.run("check", "--published", str(path))
    assert result.exit_code == 0, result.output
    assert result.output.startswith("All well. 1 closed article looked for")
    assert all("雨水".encode() not in entry.content() for entry in zim_file.read(path) if not entry.leads)
    assert found(path, "雨水") == set() == suggested(path, "核桃")
    path.write_bytes(before)
    result = archive.run("check", "--published", str(path))
    assert result.exit_code == 1
    leaks = [line for line in result.output.splitlines() if line.startswith(f"dist/{NAME}.zim")]
    assert all(line.endswith("Make it again, and call back what was given away.") for line in leaks)
    places = {line.partition(": ")[0].removeprefix(f"dist/{NAME}.zim/") for line in leaks}
    assert {"issues/xxb/2024-03-20/01-02.html", "title/xapian", zim.INDEX} <= places
    assert any(place.startswith("search/data/") for place in places)


def test_of_one_that_cannot_be_opened_that_is_said(archive: Sample, request: pytest.FixtureRequest) -> None:
    path = bundled(archive)
    archive.run("withdraw", MORE[1][0], "--withheld", "--note", "…")
    archive.run("build")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = archive.root / "damaged.zim"
    damaged.write_bytes(data)
    result = archive.run("check", "--published", str(damaged))
    mend = "Make it again, and call back what was given away."
    assert f"damaged.zim: cannot be read as what its name says. {mend}" in result.output.splitlines()
    look = "could not be read through. Look into it yourself, or take it away: what is closed may stand there."
    request.getfixturevalue("without_libzim")
    result = archive.run("check", "--published", str(path))
    assert f"dist/{NAME}.zim: {look}" in result.output.splitlines()
    assert "1 of which could not be read through" in result.output


def test_what_is_put_behind_its_end_or_lies_in_the_site_is_found(archive: Sample) -> None:
    path = bundled(archive)
    archive.write("site_src/give.zim", path.read_bytes())
    path.write_bytes(
        path.read_bytes() + b"<p>\xe9\x9b\xaa\xe8\x90\xbd\xe9\xbb\x84\xe6\xb2\xb3\xe5\xb2\xb8\xe8\xbe\xb9</p>"
    )
    archive.write(
        "seeds/articles/last.jsonl",
        json.dumps({"paper": "xxb", "date": "2025-02-01", "title": "雪落黄河岸边", "body": "静。"}),
    )
    archive.run("build")
    archive.run("withdraw", "xxb-2025-02-01-00-01", "--withheld", "--note", "…")
    archive.run("withdraw", MORE[1][0], "--withheld", "--note", "…")
    archive.run("build")
    output = archive.run("check", "--published", str(path)).output
    assert f'dist/{NAME}.zim: holds "雪落黄河岸边"' in output
    assert 'site/give.zim/issues/xxb/2024-03-20/01-02.html: holds "' in output


def test_kiwixs_index_is_read_as_the_words_that_are_in_it(archive: Sample) -> None:
    path = bundled(archive)
    (index,) = (entry for entry in zim_file.read(path) if entry.path == zim.INDEX)
    texts = ["三月的田野一片繁忙", "农机手正在检修机具", "我县春耕全面展开", "本报讯", "记者", "王一"]
    texts += [
        "红枣丰收",
        "枣农在碧村增收",
        "核桃也丰收",
        "今年雨水好",
        "冬日里的",
        "暖阳",
        "雪",
        "碧村的雪下得早",
        "增长",
    ]
    words = {text[n : n + size] for text in texts for size in (1, 2) for n in range(len(text) - size + 1)}
    terms = {term for term in zims.terms(index.content()) if re.fullmatch("[\u3400-\u9fff]+", term)}
    assert terms == words


def test_the_index_of_another_program_is_not_read_through(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bundled(archive)
    monkeypatch.setattr(zims, "OURS", "zimwriterfs ")
    data = path.read_bytes()
    parts = list(zims.read(data, Room(len(data))))
    assert [part.name for part in parts if part.data is None] == [zim.INDEX]
    assert hashlib.md5(data[:-16], usedforsecurity=False).digest() == data[-16:]
