"""Persons whom a text names: precision before recall, so that who is shown is one.

1. A post before the name (县委书记张三), and others in a row with it (村民张三、李四等).
2. A title behind it (张三同志), where nothing but the name stands before that.
3. Sex or age behind it (张三，男，45岁; 张三（女）).

A name is a surname and one or two characters. How far it goes, what follows tells: a mark, or a word that goes on after
a name (介绍 在 等). What jieba's dictionary has as another word than a person's is no name, and none begins or ends
within a word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from generator.base import lazily
from generator.base.model import Article
from generator.language.forms import meant, read
from generator.language.lexicon import kind_of
from generator.language.names import COMPOUND, RARER_SURNAMES, SURNAMES

HAN = r"[㐀-䶿一-鿿〇]"
POSTS = (
    "书记 县长 市长 省长 区长 镇长 乡长 村长 州长 旗长 部长 局长 厅长 司长 处长 科长 股长 院长 校长 园长 所长 "
    "站长 会长 社长 厂长 店长 馆长 台长 行长 队长 班长 组长 连长 排长 营长 团长 师长 旅长 军长 司令员 政委 "
    "政治委员 指导员 教导员 主任 主席 总理 委员长 秘书长 检察长 庭长 董事长 总裁 经理 总经理 总监 总编辑 主编 "
    "总工程师 工程师 教授 研究员 院士 医生 医师 护士 护士长 教师 老师 班主任 辅导员 记者 通讯员 编辑 发言人 "
    "负责人 创始人 带头人 继承人 传承人 村民 居民 农民 牧民 渔民 市民 工人 职工 社员 战士 民警 交警 警察 律师 "
    "法官 检察官 教练 教练员 导演 编剧 演员 作家 诗人 画家 歌手 司机 驾驶员 飞行员 航天员 船长 机长 列车长 "
    "支书 村支书 会计 技术员 农艺师 劳动模范 劳模 战斗英雄 烈士 选手 球员 运动员 董事 理事长 参赞 大使 总领事 "
    "常委 党委委员 部队长 大队长 护林员 饲养员 售货员 营业员 乘务员 志愿者 网格员 快递员 店主 老板 企业家 "
    "讲师 博士 硕士 研究生 设计师 建筑师 书法家 科学家 历史学家 经济学家 贫困户"
)
_AFTER = (
    "同志 先生 女士 教授 院士 烈士 老人 大爷 大妈 大娘 大叔 书记 县长 市长 省长 部长 局长 厅长 主席 总理 主任 校长 "
    "院长 厂长 老师 医生"
)
_NEXT = (
    "说 介绍 表示 告诉 指出 强调 认为 坦言 回忆 透露 称 主持 出席 参加 率 率领 带领 带队 陪同 宣布 宣读 作 "
    "致辞 致词 讲话 会见 在 等 一行 分别 接受 向 对 代表 当选 同志 先生 女士 感慨 高兴 笑着 深有 正在 到 前往 "
    "深入 赴 为 是 和 与 及 从 把 被 将 已 还 也 就 又 都 曾 均 亦 仍 皆 发言 汇报 通报 解释 分析 建议 希望 "
    "要求 看到 看着 来到 获 荣获 担任 任 算 带着 拿 家 的"
)
_STOPS = "，。、；：！？（）《》“”‘’—…　 \n,.;:!?()"
_NEVER = frozenset(
    "得上下的了着过在是和与及等将对从向为把被已也又就还都说称这那你我他她它们各每个些位名种批项日岁分吨斤亩里第其该"
    "某并或而但却不没未无很更最曾均亦仍皆便请让给由于所地者即则且乃因此要能须需做作用到去后外间县市省区乡镇村"
    "部局厅处科院校站队组员党委"
)
"""Characters that a given name does not have, but for a very few people."""
_ALONE = frozenset("家有中元长来月年如若之可会时前本以应内")
"""Those that a given name of one character does not have: 王家 is none, 温家宝 is one."""
_CLEAR = frozenset("说称的等被把是对曾均亦仍皆也又都已")
"""Of the words that go on after a name those that end none: 王强等介绍 is 王强. 王有为说 may be either, and is none."""
_CALLED = "大哥 大姐 大爷 大妈 大娘 大叔 大婶 大伯 老师 先生 女士 师傅 老板 医生 大夫 教授 主任 队长 书记 同志 姑娘"
"""What people are called by behind their surnames."""
_NUMBERS = frozenset("万一二三四五六七八九十百千亿两多余")


def _either(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


_SURNAME = rf"(?:{'|'.join(COMPOUND)}|[{SURNAMES}{RARER_SURNAMES}])"
_END = rf"(?=[{re.escape(_STOPS)}]|$|(?:{_either(_NEXT)}))"
_BEFORE = lazily.pattern(rf"(?:{_either(POSTS)})(?={_SURNAME})")
_ROW = lazily.pattern(rf"、(?={_SURNAME})")
_TITLE = lazily.pattern(_either(_AFTER))
_TOLD = lazily.pattern(r"[，（](?:[男女][，）、]|\d\d岁)")
_APART = lazily.pattern(rf"(?:^|(?<=[{re.escape(_STOPS)}]))({_SURNAME}{HAN}{{1,2}})$")
"""A name with nothing but a mark before it, and nothing behind it."""
LONGEST = 4  # characters of a name
_THREE, _TWO = (lazily.pattern(rf"{_SURNAME}{HAN}{{{n}}}{_END}") for n in (2, 1))


def mentioned(text: str) -> list[str]:
    """The persons whom a text names, as printed, each once, in its order."""
    named = sorted(_found(read(text)))
    return list(dict.fromkeys(meant(text[at : at + len(name)]) for at, name in named))


def _found(text: str) -> Iterator[tuple[int, str]]:
    for match in _BEFORE.finditer(text):
        at = match.end()
        while name := _name(text, at):
            yield at, name
            row = _ROW.match(text, at + len(name))
            at = row.end() if row else len(text)
    for behind in chain(_TITLE.finditer(text), _TOLD.finditer(text)):  # few: a name is looked for before each alone
        end = behind.start()
        if not (apart := _APART.search(text, max(0, end - LONGEST), end)):
            continue
        name = apart[1]
        verb = len(name) == 3 and kind_of(name[:2]) and name[2] in SURNAMES  # 祝福杨先生
        rank = name[-1] in "总副"  # 向总书记: the title is longer
        if is_name(name) and not verb and not rank and not _within_word(text, end):
            yield apart.start(1), name


def _name(text: str, at: int) -> str:
    """The name that begins there; empty where none does for certain."""
    short, long = _TWO.match(text, at), _THREE.match(text, at)
    if short and long and long[0][-1] not in _CLEAR:
        return ""
    match = short or long
    return match[0] if match and is_name(match[0]) and not _within_word(text, match.end()) else ""


def is_name(name: str) -> bool:
    """Whether a surname with what follows may be a person's name."""
    given = name[2:] if name.startswith(COMPOUND) else name[1:]
    if (
        not given
        or given in _CALLED.split()
        or _NEVER & set(given)
        or given in _ALONE
        or (name[0] in _NUMBERS and _NUMBERS & set(given))
    ):
        return False
    words = {name, name[:2]} if len(name) == 3 else {name}
    return all(kind_of(word) in ("nr", "") for word in words)


