"""What a system says of a file or a disk, as one line that tells what to do."""

import errno
from pathlib import Path

from generator.base.problems import Problem

MEND = {
    errno.ENOSPC: "Make room",
    errno.EDQUOT: "Make room",
    errno.EFBIG: "Put it on a disk that takes larger files",
    errno.EROFS: "Make it writable",
    errno.EACCES: "Give yourself the right to read and write there",
    errno.EPERM: "Give yourself the right to read and write there",
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


def fault(error: OSError, so: str = "", stops: bool = True, at: Path | None = None) -> Problem:
    """What is wrong, and how to mend it; `so` says how things stand all the same, `at` what was written, where the
    system names nothing."""
    what = error.strerror or " ".join(str(error).split()) or type(error).__name__
    mend = MEND.get(error.errno or 0, "See that the disk and the folder are in order")
    return Problem(
        f"{error.filename or at or 'The disk'}", None, what, f"{mend} and run it again{f'; {so}' if so else ''}.", stops
    )
