"""What no first query needs: by what else hits are counted and narrowed, and what citations say of them."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from pydantic_core import from_json, to_json

from generator.base import assets, output
from generator.base.archive import Document
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.language.places import gazetteer
from generator.search import columns, search
from generator.search.columns import Every, Listed, Part
from generator.search.scripts import content_of, value
from tests.conftest import served
from tests.search.test_search import FRAME, SCRIPTS, ask, documents, requests

ASSETS = assets.theme() / "assets"
BLOCK, RECORDS = 16, 4
COUNTIES = ["141100", "141123", "141181", "140428", "140722", None]
ARCHIVE = [
    Document(
        id=f"xxb-2024-03-07-{n % 4:02}-{n:02}",
        url=f"{n}.html",
        date=f"2024-0{1 + n // 20}-07",
        paper=("xxb", "兴县报") if n % 3 else ("llrb", "吕梁日报"),
        county=(code, gazetteer().get(code).name) if (code := COUNTIES[n % 6]) else None,  # type: ignore[union-attr]
        kind=("news", "报道"),
        title=(f"第{n}篇",),
        text=("小麦" * (n % 5), "春耕"),
        authors=("王一", "李二")[: n % 3],
    )
    for n in range(40)
]
LISTED = [
    Listed(
        f"第{n}篇",
        "副题" if n == 7 else "",
        document.authors,
        f"{n % 4 or ''}",
        ["小麦", "constructor"][: n % 3],
        ("题名取自正文开头" if n % 2 else "", "日期推定" if n == 4 else ""),
        document.authors,
    )
    for n, document in enumerate(ARCHIVE)
]


def every(listed: Sequence[Listed], part: int = 3) -> Every:
    """These, `part` of an issue."""
    issues = [listed[n : n + part] for n in range(0, len(listed), part)]
    parts = [Part(digest([vars(each) for each in issue]), len(issue)) for issue in issues]
    return Every(parts, lambda first, last: listed[first:last], [each.note for each in listed])


PAPERS = {"xxb": ("兴县报", "兴县", ""), "llrb": ("吕梁日报", "吕梁市", "报名推定")}


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The files, in small blocks, as their readers see them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "BLOCK", BLOCK)
        patch.setattr(columns, "RECORDS", RECORDS)
        return {
            name: value(content_of(str(content).encode())) for name, content in columns.files(every(LISTED), PAPERS)
        }


def test_blocks_say_which_documents_have_a_value(made: dict[str, Any]) -> None:
    *_, last = made
    head = made[last]
    assert (
        last.startswith("columns-")
        and head["documents"] == 40
        and head["papers"] == {k: [*v] for k, v in PAPERS.items()}
    )
    held: dict[str, dict[str, list[int]]] = {}
    for name in columns.COLUMNS:
        assert len(head[name]) == -(-40 // BLOCK)
        for first, (file, characters) in zip(range(0, 40, BLOCK), head[name], strict=True):
            block = made[f"columns/{file}"]
            assert characters == len(json.dumps(block, ensure_ascii=False, separators=(",", ":")))
            for text, steps in block.items():
                numbers = [first + sum(steps[: n + 1]) for n in range(len(steps))]
                held.setdefault(name, {}).setdefault(text, []).extend(numbers)
    assert held["author"] == {"王一": [n for n in range(40) if n % 3], "李二": [n for n in range(40) if n % 3 == 2]}
    assert held["sheet"] == {f"{page}": [n for n in range(40) if n % 4 == page] for page in (1, 2, 3)}
    assert held["subject"]["constructor"] == [n for n in range(40) if n % 3 == 2]


def test_records_leave_out_what_is_empty_at_their_end(made: dict[str, Any]) -> None:
    head = made[[*made][-1]]
    records = [record for file, _ in head["record"] for record in made[f"columns/{file}"]]
    assert len(head["record"]) == 10 and len(records) == 40
    assert records[0] == ["第0篇"]
    assert records[7] == ["第7篇", ["王一"], "3", 1, "副题"]
    assert head["notes"] == [["", ""], ["题名取自正文开头", ""], ["", "日期推定"]]


def test_the_same_articles_give_the_same_files_and_one_more_at_the_end_leaves_those_before_it() -> None:
    before, after = ([*columns.files(every(LISTED * 20 + LISTED[:more]), PAPERS)] for more in (0, 1))
    assert before == [*columns.files(every(LISTED * 20), PAPERS)]
    records = [name for name, _ in before if "/record-" in name]
    assert records[:-1] == [name for name, _ in after if "/record-" in name][: len(records) - 1]


def test_blocks_that_say_the_same_are_one_file() -> None:
    bare = [Listed("题", "", (), "", (), ("", ""), ())] * (2 * columns.BLOCK)
    names = [name for name, _ in columns.files(every(bare, 100), {})]
    assert sorted(name.partition("-")[0] for name in names) == [
        *("columns", "columns/author", "columns/copy", "columns/record", "columns/sheet", "columns/subject"),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 39), st.sampled_from(["put", "taken", "other"])), max_size=4), st.integers(1, 9)
)
def test_what_a_build_before_has_made_is_kept_and_all_is_as_if_made_anew(
    changes: Sequence[tuple[int, str]], part: int
) -> None:
    now = list(LISTED)
    for at, change in changes:
        put = [replace(now[at % len(now)], title=f"改{at}", subjects=["小米"])] if change != "taken" else []
        now[at % len(now) : at % len(now) + (change != "put")] = put
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "BLOCK", BLOCK)
        patch.setattr(columns, "RECORDS", RECORDS)
        first = Memo()
        before = dict(columns.files(every(LISTED, part), PAPERS, memo=first))
        anew = dict(columns.files(every(now, part), PAPERS))
        made = dict(columns.files(every(now, part), PAPERS, memo=Memo(from_json(to_json(first.now)))))
        same = dict(columns.files(every(LISTED, part), PAPERS, memo=Memo(first.now)))
    assert {name: before[name] if content is None else content for name, content in made.items()} == anew
    assert [name for name, content in same.items() if content is not None] == [[*before][-1]]


# ---- in Chromium ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the engine and these articles. Not to be changed."""
    folder = tmp_path_factory.mktemp("columns")
    output.write(folder / "index.html", FRAME)
    for name in SCRIPTS:
        output.write(folder / f"{name}.js", (ASSETS / f"{name}.js").read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "BLOCK", BLOCK)
        patch.setattr(columns, "RECORDS", RECORDS)
        about = search.About("报藏", lambda _: columns.files(every(LISTED), PAPERS))
        for name, content in search.files(ARCHIVE, sizes=search.Sizes(7, 3, 5000, 8, 2, 2, 2), about=about):
            assert isinstance(content, str | bytes)
            output.write(folder / name, content)
    return folder


