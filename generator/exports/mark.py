"""The archive's mark, that of theme/assets/icon.svg, as a PNG: for systems and libraries, which take no SVG."""

import struct
import zlib

import numpy as np

SIDE = 32  # units of the drawing, each way
ROUND = 3
GROUND, INK = "#a32d1a", "#fbf8f1"
SHAPES = ((6, 7, 20, 5), (6, 15, 9, 2), (6, 19, 9, 2), (6, 23, 9, 2), (17, 15, 9, 10))
"""A newspaper: left, top, width and height of its headline, three lines and a picture."""
FINER = 8  # what is drawn for a pixel each way, so that edges which fall between two are mixed
SAFE = 0.8  # of each side: what every system leaves that cuts a picture to a shape of its own


def png(size: int, ground: str = GROUND, *, maskable: bool = False) -> bytes:
    """The mark with sides of so many pixels, in RGBA, on a ground of that colour (#rrggbb). One that is maskable fills
    the square, and what is drawn on it lies in the middle. The same arguments give the same bytes."""
    scale = SIDE / (SAFE if maskable else 1)
    fine = (np.arange(size * FINER) + 0.5) * scale / (size * FINER) - (scale - SIDE) / 2
    x, y = fine[None, :], fine[:, None]
    beyond = [
        np.zeros_like(each) if maskable else np.maximum(0, ROUND - np.minimum(each, SIDE - each)) for each in (x, y)
    ]
    inside = beyond[0] ** 2 + beyond[1] ** 2 <= ROUND**2
    inked = np.zeros_like(inside)
    for left, top, width, height in SHAPES:
        inked |= (x > left) & (x < left + width) & (y > top) & (y < top + height)
    covered, ink = (each.reshape(size, FINER, size, FINER).mean((1, 3))[:, :, None] for each in (inside, inked))
    below, above = (np.array([*bytes.fromhex(colour[1:])]) for colour in (ground, INK))
    pixels = np.concatenate([below * (1 - ink) + above * ink, covered * 255], axis=2).round().astype(np.uint8)
    rows = np.concatenate([np.zeros((size, 1), np.uint8), pixels.reshape(size, size * 4)], axis=1)  # 0: no filter
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + _chunk(b"IEND")
    )


def _chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
