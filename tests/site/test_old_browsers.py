"""Search in browsers of 2020: those made of Chromium 86 to 102 that people have, and Kiwix on desktops."""

import hashlib
import zlib

import pytest
from playwright.sync_api import Page, expect

from generator.search.scripts import packed
from tests.conftest import Sample, served

pytestmark = pytest.mark.browser

WITHOUT = """
delete AbortSignal.prototype.throwIfAborted;
window.DecompressionStream = class extends DecompressionStream {
  constructor(format) {
    if (format === "deflate-raw") throw new TypeError("Unsupported compression format: 'deflate-raw'");
    super(format);
  }
};
"""


@pytest.mark.parametrize("query", ["小额信贷", "三交镇", "教", "author:刘*"])
def test_a_search_finds_the_same_without_what_came_later(page: Page, shipped: Sample, query: str) -> None:
    with served(shipped.root / "site") as address:
        page.goto(f"{address}/search/index.html?q={query}")
        status = page.locator(".tally [role=status]").first
        expect(status).to_contain_text("找到")
        found, hits = status.inner_text(), page.locator(".hits").inner_text()
        page.add_init_script(WITHOUT)
        page.reload()
        assert page.evaluate("typeof AbortSignal.prototype.throwIfAborted") == "function"
        expect(status).to_have_text(found)
        assert page.locator(".hits").inner_text() == hits


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
def test_what_is_deflated_comes_out_whole(page: Page, shipped: Sample, size: int) -> None:
    """Of a stream that does not end all is read that it holds."""
    content = b"".join(hashlib.sha256(b"%d" % n).digest() * 2 for n in range(size // 64 + 1))[:size]
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    text = packed([deflate.compress(content) + deflate.flush()])[0].decode("utf-16-le")
    page.add_init_script(WITHOUT)
    with served(shipped.root / "site") as address:
        page.goto(f"{address}/search/index.html")
        digest = page.evaluate(
            """async text => {
              const found = await crypto.subtle.digest("SHA-256", await window.archive.inflated(text));
              return [...new Uint8Array(found)].map(byte => byte.toString(16).padStart(2, "0")).join("");
            }""",
            text,
        )
    assert digest == hashlib.sha256(content).hexdigest()
