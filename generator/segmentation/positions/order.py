"""A printed page in reading order: its paragraphs, each with what positions say of it.

1. Rows, blocks and chains (`rows`, `blocks`, `flow`, `chains`).
2. Rows of a chain become paragraphs: a first row stands in, or the row before ends a sentence and falls short. Rows of
   display type, and what stands across, are rows of a headline.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.base.archive import Line
from generator.base.printed_page import Box, PrintedPage
from generator.segmentation.geometry import NOTHING, Geometry
from generator.segmentation.paragraphs import CANNOT_BEGIN, OPENING, Paragraph
from generator.segmentation.positions.blocks import MARK, Block
from generator.segmentation.positions.chains import Chain, Chains, chains
from generator.segmentation.positions.flow import Flow
from generator.segmentation.positions.latin_type import latin, wide
from generator.segmentation.positions.rows import Row, rows_of
from generator.segmentation.wrapping import ENDS

INDENTED = 1.1
"""Characters by which the first row of a paragraph stands in, at least."""
INDENTED_LATIN = 0.7
"""The same of Latin letters, whose lines begin where the column does but for that."""
MIDDLE = 1.5
"""Characters on both sides of a row in the middle of its column, and what they may differ by."""
FALLS_SHORT = 1.3
HEAD, SIDE = 0.14, 0.06
"""Share of the page's height and width in which running heads stand."""
FOOT = 2.5
"""Heights of a line above the lowest one."""
HOLDS = 1.5
"""Log-odds of a link from which a block stays with its text, whatever it looks like: the telephone of a notice, a word
in large type over a text. What begins there, over what is surely a text, needs less."""
SPARE = 0.6
"""Characters by which a row may end before its column does, though a word would have found room."""
CROSSHEAD = 1.17
"""Size from which a row among text is no row of it."""


