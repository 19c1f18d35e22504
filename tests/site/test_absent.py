"""Archives beside this one that do not answer, are slow, of another version, damaged or hostile: they are left out,
that is said, and the others are searched."""

import json
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.base import output
from generator.base.archive import Document
from generator.base.digest import digest
from generator.search import search
from generator.search.scripts import content_of, sealed
from tests.conftest import InParts, Sample, served, violations
from tests.search.test_search import ask
from tests.site.test_beside import Open, again, archive

pytestmark = pytest.mark.browser

SILENT = "没有答复，结果里没有那里的文章。"
BROKEN = "的检索数据没有读全，结果里没有那里的文章。"


class Stuck(Open):
    """Answers for the catalogue, and for all else when it may."""

    may = Event()

    def do_GET(self) -> None:
        if "catalogue" not in self.path:
            self.may.wait(60)
        super().do_GET()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The archive that is asked. Not to be changed."""
    return archive(tmp_path_factory.mktemp("alone") / "lvliang", "lvliang")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The site of one that answers."""
    site = archive(tmp_path_factory.mktemp("good") / "later", "later").root / "site"
    with served(site, Open) as address:
        yield site, address


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of another one."""
    return archive(tmp_path_factory.mktemp("other") / "jindong", "jindong").root / "site"


@pytest.fixture
def site(other: Path, tmp_path: Path) -> Path:
    """A site to be damaged."""
    return Path(shutil.copytree(other, tmp_path / "damaged"))


def with_beside(alone: Sample, *beside: object) -> Path:
    """Its site with these beside it, made once for all tests that ask the same. Not to be changed."""
    folder = alone.root.parent / f"asking-{digest(json.dumps(beside))}"
    return folder / "site" if folder.exists() else again(alone, folder, beside)


@contextmanager
def asking(alone: Sample, *beside: object) -> Iterator[str]:
    """The address of the search page with these beside it."""
    with served(with_beside(alone, *beside)) as address:
        yield f"{address}/search/index.html"


@pytest.fixture(scope="module")
def port() -> int:
    """Where one archive after another is served, so that one site asks them all."""
    return free()


def free() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as one:
        return int(one.getsockname()[1])


def line(page: Page) -> Locator:
    return page.locator(".beside")


def said(page: Page) -> Locator:
    return page.locator(".tally [role=status]").first


def test_a_site_that_is_not_there_is_said_and_asked_again(
    page: Page, alone: Sample, good: tuple[Path, str], site: Path
) -> None:
    port = free()
    with asking(alone, good[1], {"site": f"http://127.0.0.1:{port}/", "name": "远方报藏"}) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 19 篇")
        expect(line(page)).to_have_text(f"同时检索吕梁近年。远方报藏{SILENT} 重试")
        absent = ask(page, "发展")["absent"]
        assert absent == [{"name": "远方报藏", "url": f"http://127.0.0.1:{port}/", "why": "silent"}]
        assert violations(page) == []
        with served(site, Open, port):
            page.get_by_role("button", name="重试").click()
            expect(said(page)).to_have_text("找到 23 篇，第 1–20 篇")
            expect(line(page)).to_have_text("同时检索吕梁近年、远方报藏。")


def test_a_site_that_lets_no_other_page_read_is_left_out(page: Page, alone: Sample, site: Path) -> None:
    with served(site, InParts) as closed, asking(alone, closed) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 10 篇")
        expect(line(page)).to_have_text(f"{closed}/{SILENT} 重试")


def test_nobody_waits_for_a_site_that_never_answers(page: Page, alone: Sample, good: tuple[Path, str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        address = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        with asking(alone, address, good[1]) as home:
            begun = time.monotonic()
            page.goto(f"{home}?q=发展")
            expect(said(page)).to_have_text("找到 19 篇")
            shown = time.monotonic() - begun
            expect(line(page)).to_have_text(f"同时检索吕梁近年。还在等{address}答复。")
            expect(line(page)).to_have_text(f"同时检索吕梁近年。{address}{SILENT} 重试")
            left = time.monotonic() - begun
            assert 1 <= shown < 3.5 <= left < 6
            assert ask(page, "冻绿叶")["total"] == 1, "it is not asked again"
            assert time.monotonic() - begun < left + 1


def test_what_others_found_is_shown_while_one_keeps_its_data_back(
    page: Page, alone: Sample, good: tuple[Path, str], site: Path
) -> None:
    Stuck.may.clear()
    with served(site, Stuck) as stuck, asking(alone, {"site": stuck, "name": "慢馆"}, good[1]) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 19 篇", timeout=4_000)
        expect(line(page)).to_have_text("同时检索吕梁近年。还在等慢馆答复。")
        Stuck.may.set()
        expect(said(page)).to_have_text("找到 23 篇，第 1–20 篇")
        expect(line(page)).to_have_text("同时检索慢馆、吕梁近年。")
        Stuck.may.clear()
        page.locator("#query input").fill("农业")
        expect(line(page)).to_have_text(f"同时检索吕梁近年。慢馆{SILENT} 重试", timeout=15_000)
        Stuck.may.set()


def test_a_page_that_only_all_of_them_fill_is_waited_for(
    page: Page, alone: Sample, good: tuple[Path, str], site: Path
) -> None:
    Stuck.may.clear()
    with served(site, Stuck) as stuck, asking(alone, stuck, good[1]) as address:
        page.goto(f"{address}?q=发展&page=2")
        expect(line(page)).to_contain_text("还在等")
        page.wait_for_timeout(500)
        Stuck.may.set()
        expect(said(page)).to_have_text("找到 23 篇，第 21–23 篇")
        assert page.url.endswith("&page=2")


def changed(site: Path, **values: object) -> None:
    """The catalogue with other values, whole under its name."""
    catalogue = site / "search/data/catalogue.js"
    said = json.loads(content_of(catalogue.read_bytes()))
    catalogue.write_text(str(sealed("catalogue", json.dumps({**said, **values}, ensure_ascii=False))), encoding="utf-8")


@pytest.mark.parametrize("value", [{"format": 0}, {"folding": "folding-000000000000"}, {"block": 1024}])
def test_an_archive_of_another_version_is_left_out(
    page: Page, alone: Sample, port: int, site: Path, value: dict[str, object]
) -> None:
    changed(site, **value)
    with served(site, Open, port) as other, asking(alone, {"site": other, "name": "旧馆"}) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 10 篇")
        expect(line(page)).to_have_text("旧馆的检索数据是另一版本的，结果里没有那里的文章。")


def test_texts_of_another_archive_are_read_by_its_own_table(page: Page, alone: Sample, port: int, site: Path) -> None:
    (table,) = (site / "search/data").glob("common-*.js")
    own = "common-000000000000"
    (site / f"search/data/{own}.js").write_bytes(sealed(own, content_of(table.read_bytes())))  # type: ignore[arg-type]
    table.unlink()
    changed(site, common=own)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(site, Open, port) as other, asking(alone, other) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 14 篇")
        assert sum("/common-" in url for url in asked) == 2


@pytest.mark.parametrize(
    "value",
    [
        {"documents": 11},
        {"name": 3},
        {"paper": [["llrb"]]},
        {"common": "../../other/common-000000000000"},
        {"length": {"title": None, "text": 1}},
        {"segments": [{"name": "../../../../evil", "documents": 10}]},
        {"segments": None},
        {"variants": []},
    ],
)
def test_a_catalogue_that_cannot_be_true_is_left_out(
    page: Page, alone: Sample, port: int, site: Path, value: dict[str, object]
) -> None:
    changed(site, **value)
    with served(site, Open, port) as other, asking(alone, {"site": other, "name": "怪馆"}) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 10 篇")
        expect(line(page)).to_have_text(f"怪馆{BROKEN} 重试")


def test_no_script_of_another_archive_runs(page: Page, alone: Sample, port: int, site: Path) -> None:
    for file in (site / "search/data").rglob("*.js"):
        wide = file.read_bytes().startswith(b"\xff\xfe")
        code = "window.evil = 1;\n"
        file.write_bytes(file.read_bytes() + code.encode("utf-16-le" if wide else "utf-8"))
    with served(site, Open, port) as other, asking(alone, {"site": other, "name": "怪馆"}) as address:
        page.goto(f"{address}?q=发展")
        expect(line(page)).to_have_text(f"怪馆{BROKEN} 重试")
        expect(said(page)).to_have_text("找到 10 篇")
        assert page.evaluate("window.evil") is None


def lay(folder: Path, *documents: Document, called: str) -> None:
    """An index by itself."""
    for name, content in search.files(documents, about=search.About(called)):
        assert isinstance(content, str | bytes)
        output.write(folder / name, content)


@pytest.mark.parametrize("query", ["體育館", "体育馆", "+体育館 -发展", "體育 -發展", "paper:晚報", "paper:晚报"])
def test_forms_that_only_one_of_them_prints_are_found_in_all(
    page: Page, alone: Sample, port: int, tmp_path: Path, query: str
) -> None:
    texts = "晚報訊：縣體育館開工。", "体育馆发展。", "體育館竣工，體育館開放。"
    lay(
        tmp_path / "old",
        *(
            Document(f"{n}", f"{n}.html", f"1949-10-0{n}", ("w", "晚報"), None, ("news", "报道"), ("題",), (text,))
            for n, text in enumerate(texts, 1)
        ),
        called="旧报",
    )
    with served(tmp_path, Open, port) as other, asking(alone, f"{other}/old") as address:
        page.goto(f"{address}?q={quote(query)}&sort=date")
        expect(said(page)).to_have_text("找到 2 篇" if "-" in query else "找到 3 篇")
        marks = page.locator(".hits mark").all_inner_texts()
        assert set(marks) <= {"體育館", "体育馆", "體育"} and bool(marks) == ("paper" not in query)
        assert ask(page, "冻绿叶")["total"] == 1


@pytest.mark.parametrize("url", ["https://example.org/a.html", "//example.org/", "../../a.html", "javascript:evil()"])
def test_a_hit_never_leads_out_of_its_archive(page: Page, alone: Sample, port: int, tmp_path: Path, url: str) -> None:
    hit = Document("x", url, "2024-01-01", ("x", "<b>报"), None, ("news", "报道"), ("发展",), ("发展",))
    lay(tmp_path / "hostile", hit, called="<i>怪馆")
    with served(tmp_path, Open, port) as other, asking(alone, f"{other}/hostile") as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 10 篇")
        expect(line(page)).to_have_text(f"<i>怪馆{BROKEN} 重试")


def test_a_site_that_is_published_anew_meanwhile_is_read_anew(
    page: Page, alone: Sample, port: int, good: tuple[Path, str], site: Path, tmp_path: Path
) -> None:
    newer = archive(tmp_path / "newer", "jindong").root / "site"
    with served(site, Open, port) as other, asking(alone, other) as address:
        page.goto(f"{address}?q=发展")
        expect(said(page)).to_have_text("找到 14 篇")
        shutil.rmtree(site)
        shutil.copytree(newer, site)
        answer = ask(page, "草莓", limit=50)
        assert answer["absent"] == []
        assert {hit.get("archive") for hit in answer["hits"]} == {"吕梁报藏", "晋东报藏"}
        expect(line(page)).to_have_text("同时检索晋东报藏。")


def test_the_policy_names_the_hosts_of_the_settings_and_no_other(alone: Sample) -> None:
    site = with_beside(alone, "https://a.github.io/2019", "https://a.github.io/2020/", "http://b.cn:80/x", "../c")
    page = (site / "search/index.html").read_text(encoding="utf-8")
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    own = "default-src 'self';base-uri 'none';form-action 'self' file:"
    asks = "connect-src 'self' http://b.cn https://a.github.io;"
    assert policy == [own.replace("base-uri", f"{asks}base-uri")]
    others = [file for file in site.rglob("*.html") if file != site / "search/index.html"]
    assert others and not any("connect-src" in file.read_text(encoding="utf-8") for file in others)


def test_without_others_nothing_of_them_is_loaded(page: Page, alone: Sample) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{(alone.root / 'site').as_uri()}/search/index.html?q=发展")
    expect(said(page)).to_have_text("找到 10 篇")
    assert not any(re.search(r"foreign|beside|absent", url.rpartition("/")[2]) for url in asked)
    found = {"total", "docs", "hits", "facets", "columns", "nearest", "literal", "plain", "matched", "little"}
    assert ask(page, "发展").keys() == found | {"doors", "narrowed", "meant", "as", "copies", "foldable", "countable"}
    assert "archive" not in ask(page, "发展")["hits"][0].keys() | ask(page, "发展")["facets"].keys()


def test_what_another_archive_says_of_forms_changes_nothing_in_ours(
    page: Page, alone: Sample, port: int, site: Path
) -> None:
    changed(site, variants=["发吕", "xx"])
    with served(site, Open, port) as other, asking(alone, other) as address:
        page.goto(f"{address}?q=发展&archive=吕梁报藏")
        expect(said(page)).to_have_text("找到 10 篇")
        assert page.locator(".hits mark").first.inner_text() == "发展"
        assert ask(page, "paper:吕梁", limit=50, filters={"archive": "吕梁报藏"})["total"] == 15


def test_an_archive_says_nothing_of_documents_that_are_not_its_own(
    page: Page, alone: Sample, good: tuple[Path, str]
) -> None:
    with asking(alone, good[1]) as address:
        page.goto(address)
        expect(line(page)).to_have_text("同时检索吕梁近年。")
        refused = page.evaluate("""async () => {
            const [{c, data, root}] = archive.sites, [first] = c.segments;
            const trusted = {...first, name: data + first.name, block: c.block};
            const s = {...trusted, base: root, documents: 5};
            const tries = {
              lists: async s => archive.lists(s, await archive.shardOf(s, "发".codePointAt(0) * 2 ** 21)),
              fields: s => archive.fields(s, 0),
              ids: s => archive.idsOf({ ...c, segments: [s] }),
              authors: s => archive.value("authors/0", s),
            }, out = {};
            for (const [name, ask] of Object.entries(tries)) {
              await ask(trusted); // from now on it is remembered
              out[name] = await ask(s).then(() => "taken", error => error.missing);
            }
            return out }""")
        assert set(refused) == {"lists", "fields", "ids", "authors"}
        assert all(missing.startswith(f"{good[1]}/search/data/") for missing in refused.values()), refused
