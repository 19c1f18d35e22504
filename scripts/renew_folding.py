"""Writes generator/data/folding.tsv: which forms of a character count as one when text is searched.

    python scripts/renew_folding.py        needs PyPI `opencc`

Taken from OpenCC's table of single characters (Apache-2.0), which keeps every offset; phrases are left alone, for
they would turn 乾隆 into 干隆 in one place and not in another. A line is the simplified form, a tab, its variants.
"""

from collections import defaultdict
from pathlib import Path

from opencc import OpenCC

TARGET = Path(__file__).parent.parent / "generator/data/folding.tsv"

IDEOGRAPHS = [range(0x3400, 0xA000), range(0x20000, 0x2F800), range(0x30000, 0x32400)]  # compatibility forms: NFKC

# Old print forms that OpenCC does not have, and two that it leaves because Taiwan keeps both. 著 stays out: in
# simplified text 著 and 着 are two words (著 stands 4,094 times in a year of one daily), and to fold them would find
# 有着名 for 著名.
ADDED = dict(zip("靑淸尙衞擧囘鬪閙甯吿呌戦歴瞭藉", "青清尚卫举回斗闹宁告叫战历了借", strict=True))


def main() -> None:
    convert = OpenCC("t2s").convert
    pairs = {c: convert(c) for block in IDEOGRAPHS for c in map(chr, block)}
    pairs = {c: to for c, to in pairs.items() if to != c and len(to) == 1} | ADDED
    pairs.pop("著", None)
    variants: defaultdict[str, list[str]] = defaultdict(list)
    for c in sorted(pairs):
        to = pairs[c]
        while to in pairs:  # a chain, 囘 -> 回 -> …: close it
            to = pairs[to]
        variants[to].append(c)
    TARGET.write_text("".join(f"{to}\t{''.join(cs)}\n" for to, cs in sorted(variants.items())), encoding="utf-8")
    print(f"{TARGET}: {len(pairs)} variants of {len(variants)} characters")


if __name__ == "__main__":
    main()
