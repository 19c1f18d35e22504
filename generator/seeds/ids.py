"""`seeds/ids.tsv`: the ids of articles that came without one. An id once given is its text's for good.

1. An article with the title and the body of a line has its id, wherever it stands in whatever file.
2. Of those that are left, on the same page of the same issue, the likest come together first: what was corrected keeps
   its id (`_same` says how clear it is).
3. What is still left is new and gets the next number that none on its page ever had, in the order of files and lines.

Lines whose article is gone stay: their numbers are never given again. Where the very text of one is found elsewhere,
under another date or page, the old id leads on to the new one (moved.py).

Where the file was lost, cut or is an older one, the digests of `days.tsv` and what `closed.tsv` knows texts by tell the
ids (known_elsewhere.py): lines are written anew, and what is not certain stops the build.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from generator.base.archive import Unkept
from generator.base.digest import digest
from generator.base.identity import WHOLE, issue_of, new_id, number_of, page_of
from generator.base.model import Article
from generator.base.problems import Problem
from generator.language.marks import FEW, LENGTH, LETTERS, NONE, alike, letters, mark
from generator.seeds.article_files import Found
from generator.seeds.files.reader import Reader
from generator.seeds.known_elsewhere import Elsewhere

FILE = "seeds/ids.tsv"
HEAD = """\
# The ids of articles that came without one. Keep this file with the articles (in git, if they are there).
# An id is its text's for good: its line stays when the article is gone, and no other text ever gets it.
# id, digest of title and body, letters by which a corrected body is known again, title; "-": the article brings its id.
"""
BROUGHT = "-"
SAME = 0.75  # of 963,000 pairs of articles of one issue 6 bodies are as alike; with one character of 100 wrong, all are
TITLE = 0.5  # what the same title counts; then a quarter of a body is enough
OTHER = 0.25  # of those pairs of bodies 1 in 4,000 is as alike
OWN = 10  # characters of a title that counts for the whole: of 24,332 articles 13 share one with another of their issue
SLIGHT = 0.1  # of those pairs of bodies 1 in 100 is so alike; so two long ones that are less are of two articles
_LINE = re.compile(rf"({WHOLE[1:-1]})\t(?:([0-9a-f]{{16}})\t([{re.escape(LETTERS + NONE)}]{{{LENGTH}}})|-\t-)\t(.*)")


class Print(NamedTuple):
    """By what a text is known again."""

    digest: str
    """Of title and body."""
    mark: str
    """Of the body."""


class Line(NamedTuple):
    """One of the file."""

    print: Print | None
    """None: its article brings the id."""
    title: str
    number: int = 0
    """In the file, from 1."""


@dataclass(frozen=True)
class Ids:
    """What the file says."""

    lines: Mapping[str, Line] = field(default_factory=dict)
    comments: str = HEAD
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    """What other files tell of ids that have no line here."""

    @property
    def issues(self) -> set[str]:
        """`paper-date` of all that it has ids of."""
        return {issue_of(id) for id in self.lines}


def printed(title: str, body: str) -> Print:
    return Print(digest(title, body)[:16], mark(body))


# ---- the file ------------------------------------------------------------------------------------------------------


def read(reader: Reader) -> Ids | None:
    """What `seeds/ids.tsv` says. None, and a problem, where a line of it is damaged: an id must not be guessed."""
    if not (reader.root / FILE).exists():
        return Ids(elsewhere=Elsewhere(reader.root))
    if (text := reader.text(FILE)) is None:
        return None
    found: dict[str, Line] = {}
    comments = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _LINE.fullmatch(line):
            id, of, likeness, title = match.groups()
            new = Line(Print(of, likeness) if of else None, title, number)
            if (old := found.setdefault(id, new)) is not new and old[:2] != new[:2]:
                what = f"the id {id} stands at line {old.number} already, with another text"
                reader.report(FILE, number, what, "Take one of the two lines out: its article gets a new number.")
        elif line.startswith("#"):
            comments.append(f"{line}\n")
        elif line.strip():
            report_damage(reader, FILE, number, line, "an id")
            return None
    return Ids(found, "".join(comments), Elsewhere(reader.root))


def lost_lines(ids: Sequence[str]) -> Iterator[Problem]:
    """Says of which ids the file had lost the lines."""
    if ids:
        more = f" and {len(ids) - 1:,} more" if len(ids) > 1 else ""
        what = f"had no line of {ids[0]}{more}, which other files in seeds/ know: these texts keep their ids"
        mend = "Put the file back, if it was lost (git checkout, a copy); else a build writes the lines anew."
        yield Problem(FILE, None, what, mend, stops=False)


def report_damage(reader: Reader, file: str, number: int, line: str, one: Literal["an id", "a day"]) -> None:
    """A line that is none of a file in which each has one."""
    what = f"is no line of {one.partition(' ')[2]}s: {' '.join(line[:40].split())}"
    mend = f"Put the file back as it was last good (git checkout, a copy); {one} is not guessed."
    reader.report(file, number, what, mend)


def written(ids: Ids) -> str:
    """The text of the file, a line an id in their order, so that git joins what two people added."""
    rows = (
        f"{id}\t{line.print.digest}\t{line.print.mark}\t{line.title}\n"
        if line.print
        else f"{id}\t{BROUGHT}\t{BROUGHT}\t{line.title}\n"
        for id, line in sorted(ids.lines.items())
    )
    return ids.comments + "".join(rows)


# ---- whose an id is ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Arrived:
    """All articles of the archive as they came."""

    found: Sequence[Found]
    prints: Sequence[Sequence[str] | None]
    """Digest and mark, of those without an id and of all in issues that the file knows or that stand in several files;
    None where nothing was made of a text."""
    brought: Mapping[str, int]
    """The places of those that brought an id, by that."""
    pages: Mapping[int, str]
    """What the id of each of the others begins with: paper, date and page."""
    highest: Callable[[str], int]
    """The highest number that is known of a page from elsewhere."""
    own: dict[int, str] = field(default_factory=dict)
    """The ids of those that brought one to the last build."""

    def print(self, n: int) -> Print | None:
        of = self.prints[n]
        return Print(*of) if of else None

    def digest(self, n: int) -> str:
        of = self.prints[n]
        return of[0] if of else ""

    def title(self, n: int) -> str:
        """As a line holds it."""
        return " ".join(self.found[n].article.title.split())


def give(reader: Reader, ids: Ids, arrived: Arrived, led: Mapping[str, str]) -> tuple[dict[int, str], Unkept]:
    """The ids of the articles that came without one, by their places among all; what is to be written down. `led` are
    the ids that lead on to others already."""
    kept, ids = ids, _restored(ids, arrived, led)
    restored = tuple(sorted(ids.lines.keys() - kept.lines.keys()))
    _check_brought(reader, ids, arrived)
    out = _unchanged(ids, arrived) | arrived.own
    left: defaultdict[str, list[int]] = defaultdict(list)
    for n, page in arrived.pages.items():
        if n not in out:
            left[page].append(n)
    taken = {*out.values(), *arrived.brought}
    free: defaultdict[str, list[str]] = defaultdict(list)
    last: defaultdict[str, int] = defaultdict(int)
    for id in (*ids.lines, *arrived.brought, *led) if left else ():
        page, _, number = id.rpartition("-")
        if page in left:
            last[page] = max(last[page], int(number))
            if id not in taken and _digest(ids, id):
                free[page].append(id)
    fresh: set[str] = set()
    doubtful: list[Problem] = []
    for page, numbers in left.items():
        out |= _known_again(ids, dict.fromkeys(free[page]), led, arrived, numbers)
        if new := [n for n in numbers if n not in out]:
            doubtful += _doubts(ids, arrived, led, page, new, bool(restored))
            highest = max(last[page], arrived.highest(page), ids.elsewhere.highest.get(page, 0))
            out |= {n: new_id(page, number) for number, n in enumerate(new, highest)}
            fresh.update(out[n] for n in new)
    lines = _lines(ids, arrived, out)
    moved, back = _moved(ids, arrived, {**arrived.brought, **{id: n for n, id in out.items()}}, fresh, led)
    text = written(Ids(lines, ids.comments)) if lines != kept.lines else None
    reader.problems += [each for each in doubtful if each.stops]
    said = tuple(each for each in doubtful if not each.stops)
    return out, Unkept(text, len(fresh), moved, frozenset(back), restored=restored, doubtful=said)


def recalled(ids: Ids, articles: Sequence[Article], page: Callable[[Article], str]) -> list[Article]:
    """The articles of one issue, those that came without an id with what the file has for their texts. What it does not
    know stays without. `page` gives what an article's id begins with."""
    pages = {n: page(article) for n, article in enumerate(articles) if not article.id}
    prints = [printed(a.title, a.body) if n in pages else None for n, a in enumerate(articles)]
    brought = {a.id: n for n, a in enumerate(articles) if a.id}
    arrived = Arrived([Found("", 0, a, "") for a in articles], prints, brought, pages, lambda page: 0)
    ids = _restored(ids, arrived, ())
    out: dict[int, str] = {}
    for of_page in set(pages.values()):
        free = [id for id in ids.lines if page_of(id) == of_page and id not in brought and _digest(ids, id)]
        out |= _known_again(ids, free, (), arrived, [n for n, each in pages.items() if each == of_page])
    return [a.model_copy(update={"id": out[n]}) if n in out else a for n, a in enumerate(articles)]


