"""The text of a page as it was taken in, line by line, beside what was made of it: to compare.

Each stretch of lines stands under the article that it went into, and has an address of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from generator.addresses import article_path, issue_path, source_path, url
from generator.brief import IssueBrief
from generator.listing import Page
from generator.markdown import Value, document
from generator.model import Entry
from generator.wording import Wording


def source_pages(brief: IssueBrief, say: Wording) -> Iterator[Page]:
    issue = brief.issue
    for number, (file, page, text) in enumerate(brief.texts, 1):
        path = source_path(issue, number)
        meta: dict[str, Value] = {
            "template": "listing.html",
            "title": f"{say('source.title')}　{say.page(page)}",
            "lead": say("source.lead", file=file),
            "up": {"title": f"{brief.paper.label} {say.day(issue.date)}", "url": url(issue_path(issue), path)},
        }
        yield path, document(meta, _stretches(say, path, text.split("\n"), _owners(brief.entries, file)))


def _owners(entries: Sequence[Entry], file: str) -> dict[int, Entry]:
    """The article that each line went into."""
    owners = {}
    for entry in entries:
        for source in entry.article.source:
            if source.file == file:
                owners.update(dict.fromkeys(range(source.lines[0], source.lines[1] + 1), entry))
    return owners


def _stretches(say: Wording, path: str, lines: Sequence[str], owners: Mapping[int, Entry]) -> str:
    """HTML: lists of lines, the blank ones left out, each under what they belong to."""
    out: list[str] = []
    before: object = ()
    for number, line in enumerate(lines, 1):
        owner = owners.get(number)
        # An article's lines have their own address even where two ranges of one article meet.
        starts = owner is not None and any(number == s.lines[0] for s in owner.article.source)
        if starts or owner is not before:
            out.append("</ol></section>\n" if out else "")
            title = say("source.unplaced")
            if owner:
                at = url(article_path(owner.article), path)
                title = f'<a href="{at}">{escape(owner.article.title)}</a>'
            out.append(f'<section id="l{number}"><h2>{title}</h2><ol>')
            before = owner
        if line.strip():
            out.append(f'<li value="{number}">{escape(line.strip())}</li>')
    return f'<div class="lines">\n{"".join(out)}</ol></section>\n</div>\n'
