"""What tests share: small archives made on the spot, the archive that ships, built, servers, Chromium."""

import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import mkdocs.plugins
import mkdocs.utils
import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from generator.base import assets, workers

workers.tune()  # as the program does, before numpy is imported: most tests run its commands in this process

from generator.build.new import TO_WRITE  # noqa: E402
from generator.cli import main  # noqa: E402
from tests import only_posix  # noqa: E402

pytest_plugins = ["tests.review.desks"]

# The same examples in every run, so that a commit passes or fails for what is in it; `--hypothesis-profile new` draws
# others. No deadline: these machines are noisy.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("new", deadline=None)
settings.load_profile("same")

REPOSITORY = Path(__file__).parent.parent
SHIPPED = REPOSITORY / "tests/archives/shipped"
"""The archive that ships, as it was when tests said something of it: that holds whatever `seeds/` has now."""
AXE = REPOSITORY / "node_modules/axe-core/axe.min.js"
# Chromium without its windows takes a third of the processor time for the same pages; Debian has it as a package.
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

LISTENS = """
addEventListener("securitypolicyviolation", event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));
"""
ISSUES = """\
papers:
  xxb:
    name: 兴县报
    place: 兴县
    adcode: "141123"
issues:
  - paper: xxb
    date: 2024-03-07
"""
ARTICLES = """\
paper: xxb
date: 2024-03-07
articles:
  - id: xxb-2024-03-07-01-01
    page: 1
    title: 我县春耕全面展开
    authors: [{name: 王一, role: 记者}]
    byline: 本报讯 （记者 王一）
    county: 兴县
    county_source: paper
    kind: news
    body: |-
      三月的田野一片繁忙。

      农机手正在检修机具。
    reviewed: true
unplaced: []
"""


MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes; a run of all tests writes half as much


def pytest_configure(config: pytest.Config) -> None:
    """Tests write a great many small files, which takes two thirds of the time where they lie in memory; so they do
    where it has room, and nobody says otherwise."""
    free = shutil.disk_usage(MEMORY).free if MEMORY.is_dir() else 0
    if free > ROOM and not config.option.basetemp and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On Windows tests of what it has not are passed over, and say what that is. Files that take longest come first:
    workers take one after the other, and one that began such a file last would go on alone."""
    for item in items if sys.platform == "win32" else ():
        if reason := only_posix.why(getattr(item, "function", None)):
            item.add_marker(pytest.mark.skip(reason=reason))
    takes: dict[Path, float] = defaultdict(float)
    for item in items:
        takes[item.path] += _takes(item)
    items.sort(key=lambda item: -takes[item.path])  # within a file they stay as they stand


def _takes(item: pytest.Item) -> float:
    """About so many seconds of a processor; for the order alone."""
    slow = item.get_closest_marker("slow")
    if slow and slow.args:
        return float(slow.args[0])
    return 0.7 if item.get_closest_marker("browser") else 0.35 if slow else 0.05


@dataclass
class Sample:
    """An archive of a test, with the command line on it."""

    root: Path

    def write(self, file: str, text: str | bytes) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["-C", str(self.root), *arguments], catch_exceptions=False)

    def tree(self, *folders: str) -> dict[str, bytes]:
        """Every file of the folders with its bytes."""
        found = (path for folder in folders for path in (self.root / folder).rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}


SETTINGS = (
    (REPOSITORY / "generator/starter/mkdocs.yml")
    .read_text("utf-8")
    .replace("site_name: 我的报藏", "site_name: 兴县报藏")
    .replace("一句话说明这个报藏收什么报、哪些年。", "兴县的报纸，一九五六年以来。")
)
"""Those of a new archive, with what whoever begins one writes there."""


def begun(folder: Path, issues: str) -> Sample:
    """An archive with the settings of a new one, and no articles yet."""
    archive = Sample(folder)
    archive.write("mkdocs.yml", SETTINGS)
    about = (REPOSITORY / "generator/starter/site_src/about.md").read_text("utf-8")
    archive.write("site_src/about.md", about.replace(TO_WRITE, "本馆"))
    archive.write("seeds/issues.yml", issues)
    return archive


@pytest.fixture(scope="session", autouse=True)
def _process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The cache of a new user, who reads English. What themes and plugins are installed is looked up once, not by each
    command: it takes a third of a build in which nothing changed, and none of them comes or goes."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAOCANG_LANG", "en")
        patch.setattr(assets, "cache", lambda: folder)
        themes, installed = mkdocs.utils.get_themes(), mkdocs.plugins.get_plugins()
        patch.setattr(mkdocs.utils, "get_themes", functools.cache(lambda: themes))
        patch.setattr(mkdocs.plugins, "get_plugins", lambda: {**installed})
        yield


def laid(folder: Path) -> Sample:
    """One newspaper, one issue, one reviewed article."""
    archive = begun(folder, ISSUES)
    archive.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    return archive


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """The archive of `laid`, to be changed."""
    return laid(tmp_path / "archive")


def copy_of_shipped(folder: Path) -> Sample:
    """The archive that ships, to be changed."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    return Sample(folder)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The archive that ships, built. Not to be changed."""
    return built(copy_of_shipped(tmp_path_factory.mktemp("shipped")), "--strict")


