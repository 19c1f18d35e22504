"""What is found in a file that is more than text (kinds.py): its parts, within bounds.

A reader takes the bytes of a file and a Room, and yields parts: bytes that are a file of their own, or a text, or None
where something cannot be read through. It raises one of FAULTS where the bytes are not what they begin like, and Full
where more comes out than there is room for: an archive of a few kB may hold terabytes.
"""

import bz2
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.build.audit.readings import strings

FAULTS = (
    *(ArithmeticError, EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError),
)
"""What is raised where a file is not what its name or its first bytes say."""
MUCH = 32 << 20  # bytes that may come out of a file in any case,
TIMES = 30  # and so many times its own size: pages of a newspaper pack to a tenth at best
LARGEST = 1 << 30  # bytes of one part
STEP = 1 << 20  # bytes that are unpacked at once
LEAST = 16  # bytes that may be a file; of fewer, what is text in them is read


class Full(Exception):
    """More comes out of a file than there is room for."""


class Part(NamedTuple):
    """Something in a file."""

    data: bytes | str | None
    """A file; a text; or nothing, for it cannot be read through."""
    name: str = ""
    """Below that of the file; empty where it is all that the file holds."""


class Room:
    """How much may still come out of a file of this size, and of what is in it."""

    def __init__(self, size: int) -> None:
        self.left = MUCH + TIMES * size

    def take(self, size: int) -> None:
        """Raises Full where there is no room for so many bytes."""
        self.left -= size
        if self.left < 0:
            raise Full

    def joined(self, pieces: Iterator[bytes]) -> bytes:
        """Pieces of one part. Raises Full where it is too large."""
        found, size = [], 0
        for piece in pieces:
            size += len(piece)
            self.take(len(piece))
            if size > LARGEST:
                raise Full
            found.append(piece)
        return b"".join(found)


Reader = Callable[[bytes, Room], Iterator[Part]]


def behind(data: bytes, end: int = 0) -> Iterator[Part]:
    """What somebody has put behind the end of a file, where its own programs do not look: a file, of whatever kind.
    Zeros and blanks fill up blocks."""
    rest = data[end:].lstrip(b"\0\t\n\r ")
    if rest:
        yield Part(rest if len(rest) >= LEAST else strings(rest))


def inflated(data: bytes, room: Room, at: int = 0, bits: int = zlib.MAX_WBITS) -> tuple[bytes, int]:
    """The deflated stream that begins there, unpacked, and where it ends. Raises zlib.error or EOFError where it is
    none or is cut off."""
    unpack = zlib.decompressobj(bits)
    end = at

    def pieces() -> Iterator[bytes]:
        nonlocal end
        while not unpack.eof:
            some = data[end : end + STEP]
            piece = unpack.decompress(some, STEP)
            end += len(some) - len(unpack.unconsumed_tail) - len(unpack.unused_data)
            if not some and not piece and not unpack.eof:
                raise EOFError
            yield piece

    return room.joined(pieces()), end


def expanded(
    make: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor], begin: bytes, data: bytes, room: Room
) -> tuple[bytes, int]:
    """The streams that stand one behind the other and each begin so, unpacked, and where they end."""
    left = data

    def pieces() -> Iterator[bytes]:
        nonlocal left
        while left.startswith(begin):
            unpack = make()
            piece = unpack.decompress(left, STEP)
            yield piece
            while not unpack.eof:
                if unpack.needs_input:
                    raise EOFError
                yield unpack.decompress(b"", STEP)
            left = unpack.unused_data

    return room.joined(pieces()), len(data) - len(left)
