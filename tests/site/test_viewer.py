"""The manifests of IIIF as others use them: opened in Mirador."""

import shutil
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import served
from tests.site.printed_pages import NAMES, WORDS, close, printed_issue
from tools import viewer

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # ms that a viewer of 2 MB takes to begin on a busy machine
OPENED = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title>
<div id="m" style="position: absolute; inset: 0"></div>
<script src="mirador.js"></script>
<script>
Mirador.viewer({ id: "m", language: "zh-CN", window: { sideBarOpen: true, sideBarPanel: "canvas" },
  windows: [{ manifestId: "../site/iiif/xxb-2024-03-07/manifest.json" }] });
</script></html>"""


def free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def test_mirador_opens_an_issue_and_turns_its_pages(tmp_path: Path, page: Page) -> None:
    archive, port = printed_issue(tmp_path, pages=2), free()
    settings = archive.read("mkdocs.yml")
    archive.write("mkdocs.yml", settings.replace('site_url: ""', f'site_url: "http://127.0.0.1:{port}/site/"', 1))
    close(archive)
    assert archive.run("build").exit_code == 0
    (tmp_path / "beside").mkdir()
    shutil.copy(viewer.FILE, tmp_path / "beside/mirador.js")
    (tmp_path / "beside/index.html").write_text(OPENED, encoding="utf-8")
    (tmp_path / "site").symlink_to(archive.root / "site")
    answers: list[tuple[int, str]] = []
    page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    with served(tmp_path, port=port) as address:
        page.goto(f"{address}/beside/index.html")
        window = page.get_by_role("region", name="兴县报 2024年3月7日")
        open_titles = [NAMES[0][0], NAMES[0][1], NAMES[1][0]]
        for number in (1, 2):
            expect(window).to_contain_text(f"{number} / 2 • 第{number}版", timeout=PATIENCE)
            for title in open_titles:
                expect(window).to_contain_text(title)
            expect(window).not_to_contain_text(NAMES[1][1])
            if number == 1:
                window.get_by_role("button", name="下一页").click()
        window.get_by_role("tab", name="标注").click()
        expect(window).to_contain_text(NAMES[1][0], timeout=PATIENCE)
        expect(window).not_to_contain_text(WORDS)
    pictures = [url for _, url in answers if "/facsimiles/" in url]
    assert len({Path(url).name.partition("-")[0] for url in pictures}) == 2, "the picture of each page was asked for"
    assert {status for status, _ in answers} == {200}, answers
