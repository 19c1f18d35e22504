"""The archive as one bag for those who keep it: dist/NAME-bag.zip.

Below data/ it is an archive as it stands, so that `baocang -C data build` makes its site again: settings, seeds/, pages
and templates of its own, and the site. Beside them lies what somebody needs who has no such program any more:

    formats/    the formats, as JSON Schema and in words
    mets/       each issue as METS        tei/        each issue as TEI P5

A bag has everything, also what is withheld: it is the archive's own copy. It says so at its top.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain, groupby
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.base import assets, docs_folder, file_names, regular
from generator.base.archive import Holdings
from generator.base.disks import fault as disk_fault
from generator.base.inside import inside
from generator.base.model import Progress
from generator.base.output import LINK, SPECIAL, listing, sweep, unfinished
from generator.base.problems import Problem, Stop
from generator.build.bundle import safe
from generator.build.config import settings
from generator.build.config.options import CONFIG
from generator.build.preservation import bag_file
from generator.build.preservation.bag_file import Item
from generator.exports import schemas
from generator.exports.edition import Edition, Sheet
from generator.exports.mets import mets
from generator.exports.tei import tei
from generator.language.continued import first_parts
from generator.pages import wording
from generator.seeds import page_texts, status
from generator.seeds.files.reader import Reader
from generator.seeds.page_lines import PageLines

SEEDS = "seeds"
OURS = ("formats", "mets", "tei")
"""Folders that the bag has and the archive has not."""
HIDDEN = re.compile(r"(?:^|/)\.")
PUBLISHED = ".published"
"""The list by which a build knows a site for its own."""
READ_ME = "README.txt"


@dataclass(frozen=True)
class Bag:
    """One that is made."""

    path: Path
    files: int
    closed: int
    """So many articles in it are not published."""
    notes: int
    """So many articles in it have notes of the staff for themselves."""
    lines: bool
    """It has lines of pages that are withheld."""
    problems: Sequence[Problem]
    """What is not in it."""


@dataclass(frozen=True)
class _Contents:
    """What goes into a bag, by its name below data/, and what does not."""

    files: dict[str, Path | bytes]
    left_out: list[Problem]

    def take(self, root: Path, folder: Path, name: str) -> None:
        """A file of the archive's own, by its name in a folder. Links are followed as long as they stay within it."""
        path = folder / name
        if inside(root, path) and regular.is_file(path):
            self.files[_place(root, folder, name)] = path
            return
        leads = regular.is_file(path) or path.is_symlink()
        what = "is a link that is not followed" if leads else f"is {regular.kind(path)} and no file"
        mend = "Put a copy there, if it belongs to the archive."
        shown = Path(os.path.relpath(path, root)).as_posix()
        self.left_out.append(Problem(shown, None, f"{what}, and is not in the bag", mend, stops=False))


def made(
    root: Path, config: MkDocsConfig, reader: Reader, held: Holdings, progress: Progress, look: Callable[[], None]
) -> Bag:
    """Packs the archive, whose site is built. Raises Stop where a name cannot be in every system's folder, where a file
    of the bag's name is none, or the disk takes no more. `look` is called when all is packed, and may keep it from
    being put in place."""
    name = f"{safe(config.site_name)}-bag"
    target = root / "dist" / f"{name}.zip"
    if os.path.lexists(target) and not is_bag(target):
        what, mend = "is there and is no bag", "Give it another name, or take it away."
        raise Stop([Problem(f"dist/{target.name}", None, what, mend)])
    contents = _contents(root, config)
    _stop_at_names(contents.files)
    closed = sum(1 for entry in held.entries if status.closing(held, entry, status.today()))
    info = _info(config, held, closed)
    others = chain(_formats(), _issues(config, reader, held))
    payload = chain((Item(each, contents.files[each]) for each in sorted(contents.files)), others)
    notes, lines = sum(1 for entry in held.entries if entry.article.staff_notes), bool(held.withheld)
    read_me = _read_me(config, bool(closed or notes or lines), _place(root, Path(config.site_dir), "index.html"))
    try:
        sweep(target.parent)
        with unfinished(target) as part:
            shown = progress(payload, "bag", len(contents.files) + 2 * len(held.issues))
            size = bag_file.write(part, name, shown, info, {READ_ME: read_me})
            look()
    except OSError as error:
        raise Stop([disk_fault(error, "the site is built", at=target)]) from None
    return Bag(target, size.files, closed, notes, lines, contents.left_out)


def look_at_names(root: Path, config: MkDocsConfig) -> None:
    """Before a site is built in vain: raises Stop where a name of the archive's own files cannot be in a bag."""
    _stop_at_names(_contents(root, config, built=False).files)


def is_bag(path: Path) -> bool:
    """Whether a zip of this name is a bag."""
    return bag_file.holds(path, f"{path.stem}/bagit.txt")


# ---- what goes in --------------------------------------------------------------------------------------------------


def _contents(root: Path, config: MkDocsConfig, built: bool = True) -> _Contents:
    """The archive's own files, and its site where that is built. What is hidden stays behind: `.git`, caches, copies of
    old files."""
    docs, site = Path(config.docs_dir), Path(config.site_dir)
    own = config.theme.custom_dir
    found = _Contents({}, [])
    found.take(root, root, CONFIG)
    if drawn := settings.own(config.extra).map:
        found.take(root, root, drawn)
    for folder in (root / SEEDS, *([Path(own)] if own else [])):
        for name in _plain(listing(folder)):
            found.take(root, folder, name)
    for name in _plain(docs_folder.by_hand(docs)):
        found.take(root, docs, name)
    for name, state in listing(site).items() if built else ():
        if state and state != SPECIAL and not state.startswith(LINK) and (name == PUBLISHED or not HIDDEN.search(name)):
            found.files[_place(root, site, name)] = site / name
    return found


