"""The lines of a page whose text has changed: where a person's stand now, and what of the rest makes articles.

What is known of the page as it was is a mark for each of its lines (`machine_record`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generator.base.archive import Line
from generator.base.identity import article_id, page_name
from generator.base.model import Article, Source, Unplaced
from generator.base.printed_page import PrintedPage
from generator.base.problems import Problem
from generator.language.places import gazetteer
from generator.seeds import articles
from generator.seeds.articles import At
from generator.seeds.following import saying
from generator.seeds.following.issue_files import IssueFiles, Sheet
from generator.seeds.machine_record import PageRecord, followed
from generator.segmentation import metadata
from generator.segmentation.clipping import Clipping

NOBODY = -1
"""Whose a line is that a person has left out: no article's."""
LOOSE = -2
"""Whose a line is that nobody has."""

TRACE = 4
"""Characters in a row that are not published for being of a closed text."""


@dataclass
class ChangedSheet:
    """The lines of a page that has changed, and what is known of them: filled in by `changed`, and left alone then."""

    sheet: Sheet
    follow: Mapping[int, int]
    """From the number of a line, as it was, to its number now."""
    owners: dict[int, int] = field(default_factory=dict)
    """The articles of a person that lines of now belong to, by their places in the file."""
    sources: dict[tuple[int, Source], Sequence[Source]] = field(default_factory=dict)
    """Where the lines of a person's articles stand now."""
    gained: dict[int, Sequence[Source]] = field(default_factory=dict)
    """Lines that articles say which a person wrote without saying of which lines."""
    left_out: dict[int, Unplaced] = field(default_factory=dict)
    """Lines that a person has left out, or that are withheld for what they may say."""
    lost: list[str] = field(default_factory=list)
    """Texts of a person some of whose lines are gone."""
    closed: list[str] = field(default_factory=list)
    """Those of them that are not open."""
    to_compare: set[int] = field(default_factory=set)
    """Articles of a person of which lines are gone, or read otherwise now."""
    dropped: set[int] = field(default_factory=set)
    """Lines that an article has no more since a person gave it other numbers."""
    problems: list[Problem] = field(default_factory=list)


def changed(files: IssueFiles, sheet: Sheet, owners: Mapping[At, int], is_persons: Sequence[bool]) -> ChangedSheet:
    """What is known of a page that has changed: first of the lines of a person's articles, then of the others."""
    found = _followed(files, sheet, owners, is_persons)
    found.left_out = _left_out(files, found, owners)
    return found


def _followed(files: IssueFiles, sheet: Sheet, owners: Mapping[At, int], is_persons: Sequence[bool]) -> ChangedSheet:
    """Follows the lines of a person's articles to where they stand now.

    Where an article's own text says that its numbers are those of the page of now, they stay: a person has written page
    and article at once. What it has no more then and its text says, or it is not open, is nobody else's.
    """
    before = files.by_machine.pages.get(sheet.file)
    follow = followed(before.marks, PageRecord(lines=sheet.marks).marks) if before else {n: n for n in sheet.texts}
    found = ChangedSheet(sheet, follow)
    held = _held(files, sheet, owners, is_persons, follow)
    new_lines = {n: text for n, text in sheet.texts.items() if n not in set(follow.values())}
    stay: list[_Staying] = []
    for n, article in enumerate(files.old or ()):
        spans = [source for source in article.source if source.file == sheet.file]
        if not is_persons[n] or not spans:
            continue
        then = [follow[k] for k in held.get(n, ()) if k in follow]
        lost = [k for k in held.get(n, ()) if k not in follow]
        cut = saying.cut_anew(article, new_lines) - found.owners.keys() if lost and before else set()
        now = _within(spans, sheet.texts)
        new = before is not None and not _within(spans, before.numbers)
        if new or (then != held.get(n) and _renumbered(article, sheet, then={*then, *cut}, now={*now})):
            found.owners.update(dict.fromkeys(now, n))
            gone = {*then} - {*now}
            said = gone if article.status != "open" else saying.said(article, sheet.texts, gone)
            found.dropped.update(said)
            if lost and article.status != "open":
                found.lost.append(saying.text(article))
                found.closed.append(article.id)
            continue
        found.owners.update(dict.fromkeys([*then, *cut], n))
        stay.append(_Staying(n, article, spans, held.get(n, []), bool(lost), cut))
        if lost:
            found.lost.append(saying.text(article))
            found.closed.extend([article.id] if article.status != "open" else [])
    _follow_on(files, found, stay, is_persons)
    return found


