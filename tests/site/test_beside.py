"""Several archives searched at once: three sites on ports of their own, three folders beside each other on a disk. The
archive that ships lies in three; what is found is what the whole one finds."""

import json
import random
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.language.terms import fold
from tests.conftest import InParts, Quiet, Sample, copy_of_shipped, served, validate
from tests.search.test_search import ask, documents

pytestmark = pytest.mark.browser

PARTS = {
    "lvliang": ("吕梁报藏", ["llrb-2020-09-27", "llrb-2024-03-07"]),
    "jindong": ("晋东报藏", ["zzxb-2022-04-16", "jzrb-2023-11-09"]),
    "later": ("吕梁近年", ["llrb-2025-09-23"]),
}
"""Each archive: its name and its issues."""


class Open(InParts):
    """As GitHub Pages has it: any page may read what it sends."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


class OpenWhole(Quiet):
    """The same, but it sends whole files only."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


def archive(folder: Path, part: str, beside: Sequence[str] = (), name: str = "") -> Sample:
    """One of the three, built."""
    called, issues = PARTS[part]
    made = copy_of_shipped(folder)
    for file in (folder / "seeds/articles").iterdir():
        if file.stem not in issues:
            file.unlink()
    head, *listed = made.read("seeds/issues.yml").split("  - paper: ")
    kept = [each for each in listed if "-".join(re.findall(r"^(\w+)\n    date: (\S+)", each)[0]) in issues]
    made.write("seeds/issues.yml", "  - paper: ".join([head, *kept]))
    settings = made.read("mkdocs.yml").replace("site_name: 报藏", f"site_name: {name or called}")
    archive = json.dumps({"beside": [*beside]})
    made.write("mkdocs.yml", settings.replace("archive: {}", f"archive: {archive}"))
    result = made.run("build")
    assert result.exit_code == 0, result.output
    return made


def again(made: Sample, folder: Path, beside: Sequence[object]) -> Path:
    """The same archive with others beside it; its site."""
    copy = Sample(Path(shutil.copytree(made.root, folder, symlinks=True)))
    settings = re.sub(
        r"archive: \{.*\}", lambda _: f"archive: {json.dumps({'beside': beside})}", copy.read("mkdocs.yml")
    )
    copy.write("mkdocs.yml", settings)
    result = copy.run("build")
    assert result.exit_code == 0, result.output
    return copy.root / "site"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    """The three, beside each other. Not to be changed."""
    root = tmp_path_factory.mktemp("beside")
    others = [f"../../{part}/site/" for part in PARTS]
    return {part: archive(root / part, part, [each for each in others if part not in each]) for part in PARTS}


