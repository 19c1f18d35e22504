"""Messages in Chinese: none lacks it, none is taken for another, and what is data stays as it is."""

import ast
import re
from collections.abc import Iterator

import pytest

from generator.base import speech
from generator.base.problems import Problem
from scripts import messages


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(speech._chosen, "language", speech.CHINESE)


def test_every_message_of_the_source_has_chinese() -> None:
    known = messages.entries()
    assert {key: where for key, where in messages.messages().items() if key not in known} == {}


def test_the_catalogue_holds_nothing_that_is_gone_and_nothing_twice() -> None:
    there = messages.texts()
    assert [key for key in (*messages.entries(), *sorted(messages.none_of_ours())) if key not in there] == []
    english = [key for key, _ in speech.lines()]
    assert sorted(key for key in {*english} if english.count(key) > 1) == []


def test_a_message_is_found_however_it_is_written() -> None:
    said = (
        'report(file, 3, f"the day {day} is " + kind + " of", "Mend it " "there.")\nsome(n, "thing")\nx = "one_word"\n'
    )
    parts = messages._parts(tree := ast.parse(said))
    found = [text for node in ast.walk(tree) if id(node) not in parts and (text := messages._template(node))]
    assert {"the day {} is {} of", "Mend it there."} <= {*found}
    counted = [key for node in ast.walk(tree) if isinstance(node, ast.Call) for key in messages._named(node)]
    assert counted == ["{} thing[s]"]


WORDS = (" or ", " and ", " and its ")


def _joined(node: ast.AST, names: dict[str, ast.expr]) -> bool:
    """Whether a value is made of several with an English word between them."""
    if isinstance(node, ast.Name):
        return node.id in names and _joined(names[node.id], {})
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)]
    of = [call.func.value for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "join"]
    return any(isinstance(each, ast.Constant) and each.value in WORDS for each in of)


def _joins() -> Iterator[tuple[str, int]]:
    """Each message one of whose holes holds names with "or" or "and" between them, and which hole that is."""
    for path in sorted((messages.ROOT / "generator").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            within = [*ast.walk(function)]
            assigned = [
                each for each in within if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
            ]
            names = {each.targets[0].id: each.value for each in assigned if isinstance(each.targets[0], ast.Name)}
            for node in within:
                if isinstance(node, ast.JoinedStr) and (key := messages._template(node)):
                    holes = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
                    yield from ((key.strip(), n) for n, hole in enumerate(holes) if _joined(hole, names))


def test_names_in_a_list_have_no_english_word_between_them() -> None:
    """Wherever the program joins names with "or" or "and", the Chinese takes them as a list, or as a message of its own
    which does."""
    known = {entry.english: entry for entry in speech.catalogue().entries}
    joins = {(key, hole) for key, hole in _joins() if key in known}
    assert len(joins) > 8
    assert [(key, hole) for key, hole in joins if not {(hole, "&"), (hole, "!")} & {*known[key].holes}] == []


@pytest.mark.parametrize("word", ["or", "and"])
def test_a_list_of_names_is_chinese_however_long_it_is(chinese: None, word: str) -> None:
    said = speech.said(f"王伟 is also a name of 王伟（教师） {word} 王伟（报社） {word} 王伟")
    between = {"or": "或", "and": "和"}[word]
    assert said.replace(" ", "") == f"王伟也是王伟（教师）{between}王伟（报社）{between}王伟的名字"
    assert (
        speech.said(f"Did you mean pyb-03 {word} pyb-02 {word} pyb-01?")
        == f"是不是 pyb-03 {between} pyb-02 {between} pyb-01？"
    )


OTHERS = "seeds/", ".git/", "the docs folder", "the theme"


@pytest.mark.parametrize("option", ["site_dir", "docs_dir"])
@pytest.mark.parametrize(
    "wrong",
    [
        "holds the archive itself",
        "holds a home folder",
        *(f"{how} {other}" for how in ("is", "lies in", "holds") for other in OTHERS),
    ],
)
def test_a_folder_that_is_not_by_itself_is_said_in_chinese(option: str, wrong: str) -> None:
    assert not re.search(r"[a-z]{2} [a-z]", speech.in_chinese(f"{option} {wrong}."))


def test_each_line_of_the_catalogue_is_whole() -> None:
    """A sentence is one in both languages, so a mend has its full stop and says something; what the English names (a
    field, a command, an option) the Chinese names, too; punctuation is full-width."""
    wrong = []
    for english, chinese in messages.entries().items():
        ends = [("." if not english.endswith("...") and english[0] != "," else "", "。"), ("?", "？")]
        named = {*re.findall(r'"([a-z_]{3,}(?=:)|baocang [a-z]+)|(?<![\w-])(--[a-z]+)', english)}
        lacking = [name for names in named for name in names if name and name not in (*chinese.split(), "name")]
        lacking = [name for name in lacking if name not in chinese]
        if (
            not chinese.strip()
            or any(english.endswith(sign) != chinese.endswith(own) for sign, own in ends if sign)
            or lacking
            or re.search(r"[\u4e00-\u9fff][,;!?.](?!\w)", chinese)
        ):
            wrong.append((english, chinese, lacking))
    assert wrong == []


def test_no_message_is_taken_for_another(chinese: None) -> None:
    """Each with a name in each of its holes comes out as its own Chinese says."""
    wrong = []
    for entry in speech.catalogue().entries:
        numbers = {hole for hole, sign in entry.holes if sign == "#"}
        every = "[s]" in entry.english
        names = [f"{n + 1}" if every or n in numbers else f"Q{n}" for n in range(entry.english.count("{}"))]
        text = entry.english.replace("[s]", "s")
        for name in names:
            text = text.replace("{}", name, 1)
        own = entry.filled([names[hole] for hole, _ in entry.holes])
        if speech.said(text) != own and entry.weight > 10:
            wrong.append((text, own, speech.said(text)))
    assert wrong == []


APART = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60“”‘’] [\u3000-\u303f\u4e00-\u9fff\uff01-\uff60“”‘’]")
FILLERS = ("王伟", "seeds/names.yml", "“140728”", "1 article", "issue 3")


