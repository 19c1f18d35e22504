"""Says of a file that somebody has handed over whether it is as it was: a bag or a bundle, as a folder or a zip; a ZIM
file. All that is wrong at once. What it is its first bytes say, and then what lies in it.
"""

from pathlib import Path

from generator.base import regular
from generator.base.model import Progress
from generator.base.problems import Stop
from generator.build.preservation import fixity, tree
from generator.build.preservation.fixity import SUMS, Findings
from generator.build.preservation.tree import Tree
from generator.build.preservation.zim import zim
from generator.build.zim import MAGIC

ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
KNOWN = "Known are bags, bundles and ZIM files."


def verified(path: Path, progress: Progress) -> Findings:
    """Raises OSError where a file cannot be read at all."""
    found = Findings(str(path))
    if path.is_dir():
        _files(tree.of_folder(path, found.shown, found.problems), found, progress)
        return found
    with regular.opened(path) as file:
        begins = file.read(4)
    if begins == MAGIC:
        zim(path, found, progress)
    elif begins in ZIPS:
        try:
            with tree.of_zip(path, found.shown) as files:
                _files(_top(files, found), found, progress)
        except Stop as stop:
            found.problems += stop.problems
    else:
        found.wrong("", "is nothing that can be verified", KNOWN)
    return found


def _top(files: Tree, found: Findings) -> Tree:
    """What lies in the one folder at the top of a zip."""
    tops = {name.split("/")[0] for name in files.sizes if "/" in name}
    named = sorted(top for top in tops if {f"{top}/bagit.txt", f"{top}/{SUMS}"} & files.sizes.keys())
    if len(named) != 1:
        return files
    if beside := sum(not name.startswith(f"{named[0]}/") for name in files.sizes):
        some = f"{beside:,} file{'s'[: beside != 1]}"
        found.wrong("", f"has {some} beside the folder {named[0]}, which nothing was said of", "Take them out.")
    found.shown = f"{found.shown}/{named[0]}"
    return files.below(named[0])


def _files(files: Tree, found: Findings, progress: Progress) -> None:
    if "bagit.txt" in files.sizes:
        fixity.bag(files, found, progress)
    elif SUMS in files.sizes:
        fixity.bundle(files, found, progress)
    else:
        found.wrong("", f"has neither bagit.txt nor {SUMS} at its top, so nothing tells what it should be", KNOWN)
