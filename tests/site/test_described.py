"""What people write down of articles beside their text, as it is read: 栏目, serials, names, notes."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import Page

from generator.base.addresses import author_path, column_path, page_of, serial_path, subject_path
from tests.conftest import Sample, built, main_of, served, until, validate, violations
from tests.search.test_search import ask
from tests.site.described import NOTE, described

FIRST = "issues/llrb/2024-03-07/03-01.html"
SECOND = "issues/llrb/2024-03-14/03-01.html"
TABLE = "issues/llrb/2024-03-07/03-02.html"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Built. Not to be changed."""
    return built(described(tmp_path_factory.mktemp("described")), "--strict")


def in_order(text: str, *pieces: str) -> bool:
    return bool(re.search(".*".join(map(re.escape, pieces)), text, re.S))


def test_a_column_has_a_page_of_its_own_articles_the_newest_first(archive: Sample) -> None:
    path = page_of(column_path("llrb", "吕梁春秋"))
    text = main_of(archive, path)
    assert in_order(text, "吕梁春秋", "吕梁日报栏目，4篇", "第四封信没有写完", "第二封信寄自西安", "汾河岸边的粮价")
    assert "我县春耕全面展开" not in text, "it stood in another newspaper"
    assert 'name="rubric" value="吕梁春秋"' in archive.read(f"site/{path}")
    for page in (FIRST, "columns/index.html", "issues/llrb/index.html"):
        assert f'{path.removeprefix("columns/") if page[0] == "c" else path}">吕梁春秋</a>' in archive.read(
            f"site/{page}"
        )
    assert "columns/index.html" in archive.read("site/issues/index.html")


def test_a_serial_is_read_from_part_to_part(archive: Sample) -> None:
    text = main_of(archive, page_of(serial_path("llrb", "木箱里的家信")))
    assert in_order(
        text, "《木箱里的家信》连载", "3篇", "缺第3部分", "第1部分", "第2部分", "第四封信没有写完", "第4部分"
    )
    before, after = main_of(archive, FIRST), main_of(archive, SECOND)
    assert "连载上一部分" not in before and in_order(
        before, "连载下一部分　第二封信寄自西安", "连载", "第1部分；馆藏3部分"
    )
    assert in_order(
        after, "连载上一部分　碛口古渡的第一封家信", "第二封信是从西安寄来的", "连载下一部分　第四封信没有写完"
    )
    assert '<a href="../2024-03-28/03-01.html">' in archive.read(f"site/{SECOND}"), "over an issue without a part"


def test_the_card_says_what_was_written_down(archive: Sample) -> None:
    text = main_of(archive, FIRST)
    assert in_order(text, "人物李玉堂", "机构临县文物局", "事件碛口修缮", "来源临县文史资料第六辑", "档号吕档-3-107-12")
    assert in_order(text, "权利版权归李氏后人所有", "附注底本缺角，末行据副本补。信中地名用旧称。")
    assert "家书、黄河古渡" in text
    assert in_order(main_of(archive, "issues/llrb/2024-03-14/03-02.html"), "类型诗词")


def test_a_person_is_found_beside_those_who_signed(archive: Sample) -> None:
    text = main_of(archive, page_of(author_path("李玉堂")))
    assert in_order(text, "责任者与人物", "3篇，其中2篇记其人", "枣林", "第二封信", "记其人", "第一封家信", "记其人")
    assert in_order(main_of(archive, "people/index.html"), "2人署名或为文章所记", "李玉堂", "刘丽霞")
    assert page_of(author_path("刘丽霞")) in archive.read(f"site/{FIRST}")


def test_a_subject_that_a_person_wrote_stands_before_those_that_were_found(archive: Sample) -> None:
    assert in_order(main_of(archive, page_of(subject_path("家书"))), "1篇　由编者著录。", "碛口古渡的第一封家信")
    assert "2个主题词：2个由编者著录，其余由程序" in main_of(archive, "subjects/index.html")


def test_what_is_for_the_staff_is_in_no_file(archive: Sample) -> None:
    assert NOTE in archive.read("seeds/articles/llrb-2024-03-07.yml")
    assert not [name for name, data in archive.tree("site", "site_src").items() if NOTE.encode() in data]
    result = archive.run("check", "--published")
    assert result.exit_code == 0, result.output


def test_a_note_of_the_staff_that_is_published_is_found(archive: Sample) -> None:
    leak = archive.root / "site/leak.txt"
    leak.write_text(NOTE, encoding="utf-8")
    try:
        result = archive.run("check", "--published")
    finally:
        leak.unlink()
    assert result.exit_code == 1
    assert (
        "site/leak.txt" in result.output
        and "of staff_notes of llrb-2024-03-07-03-01, which is not published" in result.output
    )