@pytest.mark.parametrize("filler", FILLERS)
def test_whatever_stands_in_a_message_no_two_run_together(chinese: None, filler: str) -> None:
    """What is wrong and its mend are said one behind the other (speech.told), as are the parts of a line: so each ends
    with a stop of its own, and no blank parts signs that are as wide as characters."""
    wrong = []
    ours = messages.entries()
    whole = [entry for entry in speech.catalogue().entries if entry.english in ours and entry.english[0] != ","]
    for entry in whole:
        numbers = {hole for hole, sign in entry.holes if sign == "#"}
        every = "[s]" in entry.english
        text = entry.english.replace("[s]", "s")
        for n in range(entry.english.count("{}")):
            text = text.replace("{}", f"{n + 1}" if every or n in numbers else filler, 1)
        sentence = text if text[-1:] in ".?" else f"{text}."
        said = speech.told("a", sentence.removesuffix("."), "Remove it.").removeprefix("a: ").removesuffix("删去它。")
        apart = APART.search(said) and not APART.search(ours[entry.english])
        if (said[-1:] not in "。？" and not sentence.endswith("...")) or said.endswith("。。") or apart:
            wrong.append((text, said))
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("3 articles", "3 篇文章"),
        ("1 article", "1 篇文章"),
        (
            "1,204 articles of 3 issues, 2 withheld. Open site/index.html",
            "1,204 篇文章，共 3 期，2 篇不公开。请打开 site/index.html",
        ),
        ("cannot be read: No space left on device; so are 3 more files", "读不出来：磁盘已满；另有 3 个文件也是这样"),
        ("the site is built.", "网站已经生成。"),
        ("  Make room and run it again; the site is as it was.", "  腾出空间，再运行一次；网站保持原样。"),
        ("the date 2999-01-01 of xxb lies in the future", "xxb 的日期 2999-01-01 在将来"),
    ],
)
def test_messages_are_turned_part_by_part(chinese: None, english: str, said: str) -> None:
    assert speech.said(english) == said


