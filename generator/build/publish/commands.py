"""Programs of the system that reach a server: called with plain arguments, and no shell between."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from generator.base.problems import Problem, Stop


@cache
def ssh() -> tuple[str, ...]:
    """Options of ssh: a server that does not answer is given up; one connection serves for all that is done there, so
    that a password is asked for once. (ssh of Windows knows no such connections.)"""
    plain = ("-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")
    if os.name == "nt":
        return plain
    folder = tempfile.mkdtemp(prefix="bc-")  # short: a socket's path has 104 bytes at most
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return (*plain, "-o", "ControlMaster=auto", "-o", "ControlPersist=20", "-o", f"ControlPath={folder}/%p")


def run(
    where: str,
    command: Sequence[str],
    given: Iterable[bytes] = (),
    fine: Sequence[int] = (0,),
    env: Mapping[str, str] | None = None,
) -> tuple[int, bytes, str]:
    """What a program ends with, prints and complains of. Raises Stop where it is not there, or ends otherwise than is
    `fine`."""
    if not shutil.which(command[0]):
        what = f"needs {command[0]}, which is not installed here"
        raise Stop([Problem(where, None, what, "Install it, or choose another way: a folder, for one.")])
    told = {**os.environ, "LC_ALL": "C", **(env or {})}
    # Files and no pipes: a shared connection of ssh stays behind, and would hold a pipe open.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as told_it:
        told_it.writelines(given)
        told_it.seek(0)
        done = subprocess.run(command, stdin=told_it, env=told, stdout=out, stderr=complaints, check=False)
        out.seek(0)
        complaints.seek(0)
        said, complaint = out.read(), complaints.read().decode("utf-8", "replace")
    if done.returncode not in fine:
        raise failed(where, command[0], done.returncode, complaint)
    return done.returncode, said, complaint


def failed(where: str, program: str, code: int, complaint: str) -> Stop:
    """What a program says that could not do what it was asked for."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    what = f"{program} ends with {code}: {'; '.join(lines[:3]) or 'it says nothing'}"
    return Stop([Problem(where, None, what.rstrip("."), "Mend that, and publish again: it goes on from there.")])
