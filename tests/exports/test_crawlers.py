"""Sitemap, robots.txt and the key of IndexNow: what search engines are told of an archive that has an address."""

import re
from xml.etree import ElementTree

import pytest

from generator.exports import crawlers
from generator.seeds import days
from tests.conftest import Sample

ADDRESS = "https://example.org/archive/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WHOLE = "xxb-2024-03-07-01-01"
GONE = "xxb-2024-03-07-01-02"


@pytest.fixture
def addressed(sample: Sample) -> Sample:
    settings = sample.read("mkdocs.yml").replace('site_url: ""', "site_url: https://example.org/archive")
    sample.write("mkdocs.yml", settings)
    return sample


def told(archive: Sample) -> dict[str, str | None]:
    """The pages of the sitemap, and when they changed."""
    root = ElementTree.fromstring(archive.read("site/sitemap.xml"))
    assert {element.tag for element in root.iter()} <= {
        f"{SPACE}{name}" for name in ("urlset", "url", "loc", "lastmod")
    }
    pages = {(url.findtext(f"{SPACE}loc") or "").removeprefix(ADDRESS): url.findtext(f"{SPACE}lastmod") for url in root}
    assert len(pages) == len(root)
    return pages


def test_an_archive_with_an_address_has_it_in_feeds_sitemap_and_pages(addressed: Sample) -> None:
    assert addressed.run("build", "--strict").exit_code == 0
    page = "issues/xxb/2024-03-07/01-01.html"
    assert f'href="{ADDRESS}issues/xxb/2024-03-07/index.html"' in addressed.read("site/feed.xml")
    assert f'<link rel="canonical" property="og:url" href="{ADDRESS}{page}">' in addressed.read(f"site/{page}")
    pages = told(addressed)
    assert page in pages
    assert all((addressed.root / "site" / place).is_file() for place in pages)


def test_an_archive_without_an_address_tells_nothing(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", "archive: {indexnow: 0123-abcdef}"))
    assert sample.run("build", "--strict").exit_code == 0
    assert [path for path in (sample.root / "site").glob("*.*") if path.suffix in (".txt", ".xml")] == [
        sample.root / "site/feed.xml"
    ]


def test_a_large_sitemap_is_an_index_of_several() -> None:
    pages = [f"a/{n}.md" for n in range(5)]
    files = dict(crawlers.sitemaps("https://example.org/", pages, {"a/4.md": "2026-11-29"}, most=2))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert files["sitemap.xml"].count("<sitemap>") == 3
    assert "<url><loc>https://example.org/a/4.html</loc><lastmod>2026-11-29</lastmod></url>" in files["sitemap-3.xml"]
    for text in files.values():
        ElementTree.fromstring(text)


def test_pages_changed_when_their_articles_did_or_left(addressed: Sample) -> None:
    assert addressed.run("build").exit_code == 0
    assert set(told(addressed).values()) == {None}  # nobody knows
    (says,) = re.findall(rf"{WHOLE}\t-\t-\t(\w+)", addressed.read(days.FILE))
    left = f"{GONE}\t2026-11-01\t2026-11-09\t-\n"
    addressed.write(days.FILE, f"{days.HEAD}{WHOLE}\t2026-11-01\t2026-11-07\t{says}\n{left}")
    assert addressed.run("build").exit_code == 0
    assert {page: day for page, day in told(addressed).items() if day} == {
        "issues/xxb/2024-03-07/01-01.html": "2026-11-07",
        "issues/xxb/2024-03-07/index.html": "2026-11-09",
        "issues/xxb/index.html": "2026-11-09",
        "index.html": "2026-11-09",
    }


def test_robots_find_the_sitemap_and_leave_the_index_alone(addressed: Sample) -> None:
    assert addressed.run("build").exit_code == 0
    lines = ["User-agent: *", "Disallow: /archive/search/data/", f"Sitemap: {ADDRESS}sitemap.xml"]
    assert addressed.read("site/robots.txt").splitlines() == lines
    assert (addressed.root / "site/search/data").is_dir()


def test_a_robots_txt_of_ones_own_stays(addressed: Sample) -> None:
    own = "User-agent: *\nDisallow: /\n"
    addressed.write("site_src/robots.txt", own)
    for _ in range(2):
        assert addressed.run("build", "--strict").exit_code == 0
        assert addressed.read("site/robots.txt") == addressed.read("site_src/robots.txt") == own
        addressed.write("seeds/moved.yml", "xxb-2024-03-07-01-09: xxb-2024-03-07-01-01\n")


def test_the_key_of_indexnow_is_a_file(addressed: Sample) -> None:
    settings = addressed.read("mkdocs.yml").replace("archive: {}", "archive: {indexnow: 0123-abcdef}")
    addressed.write("mkdocs.yml", settings)
    assert addressed.run("build").exit_code == 0
    assert addressed.read("site/0123-abcdef.txt") == "0123-abcdef"
    addressed.write("mkdocs.yml", settings.replace("0123-abcdef", "fedcba-3210"))
    assert addressed.run("build").exit_code == 0
    assert [path.name for path in (addressed.root / "site").glob("*.txt")] == ["fedcba-3210.txt", "robots.txt"]


@pytest.mark.parametrize("key", ["short", "0123_abcdef", "01234567", "../../etc/passwd"])
def test_what_is_no_key_is_said(addressed: Sample, key: str) -> None:
    addressed.write("mkdocs.yml", addressed.read("mkdocs.yml").replace("archive: {}", f"archive: {{indexnow: {key}}}"))
    result = addressed.run("build")
    assert result.exit_code == 2
    assert "indexnow of the archive is" in result.output
    assert "Write 8 to 128 letters (a-z, A-Z), digits and hyphens, in quotation marks." in result.output
