"""A part of an archive as a bundle of its own."""

import json
import zipfile
from pathlib import Path

import pytest

from generator.build import stick
from generator.build.audit import taken
from generator.build.audit.inner import Room
from generator.build.part import Part, years
from generator.search import names
from generator.search.scripts import content_of
from tests.conftest import Sample

ARTICLES = (
    ("xxb", "1965-03-20", "兴县", "红枣丰收"),
    ("xxb", "1966-03-20", "兴县", "核桃丰收"),
    ("xxb", "1966-03-20", None, "小米丰收"),
    ("other", "1966-05-01", "岚县", "土豆丰收"),
)


@pytest.fixture
def archive(sample: Sample) -> Sample:
    """With articles of two newspapers, of two years and of two counties."""
    issues = sample.read("seeds/issues.yml")
    sample.write("seeds/issues.yml", issues.replace("papers:\n", "papers:\n  other: {name: 别报}\n", 1))
    lines = (
        {
            **{"id": f"{paper}-{date}-01-{n:02d}", "paper": paper, "date": date, "page": 1, "county": county},
            **{"county_source": "editor" if county else None, "title": title, "body": f"今年{title}。"},
        }
        for n, (paper, date, county, title) in enumerate(ARTICLES, 1)
    )
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    sample.write("seeds/articles/more.jsonl", text)
    return sample


def held(path: Path) -> dict[str, bytes]:
    """The files of a bundle, and those in its scripts."""
    with zipfile.ZipFile(path) as bundle:
        files = {name.partition("/")[2]: bundle.read(name) for name in bundle.namelist()}
    for data in [
        data for name, data in files.items() if name.endswith(".js") and data.startswith(stick.MARK.encode("utf-16-le"))
    ]:
        files |= {part.name: part.data for part in taken.read(data, Room(len(data))) if isinstance(part.data, bytes)}
    return files


@pytest.mark.parametrize(
    ("options", "name", "titles"),
    [
        (["--years", "1965"], "-1965", {"红枣丰收"}),
        (["--years", "1965-1966"], "-1965-1966", {"红枣丰收", "核桃丰收", "小米丰收", "土豆丰收"}),
        (["--paper", "other"], "-other", {"土豆丰收"}),
        (["--county", "兴县"], "-兴县", {"红枣丰收", "核桃丰收"}),
        (["--county", "吕梁市", "--years", "1966"], "-1966-吕梁市", {"核桃丰收", "土豆丰收"}),
    ],
)
def test_a_part_holds_its_articles_and_no_other(
    archive: Sample, options: list[str], name: str, titles: set[str]
) -> None:
    result = archive.run("bundle", *options)
    assert result.exit_code == 0, result.output
    (path,) = (archive.root / "dist").iterdir()
    assert path.stem.endswith(name)
    files = held(path)
    for _, date, _, title in ARTICLES:
        found = {each for each, data in files.items() if title.encode() in data and not each.startswith("search/")}
        assert (title in titles) == any(date in each for each in found) == bool(found), title
        assert ("text/0.html" in found) == (title in titles)
    indexed = [id for name, data in files.items() if "/names/" in name for id, _ in names.read(content_of(data))]
    of_more = {f"{paper}-{date}-01-{n:02d}": title for n, (paper, date, _, title) in enumerate(ARTICLES, 1)}
    assert {of_more[each] for each in indexed if each in of_more} == titles
    assert "--years" not in options or not [each for each in indexed if "-2024-" in each]
    assert archive.run("check", "--published", str(path)).exit_code == 0
    first = path.read_bytes()
    archive.run("bundle", *options)
    assert path.read_bytes() == first
    assert not list((archive.root / ".baocang").glob("part-*"))


def test_a_part_without_articles_is_said(archive: Sample) -> None:
    known = "Years, the key of a newspaper and the full name of a place are as seeds/ has them."
    for options, of, mend in (
        (["--county", "兴"], "兴", "Did you mean --county 兴县?"),
        (["--county", "火星市"], "火星市", known),
        (["--paper", "今日兴县报"], "今日兴县报", "Did you mean --paper xxb (兴县报)?"),
        (["--paper", "xxb", "--years", "1990-1999"], "xxb 1990-1999", known),
    ):
        result = archive.run("bundle", *options)
        assert result.exit_code == 2
        assert result.output == f"bundle: no article that is published is of {of}. {mend}\n"
    assert not (archive.root / "dist").exists() or not list((archive.root / "dist").iterdir())


@pytest.mark.parametrize("option", ["--years", "--paper", "--county"])
def test_an_option_that_is_empty_gives_no_archive_the_name_of_the_whole(sample: Sample, option: str) -> None:
    assert sample.run("bundle", option, "").exit_code == 2
    assert not (sample.root / "dist").exists()


@pytest.mark.parametrize("text", ["", "65", "1966-1965", "1965-", "1965-1966-1967"])
def test_years_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no year and no years like 1960-1969"):
        years(text)


def test_years_are_one_or_two() -> None:
    assert years("1965") == (1965, 1965)
    assert years("1960-1969") == (1960, 1969)
    assert Part((1960, 1969), "xxb", "兴县").name == "xxb 1960-1969 兴县"
