"""What a browser installs the site by: a manifest after the W3C, icons, and the page of what is kept on the device."""

import json
from collections.abc import Iterator

from generator.exports.mark import png
from generator.pages.catalogue import App, Catalogue
from generator.pages.markdown import document

PAPER = "#fbf8f1"  # --paper in theme/assets/archive.css
SHORT = 12  # characters of a name under an icon
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable.png", 512, "maskable"))


def files(c: Catalogue, app: App) -> Iterator[tuple[str, str | bytes]]:
    """Paths below the docs folder, and contents."""
    yield "offline/index.md", document({"template": "offline.html", "title": c.say("keep.title")}, "")
    yield "offline/app.json", manifest(c, app)
    if not app.icon:
        for name, size, purpose in ICONS:
            yield f"offline/{name}", png(size, app.accent, maskable=purpose == "maskable")


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
