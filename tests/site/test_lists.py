"""`seeds/subjects.yml` and `seeds/places.yml`: words that an archive prefers, places that no list of counties has."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest
from playwright.sync_api import Page

from generator.base.addresses import page_of, subject_path
from generator.base.when import When
from generator.language.places import gazetteer
from tests.conftest import Sample, begun, built, main_of, served, until, validate, violations
from tests.exports.test_schemas import SCHEMAS
from tests.search.test_search import ask

ISSUES = """\
papers:
  llrb: {name: 吕梁日报, place: 吕梁市, adcode: "141100"}
issues:
  - {paper: llrb, date: 1958-05-01}
  - {paper: llrb, date: 1990-05-01}
  - {paper: llrb, date: 2024-03-07}
"""
SUBJECTS = """\
# 主题词表
小额信贷:
  variants: [小额贷款, 扶贫贷款]
  note: 面向农户的小额贷款
水土保持:
造林: 水土保持
先进单位: "-"
地下工程:
  note: 只见于不公开的文章
"""
PLACES = """\
蔡家崖: 兴县
红旗公社:
  county: 兴县
  from: 1958
  to: 1984
  note: 1984年改为乡
  variants: 红旗人民公社
离山县:
  now: 离石区
  from: 1954
  to: 1958
吕梁剧院: "-"
"""
ARTICLES = """\
articles:
  - {id: llrb-1958-05-01-01-01, title: 修成水渠, body: 蔡家崖的水渠修成了，社员人人高兴。}
  - {id: llrb-1958-05-01-01-02, title: 城里通电, body: 城里通了电。, county: 离石区}
  - {id: llrb-1958-05-01-01-03, title: 扫盲, body: 红旗人民公社办起了夜校。, subjects: [造林, 小额贷款]}
  - {id: llrb-1958-05-01-01-04, title: 看戏, body: 社员们看了一夜的戏。, county: 蔡家崖}
"""
LATER = """\
articles:
  - {id: llrb-1990-05-01-01-01, title: 造林三万亩, body: 县里造林三万亩。, county: 离石区}
  - {id: llrb-1990-05-01-01-02, title: 旧事, body: 红旗公社早已改乡，老人们还常常说起。, subjects: [先进单位]}
  - {id: llrb-1990-05-01-01-03, title: 不便公开, body: 有一件不便说的事情。, subjects: [地下工程], status: withheld}
"""
TODAY = """\
articles:
  - {id: llrb-2024-03-07-01-01, title: 扶贫贷款到农家, body: 信用社把钱送到农家。, county: 离石区}
"""


def written(folder: Path, subjects: str = SUBJECTS, places: str = PLACES) -> Sample:
    archive = begun(folder, ISSUES)
    archive.write("seeds/subjects.yml", subjects)
    archive.write("seeds/places.yml", places)
    for date, articles in (("1958-05-01", ARTICLES), ("1990-05-01", LATER), ("2024-03-07", TODAY)):
        archive.write(f"seeds/articles/llrb-{date}.yml", f"paper: llrb\ndate: {date}\n{articles}")
    return archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Built. Not to be changed."""
    return built(written(tmp_path_factory.mktemp("lists")))


def card(archive: Sample, date: str, number: str) -> str:
    """The catalogue card of an article, without tags."""
    page = archive.read(f"site/issues/llrb/{date}/01-{number}.html")
    return re.sub(r"<[^>]+>", " ", page.partition('<aside class="card"')[2].partition("</aside>")[0])


def test_a_text_is_filed_by_the_county_of_its_day_and_found_under_that_of_today(archive: Sample) -> None:
    assert re.search("离山县 *今属离石区", card(archive, "1958-05-01", "02")), "as the archive has written it down"
    assert re.search("离石县 *今属离石区", card(archive, "1990-05-01", "01")), "as the editions of GB/T 2260 have it"
    assert "离石区" in card(archive, "2024-03-07", "01") and "今属" not in card(archive, "2024-03-07", "01")
    place = main_of(archive, "counties/141102/index.html")
    assert all(title in place for title in ("城里通电", "造林三万亩", "扶贫贷款到农家"))
    assert "旧有离山县（1954—1958年）、离石县（至1996年）、离石市（1996—2003年），今属此地。" in place


