"""Whatever stands in a file: a line that names it, never a traceback, and never a wait that grows out of hand."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.base.issue import Issue
from generator.base.model import Article, paragraphs
from generator.base.newspaper import Paper
from generator.base.when import When
from generator.build.render import _markdown as markdown_of_pages
from generator.language.crossheads import outline
from generator.language.places import gazetteer
from generator.pages.markdown import escape
from generator.seeds.plausible import doubts
from generator.segmentation.clean import clean
from generator.segmentation.metadata import composed, kind_of
from generator.segmentation.segment import segment
from tests.conftest import ARTICLES, ISSUES, Sample
from tests.torture.inputs import torture

pytestmark = pytest.mark.slow

OWN = "  name: baocang\n  custom_dir: theme\n"


def own_theme(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("  name: baocang\n", OWN))


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("theme/wording/zh.html", "{% set unit = {'page': '第{page}版' %}\n",
         "theme/wording/zh.html:1: is wrong: unexpected '}'. Correct the template there."),
        ("theme/wording/zh.html", "\n{{ 1 / 0 }}",
         "theme/wording/zh.html:2: is wrong: division by zero. Correct the template there."),
        ("theme/article.html", "{% extends 'frame.html' %}\n{% block body %}",
         "theme/article.html:2: is wrong: Unexpected end of template. Jinja was looking for the following tags: "
         "'endblock'. The innermost block that needs to be closed is 'block'. Correct the template there."),
        ("theme/article.html", "一\n{{ page.nothing.at_all }}",
         "theme/article.html:2: is wrong: 'Page object' has no attribute 'nothing'. "
         "Correct the template there."),
        ("theme/article.html", "一\n\n{% include 'article.html' %}",
         "theme/article.html:3: is wrong: maximum recursion depth exceeded"),
        ("theme/article.html", "{% include 'not-there.html' %}",
         "theme/article.html:1: is wrong: not-there.html. Correct the template there."),
        ("theme/article.html", "{{ " + "-" * 3000 + "1 }}",
         "theme/article.html: is wrong: maximum recursion depth exceeded"),
        ("theme/article.html", "naïveté".encode("latin-1"),
         "theme/article.html: is neither UTF-8 nor GB18030 text. Save it as UTF-8."),
        ("site_src/about.md", "---\ntemplate: not-there.html\n---\n# 关于\n",
         "site_src/about.md: cannot be made into a page: not-there.html. Take out of the page what is said there."),
        ("site_src/about.md", "---\ntemplate: [1]\n---\n# 关于\n", "site_src/about.md: cannot be made into a page: "),
        ("site_src/about.md", "---\ntitle: 关于 #1 馆\n---\n# 关于\n",
         "site_src/about.md:2: title ends before #1 馆, which is read as a comment. "),
        ("site_src/about.md", "---\na: &a [x]\ntitle: [*a, *a]\n---\n# 关于\n",
         "site_src/about.md:2: is marked to be referred to (&a). "),
        ("site_src/about.md", "---\ntitle: [\n---\n# 关于\n",
         "site_src/about.md:3: broken YAML: while parsing a flow node did not find expected node content. "
         "Look here or one line above for a missing colon, quotation mark or indent. "
         "Where these lines are meant to be read, begin the page with an empty one."),
        ("site_src/about.md", "---\ntitle: 关于\nhide： [toc\n---\n",
         "site_src/about.md:3: has a full-width ： after hide. "),
    ],
)  # fmt: skip
def test_a_slip_in_a_file_of_ones_own_is_named_with_its_line(
    sample: Sample, file: str, text: str | bytes, said: str
) -> None:
    own_theme(sample)
    sample.write("theme/README", "")
    sample.write(file, text)
    result = sample.run("build")
    assert result.exit_code == 2
    assert [line for line in result.output.splitlines() if line.startswith(said)], result.output
    assert not (sample.root / "site").exists()


def test_a_number_of_a_template_that_is_too_long_to_be_read_is_named(sample: Sample) -> None:
    own_theme(sample)
    sample.write("theme/article.html", f"{{{{ {'9' * 5000} }}}}")
    for command, code in ("check", 1), ("build", 2):
        result = sample.run(command)
        assert result.exit_code == code
        assert "theme/article.html: is " in result.output and "Exceeds the limit" in result.output


FILE = "seeds/articles/xxb-2024-03-07.yml"
MORE = "seeds/articles/more.jsonl"
LIST = 'Write each entry on a line of its own behind "- ".'
FIELDS = "has no names with values. Write them one below the other, as in"
HEAD = "paper: xxb\ndate: 2024-03-07\n"
PAPERS = "papers:\n  xxb: {name: 兴县报}\n"


def of_issues(pages: str) -> tuple[str, str]:
    return "seeds/issues.yml", f"{ISSUES}    pages: {pages}\n"


def of_article(old: str, new: str) -> tuple[str, str]:
    assert old in ARTICLES
    return FILE, ARTICLES.replace(old, new)


TYPE = "Take it out, or type what is printed there."
WRONG = {
    "articles: 5": ((FILE, f"{HEAD}articles: 5\n"), f"{FILE}:3: articles is 5, which is no list. {LIST}"),
    "articles: [5]": ((FILE, f"{HEAD}articles: [5]\n"), f"{FILE}:3: article 1 {FIELDS} paper: and its value."),
    "unplaced: {a: 1}": ((FILE, f"{HEAD}articles: []\nunplaced: {{a: 1}}\n"),
                         f"{FILE}:4: unplaced is {{'a': '1'}}, which is no list. {LIST}"),
    "unplaced: [5]": ((FILE, f"{HEAD}articles: []\nunplaced: [5]\n"),
                      f"{FILE}:4: unplaced line 1 {FIELDS} file: and its value."),
    "issues: 5": (("seeds/issues.yml", f"{PAPERS}issues: 5\n"),
                  f"seeds/issues.yml:3: issues is 5, which is no list. {LIST}"),
    "papers: [5]": (("seeds/issues.yml", "papers: [5]\nissues: []\n"),
                    'seeds/issues.yml:1: lists no newspaper. Add "papers:" with a short key and a name.'),
    "papers: {xxb: 5}": (("seeds/issues.yml", "papers: {xxb: 5}\nissues: []\n"),
                         f"seeds/issues.yml:1: xxb {FIELDS} name: and its value."),
    "pages: x": (of_issues("x"),
                 "seeds/issues.yml:9: pages of xxb is x. "
                 'Write a list, each entry on a line of its own behind "- ".'),
    "pages: [x]": (of_issues("[x]"), f"seeds/issues.yml:9: an entry of pages of xxb {FIELDS} file: and its value."),
    "a page file of 300 characters": (of_issues(f"[{{file: pages/{'a' * 300}}}]"),
                                      f"seeds/issues.yml:9: file of xxb is pages/{'a' * 34}. "
                                      "Write a name of at most 255 bytes; a file can have no other."),
    "five thousand digits": (of_article("page: 1", f"page: {'9' * 5000}"),
                             f"{FILE}:5: page of xxb-2024-03-07-01-01 is {'9' * 40}. "
                             "Write a number from 1 to 9999999 in digits."),
    "a list for a title": (of_article("title: 我县春耕全面展开", "title: [一]"),
                           f"{FILE}:6: title of xxb-2024-03-07-01-01 is ['一']. "
                           "Write text, in quotation marks if need be."),
    "no list of authors": (of_article("[{name: 王一, role: 记者}]", "王一"),
                           f"{FILE}:7: authors of xxb-2024-03-07-01-01 is 王一. "
                           'Write a list, each entry on a line of its own behind "- ".'),
    "three lines of a source": (of_article("    reviewed", "    source: [{file: a, lines: [1, 2, 3]}]\n    reviewed"),
                                f"{FILE}:16: lines of xxb-2024-03-07-01-01 is ['1', '2', '3']. "
                                "Write two numbers, the first line and the last, as in [3, 9]."),
    "200,000 brackets of JSON": ((MORE, "[" * 200_000),
                                 f"{MORE}:1: broken JSON: too many brackets within each other. "
                                 "Write one object a line."),
    "a body of a million characters and one": (
        (MORE, f'{{"paper": "xxb", "date": "2024-03-08", "title": "题", "body": "{"文" * 1_000_001}"}}'),
        f"{MORE}:1: body of 题 is {'文' * 40}. Write at most 1,000,000 characters, or part it into several articles."),
    "a record that is none": ((MORE, "[]\n"), f"{MORE}:1: article 1 {FIELDS} paper: and its value."),
    "half a character": ((MORE, '{"paper": "xxb", "date": "2024-03-08", "title": "\\ud800", "body": "文"}'),
                         f"{MORE}:1: the control character U+D800 in title of 〔□〕 is shown as 〔□〕. {TYPE}"),
    "a caption with a control character": (
        (MORE, '{"paper": "xxb", "date": "2024-03-08", "title": "题", "body": "文", "captions": ["图\\u0007"]}'),
        f"{MORE}:1: the control character U+0007 in captions of 题, after \"图\", is shown as 〔□〕. {TYPE}"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_values_of_other_kinds_and_sizes_are_named_with_their_line(sample: Sample, name: str) -> None:
    (file, text), said = WRONG[name]
    sample.write(file, text)
    for command in ("check", "build", "segment"):
        result = sample.run(command)
        assert result.exit_code in (0, 1, 2)
        if command == "check":
            assert said in result.output.splitlines()


def test_a_template_that_is_a_link_to_elsewhere_is_named(sample: Sample) -> None:
    own_theme(sample)
    (sample.root.parent / "article.html").write_text("{{ page.title }}", encoding="utf-8")
    (sample.root / "theme").mkdir()
    (sample.root / "theme/article.html").symlink_to(sample.root.parent / "article.html")
    result = sample.run("build")
    said = ["theme/article.html: is a link that leads out of the theme. Put a copy of the file there."]
    assert (result.exit_code, result.output.splitlines()) == (2, said)


def test_a_page_file_outside_of_the_archive_is_no_link(sample: Sample) -> None:
    (sample.root.parent / "outside.txt").write_text("全县春耕开始\n", encoding="utf-8")
    sample.write("seeds/issues.yml", ISSUES + "    pages: [{file: ../../outside.txt}]\n")
    for command in "build", "check", "segment":
        assert "is a link" not in (output := sample.run(command).output)
        assert "lies outside" in output


@pytest.mark.parametrize("name", ["site_url", "repo_url"])
def test_an_address_that_is_none_is_named_with_its_line(sample: Sample, name: str) -> None:
    lines = [line for line in sample.read("mkdocs.yml").splitlines() if not line.startswith(f"{name}:")]
    sample.write("mkdocs.yml", "\n".join([*lines, f'{name}: "https://[::1"', ""]))
    result = sample.run("build")
    said = f"{name} is https://[::1, which is no address: Invalid IPv6 URL. Write one as https://HOST/PATH/."
    assert (result.exit_code, result.output) == (2, f"mkdocs.yml:{len(lines) + 1}: {said}\n")


def test_an_issue_of_which_all_articles_were_deleted_is_not_missing(sample: Sample) -> None:
    sample.write("seeds/pages/a.txt", "全县春耕开始\n本报讯　三月的田野一片繁忙。\n")
    sample.write("seeds/issues.yml", ISSUES + "    pages: [{file: pages/a.txt}]\n")
    sample.write("seeds/articles/xxb-2024-03-07.yml", "paper: xxb\ndate: 2024-03-07\narticles:\nunplaced: []\n")
    said = "seeds/articles/xxb-2024-03-07.yml: holds no article, though pages of the issue are listed. "
    result = sample.run("build")
    assert [line for line in result.output.splitlines() if "xxb-2024-03-07.yml" in line] == [
        f'{said}If that is not meant, run "baocang segment --again xxb-2024-03-07".'
    ]
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    assert "xxb-2024-03-07.yml: is missing though its pages are listed" in sample.run("build").output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("兴县召开会议\n" + "文" * 1_200_000,
         "seeds/pages/a.txt:2: has more than 1,000,000 characters, more than any article may have. "
         "Part it into lines."),
        ("文" * 600_000 + "\n" + "章" * 600_000,
         "seeds/pages/a.txt:1: begins an article of more than 1,000,000 characters, in which no headline was found. "
         "Part the page into several files."),
    ],
    ids=["a line", "an article"],
)  # fmt: skip
def test_a_page_text_that_no_article_can_hold_is_named_with_its_line(sample: Sample, text: str, said: str) -> None:
    sample.write("seeds/pages/a.txt", text)
    sample.write("seeds/pages/b.txt", "全县春耕开始\n本报讯　三月的田野一片繁忙。\n")
    other = "  - paper: xxb\n    date: 2024-03-08\n    pages: [{file: pages/b.txt}]\n"
    sample.write("seeds/issues.yml", ISSUES + "    pages: [{file: pages/a.txt}]\n" + other)
    result = sample.run("segment")
    assert (result.exit_code, said in result.output.splitlines()) == (1, True), result.output[:2000]
    assert (sample.root / "seeds/articles/xxb-2024-03-08.yml").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: 关于\n# 关于\n",
         "site_src/about.md:1: begins with fields that no line of --- ends, so readers see them. "
         "Write --- below the last one."),
        ("---\n本馆的收藏\n---\n# 关于\n", ""),
        ("---\n- 一\n- 二\n---\n", ""),
        ("---\n", ""),
        ("\n---\ntitle: [\n---\n", ""),
    ],
)  # fmt: skip
def test_front_matter_that_readers_would_see_is_named(sample: Sample, text: str, said: str) -> None:
    sample.write("site_src/about.md", text)
    for command in "check", "build":
        result = sample.run(command)
        assert [line for line in result.output.splitlines() if line.startswith("site_src/")] == [said][: bool(said)]
    assert (sample.root / "site/about.html").exists()


@pytest.mark.parametrize(
    "sign", ["[", "![", "[a](", "[[", "<a ", "<![", "<http://a", "{", "# a\n", "*[a]: b\n", "[^a]: b\n", '=== "a"\n']
)
def test_a_page_of_signs_that_nothing_ends_is_named_with_its_line(sample: Sample, sign: str) -> None:
    sample.write("site_src/about.md", "# 关于\n\n本馆的收藏。\n\n" + ("a " if sign == "{" else "") + sign * 30_000)
    result = sample.run("build")
    said = (
        "site_src/about.md:5: holds so many signs of Markdown that it would take minutes to read. "
        "Take out those that nothing ends, or make several pages of it."
    )
    assert (result.exit_code, result.output.splitlines()) == (2, [said])


def test_a_long_page_in_earnest_is_made(sample: Sample) -> None:
    """Half a megabyte: links, lists, tables, footnotes, code."""
    text = "本馆收藏 [目录](index.md)、**报纸** 与 `a[0]` 等，见[^{n}]。" * 20 + "\n\n" + "- [一](index.md) 二\n" * 50
    table = "\n|年|期|\n|-|-|\n" + "|1950|[三](index.md)|\n" * 50
    part = f"## {{n}}\n\n{text}{table}\n```c\nif (a[i] < b[i]) {{ x &= y; }}\n```\n\n[^{{n}}]: 注\n\n"
    sample.write("site_src/about.md", "".join(part.replace("{n}", f"{n}") for n in range(150)))
    result = sample.run("build")
    assert result.exit_code == 0, result.output


PAPER = Paper(name="兴县报", place="兴县", adcode="141123")
UNITS = [
    *("王小明 ", "摄（", "王王摄（", "（记者 王伟）", "□记者 王伟摄（", "记者 ", "本报", "本报讯 ", "来源："),
    *("（", "“", "，", "：", "1", "王", "电", "的", " ", "　", "\n", "1月1日", "兴县", "市区", "□ ", "&", "<", "{"),
]


def clean_line(text: str) -> object:
    return clean("seeds/pages/a.txt", text)


def composed_page(text: str) -> object:
    drafts, _ = segment(clean("seeds/pages/a.txt", text.replace("。", "。\n"))[0])
    return [
        composed(
            draft, id="xxb-2024-03-07-00-01", issue=Issue(paper="xxb", date=When(2024, 3, 7)), paper=PAPER, page=None,
            file="a", places=gazetteer(),
        )
        for draft in drafts
    ]  # fmt: skip


PLACES = ("seeds/articles/x.yml", "seeds/articles/x.jsonl", "seeds/pages/x.txt", "seeds/issues.yml", "seeds/moved.yml",
          "seeds/ids.tsv", "mkdocs.yml", "site_src/about.md", "site_src/x.md", "theme/x.html", "theme/wording/zh.html",
          ".baocang/ledger.json", "site/x.html", "site/index.html", "site_src/index.md")  # fmt: skip


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with names")
@pytest.mark.parametrize("file", PLACES)
def test_a_pipe_where_a_file_belongs_is_never_waited_for(sample: Sample, file: str) -> None:
    own_theme(sample)
    sample.write("theme/README", "")
    pages = "[{file: pages/a.txt, page: 1}, {file: pages/x.txt, page: 2}]" if "pages/" in file else "[]"
    sample.write("seeds/issues.yml", f"{ISSUES}    pages: {pages}\n")
    sample.write("seeds/pages/a.txt", "我县春耕全面展开\n三月的田野一片繁忙。\n")
    if file.startswith(("site/", "site_src/i", ".baocang/")):
        assert sample.run("build").exit_code == 0
    path = sample.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for command in (["check"], ["check", "--published"], ["segment"], ["build"], ["check"]):
        with at_most(60):
            result = sample.run(*command)
        assert result.exit_code in (0, 1, 2)
        said = [line for line in result.output.splitlines() if line.startswith(f"{file}: ")]
        assert not any("is missing" in line for line in said), said


def read_body(text: str) -> object:
    body = paragraphs(text)
    article = Article(paper="xxb", date=date(2024, 3, 7), title="题", body=f"{text}。", byline=text or None)
    return [
        kind_of(text[:40], body),
        gazetteer().place_of(text[:40], body, PAPER),
        list(outline(body)),
        list(doubts(article)),
    ]


def rendered(text: str) -> object:
    """A paragraph of a generated page."""
    config = MkDocsConfig()
    config.mdx_configs = {}
    return markdown_of_pages(config).convert(escape(text))


def seconds(work: Callable[[str], object], text: str, times: int) -> float:
    """Of the processor, the best of so many times."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("work", [clean_line, composed_page, read_body, rendered])
@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_hardly_more_than_twice_the_time(work: Callable[[str], object], unit: str) -> None:
    """Where time grew with the square, eight thousand characters took some seconds, twice as many four times that."""
    work("本报讯 （记者 王一）三月七日，兴县。")  # what is made once
    size = 4_000 if work is composed_page else 40_000 if work is rendered else 8_000
    unit = f"{unit}。" if work is composed_page and len(unit) > 2 else unit
    doubled = unit * (2 * size // len(unit))
    if seconds(work, doubled, 1) < 0.3:
        return  # whatever half of it takes
    assert seconds(work, doubled, 2) < max(3.2 * seconds(work, unit * (size // len(unit)), 2), 0.3)


def test_mutated_archives_end_in_lines_that_name_the_file() -> None:
    assert torture(2024, 6) == []
