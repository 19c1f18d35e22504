"""Markdown with front matter: one article a file. The front matter is YAML, or TOML between lines of +++; without one,
lines like 日期：2024年3月7日 before the text are fields. Without a title the first heading is it."""

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator

from generator.incoming.delivery import Row, Source, Value
from generator.incoming.readers.plain import text_of
from generator.seeds.files import plain_yaml

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LABEL = re.compile(
    r"\s*+(?:[-*]\s+)?(?:\*\*)?([\u3400-\u9fffA-Za-z]{1,12})(?:\*\*)?[ \t　]*"
    r"[:：](?:\*\*)?[ \t　]*(\S[^\n]{0,200})(?:\n|\Z)"
)
_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.+)$", re.M)
_NOTED = re.compile(r"^〔\d+〕:.*\n?", re.M)
_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|?)+[ \t]*")
_TABLE = re.compile(r"(?:^[ \t]*\|.*\n)[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|?)+[ \t]*(?:\n[ \t]*\|.*)*(?:\n|\Z)", re.M)
_HEADING = re.compile(r"\A\s*+(?:#[ \t]+(.+)|(.+)\n=+[ \t]*)(?:\n|\Z)")
_SUB = re.compile(r"^#{1,6}[ \t]+(.*)$", re.M)
_PICTURE = re.compile(r"!\[([^\]]{0,300})\]\([^)\s]{1,500}(?:\s+\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\]]{1,300})\]\((?:https?://|/|\.)[^)\s]{1,500}\)")
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")


def read(source: Source, known: Callable[[str], bool]) -> Iterator[Row]:
    """The article of a file. Raises Unreadable."""
    text = text_of(source)
    cells, text = _head(source, text, known)
    titled = any(known(name) and name in ("title", "标题", "题名") for name in cells)
    if heading := _HEADING.match(text):
        title = _bare(heading[1]) if heading[1] else heading[2].strip()
        if title and (not titled or title in cells.values()):
            cells.setdefault("title", title)
            text = text[heading.end() :]
    captions = [found for found in _PICTURE.findall(text) if found.strip()]
    if captions and not any(name in cells for name in ("captions", "图片说明", "图说")):
        cells["captions"] = list(captions)
    if not cells.get("date"):
        labels, text = _labelled(text, known)
        cells = {**labels, **cells}
    text, notes = _noted(text)
    if notes:
        cells["notes"] = "\n".join(filter(None, [str(cells.get("notes") or ""), *notes]))
    cells["body"] = _plain(text)
    yield Row(source.name, 1, cells)


def _head(source: Source, text: str, known: Callable[[str], bool]) -> tuple[dict[str, Value], str]:
    """What stands above the text as its fields, and the text."""
    cells: dict[str, Value] = {}
    if front := _TOML.match(text):
        try:
            head = tomllib.loads(front[1])
        except tomllib.TOMLDecodeError as error:
            source.wrong(f"its head is no TOML: {error}", "Correct it, or write it as YAML between lines of ---.", 1)
        else:
            days = {name: each.date() for name, each in head.items() if isinstance(each, datetime.datetime)}
            cells = {name: value if isinstance(value, (str, list, datetime.date)) else str(value)
                     for name, value in {**head, **days}.items() if not isinstance(value, dict)}  # fmt: skip
        text = text[front.end() :]
    elif front := _FRONT.match(text):
        data, _, faults = plain_yaml.read(front[1])
        for number, what, mend in faults:
            source.wrong(what, mend, (number or 0) + 1)
        if isinstance(data, dict):
            cells = {str(name): value if isinstance(value, (str, list)) or value is None else str(value)
                     for name, value in data.items()}  # fmt: skip
        text = text[front.end() :]
    else:
        cells, text = _labelled(text, known)
    return cells, text


def _noted(text: str) -> tuple[str, list[str]]:
    """A text with the marks of its footnotes as they are printed, and the footnotes."""
    notes = []
    for n, (mark, said) in enumerate({mark: said.strip() for mark, said in _NOTE.findall(text)}.items(), 1):
        text = text.replace(f"[^{mark}]", f"〔{n}〕")
        notes.append(f"〔{n}〕 {said}")
    return _NOTED.sub("", text) if notes else text, notes


def _labelled(text: str, known: Callable[[str], bool]) -> tuple[dict[str, Value], str]:
    """The fields above a text, each on a line of its own, and the text."""
    cells: dict[str, Value] = {}
    at = len(text) - len(text.lstrip())
    while (found := _LABEL.match(text, at)) and known(found[1]):
        cells[found[1]] = found[2].strip()
        at = found.end()
    return cells, text[at:] if cells else text


def _rows(table: str) -> Iterator[str]:
    """The rows of a table, a tab between two cells (generator/base/tables.py), without the line below its head."""
    for row in table.strip("\n").split("\n"):
        if not _RULE.fullmatch(row):
            cells = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
            yield "\t".join(cell.strip().replace("\\|", "|") for cell in cells)


def _bare(heading: str) -> str:
    """A heading without the signs that may close it."""
    return heading.rstrip().rstrip("#").rstrip()


def _plain(text: str) -> str:
    """The words without Markdown's signs: on the pages of the archive a sign is what was printed."""
    text = _PICTURE.sub("", text)
    text = _TABLE.sub(lambda table: "\n".join(_rows(table[0])) + "\n", text)
    text = _SUB.sub(lambda found: f"\n{_bare(found[1])}\n", text)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    parts = (
        "\n".join(line.strip(" \t") for line in part.split("\n")).strip() for part in re.split(r"\n[^\S\n]*\n", text)
    )
    return _ESCAPED.sub(r"\1", "\n\n".join(part for part in parts if part))
