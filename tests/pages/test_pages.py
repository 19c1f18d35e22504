"""What pages an archive gets: lists that are cut, calendars, days. The archive is made up; it is larger than a page."""

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.base import assets
from generator.base.archive import Entry
from generator.base.model import Article
from generator.language.places import gazetteer
from generator.pages import wording
from generator.pages.catalogue import Catalogue
from generator.pages.listing import COMPACT, LONG, Section, cut, timeline
from generator.pages.place_pages import all_places
from generator.seeds import holdings, issue_list, status
from generator.seeds.files.reader import Reader
from tests.conftest import Sample, begun

pytestmark = pytest.mark.slow

PAPERS = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  lxb: {name: 临县报, place: 临县, adcode: "141124"}
issues:
  - {paper: xxb, date: 2019-05-01}
"""
LIMIT = 300_000  # bytes of a page


def record(paper: str, date: str, number: int, county: str) -> dict[str, object]:
    return {
        "paper": paper,
        "date": date,
        "page": 1 + number % 4,
        "title": f"{date}之{number}：春耕全面展开",
        "body": "三月的田野一片繁忙，农机手正在检修机具。" * (1 + number % 30),
        "authors": [{"name": "王一", "role": "记者"}],
        "county": county,
        "kind": "news",
    }


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Two newspapers: 300 articles on three days of March 2023, 60 in 2024, a few in 2020; an issue without any."""
    archive = begun(tmp_path_factory.mktemp("busy"), PAPERS)
    records = [record("xxb", f"2023-03-{day:02d}", n, "兴县") for day in (1, 2, 4) for n in range(100)]
    records += [record("xxb", f"2024-{month:02d}-05", n, "兴县") for month in range(1, 13) for n in range(5)]
    records += [record("lxb", "2023-03-02", n, "临县") for n in range(3)]
    records += [record("lxb", "2020-02-29", n, "临县") for n in range(3)]
    archive.write("seeds/articles/all.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    result = archive.run("build", "--strict")
    assert result.exit_code == 0, result.output
    return archive


def entries(*dates: str) -> list[Entry]:
    return [
        Entry(Article.model_validate({"paper": "xxb", "date": date, "title": "题", "body": "文"}), None)
        for date in dates
    ]


def cells(html: str) -> list[str]:
    """What the linked cells of a calendar say: day and number of articles."""
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<td class="s\d"><a [^>]*>(.*?)</a></td>', html)]


def test_a_list_is_cut_by_year_then_month_then_number() -> None:
    say = wording.read([str(assets.theme())], "zh")
    found = entries(*["2022-01-01"] * 2, *["2023-01-01"] * 2, *["2023-02-01"] * 5)
    assert cut(say, found, most=10) == []
    assert [(p.name, p.label, len(p.entries)) for p in walked(cut(say, found, most=2))] == [
        ("2022", "2022年", 2),
        ("2023", "2023年", 7),
        ("2023-01", "2023年1月", 2),
        ("2023-02", "2023年2月", 5),
        ("2023-02-1", "2023年2月（1）", 2),
        ("2023-02-2", "2023年2月（2）", 2),
        ("2023-02-3", "2023年2月（3）", 1),
    ]
    leaves = [part for part in walked(cut(say, found, most=2)) if not part.parts]
    assert [entry for part in leaves for entry in part.entries] == found


def walked(parts: Sequence[Section]) -> Iterator[Section]:
    for part in parts:
        yield part
        yield from walked(part.parts)


def test_headings_of_years_count_when_a_list_is_cut() -> None:
    say = wording.read([str(assets.theme())], "zh")
    found = entries(*[f"{year}-01-01" for year in range(1950, 1990)])
    assert len(found) < LONG < COMPACT
    assert len(cut(say, found)) == 40
    assert cut(say, found, COMPACT, compact=True) == []
    assert len(cut(say, found, most=60, compact=True)) == 40


def test_the_pages_of_a_cut_list_hold_every_article_once(busy: Sample) -> None:
    folder = busy.root / "site/counties/141123"
    parts = [f"2023-03-{n}.html" for n in range(1, 8)]
    months = [f"2024-{month:02d}.html" for month in range(1, 13)]
    above = ["2023.html", "2023-03.html", "2024.html"]
    assert {p.name for p in folder.glob("*.html")} == {"index.html", *above, *parts, *months}
    links = [
        link
        for page in folder.glob("*.html")
        if page.name != "index.html"
        for link in re.findall(r'<h3[^>]*>\s*<a href="([^"]+)"', page.read_text(encoding="utf-8"))
    ]
    assert len(links) == len(set(links)) == 360
    assert busy.read("site/counties/141123/index.html").count("<h3") == 10


def bars(html: str) -> list[str]:
    """Label, number and height of each bar of a timeline."""
    found = re.findall(r'<li>(.*?<svg height="([\d.]+)rem".*?)</li>', html)
    return [f"{re.sub('<[^>]+>', ' ', text).split()} {float(height) / 4:.2f}" for text, height in found]


def test_a_timeline_shows_every_year_those_without_articles_too(busy: Sample) -> None:
    assert bars(busy.read("site/counties/141124/index.html")) == [
        "['2020', '3'] 1.00",
        "['2021', '0'] 0.00",
        "['2022', '0'] 0.00",
        "['2023', '3'] 1.00",
    ]


def test_a_timeline_of_one_year_shows_its_months() -> None:
    say = wording.read([str(assets.theme())], "zh")
    found = entries(*["2023-01-01"] * 8, *["2023-03-01"] * 2)
    assert bars(timeline(say, found))[:3] == ["['1月', '8'] 1.00", "['2月', '0'] 0.00", "['3月', '2'] 0.25"]
    assert timeline(say, found[:2]) == ""


def test_no_page_is_larger_than_a_phone_loads(busy: Sample) -> None:
    sizes = {path: path.stat().st_size for path in (busy.root / "site").rglob("*.html")}
    assert len(sizes) > 360
    assert {path: size for path, size in sizes.items() if size > LIMIT} == {}
    assert LONG * 2500 <= LIMIT


def test_what_is_cut_leads_to_its_parts_and_each_to_the_next(busy: Sample) -> None:
    def led(name: str) -> list[str]:
        page = busy.read(f"site/counties/141123/{name}.html")
        return re.findall(r'<li(?: id="y\d+")?><a href="([\d-]+)\.html">', page)

    assert led("index") == ["2024", "2023"]
    assert led("2024") == [f"2024-{month:02d}" for month in range(12, 0, -1)]
    assert led("2023") == ["2023-03"]
    assert led("2023-03") == [f"2023-03-{n}" for n in range(7, 0, -1)]
    part = busy.read("site/counties/141123/2023-03-7.html")
    assert '<a class="up" href="2023-03.html">2023年3月</a>' in part
    assert part.count('<a rel="prev" href="2023-03-6.html">') == part.count('<a rel="next" href="2024-01.html">') == 2
    index = busy.read("site/counties/141123/index.html")
    bars = re.findall(r'<a href="#(y\d+)">', index)
    assert bars
    assert all(f' id="{bar}"' in index for bar in bars)


def test_a_calendar_shows_every_issue_and_leaves_gaps_open(busy: Sample) -> None:
    year = busy.read("site/dates/2023/index.html")
    assert cells(year) == ["1 100", "2 103", "4 100"]
    assert "<td>3</td>" in year
    assert "推算" not in year
    assert '<a href="03-02.html">2<small> 103</small></a>' in year
    assert '<a href="../../issues/xxb/2023-03-04/index.html">4<small> 100</small></a>' in year
    assert cells(busy.read("site/dates/2019/index.html")) == ["1 0"]
    assert busy.read("site/dates/2019/index.html").count('class="heat month"') == 1
    assert cells(busy.read("site/dates/2020/index.html")) == ["29 3"]


def test_issues_that_a_newspaper_seems_to_lack_are_marked_in_its_calendar(sample: Sample) -> None:
    thursdays = [datetime.date(1996, 12, 5) + datetime.timedelta(7 * week) for week in range(20)]
    found = [day for day in thursdays if day not in (datetime.date(1997, 1, 9), datetime.date(1997, 2, 6))]
    records = [record("xxb", str(day), n, "兴县") for n, day in enumerate([*found, datetime.date(1997, 3, 4)])]
    records += [record("lxb", str(day), 1, "临县") for day in found[-3:]]
    sample.write("seeds/issues.yml", PAPERS.partition("issues:")[0])
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    sample.write("seeds/articles/all.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    own = sample.read("site/issues/xxb/1997.html")
    assert re.findall(r'<td class="lost">(\d+)<small> 缺</small></td>', own) == ["9", "6"]
    assert "按每周四出版推算，缺2期，以虚线标出。" in own
    assert "<td>10</td>" in own
    after = own[own.index("1997-04-17") :]
    assert "lost" not in after  # nothing is known of days after the last issue
    assert "<td>30</td>" in after
    assert own.count('class="heat month"') == 4
    assert '<p class="none">5—12月没有报纸</p>' in own
    assert re.findall(r'href="(\d+\.html)">\d+年日历</a> (.*)</li>', sample.read("site/issues/xxb/index.html")) == [
        ("1997.html", " ".join(f'<span class="count">{n}</span>' for n in ("15期", "15篇", "缺2期"))),
    ]
    both = sample.read("site/dates/1997/index.html")
    assert "缺</small>" not in both
    assert '<a href="../../issues/xxb/1997.html">兴县报</a> <span class="count">15期</span>' in both
    assert '<a href="../../issues/lxb/index.html">临县报</a> <span class="count">3期</span>' in both
    assert "缺" not in sample.read("site/dates/1996/index.html")
    assert sample.run("check").output == "All well.\n"


def test_years_without_a_paper_are_named(busy: Sample) -> None:
    assert "2021—2022年没有报纸" in busy.read("site/issues/index.html")


def test_all_papers_of_a_day_stand_on_one_page(busy: Sample) -> None:
    page = busy.read("site/dates/2023/03-02.html")
    assert page.index("临县报") < page.index("兴县报</a></h2>")
    assert page.count("春耕全面展开") == 3 + 60
    assert "这一期全部100篇" in page
    assert not (busy.root / "site/dates/2023/03-01.html").exists()


def test_links_of_the_whole_site_lead_somewhere(busy: Sample) -> None:
    assert busy.run("check").output == "All well.\n"


def test_the_page_of_a_city_leads_to_its_counties(shipped: Sample) -> None:
    page = shipped.read("site/counties/141100/index.html")
    inside = page[page.index('<h2 id="inside">所属各地</h2>') : page.index('<h2 id="y2025">')]
    names = re.findall(r'<a href="\.\./\d+/index\.html">(.*?)</a>', inside)
    assert names == ["离石区", "兴县", "柳林县", "方山县", "中阳县", "交口县", "汾阳市"]
    assert "inside" not in shipped.read("site/counties/141123/index.html")


def test_former_names_stand_on_the_page_of_a_place(sample: Sample) -> None:
    sample.write(
        "seeds/issues.yml",
        sample.read("seeds/issues.yml").replace('place: 兴县\n    adcode: "141123"', "place: 上党区"),
    )
    file = "seeds/articles/xxb-2024-03-07.yml"
    sample.write(file, sample.read(file).replace("county: 兴县", "county: 上党区"))
    assert sample.run("build", "--strict").exit_code == 0
    assert "旧有长治县（至2018年），今属此地。" in sample.read("site/counties/140404/index.html")
    assert Path(sample.root / "site/counties/140404/index.html").stat().st_size < LIMIT


ISSUE = [
    {
        "page": 1,
        "title": "春耕",
        "body": "三月的田野一片繁忙。" * 200 + "（下转2版）",
        "kind": "news",
        "kicker": "开局之年",
    },
    {"page": 1, "title": "简讯", "body": "县城今日晴。", "kind": "news", "county": "兴县"},
    {"page": 2, "title": "农机手的一天", "body": "接着说。", "kind": "continuation", "continued_from": 1},
    {"page": 2, "title": "田野", "body": "图。", "kind": "photo", "captions": ["图为农机手检修机具。 王一 摄"]},
    {"page": 3, "title": "无头", "body": "续。", "kind": "continuation", "continued_from": 2},
]


def test_an_issue_shows_its_pages_sizes_captions_and_what_continues_where(sample: Sample) -> None:
    records = [{"paper": "xxb", "date": "2024-03-08", "county": None, **record} for record in ISSUE]
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    html = sample.read("site/issues/xxb/2024-03-08/index.html")
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", html) == ["第1版", "第2版", "第3版"]
    assert re.findall(r'<h3 class="([^"]+)"', html) == [
        "news size3",
        "news size0",
        "continuation size0",
        "photo size0",
        "continuation size0",
    ]
    assert '<span class="kicker">开局之年</span>' in html
    assert '<p class="caption">图为农机手检修机具。 王一 摄</p>' in html
    assert '<p class="part"><a href="02-01.html">下转第2版　农机手的一天</a></p>' in html
    assert '<p class="part"><a href="01-01.html">上接第1版　春耕</a></p>' in html
    assert '<p class="part">上接第2版。</p>' in html
    first, second = (sample.read(f"site/issues/xxb/2024-03-08/{n}.html") for n in ("01-01", "02-01"))
    assert '<a href="02-01.html">下转第2版　农机手的一天</a>' in first
    assert '<a href="01-01.html">上接第1版　春耕</a>' in second
    assert sample.run("check").output == "All well.\n"


def test_authors_of_a_large_archive_stand_under_the_first_character_of_their_names(sample: Sample) -> None:
    records = [
        {**record("xxb", "2024-03-08", n, "兴县"), "authors": [f"{'王李张'[n % 3]}{chr(0x4E00 + n)}"]}
        for n in range(700)
    ]
    records.append({**records[0], "page": 9, "body": "另一篇。"})
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    index = sample.read("site/people/index.html")
    assert re.findall(r"<a href=\"(initial-\w+)\.html\">(.)</a>", index) == [
        ("initial-674e", "李"),
        ("initial-738b", "王"),
        ("initial-5f20", "张"),
    ]
    wang = sample.read("site/people/initial-738b.html")
    assert wang.count('<span class="count">1篇') == 233
    assert wang.count('<span class="count">3篇') == 1
    assert len(list((sample.root / "site/people").glob("*/index.html"))) == 1
    assert sample.run("check").output == "All well.\n"


def test_offices_that_signed_are_not_counted_among_people(sample: Sample) -> None:
    signed = ["王一", "县委宣传部", "通讯员", "李建社", "县委宣传部"]
    records = [{**record("xxb", "2024-03-08", n, "兴县"), "authors": [name]} for n, name in enumerate(signed)]
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    people, offices = sample.read("site/people/index.html").split('<h2 id="offices">单位、职务</h2>')
    assert "共2人署名，另有2处以单位或职务署名。" in people
    assert re.findall(r"<li><a [^>]*>([^<]+)</a>", people) == ["李建社", "王一"]
    assert re.findall(r"<li><a [^>]*>([^<]+)</a>", offices) == ["通讯员", "县委宣传部"]
    of_office = next((sample.root / "site/people").glob("*/index.html")).read_text(encoding="utf-8")
    assert "同名者" not in of_office

    records = [{**record("xxb", "2024-03-08", n, "兴县"), "authors": [f"第{n}生产队"]} for n in range(700)]
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    assert "共700处以单位或职务署名。" in sample.read("site/people/index.html")
    assert [sample.read(f"site/people/offices-{n}.html").count("<li>") for n in range(1, 6)] == [
        150,
        150,
        150,
        150,
        100,
    ]
    assert sample.run("check").output == "All well.\n"


def test_places_of_a_large_archive_stand_on_the_pages_of_their_provinces(sample: Sample) -> None:
    names = ["北京市", "北京市东城区", "太原市", "天门市", "湖北省", "武汉市", "西藏自治区"]
    records = [{**record("xxb", "2024-03-08", n, name), "authors": []} for n, name in enumerate(names)]
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build", "--strict").exit_code == 0
    one = sample.read("site/counties/index.html")
    headings = ["2北京市", "2山西省", "3太原市", "3吕梁市", "2湖北省", "3武汉市", "2西藏自治区"]
    assert ["".join(found) for found in re.findall(r"<h([23])[^>]*>([^<]+)</h\1>", one)] == headings

    reader = Reader(sample.root)
    held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
    archive = status.published(held, status.today())
    c = Catalogue(archive, wording.read([str(assets.theme())], "zh"))
    pages = dict(all_places(c, sorted(c.of_place, key=lambda p: p.adcode), most=5))
    assert list(pages) == ["counties/index.md", *(f"counties/province-{n}.md" for n in (11, 14, 42, 54))]
    row = '<li id="p42"><a href="province-42.html">湖北省</a> <span class="count">3地</span>'
    assert row in pages["counties/index.md"]
    assert '<a class="s3" href="province-42.html">' in pages["counties/index.md"]
    assert ">西藏<tspan" in pages["counties/index.md"]


EMPTY_LISTS = {
    "counties": "没有文章归入哪个地方。",
    "people": "尚无署名的文章。",
    "subjects": "还没有见于三篇文章的主题词。",
}


def test_a_list_in_which_nothing_stands_says_so_and_leads_on(sample: Sample) -> None:
    sample.write("seeds/issues.yml", "papers: {rb: {name: 日报}}\nissues: []\n")
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    article = {"paper": "rb", "date": "2024-03-08", "title": "春耕展开", "body": "一片繁忙。", "county": None}
    sample.write("seeds/articles/all.jsonl", json.dumps(article, ensure_ascii=False))
    assert sample.run("build", "--strict").exit_code == 0
    home = sample.read("site/index.html")
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", home) == [
        ("篇文章", "1"),
        ("期报纸", "1"),
        ("种报纸", "1"),
    ]
    assert re.findall(r'<h2 id="(\w+)">', home) == ["years", "newest", "holdings"]
    for path in (sample.root / "site").rglob("*.html"):
        at = path.relative_to(sample.root / "site")
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"\b0(?:地|人|个|篇)", html), at
    for folder, said in EMPTY_LISTS.items():
        page = sample.read(f"site/{folder}/index.html")
        assert f'<p class="about">{said}</p>' in page
        assert '<a href="../issues/index.html">按日期查找</a>' in page
    assert sample.run("check").output == "All well.\n"


