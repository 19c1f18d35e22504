"""What is made of Markdown without reading it as such is what Markdown makes of it."""

import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.base import assets
from generator.base.model import Article, Entry
from generator.build import render
from generator.pages import wording
from generator.pages.article_pages import text
from generator.pages.markdown import paragraph, plain

MARKDOWN = render._markdown(cast(Any, SimpleNamespace(mdx_configs={})))
SAY = wording.read([str(assets.theme())], "zh")
MARKS = "\\`*_{}[]()<>#+-!|&~^$=:\"'@.12 \t\n　\xa0\x85\u2028\ufeff〔□〕甲，。é"
LINES = st.text(st.sampled_from(MARKS) | st.characters(exclude_categories=["Cs"]), max_size=30)


def body(title: str, *paragraphs: str, **fields: str) -> str:
    """An article as it is written into its page."""
    article = Article(paper="llrb", date=datetime.date(2024, 3, 7), title="标题", body="正文")
    changed = {"title": title, "body": "\n\n".join(paragraphs), **fields}
    return text(SAY, Entry(article.model_copy(update=changed), None))


@settings(max_examples=200, deadline=None)
@given(LINES, st.lists(LINES, max_size=4), LINES, LINES)
@example("甲　乙 [1]", ["1. 一", "12345. 二", "_三_ \n* 四", "&#42; <b>五</b>"], "——{: .x }", "（记者 □）〔□〕")
def test_an_article_is_read_as_markdown_reads_it(title: str, lines: list[str], subtitle: str, byline: str) -> None:
    written = body(title, *lines, subtitle=subtitle, byline=byline, kicker=byline)
    assert plain(written) in (None, MARKDOWN.reset().convert(written))


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_so_is_whatever_is_no_article(anything: str) -> None:
    assert plain(anything) in (None, MARKDOWN.reset().convert(anything))


@pytest.mark.parametrize(
    "written",
    [
        body("标题", "第一段 with a word.", "第二段*不斜*", subtitle="——副题"),
        body("甲　乙", "一", "二"),
        paragraph("一句〔□〕" * 3, "caption"),
    ],
)
def test_what_articles_are_made_of_is_plain(written: str) -> None:
    assert plain(written) is not None


@pytest.mark.parametrize("other", ["- 甲", "<div>\n甲\n</div>", "[甲](a.md)", "甲\n乙", "", "    甲", "### 甲"])
def test_other_markdown_is_not(other: str) -> None:
    assert plain(other) is None
