"""What a system says of a file or a disk, as one line that tells what to do."""

import errno
from pathlib import Path

from generator.base.moving import is_held
from generator.base.problems import Problem

DENIED = (
    "Close it where it is open, as in Word or WPS, take off its write protection, or give yourself the right to write"
)
MEND = {
    errno.ENOSPC: "Make room",
    errno.EDQUOT: "Make room",
    errno.EFBIG: "Put it on a disk that takes larger files",
    errno.EROFS: "Make it writable",
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.EMFILE: "Allow more open files (ulimit -n 4096)",
    errno.ENFILE: "Close other programs",
    errno.ENOMEM: "Close other programs",
    errno.EAGAIN: "Close other programs",
    errno.ENAMETOOLONG: "Give it a shorter name, or move the archive where its path is shorter",
    errno.EISDIR: "Take the folder away that stands where a file belongs",
    errno.ENOTDIR: "Take the file away that stands where a folder belongs",
    errno.EEXIST: "Take away what stands there",
    errno.ENOTEMPTY: "Leave the folder alone meanwhile",
    errno.ENOENT: "Leave the folder alone meanwhile",
    errno.ELOOP: "Correct the link",
    errno.EBUSY: "Close what uses it",
    errno.ETXTBSY: "Close what uses it",
    errno.EXDEV: "Put both on one disk",
    errno.ENXIO: "Take away what stands there, which is neither file nor folder",
    errno.EIO: "See whether the disk is sound",
}


LONGEST = 259  # characters of a path on Windows, where nobody has allowed longer ones
TOO_LONG, SHARED = 206, (32, 33)
"""Windows' own numbers: a name too long; a file that another program has open."""
HELD = "Close the program that has it open, as an editor, Word, WPS or a virus scanner"


def fault(error: OSError, so: str = "", stops: bool = True, at: Path | None = None) -> Problem:
    """What is wrong, and how to mend it; `so` says how things stand all the same, `at` what was written, where the
    system names nothing."""
    what = error.strerror or " ".join(str(error).split()) or type(error).__name__
    mend = _mend(error)
    return Problem(
        f"{error.filename or at or 'The disk'}", None, what, f"{mend} and run it again{f'; {so}' if so else ''}.", stops
    )


def _mend(error: OSError) -> str:
    """Windows has one number of C for what is held, what is too long, and what may not be."""
    code = getattr(error, "winerror", None)
    if code in SHARED:
        return HELD
    if code == TOO_LONG or (code is not None and len(f"{error.filename or ''}") > LONGEST):
        return MEND[errno.ENAMETOOLONG]
    if is_held(error):
        return f"{HELD}, or give yourself the right to write there"
    return MEND.get(error.errno or 0, "See that the disk and the folder are in order")
