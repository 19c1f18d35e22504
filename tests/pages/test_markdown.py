"""What is made of Markdown without reading it as such is what Markdown makes of it."""

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.base import assets
from generator.base.archive import Entry
from generator.base.model import Article
from generator.build import render
from generator.pages import wording
from generator.pages.article_pages import signed, text
from generator.pages.listing import item
from generator.pages.markdown import paragraph, plain

MARKDOWN = render._markdown(cast(Any, SimpleNamespace(mdx_configs={})))
ENTRY = Entry(Article(paper="llrb", date=datetime.date(2024, 3, 7), title="标题", body="一句。\n\n" * 40), None)
SAY = wording.read([str(assets.theme())], "zh")
MARKS = "\\`*_{}[]()<>#+-!|&~^$=:\"'@.12 \t\n　\xa0\x85\u2028\ufeff〔□〕甲，。é"
LINES = st.text(st.sampled_from(MARKS) | st.characters(exclude_categories=["Cs"]), max_size=30)


BLOCKS = [
    "## 第1版 {: #p1 }",
    f'<div class="entry">\n{item(SAY, ENTRY, "issues/llrb/2024-03-07/index.md", "王 & 李")}</div>',
    "<ul>\n<li>甲</li>\n</ul>",
    "<h3>甲</h3>\n<p>*乙*</p>",
    "<div>\n<div>\n甲\n</div>\n</div>",
    "<div>\n\n</div>",
    "<p>甲",
    "</div>",
    "- 甲",
    "甲乙。",
    "甲乙。\n{: #p1 }",
    "甲乙。\n{: #p12 .caption }",
    "甲乙。\n{: }",
    "<br>甲",
]


def same(written: str) -> None:
    """What is made without Markdown is what it makes."""
    if of := plain(written):
        assert of.html == MARKDOWN.reset().convert(written)
        assert [(level, id) for level, id, _ in of.headings] == [(t["level"], t["id"]) for t in every(MARKDOWN)]


def every(markdown: Any) -> Iterator[dict[str, Any]]:
    """All headings."""
    waiting = [*markdown.toc_tokens]
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting = [*token["children"], *waiting]


def body(title: str, *paragraphs: str, **fields: str) -> str:
    """An article as it is written into its page."""
    changed = {"title": title, "body": "\n\n".join(paragraphs), **fields}
    return text(SAY, Entry(ENTRY.article.model_copy(update=changed), None))


@settings(max_examples=200, deadline=None)
@given(LINES, st.lists(LINES, max_size=4), LINES, LINES)
@example("甲　乙 [1]", ["1. 一", "12345. 二", "_三_ \n* 四", "&#42; <b>五</b>"], "——{: .x }", "（记者 □）〔□〕")
def test_an_article_is_read_as_markdown_reads_it(title: str, lines: list[str], subtitle: str, byline: str) -> None:
    written = body(title, *lines, subtitle=subtitle, byline=byline, kicker=byline)
    same(written)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_so_is_whatever_is_no_article(anything: str) -> None:
    same(anything)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(BLOCKS) | LINES, max_size=6), st.sampled_from(["\n", "\n\n", "\n\n\n"]))
@example([BLOCKS[0], BLOCKS[1], BLOCKS[3], BLOCKS[2]], "\n\n")
def test_so_are_lists(blocks: list[str], between: str) -> None:
    same(between.join(blocks))


@pytest.mark.parametrize(
    "written",
    [
        body("标题", "第一段 with a word.", "第二段*不斜*", subtitle="——副题"),
        body("甲　乙", "一", "二"),
        paragraph("一句〔□〕" * 3, "caption"),
        paragraph("一句", id="p12") + paragraph("两句", "caption", "p13"),
        "\n\n".join(BLOCKS[:4]),
    ],
)
def test_what_articles_are_made_of_is_plain(written: str) -> None:
    assert plain(written) is not None


@pytest.mark.parametrize("other", ["- 甲", "<div>\n甲", "[甲](a.md)", "甲\n乙", "", "    甲", "### 甲"])
def test_other_markdown_is_not(other: str) -> None:
    assert plain(other) is None


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ([{"name": "王伟", "role": "记者"}], "记者 王伟"),
        ([{"name": "王伟", "role": "记者"}, {"name": "张敏", "role": "通讯员"}, {"name": "李强", "role": "记者"}],
         "记者 王伟 李强　通讯员 张敏"),
        (["王伟"], "王伟"),
        ([], ""),
    ],
)  # fmt: skip
def test_who_wrote_a_text_stands_below_its_headline_where_no_byline_says_so(authors: list[object], said: str) -> None:
    fields = {"paper": "xxb", "date": "2024-03-07", "title": "题", "body": "文。", "authors": authors}
    assert signed(Article.model_validate(fields)) == said