def _held(
    files: IssueFiles, sheet: Sheet, owners: Mapping[At, int], is_persons: Sequence[bool], follow: Mapping[int, int]
) -> dict[int, list[int]]:
    """The lines of each article of a person, by the numbers that they had. A line that an article of the machine claims
    as well is its own where it says the line and the person's does not."""
    old = files.old or []
    mine = {n: article for n, article in enumerate(old) if not is_persons[n]}
    numbers = sorted(n for file, n in owners if file == sheet.file)
    claims = articles.claims(((n, article.source) for n, article in mine.items()), {sheet.file: numbers})
    held: dict[int, list[int]] = {}
    for (file, n), owner in owners.items():
        if file != sheet.file or not is_persons[owner]:
            continue
        rival, now = mine.get(claims.get((file, n), -1)), {follow.get(n, 0)} & sheet.texts.keys()
        if not (rival and saying.said(rival, sheet.texts, now) and not saying.said(old[owner], sheet.texts, now)):
            held.setdefault(owner, []).append(n)
    return held


@dataclass(frozen=True)
class _Staying:
    """An article of a person that has lines in a page, and follows them."""

    n: int
    article: Article
    spans: Sequence[Source]
    held: Sequence[int]
    lost: bool
    """Some of them are gone."""
    cut: Collection[int]
    """New ones that say the same to the letter."""


def _follow_on(files: IssueFiles, found: ChangedSheet, stay: Sequence[_Staying], is_persons: Sequence[bool]) -> None:
    """Where the lines of articles stand now: with those that were read anew, and with those of articles that a person
    wrote without saying of which lines."""
    old, sheet = files.old or [], found.sheet
    before = files.by_machine.pages.get(sheet.file)
    homeless = [n for n, article in enumerate(old) if is_persons[n] and not article.source]
    own = [of.n for of in stay if of.lost and before] + homeless
    rivals = [n for n, article in enumerate(old) if not is_persons[n]]
    known = (dict.fromkeys(found.follow.values(), LOOSE) if before else {}) | found.owners
    blurred = saying.read_anew(old, sheet.texts, known, own, rivals)
    found.owners.update(blurred)
    for n in homeless:
        if lines := [line for line in sheet.lines if blurred.get(line.number) == n]:
            found.gained[n] = [Source(file=sheet.file, lines=of) for of in metadata.spans(lines)]
    for of in stay:
        misread = {line for line, n in blurred.items() if n == of.n}
        cut = {*of.cut, *misread}
        moved = _moved(sheet, found.follow, of.spans, before, cut)
        found.sources.update({(of.n, source): spans for source, spans in moved.items()})
        missing = _missing(of.held, found.follow, cut) if of.lost else 0
        if missing or misread:
            found.to_compare.add(of.n)
            found.problems.append(_lost(sheet, of.article, missing, len(misread)))


def _within(spans: Iterable[Source], numbers: Iterable[int]) -> list[int]:
    return [n for n in numbers if any(span.lines[0] <= n <= span.lines[1] for span in spans)]


def _renumbered(article: Article, sheet: Sheet, then: set[int], now: set[int]) -> bool:
    """A person has given an article the numbers that its lines have `now`; `then` are those to which its old ones lead.

    That is so where each line of `now` says what the article says, and together they say more of it than those of
    `then`. But where each line of `then` says so as well, and not all of them are among those of `now`, other lines of
    the same text have come to stand under these numbers by chance."""
    if _characters_said(article, sheet, now) <= _characters_said(article, sheet, then) or now - saying.said(
        article, sheet.texts, now
    ):
        return False
    return then <= now or bool(then - saying.said(article, sheet.texts, then))


def _characters_said(article: Article, sheet: Sheet, numbers: Collection[int]) -> int:
    """How many characters of these lines stand in an article."""
    text = saying.text(article)
    lines = (saying.bare(sheet.texts[n]) for n in numbers)
    return sum(len(line) for line in lines if line in text)


def _moved(
    sheet: Sheet, follow: Mapping[int, int], spans: Sequence[Source], before: PageRecord | None, cut: Collection[int]
) -> dict[Source, Sequence[Source]]:
    """The lines of ranges where they stand now, each with what of the new ones is nearest to it."""
    numbers = {source: _within([source], before.numbers if before else sheet.texts) for source in spans}
    at = {source: {follow[n] for n in of if n in follow} for source, of in numbers.items()}
    there = {source: set(of) or {source.lines[0]} for source, of in at.items()}
    for line in cut:
        nearest = min(spans, key=lambda source: min(abs(line - n) for n in there[source]))
        at[nearest].add(line)
    found: dict[Source, Sequence[Source]] = {}
    for source, of in at.items():
        lines = [line for line in sheet.lines if line.number in of]
        same = of == set(numbers[source])
        found[source] = (source,) if same else [Source(file=sheet.file, lines=s) for s in metadata.spans(lines)]
    return found


