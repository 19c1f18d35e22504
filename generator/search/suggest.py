"""What the search field offers while a reader types: places, newspapers, authors and words of the archive.

One script, loaded with the first key: the entries in the order in which they are offered, and the readings of their
characters, by which `assets/suggest.js` finds 左权县 for zuoquan and for zqx. Each reading counts: pypinyin's guess for
a word is wrong in places (长治, 洪洞), and what a reader types picks the right one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest

import numpy as np

from generator.language import pinyin
from generator.language.lexicon import dictionary

WORDS = 4000  # with their readings 25 kB compressed
AUTHORS = 1000
KEPT = "nvaijlbz"  # kinds of words that a reader may look for: no pronouns, adverbs, numbers, particles


def suggestions(
    places: Iterable[str], papers: Iterable[str], authors: Mapping[str, int], words: Mapping[str, int]
) -> dict[str, object]:
    """The entries of each kind, parted by spaces, and for each reading the characters that have it.

    `authors` and `words` come with how often each stands in the archive; words are those that may be offered.
    """
    named = {"place": list(dict.fromkeys(places)), "paper": list(dict.fromkeys(papers))}
    names = {*named["place"], *named["paper"], *authors}
    some = [word for word, times in words.items() if times > 1 and word not in names]
    weights = np.array([words[word] for word in some]) * dictionary().rarities(some)
    least = np.partition(weights, -WORDS)[-WORDS] if len(some) > WORDS else 0.0
    heavy = {some[n]: float(weights[n]) for n in np.flatnonzero(weights >= least)}
    entries = {
        **named,
        "word": _first(heavy, WORDS),
        "author": _first(authors, AUTHORS),
    }
    characters = sorted({c for group in entries.values() for entry in group for c in entry})
    readings = defaultdict(list)
    for character in characters:
        for reading in pinyin.readings(character):
            readings[reading].append(character)
    return {
        **{kind: " ".join(entry.replace(" ", "") for entry in group) for kind, group in entries.items()},
        "readings": {reading: "".join(of) for reading, of in sorted(readings.items())},
    }


def may_be_offered(words: Mapping[str, int]) -> dict[str, int]:
    """Those of a kind that a reader may look for."""
    kinds = dictionary().kinds([*words])
    return {word: times for (word, times), kind in zip(words.items(), kinds, strict=True) if kind and kind[0] in KEPT}


def _first(weights: Mapping[str, float], number: int) -> list[str]:
    return nsmallest(number, weights, key=lambda entry: (-weights[entry], entry))
