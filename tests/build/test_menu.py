"""The menu is what `nav` says, on every page and by every way."""

import re
from collections.abc import Sequence
from typing import Literal
from urllib.parse import urljoin

import pytest
from mkdocs.utils.meta import get_data
from playwright.sync_api import Browser, Page, expect

from generator.base import assets
from generator.build.config import menu
from generator.pages import wording
from tests.build.test_setting_kinds import put
from tests.conftest import Sample, served, validate, violations

NAV = """\
nav:
  - index.md
  - history.md
  - 本馆:
      - 概况: notes/hall.md
      - 规章:
          - notes/rules.md
          - 目录: notes/list.csv
  - notes/odd.md
  - people/index.md
  - 按期: issues/index.md
  - 兴县报: issues/xxb/index.md
  - 县志馆: https://example.org/hall
"""
SHOWN = [
    ("兴县报藏", "index.html"),
    ("沿革", "history.html"),
    ("概况", "notes/hall.html"),
    ("章程", "notes/rules.html"),
    ("目录", "notes/list.csv"),
    ("甲 &amp; 乙 &lt;丙&gt;", "notes/odd.html"),
    ("责任者", "people/index.html"),
    ("按期", "issues/index.html"),
    ("兴县报", "issues/xxb/index.html"),
    ("县志馆", "https://example.org/hall"),
]


def with_menu(sample: Sample) -> Sample:
    put(sample, NAV.rstrip("\n"))
    sample.write("site_src/history.md", "---\ntitle: 沿革\n---\n\n# 本馆沿革\n\n见[章程](notes/rules.md)。\n")
    sample.write("site_src/notes/hall.md", "# 本馆概况\n")
    sample.write("site_src/notes/rules.md", "# 章程\n\n一条。\n")
    sample.write("site_src/notes/odd.md", "# 甲 & *乙* `<丙>`\n")
    sample.write("site_src/notes/list.csv", "a,b\n")
    return sample


@pytest.fixture
def built(sample: Sample) -> Sample:
    file = "seeds/articles/xxb-2024-03-07.yml"
    sample.write(file, sample.read(file).replace("    kind: news\n", "    kind: news\n    column: 农事\n"))
    result = with_menu(sample).run("build", "--strict")
    assert (result.exit_code, sample.run("check").output) == (0, "All well.\n"), result.output
    return sample


def entries(html: str, at: str = "index.html") -> Sequence[tuple[str, str]]:
    """Titles and addresses of the menu of a page that stands there, as from the front page."""
    inside = re.search(r"<nav aria-label=.*?</nav>", html, re.DOTALL)
    assert inside
    return [(title, urljoin(at, to)) for to, title in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)<', inside[0])]


def test_every_page_has_the_menu_in_its_order(built: Sample) -> None:
    site = built.root / "site"
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    assert len(pages) > 15
    for page in pages:
        if page != "404.html":  # its links begin at the root of the host
            assert entries(built.read(f"site/{page}"), page) == SHOWN, page


def test_the_page_where_one_is_is_marked(built: Sample) -> None:
    for page, title in (
        ("issues/xxb/2024-03-07/index", "按期"),
        ("dates/2024/03", "按期"),
        ("people/index", "责任者"),
        ("notes/rules", "章程"),
        ("index", "兴县报藏"),
    ):
        assert re.search(f'aria-current="(page|true)">{title}</a>', built.read(f"site/{page}.html")), page
    assert 'aria-current="true">责任者' not in built.read("site/notes/rules.html")


def test_sections_have_the_titles_of_their_pages(built: Sample) -> None:
    say = wording.read([str(assets.theme())], "zh")
    for name, title in menu.TITLES.items():
        assert get_data(built.read(f"site_src/{name}"))[1]["title"] == say(title)
    assert get_data(built.read("site_src/index.md"))[1]["title"] == "兴县报藏"


def test_another_title_of_a_page_of_ones_own_is_in_the_menu_of_all(built: Sample) -> None:
    built.write("site_src/notes/rules.md", "# 新章程\n")
    assert built.run("build", "--strict").exit_code == 0
    assert ("新章程", "notes/rules.html") in entries(built.read("site/notes/hall.html"), "notes/hall.html")


