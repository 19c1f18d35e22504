"""Issues as TEI P5: valid, whole, and plain about what is inferred."""

import pytest
from lxml import etree

from generator.exports.edition import Edition, Sheet
from generator.exports.tei import tei
from tests.conftest import Sample
from tests.exports.editions import EVERYTHING, article, described, edition, odd, of_archive
from tests.exports.schemas import faults

T = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"


def read(of: Edition) -> etree._Element:
    return etree.fromstring(tei(of).encode())


def said(root: etree._Element, path: str) -> list[str]:
    return [each if isinstance(each, str) else "".join(each.itertext()) for each in root.xpath(path, namespaces=T)]


@pytest.fixture(scope="module")
def whole() -> etree._Element:
    return read(odd())


@pytest.mark.slow  # to read the schema takes as long as ten builds
def test_every_issue_is_valid_whatever_it_holds(shipped: Sample) -> None:
    line = article(source=[{"file": "pages/1.txt", "lines": [1, 2]}])
    made = (
        edition(line, seeds=None),
        edition(line, archive=""),
        edition(described()),
        edition(described(), seeds=None),
    )
    for of in (*of_archive(shipped.root), odd(), edition(), *made):
        assert faults("tei_all.rng", tei(of)) == []


def test_every_issue_of_the_archive_is_whole(shipped: Sample) -> None:
    editions = of_archive(shipped.root)
    assert len(editions) == 5
    for of in editions:
        root = read(of)
        divs = root.findall(".//t:div[@type='article']", T)
        assert [div.get("n") for div in divs] == [entry.article.id for entry in of.entries]
        for div, entry in zip(divs, of.entries, strict=True):
            paragraphs = ["".join(p.itertext()) for p in div.findall("t:p", T)]
            assert paragraphs == [p.replace("〔□〕", "") for p in entry.article.paragraphs]
            lost = sum(text.count("〔□〕") for _, text in entry.article.texts())
            assert len(div.findall(".//t:gap", T)) == lost
        lines = sum(len([line for line in sheet.lines if line and line.strip()]) for sheet in of.sheets)
        held = {n for e in of.entries for s in e.article.source for n in range(s.lines[0], s.lines[1] + 1)}
        unplaced = {int(ab.get("n", "")) for ab in root.findall(".//t:ab", T)}
        assert not held & unplaced
        assert len(unplaced) + len(held) >= lines


def test_what_people_wrote_down_stands_before_the_text() -> None:
    root = read(edition(described()))
    notes = {(note.get("type"), note.text) for note in root.findall(".//t:note", T)}
    assert {("column", "吕梁春秋"), ("serial", "家信"), ("persons", "李玉堂"), ("shelfmark", "档-1")} <= notes
    assert [[cell.text for cell in row] for row in root.findall(".//t:row", T)] == [
        ["集镇", "小米"],
        [EVERYTHING, None],
    ]
    assert [each.get("url") for each in root.findall(".//t:graphic", T)] == [
        "../seeds/images/%E6%B8%A1%20%E5%8F%A3.jpg"
    ]
    assert said(root, "//t:figure/t:figDesc") == ["两只木船"] and "待核对" not in tei(edition(described()))


def test_what_xml_takes_for_markup_is_text(whole: etree._Element) -> None:
    assert said(whole, "//t:div[@n='xxb-2024-03-07-02-01']/t:head") == [EVERYTHING]
    assert said(whole, "//t:div[@n='xxb-2024-03-07-01-01']/t:p")[1] == EVERYTHING
    assert said(whole, "//t:ab[@n='6']") == [EVERYTHING]


def test_kicker_headline_dateline_and_byline_are_told_apart(whole: etree._Element) -> None:
    first = "//t:div[@n='xxb-2024-03-07-01-01']"
    assert said(whole, f"{first}/t:head/@type") == ["kicker", "main", "sub"]
    assert said(whole, f"{first}/t:dateline") == ["本报讯"]
    assert said(whole, f"{first}/t:byline") == ["（记者 王一 通讯员 李二）", "张三"]
    assert said(whole, f"{first}/t:byline/t:persName/@role") == ["记者", "通讯员"]
    assert said(whole, f"{first}/t:byline/t:supplied/@resp") == ["#editor"]
    assert said(whole, f"{first}/t:figure/t:head") == ["图为农机手"]
    assert len(whole.findall(".//t:head[@type='kicker']/t:gap", T)) == 1
    assert len(whole.findall(".//t:p/t:gap", T)) == 2


