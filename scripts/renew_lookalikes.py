"""Renews generator/data/lookalikes.txt: characters that look alike in print, by their shapes in two typefaces.

    python -m scripts.renew_lookalikes

Needs Chromium and Debian's fonts-noto-cjk. The 6,763 characters of GB 2312 are drawn in Song and in Hei, small and
blurred as a scan has them, and compared: how much the ink of two covers each other (the cosine of their pictures, each
less the mean of all). The same fonts give the same table.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM, FLAGS

TABLE = Path(__file__).parents[1] / "generator/data/lookalikes.txt"
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
SIZE = 24  # pixels of a picture's side; blurred over two of them
MOST, ALIKE = 6, 0.75  # so many of those that are so much alike: 末 and 未
NEAREST, LEAST = 3, 0.55  # of common ones in any case the nearest: 孤 and 弧, which share their ink at other places
COMMON = 3755  # characters of the first level, which come first
DRAW = """([characters, font, size]) => {
  const canvas = new OffscreenCanvas(size, size), context = canvas.getContext("2d", { willReadFrequently: true });
  context.font = `${size * 0.92}px "${font}"`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.filter = "blur(1px)";
  let out = "";
  for (const character of characters) {
    context.clearRect(0, 0, size, size);
    context.fillText(character, size / 2, size / 2);
    const { data } = context.getImageData(0, 0, size, size);
    for (let at = 3; at < data.length; at += 4) out += String.fromCharCode(data[at]);
  }
  return btoa(out);
}"""


def characters() -> str:
    """Those of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def alike(known: str) -> NDArray[np.float32]:
    """How alike each two are, 1 at most."""
    with sync_playwright() as play:
        page = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
        drawn = [base64.b64decode(page.evaluate(DRAW, [list(known), font, SIZE])) for font in FONTS]
    sums = []
    for each in drawn:
        shapes = np.frombuffer(each, np.uint8).reshape(len(known), -1).astype(np.float32)
        shapes -= shapes.mean(axis=0)
        shapes /= np.linalg.norm(shapes, axis=1, keepdims=True)
        sums.append(shapes @ shapes.T)
    mean: NDArray[np.float32] = np.mean(sums, axis=0)
    return mean


def lines() -> Iterator[str]:
    known = characters()
    likeness = alike(known)
    np.fill_diagonal(likeness, 0)
    for n, character in enumerate(known):
        found = {int(other) for other in np.argsort(-likeness[n], kind="stable")[:MOST] if likeness[n, other] >= ALIKE}
        if n < COMMON:
            nearest = np.argsort(-likeness[n, :COMMON], kind="stable")[:NEAREST]
            found.update(int(other) for other in nearest if likeness[n, other] >= LEAST)
        if found:
            yield f"{character}\t{''.join(known[other] for other in sorted(found, key=lambda o: -likeness[n, o]))}\n"


if __name__ == "__main__":
    TABLE.write_text("".join(lines()), encoding="utf-8")
