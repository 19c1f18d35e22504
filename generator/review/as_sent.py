"""An issue as the desk's page has it: what is listed, its articles, the lines of its pages and whose they are."""

import csv
from collections.abc import Collection
from typing import Any

from generator.base import assets
from generator.base.archive import Place
from generator.base.identity import HEAD
from generator.base.issue import Issue, PageText
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.language.places import gazetteer
from generator.review import delivered, doubting, proof, roles


def issue(found: proof.Proof, shown: Collection[str]) -> dict[str, Any]:
    """An issue as the browser has it; of the page files of `shown` there is a picture."""
    owners = roles.owners(found)
    return {
        "paper": found.issue.paper,
        "date": found.issue.key[1],
        "name": found.paper.label,
        "edition": found.issue.edition_name or "",
        "recorded": _recorded(found.issue),
        "file": found.file,
        "base": found.base,
        "saved": found.saved,
        "places": [*dict.fromkeys(of.name for of in found.own_places if of.now), *_places(found.paper)],
        "articles": [_shown(article) for article in found.articles],
        "doubts": doubting.of_issue(found, owners),
        "sheets": [
            {
                "file": sheet.file,
                "page": sheet.page,
                "picture": sheet.file in shown,
                **_listed(found.issue.sheet(sheet.page, sheet.file)),
                "lines": [
                    {"n": x.number, "text": x.text, "gap": x.after_blank or x.starts_page, "sure": sheet.sure(x.number)}
                    for x in sheet.lines
                ],
                "owners": [owners[sheet.file, x.number] for x in sheet.lines],
            }
            for sheet in found.sheets or (delivered.SHEET,)
        ],
    }


def _recorded(issue: Issue) -> dict[str, str]:
    """What the list says of the issue."""
    names = ("number", "whole_number", "weekday", "lunar", "date_evidence")
    return {name: value for name in names if (value := getattr(issue, name))}


def _listed(sheet: PageText) -> dict[str, Any]:
    """What the list says of a page beside its number."""
    return {"label": sheet.label or "", "called": sheet.name or ""}


def _shown(article: Article) -> dict[str, Any]:
    return article.model_dump(mode="json", exclude=set(HEAD))


def _places(paper: Paper) -> list[str]:
    """Places as `county` may name them, those nearest to the paper first."""
    with (assets.PACKAGE / "data" / "places.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["adcode"] for row in csv.DictReader(file)]
    near = paper.adcode or ""
    codes.sort(key=lambda code: (code[:4] != near[:4], code[:2] != near[:2]))
    return [_name(place, near) for code in codes if (place := gazetteer().get(code))]


def _name(place: Place, near: str) -> str:
    """The name alone where that is clear, else with the one above it."""
    if gazetteer().resolve(place.name, near or None) == place or not place.parents:
        return place.name
    return place.parents[-1] + place.name
