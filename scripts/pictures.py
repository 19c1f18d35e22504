"""Takes the pictures of the documentation from the built site.

make site && python scripts/pictures.py        needs Chromium and a Chinese typeface

docs/pictures/KIND.png                 each kind of page four times: wide and on a phone, light and dark
docs/pictures/KIND-WIDTH-SCHEME.png    the pictures in the READMEs
"""

import base64
import struct
import zlib
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, sync_playwright

from generator.base.addresses import author_path, subject_path, url
from tests.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).parent.parent
KINDS = {
    "home": "index.html",
    "dates": "issues/index.html",
    "year": "dates/2024/index.html",
    "month": "dates/2024/03.html",
    "day": "dates/on/03-07.html",
    "paper": "issues/llrb/index.html",
    "issue": "issues/llrb/2025-09-23/index.html",
    "article": "issues/llrb/2024-03-07/00-02.html",
    "lines": "issues/llrb/2024-03-07/text-1.html",
    "places": "counties/index.html",
    "place": "counties/141100/index.html",
    "people": "people/index.html",
    "author": url(author_path("刘丽霞")),
    "subjects": "subjects/index.html",
    "subject": url(subject_path("疫情")),
    "data": "data/index.html",
    "about": "about.html",
    "search": "search/index.html?q=小额信贷",
    "suggestions": "issues/llrb/2024-03-07/00-05.html",
}
"""Every kind of page."""
TYPED = {"suggestions": "jinr"}
SINGLE = {
    "home-1280-light": KINDS["home"],
    "issue-1280-dark": KINDS["issue"],
    "article-390-dark": KINDS["article"],
    "search-390-light": "search/index.html?q=金融 扶贫",
}
HEIGHTS = {1280: 820, 390: 820}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
TODAY = "2026-03-07T09:00:00"  # the front page shows what stood in the papers on this day
GAP = 12  # between the pictures of a sheet
COLOURS = 256  # of a picture: the commonest, which letters and tints of a page hardly exceed
PIXELS = """async ({pictures, gap}) => {
  const rows = await Promise.all(pictures.map(row => Promise.all(row.map(async data => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    return image;
  }))));
  const canvas = document.createElement("canvas");
  const wide = row => row.reduce((sum, image) => sum + image.width + gap, gap);
  canvas.width = Math.max(...rows.map(wide));
  canvas.height = rows.reduce((sum, row) => sum + row[0].height + gap, gap);
  const context = canvas.getContext("2d");
  context.fillStyle = "#8b8270";
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = gap;
  for (const row of rows) {
    let left = gap;
    for (const image of row) {
      context.drawImage(image, left, top);
      left += image.width + gap;
    }
    top += row[0].height + gap;
  }
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let text = "";
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return [canvas.width, canvas.height, btoa(text)];
}"""
"""Rows of PNGs, each as base64, put together: width, height, and four bytes a pixel."""


def picture(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"], typed: str = "") -> bytes:
    """A PNG of the upper part of a page; with something typed into its search field."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme)
    page.clock.set_fixed_time(TODAY)
    page.goto((ROOT / "site").as_uri() + "/" + address)
    if "?q=" in address:
        page.locator("mark").first.wait_for()
    if typed:
        page.get_by_role("combobox").press_sequentially(typed)
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
    taken = page.screenshot(animations="disabled")
    page.close()
    return taken


def joined(browser: Browser, rows: list[list[bytes]], gap: int = 0) -> bytes:
    """One PNG of several, row below row."""
    page = browser.new_page()
    encoded = [[base64.b64encode(one).decode() for one in row] for row in rows]
    width, height, data = page.evaluate(PIXELS, {"pictures": encoded, "gap": gap})
    page.close()
    return png(np.frombuffer(base64.b64decode(data), "u1").reshape(height, width, 4)[:, :, :3])


def png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG with a palette, a third of one without: the commonest colours, the rest by the nearest of them."""
    height, width, _ = pixels.shape
    codes = pixels.astype("u4") @ np.array([1 << 16, 1 << 8, 1], "u4")
    colours, at, times = np.unique(codes, return_inverse=True, return_counts=True)
    known = np.sort(np.argsort(-times.astype("i8"), kind="stable")[:COLOURS])
    channels = (colours[:, None] >> np.array([16, 8, 0], "u4") & 255).astype("i4")
    palette = channels[known]
    nearest = np.array([((palette - colour) ** 2).sum(1).argmin() for colour in channels], "u1")
    lines = np.zeros((height, width + 1), "u1")  # the first byte of each: not filtered
    lines[:, 1:] = nearest[at.reshape(height, width)]
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": palette.astype("u1").tobytes(),
        b"IDAT": zlib.compress(lines.tobytes(), 9),
        b"IEND": b"",
    }
    framed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def main() -> None:
    pictures = ROOT / "docs/pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for kind, address in KINDS.items():
            typed = TYPED.get(kind, "")
            rows = [[picture(browser, address, width, scheme, typed) for width in HEIGHTS] for scheme in SCHEMES]
            (pictures / f"{kind}.png").write_bytes(joined(browser, rows, GAP))
        for name, address in SINGLE.items():
            _, width, scheme = name.split("-")
            taken = picture(browser, address, int(width), "dark" if scheme == "dark" else "light")
            (pictures / f"{name}.png").write_bytes(joined(browser, [[taken]]))
        browser.close()


if __name__ == "__main__":
    main()
