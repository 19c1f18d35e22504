"""Pages as no newspaper would print them, at random."""

import random

SHORT = 5
"""Characters of a line that stand on a page by chance."""

HEADLINES = (
    *(
        "我县春耕全面展开",
        "县医院新楼启用",
        "——写在全国两会召开之际",
        "凝聚磅礴力量　共绘发展蓝图",
        "通　告",
        "（创新前沿）",
        "复",
    ),
    *(
        "全市重点工程建设推进会",
        "召开",
        "春耕正忙",
        "记者走基层",
        "书画展开展（图）",
        "青春聚力　驿路同行",
        "一 曲 山 歌",
    ),
)
OPENINGS = (
    *(
        "　　本报讯（记者 王一）三月的田野一片繁忙，",
        "　　本 报 讯 （记 者 康 桂 芳）今年以来，",
        "　　新华社北京3月6日电 （记者郑明达）国家",
    ),
    *("（上接1版）", "□ 实习记者 王卫斌", "本报记者 刘佳烨", "　　近日，", "　　核心阅读", "上接第三版）会议指出，"),
)
BODIES = (
    *(
        "农机手正在检修机具，各乡镇备足了种子。",
        "　　农技员进村入户，手把手教农民选种。",
        "门诊搬入新址，病床增加了二百张。",
    ),
    *(
        "推动我市 出转型发展新路，服务群众",
        "　　新楼设有急救中心，救护车直达门口。",
        "会议强调，要抓好落实，做到",
        "一、加强领导",
        "。",
    ),
    *(
        "“十四五”期间，GDP增长 6.5%，AI and",
        "big data 等产业发展迅速。",
        "<b>{{天气}}</b>晴&lt;",
        "　　图为农民在田间劳作。",
        "① 要",
    ),
)
CLOSINGS = (
    *(
        "（李涛）",
        "边琴 浩东",
        "来源：4月13日《长治日报》",
        "薛力娜 张志茹 摄",
        "群众正在采摘。 王涛 摄影报道",
        "本报评论员",
        "（下转2版）",
    ),
    *(
        "2024年3月7日 星期四",
        "第2版",
        "责编：李文 校对：张三",
        "2024年3月6日",
        "农机忙春耕农机忙春耕",
        "图① 田间",
        "（作者单位：县农业局）",
    ),
)


def pages(rnd: random.Random, number: int, distinct: bool) -> list[str]:
    """Pages as no newspaper would print them; where lines are distinct, each of some length."""
    texts = [_page(rnd) for _ in range(number)]
    if not distinct:
        return texts
    lines = list(dict.fromkeys(line for text in texts for line in text.split("\n") if len(squeezed(line)) > SHORT))
    cuts = sorted(rnd.sample(range(1, len(lines)), number - 1))
    parts = zip([0, *cuts], [*cuts, None], strict=True)
    return ["\n".join(lines[a:b]) + "\n" for a, b in parts]


def _page(rnd: random.Random) -> str:
    lines: list[str] = []
    for _ in range(rnd.randint(1, 5)):
        lines += rnd.sample(HEADLINES, rnd.choice([0, 1, 1, 2, 3]))
        lines += rnd.sample(OPENINGS, rnd.choice([0, 1, 1, 2]))
        lines += rnd.choices(BODIES, k=rnd.randint(1, 8))
        lines += rnd.sample(CLOSINGS, rnd.choice([0, 0, 1, 2]))
        lines += [""] * rnd.choice([0, 0, 1])
    if rnd.random() < 0.2:
        rnd.shuffle(lines)
    return "\n".join(lines) + "\n"


def squeezed(text: str) -> str:
    return "".join(text.split())
