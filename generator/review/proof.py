"""An issue as a person corrects it: its lines, whose they are, and the articles made of them.

1. `read`: page texts and article file (where there is none yet, what the machine finds); `roles` says which article
   each line belongs to, as headline or as body.
2. `save`: the whole file or nothing. Every line of the pages stands in an article or under `unplaced`.

In between, `recompose` makes articles anew from other lines.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from generator.base import durable, regular
from generator.base.archive import Line
from generator.base.identity import article_id, issue_of, new_id, number_of, page_name, page_of
from generator.base.issue import Issue
from generator.base.model import Article, Unplaced
from generator.base.newspaper import Paper
from generator.base.other_names import OtherName
from generator.base.printed_page import PrintedPage
from generator.base.problems import Stop
from generator.language.places import Gazetteer, gazetteer
from generator.review.faults import Fault, validated
from generator.review.held import as_held
from generator.seeds import articles, closed_before, doubled, ids, issue_list, moved, taken
from generator.seeds.article_files import article_file, file_of
from generator.seeds.articles import At
from generator.seeds.files.reader import Reader
from generator.seeds.following import issue_files, meeting, vanished
from generator.seeds.following.closed_anew import closed_anew
from generator.seeds.following.renamed import renamed
from generator.seeds.machine_record import MachineRecord

Role = Literal["headline", "body", "none", "left", "held", "shut"]
"""What a line is in its article. In none: `none`, nobody has looked at it yet; `left`, a person has left it there, and
readers see it in the page text; `held` and `shut` are the same, and readers do not."""


@dataclass(frozen=True)
class SheetLines:
    """All lines of one page file."""

    file: str
    page: int | None
    lines: tuple[Line, ...]
    printed: PrintedPage | None = None
    """Where they stand on the page; None of a plain text."""

    @cached_property
    def _scores(self) -> dict[int, float]:
        return {line.number: line.score for line in self.printed.lines} if self.printed else {}

    def sure(self, number: int) -> int | None:
        """How sure OCR is of a line, of a hundred, where that is not enough; None where it is, or nothing says it."""
        score = self._scores.get(number, 1.0)
        return round(100 * score) if score < issue_files.LEGIBLE else None


@dataclass(frozen=True)
class Proof:
    """An issue with all that stands in its files."""

    issue: Issue
    paper: Paper
    file: str
    """seeds/articles/PAPER-DATE.yml"""
    text: str
    """That file as it stands; empty where there is none yet."""
    base: str
    """Changes whenever that file or a page text does."""
    saved: bool
    """False: there is no such file yet, and the articles are what the machine finds."""
    articles: list[Article]
    unplaced: list[Unplaced]
    by_machine: MachineRecord
    """What of them the machine wrote."""
    sheets: list[SheetLines]
    moved: Mapping[str, str]
    """Ids that are no article's any more, as where a person has given another one by hand: to be noted with a save."""
    own_places: tuple[OtherName, ...] = ()
    """Names of places that the archive has written down."""

    @property
    def places(self) -> Gazetteer:
        """Those of the country, and what the archive has written down."""
        return gazetteer().knowing(self.own_places)

    @property
    def lines(self) -> dict[str, list[int]]:
        """The numbers of the lines of each page file."""
        return {sheet.file: [line.number for line in sheet.lines] for sheet in self.sheets}


@dataclass
class Numbers:
    """Ids of this run: one that was given once is not given again, whatever became of its article."""

    seen: set[str] = field(default_factory=set)

    def next(self, page: str) -> str:
        used = [number_of(id) for id in self.seen if page_of(id) == page]
        new = new_id(page, max(used, default=0))
        self.seen.add(new)
        return new


class Changed(Exception):
    """The files on disk are not those that the person began with."""


