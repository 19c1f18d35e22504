"""How a page is kept in `seeds/`: JSON lines, one for each line of its text, then one for the page.

    {"text": "我市抓实小额信贷", "box": [65, 65, 666, 203], "size": 66, "block": "b0", "role": "title", "score": 0.98}
    …
    {"page": [2190, 3103], "turn": 0.012, "reader": "ALTO", "source": "9f3c…", "rules": [[1, 2, 3, 4]]}

So the number of a line of the page is that of a line of this file: what `source` of an article names, an editor shows
and git compares. A person may correct a text, take a line out or put one in; what is not there has the value of
printed_page.py, and a line without a box stands where the one before it does.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.printed_page import Box, PrintedLine, PrintedPage
from generator.printed import setting

ENDING = ".jsonl"
_WORDS = ("block", "role", "article")
_DRAWN = ("rules", "frames", "pictures")


@dataclass(frozen=True)
class Kept:
    """A page as it is kept."""

    page: PrintedPage
    source: str
    """Digest of the file that it was read from; empty where nothing says it."""
    faults: Sequence[tuple[int, str, str]] = ()
    """Lines that are not whole: number, what is wrong, how to mend it."""

    @property
    def text(self) -> str:
        """The lines of the page, one below the other."""
        return "\n".join(line.text for line in self.page.lines)


def written(page: PrintedPage, source: str) -> str:
    """The file of a page that was read from a file with this digest."""
    rows = [*map(_line, page.lines)]
    last: dict[str, Any] = {"page": [_short(page.width), _short(page.height)]}
    last |= {"turn": page.turn} if page.turn else {}
    last |= {} if page.sized else {"sized": False}
    last |= {"reader": page.reader, "source": source}
    last |= {name: [[*map(_short, box)] for box in boxes] for name in _DRAWN if (boxes := getattr(page, name))}
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (*rows, last))


def _line(line: PrintedLine) -> dict[str, Any]:
    row: dict[str, Any] = {"text": line.text, "box": [*map(_short, line.box)]}
    row |= {"size": _short(line.size)} if line.size else {}
    row |= {"vertical": True} if line.vertical else {}
    row |= {name: said for name in _WORDS if (said := getattr(line, name))}
    return row | ({"score": line.score} if line.score < 1 else {})


def _short(length: float) -> float:
    """66 for 66.0."""
    return int(length) if length == int(length) else length


def is_one(text: str) -> bool:
    """Whether a text is a line file, by how it begins."""
    return text.startswith(('{"text": ', '{"page": '))


def read(text: str) -> Kept:
    """A line file. A line that is not whole is named, and its place is kept by an empty one."""
    rows = text.removesuffix("\n").split("\n")
    last, of = rows[-1], dict[str, Any]()
    faults: list[tuple[int, str, str]] = []
    if (found := _loaded(last)) is not None and "page" in found:
        rows, of = rows[:-1], found
    else:
        faults.append((len(rows), "is not the line of the page, which ends this file", "Get the file back from git."))
    lines: list[PrintedLine] = []
    for n, row in enumerate(rows, 1):
        line = _read(n, _loaded(row) if row.strip() else {"text": ""}, lines[-1].box if lines else Box(0, 0, 0, 0))
        if line is None:
            what = 'is no line of a page, as in {"text": "…", "box": [1, 2, 3, 4]}'
            faults.append((n, what, "Correct its quotation marks and brackets, or get the file back from git."))
        lines.append(line or PrintedLine(n, "", lines[-1].box if lines else Box(0, 0, 0, 0)))
    size = of.get("page")
    width, height = _numbers(size, 2) or (0.0, 0.0)
    drawn = {name: tuple(_boxes(of.get(name))) for name in _DRAWN}
    (turn,) = _numbers([of.get("turn", 0)], 1) or (0.0,)
    page = PrintedPage(
        width,
        height,
        tuple(lines),
        **drawn,
        reader=str(of.get("reader") or ""),
        turn=turn if abs(turn) <= setting.MOST else 0.0,
        sized=of.get("sized") is not False,
    )
    return Kept(page, str(of.get("source") or ""), faults)


def source_of(text: str) -> str:
    """Digest of the file that a line file was read from; empty where it does not say so."""
    of = _loaded(text.rstrip("\n").rpartition("\n")[2])
    return str(of.get("source") or "") if of else ""


def _loaded(row: str) -> dict[str, Any] | None:
    try:
        found = json.loads(row)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read(number: int, row: dict[str, Any] | None, before: Box) -> PrintedLine | None:
    if row is None or not isinstance(row.get("text"), str):
        return None
    box = _numbers(row.get("box"), 4)
    size = _numbers([row.get("size", 0)], 1)
    return PrintedLine(
        number=number,
        text=setting.one_line(row["text"]),
        box=Box(*box) if box else before,
        size=size[0] if size else 0.0,
        vertical=row.get("vertical") is True,
        block=str(row.get("block") or ""),
        role=setting.role_of(row.get("role") or ""),
        article=str(row.get("article") or ""),
        score=setting.share(row.get("score", 1)),
    )


def _numbers(of: object, many: int) -> list[float] | None:
    try:
        found = [setting.number(each) for each in of] if isinstance(of, list) else []
    except ValueError:
        return None
    return found if len(found) == many else None


def _boxes(of: object) -> Iterator[Box]:
    for each in of if isinstance(of, list) else ():
        if numbers := _numbers(each, 4):
            yield Box(*numbers)