def _plain(names: Iterable[str]) -> list[str]:
    """Those of files that are not hidden."""
    return sorted(name for name in names if not name.endswith("/") and not HIDDEN.search(name))


def _place(root: Path, folder: Path, name: str) -> str:
    """Where a file lies in the bag: as in the archive; a folder from elsewhere under its own name."""
    here = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.name
    return name if here == "." else f"{here}/{name}"


def _formats() -> Iterator[Item]:
    """The formats in words and as schemas."""
    for name, path in assets.formats().items():
        yield Item(f"formats/{name}", path)
    for name, schema in schemas.schemas():
        yield Item(f"formats/{name}", schema)


def _issues(config: MkDocsConfig, reader: Reader, held: Holdings) -> Iterator[Item]:
    """The issues in forms that others read, made as they are packed."""
    for edition in editions(config, reader, held):
        yield Item(f"mets/{edition.name}.xml", mets(edition, f"../tei/{edition.name}.xml").encode())
        yield Item(f"tei/{edition.name}.xml", tei(edition).encode())


def editions(config: MkDocsConfig, reader: Reader, held: Holdings) -> Iterator[Edition]:
    """All issues, with all that is in them, and what of it is closed."""
    say = wording.read(config.theme.dirs, config.theme["language"])
    day = status.today()
    lines = PageLines(held, status.published(held, day))
    of_issue = {key: list(some) for key, some in groupby(held.entries, lambda e: e.article.issue)}
    for issue in held.issues.values():
        entries = of_issue.get(issue.key, [])
        sheets = []
        for page in page_texts.read(reader, issue, 0):
            every = page.text.split("\n")
            shown = lines.shown(issue, page.file, every)
            closed = frozenset(n for n, line in enumerate(shown, 1) if line is None)
            sheets.append(Sheet(page.file, page.page, every, closed))
        yield Edition(
            issue,
            held.papers[issue.paper].on(issue.date),
            entries,
            sheets,
            say,
            config.site_name,
            config.copyright or "",
            {id: first.article.id for id, first in first_parts(entries).items()},
            {e.article.id: why.status for e in entries if (why := status.closing(held, e, day))},
            f"../{SEEDS}/",
            f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        )


def _stop_at_names(files: Mapping[str, object]) -> None:
    """Raises Stop with every name that some system cannot take, or that the bag needs for itself."""
    mend = "Give it another name, also where it is listed."
    own = sorted(top for top in {name.split("/")[0] for name in files} if top.casefold() in OURS)
    found = [Problem(name, None, "is a name that the bag needs for itself", mend) for name in own]
    found += [Problem(name, None, what, mend) for name, what in file_names.unfit(files)]
    if found:
        raise Stop(found)


# ---- what is said of it --------------------------------------------------------------------------------------------


def _info(config: MkDocsConfig, held: Holdings, closed: int) -> dict[str, str]:
    """bag-info.txt, without what is known only when all is packed. What nobody has said is left out."""
    own = settings.own(config.extra).bag.labels()
    description = "：".join(filter(None, (config.site_name, config.site_description)))
    known = {
        "External-Description": description,
        **({"External-Identifier": config.site_url} if config.site_url else {}),
        "Bagging-Date": f"{status.today()}",
        "Bag-Software-Agent": f"baocang {version('baocang')}",
        "Newspapers": f"{len(held.papers)}",
        "Issues": f"{len(held.issues)}",
        "Articles": f"{len(held.entries)}",
        "Articles-Not-Published": f"{closed}",
    }
    return known | own


CLOSED = """\
注意：本包含有未公开的内容（withheld、withdrawn，内部备注），供本馆保存，不可公布。
NOT TO BE PUBLISHED: it holds what is withheld or withdrawn, or notes of the staff. It is the archive's own copy.

"""


def _read_me(config: MkDocsConfig, closed: bool, front: str) -> bytes:
    """The first thing to read, in Chinese and English; with Windows' line ends, and the mark by which it knows UTF-8.
    `front` is the front page of the site, below data/."""
    warning = CLOSED if closed else ""
    text = f"""\
{config.site_name}

{warning}本文件夹是一份 BagIt 保存包（RFC 8493）。manifest-*.txt 列出 data/ 里的每个文件及其校验值；
“baocang verify”或任何 BagIt 程序都能据此验证文件是否完好。
This folder is a bag (BagIt, RFC 8493). manifest-*.txt has a checksum of each file in data/, by which
"baocang verify", or any other program for BagIt, tells whether it is as it was.

data/{front}  网站：用浏览器打开  the website: open it in a browser
data/seeds/      报纸、各期、版面文字、文章  newspapers, issues, page texts, articles
data/formats/    各种文件的格式：说明与 JSON Schema  the formats, in words and as JSON Schema
data/mets/       每期的结构（METS）  how each issue is made up, as METS
data/tei/        每期的全文（TEI P5）  the texts of each issue, as TEI P5
data/mkdocs.yml  设置  the settings
"""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
