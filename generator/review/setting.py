"""Articles as they are composed of other lines, with what a person has written put where its lines went.

1. A `Setting` is an article as the machine makes it now. Fields that are a person's are none of it; what the machine
   would put there stands beside them: in the subtitle where that is free, else in the body.
2. Each run (`written`) is cut into changes: characters that a person has replaced, and what stands for them. A change
   goes where its characters are now, whole, and takes the place of those that are still together. The others stand
   again as the page has them, as does a line of which nothing was left when it comes into another article.
3. A run of which a change finds none of its characters stays as a whole in its article, at its place in the text.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from generator.base.model import paragraphs
from generator.review.written import BREAK, END, HEADLINE, LISTS, WHOLE, Run, Written, beside, text_of
from generator.segmentation.clipping import Place
from generator.segmentation.metadata import LOST, Composed

NEAR = 5
"""Characters: what a person has changed closer together is one change."""
LONGEST = 4_000_000
"""Pairs of characters that are compared; a longer run is one change."""


@dataclass(eq=False)
class Char:
    """A character of the page in an article."""

    text: str
    gone: bool = False
    before: str = ""
    """What a person has written there."""
    behind: str = ""


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
        return "".join(f"{c.before}{'' if c.gone else c.text}{c.behind}" for c in self.chars)


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
        self.below = bool(above) and not made.pieces["subtitle"] and "subtitle" not in written.fixed
        """What found no place in fields of the headline is the subtitle now."""
        if self.below:
            fields["subtitle"] = tuple(above)
        fields["body"] = tuple(beside(made.pieces, [*([] if self.below else above), *self.spare.get("byline", ())]))
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
        it once more."""
        held: defaultdict[tuple[int, Paragraph], list[Spot]] = defaultdict(list)
        for (number, _), spot in self._places:
            if number in lines:
                held[number, spot.paragraph].append(spot)
        for (_, paragraph), spots in held.items():
            first, last = (paragraph.chars.index(spots[n].char) for n in (0, -1))
            chars = paragraph.chars[first : last + 1]
            if spots[0].name in LISTS and any(c.gone for c in chars) and any(c.before or c.behind for c in chars):
                self._begun(spots[0].name, paragraph).above.append("".join(c.text for c in chars))
                continue
            for spot in spots:
                spot.char.gone = False

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


def put(runs: Iterable[Run], index: Index, own: Setting | None) -> list[Run]:
    """Puts the runs of an article where their characters are now; those for which there is no place are returned."""
    return [run for run in runs if not (_put(run, index, own) if run.chars else _added(run, index))]


def keep(run: Run, setting: Setting) -> None:
    """Leaves a run as a whole in an article."""
    name = run.name if run.name in LISTS else "body"
    index = {place: spot for place, spot in setting.index().items() if spot.name == name}
    spots = [index[place] for place in run.places if place in index]
    if spots:
        spots[0].char.before += BREAK + run.written + BREAK
        for spot in spots:
            spot.char.gone = True
    elif above := next((index[place] for place in run.before if place in index), None):
        above.paragraph.below.append(run.written)
    elif below := next((index[place] for place in run.behind if place in index), None):
        below.paragraph.above.append(run.written)
    else:
        setting.front[name].append(run.written)


def _added(run: Run, index: Index) -> bool:
    """Puts paragraphs that a person has added beside the one where they stood, in the article that has their lines."""
    spot, own = (next((index[place] for place in places if place in index), None) for places in (run.beside, run.moved))
    if own and (spot is None or spot.setting is not own.setting):
        spot = own
    if spot is None:
        return False
    for there in (index[place] for place in run.moved if place in index):
        there.char.gone |= there.setting is spot.setting and there.name in LISTS
    if spot.name in WHOLE:
        spot.setting.front["body"].append(run.written)
    else:
        (spot.paragraph.above if run.first else spot.paragraph.below).append(run.written)
    return True


def _put(run: Run, index: Index, own: Setting | None) -> bool:
    changes = [_Change(run, *change) for change in _changes(run)]
    spots = [change.spot(index) for change in changes]
    if any(change.text and spot is None for change, spot in zip(changes, spots, strict=True)):
        return False
    for change, spot in zip(changes, spots, strict=True):
        if change.text and spot:
            change.write(*spot)
        others = [(c.text, at[0].setting) for c, at in zip(changes, spots, strict=True) if at and c is not change]
        for piece, places in change.pieces:
            put = [setting for text, setting in others if _crossed(piece, text)] if piece not in change.text else []
            for place in places:
                there = index.get(place)
                stands = there and put and there.setting not in put  # it was put elsewhere, and has parted from that
                if there and not stands and change.replaces(there, place, spot[0] if spot else None, own):
                    there.char.gone = True
        change.join(index)
    return True


