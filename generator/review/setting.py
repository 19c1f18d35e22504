"""Articles as they are composed of other lines: each as the machine makes it now.

Fields that are a person's are none of it; what the machine would put there stands beside them: in the body where it
stood there, else in the subtitle where that is free, else in the body. What a person has written comes to it in
`placing`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.base.model import paragraphs
from generator.review import conserved
from generator.review.written import BREAK, HEADLINE, KNOWN, LISTS, WHOLE, Written, beside, squeezed, text_of
from generator.segmentation.clipping import Place
from generator.segmentation.metadata import LOST, Composed


@dataclass(eq=False)
class Char:
    """A character of the page in an article."""

    text: str
    gone: bool = False
    before: str = ""
    """What a person has written there."""
    behind: str = ""

    @property
    def shown(self) -> str:
        return f"{self.before}{'' if self.gone else self.text}{self.behind}"


@dataclass(eq=False)
class Paragraph:
    """A piece of a field."""

    chars: list[Char]
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    goes_on: bool = False
    """A person has joined it to the one before."""

    @property
    def text(self) -> str:
        return "".join(c.shown for c in self.chars)


@dataclass(frozen=True, eq=False)
class Spot:
    """Where a character of the page is now."""

    setting: "Setting"
    name: str
    paragraph: Paragraph
    char: Char


Index = dict[Place, Spot]
"""The characters of all articles that are composed anew."""


class Setting:
    """An article of its lines as they are now."""

    def __init__(self, made: Composed, written: Written, old: Composed | None = None) -> None:
        self.made = made
        self.written = written
        fields = {name: made.pieces[name] for name in made.pieces if name not in written.fixed}
        stood = [p for name in WHOLE for p in old.pieces[name]] if old else []
        self.spare = {name: written.spare(name, made.pieces[name], stood) for name in written.fixed}
        above = [p for name in HEADLINE for p in self.spare.get(name, ())]
        free = not made.pieces["subtitle"] and "subtitle" not in written.fixed
        self.below = [p for p in above if free and not written.inside.issuperset(at for at in p.places if at)]
        """What found no place in fields of the headline, and is the subtitle; what stands in the body stays there."""
        if self.below:
            fields["subtitle"] = tuple(self.below)
        stay = [p for p in above if p not in self.below]
        fields["body"] = tuple(beside(made.pieces, [*stay, *self.spare.get("byline", ())]))
        self.fields = {name: [Paragraph([Char(c) for c in p.text]) for p in fields[name]] for name in fields}
        self._places = [
            (place, Spot(self, name, paragraph, char))
            for name in (*WHOLE, "captions", "body")
            for passage, paragraph in zip(fields.get(name, ()), self.fields.get(name, ()), strict=True)
            for place, char in zip(passage.places, paragraph.chars, strict=True)
            if place
        ]
        self.front: defaultdict[str, list[str]] = defaultdict(list)
        """Paragraphs before all of a field's."""
        self._stand_once()

    def _stand_once(self) -> None:
        """A line that a person has left in a field is none of the body's, where the machine would now have it."""
        held: defaultdict[int, list[Char]] = defaultdict(list)
        for place, spot in self._places:
            if spot.name in LISTS and place in self.written.over:
                held[place[0]].append(spot.char)
        for chars in held.values():
            line = squeezed("".join(c.text for c in chars))
            if len(line) >= KNOWN and any(
                conserved.stands(squeezed(text), line) for text in self.written.fixed.values()
            ):
                for char in chars:
                    char.gone = True

    def index(self) -> Index:
        return dict(self._places)

    def text(self, name: str) -> str:
        """A field as it is now."""
        if name in self.written.fixed:
            return self.written.fixed[name]
        if name in WHOLE:
            return text_of(name, (p.text for p in self.fields[name] if p.text))
        found = [*self.front[name]]
        for p in self.fields[name]:
            if p.goes_on and found and not p.above:
                found[-1] += p.text
            else:
                found += [*p.above, p.text]
            found += p.below
        text = BREAK.join(paragraphs(BREAK.join(found)))
        return text or (text_of("body", self.made.pieces["body"]) or LOST if name == "body" else "")

    def changed(self, numbers: Iterable[int]) -> set[int]:
        """Those of these lines that are not in the fields to the letter."""
        there = {place[0] for place, _ in self._places}
        return {*numbers} - there | {place[0] for place, spot in self._places if spot.char.gone}

    def stand_again(self, lines: Mapping[int, str]) -> None:
        """Lets nothing of these lines, by number, be gone. Nothing is put in among what a person has written: which of
        the characters there are the page's and which are his, no comparison tells for certain. Such a line stands above
        it once more, in a field of one text in front of it."""
        held: defaultdict[tuple[int, Paragraph], list[Spot]] = defaultdict(list)
        for (number, _), spot in self._places:
            if number in lines:
                held[number, spot.paragraph].append(spot)
        for (_, paragraph), spots in held.items():
            first, last = (paragraph.chars.index(spots[n].char) for n in (0, -1))
            chars = paragraph.chars[first : last + 1]
            written = any(c.gone for c in chars) and any(c.before or c.behind for c in chars)
            if written and spots[0].name in LISTS:
                self._begun(spots[0].name, paragraph).above.append("".join(c.text for c in chars))
                continue
            behind = "".join(c.shown for c in chars)
            for char in chars:
                char.gone = False
                if written:
                    char.before = char.behind = ""
            if written:
                chars[-1].behind = behind

    def _begun(self, name: str, paragraph: Paragraph) -> Paragraph:
        """The first of those that a person has joined up to this one."""
        row = self.fields[name]
        n = row.index(paragraph)
        while row[n].goes_on:
            n -= 1
        return row[n]

    def put_in_front(self, lines: Mapping[int, str]) -> None:
        """Puts these lines before the body, a paragraph each."""
        self.front["body"] += [lines[number] for number in sorted(lines)]
