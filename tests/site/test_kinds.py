"""Kinds of pages that only a large archive has: lists that are cut, a newspaper's year, a day with several newspapers,
a province, the names of one initial. They are held to what tests/site/test_reading.py asks of the others."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from generator.base.addresses import initial_path, subject_path, url
from generator.language.places import gazetteer
from tests.conftest import Sample, begun, served, validate, violations

pytestmark = pytest.mark.slow

HIGHEST = 10_000  # px
CUT = re.compile(r"counties/141123/2023-03-\d\.html").fullmatch
LETTERS = re.compile(r"people/initial-738b(?:-\d)?\.html").fullmatch
PLACES = 310  # more than stand on one page
AUTHORS = 610  # the same
PAPERS = """\
papers:
  rb: {name: 山城日报}
  wb: {name: 山城晚报}
issues: []
"""
KINDS = {
    "a province": "counties/province-44.html",
    "names of one initial": url(initial_path("王")),
    "a subject": url(subject_path("小麦")),
    "a day with several newspapers": "dates/2023/03-02.html",
    "a newspaper's year": "issues/rb/2023.html",
    "a year of several newspapers": "dates/2023/index.html",
    "a list that is cut": "counties/141123/index.html",
    "a part of it that is cut": "counties/141123/2023-03.html",
    "a part of that": "counties/141123/2023-03-1.html",
    "subjects by what they are": "subjects/kinds.html",
    "all places of many provinces": "counties/index.html",
    "people under letters": "people/index.html",
    "the front page of a large archive": "index.html",
    "the page of an address that leads nowhere": "404.html",
}


def records() -> list[dict[str, object]]:
    counties = (p for n in range(110_000, 660_000) if (p := gazetteer().get(str(n))) and len(p.parents) == 2)
    names = [f"{p.parents[0]}{p.name}" for p in islice(counties, PLACES)] + ["广东省河源市连平县"]
    places = [name for name in names if gazetteer().resolve(name)]
    assert len(places) > 300
    return [
        {
            "paper": "wb" if n % 9 == 8 else "rb",
            "date": f"2023-03-{1 + n % 28:02d}" if n < 300 else f"2022-{1 + n % 12:02d}-{1 + n % 28:02d}",
            "title": f"小麦播种进度过半{n}",
            "body": "小麦播种进度过半，农机手正在检修机具。\n\n三月的田野一片繁忙。",
            "county": places[n] if n < len(places) else "兴县",
            "kind": "news",
            "authors": [{"name": f"王{chr(0x4E00 + n)}", "role": "记者"}],
        }
        for n in range(AUTHORS)
    ]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    archive = begun(tmp_path_factory.mktemp("large"), PAPERS)
    more = [
        {**r, "date": f"2023-03-{1 + n % 3:02d}", "county": "兴县", "title": f"小麦长势良好{n}"}
        for n, r in enumerate(records()[:130])
    ]
    lines = [json.dumps(r, ensure_ascii=False) for r in [*records(), *more]]
    archive.write("seeds/articles/all.jsonl", "\n".join(lines) + "\n")
    result = archive.run("build", "--strict")
    assert result.exit_code == 0, result.output
    return archive


@pytest.fixture(scope="module")
def address(large: Sample) -> Iterator[str]:
    with served(large.root / "site") as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_on_a_page_of_a_large_archive_and_it_fits_a_small_phone(
    address: str, browser: Browser, kind: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{KINDS[kind]}")
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    context.close()


def kind_of(name: str) -> str | None:
    """Pages that differ in a number or a digest alone are of one kind; articles are no lists."""
    if re.fullmatch(r"issues/\w+/[\d-]+/[\d-]+\.html", name):
        return None
    return re.sub(r"[0-9a-f]{10}|\d+", "N", name)


@pytest.mark.browser
def test_no_list_is_longer_than_ten_thousand_pixels_on_a_phone(large: Sample, address: str, browser: Browser) -> None:
    site = large.root / "site"
    of_kind: dict[str, list[tuple[int, str]]] = {}
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        if kind := kind_of(name):
            of_kind.setdefault(kind, []).append((path.stat().st_size, name))
    page = browser.new_page(viewport={"width": 390, "height": 844})

    def high(name: str) -> int:
        page.goto(f"{address}/{name}")
        return int(page.evaluate("document.documentElement.scrollHeight"))

    highest = {kind: max(map(high, (name for _, name in sorted(names)[-3:]))) for kind, names in of_kind.items()}
    assert len(highest) > 15
    assert {kind: height for kind, height in highest.items() if height > HIGHEST} == {}
    # They would be, were they not cut.
    for names in (CUT, LETTERS):
        parts = [
            name for name in sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")) if names(name)
        ]
        assert len(parts) > 2
        assert sum(map(high, parts)) > HIGHEST
    page.close()


@pytest.mark.browser
def test_on_a_phone_the_letters_stand_in_rows_as_high_as_a_finger(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/dates/2023/03.html")
    heights = page.locator(".jump a").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert len(heights) > 2
    assert 44 <= min(heights) <= max(heights) < 50
    page.close()


def test_the_pages_of_a_large_archive_are_valid(large: Sample) -> None:
    assert validate(*(large.root / "site" / address for address in KINDS.values())) == (0, "")


def test_every_link_of_a_large_archive_leads_somewhere(large: Sample) -> None:
    assert large.run("check").output == "All well.\n"
