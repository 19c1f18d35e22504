"""Many files of `seeds/` written together: all of them or none, whatever happens meanwhile.

What is to be written is first written into one file beside the archive, `.baocang/incoming`: a line for each file, with
a digest of what stands there now, and a last line that says how many they are. When that is on the disk as a whole, the
files follow one by one. Were this interrupted, the next command goes on with it (`mend`).
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.base import durable, regular
from generator.base.digest import digest

FILE = ".baocang/incoming"
NONE = "-"
END = "end"


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Files by their names; to be called within `durable.writing`. Raises OSError: then nothing is written, or all will
    be."""
    if len(files) > 1:
        durable.save_parts(root, FILE, _lines(root, files))
    for name, data in files.items():
        durable.save(root, name, data)
    durable.remove(root, FILE)


def mend(root: Path) -> int:
    """Goes on with what was interrupted; how many files it wrote. A file that is another by now stays as it is."""
    if not regular.is_file(root / FILE):
        return 0
    with durable.writing(root):
        written = 0
        for name, before, data in _held(root) if regular.is_file(root / FILE) else ():
            if _now(root, name) == before:
                durable.save(root, name, data)
                written += 1
        durable.remove(root, FILE)
        return written


def _lines(root: Path, files: Mapping[str, bytes]) -> Iterator[bytes]:
    for name, data in files.items():
        packed = base64.b64encode(data).decode()
        yield f"{name}\t{_now(root, name)}\t{digest(packed)}\t{packed}\n".encode()
    yield f"{END}\t{len(files)}\n".encode()


def _held(root: Path) -> Iterator[tuple[str, str, bytes]]:
    """Names, what stood there, and what is to be written; nothing where the file is not whole, or not ours."""
    with regular.opened(root / FILE) as file:
        number, last = 0, b""
        for number, last in enumerate(file):  # noqa: B007  (the last pair is what counts)
            pass
        if last.decode("utf-8", "replace") != f"{END}\t{number}\n":
            return
        file.seek(0)
        for line in file:
            name, *of = line.decode("utf-8", "replace").rstrip("\n").split("\t")
            if len(of) == 3 and digest(of[2]) == of[1] and name.startswith("seeds/") and ".." not in Path(name).parts:
                try:
                    yield name, of[0], base64.b64decode(of[2], validate=True)
                except binascii.Error:
                    continue


def _now(root: Path, name: str) -> str:
    path = root / name
    return digest("file", regular.content(path)) if regular.is_file(path) else NONE
