"""What a browser needs to keep pages: lists of all files, sets, and the worker of a build."""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.output import sum_of
from generator.build import offline
from tests.conftest import Sample, copy_of_shipped

FILES = st.dictionaries(
    st.from_regex(
        r"(issues/(llrb|xxb)/20[12][0-9]-0[1-3]-0[1-9]/0[0-9]-0[0-9]|counties/14112[0-9]/(index|2024)|people/[0-9a-f]{3}/index"
        r"|search/data/[0-9a-f]{2}/text/[0-9]|dates/20[12][0-9]/0[1-9]|[a-c]{1,2}/[a-c]|[a-c])\.html",
        fullmatch=True,
    ),
    st.tuples(st.integers(0, 9999), st.from_regex(r"[0-9a-f]{16}", fullmatch=True)),
    max_size=80,
)


def found(lists: dict[str, Any], beginning: str = "", digest: str = "") -> dict[str, tuple[int, str]]:
    """All files that the lists lead to, as a worker goes: each list by its digest."""
    text = lists[offline.list_name(beginning)]
    assert not beginning or sum_of(text) == digest
    here = json.loads(text)
    out = {beginning + rest: (size, of) for rest, (size, of) in here["files"].items()}
    for rest, (size, of) in here["lists"].items():
        below = found(lists, beginning + rest, of)
        assert size == sum(each for each, _ in below.values())
        assert all(name.startswith(beginning + rest) for name in below)
        assert len(below) > offline.FEW
        out |= below
    return out


@given(FILES)
def test_the_lists_lead_to_every_file_once_and_say_how_much_it_is(files: dict[str, tuple[int, str]]) -> None:
    lists = list(offline.lists(files))
    assert len({name for name, _ in lists}) == len(lists)
    assert lists[-1][0] == offline.ALL
    assert found(dict(lists)) == files


def test_a_change_changes_the_lists_on_its_way_and_no_others() -> None:
    names = [
        f"issues/llrb/{year}-{month:02}-{day:02}/00-{n:02}.html"
        for year in (2023, 2024)
        for month in range(1, 9)
        for day in (7, 8)
        for n in range(9)
    ]
    before = {name: (10, f"{n:016x}") for n, name in enumerate(names)}
    after = {**before, "issues/llrb/2024-03-07/00-02.html": (11, "f" * 16)}
    one, other = dict(offline.lists(before)), dict(offline.lists(after))
    assert {name for name in one if one[name] != other[name]} == {
        "offline/list.json",
        "offline/of/issues/llrb/2024-.json",
        "offline/of/issues/llrb/2024-03-0.json",
    }


def sums(site: Path) -> dict[str, str]:
    lines = (site / ".published").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines[1:])  # the first is the archive's name


def test_of_a_site_all_is_listed_that_a_reader_reads(shipped: Sample) -> None:
    site = shipped.root / "site"
    lists = {offline.ALL: shipped.read(f"site/{offline.ALL}")}
    lists |= {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.glob("offline/of/**/*.json")
    }
    there = found(lists)
    made = sums(site)
    assert {name: of for name, (_, of) in there.items()} == {name: made[name] for name in there}
    assert all((site / name).stat().st_size == size for name, (size, _) in there.items())
    left = {name for name in made if name not in there and not name.startswith("data/")}
    assert left - lists.keys() == {"404.html", "worker.js", *(name for name in made if name.endswith("feed.xml"))}
    assert shipped.read("site/worker.js").startswith(f'const BUILD = "{made[offline.ALL]}";\n')


def of_set(archive: Sample, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive.read(f"site/offline/sets/{name}.json"))
    return found


def test_a_county_is_its_lists_and_its_articles_and_a_year_its_issues(shipped: Sample) -> None:
    county = of_set(shipped, "141123")
    assert county["names"] == ["counties/141123/", "issues/llrb/2025-09-23/00-03.html"]
    pages = [shipped.root / "site" / name for name in ("counties/141123/index.html", county["names"][1])]
    assert (county["files"], county["bytes"]) == (2, sum(page.stat().st_size for page in pages))
    assert of_set(shipped, "2024")["names"] == ["dates/2024/", "issues/llrb/2024-"]
    assert {"offline/index.html", "assets/archive.css", "assets/page.js", "assets/words.js"} <= {
        *of_set(shipped, "core")["names"]
    }
    assert {"index.html", "search/", "assets/search.js"} <= {*of_set(shipped, "pages")["names"]}


def test_an_index_that_is_heavy_is_kept_on_a_wish_of_its_own(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "LIGHT", 100)
    assert sample.run("build").exit_code == 0
    assert of_set(sample, "search")["names"] == ["search/"]
    assert "search/" not in of_set(sample, "pages")["names"]


def test_nothing_is_there_where_the_settings_say_so(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", "archive: {offline: false}"))
    assert sample.run("build", "--strict").exit_code == 0
    assert not (sample.root / "site/offline").exists()
    assert "unregister" in sample.read("site/worker.js")
    assert "BUILD" not in sample.read("site/worker.js")
    assert "manifest" not in sample.read("site/counties/141123/index.html")
    assert "data-keep" not in sample.read("site/counties/141123/index.html")


def built_anew(archive: Sample, folder: Path) -> dict[str, bytes]:
    """The site that a first build makes of the same archive."""
    first = Sample(folder)
    for name, content in archive.tree("seeds").items():
        first.write(name, content)
    for name in ("mkdocs.yml", "site_src/about.md"):
        first.write(name, archive.read(name))
    assert first.run("build").exit_code == 0
    return first.tree("site")


def test_a_build_after_another_makes_what_a_first_one_makes(sample: Sample, tmp_path: Path) -> None:
    assert sample.run("build").exit_code == 0
    sample.write(
        "seeds/articles/xxb-2024-03-07.yml", sample.read("seeds/articles/xxb-2024-03-07.yml").replace("繁忙", "忙碌")
    )
    assert sample.run("build").exit_code == 0
    assert sample.tree("site") == built_anew(sample, tmp_path / "first")


@pytest.mark.parametrize("compress", ["", ", compress: [gzip]"])
def test_lists_that_are_damaged_are_made_anew_by_the_next_build_whatever_else_changes(
    sample: Sample, tmp_path: Path, compress: str
) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", f"archive: {{beside: []{compress}}}"))
    assert sample.run("build").exit_code == 0
    damaged = sorted((sample.root / "site/offline").rglob("*.json")) + sorted((sample.root / "site").rglob("*.gz"))
    for path in damaged:
        state = path.stat()
        path.unlink()
        path.write_bytes(b"{}")
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    sample.write("site_src/about.md", "# 说明\n")
    assert sample.run("build").exit_code == 0
    assert sample.tree("site") == built_anew(sample, tmp_path / "again")


def test_a_bundle_has_nothing_of_it(tmp_path: Path) -> None:
    archive = copy_of_shipped(tmp_path / "archive")
    assert archive.run("bundle").exit_code == 0
    [bundle] = (archive.root / "dist").glob("*.zip")
    with zipfile.ZipFile(bundle) as of:
        names = [name.partition("/")[2] for name in of.namelist()]
    assert not [name for name in names if name.startswith(("offline/", "worker", "assets/shelf", "assets/offline"))]
