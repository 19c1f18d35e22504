"""Pictures in Word documents: which paragraph each stands in, and the caption below it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from generator.incoming.delivery import Brought, Value

LONGEST_CAPTION = 120
"""Characters of a caption: the longest of a picture of a newspaper have two lines of sixty."""
_CAPTION = re.compile(
    r"^[\s\u3000(（]*(?:[▲△▼↑↓←→]|图[一二三四五六七八九十\d]{0,2}[\s\u3000：:]|图为|[上下左右]图|[本此该]图|照片[：:])"
    r"|(?:摄影|摄|供图|绘|制图)[\s\u3000]*[)）]?[\s\u3000。]*$"
)
_CAPTION_STYLES = ("caption", "题注")
_OF_PROGRAM = re.compile(
    r"[\\/]|\.(?:jpe?g|png|gif|bmp)$|自动生成|已自动|^(?:Picture|图片|IMG)?[\s_\d]*$", re.IGNORECASE
)
"""Alternative texts that no person wrote."""
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True)
class Picture:
    """One of a document."""

    number: int
    """Of the paragraph in which it stands."""
    name: str
    """What it is to be called."""
    brought: Brought
    alt: str = ""


def pictures(document: Any, path: Path) -> Iterator[Picture]:
    """Those that the document holds, in their order; not those that it only names."""
    number, count = 0, 0
    for element in document.element.body.iterchildren(qn("w:p"), qn("w:sdt"), qn("w:tbl")):
        number += element.tag != qn("w:tbl")
        for node in element.iter(qn("a:blip"), _IMAGE_DATA):
            id = node.get(qn("r:embed")) or node.get(qn("r:id"))
            above = [*node.iterancestors()]
            if id not in document.part.related_parts or any(each.tag in (_FALLBACK, qn("w:del")) for each in above):
                continue
            part = str(document.part.related_parts[id].partname).lstrip("/")
            count += 1
            said = next((said for each in above for said in each.iter(qn("wp:docPr"))), None)
            alt = (said.get("descr") or "").strip() if said is not None else ""
            name = f"{path.stem}-{count}.{part.rpartition('.')[2]}"
            yield Picture(max(number, 1), name, Brought(path, part), "" if _OF_PROGRAM.search(alt) else alt)


def caption_styles(document: Any) -> set[str]:
    """The ids of styles by which captions are set."""
    named = ((style.name or "").strip().lower() for style in document.styles)
    return {style.style_id for style, name in zip(document.styles, named, strict=True) if name in _CAPTION_STYLES}


def is_caption(text: str, styled: bool) -> bool:
    return len(text) <= LONGEST_CAPTION and (styled or bool(_CAPTION.search(text)))


def cells(found: Sequence[Picture], captions: Mapping[int, str]) -> dict[str, Value]:
    """The columns of an article's pictures; `captions` by the numbers of the paragraphs of pictures. One that stands
    below several pictures is of none of them alone."""
    times = Counter(picture.number for picture in found)
    images = []
    for picture in found:
        said = captions.get(picture.number, "") if times[picture.number] == 1 else ""
        of = {"file": picture.name, "caption": said, "alt": picture.alt}
        images.append({name: text for name, text in of.items() if text})
    all_said = [captions[number] for number in times if number in captions]
    return {**({"images": images} if images else {}), **({"captions": all_said} if all_said else {})}
