"""Makes generator/data/shorthand.txt anew: the code that texts are packed with (generator/search/shorthand.py).

    python -m scripts.fit_shorthand

Words and how often they occur come from jieba's dictionary and from scripts/phrases.txt; how often other characters
occur, and how often a token repeats what came before in its text, from the archive that ships. Of jieba's words those
are taken that save most: how often each occurs, times the bits by which it is shorter than its parts.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import ceil, log2
from pathlib import Path

import numpy as np

from generator.base import assets
from generator.language.places import gazetteer
from generator.language.words import dictionary
from generator.pages import wording
from generator.search import texts
from generator.search.documents import Documents
from generator.search.shorthand import BETWEEN, ESCAPE, HIT, KINDS, WORDS, Code, Writer
from generator.seeds import holdings, issue_list, status
from generator.seeds.files.reader import Reader

ROOT = Path(__file__).parents[1]
SIZE = 12_000  # words and characters: with 16,000 texts are a hundredth smaller and the table 9 kB larger
LONGEST = 4  # characters: what is longer saves little, for HIT repeats it
LEAST = 3  # times that a word occurs at least among the 60 million of the dictionary
PHRASES = 3000  # times that one of the phrases occurs at least among them
ELSE = 0.3  # of all tokens are no Chinese words: punctuation, digits, letters
UNKNOWN = 30.0  # bits of a character that no word has
GROUPS = 2  # for each bit
ROUNDS = 3


def prior(size: int) -> dict[str, float]:
    """So many of jieba's words and characters, with how often each occurs."""
    words, times, _ = dictionary()
    held = {
        word: float(number)
        for word, number in zip(words, times.tolist(), strict=True)
        if number >= LEAST and len(word) <= LONGEST and chinese(word)
    }
    for phrase in filter(chinese, (ROOT / "scripts/phrases.txt").read_text(encoding="utf-8").split()):
        held[phrase] = max(held.get(phrase, 0.0), float(PHRASES))
    spelled = Counter(held)
    for word in sorted(held, key=lambda word: -held[word])[size:]:
        for character in word:
            spelled[character] += held[word] / 2  # type: ignore[assignment]
    total = sum(held.values())
    cost = {word: -log2(number / total) for word, number in spelled.items()}
    gain = {
        word: number * (sum(cost.get(part, UNKNOWN) for part in parts(word, cost, whole=False)) - cost[word])
        if len(word) > 1
        else number * (UNKNOWN - cost[word])
        for word, number in spelled.items()
    }
    kept = {word: cost[word] for word in sorted(gain, key=lambda word: (-gain[word], word))[:size]}
    out: Counter[str] = Counter()
    for word, number in held.items():
        for part in [word] if word in kept else parts(word, kept):
            if part in kept:
                out[part] += number  # type: ignore[assignment]
    return dict(out)


def chinese(word: str) -> bool:
    return all("一" <= character <= "龥" for character in word)


def parts(word: str, cost: Mapping[str, float], whole: bool = True) -> list[str]:
    """The cheapest way to put a word together."""
    best = [(0.0, 0)]
    for end in range(1, len(word) + 1):
        ways = [
            (best[start][0] + cost.get(word[start:end], UNKNOWN), start)
            for start in range(end)
            if (word[start:end] in cost or end - start == 1) and (whole or end - start < len(word))
        ]
        best.append(min(ways))
    out = []
    end = len(word)
    while end:
        out.append(word[best[end][1] : end])
        end = best[end][1]
    return out


def likely(text: str) -> dict[str, float]:
    """Every token and how often it occurs, in all."""
    out = prior(SIZE)
    held: Counter[str] = Counter(dict.fromkeys(map(chr, range(0x20, 0x7F)), 0.3))
    held.update(dict.fromkeys((f"{n:02}" for n in range(100)), 0.3))
    held['","'] = text.count(BETWEEN)
    for n in range(100):
        held[f"{n:02}"] += text.count(f"{n:02}")
    held.update(c for c in text if not chinese(c) and c >= " ")
    share = sum(out.values()) * ELSE / (1 - ELSE) / held.total()
    out |= {token: number * share for token, number in held.items()}
    total = sum(out.values())
    return {token: number / total for token, number in out.items()}


def prefix(masses: Sequence[float], sizes: Sequence[int]) -> list[int]:
    """Lengths of a prefix code over groups of symbols that are equally likely within each: as good as they can be."""
    one = 1 << 40
    bits = [max(1, ceil(-log2(mass / size))) for mass, size in zip(masses, sizes, strict=True)]
    left = one - sum(size * one >> length for size, length in zip(sizes, bits, strict=True))
    while True:
        fits = [n for n, length in enumerate(bits) if 0 < sizes[n] * one >> length <= left and length > 1]
        if not fits:
            return bits
        best = max(fits, key=lambda n: masses[n] / sizes[n] * 2 ** bits[n])
        left -= sizes[best] * one >> bits[best]
        bits[best] -= 1


def fit(text: str) -> Code:
    chance = likely(text)
    by_cost: defaultdict[int, list[str]] = defaultdict(list)
    for word, each in chance.items():
        by_cost[round(-GROUPS * log2(each))].append(word)
    groups = [sorted(by_cost[cost], key=lambda word: (len(word), word)) for cost in sorted(by_cost)]
    masses = [sum(chance[word] for word in group) for group in groups]
    sizes = [1] * WORDS + [len(group) for group in groups]
    seen = np.ones((KINDS, WORDS + 1))  # how often each symbol, all words being one; nothing is seen yet
    seen[:, WORDS] = 100
    every = np.ones(len(text), np.bool_)
    for _ in range(ROUNDS):
        seen[0, HIT] = 1e-3
        seen[:, ESCAPE] += seen.sum(axis=1) / 2000
        shares = seen / seen.sum(axis=1, keepdims=True)
        lengths = [prefix([*row[:WORDS], *(row[WORDS] * mass for mass in masses)], sizes) for row in shares.tolist()]
        code = Code(groups, np.array(lengths))
        writer = Writer(code)
        kind, symbol, *_ = writer.symbols(writer.tokens(text, every, every), ())
        seen = np.full((KINDS, WORDS + 1), 0.5)
        np.add.at(seen, (kind, np.minimum(symbol, WORDS)), 1)
    return code


def main() -> None:
    reader = Reader(ROOT)
    held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
    archive = status.published(held, status.today())
    shipped = Documents(archive, wording.read([str(assets.theme())], "zh"))
    code = fit(texts.records(list(shipped))[0])
    lines = [" ".join(map(str, row)) for row in code.bits.tolist()] + ["\t".join(group) for group in code.groups]
    (ROOT / "generator/data/shorthand.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
