"""The benchmarks measure what they say: made archives are sound, memory and sizes are counted, tables hold them."""

import datetime
import json
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, quantiles

import pytest

from generator.base.model import Article
from tests.benchmarks import fields, hugo, made, scale
from tests.benchmarks.measure import articles, files, measured, size
from tests.conftest import REPOSITORY, Sample

pytestmark = pytest.mark.slow


def lengths(number: int) -> list[int]:
    return [len("".join(a["body"].split())) for issue in made.made(number) for a in issue.articles]


def test_a_made_archive_is_sound_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        written = scale.archive(tmp_path / name, made.made(200))
    one, other = (Sample(tmp_path / name) for name in ("one", "other"))
    assert one.tree("seeds") == other.tree("seeds")
    assert (written.articles, written.issues) == (200, len(one.tree("seeds")) - 1)
    assert one.run("check").output == "All well.\n"
    assert "兴县" in one.read("seeds/articles/lvliang-2018-03-01.jsonl")


def test_a_made_archive_has_the_lengths_and_issues_of_a_newspaper() -> None:
    found = lengths(1200)
    assert len(found) == 1200
    assert 650 < mean(found) < 850
    shortest, *_, longest = quantiles(found, n=10)
    assert shortest < 250
    assert longest > 1300
    issues = list(made.made(1200))
    assert 34 <= mean(len(issue.articles) for issue in issues) <= 46
    assert len({issue.date.year for issue in issues}) == len({issue.paper for issue in issues}) == 4
    dates = [issue.date for issue in issues if issue.paper == "lvliang"]
    assert dates == [dates[0] + datetime.timedelta(n) for n in range(len(dates))]


def test_words_come_back_as_they_do_in_language() -> None:
    texts = ["".join(a["body"].split()) for issue in made.made(400) for a in issue.articles]
    pairs = [text[n : n + 2] for text in texts for n in range(len(text) - 1)]
    assert len(set(pairs)) < len(pairs) / 3  # of characters by chance nearly each would be new


def test_a_large_archive_needs_little_memory(tmp_path: Path) -> None:
    next(made.made(1))  # the word lists
    tracemalloc.start()
    made.write(tmp_path, made.made(1500))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size(tmp_path) > 3
    assert peak < 2e6


@pytest.mark.parametrize("form", ["jsonl", "bare", "yml"])
def test_a_corpus_is_read_again_under_later_dates(tmp_path: Path, form: str) -> None:
    corpus = tmp_path / "corpus.jsonl"
    lines = [
        {
            "id": f"xb-2020-01-0{day}-01-0{n}",
            "paper": "xb",
            "date": f"2020-01-0{day}",
            "title": f"题{n}",
            "body": "文。",
        }
        for day in (1, 2)
        for n in (1, 2)
    ]
    corpus.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")

    def issues(number: int) -> Iterator[made.Issue]:
        return made.from_corpus(lambda: articles(corpus), number)

    assert [len(issue.articles) for issue in issues(3)] == [2, 1]
    assert [str(issue.date) for issue in issues(7)] == ["2020-01-01", "2020-01-02", "2021-01-06", "2021-01-07"]
    written = scale.archive(tmp_path / "archive", issues(7), form)
    assert (written.articles, written.issues, written.characters) == (7, 4, 28)
    archive = Sample(tmp_path / "archive")
    assert archive.run("check").output == "All well.\n"
    made.add(archive.root, made.issue("xb", datetime.date(2022, 1, 1), 5), form)
    assert archive.run("check").output == "All well.\n"
    assert "12 articles of 5 issues" in archive.run("build").output
    before = archive.tree("seeds")
    made.correct(archive.root)
    after = archive.tree("seeds")
    [changed] = (name for name in before if after[name] != before[name])
    assert changed.endswith("yml" if form == "yml" else "jsonl")
    assert len(after[changed]) == len(before[changed]) + len("正".encode())
    assert archive.run("check").output == "All well.\n"


def test_memory_is_that_of_all_processes_together() -> None:
    hold = "import time; held = bytearray(60_000_000); time.sleep(1)"
    both = f"import subprocess, sys; one = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; one.wait()"
    alone, together = (measured([sys.executable, "-c", code])["peak GB"] for code in (hold, both))
    assert 0.06 < alone < 0.1
    assert 0.12 < together < 0.2
    with pytest.raises(SystemExit, match=r"^failed: "):
        measured([sys.executable, "-c", "raise SystemExit(3)"])


