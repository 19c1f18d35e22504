"""Writes generator/data/folding.tsv: which forms of a character count as one when text is searched.

    python scripts/renew_folding.py        needs PyPI `opencc`

Taken from OpenCC's table of single characters (Apache-2.0), which keeps every offset; phrases are left alone, for
they would turn 乾隆 into 干隆 in one place and not in another. Radicals, which programs copy out of a PDF in place of
characters, are what Unicode says that they look like. A line is the simplified form, a tab, its variants.
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

# Equivalent_Unified_Ideograph of Unicode 14 for U+2E80 to U+2EFF, each radical before what it looks like; NFKC knows
# the two that are left out, and all of U+2F00 to U+2FDF.
RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒"
    "⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马"
    "⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
# Dots in names of other peoples, as keyboards and programs write them. A full stop is none: 1.4 would become 1·4.
DOTS = dict.fromkeys("•‧∙⋅・", "·")


def main() -> None:
    convert = OpenCC("t2s").convert
    pairs = {c: convert(c) for block in IDEOGRAPHS for c in map(chr, block)}
    pairs = {c: to for c, to in pairs.items() if to != c and len(to) == 1} | ADDED
    pairs |= dict(zip(RADICALS[::2], RADICALS[1::2], strict=True)) | DOTS
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
