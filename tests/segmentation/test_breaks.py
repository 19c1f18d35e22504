"""The network that tells what begins with each line: what it is given, what it answers, and how it learns."""

import json
import lzma
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from generator.base.archive import Line
from generator.segmentation import breaks
from generator.segmentation.breaks import BEGINS, FURTHER, HEADLINE, KINDS, NEXT, ON, Encoded, encoded, known, told
from generator.segmentation.clean import clean
from scripts.fit_breaks import first_weights, gradients, kinds
from scripts.printing.parts import part_of
from scripts.printing.texts import IDLE, Mark, Printed, printed
from tests.conftest import REPOSITORY
from tests.segmentation.test_gate import archive, set_alone


def lines_of(page: Printed) -> list[Line]:
    return clean("page", page.text)[0]


def pages(count: int) -> list[Printed]:
    """Pages of the archive's own articles, which nothing was learnt from."""
    articles = [a for a in archive() if set_alone(a)]
    return [printed(random.Random(n).sample(articles, 4), random.Random(n)) for n in range(count)]


def test_each_line_gets_the_chance_of_each_answer() -> None:
    lines = lines_of(pages(1)[0])
    found = told(lines)
    assert len(found) == len(lines)
    shares = 1 / (1 + np.exp(-np.array([row.odds for row in found])))
    assert np.allclose(shares.sum(axis=1), 1.0, atol=1e-3)
    assert told([]) == []


def test_a_long_line_is_looked_at_from_both_ends() -> None:
    numbers, _ = known()
    text = "甲" * 300 + "乙" * 300
    page = encoded([Line(1, text, 0, False, False, 0)], numbers)
    assert len(page.codes) == 2 * breaks.HALF + 2
    assert page.codes[0] == breaks.BREAK
    assert list(page.codes).count(breaks.CUT) == 1


def test_what_begins_with_a_line_is_known_of_a_typeset_page() -> None:
    marks = [Mark(0, -1, 0), Mark(0, -1, 1), Mark(0, 0, 0), Mark(0, 0, 1), Mark(IDLE), Mark(0, 0, 2), Mark(0, 1, 0)]
    marks += [Mark(1, 3, 2), Mark(1, 0, 0)]
    lines = [Line(n, "字", 0, False, False, n - 1) for n in range(1, len(marks) + 1)]
    answers = [KINDS[k] for k in kinds(lines, dict(enumerate(marks, 1)))]
    assert answers == ["headline", "further", "begins", "on", "idle", "on", "next", "other", "begins"]


def test_it_tells_headlines_and_paragraphs_of_articles_that_it_has_not_seen() -> None:
    right = np.zeros((len(KINDS), 2), dtype=int)
    for page in pages(12):
        lines = lines_of(page)
        answers = np.array([row.odds for row in told(lines)]).argmax(axis=1)
        for answer, kind in zip(answers, kinds(lines, page.marks), strict=True):
            is_headline = {HEADLINE, FURTHER} >= {answer, kind}
            right[kind] += answer == kind or is_headline, 1
    shares = {kind: right[kind, 0] / right[kind, 1] for kind in (ON, NEXT, BEGINS, HEADLINE, FURTHER)}
    for kind, floor in FLOORS.items():
        assert shares[kind] >= floor, {KINDS[k]: round(float(x), 3) for k, x in shares.items()}


FLOORS = {ON: 0.98, NEXT: 0.88, BEGINS: 0.65, HEADLINE: 0.83, FURTHER: 0.75}
"""Reached, a little less than."""


def test_the_gradients_are_those_of_the_loss() -> None:
    rng = np.random.default_rng(1)
    page = Encoded(
        rng.integers(5, 60, 90),
        np.array([0, 7, 20, 34, 50, 71]),
        rng.normal(size=(6, breaks.SHAPES)).astype(np.float32),
    )
    page.codes[page.starts] = breaks.BREAK
    right = rng.integers(0, len(KINDS), 6)
    weights = first_weights()
    _, found = gradients(weights, page, right)
    for name in ("near", "far", "inner0", "inner2", "lines", "outer1", "answers", "answers_bias"):
        at = np.unravel_index(np.abs(found[name]).argmax(), found[name].shape)
        value, step = float(weights[name][at]), 0.01
        losses = []
        for moved in (value + step, value - step):
            weights[name][at] = moved
            losses.append(float(gradients(weights, page, right)[0].mean()))
        weights[name][at] = value
        slope = (losses[0] - losses[1]) / (2 * step)
        assert abs(slope - found[name][at]) <= 0.05 * abs(slope) + 1e-3, name


@pytest.mark.slow(12)
def test_what_is_learnt_twice_is_the_same_to_the_byte(tmp_path: Path) -> None:
    articles = [a for a in archive() if set_alone(a)]
    days = [f"2020-01-{day:02d}" for day in range(1, 32) if part_of(f"2020-01-{day:02d}") == "breaks"][:6]
    with lzma.open(tmp_path / "articles.jsonl.xz", "wt", encoding="utf-8") as file:
        for day in days:
            for a in articles[:24]:
                file.write(json.dumps({"date": day, "page": 1, "title": a["title"], "body": a["body"]}) + "\n")
    found = []
    for seed in ("1", "2"):
        into = tmp_path / f"{seed}.json"
        command = [sys.executable, "-m", "scripts.fit_breaks", str(tmp_path / "articles.jsonl.xz"), "--steps", STEPS]
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": seed}
        subprocess.run(
            [*command, "--into", str(into)], check=True, cwd=REPOSITORY, env=environment, capture_output=True
        )
        found.append(into.read_bytes())
    assert found[0] == found[1]


STEPS = "16"
"""Of learning, on 48 pages of every kind; a whole run has 1,600. Twice as many took three times as long."""
