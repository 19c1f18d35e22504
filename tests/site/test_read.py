"""A bundle from the disk: one page shows any page of the archive, and finds what stands in it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Sample, copy_of_shipped, served

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
TITLE = "我市抓实小额信贷　助力乡村振兴"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = copy_of_shipped(tmp_path_factory.mktemp("bundle") / "archive")
    result = archive.run("bundle")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(archive.root / "dist/报藏.zip") as bundle:
        bundle.extractall(archive.root)
    return archive.root / "报藏"


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the browser has against the page while a test is at it: nothing."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


def test_whoever_begins_to_read_sees_the_front_page(page: Page, unpacked: Path, said: list[str]) -> None:
    page.goto((unpacked / "开始阅读.html").as_uri())
    expect(page.locator(".extent")).to_contain_text("41")
    assert page.url.endswith("/read.html")
    page.get_by_role("link", name="地区").click()
    expect(page.locator(".masthead [aria-current]")).to_have_text("地区")
    assert page.url.endswith("/read.html#counties/index.html")


@pytest.mark.parametrize("address", [ARTICLE, ARTICLE.removesuffix(".html")])
def test_an_address_behind_the_sign_shows_its_page(page: Page, unpacked: Path, address: str, said: list[str]) -> None:
    page.goto(f"{(unpacked / 'read.html').as_uri()}#{address}")
    expect(page).to_have_title(f"{TITLE} · 报藏")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".cites button").first).to_be_visible()
    page.locator("nav.turn a").last.click()
    expect(page.locator("h1")).not_to_have_text(TITLE)
    page.go_back()
    expect(page.locator("h1")).to_have_text(TITLE)


@pytest.mark.parametrize("way", ["file", "http"])
def test_what_is_searched_for_is_found_and_opens(page: Page, unpacked: Path, way: str) -> None:
    with served(unpacked) as address:
        page.goto(f"{unpacked.as_uri() if way == 'file' else address}/read.html")
        page.get_by_role("combobox").first.fill("小额信贷")
        page.keyboard.press("Enter")
        expect(page.locator(".tally [role=status]").first).to_have_text("找到 2 篇")
        page.locator(".hits a", has_text=TITLE).click()
        expect(page.locator("h1")).to_have_text(TITLE)
        page.go_back()
        expect(page.locator(".tally [role=status]").first).to_have_text("找到 2 篇")
        page.locator("#query [name=q]").fill("冻绿叶")
        page.keyboard.press("Enter")
        expect(page.locator(".hits h2")).to_have_count(1)
        page.go_back()
        expect(page.locator(".hits h2")).to_have_count(2)


@pytest.mark.parametrize(
    "address",
    [
        f"https://archive.example.org/some/path/{ARTICLE}?from=mail#p3",
        f"{ARTICLE}",
        "https://archive.example.org/issues/llrb/2024-03-07/00-02",
        f"file:///E:/报藏/read.html#{ARTICLE}",
    ],
)
@pytest.mark.parametrize("start", ["index.html", "search/index.html"])
def test_an_address_that_was_copied_leads_to_its_page(page: Page, unpacked: Path, start: str, address: str) -> None:
    page.goto(f"{(unpacked / 'read.html').as_uri()}#{start}")
    page.locator("[role=search] [name=q]").first.fill(address)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLE)
    assert f"#{ARTICLE}" in page.url


SITE = "https://archive.example.org/some"


def test_an_address_of_a_search_of_the_front_page_and_of_none_lead_where_they_did(page: Page, unpacked: Path) -> None:
    def paste(address: str) -> None:
        page.goto("about:blank")
        page.goto((unpacked / "read.html").as_uri())
        page.locator("[role=search] [name=q]").first.fill(address)
        page.keyboard.press("Enter")

    paste(f"{SITE}/search/index.html?q=%E5%B0%8F%E9%A2%9D%E4%BF%A1%E8%B4%B7")
    expect(page.locator(".tally [role=status]").first).to_have_text("找到 2 篇")
    for front in (f"{SITE}/", SITE, "https://archive.example.org"):
        paste(front)
        expect(page.locator(".extent")).to_contain_text("41")
    paste(f"{SITE}/issues/llrb/1900-01-01/00-01.html")
    expect(page.locator(".missing")).to_be_visible()


def test_an_old_address_leads_on(page: Page, sample: Sample) -> None:
    sample.write("seeds/moved.yml", "xxb-2024-03-07-01-09: xxb-2024-03-07-01-01\n")
    assert sample.run("bundle").exit_code == 0
    (path,) = (sample.root / "dist").iterdir()
    with zipfile.ZipFile(path) as bundle:
        bundle.extractall(sample.root)
    page.goto(f"{(sample.root / path.stem / 'read.html').as_uri()}#issues/xxb/2024-03-07/01-09.html")
    page.wait_for_url("**/read.html#issues/xxb/2024-03-07/01-01.html")
    expect(page.locator("h1")).to_be_visible()


def test_what_only_looks_like_an_address_is_searched_for(page: Page, unpacked: Path, said: list[str]) -> None:
    for start in ("index.html", "search/index.html"):
        page.goto(f"{(unpacked / 'read.html').as_uri()}#{start}")
        page.locator("[role=search] [name=q]").first.fill("新/华社")
        page.keyboard.press("Enter")
        expect(page.locator(".tally [role=status]").first).to_contain_text("没有找到")
        page.goto("about:blank")


def test_a_page_that_is_not_there_is_said(page: Page, unpacked: Path, said: list[str]) -> None:
    page.goto(f"{(unpacked / 'read.html').as_uri()}#issues/llrb/1900-01-01/00-01.html")
    expect(page.locator(".missing")).to_be_visible()
    page.get_by_role("link", name="回到首页").click()
    expect(page.locator(".extent")).to_be_visible()


def test_without_scripts_the_texts_can_be_read(browser: Browser, unpacked: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((unpacked / "read.html").as_uri())
    page.get_by_role("link", name="各期正文").click()
    page.get_by_role("link", name="2024年3月7日").first.click()
    expect(page.locator("#llrb-2024-03-07-00-02")).to_contain_text(TITLE)
    expect(page.locator("#llrb-2024-03-07-00-02")).to_contain_text("健全机制，压实责任。")
    context.close()


def test_text_of_a_page_stays_text(browser: Browser, sample: Sample) -> None:
    """What looks like markup, like a script, like the end of one."""
    text = "<script>document.title = 1</script><img src=x onerror=alert(1)>'\\\"</p>"
    sample.write(
        "seeds/articles/more.jsonl",
        '{"paper": "xxb", "date": "2024-03-20", "id": "xxb-2024-03-20-01-01", "page": 1, "title": "标记", "body": "'
        + text.replace("\\", "\\\\").replace('"', '\\"')
        + '"}\n',
    )
    assert sample.run("bundle").exit_code == 0
    (path,) = (sample.root / "dist").iterdir()
    with zipfile.ZipFile(path) as bundle:
        bundle.extractall(sample.root)
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for name in ("read.html#issues/xxb/2024-03-20/01-01.html", "text/0.html"):
        page.goto(f"{(sample.root / path.stem).as_uri()}/{name}")
        expect(page.locator("main")).to_contain_text(text)
        assert page.title() != "1"
    context.close()