def _missing(held: Sequence[int], follow: Mapping[int, int], cut: Collection[int]) -> int:
    """How many lines have left no trace: between the lines before and behind them there is none that was cut anew."""
    missing = 0
    for is_lost, group in groupby(range(len(held)), lambda i: held[i] not in follow):
        if not is_lost:
            continue
        some = list(group)
        first = follow[held[some[0] - 1]] if some[0] else 0
        last = follow[held[some[-1] + 1]] if some[-1] + 1 < len(held) else max((*cut, *follow.values()), default=0) + 1
        missing += 0 if any(first < n < last for n in cut) else len(some)
    return missing


def _lost(sheet: Sheet, article: Article, lost: int, misread: int) -> Problem:
    parts = [f"{_lines(lost)} of {article.id}, which a person made, can no longer be found in it"] if lost else []
    if misread:
        of = "it" if parts else f"{article.id}, which a person made,"
        parts.append(f"{_lines(misread)} of {of} {'read' if misread > 1 else 'reads'} otherwise now")
    what = f"has changed, and {', and '.join(parts)}"
    return Problem(f"seeds/{sheet.file}", None, what, "Compare the article with the page.", stops=False)


def _lines(count: int) -> str:
    return f"{count} lines" if count > 1 else "a line"


def _left_out(files: IssueFiles, page: ChangedSheet, owners: Mapping[At, int]) -> dict[int, Unplaced]:
    """Lines that a person has left out: put under `unplaced`, where the machine did not leave them, or taken out.

    Where a page has lost lines of what is not published, what is new in it may be what they have become, and is not
    published until a person has looked at it; but for lines that say what open articles said, cut at other places.
    """
    file, texts = page.sheet.file, page.sheet.texts
    before = files.by_machine.pages.get(file)
    found, gone = _stood(files, page)
    closed = bool(page.closed) or any(line.status != "open" for line in gone)
    known = {line.line for line in files.unplaced if line.file == file}
    for n in before.numbers if before else texts if files.mentioned(file) else ():
        if n in known or (file, n) in owners:
            continue
        at = page.follow.get(n, 0)
        closed = closed or at not in texts
        if at in texts and at not in page.owners:
            found.setdefault(at, Unplaced(file=file, line=at, text=texts[at], reviewed=True, status="withheld"))
    for at in page.dropped - page.owners.keys():
        found.setdefault(at, Unplaced(file=file, line=at, text=texts[at], reviewed=True, status="withheld"))
    stood = set(page.follow.values()) if before or files.mentioned(file) else set()
    new = texts.keys() - page.owners.keys() - found.keys() - stood
    new -= _openly_said(files, page.sheet, new) if closed else set()
    if closed and new:
        page.problems.append(_withheld(page.sheet, len(new)))
    elif new := saying.lines_saying(_some(page.sheet, new), [*_not_published(files)]):
        page.problems.append(_said_again(page.sheet, len(new)))
    return found | {n: Unplaced(file=file, line=n, text=texts[n], status="withheld") for n in new}


def _not_published(files: IssueFiles) -> Iterator[str]:
    """What closed articles of the issue say, and lines that are withheld under `unplaced`, or were when a page lost
    them; without white space."""
    yield from (saying.text(article) for article in files.old or () if article.status != "open")
    for _, lines in groupby((line for line in files.unplaced if line.status != "open"), lambda line: line.file):
        yield "".join(saying.bare(line.text) for line in lines)
    yield "".join(map(saying.bare, files.by_machine.withheld))
    yield from files.vanished


def _openly_said(files: IssueFiles, sheet: Sheet, new: Collection[int]) -> set[int]:
    """The lines that say what open articles of the issue say, read with mistakes or not, and nothing that only closed
    ones do."""
    opened = [saying.text(article) for article in files.old or () if article.status == "open"]
    known = set[str]().union(*(articles.runs(text, TRACE) for text in opened))
    secret = set[str]().union(*(articles.runs(text, TRACE) for text in _not_published(files))) - known
    said = saying.lines_saying(_some(sheet, new), opened) | saying.read_again(_some(sheet, new), opened)
    return {n for n in said if secret.isdisjoint(articles.runs(sheet.texts[n], TRACE))}


def _some(sheet: Sheet, numbers: Collection[int]) -> dict[int, str]:
    return {n: sheet.texts[n] for n in numbers}


def _said_again(sheet: Sheet, lines: int) -> Problem:
    some = f"{lines} lines say" if lines > 1 else "a line says"
    what = f"has changed or is new, and {some} what is not published: withheld under unplaced"
    mend = 'Put them into an article, or take "status: withheld" away from what may be published.'
    return Problem(f"seeds/{sheet.file}", None, what, mend, stops=False)


