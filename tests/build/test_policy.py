"""What the site's Content-Security-Policy keeps out, and who may look at the preview."""

import http.client
import os
import re
import shutil
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.base import assets, hurry
from generator.build import policy, preview
from tests.conftest import LISTENS, Sample, laid, served
from tests.torture import everything

pytestmark = pytest.mark.slow

OWN = """# 说明

<p style="color:red">红</p>

<script>document.title = "改了";</script>

<img src="https://example.org/a.png" alt="图" onerror="document.title = '也改了'">

<a href="javascript:document.title='又改了'">点</a>

| 左 | 右 |
|:---|---:|
| 1 | 2 |
"""


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p style="color:red">x</p>', ['style="color:red" of <p>']),
        ("<style>p{}</style>", ["<style>"]),
        ("<script>x()</script>", ["<script> with its text in the page"]),
        ('<script src="own.js"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<img onerror="x()" src="a.png">', ['onerror="x()" of <img>']),
        ('<a href=" JavaScript:x()">x</a>', ['href=" JavaScript:x()" of <a>']),
        ('<a href="https://example.org/">x</a>', []),
        ('<img src="//example.org/a.png"/>', ["<img> from another host, //example.org/a.png"]),
        (
            '<link rel="stylesheet" href="https://example.org/a.css">',
            ["<link> from another host, https://example.org/a.css"],
        ),
        ('<link rel="canonical" href="https://example.org/a.html">', []),
        ("<p>style=&quot;color&quot; &lt;script&gt;</p><code>onclick=</code>", []),
    ],
)
def test_what_a_page_would_lose_is_named(html: str, found: list[str]) -> None:
    assert policy.against(html) == found


def test_a_page_of_ones_own_is_told_what_its_readers_will_not_have(sample: Sample) -> None:
    sample.write("site_src/own.md", OWN)
    result = sample.run("build")
    assert result.exit_code == 0
    mend = "Put it into a file of its own in that folder, and let the page name it."
    what = "is not let in by the site's policy, and will not be seen"
    assert [line for line in result.output.splitlines() if line.startswith("site_src")] == [
        f'site_src/own.md: style="color:red" of <p> {what}. {mend}',
        f"site_src/own.md: <script> with its text in the page {what}. {mend}",
        f"site_src/own.md: <img> from another host, https://example.org/a.png {what}. {mend}",
        f"site_src/own.md: onerror=\"document.title = '也改了'\" of <img> {what}. {mend}",
        f"site_src/own.md: href=\"javascript:document.title='又改了'\" of <a> {what}. {mend}",
    ]


def test_a_page_of_ones_own_runs_no_script_and_asks_no_host(sample: Sample, browser: Browser) -> None:
    sample.write("site_src/own.md", OWN)
    assert sample.run("build").exit_code == 0
    context = browser.new_context()
    tab, asked = context.new_page(), []
    tab.on("requestfinished", lambda request: asked.append(request.url))
    tab.on("requestfailed", lambda request: asked.append(f"{request.failure}"))
    tab.goto((sample.root / "site/own.html").as_uri())
    tab.get_by_role("link", name="点").click()
    assert tab.title() == "说明 · 兴县报藏"
    assert tab.locator("p", has_text="红").evaluate("p => getComputedStyle(p).color") != "rgb(255, 0, 0)"
    assert tab.locator("td", has_text="2").evaluate("td => getComputedStyle(td).textAlign").endswith("right")
    assert [url for url in asked if not url.startswith("file:")] == ["csp"]
    context.close()


def test_no_file_of_the_site_needs_what_the_policy_forbids(shipped: Sample) -> None:
    pages = list((shipped.root / "site").rglob("*.html"))
    assert len(pages) > 50
    assert {page.name: found for page in pages if (found := policy.against(page.read_text(encoding="utf-8")))} == {}
    asks = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\';'
    assert [page for page in pages if asks not in page.read_text(encoding="utf-8")] == []


def test_every_page_opens_under_the_policy_without_a_word(shipped: Sample, browser: Browser) -> None:
    """Every one, and not one of each kind: a page takes a hundredth of a second."""
    site = shipped.root / "site"
    context = browser.new_context()
    context.add_init_script(LISTENS)
    tab, said = context.new_page(), []
    tab.on("console", lambda message: said.append((tab.url, message.text)) if "policy" in message.text else None)
    tab.on("pageerror", lambda error: said.append((tab.url, str(error))))
    for page in sorted(site.rglob("*.html")):
        tab.goto(page.as_uri())
    assert said == []
    context.close()


