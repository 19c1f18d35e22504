"""The menu, as `nav` says it: pages and files of one's own, the archive's sections, links to elsewhere, in any order.

MkDocs takes the title of a page that has none in `nav` from the page. Here generated pages are made before those of
one's own are read, so the titles are looked up first, and `nav` has one for each entry.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.base import regular
from generator.base.addresses import is_generated
from generator.base.inside import inside
from generator.base.problems import Problem
from generator.build.config import options, own_files
from generator.build.config.options import CONFIG
from generator.build.config.settings import ADDRESS
from generator.pages.wording import Wording
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.files.reader import Reader

SECTIONS: Mapping[str, str] = {
    "issues/index.md": "list.by_date",
    "counties/index.md": "list.by_place",
    "people/index.md": "people.title",
    "subjects/index.md": "subjects.title",
    "data/index.md": "data.title",
    "search/index.md": "frame.search",
    "saved/index.md": "collection.title",
    "dates/on/index.md": "list.on_this_day",
}
"""The archive's own pages that bear a title of the wording."""
TITLES: Mapping[str, str] = {**SECTIONS, "columns/index.md": "columns.title"}
"""The same, with those that not every archive has."""

Entry = str | dict[str, Any]
Where = tuple[str | int, ...]


def titled(reader: Reader, config: MkDocsConfig, line: Lines, say: Callable[[], Wording]) -> list[Entry] | None:
    """`nav` with a title for each entry; what is wrong with it stands in `reader`. `say` gives the wording, where it is
    asked for."""
    made = _Menu(reader, config, line, say)
    return None if config.nav is None else made.entries(config.nav, ("nav",))


def dead(root: Path, config: MkDocsConfig, generated: Collection[str]) -> list[Problem]:
    """Entries that name a page which the build does not make, as of an article that is withheld."""
    names = [to for _, to in _entries(config.nav or [], ()) if is_generated(to) and to not in generated]
    if not names or (found := options.read(Reader(root))) is None:
        return []
    data, line = found
    mend = "Name another, or take the entry out."
    return [
        Problem(CONFIG, line(at), f"nav names {to[:60]}, and the site has no such page", mend)
        for at, to in _entries(data.get("nav") or [], ("nav",))
        if to in names
    ]


def _entries(given: list[Any], at: Where) -> Iterator[tuple[Where, str]]:
    """What the entries of a menu name, each with where it stands."""
    for number, entry in enumerate(given):
        for title, to in entry.items() if isinstance(entry, dict) else [(None, entry)]:
            here = (*at, number, *([title] if title else []))
            if isinstance(to, list):
                yield from _entries(to, here)
            elif isinstance(to, str):
                yield here, to


class _Menu:
    """A menu that is looked through."""

    def __init__(self, reader: Reader, config: MkDocsConfig, line: Lines, say: Callable[[], Wording]) -> None:
        self._docs = Path(config.docs_dir)
        self._folder = f"{self._docs.relative_to(reader.root).as_posix()}/"
        self._reader, self._config, self._line, self._say = reader, config, line, say

    def entries(self, given: list[Any], at: Where) -> list[Entry]:
        out: list[Entry] = []
        for number, entry in enumerate(given):
            for title, to in entry.items() if isinstance(entry, dict) else [(None, entry)]:
                here = (*at, number, *([title] if title else []))
                if isinstance(to, list):
                    out.append({str(title): self.entries(to, here)})
                elif known := self._one(title, to, here):
                    out.append({known: to})
        return out

    def _one(self, title: str | None, to: str, at: Where) -> str | None:
        """The title of an entry; None, and a problem, where it leads nowhere or has none."""
        if not to:
            return self._wrong(at, f"{title} in nav names no page", f'Write one behind it, as in "{title}: about.md".')
        if ":" in to or to.startswith("/"):
            known = title
            if not ADDRESS.fullmatch(to):
                mend = f"Write an address that begins with https://, or the name of a file in {self._folder}."
                return self._wrong(at, f"nav names {to[:60]}", mend)
        elif is_generated(to):
            known = title or self._section(to)
        elif self._is_there(to):
            known = title or self._of_page(to)
        else:
            mend = f"Write it in {self._folder}, or name another."
            return self._wrong(at, f"nav names {to[:60]}, and there is no such file", mend)
        return known or self._wrong(at, f"{to[:60]} has no title in nav", f'Write "TITLE: {to[:60]}".')

    def _wrong(self, at: Where, what: str, mend: str) -> str | None:
        self._reader.report(CONFIG, self._line(at), what, mend)
        return None

    def _is_there(self, name: str) -> bool:
        file = self._docs / name
        return ".." not in Path(name).parts and regular.is_file(file) and inside(self._reader.root, file)

    def _section(self, name: str) -> str | None:
        if name == "index.md":
            return self._config.site_name
        return self._say()(TITLES[name]) if name in TITLES else None

    def _of_page(self, name: str) -> str | None:
        """As MkDocs finds it: in the front matter, in the first heading, in the name of the file."""
        config, looking = self._config, Reader(self._reader.root)  # what is wrong with a page is said when it is made
        if not name.endswith(".md") or (text := own_files.page(looking, self._docs, name)) is None:
            return None
        page = Page(None, File(name, config.docs_dir, config.site_dir, config.use_directory_urls), config)
        page.file.content_string = text
        try:
            page.read_source(config)
            page.render(config, Files([page.file]))
        except Exception:  # an extension that does not bear the text: that is said with the page, too
            return Path(name).stem
        return str(page.title)
