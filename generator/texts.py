"""What is shown of a document: id, address, title and text, each packed by itself, so that a hit costs what it weighs.

A text repeats little of itself. It is packed with frequent words before it, the same ones for every archive, so that
no text is packed anew because another one came: phrases of newspapers, then words of jieba's dictionary.
"""

import json
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from generator.model import Document
from generator.scripts import packed, stored
from generator.words import dictionary

COMMON = 8000  # characters of frequent words: they cost 14 kB once and save a fifth of each text
HEAD = 100  # characters of a segment's first text, for ids and addresses are much like its own
CODE = "utf-16-le"  # packs a tenth better than UTF-8 does


@cache
def common() -> str:
    """The frequent words, the first of them last: what is near takes fewer bits to repeat."""
    phrases = files("generator").joinpath("data/phrases.txt").read_text(encoding="utf-8").split()
    words, times, _ = dictionary()
    most = np.argsort(-times, kind="stable")[:COMMON].tolist()
    frequent = (words[n] for n in most if len(words[n]) > 1)
    out: dict[str, None] = {}
    size = 0
    for word in (*phrases, *frequent):
        if word not in out:
            size += len(word)
            if size > COMMON:
                break
            out[word] = None
    return "".join(reversed(out))


def common_script() -> bytes:
    """The frequent words as the page needs them: deflated data that may stand before those of a text."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packed([deflate.compress(stored(common().encode(CODE))) + deflate.flush()])[0]


def head(document: Document) -> str:
    """What the texts of a segment begin much like."""
    return _record(document)[:HEAD]


def scripts(documents: Sequence[Document], head: str) -> list[bytes]:
    """A script for each document."""
    before = (common() + head).encode(CODE)
    fresh = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, before)
    streams = []
    for document in documents:
        deflate = fresh.copy()
        streams.append(deflate.compress(_record(document).encode(CODE)) + deflate.flush())
    return packed(streams)


def _record(d: Document) -> str:
    return json.dumps([d.id, d.url, d.title, d.text], ensure_ascii=False, separators=(",", ":"))
