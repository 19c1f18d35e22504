"""Whether a ZIM file (openzim.org, for Kiwix) is as it was: it ends with an MD5 of all that stands before.

Each byte of the file is in the checksum, so whether it is as it was needs no library. Whether it ever was a ZIM file
its head says, little-endian (openzim.org/wiki/ZIM_file_format): its lists lie within the file. Where libzim is
installed, that opens it as well.
"""

import os
import struct
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import IO

from generator.base import regular
from generator.base.model import Progress
from generator.build.preservation.bag_file import STEP
from generator.build.preservation.fixity import Findings
from generator.build.zim import END, SIZE

VERSIONS = (5, 6)
NONE = (1 << 64) - 1
"""Stands for a list that is not there."""


def zim(path: Path, found: Findings, progress: Progress) -> None:
    """Finds out whether a file that begins as a ZIM is whole. Raises OSError where it cannot be read."""
    found.what, found.files = "a ZIM file with md5", 1
    with regular.opened(path) as file:
        found.bytes = size = os.fstat(file.fileno()).st_size
        head = file.read(END + 8)
        end = struct.unpack_from("<Q", head, END)[0] if len(head) == END + 8 else -1
        if end != size - SIZE:
            found.wrong("", "does not end with its checksum: it was not copied to its end, or something was added")
            return
        file.seek(0)
        said = md5(usedforsecurity=False)
        for piece in progress(_pieces(file, end), "verify", -(-end // STEP)):
            said.update(piece)
        if said.digest() != file.read(SIZE):
            found.wrong("", "is not what it was: its md5 differs")
        elif what := _unlike(head, end) or _unopened(path):
            found.wrong("", f"cannot be read as a ZIM file, though its md5 is right: {what}")


def _unlike(head: bytes, end: int) -> str:
    """What tells by its head that a file is no ZIM; "" where nothing does."""
    major, entries, clusters = (*struct.unpack_from("<H", head, 4), *struct.unpack_from("<II", head, 24))
    urls, titles, packed, kinds = struct.unpack_from("<QQQQ", head, 32)
    if major not in VERSIONS:
        return f"its version is {major}"
    lists = {"entries": (urls, 8 * entries), "clusters": (packed, 8 * clusters), "media types": (kinds, 1)}
    if titles != NONE:
        lists["titles"] = titles, 4 * entries
    odd = [name for name, (at, size) in lists.items() if at < len(head) or at + size > end]
    return f"its list of {odd[0]} lies outside of it" if odd else "" if entries and clusters else "nothing is in it"


def _unopened(path: Path) -> str:
    """What libzim says of a file that it does not open; "" where it does, or is not installed."""
    try:
        from generator.build import zim_file  # noqa: PLC0415  (an extra: see there)
    except ImportError:
        return ""
    return zim_file.unopened(path)


def _pieces(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(STEP, left))):
        left -= len(piece)
        yield piece
