"""Headlines that find their articles again when a person has said where one begins, or what is a headline."""

from collections.abc import Mapping

from pydantic import BaseModel

from generator.review.proof import Proof, Role
from generator.segmentation import composition, segment
from generator.segmentation.rereading import Held, reread

Owned = tuple[int, str | None, Role]
"""A line: number, article (or a name that stands for one that has no number yet), role."""


class Given(BaseModel):
    """A page as a person has it."""

    file: str
    owners: list[Owned]
    settled: list[str]
    """Articles whose lines stay theirs."""
    fresh: str | None
    """The one whose beginning the person has just shown."""


def changes(proof: Proof, given: Given) -> list[Owned]:
    """The lines that change hands."""
    sheet = next((sheet for sheet in proof.sheets if sheet.file == given.file), None)
    owners: Mapping[int, tuple[str | None, Role]] = {n: (id, role) for n, id, role in given.owners}
    if sheet is None or owners.keys() != {line.number for line in sheet.lines}:
        return []
    held = {n: Held(id, role == "headline") for n, (id, role) in owners.items()}
    settled = {n for n, (id, _) in owners.items() if id in given.settled}
    found: list[Owned] = []
    for part in segment.pieces(sheet.lines):
        numbers = {line.number for line in part}
        page = composition.layout(tuple(part), sheet.printed)
        changed = reread(page, held, settled & numbers, given.fresh)
        found += [(n, str(now.by), "headline") for n, now in sorted(changed.items())]
    return found
