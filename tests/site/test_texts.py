"""Texts of hits from a server that sends no parts of files: out of the articles' own pages, where these say what the
index knows of them."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import InParts, Quiet, Sample, served

pytestmark = pytest.mark.browser

QUERIES = [
    "的",
    "小额信贷",
    "本报讯",
    "title:吕梁",
    "author:刘*",
    "county:兴县",
    "冻绿叶药茶",
    "发展 -疫情",
    "的龙溪镇在哪里",
]

WORDS = ["小额信贷", "title:小额"]


@contextmanager
def searching(browser: Browser, site: Path, kind: type[Quiet]) -> Iterator[tuple[Page, list[str]]]:
    """The search page, and what it asks for."""
    with served(site, kind) as address:
        context = browser.new_context()
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url.removeprefix(f"{address}/")))
        page.goto(f"{address}/search/index.html")
        yield page, asked
        context.close()


def answers(page: Page, queries: list[str]) -> list[Any]:
    """Of each query all but the addresses' server, white space as a page shows it."""
    found = page.evaluate(
        """async qs => { const all = [];
            for (const q of qs) all.push(await archive.search(q, {limit: 50})); return all }""",
        queries,
    )
    for answer in found:
        for hit in answer["hits"] + answer["nearest"]:
            hit["url"] = hit["url"].split("/", 3)[3]
            assert all(0 <= start < end <= len(hit["snippet"]) for start, end in hit.pop("marks"))
            assert all(0 <= start < end <= len(hit["title"]) for start, end in hit.pop("titleMarks"))
            hit["title"], hit["snippet"] = ("".join(hit[name].split()) for name in ("title", "snippet"))
    return list(found)


def texts(asked: list[str]) -> list[str]:
    return [name for name in asked if re.search(r"/text/|common-|/sizes/", name)]


def test_hits_are_the_same_out_of_pages(browser: Browser, shipped: Sample) -> None:
    site = shipped.root / "site"
    with searching(browser, site, InParts) as (page, asked):
        wanted = answers(page, QUERIES)
        assert texts(asked) and not any(re.match(r"issues/", name) for name in asked)
    with searching(browser, site, Quiet) as (page, asked):
        assert answers(page, QUERIES) == wanted
        assert not texts(asked), "packs of texts weigh too much to come whole"
        pages = [name for name in asked if re.match(r"issues/", name)]
        assert len(pages) == len(set(pages)) >= wanted[0]["total"] > 30


@pytest.mark.parametrize(
    ("change", "queries"),
    [
        (lambda page: page.replace("小额", "小小"), WORDS),
        (lambda page: page.replace("</h1>", f"</h1><p>{'广告' * 2000}</p>"), [*WORDS, "author:刘*"]),
        (lambda page: page.replace('id="title"', ""), [*WORDS, "author:刘*"]),
        (lambda page: page[:400], [*WORDS, "author:刘*"]),
        (lambda page: None, [*WORDS, "author:刘*"]),
    ],
    ids=["an older one", "with more in it", "of another template", "cut off", "gone"],
)
def test_a_page_that_does_not_say_what_the_index_knows_is_passed_over(
    browser: Browser, shipped: Sample, tmp_path: Path, change: Any, queries: list[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(shipped.root / "site", site)
    changed = 0
    for path in site.glob("issues/*/*/*-*.html"):
        before = path.read_text(encoding="utf-8")
        after = change(before)
        changed += before != after
        path.unlink()
        if after is not None:
            path.write_text(after, encoding="utf-8")
    assert changed
    with searching(browser, shipped.root / "site", InParts) as (page, _):
        wanted = answers(page, queries)
        assert wanted[0]["total"]
    with searching(browser, site, Quiet) as (page, asked):
        assert answers(page, queries) == wanted
        assert texts(asked)
