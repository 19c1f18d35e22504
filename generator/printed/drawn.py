"""What a PDF page draws and shows beside its type: rules, frames, pictures."""

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from pypdfium2 import raw

from generator.base.printed_page import Box

THIN = 4.0  # points: a rule is no thicker
SHORT = 12.0  # points: no shorter
DEEPEST = 8  # forms in forms
MOST = 20_000  # objects and parts of paths that are looked at; a map has very many, and none of them parts texts
WHOLE = 0.8  # share of the page from which pictures are the page itself, and a frame its ground
SMALL = 0.0005  # share of it below which a picture is an ornament

Boxed = Callable[[float, float, float, float], Box]


class Matrix(NamedTuple):
    """Of a form: where its parts stand on the page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def of(self, inner: "Matrix") -> "Matrix":
        """That of what stands in a form of this one."""
        a, b = self.a * inner.a + self.c * inner.b, self.b * inner.a + self.d * inner.b
        c, d = self.a * inner.c + self.c * inner.d, self.b * inner.c + self.d * inner.d
        return Matrix(a, b, c, d, *self.point(inner.e, inner.f))


def drawn(page: Any, boxed: Boxed, area: float) -> tuple[list[Box], list[Box], list[Box]]:
    """Rules, frames and pictures. `boxed` makes a box of the upright page of left, bottom, right, top."""
    rules, frames, pictures, left = list[Box](), list[Box](), list[Box](), MOST
    count = raw.FPDFPage_CountObjects(page)
    for kind, part, matrix in _parts(partial(raw.FPDFPage_GetObject, page), count, Matrix(), 0):
        left -= 1
        if left < 0:
            break
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            if box := _bounds(part, matrix, boxed):
                pictures.append(box)
            continue
        for corner in _subpaths(part, matrix):
            left -= len(corner)
            box = boxed(*corner)
            if min(box.width, box.height) <= THIN:
                rules += [box] if max(box.width, box.height) >= SHORT else []
            elif box.width * box.height < WHOLE * area:
                frames.append(box)
    pictures = [box for box in pictures if box.width * box.height > SMALL * area]
    if sum(box.width * box.height for box in pictures) > WHOLE * area:
        pictures = []  # the page itself, as a scan that lies below its text, in one piece or in strips
    return _rounded(rules), _rounded(frames), _rounded(pictures)


def _rounded(boxes: Sequence[Box]) -> list[Box]:
    return [*dict.fromkeys(Box(*(round(edge, 1) for edge in box)) for box in boxes)]


def _parts(get: Callable[[int], Any], count: int, matrix: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
    """Paths and pictures, those in forms among them."""
    of = raw.FS_MATRIX()
    for n in range(count):
        part = get(n)
        kind = raw.FPDFPageObj_GetType(part)
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            yield kind, part, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST and raw.FPDFPageObj_GetMatrix(part, of):
            inner = matrix.of(Matrix(of.a, of.b, of.c, of.d, of.e, of.f))
            number = raw.FPDFFormObj_CountObjects(part)
            yield from _parts(partial(raw.FPDFFormObj_GetObject, part), number, inner, depth + 1)


def _bounds(part: Any, matrix: Matrix, boxed: Boxed) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(part, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return boxed(*_around([matrix.point(left, bottom), matrix.point(right, top)]))


def _around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _subpaths(part: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Straight lines and upright rectangles of a path that is seen."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = raw.FPDFPath_CountSegments(part)
    if not raw.FPDFPath_GetDrawMode(part, fill, stroke) or not (fill.value or stroke.value) or count > MOST:
        return
    of = raw.FS_MATRIX()
    own = matrix.of(Matrix(of.a, of.b, of.c, of.d, of.e, of.f)) if raw.FPDFPageObj_GetMatrix(part, of) else matrix
    points, straight = list[tuple[float, float]](), True
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(count + 1):
        segment = raw.FPDFPath_GetPathSegment(part, n) if n < count else None
        kind = raw.FPDFPathSegment_GetType(segment) if segment else raw.FPDF_SEGMENT_MOVETO
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if straight and ((len(points) == 2 and stroke.value) or _is_rectangle(points)):
                yield _around(points)
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
            points.append(own.point(x.value, y.value))


def _is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    if not 4 <= len(points) <= 5 or (len(points) == 5 and math.dist(points[0], points[4]) > 1):
        return False
    left, bottom, right, top = _around(points)
    return all(min(abs(x - left), abs(x - right)) < 1 > min(abs(y - bottom), abs(y - top)) for x, y in points)
