"""From the lines of an issue's page to its articles: one decision over the whole page.

1. The page is read (`composition.layout`): order, paragraphs, and units, of which each may be a headline or a text.
2. Furniture (date, 版次, 责编) belongs to no article. What is settled already is read with the rest and left alone.
3. Headlines, bodies and what belongs together are decided over all of the page (`decision`).
4. Each article is composed of its lines (`composition.clipping`).

Every line is in exactly one clipping, or among those that found no article.
"""

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType

from generator.base.archive import Line
from generator.base.printed_page import PrintedPage
from generator.segmentation import composition
from generator.segmentation.clipping import Clipping
from generator.segmentation.composition import Layout
from generator.segmentation.confidence import sure
from generator.segmentation.cues import Features
from generator.segmentation.decision import HEAD, Decision, bodies_of
from generator.segmentation.grounds import Weighed
from generator.segmentation.headlines import Body, Group
from generator.segmentation.units import Unit

LONGEST_PAGE = 2000
"""Lines that are decided together; the longest marked page has 690."""


def segment(
    lines: Sequence[Line], settled: Set[int] = frozenset(), printed: PrintedPage | None = None
) -> tuple[list[Clipping], list[Line]]:
    """The articles of a page file in its order, and the lines that found none; those settled are in neither.

    `printed` has the places of the lines, where the file knows them; it is the whole page.
    """
    clippings: list[Clipping] = []
    unplaced: list[Line] = []
    roles = _roles(printed)
    for part in pieces(lines):
        found, left = _segment_page(part, settled, printed, roles)
        clippings += found
        unplaced += left
    return clippings, unplaced


def weighed(
    lines: Sequence[Line], settled: Set[int] = frozenset(), printed: PrintedPage | None = None
) -> list[Weighed]:
    """A page file as it is segmented, in the pieces in which it is read, without those that have no text."""
    roles = _roles(printed)
    pages = (page_of(composition.layout(tuple(part), printed), settled)[0] for part in pieces(lines))
    return [decided(page, roles) for page in pages if page.units]


def pieces(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines that are read together: all of a file; one that is longer than any newspaper's in pieces."""
    return [lines[at : at + LONGEST_PAGE] for at in range(0, len(lines), LONGEST_PAGE)]


def _roles(printed: PrintedPage | None) -> Mapping[int, str]:
    """What an engine has said of the lines of a page that has no places, where it has marked headlines. (Of one that
    has places these tell more.)"""
    lines = printed.lines if printed and not printed.width else ()
    return {line.number: line.role for line in lines} if any(line.role == "title" for line in lines) else {}


def _segment_page(
    lines: Sequence[Line], settled: Set[int], printed: PrintedPage | None, roles: Mapping[int, str]
) -> tuple[list[Clipping], list[Line]]:
    if all(line.number in settled for line in lines):
        return [], []
    whole = composition.layout(tuple(lines), printed)
    page, furniture = page_of(whole, settled)
    left = [line for unit in furniture for line in unit.lines]
    clippings: list[Clipping] = []
    if page.units:
        clippings, unplaced = _clippings(decided(page, roles), whole)
        left += unplaced
    return clippings, sorted(whole.as_printed(left), key=lambda line: line.number)


def page_of(whole: Layout, settled: Set[int] = frozenset()) -> tuple[Features, list[Unit]]:
    """What is known of a page's units, without those that are settled, and its furniture."""
    found = composition.without(whole.units, settled)
    furniture = [u for u in found if u.furniture]
    return Features([u for u in found if not u.furniture], whole.tops, whole.above, whole.told), furniture


def decided(page: Features, roles: Mapping[int, str] = MappingProxyType({})) -> Weighed:
    """The page with its bodies and headlines. `roles` are what somebody else has said of its lines."""
    decision = Decision(page, [roles.get(unit.lines[0].number, "") for unit in page.units] if roles else ())
    labels, groups = decision.best()
    return Weighed(decision, labels, bodies_of(page, labels), groups)


def _clippings(found: Weighed, whole: Layout) -> tuple[list[Clipping], list[Line]]:
    """The clippings in the page's order, and lines of headlines that found no body."""
    page, bodies = found.page, found.bodies
    of_body = {g.body: g for g in found.groups}
    bylines = _bylines(page, found.labels, found.groups, bodies)
    told = sure(found)
    clippings = []
    placed: set[int] = set()
    for n, body in enumerate(bodies):
        group = of_body.get(n)
        head = _numbers(page, range(group.first, group.last + 1) if group else ())
        inner = [i for i in range(body.first, body.last + 1) if i == body.first or not page.stands_alone(i)]
        text = _numbers(page, [*bylines.get(n, ()), *inner])
        placed |= head | text
        clippings.append(composition.clipping(whole, head, text, told[n].body))
    return clippings, [line for u in page.units for line in u.lines if line.number not in placed]


def _numbers(page: Features, units: Sequence[int]) -> set[int]:
    return {line.number for i in units for line in page.units[i].lines}


def _bylines(
    page: Features, labels: Sequence[int], groups: Sequence[Group], bodies: Sequence[Body]
) -> dict[int, list[int]]:
    """Bylines among the headlines, by the body that they belong to: the headline's above them, else the next."""
    found: dict[int, list[int]] = {}
    for i, label in enumerate(labels):
        if label != HEAD or not page.byline(i):
            continue
        above = i - 1
        while above >= 0 and labels[above] == HEAD and page.byline(above):
            above -= 1
        body = next((g.body for g in groups if g.last == above), None)
        if body is None:
            body = next((n for n, b in enumerate(bodies) if b.first > i), None)
        if body is not None:
            found.setdefault(body, []).append(i)
    return found