@pytest.fixture
def engine(page: Page, folder: Path) -> Page:
    page.goto((folder / "index.html").as_uri())
    return page


def those(test: Callable[[int, Document], object]) -> list[int]:
    return [n for n, document in enumerate(ARCHIVE) if test(n, document)]


def in_place(document: Document, code: str) -> bool:
    return bool(document.county and document.county[0].startswith(code))


@pytest.mark.browser
def test_of_several_values_of_a_filter_a_hit_has_one_and_of_several_filters_all(engine: Page) -> None:
    def found(**filters: object) -> list[int]:
        docs: list[int] = ask(engine, "", filters=filters, sort="date")["docs"]
        return docs

    assert found(county=["140428", "兴县"]) == those(lambda _, d: in_place(d, "140428") or in_place(d, "141123"))
    assert found(county=["140428"], paper="llrb") == those(lambda _, d: in_place(d, "140428") and d.paper[0] == "llrb")
    assert found(paper=["llrb", "xxb"]) == found() == [*range(40)]
    assert found(paper=[], kind="") == [*range(40)]
    assert found(county=["nosuch"]) == []
    assert found(author=["王一"]) == those(lambda _, d: "王一" in d.authors)
    assert found(author=["李二"], sheet=["1", "3"]) == those(lambda n, d: "李二" in d.authors and n % 4 in (1, 3))
    assert found(subject="constructor") == those(lambda n, _: n % 3 == 2)
    assert found(subject="nosuch") == []


@pytest.mark.browser
def test_a_city_and_a_province_hold_what_lies_in_them(engine: Page) -> None:
    places = {each["value"]: each for each in ask(engine, "")["facets"]["county"]}
    count = {code: sum(in_place(d, code.rstrip("0")) for d in ARCHIVE) for code in places}
    assert {code: each["count"] for code, each in places.items()} == count
    assert (places["141100"]["label"], places["141100"]["inside"]) == ("吕梁市", "140000")
    assert places["141123"]["inside"] == "141100" and "inside" not in places["140000"]
    assert places["140400"]["label"] == "长治市", "no article is filed under it"
    in_city = those(lambda _, d: in_place(d, "1411"))
    for county in ("141100", "吕梁市", ["141100", "141123"]):
        assert ask(engine, "", filters={"county": county}, sort="date")["docs"] == in_city
    for query in ("county:山西省", "county:山西", "county:140000"):
        assert ask(engine, query, sort="date")["docs"] == those(lambda _, d: d.county)
    assert sorted(ask(engine, "county:长治市")["docs"]) == those(lambda _, d: in_place(d, "1404"))
    assert ask(engine, "county:兴")["total"] == count["141123"] < len(in_city)


