"""What is likely wrong of an article, field by field, and where the desk leads to."""

import random
from typing import Any

from generator.review import doubting, proof, roles
from generator.review.doubting import BODY, HEADLINE
from generator.segmentation import segment
from generator.segmentation.clean import clean
from generator.segmentation.confidence import Sure, sure
from scripts.printing.found import WHOLE, alike, pieces, squeezed
from scripts.typeset import page
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, FIRST, ISSUES, PAGE, SECOND
from tests.segmentation.test_gate import archive, printed, set_alone

KEY = ("xxb", "2024-03-07")
PAGES = 32
FLOORS = {"boundary": (0.39, 0.88), "headline": (0.44, 0.8)}
"""Of what is flagged on typeset pages so much is wrong, and of what is wrong so much is flagged."""


def known(text: str) -> list[Sure]:
    lines, _ = clean("page.txt", text)
    return [one for weighed in segment.weighed(lines) for one in sure(weighed)]


def test_of_what_is_flagged_much_is_wrong_and_most_of_what_is_wrong_is_flagged() -> None:
    articles = [article for article in archive() if set_alone(article)]
    flags: dict[str, list[tuple[bool, bool]]] = {"boundary": [], "headline": []}
    for seed in range(PAGES):
        rnd = random.Random(seed)
        some = [dict(article) for article in rnd.sample(articles, rnd.randint(3, 7))]
        text = page(some, rnd)
        lines, _ = clean("page.txt", text)
        found = {frozenset(line.number for line in one.lines): one for one in segment.segment(lines)[0]}
        for each in known(text):
            clipping = next(one for numbers, one in found.items() if each.lines <= numbers)
            own_text = pieces("".join(p.text for p in clipping.paragraphs))
            similar = [alike(pieces("".join(article["paragraphs"])), own_text) for article in some]
            article = some[similar.index(max(similar))]
            own = squeezed("".join(line.text for line in clipping.headline))
            assert each.body == clipping.confidence
            flags["boundary"].append((each.body < BODY, max(similar) < WHOLE))
            flags["headline"].append((each.headline < HEADLINE, own != squeezed(printed(article))))
    for field, flagged in flags.items():
        both = sum(flag and wrong for flag, wrong in flagged)
        figures = both / sum(flag for flag, _ in flagged), both / sum(wrong for _, wrong in flagged)
        assert all(figure >= floor for figure, floor in zip(figures, FLOORS[field], strict=True)), (field, figures)


MACHINES = ARTICLES.replace("  reviewed: false", "  confidence: 0.8\n  reviewed: false")


def told(archive: Sample, articles: str) -> dict[str, Any]:
    archive.write("seeds/issues.yml", ISSUES)
    archive.write("seeds/pages/one.txt", PAGE)
    archive.write(FILE, articles)
    found = proof.read(archive.root, KEY, proof.Numbers())
    assert found
    return doubting.of_issue(found, roles.owners(found))


def test_an_article_that_a_person_has_read_is_beyond_doubt(sample: Sample) -> None:
    assert told(sample, MACHINES).keys() == {FIRST, SECOND}
    assert told(sample, MACHINES.replace("reviewed: false", "reviewed: true", 1)).keys() == {SECOND}
    assert told(sample, ARTICLES) == {}  # no machine made them


def test_an_author_who_is_called_as_nobody_is_is_doubtful(sample: Sample) -> None:
    found = told(sample, MACHINES.replace("{name: 王一,", "{name: 王一整理,"))
    assert "authors" in found[FIRST]["fields"]
    assert "authors" not in found[SECOND]["fields"]
