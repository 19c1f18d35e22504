"""Pictures that a row names: those of the archive, and those that come along with a delivery, which go into
`seeds/images/PAPER-DATE/`. Each with what is said of it.

1. A name below `seeds/images/` is the picture that lies there.
2. Else a file that lies where the row says, seen from the delivered file, or beside it, or in a folder beside it; a
   part of a document. None is taken from outside of what was delivered: a saved page may name any file of this
   machine.
3. What is no picture that pages can show is left out, and said.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.base import durable, lazily, regular
from generator.base.described import IMAGES
from generator.base.digest import digest
from generator.base.model import Article
from generator.incoming import bodies
from generator.incoming.delivery import Brought, Row, Told, Value, as_text
from generator.language.names import COMPOUND, RARER_SURNAMES, SURNAMES
from generator.seeds import pictures as seeds_pictures
from generator.seeds.pictures import ENDINGS, FORMATS, Bad

NO_PICTURE = "pictures that do not lie in seeds/images/, left out: put them there, and import again"
TAKEN = "pictures that come along, into seeds/images/"
BAD = "pictures that no page can show, left out: save them as JPEG or PNG"
OF_IMAGE = ("caption", "credit", "alt")
"""What a record may say of a picture beside its file."""
LONGEST = 80
"""Characters of a picture's name."""
_PARTED = re.compile(r"[、；;，,|\n]+")
_SIGNS = re.compile(r'[\\/:*?"<>|#%\s\x00-\x1f]+')
_HAN = "[\u3400-\u9fff]"
_NAME = rf"(?:(?:{'|'.join(COMPOUND)}|[{SURNAMES}{RARER_SURNAMES}])[\s\u3000]?{_HAN}{{1,2}})"
_DONE = "(?:摄影|摄|供图|绘|制图)"
_CREDIT = lazily.pattern(
    rf"(?s)(?P<caption>.*?[。！？”）)（(\s\u3000])[\s\u3000（(]*"
    rf"(?P<who>(?:(?:本报|特约|新华社)?(?:记者|通讯员)[\s\u3000]*)?{_NAME}(?:[\s\u3000、]+{_NAME}){{0,3}}[\s\u3000/]*{_DONE})"
    r"[\s\u3000]*[）)]?。?\s*"
)
"""Who took or drew it, at the end of a caption: 图为社员在晒枣。 王伟 摄."""


@dataclass
class Pictures:
    """Those of the archive, and those that are to be taken in."""

    root: Path = Path()
    there: Collection[str] = ()
    """Relative to `seeds/`."""
    taking: dict[str, tuple[Brought, str]] = field(default_factory=dict)
    """By what they are to be called, each with its digest."""

    def named(self, row: Row, value: Value, issue: str, told: Told) -> Iterator[dict[str, str]]:
        """What a row of an issue says of its pictures."""
        for each in named(value):
            name = as_text(each.get("file") if isinstance(each, Mapping) else each).strip().replace("\\", "/")
            if not name:
                continue
            file = name if name.startswith(f"{IMAGES}/") else f"{IMAGES}/{name.rpartition('/')[2]}"
            if file not in self.there:
                if (brought := row.pictures.get(name) or row.beside.found(name)) is None:
                    told.note(NO_PICTURE, row.place, name.rpartition("/")[2], "")
                    continue
                if not (file := self._placed(row, name.rpartition("/")[2], brought, issue, told)):
                    continue
            said = (
                {part: bodies.line(as_text(each.get(part)), told, row.place, row.plain) for part in OF_IMAGE}
                if isinstance(each, Mapping)
                else {}
            )
            yield {"file": file, **{part: text for part, text in said.items() if text}}

    def _placed(self, row: Row, name: str, brought: Brought, issue: str, told: Told) -> str:
        """The name that a picture gets; empty where no page can show it."""
        try:
            data = brought.content()
            with seeds_pictures.of_content(lambda: BytesIO(data)) as image:
                endings = FORMATS[str(image.format)]
        except (Bad, OSError, KeyError):
            told.note(BAD, row.place, name, "")
            return ""
        content = digest("picture", data)
        plain = Path(_SIGNS.sub("_", name).strip("._") or "picture")
        stem = plain.stem if plain.suffix.lower() in ENDINGS else plain.name
        end = plain.suffix if plain.suffix.lower() in endings else endings[0]
        for n in range(1, len(self.taking) + len(self.there) + 2):
            file = f"{IMAGES}/{issue}/{stem[:LONGEST]}{f'-{n}' if n > 1 else ''}{end}"
            if self._stands(file) in ("", content):
                break
        if file not in self.there and file not in self.taking:
            told.note(TAKEN, row.place, name, file)
            self.taking[file] = brought, content
        return file

    def _stands(self, file: str) -> str:
        """The digest of what has a name; empty where nothing has it."""
        if file in self.taking:
            return self.taking[file][1]
        path = self.root / "seeds" / file
        return digest("picture", regular.content(path)) if regular.is_file(path) else ""

    def write(self, articles: Iterable[Article]) -> None:
        """Puts those that articles name into the archive. Raises OSError."""
        for file in dict.fromkeys(image.file for article in articles for image in article.images):
            if of := self.taking.get(file):
                durable.save(self.root, f"seeds/{file}", of[0].content())


def named(value: Value) -> Sequence[object]:
    """Those that a row names."""
    given = value if isinstance(value, Sequence) and not isinstance(value, str) else _PARTED.split(as_text(value))
    return [each for each in given if each and (not isinstance(each, str) or each.strip())]


def captioned(data: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Captions at their pictures: where nothing says which is whose, and there are as many as pictures that are named,
    each at its own in their order. Who took a picture stands under it by itself."""
    images, captions = data.get("images", []), data.get("captions", [])
    if images and len(images) == len(captions) == count and not any("caption" in image for image in images):
        images = [{**image, "caption": said} for image, said in zip(images, captions, strict=True)]
    at = {image.get("caption") for image in images}
    left = [each for each in captions if each not in at]
    bare = {name: value for name, value in data.items() if name not in ("images", "captions")}
    of = [*map(_credited, images)]
    return bare | ({"images": of} if of else {}) | ({"captions": left} if left else {})


def _credited(image: Mapping[str, str]) -> dict[str, str]:
    """A picture whose caption ends with who took it."""
    found = _CREDIT.fullmatch(image.get("caption", ""))
    if not found or "credit" in image or not found["caption"].strip(" \u3000（("):
        return {**image}
    credit = re.sub(rf"(?<={_HAN})[\s\u3000/]+(?={_DONE}$)", "", found["who"].strip())
    return {**image, "caption": found["caption"].strip(" \u3000（("), "credit": credit}
