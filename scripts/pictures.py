"""Takes the pictures of the documentation from the built site: docs/NAME-WIDTH-SCHEME.png

make site && python scripts/pictures.py        needs Chromium and a Chinese typeface
"""

import os
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

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
    "subjects": "subjects/index.html",
    "data": "data/index.html",
    "search": "search/index.html?q=小额信贷",
}
"""Every kind of page, wide and light, and on a phone, dark."""
PICTURES = {
    **{f"{kind}-1280-light": address for kind, address in KINDS.items()},
    **{f"{kind}-390-dark": address for kind, address in KINDS.items()},
    "issue-1280-dark": KINDS["issue"],
    "search-390-light": "search/index.html?q=金融 扶贫",
}
HEIGHTS = {1280: 820, 390: 844}
TODAY = "2026-03-07T09:00:00"  # the front page shows what stood in the papers on this day
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    (ROOT / "docs").mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        for name, address in PICTURES.items():
            width = int(name.split("-")[1])
            scheme: Literal["light", "dark"] = "dark" if name.endswith("dark") else "light"
            page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme)
            page.clock.set_fixed_time(TODAY)
            page.goto((ROOT / "site").as_uri() + "/" + address)
            if "?q=" in address:
                page.locator("mark").first.wait_for()
            page.screenshot(path=ROOT / f"docs/{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
