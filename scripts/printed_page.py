"""Takes the picture of a printed page in the READMEs: a page typeset of the sample's articles, read, segmented, built.

    python -m scripts.printed_page        needs Chromium and a Chinese typeface

docs/pictures/printed-1280-light.png
"""

import random
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from generator.base.printed_page import Box
from generator.language.places import gazetteer
from generator.seeds import holdings, issue_list
from generator.seeds.files.reader import Reader
from scripts.pictures import ROOT, png
from scripts.printing.press import designed
from scripts.printing.sheet import Piece, Sheet
from tests.conftest import CHROMIUM, FLAGS, begun

SEED = 7
"""Of a page with headlines over, beside and below each other, and with pictures."""
LISTED = """papers:
  llrb: {name: 吕梁日报, place: 吕梁市, adcode: "141100"}
issues:
  - paper: llrb
    date: 2024-03-07
    pages:
      - {file: pages/1.pdf, page: 2}
"""
TYPE = "Noto Serif CJK SC, Source Han Serif SC, Songti SC, serif"
HEAVY = ("title", "kicker", "subtitle")


def typeset(seed: int) -> Sheet:
    """A page of articles of the sample archive."""
    reader = Reader(ROOT)
    held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
    pool = [
        {"title": a.title, "kicker": a.kicker, "subtitle": a.subtitle, "paragraphs": [*a.paragraphs]}
        for a in (entry.article for entry in held.entries)
        if 200 < len(a.body) < 1600 and a.title_source == "page"
    ]
    rnd = random.Random(seed)
    rnd.shuffle(pool)
    return designed(pool, rnd)


def drawn(sheet: Sheet) -> str:
    """The page as an SVG in HTML, each line as long as it was set."""
    boxes = "".join(_rect(box, fill="#222") for box in sheet.rules)
    boxes += "".join(_rect(box, fill="none", stroke="#222") for box in sheet.frames)
    boxes += "".join(map(_photograph, sheet.pictures))
    size = f'width="{sheet.width:.0f}" height="{sheet.height:.0f}"'
    style = f"@page {{ size: {sheet.width:.0f}px {sheet.height:.0f}px; margin: 0 }} body {{ margin: 0 }}"
    lines = "".join(map(_line, sheet.pieces))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{TYPE}">{boxes}{lines}</svg>'
    return f"<style>{style}</style>{svg}"


def _photograph(box: Box) -> str:
    """Greys that go over into each other, as a picture and not as a drawing."""
    out = BytesIO()
    Image.linear_gradient("L").resize((64, 48)).point(lambda grey: 90 + grey // 2).save(out, "PNG")
    data = b64encode(out.getvalue()).decode()
    size = f'x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    return f'<image {size} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'


def _rect(box: Box, **more: str) -> str:
    how = " ".join(f'{name}="{value}"' for name, value in more.items())
    return f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" {how}/>'


def _line(piece: Piece) -> str:
    b, weight = piece.box, ' font-weight="700"' if piece.role in HEAVY else ""
    if piece.vertical:
        step = b.height / max(1, len(piece.text))
        how = f'font-size="{piece.size:.1f}"{weight}'
        tops = (b.top + (n + 0.85) * step for n in range(len(piece.text)))
        rows = zip(tops, map(escape, piece.text), strict=True)
        return "".join(f'<text x="{b.left:.1f}" y="{top:.1f}" {how}>{c}</text>' for top, c in rows)
    place = f'x="{b.left:.1f}" y="{b.top + 0.85 * piece.size:.1f}" textLength="{b.width:.1f}"'
    return f'<text {place} font-size="{piece.size:.1f}"{weight}>{escape(piece.text)}</text>'


def printed(browser: Browser, sheet: Sheet) -> bytes:
    """The page as a PDF."""
    page = browser.new_page()
    page.set_content(drawn(sheet))
    data = page.pdf(width=f"{sheet.width:.0f}px", height=f"{sheet.height:.0f}px", print_background=True)
    page.close()
    return data


def taken(browser: Browser, pdf: bytes, folder: Path) -> bytes:
    """How the site shows it, the greatest article pointed at."""
    archive = begun(folder, LISTED)
    settings = archive.read("mkdocs.yml").replace("archive: {}", "archive: {facsimile: page}", 1)
    archive.write("mkdocs.yml", settings.replace("我的报藏", "报藏", 1))
    archive.write("seeds/pages/1.pdf", pdf)
    for command in ("segment", "build"):
        result = archive.run(command)
        assert result.exit_code == 0, result.output
    page = browser.new_page(viewport={"width": 1280, "height": 1100}, color_scheme="light")
    page.goto((folder / "site/issues/llrb/2024-03-07/page-1.html").as_uri())
    page.locator(".sheet[data-ready]").wait_for()
    page.locator(".contents a").nth(1).hover()
    page.wait_for_timeout(500)
    data = page.screenshot(animations="disabled")
    page.close()
    return data


def main() -> None:
    with sync_playwright() as play, TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        data = taken(browser, printed(browser, typeset(SEED)), Path(folder) / "archive")
        browser.close()
    image = Image.open(BytesIO(data)).convert("RGB")
    (ROOT / "docs/pictures/printed-1280-light.png").write_bytes(png(np.asarray(image)))


if __name__ == "__main__":
    main()
