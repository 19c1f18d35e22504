"""The archive's mark, that of theme/assets/icon.svg, as a PNG: for libraries of files, which take no SVG."""

import struct
import zlib

import numpy as np

SIDE = 32  # units of the drawing, each way
ROUND = 3
GROUND, INK = (0xA3, 0x2D, 0x1A), (0xFB, 0xF8, 0xF1)
SHAPES = ((6, 7, 20, 5), (6, 15, 9, 2), (6, 19, 9, 2), (6, 23, 9, 2), (17, 15, 9, 10))
"""A newspaper: left, top, width and height of its headline, three lines and a picture."""
FINER = 8  # what is drawn for a pixel each way, so that edges which fall between two are mixed


def png(size: int) -> bytes:
    """The mark with sides of so many pixels, in RGBA. The same size gives the same bytes."""
    fine = (np.arange(size * FINER) + 0.5) * SIDE / (size * FINER)
    x, y = fine[None, :], fine[:, None]
    beyond = [np.maximum(0, ROUND - np.minimum(each, SIDE - each)) for each in (x, y)]
    inside = beyond[0] ** 2 + beyond[1] ** 2 <= ROUND**2
    inked = np.zeros_like(inside)
    for left, top, width, height in SHAPES:
        inked |= (x > left) & (x < left + width) & (y > top) & (y < top + height)
    covered, ink = (each.reshape(size, FINER, size, FINER).mean((1, 3))[:, :, None] for each in (inside, inked))
    colour = np.array(GROUND) * (1 - ink) + np.array(INK) * ink
    pixels = np.concatenate([colour, covered * 255], axis=2).round().astype(np.uint8)
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