def test_what_is_inferred_says_by_whom(whole: etree._Element) -> None:
    assert said(whole, "//t:div[@n='xxb-2024-03-07-01-01']/@cert") == ["0.87"]
    assert said(whole, "//t:div[@n='xxb-2024-03-07-01-02']/t:head/t:supplied/@resp") == ["#machine"]
    assert said(whole, "//t:div[@n='xxb-2024-03-07-02-01']/t:head/t:supplied/@resp") == ["#editor"]
    assert said(whole, "//t:imprint/t:date/@cert") == ["unknown"]
    assert said(whole, "//t:monogr/t:title/@resp") == ["#editor"]
    assert said(whole, "//t:note[@type='date-evidence']") == ["新华社3月6日电"]
    assert said(whole, "//t:div[@n='xxb-2024-03-07-01-01']/t:note/@resp") == ["#machine"]
    plain = read(edition(article(confidence=0.5, reviewed=True)))
    assert not said(plain, "//t:div/@cert") and not said(plain, "//t:date/@cert")


def test_an_article_names_its_lines_its_first_part_and_that_it_is_closed(whole: etree._Element) -> None:
    file = "../seeds/pages/%E4%B8%80%20%E7%89%88.txt"
    assert said(whole, "//t:div[@n='xxb-2024-03-07-01-01']/@source") == [f"{file}#line=1,3 {file}#line=4,5"]
    assert said(whole, "//t:div[@n='xxb-2024-03-07-02-01']/@prev") == ["#a-xxb-2024-03-07-01-01"]
    assert said(whole, "//t:div[@n='xxb-2024-03-07-01-02']/@ana") == ["#withheld"]
    ids = {each.get(ID) for each in whole.iter() if each.get(ID)}
    pointers = said(whole, "//@prev | //@ana | //@resp")
    assert pointers and {pointer.removeprefix("#") for pointer in pointers} <= ids


def test_lines_of_no_article_stand_under_their_page(whole: etree._Element) -> None:
    assert said(whole, "//t:pb/@n") == ["1", "2"]
    assert said(whole, "//t:ab/@n") == ["1", "4", "6", "2"]
    assert said(whole, "//t:ab[@ana='#unpublished']") == ["不公布的一行"]


def test_articles_stand_under_the_page_whose_lines_they_are() -> None:
    sheets = (Sheet("pages/a.txt", None, ["甲"]), Sheet("pages/b.txt", None, ["乙"]), Sheet("pages/c.txt", 3, ["丙"]))
    of = edition(
        article(1, source=[{"file": "pages/b.txt", "lines": [1, 1]}]),
        article(2),
        article(1, page=2),
        article(1, page=3, source=[{"file": "pages/a.txt", "lines": [1, 1]}]),
        sheets=sheets,
    )
    shown = [(each.get("n"), each.tag.rpartition("}")[2]) for each in read(of).find(".//t:body", T)]
    assert [each for each in shown if each[1] == "pb" or each[0]] == [
        (None, "pb"),
        ("xxb-2024-03-07-00-02", "div"),
        (None, "pb"),
        ("xxb-2024-03-07-00-01", "div"),
        ("2", "pb"),
        ("xxb-2024-03-07-02-01", "div"),
        ("3", "pb"),
        ("xxb-2024-03-07-03-01", "div"),
    ]


def test_what_is_published_names_no_page_file_and_no_status() -> None:
    open_only = read(edition(article(source=[{"file": "pages/1.txt", "lines": [1, 2]}]), seeds=None))
    assert not said(open_only, "//@source | //@corresp | //t:taxonomy/@*")
