"""The archive inside Kiwix: a library's server, and what a reader does there in Chromium."""

import http.client
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.exports.mark import png
from tests.build.test_servers import free_port, running
from tests.conftest import copy_of_shipped

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
TITLE = "我市抓实小额信贷　助力乡村振兴"


@dataclass(frozen=True)
class Library:
    """A server of Kiwix's with one archive."""

    server: str
    name: str
    """The archive's, as it stands in addresses."""

    @cached_property
    def archive(self) -> str:
        """Its address: since 3.4 it stands below /content/."""
        new = f"{self.server}/content/{self.name}"
        return new if asked(f"{new}/index.html")[0] == 200 else f"{self.server}/{self.name}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Without the bar that old servers put into each page: what that runs in the page, the page's policy forbids."""
    if not (program := shutil.which("kiwix-serve")):
        pytest.skip("kiwix-serve is not there: apt-get install kiwix-tools")
    archive = copy_of_shipped(tmp_path_factory.mktemp("kiwix") / "archive")
    archive.write("site_src/mark.png", png(24))
    archive.write("site_src/with-picture.md", "# 图\n\n![标记](mark.png)\n")
    archive.write("seeds/moved.yml", "llrb-2024-03-07-00-77: llrb-2024-03-07-00-02\n")
    result = archive.run("bundle", "--zim")
    assert result.exit_code == 0, result.output
    port = free_port()
    command = [program, "--nosearchbar", "-i", "127.0.0.1", "-p", f"{port}", str(archive.root / "dist/报藏.zim")]
    with running(command, port, archive.root.parent):
        yield Library(f"http://127.0.0.1:{port}", quote("报藏"))


def asked(address: str) -> tuple[int, bytes]:
    host, _, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", f"/{path}")
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the browser has against the page while a test is at it: nothing."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    yield found
    assert found == []


def test_whoever_opens_the_archive_sees_the_front_page(page: Page, library: Library, said: list[str]) -> None:
    page.goto(f"{library.archive}/index.html")
    expect(page).to_have_title("报藏")
    expect(page.locator(".extent")).to_contain_text("41")
    page.get_by_role("link", name="地区").click()
    expect(page.locator(".masthead [aria-current]")).to_have_text("地区")


def test_what_is_searched_for_is_found_and_opens(page: Page, library: Library, said: list[str]) -> None:
    page.goto(f"{library.archive}/{ARTICLE}")
    page.locator("[role=search] [name=q]").fill("小额信贷")
    page.keyboard.press("Enter")
    expect(page.locator(".tally [role=status]").first).to_have_text("找到 2 篇")
    page.locator(".hits a", has_text=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.go_back()
    page.locator("#query [name=q]").fill("冻绿叶")
    page.keyboard.press("Enter")
    expect(page.locator(".hits h2")).to_have_count(1)


def whole(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "range"}


@pytest.mark.parametrize("ranges", [True, False], ids=["parts of files sent", "none sent"])
def test_the_index_is_read_as_the_reader_sends_it(page: Page, library: Library, said: list[str], ranges: bool) -> None:
    """Kiwix on a phone hands files over whole."""
    if not ranges:
        page.route("**/*", lambda route: route.continue_(headers=whole(route.request.headers)))
    parts: list[int] = []
    page.on("response", lambda answer: parts.append(answer.status) if "/search/data/" in answer.url else None)
    page.goto(f"{library.archive}/search/index.html?q=三交镇")
    expect(page.locator(".hits h2").first).to_contain_text("三交镇")
    assert (206 in parts) == ranges


def test_a_page_is_dark_where_the_reader_wishes_it(browser: Browser, library: Library) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{library.archive}/{ARTICLE}")
    expect(page.locator("body")).to_have_css("background-color", "rgb(27, 25, 23)")
    context.close()


def test_pictures_are_seen(page: Page, library: Library, said: list[str]) -> None:
    page.goto(f"{library.archive}/with-picture.html")
    expect(page.get_by_role("img", name="标记")).to_be_visible()
    assert page.evaluate("document.querySelector('main img').naturalWidth") == 24


def test_an_address_that_was_left_leads_on(page: Page, library: Library, said: list[str]) -> None:
    page.goto(f"{library.archive}/issues/llrb/2024-03-07/00-77.html")
    expect(page.locator("h1")).to_have_text(TITLE)
    assert page.url.endswith(f"/{ARTICLE}")


def test_no_link_leads_to_what_is_not_there(library: Library, page: Page) -> None:
    for start in ("index.html", ARTICLE, "issues/llrb/index.html", "counties/141100/index.html", "about.html"):
        page.goto(f"{library.archive}/{start}")
        links = page.evaluate(
            "[...document.querySelectorAll('a[href], link[href]')].map(each => each.getAttribute('href'))"
            ".map(to => new URL(to, document.baseURI).href.split('#')[0])"
        )
        inside = {link for link in links if link.startswith(library.archive)}
        assert len(inside) > 5
        assert [link for link in inside if asked(link)[0] != 200] == []


def test_kiwix_offers_titles_and_finds_words(library: Library) -> None:
    status, body = asked(f"{library.server}/suggest?content={library.name}&term={quote('小额')}")
    assert status == 200
    offered = [each for each in json.loads(body) if each["kind"] == "path"]
    assert [(each["value"], each["path"]) for each in offered] == [(TITLE, ARTICLE)]
    status, body = asked(f"{library.server}/search?content={library.name}&pattern={quote('信贷')}")
    assert status == 200
    found = set(re.findall(r'href="[^"]*/(issues/[^"]+)"', body.decode()))
    assert ARTICLE in found
    assert all(re.fullmatch(r"issues/[^/]+/[^/]+/\d+-\d+\.html", each) for each in found)
