"""The process that reads files: what they do to it, they do to nothing else (apart.py)."""

import contextlib
import os
import pickle
import sys
from pathlib import Path, PurePosixPath
from typing import IO, Any

from generator.base import regular
from generator.base.inside import inside
from generator.base.printed_page import PrintedPage
from generator.printed import page_picture
from generator.printed.page_picture import Look, Shot
from generator.printed.reading import Near, Sheets, of_file, page_of
from generator.printed.refused import Refused

MEMORY = 4 << 30
"""Bytes of addresses that it may have; a page takes a fortieth of it."""
MEMORY_OF_PICTURES = 16 << 30
"""While it reads pictures: a thread on each processor has room set aside, little of which is used."""

COUNT = 0
"""In the place of a sheet: how many there are is asked."""
Asked = tuple[str, int | None, bool | Look]
"""A file; which of its sheets, from 1, None for the only one; whether what is a picture is to be read, too, or what the
page looks like."""
Answer = PrintedPage | Shot | Refused | int | None
"""A number is how many sheets there are, where one should have been named; None stands for a picture."""


def main() -> None:
    """Answers what is asked through a pipe, until that is closed."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    of = _Files()
    with contextlib.suppress(EOFError):
        while True:
            send(out, of.answer(receive(sys.stdin.buffer)))


class _Files:
    """The file that was read last stays open: its other sheets are likely to follow."""

    def __init__(self) -> None:
        self._key: object = None
        self._sheets: Sheets | None = None

    def answer(self, asked: Asked) -> Answer:
        path, sheet, aim = asked
        _bound(MEMORY_OF_PICTURES if aim is True else MEMORY)
        try:
            key = path, regular.state(Path(path))
            if key != self._key or self._sheets is None:
                self._sheets = None
                self._sheets, self._key = of_file(Path(path), _near(Path(path))), key
            count = self._sheets.count
            if sheet == COUNT or (sheet is None and count > 1):
                return count
            if sheet is not None and sheet > count:
                return Refused(f"has {count} sheets, and no sheet {sheet}", "Correct its number in the list.")
            number = (sheet or 1) - 1
            if isinstance(aim, Look):
                return _looked_at(self._sheets, number, aim)
            return page_of(self._sheets, number) if aim else self._sheets.page(number)
        except Refused as refused:
            return refused
        except MemoryError:
            self._sheets = None
            return Refused("takes more memory than a page may", "See what it is; a picture may be made smaller.")
        except OSError as error:
            return Refused(f"cannot be read: {error.strerror or error}", "See that you may read it.")
        except Exception as error:
            what = f"cannot be read ({type(error).__name__}: {str(error)[:80]})"
            return Refused(what, "See that it is whole, and have it written anew.")


def _looked_at(sheets: Sheets, number: int, aim: Look) -> Shot:
    if sheets.shows is None:
        raise Refused("shows no page: it is neither a PDF nor a picture", "Name one that does.")
    return page_picture.taken(sheets.shows, number, aim)


def _near(path: Path) -> Near:
    def near(name: str) -> bytes:
        other = path.parent / PurePosixPath(name)
        if not inside(path.parent.resolve(), other.resolve()):
            raise FileNotFoundError(name)
        return regular.content(other)

    return near


def _bound(memory: int) -> None:
    """So much memory and no more, where the system can say so."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def send(out: IO[bytes], value: object) -> None:
    data = pickle.dumps(value)
    out.write(len(data).to_bytes(8, "little") + data)
    out.flush()


def receive(pipe: IO[bytes]) -> Any:
    """What comes next. Raises EOFError where nothing comes any more."""
    size = int.from_bytes(pipe.read(8), "little")
    data = pipe.read(size)
    if not data or len(data) < size:
        raise EOFError
    return pickle.loads(data)


if __name__ == "__main__":
    main()
