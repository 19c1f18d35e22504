"""What is found in all of the archive from the desk, and words put in the place of others there (generator/finding)."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from generator.base.digest import digest
from generator.base.identity import Key, issue_of
from generator.base.memo import Memo
from generator.finding import hits, replacing
from generator.language.places import gazetteer
from generator.seeds import holdings, issue_list
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import Issues

MOST = 500
"""Places that are shown; the others are counted."""


class Asked(BaseModel):
    query: str
    pages: bool = False
    """In the page texts as well."""


class Wanted(BaseModel):
    """Words that shall stand in the place of others, in the articles that a query finds, or in all."""

    old: Annotated[str, StringConstraints(min_length=1)]
    new: str
    query: str = ""
    stamp: str = ""
    """Of the places that a person has seen."""


class Changed(Exception):
    """Other places have the words by now than those that a person has seen."""


def found(root: Path, asked: Asked, memo: Memo | None) -> dict[str, Any]:
    """`hits`, each with the `issue` at whose desk it is (paper, date, page file by its place, line; None: at none), how
    many there are in `total`, what was not read, what the query was `narrowed` by and the query that is not. Raises
    Stop."""
    found = hits.found(root, asked.query, asked.pages, memo)
    known = _listed(root)
    files = _files(known)
    shown = [asdict(hit) | {"issue": _desk(known, files, hit.id, hit.file, hit.line)} for hit in found.hits[:MOST]]
    return {
        "hits": shown,
        "total": len(found.hits),
        "problems": [str(problem) for problem in found.problems],
        "narrowed": found.narrowed,
        "plain": found.reading.plain,
    }


def delivered(root: Path, memo: Memo | None) -> list[dict[str, Any]]:
    """The issues that have articles and no pages: how many of them are read, and the files."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    held = holdings.read(reader, known, gazetteer(), memo=memo)
    found: dict[Key, dict[str, Any]] = {}
    for entry in held.entries:
        article, (file, _) = entry.article, entry.at
        issue = known.issues.get(article.issue)
        if not (issue and issue.pages):
            name = held.papers[article.paper].on(article.date).label
            paper, date = article.issue
            of = found.setdefault(
                article.issue, {"paper": paper, "date": date, "name": name, "files": [], "total": 0, "reviewed": 0}
            )
            of["total"] += 1
            of["reviewed"] += article.reviewed
            of["files"] += [file] * (file not in of["files"])
    return sorted(found.values(), key=lambda of: (of["date"], of["paper"]), reverse=True)


def planned(root: Path, wanted: Wanted, memo: Memo | None) -> dict[str, Any]:
    """`changes` with their `issue`, in `total` how many there are in how many `files`, and a `stamp` of it all. Raises
    Stop."""
    plan = replacing.planned(root, wanted.old, wanted.new, wanted.query, memo)
    known = _listed(root)
    files = _files(known)
    shown = [
        asdict(change) | {"issue": _desk(known, files, change.id, change.file, change.line)}
        for change in plan.changes[:MOST]
    ]
    return {"changes": shown, "total": len(plan.changes), "files": len(plan.files), "stamp": _stamp(plan)}


def carry_out(root: Path, wanted: Wanted, memo: Memo | None) -> dict[str, Any]:
    """Writes what was shown. Raises Changed, Stop."""
    plan = replacing.planned(root, wanted.old, wanted.new, wanted.query, memo)
    if _stamp(plan) != wanted.stamp:
        raise Changed
    replacing.carry_out(root, plan, f"{wanted.old} → {wanted.new}")
    return {"total": len(plan.changes), "files": len(plan.files)}


def take_back(root: Path) -> dict[str, Any]:
    """Raises Stop."""
    said, files = replacing.take_back(root)
    return {"said": said, "files": len(files)}


def _stamp(plan: replacing.Plan) -> str:
    return digest(repr([sorted(plan.before.items()), [asdict(change) for change in plan.changes]]))


def _listed(root: Path) -> Issues:
    return issue_list.read(Reader(root), gazetteer())


def _files(known: Issues) -> dict[str, tuple[str, str, int]]:
    """Paper, date and place of each page file."""
    return {
        f"seeds/{page.file}": (*issue.key, n)
        for issue in known.issues.values()
        for n, page in enumerate(issue.pages, 1)
    }


def _desk(
    known: Issues, files: Mapping[str, tuple[str, str, int]], id: str, file: str, line: int
) -> dict[str, Any] | None:
    """Where the desk has an article, or a line of a page."""
    if not id:
        there = files.get(file)
        return {"paper": there[0], "date": there[1], "sheet": there[2], "line": line} if there else None
    paper, date = issue_of(id).split("-", 1)
    issue = known.issues.get((paper, date))
    return {"paper": paper, "date": date} if not (issue and issue.pages and file.endswith(".jsonl")) else None
