"""What `check` says where there is more than a screen of it."""

from itertools import pairwise

import pytest

from generator.base import speech
from generator.base.problems import Problem
from generator.commands import report
from tests.conftest import ISSUES, Sample

PAGES = "".join(f"      - {{file: pages/{n}.txt, page: {n}}}\n" for n in range(1, 31))


def test_what_is_more_than_a_screen_is_counted_by_kind_and_says_with_what_to_begin(sample: Sample) -> None:
    sample.write("seeds/issues.yml", f"{ISSUES}    pages:\n{PAGES}")
    for n in range(4):
        sample.write(f"seeds/pages/more-{n}.txt", "春耕\n")
    result = sample.run("check")
    lines = result.stdout.splitlines()
    assert "By kind:" in lines
    assert "    30  is missing" in lines
    assert "     4  is listed under no issue, and will not be read" in lines
    assert sum(int(line.split()[0].replace(",", "")) for line in lines[lines.index("By kind:") + 1 : -1]) == len(
        result.stderr.splitlines()
    ), "every line is still there"
    assert lines[-1].startswith("Begin with "), lines
    kinds = ["is missing." in line for line in result.stderr.splitlines()]
    assert sum(one != other for one, other in pairwise(kinds)) <= 2, "one kind stands together"


def test_what_fits_a_screen_is_told_by_place_and_not_summed_up(sample: Sample) -> None:
    sample.write("seeds/pages/more.txt", "春耕\n")
    assert "By kind:" not in sample.run("check").output


def test_what_stops_a_build_is_where_one_begins() -> None:
    doubts = [Problem(f"seeds/{n}.yml", 1, "is missing", 'Run "baocang segment".', stops=False) for n in range(30)]
    wrong = Problem("seeds/z.yml", 7, "status of x is y", "Correct it.")
    assert [*report.overview([*doubts, wrong])][-1] == "Begin with seeds/z.yml:7."
    assert [*report.overview(doubts)][1:] == ["    30  is missing", "Begin with baocang segment."]


@pytest.mark.parametrize("language", speech.LANGUAGES)
def test_a_kind_is_named_in_the_language_of_whoever_reads(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setitem(speech._chosen, "language", language)
    found = [Problem("a", n, f"page of article {n} is x", "Mend it.") for n in range(30)]
    named = {"en": "    30  … of … is …", "zh": "    30  …的…写的是「…」"}
    assert [*report.overview(found)][1] == named[language]
