"""The text of a page as it was taken in, line by line, beside what was made of it: to compare.

Each stretch of lines stands under the article that it went into, and has an address of its own. Of lines that are not
published (page_lines.py) it says how many they are.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.base.addresses import article_path, issue_path, source_path, url
from generator.base.archive import Entry
from generator.base.issue import PageText
from generator.pages.brief import IssueBrief
from generator.pages.listing import Page
from generator.pages.markdown import Value, document
from generator.pages.wording import Wording
from generator.seeds.page_lines import holders


def source_pages(brief: IssueBrief, say: Wording) -> Iterator[Page]:
    issue = brief.issue
    entries = {entry.article.id: entry for entry in brief.entries}
    names = text_names(say, [issue.sheet(page, file) for file, page, _ in brief.texts])
    for number, (file, _, lines) in enumerate(brief.texts, 1):
        path = source_path(issue, number)
        meta: dict[str, Value] = {
            "template": "listing.html",
            "sheet": "lines.css",
            "title": f"{say('source.title')}　{names[number - 1]}",
            "lead": say("source.lead"),
            "up": {"title": f"{brief.paper.label} {say.issue(issue)}", "url": url(issue_path(issue), path)},
        }
        held = holders((entry.article for entry in brief.entries), file, len(lines))
        owners = {n: entries[article.id] for n, article in held.items()}
        starts = {s.lines[0] for e in brief.entries for s in e.article.source if s.file == file}
        yield path, document(meta, _stretches(say, path, lines, owners, starts))


def text_names(say: Wording, sheets: Sequence[PageText]) -> list[str]:
    """What the page texts of an issue are called, by the numbers of their pages; those of one page are numbered. The
    names of their files are the staff's."""
    every = [say.sheet(sheet) for sheet in sheets]
    often, seen = Counter(every), Counter[str]()
    names = []
    for name in every:
        seen[name] += 1
        names.append(say("list.part", label=name, part=seen[name]) if often[name] > 1 else name)
    return names


def _stretches(
    say: Wording, path: str, lines: Sequence[str | None], owners: Mapping[int, Entry], starts: Collection[int]
) -> str:
    """HTML: lists of lines, the blank ones left out, each under what they belong to. An article's lines have their own
    address even where two ranges of one article meet (`starts`)."""
    stretches: list[_Stretch] = []
    for number, line in enumerate(lines, 1):
        if line is not None and not line.strip():
            continue
        owner = None if line is None else owners.get(number)
        last = stretches[-1] if stretches else None
        if number in starts or not last or (line is None, owner) != (last.hidden, last.owner):
            last = _Stretch(number, owner, line is None)
            stretches.append(last)
        last.lines.append((number, line or ""))
    return f'<div class="lines">\n{"".join(_section(say, path, s) for s in stretches)}</div>\n'


@dataclass
class _Stretch:
    """Lines that belong together."""

    first: int
    owner: Entry | None
    hidden: bool
    lines: list[tuple[int, str]] = field(default_factory=list)


def _section(say: Wording, path: str, of: _Stretch) -> str:
    if of.hidden:
        told = say("source.left_out", count=len(of.lines))
        return f'<section id="l{of.first}"><p class="left-out">{told}</p></section>\n'
    title = say("source.unplaced")
    if of.owner:
        at = url(article_path(of.owner.article), path)
        title = f'<a href="{at}">{escape(of.owner.article.title)}</a>'
    items = "".join(f'<li value="{number}">{escape(line.strip())}</li>' for number, line in of.lines)
    return f'<section id="l{of.first}"><h2>{title}</h2><ol>{items}</ol></section>\n'
