"""Damage to what is published, and a site that is published anew while a page is open: a search is right, or it says
what it lacks and goes on once that is there."""

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import InParts, Quiet, Sample, served, until
from tests.search.test_search import documents, lay
from tests.torture import corruptions

pytestmark = pytest.mark.browser

LACKING = "检索没有完成：检索数据有一部分没有读到或已损坏。"
Damage = Callable[[list[Path]], None]
SEARCH = "q => archive.search(q).then(r => r.docs, e => e.missing && e.retry && 'lacking')"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the engine, and data in many files of every kind."""
    folder = tmp_path_factory.mktemp("damage") / "page"
    lay(folder, documents(), run=5000, shard=100, whole=9)
    return folder


def turned(files: list[Path]) -> None:
    """One bit in fifty bytes, others in each: in each stretch of a pack."""
    for n, path in enumerate(files):
        data = bytearray(path.read_bytes())
        for at in range(37 * n % min(50, len(data)), len(data), 50):
            data[at] ^= 1 << n % 8
        path.write_bytes(data)


def swapped(files: list[Path]) -> None:
    """Each has the content of the next one."""
    contents = [path.read_bytes() for path in files]
    for path, data in zip(files, contents[1:] + contents[:1], strict=True):
        path.write_bytes(data)


def cut(files: list[Path]) -> None:
    """All of each is missing but the beginning."""
    for path in files:
        path.write_bytes(path.read_bytes()[:60])


def gone(files: list[Path]) -> None:
    for path in files:
        path.unlink()


QUERIES = {
    "catalogue*": "本报讯",
    "common*": "本报讯",
    "folding*": "火星殖民地",
    "*/directory/*": "本报讯",
    "*/shards/*": "本报讯",
    "*/fields/*": "本报讯",
    "*/text/*": "本报讯",
    "*/sizes/*": "本报讯",
    "*/names/*": "本报讯",
    "*/authors/*": "author:*",
}
ASKED = {"*/sizes/*": "http", "*/names/*": "whole"}
"""What is asked for in one way alone: of the server that sends parts of files, of the one that sends none."""


@pytest.mark.parametrize("way", ["http", "whole", "file"])
@pytest.mark.parametrize("damage", [turned, swapped, cut, gone])
def test_damaged_data_never_make_an_answer(
    browser: Browser, whole: Path, tmp_path: Path, damage: Damage, way: str
) -> None:
    """Of each kind of files all are damaged. A query that needs one says so, and finds when they are whole."""
    folder = tmp_path / "page"
    shutil.copytree(whole, folder)
    with at(folder, way, Uncached) as address, opened(browser, f"{address}/index.html") as page:
        tried(page, folder, damage, way)


def tried(page: Page, folder: Path, damage: Damage, way: str) -> None:
    author = next(name for document in documents() for name in document.authors)
    for kind, query in QUERIES.items():
        if ASKED.get(kind, way) != way:
            continue
        files = sorted((folder / "search/data").glob(f"{kind}.js"))
        if damage is swapped and len(files) == 1:
            files.append(next((folder / "search/data").glob("*/shards/0.js")))
        contents = [path.read_bytes() for path in files]
        assert files
        damage(files)
        page.reload()
        asked = query.replace("*", author)
        assert page.evaluate(SEARCH, asked) == "lacking", kind
        for path, data in zip(files, contents, strict=True):
            path.write_bytes(data)
        found = page.evaluate(SEARCH, asked)
        assert found == [] if kind == "folding*" else len(found) > 0, kind


def test_searches_in_data_that_are_damaged_at_random(browser: Browser, tmp_path: Path) -> None:
    published = corruptions.Published(browser, tmp_path)
    assert [wrong for n in range(6) for wrong in published.findings(random.Random(n))] == []


def test_builds_after_damage_at_random(tmp_path: Path) -> None:
    kept = corruptions.Kept(tmp_path)
    assert [wrong for n in range(6) for wrong in kept.findings(random.Random(n))] == []


# ---- the search page -----------------------------------------------------------------------------------------------


def articles(*words: str) -> str:
    """Of each word one, in the same newspaper, of one day after the other."""
    records = (
        {
            **{"paper": "xxb", "date": f"2024-03-{day:02d}", "id": f"xxb-2024-03-{day:02d}-01-01", "page": 1},
            **{"title": f"{word}见闻", "body": f"记者看到，{word}进展顺利。"},
        }
        for day, word in enumerate(words, 8)
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


@pytest.fixture
def archive(sample: Sample) -> Sample:
    sample.write("seeds/articles/more.jsonl", articles("红枣", "核桃"))
    assert sample.run("build").exit_code == 0
    return sample


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def said(page: Page) -> Locator:
    return page.locator(".tally [role=status]").first


def ask(page: Page, query: str) -> None:
    page.locator("#query input").fill(query)
    page.locator("#query button").click()


@contextmanager
def at(site: Path, way: str, kind: type[Quiet] = InParts) -> Iterator[str]:
    """Where the site is: on a server, on one that sends no parts of files, or on the disk."""
    if way == "file":
        yield site.as_uri()
        return
    with served(site, type("Whole", (kind,), {"do_GET": Quiet.do_GET}) if way == "whole" else kind) as address:
        yield address


class Uncached(InParts):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.mark.parametrize("way", ["http", "whole", "file"])
def test_an_open_page_goes_on_with_a_site_that_is_published_anew(browser: Browser, archive: Sample, way: str) -> None:
    with at(archive.root / "site", way) as address, opened(browser, f"{address}/search/index.html?q=红枣") as page:
        expect(said(page)).to_have_text("找到 1 篇")
        before = {path.name for path in (archive.root / "site/search/data").iterdir() if path.is_dir()} - {"columns"}
        archive.write("seeds/articles/more.jsonl", articles("红枣", "核桃", "枣园核桃收购"))
        assert archive.run("build").exit_code == 0
        assert not before & {path.name for path in (archive.root / "site/search/data").iterdir()}
        ask(page, "核桃")
        expect(said(page)).to_have_text("找到 2 篇")
        expect(page.locator(".hits h2")).to_have_text(["核桃见闻", "枣园核桃收购见闻"])
        ask(page, "红枣")
        expect(said(page)).to_have_text("找到 1 篇")


@pytest.mark.parametrize("start", ["index.html", "search/index.html"])
def test_suggestions_go_on_with_a_site_that_is_published_anew(browser: Browser, archive: Sample, start: str) -> None:
    with served(archive.root / "site") as address, opened(browser, f"{address}/{start}") as page:
        field = page.locator("[role=search] [name=q]")
        field.focus()
        until(page, "window.archive?.current?.(async () => true)")
        archive.write("seeds/articles/more.jsonl", articles("红枣", "核桃", "医院", "医院"))
        assert archive.run("build").exit_code == 0
        field.press_sequentially("医")
        expect(page.get_by_role("option").first).to_contain_text("医院")


def test_damage_is_said_in_words_and_tried_again(browser: Browser, archive: Sample) -> None:
    lists = sorted((archive.root / "site/search/data").glob("*/shards/*.js"))
    contents = [path.read_bytes() for path in lists]
    turned(lists)
    with served(archive.root / "site") as address, opened(browser, f"{address}/search/index.html?q=核桃") as page:
        expect(said(page)).to_have_text(f"{LACKING} 重试")
        expect(page.locator(".hits li")).to_have_count(0)
        again = page.get_by_role("button", name="重试")
        again.evaluate("button => button.id = 'first'")  # else the answer to the first try is taken for the second's
        again.click()
        expect(page.locator("#first")).to_have_count(0)
        expect(said(page)).to_have_text(f"{LACKING} 重试")
        for path, data in zip(lists, contents, strict=True):
            path.write_bytes(data)
        again.click()
        expect(said(page)).to_have_text("找到 1 篇")
        expect(page.locator(".hits li")).to_have_count(1)


def test_what_a_cache_holds_is_asked_for_again_past_it(browser: Browser, archive: Sample) -> None:
    """The server has mended what the browser still has: nobody has to be told."""

    class Cached(InParts):
        def end_headers(self) -> None:
            self.send_header("Cache-Control", "max-age=3600")
            super().end_headers()

    lists = sorted((archive.root / "site/search/data").glob("*/shards/*.js"))
    contents = [path.read_bytes() for path in lists]
    turned(lists)
    with (
        served(archive.root / "site", Cached) as address,
        opened(browser, f"{address}/search/index.html?q=核桃") as page,
    ):
        expect(said(page)).to_have_text(f"{LACKING} 重试")
        for path, data in zip(lists, contents, strict=True):
            path.write_bytes(data)
        page.goto(f"{address}/index.html")
        page.goto(f"{address}/search/index.html?q=核桃")
        expect(said(page)).to_have_text("找到 1 篇")


def test_a_page_of_another_program_is_to_be_opened_again(browser: Browser, archive: Sample) -> None:
    """It reads data in its own way, and these are another program's."""
    path = archive.root / "site/search/index.html"
    whole = path.read_text(encoding="utf-8")
    path.write_text(re.sub('data-made="[0-9a-f]+"', 'data-made="0"', whole), encoding="utf-8")
    with served(archive.root / "site") as address, opened(browser, f"{address}/search/index.html?q=核桃") as page:
        expect(said(page)).to_have_text("检索没有完成：网站刚刚更新过，须重新打开本页。 重试")
        path.write_text(whole, encoding="utf-8")
        later = path.stat().st_mtime + 2  # a server tells files apart by whole seconds
        os.utime(path, (later, later))
        page.get_by_role("button", name="重试").click()
        expect(said(page)).to_have_text("找到 1 篇")
