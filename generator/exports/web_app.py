"""What a browser installs the site by: a manifest after the W3C, its icons, and the page of what is kept on the device.

The icons are theme/assets/icon.svg in pixels: a square with the bars of a page of a newspaper, in the archive's colour.
"""

import json
import struct
import zlib
from collections.abc import Iterator

import numpy as np

from generator.pages.catalogue import App, Catalogue
from generator.pages.markdown import document

PAPER = "#fbf8f1"  # --paper in theme/assets/archive.css
GRID = 32  # units of the sign's side
ROUND = 3  # of its corners' radius
BARS = ((6, 7, 20, 5), (6, 15, 9, 2), (6, 19, 9, 2), (6, 23, 9, 2), (17, 15, 9, 10))
"""Left, top, width and height of each bar of the sign."""
FINE = 4  # parts of a pixel's side by which a round corner is smoothed
SHORT = 12  # characters of a name under an icon
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable.png", 512, "maskable"))


def files(c: Catalogue, app: App) -> Iterator[tuple[str, str | bytes]]:
    """Paths below the docs folder, and contents."""
    yield "offline/index.md", document({"template": "offline.html", "title": c.say("keep.title")}, "")
    yield "offline/app.json", manifest(c, app)
    if not app.icon:
        for name, size, purpose in ICONS:
            yield f"offline/{name}", icon(app.accent, size, purpose == "maskable")


def manifest(c: Catalogue, app: App) -> str:
    """Its addresses are relative, for the site may lie in any folder. It has no `id`: by the standard that is then the
    start page's address, and one that is written down would be read from the root of the host."""
    ours = [{"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": on} for name, size, on in ICONS]
    shortcuts = (("search.title", "search"), ("frame.dates", "issues"), ("frame.places", "counties"))
    said = {
        "name": c.name,
        "short_name": c.name[:SHORT],
        **({"description": c.lead} if c.lead else {}),
        "lang": "zh-Hans" if c.say("frame.lang") == "zh-CN" else c.say("frame.lang"),
        "dir": "ltr",
        "start_url": "../index.html",
        "scope": "../",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [{"src": f"../{app.icon[0]}", "sizes": app.icon[1]}] if app.icon else ours,
        "shortcuts": [{"name": c.say(name), "url": f"../{folder}/index.html"} for name, folder in shortcuts],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def icon(accent: str, size: int, maskable: bool) -> bytes:
    """The sign as PNG. One that a system cuts to a shape of its own fills the square, and what is drawn on it lies
    within the middle four fifths."""
    scale = size / GRID * (0.8 if maskable else 1)
    start = (size - scale * GRID) / 2
    pixels = np.empty((size, size, 4), np.uint8)
    pixels[:] = [*bytes.fromhex(accent[1:]), 255]
    for left, top, width, height in BARS:
        x, y, right, bottom = (round(start + scale * at) for at in (left, top, left + width, top + height))
        pixels[y:bottom, x:right, :3] = [*bytes.fromhex(PAPER[1:])]
    if not maskable:
        pixels[:, :, 3] = _rounded(size, scale * ROUND)
    return _png(pixels)


def _rounded(size: int, radius: float) -> np.ndarray:
    """How much of each pixel lies within a square with round corners, 0 to 255."""
    at = (np.arange(size * FINE) + 0.5) / FINE
    beyond = np.maximum(np.maximum(radius - at, at - (size - radius)), 0)
    within = beyond[:, None] ** 2 + beyond[None, :] ** 2 <= radius**2
    parts = within.reshape(size, FINE, size, FINE).sum(axis=(1, 3))
    covered: np.ndarray = (parts * 255 // FINE**2).astype(np.uint8)
    return covered


def _png(pixels: np.ndarray) -> bytes:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
