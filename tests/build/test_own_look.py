"""Style sheets, scripts, logo, icon, colours and the links to an archive's files: what `mkdocs.yml` says is there for a
reader, by every way, and what cannot be is named with its line."""

import json
import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.build.config.palette import COLOURS, readable, sheet
from generator.build.config.settings import CONTRAST, DARK, LIGHT, contrast
from tests.build.test_setting_kinds import put
from tests.conftest import ARTICLES, ISSUES, Sample, begun, served, validate, violations

OWN = """\
site_author: 兴县档案馆
repo_url: https://example.org/hall/archive
repo_name: 数据仓库
edit_uri: edit/main/site_src/
extra_css: [assets/own.css]
extra_javascript: [assets/own.js, {path: assets/later.js, defer: true}]
theme: {name: baocang, language: zh, logo: assets/logo.svg, favicon: assets/icon.png}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#808080"/></svg>'
DELIVERED = {"paper": "xxb", "date": "2024-03-07", "title": "另一篇", "body": "四月的田野也一片繁忙。"}
ARTICLE = "issues/xxb/2024-03-07/01-01.html"


def dress(sample: Sample) -> None:
    """Says all that may be said of the look."""
    for setting in OWN.splitlines():
        put(sample, setting)
    sample.write("site_src/assets/own.css", ".name { letter-spacing: 7px; }\n")
    sample.write("site_src/assets/own.js", 'document.documentElement.dataset.own = "1";\n')
    sample.write("site_src/assets/later.js", 'document.documentElement.dataset.later = "1";\n')
    sample.write("site_src/assets/logo.svg", LOGO)
    sample.write("site_src/assets/icon.png", b"\x89PNG\r\n\x1a\n")


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    archive = begun(tmp_path_factory.mktemp("dressed"), ISSUES)
    archive.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    archive.write("seeds/articles/交来.jsonl", json.dumps(DELIVERED) + "\n")
    dress(archive)
    result = archive.run("build", "--strict")
    assert (result.exit_code, archive.run("check").output) == (0, "All well.\n"), result.output
    return archive


@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "http", "sub-path"])
@pytest.mark.parametrize("name", ["index.html", ARTICLE, "about.html"])
def test_own_styles_scripts_and_logo_are_on_every_page_by_every_way(
    dressed: Sample, page: Page, way: str, name: str
) -> None:
    with served(dressed.root if way == "sub-path" else dressed.root / "site") as address:
        home = {"file": (dressed.root / "site").as_uri(), "http": address, "sub-path": f"{address}/site"}[way]
        page.goto(f"{home}/{name}")
        seen = page.evaluate("""() => {
          const logo = document.querySelector(".name img"), style = getComputedStyle(document.querySelector(".name"));
          return [style.letterSpacing, logo.complete && logo.naturalWidth > 0, {...document.documentElement.dataset}];
        }""")
    assert seen[:2] == ["7px", True]
    assert {"own": "1", "later": "1"}.items() <= seen[2].items()


def test_the_icon_the_author_and_the_repository_stand_in_the_page(dressed: Sample) -> None:
    home, article = dressed.read("site/index.html"), dressed.read(f"site/{ARTICLE}")
    assert '<link rel="icon" href="assets/icon.png">' in home
    assert '<meta name="author" content="兴县档案馆">' in home
    assert 'name="author"' not in article  # Zotero would take it for the article's
    assert '<a href="https://example.org/hall/archive">数据仓库</a>' in home


def test_an_article_leads_to_its_file_and_a_page_of_ones_own_to_its_own(dressed: Sample) -> None:
    edit = '<a href="https://example.org/hall/archive/edit/main/{}">提出修改</a>'
    assert edit.format("seeds/articles/xxb-2024-03-07.yml") in dressed.read(f"site/{ARTICLE}")
    delivered = next(path for path in (dressed.root / "site/issues").rglob("00-*.html"))
    assert edit.format("seeds/articles/%E4%BA%A4%E6%9D%A5.jsonl") in delivered.read_text(encoding="utf-8")
    assert edit.format("site_src/about.md") in dressed.read("site/about.html")
    assert "提出修改" not in dressed.read("site/index.html")


@pytest.mark.parametrize(
    ("edit_uri", "to"),
    [
        ("edit/main/site_src", "https://example.org/a/edit/main/seeds/articles/xxb-2024-03-07.yml"),
        ("?query=main/site_src/", "https://example.org/a?query=main/seeds/articles/xxb-2024-03-07.yml"),
        ("https://b.example/e/site_src/", "https://b.example/e/seeds/articles/xxb-2024-03-07.yml"),
        ("''", None),
    ],
)
def test_the_way_to_an_articles_file_follows_from_that_to_the_docs_folder(
    sample: Sample, edit_uri: str, to: str | None
) -> None:
    put(sample, "repo_url: https://example.org/a")
    put(sample, f"edit_uri: {edit_uri}")
    assert sample.run("build", "--strict").exit_code == 0
    assert re.findall('<a href="([^"]+)">提出修改', sample.read(f"site/{ARTICLE}")) == ([to] if to else [])


def test_without_edit_uri_no_page_leads_to_a_guessed_place(sample: Sample) -> None:
    where = put(sample, "repo_url: https://github.com/hall/archive")
    result = sample.run("build")
    mend = 'Add "edit_uri: edit/main/site_src/", or "edit_uri: \'\'".'
    assert f"{where}without edit_uri no page leads to its file. {mend}\n" in result.output
    assert result.exit_code == 0
    assert "https://github.com/hall/archive" in sample.read("site/index.html")
    assert "提出修改" not in sample.read(f"site/{ARTICLE}")


PLACE = "Put it there, or correct the name."


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("extra_css: [a.css]", f"a.css is neither in the docs folder nor in the theme. {PLACE}"),
        ("extra_css: [../mkdocs.yml]", f"../mkdocs.yml is neither in the docs folder nor in the theme. {PLACE}"),
        (
            "extra_css: ['https://fonts.example/a.css']",
            "https://fonts.example/a.css is not a file of the archive, and would not be let in. "
            "Put a copy into the docs folder, and name that.",
        ),
        (
            "extra_javascript: [//cdn.example/a.js]",
            "//cdn.example/a.js is not a file of the archive, and would not be let in. "
            "Put a copy into the docs folder, and name that.",
        ),
        (
            "extra_javascript: [own.mjs]",
            "own.mjs has the type module, which does not work from a disk. Make it a plain script, without a type.",
        ),
        ("theme: {name: baocang, logo: a.png}", f"a.png is neither in the docs folder nor in the theme. {PLACE}"),
        ("theme: {name: baocang, favicon: a.ico}", f"a.ico is neither in the docs folder nor in the theme. {PLACE}"),
        (
            "edit_uri: edit/main/site_src/",
            "edit_uri is edit/main/site_src/, which gives no address. Write the way from repo_url to the docs folder, "
            'as in "edit_uri: edit/main/site_src/".',
        ),
    ],
)
def test_what_could_not_be_there_is_named_with_its_line(sample: Sample, setting: str, said: str) -> None:
    sample.write("site_src/own.mjs", "export {};\n")
    where = put(sample, setting)
    result = sample.run("build")
    assert (result.output, result.exit_code) == (f"{where}{said}\n", 2)


def test_a_style_sheet_that_asks_another_host_is_named_with_its_line(sample: Sample) -> None:
    put(sample, "extra_css: [own.css]")
    sample.write(
        "site_src/own.css", 'p { color: red }\n@import "https://a.example/b.css";\nq { background: url(//c/d) }\n'
    )
    said = [line for line in sample.run("build").output.splitlines() if line.startswith("site_src/own.css")]
    mend = "Put a copy of the file beside the style sheet, and name that."
    assert said == [
        f'site_src/own.css:2: @import "https://a.example/b.css"; is not let in by the site\'s policy, and will not be '
        f"seen. {mend}",
        f"site_src/own.css:3: q {{ background: url(//c/d) }} is not let in by the site's policy, and will not be seen. "
        f"{mend}",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-be", "big5"])
def test_style_sheets_and_scripts_say_to_browsers_what_a_person_wrote(
    sample: Sample, page: Page, encoding: str
) -> None:
    put(sample, "extra_css: [own.css]")
    put(sample, "extra_javascript: [own.js]")
    words = "縣檔案館藏報" if encoding == "big5" else "县档案馆藏报，共三百余册"
    charset = '@charset "gbk";\n' if encoding == "gb18030" else ""
    sample.write("site_src/own.css", f'{charset}body::after {{ content: "{words}" }}\n'.encode(encoding))
    sample.write("site_src/own.js", f'document.documentElement.dataset.own = "{words}";\n'.encode(encoding))
    assert sample.run("build").exit_code == 0
    page.goto((sample.root / "site/index.html").as_uri())
    assert page.evaluate("document.documentElement.dataset.own") == words
    assert page.evaluate("getComputedStyle(document.body, '::after').content") == f'"{words}"'
    said = sample.run("check").output
    assert all(f"site_src/own.{kind}" in said for kind in ("css", "js")) or "the first of 2 files" in said


def test_a_template_of_ones_own_that_names_no_style_sheets_has_those_of_texts_and_lists(sample: Sample) -> None:
    settings = sample.read("mkdocs.yml")
    sample.write("mkdocs.yml", settings.replace("name: baocang", "name: baocang\n  custom_dir: own", 1))
    sample.write("own/article.html", '{% extends "frame.html" %}\n{% block main %}{{ page.content }}{% endblock %}\n')
    assert sample.run("build").exit_code == 0
    [page, *_] = sorted((sample.root / "site/issues").rglob("0[1-9]-*.html"))
    sheets = re.findall(r'rel="stylesheet" href="[./]*assets/(\w+)\.css"', page.read_text(encoding="utf-8"))
    assert sheets == ["archive", "article", "lists", "calendar"]


def test_a_byte_that_is_no_text_in_a_script_stops_nothing(sample: Sample) -> None:
    put(sample, "extra_javascript: [own.js]")
    sample.write("site_src/own.js", b"// \xa9 2019\nvar own = 1;\n")
    assert sample.run("build").exit_code == 0
    assert (sample.root / "site/own.js").read_bytes() == b"// \xa9 2019\nvar own = 1;\n"


# ---- colours -------------------------------------------------------------------------------------------------------


def test_any_of_materials_colours_can_be_read_on_both_grounds() -> None:
    for colour in COLOURS.values():
        for ground in (LIGHT, DARK):
            assert contrast(readable(colour, ground), ground) >= CONTRAST
    assert readable("#4051b5", LIGHT) == "#4051b5"  # one that can be read stays as it is


@pytest.mark.parametrize(
    ("palette", "said"),
    [
        ({"primary": "indigo"}, "--accent:var(--day,#4051b5)"),
        (
            [{"scheme": "default", "primary": "brown"}, {"scheme": "slate", "primary": "amber"}],
            "--day:initial;--night: ;color-scheme:light}",
        ),
        ([{"media": "(prefers-color-scheme)"}, {"scheme": "slate", "primary": "amber"}], "var(--night,#ffc105)"),
        ({"scheme": "slate"}, "color-scheme:dark}}:root{--accent:var(--day,#a32d1a) var(--night,#ec8b74)}"),
    ],
)
def test_a_palette_gives_the_colours_of_the_site(palette: object, said: str) -> None:
    assert said in sheet({}, palette)
    assert "--accent:var(--day,#112233)" in sheet({"accent": "#112233"}, palette)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_site_in_the_dark_scheme_is_dark_until_its_reader_chooses(
    sample: Sample, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    put(sample, "theme: {name: baocang, palette: {scheme: slate, primary: deep purple}}")
    assert sample.run("build", "--strict").exit_code == 0
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto((sample.root / f"site/{ARTICLE}").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(27, 25, 23)"
    assert violations(page) == []
    page.get_by_role("button", name="外观").click()
    expect(page.get_by_role("radio", name="自动")).to_be_checked()
    page.get_by_role("radio", name="米黄").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(244, 232, 208)"
    assert violations(page) == []
    page.get_by_role("radio", name="浅色").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 241)"
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize(
    ("palette", "said"),
    [
        ("{primary: teel}", "primary of the palette is teel. Known are red, pink, "),
        ("{scheme: night}", "scheme of the palette is night. Known are default, slate; "),
        ("{primary: teal, accent: red}", "accent of the palette is not obeyed where primary is given. Take it out: "),
        ("{colour: teal}", "palette has no colour. Take it out. Known are scheme, primary, accent, media, toggle."),
        ("teal", 'palette is teal. Write names with values, as in "primary: teal".'),
    ],
)
def test_what_a_palette_cannot_say_is_named_with_its_line(sample: Sample, palette: str, said: str) -> None:
    where = put(sample, f"theme: {{name: baocang, palette: {palette}}}")
    result = sample.run("build")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if line.startswith(f"{where}{said}")], result.output


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)])
def test_axe_finds_nothing_on_a_page_with_a_logo_and_links_to_its_file(
    dressed: Sample, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    for name in (ARTICLE, "index.html", "about.html"):
        page.goto((dressed.root / "site" / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    context.close()


def test_such_pages_are_valid_html(dressed: Sample) -> None:
    assert validate(*(dressed.root / "site" / name for name in (ARTICLE, "index.html", "about.html"))) == (0, "")


def test_a_link_of_ones_own_page_that_leads_nowhere_is_said_where_it_stands(sample: Sample) -> None:
    sample.write("site_src/hall/rules.md", "# 章程\n")
    sample.write("site_src/hall/history.md", "# 沿革\n\n见[章程](rule.md)。\n")
    result = sample.run("build")
    assert [line for line in result.output.splitlines() if "history.md" in line] == [
        "site_src/hall/history.md:3: contains a link 'rule.md', but the target 'hall/rule.md' is not found among "
        "documentation files. Correct it there."
    ]
    assert "mkdocs.yml:" not in result.output
