"""Editions of issues that tests of METS and TEI look at."""

from pathlib import Path
from typing import Any

from generator.base import assets
from generator.base.archive import Entry
from generator.base.issue import Issue
from generator.base.model import Article, Author, Source
from generator.base.newspaper import Paper
from generator.build.config import mkdocs_yml
from generator.build.preservation.bag import editions
from generator.exports.edition import Edition, Sheet
from generator.language.places import gazetteer
from generator.pages import wording
from generator.seeds import holdings, issue_list
from generator.seeds.files.reader import Reader

EVERYTHING = "<script>&amp;]]>\"'{{ }}<!-- 𠮷\ufdd0"
"""What a newspaper's text may hold and that means something to XML."""


def of_archive(root: Path) -> list[Edition]:
    """All issues of an archive, as its bag has them."""
    reader = Reader(root)
    config = mkdocs_yml.read(reader)
    held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
    return list(editions(config, reader, held))


def article(number: int = 1, **fields: Any) -> Entry:
    given = {"title": "题", "body": "文"} | fields
    page = given.get("page") or 0
    id = f"xxb-2024-03-07-{page:02d}-{number:02d}"
    return Entry(Article.model_validate({"id": id, "paper": "xxb", "date": "2024-03-07", **given}), None)


def described(**fields: Any) -> Entry:
    """An article of which people wrote down all that there is room for, with a table."""
    given = {
        "body": f"粮价如下。\n\n集镇\t小米〔□〕\n{EVERYTHING}\t",
        "column": "吕梁春秋",
        "serial": {"title": "家信", "part": 2},
        "subjects": ["家书"],
        "persons": ["李玉堂", EVERYTHING],
        "organisations": ["文物局"],
        "events": ["修缮"],
        "shelfmark": "档-1",
        "rights": "李氏后人",
        "reprinted_from": ["文史资料"],
        "notes": "底本缺角。\n另有副本。",
        "staff_notes": "待核对",
        "images": [{"file": "images/渡 口.jpg", "caption": "木船", "credit": "王一", "alt": "两只木船"}],
        "captions": ["图为渡口"],
    }
    return article(**given | fields)


def edition(*entries: Entry, sheets: tuple[Sheet, ...] = (), **fields: Any) -> Edition:
    issue = Issue.model_validate({"paper": "xxb", "date": "2024-03-07", **fields.pop("issue", {})})
    paper = Paper.model_validate({"name": "兴县报", "place": "兴县", **fields.pop("paper", {})})
    given = {"archive": "报藏", "seeds": "../seeds/"} | fields
    return Edition(issue, paper, entries, sheets, wording.read([str(assets.theme())], "zh"), **given)


def odd() -> Edition:
    """One with all that an edition may hold."""
    whole = article(
        page=1,
        kicker="引题〔□〕",
        subtitle="副题",
        byline="本报讯 （记者 王一 通讯员 李二）",
        authors=(Author(name="王一", role="记者"), Author(name="李二", role="通讯员"), Author(name="张三")),
        county="兴县",
        county_source="text",
        body=f"第一段〔□〕〔□〕。\n\n{EVERYTHING}",
        captions=("图为农机手",),
        source=(Source(file="pages/一 版.txt", lines=(2, 3)), Source(file="pages/一 版.txt", lines=(5, 5))),
        confidence=0.87,
    )
    lead = article(2, page=1, title="开头的话", title_source="lead", kind="photo")
    second = article(1, page=2, title=EVERYTHING, title_source="editor", continued_from=1, reviewed=True)
    sheets = (
        Sheet("pages/一 版.txt", 1, ["报头", "引题", "第一段", "不公布的一行", "图", EVERYTHING], frozenset({4})),
        Sheet("pages/2.txt", 2, ["", "只此一行", None]),
    )
    return edition(
        whole,
        lead,
        second,
        sheets=sheets,
        rights="著作权归原报社 & 作者",
        firsts={second.article.id: whole.article.id},
        closed={lead.article.id: "withheld"},
        issue={"date_basis": "inferred", "date_evidence": "新华社3月6日电"},
        paper={"name_basis": "inferred"},
    )
