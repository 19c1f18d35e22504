"""The site as one file for reading offline."""

import os
import re
import unicodedata
import zipfile
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path

from generator.base import regular
from generator.base.disks import fault
from generator.base.output import LINK, SPECIAL, listing, sweep, unfinished
from generator.base.problems import Problem, Stop
from generator.build.compressed import is_copy

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: the same site gives the same bytes
READ_ME = "说明.txt"
SAID = "先解压整个文件夹，再双击 index.html，即可离线阅读、检索。\r\n".encode("utf-8-sig")
"""With the mark of UTF-8: Windows' editor takes it for GBK else."""

LONGEST = 60, 180
"""Characters and bytes of a name. Windows takes 260 characters for a whole path, and its Explorer unpacks NAME.zip into
NAME/NAME/; other systems take 255 bytes for a name."""
NAMELESS = "archive"
_FORBIDDEN = re.compile(r'[/\\:?*"<>|\s-]+')
"""What no name may hold on one system or another; with it go spaces and hyphens beside it."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[\d¹²³])(?:\.|$)", re.IGNORECASE)
"""Devices of Windows, whatever stands behind a full stop."""


def zipped(site: Path, folder: Path, title: str) -> Path:
    """Packs the site into FOLDER/NAME.zip, under a folder of that name. Raises Stop where a file of that name is no
    bundle, or the disk takes none."""
    name = safe(title)
    target = folder / f"{name}.zip"
    if os.path.lexists(target) and not _is_bundle(target):
        what, mend = "is there and is no bundle of this program", "Give it another name, or take it away."
        raise Stop([Problem(f"{folder.name}/{target.name}", None, what, mend)])
    try:
        sweep(folder)
        with unfinished(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            files = _files(site)
            if READ_ME not in files:
                _add(archive, f"{name}/{READ_ME}", SAID)
            for each in files:
                _add(archive, f"{name}/{each}", regular.content(site / each))
    except OSError as error:
        raise Stop([fault(error, "the site is built")]) from None
    return target


def safe(title: str) -> str:
    """A title as the name of a file that every system takes, Chinese as it is."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", title))
    name = _FORBIDDEN.sub(lambda found: "-" if set(found[0]) - {" "} else " ", plain)
    name = "".join(dropwhile(lambda c: c in " .-~" or unicodedata.combining(c), name))  # no mark without a letter
    name = _cut(name, *LONGEST).rstrip(" .-~")
    return f"_{name}" if _RESERVED.match(name) else name or NAMELESS


def _cut(name: str, characters: int, size: int) -> str:
    """As much of a name as may be, no character parted from the marks above it."""
    while len(name) > characters or len(name.encode()) > size:
        name = name.rstrip("".join(c for c in name if unicodedata.combining(c)))[:-1]
    return name


def _files(site: Path) -> list[str]:
    """What of a site goes into its bundle: all that a build has put there and a person beside it, but nothing hidden
    (`.git`), no file in gzip beside itself, nor what a link leads to."""
    found = listing(site).items()
    plain = {name for name, state in found if state and state != SPECIAL and not state.startswith(LINK)}
    return sorted(name for name in plain if not re.search(r"(?:^|/)\.", name) and not is_copy(name, plain))


def _is_bundle(path: Path) -> bool:
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return {f"{path.stem}/{READ_ME}", f"{path.stem}/index.html"} <= set(archive.namelist())
    return False


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, zipfile.ZIP_DEFLATED)
