"""From the lines of an issue's page to its articles: one decision over the whole page.

1. Lines are put into reading order (`reading_order`), become paragraphs (`paragraphs`), and paragraphs units: what may
   be a headline stays line by line (`units`).
2. Furniture (date, 版次, 责编) belongs to no article.
3. Headlines, bodies and what belongs together are decided over all of the page (`decision`).
4. A short paragraph that is no headline stays in its body: a crosshead or a signature. A paragraph that a column
   break cut is joined again.

Every line is in exactly one draft, or among those that found no article.
"""

from collections.abc import Sequence

from generator.confidence import Weighed, confidences
from generator.cues import Page
from generator.decision import HEAD, Decision, bodies_of
from generator.headlines import Body, Group
from generator.model import Draft, Line
from generator.paragraphs import ENDS, LONGEST_HEADLINE, Paragraph, joined, paragraphs, width
from generator.reading_order import Reading, reading
from generator.units import FURNITURE, OPENING, Unit, units

LONGEST_PAGE = 2000
"""Lines that are decided together; the longest marked page has 690."""
FULL = 3.0
"""Full-width characters by which the last line before a column break may fall short."""


def segment(lines: Sequence[Line]) -> tuple[list[Draft], list[Line]]:
    """The articles of a page file in its order, and the lines that found none."""
    drafts: list[Draft] = []
    unplaced: list[Line] = []
    for page in _pages(lines):
        found, left = _segment_page(page)
        drafts += found
        unplaced += left
    return drafts, unplaced


def draft(headline: Sequence[Line], lines: Sequence[Line]) -> Draft:
    """The article of lines that a person has chosen."""
    return Draft(tuple(headline), tuple(_paragraphs(units(paragraphs(reading(lines).lines)))), tuple(lines))


def _pages(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines that are decided together: all of a file; one that is longer than any newspaper's in pieces."""
    return [lines[at : at + LONGEST_PAGE] for at in range(0, len(lines), LONGEST_PAGE)]


def _segment_page(lines: Sequence[Line]) -> tuple[list[Draft], list[Line]]:
    page, furniture = page_of(lines)
    if not page.units:
        return [], list(lines)
    drafts, idle = _drafts(decided(page))
    unplaced = sorted([*idle, *(line for u in furniture for line in u.lines)], key=lambda line: line.number)
    return drafts, unplaced


def page_of(lines: Sequence[Line]) -> tuple[Page, list[Unit]]:
    """The units of a page in reading order with what is known of them, and its furniture."""
    order = reading(lines)
    found = units(_read(order))
    furniture = [u for u in found if u.short and FURNITURE.match(u.text)]
    return Page([u for u in found if not (u.short and FURNITURE.match(u.text))], order.tops, order.above), furniture


def decided(page: Page) -> Weighed:
    """The page with its bodies and headlines."""
    decision = Decision(page)
    labels, groups = decision.best()
    return Weighed(page, decision.head, decision.begin, labels, bodies_of(page, labels), groups)


def _read(order: Reading) -> list[Paragraph]:
    """The paragraphs of each block of columns, and of the headlines between them, by themselves."""
    parts: list[list[Line]] = []
    for line in order.lines:
        above = line.number in order.above
        if not parts or line.number in order.tops or above != (parts[-1][-1].number in order.above):
            parts.append([])
        parts[-1].append(line)
    return [p for part in parts for p in paragraphs(part)]


def _drafts(found: Weighed) -> tuple[list[Draft], list[Line]]:
    """The drafts in the page's order, and lines of headlines that found no body."""
    page, bodies = found.page, found.bodies
    of_body = {g.body: g for g in found.groups}
    bylines = _bylines(page, found.labels, found.groups, bodies)
    sure = confidences(found)
    drafts = []
    placed: set[int] = set()
    for n, body in enumerate(bodies):
        group = of_body.get(n)
        head = range(group.first, group.last + 1) if group else range(0)
        span = [*bylines.get(n, ()), *range(body.first, body.last + 1)]
        placed.update(head, span)
        drafts.append(
            Draft(
                headline=tuple(line for i in head for line in page.units[i].lines),
                paragraphs=tuple(_paragraphs([page.units[i] for i in span])),
                lines=tuple(sorted((line for i in span for line in page.units[i].lines), key=lambda x: x.number)),
                confidence=sure[n],
            )
        )
    idle = [line for i, u in enumerate(page.units) if i not in placed for line in u.lines]
    return drafts, idle


def _bylines(
    page: Page, labels: Sequence[int], groups: Sequence[Group], bodies: Sequence[Body]
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


def _paragraphs(span: Sequence[Unit]) -> list[str]:
    """The units of a body as paragraphs; one that a column break cut is joined."""
    found: list[list[Line]] = []
    cut = False
    for unit in span:
        if found and (unit.joins or (cut and not unit.short and not OPENING.match(unit.text))):
            found[-1] += unit.lines
        else:
            found.append(list(unit.lines))
        last = width(unit.lines[-1].text)
        full = last >= unit.last_column - FULL if unit.last_column else last > LONGEST_HEADLINE
        cut = full and not unit.short and not ENDS.search(unit.text) and unit.text[-1:] not in "：；”）"
    return [joined(lines) for lines in found]