class Foreign(Exception):
    """What was sent is nothing that the desk makes of this issue; says what of it, in Chinese."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read(root: Path, key: tuple[str, str], numbers: Numbers) -> Proof | None:
    """An issue of seeds/issues.yml that has pages; None where there is no such issue.

    Stop where one of its files cannot be used.
    """
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    issue = known.issues.get(key)
    if issue is None or not issue.pages or issue.paper not in known.papers:
        return None
    reader.problems.clear()  # those of other issues are none of ours
    file = file_of(issue.key)
    base = _base(root, issue, file)
    files = issue_files.read(reader, known, issue)
    if files is None:
        raise Stop(reader.problems)
    own_ids = [article.id for article in files.old or () if article.id]
    if len(own_ids) > len(set(own_ids)):
        raise Stop(doubled.problems(root, article_file(Reader(root), file).articles))
    others = taken.taken(root)
    gone: tuple[str, ...] = ()
    if not all(map(files.unchanged, files.sheets)):  # the machine makes something anew
        listed = [page.file for of in known.issues.values() for page in of.pages]
        gone = vanished.others(vanished.everywhere(root, listed), file)
    files = replace(files, taken=others.of(issue.name), vanished=gone)
    kept = meeting.met(renamed(issue_files.known_from(root, files)), compared=False)
    if (known_ids := ids.read(reader)) is None:
        raise Stop(reader.problems)
    found = ids.recalled(known_ids, kept.articles, _prefix)
    sheets = [SheetLines(sheet.file, sheet.page, tuple(sheet.lines), sheet.printed) for sheet in files.sheets]
    given = articles.given(files.text, issue.name)
    remembered = {article_id(page, number) for page, number in given.items()}
    remembered |= {article_id(page, number) for page, number in files.taken.items()}
    own = Numbers(remembered | {article.id for article in found if article.id})  # the same at every reading
    found = [article if article.id else _with_id(article, own) for article in found]
    found = [*as_held(root, found if files.old is not None else closed_anew(root, found))]
    numbers.seen |= own.seen
    saved = files.old is not None
    as_it_stands = (kept.articles, kept.unplaced) == (files.old, files.unplaced)
    by_machine = files.by_machine if as_it_stands else kept.by_machine
    made = found, kept.unplaced, by_machine, sheets, kept.moved, files.own_places
    return Proof(issue, files.paper, file, files.text, base, saved, *made)


def _with_id(article: Article, numbers: Numbers) -> Article:
    return article.model_copy(update={"id": numbers.next(_prefix(article))})


def _prefix(article: Article) -> str:
    return page_name(article.issue, article.page)


def _base(root: Path, issue: Issue, file: str) -> str:
    found = hashlib.sha256()
    for name in (file, *(f"seeds/{page.file}" for page in issue.pages)):
        path = root / name
        found.update(regular.content(path) if regular.is_file(path) else b"\0none")
        found.update(b"\0")
    return found.hexdigest()


# ---- whose a line is -----------------------------------------------------------------------------------------------


def whose(proof: Proof, found: Sequence[Article], left: Sequence[Unplaced]) -> dict[At, str]:
    """The article that each line belongs to."""
    return {at: found[n].id for at, n in articles.owners(found, left, proof.lines).items()}


def left_as(line: Unplaced | None) -> Role:
    """The role of a line of no article."""
    if line is None or line.status == "open":
        return "left" if line and line.reviewed else "none"
    return "shut" if line.reviewed else "held"


# ---- saving --------------------------------------------------------------------------------------------------------


def save(
    root: Path,
    proof: Proof,
    base: str,
    given: Sequence[Mapping[str, Any]],
    unplaced: Mapping[At, Role],
) -> list[Fault]:
    """Writes the article file; where anything is wrong, all of it is said and nothing is written.

    `proof` is the issue as it is on disk now, `base` that of the one which the person began with; `unplaced` are the
    lines of no article. Raises Changed where the two are not the same, and Foreign.
    """
    if base != proof.base:
        raise Changed
    found, faults = validated(proof.issue, proof.paper, proof.places, proof.articles, given)
    if not faults:
        for what in (*_foreign_ids(proof, found), *_foreign_sources(proof, found)):
            raise Foreign(f"{what}，没有保存。请重新读入。")
        faults = _line_faults(proof, found, set(unplaced))
    if not faults:
        left = _unplaced(proof, unplaced, all(article.reviewed for article in found))
        found = _said_open(proof, found, left)
        text = articles.to_yaml(proof.issue.key, found, left, proof.text, proof.by_machine)
        led = moved.followed(whose(proof, proof.articles, proof.unplaced), whose(proof, found, left))
        led = {**proof.moved, **led} if proof.saved else {}
        closed = closed_before.of_issue(proof.issue, proof.paper, found)
        closed_before.known(root)  # it may be damaged: then nothing is written
        moved.note(root, led, [article.id for article in found])
        try:
            durable.save(root, proof.file, text)
        except BaseException:
            moved.note(root, {}, led)
            raise
        closed_before.note(root, [closed])
    return faults


def _said_open(proof: Proof, found: Sequence[Article], left: Sequence[Unplaced]) -> list[Article]:
    """The articles; of those that are open with lines of another one that was closed it is said: a person has opened
    that here."""
    shut = {article.id for article in proof.articles if article.status != "open"}
    before = whose(proof, proof.articles, proof.unplaced) if shut else {}
    came = (
        {id for at, id in whose(proof, found, left).items() if before.get(at, id) in shut - {id}}
        if shut
        else set[str]()
    )
    open_ones = {article.id for article in found if article.status == "open"} & came
    return [article.model_copy(update={"status": "open"}) if article.id in open_ones else article for article in found]


def cut(proof: Proof, unplaced: Collection[At]) -> list[At]:
    """The lines of a saved issue that its articles hold and do not say any more, for a person has taken out what they
    said: no reader sees them from then on. `unplaced` are those that the person has put into none."""
    held = ((line.file, line.line) for line in proof.unplaced if line.status != "open")
    return sorted(at for at in held if at not in unplaced)


def _foreign_ids(proof: Proof, found: Sequence[Article]) -> Iterator[str]:
    """Ids are this issue's, and each stands once."""
    for id, times in Counter(article.id for article in found).items():
        if times > 1 or issue_of(id) != proof.issue.name:
            yield f"编号 {id} 重复了，或不是本期的"


