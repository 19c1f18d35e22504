"""A site changed where it stands, for a folder that cannot be renamed: a mount point, or one in a folder of others.

Each file changes whole, and in an order in which no page is ever without what it needs: files that were not there,
among them the new index; those that are others now; only then do old ones go. All of it lies ready beside them before
the first is moved, so that a full disk stops it before anything has changed; and what ends halfway is ended by what
lies ready.
"""

import shutil
from pathlib import Path

from generator.base import moving
from generator.base.output import Listing, Others, cleared, folder_of, link, listing, manifest, state_of

MANIFEST = ".published"
"""Names of the files that a build has put into a folder; itself is not among them."""
BEGUN = f"{MANIFEST}.part"
READY = f"{MANIFEST}.new"


def bring(spare: Path, site: Path, new: Listing) -> Listing:
    """Puts the `new` files of the spare into the site, and takes away what it no longer has. Gives their states there:
    another disk may count time in other steps."""
    shutil.rmtree(site / BEGUN, ignore_errors=True)
    names, known = {*new, MANIFEST}, set[str]()
    try:
        for name in names:
            link(f"{spare}/{name}", f"{site}/{BEGUN}/{name}", known)
    except BaseException:
        shutil.rmtree(site / BEGUN, ignore_errors=True)
        raise
    moving.rename(site / BEGUN, site / READY)
    end(site)
    return {name: state_of((site / name).stat()) for name in names}


def end(site: Path) -> None:
    """Moves what lies ready to its place; what was only begun goes."""
    shutil.rmtree(site / BEGUN, ignore_errors=True)
    ready = site / READY
    if (ready / MANIFEST).exists():  # the last to be moved
        _move(ready, site)
    if ready.exists():
        moving.clear(ready)


def _move(ready: Path, site: Path) -> None:
    there, ours, new = listing(site), manifest(site / MANIFEST), manifest(ready / MANIFEST)
    others = Others(there.keys() - ours)
    gone = (ours & there.keys()) - new
    names = [name for name in listing(ready) if name != MANIFEST and not name.endswith("/")]
    known: set[str] = set()
    for name in sorted(names, key=lambda name: (name in there, name)):
        if others.in_the_way(name):  # put there since
            continue
        if _blocked(site, name):
            cleared((site, gone))
        folder_of(f"{site}/{name}", known)
        moving.replace(ready / name, site / name)
    cleared((site, gone))
    moving.replace(ready / MANIFEST, site / MANIFEST)


def _blocked(site: Path, name: str) -> bool:
    """Whether a folder stands where the file belongs, or a file where one of its folders does."""
    return (site / name).is_dir() or any(each.is_file() for each in (site / name).parents)
