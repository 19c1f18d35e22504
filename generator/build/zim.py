"""The site as one file for Kiwix (kiwix.org), which reads it on a phone or in a library's network: dist/NAME.zim."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from generator.base import file_names, moving
from generator.base.disks import fault
from generator.base.model import Progress
from generator.base.output import sweep, unfinished_folder
from generator.base.problems import Problem, Stop
from generator.build.bundle import safe
from generator.build.stick import Site
from generator.build.zim_contents import About, files
from generator.exports.mark import png

MARKS = (48, 96)  # pixels; every library shows the first
MAGIC = b"ZIM\x04"
"""What a ZIM file begins with."""
END, SIZE = 72, 16  # where its head says where its checksum lies, an MD5 of all before; and the bytes of that
INDEX = "fulltext/xapian"
"""The entry that Kiwix's own search looks in."""
OURS = "baocang "
"""What the name of the program that made it begins with, where it was this one."""


def needed() -> None:
    """Raises Stop where the extra is not installed: before a site is built in vain."""
    try:
        from generator.build import zim_file  # noqa: F401, PLC0415
    except ImportError:
        what, mend = "libzim is not installed, which writes ZIM files", 'Install it: pip install "baocang[zim]".'
        raise Stop([Problem("bundle --zim", None, what, mend)]) from None


def zimmed(site: Site, folder: Path, title: str, about: About, progress: Progress, look: Callable[[], None]) -> Path:
    """Packs a site into FOLDER/TITLE.zim. Raises Stop where a file of that name is none of this program's, or the disk
    takes none."""
    from generator.build import zim_file  # noqa: PLC0415  (an extra, and GPL-3: see there)

    target = folder / f"{safe(title)}.zim"
    if os.path.lexists(target) and not zim_file.scraper(target).startswith(OURS):
        what, mend = "is there and is no ZIM file of this program", "Give it another name, or take it away."
        raise Stop([Problem(f"{folder.name}/{target.name}", None, what, mend)])
    if odd := [each for each in site.files if file_names.HIDDEN.search(each)]:
        what, mend = "cannot lie in a ZIM file under this name", "Give it one whose letters are known (UTF-8)."
        raise Stop([Problem(site.source(each), None, what, mend) for each in odd])
    try:
        sweep(folder)
        with unfinished_folder(folder) as scratch:
            made = scratch / "made.zim"
            zim_file.write(
                made,
                progress(files(site), "files", len(site.files)),
                about.metadata(),
                {size: png(size, about.colour) for size in MARKS},
            )
            look()
            made.chmod(0o644)
            moving.replace(made, target)
    except OSError as error:
        raise Stop([fault(error, "the site is built", at=target)]) from None
    except RuntimeError as error:  # libzim's, which says less; most often the disk is full
        left = shutil.disk_usage(folder).free / 1e6
        what = f"cannot be written; its disk has {left:,.0f} MB left (libzim: {error})"
        mend = "Make room if that is little, and run it again; the site is built."
        raise Stop([Problem(f"{folder.name}/{target.name}", None, what, mend)]) from None
    return target
