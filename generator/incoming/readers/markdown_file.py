"""Markdown with front matter: one article a file. The front matter is YAML; without a title the first heading is it."""

import re
from collections.abc import Callable, Iterator

from generator.incoming.delivery import Row, Source, Value
from generator.incoming.readers.plain import text_of
from generator.seeds.files import plain_yaml

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"\A\s*+(?:#[ \t]+(.+)|(.+)\n=+[ \t]*)(?:\n|\Z)")
_SUB = re.compile(r"^#{1,6}[ \t]+(.*)$", re.M)
_PICTURE = re.compile(r"!\[([^\]]{0,300})\]\([^)\s]{1,500}(?:\s+\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\]]{1,300})\]\((?:https?://|/|\.)[^)\s]{1,500}\)")
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")


def read(source: Source, known: Callable[[str], bool]) -> Iterator[Row]:
    """The article of a file. Raises Unreadable."""
    text = text_of(source)
    cells: dict[str, Value] = {}
    if front := _FRONT.match(text):
        data, _, faults = plain_yaml.read(front[1])
        for number, what, mend in faults:
            source.wrong(what, mend, (number or 0) + 1)
        if isinstance(data, dict):
            cells = {str(name): value if isinstance(value, (str, list)) or value is None else str(value)
                     for name, value in data.items()}  # fmt: skip
        text = text[front.end() :]
    titled = any(known(name) and name in ("title", "标题", "题名") for name in cells)
    if heading := _HEADING.match(text):
        title = _bare(heading[1]) if heading[1] else heading[2].strip()
        if title and (not titled or title in cells.values()):
            cells.setdefault("title", title)
            text = text[heading.end() :]
    captions = [found for found in _PICTURE.findall(text) if found.strip()]
    if captions and not any(name in cells for name in ("captions", "图片说明", "图说")):
        cells["captions"] = list(captions)
    cells["body"] = _plain(text)
    yield Row(source.name, 1, cells)


def _bare(heading: str) -> str:
    """A heading without the signs that may close it."""
    return heading.rstrip().rstrip("#").rstrip()


def _plain(text: str) -> str:
    """The words without Markdown's signs: on the pages of the archive a sign is what was printed."""
    text = _PICTURE.sub("", text)
    text = _SUB.sub(lambda found: f"\n{_bare(found[1])}\n", text)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    parts = (re.sub(r"[ \t]*\n[ \t]*", "\n", part).strip() for part in re.split(r"\n[^\S\n]*\n", text))
    return _ESCAPED.sub(r"\1", "\n\n".join(part for part in parts if part))
