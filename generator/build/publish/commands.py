"""Programs of the system that reach a server: called with plain arguments, and no shell between."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from generator.base.problems import Problem, Stop

SSH = ("-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")
"""A server that does not answer is given up."""


def run(
    where: str,
    command: Sequence[str],
    given: bytes = b"",
    fine: Sequence[int] = (0,),
    env: Mapping[str, str] | None = None,
) -> tuple[int, bytes, str]:
    """What a program ends with, prints and complains of. Raises Stop where it is not there, or ends otherwise than is
    `fine`."""
    if not shutil.which(command[0]):
        what = f"needs {command[0]}, which is not installed here"
        raise Stop([Problem(where, None, what, "Install it, or choose another way: a folder, for one.")])
    told = {**os.environ, "LC_ALL": "C", **(env or {})}
    done = subprocess.run(command, input=given, env=told, capture_output=True, check=False)
    complaint = done.stderr.decode("utf-8", "replace")
    if done.returncode not in fine:
        lines = [line.strip() for line in complaint.splitlines() if line.strip()]
        what = f"{command[0]} ends with {done.returncode}: {'; '.join(lines[:3]) or 'it says nothing'}"
        raise Stop([Problem(where, None, what.rstrip("."), "Mend that, and publish again: it goes on from there.")])
    return done.returncode, done.stdout, complaint