def _within_word(text: str, end: int) -> bool:
    """Whether a word reaches over the end of a name."""
    if text[end : end + 1] in ("说", "称"):  # 王玉成说: 成说, which few know, is a word, too
        return False
    kind = kind_of(text[end - 1 : end + 1]) or "nr"
    return kind[0] in "nvadc" and kind != "nr"


def read_of(article: Article) -> str:
    """What is printed of an article, but for its byline: who signed is told elsewhere."""
    return "\n".join(text for name, text in article.texts() if name != "byline")


def found(texts: Sequence[str]) -> list[list[str]]:
    """The persons whom each text names."""
    return [mentioned(text) for text in texts]


def known(names: Iterable[str], texts: Sequence[str]) -> list[list[str]]:
    """Which of some names each text has, but within words."""
    wanted = {name for name in names if len(name) > 1}
    lengths = sorted({len(name) for name in wanted}, reverse=True)
    first = re.compile(f"[{re.escape(''.join(sorted({name[0] for name in wanted})))}]") if wanted else None
    return [list(dict.fromkeys(_known(text, first, lengths, wanted))) if first else [] for text in texts]


def _known(text: str, first: re.Pattern[str], lengths: Sequence[int], wanted: Collection[str]) -> Iterator[str]:
    for match in first.finditer(text):
        at = match.start()
        for length in lengths:
            name = text[at : at + length]
            if name in wanted and not _within_word(text, at + length) and not (at and _within_word(text, at)):
                yield name
                break


def certain(name: str) -> bool:
    """Whether a name that somebody signed with is his wherever a text has it: 李建国, and not 高峰 or 编者."""
    return len(name) > 2 and name[:1] in SURNAMES + RARER_SURNAMES and len(name) < 5 and is_name(name)
