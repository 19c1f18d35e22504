"""What the machine makes of an issue's lines when it is told whose they are, and what is headline."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.base.archive import Line
from generator.base.model import Source
from generator.review.proof import Proof, Role
from generator.seeds.articles import At
from generator.segmentation import composition, metadata, segment
from generator.segmentation.composition import Layout
from generator.segmentation.metadata import Composed

APART = 1_000_000
"""More than the lines of a page file."""

Held = tuple[str, int, Role]
"""A line of an article: page file, number, role."""


class Machine:
    """Composes articles of an issue. Its lines have numbers that are in one order for all of its page files."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._sheets = {
            sheet.file: tuple(
                replace(line, number=n * APART + line.number, follows=n * APART + line.follows) for line in sheet.lines
            )
            for n, sheet in enumerate(proof.sheets)
        }
        self.numbers = {
            (sheet.file, line.number): moved.number
            for sheet in proof.sheets
            for line, moved in zip(sheet.lines, self._sheets[sheet.file], strict=True)
        }

    def texts(self, held: Iterable[Held]) -> list[tuple[At, str]]:
        """Lines with their texts, in the order of the pages."""
        keys = {(file, number) for file, number, _ in held}
        return [
            ((sheet.file, line.number), line.text)
            for sheet in self._proof.sheets
            for line in sheet.lines
            if (sheet.file, line.number) in keys
        ]

    def composed(self, held: Iterable[Held], id: str, page: int | None) -> Composed | None:
        """The article of these lines; None where there are none."""
        roles = {(file, n): role for file, n, role in held if (file, n) in self.numbers}
        if not roles:
            return None
        files = {file for file, _ in roles}
        made = metadata.composed(
            composition.clipping(
                _layout(lines for file, lines in self._sheets.items() if file in files),
                {self.numbers[at] for at, role in roles.items() if role == "headline"},
                {self.numbers[at] for at, role in roles.items() if role != "headline"},
            ),
            id=id,
            issue=self._proof.issue,
            paper=self._proof.paper,
            page=page,
            file="",
            places=self._proof.places,
        )
        return replace(made, article=made.article.model_copy(update={"source": source_of(self._proof, set(roles))}))


def source_of(proof: Proof, held: set[At]) -> tuple[Source, ...]:
    """Lines as ranges that hold no other line."""
    found: list[Source] = []
    for sheet in proof.sheets:
        goes_on = False
        for line in sheet.lines:
            if here := (sheet.file, line.number) in held:
                first = found.pop().lines[0] if goes_on else line.number
                found.append(Source(file=sheet.file, lines=(first, line.number)))
            goes_on = here
    return tuple(found)


def _layout(sheets: Iterable[Sequence[Line]]) -> Layout:
    """Pages as one, one after the other."""
    read = [composition.layout(tuple(part)) for lines in sheets for part in segment.pieces(lines)]
    return Layout(
        tuple(unit for each in read for unit in each.units),
        {number: line for each in read for number, line in each.printed.items()},
        frozenset(number for each in read for number in each.tops),
        frozenset(number for each in read for number in each.above),
    )