def printed_paragraphs(page: PrintedPage, lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a page in reading order; every line that has text is in one of them."""
    by_number = {line.number: line for line in lines}
    flow = flow_of(page, by_number)
    found: list[Paragraph] = []
    if flow.blocks:
        read = chains(flow)
        for chain in read.chains:
            found += _of_chain(flow, read, chain, by_number)
    placed = {line.number for p in found for line in p.lines}
    return found + [Paragraph((line,), 0.0, 0.0) for line in lines if line.number not in placed]


def at_edge(page: PrintedPage) -> set[int]:
    """The lines of a page, by number, that stand where running heads may."""
    if not page.lines:
        return set()
    low = max(line.box.bottom for line in page.lines)
    found = set()
    for line in page.lines:
        b = line.box
        above, below = b.bottom < HEAD * page.height, b.top > low - FOOT * b.height
        aside = b.right < SIDE * page.width or b.left > (1 - SIDE) * page.width
        if above or below or aside:
            found.add(line.number)
    return found


def flow_of(page: PrintedPage, lines: Mapping[int, Line]) -> Flow:
    """The blocks of these lines of a page, by their numbers."""
    known = (replace(at, text=lines[at.number].text) for at in page.lines if at.number in lines)
    return Flow(rows_of(replace(page, lines=tuple(known))))


def _of_chain(flow: Flow, read: Chains, chain: Chain, lines: Mapping[int, Line]) -> Iterator[Paragraph]:
    letters = sum(len(flow.words[k].text) for k in chain.blocks)
    biggest = max(flow.blocks[k].size for k in chain.blocks)
    mostly_idle = 2 * sum(len(flow.words[k].text) for k in chain.blocks if read.idle[k] > 0) > letters
    before: Block | None = None
    for place, k in enumerate((*chain.blocks, *chain.captions)):
        block, text = flow.blocks[k], _text_of(flow, chain, place)
        behind = chain.blocks[place + 1] if place + 1 < len(chain.blocks) else None
        link = max(read.link[k], NOTHING if behind is None else read.link[behind])
        heads = behind is not None and min(read.link[behind], read.start[k] - HOLDS, -HOLDS - read.idle[behind]) > 0
        holds = link > HOLDS or heads
        whole = Geometry(
            size=block.size,
            display=bool(flow.around.display[k]),
            across=block.first.across,
            link=float(read.link[k]),
            other=float(read.other[k]),
            start=float(read.start[k]),
            idle=min(float(read.idle[k]), 0.0) if holds and not mostly_idle else float(read.idle[k]),
            inside=False,
            caption=k in chain.captions,
            rows=len(block.rows),
            wide=block.box.width,
            left=block.box.left / flow.page.width,
            top=block.box.top / flow.page.height,
            gap=float(flow.around.gap_above[k]),
            below=float(flow.around.gap_below[k]),
            stands_in=0.0,
            falls_short=0.0,
            place=place,
            behind=len(chain.blocks) - 1 - place,
            letters=letters,
            biggest=biggest,
        )
        goes_on = before is not None and _goes_on(before, block)
        held = _paragraphs(block)
        for n, rows in enumerate(held):
            geometry = replace(
                whole,
                inside=n > 0,
                link=whole.link if not n else -NOTHING,
                gap=rows[0].box.top - held[n - 1][-1].box.bottom if n else whole.gap,
                below=held[n + 1][0].box.top - rows[-1].box.bottom if n + 1 < len(held) else whole.below,
                stands_in=rows[0].box.left - text.left,
                falls_short=text.right - rows[0].box.right,
            )
            own = tuple(replace(lines[x.number], size=row.size) for row in rows for x in row.lines)
            joins = goes_on if not n else whole.display
            yield Paragraph(own, block.box.width, block.box.width, geometry, joins)
        before = block


def _text_of(flow: Flow, chain: Chain, place: int) -> Box:
    """The text that a block of a chain stands over or in: the next block of some rows behind it, or itself."""
    for k in chain.blocks[place:]:
        block = flow.blocks[k]
        if len(block.rows) > 2 and not flow.around.display[k]:
            return block.box
    return flow.blocks[(*chain.blocks, *chain.captions)[place]].box


def _goes_on(before: Block, block: Block) -> bool:
    """The last paragraph of a block goes on in the first row of the next."""
    if before.display or block.display or MARK.fullmatch(before.text) or MARK.fullmatch(block.text):
        return False
    if CANNOT_BEGIN.match(block.text):
        return True
    if OPENING.match(block.text) or max(block.size, before.size) > CROSSHEAD * min(block.size, before.size):
        return False
    least = INDENTED_LATIN if latin(block.first.text) else INDENTED
    indented = len(block.rows) > 1 and block.first.box.left - block.box.left > least
    if len(block.rows) == 1:
        indented = bool(ENDS.search(before.text))
    short = before.box.right - before.last.box.right > FALLS_SHORT and bool(ENDS.search(before.text))
    return not indented and not short


def _paragraphs(block: Block) -> list[list[Row]]:
    """The rows of a block by paragraphs."""
    if block.display or block.first.across:
        return [[row] for row in block.rows]
    found: list[list[Row]] = []
    for row in block.rows:
        if not found or _begins(block, found[-1][-1], row):
            found.append([])
        found[-1].append(row)
    return found


def _begins(block: Block, before: Row, row: Row) -> bool:
    if CANNOT_BEGIN.match(row.text):
        return False
    if OPENING.match(row.text):
        return True
    if _middle(block, row) != _middle(block, before):
        return True
    if _had_room(block, before, row):
        return True
    left = row.box.left - block.box.left
    ended = bool(ENDS.search(before.text))
    least = INDENTED_LATIN if latin(row.text) else INDENTED
    stands_in = left > least and left < 3.2 and row.box.left - before.box.left > -0.6
    falls_short = block.box.right - before.box.right > FALLS_SHORT
    return (stands_in and (ended or falls_short or before.box.left - block.box.left < 0.6)) or (ended and falls_short)


def _had_room(block: Block, before: Row, row: Row) -> bool:
    """The first word of a row in Latin letters would have found room in the row before, had that not ended there."""
    if not (latin(row.text) and latin(before.text)) or before.text.endswith("-"):
        return False
    edge = sorted(r.box.right for r in block.rows)[-2:][0]
    return edge - before.box.right > wide(" " + row.text.split(" ", 1)[0]) * row.size + SPARE


def _middle(block: Block, row: Row) -> bool:
    """The row stands in the middle of its column: as headlines do, and no line of a text."""
    left, right = row.box.left - block.box.left, block.box.right - row.box.right
    return min(left, right) > MIDDLE and abs(left - right) < MIDDLE
