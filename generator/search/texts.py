"""What is shown of a document: id, address, title and text. Each is packed by itself: a hit costs what it weighs."""

import json
from collections.abc import Sequence
from functools import cache
from json.encoder import encode_basestring

import numpy as np

from generator.base.archive import Document
from generator.language.bounds import Flags
from generator.language.lexicon import Ints
from generator.search.scripts import deflated, packed, unpacked
from generator.search.shorthand import BETWEEN, CLOSE, code, opener, table, writer


@cache
def common_script() -> bytes:
    """The table of the code, as a script hands it to the page."""
    return packed([deflated(table(code()))])[0]


def head(document: Document) -> list[int]:
    """What the texts of a segment begin much like: the tokens of the first one's id and address."""
    opening = _opening(document) + '["'
    unknown = np.ones(len(opening), np.bool_)
    tokens: list[int] = writer().tokens(opening, unknown, unknown).tolist()
    return tokens


def scripts(documents: Sequence[Document], head: Sequence[int], begin: Flags, lengths: Ints) -> list[bytes]:
    """What the script of each document hands over.

    `begin`: where words begin in the folded lines of all documents, `lengths`: of each line, with the zero behind it.
    """
    text, spots, sizes = records(documents)
    same = np.flatnonzero(sizes == lengths - 1)  # hardly any of these were changed when they were folded
    each = sizes[same]
    within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    here = np.repeat(spots[same], each) + within
    words = np.ones(len(text), np.bool_)
    words[here] = begin[np.repeat((np.cumsum(lengths) - lengths)[same], each) + within]
    unknown = np.ones(len(text), np.bool_)
    unknown[here] = False
    return packed(writer().write(text, words, unknown, head))


def read(packed: bytes, head: Sequence[int]) -> tuple[list[str], list[str]]:
    """Title and text of a document, as `scripts` gives it. Raises ValueError or LookupError where that is none."""
    _, _, title, text = json.loads(whole(packed, head), strict=False)
    return title, text


def whole(packed: bytes, head: Sequence[int]) -> str:
    """All that is said of a document: JSON, but for controls in it. Raises ValueError or LookupError where that is
    none."""
    return opener().text(unpacked(packed), head)


def records(documents: Sequence[Document]) -> tuple[str, Ints, Ints]:
    """The documents as they are written, where each of their lines stands there, and how long it is."""
    parts: list[str] = []
    spots: list[int] = []
    sizes: list[int] = []
    at = 0
    for document in documents:
        for before, lines in ((_opening(document), document.title), (",", document.text)):
            held = [_quoted(line) for line in lines]
            part = f'{before}["{BETWEEN.join(held)}"]' if held else f"{before}[]"
            parts.append(part)
            start = at + len(before) + 2
            for line in held:
                spots.append(start)
                sizes.append(len(line))
                start += len(line) + 1
            at += len(part)
        parts.append(f"]{CLOSE}")
        at += 2
    return "".join(parts), np.array(spots, np.int64), np.array(sizes, np.int64)


def _opening(document: Document) -> str:
    return f'["{_quoted(document.id)}{BETWEEN}{_quoted(document.url)}",'


def _quoted(text: str) -> str:
    """As it stands between the quotes of JSON."""
    return encode_basestring(text)[1:-1]
