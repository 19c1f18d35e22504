"""Subjects: words that several articles are about.

1. Of the words that an article is about (keywords.py) the four weightiest.
2. A word that nearly always stands within the same longer one is that: 区块 is 区块链, 旅游部 is 文化和旅游部. Where it
   does not, the article is not about it.
3. Of names that are the same by `data/synonyms.txt` the first is taken: 世卫组织 is 世界卫生组织. An archive's own list
   (`seeds/subjects.yml`) goes before: its preferred words, and what it says is none.
4. A word of that list that stands in a headline is a subject.
5. Three articles make a subject, of that list one. Of many subjects those with most articles are kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import numpy as np

from generator.base import lazily
from generator.language.keywords import OPENING, About, listed, places
from generator.language.lexicon import dictionary

OF_ARTICLE = 4  # subjects of an article
LEAST = 3  # articles of a subject
SUBJECTS = 400  # of an archive: more are not read through
LOOKED_AT = 500  # words, those with most articles: some turn out to be the same
FEWEST, ENOUGH = 10, 100  # places, texts that tell whether a word is a part of a longer one
NEARLY_ALWAYS = 0.8  # of the places where a word stands, so many have the same character beside it,
GOES_ON = 0.6  # and so many the next ones: before 四中全会 stands 届 in 0.87 of them, 十九届 in 0.78
LONGEST = 10  # characters of a longer word; what goes on is a sentence
CHARACTER = lazily.pattern("[〇㐀-鿿]")
ENDINGS = {
    "organisation": re.compile("[局部委厅院署社校团队盟联]$|(?:委员|基金|协|立法)会$|公司|集团|组织|政府|机关|办公室$"),
    "place": re.compile("[省市县区州镇乡村港]$|地区"),
    "event": re.compile("(?:[会节赛]|[^发]展|会议|战争?|运动|工程|行动|建设|奥运)$"),
}
"""What is named so."""
TAGS = {"nt": "organisation", "ns": "place", "v": "event", "vn": "event"}
"""What jieba's dictionary says of other words. What it takes for persons among subjects are none: 春耕, 养老."""
WHAT = ("organisation", "place", "event", "thing")
# What a name does not begin or end with.
_APART = "[的了在是为对把被从向与和及将于等]"
BEFORE = lazily.pattern(f"^(?:{_APART}|主持|召开|举行|发布|印发|推进|加强|做好|开展)+")
BEHIND = lazily.pattern(f"(?:{_APART}|主持|召开|举行|发布|印发)+$")


def subjects(
    about: About, texts: Sequence[tuple[str, str]], topics: Mapping[str, str] = MappingProxyType({})
) -> list[list[str]]:
    """The subjects of each article, the weightiest first. `texts` are titles and bodies; `topics`: the words of the
    archive's own list, each with the preferred one, empty for what is no subject."""
    heaviest = places(about.article) < OF_ARTICLE
    word, article = about.word[heaviest], about.article[heaviest]
    counts = np.bincount(word, minlength=len(about.words))
    common = np.flatnonzero(counts >= LEAST).tolist()
    kept = np.isin(word, sorted(common, key=lambda n: (-counts[n], about.words[n]))[:LOOKED_AT])
    pairs = list(zip(word[kept].tolist(), article[kept].tolist(), strict=True))
    begins = {of: f"{texts[of][0]}\n{texts[of][1][:OPENING]}" for _, of in pairs}
    of_word: defaultdict[int, list[str]] = defaultdict(list)
    for n, of in pairs:
        of_word[n].append(begins[of])
    called = {n: whole(about.words[n], some) for n, some in of_word.items()}
    found: list[dict[str, None]] = [{} for _ in range(about.articles)]
    for n, of in pairs:
        name = called[n]
        if name == about.words[n] or name in begins[of]:
            found[of][topics.get(name, _synonyms().get(name, name))] = None
    for of, (title, _) in enumerate(texts if topics else ()):
        found[of] |= dict.fromkeys(named(title, topics))
        found[of].pop("", None)
    numbers = Counter(name for names in found for name in names)
    most = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))[:SUBJECTS]
    chosen = {name for name, number in most if number >= LEAST} | set(topics.values())
    return [[name for name in names if name in chosen] for names in found]


def named(title: str, topics: Mapping[str, str]) -> Iterator[str]:
    """The preferred words for what stands in a headline, the longest word at each place."""
    end = 0
    for at in range(len(title)):
        sizes = (n for n in range(min(LONGEST, len(title) - at), 1, -1) if title[at : at + n] in topics)
        if at >= end and (size := next(sizes, 0)):
            yield topics[title[at : at + size]]
            end = at + size


def what(words: Sequence[str]) -> list[str]:
    """What each of the subjects is, one of WHAT."""
    told = [next((of for of, ending in ENDINGS.items() if ending.search(word)), None) for word in words]
    return [said or TAGS.get(kind, "thing") for said, kind in zip(told, dictionary().kinds(words), strict=True)]


def whole(word: str, texts: Sequence[str]) -> str:
    """The longer word that nearly always stands where the word does; else the word itself."""
    around = []
    for text in texts[:: len(texts) // ENOUGH + 1]:
        at = text.find(word)
        while at >= 0:
            around.append((text[max(0, at - LONGEST) : at][::-1], text[at + len(word) : at + len(word) + LONGEST]))
            at = text.find(word, at + len(word))
    if len(around) < FEWEST:
        return word
    before = _beside([left for left, _ in around], len(around))
    after = _beside([right for left, right in around if left.startswith(before)], len(around))
    longer = BEFORE.sub("", before[::-1]) + word + BEHIND.sub("", after)
    return longer if len(longer) <= LONGEST else word


def _beside(sides: Sequence[str], total: int) -> str:
    """What nearly all of the sides begin with: once that has begun, to the end of the word."""
    said, least = "", NEARLY_ALWAYS
    while len(said) < LONGEST and sides:
        [(character, number)] = Counter(side[len(said) : len(said) + 1] for side in sides).most_common(1)
        if number < least * total or not CHARACTER.match(character):
            break
        said, least = said + character, GOES_ON
        sides = [side for side in sides if side.startswith(said)]
    return said


@cache
def _synonyms() -> Mapping[str, str]:
    """The names that are not taken, each with that which is."""
    lines = (line.split() for line in listed("synonyms.txt").splitlines())
    return {other: name for name, *others in lines for other in others}
