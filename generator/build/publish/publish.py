"""The door: from where the settings say to who goes there."""

from pathlib import Path

from generator.base.problems import Problem, Stop
from generator.build.config import destination
from generator.build.config.folders import overlaps
from generator.build.publish.branch import Branch, origin
from generator.build.publish.folder import Folder
from generator.build.publish.rsync import Rsync
from generator.build.publish.sending import Way
from generator.build.publish.sftp import Sftp


def way_to(root: Path, docs: Path, name: str) -> Way:
    """How one gets to a destination of an archive. Raises Stop where it names no place, or one of the archive's own."""
    try:
        to = destination.read(name)
    except ValueError as error:
        raise Stop([Problem(name, None, "is no place to publish to", f"{error}.")]) from None
    if to.way == "git":
        return Branch(name, to.path or origin(root, name), to.branch)
    if to.way == "sftp":
        return Sftp(name, to)
    if to.way.startswith("rsync"):
        return Rsync(name, to)
    path = root / Path(to.path).expanduser()
    for _, what, _ in overlaps(root, docs, path, None):
        raise Stop([Problem(name, None, what.removeprefix("site_dir "), "Name a folder outside of the archive.")])
    return Folder(name, path)
