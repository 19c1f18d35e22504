"""Where the systems of 数字报 put what: names of elements, classes and ids, and patterns of printed lines.

Founder (方正翔宇) writes its fields three times: as elements (`<founder-title>`), as a comment (`<!--enpproperty …-->`)
and around the body (`<!--enpcontent-->`); newer versions of a site may keep one of them only. What the others do is
told by the classes and ids that they share, and by `meta` as government sites must have it (ArticleTitle, PubDate).
"""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """Which elements may hold a field, the best first: by tag, id, class."""

    tags: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FOUNDER = {
    "title": "title",
    "kicker": "introtitle",
    "subtitle": "subtitle",
    "authors": "author",
    "date": "date",
    "page": "nodename",
}
"""Fields by the names that Founder gives them."""
_DRESS = "logo|icon|spacer|blank|arrow|share|qrcode|weixin|button|btn"
PICTURE = re.compile(rf"(?!.*(?:{_DRESS}))[^/]+\.(?:jpe?g|png|webp|tiff?|bmp)", re.IGNORECASE)
"""The name of a picture that is printed in the newspaper, as far as a name tells."""

RULES = {
    "title": Rule(
        ("founder-title",),
        ("activity-name", "news_title", "articletitle", "title"),
        _names(
            "bmnr_con_biaoti article-title article_title newsdetatit news_title text_title font01 contenttitle "
            "content_title main-title bt1 bt rich_media_title title tit"
        ),
    ),
    "kicker": Rule(
        ("founder-introtitle",),
        ("introtitle", "yinti", "PreTitle"),
        ("bmnr_con_yinti", "yinti", "article-intro", "introtitle", "pretitle", "news_intro", "jt", "yt"),
    ),
    "subtitle": Rule(
        ("founder-subtitle",),
        ("subtitle", "futi", "SubTitle"),
        ("bmnr_con_futi", "futi", "subtitle", "sub-title", "article-subtitle", "news_subtitle", "ft"),
    ),
    "authors": Rule(
        ("founder-author",), ("author", "zuozhe"), ("bmnr_con_zuozhe", "author", "zuozhe", "news_author", "writer")
    ),
    "date": Rule(("founder-date",), ("publish_time", "pubtime"), ("pubtime", "publish-time", "news_date")),
    "captions": Rule(("figcaption",), (), ("attachment", "pci_c", "img-caption", "caption", "pic_note", "picnote")),
}
BODIES = Rule(
    ("founder-content",),
    _names(
        "ozoom articleContent zoom js_content contenttext articleText article_content UCAP-CONTENT news_content "
        "newsContent textContent content_text artibody"
    ),
    _names(
        "bmnr_con_con newsdetatext article-content article_content TRS_Editor contenttext content_text text_c "
        "rich_media_content news_content newstext article-text articleText neirong text"
    ),
)
LINES = ("sec", "lai", "source", "info", "bmnr_con_xinxi", "date-box", "dateline", "edition", "article-info", "laiyuan")
"""Classes of lines that say newspaper, date, page and author."""
META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "date",
    "publishdate": "date",
    "article:published_time": "date",
    "author": "authors",
    "article:author": "authors",
    "contentsource": "paper",
    "source": "paper",
    "columnname": "column",
}
NEVER = frozenset(("admin", "administrator", "编辑", "管理员", "方正电子", "founder"))
"""What stands under `author` and is none."""

PROPERTY = re.compile(r"<!--\s*enpproperty\s*(.*?)/?\s*enpproperty\s*-->", re.DOTALL | re.IGNORECASE)
ENCLOSED = re.compile(r"<!--\s*enpcontent\s*-->(.*?)<!--\s*/\s*enpcontent\s*-->", re.DOTALL | re.IGNORECASE)
PRINTED = re.compile(
    r"《?(?P<paper>[\u3400-\u9fff]{2,12}(?:报|晚刊|周刊|时报))?》?\s*[(（]?\s*"
    r"(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:\s*星期.)?[\s　,，]*"
    r"(?:第?\s*(?P<page>[A-Za-z]?\d{1,3})\s*版)?"
)
"""《人民日报》（ 2024年03月07日　第 01 版）, and 吕梁日报 2024年03月07日 星期四."""
DAY = re.compile(r"(?<!\d)(?P<date>(?:18|19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2})(?!\d)\s*日?")
"""A day in a line that says of an article where it stood, in whatever form."""
AUTHOR = re.compile(
    r"(?:作者\s*[:：]\s*|(?=(?:本报|本台|特约|见习|实习|首席)*(?:记者|通讯员)\s*[:：]?\s*[\u3400-\u9fff]))"
    r"(?P<authors>[\u3400-\u9fff·、:：\s]{2,30}?)"
    r"(?=\s*(?:来源|编辑|责编|责任|发布|版次|版面|第|时间|日期|字号|浏览|阅读|[|｜/()（）\d]|$))"
)
"""Who wrote it, in such a line: 作者：王伟, and 本报记者 王伟."""
PAGE = re.compile(r"版[次面]\s*[:：]?\s*第?\s*0*(?P<a>[A-Za-z]?\d{1,3})|(?<![\d年月])0*(?P<b>[A-Za-z]?\d{1,3})\s*版")
BESIDE = re.compile(
    r"(?:发布|发稿|刊发|见报)?(?:时间|日期)|来源\s*[:：]\s*\S+|(?:浏览|阅读|点击)(?:次数|量|数)?|字号|作者|版[次面名]?\s*[:：]?(?:\s*(?!作者|来源)[\u3400-\u9fff]{2,4}(?=\s|$))?"
    r"|星期[一二三四五六日天]|[\u3400-\u9fff]{2,8}报(?![\u3400-\u9fff])|[\s|｜/:：;；、()（）\[\]【】\d·-]"
)
"""What else stands in such a line; one with more says something itself."""
NODE = re.compile(r"第\s*([A-Za-z]?\s*\d{1,3}|[一二三四五六七八九十]{1,3})\s*版")
IN_PATH = re.compile(r"(?<!\d)((?:18|19|20)\d\d)[-_/]?(0[1-9]|1[0-2])[-_/]?(0[1-9]|[12]\d|3[01])(?!\d)")
PAGE_IN_PATH = re.compile(r"(?:nw\.\w+_\d{8}_\d+-|nbs\.\w+_)(\d{1,2})\.s?html?$")
SITE = re.compile(r"\s*(?:[-_|—–－]+\s*)[^-_|—–－]*(?:报|网|新闻|客户端|数字|电子|平台|政府)[^-_|—–－]*$")
"""What a site puts behind the title of its pages."""
OF_LIST = re.compile(r"(?:content|con|nw\.|c)[_-]?\d+[\w.-]*\.s?html?|/con/|content/\d", re.IGNORECASE)
"""Links by which a page that lists articles is told."""
FURNITURE = re.compile(
    r"(?:上一[篇版期]|下一[篇版期]|放大|缩小|默认|返回目录|打印|字号|分享|收藏|PDF版?|版面导航|标题导航|往期回顾|"
    r"[+\-o\s　|◂▸<>《》【】[\](（)）])+"
)
