"""MkDocs renders an archive that baocang has built: the same pages, for the theme has a name that it finds."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.build.test_menu import with_menu
from tests.build.test_own_look import dress
from tests.build.test_setting_kinds import put
from tests.conftest import ARTICLES, ISSUES, Sample, begun, copy_of_repository
from tests.site.test_own_pages import write

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
    "shipped": copy_of_repository,
}


def differing(ours: Path, theirs: Path) -> list[str]:
    """Pages, feeds and data of the site that another program makes otherwise."""
    names = [path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()]
    assert len(names) > 40
    mine = [name for name in names if not name.startswith(".")]
    return [name for name in mine if (ours / name).read_bytes() != (theirs / name).read_bytes()]


@pytest.mark.parametrize("kind", ARCHIVES)
def test_mkdocs_builds_the_same_pages(tmp_path: Path, kind: str) -> None:
    archive = ARCHIVES[kind](tmp_path / "archive")
    assert archive.run("build").exit_code == 0
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-d", str(tmp_path / "theirs")]
    subprocess.run(command, check=True, cwd=archive.root, env=QUIET)
    assert differing(archive.root / "site", tmp_path / "theirs") == []


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
