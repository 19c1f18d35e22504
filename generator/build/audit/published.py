"""Proves that nothing that is closed is published: looks for it (sought.py) in every file of the site, of the spare one
and of the docs folder, and of zips that are named, each unpacked and decoded (unpacked.py).
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

import numpy as np
from mkdocs.config.defaults import MkDocsConfig

from generator.base import assets, regular
from generator.base.addresses import subject_path
from generator.base.archive import Archive, Entry, Holdings
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import Progress
from generator.base.output import content_of, listing
from generator.base.problems import Problem, Stop
from generator.base.workers import Pool
from generator.build import ledger, snapshot, uncommented
from generator.build.audit import folders, readings
from generator.build.audit.folders import AROUND, WHOLE, File
from generator.build.audit.inner import FAULTS, LARGEST, Full, Part, Room
from generator.build.audit.packers import around, member
from generator.build.audit.printed import Sealed, sealed
from generator.build.audit.records import Saying, sayings
from generator.build.audit.sought import Page, Secret, Terms, Wanted, said_openly, wanted
from generator.build.audit.unpacked import Said, said, texts_in
from generator.build.config import mkdocs_yml, settings
from generator.build.web_pictures import name_of
from generator.language.needles import PART, Piece, spelled
from generator.language.places import gazetteer
from generator.pages import wording
from generator.search.postings import SHIFT, Ints
from generator.seeds import closed_before, holdings, issue_list, page_texts, status
from generator.seeds.facsimiles import Given
from generator.seeds.files.reader import Reader
from generator.seeds.page_lines import PageLines

SOME = 3  # characters and pairs that are named of a file of the index
TOGETHER = 4_000_000  # bytes of files that are looked through at once, and letters of what is in them
OVERLAP = 1000  # letters that a stretch of a text begins with, of the one before
MEND = {
    "": 'Run "baocang build"; if it stands there still, take the file away.',
    "zip": "Make it again, and call back what was given away.",
    "former": "The settings name another folder for the site: take this one away, and call back what was given away.",
}
FEW = 10  # places that are named of a site that the next build makes anew
LOOK = "Look into it yourself, or take it away: what is closed may stand there."


class Leak(NamedTuple):
    """What was found: a text of a secret, by its number; or a file that cannot be read as what it is, or not to its
    end."""

    file: str
    apart: str
    """Where it is no file of the site: "zip", or "former" in a folder that was the site's once."""
    text: str = ""
    secret: int = -1
    at: int = 0
    """Of what is found of a secret the first is told, of texts rather than of ids."""
    word: bool = False
    """It is one of the words that the search offers, or that articles are about; then it is no name where open articles
    say it."""
    through: bool = True
    shows: str = ""
    """What of something closed it shows, where it is a picture."""


@dataclass(frozen=True)
class Audit:
    """What was looked for, where, and what of it was found."""

    closed: int
    """So many articles."""
    files: int
    unread: int
    """So many of them could not be read through: of them nothing is proved."""
    untold: int
    """So many articles that were closed and have gone cannot be looked for: of them neither."""
    problems: list[Problem]
    notices: list[Problem]
    """To be said first: that the site is older than what is closed. Then what proves nothing: files that could not be
    read through; open articles that say most of what a closed one says, for a notice is printed twice, or somebody has
    forgotten a copy."""


