"""Wheel and sdist as they go to PyPI: python -m tools.dist [DIR]

The tools that build and check them come from a lock file of their own. To publish:

    twine upload dist/*.whl dist/*.tar.gz
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements-release.lock"
KINDS = ("baocang-*.tar.gz", "baocang-*-py3-none-any.whl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds both, and has twine look at them as PyPI does. Gives the status of the first that fails."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = Path(given[0]) if given else ROOT / "dist"
    for old in (path for kind in KINDS for path in folder.glob(kind)):
        old.unlink()
    python = [sys.executable, "-m"]
    try:
        subprocess.run([*python, "pip", "install", "-q", "--require-hashes", "-r", LOCK], cwd=ROOT, check=True)
        subprocess.run([*python, "build", "--no-isolation", "--outdir", str(folder), "."], cwd=ROOT, check=True)
        made = [str(path) for kind in KINDS for path in folder.glob(kind)]
        subprocess.run([*python, "twine", "check", "--strict", *made], cwd=ROOT, check=True)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
