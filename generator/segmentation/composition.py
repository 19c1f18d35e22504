"""From lines to a clipping: the one way in which an article is composed, whether a machine chose its lines or a person.

1. The page is read as a whole (`layout`), whoever its lines belong to, and in the one form in which all is understood
   (forms.py): they are put into reading order (`reading_order`), become paragraphs (`paragraphs`), and paragraphs units
   (`units`: what may be a headline stays line by line). So lines of other articles tell what a column is, and to move a
   line changes no paragraph but those that it leaves and enters.
2. An article (`clipping`) takes of each unit the lines that are its own, in reading order, as they are printed.
3. Bylines that stand right below its headline come before its body, wherever on the page that is.
4. A short unit that is no headline stays in its body: a crosshead or a signature. A paragraph that a column break cut
   is joined again.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile

from generator.base.archive import Line
from generator.base.printed_page import PrintedPage
from generator.language.forms import read
from generator.language.running_heads import is_masthead, is_name, is_running_head
from generator.segmentation import breaks
from generator.segmentation.breaks import FURTHER, ON, Told
from generator.segmentation.clipping import Clipping, Passage
from generator.segmentation.paragraphs import LONGEST_HEADLINE, Paragraph, paragraphs
from generator.segmentation.positions.order import at_edge, printed_paragraphs
from generator.segmentation.reading_order import Reading, reading
from generator.segmentation.units import OPENING, Unit, is_byline, units
from generator.segmentation.wrapping import ENDS, width

FULL = 3.0
"""Full-width characters by which the last line before a column break may fall short."""
KEPT = 32
"""Pages that a process remembers: reading one takes a tenth of a second to some seconds, and the desk asks again."""


@dataclass(frozen=True)
class Layout:
    """A page as it is read, whatever of it is whose."""

    units: tuple[Unit, ...]
    """In reading order, their lines as they are read."""
    printed: Mapping[int, Line]
    """The lines as they are printed, by number."""
    tops: frozenset[int]
    above: frozenset[int]
    """Numbers of lines, as in `Reading`."""
    told: Mapping[int, Told] = field(default_factory=dict)
    """What the network says of each line, by number; nothing of a page with positions."""

    @cached_property
    def where(self) -> dict[int, int]:
        """Which unit each line is in, by number."""
        return {line.number: i for i, unit in enumerate(self.units) for line in unit.lines}

    def own(self, numbers: Set[int]) -> dict[int, list[Line]]:
        """The lines of these numbers by their units, in reading order."""
        held = sorted({self.where[number] for number in numbers if number in self.where})
        return {i: [line for line in self.units[i].lines if line.number in numbers] for i in held}

    def as_printed(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(self.printed[line.number] for line in lines)


@functools.lru_cache(KEPT)
def layout(lines: tuple[Line, ...], places: PrintedPage | None = None) -> Layout:
    """The units of a page; running heads, between which texts go on, are the last. `places` says where the lines stand,
    by their numbers."""
    texts, heads = parted_from_heads(lines, places)
    printed = {line.number: line for line in lines}
    if places and places.width:
        found = units(printed_paragraphs(places, texts))
        sizes = {line.number: line.size for unit in found for line in unit.lines}
        printed |= {number: replace(printed[number], size=size) for number, size in sizes.items()}
        return Layout((*found, *heads), printed, frozenset(), frozenset())
    order = reading(texts)
    told = {line.number: row for line, row in zip(order.lines, breaks.told(order.lines), strict=True)}
    return Layout((*units(_paragraphs_of(order, told)), *heads), printed, order.tops, order.above, told)


def parted_from_heads(lines: Iterable[Line], places: PrintedPage | None = None) -> tuple[list[Line], list[Unit]]:
    """The lines of texts, as they are read, and the running heads between them; where places are known, those at the
    edges of the page alone, for amid it a telephone is a notice's."""
    edge = at_edge(places) if places and places.width else None
    lines = [replace(line, text=read(line.text)) for line in lines]
    mastheads = _mastheads(lines) if edge is None else frozenset()
    texts: list[Line] = []
    heads: list[Unit] = []
    begins = False
    for line in lines:
        if edge is None:
            is_head = is_running_head(line.text) or line.number in mastheads
        else:
            is_head = line.number in edge and (is_running_head(line.text) or is_name(line.text))
        if is_head:
            heads.append(Unit((line,), 0.0, 0.0, short=True, joins=False, furniture=True))
            begins |= line.starts_page
        else:
            texts.append(replace(line, starts_page=line.starts_page or begins))
            begins = False
    return texts, heads


