"""Closed articles that have gone are looked for by what closed.tsv knows; so are newspapers that are closed."""

import json
import re
from collections.abc import Mapping

import pytest

from generator.build.audit.gone import FEW, Gone
from generator.language.needles import spelled
from generator.language.sketch import DIGITS, numbered, sketch
from tests.conftest import Sample
from tests.seeds.test_status import MORE, archive, built

pytestmark = pytest.mark.slow

__all__ = ["archive"]

LONG = "".join(chr(0x4E00 + 37 * n * n % 5003) for n in range(200))
NOTE = "因为上级来电话说的"
ID = "lxbao-2024-03-07-00-01"


def deliver(archive: Sample, *more: Mapping[str, object]) -> None:
    archive.write("seeds/articles/more.jsonl", "".join(json.dumps(m, ensure_ascii=False) + "\n" for m in more))


def test_a_run_has_the_number_that_a_sketch_has() -> None:
    of = sketch(LONG)
    numbers = {int(of[at : at + DIGITS], 16) for at in range(0, len(of), DIGITS)}
    assert numbers == set(sorted(set(numbered(spelled(LONG)).tolist()))[: len(numbers)])


def test_a_part_is_found_and_what_is_said_openly_is_not() -> None:
    gone = Gone.known({7: sketch(LONG)}, iter([]))
    assert len(gone.numbers) >= FEW
    assert [of for of, _ in gone.within(LONG[:120])] == [7]
    assert not [*gone.within(LONG[::-1])]
    assert not [*Gone.known({7: sketch(LONG)}, iter([LONG])).within(LONG)]


@pytest.mark.parametrize("text", [LONG, f"<p>{LONG[:90]}</p>\n<p>{LONG[90:]}</p>", ID])
def test_what_has_gone_is_found(archive: Sample, text: str) -> None:
    deliver(archive, MORE[0], {**MORE[1], "body": LONG, "status": "withheld"})
    built(archive)
    deliver(archive, MORE[0])
    assert archive.run("build").exit_code == 0
    result = archive.run("check", "--published")
    assert (result.exit_code, result.output[:37]) == (0, "All well. 1 closed article looked for")
    archive.write("site/a.html", text)
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    assert re.search(rf'^site/a\.html: holds ".{{12,}}" of {ID}, which is closed, and has gone\. ', result.output)


def test_what_has_gone_and_is_short_is_no_proof(archive: Sample) -> None:
    deliver(archive, MORE[0], {**MORE[1], "status": "withheld"})
    built(archive)
    deliver(archive, MORE[0])
    assert archive.run("build").exit_code == 0
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    assert f"seeds/closed.tsv: {ID} was closed and has gone, and too little is known of its text" in result.output
    last = result.output.splitlines()[-1]
    assert last.startswith("Nothing found, but not proved: 0 closed articles looked for in ")
    assert last.endswith(". 1 more cannot be looked for.")


@pytest.mark.parametrize("text", ["临县报", NOTE, "lxbao-2024-03-07", "issues/lxbao/2024-03-07/index.html"])
def test_name_note_and_ids_of_a_newspaper_that_is_withheld_are_found(archive: Sample, text: str) -> None:
    name = "name: 临县报"
    issues = archive.read("seeds/issues.yml").replace(name, f"{name}, status: withheld, status_note: {NOTE}")
    archive.write("seeds/issues.yml", issues)
    built(archive)
    assert archive.run("check", "--published").exit_code == 0
    archive.write("site/a.html", f"<p>{text}</p>")
    result = archive.run("check", "--published")
    assert result.exit_code == 1
    assert re.search(r"^site/a\.html: holds .* of lxbao(-2024-03-07)?, which is withheld\. ", result.output)