def built(archive: Sample, *options: str) -> Sample:
    """The archive, once it is built."""
    result = archive.run("build", *options)
    assert result.exit_code == 0, result.output
    return archive


def main_of(archive: Sample, page: str) -> str:
    """What stands between head and foot of a page of the site, without tags."""
    inner = re.search("<main.*</main>", archive.read(f"site/{page}"), re.S)
    assert inner
    return unescape(re.sub("<[^>]+>", "", inner[0]))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """As Python has it, which passes over the header Range; but it keeps connections open, as web servers do: a search
    over HTTP takes a sixth less so."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a small file waits for the answer to its head

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class InParts(Quiet):
    """Sends parts of files, as most web servers do."""

    def do_GET(self) -> None:
        path, asked = (
            Path(self.translate_path(self.path)),
            re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"] or ""),
        )
        if not asked or not path.is_file():
            super().do_GET()
            return
        data, start, end = path.read_bytes(), int(asked[1]), int(asked[2]) + 1
        if start >= len(data):
            self.send_error(416)
            return
        part = data[start:end]
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)


class Server(http.server.ThreadingHTTPServer):
    """Ends with all its connections, as one that is gone does."""

    def __init__(self, port: int, handler: Callable[..., Quiet]) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), handler)
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, client = super().get_request()
        self._open.add(connection)
        return connection, client

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may go away in the middle."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def end(self) -> None:
        self.shutdown()
        self.server_close()
        for connection in [*self._open]:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def served(folder: Path, kind: type[Quiet] | None = None, port: int = 0) -> Iterator[str]:
    """A web server on loopback, on any port that is free where none is given; its address without the last slash."""
    handler = functools.partial(kind or InParts, directory=str(folder))
    server = Server(port, handler)
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.end()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core has against a page, by WCAG 2.2 AA: the rule, and the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    # What passes is half a megabyte, which takes a fifth of the time: its number will do.
    passed, found = page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations']})"
        ".then(({ passes, violations }) => [passes.length, violations.map(v => [v.id, v.nodes.map(n => n.html)])])",
        tags,
    )
    assert passed
    return [(rule, elements) for rule, elements in found]


def until(page: Page, expression: str) -> None:
    """Waits for what a page says of itself. (Playwright's own way asks by `eval` from the second time on, which our
    pages forbid.)"""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def validate(*pages: Path) -> tuple[int, str]:
    """What html-validate says of pages, which may have * in their names; its rules are in .htmlvalidate.json."""
    node = str(Path(sys.executable).parent / "node")
    command = [node, "node_modules/.bin/html-validate", "--config", ".htmlvalidate.json", *map(str, pages)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page that may read what was copied."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert not wrong


@contextmanager
def _watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page of a reader who has never been here, and what is wrong: errors of its scripts, requests to other hosts and
    what the site's policy does not let in."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.add_init_script(LISTENS)
    tab.on("console", lambda message: wrong.append(message.text) if message.text.startswith("policy") else None)
    tab.on("request", lambda request: wrong.append(request.url) if _elsewhere(request.url) else None)
    yield tab, wrong
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has never been here. Errors of its scripts, requests to other hosts and what the site's
    policy does not let in fail the test."""
    with _watched(browser) as (tab, wrong):
        yield tab
    assert not wrong


@pytest.fixture(scope="module")
def _standing(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    with _watched(browser) as standing:
        yield standing


@pytest.fixture
def visits(_standing: tuple[Page, list[str]]) -> Iterator[Page]:
    """The same page for all tests of a file that only look at what is shown, one kind of page after the other: to open
    one for each takes as long as two visits. What fails a test of `page` fails these; what a visit leaves behind in
    the browser is taken away, and the window is as it was."""
    tab, wrong = _standing
    wrong.clear()
    yield tab
    origin = tab.evaluate("origin")
    tab.evaluate("origin === 'null' || sessionStorage.clear()")
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.emulate_media(color_scheme="null", reduced_motion="null", forced_colors="null", media="null")
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    devtools.send("Network.clearBrowserCache")
    devtools.send("Page.resetNavigationHistory")
    devtools.detach()
    tab.context.clear_cookies()
    assert not wrong


def _elsewhere(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file://", "data:", "about:"))