def test_pages_of_every_kind_open_under_the_policy_without_a_word(tmp_path: Path, browser: Browser) -> None:
    """Printed pages and articles' parts of them, people, subjects, serials, what is withdrawn, reports to a host."""
    made = everything.archive(tmp_path / "archive")
    settings = made.read("mkdocs.yml").replace("  name: baocang\n  custom_dir: theme\n", "  name: baocang\n")
    where = "reports: {mail: a@example.org, repo: https://github.com/example/paper}, editions: true, "
    made.write("mkdocs.yml", settings.replace("archive: {", "archive: {" + where))
    closed = made.read(everything.CLOSED).replace("withheld", "withdrawn")
    made.write(everything.CLOSED, closed)
    assert made.run("segment").exit_code == 0
    assert made.run("build").exit_code == 0
    pages = {path.relative_to(made.root / "site").as_posix(): path for path in (made.root / "site").rglob("*.html")}
    assert {"issues/xxb/2024-03-07/page-1.html", "issues/xxb/2024-03-07/04-01.html"} <= pages.keys()
    assert {name: found for name, path in pages.items() if (found := policy.against(path.read_text("utf-8")))} == {}
    context = browser.new_context()
    context.add_init_script(LISTENS)
    tab, said = context.new_page(), list[str]()
    context.on("console", lambda message: said.append(message.text) if "policy" in message.text else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: said.append(request.url) if request.url[:5] == "https" else None)
    for path in pages.values():
        leads = 'http-equiv="refresh"' in path.read_text("utf-8")  # it would leave while the next one comes
        one = context.new_page() if leads else tab
        one.goto(path.as_uri())
        if leads:
            one.wait_for_timeout(300)
            one.close()
    assert said == []
    context.close()


@pytest.mark.parametrize("way", ["file", "http", "sub-path"])
def test_search_works_under_the_policy_by_every_way(shipped: Sample, page: Page, way: str) -> None:
    if way == "file":
        _search(page, (shipped.root / "site").as_uri())
        return
    with served(shipped.root if way == "sub-path" else shipped.root / "site") as address:
        _search(page, f"{address}/site" if way == "sub-path" else address)


def _search(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    field = page.get_by_role("search").get_by_role("combobox").first
    field.fill("贷款")
    field.press("Enter")
    expect(page.locator(".outcome li").first).to_be_visible()
    assert "search/index.html?q=" in page.url


# ---- the preview ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site_of_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    archive = laid(tmp_path_factory.mktemp("previewed") / "archive")
    assert archive.run("build").exit_code == 0
    return archive.root / "site"


@pytest.fixture
def previewed(sample: Sample, site_of_sample: Path) -> Iterator[tuple[Path, int]]:
    """The folder of a site, and the port at which it can be looked at."""
    ports: list[int] = []
    site = Path(shutil.copytree(site_of_sample, sample.root / "site"))
    server = preview._Server(builder=lambda: None, host="127.0.0.1", port=0, root=str(site))
    server.started = lambda address: ports.append(int(re.findall(r":(\d+)/", address)[0]))
    server.watch(str(sample.root / "seeds"))
    server.server_bind()
    server.server_activate()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield site, ports[0]
    socketserver.BaseServer.shutdown(server)
    server.server_close()


def _asked(port: int, path: str, host: str) -> tuple[int, str]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    link.request("GET", path, headers={"Host": host} if host else {})
    answer = link.getresponse()
    return answer.status, answer.read().decode()


def test_a_preview_is_kept_by_no_browser(previewed: tuple[Path, int]) -> None:
    site, port = previewed
    status, worker = _asked(port, "/worker.js", f"127.0.0.1:{port}")
    assert (status, worker) == (200, (assets.theme() / "worker.js").read_text(encoding="utf-8"))
    assert worker != (site / "worker.js").read_text(encoding="utf-8")


def test_the_preview_answers_to_its_own_names_alone(previewed: tuple[Path, int]) -> None:
    _, port = previewed
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert _asked(port, "/index.html", host)[0] == 200
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "127.0.0.1"):
        for path in ("/index.html", "/livereload/0/0", "/livereload.js?epoch=1&request_id=1"):
            assert _asked(port, path, host) == (403, "只能从本机打开。\n")


@pytest.mark.parametrize("sent", [b"", b"GET /index.html HTTP/1.1\r\n"])
def test_whoever_is_slow_at_the_preview_is_cut_off_and_keeps_nobody_waiting(
    previewed: tuple[Path, int], monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    _, port = previewed
    monkeypatch.setattr(hurry, "PATIENCE", 1.0)
    with ExitStack() as open_:
        slow = [open_.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10)) for _ in range(20)]
        for each in slow:
            each.sendall(sent)
        assert _asked(port, "/index.html", f"127.0.0.1:{port}")[0] == 200
        began, ended = time.monotonic(), False
        while not ended and time.monotonic() - began < 8:  # what comes in drops ends as a whole
            try:
                slow[0].sendall(b"X")
                slow[0].settimeout(0.1)
                ended = slow[0].recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True
        assert ended
        for each in slow[1:]:
            each.settimeout(8)
            assert each.recv(1) == b""


def test_a_page_of_the_preview_may_wait_for_the_next_build(
    previewed: tuple[Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, port = previewed
    monkeypatch.setattr(hurry, "PATIENCE", 0.3)
    monkeypatch.setattr(preview._Server, "poll_response_timeout", 1.5)
    status, epoch = _asked(port, "/livereload/999999999999/1", f"127.0.0.1:{port}")
    assert status == 200
    assert epoch.isdecimal()


def test_the_index_of_a_preview_is_read_by_sites_of_this_machine_alone(previewed: tuple[Path, int]) -> None:
    _, port = previewed
    near = ("http://127.0.0.1:8001", "http://localhost:8002", "http://localhost")
    for origin in (*near, "https://evil.example", "http://127.0.0.1.evil.example", "null", "http://localhost:1x"):
        for path in ("/search/data/catalogue.js", "/data/articles.jsonl", "/index.html"):
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            link.request("GET", path, headers={"Origin": origin})
            let = link.getresponse().headers["Access-Control-Allow-Origin"]
            assert let == (origin if origin in near and path.startswith("/search") else None)


def test_a_page_of_the_preview_reloads_itself_under_the_policy(previewed: tuple[Path, int], page: Page) -> None:
    _, port = previewed
    with page.expect_request(lambda request: "/livereload/" in request.url):
        page.goto(f"http://127.0.0.1:{port}/index.html")
    assert _asked(port, "/livereload.js?epoch=1);x(&request_id=1", f"127.0.0.1:{port}")[0] == 404


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("GET /%00 HTTP/1.1", 400),
        ("GET /index.html%00.png HTTP/1.1", 400),
        ("GET /..%5c..%5cseeds/issues.yml HTTP/1.1", 400),
        ("GET /\\..\\seeds HTTP/1.1", 400),
        ("GET /%ff HTTP/1.1", 400),
        ("GET /%zz HTTP/1.1", 404),
        ("GET /% HTTP/1.1", 404),
        ("GET /..%2f..%2fseeds/issues.yml HTTP/1.1", 404),
        ("GET /../seeds/issues.yml HTTP/1.1", 404),
        ("GET //etc/passwd HTTP/1.1", 404),
        (f"GET /{'a' * 5000} HTTP/1.1", 404),
        (f"GET /{'a/' * 5000} HTTP/1.1", 404),
        (f"GET /{'a' * 70000} HTTP/1.1", 414),
        (f"GET /livereload/{'9' * 5000}/1 HTTP/1.1", 404),
        ("GET /linked.txt HTTP/1.1", 404),
        ("GET /linked/secret HTTP/1.1", 404),
        ("GET /linked HTTP/1.1", 404),
        ("GET /round HTTP/1.1", 404),
        ("GET /pipe HTTP/1.1", 404),
        ("GET http://[/ HTTP/1.1", 404),
        ("POST /index.html HTTP/1.1", 405),
        ("PUT /index.html HTTP/1.1", 405),
        ("OPTIONS * HTTP/1.1", 405),
        ("BREW /index.html HTTP/1.1", 405),
        ("GET /index.html HTTP/1.1\r\nRange: bytes=9-1,x-", 200),
        ("GET /index.html HTTP/1.1\r\nContent-Length: -1", 200),
        ("HEAD /index.html HTTP/1.1", 200),
        ("HEAD /nothing HTTP/1.1", 404),
        ("GET /articles HTTP/1.1", 404),
        ("GET /issues HTTP/1.1", 302),
        ("GET /own.txt HTTP/1.1", 200),
    ],
)
def test_odd_requests_are_answered_and_nothing_is_said_in_the_terminal(
    previewed: tuple[Path, int], capfd: pytest.CaptureFixture[str], tmp_path: Path, request_: str, status: int
) -> None:
    site, port = previewed
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "secret").write_text("密码在此", encoding="utf-8")
    (site / "linked").symlink_to(secret)
    (site / "linked.txt").symlink_to(secret / "secret")
    (site / "round").symlink_to("round")
    (site / "own.txt").symlink_to("index.html")
    os.mkfifo(site / "pipe")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(f"{request_}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    assert answer.startswith((f"HTTP/1.0 {status} ".encode(), f"HTTP/1.1 {status} ".encode())), answer[:80]
    assert "密码在此".encode() not in answer
    if request_.startswith("HEAD"):
        assert answer.endswith(b"\r\n\r\n")
    assert "Traceback" not in capfd.readouterr().err
