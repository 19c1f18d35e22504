"""The static repository for harvesters: valid, of open articles alone, the same for the same articles."""

from pathlib import Path

import pytest
from lxml import etree

from generator.exports.oai import FILE, base_url, identifier
from tests.build.test_bag import SECRET
from tests.conftest import Sample, copy_of_shipped
from tests.exports.schemas import faults

N = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
ADDRESS = "https://archive.example.org/xx/"
ASKED = "    oai: {gateway: https://gateway.example.org/oai, email: mail@example.org}\n"


def settings(archive: Sample, own: str, address: str = ADDRESS) -> None:
    """The settings with more about the archive, and where it is."""
    lines = [line for line in archive.read("mkdocs.yml").splitlines() if not line.startswith("site_url:")]
    text = "\n".join([f"site_url: {address}" if address else 'site_url: ""', *lines, ""])
    assert "  archive: {}\n" in text
    archive.write("mkdocs.yml", text.replace("  archive: {}\n", f"  archive:\n{own}"))


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    archive = copy_of_shipped(tmp_path_factory.mktemp("harvested"))
    settings(archive, ASKED)
    assert archive.run("build").exit_code == 0
    return archive


def test_the_repository_is_valid_and_has_every_article(harvested: Sample) -> None:
    text = harvested.read(f"site/{FILE}")
    assert faults("oai_static.xsd", text) == []
    assert 'href="oai.xml"' in harvested.read("site/data/index.html")
    root = etree.fromstring(text.encode())
    ids = root.xpath("//o:identifier/text()", namespaces=N)
    assert len(ids) == len(set(ids)) == 41
    assert ids[0] == "oai:archive.example.org:xx/llrb-2020-09-27-00-01"
    days = root.xpath("//o:datestamp/text()", namespaces=N)
    assert root.findtext(".//o:earliestDatestamp", namespaces=N) == min(days) == "2020-09-27"
    pages = root.xpath("//dc:identifier[starts-with(., 'https')]/text()", namespaces=N)
    site = Path(harvested.root / "site")
    assert len(pages) == 41 and all((site / page.removeprefix(ADDRESS)).is_file() for page in pages)


def test_harvesters_ask_the_gateway_for_the_file() -> None:
    assert base_url(ADDRESS, "https://gateway.example.org/oai/") == (
        "https://gateway.example.org/oai/archive.example.org/xx/data/oai.xml"
    )
    assert identifier("https://档案.example.org/县/", "x-1").isascii()


def test_what_is_closed_is_not_in_it_and_it_changes_with_the_articles_alone(sample: Sample) -> None:
    settings(sample, ASKED)
    sample.run("build")
    first = sample.read(f"site/{FILE}")
    sample.write("site_src/more.md", "# 另一页\n")
    sample.run("build")
    assert sample.read(f"site/{FILE}") == first
    articles = sample.read("seeds/articles/xxb-2024-03-07.yml")
    sample.write("seeds/articles/xxb-2024-03-07.yml", articles.replace("unplaced: []\n", f"{SECRET}unplaced: []\n"))
    sample.run("build")
    assert sample.read(f"site/{FILE}") == first
    sample.write("seeds/articles/xxb-2024-03-07.yml", articles.replace("全面展开", "展开"))
    sample.run("build")
    assert sample.read(f"site/{FILE}") == first.replace("全面展开", "展开")


def test_it_is_written_only_where_somebody_has_asked_and_the_address_is_known(sample: Sample) -> None:
    before = sample.read("mkdocs.yml")
    settings(sample, ASKED, "")
    assert sample.run("build").exit_code == 0
    assert not (sample.root / "site" / FILE).exists()
    sample.write("mkdocs.yml", before)
    settings(sample, "    contact: mailto:a@example.org\n")
    sample.run("build")
    assert not (sample.root / "site" / FILE).exists()


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("    oai: {gateway: https://g.example.org}\n", "no email for the archive"),
        ("    oai: {gateway: g.example.org, email: a@example.org}\n", "gateway of the archive is g.example.org"),
        ("    oai: {gateway: https://g.example.org, email: nobody}\n", "email of the archive is nobody"),
        ("    oai: {gatway: https://g.example.org, email: a@b.cn}\n", 'Did you mean "gateway"?'),
    ],
)
def test_a_setting_that_is_wrong_is_said(sample: Sample, own: str, said: str) -> None:
    settings(sample, own)
    result = sample.run("build")
    assert result.exit_code == 2
    assert said in result.output and result.output.startswith("mkdocs.yml:")