def _withheld(sheet: Sheet, new: int) -> Problem:
    lines = f"{new} new lines are" if new > 1 else "a new line is"
    what = f"has lost lines of what is not published, and {lines} withheld under unplaced"
    mend = 'Put them into an article, or take "status: withheld" away from what may be published.'
    return Problem(f"seeds/{sheet.file}", None, what, mend, stops=False)


def _stood(files: IssueFiles, page: ChangedSheet) -> tuple[dict[int, Unplaced], list[Unplaced]]:
    """Lines under `unplaced` that a person has put there or that are withheld, where they stand now; those that are
    gone."""
    texts = page.sheet.texts
    found: dict[int, Unplaced] = {}
    gone = []
    for line in files.unplaced:
        by_person = files.line_is_persons(line)
        if line.file != page.sheet.file or not (by_person or line.status != "open"):
            continue
        at = page.follow.get(line.line, 0)
        if texts.get(at) != line.text == texts.get(line.line):  # a person has written page and line at once
            at = line.line
        if at in texts:
            found[at] = line.model_copy(update={"line": at, "reviewed": by_person})
        else:
            gone.append(line)
    if gone:
        page.lost.append("".join(line.text for line in gone))
    return found, gone


def clippings(
    lines: Sequence[Line],
    owner_of: Mapping[int, int],
    lost: Sequence[str] = (),
    printed: PrintedPage | None = None,
) -> tuple[list[Clipping], list[Line]]:
    """The articles that a machine finds among lines of which some are a person's, and the lines that found none.

    1. Its articles of the whole page stand where none of their lines is a person's.
    2. What is left over of the others is segmented by itself, but for lines amid those of one article of a person. A
       full stop that is left over is no article.
    3. What was in the texts that a page has lost (a person's article, or lines that a person has left out) is what its
       lines have become, and no article.
    """
    from generator.segmentation.segment import segment  # noqa: PLC0415  (what a build does not need would start with it)

    found, idle = segment(lines, printed=printed)
    if not owner_of and not lost:
        return found, idle
    whole = [clipping for clipping in found if not any(line.number in owner_of for line in _of(clipping))]
    settled = {line.number for line in (*idle, *(line for clipping in whole for line in _of(clipping)))}
    loose: set[int] = set()
    stretches = [
        (owner, list(group))
        for owner, group in groupby(lines, lambda x: owner_of.get(x.number, NOBODY if x.number in settled else LOOSE))
    ]
    for n, (owner, group) in enumerate(stretches):
        beside = [owner for owner, _ in stretches[max(n - 1, 0) : n + 2 : 2]]
        amid = len(beside) == 2 and beside[0] == beside[1] != NOBODY
        if owner == LOOSE and not amid:
            loose.update(line.number for line in group)
    pool = [articles.runs(text, 2) for text in lost]
    rest = segment(lines, {line.number for line in lines} - loose, printed)[0]
    made = [clipping for clipping in (*whole, *rest) if _has_letters(clipping) and not _becomes(clipping, pool)]
    placed = {line.number for clipping in made for line in _of(clipping)}
    return made, [line for line in lines if line.number not in placed and line.number not in owner_of]


def _has_letters(clipping: Clipping) -> bool:
    return any(letter.isalnum() for line in _of(clipping) for letter in line.text)


def _becomes(clipping: Clipping, lost: Sequence[set[str]]) -> bool:
    """A clipping is made of what stood in one of the texts: at least half of its pairs of characters are from there.
    (Two articles of an issue in `seeds/` share a quarter at most, and a line of one, 14 characters, with another less
    than half in 99 of 100 cases.)"""
    pairs = articles.runs("".join(line.text for line in _of(clipping)), 2)
    return any(2 * len(pairs & each) >= len(pairs) for each in lost)


def _of(clipping: Clipping) -> tuple[Line, ...]:
    return *clipping.headline, *clipping.lines


def made(files: IssueFiles, sheet: Sheet, parts: Sequence[Clipping] | None = None) -> list[Article]:
    """The articles of the machine, of these `parts` of a page or of all of it; their ids say of which page they are."""
    prefix = page_name(files.issue.key, sheet.page)
    found = []
    for clipping in clippings(sheet.lines, {}, printed=sheet.printed)[0] if parts is None else parts:
        composed = metadata.composed(
            clipping,
            id=article_id(prefix, 0),
            issue=files.issue,
            paper=files.paper,
            page=sheet.page,
            file=sheet.file,
            places=gazetteer().knowing(files.own_places),
        )
        found.append(composed.article.model_copy(update={"reviewed": False}))
    return found
