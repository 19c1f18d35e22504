"""No figure is typed: docs/benchmarks.md is what its reports say, and so is what the READMEs quote of them."""

import pytest

from scripts import figures
from tests.conftest import REPOSITORY
from tests.torture.__main__ import PARTS

READMES = ("README.md", "README.zh-CN.md")
KEPT = figures.reports()


def readme(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def test_the_page_says_what_the_reports_say() -> None:
    written = figures.PAGE.read_text(encoding="utf-8")
    assert written == figures.page(KEPT), 'The reports have changed. Run "python -m scripts.figures".'


def test_every_report_says_how_it_was_made() -> None:
    assert KEPT
    for name, report in KEPT.items():
        assert {"command", "commit", "date", "machine", "processors", "load"} <= report["about"].keys(), name


@pytest.mark.parametrize("name", figures.QUOTED)
def test_both_readmes_quote_the_same_figures(name: str) -> None:
    one, other = (figures.quoted(readme(file), figures.QUOTED[name][0]) for file in READMES)
    assert one
    assert one == other


@pytest.mark.parametrize("name", figures.QUOTED)
def test_a_readme_quotes_what_the_report_says(name: str) -> None:
    command, rows = figures.QUOTED[name]
    if name not in KEPT:
        pytest.skip(f"no report yet: {command} JSON=docs/benchmarks/{name}.json")
    for file in READMES:
        assert figures.quoted(readme(file), command) == rows(KEPT[name]), file


@pytest.mark.parametrize("file", READMES)
def test_a_readme_says_how_much_torture_tried_and_that_nothing_was_found(file: str) -> None:
    report = KEPT["torture"]["torture"]
    [said] = [part for part in readme(file).split("\n- ") if "`make torture LONG=1`" in part]
    assert report.keys() == PARTS.keys()
    for part, (number, _) in PARTS.items():
        assert (report[part]["tried"], report[part]["found"]) == (number, []), part
        assert f"{number:,}" in said, part
    assert "[0 found]" in said or "[查出 0 处]" in said


@pytest.mark.parametrize("file", READMES)
def test_a_readme_says_what_a_page_costs_at_the_desk(file: str) -> None:
    [said] = [line for line in readme(file).split("\n") if "`make desk-cost`" in line]
    assert f"[{figures.said_of_desk(KEPT['desk']['actions'])}](docs/benchmarks.md#desk)" in said


SEARCH = """in one run of `make benchmark CORPUS=…`:

| | baocang | Pagefind |
|---|---|---|
| found that hold it | 100 % | 35 % |
| found that do not | none | 33 % of those found |
| a first query | 72 kB | 335 kB |
| building | 13 s, 1.0 GB | 40 s, 6.4 GB |
| on disk | 85 MB | 99 MB |
"""


def test_a_table_of_search_is_quoted_from_its_report() -> None:
    ours = {"recall": 1.0, "precision": 1.0, "first query kB": 72.4, "build s": 13.2, "peak GB": 1.04, "index MB": 85.2}
    them = {
        "recall": 0.351,
        "precision": 0.668,
        "first query kB": 335,
        "build s": 40.4,
        "peak GB": 6.38,
        "index MB": 99,
    }
    command = figures.QUOTED["search-24332"][0]
    assert figures.quoted(SEARCH, command) == figures.of_search({"baocang": ours, "pagefind": them})
    assert figures.quoted(SEARCH, command) != figures.of_search(
        {"baocang": ours | {"precision": 0.9}, "pagefind": them}
    )


SCALE = """in one run of `make scale N=24332 CORPUS=…`:

| | baocang | Hugo and Pagefind |
|---|---|---|
| the whole site | 44 s | 16 s and 52 s |
| most memory | 1.1 GB | 6.1 GB |
| one issue more | 3.7 s | all of it again |
| one article corrected | 5.3 s | all of it again |
| nothing changed | 1.3 s | all of it again |
"""


def test_a_table_of_whole_builds_is_quoted_from_its_report() -> None:
    report = {
        "articles": 24_332,
        "baocang": {"build s": 44.0, "peak GB": 1.1},
        "Hugo": {"build s": 16.0},
        "Pagefind": {"build s": 52.3},
        "together": {"peak GB": 6.1},
        "one more issue": {"build s": 3.66},
        "one article corrected": {"build s": 5.3},
        "nothing changed": {"build s": 1.31},
    }
    command = figures.QUOTED["scale-24332"][0]
    assert figures.quoted(SCALE, command) == figures.of_scale(report)
    assert figures.quoted(SCALE, command) != figures.of_scale(report | {"nothing changed": {"build s": 1.4}})
