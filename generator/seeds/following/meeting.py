"""A segmentation meets what stands in the article file: what a person touched stays, and the machine makes the rest.

1. An article is the machine's while it is exactly what the machine wrote, and nobody has marked it as reviewed. All
   others are a person's, and stay as they are.
2. A page is segmented once. While its text and what is listed of it are the same, nothing of it is made anew: neither
   another version of the program nor the work of a person on one article changes its neighbours.
3. Lines that have gone from articles and from `unplaced` were taken out by a person, with the article that they made
   or without it. They are put under `unplaced` as a person's, and so are those that a person put there.
4. Where a page has changed, a person's articles follow their lines to where they stand now, and the machine makes the
   others anew: its articles of the whole page as far as none of their lines is a person's, then what is left over. A
   page that has lines of the same article of the machine is made anew with it.
5. What is closed, or was left out by a person, stays so whatever form its page comes back in: lines keep what is known
   of them in whatever page file of the issue they stand (`renamed`, before they meet), and new lines that say the same
   are withheld (`changed_page`).
6. Of a file without a record of all this (hand-made, or older than the record) what the machine would write now, to the
   letter, is the machine's, and everything else a person's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.base.model import Article, Source, Unplaced
from generator.base.problems import Problem
from generator.seeds import articles, merged, moved, taken
from generator.seeds.articles import At
from generator.seeds.following import changed_page, issue_files, taken_out, vanished
from generator.seeds.following.cut_out import cut_out, told
from generator.seeds.following.issue_files import IssueFiles, Sheet
from generator.seeds.machine_record import MachineRecord, PageRecord, ranges
from generator.segmentation import metadata


@dataclass(frozen=True)
class Kept:
    """The content of an article file after a segmentation."""

    articles: list[Article]
    unplaced: list[Unplaced]
    by_machine: MachineRecord
    machine: frozenset[str]
    """Ids of the articles that are the machine's."""
    moved: Mapping[str, str]
    """Ids that are no article's any more, and the article that has their lines now."""
    problems: list[Problem]
    """Lines of a person's articles that are not on their page any more."""


@dataclass(frozen=True)
class _Page:
    """What becomes of the lines of one page file."""

    unplaced: list[Unplaced]
    record: PageRecord
    made: list[Article] = field(default_factory=list)
    """New articles; their ids say of which page they are."""
    anew: bool = False
    """They take the place of those that the machine made of the page before."""
    known: Collection[int] = ()
    """Articles, by their places in the file, that the machine would write as they stand."""
    sources: Mapping[tuple[int, Source], Sequence[Source]] = field(default_factory=dict)
    """Where the lines of a person's articles stand now, without those that the person cut out."""
    to_compare: Collection[int] = ()
    """Articles of a person of which lines are gone, or read otherwise now."""
    gained: Mapping[int, Sequence[Source]] = field(default_factory=dict)
    """Lines of articles of a person that did not name them."""
    follow: Mapping[int, int] = field(default_factory=dict)
    """From the number of a line, as it was, to its number now; of a page that is made anew."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class ByPersons:
    """What a person did, by hand or at the desk, beside reviewing."""

    changed: list[str]
    """Ids of articles that the machine wrote otherwise."""
    made: list[str]
    """Ids of articles that the machine did not write, or of which nobody knows."""
    deleted: list[str]
    """Ids of articles that the machine wrote and that are no more."""
    left_out: list[str]
    """Texts of lines."""


def by_persons(kept: Kept) -> ByPersons:
    """What of a file is a person's."""
    theirs = [a.id or a.title for a in kept.articles if not a.reviewed and a.id not in kept.machine]
    there = {article.id for article in kept.articles}
    return ByPersons(
        changed=[id for id in theirs if id in kept.by_machine.articles],
        made=[id for id in theirs if id not in kept.by_machine.articles],
        deleted=sorted(kept.by_machine.articles.keys() - there),
        left_out=[line.text for line in kept.unplaced if line.reviewed],
    )


