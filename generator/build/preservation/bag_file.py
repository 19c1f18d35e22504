"""Writes a bag (BagIt 1.0, RFC 8493) as one zip: each file is read once, digested and packed on the way.

The same payload and the same description give the same bytes. Nothing is copied beforehand: of a large archive that
would be a gigabyte.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from generator.base import regular

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
ALGORITHMS = ("sha256", "sha512")
STEP = 1 << 20  # bytes that are read at once
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OXUM = "Payload-Oxum"
_ESCAPES = {"%": "%25", "\n": "%0A", "\r": "%0D"}


class Item(NamedTuple):
    """A file of the payload."""

    name: str
    """Below data/, with forward slashes."""
    source: Path | bytes


class Size(NamedTuple):
    """What a bag holds below data/."""

    bytes: int
    files: int


def write(target: Path, name: str, payload: Iterable[Item], info: Mapping[str, str], tags: Mapping[str, bytes]) -> Size:
    """Packs a bag under a folder `name` into a file. `info`: labels of bag-info.txt with what they say; `tags`: further
    files beside it. Raises OSError where the disk takes no more, or a file cannot be read."""
    files: list[tuple[str, Sequence[str]]] = []
    size = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        declared = _add(packed, f"{name}/bagit.txt", DECLARATION)
        for each in payload:
            digests, length = _add(packed, f"{name}/data/{each.name}", each.source)
            files.append((f"data/{each.name}", digests))
            size += length
        about = {**info, OXUM: f"{size}.{len(files)}"}
        beside = {**tags, "bag-info.txt": _described(about)}
        beside |= {f"manifest-{of}.txt": _manifest(files, n) for n, of in enumerate(ALGORITHMS)}
        of_tags = [("bagit.txt", declared[0])]
        of_tags += [(tag, _add(packed, f"{name}/{tag}", beside[tag])[0]) for tag in sorted(beside)]
        for n, of in enumerate(ALGORITHMS):
            _add(packed, f"{name}/tagmanifest-{of}.txt", _manifest(sorted(of_tags), n))
    return Size(size, len(files))


def holds(path: Path, name: str) -> bool:
    """Whether there is a zip with a file of this name in it."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as packed:
        return name in packed.namelist()
    return False


def escaped(path: str) -> str:
    """A path as a manifest has it, a line each."""
    return "".join(_ESCAPES.get(c, c) for c in path)


def _manifest(files: Iterable[tuple[str, Sequence[str]]], n: int) -> bytes:
    """The n-th digest of each file, with its path."""
    return "".join(f"{digests[n]}  {escaped(path)}\n" for path, digests in files).encode()


def _described(info: Mapping[str, str]) -> bytes:
    """bag-info.txt; each value on one line, for a line of its own would be another label."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in sorted(info.items())).encode()


def _add(packed: zipfile.ZipFile, name: str, source: Path | bytes) -> tuple[Sequence[str], int]:
    """Packs a file; its digests and its size."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    digests = [hashlib.new(algorithm) for algorithm in ALGORITHMS]
    length = 0
    with _opened(source) as (file, size):
        info.file_size = size  # tells whether its entry needs the larger form
        with packed.open(info, "w") as out:
            for piece in _pieces(file):
                out.write(piece)
                length += len(piece)
                for digest in digests:
                    digest.update(piece)
    return [digest.hexdigest() for digest in digests], length


@contextmanager
def _opened(source: Path | bytes) -> Iterator[tuple[IO[bytes], int]]:
    if isinstance(source, bytes):
        yield BytesIO(source), len(source)
        return
    with regular.opened(source) as file:
        yield file, os.fstat(file.fileno()).st_size


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(STEP):
        yield piece
