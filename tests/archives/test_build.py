"""Whole archives, from seeds/ to site/."""

import compileall
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.meta import get_data
from playwright.sync_api import Page

from generator.base import assets
from generator.build import render
from generator.pages import templates
from generator.pages.markdown import document, escape, paragraph
from generator.seeds.article_files import article_file
from generator.seeds.articles import owners
from generator.seeds.files.reader import Reader
from tests.conftest import ARTICLES, REPOSITORY, SHIPPED, Sample, copy_of_shipped, served, until

pytestmark = pytest.mark.slow

SEGMENTED = sorted((SHIPPED / "seeds/articles").glob("*.yml"))
HOSTILE = [
    "# 不是标题",
    "1. 不是列表",
    "12. 也不是",
    "- 不是 * 列表 + 也不是",
    "    不是代码",
    "*不斜* **不粗** _不斜_ __不粗__ ~~不删~~ `不是代码`",
    "<script>document.title='坏'</script><b>不粗</b> &lt;b&gt; &amp; &#35;",
    "[不是链接](http://example.com) ![不是图](x.png) <http://example.com> [^1] [[wiki]]",
    "{{ page.title }} {% raw %} {# 注 #} ${x} {: .kicker } {#id}",
    "| 不是 | 表格 |",
    "===",
    "---",
    "***",
    "*[缩写]: 说明",
    "[参考]: http://example.com",
    ": 不是定义",
    "> 不是引文",
    "\\*反斜杠\\",
    ":smile: --- ... (c) 'x' \"y\" ++x++ ==y== ^z^",
    "key: value # 不是注释",
    "a@example.com www.example.com http://example.com/?a=1&b=2",
    "𠮷野家 １２３ ｶﾞ é é 〔□〕",
    "“全角引号”——破折号……省略号　全角空格",
    "null",
    "no",
    "0012",
    "2024-03-07",
]


LINKED_DATA = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"


def hostile_archive(sample: Sample, text: str, paragraphs: list[str]) -> None:
    article = {
        "id": "xxb-2024-03-07-01-02",
        "paper": "xxb",
        "date": "2024-03-07",
        "page": 1,
        "kicker": text,
        "title": text,
        "subtitle": text,
        "byline": text,
        "authors": [{"name": text, "role": text}],
        "captions": [text],
        "body": "\n\n".join(paragraphs),
        "county": None,
        "kind": "news",
    }
    sample.write("seeds/articles/more.jsonl", json.dumps(article, ensure_ascii=False) + "\n")


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_markup_reaches_the_reader_as_it_is(sample: Sample, page: Page, text: str) -> None:
    hostile_archive(sample, text, [text, "二", text])
    result = sample.run("build")
    assert result.exit_code == 0, result.output
    doubts = ("holds markup of HTML", "is more than a name", "new id. Keep", "Open ")
    assert [line for line in result.output.splitlines() if not any(doubt in line for doubt in doubts)] == []
    page.goto((sample.root / "site/issues/xxb/2024-03-07/01-02.html").as_uri())
    seen = page.evaluate(
        "() => Object.fromEntries(['h1', '.kicker', '.subtitle', '.dateline', '.caption', 'title'].map("
        "s => [s, [...document.querySelectorAll(s)].map(e => e.textContent.trim())]))"
    )
    shown = " ".join(filter(None, text.split(" ")))
    for place in ("h1", ".kicker", ".subtitle", ".dateline", ".caption"):
        assert seen[place] == [shown], place
    assert seen["title"][0].startswith(text.strip())
    body = page.evaluate(
        "() => [...document.querySelectorAll('h1 ~ p:not([class]), h1 ~ h2.crosshead')].map(e => e.textContent)"
    )
    assert body == [shown, "二", shown]
    assert page.evaluate(LINKED_DATA)["headline"] == text.strip()
    page.evaluate("navigator.clipboard.writeText = async text => void (window.copied = text)")
    page.get_by_role("button", name="CSL-JSON").click()
    until(page, "window.copied")
    assert json.loads(page.evaluate("copied"))[0]["title"] == f"{text.strip()}：{text.strip()}"
    for listing in ("issues/xxb/2024-03-07/index.html", "index.html", "people/index.html"):
        page.goto((sample.root / "site" / listing).as_uri())
        assert shown in page.evaluate("document.querySelector('main').textContent")
    page.goto((sample.root / "site/search/index.html").as_uri())
    answer = page.evaluate("async () => (await archive.search('', {sort: '-date'})).hits.map(h => h.title)")
    assert text.strip() in answer


