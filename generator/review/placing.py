"""What a person has written is put where its lines went.

1. Each run (`written`) is cut into changes: characters that a person has replaced, and what stands for them. A change
   goes where its characters are now, whole, and takes the place of those that are still together. The others stand
   again as the page has them, as does a line of which nothing was left when it comes into another article.
2. Paragraphs cannot stand in a headline: what a person has added between those whose lines went there goes into the
   body.
3. A run of which a change finds none of its characters stays as a whole in its article, at its place in the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from generator.review import alignment
from generator.review.setting import Index, Setting, Spot
from generator.review.written import BREAK, END, LISTS, WHOLE, Run, text_of
from generator.segmentation.clipping import Place

NEAR = 5
"""Characters: what a person has changed closer together is one change."""
LONGEST = 4_000_000
"""Pairs of characters that are compared; a longer run is one change."""


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
    apart = {n: c.apart(index) for n, c in enumerate(changes) if c.text and not spots[n]}
    if None in apart.values():
        return False
    for n, way in apart.items():
        spots[n] = way.write() if way else None
    for n, (change, spot) in enumerate(zip(changes, spots, strict=True)):
        if change.text and spot and n not in apart:
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
    for i1, i2, j1, j2 in alignment.changes(a, b):
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
        return next((at for at in self._spots(index) if not (alone and at[0].name in WHOLE)), None)

    def _spots(self, index: Index) -> Iterator[tuple[Spot, bool]]:
        for places, behind in ((self.gone, False), (self.left, True), (self.right, False)):
            yield from ((index[place], behind) for place in places if place in index)

    def apart(self, index: Index) -> "_Apart | None":
        """How it is put where all its characters are in fields of one text, or in none that are left."""
        home = next(self._spots(index), None)
        before = (index[place] for _, place in reversed(self.run.chars[: self.start]) if place and place in index)
        above = next((spot for spot in before if spot.name in LISTS), None)
        own, added = self._parted()
        if above and not any(own) and not self.gone and not self.left:
            return _Apart(None, above, own, added)
        return _Apart(home, None, own, added) if home else None

    def _parted(self) -> tuple[list[str], list[str]]:
        """Its paragraphs that hold characters of the page or go on with one, and the others."""
        old = "".join(c for c, _ in self.run.chars[self.start : self.end])
        written = {n for _, _, first, end in alignment.changes(old, self.text) for n in range(first, end)}
        own, added, at = list[str](), list[str](), 0
        for text in self.text.split(END):
            end = at + len(text)
            goes_on = (at == 0 and self.left) or (end == len(self.text) and self.right)
            is_own = goes_on or not written.issuperset(range(at, end))
            (own if is_own else added).append(text.replace("\n", " "))
            at = end + 1
        return own, [text for text in added if text.strip()]

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


@dataclass(frozen=True)
class _Apart:
    """Paragraphs whose characters are in a field of one text: those that hold any of them are put there, as one text,
    and those that a person has added in the body."""

    home: tuple[Spot, bool] | None
    above: Spot | None
    """Where all are added, the paragraph before them, if that is in a body."""
    own: Sequence[str]
    added: Sequence[str]

    def write(self) -> tuple[Spot, bool] | None:
        """Where those went that take the place of characters."""
        if self.above:
            self.above.paragraph.below.append(BREAK.join(self.added))
        elif self.home:
            spot, behind = self.home
            spot.setting.front["body"] += self.added
            text = text_of(spot.name, self.own)
            spot.char.before += "" if behind else text
            spot.char.behind += text if behind else ""
        return self.home if any(self.own) else None
