"""Lines that are withheld under `unplaced` and that their page has lost.

A page file is overwritten with another page, two files change their contents, a part is cut off and comes back a month
later: with its lines an article that a person deleted would be forgotten, and would come back as a new one wherever its
text turns up. So the record of an article file keeps what such lines said, and what says the same is withheld: in the
issue itself and in every other one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.base import regular
from generator.base.model import Article, Unplaced
from generator.seeds import articles, page_texts
from generator.seeds.article_files import ARTICLES, ArticleFile, article_file
from generator.seeds.files.reader import Reader
from generator.seeds.following import saying
from generator.seeds.following.issue_files import IssueFiles
from generator.seeds.following.known_lines import MARKS, as_it_is
from generator.seeds.unlisted import named

_WITHHELD = re.compile(r"^  withheld:", re.M)
"""In the text of a record. To read YAML takes a hundred times as long."""


def kept(files: IssueFiles, unplaced: Iterable[Unplaced], theirs: Iterable[Article]) -> tuple[str, ...]:
    """What lines said that were withheld for what a person did, until they stand in an article of a person, or under
    `unplaced` again, where a person has looked at them. Those that are withheld because they say the same may go with
    the next change of their page."""
    seen = [line for line in unplaced if line.reviewed or line.status == "open"]
    there = {line.text for line in seen}
    before = [u.text for u in files.unplaced if u.status != "open" and files.line_is_persons(u) and u.text not in there]
    gone = dict.fromkeys(text for text in (*files.by_machine.withheld, *before) if saying.bare(text))
    if not gone:
        return ()
    told = "".join([*(saying.bare(line.text) for line in seen), *map(saying.text, theirs)])
    return tuple(text for text in gone if saying.bare(text) not in told)


def everywhere(root: Path, page_files: Iterable[str]) -> dict[str, str]:
    """What the lines said, by the article file, without white space; also of pages of which `segment` has not seen yet
    that they have changed, and of articles that a person took out meanwhile. `page_files`: all that are listed."""
    found: dict[str, str] = {}
    for path in regular.within(root / ARTICLES, ".yml"):
        file = f"{ARTICLES}/{path.name}"
        text = Reader(root).text(file) or ""
        known = set(MARKS.findall(text))
        names = named(Reader(root), file) if known else set[str]()
        changed = {name for name in names if (page := as_it_is(root, name)) is None or page.lines not in known}
        if not changed and not _WITHHELD.search(text):
            continue
        content = article_file(Reader(root), file)
        lines = [*content.by_machine.withheld, *(_lost(root, content, changed, page_files) if changed else ())]
        found |= {file: "".join(map(saying.bare, lines))} if lines else {}
    return found


def others(known: Mapping[str, str], file: str) -> tuple[str, ...]:
    """Of other article files than this one."""
    return tuple(text for other, text in known.items() if other != file)


def _lost(root: Path, content: ArticleFile, changed: set[str], page_files: Iterable[str]) -> Iterator[str]:
    """Lines of pages that have changed: those that are withheld and not there any more; and those that stand in no
    article since a person took that out, as the page file says them in which they stand now."""
    for name in sorted(changed):
        told = saying.bare(_text(root, name))
        withheld = [u.text for u in content.unplaced if u.file == name and u.status != "open" and u.reviewed]
        yield from (text for text in withheld if saying.bare(text) not in told)
    pages = {name: content.by_machine.pages[name] for name in changed & content.by_machine.pages.keys()}
    numbers = {name: page.numbers for name, page in pages.items()}
    of = articles.owners([found.article for found in content.articles], (), numbers)
    known = of.keys() | {(line.file, line.line) for line in content.unplaced}
    out = {page.marks[n - 1] for name, page in pages.items() for n in page.numbers if (name, n) not in known}
    for name in page_files if out else ():
        if (page := as_it_is(root, name)) and out.intersection(page.marks):
            lines = zip(page.marks, _text(root, name).split("\n"), strict=False)
            yield from (line for mark, line in lines if mark in out)


def _text(root: Path, name: str) -> str:
    found = page_texts.content(Reader(root), name) if (root / "seeds" / name).is_file() else None
    return found[0] if found else ""
