"""The configurations of hosting/ with the servers themselves, and one that cannot be had here by its form."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from generator.base import assets
from tests.conftest import ARTICLES, ISSUES, Sample, begun

pytestmark = pytest.mark.slow

HOSTING = assets.starter() / "hosting"
SERVERS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
ARTICLE = "/issues/xxb/2024-03-07/01-01.html"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    "/": "text/html; charset=utf-8",
    ARTICLE: "text/html; charset=utf-8",
    "/issues/": "text/html; charset=utf-8",
    "/assets/archive.css": "text/css; charset=utf-8",
    "/assets/page.js": "(?:application|text)/javascript; charset=utf-8",
    "/assets/icon.svg": "image/svg\\+xml.*",
    "/feed.xml": "application/atom\\+xml; charset=utf-8",
    "/issues/xxb/feed.xml": "application/atom\\+xml; charset=utf-8",
    "/data/articles.csv": "text/csv; charset=utf-8",
    "/data/articles.jsonl": "application/x-ndjson; charset=utf-8",
    "/data/datapackage.json": "application/json.*",
}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Served:
    """A site behind a real server."""

    port: int
    site: Path

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return Answer(answer.status, told, body)


def program(name: str) -> str:
    if not (found := shutil.which(name, path=SERVERS)):
        pytest.skip(f"{name} is not there: apt-get install nginx-light caddy")
    return found


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """A server until it is no longer needed."""
    env = {"PATH": SERVERS, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    log = folder / "said.log"
    with log.open("wb") as said, subprocess.Popen(command, cwd=folder, env=env, stdout=said, stderr=said) as server:
        try:
            for _ in range(1500):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, log.read_text(encoding="utf-8")
                time.sleep(0.02)
            yield
        finally:
            server.terminate()


def nginx(folder: Path, site: Path, port: int, below: str) -> list[str]:
    command = [program("nginx"), "-p", str(folder), "-c", str(folder / "main.conf"), "-e", "stderr"]
    text = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
    root = site if not below else laid(folder / "root", site, below)
    for there, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/www/baocang;", f"root {root};"),
        ("error_page 404 /404.html;", f"error_page 404 {below}/404.html;"),
    ):
        assert text.count(there) == 1 + (there in text.partition("\n# Below a folder")[2])
        text = text.replace(there, here, 1)
    (folder / "baocang.conf").write_text(text, encoding="utf-8")
    shutil.copy("/etc/nginx/mime.types", folder)
    temporary = "".join(
        f"{what}_temp_path {folder}/{what};" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "main.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; {'user root;' if os.geteuid() == 0 else ''} "
        f"events {{}} http {{ access_log off; include mime.types; default_type application/octet-stream; {temporary} "
        "include baocang.conf; }\n",
        encoding="utf-8",
    )
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
    return command


def caddy(folder: Path, site: Path, port: int, below: str) -> list[str]:
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    text = (HOSTING / "Caddyfile").read_text(encoding="utf-8")
    root = site if not below else laid(folder / "root", site, below)
    for there, here in (
        ("archive.example.org {", f"http://127.0.0.1:{port} {{"),
        ("root * /srv/www/baocang", f"root * {root}"),
        ("rewrite * /404.html", f"rewrite * {below}/404.html"),
    ):
        assert text.count(there) == 1
        text = text.replace(there, here)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text, encoding="utf-8")
    check = [command[0], "validate", *command[2:]]
    tried = subprocess.run(check, capture_output=True, text=True, check=False, env={"HOME": str(folder)})
    assert tried.returncode == 0, tried.stderr
    return command


def laid(root: Path, site: Path, below: str) -> Path:
    shutil.copytree(site, root / below.strip("/"))
    return root


Server = Callable[[Path, Path, int, str], list[str]]


@contextmanager
def behind(server: Server, folder: Path, site: Path, below: str = "") -> Iterator[Served]:
    folder.mkdir()
    port = free_port()
    with running(server(folder, site, port, below), port, folder):
        yield Served(port, site)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A small archive, built, files in gzip beside its own."""
    made = begun(tmp_path_factory.mktemp("served") / "archive", ISSUES)
    made.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    made.write("mkdocs.yml", made.read("mkdocs.yml").replace("archive: {}", "archive: {compress: [gzip]}"))
    assert made.run("build", "--strict").exit_code == 0
    return made


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest, archive: Sample, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with behind(request.param, tmp_path_factory.mktemp("server") / "own", archive.root / "site") as site:
        yield site


