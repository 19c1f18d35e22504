"""The archive's mark, that of theme/assets/icon.svg, as a PNG: for systems and libraries, which take no SVG."""

import struct
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

SIDE = 32  # units of the drawing, each way
ROUND = 3
GROUND, INK = "#a32d1a", "#fbf8f1"
SHAPES = ((6, 7, 20, 5), (6, 15, 9, 2), (6, 19, 9, 2), (6, 23, 9, 2), (17, 15, 9, 10))
"""A newspaper: left, top, width and height of its headline, three lines and a picture."""
FINER = 8  # what is drawn for a pixel of a round corner each way
SAFE = 0.8  # of each side: what every system leaves that cuts a picture to a shape of its own

Floats = NDArray[np.float64]


@cache
def png(size: int, ground: str = GROUND, *, maskable: bool = False) -> bytes:
    """The mark with sides of so many pixels, in RGBA, on a ground of that colour (#rrggbb). One that is maskable fills
    the square, and what is drawn on it lies in the middle. The same arguments give the same bytes."""
    whole = SIDE / (SAFE if maskable else 1)
    edges = np.arange(size + 1) * whole / size - (whole - SIDE) / 2
    ink = np.zeros((size, size))
    for left, top, width, height in SHAPES:
        ink += np.outer(_shares(edges, top, top + height), _shares(edges, left, left + width))
    covered = np.ones((size, size)) if maskable else _rounded(size)
    below, above = (np.array([*bytes.fromhex(colour[1:])]) for colour in (ground, INK))
    pixels = np.empty((size, size, 4), np.uint8)
    pixels[:, :, :3] = (below * (1 - ink[:, :, None]) + above * ink[:, :, None]).round()
    pixels[:, :, 3] = (covered * 255).round()
    rows = np.concatenate([np.zeros((size, 1), np.uint8), pixels.reshape(size, size * 4)], axis=1)  # 0: no filter
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + _chunk(b"IEND")
    )


def _shares(edges: Floats, low: float, high: float) -> Floats:
    """How much of each pixel lies between the two."""
    shares: Floats = np.diff(np.clip(edges, low, high)) / np.diff(edges)
    return shares


def _rounded(size: int) -> Floats:
    """How much of each pixel lies within a square with round corners."""
    covered = np.ones((size, size))
    side = -(-ROUND * size // SIDE)  # pixels of a corner
    at = ROUND - np.minimum(ROUND, (np.arange(side * FINER) + 0.5) * SIDE / (size * FINER))
    corner = (at[:, None] ** 2 + at[None, :] ** 2 <= ROUND**2).reshape(side, FINER, side, FINER).mean((1, 3))
    covered[:side, :side], covered[:side, -side:] = corner, corner[:, ::-1]
    covered[-side:, :side], covered[-side:, -side:] = corner[::-1], corner[::-1, ::-1]
    return covered


def _chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
