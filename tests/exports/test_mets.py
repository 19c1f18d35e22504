"""Issues as METS: valid, with each article under its page and nothing that leads nowhere."""

import dataclasses
from pathlib import Path

from lxml import etree

from generator.exports.mets import mets
from generator.exports.tei import tei
from tests.conftest import Sample
from tests.exports.editions import EVERYTHING, edition, odd, of_archive
from tests.exports.schemas import faults

M = {"m": "http://www.loc.gov/METS/", "dc": "http://purl.org/dc/elements/1.1/", "x": "http://www.w3.org/1999/xlink"}
TEI = "../tei/x.xml"


def read(text: str) -> etree._Element:
    assert faults("mets.xsd", text) == []
    return etree.fromstring(text.encode())


def test_every_issue_of_the_archive_is_valid(shipped: Sample) -> None:
    for of in of_archive(shipped.root):
        root = read(mets(of, TEI))
        logical = root.xpath("//m:structMap[@TYPE='LOGICAL']//m:div[@TYPE='article']/@LABEL", namespaces=M)
        assert logical == [entry.article.title for entry in of.entries]
        ids = {
            each.get("{http://www.w3.org/XML/1998/namespace}id") for each in etree.fromstring(tei(of).encode()).iter()
        }
        assert set(root.xpath("//m:area/@BEGIN", namespaces=M)) <= ids
        for link in root.xpath("//m:fileGrp[@USE='page text']//@x:href", namespaces=M):
            assert (Path(shipped.root) / link.removeprefix("../")).is_file()


def test_an_issue_is_made_up_of_pages_and_articles() -> None:
    root = read(mets(odd(), TEI))
    pages = root.xpath("//m:structMap[@TYPE='LOGICAL']/m:div/m:div", namespaces=M)
    assert [(page.get("ORDER"), page.get("ORDERLABEL"), len(page)) for page in pages] == [("1", "1", 2), ("2", "2", 1)]
    assert pages[1][0].get("LABEL") == EVERYTHING
    assert root.xpath("//m:structMap[@TYPE='PHYSICAL']//m:fptr/@FILEID", namespaces=M) == ["text-1", "text-2"]


def test_an_article_is_described_in_dublin_core() -> None:
    root = read(mets(odd(), TEI))
    (about,) = root.xpath("//m:dmdSec[@ID='dmd-xxb-2024-03-07-01-01']", namespaces=M)

    def said(name: str) -> list[str]:
        return about.xpath(f".//dc:{name}/text()", namespaces=M)  # type: ignore[no-any-return]

    assert said("title") == ["引题〔□〕　题　副题"]
    assert said("creator") == ["王一", "李二", "张三"]
    assert said("date") == ["2024-03-07"]
    assert said("publisher") == ["〔兴县报〕"]
    assert said("source") == ["〔兴县报〕 2024年3月7日 第1版"]
    assert said("description") == ["date inferred: 新华社3月6日电"]
    assert said("rights") == ["著作权归原报社 & 作者"]
    assert root.xpath("//m:dmdSec[@ID='dmd-xxb-2024-03-07-01-02']//dc:rights/text()", namespaces=M) == ["withheld"]


def test_without_seeds_no_page_file_is_named() -> None:
    root = read(mets(edition(seeds=None), TEI))
    assert root.xpath("//@x:href", namespaces=M) == [TEI]
    assert not root.xpath("//m:structMap[@TYPE='PHYSICAL']", namespaces=M)


def test_an_open_article_has_its_address() -> None:
    root = read(mets(dataclasses.replace(odd(), address="https://example.org/"), TEI))
    found = root.xpath("//dc:identifier[starts-with(., 'http')]/text()", namespaces=M)
    day = "https://example.org/issues/xxb/2024-03-07"
    assert found == [f"{day}/01-01.html", f"{day}/02-01.html"]
