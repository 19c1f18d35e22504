"""Reading without a network, as a reader meets it in Chromium: the site lies in a folder of its host, as a project's on
GitHub Pages, and the server can be stopped and sends another build."""

import re
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.conftest import InParts, Sample, Server, copy_of_shipped, violations
from tests.site.test_finding import ask, said

pytestmark = pytest.mark.browser

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
OTHER = "issues/llrb/2024-03-07/00-03.html"
TITLE = "我市抓实小额信贷　助力乡村振兴"
SAID = re.compile(r"<p id=\"p1\">([^<]{12,})")


class Host:
    """A web server that can be stopped and started at the same address; the archive lies in its folder /repo/."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.pause = 0.0
        """Seconds that an answer takes."""
        self._server: Server | None = None
        self._port = 0

    def start(self) -> "Host":
        host = self

        class Handler(InParts):
            def send_head(self):  # type: ignore[no-untyped-def]
                host.asked.append(self.path)
                time.sleep(host.pause)
                return super().send_head()

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-cache")  # as the configurations in hosting/ have it
                super().end_headers()

        handler = partial(Handler, directory=str(self.folder))
        self._server = Server(self._port, handler)
        self._port = self._server.server_port
        return self

    def stop(self) -> None:
        if self._server:
            self._server.end()
            self._server = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/repo"

    def publish(self, site: Path) -> None:
        """What a build has made is what the host has from now on."""
        shutil.rmtree(self.folder / "repo", ignore_errors=True)
        shutil.copytree(site, self.folder / "repo")


@pytest.fixture
def host(shipped: Sample, tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path / "host")
    host.publish(shipped.root / "site")
    yield host.start()
    host.stop()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context
    context.close()


def read(tab: Page, address: str) -> None:
    """Opens a page, and waits until the worker has kept it."""
    tab.goto(address)
    expect(tab.locator("footer").get_by_role("link", name="离线阅读")).to_be_visible()


def test_what_was_read_opens_without_a_network_with_its_styles(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    read(tab, f"{host.address}/{ARTICLE}")
    host.stop()
    tab.goto("about:blank")
    tab.goto(f"{host.address}/{ARTICLE}")
    expect(tab.get_by_role("heading", name=TITLE)).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 241)"
    expect(tab.locator(".cites button").first).to_be_visible()


def test_a_page_that_was_not_kept_is_said_and_what_is_kept_is_listed(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    read(tab, f"{host.address}/search/index.html?q=zzzzqq")  # nothing to read again
    read(tab, f"{host.address}/{ARTICLE}")
    host.stop()
    tab.goto(f"{host.address}/{OTHER}")
    expect(tab.get_by_role("heading", name="离线阅读")).to_be_visible()
    expect(tab.get_by_role("heading", name="读过的")).to_contain_text("1")
    expect(tab.get_by_role("link", name="zzzzqq")).to_have_count(0)
    expect(tab.locator(".problem [role=status], .problem[role=status]")).to_contain_text(
        "现在没有网络，这一页也没有保存在本机"
    )
    kept = tab.get_by_role("link", name=TITLE)
    expect(kept).to_be_visible()
    assert violations(tab) == []
    kept.click()
    expect(tab.locator("article h1")).to_have_text(TITLE)
    tab.go_back()
    host.start()
    tab.get_by_role("link", name="再试一次").click()
    expect(tab.locator(".clipping article")).to_be_visible()
    assert tab.url == f"{host.address}/{OTHER}"


def panel(tab: Page) -> Locator:
    return tab.locator(".shelf")


def keep(tab: Page, address: str) -> None:
    """Keeps a county or a year whole."""
    tab.goto(address)
    tab.get_by_role("button", name="保存到本机，离线阅读").click()
    tab.get_by_role("button", name="开始保存").click()
    expect(panel(tab)).to_contain_text("已保存在本机", timeout=30_000)


def test_a_county_is_kept_whole_and_how_much_that_is_is_said_before(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    tab.goto(f"{host.address}/counties/140428/index.html")
    tab.get_by_role("button", name="保存到本机，离线阅读 长子县").click()
    expect(panel(tab)).to_contain_text(re.compile(r"8篇，要加载\d+个文件，0\.[3-9] MB。"))
    assert not any("zzxb" in name for name in host.asked), "nothing is loaded before it is wished"
    tab.get_by_role("button", name="不保存").click()
    expect(tab.get_by_role("button", name="保存到本机，离线阅读 长子县")).to_be_focused()
    keep(tab, tab.url)
    assert violations(tab) == []
    articles = tab.locator(".entries h3 a").evaluate_all("links => links.map(a => a.href)")
    assert len(articles) == 8
    host.stop()
    for address in articles[:3]:
        tab.goto(address)
        expect(tab.locator(".clipping article")).to_be_visible()
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 241)"
    tab.goto(f"{host.address}/counties/140428/index.html")
    tab.get_by_role("button", name="从本机删去").click()
    expect(panel(tab)).to_contain_text("已从本机删去")
    expect(tab.get_by_role("button", name="保存到本机，离线阅读 长子县")).to_be_focused()
    tab.goto(articles[3])
    expect(tab.get_by_role("heading", name="离线阅读")).to_be_visible()
    tab.get_by_role("link", name=re.compile("长子县")).first.click()  # what was read stays


def test_a_year_is_kept_whole(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    keep(tab, f"{host.address}/dates/2024/index.html")
    host.stop()
    for name in (
        ARTICLE,
        "issues/llrb/2024-03-07/index.html",
        "issues/llrb/2024-03-07/text-1.html",
        "dates/2024/03.html",
    ):
        tab.goto(f"{host.address}/{name}")
        assert tab.url == f"{host.address}/{name}"
        assert tab.locator("h1").first.inner_text() != "离线阅读"
    tab.goto(f"{host.address}/offline/index.html")
    expect(panel(tab).locator("h3").get_by_role("link", name="2024年", exact=True)).to_be_visible()
    expect(panel(tab)).to_contain_text("已保存在本机：8篇")


def test_the_search_works_without_a_network_where_its_data_are_kept(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    keep(tab, f"{host.address}/counties/140428/index.html")
    host.stop()
    tab.goto(f"{host.address}/search/index.html?q=小额信贷")
    expect(said(tab)).to_have_text("找到 2 篇")
    ask(tab, "火星殖民地")
    expect(said(tab)).to_contain_text("没有找到")


def test_a_search_whose_data_are_not_kept_says_so_and_never_that_nothing_was_found(
    host: Host, reader: BrowserContext
) -> None:
    tab = reader.new_page()
    read(tab, f"{host.address}/search/index.html")
    host.stop()
    tab.goto(f"{host.address}/search/index.html?q=小额信贷")
    expect(said(tab)).to_contain_text("检索没有完成：现在没有网络，本机没有存全检索数据，所以不能断定有没有。")


def test_parts_of_files_are_asked_of_the_server_as_before(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    read(tab, f"{host.address}/{ARTICLE}")
    answers: list[int] = []
    tab.on("response", lambda response: answers.append(response.status) if "/text/" in response.url else None)
    tab.goto(f"{host.address}/search/index.html?q=小额信贷")
    expect(said(tab)).to_have_text("找到 2 篇")
    assert answers
    assert set(answers) == {206}


KEPT = """async text => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      if ((await (await cache.match(key))?.text())?.includes(text)) found.push(key.url);
    }
  }
  return found;
}"""


def until(tab: Page, script: str, wanted: object, given: object = None) -> None:
    """Asks a page again and again until it answers as is wanted."""
    for _ in range(100):
        if (found := tab.evaluate(script, given)) == wanted:
            return
        tab.wait_for_timeout(100)
    assert found == wanted


def built(archive: Sample) -> Path:
    result = archive.run("build")
    assert result.exit_code == 0, result.output
    return archive.root / "site"


def test_what_was_withdrawn_is_kept_no_longer_once_the_new_build_is_seen(
    host: Host, reader: BrowserContext, tmp_path: Path
) -> None:
    archive = copy_of_shipped(tmp_path / "archive")
    assert archive.run("withdraw", "llrb-2024-03-07-00-02", "--note", "测试").exit_code == 0
    site, tab = built(archive), reader.new_page()
    keep(tab, f"{host.address}/dates/2024/index.html")
    read(tab, f"{host.address}/{ARTICLE}")
    read(tab, f"{host.address}/{OTHER}")
    read(tab, f"{host.address}/counties/141100/index.html")  # the only one that belongs to no year
    words = SAID.findall((host.folder / "repo" / ARTICLE).read_text(encoding="utf-8"))[0][:12]
    assert tab.evaluate(KEPT, words)
    host.publish(site)
    tab.goto(f"{host.address}/about.html")  # any page
    until(tab, KEPT, [], words)
    until(tab, KEPT, [], TITLE)
    until(tab, "archive.ask('all').then(({ sets, dropped }) => sets[2024].done && dropped)", 1)
    host.stop()
    tab.goto(f"{host.address}/{ARTICLE}")
    expect(tab.get_by_role("heading", name="这篇文章已撤下")).to_be_visible()  # the year was loaded anew
    assert words not in tab.content()
    tab.goto(f"{host.address}/{OTHER}")
    expect(tab.locator(".clipping article")).to_be_visible()
    tab.goto(f"{host.address}/offline/index.html")
    expect(panel(tab)).to_contain_text("网站更新后，本机所存的 1 页已改动或撤下，不再保留。")


def test_an_archive_that_keeps_nothing_any_more_takes_back_what_was_kept(
    host: Host, reader: BrowserContext, tmp_path: Path
) -> None:
    archive = copy_of_shipped(tmp_path / "archive")
    archive.write("mkdocs.yml", archive.read("mkdocs.yml").replace("archive: {}", "archive: {offline: false}"))
    site, tab = built(archive), reader.new_page()
    read(tab, f"{host.address}/{ARTICLE}")
    host.publish(site)
    tab.goto(f"{host.address}/{ARTICLE}")
    until(tab, "caches.keys()", [])
    until(tab, "navigator.serviceWorker.getRegistrations().then(all => all.length)", 0)
    tab.goto(f"{host.address}/dates/2024/index.html")
    expect(tab.get_by_role("button", name="保存到本机")).to_have_count(0)
    assert "manifest" not in tab.content()
    tab.wait_for_timeout(500)
    assert tab.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_what_is_too_much_for_the_disk_is_said(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    tab.goto(f"{host.address}/dates/2024/index.html")
    tab.get_by_role("button", name="保存到本机，离线阅读").click()
    session = reader.new_cdp_session(tab)
    origin = host.address.removesuffix("/repo")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 200_000})
    tab.get_by_role("button", name="开始保存").click()
    expect(panel(tab)).to_contain_text("本机的存储空间不够，已停止。")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    tab.get_by_role("button", name="继续保存").click()
    expect(panel(tab)).to_contain_text("已保存在本机：8篇")


def test_keeping_is_stopped_goes_on_and_is_taken_back(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    tab.goto(f"{host.address}/dates/2024/index.html")
    tab.get_by_role("button", name="保存到本机，离线阅读").click()
    host.pause = 0.1
    tab.get_by_role("button", name="开始保存").click()
    expect(panel(tab).get_by_role("progressbar")).to_be_visible()
    tab.get_by_role("button", name="停止").click()
    expect(panel(tab)).to_contain_text(re.compile(r"已停止：存了 \d+ / \d+ 个文件。"))
    tab.reload()
    expect(panel(tab)).to_contain_text("已停止")  # and not gone on with, for that costs
    host.stop()
    tab.get_by_role("button", name="继续保存").click()
    expect(panel(tab)).to_contain_text("网络不通，已停止；有网络时可以继续。")
    host.pause = 0
    host.start()
    tab.reload()  # what broke off goes on by itself
    expect(panel(tab)).to_contain_text("已保存在本机：8篇", timeout=30_000)
    tab.goto(f"{host.address}/offline/index.html")
    tab.get_by_role("button", name="全部删去").click()
    expect(panel(tab)).to_contain_text("本机还没有保存任何一页。")
    assert tab.evaluate(KEPT, "小额信贷") == []


def test_where_no_worker_can_be_nothing_is_offered(shipped: Sample, page: Page) -> None:
    page.goto((shipped.root / "site/dates/2024/index.html").as_uri())
    expect(page.locator(".shelf")).to_be_hidden()
    page.goto((shipped.root / "site/offline/index.html").as_uri())
    expect(page.locator(".shelf")).to_contain_text("这个浏览器没有为本站保存什么")


def test_the_frame_of_the_system_has_the_colour_that_a_reader_chose(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    tab.goto(f"{host.address}/index.html")
    colours = "[...document.querySelectorAll('meta[name=theme-color]')].map(each => each.content)"
    assert tab.evaluate(colours) == ["#fbf8f1", "#1b1917"]
    tab.get_by_role("button", name="外观").click()
    for look, colour in (("浅色", "#fbf8f1"), ("米黄", "#f4e8d0"), ("深色", "#1b1917")):
        tab.get_by_role("radio", name=look).check()
        assert tab.evaluate(colours) == [colour, colour]


def test_the_site_can_be_installed(host: Host, reader: BrowserContext) -> None:
    tab = reader.new_page()
    read(tab, f"{host.address}/{ARTICLE}")
    session = reader.new_cdp_session(tab)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["manifest"]["startUrl"] == f"{host.address}/index.html"
    assert found["manifest"]["scope"] == f"{host.address}/"


def test_where_a_host_writes_into_pages_nothing_is_kept_and_nothing_offered(host: Host, reader: BrowserContext) -> None:
    page = host.folder / "repo/offline/index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<script src='/counter.js'></script>", encoding="utf-8")
    tab = reader.new_page()
    tab.goto(f"{host.address}/counties/140428/index.html")
    expect(panel(tab)).to_be_hidden()
    expect(tab.locator(".entries h3 a")).to_have_count(8)