@pytest.fixture(scope="module")
def ports(folders: dict[str, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the first; the others have ports of their own, of which one sends whole files only."""
    with ExitStack() as stack:
        kinds = {"jindong": Open, "later": OpenWhole}
        others = [stack.enter_context(served(folders[part].root / "site", kind)) for part, kind in kinds.items()]
        site = again(folders["lvliang"], tmp_path_factory.mktemp("ports") / "lvliang", others)
        yield stack.enter_context(served(site))


@pytest.fixture(scope="module")
def whole(shipped: Sample, browser: Browser) -> Iterator[Page]:
    """All articles in one archive."""
    with _tab(browser, (shipped.root / "site").as_uri()) as tab:
        yield tab


@contextmanager
def _tab(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{home}/search/index.html")
    yield tab
    context.close()


@pytest.fixture(scope="module", params=["disk", "ports"])
def three(request: pytest.FixtureRequest, browser: Browser, folders: dict[str, Sample], ports: str) -> Iterator[Page]:
    """The search page of the first of three archives."""
    home = ports if request.param == "ports" else (folders["lvliang"].root / "site").as_uri()
    with _tab(browser, home) as tab:
        yield tab


def found(page: Page, query: str, **options: object) -> list[str]:
    """Ids of the hits, in their order."""
    ids = page.evaluate("archive.ids()")
    return [ids[n] for n in ask(page, query, **options)["docs"]]


@cache
def lines() -> list[tuple[str, list[str]]]:
    """Of each article all that is searched, folded."""
    return [(d.id, [fold(line) for line in (*d.title, *d.text)]) for d in documents()]


def test_what_is_found_is_what_stands_in_any_of_the_archives(three: Page) -> None:
    chance = random.Random(1949)
    cuts = set[str]()
    while len(cuts) < 500:
        text = chance.choice(chance.choice(lines())[1])
        start = chance.randrange(len(text) + 1)
        cuts.add(text[start : start + chance.randint(1, 7)].replace('"', "").strip("-+*"))
        cuts.discard("")
    asked = sorted(cuts)
    each = """async cuts => { const ids = await archive.ids(), all = [];
        for (const cut of cuts) all.push((await archive.search(`"${cut}"`)).docs.map(n => ids[n]).sort());
        return all }"""
    truth = [sorted(i for i, held in lines() if any(cut in line for line in held)) for cut in asked]
    assert dict(zip(asked, three.evaluate(each, asked), strict=True)) == dict(zip(asked, truth, strict=True))
    assert len({i.rpartition("-")[0][:4] for ids in truth for i in ids}) == 3, "cuts of all archives"


@pytest.mark.parametrize(
    "query", ["发展", "小额信贷 金融", "title:发展 -吕梁", "author:刘*", "county:长子", "乡村振興", "-的"]
)
def test_hits_rank_and_count_as_those_of_one_archive(three: Page, whole: Page, query: str) -> None:
    of_one, of_three = (ask(page, query, limit=50) for page in (whole, three))
    facets = dict(of_three["facets"])
    assert sum(each["count"] for each in facets.pop("archive")) == of_three["total"] == of_one["total"] > 0
    assert facets == of_one["facets"]
    for hit in (*of_one["hits"], *of_three["hits"]):
        del hit["url"], hit["told"]  # where it is, and in what forms it is printed there
        hit.pop("archive", None)
    assert of_three["hits"] == of_one["hits"]


@pytest.mark.parametrize(
    "filters", [{}, {"county": ["141100", "长子县"]}, {"author": "刘丽霞"}, {"subject": ["脱贫", "疫情"]}]
)
def test_columns_count_and_narrow_as_those_of_one_archive(three: Page, whole: Page, filters: dict[str, object]) -> None:
    options: dict[str, object] = {"filters": filters, "facets": ["sheet", "author"], "sort": "date"}
    of_one, of_three = (ask(page, "发展", **options) for page in (whole, three))
    if "subject" not in filters:  # which subjects an article has follows from all articles of its archive
        facets = dict(of_three["facets"])
        facets.pop("archive")
        assert facets == of_one["facets"] and facets["author"]
        assert found(three, "发展", **options) == found(whole, "发展", **options)
    assert of_three["total"] <= ask(three, "发展")["total"]


def test_hits_of_several_archives_are_taken_along_with_their_own_addresses(page: Page, ports: str) -> None:
    page.goto(f"{ports}/search/index.html?q=发展&view=export&sort=date")
    with page.expect_download() as download:
        page.get_by_role("button", name="RIS").click()
    ris = download.value.path().read_text(encoding="utf-8")
    addresses = re.findall(r"UR  - (http://[^/]+)/", ris)
    assert len(addresses) == 23 and len(set(addresses)) == 3
    page.get_by_role("link", name="上下文").click()
    expect(page.locator(".view")).to_contain_text("23 篇中共 102 处。")
    page.get_by_role("link", name="趋势").click()
    expect(page.locator(".trend path.line")).to_have_count(1)


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_dates_run_over_all_archives_and_pages_are_slices(three: Page, whole: Page, sort: str) -> None:
    assert found(three, "发展", sort=sort) == found(whole, "发展", sort=sort)
    filters = {"from": "2022-01-01", "to": "2024-12-31"}
    assert found(three, "", filters=filters, sort=sort) == found(whole, "", filters=filters, sort=sort)
    hits = ask(three, "的", sort=sort, limit=50)["hits"]
    assert ask(three, "的", sort=sort, limit=7, offset=9)["hits"] == hits[9:16]


def test_numbers_run_archive_by_archive_in_the_order_of_the_settings(three: Page) -> None:
    answer = ask(three, "", limit=50)
    assert [(each["name"], each["first"], each["documents"]) for each in answer["archives"]] == [
        ("吕梁报藏", 0, 15),
        ("晋东报藏", 15, 16),
        ("吕梁近年", 31, 10),
    ]
    assert sorted(answer["docs"]) == [*range(41)]
    ids = three.evaluate("archive.ids()")
    assert [ids[n] for n in answer["docs"]] == [hit["id"] for hit in answer["hits"]]
    assert answer["absent"] == []


def test_each_hit_says_whose_it_is_and_leads_there(page: Page, ports: str) -> None:
    page.goto(f"{ports}/search/index.html?q=发展&archive=吕梁近年")
    expect(page.locator(".hits li")).to_have_count(9)
    assert all(facts.endswith(" · 吕梁近年") for facts in page.locator(".hits .facts").all_inner_texts())
    first = page.locator(".hits h2 a").first
    title = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert not page.url.startswith(ports)
    expect(page.locator(".masthead .name")).to_have_text("吕梁近年")


def test_an_archive_is_a_filter_that_stands_in_the_address(page: Page, folders: dict[str, Sample]) -> None:
    page.goto(f"{(folders['lvliang'].root / 'site').as_uri()}/search/index.html?q=发展")
    expect(page.locator(".beside")).to_have_text("同时检索晋东报藏、吕梁近年。")
    page.locator(".facets").get_by_role("link", name="晋东报藏", exact=True).click()
    expect(page.locator(".tally [role=status]").first).to_have_text("找到 4 篇")
    assert "archive=%E6%99%8B%E4%B8%9C%E6%8A%A5%E8%97%8F" in page.url
    page.locator(".facets").get_by_role("link", name="晋东报藏", exact=True).click()
    expect(page.locator(".tally [role=status]").first).to_contain_text("找到 23 篇")


def test_a_newspaper_that_lies_in_several_repositories_is_one_archive(page: Page, tmp_path: Path) -> None:
    for part in PARTS:
        archive(
            tmp_path / part, part, ["../../jindong/site", "../../later/site"] if part == "lvliang" else (), "吕梁报藏"
        )
    page.goto(f"{(tmp_path / 'lvliang/site').as_uri()}/search/index.html?q=发展")
    expect(page.locator(".tally [role=status]").first).to_contain_text("找到 23 篇")
    expect(page.locator(".facets h2").first).to_have_text("年份")
    expect(page.locator(".beside")).to_have_text("")
    assert not any("报藏" in facts for facts in page.locator(".hits .facts").all_inner_texts())


def test_an_address_that_leads_to_an_archive_that_is_searched_already_counts_nothing_twice(
    page: Page, folders: dict[str, Sample], tmp_path: Path
) -> None:
    """As the old address of one that has moved does: its own, and that of one beside it."""
    for name, of in (("old", "lvliang"), ("older", "jindong")):
        shutil.copytree(folders[of].root / "site", tmp_path / f"{name}/site")
    archive(tmp_path / "lvliang", "lvliang", ["../../old/site", "../../jindong/site", "../../older/site"], "吕梁报藏")
    shutil.copytree(folders["jindong"].root / "site", tmp_path / "jindong/site")
    page.goto(f"{(tmp_path / 'lvliang/site').as_uri()}/search/index.html?q=发展")
    expect(page.locator(".beside")).to_have_text("同时检索晋东报藏。")
    expect(page.locator(".tally [role=status]").first).to_contain_text("找到 14 篇")


def test_a_bundle_holds_one_archive_and_searches_that(page: Page, folders: dict[str, Sample], tmp_path: Path) -> None:
    made = Sample(Path(shutil.copytree(folders["lvliang"].root, tmp_path / "archive", symlinks=True)))
    assert made.run("bundle").exit_code == 0
    with zipfile.ZipFile(made.root / "dist/吕梁报藏.zip") as bundle:
        bundle.extractall(tmp_path)
    page.goto(f"{(tmp_path / '吕梁报藏/read.html').as_uri()}#search/index.html?q=发展")
    expect(page.locator(".tally [role=status]").first).to_have_text("找到 10 篇")
    expect(page.locator(".beside")).to_have_text("")


def test_doors_lead_to_the_archive_that_has_what_is_meant(three: Page) -> None:
    doors = {q: [d["label"] for d in ask(three, q)["doors"]] for q in ("2023-11-09", "长子县报", "吕梁日报")}
    assert doors == {
        "2023-11-09": ["2023年11月9日的报纸：〔晋中日报〕（晋东报藏）"],
        "长子县报": ["〔长子县报〕（晋东报藏）"],
        "吕梁日报": ["〔吕梁日报〕（吕梁报藏）", "〔吕梁日报〕（吕梁近年）"],
    }
    url = ask(three, "2023-11-09")["doors"][0]["url"]
    assert url.endswith("/issues/jzrb/2023-11-09/index.html")
    assert three.goto(url)
    expect(three.locator("h1")).to_contain_text("2023年11月9日")
    three.go_back()


def test_doors_and_spellings_work_in_a_bundle(page: Page, folders: dict[str, Sample], tmp_path: Path) -> None:
    made = Sample(Path(shutil.copytree(folders["lvliang"].root, tmp_path / "archive", symlinks=True)))
    assert made.run("bundle").exit_code == 0
    with zipfile.ZipFile(made.root / "dist/吕梁报藏.zip") as bundle:
        bundle.extractall(tmp_path)
    read = (tmp_path / "吕梁报藏/read.html").as_uri()
    page.goto(f"{read}#search/index.html?q=金熔")
    expect(page.locator(".meant a").first).to_have_text("金融")
    page.goto(f"{read}#search/index.html?q=2024-03-07")
    page.locator(".doors a").click()
    expect(page.locator("h1")).to_contain_text("2024年3月7日")


def test_the_page_is_valid_html(folders: dict[str, Sample]) -> None:
    assert validate(folders["lvliang"].root / "site/search/index.html") == (0, "")
