"""MkDocs, ProperDocs and Zensical render an archive that baocang has built: the same pages, for the theme has a name
that they find."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from generator.base import assets
from generator.build import uncommented
from tests.build.test_menu import with_menu
from tests.build.test_own_look import dress
from tests.build.test_setting_kinds import put
from tests.conftest import ARTICLES, ISSUES, Sample, begun, copy_of_shipped
from tests.site.test_own_pages import write

pytestmark = pytest.mark.slow

OF_BUILD = re.compile(r"\.|worker\.js|offline/(?:list\.json|of/|sets/)")
"""What only baocang makes, as it stands for all files of a build: others have the worker that keeps nothing."""
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def full(folder: Path) -> Sample:
    """An archive whose settings say all that may be said, with pages of its own."""
    archive = begun(folder, ISSUES)
    archive.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES)
    with_menu(archive)
    dress(archive)
    write(archive)
    put(archive, "site_url: https://example.org/hall/")
    text = archive.read("mkdocs.yml").replace("favicon:", "palette: {scheme: slate, primary: teal}, favicon:")
    archive.write("mkdocs.yml", text)
    return archive


def new(folder: Path) -> Sample:
    """One from `baocang new`, as it is."""
    archive = Sample(folder)
    assert Sample(folder.parent).run("new", str(folder)).exit_code == 0
    assert archive.run("segment").exit_code == 0
    return archive


def foreign(folder: Path) -> Sample:
    """One with a menu and a template of its own, which baocang runs in its sandbox."""
    archive = full(folder)
    text = archive.read("mkdocs.yml").replace("{name: baocang,", "{name: baocang, custom_dir: theme,")
    archive.write("mkdocs.yml", text)
    archive.write(
        "theme/main.html", '{% extends "frame.html" %}{% block main %}<h1>馆</h1>{{ page.content }}{% endblock %}'
    )
    return archive


ARCHIVES: Mapping[str, Callable[[Path], Sample]] = {
    "new": new,
    "full": full,
    "foreign": foreign,
    "shipped": copy_of_shipped,
}


@pytest.fixture(scope="module")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Each of them, built. Not to be changed."""
    archive = ARCHIVES[request.param](tmp_path_factory.mktemp(request.param) / "archive")
    assert archive.run("build").exit_code == 0
    return archive


def rendered(archive: Sample, program: str, theirs: Path, *more: str) -> Path:
    """The site that another program makes."""
    command = [sys.executable, "-m", program, "build", "-q", "--strict", "-d", str(theirs), *more]
    subprocess.run(command, check=True, cwd=archive.root, env=QUIET)
    return theirs


def differing(ours: Path, theirs: Path) -> list[str]:
    """Pages, feeds and data of the site that another program makes otherwise."""
    names = [path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()]
    assert len(names) > 40
    mine = [name for name in names if not OF_BUILD.match(name)]
    return [name for name in mine if _bare(ours, name) != _bare(theirs, name)]


def _bare(site: Path, name: str) -> bytes:
    """A file of another program's site, without the comments if it is a script or a style sheet of the theme."""
    content, own = (site / name).read_bytes(), assets.theme() / name
    if not own.is_file() or own.suffix not in uncommented.KINDS or own.read_bytes() != content:
        return content
    return uncommented.KINDS[own.suffix](content.decode()).encode()


@pytest.mark.parametrize("built", ARCHIVES, indirect=True)
def test_mkdocs_builds_the_same_pages(built: Sample, tmp_path: Path) -> None:
    assert differing(built.root / "site", rendered(built, "mkdocs", tmp_path / "theirs")) == []


@pytest.mark.parametrize("built", ["full", "shipped"], indirect=True)
def test_properdocs_builds_the_same_pages(built: Sample, tmp_path: Path) -> None:
    """It warns of the name mkdocs.yml where it is not told to take it."""
    theirs = rendered(built, "properdocs", tmp_path / "theirs", "-f", "mkdocs.yml")
    assert differing(built.root / "site", theirs) == []


