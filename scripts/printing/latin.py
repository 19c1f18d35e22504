"""Text in Latin letters as printers set it: words parted at a line's end, lines of one width."""

import random
import re
import textwrap
from dataclasses import dataclass
from typing import Any

from generator.segmentation.positions.latin_type import wide

FEWEST = 3
"""Letters of a word on either side of a hyphen."""
WORD = re.compile(r"[^\W\d_]{7,}")
LONGEST = 90
"""Letters of a headline."""
DATELINED, GERMAN = 0.35, 0.25
"""Share of the articles that open with a place and a day; of the pages whose nouns have capitals."""
CITIES = ["LONDON", "NEW YORK", "Paris", "Berlin", "WASHINGTON", "Wien", "CHICAGO", "Hamburg", "Rome", "ST. LOUIS"]
DAYS = ["May 3", "Oct. 12", "Jan. 27", "3. Mai", "12. Okt.", "27. Januar", "August 9", "Nov. 30"]


@dataclass(frozen=True)
class Setting:
    """How a page's text in Latin letters is set."""

    hyphens: float = 0.0
    """Share of the words at a line's end that are parted, where they can be."""
    level: bool = False
    """All lines but a paragraph's last are as wide as the column."""
    german: bool = False
    """Nouns begin with capitals, and words are longer."""
    decks: int = 0
    """Rows below a headline that say more of it, at most."""

    @classmethod
    def any(cls, rnd: random.Random) -> "Setting":
        return cls(rnd.choice([0.0, 0.3, 0.7]), rnd.random() < 0.75, rnd.random() < GERMAN, rnd.choice([0, 0, 1, 2, 4]))


def lines(text: str, measure: float, setting: Setting, indent: float = 0.0) -> list[str]:
    """The text in lines of a measure, the first one indented."""
    chooser = random.Random(len(text))
    found: list[str] = []
    line, room = "", measure - indent
    words = text.split()
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if wide(longer) <= room:
            line = longer
            continue
        cut = _parted(word, room - wide(line + " "), setting, chooser) if line else _forced(word, room)
        if cut:
            line = f"{line} {word[:cut]}-" if line else word[:cut]
            word = word[cut:]
        found.append(line)
        line, room = "", measure
        words.insert(0, word)
    return [*found, line] if line else found


def _parted(word: str, room: float, setting: Setting, chooser: random.Random) -> int:
    """Where a word is parted that does not fit, 0: nowhere."""
    if not WORD.fullmatch(word.strip(".,;:")) or chooser.random() >= setting.hyphens:
        return 0
    fits = [k for k in range(FEWEST, len(word) - FEWEST) if wide(word[:k] + "-") <= room]
    return fits[-1] if fits else 0


def _forced(word: str, room: float) -> int:
    """Where a word is cut that is wider than a line: an address on the web; 0 where it fits."""
    if wide(word) <= room:
        return 0
    fits = [k for k in range(1, len(word)) if wide(word[:k]) <= room]
    return fits[-1] if fits else 1


def heading(text: str, rnd: random.Random, capitals: bool) -> str:
    """A headline in capitals or as it is, of a length that a headline has."""
    short = textwrap.shorten(text, LONGEST, placeholder="") or text[:LONGEST]
    return short.upper() if capitals else short.title() if rnd.random() < 0.4 else short


def phrase(article: dict[str, Any], rnd: random.Random, most: int) -> str:
    """Some words of a text that follow each other, as a headline has them."""
    words = re.findall(r"[^\W\d_][\w'-]*", rnd.choice(article["paragraphs"]))
    count = rnd.randint(3, most)
    at = rnd.randrange(max(1, len(words) - count))
    text = " ".join(words[at : at + count])
    return text[:1].upper() + text[1:]


def printed_of_old(article: dict[str, Any], setting: Setting, rnd: random.Random) -> dict[str, Any]:
    """The article as newspapers open theirs: under a headline that says something, with a place and a day."""
    title, paragraphs = article["title"], list(article["paragraphs"])
    if title and (title.count(" ") < 2 or rnd.random() < 0.5):
        title = phrase(article, rnd, 11)
    if rnd.random() < DATELINED:
        source = rnd.choice(["", "", "(By Telegraph) ", "(Reuter.) ", "(W.T.B.) "])
        paragraphs[0] = (
            f"{rnd.choice(CITIES)}, {rnd.choice(DAYS)}.{rnd.choice(['—', ' ', ' — '])}{source}{paragraphs[0]}"
        )
    if setting.german:
        paragraphs = [_like_german(p, rnd) for p in paragraphs]
        title = _like_german(title, rnd) if title else title
    return {**article, "title": title, "paragraphs": paragraphs}


def _like_german(text: str, rnd: random.Random) -> str:
    """A third of the longer words with a capital, some of them two in one."""
    words: list[str] = []
    for word in text.split(" "):
        noun = len(word) > 3 and word[0].islower() and rnd.random() < 0.33
        if noun and words and words[-1][-1:].isalpha() and words[-1][0].isupper() and rnd.random() < 0.2:
            words[-1] += word
        else:
            words.append(word[0].upper() + word[1:] if noun else word)
    return " ".join(words)
