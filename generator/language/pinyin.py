"""How characters are read, for letters that lists stand under and for words that are typed in pinyin.

pypinyin's table of characters is read as a file: the package itself loads all phrases first, for 0.15 s. Its first
reading of a character is the commonest one; where the first character of a word or of a name is read otherwise, the
tables below say so.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TONES = str.maketrans(
    "", "", "\N{COMBINING MACRON}\N{COMBINING ACUTE ACCENT}\N{COMBINING CARON}\N{COMBINING GRAVE ACCENT}"
)
OTHERS = "#"
"""The letter of what has no reading: it stands last."""


def readings(character: str) -> list[str]:
    """The ways to type a character in pinyin, without tones, in the order of the alphabet; none where it has no
    reading. 吕 is typed lv, or lu."""
    found = set(_read(character))
    return sorted(found | {reading.replace("v", "u") for reading in found})


def letter(name: str, person: bool = False) -> str:
    """The letter that a word or a person's name stands under, A to Z; OTHERS for what has no reading."""
    return order(name, person)[0][:1].upper() or OTHERS


def order(name: str, person: bool = False) -> tuple[str, ...]:
    """What sorts words as a Chinese dictionary does: by their readings, the first as it is in this word."""
    first, *rest = name[:1], *name[1:]
    begun = _begins(name, person) or _first(first)
    return (begun or "~", *(_first(character) or character for character in rest), name)


def _first(character: str) -> str:
    """The commonest reading; a Latin letter or a digit is its own."""
    if character.isascii():
        return character.lower() if character.isalpha() else ""
    found = _read(character)
    return found[0] if found else ""


def _begins(name: str, person: bool) -> str:
    """How a word or a name begins that is not read as its first character mostly is; empty for all others."""
    if person:
        return _SURNAMES.get(name[:1], "")
    return next((found for length in (2, 1) if (found := _WORDS.get(name[:length]))), "")


def _table(rows: Mapping[str, str]) -> Mapping[str, str]:
    """Each word of the rows with the reading that its row bears."""
    return {word: reading for reading, words in rows.items() for word in words.split()}


_SURNAMES = _table(
    {
        **{"bi": "秘", "chong": "种", "gou": "句", "ou": "区", "po": "繁", "qin": "覃", "qiu": "仇", "shan": "单"},
        **{
            "shao": "召",
            "she": "折",
            "wei": "隗",
            "xie": "解",
            "yue": "乐",
            "zeng": "曾",
            "zha": "查",
            "zhai": "翟 祭",
        },
    }
)
"""Surnames that are read otherwise than the word."""
_WORDS = _table(
    {
        "bo": "泊",
        "chang": "长",
        "chong": "重新 重建 重组 重庆 重启 重申 重返 重阳 重修 重现 重逢 重演",
        "diao": "调查 调研 调度 调运 调配 调动 调令 调集 调用 调任 调离",
        "hang": "行业 行情 行列 行家 行长 行当 行规 行会",
        "ji": "给予 给养 给水 给付",
        "jiao": "校对 校订 校正 校勘 校准 校验",
        "kuai": "会计",
        "nian": "粘土 粘液",
        "pan": "番禺",
        "pian": "便宜",
        "qie": "茄子",
        "shuai": "率",
        "tan": "弹性 弹劾 弹簧 弹琴 弹词 弹唱",
        "tiao": "调",
        "ta": "漯河",
        "xia": "厦门",
        "xu": "畜牧 畜产 畜养",
        "yan": "铅山",
        "yu": "蔚县",
        "yue": "乐器 乐队 乐曲 乐团 乐章 乐府 乐清",
        "zang": "藏族 藏区 藏语 藏文 藏医 藏药 藏历",
        "zha": "轧钢",
        "zhang": "长老 长大 长官 长子 长辈 长者 长势",
        "zhao": "朝霞 朝气",
        "zhuan": "传记",
    }
)
"""Beginnings of words and of names of places, two characters before one: those of jieba's nouns and verbs whose letter
would be another one by the commonest reading, but for the rarest."""


@cache
def _read(character: str) -> tuple[str, ...]:
    """The readings of a character without tones, the commonest first, ü as v."""
    found = unicodedata.normalize("NFD", _characters().get(str(ord(character)), "") if character else "")
    found = found.translate(TONES).replace("u\N{COMBINING DIAERESIS}", "v")
    return tuple(dict.fromkeys(reading for reading in found.split(",") if reading.isascii() and reading.isalpha()))


@cache
def _characters() -> Mapping[str, str]:
    """The readings of each character by its number."""
    package = find_spec("pypinyin")
    assert package and package.origin
    table = Path(package.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(table)
    return found
