"""Articles that a person took out of a file by hand, and of which another one has the text now (merged.py)."""

from collections.abc import Mapping, Sequence

from generator.base.model import Article
from generator.seeds import articles
from generator.seeds.articles import At
from generator.seeds.following import changed_page, saying
from generator.seeds.following.issue_files import IssueFiles


def deleted(files: IssueFiles) -> list[Article]:
    """The articles that a person took out, by hand, where another one is a person's, too, and may have their text: as
    far as the machine would still write them to the letter. To make that out, it segments their pages, which takes
    time; so each is asked for until it leads on."""
    there = {article.id for article in files.old or ()}
    gone = [id for id in files.by_machine.articles if id not in there]
    if not gone or all(files.untouched):
        return []
    numbers = {id.rsplit("-", 2)[1] for id in gone}
    sheets = [s for s in files.sheets if f"{s.page or 0:02d}" in numbers and files.unchanged(s)]
    made = [article for sheet in sheets for article in changed_page.made(files, sheet)]
    return [a.model_copy(update={"id": id}) for a in made for id in gone if _is(a, id, files)]


def _is(made: Article, id: str, files: IssueFiles) -> bool:
    return files.by_machine.articles[id] == articles.imprinted(made.model_copy(update={"id": id}))


def pasted(
    files: IssueFiles, gone: Sequence[Article], led: Mapping[str, str], owners: Mapping[At, int]
) -> dict[At, int]:
    """Lines of articles that a person took out and whose text another one has now, which says them and does not name
    them: they are its own."""
    texts = {sheet.file: sheet.texts for sheet in files.sheets}
    known = owners.keys() | {(line.file, line.line) for line in files.unplaced}
    at = {article.id: n for n, article in enumerate(files.old or ())}
    found: dict[At, int] = {}
    for article in (a for a in gone if a.id in led):
        n = at[led[article.id]]
        for source in article.source:
            of, (first, last) = texts[source.file], source.lines
            free = [k for k in of if first <= k <= last and (source.file, k) not in known]
            found |= {(source.file, k): n for k in saying.said((files.old or [])[n], of, free)}
    return found