def test_programs_get_what_was_written_down(archive: Sample) -> None:
    lines = [json.loads(line) for line in archive.read("site/data/articles.jsonl").splitlines()]
    of = {line["id"]: line for line in lines}
    first = of["llrb-2024-03-07-03-01"]
    assert first["column"] == "吕梁春秋" and first["serial"] == {"title": "木箱里的家信", "part": 1}
    assert first["persons"] == ["李玉堂"] and first["reprinted_from"] == ["临县文史资料第六辑"]
    assert "staff_notes" not in first and "persons" not in of["llrb-2024-03-07-03-02"]
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(archive.read("site/data/articles.csv").removeprefix("\ufeff")))
        if row["id"] == "llrb-2024-03-07-03-01"
    ]
    assert (row["serial"], row["part"], row["subjects"]) == ("木箱里的家信", "1", "家书; 黄河古渡")
    head = archive.read(f"site/{FIRST}")
    assert '<meta name="prism.section" content="吕梁春秋">' in head
    assert '<meta name="DC.subject" content="李玉堂">' in head and '"articleSection":"吕梁春秋"' in head


def test_the_pages_are_valid(archive: Sample) -> None:
    pages = [FIRST, SECOND, TABLE, page_of(column_path("llrb", "吕梁春秋")), "columns/index.html", "people/index.html"]
    code, said = validate(*(archive.root / "site" / page for page in pages))
    assert code == 0, said


@pytest.mark.browser
def test_search_narrows_by_what_was_written_down(archive: Sample, page: Page) -> None:
    with served(archive.root / "site") as address:
        page.goto(f"{address}/search/index.html?q=%E4%BF%A1")
        until(page, "document.querySelector('.facets')?.textContent.includes('栏目')")
        headings = page.locator(".facets summary").all_text_contents()
        assert [name for name in headings if name in ("栏目", "人物", "机构", "事件")] == [
            "栏目",
            "人物",
            "机构",
            "事件",
        ]
        ids = "async query => (await archive.search(query)).hits.map(hit => hit.id).sort()"
        of_column = ["llrb-2024-03-07-03-01", "llrb-2024-03-07-03-02", "llrb-2024-03-14-03-01", "llrb-2024-03-28-03-01"]
        assert page.evaluate(ids, "栏目:吕梁春秋 paper:llrb") == of_column
        assert page.evaluate(ids, "column:吕梁*") == [*of_column, "xxb-2024-03-07-01-01"]
        assert page.evaluate(ids, "栏目:吕梁") == []
        assert page.evaluate(ids, "人物:李玉堂 不含 西安") == ["llrb-2024-03-07-03-01"]
        assert page.evaluate(ids, "机构：臨縣文物局") == ["llrb-2024-03-07-03-01"]
        assert page.evaluate(ids, "主题:家书 事件:碛口修缮") == ["llrb-2024-03-07-03-01"]
        first, other = ["llrb-2024-03-07-03-01"], "llrb-2024-03-07-03-02"
        for query in (
            "档号:吕档-3-107",
            "来源:临县文史资料第六辑",
            "连载:木箱里的家信 碛口",
            "shelfmark:吕档-3-107-12",
        ):
            assert page.evaluate(ids, query) == first, query
        assert page.evaluate(ids, "类型:表格 小米") == page.evaluate(ids, "kind:table 小米") == [other]
        assert page.evaluate(ids, "版次:3 碛口") == [*first, other]
        assert page.evaluate(ids, "档号:107") == [], "a 档号 is read from the front"
        assert page.evaluate(ids, '"档号:吕档-3-107"') == [], "what is in quotes is text"
        assert ask(page, "", filters={"person": "刘丽霞"})["total"] == 1
        facets = ask(page, "", facets=["rubric"])["facets"]["rubric"]
        assert [(each["value"], each["count"]) for each in facets] == [("吕梁春秋", 5)]
        page.goto(f"{address}/{FIRST}")
        page.get_by_role("link", name="临县文物局").click()
        until(page, "document.querySelector('.chips, .filters')?.textContent.includes('临县文物局')")


@pytest.mark.browser
def test_its_pages_have_no_barriers(archive: Sample, page: Page) -> None:
    for at in (FIRST, TABLE, "columns/index.html"):
        page.goto((archive.root / "site" / at).as_uri())
        assert violations(page) == []