def met(files: IssueFiles, compared: bool = True) -> Kept:
    """The articles of an issue and the lines of none. Where there is nothing new, nothing changes.

    `compared`: what stands in a file without a record is compared with what the machine would write, which takes time.
    """
    owners, is_persons = _owners(files), [not untouched for untouched in files.untouched]
    pages, anew = {}, _made_anew(files)
    led = merged.led(deleted := taken_out.deleted(files) if compared else (), files.old or ())
    pasted = taken_out.pasted(files, deleted, led, owners)
    for sheet in files.sheets:
        if files.unchanged(sheet) and sheet.file not in anew:
            pages[sheet.file] = _standing(files, sheet, owners, pasted)
        elif sheet.file not in files.by_machine.pages and files.mentioned(sheet.file):
            pages[sheet.file] = _unknown(files, sheet, owners, compared)
        else:
            found = changed_page.changed(files, sheet, owners, is_persons)
            pages[sheet.file] = _anew(files, found, found.left_out)
    return _joined(files, pages, is_persons, owners, led)


def _made_anew(files: IssueFiles) -> set[str]:
    """The page files that have changed or are new, and those of the same articles of the machine: a part of a page may
    have gone to another one. Were one of them made anew alone, the lines in the other would be nobody's."""
    anew = {
        sheet.file
        for sheet in files.sheets
        if not files.unchanged(sheet) and (sheet.file in files.by_machine.pages or not files.mentioned(sheet.file))
    }
    of = [{source.file for source in article.source} for article in files.old or ()]
    of = [files for files, untouched in zip(of, files.untouched, strict=True) if untouched and len(files) > 1]
    while more := [files for files in of if files & anew and files - anew]:
        anew.update(*more)
    return anew


def again(files: IssueFiles) -> Kept:
    """All that is made of the listed pages made anew, whoever made it; articles that are found again keep their ids.

    What is withheld stays as it is, lines and articles, and so does what else says more than a page can tell.
    """
    listed = {sheet.file for sheet in files.sheets}
    owners = _owners(files)
    is_persons = [
        articles.annotated(article) or not any(source.file in listed for source in article.source)
        for article in files.old or ()
    ]
    pages = {}
    for sheet in files.sheets:
        found = changed_page.changed(files, sheet, owners, is_persons)
        withheld = {n: line for n, line in found.left_out.items() if line.status != "open"}
        pages[sheet.file] = _anew(files, found, withheld)
    return _joined(files, pages, is_persons, owners)


def _owners(files: IssueFiles) -> dict[At, int]:
    """Whose each line is, by the numbers that it had when its page was segmented."""
    lines = files.line_numbers | {file: page.numbers for file, page in files.by_machine.pages.items()}
    return articles.owners(files.old or [], files.unplaced, lines)


# ---- the file ------------------------------------------------------------------------------------------------------


def _joined(
    files: IssueFiles,
    pages: Mapping[str, _Page],
    is_persons: Sequence[bool],
    owners: Mapping[At, int],
    led: Mapping[str, str] = {},
) -> Kept:
    """The file of what has become of its pages; `is_persons` tells which articles stay whatever becomes of their page,
    `led` where the text of those is that a person took out."""
    stay: list[Article] = []
    gone: list[Article] = []
    imprints, machine = dict(files.by_machine.articles), set()
    for n, article in enumerate(files.old or ()):
        of = [pages[source.file] for source in article.source if source.file in pages]
        if not is_persons[n] and any(page.anew for page in of):
            gone.append(article)
            imprints.pop(article.id, None)
            continue
        if any(n in page.known for page in of):
            imprints[article.id] = files.imprints[n]
            machine.add(article.id)
        elif files.untouched[n]:
            machine.add(article.id)
        stay.append(_placed(n, article, pages))
    found = [article for page in pages.values() for article in page.made]
    renumbered = {**led, **_under_other_ids(files)}
    imprints = {id: of for id, of in imprints.items() if id not in renumbered}
    numbers = taken.joined(articles.given(files.text, files.issue.name), files.taken)
    made = articles.numbered(found, [*gone, *files.gone], numbers, files.elsewhere.own(found))
    imprints |= {article.id: articles.imprinted(article) for article in made}
    now = articles.in_order(stay, made)
    unplaced = _unplaced(files, pages)
    return Kept(
        articles=now,
        unplaced=unplaced,
        by_machine=articles.remembering(
            files.issue.name,
            files.text,
            now,
            MachineRecord(
                pages=files.by_machine.pages | {file: page.record for file, page in pages.items()},
                imported=files.by_machine.imported,
                overtaken=files.by_machine.overtaken,
                dated=files.by_machine.dated,
                articles=imprints,
                compare=_to_compare(files, pages),
                withheld=vanished.kept(files, unplaced, [a for n, a in enumerate(files.old or ()) if is_persons[n]]),
            ),
        ),
        machine=frozenset(machine | {article.id for article in made}),
        moved={**renumbered, **_led_on(files, pages, now, owners)},
        problems=[*(problem for page in pages.values() for problem in page.problems), *moved.led_on(renumbered)],
    )


