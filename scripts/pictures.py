"""Takes the pictures of the documentation from the built site: docs/NAME-WIDTH-SCHEME.png

make site && python scripts/pictures.py        needs Chromium and a Chinese typeface
"""

import os
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = {
    "home-1280-light": "index.html",
    "issue-1280-dark": "issues/llrb/2025-09-23/index.html",
    "article-1280-light": "issues/llrb/2024-03-07/00-02.html",
    "article-390-dark": "issues/llrb/2024-03-07/00-02.html",
    "search-1280-light": "search/index.html?q=小额信贷",
    "search-390-light": "search/index.html?q=金融 扶贫",
}
HEIGHTS = {1280: 820, 390: 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    (ROOT / "docs").mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        for name, address in PICTURES.items():
            width = int(name.split("-")[1])
            scheme: Literal["light", "dark"] = "dark" if name.endswith("dark") else "light"
            page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme)
            page.goto((ROOT / "site").as_uri() + "/" + address)
            if "?q=" in address:
                page.locator("mark").first.wait_for()
            page.screenshot(path=ROOT / f"docs/{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
