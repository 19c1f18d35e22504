"""What better spellings of a query are made of: the words of the archive, how characters are read, which look alike.

    spelling-X.js   readings: for each reading the characters that have it; alike: characters, each before those behind
                    it in the order of their codes that look like it, parted by spaces; words: how the shards' names end
    words-X.js      a shard of the words: {character: [what follows it, what stands before it]} for the characters whose
                    code, divided by the number of shards, leaves this one's number. Behind each rest of a word stands
                    how often the word stands in the archive, as a power of two: a is once, b twice, c four times.

A query of which one character is wrong has the first or the last of the word that is meant; so it loads the shards of
its own characters and no others (theme/assets/spelling.js).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from generator.language import pinyin
from generator.language.likeness import lookalikes
from generator.search.scripts import as_json

WORDS = 80_000  # a year of a national daily has as many that stand there more than once
SHARD = 1200  # words of a shard: 10 kB compressed; each is there twice
LONGEST = 8  # characters of a word

Words = Mapping[str, int]
"""How often each stands in the archive."""


def spelling(names: Iterable[str], authors: Words, words: Words) -> tuple[str, dict[str, str]]:
    """What `spelling-X.js` says, and by the ends of their names what the shards say. `names` of places and newspapers;
    all of it folded."""
    known = {**words, **authors, **{name: words.get(name, 1) for name in names}}
    some = sorted(filter(_fits, known), key=lambda word: (-known[word], word))[:WORDS]
    shards = {hashlib.sha256(each.encode()).hexdigest()[:12]: each for each in _shards(some, known)}
    readings, alike = _of_characters("".join(sorted(set(common()).union(*some)))) if some else ({}, "")
    whole = {
        "readings": readings,
        "alike": alike,
        "words": list(shards),
    }
    return as_json(whole), shards


@lru_cache(maxsize=1)  # half of what it takes to index an archive of a few articles, and the same for most of them
def _of_characters(characters: str) -> tuple[Mapping[str, str], str]:
    """For each reading the characters that have it; those that look alike."""
    readings = defaultdict(list)
    for character in characters:
        for reading in pinyin.readings(character):
            readings[reading].append(character)
    ours = set(characters)
    alike = [one + "".join(o for o in lookalikes().get(one, "") if o > one and o in ours) for one in characters]
    return {reading: "".join(of) for reading, of in sorted(readings.items())}, " ".join(
        each for each in alike if len(each) > 1
    )


def _fits(word: str) -> bool:
    return 1 < len(word) <= LONGEST and " " not in word


def _shards(words: list[str], times: Words) -> Iterator[str]:
    number = -(-len(words) // SHARD)
    shards: list[dict[str, list[list[str]]]] = [{} for _ in range(number)]
    for word in sorted(words):
        often = chr(ord("a") + times[word].bit_length() - 1)
        for way, (character, rest) in enumerate(((word[0], word[1:]), (word[-1], word[:-1]))):
            shard = shards[ord(character) % number]
            shard.setdefault(character, [[], []])[way].append(rest + often)
    for n, shard in enumerate(shards):
        yield as_json({"": n} | {character: ["".join(each) for each in both] for character, both in shard.items()})


@cache
def common() -> str:
    """The characters that people type: the first level of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)
