"""Draws the rooms of generator/ and which of them imports which, from the imports themselves.

python -m scripts.rooms        writes docs/pictures/rooms.svg

A row is the importing room, a column the imported one; a dot above the diagonal is an import that leads downwards. Dots
have three sizes only, so that the picture changes when the house does, and not with every import.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs/pictures/rooms.svg"
ROW, LEFT, TOP = 34, 250, 96
STEPS = ((50, 11), (10, 8), (1, 5))
"""Imports at least, and the radius of their dot."""
STYLE = "text{font:14px sans-serif;fill:#222}.small{font-size:12px;fill:#666}"


def layers() -> list[str]:
    """The rooms from the door down, as the contract of imports in pyproject.toml names them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [rooms] = (c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "rooms")
    return [room.strip() for layer in rooms["layers"] for room in layer.split("|")]


def counted() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How many modules each room has, and how many imports lead from one room to another."""
    graph = grimp.build_graph("generator", cache_dir=None)
    modules = {name: name.split(".")[1] for name in graph.modules if "." in name and not graph.find_children(name)}
    rooms = {name: name.split(".")[1] for name in graph.modules if "." in name}
    arrows = Counter(
        (room, rooms[other])
        for name, room in rooms.items()
        for other in graph.find_modules_directly_imported_by(name)
        if other in rooms and rooms[other] != room
    )
    return Counter(modules.values()), arrows


def drawn(rooms: Sequence[str], modules: Mapping[str, int], arrows: Mapping[tuple[str, str], int]) -> str:
    """An SVG: a box for each room, and its row of dots."""
    side = ROW * len(rooms)
    width, height = LEFT + side + 40, TOP + side + 44
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="20" y="{TOP - 14}" class="small">room, and its modules</text>',
    ]
    for n, room in enumerate(rooms):
        middle, across = TOP + n * ROW + ROW // 2, LEFT + n * ROW + ROW // 2
        out += [
            f'<rect x="20" y="{middle - 13}" width="200" height="26" rx="4" fill="#f4efe4" stroke="#8b8270"/>',
            f'<text x="30" y="{middle + 5}">{room}</text>',
            f'<text x="210" y="{middle + 5}" text-anchor="end" class="small">{modules[room]}</text>',
            f'<line x1="{LEFT}" y1="{middle}" x2="{LEFT + side}" y2="{middle}" stroke="#eee"/>',
            f'<line x1="{across}" y1="{TOP}" x2="{across}" y2="{TOP + side}" stroke="#eee"/>',
            f'<text transform="translate({across + 5} {TOP - 8}) rotate(-50)">{room}</text>',
            f'<rect x="{across - 6}" y="{middle - 6}" width="12" height="12" fill="#ccc"/>',
        ]
    for (one, other), number in sorted(arrows.items()):
        radius = next(size for least, size in STEPS if number >= least)
        across, middle = (start + rooms.index(room) * ROW + ROW // 2 for start, room in ((LEFT, other), (TOP, one)))
        out.append(f'<circle cx="{across}" cy="{middle}" r="{radius}" fill="#a32d1a"/>')
    key = "The room of the row imports from that of the column: 1, 10, 50 imports and more"
    out += [f'<text x="20" y="{height - 16}" class="small">{key}</text>', "</svg>"]
    return "\n".join(out) + "\n"


def picture() -> str:
    return drawn(layers(), *counted())


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