def _foreign_sources(proof: Proof, found: Sequence[Article]) -> Iterator[str]:
    """An article is made of lines of the issue's pages, or of what stood there already."""
    ends = {sheet.file: sheet.lines[-1].number for sheet in proof.sheets if sheet.lines}
    stood = {source for article in proof.articles for source in article.source}
    for article in found:
        for source in article.source:
            if source in stood:
                continue
            if source.file not in ends:
                yield f"{article.id} 的出处 {source.file} 不是本期的版面"
            elif source.lines[1] > ends[source.file]:
                where = f"{source.file} 第{source.lines[0]}–{source.lines[1]}行"
                yield f"{article.id} 的出处 {where}超出了这一版，它只到第{ends[source.file]}行"


def _line_faults(proof: Proof, found: Sequence[Article], unplaced: set[At]) -> list[Fault]:
    """Nothing is lost: no line of a page, no article that a person has written without one."""
    sheets = {sheet.file: sheet for sheet in proof.sheets}
    ranges = [source for article in found for source in article.source if source.file in sheets]
    faults = []
    for sheet in proof.sheets:
        missing = [
            line.number
            for line in sheet.lines
            if (sheet.file, line.number) not in unplaced
            and not any(s.file == sheet.file and s.lines[0] <= line.number <= s.lines[1] for s in ranges)
        ]
        if missing:
            some = "、".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
            faults.append(
                Fault(None, None, f"{sheet.file} 第{some}行不在任何文章里，也不在未归入之列，没有保存。请重新读入。")
            )
    ids = {article.id for article in found}
    gone = [a.id for a in proof.articles if a.id not in ids and not any(s.file in sheets for s in a.source)]
    faults += [Fault(None, None, f"{id} 没有出处，删去就找不回来了，没有保存。请重新读入。") for id in gone]
    return faults


def _unplaced(proof: Proof, left: Mapping[At, Role], reviewed: bool) -> list[Unplaced]:
    """The lines of no article, in the pages' order; those of files that are no longer listed stay.

    What stood in an article before, a person has put there; where all articles are `reviewed`, a person has left all.
    Lines of an article that is not open do not become public.
    """
    order = {sheet.file for sheet in proof.sheets}
    stood = {(line.file, line.line): line for line in proof.unplaced}
    held = whose(proof, proof.articles, proof.unplaced)
    closed = {article.id for article in proof.articles if article.status != "open"}
    found = []
    for sheet in proof.sheets:
        for line in sheet.lines:
            at = (sheet.file, line.number)
            if at not in left:
                continue
            one = stood.get(at) or Unplaced(file=sheet.file, line=line.number, text=line.text)
            role: Role = "shut" if held.get(at) in closed else left[at]
            if (role in ("held", "shut")) != (one.status != "open"):
                one = one.model_copy(update={"status": "withheld" if one.status == "open" else "open"})
            by_person = reviewed or at in held or role in ("left", "shut")
            found.append(one.model_copy(update={"reviewed": True}) if by_person else one)
    return found + [line for line in proof.unplaced if line.file not in order]