def _to_compare(files: IssueFiles, pages: Mapping[str, _Page]) -> dict[str, str]:
    """The articles that a person should compare with their page, as far as nobody has worked on them since."""
    new = {n for page in pages.values() for n in page.to_compare}
    before = files.by_machine.compare
    some = [(n, article) for n, article in enumerate(files.old or ()) if n in new or article.id in before]
    now = [(n, article.id, issue_files.as_read(article)) for n, article in some if article.id]
    return {id: read for n, id, read in now if n in new or before[id] == read}


def _under_other_ids(files: IssueFiles) -> dict[str, str]:
    """Where the articles went to which a person has given another id, and nothing else: the record still has the old
    one."""
    there, known = {article.id for article in files.old or ()}, files.by_machine.articles
    gone = {id: known[id] for id in known.keys() - there}
    new = [article for article in files.old or () if article.id and article.id not in known] if gone else []
    found = {}
    for article in new:
        for id, imprint in sorted(gone.items()):
            if imprint == articles.imprinted(article.model_copy(update={"id": id})):
                found[id] = article.id
    return found


def _led_on(
    files: IssueFiles, pages: Mapping[str, _Page], now: Sequence[Article], owners: Mapping[At, int]
) -> dict[str, str]:
    """Where the articles went that the machine makes no more."""
    old = files.old or []
    before = {
        (file, pages[file].follow[n]): old[owner].id
        for (file, n), owner in owners.items()
        if file in pages and n in pages[file].follow
    }
    if not before:
        return {}
    after = articles.owners(now, (), files.line_numbers)
    return moved.followed(before, {at: now[n].id for at, n in after.items()})


def _placed(n: int, article: Article, pages: Mapping[str, _Page]) -> Article:
    """An article that stays; its lines are followed to where they stand now."""
    sources: list[Source] = []
    for source in article.source:
        page = pages.get(source.file)
        sources += page.sources.get((n, source), (source,)) if page else (source,)
    for page in pages.values():
        sources += page.gained.get(n, ())
    same = tuple(sources) == article.source
    return article if same else article.model_copy(update={"source": tuple(sources)})


def _unplaced(files: IssueFiles, pages: Mapping[str, _Page]) -> list[Unplaced]:
    """In the order of the pages, those of files that are no longer listed last; as it was where it is the same."""
    found = [line for page in pages.values() for line in page.unplaced]
    found += [line for line in files.unplaced if line.file not in pages]
    same = sorted(line.digest for line in found) == sorted(line.digest for line in files.unplaced)
    return files.unplaced if same else found


# ---- a page that stands --------------------------------------------------------------------------------------------


