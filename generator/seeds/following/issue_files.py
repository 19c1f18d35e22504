"""One issue with its page texts, its article file, and what a person should look at in them.

Reviewed articles, and the lines that they are made of, are settled, and so are lines that a person put under
`unplaced`. In a file that holds nothing but reviewed articles all lines there are: a person has left them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.base.archive import Line
from generator.base.digest import digest
from generator.base.identity import issue_of
from generator.base.issue import Issue
from generator.base.model import Article, Unplaced
from generator.base.newspaper import Paper
from generator.base.other_names import OtherName
from generator.base.printed_page import PrintedPage
from generator.base.problems import Problem
from generator.seeds import articles, issue_list, machine_record, moved, page_texts
from generator.seeds.article_files import ARTICLES, article_file, file_of, last_articles, misnamed
from generator.seeds.files.reader import Reader
from generator.seeds.following import saying
from generator.seeds.known_elsewhere import Elsewhere
from generator.seeds.machine_record import MachineRecord, ranges
from generator.segmentation.clean import clean
from generator.segmentation.oddity import odd

LEGIBLE = 0.8
"""Score of OCR below which a line is put before a person; of 1,426 lines of five real pages that were marked by hand
20 are."""
ODD = {
    "latin": "it is in Latin letters, and where its lines stand is not known",
    "narrow": "its lines are of a character or two, as of vertical text",
    "unspoken": "it has next to no sentences",
}
SURE = 0.9
"""Confidence from which an article is not put before a person; of those just so sure one in ten is not whole."""
SPANS = 5
"""Runs of lines that are named."""


@dataclass(frozen=True)
class Sheet:
    """One page file."""

    file: str
    page: int | None
    lines: list[Line]
    problems: list[Problem]
    marks: str
    """Of its lines as they stand in the file (see `machine_record`)."""
    listed: str
    """Stands for what the list of issues says of it."""
    printed: PrintedPage | None = None
    """Where its lines stand on the page; None of a plain text."""

    @cached_property
    def texts(self) -> dict[int, str]:
        return {line.number: line.text for line in self.lines}


@dataclass(frozen=True)
class IssueFiles:
    """An issue with all that stands in its files."""

    issue: Issue
    paper: Paper
    file: str
    """seeds/articles/PAPER-DATE.yml"""
    text: str
    """That file as it stands; empty where there is none yet."""
    old: list[Article] | None
    """Its articles; None where there is none yet."""
    imprints: list[str]
    """Of the articles as they stand there."""
    unplaced: list[Unplaced]
    by_machine: MachineRecord
    """What of it the machine wrote."""
    sheets: list[Sheet]
    taken: Mapping[str, int] = field(default_factory=dict)
    """The highest number of each page that other files know of (taken.py)."""
    lost: frozenset[str] = frozenset()
    """Ids of articles whose line `id:` is gone from the file."""
    vanished: Sequence[str] = ()
    """What withheld lines said that pages of other issues have lost (vanished.py)."""
    gone: Sequence[Article] = ()
    """Where there is no file, the articles that the last build read in it."""
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    """Where there is no file, what others tell of its ids."""
    own_places: tuple[OtherName, ...] = ()
    """Names of places that the archive has written down."""

    @cached_property
    def untouched(self) -> list[bool]:
        """For each article whether it is exactly what the machine wrote, and no person has read it. One that is closed
        says what no page can tell, also where that came with it from an issue that is closed."""
        ids = Counter(article.id for article in self.old or ())
        return [
            not (article.reviewed or articles.annotated(article))
            and ids[article.id] == 1
            and self.by_machine.articles.get(article.id) == imprint
            for article, imprint in zip(self.old or (), self.imprints, strict=True)
        ]

    @cached_property
    def line_numbers(self) -> dict[str, list[int]]:
        """The numbers of the lines of each page file, as it is now."""
        return {sheet.file: list(sheet.texts) for sheet in self.sheets}

    @cached_property
    def owners(self) -> dict[articles.At, int]:
        """Whose each of these lines is: the article's place in the file."""
        return articles.owners(self.old or [], self.unplaced, self.line_numbers)

    @property
    def reviewed(self) -> bool:
        """A person has read all of it."""
        return bool(self.old) and all(article.reviewed for article in self.old or ())

    def unchanged(self, sheet: Sheet) -> bool:
        """The page has been segmented, and nothing of it has changed since."""
        page = self.by_machine.pages.get(sheet.file)
        return page is not None and (page.lines, page.listed) == (sheet.marks, sheet.listed)

    def line_is_persons(self, line: Unplaced) -> bool:
        """A person has put or left a line under `unplaced`."""
        page = self.by_machine.pages.get(line.file)
        return line.reviewed or self.reviewed or page is None or line.line not in page

    def mentioned(self, file: str) -> bool:
        """A line of the page file stands in an article or under `unplaced`."""
        return any(source.file == file for article in self.old or () for source in article.source) or any(
            line.file == file for line in self.unplaced
        )


