"""One way of composing an article: the machine's and the desk's are the same, whatever else of the page is settled."""

from pathlib import Path

import pytest

from generator import composition
from generator.clean import clean
from generator.model import Line
from generator.segment import segment

PAGES = sorted((Path(__file__).parents[1] / "seeds" / "pages").glob("*.txt"))


def lines_of(page: Path) -> list[Line]:
    return clean(page.name, page.read_bytes().decode())[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_the_lines_of_a_draft_make_that_draft_again(page: Path) -> None:
    lines = lines_of(page)
    units = composition.layout(tuple(lines)).units
    for draft in segment(lines)[0]:
        headline, body = ({line.number for line in part} for part in (draft.headline, draft.lines))
        assert composition.draft(units, headline, body, draft.confidence) == draft


def test_articles_that_are_settled_change_no_paragraph_of_the_others() -> None:
    for page in PAGES:
        lines = lines_of(page)
        fresh = segment(lines)[0]
        settled = {line.number for draft in fresh[::2] for line in (*draft.headline, *draft.lines)}
        drafts, left = segment(lines, settled)
        placed = [line.number for draft in drafts for line in (*draft.headline, *draft.lines)]
        assert sorted([*placed, *(line.number for line in left), *settled]) == [line.number for line in lines]
        again = {draft.lines: draft.paragraphs for draft in drafts}
        for draft in fresh[1::2]:
            assert again.get(draft.lines, draft.paragraphs) == draft.paragraphs
