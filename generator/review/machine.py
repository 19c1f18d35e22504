"""What the machine makes of an issue's lines when it is told whose they are, and what is headline."""

from collections.abc import Iterable, Set
from dataclasses import replace

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
        self._layouts: dict[str, Layout] = {}
        self.numbers = {
            (sheet.file, line.number): n * APART + line.number
            for n, sheet in enumerate(proof.sheets)
            for line in sheet.lines
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
                self._layout(files),
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

    def _layout(self, files: Set[str]) -> Layout:
        """Pages as one, one after the other, in this one's numbers."""
        for n, sheet in enumerate(self._proof.sheets):
            if sheet.file in files and sheet.file not in self._layouts:
                parts = segment.pieces(sheet.lines)
                self._layouts[sheet.file] = composition.one_after_the_other(
                    [composition.layout(tuple(part), sheet.printed) for part in parts], n * APART
                )
        return composition.one_after_the_other([self._layouts[s.file] for s in self._proof.sheets if s.file in files])


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
