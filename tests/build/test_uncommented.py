"""The program's scripts and styles say without their comments what they say with them."""

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.base import assets
from generator.build import uncommented
from tests.conftest import REPOSITORY, Sample

SCRIPTS = sorted(assets.theme().rglob("*.js"))
SHEETS = sorted(assets.theme().rglob("*.css"))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def compared(pairs: list[tuple[str, str]]) -> list[dict[str, int]]:
    command = ["node", str(REPOSITORY / "tests/js/tokens.js")]
    done = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=True)
    found: list[dict[str, int]] = json.loads(done.stdout)
    return found


def test_scripts_have_the_same_tokens() -> None:
    found = compared([(text, uncommented.script(text)) for text in map(read, SCRIPTS)])
    assert len(found) > 50
    assert min(each["tokens"] for each in found) > 10
    assert [path.name for path, each in zip(SCRIPTS, found, strict=True) if each["differs"] >= 0] == []


def test_what_looks_like_a_comment_and_is_none_stays() -> None:
    text = 'const a = "https://x/*y*/"; // gone\nconst b = /[/*]/u; /** @type {string} */\nconst c = `x // y`;\n'
    assert uncommented.script(text) == 'const a = "https://x/*y*/";\nconst b = /[/*]/u;\nconst c = `x // y`;\n'
    assert compared([(text, uncommented.script(text)), ("a(1, 2)", "a(1)")]) == [
        {"tokens": 15, "differs": -1},
        {"tokens": 6, "differs": 3},
    ]


@pytest.mark.browser
def test_style_sheets_have_the_same_rules(page: Page) -> None:
    page.set_content("<p>")
    rules = """text => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s+/g, " "));
    }"""
    assert len(SHEETS) > 10
    for path in SHEETS:
        own = page.evaluate(rules, read(path))
        assert own
        assert page.evaluate(rules, uncommented.sheet(read(path))) == own, path.name


def test_what_an_archive_brings_keeps_its_comments(sample: Sample) -> None:
    """Also where it stands in for a file of the program."""
    own = "// by hand\n  void 0;\n"
    settings = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", settings.replace("name: baocang", "name: baocang\n  custom_dir: hall", 1))
    sample.write("hall/assets/today.js", own)
    sample.write("site_src/own.js", own)
    assert sample.run("build").exit_code == 0
    assert sample.read("site/assets/today.js") == sample.read("site/own.js") == own
    assert "//" not in sample.read("site/assets/page.js").replace("://", "")
    assert sample.read("site/worker.js").count("/**") == 0
