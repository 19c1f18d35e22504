"""Issues as METS and TEI in the site: where the settings ask for them, and of what is open alone."""

from tests.build.test_bag import SECRET
from tests.conftest import ARTICLES, Sample
from tests.exports.schemas import faults
from tests.exports.test_oai import settings

ISSUES = "    pages:\n      - {file: pages/1.txt, page: 1}\n"
PAGE = "我县春耕全面展开\n三月的田野一片繁忙。\n农机手正在检修机具。\n本版责编 李四\n招领启事密不外传\n"
UNPLACED = """\
unplaced:
  - {file: pages/1.txt, line: 4, text: 本版责编 李四}
  - {file: pages/1.txt, line: 5, text: 招领启事密不外传, status: withheld}
"""


def test_an_edition_in_the_site_holds_what_is_open_and_nothing_else(sample: Sample) -> None:
    sample.write("seeds/issues.yml", sample.read("seeds/issues.yml") + ISSUES)
    sample.write("seeds/pages/1.txt", PAGE)
    lines = "    source: [{file: pages/1.txt, lines: [1, 3]}]\n    reviewed: true\n"
    articles = ARTICLES.replace("    reviewed: true\n", lines).replace("unplaced: []\n", f"{SECRET}{UNPLACED}")
    sample.write("seeds/articles/xxb-2024-03-07.yml", articles)
    settings(sample, "    editions: true\n")
    result = sample.run("build")
    assert result.exit_code == 0, result.output
    tei, mets = (sample.read(f"site/data/{kind}/xxb-2024-03-07.xml") for kind in ("tei", "mets"))
    assert faults("mets.xsd", mets) == []
    assert "三月的田野一片繁忙。" in tei and '<ab n="4">本版责编 李四</ab>' in tei
    for text in (tei, mets):
        assert "不公开" not in text and "密不外传" not in text and "某人某事" not in text
        assert "seeds" not in text and "unpublished" not in text and "withheld" not in text
    assert "tei/报纸-日期.xml" in sample.read("site/data/index.html")
    assert "https://archive.example.org/xx/issues/xxb/2024-03-07/01-01.html" in mets
    assert sample.run("check", "--published").output.startswith("All well.")


def test_there_is_none_where_nobody_asks_and_none_is_left(sample: Sample) -> None:
    before = sample.read("mkdocs.yml")
    settings(sample, "    editions: true\n")
    sample.run("build")
    assert sample.tree("site/data/tei", "site/data/mets")
    sample.write("mkdocs.yml", before)
    sample.run("build")
    assert not sample.tree("site/data/tei", "site/data/mets", "site_src/data/tei")
