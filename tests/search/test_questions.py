"""Questions as people type them, over an archive made for them: what comes first, which doors there are."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import REPOSITORY, Sample, begun, served

pytestmark = pytest.mark.browser

HERE = REPOSITORY / "tests/search/questions"
QUESTIONS = [
    line.split("\t")
    for line in (HERE / "questions.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
NONE = "-"


def archive_of_questions(folder: Path) -> Sample:
    """The archive that the questions are asked of, built."""
    made = begun(folder, (HERE / "issues.yml").read_text(encoding="utf-8"))
    (made.root / "seeds/articles").mkdir()
    shutil.copy(HERE / "articles.jsonl", made.root / "seeds/articles")
    result = made.run("build", "--strict")
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The archive, built."""
    return archive_of_questions(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="module", params=["disk", "server"])
def finder(request: pytest.FixtureRequest, browser: Browser, asked: Sample) -> Iterator[tuple[Page, str]]:
    """The search page, and the address of the site."""
    context = browser.new_context()
    tab = context.new_page()
    with served(asked.root / "site") as address:
        home = address if request.param == "server" else (asked.root / "site").as_uri()
        tab.goto(f"{home}/search/index.html")
        yield tab, home
    context.close()


def answered(finder: tuple[Page, str], question: str) -> Any:
    page, _ = finder
    return page.evaluate("q => archive.search(q)", question)


def test_there_are_more_than_a_hundred_questions() -> None:
    assert len(QUESTIONS) == len({question for question, *_ in QUESTIONS}) > 120


@pytest.mark.parametrize(("question", "first", "door", "spelling"), QUESTIONS, ids=[each[0] for each in QUESTIONS])
def test_what_comes_first(finder: tuple[Page, str], question: str, first: str, door: str, spelling: str) -> None:
    answer = answered(finder, question)
    assert [hit["id"] for hit in answer["hits"][:1]] == ([] if first == NONE else [first])
    home = finder[1]
    doors = [unquote(each["url"]).removeprefix(unquote(home) + "/") for each in answer["doors"]]
    assert doors[0].startswith(door) if door else not doors
    assert answer["meant"][:1] == ([spelling] if spelling else []) or (first == NONE and not spelling)


def test_doors_lead_to_pages_that_exist(finder: tuple[Page, str], asked: Sample) -> None:
    page, home = finder
    doors = page.evaluate(
        "async qs => { const all = []; for (const q of qs) all.push(...(await archive.search(q)).doors); return all }",
        [question for question, *_ in QUESTIONS],
    )
    assert len(doors) > 80 and {door["kind"] for door in doors} == {"date", "paper", "place", "person"}
    for door in doors:
        path = unquote(door["url"]).removeprefix(unquote(home) + "/").partition("?")[0]
        assert (asked.root / "site" / path).is_file(), door


def test_in_quotes_nothing_is_meant_but_text(finder: tuple[Page, str]) -> None:
    articles = [json.loads(line) for line in (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {each["id"]: [each["title"], *each["body"].split("\n\n"), each.get("byline", "")] for each in articles}
    for text in ("左权县", "2023", "2022年4月15日", "刘丽霞", "吕梁日报"):
        answer = answered(finder, f'"{text}"')
        holding = {id for id, lines in texts.items() if any(text in line for line in lines)}
        assert (answer["total"], answer["narrowed"], answer["doors"]) == (len(holding), {}, [])


def test_what_narrows_is_said_with_a_way_back(finder: tuple[Page, str]) -> None:
    page, home = finder
    page.goto(f"{home}/search/index.html?q=左权县 2023")
    page.locator(".narrowed").wait_for()
    assert (
        page.locator(".narrowed").inner_text()
        == "已按左权县、2023年缩小范围。在文字里找“左权县”；改为按原文查找“左权县 2023”"
    )
    assert page.locator(".doors a").all_inner_texts() == ["2023年的报纸 →", "左权县 →"]
    page.locator(".narrowed a").first.click()
    page.get_by_text("已按2023年缩小范围。").wait_for()
    assert page.locator("[name=q]").first.input_value() == '"左权县" 2023'
    page.goto(f"{home}/search/index.html?q=左权县 2023")
    page.locator(".narrowed a").last.click()
    page.locator(".narrowed").wait_for(state="detached")
    assert page.locator("[name=q]").first.input_value() == '"左权县" "2023"'
    assert page.locator(".hits h2").all_inner_texts() == ["关于公共场所使用场所码的通告"]


def test_of_a_day_without_an_issue_the_nearest_are_named_and_no_other_texts(finder: tuple[Page, str]) -> None:
    page, home = finder
    page.goto(f"{home}/search/index.html?q=2024年3月9日")
    page.get_by_text("没有文章里写着“2024年3月9日”。可以直接前往：").wait_for()
    assert page.locator(".doors a").all_inner_texts() == [
        "此前最近：2024年3月8日的报纸：〔吕梁日报〕 →",
        "此后最近：2024年6月18日的报纸：左权县报 →",
        "2024年3月的报纸 →",
    ]
    assert page.locator(".hits li").count() == 0 and page.locator(".meant").count() == 0


def test_a_better_spelling_is_one_step_away(finder: tuple[Page, str]) -> None:
    page, home = finder
    page.goto(f"{home}/search/index.html?q=整村受信")
    page.locator(".meant").wait_for()
    assert page.locator(".meant").inner_text().startswith("您是不是要找：整村授信")
    page.locator(".meant a").first.click()
    page.locator(".meant").wait_for(state="detached")
    assert page.locator(".hits li").count() == 2
