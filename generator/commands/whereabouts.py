"""Whether a folder is an archive, and where one is near: a command in the wrong folder is the commonest slip."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from subprocess import list2cmdline

from generator.base.problems import Problem, Stop
from generator.build.config.options import CONFIG

SEEDS = "seeds"
NAMED = 3
"""Archives near by that are named."""
LOOKED_AT = 1000
"""Folders that are looked into: a whole disk may lie below."""


def stop_elsewhere(root: Path, command: str) -> None:
    """Raises Stop in a folder that has nothing of an archive; one of which a part is missing, the command tells of."""
    if (root / CONFIG).exists() or (root / SEEDS).exists():
        return
    near = [*islice(_near(root), NAMED)]
    if len(near) == 1:
        where = (Path.cwd() / near[0]).resolve()
        mend = f'One is near, in {where}: "baocang -C {list2cmdline(near)} {command}", or go there first.'
    elif near:
        mend = f'Some are near: {", ".join(near)}. Go into one, or write "baocang -C FOLDER {command}".'
    else:
        mend = f'Go into the folder of one, or write "baocang -C FOLDER {command}". "baocang new FOLDER" begins one.'
    raise Stop([Problem(f"{root}", None, f"is no archive: neither {CONFIG} nor {SEEDS}/ is there", mend)])


def _near(root: Path) -> Iterator[str]:
    """Archives that the folder lies in, and those in it, two folders deep, as seen from it."""
    if above := next((parent for parent in root.parents if _is_archive(parent)), None):
        yield _from_here(above)
        return
    level, left = [root], LOOKED_AT
    for _ in range(2):
        level = sorted(islice((folder for each in level for folder in _folders(each)), left))
        left -= len(level)
        yield from map(_from_here, filter(_is_archive, level))


def _folders(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for each in folder.iterdir():
            with suppress(OSError):
                if each.is_dir() and not each.is_symlink() and not each.name.startswith("."):
                    yield each


def _is_archive(folder: Path) -> bool:
    with suppress(OSError):
        return (folder / CONFIG).is_file() and (folder / SEEDS).is_dir()
    return False


def _from_here(path: Path) -> str:
    """As it is written behind -C."""
    with suppress(ValueError, OSError):  # another drive; a folder that has gone
        return os.path.relpath(path)
    return f"{path}"