def test_a_village_stands_for_its_county_in_the_years_that_it_had_its_name(archive: Sample) -> None:
    assert "兴县" in card(archive, "1958-05-01", "01"), "named in the text"
    assert re.search("蔡家崖 *今属兴县", card(archive, "1958-05-01", "04")), "written down by a person"
    assert "兴县" in card(archive, "1958-05-01", "03"), "by another name"
    assert "吕梁市" in card(archive, "1990-05-01", "02"), "not by a name of other years"
    place = main_of(archive, "counties/141123/index.html")
    assert "境内村镇、单位" in place and "红旗公社（1958—1984年） 1984年改为乡" in place
    page = archive.read("site/counties/141123/index.html")
    assert f'href="../../search/index.html?q={quote("蔡家崖")}&amp;county=141123">蔡家崖</a>' in page


def test_other_names_stand_in_the_list_of_places(archive: Sample) -> None:
    text = main_of(archive, "counties/index.html")
    assert (
        all(line in text for line in ("离山县 见离石区", "离石市 见离石区", "蔡家崖 见兴县")) and "吕梁剧院" not in text
    )


def test_words_for_a_subject_are_one_and_what_is_no_subject_is_none(archive: Sample) -> None:
    loans, woods = (main_of(archive, page_of(subject_path(word))) for word in ("小额信贷", "水土保持"))
    assert "扫盲" in loans and "扶贫贷款到农家" in loans and "别名小额贷款、扶贫贷款" in loans, (
        "written, and in a headline"
    )
    assert "说明面向农户的小额贷款" in loans
    assert "扫盲" in woods and "造林三万亩" in woods
    for word in ("小额贷款", "扶贫贷款", "造林"):
        assert "url=" in archive.read(f"site/{page_of(subject_path(word))}"), f"{word} leads on"
    subjects = main_of(archive, "subjects/index.html")
    assert "小额贷款 见小额信贷" in subjects and "造林 见水土保持" in subjects
    result = archive.run("check")
    assert (
        "seeds/articles/llrb-1990-05-01.yml:5: 先进单位, a subject of llrb-1990-05-01-01-02, is none by "
        "seeds/subjects.yml. Take it out here or there." in result.output
    )


def test_a_subject_of_closed_articles_alone_is_in_no_file(archive: Sample) -> None:
    assert not [name for name, data in archive.tree("site", "site_src").items() if "地下工程".encode() in data]


def test_programs_get_both_lists_and_another_archive_takes_them(archive: Sample, tmp_path: Path) -> None:
    def rows(name: str) -> dict[str, dict[str, str]]:
        table = csv.DictReader(io.StringIO(archive.read(f"site/data/{name}.csv").lstrip("\ufeff")))
        return {row["id"]: row for row in table}

    subjects, places = rows("subjects"), rows("places")
    assert (subjects["小额信贷"]["variants"], subjects["小额信贷"]["articles"]) == ("小额贷款; 扶贫贷款", "2")
    assert (places["红旗公社"]["adcode"], places["红旗公社"]["from"], places["离山县"]["now"]) == (
        "141123",
        "1958",
        "离石区",
    )
    other = written(tmp_path, archive.read("site/data/subjects.json"), archive.read("site/data/places.json"))
    assert other.run("build").exit_code == 0
    assert other.read("site/data/places.csv") == archive.read("site/data/places.csv")


def test_pages_of_lists_are_valid(archive: Sample) -> None:
    pages = ("counties/index.html", "counties/141102/index.html", "counties/141123/index.html", "subjects/index.html")
    code, said = validate(*(archive.root / "site" / page for page in (*pages, page_of(subject_path("小额信贷")))))
    assert code == 0, said


@pytest.mark.browser
def test_a_search_by_any_word_or_name_finds_what_is_meant(archive: Sample, page: Page) -> None:
    with served(archive.root / "site") as address:
        page.goto(f"{address}/search/index.html?q={quote('离石县')}")
        until(page, "document.querySelector('main').textContent.includes('离石区')")
        doors = ask(page, "离石县")["doors"]
        assert [(door["kind"], door["url"]) for door in doors] == [("place", f"{address}/counties/141102/index.html")]
        ids = "async query => (await archive.search(query)).hits.map(hit => hit.id).sort()"
        found = ["llrb-1958-05-01-01-03", "llrb-2024-03-07-01-01"]
        assert page.evaluate(ids, "主题:小额贷款") == page.evaluate(ids, "主题:小额信贷") == found
        assert ask(page, "", filters={"subject": "扶贫贷款"})["total"] == 2
        of_place = page.evaluate(ids, "地区:离石区")
        assert page.evaluate(ids, "地区:离山县") == page.evaluate(ids, "地区:离石") == of_place and len(of_place) == 3
        page.goto(f"{address}/counties/141123/index.html")
        assert violations(page) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("places", "蔡家崖: 兴先\n", "1: county of 蔡家崖 is 兴先, which is no place of today. "),
        (
            "places",
            "三里屯: 朝阳区\n",
            "1: county of 三里屯 is 朝阳区, which is no one place of today. "
            "Write its full name with that of the city in front of it, as in 吉林省长春市朝阳区.",
        ),
        (
            "places",
            "离山县:\n  from: 1954\n",
            "1: 离山县 says neither county nor now. Write county: and the place of today in which it lies, "
            "or now: and the one whose name it was.",
        ),
        (
            "places",
            "离山县:\n  now: 离石区\n  county: 离石区\n",
            "1: 离山县 says both county and now. Write county: and the place of today in which it lies, "
            "or now: and the one whose name it was.",
        ),
        (
            "places",
            "崖: 兴县\n",
            "1: 崖 is too short for the name of a place. Write it as texts have it where they mean the place.",
        ),
        ("places", "甲村:\n  county: 兴县\n  from: 1984\n  to: 1958\n", "1: 甲村 ends before it begins. "),
        (
            "places",
            "罗峪口（临县时）:\n  county: 临县\n  to: 1962\n罗峪口（兴县时）:\n  county: 兴县\n  from: 1961\n",
            "4: 罗峪口 stands for 临县 and 兴县 in the same years. "
            "Write from: and to: behind each, so that it is one of them at a time.",
        ),
        ("places", "甲村:\n  country: 兴县\n", '2: unknown field "country" for 甲村. Did you mean "county"?'),
        ("subjects", "造林: 绿化\n", '1: 造林 leads to 绿化, which is not in this file. Add "绿化:" to this file.'),
        ("subjects", "造林:\n  dates: 1958\n", '2: unknown field "dates" for 造林. '),
        (
            "subjects",
            "甲: 乙\n乙: 甲\n",
            "2: leads in a ring: 乙 to 甲 to 乙. Write variants or a note behind one of them.",
        ),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_line(tmp_path: Path, file: str, text: str, said: str) -> None:
    lists = {"subjects": "水土保持:\n", "places": "蔡家崖: 兴县\n"} | {file: text}
    lines = written(tmp_path, **lists).run("check").output.splitlines()
    found = [line for line in lines if line.startswith(f"seeds/{file}.yml")]
    assert len(found) == 1 and found[0].startswith(f"seeds/{file}.yml:{said}"), found


def test_lists_are_valid_by_their_schemas() -> None:
    valid = {
        "subjects": {"小额信贷": {"variants": ["小额贷款"], "note": "说明"}, "水土保持": None, "造林": "水土保持"},
        "places": {"蔡家崖": "兴县", "红旗公社": {"county": "兴县", "from": "1958", "to": "1984-05"}},
    }
    wrong = {"subjects": {"造林": {"viaf": "5"}}, "places": {"蔡家崖": {"from": "五八年"}}}
    for name, listed in valid.items():
        schema = jsonschema.Draft202012Validator(SCHEMAS[f"{name}.schema.json"])
        schema.validate(listed)
        with pytest.raises(jsonschema.ValidationError):
            schema.validate(wrong[name])


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("141102", "1958", "离石县"),
        ("141102", "1998-06", "离石市"),
        ("141102", "1996", ""),  # the year of the change
        ("141102", "2010", ""),
        ("110112", "1975", "通县"),
        ("310112", "1985", "上海县"),
        ("500115", "1990", "长寿县"),
        ("210200", "1960", "旅大市"),
        ("610924", "1955", ""),  # 紫阳县, as today
        ("610528", "1955", ""),
        ("610124", "1955", "盩厔县"),
        ("331002", "1970", ""),  # a city of 1980: nothing is known of before
    ],
)
def test_what_a_place_was_called(code: str, year: str, name: str) -> None:
    place = gazetteer().get(code)
    assert place and gazetteer().on(place, When.of(year)) == name


@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        *(("雄安新区", "133100"), ("台北市", "710100"), ("高雄县", "710200"), ("农八师", "659001")),
        *(("通县", "110112"), ("宝坻县", "120115"), ("川沙县", "310115"), ("巴县", "500113"), ("户县", "610118")),
        *(("迪化市", "650100"), ("吕梁地区", "141100"), ("城区", None), ("东郊区", "120110")),
    ],
)
def test_names_that_are_gone_mean_what_took_their_place(name: str, adcode: str | None) -> None:
    place = gazetteer().resolve(name)
    assert (place and place.adcode) == adcode
