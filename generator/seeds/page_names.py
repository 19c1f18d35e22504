"""A page file that has another name now and is listed under another issue: names often hold the date, so who corrects
the date corrects the name as well. What is known of the page gets its name of now; then it is carried over to the issue
that lists it (carrying.py, carrying_pages.py). Within an issue `renamed` does it, page by page.
"""

from collections.abc import Iterable, Iterator

from generator.base import durable
from generator.seeds import articles
from generator.seeds.article_files import ARTICLES, ArticleFile, article_file
from generator.seeds.articles import At
from generator.seeds.machine_record import BLANK, PageRecord, followed, marks
from generator.seeds.reader import Reader
from generator.seeds.renamed import Known, has_become
from generator.seeds.unlisted import Listed, named

HALF = 0.5
"""Share of the lines of the shorter page by which it is known again: more than within an issue."""


def rename(reader: Reader, listed: Listed) -> None:
    """Gives the pages in article files their names of now. Only files that name a page which is gone are read in full,
    and only where pages are listed that no file names."""
    files = {f"{ARTICLES}/{path.name}" for path in (reader.root / ARTICLES).glob("*.yml") if path.name[0] != "."}
    names = {file: named(reader, file) for file in sorted(files)}
    new = listed.home_of.keys() - set().union(*names.values())
    pages: dict[str, PageRecord] | None = None
    for file, of in names.items():
        lost = {name for name in of if name not in listed.home_of and not (reader.root / "seeds" / name).exists()}
        if new and lost:
            pages = _pages(reader, new) if pages is None else pages
            with durable.writing(reader.root):
                _rename(reader, file, lost, pages)


def _pages(reader: Reader, names: Iterable[str]) -> dict[str, PageRecord]:
    """The pages of now that no article file names."""
    texts = ((name, Reader(reader.root).text(f"seeds/{name}")) for name in sorted(names))
    return {name: PageRecord(lines=marks(text)) for name, text in texts if text is not None}


def _rename(reader: Reader, file: str, lost: set[str], pages: dict[str, PageRecord]) -> None:
    """Takes the pages that have become one of these out of them."""
    looking = Reader(reader.root)
    text, content = looking.text(file), article_file(looking, file)
    if text is None or any(problem.stops for problem in looking.problems) or not content.articles:
        return
    if not (to := dict(_moves(content, lost, pages))):
        return
    found, record = [f.article for f in content.articles], content.by_machine
    untouched = [
        not article.reviewed and record.articles.get(article.id) == imprint
        for article, imprint in zip(found, content.imprints, strict=True)
    ]
    now = Known(found, content.imprints, untouched, content.unplaced, record).under(to)
    head = found[0]
    durable.save(
        reader.root, file, articles.to_yaml(head.paper, head.date, now.articles, now.unplaced, text, now.by_machine)
    )


def _moves(content: ArticleFile, lost: set[str], pages: dict[str, PageRecord]) -> Iterator[tuple[At, At]]:
    """Each line of the pages that are gone, and the same under the name of now. Each page has one name."""
    for name in sorted(lost & content.by_machine.pages.keys()):
        page = content.by_machine.pages[name]
        shared = {other: _shared(page, after) for other, after in pages.items()}
        best = max(shared, key=lambda other: shared[other], default="")
        if best and has_become(page, pages[best], shared[best], HALF):
            del pages[best]
            yield from (((name, n), (best, n)) for n in range(1, len(page.marks) + 1))


def _shared(page: PageRecord, after: PageRecord) -> int:
    """How many lines that are not blank stand in both."""
    before = page.marks
    return sum(before[n - 1] != BLANK for n in followed(before, after.marks))