def test_what_is_made_of_parts_is_one_sentence_in_chinese(chinese: None) -> None:
    """Each came out half in English, or with its parts in the wrong places."""
    made = {
        "3 issues unchanged. Articles: 55 found, 4 reviewed, 1 made by a person; lines: 140 in no article.": (
            "3 期没有变化。文章：切分出 55，已校读 4，人新添 1；行：未归入文章 140。"
        ),
        "1 issue unchanged. Articles: 2 found.": "1 期没有变化。文章：切分出 2。",
        "seeds/articles/xxb-2024-03-07.yml: 27 articles found, 68 lines in no article.": (
            "seeds/articles/xxb-2024-03-07.yml：切分出 27 篇文章，68 行未归入文章。"
        ),
        "As a person left it: 3 articles changed (a-1, a-2, a-3), 1 article made (a-4).": (
            "按人留下的样子：改过 3 篇（a-1, a-2, a-3），新添 1 篇（a-4）。"
        ),
        "2 issues: xxb-2024-03-07, xxb-2024-03-14": "2 期：xxb-2024-03-07, xxb-2024-03-14",
        "3 articles, 3 lines of pages.": "3 篇文章，版面文字 3 行。",
        "1 closed article looked for in 712 files.": "在 712 个文件里查找了 1 篇未开放的文章。",
        "Cloudflare Pages: 2% of 20,000 files, 0% of 25 MB a file.": (
            "Cloudflare Pages：20,000 个文件的 2%，单个文件 25 MB 的 0%。"
        ),
        "seeds/issues.yml: xxb 兴县报 is added. Write its home place there.": (
            "seeds/issues.yml：加上了 xxb 兴县报。请在那里写上它所在的地区。"
        ),
    }
    assert {text: speech.said(text) for text in made} == made


@pytest.mark.parametrize("text", ["is empty", "3 articles", "the site is as it was", "春耕, the archive", "a: b, c"])
def test_what_is_data_stays_as_it_is(chinese: None, text: str) -> None:
    """Though it reads like a message."""
    assert f"「{text}」" in speech.said(f'holds "{text}" of xxb-2024-03-07-01-01, which is withheld')
    assert speech.said(f"{text}.txt is listed a second time") == f"{text}.txt 列了两次"


def test_values_as_a_program_writes_them_stay_as_they_are(chinese: None) -> None:
    assert speech.said("names of llrb is {'a': 'b', 'c': 'd'}") == "llrb 的 names 写的是「{'a': 'b', 'c': 'd'}」"


def test_a_problem_is_said_in_chinese(chinese: None) -> None:
    problem = Problem("seeds/issues.yml", 14, "no date for llrb", 'Add "date: 2024-03-07".')
    assert str(problem) == 'seeds/issues.yml:14: llrb 没有 date。请加上 "date: 2024-03-07"。'


def test_english_is_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(speech._chosen, "language", speech.ENGLISH)
    problem = Problem("seeds/issues.yml", 14, "no date for llrb", 'Add "date: 2024-03-07".')
    assert str(problem) == 'seeds/issues.yml:14: no date for llrb. Add "date: 2024-03-07".'
    assert speech.said("3 articles") == "3 articles"


@pytest.mark.parametrize(
    ("environ", "windows", "language"),
    [
        ({}, 0, "en"),
        ({"LANG": "C.UTF-8"}, 0, "en"),
        ({"LANG": "zh_CN.UTF-8"}, 0, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, 0, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, 0, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, 0, "zh"),
        ({"LANG": "zh_CN.UTF-8", "BAOCANG_LANG": "en"}, 0, "en"),
        ({"LANG": "de_DE.UTF-8", "BAOCANG_LANG": "zh"}, 0, "zh"),
        ({"BAOCANG_LANG": "中文"}, 0, "zh"),
        ({}, 0x0804, "zh"),
        ({}, 0x0404, "zh"),
        ({}, 0x0409, "en"),
        ({"BAOCANG_LANG": "en"}, 0x0804, "en"),
    ],
)
def test_the_language_is_chosen_or_the_system_s(environ: dict[str, str], windows: int, language: str) -> None:
    assert speech.of_system(environ, lambda: windows) == language
