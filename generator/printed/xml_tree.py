"""XML as a tree, and nothing that it could do besides: declarations of types and entities are refused, for they can
grow a file to any size or have others read; depth and number of elements are bounded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.printed.refused import Refused

DEEPEST = 200
MOST = 3_000_000  # elements; the fullest page, character by character, has a hundred thousand
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["'][^>]*\?>""")
KNOWN = ("utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1")
"""What the parser reads by itself."""


@dataclass(slots=True)
class Node:
    """An element, its name without its namespace."""

    tag: str
    of: dict[str, str]
    inner: list["Node"] = field(default_factory=list)
    text: str = ""
    """All that stands directly in it."""

    def all(self, *tags: str) -> Iterator["Node"]:
        """Those with one of these names in it, however deep, in their order."""
        waiting = [iter(self.inner)]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                continue
            if node.tag in tags:
                yield node
            waiting.append(iter(node.inner))

    def kids(self, *tags: str) -> Iterator["Node"]:
        """Those directly in it."""
        return (node for node in self.inner if node.tag in tags)

    def one(self, *tags: str) -> "Node | None":
        return next(self.all(*tags), None)


def tree(data: bytes) -> Node:
    """The root. Raises Refused."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    name = declared[1].decode("ascii").lower() if declared else ""
    parser = expat.ParserCreate(None if not name or name in KNOWN else "utf-8", "}")
    root = Node("", {})
    path, count = [root], 0

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(path) > DEEPEST or count > MOST:
            raise Refused("is XML that is deeper or longer than any page", "See what it is.")
        node = Node(tag.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in given.items()})
        path[-1].inner.append(node)
        path.append(node)

    def end(_: str) -> None:
        path.pop()

    def said(text: str) -> None:
        path[-1].text += text

    def declares(*_: object) -> None:
        raise Refused(
            "is XML that declares types or entities of its own, which are not read",
            "Save it without its <!DOCTYPE …>.",
        )

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declares
    try:
        parser.Parse(data if not name or name in KNOWN else _text(data, name).encode(), True)
    except expat.ExpatError as error:
        what = f"is XML that is damaged in line {error.lineno} ({expat.ErrorString(error.code)})"
        raise Refused(what, "Have it written anew, or get a whole copy.") from None
    return root.inner[0]


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise Refused(f"is XML that is no {encoding}, as it says", "Save it as UTF-8.") from None
