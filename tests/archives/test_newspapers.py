"""What is written down of newspapers, issues and pages: a run under several names, numbers, names of pages."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import Sample, begun

ISSUES = """\
papers:
  llrb:
    name: 吕梁日报
    names:
      - {name: 吕梁报, from: 1971-09, to: 1984-12-31}
      - {name: 晋西大众报, to: 1949-09}
    place: 吕梁市
    adcode: "141100"
    places:
      - {place: 兴县, to: 1949}
    cn: CN14-0047
    issn: "16720105"
    publisher: 中共吕梁市委
    frequency: 日报
issues:
  - {paper: llrb, date: 1948-05-01}
  - {paper: llrb, date: 1980-05-01}
  - paper: llrb
    date: 2024-03-07
    number: 第45期
    whole_number: 总第9876期
    weekday: 星期四
    lunar: 甲辰年正月廿七
    pages:
      - {file: pages/one.txt, page: 1, label: A01, name: 要闻}
      - {file: pages/four.txt, page: 4, label: 第四版, name: 副刊}
      - {file: pages/b.txt, page: null, label: B01, name: 县域}
"""
PAGES = {
    "one": "春耕全面展开\n\n　　本报讯 （记者 王一） 三月的田野一片繁忙，农机手正在检修机具，合作社备足了种子。\n",
    "four": "黄河边上\n\n　　黄河在碛口拐了一个弯，河水浑黄，岸上的枣树已经发芽，老人坐在门前晒太阳。\n",
    "b": "兴县办起粮油加工厂\n\n　　本报讯 （记者 李强） 兴县粮油加工厂昨天开工，一年可以加工小米三千吨。\n",
}
BARE = [
    {"paper": "llrb", "date": "1948-05-01", "title": "劳动节大会", "body": "各界庆祝劳动节，到会的有三千人。"},
    {"paper": "llrb", "date": "1980-05-01", "title": "节日市场", "body": "节日市场供应充足，群众满意。"},
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """Not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        archive = begun(tmp_path_factory.mktemp("newspapers") / "archive", ISSUES)
        for name, text in PAGES.items():
            archive.write(f"seeds/pages/{name}.txt", text)
        archive.write("seeds/articles/b.jsonl", "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in BARE))
        settings = archive.read("mkdocs.yml").replace('site_url: ""', "site_url: https://example.org/")
        archive.write("mkdocs.yml", settings.replace("archive: {}", "archive: {editions: true}"))
        for command in (["segment"], ["build"]):
            result = archive.run(*command)
            assert result.exit_code == 0, result.output
        yield archive


def article(built: Sample, title: str) -> tuple[str, str]:
    """Page and citation of an article."""
    every = [json.loads(line) for line in built.read("site/data/articles.jsonl").splitlines()]
    id = next(each["id"] for each in every if each["title"] == title)
    issue, page, number = id.rsplit("-", 2)
    html = built.read(f"site/issues/{issue.replace('-', '/', 1)}/{page}-{number}.html")
    return html, html.partition('class="citation">')[2].partition("<")[0]


def test_an_article_is_shown_and_cited_under_the_name_of_its_day(built: Sample) -> None:
    for title, name, place in (
        ("劳动节大会", "晋西大众报", "兴县"),
        ("节日市场", "吕梁报", "吕梁市"),
        ("春耕全面展开", "吕梁日报", "吕梁市"),
    ):
        html, _ = article(built, title)
        assert f'name="prism.publicationName" content="{name}"' in html
        assert f"{title}[N]. {name}，" in html
        assert f'name="eprints.place_of_pub" content="{place}"' in html
        assert 'name="citation_issn" content="1672-0105"' in html


def test_the_newspapers_page_tells_its_history(built: Sample) -> None:
    page = built.read("site/issues/llrb/index.html")
    for said in (
        "吕梁报（1971年9月—1984年12月31日）",
        "晋西大众报（至1949年9月）",
        "兴县（至1949年）",
        "CN 14-0047",
        "1672-0105",
    ):
        assert said in page, said
    assert "中共吕梁市委" in page and "<h1" in page and "吕梁日报" in page


def test_an_issue_shows_its_numbers_and_the_names_of_its_pages(built: Sample) -> None:
    page = built.read("site/issues/llrb/2024-03-07/index.html")
    for said in ("第45期", "总第9876期", "农历甲辰年正月廿七", "第A01版 要闻", "第四版 副刊", "第B01版 县域"):
        assert said in page, said
    assert "第第" not in page and "期期" not in page
    html, _ = article(built, "春耕全面展开")
    assert "吕梁日报，2024-03-07（A01）." in html and "第A01版 要闻" in html
    html, _ = article(built, "黄河边上")
    assert "吕梁日报，2024-03-07（4）." in html and "第四版 副刊" in html
    html, _ = article(built, "兴县办起粮油加工厂")
    assert "吕梁日报，2024-03-07（B01）." in html and "index.html#pB01" in html


def test_other_programs_are_told(built: Sample) -> None:
    papers = built.read("site/data/papers.csv")
    assert "吕梁报 1971-09/1984-12-31; 晋西大众报 ../1949-09" in papers and "CN 14-0047,1672-0105" in papers
    assert ",45,9876,星期四,甲辰年正月廿七" in built.read("site/data/issues.csv")
    package = json.loads(built.read("site/data/datapackage.json"))
    means = {
        (table["name"], field["name"]): field.get("rdfType", "").rpartition("/")[2]
        for table in package["resources"]
        for field in table["schema"]["fields"]
    }
    assert means["articles", "authors"] == "creator" and means["texts", "title"] == "title"
    assert means["papers", "issn"] == "identifier" and means["issues", "date"] == "date"
    assert means["articles", "page"] == ""
    mets = built.read("site/data/mets/llrb-2024-03-07.xml")
    assert 'ORDERLABEL="A01"' in mets and "ISSN 1672-0105" in mets and "第A01版 要闻" in mets
    tei = built.read("site/data/tei/llrb-2024-03-07.xml")
    assert '<idno type="CN">CN 14-0047</idno>' in tei and '<biblScope unit="issue">45</biblScope>' in tei
    assert '<pb n="A01"' in tei


@pytest.mark.browser
def test_search_knows_all_names_of_a_newspaper(built: Sample, page: Page) -> None:
    page.goto((built.root / "site/search/index.html").as_uri())
    found = """async ([query, filters]) => {
        const { hits, facets, doors } = await window.archive.search(query, { filters });
        const papers = hits.map(hit => hit.paper);
        return { papers, facet: facets.paper, doors: doors.map(door => [door.kind, door.label]) };
    }"""

    def asked(query: str, filters: dict[str, str]) -> dict[str, object]:
        return dict(page.evaluate(found, [query, filters]))

    every = ["晋西大众报", "吕梁报", *["吕梁日报"] * 3]
    for filters in ({"paper": "llrb"}, {"paper": "吕梁报"}, {"paper": "吕梁日报"}):
        result = asked("", filters)
        assert result["papers"] == every
        assert result["facet"] == [{"value": "llrb", "label": "吕梁日报", "count": 5}]
    assert asked("报纸:吕梁报", {})["papers"] == every
    result = asked("晋西大众报", {})
    assert result["doors"] == [["paper", "晋西大众报"]]
    suggest = next((built.root / "site/search/data").glob("suggest-*.js")).read_text(encoding="utf-8")
    assert "晋西大众报" in suggest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('issn: "16720105"', "issn: 1672-0104", "issn of llrb is 1672-0104. Its last figure does not fit the others, "
         "for which it is 5: one of them is mistyped."),
        ("cn: CN14-0047", "cn: 14号", "cn of llrb is 14号. Write it as CN 14-0047."),
        ("to: 1949-09}", "to: 1972}", "two of the names of llrb hold at one time. Write from when to when each holds, "
         "as in from: 1949-10, to: 1958."),
        ("from: 1971-09, to: 1984-12-31", "from: 1985, to: 1984", "Write the earlier date under from"),
        ("weekday: 星期四", "weekday: 星期五", "llrb 2024-03-07 was a 星期四, and prints 星期五. Compare date"),
        ("正月廿七", "二月廿七", "2024-03-07 was 甲辰年正月廿七, and prints 甲辰年二月廿七. Compare date"),
        ("正月廿七", "惊蛰", "is no day of 农历"),
        ("{place: 兴县,", "{place: 兴现,", "place of llrb is 兴现, which is no place of today"),
        ("{name: 晋西大众报, to: 1949-09}", "{name: 晋西大众报, until: 1949}", 'Known are from, to, name.'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line(built: Sample, sample: Sample, old: str, new: str, said: str) -> None:
    text = built.read("seeds/issues.yml")
    assert old in text
    sample.write("seeds/issues.yml", text.replace(old, new, 1))
    assert said in sample.run("check").output
