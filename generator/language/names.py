"""Names as newspapers print them: persons, told by their surnames, and offices, told by how they end."""

import re

from generator.base import lazily
from generator.language.forms import HAN
from generator.language.lexicon import kind_of

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任"
    "姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文穆梅牛申景解齐翟葛安燕温边游章庄"
    "鲁俞柳聂童詹关焦包祁岳左靳耿单代倪樊路卫米毕成纪"
)
"""Surnames of nine in ten."""
RARER_SURNAMES = (
    "付涂池明尤庞骆褚娄宫盛冉柴鞠颜兰苗辛管凌霍谷牟商佟甘车项祝饶滕晏敖桑党窦鲍裴戚屈向阳费蓝莫蒲简席荆宁栾苟仇巩褟应"
    "臧戈瞿蔺亢冷茹厉丛原荀昝阮沙卓蒙刁由占嵇冀隋植揭买扈伏邸闵班浦邬储虞岑居禹寇尉匡郦靖尧匙郜逄亓"
)
"""Many of the tenth: where a line stands by itself, few of them begin a word that is no name."""

COMPOUND = (
    *("欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫"),
    *("令狐", "尉迟", "慕容", "端木", "公孙", "宇文", "东方"),
)
"""Surnames of two characters."""

_HAN = f"[{HAN}]"
_TRANSCRIBED = (
    "阿艾安巴白拜班宝保贝奔本毕边别博卜布才曹查察朝措达代丹旦德迪丁东杜都多额恩尔尕嘎噶岗刚高戈格根古贡哈海罕汗杭浩合和赫呼"
    "胡怀吉加嘉贾江杰金居喀卡凯坎康科克肯孔库拉来兰朗勒雷力里丽利林隆鲁罗洛玛马买麦满曼毛梅蒙孟米敏明莫姆木穆那娜纳乃尼牛努诺"
    "帕排潘培彭皮普其齐奇洽恰强乔切琼曲热仁日荣茹如瑞若萨赛桑色森沙莎山尚生史斯松苏素索塔泰坦特提铁帖图吐土托陀娃瓦万旺威维"
    "乌吾西希锡夏仙孜辛兴雄许雅亚延央也叶依伊衣宜音英尤优玉于元原云扎札赞泽增扎哲珍芝中珠朱卓宗旦次增巴顿嘉措强恩久美坚参土登"
)
NAME = rf"(?:{_HAN}{{1,12}}(?:·{_HAN}{{1,12}}){{1,3}}|[{_TRANSCRIBED}]{{5,10}}|{_HAN}{{2,4}})"
"""A name of any people, as it is read: 王伟, 欧阳修文, 孟和巴特尔, 阿卜杜热西提·买买提艾力. Longer ones are written
with the characters that foreign sounds are written with."""
_GAPPED = lazily.pattern(
    r"(?![文图摄]\s)"  # 文 王伟 and 王 伟 摄 name a role
    rf"(?:{_HAN}(?:\s+{_HAN}){{1,2}}|[{SURNAMES}]\s+{_HAN}{{2}}|(?:{'|'.join(COMPOUND)})\s+{_HAN}{{1,2}})"
    r"(?<!\s摄)"
)


def closed(name: str) -> str:
    """王　伟, spaced out to the width of three characters, is 王伟; 王伟 李强, which may be two names, stays."""
    return re.sub(r"\s", "", name) if _GAPPED.fullmatch(name) else name


def parted(name: str) -> list[str]:
    """张娟娟李江姗, where the space between two names fell at a line's end, is two names."""
    if len(name) in (5, 6):
        for at in (3, 2):
            if 2 <= len(name) - at <= 3 and name[0] in SURNAMES and name[at] in SURNAMES:
                return [name[:at], name[at:]]
    return [name]


def is_names(text: str) -> bool:
    """Nothing but names of two or three characters: 边琴 浩东; 饮药茶 护健康 is a headline."""
    words = re.split(r"[ 　]", text)
    if not all(re.fullmatch(r"[㐀-鿿]{2,3}", word) for word in words) or not 1 < len(words) <= 6:
        return False
    return len(words) > 2 or min(map(len, words)) == 2 or all(word[0] in SURNAMES for word in words)


def are_words(text: str) -> bool:
    """What stands there like names, 乡镇 册数 完成, holds none that is plain: a surname and no word of the language."""
    return not any(
        token.startswith((*COMPOUND, *SURNAMES, *RARER_SURNAMES)) and kind_of(token) in ("nr", "")
        for token in re.split(r"[、，\s　]+", text)
    )


_OFFICE = lazily.pattern("(?:[部局办委社台站院厅署馆所处科室队组会校报网]|中心|公司|集团|政府|银行)$")
_POST = lazily.pattern("(?:本报|特约|实习)?(?:记者|通讯员|评论员|编辑|编辑部)")


def is_office(name: str) -> bool:
    """No person's name but an office's, or a post alone: 曲江县委宣传部, 新华社, 通讯员. 李建社 is a person."""
    longest = 4 if name.startswith(COMPOUND) else 3 if name[0] in SURNAMES + RARER_SURNAMES else 2
    return bool(_POST.fullmatch(name)) or (len(name) > longest and bool(_OFFICE.search(name)))
