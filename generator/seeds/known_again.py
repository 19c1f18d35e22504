"""What was closed and has gone, and comes back: an article that says nothing of a status and has the text of such a
one, all or a good part of it, or the address of which leads on to it. It is not published until it says `status: open`.

- What several open articles have of it is a set form, and does not count, as in said_again.py.
- What may be it and need not is named, and published. So are short texts, of which three digits tell little, but in the
  same issue, or where several of one issue come back in another.
- Of what was never published, as what has just been delivered, less is enough: the digits of a short text, or a quarter
  of one that is a little longer.
- A text that stood open elsewhere while it was closed is no secret, and is not looked for.
- What was closed with an issue or a newspaper is open where its issue or newspaper now says that it is. Where most
  of an issue or a newspaper is what was closed with one that is listed no longer, it is that one, and closed like it.
- What was cut off from a closed article since the last build is not published either, until somebody says that it is
  open, or opens that; nor what said the same as one that has gone since.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.base.archive import Archive, Entry, Holdings, Remembered
from generator.base.holding import Holding
from generator.base.identity import ARTICLE_ID, issue_key, issue_name, issue_of, paper_of
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.problems import Problem
from generator.language.sketch import is_short, numbers, shared, sketch
from generator.seeds import closed_before, said_again, status
from generator.seeds.closed_before import AGAIN, CUT, FILE, LINES, WITH
from generator.seeds.said_again import FORM

ISSUES = "seeds/issues.yml"
FEW = 10
"""Articles that are named one by one, for a whole newspaper may come under another key."""
SEVERAL = 3
"""Short texts of one issue, all in one other, and half of that: it is the issue."""


@dataclass(frozen=True)
class Back:
    """What has come back."""

    articles: Mapping[str, str] = field(default_factory=dict)
    """Ids of articles, each with what the file calls what it is."""
    doubtful: Mapping[str, str] = field(default_factory=dict)
    """In the same way."""
    above: Mapping[str, str] = field(default_factory=dict)
    """Issues, PAPER-DATE, and newspapers, each with the name of that which it was."""
    gone: Mapping[str, Remembered] = field(default_factory=dict)
    cut: Mapping[str, str] = field(default_factory=dict)
    """Ids of articles that say what a closed one has said, with the id of that."""


def come_back(
    held: Holdings, memo: Memo | None = None, before: Sequence[Article] = (), published: Collection[str] = ()
) -> Back:
    """`before` are the articles of the last build in files that are others now; `published` the ids of what the last
    build published, none where that is not known."""
    if not held.remembered:
        return Back()
    day, gone = status.today(), closed_before.gone(held, memo)
    mute = [e for e in held.entries if "status" not in e.article.model_fields_set and not status.closing(held, e, day)]
    cut = _cut(held, mute, before)
    if not gone:
        return Back(cut=cut)
    mute = [e for e in mute if e.article.id not in cut]
    known = _Known(held, gone, published)
    sure, doubtful = known.found(list(closed_before.sketches(mute, memo)))
    own, moved = {e.article.id: e for e in mute}, held.moved.items()
    led = {new: old for old, new in moved if new in own and old in gone and known.counts(old, own[new])}
    sure = {id: old for id, old in {**sure, **led}.items() if not gone[old].known}
    return Back(sure, {i: o for i, o in doubtful.items() if i not in sure}, _above(held, sure, gone), gone, cut)


def _cut(held: Holdings, mute: Sequence[Entry], before: Sequence[Article]) -> dict[str, str]:
    """The ids of articles that say what a closed one has said until the last build, with the id of that."""
    day, by_id = status.today(), {e.article.id: e for e in mute}
    kept = {
        id: of.note
        for id, of in held.remembered.items()
        if of.status == AGAIN
        and id in by_id
        and (old := held.remembered.get(of.note))
        and closed_before.holds(old, day)
    }
    found = {id: old for id, old in kept.items() if _says(by_id[id]) == held.remembered[id].sketch}
    closed = {e.article.id: e for e in held.entries if e.article.id in held.remembered and status.closing(held, e, day)}
    was = [a for a in before if (e := closed.get(a.id)) and e.article.says != a.says]
    others = [e for e in mute if e.article.id not in held.remembered]
    return {**found, **(said_again.said_by(others, was) if was else {})}


def _says(entry: Entry) -> str:
    return sketch(closed_before.text_of(entry.article))


def closed(held: Holdings, back: Back) -> Holdings:
    """The holdings, with what has come back closed."""
    before = closed_before.above(held.remembered)
    papers, issues = dict(held.papers), dict(held.issues)
    for name, old in back.above.items():
        said = {each: getattr(before[old], each) for each in before[old].model_fields_set}
        if name in papers:
            papers[name] = papers[name].model_copy(update=said)
        else:
            key = issue_key(name) or ("", "")
            issues[key] = issues[key].model_copy(update=said)
    cut = {id: f"{old}{CUT}" for id, old in back.cut.items()}
    return replace(held, papers=papers, issues=issues, again={**held.again, **back.articles, **cut})


def alone(held: Holdings, entry: Entry) -> bool:
    """Whether one article, were nothing said of its own status, had the text of one that was closed and has gone, or
    its address."""
    gone, article = closed_before.gone(held), entry.article
    if any(new == article.id for old, new in held.moved.items() if old in gone):
        return True
    said = sketch(closed_before.text_of(article))
    return bool(gone) and any(shared(said, of.sketch).alike for of in gone.values() if not of.known and of.sketch)


class _Known:
    """Texts that have gone, by what they are known by."""

    def __init__(self, held: Holdings, gone: Mapping[str, Remembered], published: Collection[str]) -> None:
        self._held, self._gone, self._published = held, gone, published
        self._of = {name: of for name, of in sorted(gone.items()) if of.sketch and not of.known}
        self._by: defaultdict[str, list[str]] = defaultdict(list)
        for name, of in self._of.items():
            for part in _parts(of.sketch):
                self._by[part].append(name)

    def found(self, said: list[tuple[Entry, str]]) -> tuple[dict[str, str], dict[str, str]]:
        """The ids of articles that have such a text, and of those that may have one."""
        near: defaultdict[str, list[tuple[Entry, str]]] = defaultdict(list)
        for entry, text in said:
            for name in sorted({name for part in _parts(text) for name in self._by.get(part, ())}):
                if self.counts(name, entry):
                    near[name].append((entry, text))
        best: dict[str, tuple[int, str]] = {}
        doubtful: dict[str, str] = {}
        short: list[tuple[Entry, str]] = []
        for name, some in near.items():
            if is_short(self._of[name].sketch):
                short += [(entry, name) for entry, _ in some]
                continue
            own = set(numbers(self._of[name].sketch))
            often = Counter(number for _, text in some for number in own.intersection(numbers(text)))
            forms = {number for number, times in often.items() if times >= FORM}
            for entry, text in some:
                id, common = entry.article.id, shared(text, self._of[name].sketch, forms)
                if common.alike or (common.likely and self._is_new(entry)):
                    best[id] = max(best.get(id, (0, "")), (common.numbers, name))
                elif shared(text, self._of[name].sketch).alike or common.doubtful:
                    doubtful[id] = name
        sure = {id: name for id, (_, name) in sorted(best.items())}
        for entry, name in short:
            (sure if self._is_near(entry, name, sure, short, said) else doubtful).setdefault(entry.article.id, name)
        return sure, doubtful

    def counts(self, name: str, entry: Entry) -> bool:
        """Lines count where the machine puts them into another issue: in their own, `segment` holds them back, and what
        a person does with them is meant. What was closed with an issue or a newspaper, unless that says it is open."""
        how, key = self._gone[name].status, entry.article.issue
        if how == LINES:
            return entry.untouched and _issue(name) != issue_name(key)
        above = self._held.issues[key], self._held.papers[key[0]]
        return how != WITH or not any(_says_open(each) for each in above)

    def _is_near(
        self,
        entry: Entry,
        name: str,
        sure: Mapping[str, str],
        short: list[tuple[Entry, str]],
        said: list[tuple[Entry, str]],
    ) -> bool:
        """A short text is of the same issue, or is new, or of an issue of which more has come back."""
        old, new = _issue(name), _key(entry)
        if old == new or self._is_new(entry):
            return True
        if any(_issue(its) == old and issue_of(id) == new for id, its in sure.items() if its != name):
            return True
        together = {e.article.id for e, its in short if (_issue(its), _key(e)) == (old, new)}
        return len(together) >= SEVERAL and 2 * len(together) >= sum(_key(e) == new for e, _ in said)

    def _is_new(self, entry: Entry) -> bool:
        """It was never published, as what has just been delivered."""
        return bool(self._published) and entry.article.id not in self._published


def _key(entry: Entry) -> str:
    return issue_name(entry.article.issue)


def _issue(name: str) -> str:
    """That of which a text was."""
    id = name.partition("=")[0]
    return issue_of(id) if ARTICLE_ID.fullmatch(id) else id


def _says_open(holding: Holding) -> bool:
    return holding.status == "open" and "status" in holding.model_fields_set


def _parts(text: str) -> list[str]:
    return [text] if is_short(text) else numbers(text)


def _above(held: Holdings, sure: Mapping[str, str], gone: Mapping[str, Remembered]) -> dict[str, str]:
    """Issues and newspapers that are what was closed under another name."""
    was: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for id, old in sure.items():
        issue = issue_of(id)
        for name in closed_before.closers(held, old.partition("=")[0]) if gone[old].status == WITH else ():
            if not closed_before.is_listed(held, name):
                was[issue if issue_key(name) else paper_of(issue)][name] += 1
    found = {}
    for name, olds in was.items():
        record = closed_before.named(held, name)
        whole = sum(name in (entry.article.paper, _key(entry)) for entry in held.entries)
        old, many = olds.most_common(1)[0]
        if record and "status" not in record.model_fields_set and 2 * many >= whole:
            found[name] = old
    return found


# ---- what is said ---------------------------------------------------------------------------------------------------


def problems(held: Holdings, back: Back) -> Iterator[Problem]:
    """One for each of those that are not published for it, and that may be it; of many the rest in one."""
    at = {e.article.id: e.at for e in held.entries}
    for id, old in back.cut.items():
        what = f"{id} says what {old} has said, which is closed: it is not published"
        yield Problem(*at[id], what, _MEND.format(id), stops=False)
    for name, old in back.above.items():
        what = f"{name} is what {old} was, which was {held.remembered[old].status} ({FILE}): it is not published"
        yield Problem(ISSUES, None, what, _MEND.format(name), stops=False)
    for id, old in [*back.articles.items()][:FEW]:
        what = f"{id} has the text of {_told(old, back.gone[old])} and has gone ({FILE}): it is not published"
        yield Problem(*at[id], what, _MEND.format(id), stops=False)
    if more := [*back.articles][FEW:]:
        are = "articles have the texts" if len(more) > 1 else "article has the text"
        what = f"{len(more):,} more {are} of what was closed and has gone, {more[0]} first: they are not published"
        mend = 'Close them as well, or say that they are open ("status: open").'
        yield Problem(FILE, None, what, mend, stops=False)
    for id, old in [*back.doubtful.items()][:FEW]:
        what = f"{id} may be {_told(old, back.gone[old])} and has gone ({FILE}): it is published"
        mend = f'Look at it; if it is, close it: "baocang withdraw {id} --withheld --note …". Else say "status: open".'
        yield Problem(*at[id], what, mend, stops=False)
    if more := [*back.doubtful][FEW:]:
        what = f"{len(more):,} more may be what was closed and has gone, {more[0]} first: they are published"
        yield Problem(FILE, None, what, "Look at them, and close what is.", stops=False)


_MEND = 'Close it as well, or say that it is open: "baocang withdraw {} --note …" or "--open".'


def _told(name: str, of: Remembered) -> str:
    """What it was, and how it was closed."""
    if of.status == LINES:
        return f"lines of {_issue(name)}, what was withheld under unplaced"
    how = {WITH: "closed with its issue or newspaper", AGAIN: "withheld"}.get(of.status, of.status)
    return f"{name.partition('=')[0]}, which was {how}"


def opened(held: Holdings, archive: Archive) -> Iterator[Problem]:
    """What was closed for a reason of its own and is not now, though nothing says that it is open: a person may have
    taken the lines out, an older file may have come back, or a newer delivery have come without them."""
    for name, at in unsaid(held, archive):
        what = f"{name} was closed at the last build, and is published now"
        mend = f'If that is not meant, close it again: "baocang withdraw {name} --note …".'
        yield Problem(*at, what, mend, stops=False)


def unsaid(held: Holdings, archive: Archive) -> Iterator[tuple[str, tuple[str, int | None]]]:
    """The names of what was opened so, and where that stands. Not of an id that another text has now, where its own is
    known to be elsewhere."""
    day = status.today()
    elsewhere = {old.partition("=")[0] for old in held.again.values() if "=" in old}
    own = {name: of for name, of in held.remembered.items() if of.status not in (WITH, LINES, AGAIN)}
    names = {name for name, of in own.items() if closed_before.holds(of, day)} - elsewhere
    if not names:
        return
    records: list[tuple[str, Holding, tuple[str, int | None]]] = [
        *((key, paper, (ISSUES, None)) for key, paper in archive.papers.items()),
        *((issue_name(key), issue, (ISSUES, None)) for key, issue in archive.issues.items()),
        *((entry.article.id, entry.article, entry.at) for entry in archive.entries),
    ]
    for name, record, at in records:
        if name in names and "status" not in record.model_fields_set:
            yield name, at
