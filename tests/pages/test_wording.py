"""The words that the site says around the texts."""

import ast
import json
import re
from typing import get_args

import pytest

from generator.base import assets
from generator.base.model import Kind
from generator.pages import wording
from tests.conftest import REPOSITORY, Sample

THEME = assets.theme()
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff]")
COMMENTS = re.compile(r"\{#.*?#\}|/\*.*?\*/|(?:^|\s)//\s[^\n]*$", re.DOTALL | re.MULTILINE)
IN_TEMPLATES = re.compile(r"\bsay\.(\w+\.\w+)")
IN_CODE = re.compile(r"""\bsay\(\s*"([a-z_]+\.[a-z_]+)\"""")
DATA = {"forms.js": "等"}
"""What stands in the code of a file and is no wording: what GB/T 7714 has behind three authors, always."""
READ = ("query.js", "days.js", "lunar.js", "around.js")
"""Scripts that read what people type in Chinese, whatever the language of the site, and that say nothing."""


@pytest.fixture(scope="module")
def say() -> wording.Wording:
    return wording.read([str(THEME)], "zh")


def used() -> set[str]:
    templates = "".join(path.read_text(encoding="utf-8") for path in THEME.glob("*.html"))
    code = [*(REPOSITORY / "generator").rglob("*.py"), *THEME.glob("assets/*.js")]
    said = IN_CODE.findall("".join(path.read_text(encoding="utf-8") for path in code))
    return set(IN_TEMPLATES.findall(templates)) | set(said)


def test_what_templates_generator_and_scripts_say_stands_in_the_wording(say: wording.Wording) -> None:
    assert used()
    assert used() - say.names() == set()


def test_scripts_are_given_every_word_that_they_say_and_no_other(say: wording.Wording) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in THEME.glob("assets/*.js"))
    given = [
        name
        for _, script in say.scripts()
        for name in json.loads(script.removeprefix("archive.wording(").removesuffix(");\n"))
    ]
    assert sorted(given) == sorted(set(IN_CODE.findall(code)))


def test_no_word_is_called_like_a_method_of_a_mapping_which_templates_would_take_instead(say: wording.Wording) -> None:
    assert [name for name in say.names() if hasattr(dict, name.partition(".")[2])] == []


def test_there_is_a_name_for_every_kind_of_article(say: wording.Wording) -> None:
    assert {name.removeprefix("kind.") for name in say.names() if name.startswith("kind.")} == set(get_args(Kind))


@pytest.mark.parametrize("file", sorted(p.name for p in [*THEME.glob("*.html"), *THEME.glob("assets/*.js")]))
def test_no_chinese_stands_in_templates_and_scripts_themselves(file: str) -> None:
    path = next(p for p in (THEME / file, THEME / "assets" / file) if p.exists())
    text = path.read_text(encoding="utf-8")
    data = DATA.get(file, "")
    assert data in text
    if file in READ:
        assert not re.search(r"\b(?:say|make|append|replaceChildren|textContent|document)\b", COMMENTS.sub("", text))
        return
    assert CHINESE.findall(COMMENTS.sub("", text).replace(data, "")) == []


OF_CODE = {
    "pages/article_pages.py": {"〔□〕"},
    "pages/cite.py": {"等"},
    "build/new.py": {"在这里写"},
    "build/stick.py": {"说明.txt"},
    "build/preview.py": {"只能从本机打开。", "这里只能看。", "地址的格式不对。", "没有这一页。"},
}
"""What readers see and no wording has (docs/theme.md)."""


def test_of_what_the_generator_says_to_readers_no_more_stands_in_code_than_is_known() -> None:
    found = {}
    for room in ("pages", "build", "exports"):
        for path in sorted((REPOSITORY / "generator" / room).glob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            held = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
            if said := {node.value for node in held if isinstance(node.value, str) and CHINESE.search(node.value)}:
                found[path.relative_to(REPOSITORY / "generator").as_posix()] = said
    assert found == OF_CODE


def test_chinese_is_seen_beside_comments() -> None:
    script = '// 一\n/* 二\n * 三 */\nsay("四"); // 五\nopen("https://六");\n{# 七 #}八'
    assert CHINESE.findall(COMMENTS.sub("", script)) == ["四", "六", "八"]


def test_values_are_filled_in_once_and_never_read_as_places_for_others(say: wording.Wording) -> None:
    assert say("unit.day", year=2024, month="{day}", day=7) == "2024年{day}月7日"
    assert say.count("articles", 24332) == "24,332篇"
    with pytest.raises(KeyError):
        say("unit.page")


def test_an_archive_can_say_it_in_words_of_its_own(sample: Sample) -> None:
    words = (THEME / "wording/zh.html").read_text(encoding="utf-8")
    sample.write("theme/wording/en.html", words.replace('"dates": "日期"', '"dates": "Dates"').replace("zh-CN", "en"))
    settings = sample.read("mkdocs.yml").replace("language: zh", "language: en\n  custom_dir: theme")
    sample.write("mkdocs.yml", settings)
    result = sample.run("build", "--strict")
    assert result.exit_code == 0, result.output
    assert ">Dates</a>" in sample.read("site/index.html")
    assert '<html lang="en">' in sample.read("site/index.html")
    assert 'xml:lang="en"' in sample.read("site/feed.xml")
    assert ">地区</a>" in sample.read("site/index.html")


def test_a_language_without_wording_is_asked_for(sample: Sample) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("language: zh", "language: fr"))
    line = next(n for n, text in enumerate(sample.read("mkdocs.yml").splitlines(), 1) if text.startswith("theme:"))
    assert sample.run("build").output.splitlines() == [
        f"mkdocs.yml:{line}: there is no wording for the theme's language fr. "
        'Known are zh; write another as theme/wording/NAME.html, and say "custom_dir: theme" beside the language.'
    ]


def test_words_that_another_language_lacks_are_named(sample: Sample) -> None:
    words = (THEME / "wording/zh.html").read_text(encoding="utf-8")
    less = words.replace('  "skip": "跳到正文",\n', "").replace('  "more": "……",\n', "")
    sample.write("theme/wording/en.html", less)
    settings = sample.read("mkdocs.yml").replace("language: zh", "language: en\n  custom_dir: theme")
    sample.write("mkdocs.yml", settings)
    line = next(n for n, text in enumerate(settings.splitlines(), 1) if text.startswith("theme:"))
    result = sample.run("build")
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        f"mkdocs.yml:{line}: the wording of en lacks frame.skip, unit.more. "
        "Add what zh.html says there, in that language."
    ]


def test_words_that_say_something_else_than_they_are_given_are_named(sample: Sample) -> None:
    words = (THEME / "wording/zh.html").read_text(encoding="utf-8")
    for old, new in (("{year}年{month}月{day}日", "{year}年{mouth}月{day}日"), ('"skip": "跳到正文"', '"skip": 5')):
        assert old in words
        words = words.replace(old, new, 1)
    sample.write("theme/wording/zh.html", words.replace('"weekdays": "一二三四五六日"', '"weekdays": "一二三"'))
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("language: zh", "language: zh\n  custom_dir: theme"))
    result = sample.run("build")
    assert result.exit_code == 2
    assert [line.partition(": ")[2] for line in result.output.splitlines()] == [
        "the wording of zh has something else than zh.html for frame.skip. Write text, as 跳到正文 is.",
        "the wording of zh has something else than zh.html for unit.weekdays. Write text, as 一二三四五六日 is.",
        "the wording of zh names mouth in unit.day, which is not given. Given are day, month, year.",
    ]
