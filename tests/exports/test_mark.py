"""The mark for libraries is the one that the site shows."""

import base64

import pytest
from playwright.sync_api import Page

from generator.base import assets
from generator.exports.mark import png

DRAWN = """
async (sources) => {
  const drawn = [];
  for (const source of sources) {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(SIZE, SIZE).getContext("2d");
    canvas.drawImage(image, 0, 0, SIZE, SIZE);
    drawn.push([...canvas.getImageData(0, 0, SIZE, SIZE).data]);
  }
  return drawn;
}
"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [48, 96])
def test_the_mark_looks_as_a_browser_draws_the_icon(page: Page, size: int) -> None:
    icon = base64.b64encode((assets.theme() / "assets/icon.svg").read_bytes()).decode()
    own = base64.b64encode(png(size)).decode()
    sources = [f"data:image/svg+xml;base64,{icon}", f"data:image/png;base64,{own}"]
    one, other = page.evaluate(DRAWN.replace("SIZE", f"{size}"), sources)
    assert len(one) == size * size * 4
    assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < 1
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 128  # where a corner is nearly clear


def test_the_same_size_gives_the_same_bytes() -> None:
    assert png(48) == png(48) != png(96)
