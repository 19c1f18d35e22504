"""A page of OCR at the desk."""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.review import review
from tests.printed import files
from tests.printed.test_segment import archive
from tests.review.desks import READER, open_issue

pytestmark = pytest.mark.browser


def test_a_line_that_ocr_was_not_sure_of_is_marked(tmp_path: Path, page: Page) -> None:
    made = archive(tmp_path, "      - {file: pages/a.json, page: 1}\n", a__json=files.RAPID)
    made.run("segment")
    server = review.Server(made.root, 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        page.add_init_script(READER)
        open_issue(server, page)
        expect(page.locator(".line .words")).to_have_text([*files.LINES])
        expect(page.locator(".unsure")).to_have_text(files.CAPTION)
        expect(page.locator(".unsure")).to_have_attribute("title", "识别把握 61%")
        expect(page.locator(".line .spoken").last).to_contain_text("识别把握 61%")
    finally:
        server.shutdown()
        server.server_close()
