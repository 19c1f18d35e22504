"""Pictures as their pixels: in the colours of the web, and nothing beside them."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms

GROUND = "#fff"
"""Behind what is transparent, and where a picture does not reach."""
DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
"""Modes with more than 256 greys."""


def plain(image: Image.Image) -> Image.Image:
    """The picture in greys or in sRGB."""
    if profile := image.info.get("icc_profile"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):  # a profile that is none is passed over
            of = ImageCms.ImageCmsProfile(BytesIO(profile))
            own = ImageCms.profileToProfile(image, of, ImageCms.createProfile("sRGB"), outputMode=_mode(image))
            image = own or image
    if image.mode in DEEP:
        low, high = image.convert("F").getextrema()
        scale = 255 / (high - low) if high > low else 1.0  # type: ignore[operator]
        image = image.convert("F").point(lambda value: value * scale - low * scale).convert("L")  # type: ignore[operator]
    elif image.has_transparency_data:
        over = image.convert("RGBA")
        image = Image.new("RGBA", over.size, GROUND)
        image.alpha_composite(over)
        image = image.convert("RGB")
    elif image.mode != "L":
        image = image.convert("L" if image.mode == "1" else "RGB")
    image.info = {}
    return image


def _mode(image: Image.Image) -> str:
    return image.mode if image.mode in ("L", "RGBA") else "RGB"