def audited(
    root: Path,
    zips: Sequence[Path],
    pool: Pool,
    progress: Progress,
    by_persons: bool = False,
    ready: bool = False,
) -> Audit:
    """Raises Stop where the input does not say what is closed, and where a zip is none. `by_persons`: of the site only
    what people have put there, for what has just been generated is made of what is open alone; all of it where
    templates of their own say what they say on any page. `ready`: also what lies in the archive's folder to be taken
    away, bundles and sites of before."""
    reader = Reader(root)
    config = mkdocs_yml.read(reader)
    problems: list[Problem] = []
    some_only = by_persons and not config.theme.custom_dir
    on_disk = folders.on_disk(root, config, problems, ready)
    files = [file for file in on_disk if not (some_only and file.generated)]
    files += [file for path in zips for file in folders.named(root, path)]
    files += folders.ready(root, problems) if ready else ()
    with pool(
        sum(file.size for file in files)
    ) as workers:  # before the archive is read: each is a copy of this process
        sought, sealed, records = _sought(reader, config)
        told = replace(sought, alike=(), open=())  # the workers need it not
        tasks = [(some, told, sealed) for some in _together(files)] if sought.secrets or sealed else []
        leaks = {leak for found in progress(workers.map(_looked, tasks), "files", len(tasks)) for leak in found}
    words = said_openly(sought, {leak.text for leak in leaks if leak.word})
    leaks = {leak for leak in leaks if not leak.word or leak.text not in words}
    first: dict[tuple[str, int, str], Leak] = {}
    for leak in sorted(leaks, key=lambda leak: (leak.file, leak.secret, leak.text.isascii(), leak.at)):
        first.setdefault((leak.file, leak.secret if leak.through else -2, leak.shows), leak)
    closed = sum(secret.article for secret in sought.secrets)
    in_records = {sought.net.pieces[piece]: records[n] for n, piece in sought.net.within([of.text for of in records])}
    problems += _of_records(in_records, sought)
    told_by = {piece.text: saying for piece, saying in in_records.items()}
    found = [_problem(leak, sought, told_by) for leak in first.values()]
    notices = [_alike(entry, sought.secrets[n]) for entry, n in sought.alike]
    if any(map(_of_site, first.values())) and ledger.is_behind(root, config, status.today()):
        notices, found = (
            [_behind(root, config, first.values(), sought), *notices],
            _few(root, config, first.values(), sought, told_by),
        )
    if ready:
        found = [*_of_each(found)]
    notices += [each for each in found if not each.stops]
    problems += [each for each in found if each.stops]
    unread = sum(not leak.through for leak in first.values())
    notices += _untold(sought.untold)
    looked = sum(not file.only_name for file in files)
    return Audit(closed, looked, unread, len(sought.untold), problems, notices)


def _untold(ids: Sequence[str]) -> Iterator[Problem]:
    if ids:
        what = f"{ids[0]} was closed and has gone, and too little is known of its text to look for it"
        if more := len(ids) - 1:
            what = f"{ids[0]} and {more:,} more were closed and have gone, and too little is known of them to look for"
        yield Problem(closed_before.FILE, None, what, "Search the site for it yourself.", stops=False)


def _of_site(leak: Leak) -> bool:
    return leak.secret >= 0 and not leak.apart


def _behind(root: Path, config: MkDocsConfig, leaks: Iterable[Leak], sought: Wanted) -> Problem:
    """What explains all that is found in the site, and mends it."""
    names = sorted({sought.secrets[leak.secret].name for leak in leaks if _of_site(leak)})
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    what = f"is older than seeds/, and holds what is closed there now: {names[0]}{more}"
    return Problem(_site(root, config), None, what, 'Run "baocang build" first, and check again.')


def _few(
    root: Path, config: MkDocsConfig, leaks: Iterable[Leak], sought: Wanted, told_by: Mapping[str, Saying]
) -> list[Problem]:
    """All that was found, but of a site that the next build makes anew only some places."""
    of_site, others = [leak for leak in leaks if _of_site(leak)], [leak for leak in leaks if not _of_site(leak)]
    found = [_problem(leak, sought, told_by) for leak in (*of_site[:FEW], *others)]
    if more := len(of_site[FEW:]):
        what = f"{more:,} more place{'s'[: more != 1]} in it, and in the folder it is made from, hold the same"
        mend = 'Run "baocang build"; what stands there still is named then.'
        found.append(Problem(_site(root, config), None, what, mend))
    return found


def _of_each(found: Iterable[Problem]) -> Iterator[Problem]:
    """Of each bundle, and of each folder that was the site's, only some places: it is to go as a whole."""
    more: dict[tuple[str, str], int] = {}
    for problem in found:
        parts = problem.file.split("/")
        whole = ("/".join(parts[: 2 if parts[0] == "dist" else 1]), problem.mend)
        apart = problem.stops and problem.mend in (MEND["zip"], MEND["former"])
        if apart and more.setdefault(whole, -FEW) >= 0:
            more[whole] += 1
            continue
        if apart:
            more[whole] += 1
        yield problem
    for (name, mend), number in more.items():
        if number > 0:
            yield Problem(name, None, f"{number:,} more place{'s'[: number != 1]} in it hold the same", mend)


def _site(root: Path, config: MkDocsConfig) -> str:
    return snapshot.shown(Path(config.site_dir), root)


def _alike(entry: Entry, secret: Secret) -> Problem:
    what = f"{entry.article.id} says most of what {secret.name} says, which is {secret.status}"
    return Problem(*entry.at, what, "Close it, too, if that is not meant.", stops=False)


