"""`seeds/issues.yml`: newspapers, issues and their page files; what an issue's place in the archive follows from."""

import datetime
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from generator.base import regular
from generator.base.agents import Locality
from generator.base.identity import PAPER_KEY
from generator.base.issue import Issue, PageText
from generator.base.newspaper import Paper, Stretch
from generator.base.other_names import OtherName
from generator.base.problems import Problem
from generator.base.when import When
from generator.language.places import Gazetteer
from generator.seeds import copies, place_list, printed
from generator.seeds.files.explained import FORMS, shown, unknown_field
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.files.reader import Reader
from generator.seeds.status import clock, today

FILE = "seeds/issues.yml"
FIRST = 1800
"""The first newspapers in Chinese are of 1815; an earlier year is a slip, as 0024 for 2024 is."""
RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))))
NOT = "con, prn, aux, nul, com1, lpt1 and the like can be no folder's name on Windows"


@dataclass(frozen=True)
class Issues:
    """What `seeds/issues.yml` says, with the line of each issue for later problems."""

    papers: dict[str, Paper] = field(default_factory=dict)
    issues: dict[tuple[str, str], Issue] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """Keys of all papers that the file names, those with a problem among them."""
    sources: dict[str, PageText] = field(default_factory=dict)
    """What the list says of each page whose lines are kept in a line file, by that file."""
    localities: Mapping[str, Locality] = field(default_factory=dict)
    """What `seeds/places.yml` lists,"""
    own: tuple[OtherName, ...] = ()
    """and the names in it, each with the place of today for which it stands."""


def read(reader: Reader, places: Gazetteer) -> Issues:
    """Papers and issues of `seeds/issues.yml`; `places`: those of the country, to which `seeds/places.yml` adds."""
    beside = regular.within((reader.root / FILE).parent)
    reader.problems += (problem for _, problem in copies.found(reader.root, [f"seeds/{path.name}" for path in beside]))
    if not (reader.root / FILE).exists():
        reader.report(FILE, None, "is missing", 'Write it, or start from the sample of "baocang new DIR".')
        return Issues()
    if (read := reader.yaml(FILE)) is None:
        return Issues()
    data, line = read
    for name in sorted(data.keys() - {"papers", "issues"}):
        reader.report(FILE, line((name,)), *unknown_field(name, ("papers", "issues")))
    named = data.get("papers") if isinstance(data.get("papers"), dict) else {}
    now = today()
    listed, own = place_list.read(reader, places)
    papers = _papers(reader, named, line, places.knowing(own))
    out = Issues(papers, named=frozenset(named or {}), localities=listed.of, own=own)
    pages: dict[str, int] = {}
    for n, item in enumerate(reader.entries(data, "issues", FILE, line)):
        who = shown(item["paper"]) if isinstance(item, dict) and item.get("paper") else f"issue {n + 1}"
        at = line(("issues", n))
        issue = reader.record(Issue, item, FILE, line, ("issues", n), who)
        if issue is None:
            continue
        if issue.key in out.issues:
            line_of = out.lines[issue.key]
            mend = f'Put its pages under line {line_of}, or correct the date; of another edition say "edition: b".'
            reader.report(FILE, at, f"{issue.said} is listed a second time", mend)
            continue
        if issue.name in out.papers:
            what, mend = f"{issue.name} is the key of a newspaper, too", "Give that another key: both have one name."
            reader.report(FILE, at, what, mend)
            continue
        reader.problems += filter(None, [unknown(out, issue.paper, FILE, at)])
        check_date(reader, issue.paper, issue.date, now, FILE, at)
        if issue.date_basis == "inferred" and not (issue.date_evidence or "").strip():
            what = f"the date of {issue.said} is inferred, and nothing says from what"
            mend = 'Add "date_evidence:" and what on the page tells it, which stands beside the date.'
            reader.report(FILE, line(("issues", n, "date_basis")), what, mend, stops=False)
        for name, what, mend in printed.contradictions(issue):
            reader.report(FILE, line(("issues", n, name)), what, mend, stops=False)
        lines = [line(("issues", n, "pages", m)) for m in range(len(issue.pages))]
        out.issues[issue.key] = _listed_once(reader, _kept_apart(reader.root, issue, out.sources), lines, pages)
        out.lines[issue.key] = at
    return out


def kept_apart(root: Path, known: Issues) -> Issues:
    """The list as it is now that more line files are there."""
    sources = dict(known.sources)
    issues = {key: _kept_apart(root, issue, sources) for key, issue in known.issues.items()}
    return replace(known, issues=issues, sources=sources)


