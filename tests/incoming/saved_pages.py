"""Pages as nine systems of 数字报 and of county media save them, written after real ones (`pages/`): their elements,
classes and comments, their menus and buttons, with texts of our own. Each with what a reader finds there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "pages"
TITLE = "我市抓实小额信贷助力乡村振兴"
BODY = """3月6日，记者从市乡村振兴局获悉，今年以来我市累计发放脱贫人口小额信贷三亿二千万元，惠及农户六千余户。

“有了这笔钱，我的牛棚又扩大了。”兴县蔡家会镇农民王福生说。

据了解，全市十三个县（市、区）都建立了风险补偿金，贷款逾期率为0.3%。"""
"""Of all of them: they differ in all else."""


class Saved(NamedTuple):
    """A page, where it lies, and what is to be read there beside title and body."""

    file: str
    content: bytes
    says: Mapping[str, str]


_PAGES: dict[str, tuple[str, str, dict[str, str]]] = {
    "people": (
        "rmrb/html/2024-03/07/nw.D110000renmrb_20240307_2-01.htm",
        "utf-8",
        {
            "kicker": "金融活水润民生",
            "subtitle": "——来自吕梁山区的报道",
            "date": "2024-03-07",
            "page": "1",
            "authors": "张三 李四",
        },
    ),
    "founder_tables": (
        "llrb/html/2024-03/07/content_123.htm",
        "gb18030",
        {
            "kicker": "发放三亿二千万元",
            "subtitle": "六千余户农民受益",
            "date": "2024-03-07",
            "page": "3",
            "authors": "张三",
        },
    ),
    "founder_elements": (
        "con/202403/07/content_55.html",
        "utf-8",
        {"kicker": "金融活水润民生", "date": "2024-03-07", "page": "2", "authors": "张三"},
    ),
    "guangming": (
        "gmrb/html/2024-03/07/nw.D110000gmrb_20240307_4-05.htm",
        "utf-8",
        {"kicker": "金融活水润民生", "date": "2024-03-07", "page": "5", "authors": "张三"},
    ),
    "breaks": ("epaper/20240307/c_100.shtml", "utf-8", {"date": "2024-03-07", "page": "1"}),
    "government": ("zwgk/t20240307_1.html", "utf-8", {"date": "2024-03-07", "paper": "兴县报", "column": "乡镇动态"}),
    "wechat": ("wx/1.html", "utf-8", {"date": "2024-03-07"}),
    "unknown": ("site/2024-03-07/a.html", "utf-8", {"date": "2024-03-07"}),
    "xhtml": ("b/html/2024-03/07/content_9.htm", "utf-16", {"date": "2024-03-07"}),
}
PAGES = {
    name: Saved(file, (FOLDER / f"{name}.html").read_text(encoding="utf-8").encode(encoding), says)
    for name, (file, encoding, says) in _PAGES.items()
}
LISTS = {"html/2024-03/07/node_2.htm": (FOLDER / "list.html").read_bytes()}
