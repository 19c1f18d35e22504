"""Delivered articles meet what the archive has, issue by issue.

1. A text that stands twice in an issue of the delivery is taken once.
2. What a delivery has brought before, to the letter, brings nothing now, whatever a person or a later delivery has made
   of it since, and though a person has taken it out. What a later one has corrected is named: which of the two is right
   a person says.
3. What the issue has already, by its text, is not taken again. If an earlier delivery brought it and nobody has touched
   it since, it becomes what is delivered now, under its id, and is named with what became other; else it stays, and is
   named where the delivery says something else. So does one that came of a file that was written later (age.py), unless
   whoever imports says that the older one is right.
4. All others are new, and get the next ids of their pages.

What an earlier delivery brought is told by the article file itself: `machine.imported` has a digest of each article as
it was brought, `machine.dated` when what it was brought by was written, `machine.overtaken` the digests of what was
corrected since. An article that is one of them is as it was
brought.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.digest import digest
from generator.base.holding import STATUS
from generator.base.identity import new_id, page_name
from generator.base.model import Article
from generator.incoming import columns, set_forms
from generator.incoming.articles import Delivered
from generator.incoming.delivery import Row
from generator.seeds import articles, ids
from generator.seeds.article_files import Found
from generator.seeds.ids import SAME, Line, Print, printed
from generator.seeds.machine_record import MachineRecord

LONG = 30
"""Characters from which a body alone tells that two rows are one article; below, the title must be the same, too."""
BESIDE, MOST = 5, 16
"""Characters beside a correction that are shown with it, and of it."""
NOT_BROUGHT = {"id", "source", "confidence", "reviewed", "reviewed_by", "reviewed_on"}
NOT_BROUGHT |= {"status", "status_note", "status_until", "status_title", "paper", "date"}
"""Fields that no delivery fills, or that are its issue's."""
Key = tuple[str, str]


@dataclass(frozen=True)
class OfIssue:
    """What an issue has before a delivery."""

    key: Key
    found: Sequence[Found] = ()
    """Its articles, in whatever files."""
    file: str = ""
    """seeds/articles/PAPER-DATE.yml"""
    record: MachineRecord = field(default_factory=MachineRecord)
    """What that file says programs wrote."""
    highest: Mapping[str, int] = field(default_factory=dict)
    """The highest id that was ever given, by page."""


@dataclass(frozen=True)
class Twin:
    """A row whose text is there already."""

    row: Row
    of: str
    """The place or the id of the other one."""
    elsewhere: bool = False
    """It stands in another issue: it is taken, and said."""


@dataclass(frozen=True)
class Kept:
    """An article that stays as it is though the delivery says something else."""

    row: Row
    id: str
    why: str
    fields: Sequence[str]


@dataclass(frozen=True)
class Updated:
    """An article that a delivery has corrected, and what it was."""

    row: Row
    article: Article
    before: Article

    @property
    def change(self) -> str:
        """What became other: its fields, and of a text what it was and is where it first differs."""
        fields = _differing(self.article, self.before)
        for name in fields:
            was, now = getattr(self.before, name) or "", getattr(self.article, name) or ""
            if isinstance(was, str) and isinstance(now, str):
                start = _alike(was, now)
                end = _alike(was[start:][::-1], now[start:][::-1])
                said = " → ".join(_around(text, start, len(text) - end) for text in (was, now))
                others = (columns.called(other) for other in fields if other != name)
                return ", ".join([f"{columns.called(name)}: {said}", *others])
        return ", ".join(map(columns.called, fields))


@dataclass
class Joined:
    """What became of the rows."""

    older: bool = False
    """What was written earlier corrects what was written later, too."""
    new: list[Article] = field(default_factory=list)
    updated: list[Updated] = field(default_factory=list)
    overtaken: list[Twin] = field(default_factory=list)
    """Rows that say what a later delivery has corrected."""
    again: int = 0
    """Rows that a delivery has brought before."""
    twins: list[Twin] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    forms: list[Twin] = field(default_factory=list)
    """Rows that say of others what an article of their issue says: a notice of the same form."""
    later: int = 0
    """Of these, articles that stay for that alone that they are of a later delivery."""