_GIVEN = yaml.safe_load((assets.starter() / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
OFFERED = [name for each in _GIVEN for name in ([each] if isinstance(each, str) else each)]
"""The extensions of a new archive, which MkDocs uses for generated pages, too."""


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_survives_markdown(text: str) -> None:
    shown = " ".join(text.split())
    if not shown or shown != text:
        return
    html = Markdown(extensions=OFFERED).convert(paragraph(text, "x"))
    assert html.startswith('<p class="x">') and html.endswith("</p>")
    assert unescape(html.removeprefix('<p class="x">').removesuffix("</p>")) == text


def test_a_line_break_inside_a_paragraph_is_kept() -> None:
    assert escape("春风\n  秋月") == "春风<br>秋月"


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\x85\t\n"), max_size=40)
)
@settings(max_examples=300, deadline=None)
def test_any_text_survives_front_matter(text: str) -> None:
    _, meta = get_data(document({"a": text, "b": [{"c": text}], "d": "e"}, "文"))
    assert meta == ({"a": text, "b": [{"c": text}], "d": "e"} if text else {"b": [{"c": text}], "d": "e"})


def test_front_matter_quotes_every_value() -> None:
    assert document({"a": "no", "b": "", "c": ["0012"]}, "文") == '---\n"a": "no"\n"c": ["0012"]\n---\n\n文\n'


def test_the_archive_that_ships_has_nothing_to_complain_of(shipped: Sample) -> None:
    result = shipped.run("check")
    assert result.output == "All well.\n"
    assert result.exit_code == 0


def test_the_archive_that_ships_is_whole(shipped: Sample) -> None:
    counts = Counter(path.parent.name for path in (shipped.root / "site/issues").glob("*/*/00-*.html"))
    assert counts == {"2020-09-27": 7, "2022-04-16": 9, "2023-11-09": 7, "2024-03-07": 8, "2025-09-23": 10}
    articles = [article_file(Reader(SHIPPED), f"seeds/articles/{p.name}").articles for p in SEGMENTED]
    assert all(found.article.reviewed for file in articles for found in file)


def test_every_line_of_the_pages_stands_in_an_article_or_is_listed(shipped: Sample) -> None:
    lines = {
        f"pages/{path.name}": [
            n for n, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if text.strip()
        ]
        for path in (SHIPPED / "seeds/pages").iterdir()
    }
    placed: set[tuple[str, int]] = set()
    for path in SEGMENTED:
        file = article_file(Reader(SHIPPED), f"seeds/articles/{path.name}")
        placed |= owners([f.article for f in file.articles], file.unplaced, lines).keys()
        placed |= {(u.file, u.line) for u in file.unplaced}
    assert [(file, n) for file, numbers in lines.items() for n in numbers if (file, n) not in placed] == []


def test_two_builds_in_two_folders_are_the_same_bytes(shipped: Sample, tmp_path: Path) -> None:
    other = copy_of_shipped(tmp_path / "other")
    assert other.run("build").exit_code == 0
    one, two = shipped.tree("site"), other.tree("site")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_what_is_gone_from_the_seeds_goes_from_the_site(sample: Sample) -> None:
    hostile_archive(sample, "题", ["文"])
    sample.run("build")
    assert (sample.root / "site/issues/xxb/2024-03-07/01-02.html").exists()
    (sample.root / "seeds/articles/more.jsonl").unlink()
    sample.run("build")
    assert not (sample.root / "site/issues/xxb/2024-03-07/01-02.html").exists()
    assert not (sample.root / "site_src/issues/xxb/2024-03-07/01-02.md").exists()
    assert (sample.root / "site_src/about.md").exists()


def test_addresses_are_ascii_and_short(shipped: Sample) -> None:
    names = [name for name in shipped.tree("site") if name.endswith(".html")]
    assert len(names) > 41 + 5
    assert all(name.isascii() and len(name.removeprefix("site/")) < 40 for name in names)


def test_only_what_is_required_need_be_given(sample: Sample) -> None:
    record = {"paper": "xxb", "date": "2024-03-08", "title": "春耕全面展开", "body": "我县春耕开始。"}
    sample.write("seeds/articles/more.jsonl", (json.dumps(record, ensure_ascii=False) + "\n") * 2)
    result = sample.run("build")
    assert result.exit_code == 0
    doubled = "seeds/articles/more.jsonl:2: holds the same article as seeds/articles/more.jsonl:1: 春耕全面展开. "
    assert result.output.splitlines() == [
        f"{doubled}Take one of the two away.",
        "seeds/ids.tsv: 2 new ids. Keep this file with the articles.",
        f"3 articles of 2 issues. Open {sample.root / 'site/index.html'}",
    ]
    text = sample.read("site_src/issues/xxb/2024-03-08/00-02.md")
    assert '"county": "兴县"' in text
    assert '"county_note": "据报纸所在地"' in text
    assert "编号、地区、类型由程序补全。" in text


def test_check_finds_a_link_that_leads_nowhere(sample: Sample) -> None:
    sample.write("site_src/about.md", "# 关于\n\n<a href='nowhere.html'>x</a> <a href='index.html#nothing'>y</a>\n")
    assert sample.run("build").exit_code == 0
    lines = sample.run("check").output.splitlines()
    mend = 'Correct the page or template that links there, then run "baocang build".'
    assert f"site/about.html: the link nowhere.html is not in the site. {mend}" in lines
    assert f"site/about.html: the link index.html#nothing has no such anchor. {mend}" in lines


# ---- segment -------------------------------------------------------------------------------------------------------

PAGE = "兴县春耕全面展开\n\n本报讯 （记者 王一）三月的田野一片繁忙，\n农机手正在检修机具。\n"


def paged(sample: Sample) -> None:
    issues = sample.read("seeds/issues.yml").replace("date: 2024-03-07", "date: 2024-03-09")
    sample.write("seeds/issues.yml", issues + "    pages: [{file: pages/a.txt, page: 2}]\n")
    sample.write("seeds/pages/a.txt", PAGE)
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()


def test_segment_writes_the_format_of_the_contract(sample: Sample) -> None:
    paged(sample)
    assert sample.run("segment").output == "seeds/articles/xxb-2024-03-09.yml: 1 article found.\n"
    digests = re.compile(r"(?<=confidence: )0\.\d{1,2}$|(?<=: )[\w-]{5}[.][.\w-]+|(?<=: )[0-9a-f]{8,16}\b", re.M)
    assert digests.sub("…", sample.read("seeds/articles/xxb-2024-03-09.yml")) == (
        "paper: xxb\n"
        "date: 2024-03-09\n"
        "articles:\n"
        "- id: xxb-2024-03-09-02-01\n"
        "  page: 2\n"
        "  kicker: null\n"
        "  title: 兴县春耕全面展开\n"
        "  title_source: page\n"
        "  subtitle: null\n"
        "  authors:\n"
        "  - {name: 王一, role: 记者}\n"
        "  byline: 本报讯 （记者 王一）\n"
        "  county: 兴县\n"
        "  county_source: text\n"
        "  kind: news\n"
        "  body: |-\n"
        "    三月的田野一片繁忙，农机手正在检修机具。\n"
        "  captions: []\n"
        "  continued_from: null\n"
        "  source:\n"
        "  - file: pages/a.txt\n"
        "    lines: [1, 4]\n"
        "  confidence: …\n"
        "  reviewed: false\n"
        "unplaced: []\n"
        "machine:\n"
        "  pages:\n"
        "    pages/a.txt: {lines: …, listed: …}\n"
        "  articles:\n"
        "    xxb-2024-03-09-02-01: …\n"
    ).replace("  - file: pages/a.txt\n    lines: [1, 4]\n", "  - {file: pages/a.txt, lines: [1, 4]}\n")


def test_segment_says_only_what_changed_and_counts_the_rest(sample: Sample) -> None:
    days = [f"2024-03-{n:02d}" for n in range(10, 20)]
    sample.write(
        "seeds/issues.yml",
        sample.read("seeds/issues.yml")
        + "".join(f"  - {{paper: xxb, date: {day}, pages: [{{file: pages/{day}.txt, page: 1}}]}}\n" for day in days),
    )
    for day in days:
        sample.write(f"seeds/pages/{day}.txt", PAGE)
    assert len(sample.run("segment").output.splitlines()) == 10
    assert sample.run("segment").output == "10 issues unchanged. Articles: 10 found.\n"
    last = f"seeds/articles/xxb-{days[-1]}.yml"
    sample.write(last, sample.read(last).replace("reviewed: false", "reviewed: true"))
    sample.write(f"seeds/pages/{days[0]}.txt", PAGE.replace("田野", "原野"))
    sample.write("seeds/issues.yml", sample.read("seeds/issues.yml").replace("date: 2024-03-12", "date: 2024-03-22"))
    first, second, *_, closing = sample.run("segment").output.splitlines()
    assert first == f"seeds/articles/xxb-{days[0]}.yml: 1 article found."
    assert second.startswith(f"  ~ xxb-{days[0]}-01-01 ")
    assert closing == "8 issues unchanged. Articles: 7 found, 1 reviewed."
    assert "Carried over from seeds/articles/xxb-2024-03-12.yml" not in sample.run("segment").output


def test_a_reviewed_article_is_never_touched(sample: Sample) -> None:
    paged(sample)
    sample.run("segment")
    file = "seeds/articles/xxb-2024-03-09.yml"
    mine = sample.read(file).replace("reviewed: false", "reviewed: true").replace("春耕全面展开", "春耕全面铺开")
    sample.write(file, "# 校读：王二\n" + mine)
    result = sample.run("segment")
    assert result.output == "1 issue unchanged. Articles: 1 reviewed.\n"
    assert sample.read(file) == "# 校读：王二\n" + mine


def test_new_lines_beside_a_reviewed_article_are_segmented_and_ids_stay(sample: Sample) -> None:
    paged(sample)
    sample.run("segment")
    file = "seeds/articles/xxb-2024-03-09.yml"
    sample.write(file, sample.read(file).replace("reviewed: false", "reviewed: true").replace("一片繁忙", "十分繁忙"))
    more = "\n\n岚县土豆花开\n\n本报讯 （记者 李二）七月的岚县，土豆花开满山坡，游人纷纷前来。\n"
    sample.write("seeds/pages/a.txt", PAGE + more)
    assert sample.run("segment").output == (
        f"{file}: 1 article found, 1 reviewed article left alone.\n  + xxb-2024-03-09-02-02 岚县土豆花开\n"
    )
    text = sample.read(file)
    assert "十分繁忙" in text
    assert "xxb-2024-03-09-02-02" in text
    assert text.count("岚县土豆花开") == 1


def test_a_line_that_a_person_left_unplaced_stays_there(sample: Sample) -> None:
    paged(sample)
    sample.run("segment")
    file = "seeds/articles/xxb-2024-03-09.yml"
    mine = "{file: pages/a.txt, line: 6, text: 责任编辑 王二}"
    text = sample.read(file).replace("reviewed: false", "reviewed: true")
    sample.write(file, text.replace("unplaced: []", f"unplaced:\n- {mine}"))
    more = "\n责任编辑 王二\n\n岚县土豆花开\n\n本报讯 （记者 李二）七月的岚县，土豆花开满山坡，游人纷纷前来。\n"
    sample.write("seeds/pages/a.txt", PAGE + more)
    sample.run("segment")
    assert "- {file: pages/a.txt, line: 6, text: 责任编辑 王二, reviewed: true}\n" in sample.read(file)
    assert sample.read(file).count("责任编辑") == 1
    assert "岚县土豆花开" in sample.read(file)


def test_an_article_found_again_keeps_its_id(sample: Sample) -> None:
    paged(sample)
    sample.write("seeds/pages/a.txt", PAGE)
    sample.run("segment")
    first = "岚县土豆花开\n\n本报讯 （记者 李二）七月的岚县，土豆花开满山坡，游人纷纷前来。\n\n"
    sample.write("seeds/pages/a.txt", first + PAGE)
    sample.run("segment")
    articles = sample.read("seeds/articles/xxb-2024-03-09.yml").split("- id: ")[1:]
    assert {a[:20]: "春耕" in a for a in articles} == {"xxb-2024-03-09-02-01": True, "xxb-2024-03-09-02-02": False}


def test_a_number_is_never_given_to_another_text(sample: Sample) -> None:
    paged(sample)
    first = "岚县土豆花开\n\n本报讯 （记者 李二）七月的岚县，土豆花开满山坡，游人纷纷前来。\n\n"
    sample.write("seeds/pages/a.txt", PAGE + "\n" + first)
    sample.run("segment")
    file = "seeds/articles/xxb-2024-03-09.yml"
    assert "- id: xxb-2024-03-09-02-02" in sample.read(file)
    sample.write("seeds/pages/a.txt", PAGE)
    assert sample.run("segment").output.splitlines()[1:] == ["  - xxb-2024-03-09-02-02 岚县土豆花开"]
    remembered = "machine:\n  given:\n  - xxb-2024-03-09-02-02\n"
    assert remembered in sample.read(file)
    sample.run("segment")
    assert remembered in sample.read(file)
    other = "本报讯 （记者 张三）十月的石楼，红枣挂满枝头，枣农忙着采收。\n\n"
    sample.write("seeds/pages/a.txt", PAGE + "\n" + other)
    assert sample.run("segment").output.splitlines()[1:] == [
        "  + xxb-2024-03-09-02-03 十月的石楼，红枣挂满枝头，枣农忙着采收"
    ]
    assert "given:" not in sample.read(file)


def test_segment_says_what_changed_since_the_last_run(sample: Sample) -> None:
    paged(sample)
    sample.run("segment")
    sample.write("seeds/pages/a.txt", PAGE.replace("正在检修机具", "正在修理机具"))
    assert sample.run("segment").output.splitlines()[1:] == ["  ~ xxb-2024-03-09-02-01 兴县春耕全面展开: body"]
    assert sample.run("segment").output.splitlines()[1:] == []
    sample.write("seeds/pages/a.txt", PAGE)
    said = sample.run("--lang", "zh", "segment").output.splitlines()
    assert said[1:] == ["  ~ xxb-2024-03-09-02-01 兴县春耕全面展开: 正文"]


def test_check_names_what_a_person_should_look_at(sample: Sample) -> None:
    paged(sample)
    sample.write("seeds/pages/a.txt", PAGE.replace("正在检修", "正在 修"))
    missing = (
        "seeds/articles/xxb-2024-03-09.yml: is missing though its pages are listed: the issue has no articles. "
        'Run "baocang segment".'
    )
    assert missing in sample.run("check").output.splitlines()
    sample.run("segment")
    lost = "seeds/pages/a.txt:4: a character is missing where the gap is. Type what is printed there for 〔□〕."
    assert lost in sample.run("check").output.splitlines()
    file = "seeds/articles/xxb-2024-03-09.yml"
    sample.write(file, sample.read(file).replace("reviewed: false", "reviewed: true"))
    assert sample.run("check").output == "All well.\n"


# ---- away from the repository --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a program that runs from the wheel, without the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(
        REPOSITORY, source, ignore=shutil.ignore_patterns(".git", ".venv", "node_modules", "site", "dist", ".cache")
    )
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*build, str(source)], check=True)
    shutil.rmtree(source)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    assert compileall.compile_dir(folder / "installed", quiet=1)  # as pip does
    return {**os.environ, "PYTHONPATH": str(folder / "installed"), "PYTHONSAFEPATH": "1"}


