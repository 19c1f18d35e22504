"""Pictures that a row names, with what it says of each."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from generator.base.described import IMAGES
from generator.incoming import bodies
from generator.incoming.delivery import Row, Told, Value, as_text

NO_PICTURE = "pictures that do not lie in seeds/images/, left out: put them there, and import again"
OF_IMAGE = ("caption", "credit", "alt")
"""What a record may say of a picture beside its file."""
_PARTED = re.compile(r"[、；;，,|\n]+")


def brought(row: Row, value: Value, there: Collection[str], told: Told) -> Iterator[dict[str, str]]:
    """Pictures that lie in `seeds/images/`, by their names; the others are said, for none of them is brought along."""
    for each in named(value):
        name = as_text(each.get("file") if isinstance(each, Mapping) else each).strip().replace("\\", "/")
        file = name if name.startswith(f"{IMAGES}/") else f"{IMAGES}/{name.rpartition('/')[2]}"
        if name and file in there:
            said = (
                {part: bodies.line(as_text(each.get(part)), told, row.place, row.plain) for part in OF_IMAGE}
                if isinstance(each, Mapping)
                else {}
            )
            yield {"file": file, **{part: text for part, text in said.items() if text}}
        elif name:
            told.note(NO_PICTURE, row.place, name, "")


def named(value: Value) -> Sequence[object]:
    """Those that a row names."""
    given = value if isinstance(value, Sequence) and not isinstance(value, str) else _PARTED.split(as_text(value))
    return [each for each in given if each and (not isinstance(each, str) or each.strip())]


def captioned(data: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Captions at their pictures: where nothing says which is whose, and there are as many as pictures that are named,
    each at its own in their order."""
    images, captions = data.get("images", []), data.get("captions", [])
    if images and len(images) == len(captions) == count and not any("caption" in image for image in images):
        images = [{**image, "caption": said} for image, said in zip(images, captions, strict=True)]
    at = {image.get("caption") for image in images}
    left = [each for each in captions if each not in at]
    bare = {name: value for name, value in data.items() if name not in ("images", "captions")}
    return bare | ({"images": images} if images else {}) | ({"captions": left} if left else {})
