"""Browsers of 2020: those made of Chromium 86 to 102 that people have, Kiwix on desktops, Firefox before 113, Safari
before 16.4; and what those are told that are older."""

import base64
import json
import random
import re
import subprocess
import zlib
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.base import assets
from generator.search.scripts import packed
from tests.conftest import REPOSITORY, Sample, served

pytestmark = pytest.mark.browser

WITHOUT = """
delete AbortSignal.prototype.throwIfAborted;
delete HTMLFormElement.prototype.requestSubmit;
delete window.DecompressionStream;
"""
CHROMIUM_80 = """
window.DecompressionStream = class extends DecompressionStream {
  constructor(format) {
    if (format === "deflate-raw") throw new TypeError("Unsupported compression format: 'deflate-raw'");
    super(format);
  }
};
"""
"""Up to 102 it inflates what has a head and a sum alone."""


@pytest.mark.parametrize("query", ["小额信贷", "三交镇", "教", "author:刘*"])
def test_a_search_finds_the_same_without_what_came_later(page: Page, shipped: Sample, query: str) -> None:
    with served(shipped.root / "site") as address:
        page.goto(f"{address}/search/index.html?q={query}")
        status = page.locator(".tally [role=status]").first
        expect(status).to_contain_text("找到")
        found, hits = status.inner_text(), page.locator(".hits").inner_text()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.reload()
        expect(status).to_have_text(found)
        assert "inflate.js" not in asked
        page.add_init_script(CHROMIUM_80 if query == "三交镇" else WITHOUT)
        page.reload()
        assert page.evaluate("typeof AbortSignal.prototype.throwIfAborted") == "function"
        expect(status).to_have_text(found)
        assert page.locator(".hits").inner_text() == hits
        assert asked.count("inflate.js") == 1


def test_a_script_that_inflates_and_did_not_come_is_asked_for_again(page: Page, shipped: Sample) -> None:
    page.add_init_script(WITHOUT)
    page.route("**/assets/inflate.js", lambda route: route.abort())
    page.goto((shipped.root / "site/search/index.html").as_uri() + "?q=冻绿叶")
    status = page.locator(".tally [role=status]").first
    expect(status).to_contain_text("检索没有完成")
    page.unroute("**/assets/inflate.js")
    page.get_by_role("button", name="重试").click()
    expect(status).to_have_text("找到 1 篇")


def test_a_suggestion_is_searched_for_without_what_came_later(page: Page, shipped: Sample) -> None:
    page.add_init_script(WITHOUT)
    page.goto((shipped.root / "site/about.html").as_uri())
    field = page.get_by_role("combobox", name="检索全文")
    field.press_sequentially("jinr")
    expect(page.get_by_role("option").first).to_contain_text("金融")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")


SCRIPT = """
globalThis.window = globalThis;
const fs = require("node:fs");
const zlib = require("node:zlib");
require("node:vm").runInThisContext(fs.readFileSync("theme/assets/inflate.js", "utf8"));
const tried = make => { try { return make(); } catch { return null; } };
let [whole, wrong, refused] = [0, [], 0];
JSON.parse(fs.readFileSync(0, "utf8")).forEach((each, n) => {
  const data = Buffer.from(each, "base64");
  const zlibs = tried(() => zlib.inflateRawSync(data, { info: true }));
  const right = zlibs && zlibs.engine.bytesWritten === data.length ? zlibs.buffer : null; // nothing may stand behind it
  const ours = tried(() => Buffer.from(window.archive.inflate(data)));
  if (right ? !ours || !right.equals(ours) : ours) wrong.push(n);
  else if (right) whole++;
  else refused++;
});
process.stdout.write(JSON.stringify([whole, refused, wrong]));
"""


def deflated(content: bytes, level: int = 6, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return deflate.compress(content) + deflate.flush()


def test_what_zlib_inflates_is_inflated_and_what_it_refuses_is_refused(shipped: Sample) -> None:
    """Real data of all three kinds of blocks, and the same with bits turned, cut off, and with bytes behind them."""
    chance = random.Random(7)
    texts = [path.read_bytes() for path in sorted((shipped.root / "site/assets").glob("*.js"))]
    texts += [
        b"",
        b"a",
        "的".encode() * 90_000,
        chance.randbytes(70_000),
        *(path.read_bytes() for path in (shipped.root / "site/search/data").rglob("*.js")),
    ]
    kinds = [(0, zlib.Z_DEFAULT_STRATEGY), (9, zlib.Z_DEFAULT_STRATEGY), (6, zlib.Z_HUFFMAN_ONLY), (6, zlib.Z_FIXED)]
    right = [deflated(text, *kind) for text in texts for kind in kinds]
    damaged = []
    for data in right:
        for _ in range(6):
            part = bytearray(data[: chance.choice([len(data), chance.randrange(len(data))])])
            if part:
                part[chance.randrange(min(len(part), chance.choice([40, len(part)])))] ^= 1 << chance.randrange(8)
            damaged.append(bytes(part + chance.choice([b"", b"", b"x"])))
    given = json.dumps([base64.b64encode(data).decode() for data in right + damaged])
    run = subprocess.run(
        ["node", "-e", SCRIPT], input=given, capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    whole, refused, wrong = json.loads(run.stdout)
    assert wrong == []
    assert whole >= len(right)
    assert refused > len(damaged) // 2


def test_packed_bytes_come_out_of_a_script_as_they_went_in(page: Page, shipped: Sample) -> None:
    content = random.Random(3).randbytes(30_000) * 3
    text = packed([deflated(content)])[0].decode("utf-16-le")
    page.add_init_script(WITHOUT)
    page.goto((shipped.root / "site/search/index.html").as_uri())
    found = page.evaluate("async text => [...await window.archive.inflated(text)]", text)
    assert bytes(found) == content


@pytest.mark.parametrize("address", ["index.html", "search/index.html?q=金融", "issues/llrb/2024-03-07/00-02.html"])
def test_a_browser_below_the_floor_reads_and_is_told_why_it_cannot_search(
    shipped: Sample, browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("delete Element.prototype.replaceChildren")
    page.goto(f"{(shipped.root / 'site').as_uri()}/{address}")
    expect(page.locator("h1")).to_be_attached()
    expect(page.locator(".theme")).to_have_count(0)
    if "search" in address:
        expect(page.locator(".unscripted")).to_contain_text("Chrome、Edge 要 86 以上")
        expect(page.locator("#query")).to_be_hidden()
        page.get_by_role("link", name="按日期").click()
        expect(page.locator("h1")).to_have_text("按日期")
    context.close()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_no_style_needs_what_browsers_of_2020_lack_to_be_light_or_dark(
    shipped: Sample, browser: Browser, system: Literal["light", "dark"]
) -> None:
    """Both looks come of custom properties alone, in every browser above the floor."""
    for sheet in (assets.theme() / "assets").glob("*.css"):
        text = re.sub(r"(?s)/\*.*?\*/", "", sheet.read_text(encoding="utf-8"))
        assert "light-dark(" not in text
        beside = re.sub(r"(?s)@supports \(color: color-mix.*?\n}\n", "", text)
        assert "color-mix(" not in beside
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    page.goto((shipped.root / "site/index.html").as_uri())
    ground = {"light": "rgb(251, 248, 241)", "dark": "rgb(27, 25, 23)"}
    page.get_by_role("button", name="外观").click()
    for look, shown in (("自动", system), ("浅色", "light"), ("深色", "dark")):
        page.get_by_role("radio", name=look).check()
        expect(page.locator("body")).to_have_css("background-color", ground[shown])
    context.close()
