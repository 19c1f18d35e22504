"""The door: from where the settings say to who goes there."""

import os
import re
from pathlib import Path

from generator.base.problems import Problem, Stop
from generator.build.config import destination
from generator.build.config.folders import overlaps
from generator.build.in_place import MANIFEST
from generator.build.publish.branch import Branch, origin
from generator.build.publish.folder import Folder
from generator.build.publish.rsync import Rsync
from generator.build.publish.sending import Way
from generator.build.publish.sftp import Sftp

OF_HOSTS = ("docs", "public")
"""Folders of a repository in which hosts look for a site: GitHub Pages, GitLab Pages."""
OF_WINDOWS = re.compile(r"\\|[A-Za-z]:[/\\]")


def way_to(root: Path, docs: Path, site: Path, name: str) -> Way:
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
    return _folder(root, docs, site, name, to.path)


def _folder(root: Path, docs: Path, site: Path, name: str, text: str) -> Folder:
    if os.name != "nt" and OF_WINDOWS.search(text):
        mend = "Name one of this system, as /srv/www; a shared drive by the folder where it is mounted."
        raise Stop([Problem(name, None, "is a folder of Windows, and this system is another", mend)])
    try:
        path = root / Path(text).expanduser()
    except RuntimeError:
        raise Stop([Problem(name, None, "names a user whom nobody knows here", "Write the whole path.")]) from None
    for _, what, _ in overlaps(root, docs, path, None):
        raise Stop([Problem(name, None, what.removeprefix("site_dir "), "Name a folder outside of the archive.")])
    real = path.resolve()
    if not real.is_relative_to(root.resolve()):
        return Folder(name, path)
    if real.is_relative_to(site.resolve()) or site.resolve().is_relative_to(real):
        raise Stop([Problem(name, None, "is where the build makes the site", "Name a folder outside of the archive.")])
    if not (path / MANIFEST).is_file() and real not in [(root / each).resolve() for each in OF_HOSTS]:
        some = " or ".join(f"{each}/" for each in OF_HOSTS)
        mend = f"Name one outside, as ../www, or {some} in it; an empty file {MANIFEST} in a folder makes it one."
        raise Stop([Problem(name, None, "is a folder within the archive, and none for a site", mend)])
    return Folder(name, path)
