"""Latin letters differ in width, so that the advance of a line's type is told by which letters it has."""

NARROW, SLIM, BROAD = "ijlI.,;:'|!·-’‘", 'ftr()[]/" ', "mwMW@%—…"
CAPITAL, FIGURE, LOWER = 0.68, 0.5, 0.47
"""Of the size of type, as in the usual Romans."""
USUAL = 1.17
"""By which a text of a page is wider, in half its size for each letter, than by these."""


def latin(text: str) -> bool:
    """Most of it is in Latin letters."""
    return 2 * sum(ord(c) < 0x250 for c in text) > len(text)


def wide(text: str) -> float:
    """Width of a text in sizes of its type; what is not Latin is as wide as high."""
    return sum(map(_wide, text))


def _wide(c: str) -> float:
    if ord(c) >= 0x250 and c not in "—…’‘":
        return 1.0
    if c in NARROW or c in SLIM or c in BROAD:
        return 0.28 if c in NARROW else 0.34 if c in SLIM else 0.85
    return CAPITAL if c.isupper() else FIGURE if c.isdigit() else LOWER