def _restored(ids: Ids, arrived: Arrived, led: Collection[str]) -> Ids:
    """With a line for each id that has none, and of which other files tell for certain whose it is."""
    pages = {n: (page, arrived.found[n].article) for n, page in arrived.pages.items()}
    known = ids.elsewhere.known(pages, {*ids.lines, *arrived.brought, *led}) if pages else {}
    return replace(
        ids, lines={**ids.lines, **{id: Line(arrived.print(n), arrived.title(n)) for id, n in known.items()}}
    )


def _doubts(
    ids: Ids, arrived: Arrived, led: Collection[str], page: str, new: Sequence[int], stops: bool
) -> Iterator[Problem]:
    """No article gets a new id that may have one of those of which nothing is known but that they were published. That
    stops a build where lines are certain to be lost; else the page may have had articles that brought their ids."""
    known = {*ids.lines, *arrived.brought, *led}
    if lost := [id for id in ids.elsewhere.published_on(page) if id not in known]:
        f = arrived.found[new[0]]
        what = f"may be what was published as {' or '.join(lost[:2])}, of which {FILE} has no line"
        mend = (
            "Put that file back (git checkout, a copy), or write into the article the id that it had; a new one gets "
            "the next number that its page never had."
        )
        yield Problem(f.file, f.line, what, mend, stops)