def _of_records(found: Mapping[Piece, Saying], sought: Wanted) -> Iterator[Problem]:
    """What is closed and said in records, of each record the first."""
    for saying in {*found.values()}:
        piece = min(
            (piece for piece, of in found.items() if of == saying), key=lambda piece: saying.text.find(piece.text)
        )
        secret = sought.secrets[piece.of]
        what = f'{saying.what} says "{piece.text}" of {secret.name}, which is {secret.status}'
        yield Problem(*saying.at, what, 'Say it in other words, and run "baocang build".')


def _problem(leak: Leak, sought: Wanted, told_by: Mapping[str, Saying]) -> Problem:
    """`told_by` are texts that records say."""
    mend = MEND[leak.apart]
    if not leak.apart and (saying := told_by.get(leak.text)):
        mend = saying.mend
    if not leak.through:
        return Problem(leak.file, None, "could not be read through", LOOK, stops=False)
    if leak.shows:
        return Problem(leak.file, None, leak.shows, mend)
    if leak.secret < 0:
        return Problem(leak.file, None, "cannot be read as what its name says", mend)
    secret = sought.secrets[leak.secret]
    return Problem(leak.file, None, f'holds "{leak.text}" of {secret.name}, which is {secret.status}', mend)


def _sought(reader: Reader, config: MkDocsConfig) -> tuple[Wanted, Sealed, list[Saying]]:
    """What is looked for; what no picture may show; and what records say that readers see."""
    known = issue_list.read(reader, gazetteer())
    held = holdings.read(reader, known, gazetteer())
    if stopping := [problem for problem in reader.problems if problem.stops]:
        raise Stop(stopping)
    day = status.today()
    archive = status.published(held, day)
    lines, pages = PageLines(held, archive), []
    for issue in held.issues.values():
        for page in page_texts.read(reader, issue, 0):
            every = page.text.split("\n")
            shown = lines.shown(issue, page.file, every) if issue.key in archive.issues else [None] * len(every)
            pages.append(Page(issue, page.file, every, shown))
    say = wording.read(config.theme.dirs, config.theme["language"])
    pictures = _pictures(reader.root, held, archive)
    sought = wanted(held, archive, day, pages, [*_theme(), *_set(config)], say, pictures)
    default, memo = settings.own(config.extra).facsimile, Memo(ledger.read(reader.root, ledger.tools(config)).found)
    given = Given(reader.root, known, held, archive, default, memo)
    return sought, sealed(given, pages, lines), [*sayings(held, known.lines, day)]


def _pictures(root: Path, held: Holdings, archive: Archive) -> Mapping[str, str]:
    """How the site would name the pictures of articles that are no open one's."""
    shown = {image.file for entry in archive.entries for image in entry.article.images}
    every = {image.file for entry in held.entries for image in entry.article.images}
    return {file: name_of(content) for file in every - shown if (content := content_of(root / "seeds" / file))}


def _program() -> Iterator[tuple[str, bytes]]:
    """The files of the program's own theme: name, content."""
    for name in listing(assets.theme()):
        if regular.is_file(path := assets.theme() / name):
            yield name, regular.content(path)


@cache
def _theme() -> tuple[str, ...]:
    """What the program's own theme says."""
    return tuple(each.text for name, data in _program() for each in said(name, data, {}))


@cache
def _brought() -> frozenset[str]:
    """Digests of what is published as the program brings it: byte for byte the same, it holds nothing of an archive.
    (To look through its scripts takes two fifths of a small site's check.)"""
    both = ((data, uncommented.published(name, data)) for name, data in _program())
    return frozenset(digest(data) for each in both for data in each)


def _set(config: MkDocsConfig) -> Iterator[str]:
    """What the settings say of the site, which stands on all pages, whatever else has such a name."""
    own = (config.site_name, config.site_description, config.site_author, config.site_url, config.copyright)
    for text in texts_in([*own, config.nav, config.extra.get("archive")]):
        yield readings.plain(text)


# ---- looked through --------------------------------------------------------------------------------------------------


class Zip(NamedTuple):
    """One that is named, opened."""

    file: IO[bytes]
    packed: zipfile.ZipFile