@pytest.mark.parametrize("path", TYPES)
def test_each_kind_of_file_goes_out_as_what_it_is_and_is_asked_for_again(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.status == 200
    assert re.fullmatch(TYPES[path], answer.headers["content-type"])
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    name = f"{path}index.html" if path.endswith("/") else path
    assert answer.body == (served.site / name.strip("/")).read_bytes()
    if tag := answer.headers.get("etag"):
        assert served.get(path, If_None_Match=tag).status == 304


def test_what_has_a_digest_in_its_name_is_kept_for_a_year_and_the_catalogue_is_not(served: Served) -> None:
    data = served.site / "search/data"
    names = [path.relative_to(served.site).as_posix() for path in data.rglob("*.js")]
    assert len(names) > 4
    for name in names:
        told = served.get(f"/{name}").headers["cache-control"]
        assert told == ("no-cache" if name.endswith("/catalogue.js") else FOREVER), name


@pytest.mark.parametrize("path", ["/nothing.html", "/issues/a/b/c/nothing.html", "/search/data/0123456789ab/x.js"])
def test_what_is_not_there_is_answered_with_the_archives_own_page(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.status == 404
    assert answer.body == (served.site / "404.html").read_bytes()
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/.published", "/.git/config", "/issues/.hidden"])
def test_what_is_hidden_stays_so(served: Served, path: str) -> None:
    (served.site / "issues/.hidden").write_text("x", encoding="utf-8")
    assert served.get(path).status == 404


def test_a_file_that_lies_ready_in_gzip_goes_out_as_it_is(served: Served) -> None:
    answer = served.get("/assets/archive.css", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert answer.body == (served.site / "assets/archive.css.gz").read_bytes()
    assert gzip.decompress(answer.body) == (served.site / "assets/archive.css").read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("server", [nginx, caddy], ids=["nginx", "caddy"])
@pytest.mark.parametrize("address", ["", "https://archive.example.org/baozang/"], ids=["no address", "its address"])
@pytest.mark.parametrize("below", ["", "/baozang"], ids=["the whole host", "a folder of it"])
def test_the_page_of_an_error_works_at_any_depth(
    sample: Sample, tmp_path: Path, page: Page, server: Server, address: str, below: str
) -> None:
    if address and not below:
        address = "https://archive.example.org/"
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace('site_url: ""', f'site_url: "{address}"'))
    assert sample.run("build", "--strict").exit_code == 0
    with behind(server, tmp_path / "server", sample.root / "site", below) as site:
        home = f"http://127.0.0.1:{site.port}{below}/"
        for gone in ("nothing.html", "issues/xxb/2024-03-07/09-99.html", "a/b/c/d/e/nothing.html"):
            page.goto(home + gone)
            expect(page.locator("h1")).to_have_text("没有这一页")
            expect(page.locator("body")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
            links = page.locator("main a").evaluate_all("found => found.map(a => a.href)")
            assert links == [f"{home}index.html", f"{home}search/index.html", f"{home}issues/index.html"]
            page.locator("main a").first.click()
            page.wait_for_url(f"{home}index.html")
        page.goto(f"{home}a/b/nothing.html")
        page.locator(".masthead form input").fill("春耕")
        page.locator(".masthead form button").click()
        expect(page.locator("main li h2").first).to_contain_text("我县春耕全面展开")


def test_what_iis_reads_is_xml_of_its_form_and_says_the_same() -> None:
    root = ElementTree.parse(HOSTING / "web.config").getroot()
    assert root.tag == "configuration"
    web = root.find("system.webServer")
    assert web is not None
    assert [child.tag for child in web] == [
        "defaultDocument",
        "directoryBrowse",
        "staticContent",
        "urlCompression",
        "httpErrors",
        "httpProtocol",
    ]
    types = {each.attrib["fileExtension"]: each.attrib["mimeType"] for each in web.iter("mimeMap")}
    removed = [each.attrib["fileExtension"] for each in web.iter("remove") if "fileExtension" in each.attrib]
    assert sorted(types) == sorted(removed)  # one that stands there already is an error of IIS
    assert types[".js"] == "application/javascript; charset=utf-8"
    assert types[".jsonl"] == "application/x-ndjson; charset=utf-8"
    assert types[".csv"] == "text/csv; charset=utf-8"
    [error] = web.iter("error")
    assert (error.get("statusCode"), error.get("path"), error.get("responseMode")) == ("404", "404.html", "File")
    headers = {each.get("name"): each.get("value") for each in web.iter("add") if each.get("name")}
    assert headers["X-Content-Type-Options"] == "nosniff"
    caches = {place.get("path"): cache.attrib for place in root.iter("location") for cache in place.iter("clientCache")}
    assert caches["search/data"]["cacheControlMaxAge"] == "365.00:00:00"
    assert caches["search/data/catalogue.js"] == {"cacheControlMode": "DisableCache"}


def test_cloudflare_is_told_the_same(archive: Sample) -> None:
    text = (HOSTING / "_headers").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^(/\S+)\n((?:  .+\n)+)", text, re.MULTILINE))
    assert "nosniff" in rules["/*"]
    assert FOREVER in rules["/search/data/*"]
    assert "must-revalidate" in rules["/search/data/catalogue.js"]
    for name in (each.removesuffix(".gz") for each in archive.tree("site/search/data")):
        assert name.endswith("/catalogue.js") or re.search(r"[0-9a-f]{12}", name), name