def _unchanged(ids: Ids, arrived: Arrived) -> dict[int, str]:
    """The ids of articles whose text stands in one line: of most, and quickly."""
    alone: dict[str, str] = {}
    for id, line in ids.lines.items():
        if line.print:
            alone[line.print.digest] = "" if line.print.digest in alone else id
    out = {}
    for n, page in arrived.pages.items():
        digest = arrived.digest(n)
        known = alone.get(digest, "")
        if known and page_of(known) == page and known not in arrived.brought:
            out[n] = known
            alone[digest] = ""
    return out


def _known_again(
    ids: Ids, free: Collection[str], led: Collection[str], arrived: Arrived, numbers: Iterable[int]
) -> dict[int, str]:
    """The ids of a page's articles that have one among those that are free."""
    by_digest: defaultdict[str, deque[str]] = defaultdict(deque)
    for id in sorted(free, key=lambda id: (id in led, number_of(id))):
        by_digest[_digest(ids, id)].append(id)
    out = {n: same.popleft() for n in numbers if (same := by_digest.get(arrived.digest(n)))}
    left = [id for same in by_digest.values() for id in same if id not in led]
    pairs = [
        (-score, number_of(id), arrived.digest(n), n, id)
        for n in numbers
        if n not in out
        for id in left
        if (score := _same(ids.lines[id], arrived, n)) >= SAME
    ]
    for *_, n, id in sorted(pairs):
        if n not in out and id not in out.values():
            out[n] = id
    return out