def _changes(run: Run) -> list[tuple[int, int, str]]:
    """Which characters of a run have become which; changes that are close together are one."""
    old, new = "".join(c for c, _ in run.chars), run.written.replace(BREAK, END)
    start = _alike(old, new)
    rest = _alike(old[start:][::-1], new[start:][::-1])
    a, b = old[start : len(old) - rest], new[start : len(new) - rest]
    if len(a) * len(b) > LONGEST:
        return [(start, start + len(a), b)]
    found: list[tuple[int, int, int, int]] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        near = (i1, i2, j1, j2)
        if found and i1 - found[-1][1] < NEAR:
            before = found[-1]
            crossed = _crossed(a[before[0] : before[1]], b[j1:j2]) or _crossed(a[i1:i2], b[before[2] : before[3]])
            near = found.pop() if crossed or END not in a[before[1] : i1] else near
        found.append((near[0], i2, near[2], j2))
    return [_to_edges(old, start + i1, start + i2, b[j1:j2]) for i1, i2, j1, j2 in found]


def _crossed(gone: str, written: str) -> bool:
    """What is gone on one side of a paragraph's end is written on the other: the end was put elsewhere."""
    return bool(gone.strip(END)) and gone.strip(END) in written


def _to_edges(old: str, start: int, end: int, text: str) -> tuple[int, int, str]:
    """A change with the few characters that are left before and behind it in its paragraphs."""
    if text.strip(END):
        first, last = old.rfind(END, 0, start) + 1, (old + END).index(END, end)
        if start - first < NEAR and not text.startswith(END):
            text, start = old[first:start] + text, first
        if last - end < NEAR and not text.endswith(END):
            text, end = text + old[end:last], last
    return start, end, text


def _alike(one: str, two: str) -> int:
    """Characters with which both begin."""
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


@dataclass(frozen=True)
class _Change:
    """Characters of a run, from one to before another, and what a person has written for them."""

    run: Run
    start: int
    end: int
    text: str

    @cached_property
    def gone(self) -> list[Place]:
        return [place for _, place in self.run.chars[self.start : self.end] if place]

    @cached_property
    def pieces(self) -> list[tuple[str, list[Place]]]:
        """What is gone, by paragraphs."""
        found: list[tuple[str, list[Place]]] = [("", [])]
        for char, place in self.run.chars[self.start : self.end]:
            if char == END:
                found.append(("", []))
            else:
                text, places = found[-1]
                found[-1] = text + char, [*places, *([place] if place else [])]
        return found

    @cached_property
    def left(self) -> list[Place]:
        """The character of the page before it in its paragraph."""
        return _to_end(reversed(self.run.chars[: self.start]))[:1]

    @cached_property
    def right(self) -> list[Place]:
        return _to_end(self.run.chars[self.end :])[:1]

    @cached_property
    def emptied(self) -> set[int]:
        """Lines of which it leaves nothing."""
        rest = (*self.run.chars[: self.start], *self.run.chars[self.end :])
        return {number for number, _ in self.gone} - {place[0] for _, place in rest if place}

    def spot(self, index: Index) -> tuple[Spot, bool] | None:
        """Where it goes, and whether behind the character that stands there."""
        alone = "\n" in self.text or END in self.text
        for places, behind in ((self.gone, False), (self.left, True), (self.right, False)):
            for spot in map(index.get, places):
                if spot and not (alone and spot.name in WHOLE):
                    return spot, behind
        return None

    def write(self, spot: Spot, behind: bool) -> None:
        """Paragraphs that begin or end where theirs does stand beside it, whatever it is joined to now."""
        text = self.text.replace(END, BREAK)
        if not self.gone and not self.left and self.text.endswith(END):
            spot.paragraph.above.append(text)
        elif not self.gone and not self.right and self.text.startswith(END):
            spot.paragraph.below.append(text)
        elif behind:
            spot.char.behind += text
        else:
            spot.char.before += text

    def replaces(self, there: Spot, place: Place, here: Spot | None, own: Setting | None) -> bool:
        """A character that it has replaced is replaced where it is now."""
        if self.text:
            return here is not None and there.setting is here.setting and there.name == here.name
        follows = there.setting is own or place[0] not in self.emptied
        return follows and (there.name in LISTS or there.name == self.run.name)

    def join(self, index: Index) -> None:
        """Joins the paragraphs between which it leaves no end."""
        if END in self.text:
            return
        chars = self.run.chars
        for at in range(self.start, self.end):
            if chars[at][0] != END:
                continue
            last, first = (_to_end(part)[:1] for part in (reversed(chars[:at]), chars[at + 1 :]))
            one, two = index.get(last[0]) if last else None, index.get(first[0]) if first else None
            if one and two and two.paragraph.chars[0] is two.char and one.setting is two.setting:
                row = two.setting.fields[two.name]
                n = row.index(two.paragraph)
                two.paragraph.goes_on = n > 0 and row[n - 1].chars[-1] is one.char


def _to_end(chars: Iterable[tuple[str, Place | None]]) -> list[Place]:
    return [place for _, place in takewhile(lambda char: char[0] != END, chars) if place]
