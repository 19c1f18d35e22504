"""The archive of judged.py, built once and read as an archivist and as a family would read it."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.base.addresses import author_path, column_path, page_of, serial_path, subject_path
from tests.conftest import Sample, built, main_of, served, until, validate, violations
from tests.search.test_search import ask
from tests.site.judged import judged

LABELLED = "issues/jxrb/2024-03-07/index.html"
EXTRA = "issues/jxrb/1984-10-01b"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Built. Not to be changed."""
    return built(judged(tmp_path_factory.mktemp("judged")), "--strict")


def in_order(text: str, *pieces: str) -> bool:
    return bool(re.search(".*".join(map(re.escape, pieces)), text, re.S))


def test_all_is_well(archive: Sample) -> None:
    assert archive.run("check").output == "All well.\n"


def test_an_article_is_cited_under_the_name_of_its_day(archive: Sample) -> None:
    for page, citation in (
        ("1949/01-001", "蔡家崖办起冬学[N]. 晋西大众报，1949（1）."),
        ("1949-10/01-01", "各村庆祝新中国成立[N]. 晋西大众报，1949-10（1）."),
        ("1984-10-01/01-01", "王建国. 国庆三十五周年[N]. 吕梁报，1984-10-01（1）."),
        ("2024-03-07/01-02", "全国农业工作会议闭幕[N]. 吕梁日报，2024-03-07（A01）."),
    ):
        assert citation in main_of(archive, f"issues/jxrb/{page}.html")
    paper = main_of(archive, "issues/jxrb/index.html")
    assert in_order(paper, "吕梁日报", "曾用名", "晋西大众报（至1949年12月）", "吕梁报（1971年9月—1996年12月）")


def test_an_undated_issue_says_what_is_known_and_from_what(archive: Sample) -> None:
    assert "日期只知年月；文中称“开国大典已过”" in main_of(archive, "issues/jxrb/1949-10/index.html")
    assert "1949年　晋西大众报 1篇" in main_of(archive, "dates/1949/index.html")


def test_an_extra_edition_is_told_from_the_issue_of_its_day(archive: Sample) -> None:
    assert "吕梁报 1984年10月1日　星期一　号外" in main_of(archive, f"{EXTRA}/index.html")
    day = main_of(archive, "dates/1984/10-01.html")
    extra = archive.read(f"site/{EXTRA}/01-01.html")
    assert "吕梁报，1984-10-01（号外，1）." in extra and '"printEdition":"号外"' in extra
    assert '<meta name="prism.edition" content="号外">' in extra
    assert in_order(day, "吕梁报", "国庆三十五周年", "吕梁报 号外", "阅兵式在北京举行")


def test_a_day_that_has_nothing_but_a_second_edition_leads_to_it(archive: Sample) -> None:
    page = archive.read("site/issues/jxrb/1984-10-03/index.html")
    assert "url=../1984-10-03b/index.html" in page and "吕梁报 1984年10月3日 增刊" in page
    assert not (archive.root / "site/issues/xxb/2024-03-08/index.html").exists()
    assert "1984-10-03/" not in archive.read("site/issues/jxrb/feed.xml")


def test_labelled_pages_stand_as_the_list_has_them(archive: Sample) -> None:
    text = main_of(archive, LABELLED)
    assert in_order(
        text, "头版的话", "第A02版 文化", "文化版的话", "第B01版 县域", "县域版的话", "第B02版 副刊", "副刊的话"
    )
    last = main_of(archive, "issues/jxrb/2024-03-07/00-02.html")
    assert "上一篇 县域版的话" in last and "下一篇" not in last and "2024-03-07（B02）" in last
    assert re.findall(r"^(jxrb-2024[^,]*)", archive.read("site/data/articles.csv"), re.M) == [
        f"jxrb-2024-03-07-{of}" for of in ("01-01", "01-02", "02-01", "00-01", "00-02")
    ]


