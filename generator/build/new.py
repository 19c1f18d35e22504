"""A new archive: the sample, whole or not at all, and never over what is there."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.base import assets

RENAMED = {"gitignore": ".gitignore"}
"""A file whose own name would mean something where it lies in the program."""
UNFINISHED = ".baocang-new-"


def begin(target: Path) -> bool:
    """Makes an archive of the sample in a folder that is not there or empty; False where something stands there.

    What a kill has left of the sample is nothing that stands there: then the rest is made.
    """
    target, sample = Path(os.path.realpath(target)), _sample()
    if os.path.lexists(target) and not (target.is_dir() and _is_begun(target, sample)):
        return False
    inside = target.exists()  # it may be where somebody is, or a disk: it stays the folder that it is
    ready = (target if inside else target.parent) / f"{UNFINISHED}{os.getpid()}"
    try:
        for name, data in sample.items():
            (ready / name).parent.mkdir(parents=True, exist_ok=True)
            (ready / name).write_bytes(data)
        if not inside:
            ready.rename(target)
            return True
        for name in sample:
            (target / name).parent.mkdir(exist_ok=True, parents=True)
            (ready / name).replace(target / name)
        for folder in target.glob(f"{UNFINISHED}*"):
            shutil.rmtree(folder)
    except OSError:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    return True


def _sample() -> dict[str, bytes]:
    """What an archive begins with, by name."""
    folder = assets.starter()
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names = [path.relative_to(folder).as_posix() for path in paths]
    return {RENAMED.get(name, name): path.read_bytes() for name, path in zip(names, paths, strict=True)}


def _is_begun(target: Path, sample: Mapping[str, bytes]) -> bool:
    """Whether nothing is in a folder but some files of the sample as they are, not all of them."""
    found, unfinished = 0, False
    for path in target.rglob("*"):
        name = path.relative_to(target).as_posix()
        if name.startswith(UNFINISHED):
            unfinished = True
        elif path.is_dir() and not path.is_symlink():
            if not any(each.startswith(f"{name}/") for each in sample):
                return False
        elif path.is_symlink() or not path.is_file() or name not in sample or path.read_bytes() != sample[name]:
            return False
        else:
            found += 1
    return found < len(sample) or unfinished
