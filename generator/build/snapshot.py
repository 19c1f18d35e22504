"""What stands in the docs folder and in the site before a build, and what of it the build cannot work with."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.base import regular
from generator.base.addresses import FOLDERS, is_generated, page_of, source_of
from generator.base.digest import digest
from generator.base.docs_folder import generated
from generator.base.output import Listing, Others, listing, sum_of, sums
from generator.base.problems import Problem
from generator.base.workers import Workers
from generator.build import site_place
from generator.build.in_place import MANIFEST
from generator.build.site_place import Place, even
from generator.pages.catalogue import grouped

BROKEN = re.compile("[\0-\x1f\x7f\ud800-\udfff]")
"""What no name of a file may hold: control characters, bytes that are no UTF-8."""
EARLIER = "search/data/catalogue.js", "data/datapackage.json"
"""What every build has put into a site since before there was a list of all."""
FEW = 10  # files of a folder that are named one by one


@dataclass(frozen=True)
class Snapshot:
    """What stands in the docs folder and in the site."""

    docs: Listing
    """Generated files alone."""
    site: Listing
    """What a build has put there."""
    by_hand: Listing = field(default_factory=dict)
    """The other files of the docs folder."""
    others: Listing = field(default_factory=dict)
    """What else stands in the site."""
    spare: Listing = field(default_factory=dict)

    def digests(self) -> tuple[str, str]:
        """Stand for names, sizes and times of change of generated files and site."""
        docs, site = (
            "\n".join(sorted(f"{name} {state}" for name, state in of.items())) for of in (self.docs, self.site)
        )
        return digest(docs), digest(site)

    def settle(self, where: Place, workers: Workers) -> None:
        """Ends what the last build did not, which was interrupted: the spare is to be what the site is."""
        of_site = {**self.site, **self.others}
        if self.spare and self.spare != of_site:
            even(where, of_site, self.spare, workers)()


def look(docs: Path, where: Place, workers: Workers) -> Callable[[], Snapshot]:
    """Begins to look at what stands there; to be called when that has to be known."""
    found = workers.map(listing, [where.site, docs, where.spare])

    @cache
    def standing() -> Snapshot:
        of_site, files, spare = found
        site, others = site_place.parted(of_site, where.site)
        ours = generated(docs)
        of_docs = {name: state for name, state in files.items() if name in ours}
        by_hand = {name: files[name] for name in sorted(files.keys() - ours) if not name.endswith("/")}
        if MANIFEST not in site:  # of an earlier version, or of nobody
            site |= {name: others.pop(name) for name in map(page_of, by_hand) if name in others}
        return Snapshot(of_docs, site, by_hand, others, spare)

    return standing


def foreign(public: Path, where: Place, root: Path) -> Iterator[Problem]:
    """A folder that no build may make a site of, for what stands there is not known as a build's."""
    name, site = shown(public, root), where.site
    for each in (where.spare, where.old):
        if not site_place.is_ours(where, each):
            what = "stands where a build puts its own copy of the site, and no build made it"
            yield Problem(shown(each, root), None, what, "Give it another name, or name another site_dir.")
    if site.exists() and not site.is_dir():
        yield Problem(name, None, "is a file where the site belongs", "Take it away, or name another site_dir.")
    elif site.exists() and not _ours(site) and (there := sorted(path.name for path in site.iterdir())):
        what = f"is not empty, and nothing says that a build made it: it holds {_some(there)}"
        mend = f"Name another site_dir, or empty it; an empty file {MANIFEST} in it keeps what is there."
        yield Problem(name, None, what, mend)


def _ours(site: Path) -> bool:
    return (site / MANIFEST).exists() or all((site / each).is_file() for each in EARLIER)


def problems(there: Snapshot, docs: Path, public: Path, root: Path) -> Iterator[Problem]:
    """What is in the way of a build, as far as that is known before it begins."""
    of_docs, of_site = shown(docs, root), shown(public, root)
    yield from in_the_way(of_docs, [name for name in there.by_hand if name in FOLDERS or is_generated(name)])
    for name in there.by_hand:
        if BROKEN.search(name):
            what = "has a name that is not UTF-8 or holds a control character"
            yield Problem(repr(f"{of_docs}/{name}"), None, what, "Rename it.")
    blocking = Others(there.others)
    own = {blocked for name in there.by_hand if (blocked := blocking.in_the_way(page_of(name)))}
    files = (name for name in there.others if not name.endswith("/"))  # an empty folder is left of a build that ended
    own.update(name for name in files if name in FOLDERS or is_generated(source_of(name)))
    yield from in_the_way(of_site, own)


def damaged(public: Path, where: Place, root: Path) -> Iterator[Problem]:
    """Files of the site that are not what the build has put there, though size and time of change may be the same."""
    wrong = [name for name, of in sums(where.site / MANIFEST).items() if of and _sum(where.site / name) != of]
    mend = 'Run "baocang build", which makes it again.'
    for top, of_top in grouped(wrong, lambda name: name.partition("/")[0]).items():
        if len(of_top) <= FEW:
            what = "is not what the build made"
            yield from (Problem(f"{shown(public, root)}/{name}", None, what, mend, stops=False) for name in of_top)
        else:
            what = f"holds {len(of_top):,} files that are not what the build made, {of_top[0]} first"
            yield Problem(
                f"{shown(public, root)}/{top}", None, what, mend.replace("it again", "them again"), stops=False
            )


def _sum(path: Path) -> str | None:
    try:
        return sum_of(regular.content(path))
    except OSError:
        return None


def in_the_way(folder: str, names: Iterable[str]) -> Iterator[Problem]:
    """A problem for each file, or for each folder in which there are several."""
    for top, of_top in grouped(sorted(set(names)), lambda name: name.partition("/")[0]).items():
        if len(of_top) == 1:
            mend = "Give it another name, or take it away."
            yield Problem(f"{folder}/{of_top[0]}", None, "stands where a page is generated", mend)
        else:
            what = f"holds {len(of_top):,} files where pages are generated, {of_top[0]} first"
            mend = "Give them other names, or take the folder away where an earlier build has made it."
            yield Problem(f"{folder}/{top}", None, what, mend)


def shown(path: Path, root: Path) -> str:
    """What a problem calls a path."""
    return Path(os.path.relpath(path, root)).as_posix()


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
