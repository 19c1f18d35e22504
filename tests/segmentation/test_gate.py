"""How much of known pages is found: of the archive's own, and of its articles typeset anew. Nothing may get worse."""

import functools
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.language.places import gazetteer
from generator.seeds import issue_list
from generator.seeds.files.reader import Reader
from generator.seeds.following import issue_files, meeting
from generator.segmentation.clean import clean
from generator.segmentation.segment import segment
from scripts.printing.found import Found
from scripts.typeset import Mode, Style, page, squeezed, wrapped
from tests.conftest import SHIPPED

pytestmark = pytest.mark.slow

SEEDS = SHIPPED / "seeds"
PAGES = 20
FLOORS: dict[Mode, tuple[float, float, float]] = {"plain": (0.743, 0.688, 0.898), "rows": (0.83, 0.85, 0.872)}
"""What is reached: F1 of whole articles, share of headlines, F1 of the paragraphs' ends in whole articles."""
OWN = 19
"""Articles of the archive's five pages that come out as a person left them, title and paragraphs to the letter."""


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


def printed(article: dict[str, Any]) -> str:
    """All that stands above its text."""
    return "".join(article.get(name) or "" for name in ("kicker", "title", "subtitle"))


@functools.cache
def typeset(mode: Mode, pages: int = PAGES) -> Found:
    """What is found of pages that are made of the archive's articles."""
    known, found = [a for a in archive() if set_alone(a)], Found()
    for seed in range(pages):
        rnd = random.Random(seed)
        articles = [dict(article) for article in rnd.sample(known, rnd.randint(2, 6))]
        lines, _ = clean("page.txt", page(articles, rnd, mode))
        clippings = segment(lines)[0]
        assert all(clipping.confidence is not None for clipping in clippings)
        found.add([{**article, "title": printed(article)} for article in articles], clippings)
    return found


@pytest.mark.parametrize("mode", FLOORS)
def test_typeset_pages_are_segmented_no_worse_than_before(mode: Mode) -> None:
    found = typeset(mode).figures
    for figure, floor in zip(found, FLOORS[mode], strict=True):
        assert figure >= floor, f"{found}, and {FLOORS[mode]} was reached"


def test_an_article_is_as_likely_whole_as_its_confidence_says() -> None:
    told = sorted(one for mode in FLOORS for one in typeset(mode, 2 * PAGES).sure)
    third = len(told) // 3
    for part in (told[:third], told[third:-third], told[-third:]):
        said, whole = sum(c for c, _ in part) / len(part), sum(w for _, w in part) / len(part)
        assert said - TOO_SURE <= whole <= said + TOO_MODEST, f"{said:.2f} sure, and {whole:.2f} are whole"


TOO_SURE, TOO_MODEST = 0.08, 0.16
"""These pages are easier than those from which it was learnt: of the least sure third more is whole than is said."""


def continued(seed: int) -> tuple[str, str]:
    """A page on which the end of an article goes on from another page, under its headline; that headline."""
    rnd = random.Random(seed)
    style, lines = Style(1.0, hangs=False), []
    known = [a for a in archive() if set_alone(a)]
    articles, measure = rnd.sample(known, 3), rnd.choice([12, 15, 18, 24])
    for n, article in enumerate(articles):
        texts = [squeezed(text) for text in article["paragraphs"]]
        if n == 1:
            texts = ["（上接第一版）" + (texts[-1] if len(texts[-1]) > 60 else texts[0])]
        lines += [squeezed(article["title"]), *(line for t in texts for line in wrapped(t, measure, style, 2.0))]
    return ("\n\n" if seed % 2 else "\n").join(lines), squeezed(articles[1]["title"])


def test_a_headline_above_a_text_from_another_page_is_its_own() -> None:
    """Its words stand where the text begins, so that they tell nothing here."""
    right = 0
    for seed in range(PAGES):
        text, headline = continued(seed)
        for clipping in segment(clean("page", text)[0])[0]:
            goes_on = any("（上接" in line.text for line in clipping.lines)
            right += goes_on and squeezed("".join(line.text for line in clipping.headline)) == headline
    assert right >= CONTINUED, f"{right} of {PAGES}"


CONTINUED = 14
"""Of 20 pages; 11 where nothing was known of it."""


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
