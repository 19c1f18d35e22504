"""Pictures and tables in an article's text, as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.base.addresses import target
from generator.base.described import Image
from generator.pages.markdown import html
from generator.pages.wording import Wording

SIZES = "(min-width: 44rem) 43rem, 92vw"
"""How wide a text is: archive.css, .text."""


@dataclass(frozen=True)
class Picture:
    """A picture as the site has it."""

    files: tuple[tuple[str, int, int], ...]
    """Below the docs folder, with width and height, the smallest first."""
    original: str = ""
    """The file as the archive has it; empty where it is not published."""

    @property
    def key(self) -> str:
        """Stands for all of it."""
        return f"{self.files} {self.original}"


def figure(say: Wording, image: Image, picture: Picture, path: str) -> str:
    """A picture that leads to the largest there is. Its caption is a paragraph behind it."""
    files = [(target(name, path), width, height) for name, width, height in picture.files]
    largest = target(picture.original, path) if picture.original else files[-1][0]
    (first, width, height), *more = files
    several = ", ".join(f"{name} {wide}w" for name, wide, _ in files)
    srcset = f' srcset="{several}" sizes="{SIZES}"' if more else ""
    alt = escape(image.alt or image.caption or say("article.picture"))
    size = f'width="{width}" height="{height}"'
    shown = f'<img src="{first}"{srcset} {size} alt="{alt}" loading="lazy" decoding="async">'
    return f'<figure><a href="{largest}">{shown}</a></figure>\n\n'


def table(rows: Sequence[Sequence[str]], id: str) -> str:
    """The first row has the heads of the columns."""
    heads, *others = rows
    head = "".join(f'<th scope="col">{html(cell)}</th>' for cell in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html(cell)}</td>' for cell in row)}</tr>" for row in others)
    return f'<table id="{id}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n\n'
