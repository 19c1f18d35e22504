"""A sheet as `pdftotext` gives it: the sheet is written as a PDF, and poppler's own program reads it.

Each character is written as one of its own, out of Unicode's planes for private use, so that each that is read is known
again: where on the sheet it stands, and whose it is.
"""

import shutil
import subprocess
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from scripts.printing.sheet import Piece, Sheet
from scripts.typeset import width

PRIVATE = 0xF0000
"""The first character for private use; there are more of them than a page has characters."""
UNIT = 0.95
"""Points of a unit of the sheet."""
TOOL = "pdftotext"


class Glyph(NamedTuple):
    """A character of a sheet."""

    piece: int
    text: str
    left: float
    top: float
    wide: float
    """Its advance, of its size."""


class Extracted(NamedTuple):
    """A line as it is read."""

    text: str
    glyphs: list[Glyph]
    """Its characters, but for white space."""


def there() -> bool:
    """Poppler's program is installed (Debian: poppler-utils)."""
    return shutil.which(TOOL) is not None


def extracted(sheet: Sheet) -> list[Extracted]:
    """The lines that the program reads, from the first to the last; empty ones part its blocks."""
    glyphs = [glyph for n, piece in enumerate(sheet.pieces) for glyph in _glyphs(n, piece, sheet)]
    assert len(glyphs) < 0x10000
    read = subprocess.run(
        [shutil.which(TOOL) or TOOL, "-enc", "UTF-8", "-q", "-", "-"],
        input=_pdf(sheet, glyphs),
        capture_output=True,
        check=True,
    )
    lines = read.stdout.decode("utf-8").replace("\f", "").split("\n")
    found = []
    for line in lines:
        held = [glyphs[ord(c) - PRIVATE] for c in line if ord(c) >= PRIVATE]
        text = "".join(glyphs[ord(c) - PRIVATE].text if ord(c) >= PRIVATE else c for c in line)
        found.append(Extracted(text, held))
    return found


def _glyphs(n: int, piece: Piece, sheet: Sheet) -> Iterator[Glyph]:
    b = piece.box
    if piece.vertical:
        step = b.height / max(1, len(piece.text))
        yield from (Glyph(n, c, b.left, b.top + k * step, 1.0) for k, c in enumerate(piece.text) if not c.isspace())
        return
    total = width(piece.text, sheet.style)
    x = b.left
    for c in piece.text:
        wide = width(c, sheet.style)
        if not c.isspace():
            yield Glyph(n, c, x, b.top, wide)
        x += wide * b.width / total


def _pdf(sheet: Sheet, glyphs: list[Glyph]) -> bytes:
    """One page in one typeface, whose codes are the numbers of the characters."""
    high = sheet.height * UNIT
    shown = ["BT"]
    for code, g in enumerate(glyphs):
        size = sheet.pieces[g.piece].size * UNIT
        y = high - g.top * UNIT - 0.88 * size
        shown.append(f"/F {size:.2f} Tf 1 0 0 1 {g.left * UNIT:.2f} {y:.2f} Tm <{code:04x}> Tj")
    shown.append("ET")
    narrow = " ".join(f"{code} {code} {g.wide * 1000:.0f}" for code, g in enumerate(glyphs) if g.wide != 1.0)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet.width * UNIT:.2f} {high:.2f}]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>".encode(),
        _stream("\n".join(shown)),
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Own"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor 7 0 R/DW 1000/W[{narrow}]>>".encode(),
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 700/StemV 80>>",
        _stream(_characters(len(glyphs))),
    ]
    made = b"%PDF-1.5\n"
    places = []
    for n, held in enumerate(objects, 1):
        places.append(len(made))
        made += f"{n} 0 obj\n".encode() + held + b"\nendobj\n"
    table = "".join(f"{at:010d} 00000 n \n" for at in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return made + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n".encode()


def _stream(text: str) -> bytes:
    packed = zlib.compress(text.encode())
    return f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream"


def _characters(count: int) -> str:
    """Which character each code is, in stretches that differ in their last byte alone."""
    edges = [*range(0, count, 256), count]
    rows = [
        f"<{a:04x}> <{z - 1:04x}> <{chr(PRIVATE + a).encode('utf-16-be').hex()}>" for a, z in pairwise(edges) if z > a
    ]
    blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "".join(f"{len(b)} beginbfrange\n" + "\n".join(b) + "\nendbfrange\n" for b in blocks)
        + "endcmap end end"
    )