@dataclass(frozen=True)
class Changed:
    """An issue whose article file is to be written."""

    of: OfIssue
    articles: Sequence[Article]
    """All that stand in the file then."""
    record: MachineRecord


def imprint(article: Article) -> str:
    """Stands for an article as a delivery brings it, wherever it comes to lie."""
    return digest(article.model_dump_json(exclude=NOT_BROUGHT, exclude_defaults=True))[:16]


def once(delivered: Iterable[Delivered], joined: Joined) -> dict[Key, list[Delivered]]:
    """The articles by their issues, those that stand twice once."""
    found: defaultdict[Key, list[Delivered]] = defaultdict(list)
    seen: dict[tuple[Key, str], Delivered] = {}
    for each in delivered:
        key = each.article.issue
        first = seen.setdefault((key, content(each.article)), each)
        if first is each:
            found[key].append(each)
        else:
            joined.twins.append(Twin(each.row, first.row.place))
    return found


def content(article: Article) -> str:
    """By which two rows are one article."""
    text = "".join(article.body.split())
    return digest(text) if len(text) >= LONG else digest("".join(article.title.split()), text)


def joined_to(
    of: OfIssue, delivered: Sequence[Delivered], elsewhere: Mapping[str, str], joined: Joined
) -> Changed | None:
    """What the file of an issue is to hold; None where it stays as it is. `elsewhere` are the ids of articles of all
    issues by their contents: a notice may be printed on several days, and a date may be wrong."""
    brought, left = {*of.record.imported.values()}, []
    own = {f.article.id: f.article for f in of.found if f.file == of.file}
    overtaken = {was: id for id, earlier in of.record.overtaken.items() for was in earlier}
    for each in delivered:
        mark = imprint(each.article)
        if mark in brought or (mark in overtaken and overtaken[mark] not in own):
            joined.again += 1
        elif mark in overtaken:
            joined.overtaken.append(Twin(each.row, overtaken[mark]))
        else:
            left.append(each)
    pairs, forms = _pairs(of, left)
    joined.forms += forms
    record, earlier, dated = dict(of.record.imported), dict(of.record.overtaken), dict(of.record.dated)
    fresh: list[Delivered] = []
    for n, each in enumerate(left):
        there = pairs.get(n)
        if there is None:
            fresh.append(each)
            if other := elsewhere.get(content(each.article)):
                joined.twins.append(Twin(each.row, other, elsewhere=True))
            continue
        article = _onto(each.article, there.article)
        if imprint(article) == imprint(there.article):
            joined.twins.append(Twin(each.row, there.who))
        elif why := _why_kept(of, there):
            joined.kept.append(Kept(each.row, there.who, why, _differing(article, there.article)))
        elif (than := dated.get(article.id, "")) > each.row.written and not joined.older:
            why = f"its delivery is of {than}, and this one of {each.row.written}"
            joined.kept.append(Kept(each.row, there.who, why, _differing(article, there.article)))
            joined.later += 1
        else:
            own[article.id] = article
            earlier[article.id] = (*earlier.get(article.id, ()), record[article.id])
            record[article.id] = imprint(article)
            dated[article.id] = each.row.written
            joined.updated.append(Updated(each.row, article, there.article))
    made = _numbered(of, fresh, {*(f.article.id for f in of.found)})
    joined.new += made
    if not made and record == of.record.imported:
        return None
    record |= {article.id: imprint(article) for article in made}
    dated |= {article.id: each.row.written for article, each in zip(made, fresh, strict=True)}
    now = articles.in_order([*own.values()], made)
    return Changed(of, now, of.record.model_copy(update={"imported": record, "overtaken": earlier, "dated": dated}))