def _said(file: File, zips: Callable[[Path], Zip]) -> Iterator[Said]:
    """`zips` opens each once."""
    if file.leads or file.only_name:
        yield Said(file.name, readings.plain(file.leads))
    if file.only_name:
        return
    try:
        for part in _parts(file, zips):
            if not isinstance(part.data, bytes):
                yield Said(file.name, part.data or "", through=part.data is not None)
            elif digest(part.data) in _brought():
                yield Said(file.name)
            else:
                yield from said(file.name, part.data, file.heads)
    except Full:
        yield Said(file.name, through=False)
    except FAULTS:
        yield Said(file.name, readable=False)


def _parts(file: File, zips: Callable[[Path], Zip]) -> Iterator[Part]:
    """Raises Full where it is too large, and one of FAULTS where it is broken."""
    if file.member in (None, WHOLE):
        if file.size > LARGEST:
            raise Full
        yield Part(regular.content(file.path))
    elif file.member == AROUND:
        yield from around(*zips(file.path))
    else:
        whole, packed = zips(file.path)
        info = packed.infolist()[file.member]
        yield from member(whole, info, Room(info.compress_size))


def _zip(path: Path, opened: ExitStack) -> Zip:
    file = opened.enter_context(regular.opened(path))
    return Zip(file, opened.enter_context(zipfile.ZipFile(file)))


def _together(files: Sequence[File]) -> Iterator[list[File]]:
    """Files in stretches of so many bytes."""
    some: list[File] = []
    size = 0
    for file in files:
        some.append(file)
        size += file.size
        if size > TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def _looked(task: tuple[list[File], Wanted, Sealed]) -> list[Leak]:
    """What stands in some files that is not to be published."""
    files, sought, shut = task
    leaks: list[Leak] = []
    some: list[tuple[Said, str]] = []
    size = 0
    with ExitStack() as opened:
        zips = cache(partial(_zip, opened=opened))
        for file in files:
            apart = "zip" if file.member is not None else "former" if file.former else ""
            for part in (part for each in _said(file, zips) for part in _stretches(each)):
                if part.data:
                    if shows := shut.shown(part.name, part.data):
                        leaks.append(Leak(part.name, apart, shows=shows))
                    continue
                some.append((part, apart))
                size += len(part.text)
                if size > TOGETHER:
                    leaks.extend(_leaks(some, sought))
                    some, size = [], 0
    leaks.extend(_leaks(some, sought))
    return leaks


def _stretches(each: Said) -> Iterator[Said]:
    """A long text in parts."""
    if len(each.text) <= TOGETHER:
        yield each
        return
    for start in range(0, len(each.text), TOGETHER):
        yield replace(each, text=each.text[max(0, start - OVERLAP) : start + TOGETHER])


def _leaks(every: Sequence[tuple[Said, str]], sought: Wanted) -> Iterator[Leak]:
    for each, apart in every:
        if not each.readable or not each.through:
            yield Leak(each.name, apart, through=each.through)
        if each.terms is not None:
            yield from (Leak(each.name, apart, text, of) for of, text in _terms_of(sought.terms, each.terms))
    if sought.gone.numbers.size:
        for each, apart in every:
            yield from (Leak(each.name, apart, run, of) for of, run in sought.gone.within(each.text))
    for text, piece in sought.net.within([f"{readings.plain(each.name)}\n{each.text}" for each, _ in every]):
        each, apart = every[text]
        found = sought.net.pieces[piece]
        id = sought.secrets[found.of].name
        shown = id if found.text == spelled(id) else found.text
        yield Leak(each.name, apart, shown, found.of, piece, each.words or _is_subject(found.text, each))


def _terms_of(secret: Terms, there: Ints) -> Iterator[tuple[int, str]]:
    """Of the terms of a file those that only closed articles have: in one line for each article, that with the most of
    them first; what it has is no other one's then, for characters are common to many."""
    held = np.isin(secret.numbers, there)
    numbers, of = secret.numbers[held], secret.of[held]
    while len(numbers):
        most = int(np.bincount(of).argmax())
        own = np.unique(numbers[of == most])
        more = f" and {len(own) - SOME:,} more" if len(own) > SOME else ""
        yield most, ", ".join(_shown(int(term)) for term in own[:SOME]) + more
        left = ~np.isin(numbers, own)
        numbers, of = numbers[left], of[left]


def _is_subject(name: str, each: Said) -> bool:
    """Whether a name stands where the site has a page of articles about this word, or links to it."""
    page = PurePosixPath(subject_path(name)).parent.name
    return len(name) < PART and (page in each.name or page in each.text)


def _shown(term: int) -> str:
    first, second = divmod(term, 1 << SHIFT)
    return chr(first) + (chr(second) if second else "")
