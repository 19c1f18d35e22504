"""Whole builds beside Hugo and Pagefind, on the same articles, in one run; what a correction or an issue more costs.

    make scale N=1000 [CORPUS=articles.jsonl.xz] [FORM=bare|yml] [JSON=report.json]

Without a corpus the articles are made (tests/benchmarks/made.py). A corpus has an article a line: id, paper, date,
title, subtitle, body, ordered by issue; where it holds fewer, it is read again under later dates. The archive has lines
of JSON, as articles are delivered, the same with nothing but the fields that are required (bare), or YAML, as `baocang
segment` writes it. Memory is that of all processes together, sampled. Machines are noisy: look at the ratios. Needs
Debian's hugo, and Pagefind from requirements-benchmark.lock; without either, ours is measured alone.
"""

import argparse
import datetime
import functools
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import described, hugo, made
from tests.benchmarks.measure import about, articles, files, keep, measured, size

STARTER = Path(__file__).parents[2] / "generator/starter"
BAOCANG = Path(sys.executable).parent / "baocang"
GROWTH = 4  # the whole archive is compared with one of a fourth of the articles

Issues = Callable[[int], Iterator[made.Issue]]
Figures = dict[str, float]


def archive(root: Path, issues: Iterator[made.Issue], form: str = "jsonl") -> made.Written:
    """An archive of ours, ready to build: a new one with a name, so that `check` has nothing to say. `form` as of
    `made.write`, or full: with all that an archivist may write down."""
    (root / "site_src").mkdir(parents=True)
    lines = (STARTER / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    said = {"site_name": "样报", "site_description": "长短如报纸的文章。"}
    settings = (f"{key}: {said[key]}" if (key := line.partition(":")[0]) in said else line for line in lines)
    (root / "mkdocs.yml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    if form != "full":
        return made.write(root, issues, form)
    written = made.write(root, map(described.full, issues))
    described.lists(root)
    return written


def build(root: Path) -> Figures:
    return measured([BAOCANG, "-C", root, "build"])


def published(site: Path, index: str, data: str = "") -> Figures:
    """What is put on a web server; `data`, files for other programs, apart from what readers use."""
    aside = size(site / data) if data else 0.0
    return {
        "published MB": size(site) - aside,
        "of it search MB": size(site / index),
        "data MB": aside,
        "files": files(site) - (files(site / data) if data else 0),
    }


def ours(issues: Issues, number: int, scratch: Path, form: str = "jsonl") -> dict[str, Any]:
    """A fourth of the archive, the whole of it, the whole with nothing changed, with one article corrected in the
    middle, with one more issue."""
    part = archive(scratch / "part", issues(-(-number // GROWTH)), form)
    of_part = build(scratch / "part")
    shutil.rmtree(scratch / "part")
    root = scratch / "ours"
    whole = archive(root, issues(number), form)
    of_whole = build(root)
    of_site = published(root / "site", "search", "data")
    unchanged = build(root)
    made.correct(root)
    corrected = build(root)
    made.add(root, made.issue(whole.last.paper, whole.last.date + datetime.timedelta(1)), form)
    more = build(root)
    shutil.rmtree(root)
    before, after = (f["build s"] / w.characters * 1e6 for f, w in ((of_part, part), (of_whole, whole)))
    return {
        "articles": whole.articles,
        "issues": whole.issues,
        "characters": whole.characters,
        "baocang": of_whole | of_site,
        "nothing changed": {**unchanged, "of a whole build": unchanged["build s"] / of_whole["build s"]},
        "one article corrected": {**corrected, "of a whole build": corrected["build s"] / of_whole["build s"]},
        "one more issue": {**more, "of a whole build": more["build s"] / of_whole["build s"]},
        "growth": {
            "articles": part.articles,
            "s per million characters": before,
            "s per million characters of the whole": after,
            "ratio": after / before,
        },
    }


def theirs(issues: Iterator[made.Issue], scratch: Path) -> dict[str, Figures]:
    """Hugo, Pagefind on what it made, and both together."""
    source, site = scratch / "hugo", scratch / "public"
    hugo.write(source, issues)
    rows = {"Hugo": measured(["hugo", "--quiet", "--source", source, "--destination", site])}
    shutil.rmtree(source)
    rows["Pagefind"] = measured([sys.executable, "-m", "pagefind", "--site", site])
    one, other = rows["Hugo"], rows["Pagefind"]
    rows["together"] = {
        "build s": one["build s"] + other["build s"],
        "peak GB": max(one["peak GB"], other["peak GB"]),
        **published(site, "pagefind"),
    }
    shutil.rmtree(site)
    return rows


def missing() -> list[str]:
    """What of the peer is not installed, and where it comes from."""
    found = {
        "hugo (apt-get install hugo)": shutil.which("hugo"),
        "pagefind (pip install -r requirements-benchmark.lock)": importlib.util.find_spec("pagefind"),
    }
    return [name for name, there in found.items() if not there]


def compared(report: dict[str, Any]) -> Figures:
    """Ours by theirs: under 1 is less."""
    together = report.get("together", {})
    return {name: value / together[name] for name, value in report["baocang"].items() if together.get(name)}


def table(report: dict[str, Any]) -> str:
    columns = [name for name in ("baocang", "Hugo", "Pagefind", "together", "ratio") if name in report]
    millions = report["characters"] / 1e6
    lines = [
        f"{report['articles']:,} articles of {report['issues']:,} issues, {millions:.2f} million characters",
        f"{'':16}" + "".join(f"{name:>11}" for name in columns),
    ]
    for row in report["baocang"]:
        cells = (report[name].get(row) for name in columns)
        shape = ",.0f" if row == "files" else ".2f"
        texts = (
            "" if cell is None else format(cell, ".2f" if name == "ratio" else shape)
            for name, cell in zip(columns, cells, strict=True)
        )
        lines.append(f"{row:16}" + "".join(f"{text:>11}" for text in texts))
    for change in ("one more issue", "one article corrected", "nothing changed"):
        figures = report[change]
        lines.append(f"{change}: {figures['build s']:.2f} s, {figures['of a whole build']:.2f} of a whole build")
    growth = report["growth"]
    before, after = growth["s per million characters"], growth["s per million characters of the whole"]
    lines.append(
        f"growth: {before:.2f} s for a million characters at {growth['articles']:,} articles, "
        f"{after:.2f} at {report['articles']:,} (ratio {growth['ratio']:.2f})"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="of articles")
    parser.add_argument("--corpus", type=Path, help="take them from there")
    parser.add_argument("--form", choices=("jsonl", "bare", "yml"), default="jsonl", help="of the archive's articles")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    given = parser.parse_args()
    if given.number < GROWTH:
        parser.error(f"at least {GROWTH} articles are needed")
    if given.corpus and next(articles(given.corpus), None) is None:
        parser.error(f"{given.corpus} holds no article")
    read = functools.partial(articles, given.corpus) if given.corpus else None
    issues: Issues = functools.partial(made.from_corpus, read) if read else made.made
    without, described = missing(), about("tests.benchmarks.scale")
    for name in without:
        print(f"{name} is missing: baocang is measured alone.")
    with tempfile.TemporaryDirectory() as scratch:
        report = {"about": described} | ours(issues, given.number, Path(scratch), given.form)
        if not without:
            report |= theirs(issues(given.number), Path(scratch))
            report["ratio"] = compared(report)
    print(table(report))
    keep(report, given.json)


if __name__ == "__main__":
    main()