def known_from(root: Path, files: IssueFiles) -> IssueFiles:
    """With what tells the ids of articles where their file has gone."""
    if files.text:
        return files
    led = moved.read(Reader(root)).to  # what has gone elsewhere is not what stands here now
    gone = [article for article in last_articles(root, files.issue.key) if article.id not in led]
    return replace(files, gone=gone, elsewhere=Elsewhere(root))


def read(reader: Reader, known: issue_list.Issues, issue: Issue) -> IssueFiles | None:
    """Reads the files of an issue; None, and problems in the reader, where one of them cannot be used. Pages that are
    still to be read hold up no other."""
    before = len(reader.problems)
    file = file_of(issue.key)
    text = ""
    if there := (reader.root / file).exists():
        text = Reader(reader.root).text(file) or ""
    elif wrong := misnamed(reader.root, issue.key):
        reader.problems.append(wrong)
    stands = article_file(reader, file) if there else None
    left = page_texts.without_waiting(reader.root, issue, text)
    issue = left if left.pages else issue
    pages = list(page_texts.read(reader, issue, known.lines[issue.key]))
    if any(problem.stops for problem in reader.problems[before:]) or issue.paper not in known.papers:
        return None
    paper = known.papers[issue.paper].on(issue.date)
    sheets = []
    for page in pages:
        lines, problems = clean(f"seeds/{page.file}", page.text)
        marks, listed = machine_record.marks(page.text), machine_record.listed(page.page, paper)
        sheets.append(Sheet(page.file, page.page, lines, problems, marks, listed, page.printed))
    if stands is None:
        return IssueFiles(issue, paper, file, text, None, [], [], MachineRecord(), sheets, own_places=known.own)
    old = [found.article for found in stands.articles]
    content = stands.imprints, stands.unplaced, stands.by_machine
    return IssueFiles(issue, paper, file, text, old, *content, sheets, lost=stands.lost, own_places=known.own)


def problems(files: IssueFiles) -> list[Problem]:
    """What a person should look at: pages that are not segmented as they stand, lost characters, lines that stand in no
    article, articles that may not be whole.

    The articles come last, the most doubtful first.
    """
    if files.old is None:
        return []  # `page_files.unmade` says it, and whether the file was there
    return (
        _pages(files)
        + _left_out(files)
        + foreign_lines(files)
        + _before(files)
        + unreadable(files)
        + _odd(files)
        + _unsure(files)
        + _unplaced(files)
        + _to_compare(files)
        + [_doubt(article) for article in files.old if _is_doubtful(article)]
    )


def _unplaced(files: IssueFiles) -> list[Problem]:
    """Pages with lines that stand in no article and that no person has done with: one for each page, for a table of a
    hundred cells is one thing to look at."""
    done = _settled(files)
    left: dict[str, list[Unplaced]] = {}
    for line in files.unplaced:
        if (line.file, line.line) not in done:
            left.setdefault(line.file, []).append(line)
    found = []
    for file, lines in left.items():
        first = min(lines, key=lambda line: line.line)
        what = f"stands in no article: {first.text[:30]}"
        mend = f'Put it into one in {files.file}, or add "reviewed: true" to it under unplaced there.'
        if len(lines) > 1:
            spans = [f"{a}-{b}" if a < b else f"{a}" for a, b in ranges({line.line for line in lines})]
            some = ", ".join(spans[:SPANS]) + (" …" if len(spans) > SPANS else "")
            what = f"{len(lines):,} lines stand in no article ({some}), the first: {first.text[:30]}"
            mend = f'Give them to articles in "baocang review", or add "reviewed: true" to them in {files.file}.'
        found.append(Problem(f"seeds/{file}", first.line, what, mend, stops=False))
    return found


def as_read(article: Article) -> str:
    """Stands for an article as a person has left it: all but its lines, which follow a page that changes."""
    return digest(article.model_copy(update={"source": ()}).model_dump_json())[:16]


def _to_compare(files: IssueFiles) -> list[Problem]:
    """Articles of a person whose page was read anew, and that nobody has worked on since."""
    mend = "Compare the two; correct the article, or mark it as reviewed (again)."
    found = []
    for article in files.old or ():
        if not article.id or files.by_machine.compare.get(article.id) != as_read(article):
            continue
        lines = {
            (sheet.file, line.number): line.text
            for sheet in files.sheets
            for line in sheet.lines
            for source in article.source
            if source.file == sheet.file and source.lines[0] <= line.number <= source.lines[1]
        }
        said = saying.text(article)
        other = [at for at, text in lines.items() if saying.bare(text) not in said]
        file, first = other[0] if other else (files.file.removeprefix("seeds/"), None)
        some = ", ".join(str(n) for _, n in other[:5]) + (" …" if len(other) > 5 else "")
        reads = f"; not in it to the letter: {'lines' if len(other) > 1 else 'line'} {some}" if other else ""
        what = f"was read anew since a person worked on {article.id}{reads}"
        found.append(Problem(f"seeds/{file}", first, what, mend, stops=False))
    return found


def unreadable(files: IssueFiles) -> list[Problem]:
    """Lines of which characters are lost, but for those that a person has done with."""
    done = _settled(files)
    return [p for sheet in files.sheets for p in sheet.problems if p.line and (sheet.file, p.line) not in done]


