"""Files of the site in gzip and brotli beside themselves: on wish, the same bytes each time, never older ones."""

import gzip
import zipfile

import brotli
import pytest

from generator.build import compressed
from generator.build.config import settings
from tests.conftest import Sample


def wish(sample: Sample, *ways: str) -> None:
    text = sample.read("mkdocs.yml").replace("archive: {}", f"archive: {{compress: [{', '.join(ways)}]}}")
    sample.write("mkdocs.yml", text)


def test_each_file_worth_it_stands_there_compressed(sample: Sample) -> None:
    assert sample.run("build").exit_code == 0
    plain = sample.tree("site")
    assert not [name for name in plain if name.endswith((".gz", ".br"))]
    wish(sample, "gzip", "brotli")
    assert sample.run("build", "--strict").exit_code == 0
    made = sample.tree("site")
    assert {name: data for name, data in made.items() if not name.endswith((".gz", ".br", ".published"))} == {
        name: data for name, data in plain.items() if not name.endswith(".published")
    }
    for name, data in plain.items():
        for ending, there_and_back in ((".gz", gzip), (".br", brotli)):
            small = there_and_back.compress(data)
            worth = name.endswith(compressed.KINDS) and len(data) >= compressed.LEAST and len(small) < len(data)
            assert (f"{name}{ending}" in made) == worth, name
            if worth:
                assert there_and_back.decompress(made[f"{name}{ending}"]) == data
                assert len(made[f"{name}{ending}"]) < len(data)
    assert "index.html.gz\t" in sample.read("site/.published")
    assert sample.run("check").exit_code == 0


@pytest.mark.slow
def test_they_follow_each_change_and_are_what_a_first_build_makes(sample: Sample) -> None:
    wish(sample, "gzip")
    assert sample.run("build").exit_code == 0
    first = sample.tree("site")
    text = sample.read("seeds/articles/xxb-2024-03-07.yml")
    sample.write("seeds/articles/xxb-2024-03-07.yml", text.replace("三月的田野", "四月的田野"))
    assert sample.run("build").exit_code == 0
    later = sample.tree("site")
    article = "site/issues/xxb/2024-03-07/01-01.html"
    assert later[article] != first[article]
    assert gzip.decompress(later[f"{article}.gz"]) == later[article]
    sample.write("seeds/articles/xxb-2024-03-07.yml", text)
    assert sample.run("build").exit_code == 0
    assert sample.tree("site") == first
    wish_no_more = sample.read("mkdocs.yml").replace("{compress: [gzip]}", "{}")
    sample.write("mkdocs.yml", wish_no_more)
    assert sample.run("build").exit_code == 0
    assert not [name for name in sample.tree("site") if name.endswith(".gz")]


def test_a_bundle_holds_no_file_twice(sample: Sample) -> None:
    wish(sample, "gzip")
    assert sample.run("bundle").exit_code == 0
    [bundle] = (sample.root / "dist").glob("*.zip")
    names = zipfile.ZipFile(bundle).namelist()
    assert not [name for name in names if name.endswith(".gz")]
    assert [name for name in names if name.endswith("/index.html")]


def test_what_is_withheld_is_looked_for_in_them_too(sample: Sample) -> None:
    wish(sample, "gzip")
    assert sample.run("build").exit_code == 0
    assert sample.run("withdraw", "xxb-2024-03-07-01-01", "--withheld", "--note", "x").exit_code == 0
    kept = sample.read("site/.published")
    assert sample.run("build").exit_code == 0
    left = "site/issues/xxb/2024-03-07/01-01.html.gz"
    sample.write(left, gzip.compress("三月的田野一片繁忙。农机手正在检修机具。".encode()))
    assert "01-01.html.gz\t" in kept
    said = sample.run("check", "--published").output
    assert f"{left}/01-01.html: holds" in said


def test_another_way_is_named_with_its_line(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    wish(sample, "zstd")
    assert "mkdocs.yml:8: compress of the archive is zstd. Write gzip, brotli or both" in sample.run("build").output
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("zstd", "brotli"))
    monkeypatch.setattr(settings, "find_spec", lambda name: None)
    assert 'It is not installed: pip install "baocang[brotli]".' in sample.run("build").output
