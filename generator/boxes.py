"""Paragraphs that a column break cut, put together again before articles are looked for.

Some extractors write a page's text boxes in another order than they are read in: a paragraph breaks off at the foot
of a column, and what follows in the file is another column's head.

1. A tail is a paragraph that breaks off with a full line; a head is one that goes on without an indent.
2. Each tail is joined to the head that fits best: a word runs over the break, the pair of characters at the break
   stands elsewhere on the page, the quotation that the tail opens is closed, their columns are as wide, they share
   pairs of characters, the head is near. A tail without a fitting head stays as it is.

Only pages in which blank lines tell where boxes begin are touched.
"""

from collections import Counter
from collections.abc import Sequence

from generator.paragraphs import AGREE, CANNOT_BEGIN, ENDS, INDENT, SHORT, Paragraph, boxes_tell, one_word, width

FITS = 1.0
"""The least score of a join; a neighbour needs no more than to follow."""
WORD = 3.0
PAIR = 1.5
QUOTATION = 1.5
NEXT = 1.5
NEAR = 0.02
"""Cost of each paragraph between tail and head."""
CONTINUES = 2.0
"""The head begins with a mark that cannot begin a sentence."""


def rejoined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs in the page's order, each head behind its tail."""
    if not boxes_tell([line for p in paragraphs for line in p.lines]):
        return list(paragraphs)
    texts = [p.text for p in paragraphs]
    spread = Counter(t[i : i + 2] for t in texts for i in range(len(t) - 1))
    tails = [i for i, p in enumerate(paragraphs) if _breaks_off(p)]
    heads = [i for i, p in enumerate(paragraphs) if _goes_on(p)]
    fits = sorted(
        ((_fit(paragraphs, texts, spread, t, h), -abs(h - t), t, h) for t in tails for h in heads if t != h),
        key=lambda f: (-f[0], -f[1], f[2], f[3]),
    )
    follows: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, tail, head in fits:
        if score >= FITS and tail not in follows and head not in taken and not _leads_to(follows, head, tail):
            follows[tail] = head
            taken.add(head)
    found = []
    for i, p in enumerate(paragraphs):
        if i in taken:
            continue
        chain, at, last_column = list(p.lines), i, p.last_column
        while at in follows:
            at = follows[at]
            chain += paragraphs[at].lines
            last_column = paragraphs[at].last_column
        found.append(Paragraph(tuple(chain), p.column, last_column))
    return found


def _leads_to(follows: dict[int, int], start: int, end: int) -> bool:
    """Joining would make a ring."""
    while start in follows:
        start = follows[start]
        if start == end:
            return True
    return start == end


def _breaks_off(p: Paragraph) -> bool:
    last = p.lines[-1].text
    if len(p.lines) < 2 or ENDS.search(last) or last[-1:] in "：；" or not p.last_column:
        return False
    return width(last) >= p.last_column - SHORT and len("".join(line.text for line in p.lines)) > p.last_column


def _goes_on(p: Paragraph) -> bool:
    first = p.lines[0]
    if CANNOT_BEGIN.match(first.text):
        return True
    if not first.after_blank or not p.column or not (len(p.lines) > 1 or ENDS.search(first.text)):
        return False
    w = width(first.text)
    return abs(p.column - INDENT - w) > AGREE and w >= p.column - SHORT


def _fit(paragraphs: Sequence[Paragraph], texts: Sequence[str], spread: Counter[str], tail: int, head: int) -> float:
    """How well the head goes on from the tail."""
    a, b = texts[tail], texts[head]
    if abs(paragraphs[tail].last_column - paragraphs[head].column) > SHORT:
        return 0.0
    opened = a.count("“") - a.count("”")
    closed = b.find("”") >= 0 and (b.find("“") < 0 or b.find("”") < b.find("“"))
    score = WORD * one_word(a, b) + PAIR * (spread[a[-1] + b[0]] > 0) + CONTINUES * bool(CANNOT_BEGIN.match(b))
    score += QUOTATION * (1 if (opened > 0) == closed else -1) - NEAR * abs(head - tail)
    return score + (NEXT if head == tail + 1 else 0.0)