def test_pages_need_nothing_of_material(tmp_path: Path) -> None:
    """They are the same where the folder of the theme is all that MkDocs has."""
    archive = full(tmp_path / "archive")
    assert archive.run("build").exit_code == 0
    alone = f"{{name: null, custom_dir: '{assets.theme()}', static_templates: [404.html],"
    text = archive.read("mkdocs.yml").replace("{name: baocang,", alone).replace("  baocang: {}", "")
    archive.write("mkdocs.yml", text)
    theirs = rendered(archive, "mkdocs", tmp_path / "theirs")
    assert differing(archive.root / "site", theirs) == []
    assert not (theirs / "assets/stylesheets").exists()


@pytest.mark.parametrize("built", ARCHIVES, indirect=True)
def test_zensical_builds_the_same_pages(built: Sample, tmp_path: Path) -> None:
    """As a browser reads them: Zensical writes ./a for a, and / by its number."""
    archive, ours = Sample(tmp_path / "archive"), built.root / "site"
    shutil.copytree(built.root, archive.root, ignore=shutil.ignore_patterns("site", ".*"))
    subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], check=True, cwd=archive.root)
    theirs = archive.root / "site"
    pages = [path.relative_to(ours).as_posix() for path in ours.rglob("*.html")]
    assert len(pages) > 15
    assert [page for page in pages if _read(ours, page) != _read(theirs, page)] == []
    others = [path.relative_to(ours).as_posix() for path in ours.rglob("*.*") if path.suffix not in (".html", ".xml")]
    kept = [name for name in others if not OF_BUILD.match(name)]
    assert [name for name in kept if _bare(ours, name) != _bare(theirs, name)] == []


class _Reading(HTMLParser):
    """Tags and texts of a page, its links as whole addresses."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self._at = f"https://example.org/{at}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: urljoin(self._at, value or "") if name in LINKS else value for name, value in attrs}
        self.found.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.found += [words] if (words := " ".join(data.split())) else []


LINKS = ("href", "src", "action")


def _read(site: Path, page: str) -> list[object]:
    reading = _Reading(page)
    reading.feed((site / page).read_text(encoding="utf-8"))
    reading.close()
    return reading.found


def test_mkdocs_builds_a_new_archive_that_no_build_has_seen(tmp_path: Path) -> None:
    archive = new(tmp_path / "archive")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    subprocess.run(command, check=True, cwd=archive.root, env=QUIET)
    theirs = (archive.root / "site").rename(tmp_path / "theirs")
    assert archive.run("build").exit_code == 0
    assert differing(archive.root / "site", theirs) == []
    subprocess.run(command, check=True, cwd=archive.root, env=QUIET)
    assert differing(archive.root / "site", theirs) == []
    assert archive.run("build").exit_code == 0


def test_what_is_wrong_with_an_archive_is_said_by_mkdocs_as_well(tmp_path: Path) -> None:
    archive = new(tmp_path / "archive")
    archive.write("seeds/issues.yml", archive.read("seeds/issues.yml") + "more: 1\n")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, check=False, cwd=archive.root, env=QUIET, capture_output=True, text=True)
    assert done.returncode == 1
    assert [line for line in archive.run("build").output.splitlines() if line not in done.stderr] == []
    assert "Traceback" not in done.stderr
    assert not (archive.root / "site").exists()


def test_mkdocs_serves_an_archive(tmp_path: Path) -> None:
    archive = full(tmp_path / "archive")
    assert archive.run("build").exit_code == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}", "--no-livereload"]
    server = subprocess.Popen(command, cwd=archive.root, env=QUIET)
    try:
        for name in ("index.html", "notes/own.html", "issues/xxb/2024-03-07/01-01.html"):
            main = re.compile(r"<main.*</main>", re.DOTALL)
            theirs = main.search(_asked(f"http://127.0.0.1:{port}/hall/{name}"))
            ours = main.search(archive.read(f"site/{name}"))
            assert theirs and ours
            assert theirs[0] == ours[0]
    finally:
        server.terminate()
        server.wait(10)


def _asked(address: str) -> str:
    for _ in range(200):
        with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
        time.sleep(0.1)
    raise AssertionError(address)
