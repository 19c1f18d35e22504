"""Saved pages of 数字报: what a reader finds there becomes the article, menus and buttons do not."""

from pathlib import Path

import pytest

from tests.conftest import Sample
from tests.incoming.conftest import lines_of
from tests.incoming.saved_pages import BODY, LISTS, PAGES, TITLE
from tests.incoming.test_importing import articles, taken


def saved(archive: Sample, *names: str) -> None:
    for name in names:
        archive.write(f"crawl/{PAGES[name].file}", PAGES[name].content)


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_page_is_taken_and_nothing_else(archive: Sample, name: str) -> None:
    says = PAGES[name].says
    paper = says.get("paper") or {"people": "人民日报", "guangming": "光明日报"}.get(name, "兴县报")
    saved(archive, name)
    arguments = ["--paper", "xxb"] if paper == "兴县报" else ["--paper", f"other={paper}"]
    taken(archive, "crawl", *arguments)
    key = "xxb" if paper == "兴县报" else "other"
    [article] = articles(archive, f"seeds/articles/{key}-2024-03-07.yml")
    assert article["body"] == BODY
    assert article["title"] == TITLE
    assert article.get("page") == (int(says["page"]) if "page" in says else None)
    assert (article.get("kicker"), article.get("subtitle")) == (says.get("kicker"), says.get("subtitle"))
    assert article.get("column") == says.get("column")
    assert " ".join(author["name"] for author in article.get("authors", ())) == says.get("authors", "")


def test_pictures_and_all_their_captions_come_along_or_are_said(archive: Sample) -> None:
    """Of three captions the first was kept, and of pictures nothing was said."""
    page = f"""<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>
    <div class="info">《兴县报》（2024年03月07日 第02版）</div>
    <div class="photos"><img src="../res/p1.jpg?w=3"><p class="caption">社员在检修农具。王一摄</p></div>
    <div id="articleContent"><p>{BODY.replace(chr(10), "</p><p>")}</p><img src="/images/logo.png">
    <figure><img src="data:image/png;base64,AAAA"><img src="%E6%B0%B4%E6%B8%A0.JPG">
    <figcaption>新修的水渠。</figcaption></figure></div></body></html>"""
    archive.write("crawl/content_1.htm", page)
    archive.write("seeds/images/p1.jpg", "")
    output = taken(archive, "crawl", "--paper", "xxb")
    [article] = articles(archive)
    assert article["captions"] == ["新修的水渠。"], "its picture is not there"
    assert article["images"] == [{"file": "images/p1.jpg", "caption": "社员在检修农具。", "credit": "王一摄"}]
    assert article["body"] == BODY
    assert (
        "1   pictures that do not lie in seeds/images/, left out: put them there, and import again: 水渠.JPG" in output
    )


def test_each_caption_goes_to_the_picture_at_which_it_stands(archive: Sample) -> None:
    """In a table of pictures the captions stand a row below; what is said of all of them stays with the article."""
    page = f"""<html><body><h1>{TITLE}</h1><div class="info">《兴县报》（2024年03月07日 第02版）</div>
    <table><tr><td><img src="a.jpg"></td></tr><tr><td class="caption">甲图的说明。</td></tr></table>
    <table><tr><td><img src="b.jpg"></td></tr><tr><td class="caption">乙图的说明。</td></tr></table>
    <div id="articleContent"><p>{BODY.replace(chr(10), "</p><p>")}</p><p><img src="c.jpg"></p></div>
    <p class="caption">各图均由王一摄。</p></body></html>"""
    archive.write("crawl/content_1.htm", page)
    for name in "abc":
        archive.write(f"seeds/images/{name}.jpg", "")
    taken(archive, "crawl", "--paper", "xxb")
    [article] = articles(archive)
    assert article["images"] == [
        {"file": "images/a.jpg", "caption": "甲图的说明。"},
        {"file": "images/b.jpg", "caption": "乙图的说明。"},
        {"file": "images/c.jpg", "caption": "各图均由王一摄。"},
    ]