@pytest.mark.browser
def test_columns_are_counted_without_their_own_filter(engine: Page) -> None:
    filters = {"author": "李二", "paper": "xxb"}
    facets = ask(engine, "春耕", filters=filters, facets=["author", "sheet", "subject"])["facets"]
    ours = those(lambda _, d: d.paper[0] == "xxb")
    assert {each["value"]: each["count"] for each in facets["author"]} == Counter(
        name for n in ours for name in ARCHIVE[n].authors
    )
    both = [n for n in ours if "李二" in ARCHIVE[n].authors]
    assert {each["value"]: each["count"] for each in facets["sheet"]} == Counter(f"{n % 4}" for n in both if n % 4)
    assert {each["value"]: each["count"] for each in facets["subject"]} == {"小麦": len(both), "constructor": len(both)}


@pytest.mark.browser
def test_nothing_of_the_columns_is_loaded_before_it_is_asked_for(page: Page, folder: Path) -> None:
    asked = requests(page)
    with served(folder) as address:
        page.goto(f"{address}/index.html")
        assert ask(page, "春耕", filters={"county": "141100"})["total"] == 21
        assert not any("/data/columns" in request.url for request in asked)
        ask(page, "春耕", facets=["author"])
        found = [
            request.url.rpartition("/")[2].partition("-")[0] for request in asked if "/data/columns" in request.url
        ]
        assert Counter(found) == {"columns": 1, "author": 3}


@pytest.mark.browser
def test_records_come_block_by_block_and_only_where_they_are_needed(page: Page, folder: Path) -> None:
    each = """docs => archive.whole("", {}, async ({ c }) => {
      const all = [];
      const said = ({ doc, title, authors, page, subtitle, note, papers }) =>
        [doc, title, authors, page, subtitle, note, papers.llrb[2]];
      for await (const some of archive.columns.records(c, docs)) all.push(some.map(said));
      return [all, await archive.columns.weight(c, docs)];
    })"""
    page.goto((folder / "index.html").as_uri())
    asked = requests(page)
    found, weight = page.evaluate(each, [0, 4, 7, 39])
    assert found == [
        [[0, "第0篇", [], "", "", ["", ""], "报名推定"]],
        [
            [4, "第4篇", ["王一"], "", "", ["", "日期推定"], "报名推定"],
            [7, "第7篇", ["王一"], "3", "副题", ["题名取自正文开头", ""], "报名推定"],
        ],
        [[39, "第39篇", [], "3", "", ["题名取自正文开头", ""], "报名推定"]],
    ]
    assert sum("/record-" in request.url for request in asked) == 3 and weight > 100


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["author", "columns"])
def test_a_column_that_is_damaged_is_said(browser: Browser, folder: Path, kind: str) -> None:
    tab = browser.new_context().new_page()
    tab.route(
        f"**/{kind}-*.js*",
        lambda route: route.fulfill(body="archive.register('{}abc');", content_type="text/javascript"),
    )
    tab.goto((folder / "index.html").as_uri())
    said = tab.evaluate("archive.search('春耕', { facets: ['author'] }).catch(error => [error.retry, error.missing])")
    assert said[0] is True and f"{kind}-" in said[1]
    assert ask(tab, "春耕")["total"] == 40
    tab.context.close()


@pytest.mark.browser
def test_an_index_without_columns_has_none_to_count(page: Page, tmp_path: Path) -> None:
    output.write(tmp_path / "index.html", FRAME)
    for name in SCRIPTS:
        output.write(tmp_path / f"{name}.js", (ASSETS / f"{name}.js").read_text(encoding="utf-8"))
    for name, content in search.files(documents()[:5]):
        assert isinstance(content, str | bytes)
        output.write(tmp_path / name, content)
    page.goto((tmp_path / "index.html").as_uri())
    answer = ask(page, "", facets=["author"])
    assert answer["columns"] is False and answer["facets"]["author"] == []
