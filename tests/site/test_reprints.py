"""What a reader sees of articles that print the same copy (同稿): on their pages, in data/, in a search that folds."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Sample, begun, served, violations
from tests.search.test_search import requests

PAPERS = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
  lxb: {name: 临县报}
  ssb: {name: 石楼报, name_basis: inferred}
"""
WIRE = "".join(
    f"{n}日召开的春耕会议提出，要把第{n}项任务落实到每个乡镇、每个村，责任到人，限期完成。" for n in range(3, 13)
)
LOCAL = "".join(
    f"本县第{n}个大棚由村民{name}家承包，今年改种西红柿，收成比去年好得多。"
    for n, name in enumerate("王李赵孙周吴郑", 3)
)
OTHERS = [
    ("xxb", f"第{n}篇", "".join(f"{name}说，春耕第{n}天，他在地里忙了整整一个上午。" for name in "张陈刘杨"))
    for n in range(3)
]


def record(paper: str, day: int, title: str, body: str, **more: object) -> dict[str, object]:
    return {
        "paper": paper,
        "date": f"2024-03-{day:02d}",
        "page": 1,
        "title": title,
        "body": body,
        "kind": "news",
        **more,
    }


RECORDS = [
    record("xxb", 7, "全国春耕会议召开", WIRE),
    record("lxb", 8, "春耕会议在京召开", WIRE[: len(WIRE) * 7 // 10]),
    record("ssb", 9, "春耕会议精神在我县", WIRE + "\n\n" + LOCAL),
    *(record(paper, 7, title, body) for paper, title, body in OTHERS),
]
FIRST, CUT, JOINED = "xxb-2024-03-07-01-01", "lxb-2024-03-08-01-01", "ssb-2024-03-09-01-01"


def write(archive: Sample, records: list[dict[str, object]]) -> None:
    lines = (json.dumps(each, ensure_ascii=False) for each in records)
    archive.write("seeds/articles/all.jsonl", "".join(line + "\n" for line in lines))


def laid(folder: Path) -> Sample:
    archive = begun(folder, PAPERS)
    write(archive, RECORDS)
    assert archive.run("build").exit_code == 0
    return archive


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Not to be changed."""
    return laid(tmp_path_factory.mktemp("reprints") / "archive")


@pytest.fixture
def archive(made: Sample, tmp_path: Path) -> Sample:
    shutil.copytree(made.root, tmp_path / "archive", symlinks=True)
    return Sample(tmp_path / "archive")


def page_of(id: str) -> str:
    return f"site/issues/{id[:3]}/{id[4:14]}/{id[15:]}.html"


def copies(archive: Sample, id: str) -> list[tuple[str, str, str]]:
    """Where the reprints of an article stand, and how alike they are, as its page says."""
    section = re.search(r'(?s)<h2 id="copies">同稿</h2><ul>(.*?)</ul>', archive.read(page_of(id)))
    rows = re.findall(
        r'<li><a href="([^"]*)">.*?</a> <small>(.*?)</small> <small>(.*?)</small></li>', section[1] if section else ""
    )
    assert all((archive.root / page_of(id)).parent.joinpath(url).is_file() for url, *_ in rows)
    return rows


def table(archive: Sample) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("site/data/reprints.csv").removeprefix("\ufeff"))))


def test_both_pages_say_where_and_when_the_other_stands_and_how_alike_it_is(made: Sample) -> None:
    assert copies(made, FIRST) == [
        ("../../lxb/2024-03-08/01-01.html", "临县报 2024年3月8日第1版", "69%相同"),
        ("../../ssb/2024-03-09/01-01.html", "〔石楼报〕 2024年3月9日第1版", "64%相同"),
    ]
    assert [alike for _, _, alike in copies(made, CUT)] == ["69%相同", "本文100%见于该文"]
    assert [alike for _, _, alike in copies(made, JOINED)] == ["64%相同", "该文100%见于本文"]
    assert copies(made, "xxb-2024-03-07-01-02") == []


def test_a_reprint_is_no_related_article_as_well(made: Sample) -> None:
    related = made.read(page_of(FIRST)).partition('id="related"')[2].partition("</nav>")[0]
    assert "2024-03-08" not in related and "2024-03-09" not in related


def test_the_data_have_each_pair_once(made: Sample) -> None:
    assert [list(row.values()) for row in table(made)] == [
        [FIRST, CUT, "69", "100"],
        [FIRST, JOINED, "100", "64"],
        [CUT, JOINED, "100", "44"],
    ]


def test_what_is_closed_leaves_no_trace_with_those_that_are_open(archive: Sample) -> None:
    """What says the same as something closed is closed with it, where nobody has said that it is open."""
    write(archive, [{**each, "status": "withheld" if each["paper"] == "lxb" else "open"} for each in RECORDS])
    assert archive.run("build").exit_code == 0
    assert [row["other"] for row in table(archive)] == [JOINED]
    assert [url for url, *_ in copies(archive, FIRST)] == ["../../ssb/2024-03-09/01-01.html"]
    assert not any(CUT.encode() in data for data in archive.tree("site").values())
    assert archive.run("check", "--published").exit_code == 0


def test_one_more_makes_what_a_first_build_makes(archive: Sample, tmp_path: Path) -> None:
    """And changes the pages of those alone that print the same."""
    before = archive.tree("site/issues")
    write(archive, [*RECORDS, record("lxb", 10, "要闻", WIRE)])
    assert archive.run("build").exit_code == 0
    after = archive.tree("site/issues")
    changed = {name for name in before if name.endswith("01-01.html") and before[name] != after[name]}
    assert changed == {page_of(FIRST), page_of(CUT), page_of(JOINED)}
    first = Sample(tmp_path / "first")
    for name, data in archive.tree("seeds").items():
        first.write(name, data)
    for name in ("mkdocs.yml", "site_src/about.md"):
        first.write(name, archive.read(name))
    assert first.run("build").exit_code == 0
    assert first.tree("site") == archive.tree("site")


# ---- in Chromium ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["file", "http"])
def home(made: Sample, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        yield (made.root / "site").as_uri()
        return
    with served(made.root / "site") as address:
        yield address


@pytest.mark.browser
def test_a_search_folds_what_is_one_text_and_unfolds_it(home: str, page: Page) -> None:
    asked = requests(page)
    page.goto(f"{home}/search/index.html?q=春耕会议")
    status, hits = page.locator(".tally [role=status]"), page.locator(".hits > li")
    expect(status).to_have_text("找到 3 篇")
    assert not any("fold.js" in each.url or "/columns" in each.url for each in asked)
    page.get_by_role("link", name="合并同稿").click()
    expect(status).to_have_text("找到 1 篇，另有 2 篇同稿已合并")
    expect(hits).to_have_count(1)
    assert "fold=1" in page.url and violations(page) == []
    expect(page.get_by_role("link", name="展开同稿")).to_be_focused()
    hits.get_by_text("另有 2 篇同稿").click()
    links = hits.locator(".copies a")
    named = {"兴县报 2024年3月7日", "临县报 2024年3月8日", "〔石楼报〕 2024年3月9日"}
    found = set(links.all_inner_texts())
    assert len(found) == 2 and found < named
    page.get_by_role("link", name="展开同稿").press("Enter")
    expect(status).to_have_text("找到 3 篇")
    expect(hits).to_have_count(3)
    assert "fold" not in page.url


@pytest.mark.browser
def test_the_best_hit_stands_for_the_others_and_the_engine_says_how_many_there_are(home: str, page: Page) -> None:
    page.goto(f"{home}/search/index.html?q=春耕&fold=1&sort=-date")
    expect(page.locator(".tally [role=status]")).to_have_text("找到 4 篇，另有 2 篇同稿已合并")
    ask = """of => archive.search('春耕', of).then(({ total, copies, docs, hits }) =>
      [total, copies, docs.length, hits[0].id])"""
    assert page.evaluate(ask, {"fold": True, "sort": "-date"}) == [4, 2, 4, JOINED]
    assert page.evaluate(ask, {"fold": True, "sort": "date"}) == [4, 2, 4, FIRST]
    assert page.evaluate(ask, {"sort": "date"}) == [6, 0, 6, FIRST]
    assert page.evaluate("archive.search('大棚', {fold: true}).then(({hits}) => hits[0].copies ?? null)") is None


@pytest.mark.browser
def test_an_archive_without_reprints_offers_nothing_to_fold(page: Page, shipped: Sample) -> None:
    page.goto(f"{(shipped.root / 'site').as_uri()}/search/index.html?q=发展&fold=1")
    expect(page.locator(".tally [role=status]")).to_have_text("找到 23 篇，第 1–20 篇")
    assert page.get_by_role("link", name=re.compile("同稿")).count() == 0
