"""What is no article of the usual kind: mastheads, notices, advertisements, tables, short items, photographs."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

from generator.base.printed_page import Box
from scripts.printing.advertisements import SLOGANS, advertisement
from scripts.printing.headlines import LABELS, LATIN_LABELS
from scripts.printing.latin_fillers import PAPERS as LATIN_PAPERS
from scripts.printing.latin_fillers import fact as latin_fact
from scripts.printing.setting import caption, fresh
from scripts.printing.sheet import EM, IDLE, PLACES, Column, Sheet, measured, tidy
from scripts.typeset import NAMES, WEEKDAYS

PAPERS = ["日报", "晚报", "晨报", "时报", "农民报", "工人报"]
SECTIONS = ["要闻", "综合", "专题", "国际", "文化", "经济", "社会", "副刊", "教育", "体育"]
OFFICES = [
    "自然资源局",
    "供电公司",
    "自来水公司",
    "人民法院",
    "住房和城乡建设局",
    "税务局",
    "市场监督管理局",
    "交通运输局",
]
NOTICES = ["公告", "通告", "停水通知", "停电通知", "遗失声明", "注销公告", "招租公告", "拍卖公告", "公示", "启事"]

Filler = Callable[[Sheet, list[Column], Sequence[dict[str, Any]], random.Random, float], None]


def fact(rnd: random.Random) -> str:
    """What stands in the head or at the foot of a page."""
    year, month, day = rnd.randint(1930, 2024), rnd.randint(1, 12), rnd.randint(1, 28)
    name = rnd.choice(PLACES) + rnd.choice(PAPERS)
    date, number = f"{year}年{month}月{day}日", rnd.randint(2000000, 8999999)
    return rnd.choice(
        [
            f"{date}　星期{rnd.choice(WEEKDAYS)}",
            date,
            f"星期{rnd.choice(WEEKDAYS)}",
            f"农历{rnd.choice('甲乙丙丁戊己庚辛')}{rnd.choice('子丑寅卯辰巳午未')}年{rnd.choice('正二三四五六')}月{rnd.choice('初十廿')}{rnd.choice('一二三四五六')}",
            f"第{rnd.randint(300, 19000)}期　今日{rnd.choice('四八')}版",
            f"总第{rnd.randint(300, 19000)}号",
            f"国内统一刊号CN{rnd.randint(10, 64)}－{rnd.randint(1, 99):04d}",
            f"邮发代号{rnd.randint(1, 80)}－{rnd.randint(1, 99)}",
            f"{name}社主办",
            f"报头题字：{rnd.choice(NAMES)}",
            f"国内统一连续出版物号CN{rnd.randint(10, 64)}—{rnd.randint(1, 99):04d}",
            f"主管：{rnd.choice(PLACES)}市委宣传部　主办、出版：{name}社",
            f"新闻线索征集邮箱：{rnd.choice('abcdxyz')}w@{rnd.choice('abcd')}mail.com.cn",
            f"质量监督电话：0{rnd.randint(10, 99)}-{number}　发行热线：0{rnd.randint(10, 99)}-{number + 1}",
            f"农历{rnd.choice('甲乙丙丁')}{rnd.choice('子丑寅卯')}年{rnd.choice('正二三四')}月廿一　"
            f"第{rnd.randint(300, 19000)}号　今日{rnd.choice('四八')}版",
            f"中共{rnd.choice(PLACES)}市委机关报",
            f"本版编辑：{rnd.choice(NAMES)}　校对：{rnd.choice(NAMES)}　电话：（0{rnd.randint(10, 99)}）{number}",
            f"责任编辑　{rnd.choice(NAMES)}　版式设计　{rnd.choice(NAMES)}",
            f"责编：{rnd.choice(NAMES)}　美编：{rnd.choice(NAMES)}",
            f"E-mail：{rnd.choice('abcdxyz')}bs{rnd.randint(100, 9999)}@163.com",
            f"www.{rnd.choice('abcdwxyz')}{rnd.choice('abcdwxyz')}rb.com.cn",
            f"新闻热线：{number}",
            f"零售价：{rnd.choice('12')}.{rnd.randint(0, 9)}0元",
            f"社址：{rnd.choice(PLACES)}市{rnd.choice('东西南北')}街{rnd.randint(1, 200)}号　邮编：{number // 10}",
            "".join(rnd.choice("ABCDEFGHIJLMNORSTUWXYZ") for _ in range(rnd.randint(6, 16))),
            rnd.choice(["客户端", "微信公众号", "扫一扫", "官方微博", "数字报", "创刊号", "导读", "广告热线"]),
            rnd.choice(SECTIONS),
            f"{rnd.choice(SECTIONS)}·{rnd.choice(SECTIONS)}",
            rnd.choice(LABELS),
            name,
            f"第{rnd.randint(1, 24)}版",
            f"{rnd.randint(1, 24):02d}",
            f"{rnd.choice('ABC')}{rnd.randint(1, 24):02d}",
        ]
    )


def told(sheet: Sheet, rnd: random.Random) -> str:
    """A fact, in the language of the page."""
    return latin_fact(rnd) if sheet.latin else fact(rnd)


def _scattered(sheet: Sheet, left: float, right: float, top: float, rnd: random.Random, rows: int) -> float:
    """Facts in some rows between two edges, in small type and larger one; where they end."""
    y = top
    for _ in range(rows):
        x, high = left + rnd.choice([0.0, 0.0, rnd.uniform(0, 12) * EM]), EM
        while x < right - 4 * EM:
            text = told(sheet, rnd)
            size = EM * (
                rnd.choice([0.8, 0.9, 1.0, 1.0, 1.2]) if len(text) > 7 else rnd.choice([0.9, 1.0, 1.3, 1.8, 2.6])
            )
            if x + measured(text) * size > right:
                break
            x = sheet.put(text, x, y, size).right + rnd.uniform(1.5, 18) * EM
            high = max(high, size)
        y += high * rnd.uniform(1.15, 1.6)
    return y


def masthead(sheet: Sheet, margin: float, rnd: random.Random) -> float:
    """The head of a first page; where it ends."""
    name = rnd.choice(LATIN_PAPERS) if sheet.latin else rnd.choice(PLACES) + rnd.choice(PAPERS)
    where = rnd.choice(["left", "middle", "right"])
    size = min(EM * rnd.uniform(5, 10), 0.7 * (sheet.width - 2 * margin) / measured(name))
    wide = measured(name) * size
    x = {"left": margin, "middle": (sheet.width - wide) / 2, "right": sheet.width - margin - wide}[where]
    sheet.put(name, x, margin, size)
    y = margin + size
    if where == "left":
        y = max(y, _scattered(sheet, x + wide + 2 * EM, sheet.width - margin, margin, rnd, rnd.randint(1, 4)))
    elif where == "right":
        y = max(y, _scattered(sheet, margin, x - 2 * EM, margin, rnd, rnd.randint(1, 4)))
    elif rnd.random() < 0.6:
        y = max(y, _scattered(sheet, margin, x - 2 * EM, margin, rnd, rnd.randint(1, 4)))
        y = max(y, _scattered(sheet, x + wide + 2 * EM, sheet.width - margin, margin, rnd, rnd.randint(1, 4)))
    if where == "middle" or rnd.random() < 0.4:
        y = _scattered(sheet, margin, sheet.width - margin, y + 0.7 * EM, rnd, 1)
    if rnd.random() < 0.7:
        sheet.rules.append(Box(margin, y + 0.5 * EM, sheet.width - margin, y + 0.7 * EM))
    return y + rnd.uniform(1.0, 2.5) * EM


def head_across(sheet: Sheet, margin: float, rnd: random.Random) -> float:
    """The head of an old paper over its bands: rows of letters that stand on the page when it has been turned, read
    from the right or, now and then, from the left; where its columns begin."""
    name, backwards = rnd.choice(PLACES) + rnd.choice(PAPERS), rnd.random() < 0.8
    wide = EM * rnd.uniform(1.1, 1.8)
    size = min(EM * rnd.uniform(2.5, 6), 0.25 * sheet.height) if rnd.random() < 0.7 else wide
    y, among = margin, rnd.randint(0, 3)
    for n in range(rnd.randint(2, 6)):
        is_name = n == among
        text, high = (name, size) if is_name else (re.sub(r"\s|　", "", fact(rnd)), wide * rnd.uniform(0.6, 1.0))
        if y + len(text) * high * 1.05 > sheet.height - margin:
            break
        x = margin + (size - high) * rnd.choice([0.5, 0.0, 1.0])
        box = sheet.put_down(text if backwards else text[::-1], max(margin, x), y, high, IDLE, "furniture")
        y = box.bottom + rnd.uniform(1.5, 12) * EM
    edge = margin + max(size, wide)
    if rnd.random() < 0.7:
        sheet.rules.append(Box(edge + 0.4 * EM, margin, edge + 0.6 * EM, sheet.height - margin))
    return edge + rnd.uniform(0.8, 2.0) * EM


def folio(sheet: Sheet, margin: float, rnd: random.Random) -> float:
    """The head of an inner page; where it ends."""
    y = _scattered(sheet, margin, sheet.width - margin, margin, rnd, rnd.choice([1, 1, 2, 2, 3]))
    if rnd.random() < 0.6:
        sheet.rules.append(Box(margin, y, sheet.width - margin, y + 1))
    return y + rnd.uniform(0.6, 2.0) * EM


def foot(sheet: Sheet, margin: float, rnd: random.Random) -> float:
    """What stands below all texts; the height that it takes."""
    rows = rnd.choice([1, 1, 1, 2])
    if rnd.random() < 0.3:
        _in_one(sheet, margin, rnd)
        return 2.7 * EM
    _scattered(sheet, margin, sheet.width - margin, sheet.height - margin - rows * 1.5 * EM, rnd, rows)
    return rows * 1.7 * EM + EM


def _in_one(sheet: Sheet, margin: float, rnd: random.Random) -> None:
    """Facts in one long line over the page's whole width, with next to nothing between."""
    size, between, text = EM * rnd.uniform(0.75, 1.0), rnd.choice(["", " ", "　"]), told(sheet, rnd)
    while measured(more := text + between + told(sheet, rnd)) * size < sheet.width - 2 * margin:
        text = more
    sheet.put(text, margin, sheet.height - margin - 1.3 * size, size)


