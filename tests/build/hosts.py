"""A machine of a host, as far as it can be had here: a fresh clone of an archive, and a Python that has all that the
program stands on but not the program."""

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

OURS = ("baocang", "_baocang", "_editable", "__editable")
PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LANG": "C.UTF-8"}


def environment(home: Path, *folders: Path) -> dict[str, str]:
    """That of a new machine: nothing of whoever runs the tests."""
    own = {"HOME": str(home), "PATH": os.pathsep.join([*map(str, folders), "/usr/bin", "/bin"]), **PLAIN}
    return own | {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def git(folder: Path, *arguments: str) -> str:
    author = [f"{who}_{what}=x@example.org" for who in ("GIT_AUTHOR", "GIT_COMMITTER") for what in ("NAME", "EMAIL")]
    own = dict(each.split("=") for each in author)
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | PLAIN | own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def pushed(archive: Path, bare: Path) -> None:
    """Puts an archive into a repository, as its keeper does."""
    git(bare.parent, "init", "-q", "--bare", "-b", "main", bare.name)
    git(archive, "init", "-q", "-b", "main")
    git(archive, "add", ".")
    git(archive, "commit", "-q", "-m", "A new archive")
    git(archive, "push", "-q", str(bare), "main")


def cloned(bare: Path, folder: Path) -> Path:
    git(folder.parent, "clone", "-q", "--depth", "1", bare.as_uri(), folder.name)
    return folder


def python(folder: Path) -> Path:
    """A Python as a host has it; the folder of its programs. The libraries of the tests are there, so that pip, which
    reaches no index, is content with them where their versions are those of the lock file, and installs the program."""
    venv.create(folder, with_pip=False, symlinks=True)
    [libraries] = (folder / "lib").glob("python*/site-packages")
    shared = folder / "shared"
    shared.mkdir()
    for path in next(path for path in map(Path, sys.path) if path.name == "site-packages").iterdir():
        if not path.name.startswith(OURS) and path.suffix != ".pth":
            (shared / path.name).symlink_to(path)
    (libraries / "shared.pth").write_text(f"{shared}\n", encoding="utf-8")
    return folder / "bin"


@dataclass
class Runner:
    """Runs commands in a checkout as GitHub does: each by a shell of its own, which ends at the first error."""

    checkout: Path
    env: dict[str, str]

    def run(self, command: str, **more: str) -> str:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", command],
            cwd=self.checkout,
            env=self.env | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr
