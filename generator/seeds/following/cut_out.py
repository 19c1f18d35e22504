"""Paragraphs that a person cut out of an article without saying of which lines: while the page stands, its lines are in
the range of the article, and no article says them.

They are put under `unplaced` as those of a deleted article are. Of a page that has changed only marks are known, and
the paragraph would be a text that nobody has seen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.base.model import Article, Unplaced
from generator.base.problems import Problem
from generator.language.needles import spelled
from generator.seeds import articles
from generator.seeds.articles import At
from generator.seeds.following import saying
from generator.seeds.following.issue_files import IssueFiles, Sheet

RUN = 6
"""Letters in a row by which a line is known; shorter runs are set phrases and names, which any text has."""
PART = 0.5
"""Share of a line that stands in such runs where it is said. (Of 143 real articles that a paragraph was cut out of, 944
of its 1,065 lines are found, and one line of 8,359 others. With 3 of 100 characters corrected besides it is ten; of
articles that were only corrected, up to 40 of 100 characters, or have another headline, none.)"""
LEAST = 16
"""Letters of what was cut out; a corrected word or name is shorter."""
STOP = re.compile("[。！？；]")
"""What ends a sentence, and stands in no headline."""


def cut_out(files: IssueFiles, sheet: Sheet, owners: Mapping[At, int]) -> list[Unplaced]:
    """Lines of articles of a person that neither these say nor any other of the issue. Of what goes on in another page
    file nobody can tell how much is left."""
    held: dict[int, list[int]] = {}
    for n in sheet.texts:
        owner = owners.get((sheet.file, n), -1)
        if owner >= 0 and not files.untouched[owner]:
            held.setdefault(owner, []).append(n)
    old = files.old or []
    place = {n: at for at, n in enumerate(sheet.texts)}
    gone = [
        n
        for owner, numbers in held.items()
        if all(source.file == sheet.file for source in old[owner].source)
        for n in _gone(old, old[owner], {n: sheet.texts[n] for n in numbers}, place)
    ]
    return [
        Unplaced(file=sheet.file, line=n, text=sheet.texts[n], reviewed=True, status="withheld") for n in sorted(gone)
    ]


def told(files: IssueFiles, sheet: Sheet, cut: Sequence[Unplaced], owners: Mapping[At, int]) -> Iterator[Problem]:
    """Says once of which articles a person cut out lines, which no reader sees from now on."""
    old = files.old or []
    for n in sorted({owners[line.file, line.line] for line in cut}):
        lines = [line.line for line in cut if owners[line.file, line.line] == n]
        what = f"{len(lines)} line{'s'[: len(lines) != 1]} of {old[n].id} "
        what += f"{'are' if len(lines) > 1 else 'is'} in its text no more, and published no more"
        mend = (
            "If they are to be read, give them to an article at the desk, or take status: withheld off under unplaced."
        )
        yield Problem(f"seeds/{sheet.file}", lines[0], what, mend, stops=False)


def _gone(
    old: Sequence[Article], article: Article, lines: Mapping[int, str], place: Mapping[int, int]
) -> Iterator[int]:
    """Those of its lines that make whole sentences and that no article says, as far as the article is shorter than they
    are: one that was corrected, however much, keeps its length. `place` tells which lines are neighbours."""
    letters = {n: spelled(line) for n, line in lines.items()}
    text = spelled(saying.text(article))
    shorter = sum(map(len, letters.values())) - len(text)
    if shorter < LEAST:
        return
    said = _said(letters, [article]) | {n for n, line in lines.items() if _parted(line, text)}
    if not said:  # its words are a person's own, and the lines are what they are about
        return
    others = _said({n: line for n, line in letters.items() if n not in said}, old)
    shorter -= sum(len(letters[n]) for n in others)
    stretches = []
    apart = {n: place[n] - at for at, n in enumerate(letters)}
    for (is_said, _), group in groupby(letters, lambda n: (n in said or n in others, apart[n])):
        some = list(group)
        if not is_said and any(STOP.search(lines[n]) for n in some):
            stretches.append((sum(len(letters[n]) for n in some), some))
    for length, some in sorted(stretches, reverse=True):
        if LEAST <= length <= shorter + LEAST:
            shorter -= length
            yield from some


def _parted(line: str, text: str) -> bool:
    """A line of several pieces, each of which stands in the text: of a signature one name may be an author's, and the
    other in the body."""
    parts = line.split()
    return len(parts) > 1 and all(spelled(part) in text for part in parts)


def _said(lines: Mapping[int, str], old: Iterable[Article]) -> set[int]:
    """Those that one of the articles says; short ones with the line before."""
    pools = [articles.runs(spelled(saying.text(each)), RUN) for each in old] if lines else []
    found: set[int] = set()
    before = False
    for n, line in lines.items():
        if len(line) >= RUN:
            before = any(saying.share(line, pool, RUN) >= PART for pool in pools)
        if before:
            found.add(n)
    return found