def _same(line: Line, arrived: Arrived, n: int) -> float:
    """How clear it is that an article is that of a line, corrected: from `SAME` it is."""
    return sameness(line, arrived.print(n), arrived.title(n))


def sameness(line: Line, of: Print | None, title: str) -> float:
    """The same of a text, by its print and its title."""
    likeness = alike(line.print.mark, of.mark) if line.print and of else 0.0
    if line.title != title:
        return likeness
    other = line.print and of and min(letters(line.print.mark), letters(of.mark)) >= FEW and likeness < SLIGHT
    return likeness + (SAME if len(line.title) >= OWN and not other else TITLE)


def _check_brought(reader: Reader, ids: Ids, arrived: Arrived) -> None:
    """An id that was given to one text is not brought by another."""
    for id in arrived.brought.keys() & ids.lines.keys():
        line, n = ids.lines[id], arrived.brought[id]
        if _digest(ids, id) not in ("", arrived.digest(n)) and _same(line, arrived, n) < OTHER:
            what = f"the id {id} was given to another article: {line.title[:30]} ({FILE}:{line.number})"
            mend = "Give this one the next free number; if it is that article, take that line out."
            reader.report(arrived.found[n].file, arrived.found[n].line, what, mend)


def _lines(ids: Ids, arrived: Arrived, out: Mapping[int, str]) -> dict[str, Line]:
    """What the file is to say: each id with its text as it is now, and all that were brought to pages of such ids."""
    lines = dict(ids.lines)
    there = [(id, n) for n, id in out.items()] + [(id, n) for id, n in arrived.brought.items() if _digest(ids, id)]
    for id, n in there:
        if _digest(ids, id) != arrived.digest(n):
            lines[id] = Line(arrived.print(n), arrived.title(n))
    pages = set(arrived.pages.values())
    for id, n in arrived.brought.items():
        if id not in lines and page_of(id) in pages:
            lines[id] = Line(None, arrived.title(n))
    return lines


def _moved(
    ids: Ids, arrived: Arrived, there: Mapping[str, int], fresh: Collection[str], led: Mapping[str, str]
) -> tuple[dict[str, str], set[str]]:
    """Where the texts of ids went that are no article's now, and which ids that led on have theirs again.

    The very same text is looked for in the same issue (one of two doubles was taken out, an id was brought) and among
    all that is new.
    """

    def of(id: str) -> str:
        return arrived.digest(there[id]) if id in there else _digest(ids, id)

    back = {id for id in led.keys() & there.keys() if of(id) and of(id) == of(led[id])}
    gone = {id for id in ids.lines if id not in there and id not in led} | {led[id] for id in back} - there.keys()
    if not any(map(of, gone)):
        return {}, back
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for id in there:
        holders[of(id)].append(id)
    moved = {}
    for id in filter(of, gone):
        near = [to for to in holders[of(id)] if to in fresh or to in back or issue_of(to) == issue_of(id)]
        if near:
            moved[id] = min(near, key=lambda to: (issue_of(to) != issue_of(id), to))
    return moved, back


def _digest(ids: Ids, id: str) -> str:
    """Of the text that an id was given to; empty where that is not known."""
    line = ids.lines.get(id)
    return line.print.digest if line and line.print else ""