def test_an_archive_in_which_nothing_stands_yet_says_so(sample: Sample) -> None:
    sample.write("seeds/issues.yml", "papers: {rb: {name: 日报}}\nissues: []\n")
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    assert sample.run("build", "--strict").exit_code == 0
    home, issues = sample.read("site/index.html"), sample.read("site/issues/index.html")
    assert "这里还没有报纸。" in home
    assert "这里还没有报纸。" in issues
    assert "<h2" not in home.replace('<h2><a href="dates/on/', "") + issues
    assert "<dl" not in home


def test_every_list_is_in_the_navigation(busy: Sample) -> None:
    nav = re.search(r"(?s)<nav aria-label=.*?</nav>", busy.read("site/index.html"))
    assert nav
    assert re.findall(r">([^<\n]+)</a>", nav[0]) == ["日期", "地区", "责任者", "主题", "关于"]


def test_an_issue_says_which_of_its_pages_the_archive_lacks(sample: Sample) -> None:
    numbered = [record("xxb", "2024-03-08", n - 1, "兴县") | {"page": n} for n in (2, 6, 8)]
    complete = [record("xxb", "2024-03-09", n - 1, "兴县") | {"page": n} for n in (1, 2)]
    unknown = [record("xxb", "2024-03-10", 1, "兴县") | {"page": None}]
    lines = [json.dumps(r, ensure_ascii=False) for r in (*numbered, *complete, *unknown)]
    sample.write("seeds/articles/more.jsonl", "\n".join(lines) + "\n")
    pages = "pages: [{file: pages/a.txt, page: 3}]"
    sample.write("seeds/pages/a.txt", "兴县报\n")
    sample.write(
        "seeds/issues.yml", sample.read("seeds/issues.yml") + f"  - {{paper: xxb, date: 2024-03-08, {pages}}}\n"
    )
    assert sample.run("build").exit_code == 0
    issues = [sample.read(f"site/issues/xxb/2024-03-{day}/index.html") for day in ("08", "09", "10")]
    assert [re.findall("未见第(.*?)版", issue) for issue in issues] == [["1、4—5、7"], [], []]