def baocang(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import generator, sys; from generator.cli import main; print(generator.__file__, file=sys.stderr); main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/", check=False)


def test_an_archive_can_live_anywhere(installed: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "新报藏"
    for arguments in (["new", str(home)], ["-C", str(home), "segment"], ["-C", str(home), "build", "--strict"]):
        result = baocang(installed, *arguments)
        assert result.returncode == 0, result.stderr
        assert installed["PYTHONPATH"] in result.stderr
    articles = sorted((home / "site/issues/yangbao/2024-01-02").glob("01-*.html"))
    assert len(articles) == 2
    assert "旧报整理工作启动" in articles[0].read_text(encoding="utf-8")
    assert (home / ".gitignore").exists()
    assert not (home / "gitignore").exists()
    assert baocang(installed, "-C", str(home), "bag").returncode == 0
    with zipfile.ZipFile(next((home / "dist").glob("*-bag.zip"))) as bag:
        formats = {Path(name).name for name in bag.namelist() if "/formats/" in name}
    assert {"seeds.md", "bag.md", "formats.zh.md", "article.schema.json"} <= formats
    assert baocang(installed, "-C", str(home), "check").stdout.startswith("2 articles") is False


def test_help_of_each_command_tells_what_it_does(sample: Sample) -> None:
    for command in ("new", "segment", "build", "check", "serve", "publish", "bundle", "bag", "verify"):
        text = sample.run(command, "--help").output
        assert f"Usage: main {command}" in text or f"Usage: baocang {command}" in text
        assert len(text.splitlines()) > 4


def test_long_work_shows_a_progress_bar_on_a_terminal_and_none_elsewhere(sample: Sample) -> None:
    command = [sys.executable, "-c", "from generator.cli import main; main()", "-C", str(sample.root), "build"]
    terminal, end = pty.openpty()
    on_terminal = subprocess.run(command, stdout=subprocess.PIPE, stderr=end, check=True)
    os.close(end)
    shown = b""
    with suppress(OSError):  # how a terminal ends on Linux
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    assert b"pages" in shown
    assert b"[####" in shown
    elsewhere = subprocess.run(command, capture_output=True, check=True)
    assert elsewhere.stderr == b""
    assert elsewhere.stdout == on_terminal.stdout


PKG_RESOURCES = """
import importlib.resources, warnings
warnings.warn("pkg_resources is deprecated as an API.", UserWarning, stacklevel=2)
def resource_stream(package, name):
    return importlib.resources.files(package).joinpath(name).open("rb")
"""


@pytest.mark.parametrize("command", ["segment", "build", "check"])
def test_no_warning_of_a_library_reaches_a_user(sample: Sample, tmp_path: Path, command: str) -> None:
    """jieba imports pkg_resources, and newer versions of that warn."""
    paged(sample)
    (tmp_path / "pkg_resources.py").write_text(PKG_RESOURCES, encoding="utf-8")
    code = "from generator.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-W", "default", "-c", code, "-C", str(sample.root), command],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "pkg_resources" not in run.stderr
    assert "Traceback" not in run.stderr


# ---- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_site_works_under_a_sub_path(shipped: Sample, page: Page, tmp_path: Path) -> None:
    shutil.copytree(shipped.root / "site", tmp_path / "some/archive")
    with served(tmp_path) as address:
        missing: list[str] = []
        page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
        page.goto(f"{address}/some/archive/index.html")
        page.get_by_role("combobox").first.fill("小额信贷")
        page.keyboard.press("Enter")
        page.wait_for_url("**/some/archive/search/index.html?q=*")
        page.locator("mark").first.wait_for()
        page.get_by_role("link", name="小额信贷").first.click()
        page.wait_for_url("**/some/archive/issues/llrb/2024-03-07/*.html**")
        assert missing == []


def test_bundles_of_the_same_site_are_the_same_bytes(sample: Sample) -> None:
    sample.run("bundle")
    first = sample.tree("dist")
    sample.run("bundle")
    assert sample.tree("dist") == first != {}


OWN_ARTICLE = "<!doctype html><html lang=zh><title>x</title><p>自己的样子</p></html>"


def test_serve_shows_the_site_and_builds_again_whatever_changes_goes_and_comes_back(sample: Sample) -> None:
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background jobs do not
    code = f"{heed}; from generator.cli import main; main()"
    command = [sys.executable, "-u", "-c", code, "-C", str(sample.root), "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said: list[str] = []

    def waited(what: str, holds: Callable[[], bool]) -> None:
        for _ in range(300):
            if holds():
                return
            time.sleep(0.1)
        pytest.fail(f"{what} never showed: {said}")

    def told(text: str) -> bool:
        return any(text in line for line in said)

    def shows(page: str, text: str) -> bool:
        file = sample.root / "site" / page
        return file.exists() and text in file.read_text(encoding="utf-8")

    try:
        assert server.stdout
        lines = iter(server.stdout.readline, "")
        address = next(line.split()[1] for line in lines if line.startswith("Serving "))
        threading.Thread(target=lambda: said.extend(lines), daemon=True).start()
        page = "issues/xxb/2024-03-07/01-01.html"
        for n, away in enumerate(("", "mkdocs.yml", "seeds", "site_src")):
            if away:
                (sample.root / away).rename(sample.root / f"{away}.away")
                waited(f"{away} away", partial(told, away))
                (sample.root / f"{away}.away").rename(sample.root / away)
            sample.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.replace("全面展开", f"第{n}次展开"))
            waited(f"edit {n}", partial(shows, page, f"我县春耕第{n}次展开"))
        sample.write("site_src/new.md", "# 新的一页\n")
        waited("a new page", lambda: shows("new.html", "新的一页"))
        assert "新的一页" in urllib.request.urlopen(f"{address}new.html").read().decode()
        settings = sample.read("mkdocs.yml")
        sample.write("own/article.html", OWN_ARTICLE)
        sample.write("mkdocs.yml", settings.replace("  language: zh\n", "  language: zh\n  custom_dir: own\n", 1))
        waited("its own theme", partial(shows, page, "自己的样子"))
        for n in range(2):  # that it comes, and that it changes
            sample.write("own/article.html", OWN_ARTICLE.replace("自", f"第{n}次自"))
            waited(f"its own theme {n}", partial(shows, page, f"第{n}次自己的样子"))
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0


def test_a_cache_out_of_reach_or_damaged_is_no_harm(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def site(cache: Path) -> dict[str, bytes]:
        monkeypatch.setattr(assets, "cache", lambda: cache)
        monkeypatch.setattr(render, "_READY", {})
        monkeypatch.setattr(templates, "_AT_HAND", {})
        shutil.rmtree(sample.root / ".baocang", ignore_errors=True)
        assert sample.run("build").exit_code == 0
        return sample.tree("site")

    (tmp_path / "file").write_text("a file where a folder would be", encoding="utf-8")
    alone = site(tmp_path / "file/cache")
    assert site(tmp_path / "cache") == alone
    kept = list((tmp_path / "cache").glob("templates-*/*"))
    assert len(kept) > 5
    for n, path in enumerate(kept):
        path.write_bytes(path.read_bytes()[: 5 * n])
    assert site(tmp_path / "cache") == alone
    assert all(len(path.read_bytes()) > 5 * n for n, path in enumerate(kept))


def test_lines_of_a_page_stand_below_what_they_belong_to(shipped: Sample) -> None:
    """Blank lines belong to nobody: no heading of lines without an article stands over none."""
    pages = list((shipped.root / "site/issues").glob("*/*/text-*.html"))
    assert len(pages) == 5
    for page in pages:
        lists = re.findall(r"<ol>(.*?)</ol>", page.read_text(encoding="utf-8"))
        assert len(lists) > 5
        assert all(lists), page