def notice(
    sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float
) -> None:
    """A notice: an article, as a rule in a frame."""
    left, right, top, bottom = columns[0].left, columns[-1].right, columns[0].top, columns[0].bottom
    if rnd.random() < 0.6:
        sheet.frames.append(Box(left, top, right, bottom))
    left, right, y = left + EM, right - EM, top + EM
    number = len(sheet.articles)
    title = rnd.choice(NOTICES)
    size = min(EM * rnd.uniform(1.8, 3), (right - left) / len(title))
    sheet.put(title, (left + right - measured(title) * size) / 2, y, size, (number, "title"))
    y += size * 1.5
    office = rnd.choice(PLACES) + rnd.choice(["市", "县", "区"]) + rnd.choice(OFFICES)
    texts = [_notice_text(office, rnd) for _ in range(rnd.randint(1, 3))]
    small = EM * rnd.choice([0.9, 1.0, 1.0])
    paragraphs = []
    for text in texts:
        lines = sheet.lines(text, (right - left) / small, 2.0)
        if y + (len(lines) + 2) * small * lead > bottom - EM:
            break
        paragraphs.append(text)
        block = sheet.block()
        for k, line in enumerate(lines):
            sheet.put(line, left + (0 if k else 2 * small), y, small, (number, "body"), block=block)
            y += small * lead
    if not paragraphs:
        sheet.pieces.pop()
        return
    for line in (office, f"{rnd.randint(2000, 2024)}年{rnd.randint(1, 12)}月{rnd.randint(1, 28)}日"):
        sheet.put(line, right - (measured(line) + 1) * small, y, small, (number, "body"))
        paragraphs.append(line)
        y += small * lead
    sheet.articles.append({"title": title, "paragraphs": paragraphs})


