"""`seeds/moved.yml`: ids that are no article's any more, and the id that each leads on to.

    llrb-2024-03-07-01-04: llrb-2024-03-07-01-02

People write there, and so do the desk, `segment` and the build where an article was merged into another one or has
another date. A line leads to an article or to another line: what is published leads to the end (moved_pages.py).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.base import durable
from generator.base.identity import ARTICLE_ID
from generator.base.problems import Problem, Stop
from generator.base.speech import said as spoken
from generator.seeds.article_files import Found
from generator.seeds.articles import At
from generator.seeds.files.explained import FORMS
from generator.seeds.files.plain_yaml import Lines
from generator.seeds.files.reader import Reader, says

FILE = "seeds/moved.yml"
HEAD = "Ids that are no article's any more, and the one that each leads on to. Lines may be added by hand."
"""A comment, in the language of whoever reads it."""
FLOOR = 0.2
"""Share of the lines of an article that is no more below which what is left of them is not its text: a headline or a
stray line. What stands beside the body is 0.17 of the lines at most, of 41 articles those that have six or more."""
_LINE = re.compile(r"""^(['"]?)([a-z0-9-]+)\1[ \t]*:[ \t]+(['"]?)[a-z0-9-]+\3[ \t]*(?:#.*)?$""")


@dataclass(frozen=True)
class Moved:
    """What the file says."""

    to: Mapping[str, str] = field(default_factory=dict)
    """The id that each leads to, which may lead on."""
    line: Lines = field(default_factory=Lines)
    """Where an id stands: `line((id,))`."""
    noted: frozenset[str] = frozenset()
    """Ids whose line bears a comment: a person wrote it."""

    def articles_again(self, articles: Collection[str]) -> dict[str, str]:
        """The ids that are an article's again, as where a person has put right what was mistyped: their lines say what
        is so no more, and are taken out, but for those of a person."""
        return {old: new for old, new in self.to.items() if old in articles and old not in self.noted}


def read(reader: Reader) -> Moved:
    """What `seeds/moved.yml` says; a problem for each line of it that is none of two ids."""
    if not (reader.root / FILE).exists() or reader.is_blank(FILE) or (found := reader.yaml(FILE)) is None:
        return Moved()
    data, line = found
    to = {}
    for old, new in data.items():
        bad = [str(id)[:60] for id in (old, new) if not isinstance(id, str) or not ARTICLE_ID.fullmatch(id)]
        if new is None:
            what = f"{old} leads nowhere, for nothing stands behind it"
            reader.report(FILE, line((old,)), what, "Write there the id that has its text now, or take this line out.")
        for id in bad if new is not None else ():
            reader.report(FILE, line((old,)), f"{id} is no id", f"Write {FORMS['id']}.")
        if not bad:
            to[old] = new
    lines = map(_LINE.match, (Reader(reader.root).text(FILE) or "").split("\n"))
    return Moved(to, line, frozenset(of[2] for of in lines if of and "#" in of[0]))


def resolved(reader: Reader, moved: Moved, articles: Mapping[str, Found]) -> dict[str, str]:
    """Each id with the article that it leads to in the end, of those that there are.

    A line that leads nowhere is a problem that stops nothing: its article may have been taken away since.
    """
    ends = _ends(moved.to, articles)
    to = {}
    for old, new in moved.to.items():
        if old in articles:
            what = f"{old} is still an article, at {articles[old].file}:{articles[old].line}"
            reader.report(FILE, moved.line((old,)), what, "Take this line out.")
        elif isinstance(end := ends[old], list):
            if old == min(end):  # said once, not for each id of the ring or for those that lead to it
                first = end.index(old)
                what = f"leads in a ring: {' to '.join([*end[first:], *end[:first], old])}"
                reader.report(FILE, moved.line((old,)), what, "Let one of them lead to an article.")
        elif end in articles:
            to[old] = end
        elif end == new:
            mend = "Name the article that holds its text now, or take this line out."
            reader.report(FILE, moved.line((old,)), f"{new}, to which {old} leads, is no article", mend, False)
    return to


def _ends(to: Mapping[str, str], articles: Collection[str]) -> dict[str, str | list[str]]:
    """Where each id leads in the end: to an article, to what is none, or into a ring, whose ids these are. No line is
    followed twice, however long the way is."""
    ends: dict[str, str | list[str]] = {}
    for old in to:
        way: dict[str, int] = {}
        at = old
        while at in to and at not in articles and at not in ends and at not in way:
            way[at] = len(way)
            at = to[at]
        end = ends[at] if at in ends and at not in articles else [*way][way[at] :] if at in way else at
        ends.update(dict.fromkeys(way, end))
    return ends


def followed(before: Mapping[At, str], after: Mapping[At, str]) -> dict[str, str]:
    """Where the articles went that are there no more: each to the one that has more than half of those of its lines
    that stand in articles now, and FLOOR of all. `before` and `after` say which article each line belongs to; a line of
    none is left out. Nothing leads to an article that has no id yet."""
    before = {at: id for at, id in before.items() if id}
    there = set(after.values())
    gone = [(at, old) for at, old in before.items() if old not in there]
    size = Counter(old for _, old in gone)
    placed = Counter(old for at, old in gone if at in after)
    to = {}
    for (old, new), lines in Counter((old, after.get(at)) for at, old in gone).items():
        if new and 2 * lines > placed[old] and lines >= FLOOR * size[old]:
            to[old] = new
    return to


def led_on(moved: Mapping[str, str]) -> Iterator[Problem]:
    """Says of articles that a person has merged or renumbered by hand where their ids lead on to."""
    for old, new in moved.items():
        what = f"{old} is no article any more, and leads on to {new}, which has its text now"
        yield Problem(FILE, None, what, "Correct that line here, if it is not meant so.", stops=False)


def to_take_out(again: Mapping[str, str]) -> Iterator[Problem]:
    """Says of ids that are an article's again that their lines are still there."""
    for old, new in again.items():
        what = f"{old} is an article again, and its line still leads on to {new}"
        yield Problem(FILE, None, what, 'Run "baocang build", which takes that line out.', stops=False)


def taken_out(again: Mapping[str, str]) -> Iterator[Problem]:
    """Says of ids that are an article's again that their lines are gone."""
    for old, new in again.items():
        what = f"{old} is an article again, so its line, which led on to {new}, was taken out"
        yield Problem(FILE, None, what, "Nothing is to be done.", stops=False)


# ---- writing -------------------------------------------------------------------------------------------------------


def note(root: Path, moved: Mapping[str, str], back: Collection[str] = ()) -> None:
    """Adds what moved to `seeds/moved.yml`, and takes out the lines of what is `back`, an article again.

    Comments, order and what a line says already stay. To be called inside `durable.writing`, before what makes it true
    is written: a line too many is a problem with a mend, a line too few nobody misses. Raises Stop where the file
    cannot be read as it is.
    """
    reader = Reader(root)
    said = read(reader)
    if reader.problems:
        raise Stop(reader.problems)
    text = reader.text(FILE) or "" if (root / FILE).exists() else ""
    if (new := noted(text, said.to, moved, back)) != text:
        durable.save(root, FILE, new)


def cleared(root: Path, articles: Collection[str]) -> list[Problem]:
    """Takes out the lines of what is an article again, and says so. What is wrong with the file, a build says."""
    if not articles or not (root / FILE).is_file():
        return []
    with durable.writing(root):
        reader = Reader(root)
        again = read(reader).articles_again(articles)
        if reader.problems or not again:
            return []
        note(root, {}, again)
    return [*taken_out(again)]


def noted(text: str, said: Mapping[str, str], moved: Mapping[str, str], back: Collection[str] = ()) -> str:
    """The text of the file with what moved, and without what is an article again; `said` is what it says."""
    to = joined(said, moved, back)
    lines = text.split("\n")
    if any(_LINE.match(line) is None for line in lines if says(line)):  # {OLD: NEW}, or an id on a line of its own
        dumped = yaml.safe_dump(dict(said), sort_keys=False, default_flow_style=False)
        lines = [*(line for line in lines if line.lstrip().startswith("#")), *dumped.split("\n")]
    kept = [line for line in lines if (found := _LINE.match(line)) is None or found[2] in to]
    whole = "\n".join(kept).rstrip("\n")
    more = "".join(f"{old}: {new}\n" for old, new in to.items() if old not in said)
    return (f"{whole}\n" if whole else f"# {spoken(HEAD)}\n") + more if to != said else text


def joined(said: Mapping[str, str], moved: Mapping[str, str], back: Collection[str] = ()) -> dict[str, str]:
    """What leads where, with what moved and without what is an article again; what was said of an id holds."""
    articles = {*back, *moved.values()}
    return {old: new for old, new in {**said, **moved, **said}.items() if old not in articles}
