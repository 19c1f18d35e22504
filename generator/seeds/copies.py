"""Files that programs leave beside those of `seeds/`: copies, both sides of a conflict, what an editor has open.

They are never read, for all that stands in them would be there twice, and never taken away, for a person's work may be
in them: what they are is said. A copy is one only beside the file that it is a copy of; alone it may be all there is.

Windows          `X - Copy.yml`, `X - 副本 (2).yml`, `X (1).yml` of a second download, `复件 X.yml` of earlier versions
macOS            `X copy 2.yml`, `X的副本.yml`, `X 2.yml`, and `._X.yml` on foreign disks
conflicts        `X.sync-conflict-20240307-101502-ABC2DEF.yml` of Syncthing, `X-DESKTOP-1AB2.yml` of OneDrive,
                 `X (conflicted copy 2024-03-07).yml`, `X (王一的冲突副本).yml` of Dropbox, Nextcloud and the like
people           `X~.yml` of editors, `X-旧.yml`, `X (旧).yml`, `X备份.yml`, `X-冲突.yml`
open             `~$X.docx`, `.~lock.X.csv#`, `.X.yml.swp`, `.#X.yml`, `#X.yml#`
"""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.base.problems import Problem

_BEHIND = re.compile(
    r"(?P<of>.+?)(?:"
    r"(?: ?-? ?| 的|的)副本(?: ?[(（]?\d+[)）]?)?"
    r"|(?i: - copy| copy)(?: ?\(?\d+\)?)?"
    r"| ?[(（]\d+[)）]"
    r"| \d{1,2}"
    r"|\.sync-conflict-\d{8}-\d{6}-\w+"
    r"| ?[(（][^()（）]*(?:(?i:conflict)|冲突)[^()（）]*[)）]"
    r"|-[A-Z][A-Z0-9-]{4,}"
    r"|~+"
    r"|[ _-]*[(（]?(?:冲突|备份|旧|旧版|旧稿|原版|原稿)[)）]?\d{0,2}"
    r")"
)
_BEFORE = re.compile(r"(?:(?i:copy(?: \(\d+\))? of) |复件 ?(?:[(（]\d+[)）] ?)?|副本 ?)(?P<of>.+)")
_OPEN = re.compile(r"~\$(?P<office>.+)|\.~lock\.(?P<lock>.+)#|\.(?P<vim>.+)\.sw[a-p]|\.[#_](?P<dot>.+)|#(?P<emacs>.+)#")


def found(root: Path, files: Iterable[str], own: str = "rename it") -> Iterator[tuple[str, Problem]]:
    """Those of one folder's files that are nothing of their own, each with what is to be said of it; `own` says what to
    do with one that is."""
    names = {PurePosixPath(file).name: file for file in files}
    for name, file in names.items():
        if match := _OPEN.fullmatch(name):
            of = _opened(match, names)
            what = f"belongs to a program that has {of} open, or had when it ended, and is not read"
            yield file, Problem(file, None, what, "Save and close that; if this stays, take it away.", stops=False)
        elif (of := _copied(name, names)) and not _is_a_delivery(root / file, root / names[of]):
            what = f"is a copy of {of} by its name, and is not read"
            mend = f"Take it away, when what is in it alone is put into {of}; {own} if it is no copy."
            yield file, Problem(file, None, what, mend, stops=False)


def _opened(match: re.Match[str], names: Collection[str]) -> str:
    """The file that a program has open. Where names are long, Word puts its mark over the first two characters."""
    of = next(name for name in match.groups() if name)
    long = (name for name in names if match["office"] and name[2:] == of and name != match.string)
    return next(long, of)


def _copied(name: str, names: Collection[str]) -> str:
    """The file beside it that one is a copy of; empty where there is none."""
    ending = PurePosixPath(name).suffix
    for form in (_BEHIND, _BEFORE):
        match = form.fullmatch(name.removesuffix(ending))
        if match and (of := match["of"] + ending) in names:
            return of
    return ""


def _is_a_delivery(path: Path, of: Path) -> bool:
    """A browser that has fetched `a.jsonl` before calls the next one `a (1).jsonl`: of JSON Lines only what is the same
    is a copy."""
    try:
        return path.suffix == ".jsonl" and path.read_bytes() != of.read_bytes()
    except OSError:  # who reads them says it
        return True
