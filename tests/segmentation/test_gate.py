"""How much of known pages is found: of the archive's own, and of its articles typeset anew. Nothing may get worse."""

import functools
import itertools
import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.language.places import gazetteer
from generator.seeds import issue_list
from generator.seeds.files.reader import Reader
from generator.seeds.following import issue_files, meeting
from generator.segmentation.clean import clean
from generator.segmentation.clipping import Clipping
from generator.segmentation.segment import segment
from scripts.typeset import Mode, page
from tests.conftest import SHIPPED

pytestmark = pytest.mark.slow

SEEDS = SHIPPED / "seeds"
WHOLE = 0.97
"""Likeness of two bodies from which they are the same; a dateline or a signature may be set apart."""
PAGES = 20
FLOORS: dict[Mode, tuple[float, float, float]] = {"plain": (0.743, 0.688, 0.898), "rows": (0.83, 0.85, 0.872)}
"""What is reached: F1 of whole articles, share of headlines, F1 of the paragraphs' ends in whole articles."""
OWN = 19
"""Articles of the archive's five pages that come out as a person left them, title and paragraphs to the letter."""


def texts(clipping: Clipping) -> list[str]:
    return [p.text for p in clipping.paragraphs]


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def archive(issue: str = "") -> list[dict[str, Any]]:
    """The archive's reviewed articles, as `scripts/typeset.py` takes them."""
    found = []
    for path in sorted((SEEDS / "articles").glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for article in data["articles"]:
            if not article["id"].startswith(issue):
                continue
            article["date"] = str(data["date"])
            article["paragraphs"] = article["body"].split("\n\n")
            found.append(article)
    return found


def set_alone(article: dict[str, Any]) -> bool:
    """It can be typeset: a text under a headline of its own."""
    return article["title_source"] == "page" and article["kind"] in ("news", "notice") and len(article["body"]) > 120


@dataclass
class Found:
    """Counts over pages."""

    gold: int = 0
    got: int = 0
    whole: int = 0
    headlines: int = 0
    ends: int = 0
    ends_right: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each clipping, and whether it is whole."""

    def add(self, articles: list[dict[str, Any]], clippings: list[Clipping]) -> None:
        self.gold += len(articles)
        self.got += len(clippings)
        bodies = [pieces("".join(texts(d))) for d in clippings]
        golds = [pieces("".join(article["paragraphs"])) for article in articles]
        for clipping, body in zip(clippings, bodies, strict=True):
            assert clipping.confidence is not None
            self.sure.append((clipping.confidence, max(likeness(gold, body) for gold in golds) >= WHOLE))
        for article, text in zip(articles, golds, strict=True):
            alike = [likeness(text, body) for body in bodies]
            clipping = clippings[alike.index(max(alike))]
            printed = squeezed("".join(article.get(f) or "" for f in ("kicker", "title", "subtitle")))
            self.headlines += squeezed("".join(line.text for line in clipping.headline)) == printed
            if max(alike) >= WHOLE:
                self.whole += 1
                right, found = ends(article["paragraphs"]), ends(texts(clipping))
                self.ends += len(right) + len(found)
                self.ends_right += 2 * len(right & found)

    @property
    def figures(self) -> tuple[float, float, float]:
        f1 = 2 * self.whole / (self.gold + self.got)
        return round(f1, 3), round(self.headlines / self.gold, 3), round(self.ends_right / self.ends, 3)


def pieces(text: str) -> Counter[str]:
    text = squeezed(text)
    return Counter(text[i : i + 5] for i in range(max(1, len(text) - 4)))


def likeness(one: Counter[str], two: Counter[str]) -> float:
    return 2 * (one & two).total() / (one.total() + two.total())


def ends(paragraphs: Any) -> set[int]:
    return set(itertools.accumulate(len(squeezed(p)) for p in list(paragraphs)[:-1]))


@functools.cache
def typeset(mode: Mode) -> Found:
    """What is found of pages that are made of the archive's articles."""
    known, found = [a for a in archive() if set_alone(a)], Found()
    for seed in range(PAGES):
        rnd = random.Random(seed)
        articles = [dict(article) for article in rnd.sample(known, rnd.randint(2, 6))]
        lines, _ = clean("page.txt", page(articles, rnd, mode))
        found.add(articles, segment(lines)[0])
    return found


@pytest.mark.parametrize("mode", FLOORS)
def test_typeset_pages_are_segmented_no_worse_than_before(mode: Mode) -> None:
    found = typeset(mode).figures
    for figure, floor in zip(found, FLOORS[mode], strict=True):
        assert figure >= floor, f"{found}, and {FLOORS[mode]} was reached"


def test_an_article_is_as_likely_whole_as_its_confidence_says() -> None:
    told = sorted(one for mode in FLOORS for one in typeset(mode).sure)
    third = len(told) // 3
    for part in (told[:third], told[third:-third], told[-third:]):
        said, whole = sum(c for c, _ in part) / len(part), sum(w for _, w in part) / len(part)
        assert abs(said - whole) <= 0.16, f"{said:.2f} sure, and {whole:.2f} are whole"


def test_the_archives_own_pages_are_found_as_a_person_left_them(tmp_path: Path) -> None:
    shutil.copytree(SEEDS / "pages", tmp_path / "seeds" / "pages")
    shutil.copy(SEEDS / "issues.yml", tmp_path / "seeds")
    reader = Reader(tmp_path)
    known = issue_list.read(reader, gazetteer())
    reviewed = exact = 0
    for issue in known.issues.values():
        files = issue_files.read(reader, known, issue)
        assert files
        found = [(a.title, a.paragraphs) for a in meeting.met(files).articles]
        for article in archive(f"{issue.paper}-{issue.date}-"):
            reviewed += 1
            exact += (article["title"], article["paragraphs"]) in found
    assert exact >= OWN, f"{exact} of {reviewed} articles, and {OWN} were found"
