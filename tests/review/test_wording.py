"""The desk in English: no text of it lacks its English, and none of the archive is turned."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.base import assets, speech
from generator.review import review, wording
from tests.conftest import Sample
from tests.review.desks import FILE, FIRST, ISSUE, READER, ask, line, open_card, open_issue, saved, saving, serving

ROOM = assets.PACKAGE / "review"
NO_WORDS = {
    r"(?:整理|报道|编译|综合|采写|撰文|摄影)$",  # what pages print
    wording.CHINESE.pattern,
    "与未开放的",  # begins the build's own words, which the catalogue of messages turns
    "{}（{}）",  # an author and his post, as a page has them
    "：",
    " …",
}
NAMES = re.compile(
    r"〔□〕|兴县|吕梁市|北京市朝阳区|号外|增刊|标题:金融 兴县 不含 疫情|有错字？|实习记者|记者|通讯员|摄|[…–×]"
)
"""Names, and what stands in Chinese in files and queries whoever reads it."""


def of_page() -> Iterator[str]:
    for path in sorted((ROOM / "page").iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".js":
            yield from (found.words for found in wording.texts(text))
        elif path.suffix == ".html":
            yield from (text[first:last] for first, last in wording.words_of_page(text))


def of_server() -> Iterator[str]:
    """Texts of the modules, comments on what they do apart."""
    for path in [*sorted(ROOM.glob("*.py")), assets.PACKAGE / "base" / "field_names.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        formatted = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        apart |= {id(value) for node in formatted for value in node.values}
        yield from (
            "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            for node in formatted
        )
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
                yield node.value


def test_each_text_has_its_english_and_no_line_is_of_one_that_is_gone() -> None:
    server = {text for text in of_server() if wording.CHINESE.search(text)} - NO_WORDS
    said = {text for text in of_page() if wording.CHINESE.search(text)} | server
    known = wording.english()
    assert sorted(said - known.keys()) == []
    assert sorted(known.keys() - said) == []
    for chinese, english in known.items():
        numbers = re.findall(r"\{(\d*)!?\}", english)
        order = [int(number) if number else n for n, number in enumerate(numbers, 1)]
        assert sorted(order) == [*range(1, chinese.count("{}") + 1)], chinese
        assert english and not wording.CHINESE.search(NAMES.sub("", english)), chinese


def test_what_the_server_says_is_among_its_answers() -> None:
    """Those with holes are known again by the answers alone."""
    holed = {text for text in of_server() if "{}" in text and wording.CHINESE.search(text)} - NO_WORDS
    assert sorted(holed - wording.english(answers=True).keys()) == []


def test_every_script_is_one_in_english_and_says_nothing_in_chinese(tmp_path: Path) -> None:
    for path in sorted((ROOM / "page").glob("*.js")):
        turned = wording.in_english(path.name, path.read_bytes()).decode()
        left = [text.words for text in wording.texts(turned)]
        assert not [words for words in left if wording.CHINESE.search(NAMES.sub("", words))], path.name
        (tmp_path / path.name).write_text(turned, encoding="utf-8")
        command = [str(Path(sys.executable).parent / "node"), "--check", str(tmp_path / path.name)]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0, path.name


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("say(`${n} 行已归入`);", ["{} 行已归入"]),
        ("say(`a${b ? `第${c}篇` : '撤销'}d`); // 不读", ["第{}篇", "撤销"]),
        ("f({ '，': ',' }, x ? '保存' : '撤销', /保存[`'\"]/, \"保\\\"存\");", ["保存", "撤销", '保\\"存']),
        ("`${x({ a: `${'保存'}` })}，` /* 保存 */", ["保存", "{}，"]),
    ],
)
def test_texts_of_a_script(script: str, words: list[str]) -> None:
    assert [text.words for text in wording.texts(script)] == words


def test_holes_may_stand_in_another_order() -> None:
    assert wording.in_script("f(`第${a(`第${b}篇`)}篇的${c}`)") == "f(`${c} of article ${a(`article ${b}`)}`)"


@pytest.fixture
def english(archive: Sample) -> Iterator[review.Server]:
    with serving(archive.root, english=True) as server:
        yield server


def test_answers_are_in_english_and_what_a_person_wrote_is_not_turned(english: review.Server) -> None:
    body = saving(english)
    body["articles"][0] |= {"title": "", "county": "撤销", "kind": "保存"}
    status, faults, _ = ask(english, "/api/save", body)
    said = {fault["field"]: fault["message"] for fault in faults}
    assert status == 422 and said["title"].startswith("A title is needed.")
    assert said["kind"].startswith("Kind cannot be this: 保存. ")
    assert ask(english, "/api/issue?paper=xxb&date=1999-01-01")[1].startswith("seeds/issues.yml has no such issue")
    body = saving(english)
    body["articles"][0]["title"] = "保存"  # what stands in an issue is the archive's
    assert ask(english, "/api/save", body)[0] == 200
    assert ask(english, ISSUE)[1]["articles"][0]["title"] == "保存"


@pytest.mark.browser
def test_a_page_is_read_in_english(english: review.Server, page: Page, archive: Sample) -> None:
    page.add_init_script(READER)
    open_issue(english, page)
    line(page, 7).click()
    page.keyboard.press("s")
    expect(page.locator("#status")).to_contain_text("Cut at line 7, the new one is article 03, composed anew: 02, 03.")
    page.keyboard.press("a")
    expect(page.locator("#status")).to_contain_text("Read: 03. ")
    open_card(page, FIRST)
    page.locator(".piece.open .record summary").click()
    words = page.evaluate(
        "[...document.querySelectorAll('button, label, .label, h2, option, small, .gist, summary, dt, dd, .tally')]"
        ".filter(e => !e.closest('datalist') && !e.matches('.heading')).map(e => [e.textContent, e.title].join(' '))"
    )
    names = ("我县春耕全面展开", "县医院新楼启用", "王一", "李二", "李文", "兴县报")
    left = [text for text in words if wording.CHINESE.search(NAMES.sub("", re.sub("|".join(names), "", text)))]
    assert not left
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text(f"Saved: {FILE}")
    assert saved(archive)["xxb-2024-03-07-01-03"]["reviewed"] is True
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("This article is right")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_speaks_as_the_command_line(sample: Sample, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    begun: dict[str, Any] = {}

    class Desk:
        address = "http://127.0.0.1/"

        def __init__(self, *_: object, **given: Any) -> None:
            begun.update(given)

        def serve_forever(self) -> None: ...
        def server_close(self) -> None: ...

    monkeypatch.setattr(review, "Server", Desk)
    monkeypatch.setattr(speech, "_chosen", dict(speech._chosen))
    assert sample.run("--lang", language, "review", "--no-browser").exit_code == 0
    assert begun == {"english": language == "en"}