def test_a_sentence_in_place_of_a_subject_is_not_on_the_front_page(sample: Sample) -> None:
    sentence = "青年在基层绽放绚丽之花的生动实践与深刻启示"
    records = [record("xxb", "2024-03-07", n, "兴县") | {"subjects": ["春耕备耕", sentence]} for n in range(3)]
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    sample.write("seeds/articles/all.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
    assert sample.run("build").exit_code == 0
    home, listed = sample.read("site/index.html"), sample.read("site/subjects/index.html")
    assert ">春耕备耕</a>" in home and ">春耕备耕</a>" in listed
    assert sentence not in home.split('id="subjects"')[1].split("<h2")[0]
    assert sentence in listed
    assert re.search(r'href="subjects/index.html">全部\d+个主题', home)


def test_days_of_other_years_share_scripts_of_which_the_front_page_knows_the_first_day(busy: Sample) -> None:
    said = re.findall(r'data-days="([^"]*)"', busy.read("site/index.html"))
    days = [of.split() for of in said[0].split("|")]
    folder = busy.root / "site/dates/on"
    scripts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    assert sorted(scripts) == ["01-05.js", "11-05.js"], "16 issues, of up to six a day, are one"
    for name, of in zip(sorted(scripts), days, strict=True):
        known = json.loads(scripts[name].removeprefix("onThisDay(").removesuffix(");\n"))
        assert list(known) == of
    assert [f"{day[:2]}-{day[2:]}.html" for of in days for day in of] == sorted(
        path.name for path in folder.glob("*-*.html")
    )
