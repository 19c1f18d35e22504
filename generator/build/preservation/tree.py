"""The files of a folder or of a zip, looked at before any is opened. Nothing is unpacked to the disk: each file is read
where it lies, by its name in a list that was made first, so that no name can lead elsewhere.
"""

import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from generator.base import file_names, regular
from generator.base.output import LINK, SPECIAL, listing
from generator.base.problems import Problem, Stop
from generator.build.audit.inner import FAULTS

MUCH, TIMES = 64 << 20, 200
"""Bytes that a zip may unpack to: so many, and so many times its own size. Deflate reaches 1,032 times; sites and their
sources are packed to a tenth (a bag of the 41 articles that ship: 1.6 MB in 0.9 MB)."""
HEAD = 30  # bytes of an entry before its name
TAIL = (1 << 16) + 200  # bytes at the end of a zip in which it says where its list is
LARGEST_LIST = 256 << 20  # bytes: of two million files
SAYS_UTF8 = 1 << 11  # the bit of an entry that says what its name is written in
ENCRYPTED = 1  # the bit of an entry that says so
REFUSED = "Do not unpack it. Ask whoever made it for another copy."


@dataclass(frozen=True)
class Tree:
    """Files by their names, with forward slashes, and how to read each."""

    sizes: Mapping[str, int]
    opened: Callable[[str], AbstractContextManager[IO[bytes]]]

    def below(self, top: str) -> "Tree":
        """Those of a folder, by their names there."""
        own = {name.removeprefix(f"{top}/"): size for name, size in self.sizes.items() if name.startswith(f"{top}/")}
        return Tree(own, lambda name: self.opened(f"{top}/{name}"))

    def content(self, name: str) -> bytes:
        """Raises one of FAULTS where it is damaged."""
        with self.opened(name) as file:
            return file.read()


def of_folder(path: Path, shown: str, problems: list[Problem]) -> Tree:
    """The files of a folder; what is none becomes a problem."""
    sizes = {}
    unread: list[OSError] = []
    for name, state in sorted(listing(path, unread=unread).items()):
        if state.startswith(LINK):
            problems.append(Problem(f"{shown}/{name}", None, "is a link, which is not followed", "Put a copy there."))
        elif state == SPECIAL:
            problems.append(Problem(f"{shown}/{name}", None, "is no file", "Take it away."))
        elif state:
            sizes[name] = int(state.split()[0])
    for error in unread:
        what = f"cannot be read: {error.strerror or error}"
        problems.append(Problem(str(error.filename or shown), None, what, "Give yourself the right to read it."))
    return Tree(sizes, lambda name: regular.opened(path / name))


@contextmanager
def of_zip(path: Path, shown: str) -> Iterator[Tree]:
    """The files of a zip. Raises Stop with all that makes it one that nobody should unpack, and where it is none."""
    with ExitStack() as opened:
        file = opened.enter_context(regular.opened(path))
        size = os.fstat(file.fileno()).st_size
        try:
            _hold(file, size)
            packed = opened.enter_context(zipfile.ZipFile(file))
        except FAULTS:
            what = "is no zip that can be read: it is damaged, or was not copied to its end"
            raise Stop([Problem(shown, None, what, "Take it from another copy.")]) from None
        infos = {info: _name(info) for info in packed.infolist()}
        if refused := [*_refused(infos, size)]:
            raise Stop(Problem(f"{shown}/{name}" if name else shown, None, what, REFUSED) for name, what in refused)
        files = {name: info for info, name in infos.items() if not info.is_dir()}
        yield Tree({name: info.file_size for name, info in files.items()}, lambda name: packed.open(files[name]))


def _hold(file: IO[bytes], size: int) -> None:
    """Raises ValueError where the list of a zip is larger than any that is meant: it is read as a whole."""
    file.seek(max(0, size - TAIL))
    tail = file.read()
    for sign, at, length in ((b"PK\5\6", 12, 4), (b"PK\6\6", 40, 8)):
        found = tail.rfind(sign)
        said = int.from_bytes(tail[found + at : found + at + length], "little") if found >= 0 else 0
        if LARGEST_LIST < said < (1 << 8 * length) - 1:
            raise ValueError("a list without end")


def _name(info: zipfile.ZipInfo) -> str:
    """The name of an entry. macOS writes UTF-8 and does not say so; Windows writes what its language is written in, in
    China GBK; Python takes both for the letters of a PC of 1981."""
    if not info.flag_bits & SAYS_UTF8:
        with suppress(UnicodeError):
            data = info.orig_filename.encode("cp437")
            with suppress(UnicodeError):
                return data.decode()
            return data.decode("gb18030")
    return info.orig_filename


def _refused(infos: Mapping[zipfile.ZipInfo, str], size: int) -> Iterator[tuple[str, str]]:
    """Names of entries, and what is wrong with each; no name where it is all of them."""
    for info, name in infos.items():
        if what := file_names.fault(name) or _unlike_a_file(info):
            yield name, what
    for name, other in file_names.clashes(infos.values()):
        yield name, f"stands where {other} stands" if name != other else "is there twice"
    for before, info in pairwise(sorted(infos, key=lambda info: info.header_offset)):
        if before.header_offset + HEAD + before.compress_size > info.header_offset:
            yield infos[info], f"lies over {infos[before]} in the zip"
    whole = sum(info.file_size for info in infos)
    if whole > MUCH + TIMES * size:
        yield "", f"would unpack to {whole / 1e6:,.0f} MB, {whole // max(size, 1):,} times its size"


def _unlike_a_file(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is neither file nor folder"
    if info.is_dir() and info.file_size:
        return "is a folder with a content of its own"
    if info.flag_bits & ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that not every system knows"
    return ""