def _odd(files: IssueFiles) -> list[Problem]:
    """Pages of no kind that the program knows, where nobody has read the articles."""
    unread = {s.file for article in files.old or () if _is_doubtful(article) for s in article.source}
    found = []
    for sheet in files.sheets:
        placed = bool(sheet.printed and sheet.printed.width)
        if sheet.file in unread and (oddity := odd([line.text for line in sheet.lines], placed)):
            what = f"is a page of no kind that the program knows: {ODD[oddity]}"
            mend = "Compare each of its articles with the page: where they begin and end is hardly more than a guess."
            found.append(Problem(f"seeds/{sheet.file}", None, what, mend, stops=False))
    return found


def _unsure(files: IssueFiles) -> list[Problem]:
    """Pages with lines that OCR was not sure of and that no person has done with: one for each page."""
    done = _settled(files)
    found = []
    for sheet in files.sheets:
        printed = sheet.printed.lines if sheet.printed else ()
        lines = [x for x in printed if x.score < LEGIBLE and (sheet.file, x.number) not in done]
        if lines:
            many = "1 line" if len(lines) == 1 else f"{len(lines):,} lines, the first here,"
            what = f"{many} may be read wrongly ({lines[0].score:.0%} sure): {lines[0].text[:30]}"
            mend = "Compare with the page, correct what is wrong, and mark the articles as reviewed."
            found.append(Problem(f"seeds/{sheet.file}", lines[0].number, what, mend, stops=False))
    return found


def _pages(files: IssueFiles) -> list[Problem]:
    """Pages that are not segmented as they stand now."""
    found = []
    for sheet in files.sheets:
        known = sheet.file in files.by_machine.pages
        if files.unchanged(sheet) or (not known and files.mentioned(sheet.file)):
            continue
        what = "has changed since it was segmented" if known else "is listed and has not been segmented"
        mend = 'Run "baocang segment"; what a person wrote stays.'
        found.append(Problem(f"seeds/{sheet.file}", None, what, mend, stops=False))
    return found


def _before(files: IssueFiles) -> list[Problem]:
    """A file that was another issue's, and that a person has carried over by hand."""
    others = sorted(id for id in files.by_machine.articles if issue_of(id) != files.issue.name)
    if not others:
        return []
    what, mend = (
        f"was made for another date: {others[0]} leads nowhere",
        'Run "baocang segment", which lets it lead on.',
    )
    return [Problem(files.file, None, what, mend, stops=False)]


def _left_out(files: IssueFiles) -> list[Problem]:
    """Lines that the article file knows nothing of, as where an article was deleted: the site does not show them."""
    known = files.owners.keys() | {(line.file, line.line) for line in files.unplaced}
    found = []
    for sheet in files.sheets:
        lines = [n for n in sheet.texts if (sheet.file, n) not in known]
        if lines and files.mentioned(sheet.file):
            some = "1 line stands" if len(lines) == 1 else f"{len(lines):,} lines stand"
            what = f"{some} in no article and not under unplaced, the first here: the site leaves that out"
            mend = 'Run "baocang segment", which notes it; an article is withdrawn with "baocang withdraw ID".'
            found.append(Problem(f"seeds/{sheet.file}", lines[0], what, mend, stops=False))
    return found


def foreign_lines(files: IssueFiles, tried: bool = False) -> list[Problem]:
    """Page files that the article file has lines of and the issue does not list. `tried`: no page of now is one of
    them under another name."""
    listed = {page.file for page in files.issue.pages}
    lines = Counter(source.file for article in files.old or () for source in article.source)
    lines.update(line.file for line in files.unplaced)
    issue = files.issue.said
    mend = f"List it under {issue} in {issue_list.FILE}, or take away what stands there of it."
    if not tried and listed - lines.keys():
        mend = (
            'Run "baocang segment": where its lines stand in another page file now, what is known of them goes along.'
        )
    return [
        Problem(files.file, None, f"holds lines of {file}, which is no page of the issue; they stay", mend, stops=False)
        for file in lines
        if file not in listed
    ]


def _settled(files: IssueFiles) -> set[articles.At]:
    """Lines that a person has done with."""
    old = files.old or []
    return {at for at, n in files.owners.items() if old[n].reviewed} | {
        (line.file, line.line) for line in files.unplaced if line.reviewed or files.reviewed
    }


def _is_doubtful(article: Article) -> bool:
    """No person has read it, and the machine says that it is not sure; 0.0 is the most doubtful."""
    return not article.reviewed and article.confidence is not None and article.confidence < SURE


def _doubt(article: Article) -> Problem:
    """Where to read an article that may not be whole."""
    spans = article.source
    where, line = (f"seeds/{spans[0].file}", spans[0].lines[0]) if spans else (f"{ARTICLES}/{article.id}", None)
    last = f", to line {spans[-1].lines[1]}" if spans else ""
    sure = article.confidence or 0.0
    what = f"may begin or end elsewhere ({sure:.0%} sure{last}): {article.id} {article.title[:24]}"
    mend = 'Compare it with the page in "baocang review", and mark it as reviewed.'
    return Problem(where, line, what, mend, stops=False, rank=1 + sure)
