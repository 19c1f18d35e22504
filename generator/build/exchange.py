"""Two folders change places in one call, so that at no moment either is missing: where the system can."""

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

SYSCALLS = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "armv7l": 382, "i686": 353, "ppc64le": 357, "s390x": 347}
"""Numbers of renameat2, for a C library that has no name for it (glibc before 2.28, musl)."""
AT_FDCWD = -100
EXCHANGE = SWAP = 2
CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What a kernel, a disk (NFS) or a container's guard says that knows nothing of this."""


def exchange(one: Path, other: Path) -> bool:
    """Whether the two have changed places; False where the system cannot. Raises OSError where it does not want to."""
    call = _call()
    if call is None:
        return False
    sys.audit("generator.build.exchange", str(one), str(other))
    ctypes.set_errno(0)
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    if (code := ctypes.get_errno()) in CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's call of two paths, 0 for done: renameat2 on Linux (3.15), renamex_np on macOS (10.12)."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        if swap := getattr(library, "renamex_np", None):
            return lambda one, other: swap(one, other, ctypes.c_uint(SWAP))
    elif rename := getattr(library, "renameat2", None):
        return lambda one, other: rename(AT_FDCWD, one, AT_FDCWD, other, ctypes.c_uint(EXCHANGE))
    elif number := SYSCALLS.get(platform.machine()):
        return lambda one, other: library.syscall(number, AT_FDCWD, one, AT_FDCWD, other, EXCHANGE)
    return None