def test_a_folder_of_a_crawl_is_read_without_its_lists_and_other_files(archive: Sample) -> None:
    saved(archive, "founder_elements", "breaks")
    for file, content in LISTS.items():
        archive.write(f"crawl/{file}", content)
    archive.write("crawl/con/style.css", "p {}")
    output = taken(archive, "crawl", "--paper", "xxb")
    assert lines_of(output)["taken"] == 1, "both pages have the same text"
    assert "1   pages that list articles and have none, left out: crawl/html/2024-03/07/node_2.htm\n" in output
    assert "1   files of other kinds in folders, left out: style.css\n" in output


def test_a_page_that_lies_under_another_day_than_it_prints_is_asked_about(archive: Sample) -> None:
    archive.write("crawl/html/2024-03/08/a.htm", PAGES["founder_tables"].content)
    output = taken(archive, "crawl", "--paper", "xxb", status=2)
    what = "crawl/html/2024-03/08/a.htm:1: prints 2024-03-07 00:00:00., and lies under 2024-03-08."
    assert f"{what} See which is right, and put the file where it belongs.\n" in output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a picture, and no page"),
        (b"PK\x03\x04" + bytes(40), "is a packed file (ZIP, or a document of Word or Excel), and no page"),
        (("<div>" * 100_000).encode(), "holds no article"),
        (b"<html><body>" + b"&#x0;" * 50 + b"</body></html>", "holds no article"),
    ],
)
def test_what_is_no_page_is_named(archive: Sample, content: bytes, said: str) -> None:
    archive.write("a.html", content)
    assert f"a.html: {said}." in taken(archive, "a.html", "--paper", "xxb", status=2)


def test_nothing_of_a_page_is_markup_or_script_later(archive: Sample, tmp_path: Path) -> None:
    bad = "<html><head><title>题目在此</title></head><body><div id='ozoom'><p>第一段，说的是&lt;script&gt;的事。</p><p>"
    bad += "<script>alert(1)</script><img src=x onerror=alert(2)>第二段，文字。</p></div></body></html>"
    archive.write("html/2024-03/07/a.html", bad)
    taken(archive, "html", "--paper", "xxb")
    [article] = articles(archive)
    assert article["body"] == "第一段，说的是<script>的事。\n\n第二段，文字。"


@pytest.mark.parametrize(
    "line",
    [
        "2024年3月7日 第02版：要闻 作者：王伟",
        "2024-03-07 | 版次：02 | 本报记者 王伟",
        "发布时间：2024/3/7 2版 作者：王伟 来源：兴县报",
        "兴县报 2024.03.07 第2版 记者 王伟 字号",
    ],
)
@pytest.mark.parametrize("within", [False, True])
def test_a_line_that_says_where_it_stood_says_day_page_and_author(archive: Sample, line: str, within: bool) -> None:
    body = BODY.replace("\n", "</p><p>")
    inside, before = (f"<p>{line}</p>", "") if within else ("", f"<p>{line}</p>")
    archive.write("crawl/a.html", f"<html><body><h1>{TITLE}</h1>{before}<div>{inside}<p>{body}</p></div></body></html>")
    taken(archive, "crawl", "--paper", "xxb")
    [article] = articles(archive, "seeds/articles/xxb-2024-03-07.yml")
    assert (article["page"], [each["name"] for each in article["authors"]]) == (2, ["王伟"])
    assert line not in article["body"]


@pytest.mark.parametrize(
    "line", ["2024年3月5日 星期二 晴", "写于1949年10月1日 第2版手稿", "记者 王伟 2024年3月5日凌晨于太原"]
)
def test_a_line_that_says_more_than_where_it_stood_stays(archive: Sample, line: str) -> None:
    """As a diary begins."""
    body = BODY.replace("\n", "</p><p>")
    page = f"<html><body><h1>{TITLE}</h1><p>2024年3月7日 第02版</p><div><p>{line}</p><p>{body}</p></div></body></html>"
    archive.write("crawl/a.html", page)
    taken(archive, "crawl", "--paper", "xxb")
    [article] = articles(archive, "seeds/articles/xxb-2024-03-07.yml")
    assert article["body"].startswith(line)
    assert article["page"] == 2
