"""Pages of no kind that segmentation knows: `odd(texts, placed)` says what is odd of them.

Segmentation was learnt from articles in Chinese sentences. Of what is printed otherwise it is told to nobody that the
articles are sure (`confidence`), and a person is told why.
"""

import re
import unicodedata
from collections.abc import Sequence
from statistics import median
from typing import Literal

Oddity = Literal["", "latin", "narrow", "unspoken"]

FEWEST = 60
"""Letters of a page of which anything is said."""

NARROW = 2
"""Characters of most lines of a text that was printed vertically, and read as if it were not."""
SENTENCE = re.compile(r"[。！？；，,;!?]|\.(?!\d)")
APART = 80
"""Letters to a mark of a sentence: in news there are 12 to 20, in lists and advertisements next to none."""
LATIN = 5
"""Letters of a word, which count as a character."""


def odd(texts: Sequence[str], placed: bool) -> Oddity:
    """What is odd of the texts of a page's lines, with positions or without: it is in Latin letters; its lines are of
    a character or two; it has no sentences. Positions tell of the first two what there is to know."""
    whole = [text for text in ("".join(unicodedata.normalize("NFKC", t).split()) for t in texts) if text]
    letters = [c for text in whole for c in text if c.isalpha()]
    if len(letters) < FEWEST:
        return ""
    latin = 2 * sum(c.isascii() for c in letters) > len(letters)
    if latin and not placed:
        return "latin"
    if not placed and median(map(len, whole)) <= NARROW:
        return "narrow"
    spoken = sum(len(SENTENCE.findall(text)) for text in whole)
    return "unspoken" if len(letters) > APART * (LATIN if latin else 1) * spoken else ""
