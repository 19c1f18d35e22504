"""Reads the scripts of a bundle (generator/build/stick.py): each hands over many files of a site by their names."""

import json
import re
from collections.abc import Iterator

from generator.build.audit.inner import Part, Room, inflated
from generator.build.stick import MARK, TAKE
from generator.search.scripts import CHECK, HEAD, JSON_HEAD, JSON_TAIL, TAIL, unpacked
from generator.search.search import DATA

BEGINS = re.escape(f"{MARK}{TAKE}".encode("utf-16-le"))
_CALL = re.compile(rf"{re.escape(TAKE)}\"([^\"]*)\",(?:\"([^\"]*)\"|'((?:[^'\\]|\\.)*)')\);\n", re.DOTALL)
RAW = -15  # deflated, and nothing around it


def read(data: bytes, room: Room) -> Iterator[Part]:
    """Pages, and files of the index as they are in the site; what is no call is a text."""
    script, at = data.decode("utf-16-le"), len(MARK)
    while found := _CALL.match(script, at):
        name, units, quoted = found.groups()
        at = found.end()
        if name.startswith("pages/") and units is not None:
            pages, _ = inflated(unpacked(units.encode("utf-16-le")[: -2 * CHECK]), room, bits=RAW)
            yield from (Part(page.encode(), path) for path, page in json.loads(pages).items())
        elif units is not None:
            yield Part(HEAD + units.encode("utf-16-le") + TAIL, f"{DATA}/{name}.js")
        elif name == "contents":
            yield Part(re.sub(r"\\(.)", r"\1", quoted))
        else:
            yield Part(f"{JSON_HEAD}{quoted}{JSON_TAIL}".encode(), f"{DATA}/{name}.js")
    if script[at:]:
        yield Part(script[at:])