def test_a_serial_is_read_through_over_its_issues(archive: Sample) -> None:
    assert in_order(main_of(archive, page_of(serial_path("xxb", "红旗公社修水渠"))), "第1部分", "第2部分", "第3部分")
    for day, link in (("01", "连载下一部分　红旗公社修水渠（二）"), ("15", "连载上一部分　红旗公社修水渠（二）")):
        assert link in main_of(archive, f"issues/xxb/1958-05-{day}/01-01.html")
    of_paper = [main_of(archive, page_of(column_path(paper, "河边来信"))) for paper in ("xxb", "jxrb")]
    assert "兴县报栏目，3篇" in of_paper[0] and "吕梁日报栏目，1篇" in of_paper[1]


def test_three_namesakes_have_a_page_each_and_no_fourth(archive: Sample) -> None:
    head, teacher, third = (
        main_of(archive, page_of(author_path(f"王建国（{of}）"))) for of in ("县长", "教师", "摄影")
    )
    assert in_order(head, "2篇", "同名王建国（教师）、王建国（摄影）", "县长下乡", "蔡家崖办起冬学")
    assert in_order(teacher, "3篇", "别名老王", "红旗公社修水渠（三）") and "国庆三十五周年" in third
    people = main_of(archive, "people/index.html")
    assert "王建国 见王建国（县长）、王建国（教师）、王建国（摄影）" in people, "县长王建国 in a text about him is he"
    assert "共4人署名或为文章所记。" in people and "另有0处" not in people


def test_a_family_finds_the_obituary_and_what_belongs_to_it(archive: Sample) -> None:
    text = main_of(archive, "issues/xxb/1958-05-01/01-02.html")
    assert in_order(
        text, "讣告", "李玉堂同志逝世", "类型讣告", "人物李玉堂", "机构兴县供销社", "权利家属提供，转载须经同意"
    )
    assert "附注原件右下角残缺。" in text and "李玉堂" in main_of(archive, "people/index.html")


def test_pictures_and_tables_are_shown_as_what_they_are(archive: Sample) -> None:
    pictures = archive.read("site/issues/xxb/2024-03-07/02-01.html")
    assert pictures.count("<figure") == 2 and 'alt="山坡上一片白色的杏花"' in pictures
    assert in_order(main_of(archive, "issues/xxb/2024-03-07/02-01.html"), "杏花开满山坡（王建国）", "窑洞前的老人")
    table = archive.read("site/issues/xxb/1958-05-15/02-01.html")
    assert in_order(table, '<th scope="col">谷子</th>', "红旗公社", "<td>1200</td>", "补报")
    assert "<td>1105</td><td></td>" in table, "what is empty stays empty"


def test_the_same_copy_is_named_on_both_pages(archive: Sample) -> None:
    one, other = (main_of(archive, f"issues/{of}/2024-03-07/01-02.html") for of in ("jxrb", "xxb"))
    assert "农业工作会议在京闭幕 兴县报 2024年3月7日第1版 全文相同" in one
    assert "全国农业工作会议闭幕 吕梁日报 2024年3月7日第A01版 要闻 全文相同" in other and "来源新华社" in one
    reprints = archive.read("site/data/reprints.csv").splitlines()[1:]
    assert reprints == ["jxrb-2024-03-07-01-02,xxb-2024-03-07-01-02,100,100"]


def test_many_years_without_a_paper_are_one_bar(archive: Sample) -> None:
    page = archive.read("site/counties/141123/index.html")
    bars = re.findall(r'<li(?: class="gap")?><(?:a href="#y\d+"|span)>([\d–]+)<b>(\d+)', page)
    assert bars == [("1949", "1"), ("1950–1957", "0"), ("1958", "6"), ("1959–2023", "0"), ("2024", "3")]