def test_what_readers_use_is_counted_apart_from_data(tmp_path: Path) -> None:
    for name, bytes_ in {"index.html": 1_000, "search/a.js": 20_000, "data/a.jsonl": 300_000}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(bytes_))
    figures = scale.published(tmp_path, "search", "data")
    assert figures == pytest.approx({"published MB": 0.021, "of it search MB": 0.02, "data MB": 0.3, "files": 2})


def test_ours_is_divided_by_theirs_and_shown_in_one_table() -> None:
    report = {
        "articles": 4000,
        "issues": 100,
        "characters": 3_000_000,
        "baocang": {"build s": 30.0, "files": 12_000, "data MB": 5.0},
        "one more issue": {"build s": 3.0, "of a whole build": 0.1},
        "one article corrected": {"build s": 2.0, "of a whole build": 0.07},
        "nothing changed": {"build s": 1.5, "of a whole build": 0.05},
        "growth": {
            "articles": 1000,
            "s per million characters": 12.0,
            "s per million characters of the whole": 10.0,
            "ratio": 10 / 12,
        },
        "Hugo": {"build s": 5.0},
        "together": {"build s": 20.0, "files": 4_800, "data MB": 0.0},
    }
    report["ratio"] = scale.compared(report)
    assert scale.table(report).splitlines() == [
        "4,000 articles of 100 issues, 3.00 million characters",
        "                    baocang       Hugo   together      ratio",
        "build s               30.00       5.00      20.00       1.50",
        "files                12,000                 4,800       2.50",
        "data MB                5.00                  0.00           ",
        "one more issue: 3.00 s, 0.10 of a whole build",
        "one article corrected: 2.00 s, 0.07 of a whole build",
        "nothing changed: 1.50 s, 0.05 of a whole build",
        "growth: 12.00 s for a million characters at 1,000 articles, 10.00 at 4,000 (ratio 0.83)",
    ]


def test_the_peers_site_has_every_article_as_it_is(tmp_path: Path) -> None:
    [issue] = made.made(1)
    article = {**issue.articles[0], "title": '"题" <b>', "body": "1. <i>一</i>\n\n*二*"}
    hugo.write(tmp_path / "source", [made.Issue(issue.paper, issue.date, [article])])
    text = (tmp_path / f"source/content/{issue.paper}/{issue.date}/{article['id']}.md").read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    assert json.loads(head)["title"] == article["title"]
    assert "<" not in body
    if shutil.which("hugo") is None:
        pytest.skip("hugo is not installed")
    command: list[str | Path] = ["hugo", "--quiet", "--source", tmp_path / "source", "--destination", tmp_path / "site"]
    subprocess.run(command, check=True)
    page = (tmp_path / f"site/{issue.paper}/{issue.date}/{article['id']}.html").read_text(encoding="utf-8")
    assert "<p>1. &lt;i&gt;一&lt;/i&gt;</p>\n<p>*二*</p>" in page
    assert "<h1>&#34;题&#34; &lt;b&gt;</h1>" in page
    assert files(tmp_path / "site") > 4


def test_a_whole_run_reports_every_figure(tmp_path: Path) -> None:
    into = str(tmp_path / "report.json")
    command = [sys.executable, "-m", "tests.benchmarks.scale", "80", "--json", into]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert run.stdout.count("80 articles of ") == 1
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["growth"]["articles"] == 20
    changes = (report[change] for change in ("one more issue", "one article corrected", "nothing changed"))
    for row in (report["baocang"], *changes, report["growth"]):
        assert all(figure > 0 for figure in row.values())
    assert report["baocang"]["files"] > 80
    for name in scale.missing():
        assert f"{name} is missing" in run.stdout


def test_an_archive_with_all_fields_is_sound_and_costs_are_compared(tmp_path: Path) -> None:
    written = scale.archive(tmp_path / "full", made.made(30), "full")
    archive = Sample(tmp_path / "full")
    assert archive.run("check").output == "All well.\n"
    first = json.loads(archive.read("seeds/articles/lvliang-2018-03-01.jsonl").splitlines()[0])
    optional = {"status", "status_note", "status_until", "status_title", "corrected_by", "edition", "source"}
    optional |= {"title_source", "continued_from", "confidence", "reviewed", "reviewed_by", "reviewed_on"}
    assert {*Article.model_fields} - {*first} - optional == set()
    sizes = [fields.compared(made.made, n, tmp_path) for n in (5, 20)]
    assert written.articles == 30 and [of["articles"] for of in sizes] == [5, 20]
    assert all(of["ratio"] > 0 for of in sizes) and "times the processor" in fields.table(sizes)
