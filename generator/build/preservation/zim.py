"""Whether a ZIM file (openzim.org, for Kiwix) is as it was: it ends with an MD5 of all that stands before.

Of its head, little-endian, it is only read where the checksum lies, and no library is needed: each byte of the file is
in the checksum.
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


def _pieces(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(STEP, left))):
        left -= len(piece)
        yield piece