def _onto(new: Article, old: Article) -> Article:
    """A delivered article with what belongs to the one whose place it takes."""
    kept = {name: getattr(old, name) for name in NOT_BROUGHT - {"paper", "date"} if name in old.model_fields_set}
    return new.model_copy(update=kept)


def _why_kept(of: OfIssue, there: Found) -> str:
    """Why an article is not changed by a delivery; empty where it is."""
    if there.file != of.file:
        return f"it stands in {there.file}"
    if there.article.reviewed:
        return "a person has reviewed it"
    if articles.annotated(there.article, STATUS):
        return "a person has said something of it"
    if imprint(there.article) != of.record.imported.get(there.article.id):
        return "a person or a page made it what it is"
    return ""


def _alike(one: str, other: str) -> int:
    """How many characters they begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _around(text: str, start: int, end: int) -> str:
    """A stretch of a text with what stands beside it."""
    found = " ".join(text[max(0, start - BESIDE) : min(end, start + MOST) + BESIDE].split())
    return f"{'…' if start > BESIDE else ''}{found}{'…' if min(end, start + MOST) + BESIDE < len(text) else ''}"


def _differing(one: Article, other: Article) -> list[str]:
    names = (name for name in Article.model_fields if name not in NOT_BROUGHT)
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _pairs(of: OfIssue, left: Sequence[Delivered]) -> tuple[dict[int, Found], list[Twin]]:
    """Which delivered article is which of the issue's: by its id, by its text, by its likeness (ids.py). Those that
    are like one and of the same form alone are none of it, and said."""
    by_id = {f.article.id: m for m, f in enumerate(of.found) if f.article.id}
    contents = {content(f.article): m for m, f in reversed([*enumerate(of.found)])}
    pairs: dict[int, int] = {}
    for n, each in enumerate(left):
        m = by_id.get(each.article.id) if each.article.id else contents.get(content(each.article))
        if m is not None and m not in pairs.values():
            pairs[n] = m
    new = [
        (n, each, _print(each.article))
        for n, each in enumerate(left)
        if n not in pairs and not each.article.id and of.found
    ]
    old = [(m, f, _print(f.article)) for m, f in enumerate(of.found) if m not in pairs.values()] if new else []
    likely = []
    for n, each, of_new in new:
        title = _title(each.article)
        for m, f, of_old in old:
            if (score := ids.sameness(Line(of_old, _title(f.article)), of_new, title)) >= SAME:
                likely.append((-score, n, m))
    forms: dict[int, int] = {}
    for _, n, m in sorted(likely):
        if n not in pairs and m not in pairs.values():
            is_other = set_forms.another(left[n].article.body, of.found[m].article.body)
            (forms if is_other else pairs).setdefault(n, m)
    of_form = [Twin(left[n].row, of.found[m].who) for n, m in forms.items() if n not in pairs]
    return {n: of.found[m] for n, m in pairs.items()}, of_form


def _print(article: Article) -> Print:
    return printed(article.title, article.body)


def _title(article: Article) -> str:
    return " ".join(article.title.split())


def _numbered(of: OfIssue, fresh: Sequence[Delivered], there: set[str]) -> list[Article]:
    """New articles with their ids: those that they bring where these are free, else the next of their pages."""
    highest = dict(of.highest)
    for id in [*there, *(each.article.id for each in fresh if each.article.id)]:
        page, _, number = id.rpartition("-")
        if page:
            highest[page] = max(highest.get(page, 0), int(number))
    made = []
    for each in fresh:
        article = each.article
        if not article.id or article.id in there:
            page = page_name(article.issue, article.page)
            id = new_id(page, highest.get(page, 0))
            highest[page] = highest.get(page, 0) + 1
            article = article.model_copy(update={"id": id})
        there.add(article.id)
        made.append(article)
    return made
