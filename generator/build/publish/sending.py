"""What is to be sent where, and in what order.

Each way (folder.py, branch.py, rsync.py, sftp.py) can look and send. A place that holds files and no list of ours is
refused, as the build refuses a folder: nobody knows whose they are. What is in it beside ours (a CNAME) stays. Where a
way changes file by file, the order is one in which a reader finds a whole site at every moment, and nothing that an
interrupted run has sent is ever forgotten:

1. the list, which names all that is there and all that comes
2. what pages need: the index, style sheets, scripts, data
3. pages
4. what is gone goes
5. the list, as the site has it
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.base import regular
from generator.base.output import sums
from generator.base.problems import Problem, Stop
from generator.build.in_place import BEGUN, MANIFEST, READY
from generator.build.snapshot import BROKEN

OWN = {"search/data/": "index", "offline/": "build"}
"""Folders of files that scripts alone ask for, under other names with each change, and what they belong to."""
ISSUE = re.compile(r"issues/[^/]+/[^/]+/index\.html")


@dataclass(frozen=True)
class There:
    """What stands at a place."""

    ours: Mapping[str, str]
    """Digest of each file that was sent there, "" where it is not known to be whole."""
    foreign: Sequence[str] = ()
    """What else is there, where no list says what is ours."""
    of: str | None = None
    """The archive that the list there is of, "" where it does not say; None where there is no list."""


@dataclass(frozen=True)
class Plan:
    """What changes at a place, by name, each in order."""

    new: list[str]
    changed: list[str]
    gone: list[str]
    same: int
    size: int
    """Bytes to be sent, before anything is compressed."""
    archive: str = ""
    """Whose site it is that is sent: its name."""
    other: str = ""
    """What is there of another archive, which this one would replace."""

    @property
    def missed(self) -> list[str]:
        """Of what is gone all that somebody may know by its address."""
        return [name for name in self.gone if not name.startswith(tuple(OWN))]

    @property
    def sent(self) -> list[str]:
        """What pages need, then pages."""
        return sorted([*self.new, *self.changed], key=lambda name: (name.endswith(".html"), name))

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


class Way(Protocol):
    """A place, and how one gets there. All raise Stop where that does not work, with nothing half done that the next
    run does not end."""

    def look(self) -> There: ...

    def standing(self, names: Sequence[str]) -> list[str]:
        """Of names that are not ours there those under which something stands all the same."""
        ...

    def send(self, site: Path, plan: Plan, there: There) -> None: ...


def planned(site: Path, way: Way, there: There, name: str, again: bool = False) -> Plan:
    """What has to be done so that a place holds the site; `again`: all of it is sent anew. Raises Stop for a place that
    is not ours, or in which something of others is in the way."""
    if there.foreign:
        some = ", ".join(there.foreign[:3]) + (f" and {len(there.foreign) - 3} more" if len(there.foreign) > 3 else "")
        what = f"is not empty, and nothing says that the site was ever sent there: it holds {some}"
        mend = f"Name another place, or empty it; an empty file {MANIFEST} there keeps what it holds."
        raise Stop([Problem(name, None, what, mend)])
    now = sums(site / MANIFEST)
    new = sorted(now.keys() - there.ours.keys())
    if new and there.of is not None and (others := way.standing(new)):
        mend = "Take it away there, or give it another name; a file of your own for the site belongs into site_src/."
        raise Stop([Problem(name, None, f"holds {each}, where a file of the site belongs", mend) for each in others])
    own = archive_of(regular.content(site / MANIFEST))
    known = now.keys() & there.ours.keys()
    changed = sorted(each for each in known if again or not now[each] or now[each] != there.ours[each])
    size = sum((site / each).stat().st_size for each in [*new, *changed])
    gone, same = sorted(there.ours.keys() - now.keys()), len(known) - len(changed)
    return Plan(new, changed, gone, same, size, own, _other(there, own, now.keys()))


def _other(there: There, own: str, now: Collection[str]) -> str:
    """What tells that the site of another archive stands there: its name, or that it has no issue in common with this
    one, as have two parts of a newspaper, which bear one name."""
    if there.of and there.of != own:
        return there.of
    issues = {name for name in there.ours if ISSUE.fullmatch(name)}
    others = len(issues) > 1 and issues.isdisjoint(now)
    return f"{there.of or own}, none of whose {len(issues)} issues is in this one" if others else ""


def archive_of(content: bytes) -> str:
    """The name of the archive that a list is of; "" where it does not say, as those of before."""
    first = content.partition(b"\n")[0].decode("utf-8", "replace")
    return first[1:] if first.startswith("\t") else ""


def listed(content: bytes) -> dict[str, str]:
    """A list from elsewhere: names of files, each with its digest. A name that would lead out of its folder, or end a
    line of a batch, is none of ours."""
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    found = {name: of for name, _, of in (line.partition("\t") for line in lines) if name}
    own = {MANIFEST, BEGUN, READY}
    return {name: of for name, of in found.items() if not own & {name.partition("/")[0]} and _is_inside(name)}


def _is_inside(name: str) -> bool:
    return not {"", ".", ".."} & {*name.split("/")} and not BROKEN.search(name)


def between(there: There, plan: Plan) -> bytes:
    """The list while files change: all that is there and all that comes, and no digest of what is on its way."""
    moving = {*plan.new, *plan.changed, *plan.gone}
    known = {name: "" if name in moving else of for name, of in there.ours.items()} | dict.fromkeys(plan.new, "")
    lines = [f"\t{plan.archive}\n", *(f"{name}\t{of}\n" for name, of in sorted(known.items()))]
    return "".join(lines).encode("utf-8", "surrogateescape")


def said(plan: Plan, most: int) -> Iterator[str]:
    """The plan for a reader: a line for each file, `most` of each kind, and one for each folder that scripts read."""
    kinds = (("+", plan.new), ("~", plan.changed), ("-", plan.gone))
    for sign, names in kinds:
        known = [name for name in names if not name.startswith(tuple(OWN))]
        yield from (f"  {sign} {name}" for name in known[:most])
        if len(known) > most:
            yield f"  {sign} … {len(known) - most:,} more"
    for folder, of in OWN.items():
        new, changed, gone = (sum(name.startswith(folder) for name in names) for _, names in kinds)
        if new or changed or gone:
            yield f"  {folder}: {new:,} new, {changed:,} changed, {gone:,} go with the {of} that they belong to"
