"""The site as one file for reading offline: a zip of what stick.py makes of it."""

import os
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path

from generator.base import docs_folder, file_names
from generator.base.disks import fault
from generator.base.output import LINK, SPECIAL, listing, sweep, unfinished
from generator.base.problems import Problem, Stop
from generator.build import stick
from generator.build.compressed import is_copy
from generator.build.stick import Site

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: the same site gives the same bytes

LONGEST = 60, 180
"""Characters and bytes of a name. Windows takes 260 characters for a whole path, and its Explorer unpacks NAME.zip into
NAME/NAME/; other systems take 255 bytes for a name."""
NAMELESS = "archive"
_FORBIDDEN = re.compile(r'[/\\:?*"<>|\s-]+')
"""What no name may hold on one system or another; with it go spaces and hyphens beside it."""
_PACKED = re.compile(r"/(?:pages|search/data)/\d+\.js$")
"""What deflating makes no smaller."""
_OWN = re.compile(rf"(?:pages|text|search/data)/\d+\..*|{stick.SUMS}|{stick.READ_ME}", re.IGNORECASE)
"""Files that a bundle has of its own."""
_AMONG_OTHERS = ("read.html", "pages/0.js", "search/data/0.js", "text/0.html", stick.SUMS, stick.READ_ME)
"""One of each of them: a name may be the same but for its case, or that of their folder."""
_RENAME = "Give it another name, also where it is linked."


def zipped(site: Site, folder: Path, title: str, look: Callable[[], None]) -> Path:
    """Packs a site into FOLDER/TITLE.zip, under a folder of that name. Raises Stop where a file of that name is no
    bundle, the disk takes none, or a name of the site is none on another system. `look` is called when all is packed,
    and may keep it from being put in place."""
    name = safe(title)
    target = folder / f"{name}.zip"
    if os.path.lexists(target) and not _is_bundle(target):
        what, mend = "is there and is no bundle of this program", "Give it another name, or take it away."
        raise Stop([Problem(f"{folder.name}/{target.name}", None, what, mend)])
    if odd := [*_unfit(site.parted()[2])]:
        raise Stop(Problem(site.source(each), None, what, _RENAME) for each, what in odd)
    try:
        sweep(folder)
        with unfinished(target) as part:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                for each, content in stick.files(site):
                    _add(archive, f"{name}/{each}", content)
            look()
    except OSError as error:
        raise Stop([fault(error, "the site is built", at=target)]) from None
    return target


def look_at_names(docs: Path, shown: str, for_kiwix: bool) -> None:
    """Before a site is built in vain: raises Stop with every file in the docs folder that cannot be in a bundle under
    its name, or in no site. A ZIM file takes all names that are text."""
    ours = docs_folder.generated(docs)
    names = [name for name in may_be_in(docs) if name not in ours]
    files = [name for name in names if not name.endswith(".md") and not re.search(stick.LEFT, name)]
    odd = {name: what for name in names if file_names.HIDDEN.search(name) and (what := file_names.fault(name))}
    odd |= {} if for_kiwix else dict(_unfit(files))
    if odd:
        raise Stop(Problem(f"{shown}/{name}", None, what, _RENAME) for name, what in odd.items())


def _unfit(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of the files that stand as they are in a bundle those that cannot, and why."""
    theirs = {name for name in names if not _OWN.fullmatch(name)}
    yield from ((name, "is a name that a bundle needs for itself") for name in names if name not in theirs)
    yield from file_names.unfit(theirs, _AMONG_OTHERS)


def safe(title: str) -> str:
    """A title as the name of a file that every system takes, Chinese as it is."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", title))
    name = _FORBIDDEN.sub(lambda found: "-" if set(found[0]) - {" "} else " ", plain)
    name = "".join(dropwhile(lambda c: c in " .-~" or unicodedata.combining(c), name))  # no mark without a letter
    name = _cut(name, *LONGEST).rstrip(" .-~")
    return f"_{name}" if file_names.RESERVED.match(name) else name or NAMELESS


def _cut(name: str, characters: int, size: int) -> str:
    """As much of a name as may be, no character parted from the marks above it."""
    while len(name) > characters or len(name.encode()) > size:
        name = name.rstrip("".join(c for c in name if unicodedata.combining(c)))[:-1]
    return name


def may_be_in(site: Path) -> list[str]:
    """What of a site goes into its bundle: all that a build has put there and a person beside it, but nothing hidden
    (`.git`), no file in gzip beside itself, nor what a link leads to."""
    found = listing(site).items()
    plain = {name for name, state in found if state and state != SPECIAL and not state.startswith(LINK)}
    return sorted(name for name in plain if not re.search(r"(?:^|/)\.", name) and not is_copy(name, plain))


def _is_bundle(path: Path) -> bool:
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
        return {stick.READ_ME, "read.html"} <= names or {
            stick.READ_ME,
            "index.html",
        } <= names  # the latter, one of before
    return False


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    packed = zipfile.ZIP_STORED if _PACKED.search(name) else zipfile.ZIP_DEFLATED
    archive.writestr(info, data, packed)
