"""Forms of a citation: GB/T 7714 in Python and in JavaScript is what the official CSL styles print of our own CSL-JSON,
and other programs read out of BibTeX and RIS what was in the record."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.pages.cite import Cited, gbt7714
from tests.conftest import REPOSITORY

CASES = Path(__file__).parent / "citations/records.json"
"""Records, each with what it shows."""
STANDARDS = {"2025": "gbt7714-2025.txt", "2015": "gbt7714-2015.txt"}
"""What the official styles print of them, made by scripts/citations.py."""
READ_ON = "2026-11-20"
EMPTY = {"title": "", "subtitle": "", "authors": [], "paper": "", "place": "", "date": "", "page": "", "address": ""}


@cache
def cases() -> list[dict[str, Any]]:
    found = [{**EMPTY, "inferred": {}, **case} for case in json.loads(CASES.read_text(encoding="utf-8"))]
    assert len({case["about"] for case in found}) == len(found)
    return found


def record(case: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        **{name: case[name] for name in EMPTY},
        "id": f"xxb-{number}",
        "county": "",
        "kind": "",
        "edition": "",
        "language": "zh-CN",
        "supplied": {name: name in case["inferred"] for name in ("title", "paper", "date")},
        "note": "；".join(case["inferred"].values()),
    }


def made_of(records: list[dict[str, Any]]) -> Any:
    """What theme/assets/forms.js makes of each, and Citation.js reads of it (tests/js/forms.js)."""
    run = subprocess.run(
        ["node", str(REPOSITORY / "tests/js/forms.js")],
        input=json.dumps({"records": records, "day": READ_ON}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


@cache
def forms() -> Any:
    return made_of([record(case, number) for number, case in enumerate(cases())])


def expected(year: str) -> list[str]:
    """What the style of a year prints; what a record says is not on the page stands in square brackets, of which CSL
    knows nothing."""
    head, *lines = (CASES.parent / STANDARDS[year]).read_text(encoding="utf-8").splitlines()
    assert head.startswith(f"# china-national-standard-gb-t-7714-{year}-numeric of 20") and len(lines) == len(cases())
    out = []
    for case, line in zip(cases(), lines, strict=True):
        said, title = line, "：".join(filter(None, [case["title"], case["subtitle"]]))
        for name, text in (("title", title), ("paper", case["paper"]), ("date", case["date"])):
            if name in case["inferred"]:
                assert line.count(text) == 1 or name == "date"  # an address has the day as well, behind it
                said = said.replace(text, f"[{text}]", 1)
        out.append(said)
    return out


def signed(names: str | list[Any]) -> list[str]:
    """Who, as Citation.js has it: a string, strings, or names in parts."""
    of = [names] if isinstance(names, str) else names
    return [name if isinstance(name, str) else name["family"] for name in of]


def unread(line: str, case: dict[str, Any]) -> str:
    """A citation without what makes it that of a page read here."""
    address = case["address"]
    return line.replace(f" {address}.", "").replace("/OL]", "]").replace(f"[{READ_ON}]", "") if address else line


@pytest.mark.parametrize(
    ("year", "printed", "read"), [("2025", "gbt7714", "online"), ("2015", "gbt2015", "online2015")]
)
def test_our_lines_are_those_of_the_official_styles(year: str, printed: str, read: str) -> None:
    made = forms()["made"]
    assert [each[read] for each in made] == expected(year)
    shorn = [unread(line, case) for line, case in zip(expected(year), cases(), strict=True)]
    assert [each[printed] for each in made] == shorn


def test_pages_print_what_scripts_copy() -> None:
    made = []
    for case in cases():
        fields: dict[str, Any] = {name: case[name] for name in EMPTY}
        notes = {f"{name}_note": case["inferred"].get(name, "") for name in ("title", "paper", "date")}
        made.append(gbt7714(Cited(**{**fields, **notes, "id": "", "county": "", "authors": tuple(case["authors"])})))
    assert made == [each["gbt7714"] for each in forms()["made"]]


@pytest.mark.parametrize("form", ["BibTeX", "BibLaTeX", "RIS"])
def test_citation_js_reads_what_was_in_the_record(form: str) -> None:
    """But what a form has no place for: BibTeX none for a newspaper, which makes it an article of a journal, and none
    for the day of reading and the language, which BibLaTeX has; that of RIS takes the year alone."""
    found = forms()["read"][["BibTeX", "BibLaTeX", "RIS"].index(form)]
    assert len(found) == len(cases())
    for number, (case, item) in enumerate(zip(cases(), found, strict=True)):
        assert item["id"] == f"xxb-{number}"
        assert item["type"] == ("article-newspaper" if form == "RIS" else "article-journal")
        assert item.get("genre") == ("newspaper" if form == "BibLaTeX" else None)
        title = "：".join(filter(None, [case["title"], case["subtitle"]]))
        assert item["title"] == (title if form == "RIS" else " ".join(title.split()))
        assert signed(item.get("reporter" if form == "RIS" else "author", [])) == case["authors"]
        assert item["container-title"] == case["paper"]
        whole = [int(part) for part in case["date"].split("-")]
        assert item["issued"] == {"date-parts": [whole[:1] if form == "RIS" else whole]}
        assert item.get("page", "") == case["page"] and "issue" not in item
        assert item.get("note", "") == "；".join(case["inferred"].values())
        assert item.get("URL", "") == case["address"]
        assert "abstract" not in item
        if form == "BibLaTeX" and case["address"]:
            assert item["accessed"] == {"date-parts": [[2026, 11, 20]]}


def test_an_edition_of_a_day_stands_in_every_form() -> None:
    """Else 号外 and the paper of its day are one citation. The styles have no word for it."""
    case = cases()[0]
    more = {"edition": "号外", "section": "战报", "keywords": ["解放", "支前"], "issn": "1234-5679"}
    found = made_of([record(case, 0) | more, record(case, 1) | {"edition": "号外", "page": ""}])
    made = found["made"]
    assert [each["gbt7714"] for each in made] == [
        "王伟. 三月春耕忙[N]. 兴县报，2024-03-07（号外，2）.",
        "王伟. 三月春耕忙[N]. 兴县报，2024-03-07（号外）.",
    ]
    assert made[0]["gbt2015"] == "王伟. 三月春耕忙[N]. 兴县报, 2024-03-07(号外, 2)."
    fields: dict[str, Any] = {name: case[name] for name in EMPTY} | {"id": "", "county": "", "edition": "号外"}
    notes = {"title_note": "", "paper_note": "", "date_note": "", "authors": ("王伟",)}
    assert gbt7714(Cited(**{**fields, **notes})) == made[0]["gbt7714"]
    assert made[0]["csl"]["edition"] == "号外" and made[0]["csl"]["section"] == "战报"
    lines = made[0]["ris"].splitlines()
    assert {"ET  - 号外", "SE  - 战报", "SN  - 1234-5679", "KW  - 解放", "KW  - 支前"} <= set(lines)
    _, latex, ris = found["read"]
    assert latex[0]["edition"] == ris[0]["edition"] == "号外"
    assert latex[0]["ISSN"] == ris[0]["ISSN"] == "1234-5679"
    assert latex[0]["keyword"] == "解放,支前"
