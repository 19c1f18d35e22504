"""What other files tell of ids that `seeds/ids.tsv` has no line of: it was lost, cut, or an older one came back.

1. `days.tsv` has a digest of what was published under each id.
2. `closed.tsv` has what the text of each closed article is known by; that is certain on the page of the id alone.
3. Both name ids whose texts they do not know: those numbers are given to no other text.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.base.identity import ARTICLE_ID, PAGE, page_of
from generator.base.model import Article
from generator.language.sketch import alike, sketch
from generator.seeds import closed_before
from generator.seeds.files.reader import Reader
from generator.seeds.given_away import DAYS, published

Number = tuple[str, int]
"""Page (PAPER-DATE-PAGE) and number of an id."""
_ID = re.compile(rf"(?<![a-z0-9-])({PAGE})-(\d{{2,7}})(?![\d-])")


def given(root: Path, files: Iterable[str]) -> frozenset[Number]:
    """All ids that stand in some files. What is wrong with them, a build says."""
    texts = [Reader(root).text(file, blank=True) or "" for file in files if (root / file).is_file()]
    return frozenset((page, int(number)) for text in texts for page, number in _ID.findall(text))


@dataclass(frozen=True)
class Elsewhere:
    """What is known; read when it is asked for, for most builds have no article without an id."""

    root: Path | None = None
    """None: nothing is known."""

    @cached_property
    def _published(self) -> Mapping[str, str]:
        """The digest of what each id said when it was published last."""
        return published(self.root) if self.root else {}

    @cached_property
    def _closed(self) -> Mapping[str, str]:
        """What the texts of closed articles are known by, by their ids. What is wrong with the file, a build says."""
        lines = closed_before.read(Reader(self.root)) if self.root else None
        return {id: of.sketch for id, of in (lines or {}).items() if of.sketch and ARTICLE_ID.fullmatch(id)}

    @cached_property
    def _by_page(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id in sorted(self._published):
            found[page_of(id)].append(id)
        return found

    @cached_property
    def highest(self) -> Mapping[str, int]:
        """The highest number of each page (PAPER-DATE-PAGE) that either file names."""
        found: dict[str, int] = {}
        for page, number in given(self.root, (DAYS, closed_before.FILE)) if self.root else ():
            found[page] = max(found.get(page, 0), number)
        return found

    def published_on(self, page: str) -> list[str]:
        """The ids of a page under which something is published."""
        return self._by_page.get(page, [])

    def own(self, articles: Sequence[Article]) -> dict[int, str]:
        """The ids under which was published or closed what articles say, by their places; each begins with what the id
        of the article does, for that says of which page it is, and nothing else."""
        pages = {n: (page_of(article.id), article) for n, article in enumerate(articles)}
        known = self.known(pages, ()) if pages else {}
        return {n: id for id, n in known.items() if page_of(id) == pages[n][0]}

    def known(self, articles: Mapping[int, tuple[str, Article]], has: Collection[str]) -> dict[str, int]:
        """Of the ids that are not among those that somebody `has`: each with the number of an article that says what
        was published or closed under it. `articles` are those without an id, each behind what its id begins with."""
        out = {}
        if lost := {id: digest for id, digest in self._published.items() if id not in has}:
            size = len(next(iter(lost.values())))
            says = {(page, article.says[:size]): n for n, (page, article) in reversed([*articles.items()])}
            anywhere = {digest: n for (_, digest), n in says.items()}
            for id, digest in lost.items():
                n = says.get((page_of(id), digest), anywhere.get(digest))
                if n is not None:
                    out[id] = n
        closed = {id: of for id, of in self._closed.items() if id not in has and id not in out}
        pages = {page_of(id) for id in closed}
        texts = [(n, page, sketch(closed_before.text_of(a))) for n, (page, a) in articles.items() if page in pages]
        for id, of in closed.items():
            same = [n for n, page, text in texts if page == page_of(id) and alike(text, of)]
            if len(same) == 1:
                out[id] = same[0]
        return out