def _standing(files: IssueFiles, sheet: Sheet, owners: Mapping[At, int], pasted: Mapping[At, int]) -> _Page:
    """A page of which nothing has changed. What a person cut out of an article is none of its lines any more, what was
    `pasted` into one is."""
    unplaced = [
        _marked(line) if files.line_is_persons(line) else line for line in files.unplaced if line.file == sheet.file
    ]
    gone = [_marked(u) for u in _nowhere(files, sheet, owners) if (u.file, u.line) not in pasted]
    cut = cut_out(files, sheet, owners)
    gained = {
        n: [Source(file=sheet.file, lines=of) for of in metadata.spans(lines)]
        for n in sorted({*pasted.values()})
        if (lines := [line for line in sheet.lines if pasted.get((sheet.file, line.number)) == n])
    }
    page = replace(_page(sheet, unplaced, [*gone, *cut]), gained=gained)
    if not cut:
        return page
    return replace(page, sources=_without(files, sheet, cut, owners), problems=[*told(files, sheet, cut, owners)])


def _without(
    files: IssueFiles, sheet: Sheet, cut: Sequence[Unplaced], owners: Mapping[At, int]
) -> dict[tuple[int, Source], Sequence[Source]]:
    """The lines of articles without those that were cut out of them."""
    gone = {(owners[line.file, line.line], line.line) for line in cut}
    found: dict[tuple[int, Source], Sequence[Source]] = {}
    for n in {n for n, _ in gone}:
        for source in (files.old or [])[n].source:
            first, last = source.lines
            left = [line for line in sheet.lines if first <= line.number <= last and (n, line.number) not in gone]
            found[n, source] = [Source(file=sheet.file, lines=of) for of in metadata.spans(left)]
    return found


def _unknown(files: IssueFiles, sheet: Sheet, owners: Mapping[At, int], compared: bool) -> _Page:
    """A page of which the file does not say what the machine made. Lines that stand nowhere may have been taken out, or
    may have come since: a person should look at them."""
    unplaced = [_marked(line) if files.reviewed else line for line in files.unplaced if line.file == sheet.file]
    page = _page(sheet, unplaced, _nowhere(files, sheet, owners))
    old = [
        (n, a) for n, a in enumerate(files.old or ()) if not a.reviewed and any(s.file == sheet.file for s in a.source)
    ]
    if not old or not compared:
        return page
    made = {article.source: article for article in changed_page.made(files, sheet)}
    known = []
    for n, article in old:
        same = made.get(article.source)
        if same and files.imprints[n] == articles.imprinted(same.model_copy(update={"id": article.id})):
            known.append(n)
    return replace(page, known=known)


def _page(sheet: Sheet, unplaced: Sequence[Unplaced], more: Sequence[Unplaced]) -> _Page:
    """A page whose articles stay as they are, and the lines of none."""
    lines = sorted([*unplaced, *more], key=lambda line: line.line) if more else list(unplaced)
    left = ranges([line.line for line in lines if not line.reviewed])
    return _Page(lines, PageRecord(lines=sheet.marks, listed=sheet.listed, left=left))


def _nowhere(files: IssueFiles, sheet: Sheet, owners: Mapping[At, int]) -> list[Unplaced]:
    """Lines that stand neither in an article nor under `unplaced`. They are not published as it is, and stay so."""
    known = {line.line for line in files.unplaced if line.file == sheet.file}
    return [
        Unplaced(file=sheet.file, line=n, text=text, status="withheld")
        for n, text in sheet.texts.items()
        if n not in known and (sheet.file, n) not in owners
    ]


def _marked(line: Unplaced) -> Unplaced:
    return line if line.reviewed else line.model_copy(update={"reviewed": True})


# ---- a page that is new or has changed -----------------------------------------------------------------------------


def _anew(files: IssueFiles, found: changed_page.ChangedSheet, left_out: Mapping[int, Unplaced]) -> _Page:
    """The machine's articles of a page, as far as its lines are not a person's."""
    sheet = found.sheet
    owner_of = found.owners | dict.fromkeys(left_out, changed_page.NOBODY)
    clippings, idle = changed_page.clippings(sheet.lines, owner_of, found.lost, sheet.printed)
    left = [Unplaced(file=sheet.file, line=line.number, text=line.text) for line in idle]
    return replace(
        _page(sheet, [], [*left_out.values(), *left]),
        made=changed_page.made(files, sheet, clippings),
        anew=True,
        sources=found.sources,
        gained=found.gained,
        follow=found.follow,
        to_compare=found.to_compare,
        problems=found.problems,
    )
