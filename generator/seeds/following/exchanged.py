"""Page files of several issues that have exchanged their contents, and are listed as before: two were saved under each
other's names, or each under that of the next. What is known of their lines gets their places of now; then it is carried
over to the issue that lists them (carrying_pages.py).

Only where each of these pages stands in the file of another one of them. Else what is known of a page would be in the
way of the one that has its file now, and neither could be made anew; what is withheld stays so then as well
(vanished.py).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.base import durable, regular
from generator.seeds.article_files import ARTICLES, ArticleFile, article_file, issue_of
from generator.seeds.files.reader import Reader
from generator.seeds.following.known_lines import HALF, MARKS, as_they_are, save_under
from generator.seeds.following.renamed import Way, placed, way
from generator.seeds.machine_record import PageRecord
from generator.seeds.unlisted import Listed, named


def exchange(reader: Reader, listed: Listed) -> None:
    """Gives lines in article files their places of now. Only files that know a page which has changed are read in
    full."""
    there = regular.within(reader.root / ARTICLES, ".yml")
    files = [f"{ARTICLES}/{path.name}" for path in there if path.name[0] != "."]
    changed = {file: of for file in files if (of := dict(_changed(reader, listed, file)))}
    now = {name: page for of in changed.values() for name, page in of.items()}
    if len(changed) < 2:  # within an issue `renamed` does it
        return
    contents = {file: content for file in changed if (content := _sound(reader, file))}
    ways = {
        name: best
        for file, content in contents.items()
        for name, page in content.by_machine.pages.items()
        if name in changed[file] and (best := _best(name, page, now))
    }
    _close(ways)
    home = {name: file for file, of in changed.items() for name in of}
    for file, content in contents.items():
        mine = {name: of for name, of in ways.items() if home[name] == file}
        if any(home[of.new] != file for of in mine.values()):
            pages = {name: content.by_machine.pages[name] for name in mine}
            with durable.writing(reader.root):
                save_under(reader, file, content, placed(pages, {name: [of] for name, of in mine.items()}))


def _changed(reader: Reader, listed: Listed, file: str) -> Iterator[tuple[str, PageRecord]]:
    """Pages that an article file knows, that its own issue lists and no other, and whose text is another now."""
    known = set(MARKS.findall(Reader(reader.root).text(file) or ""))
    own = [name for name in named(reader, file) if listed.home_of.get(name) == [issue_of(file)]] if known else []
    return ((name, page) for name, page in as_they_are(reader, own).items() if page.lines not in known)


def _sound(reader: Reader, file: str) -> ArticleFile | None:
    looking = Reader(reader.root)
    content = article_file(looking, file)
    return content if content.articles and not any(problem.stops for problem in looking.problems) else None


def _best(name: str, page: PageRecord, now: Mapping[str, PageRecord]) -> Way | None:
    """The way of a page to that file which has most of its lines now; None where it is its own, or none has them."""
    ways: Iterable[Way | None] = (way(page, after, (name, new), part=HALF) for new, after in now.items())
    best = max(filter(None, ways), key=lambda way: (way.shared, way.new == name), default=None)
    return best if best and best.new != name else None


def _close(ways: dict[str, Way]) -> None:
    """Leaves the pages of which each goes to another one's place, and none to the same."""
    while True:
        often = Counter(way.new for way in ways.values())
        stay = [name for name, way in ways.items() if way.new not in ways or often[way.new] > 1]
        if not stay:
            return
        for name in stay:
            del ways[name]