@pytest.mark.parametrize("nav", ["nav: [index.md]", "nav: [首页: index.md]", "exclude_docs: none"])
def test_without_a_menu_of_its_own_the_archive_has_its_sections(sample: Sample, nav: str) -> None:
    if nav.startswith("exclude"):
        sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("nav:\n  - index.md\n", ""))
    put(sample, nav)
    assert sample.run("build", "--strict").exit_code == 0
    assert [title for title, _ in entries(sample.read("site/index.html"))] == ["日期", "地区", "责任者", "主题", "关于"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("nowhere.md", "nav names nowhere.md, and there is no such file. Write it in site_src/, or name another."),
        (
            "题: ../seeds/issues.yml",
            "nav names ../seeds/issues.yml, and there is no such file. Write it in site_src/, ",
        ),
        ("https://example.org/", 'https://example.org/ has no title in nav. Write "TITLE: https://example.org/".'),
        (
            "题: javascript:alert(1)",
            "nav names javascript:alert(1). Write an address that begins with https://, or the ",
        ),
        (
            "题: /etc/passwd",
            "nav names /etc/passwd. Write an address that begins with https://, or the name of a file in",
        ),
        ("题: ''", '题 in nav names no page. Write one behind it, as in "题: about.md".'),
        ("issues/xxb/index.md", 'issues/xxb/index.md has no title in nav. Write "TITLE: issues/xxb/index.md".'),
    ],
)
def test_an_entry_that_leads_nowhere_is_named_with_its_line(sample: Sample, entry: str, said: str) -> None:
    put(sample, f"nav:\n  - about.md\n  - 栏:\n    - {entry}")
    line = 1 + sample.read("mkdocs.yml").split("\n").index(f"    - {entry}")
    result = sample.run("build")
    assert result.output.startswith(f"mkdocs.yml:{line}: {said}")
    assert result.output.count("\n") == 1
    assert result.exit_code == 2


def test_an_entry_that_names_what_is_withheld_later_is_named_with_its_line(sample: Sample) -> None:
    entry = "  - 春耕: issues/xxb/2024-03-07/01-01.md"
    sections = "\n".join(f"  - {name}" for name in menu.SECTIONS)
    put(sample, f"nav:\n  - about.md\n{entry}\n{sections}")
    assert sample.run("build").exit_code == 0
    assert sample.run("withdraw", "xxb-2024-03-07-01-01", "--note", "因故").exit_code == 0
    assert sample.run("build").exit_code == 0  # a page says so
    assert sample.run("withdraw", "xxb-2024-03-07-01-01", "--withheld", "--note", "因故").exit_code == 0
    before = sample.tree("site")
    result = sample.run("build")
    line = 1 + sample.read("mkdocs.yml").split("\n").index(entry)
    said = (
        f"mkdocs.yml:{line}: nav names issues/xxb/2024-03-07/01-01.md, and the site has no such page. "
        "Name another, or take the entry out.\n"
    )
    assert (result.exit_code, result.output) == (2, said)
    assert sample.tree("site") == before
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace(f"{entry}\n", ""))
    assert sample.run("build").exit_code == 0


@pytest.mark.parametrize("address", ["https://example.org/hall/?a=b", "https://example.org/#hall"])
def test_an_address_of_the_site_with_a_query_or_a_fragment_is_refused(sample: Sample, address: str) -> None:
    put(sample, f"site_url: '{address}'")
    for command, status in (("build", 2), ("check", 1)):
        result = sample.run(command)
        assert result.exit_code == status
        assert (
            f"site_url is {address}, and no page can stand behind a ? or a #. "
            "Write the address of the site's folder, up to that sign.\n"
        ) in result.output


@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "sub-path"])
def test_a_section_opens_and_leads_to_its_pages_by_every_way(built: Sample, page: Page, way: str) -> None:
    with served(built.root) as address:
        home = f"{address}/site" if way == "sub-path" else (built.root / "site").as_uri()
        page.goto(f"{home}/issues/xxb/2024-03-07/01-01.html")
        expect(page.get_by_role("link", name="概况")).to_be_hidden()
        page.get_by_text("本馆", exact=True).click()
        page.get_by_text("规章", exact=True).click()
        page.get_by_role("link", name="章程").click()
        expect(page.get_by_role("heading", name="章程")).to_be_visible()
        assert page.url == f"{home}/notes/rules.html"


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)])
def test_axe_finds_nothing_in_an_open_section_and_it_fits(
    built: Sample, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((built.root / "site/notes/rules.html").as_uri())
    for name in ("本馆", "规章"):
        page.get_by_text(name, exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    context.close()


def test_the_menu_is_valid_html(built: Sample) -> None:
    assert validate(built.root / "site/notes/*.html", built.root / "site/index.html") == (0, "")
