"""Writes docs/benchmarks.md from the reports of benchmarks, docs/benchmarks/*.json, and says what the READMEs quote.

python -m scripts.figures

Reports come from the commands themselves: `make scale`, `make benchmark`, `make measure` and `make torture`, each with
JSON=FILE. No figure is typed. What the READMEs quote of a report is in `QUOTED`; tests/test_figures.py compares the
two.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "docs/benchmarks"
PAGE = ROOT / "docs/benchmarks.md"
HEAD = """\
# Benchmarks

Made of the reports in `benchmarks/` by `python -m scripts.figures`: edit neither this page nor those. A report is kept
by the command itself, with `JSON=docs/benchmarks/NAME.json`. Machines are noisy, and a report says how busy its own
was: look at ratios within one report, not at seconds of two. Why things are as quick as they are is told in the
[decisions](decisions/README.md).
"""
CHANGES = ("one more issue", "one article corrected", "nothing changed")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

Report = dict[str, Any]
Row = Sequence[str]


def reports(folder: Path = REPORTS) -> dict[str, Report]:
    """Those that are kept, by their names."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def page(kept: Mapping[str, Report]) -> str:
    lines = [HEAD]
    if missing := [f"- `{command}`, as {name}.json" for name, (command, _) in QUOTED.items() if name not in kept]:
        lines += ["The READMEs quote these runs, whose reports are not kept yet:\n", *missing, ""]
    return "\n".join([*lines, *(line for name, report in kept.items() for line in _section(name, report))])


def _section(name: str, report: Report) -> Iterator[str]:
    about = report["about"]
    yield f"## {name}\n"
    busy = "" if about["load"] is None else f", load {about['load']} when it began"
    yield f"`{about['command'].partition(' --json')[0]}`  "
    yield f"{about['date']}, commit {about['commit']}  "
    yield f"{about['machine']}; {about['processors']} processors, {about['memory GB']} GB{busy}\n"
    kinds: dict[str, Callable[[Report], Iterator[str]]] = {
        "growth": _scale,
        "queries": _search,
        "pages": _reading,
        "torture": _torture,
        "formats": _page_files,
        "walks": _desk,
    }
    yield from next(make for key, make in kinds.items() if key in report)(report)
    yield ""


def _scale(report: Report) -> Iterator[str]:
    millions = report["characters"] / 1e6
    yield f"{report['articles']:,} articles of {report['issues']:,} issues, {millions:.2f} million characters.\n"
    yield from _columns(
        report, [name for name in ("baocang", "Hugo", "Pagefind", "together", "ratio") if name in report]
    )
    yield "\nWhat a change costs:\n"
    changes = {change: report[change] for change in CHANGES}
    yield from _table(
        ["", *next(iter(changes.values()))], [[n, *map(_shown, of.values())] for n, of in changes.items()]
    )
    growth = report["growth"]
    few, many = growth["s per million characters"], growth["s per million characters of the whole"]
    yield f"\nA million characters take {few:.2f} s at {growth['articles']:,} articles, {many:.2f} s at all of them."


def _search(report: Report) -> Iterator[str]:
    yield f"{report['articles']:,} articles, {report['queries']} random pieces of text:\n"
    yield from _columns(report, ["baocang", "pagefind"])


def _reading(report: Report) -> Iterator[str]:
    rows = report["pages"]
    yield from _table(
        ["page", *next(iter(rows.values()))], [[f"`{n}`", *map(_shown, of.values())] for n, of in rows.items()]
    )


def _page_files(report: Report) -> Iterator[str]:
    rows = report["formats"]
    yield from _table(["", *next(iter(rows.values()))], [[n, *map(_shown, of.values())] for n, of in rows.items()])


def _desk(report: Report) -> Iterator[str]:
    rows, actions = report["walks"], report["actions"]
    yield f"Keys, clicks and fields that were typed in, a page: {said_of_desk(actions)}.\n"
    yield from _table(["page", *next(iter(rows.values()))], [[n, *map(_shown, of.values())] for n, of in rows.items()])


def said_of_desk(actions: Mapping[str, float]) -> str:
    """As the READMEs quote it."""
    return f"{actions['median']:g} ({actions['least']}–{actions['most']})"


def _torture(report: Report) -> Iterator[str]:
    head = ["part", "tried", "seed", "found", "s", "commit"]
    parts = sorted(report["torture"].items())
    yield from _table(
        head,
        [
            [name, f"{of['tried']:,}", f"{of['seed']}", f"{len(of['found'])}", f"{of['s']:,}", of["commit"]]
            for name, of in parts
        ],
    )


def _columns(report: Report, names: Sequence[str]) -> Iterator[str]:
    values = [[report[name].get(row) for name in names] for row in report["baocang"]]
    rows = zip(report["baocang"], values, strict=True)
    yield from _table(["", *names], [[row, *("" if v is None else _shown(v) for v in of)] for row, of in rows])


def _table(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    yield from ("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"


# ---- what the READMEs quote ----------------------------------------------------------------------------------------


def _seconds(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _part(share: float) -> list[str]:
    """Of hundred; a README says "none" for none."""
    return [f"{100 * share:.0f}"] if round(100 * share) else []


def of_search(report: Report) -> list[list[str]]:
    both = report["baocang"], report["pagefind"]
    return [
        [f"{100 * of['recall']:.0f}" for of in both],
        [number for of in both for number in _part(1 - of["precision"])],
        [f"{of['first query kB']:.0f}" for of in both],
        [number for of in both for number in (f"{of['build s']:.0f}", f"{of['peak GB']:.1f}")],
        [f"{of['index MB']:.0f}" for of in both],
    ]


def of_scale(report: Report) -> list[list[str]]:
    """Whole builds; of large archives the index, of others what a change costs."""
    ours, together = report["baocang"], report["together"]
    rows = [
        [_seconds(of["build s"]) for of in (ours, report["Hugo"], report["Pagefind"])],
        [_seconds(of["peak GB"]) for of in (ours, together)],
    ]
    if report["articles"] < 100_000:
        return rows + [[_seconds(report[change]["build s"])] for change in CHANGES]
    return [*rows, [f"{of['of it search MB']:.0f}" for of in (ours, together)]]


QUOTED: Mapping[str, tuple[str, Callable[[Report], list[list[str]]]]] = {
    "search-24332": ("make benchmark CORPUS=…", of_search),
    "scale-24332": ("make scale N=24332 CORPUS=…", of_scale),
    "scale-100000": ("make scale N=100000", of_scale),
}
"""By the name of a report: the command that a README names above the table, and the figures of its rows."""


def quoted(text: str, command: str) -> list[list[str]]:
    """The figures of the table behind a command, in a README of any language."""
    behind = text.partition(f"`{command}`")[2]
    table = re.search(r"(?:^\|.*\n)+", behind, re.MULTILINE)
    rows = table[0].strip().split("\n")[2:] if table else []
    return [[n for cell in row.split("|")[2:] for n in NUMBER.findall(cell)] for row in rows]


if __name__ == "__main__":
    PAGE.write_text(page(reports()), encoding="utf-8")