def _mastheads(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines before the first text of a page that are the newspaper's name above or below its date."""
    begins = list(takewhile(lambda line: is_running_head(line.text) or is_masthead(line.text), lines))
    return frozenset(line.number for line in begins if any(is_running_head(other.text) for other in begins))


def one_after_the_other(layouts: Sequence[Layout], by: int = 0) -> Layout:
    """Pages as one, the numbers of their lines greater by so much."""

    def moved(line: Line) -> Line:
        return replace(line, number=by + line.number, follows=by + line.follows) if by else line

    return Layout(
        tuple(replace(u, lines=tuple(map(moved, u.lines))) for each in layouts for u in each.units),
        {by + number: moved(line) for each in layouts for number, line in each.printed.items()},
        frozenset(by + number for each in layouts for number in each.tops),
        frozenset(by + number for each in layouts for number in each.above),
        {by + number: row for each in layouts for number, row in each.told.items()},
    )


def without(units: Sequence[Unit], numbers: Set[int]) -> list[Unit]:
    """The units without the lines of these numbers."""
    found = (replace(u, lines=tuple(line for line in u.lines if line.number not in numbers)) for u in units)
    return [unit for unit in found if unit.lines]


def clipping(page: Layout, headline: Set[int], body: Set[int], confidence: float | None = None) -> Clipping:
    """The article of the lines with these numbers; `page` holds all of its pages'."""
    head, own = page.own(headline), page.own(body)
    captions = {i for i in own if (known := page.units[i].geometry) and known.caption}
    if len(captions) == len(own):  # a picture that stands for itself
        captions = set()
    order = [i for i in _in_order(page.units, head.keys(), own) if i not in captions]
    return Clipping(
        headline=page.as_printed(line for lines in head.values() for line in lines),
        paragraphs=tuple(Passage.of(page.as_printed(p)) for p in _paragraphs(page.units, {i: own[i] for i in order})),
        lines=page.as_printed(sorted((line for lines in own.values() for line in lines), key=lambda line: line.number)),
        captions=tuple(
            Passage.of(page.as_printed(p)) for p in _paragraphs(page.units, {i: own[i] for i in own if i in captions})
        ),
        confidence=confidence,
    )


def _paragraphs_of(order: Reading, told: Mapping[int, Told]) -> list[Paragraph]:
    """The paragraphs of each block of columns, and of the headlines between them, by themselves."""
    parts: list[list[Line]] = []
    for line in order.lines:
        above = line.number in order.above
        if not parts or line.number in order.tops or above != (parts[-1][-1].number in order.above):
            parts.append([])
        parts[-1].append(line)
    return [p for part in parts for p in paragraphs(part, [-told[line.number].log_odds(ON, FURTHER) for line in part])]


def _in_order(units: Sequence[Unit], head: Set[int], own: Iterable[int]) -> list[int]:
    """The units of the body; bylines below the headline stand behind those that open the body already."""
    below: dict[int, None] = {}
    rest: list[int] = []
    for i in own:
        above = i - 1
        if (above in head or above in below) and units[i].short and is_byline(units[i].text):
            below[i] = None
        else:
            rest.append(i)
    first = next((n for n, i in enumerate(rest) if not (units[i].short and is_byline(units[i].text))), len(rest))
    return [*rest[:first], *below, *rest[first:]]


def _paragraphs(units: Sequence[Unit], own: Mapping[int, list[Line]]) -> list[list[Line]]:
    """The lines of a body, by units, as those of its paragraphs."""
    found: list[list[Line]] = []
    cut = False
    before = -1
    for i, lines in own.items():
        unit = units[i]
        goes_on = unit.joins and before == i - 1
        if found and (goes_on or (cut and not unit.short and not OPENING.match(unit.text))):
            found[-1] += lines
        else:
            found.append(list(lines))
        cut = lines[-1] is unit.lines[-1] and _breaks_off(unit)
        before = i
    return found


def _breaks_off(unit: Unit) -> bool:
    """Its last line is full and ends no sentence."""
    text = unit.text
    last = width(unit.lines[-1].text)
    full = last >= unit.last_column - FULL if unit.last_column else last > LONGEST_HEADLINE
    return full and not unit.short and not ENDS.search(text) and text[-1:] not in "：；”）"
