"""One issue on the desk: its page texts, its article file, and what a person has settled in it.

Reviewed articles, and the lines that they are made of, are out of a machine's reach. In a file that holds nothing but
reviewed articles the lines under `unplaced` are settled too: a person has looked at them and left them there.
"""

from collections import defaultdict
from dataclasses import dataclass

from generator import articles, load, metadata
from generator.article_files import ARTICLES, article_file
from generator.clean import clean
from generator.model import Article, Issue, Line, Paper, Unplaced
from generator.places import gazetteer
from generator.problems import Problem
from generator.reader import Reader

SURE = 0.9
"""Confidence from which an article is not put before a person; of those just so sure one in ten is not whole."""


@dataclass(frozen=True)
class Sheet:
    """The lines of one page file."""

    file: str
    page: int | None
    whole: list[Line]
    """All of them: those that are settled, too, tell what a column is."""
    lines: list[Line]
    """Those that are not settled."""
    problems: list[Problem]


@dataclass(frozen=True)
class Desk:
    """An issue with all that stands in its files."""

    issue: Issue
    paper: Paper
    file: str
    """seeds/articles/PAPER-DATE.yml"""
    old: list[Article] | None
    """What stands in that file; None where there is none yet."""
    unplaced: list[Unplaced]
    """Lines of it that stay under `unplaced` whatever is found."""
    text: str
    """That file as it stands; empty where there is none yet."""
    doubtful: list[Unplaced]
    """Lines of it that may yet find an article."""
    sheets: list[Sheet]

    @property
    def reviewed(self) -> list[Article]:
        return [article for article in self.old or [] if article.reviewed]

    @property
    def settled(self) -> bool:
        """Nothing is left for a machine to do."""
        return bool(self.old) and self.reviewed == self.old and not any(sheet.lines for sheet in self.sheets)


def lay_out(reader: Reader, known: load.Issues, issue: Issue) -> Desk | None:
    """Reads the files of an issue; None, and problems in the reader, where one of them cannot be used."""
    before = len(reader.problems)
    file = f"{ARTICLES}/{issue.paper}-{issue.date}.yml"
    found, unplaced = article_file(reader, file) if (reader.root / file).exists() else (None, [])
    texts = list(load.page_texts(reader, issue, known.lines[issue.key]))
    if any(problem.stops for problem in reader.problems[before:]) or issue.paper not in known.papers:
        return None
    standing = (reader.root / file).read_text(encoding="utf-8") if found is not None else ""
    old = None if found is None else [each.article for each in found]
    done = articles.lines_of(article for article in old or [] if article.reviewed)
    if old and all(article.reviewed for article in old):
        done |= {(line.file, line.line) for line in unplaced}
    stay = [line for line in unplaced if (line.file, line.line) in done]
    doubtful = [line for line in unplaced if (line.file, line.line) not in done]
    sheets = []
    for page_file, page, text in texts:
        lines, problems = clean(f"seeds/{page_file}", text)
        left = [line for line in lines if (page_file, line.number) not in done]
        numbers = {line.number for line in left}
        sheets.append(Sheet(page_file, page, lines, left, [p for p in problems if p.line in numbers]))
    return Desk(issue, known.papers[issue.paper], file, old, stay, standing, doubtful, sheets)


def segmented(desk: Desk) -> tuple[list[Article], list[Unplaced]]:
    """The articles of an issue, reviewed ones as they are and the rest found anew, and the lines of none."""
    from generator.segment import segment  # noqa: PLC0415  (what a build does not need would start with it)

    found: defaultdict[str, list[Article]] = defaultdict(list)
    unplaced = list(desk.unplaced)
    for sheet in desk.sheets:
        prefix = load.id_prefix(desk.issue.paper, desk.issue.date, sheet.page)
        drafts, left = segment(sheet.whole, {x.number for x in sheet.whole} - {x.number for x in sheet.lines})
        for n, draft in enumerate(drafts, 1):
            composed = metadata.composed(
                draft,
                id=f"{prefix}-{n:02d}",
                paper_key=desk.issue.paper,
                paper=desk.paper,
                date=desk.issue.date,
                page=sheet.page,
                file=sheet.file,
                places=gazetteer(),
            )
            found[prefix].append(composed.article)
        unplaced += [Unplaced(file=sheet.file, line=line.number, text=line.text) for line in left]
    given = articles.given(desk.text)
    fresh = [
        article
        for prefix, of_page in found.items()
        for article in articles.numbered(of_page, desk.old or [], prefix, given.get(prefix, 0))
    ]
    return sorted([*desk.reviewed, *fresh], key=lambda a: (a.page or 0, int(a.id.rpartition("-")[2]))), unplaced


def problems(desk: Desk) -> list[Problem]:
    """What a person should look at: lost characters, lines that stand in no article, articles that may not be whole.

    The articles come last, the most doubtful first.
    """
    if desk.old is None:
        mend = 'Run "baocang segment".'
        return [Problem(desk.file, None, "is missing though its pages are listed", mend, stops=False)]
    mend = f"Put it into one in {desk.file}, or leave it there and mark the articles as reviewed."
    return (
        [problem for sheet in desk.sheets for problem in sheet.problems]
        + [
            Problem(f"seeds/{line.file}", line.line, f"stands in no article: {line.text[:30]}", mend, stops=False)
            for line in desk.doubtful
        ]
        + [_doubt(article) for article in desk.old if not article.reviewed and (article.confidence or 1) < SURE]
    )


def _doubt(article: Article) -> Problem:
    """Where to read an article that may not be whole."""
    spans = [source for source in article.source if source.lines]
    where, line = (f"seeds/{spans[0].file}", spans[0].lines[0]) if spans else (f"{ARTICLES}/{article.id}", None)
    last = f", to line {spans[-1].lines[1]}" if spans else ""
    sure = article.confidence or 0.0
    what = f"may begin or end elsewhere ({sure:.0%} sure{last}): {article.id} {article.title[:24]}"
    mend = 'Compare it with the page in "baocang review", and mark it as reviewed.'
    return Problem(where, line, what, mend, stops=False, rank=1 + sure)
