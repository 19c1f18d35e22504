"""Advertisements: slogans and goods in type of all sizes, in whatever letters the page has."""

import random
from collections.abc import Sequence
from typing import Any

from generator.base.printed_page import Box
from scripts.printing.sheet import EM, IDLE, PLACES, Column, Sheet, measured, tidy, twos

SLOGANS = [
    *(
        a + b
        for a in twos("节约保护尊重弘扬培育关爱共建共享建设爱护传承崇尚践行拒绝抵制")
        for b in twos("用水环境劳动新风文明老人家园美德绿色安全诚信粮食法治科学浪费")
    ),
    *["讲文明", "树新风", "人人有责", "安全第一", "文明出行", "移风易俗", "扫码关注"],
]
GOODS = [
    "家具城开业",
    "新房团购",
    "名师辅导",
    "专修管道",
    "招聘司机",
    "大型清仓",
    "旺铺转让",
    "健康体检",
    "驾校招生",
    "特价机票",
]
LATIN_GOODS = [
    "SALE",
    "Furniture",
    "Houses to let",
    "Best Tea",
    "Ladies' Hats",
    "Neue Möbel",
    "Konzert",
    "Soap",
    "CLEARANCE",
]

SMALL = 0.4
"""Share of the advertisements that say the rest in small type, in dense pages."""


def advertisement(
    sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, lead: float
) -> None:
    """Slogans or goods in type of all sizes."""
    left, right, top, bottom = columns[0].left, columns[-1].right, columns[0].top, columns[0].bottom
    if rnd.random() < 0.7:
        sheet.frames.append(Box(left, top, right, bottom))
    if sheet.old and rnd.random() < 0.3:
        left = _across(sheet, columns[0]._replace(right=right), rnd)
    y, slogan = top + EM, rnd.random() < 0.5
    small = (sheet.old or sheet.latin) and rnd.random() < SMALL
    while y < bottom - 3 * EM:
        if small and rnd.random() < 0.5:
            y = _in_small(sheet, (left + EM, right - EM, y, bottom - EM), pool, rnd, lead)
            continue
        text = _line(sheet, pool, rnd, slogan)
        size = min(
            EM * rnd.choice([1.0, 1.3, 2.0, 3.0, 4.0]), (right - left - 2 * EM) / measured(text), bottom - y - EM
        )
        if size < 0.7 * EM:
            break
        sheet.put(text, left + (right - left - measured(text) * size) * rnd.choice([0.1, 0.5, 0.5]), y, size)
        y += size * rnd.uniform(1.3, 2.4)
    if not sheet.latin and rnd.random() < 0.5 and y < bottom - 1.5 * EM:
        sheet.put("公益广告" if slogan else "广告", right - 5 * EM, bottom - 1.6 * EM, EM * 0.9)


def _line(sheet: Sheet, pool: Sequence[dict[str, Any]], rnd: random.Random, slogan: bool) -> str:
    if sheet.latin:
        words = rnd.choice(pool)["paragraphs"][0].split()[: rnd.randint(2, 6)]
        return rnd.choice([rnd.choice(LATIN_GOODS), " ".join(words), f"Tel. {rnd.randint(20000, 99999)}"])
    if slogan or rnd.random() >= 0.45:
        return rnd.choice(SLOGANS if slogan else GOODS)
    return rnd.choice(
        [
            f"电话：{rnd.randint(2000000, 8999999)}",
            f"地址：{rnd.choice(PLACES)}市新华路{rnd.randint(1, 300)}号",
            f"热线：139{rnd.randint(10000000, 99999999)}",
        ]
    )


def _in_small(
    sheet: Sheet,
    room: tuple[float, float, float, float],
    pool: Sequence[dict[str, Any]],
    rnd: random.Random,
    lead: float,
) -> float:
    """What else is to be said of goods, in some rows of small type; where it ends."""
    left, right, y, bottom = room
    text = tidy(rnd.choice(rnd.choice(pool)["paragraphs"]))
    size = EM * rnd.choice([0.8, 0.9, 1.0, 1.2])
    middle = rnd.random() < 0.4
    for line in sheet.lines(text, max(4.0, (right - left) / size))[: rnd.randint(1, 6)]:
        if y + size > bottom:
            break
        sheet.put(line, left + (max(0.0, right - left - measured(line) * size) / 2 if middle else 0.0), y, size)
        y += size * lead
    return y + rnd.uniform(0.2, 1.0) * EM


def _across(sheet: Sheet, column: Column, rnd: random.Random) -> float:
    """Words in large type across the others, at the side that is the upper one when the page has been turned; where
    the rest begins."""
    text = rnd.choice([*SLOGANS, *GOODS])
    high = column.bottom - column.top
    size = min(EM * rnd.uniform(1.2, 3.5), (high - EM) / len(text) / 1.05, 0.4 * column.width)
    if size < 0.9 * EM:
        return column.left
    y = column.top + (high - len(text) * size * 1.05) * rnd.uniform(0.3, 0.7)
    return sheet.put_down(text, column.left + 0.3 * EM, y, size, IDLE, "furniture").right + 0.3 * EM
