"""A page file that has another name now: the same text, listed under the name of now, and no longer under the old one.

What is known of it goes along: which articles are made of its lines, which lines are in none or withheld, what the
machine wrote. Else its text would be segmented as a page that nobody has seen.
"""

from collections.abc import Mapping
from dataclasses import replace

from generator import articles
from generator.desk import Desk
from generator.model import Article


def renamed(desk: Desk) -> Desk:
    """The desk with all page files under their names of now."""
    listed = {sheet.file for sheet in desk.sheets}
    gone = {page.lines: file for file, page in desk.by_machine.pages.items() if file not in listed}
    to: dict[str, str] = {}
    for sheet in desk.sheets:
        old = gone.get(sheet.marks)
        if old and old not in to and sheet.file not in desk.by_machine.pages and not desk.mentioned(sheet.file):
            to[old] = sheet.file
    if not to or desk.old is None:
        return desk
    old_articles = [_with(article, to) for article in desk.old]
    imprints, known = list(desk.imprints), dict(desk.by_machine.articles)
    for n, (before, article) in enumerate(zip(desk.old, old_articles, strict=True)):
        if article is not before and desk.untouched[n]:
            imprints[n] = known[article.id] = articles.imprinted(article)
    pages = {to.get(file, file): page for file, page in desk.by_machine.pages.items()}
    return replace(
        desk,
        old=old_articles,
        imprints=imprints,
        unplaced=[line.model_copy(update={"file": to.get(line.file, line.file)}) for line in desk.unplaced],
        by_machine=desk.by_machine.model_copy(update={"pages": pages, "articles": known}),
    )


def _with(article: Article, to: Mapping[str, str]) -> Article:
    if not any(source.file in to for source in article.source):
        return article
    sources = [s.model_copy(update={"file": to.get(s.file, s.file)}) for s in article.source]
    return article.model_copy(update={"source": tuple(sources)})