def _notice_text(office: str, rnd: random.Random) -> str:
    street = "".join(rnd.sample("东西南北中长平安和新", 2)) + "路"
    name, day = rnd.choice(NAMES), f"{rnd.randint(1, 12)}月{rnd.randint(1, 28)}日"
    hours = f"{rnd.randint(6, 9)}时至{rnd.randint(15, 20)}时"
    telephone = rnd.randint(2000000, 8999999)
    return rnd.choice(
        [
            f"因{street}管线检修，{day}{hours}，{street}沿线停止供应，请有关用户提前做好准备，不便之处敬请谅解。",
            f"{name}不慎遗失身份证，号码尾数{rnd.randint(1000, 9999)}，声明作废。",
            f"根据有关规定，经{office}研究决定，现将{street}{rnd.randint(2, 90)}号房屋公开招租，"
            f"报名截止{day}，联系电话{telephone}。",
            f"{rnd.choice(PLACES)}商贸有限公司经股东会决议注销，请债权人自本公告发布之日起四十五日内申报债权，联系人{name}。",
            f"兹定于{day}上午九时在{street}举行公开拍卖会，标的物为机动车{rnd.randint(2, 30)}辆，"
            "有意者请携带有效证件办理竞买手续。",
        ]
    )


def table(sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float) -> None:
    """Rows of names and figures; no article."""
    left, right, top, bottom = columns[0].left, columns[-1].right, columns[0].top, columns[0].bottom
    fields = max(2, min(7, int((right - left) / (6 * EM))))
    wide = (right - left) / fields
    title = rnd.choice(["今日菜价", "天气预报", "外汇牌价", "开奖公告", "列车时刻", "候选人名单"])
    sheet.put(title, (left + right - 8 * EM) / 2, top, EM * rnd.uniform(1.4, 2))
    y = top + 3 * EM
    while y < bottom - 2 * EM:
        for k in range(fields):
            text = rnd.choice(
                [rnd.choice(NAMES), rnd.choice(PLACES), f"{rnd.uniform(1, 90):.2f}", f"{rnd.randint(1, 35)}℃"]
            )
            sheet.put(text, left + k * wide + (wide - measured(text) * EM) / 2, y, EM * 0.95)
        y += EM * rnd.choice([1.5, 1.5, 1.7])


