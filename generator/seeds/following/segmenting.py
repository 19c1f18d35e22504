"""One issue segmented: what becomes of its article file, and that written.

Issues are made side by side, in workers; files are written one after the other, where they are still what was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base import durable
from generator.base.issue import Issue
from generator.base.problems import Problem, Stop
from generator.seeds import article_files, articles, closed_before, doubled, issue_list, moved
from generator.seeds.files.reader import Reader
from generator.seeds.following import closed_anew, issue_files, meeting, page_files
from generator.seeds.following.carrying_pages import Carried
from generator.seeds.following.renamed import renamed


@dataclass(frozen=True)
class ToSegment:
    """An issue that is to be segmented."""

    root: Path
    known: issue_list.Issues
    """The list with this issue alone."""
    issue: Issue
    again: bool
    """All of it is to be made anew, whoever made it."""
    taken: Mapping[str, int]
    """The highest numbers of its pages that other files know of."""
    vanished: Sequence[str]
    """What withheld lines said that pages of other issues have lost."""


@dataclass(frozen=True)
class Segmented:
    """What `segment` did with one issue."""

    file: str
    """seeds/articles/PAPER-DATE.yml"""
    found: int
    """Articles that are the machine's."""
    reviewed: int
    """Articles that were left as they are."""
    unplaced: int
    """Lines that stand in no article, and that nobody has left there."""
    by_persons: meeting.ByPersons
    """What else a person did, and was left alone."""
    changes: list[str]
    """What is not as it was in the file before."""
    copy: str = ""
    """The file as it was, where it was to be made anew."""
    carried: Carried | None = None
    """What came with the file before the date of its issue was corrected."""
    came: Sequence[Carried] = ()
    """What came from other issues, whose pages are listed under this one now."""


@dataclass(frozen=True)
class Made:
    """What becomes of an article file, before it is written."""

    done: Segmented
    before: str
    after: str
    moved: Mapping[str, str]
    again: bool
    there: frozenset[str]
    """The ids of its articles."""
    closed: closed_before.OfIssue


def segmented(task: ToSegment) -> tuple[Made | None, list[Problem]]:
    """What is found in one issue, and problems; of an issue whose files cannot be used these alone."""
    issue, again = task.issue, task.again
    reader = Reader(task.root)
    files = issue_files.read(reader, task.known, issue)
    if files is None:
        return None, [*reader.problems, *page_files.holding_up(reader, issue, task.known.lines[issue.key])]
    if len(ids := [article.id for article in files.old or () if article.id]) > len(set(ids)):
        # else it would be written down that one has become the other
        found = article_files.article_file(Reader(task.root), files.file).articles
        return None, [*reader.problems, *doubled.problems(task.root, found)]
    try:
        now = renamed(issue_files.known_from(task.root, replace(files, taken=task.taken, vanished=task.vanished)))
        kept = meeting.again(now) if again else meeting.met(now)
        if files.old is None:
            kept = replace(kept, articles=closed_anew.closed_anew(task.root, kept.articles))
    except Stop as stop:
        return None, [*reader.problems, *stop.problems]
    text = files.text
    if files.lost or (kept.articles, kept.unplaced, kept.by_machine) != (files.old, files.unplaced, files.by_machine):
        text = articles.to_yaml(issue.key, kept.articles, kept.unplaced, text, kept.by_machine)
    left = [line for line in kept.unplaced if not line.reviewed]
    reviewed = sum(article.reviewed for article in kept.articles)
    changes = articles.changes(now.old, kept.articles) if now.old else []
    done = Segmented(files.file, len(kept.machine), reviewed, len(left), meeting.by_persons(kept), changes)
    problems = [
        *reader.problems,
        *issue_files.foreign_lines(now, tried=True),
        *issue_files.unreadable(now),
        *kept.problems,
    ]
    problems += page_files.contradicted(now)
    problems += closed_anew.problems(files.file, kept.articles) if files.old is None else ()
    there = frozenset(article.id for article in kept.articles if article.id)
    closed = closed_before.of_issue(issue, files.paper, kept.articles)
    return Made(done, files.text, text, kept.moved, again, there, closed), problems


def written(root: Path, made: Made, reader: Reader) -> Segmented | None:
    """Writes an article file, if it is still the one that was read."""
    done, file = made.done, made.done.file
    if made.before == made.after:
        return done
    with durable.writing(root):
        if (Reader(root).text(file) or "" if (root / file).exists() else "") != made.before:
            mend = 'Run "baocang segment" again.'
            reader.report(file, None, "was changed while its pages were segmented; it stays as it is", mend, False)
            return None
        if made.again and made.before:
            done = replace(done, copy=article_files.put_by(root, file))
        if made.moved:
            moved.note(root, made.moved)
        durable.save(root, file, made.after)
    return done