def _kept_apart(root: Path, issue: Issue, sources: dict[str, PageText]) -> Issue:
    """The issue with the files that have its lines: of a page that is one of several sheets, or beside which its line
    file stands, that one."""
    pages, seeds = [], f"{root / 'seeds'}"
    for page in issue.pages:
        if page.file not in sources and (page.sheet or os.path.isfile(f"{seeds}/{page.line_file}")):  # noqa: PTH113  (one for each page of an archive)
            sources[page.line_file] = page
            page = page.model_copy(update={"file": page.line_file})  # noqa: PLW2901
        pages.append(page)
    return (
        issue
        if not sources.keys() & {page.file for page in pages}
        else issue.model_copy(update={"pages": tuple(pages)})
    )


def _listed_once(reader: Reader, issue: Issue, lines: Sequence[int], seen: dict[str, int]) -> Issue:
    """The issue without page files that are listed before it, in the lines of `seen`."""
    once = []
    for page, line in zip(issue.pages, lines, strict=True):
        name = PurePosixPath(page.file).as_posix()
        if name in seen:
            mend = f"Its articles would be there twice: take it away here or in line {seen[name]}."
            reader.report(FILE, line, f"{page.file} is listed a second time", mend)
        else:
            once.append(page)
            seen[name] = line
    return issue if len(once) == len(lines) else issue.model_copy(update={"pages": tuple(once)})


def _papers(reader: Reader, data: Any, line: Lines, places: Gazetteer) -> dict[str, Paper]:
    if not data:
        reader.report(FILE, line(("papers",)), "lists no newspaper", 'Add "papers:" with a short key and a name.')
    papers = {}
    for key, item in (data or {}).items():
        if not re.fullmatch(PAPER_KEY, key) or key in RESERVED:
            what = f'"{shown(key)}" can be no newspaper\'s key'
            reader.report(FILE, line(("papers", key)), what, f"Write {FORMS['paper']}; {NOT}.")
            continue
        paper = reader.record(Paper, item, FILE, line, ("papers", key), str(key))
        if paper is None:
            continue
        papers[str(key)] = paper
        if paper.place and places.resolve(paper.place, paper.adcode) is None:
            where = line(("papers", key, "place"))
            report_place(reader, FILE, where, f"place of {key}", paper.place, places, paper.adcode)
        for what, mend in places.contradictions(paper):
            reader.report(FILE, line(("papers", key, "adcode")), f"adcode of {key} is {paper.adcode}, {what}", mend)
        _check_runs(reader, str(key), paper, line, places)
    return papers


def _check_runs(reader: Reader, key: str, paper: Paper, line: Lines, places: Gazetteer) -> None:
    """Names and places that a newspaper had at other times: of one day it has one of each."""
    for name, runs in (("names", paper.names), ("places", paper.places)):
        for one, other in pairwise(sorted(enumerate(runs), key=_begin)):
            if one[1].meets(other[1]):
                where = line(("papers", key, name, max(one[0], other[0])))
                what = f"two of the {name} of {key} hold at one time"
                reader.report(FILE, where, what, "Write from when to when each holds, as in from: 1949-10, to: 1958.")
                break
    for n, seat in enumerate(paper.places):
        if places.resolve(seat.place, seat.adcode) is None:
            where = line(("papers", key, "places", n))
            report_place(reader, FILE, where, f"place of {key}", seat.place, places, seat.adcode)


def _begin(numbered: tuple[int, Stretch]) -> datetime.date:
    return numbered[1].first.first if numbered[1].first else datetime.date.min


def unknown(known: Issues, paper: str, file: str, line: int) -> Problem | None:
    """What is wrong where a newspaper is meant that is not listed."""
    if paper in known.named or not known.named:
        return None
    mend = f"Known are {', '.join(sorted(known.named))}; a new one is added under papers in {FILE}."
    return Problem(file, line, f'unknown paper "{paper}"', mend)


def check_date(reader: Reader, paper: str, date: When, now: datetime.date, file: str, line: int) -> None:
    """Reports a date that no newspaper can have."""
    ahead = date.first > now
    wrong = f"the date {date} of {paper} lies in the future" if ahead else ""
    if date.year < FIRST:
        wrong = f"the date {date} of {paper} lies before there were newspapers"
    if ahead and (slow := clock(now)):  # once, and of no date that it is wrong
        reader.problems += [] if slow in reader.problems else [slow]
    elif wrong:
        reader.report(file, line, wrong, "Correct the year, month or day.")


def report_place(
    reader: Reader, file: str, line: int, what: str, name: str, places: Gazetteer, close_to: str | None
) -> None:
    near = places.suggest(name, close_to)
    mend = (
        f"Did you mean {near}?" if near and near != name else "Write its full name of today, 北京市朝阳区 if need be."
    )
    reader.report(file, line, f"{what} is {name}, which is no place of today or stands for several", mend)