def items(sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float) -> None:
    """Short items under one label, each an article with a small headline."""
    columns = list(columns)
    y = columns[0].top
    name = rnd.choice(LATIN_LABELS if sheet.latin else [*LABELS, "简讯", "要闻简报", "短波"])
    sheet.put(name, columns[0].left + rnd.choice([0, 2 * EM]), y, EM * rnd.uniform(1.4, 2.6))
    columns = [c._replace(top=y + 3.4 * EM) for c in columns]
    title_size = EM * rnd.choice([1.15, 1.3, 1.5, 1.7])
    for column in columns:
        y = column.top
        while y < column.bottom - 7 * EM:
            article = rnd.choice(fresh(sheet, pool))
            number = len(sheet.articles)
            measure = column.width / EM
            text = _shortened(tidy(article["paragraphs"][0]), int((column.bottom - y) / (EM * lead) - 3) * measure)
            if not text:
                break
            title = tidy(article["title"] or rnd.choice(SLOGANS))
            for line in sheet.lines(title, column.width / title_size):
                x = column.left + rnd.choice([0.0, (column.width - measured(line) * title_size) / 2])
                sheet.put(line, x, y, title_size, (number, "title"))
                y += title_size * 1.25
            block = sheet.block()
            for k, line in enumerate(sheet.lines(text, measure, 2.0)):
                sheet.put(line, column.left + (0 if k else 2 * EM), y, EM, (number, "body"), block=block)
                y += EM * lead
            y += rnd.uniform(0.3, 1.0) * EM
            sheet.articles.append({"title": article["title"], "paragraphs": [text]})


def _shortened(text: str, most: float) -> str:
    """Its first sentences as far as there is room."""
    kept = ""
    for sentence in re.findall(r"[^。]+。", text):
        if len(kept + sentence) > min(most, 160):
            break
        kept += sentence
    return kept


def photograph(
    sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float
) -> None:
    """A picture that stands for itself: with a headline or without, its text below it."""
    left, right, top, bottom = columns[0].left, columns[-1].right, columns[0].top, columns[0].bottom
    text = _shortened(tidy(rnd.choice(fresh(sheet, pool))["paragraphs"][0]), 140) + rnd.choice(
        ["", f"{rnd.choice(NAMES)}　摄", f"本报记者{rnd.choice(NAMES)}摄"]
    )
    lines = len(sheet.lines(text, (right - left) / EM)) + 1
    low = bottom - lines * EM * 1.3
    title = rnd.choice(SLOGANS) + rnd.choice(SLOGANS) if rnd.random() < 0.6 else None
    if low - top < 8 * EM or len(text) < 20:
        return
    number = len(sheet.articles)
    y, above = top, False
    if title:
        low -= 2.4 * EM
        size = min(EM * rnd.uniform(1.3, 2.2), (right - left) / measured(title))
        above = rnd.random() < 0.3
        at = y if above else low + 0.5 * EM
        sheet.put(title, left + (right - left - measured(title) * size) / 2, at, size, (number, "title"))
        y, low = (y + 2.8 * EM, low + 2.4 * EM) if above else (y, low)
    sheet.pictures.append(Box(left, y, right, low))
    caption(sheet, (left, right, low + (3.0 * EM if title and not above else 0.5 * EM)), number, "body", rnd, text)
    sheet.articles.append({"title": title, "paragraphs": [text]})


FILLERS: list[Filler] = [notice, advertisement, table, items, photograph, notice, items, photograph, advertisement]
"""As often as they stand here."""