def test_data_have_all_that_was_written_down(archive: Sample) -> None:
    def rows(name: str) -> dict[str, dict[str, str]]:
        table = csv.DictReader(io.StringIO(archive.read(f"site/data/{name}.csv").lstrip("\ufeff")))
        return {row.get("id") or f"{row['paper']}-{row['date']}{row.get('edition')}": row for row in table}

    articles, issues = rows("articles"), rows("issues")
    assert articles["jxrb-1949-01-001"]["shelfmark"] == "兴档-1-3-5"
    teacher = articles["xxb-1958-05-08-01-01"]
    assert [teacher[name] for name in ("authors", "roles", "signed")] == ["王建国", "通讯员", "王建国（教师）"]
    assert articles["jxrb-1984-10-01b-01-01"]["paper_name"] == "吕梁报"
    assert articles["xxb-1958-05-01-01-02"]["rights"] == "家属提供，转载须经同意"
    assert (issues["jxrb-1984-10-01b"]["edition_name"], issues["jxrb-1984-10-01"]["lunar"]) == ("号外", "九月初七")
    table = csv.DictReader(io.StringIO(archive.read("site/data/dublincore.csv").lstrip("\ufeff")))
    described = {row["identifier"].partition(";")[0]: row for row in table}
    first = described["xxb-1958-05-01-01-01"]
    assert (first["relation"], first["coverage"]) == ("河边来信; 红旗公社修水渠", "兴县")
    assert described["jxrb-1949-01-001"]["identifier"].endswith("; 兴档-1-3-5")
    assert described["jxrb-1949-10-01-01"]["coverage"] == "离石县; 离石区"
    assert described["jxrb-2024-03-07-01-02"]["source"] == "吕梁日报 2024年3月7日 第A01版 要闻; 新华社"


def test_a_link_that_is_sent_shows_the_picture_of_its_article(archive: Sample) -> None:
    image = re.compile(
        'property="og:image" content="https://example.org/bao/(pictures/[0-9a-f]+-1440.jpg|assets/card.png)"'
    )
    shown = [image.search(archive.read(f"site/issues/xxb/2024-03-07/{of}.html")) for of in ("02-01", "01-01")]
    assert [found[1][:9] for found in shown if found] == ["pictures/", "assets/ca"]
    assert shown[0] and (archive.root / "site" / shown[0][1]).is_file()


def test_editions_of_texts_say_who_a_name_is(archive: Sample) -> None:
    text = archive.read("site/data/tei/xxb-1958-05-08.xml")
    assert '<persName role="通讯员" key="王建国（教师）">王建国</persName>' in text
    assert '<note type="subjects" n="水利" resp="#editor">水渠</note>' in text
    assert '<note type="persons" n="王建国（县长）" resp="#editor">王建国（县长）</note>' in text


def test_pages_are_valid(archive: Sample) -> None:
    pages = (LABELLED, f"{EXTRA}/index.html", "issues/jxrb/1984-10-03/index.html", "issues/jxrb/1949/01-001.html")
    more = (page_of(subject_path("水利")), "issues/xxb/1958-05-15/02-01.html", "issues/xxb/2024-03-07/02-01.html")
    code, said = validate(*(archive.root / "site" / page for page in (*pages, *more)))
    assert code == 0, said


@pytest.mark.browser
def test_searches_say_the_edition_and_find_a_column_by_its_name(archive: Sample, page: Page) -> None:
    with served(archive.root / "site") as address:
        page.goto(f"{address}/search/index.html?q=1984-10-03")
        until(page, "document.querySelectorAll('.hits li').length == 1")
        assert "吕梁报 增刊" in page.inner_text(".hits li")
        door = ask(page, "1984-10-03")["doors"][0]
        page.goto(door["url"])
        page.wait_for_url("**/issues/jxrb/1984-10-03b/index.html")
        page.goto(f"{address}/search/index.html")
        until(page, "typeof window.archive?.search == 'function'")
        assert ask(page, "河边来信")["total"] == ask(page, "栏目:河边来信")["total"] == 4
        assert ask(page, "阅兵式")["hits"][0]["paper"] == "吕梁报 号外"
        papers = ask(page, "")["facets"]["paper"]
        assert {each["label"]: each["count"] for each in papers} == {"吕梁日报": 10, "兴县报": 9}, "one of all editions"
        for name in (LABELLED, "counties/141123/index.html", "issues/xxb/2024-03-07/02-01.html"):
            page.goto(f"{address}/{name}")
            assert violations(page) == [], name


def test_the_archive_is_left_as_it_was(archive: Sample, tmp_path: Path) -> None:
    before = archive.tree("seeds")
    assert archive.run("build").exit_code == 0
    after = archive.tree("seeds")
    assert {name for name in after if after[name] != before.get(name)} == set()
