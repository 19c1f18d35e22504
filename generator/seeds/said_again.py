"""What is closed and comes back: an open article that has the text of a closed one.

A page file that is named or listed otherwise and corrected at once, a delivery that was also segmented, a notice that
was printed twice: each brings the words of a withdrawn article and nothing of why it was withdrawn. Whatever the way,
the text itself tells. Such an article is not published, and that is said, until a person has closed it as well or has
written `status: open` into it. (To stop the build instead would leave the last site as it is, with the very article
that was to be withdrawn.)

So is one into which a person has pasted a paragraph of a closed one.

Only what an article says itself counts: where a whole issue or newspaper is closed, the list of issues goes on saying
so. Lines that are withheld under `unplaced`, as those of an article that a person deleted, count against what the
machine makes of another issue's pages: the same page was listed twice. What a person puts elsewhere, or is delivered,
may be where they have gone. In their own issue the segmentation holds them back, line by line (changed_page.py).
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from generator.base.archive import Entry, Holdings
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.model import Article, paragraphs
from generator.base.problems import Problem
from generator.language.needles import RUN, Net, Piece, runs, spelled
from generator.seeds import article_files, status

MOST = 0.7
"""Share of the letters of a text that stand in the other one in runs of `RUN`, set forms aside. With eight characters
of a hundred wrong it is 0.75."""
SHOWN = 20  # letters of what was pasted that are shown
SURE = 60
"""Letters in common, each run once, from which that is enough. With fewer, one has the title of the other as well:
short notices and sentences that stand in several texts are not the same for it."""
FORM = 3
"""Open articles in which a run stands that is a set form: court notices, weather reports and lists of names differ in a
few letters from each other. What comes back comes back once."""
PASTED = 120
"""Letters in a row, from which they are enough whatever else an article says, for somebody has copied them; or a whole
paragraph of `SURE`. Of 5,900 articles of a national daily one has so much of 100 others, what an authority had said; 60
letters in a row eight have."""
LIKELY = 8
"""A pair is compared where one run of so many is the same."""
LOOKED_FOR, LEAST = 100_000, 12
"""So many runs in all, and of each text so many: the time grows with them."""

Hit = tuple[str, int]
"""The id of an open article, and the number of a closed text of which it has runs."""


class _Shut(NamedTuple):
    """A text that is not published."""

    of: str
    """The id of the article; the article file that withholds the lines."""
    title: str
    body: str
    text: str
    """All of it, as a page has it."""
    lines: bool = False
    """Of no article. It counts against those that hardly say anything else, are the machine's and of another issue."""

    @property
    def compared(self) -> "_Text":
        return _Text(self.title, self.body, self.text)

    def counts_against(self, entry: Entry) -> bool:
        key = entry.article.issue
        return not self.lines or (entry.untouched and self.of != article_files.file_of(key))


def said_again(held: Holdings, day: datetime.date, memo: Memo) -> dict[str, str]:
    """The ids of open articles that say what a closed one says, each with the id of that, or with the article file that
    withholds the lines."""
    closed = _shut(held, [e for e in held.entries if status.closed(day, e.article)])
    if not closed:
        return {}
    of, texts = digest(closed), _Closed(closed)
    hits: list[Hit] = []
    for _, of_issue in groupby(held.entries, lambda e: e.article.issue):
        some = [e for e in of_issue if "status" not in e.article.model_fields_set and not status.closing(held, e, day)]
        key = digest("said again", of, [[e.digest, e.untouched] for e in some])
        if (found := memo.recall(key)) is None:
            memo.keep(key, found := [[some[n].article.id, m] for n, m in texts.hits(some)])
        hits += (tuple(hit) for hit in found)
    likely = {id for id, _ in hits}
    return texts.said_by({e.article.id: e.article for e in held.entries if e.article.id in likely}, hits)


def said_by(entries: Sequence[Entry], was: Sequence[Article]) -> dict[str, str]:
    """The ids of articles that say what others have said, with the id of that."""
    texts = _Closed([_Shut(article.id, article.title, article.body, _text(article)) for article in was])
    hits = [(entries[n].article.id, m) for n, m in texts.hits(entries)]
    return texts.said_by({entry.article.id: entry.article for entry in entries}, hits)


def alone(held: Holdings, entry: Entry, day: datetime.date) -> bool:
    """Whether one article, were nothing said of its own status, says what a closed one says."""
    closed = _shut(held, [e for e in held.entries if e is not entry and status.closed(day, e.article)])
    if not closed:
        return False
    texts, id = _Closed(closed), entry.article.id
    return bool(texts.said_by({id: entry.article}, [(id, m) for _, m in texts.hits([entry])]))


def _shut(held: Holdings, closed: Iterable[Entry]) -> list[_Shut]:
    articles = (entry.article for entry in closed)
    return [
        *(_Shut(article.id, article.title, article.body, _text(article)) for article in articles),
        *(_Shut(file, "", text, text, lines=True) for file, text in held.withheld.items()),
    ]


def problems(entries: Iterable[Entry], again: Mapping[str, str]) -> Iterator[Problem]:
    """One for each of those that are not published for it."""
    at = {entry.article.id: entry for entry in entries}
    for id, closed in again.items():
        told = f"lines say that are withheld under unplaced ({closed})"
        if closed in at:
            file, line = at[closed].at
            told = f"{closed} says, which is {at[closed].article.status} ({file}:{line})"
        what, mend = f"{id} says what {told}: it is not published", "Close"
        if closed in at and (copied := _copied(at[id].article, at[closed].article)):
            what = f'{id} has "{copied[:SHOWN]}…", {len(copied)} letters, which {told}: it is not published'
            mend = "Take that out, close"
        mend = f'{mend} it as well, or say that it is open: "baocang withdraw {id} --note …" or "--open".'
        yield Problem(*at[id].at, what, mend, stops=False)


def _copied(article: Article, closed: Article) -> str:
    """What an article that says something else besides has of a closed one."""
    own, other = (_Text(each.title, each.body, _text(each)) for each in (article, closed))
    if own.same(other) or own.says(other, other.runs, whole=True):
        return ""
    return own.pasted(other, other.runs)


class _Closed:
    """Texts that are not published, in runs of `RUN` letters."""

    def __init__(self, shut: Sequence[_Shut]) -> None:
        self._shut = shut

    @cached_property
    def _texts(self) -> list[str]:
        return [spelled(shut.text) for shut in self._shut]

    @cached_property
    def _steps(self) -> list[int]:
        """Of each text one of so many runs is looked for."""
        step = sum(map(len, self._texts)) // LOOKED_FOR + 1
        return [max(1, min(step, len(text) // LEAST)) for text in self._texts]

    @cached_property
    def _net(self) -> tuple[Net, Mapping[str, Sequence[int]]]:
        """What is looked for, and the texts that each run is of."""
        of: defaultdict[str, list[int]] = defaultdict(list)
        for n, (text, step) in enumerate(zip(self._texts, self._steps, strict=True)):
            for run in set(runs(text, step)) if len(text) >= RUN else ():
                of[run].append(n)
        return Net([Piece(run, 0) for run in of]), of

    def hits(self, entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
        """The places of articles that have runs of a closed text, and the number of that."""
        (net, of), said = self._net, [_text(entry.article) for entry in entries]
        shared: Counter[tuple[int, int]] = Counter()
        for n, piece in net.within(said):
            shared.update((n, closed) for closed in of[net.pieces[piece].text])
        for (n, closed), count in shared.items():
            there = count * self._steps[closed]
            likely = there * LIKELY >= min(len(said[n]), len(self._texts[closed])) - RUN
            if (likely or 2 * there >= SURE - RUN) and self._shut[closed].counts_against(entries[n]):
                yield n, closed

    def said_by(self, articles: Mapping[str, Article], hits: Iterable[Hit]) -> dict[str, str]:
        """Of the articles, by their ids, those that say what closed ones say, each with the id of that of which it has
        most."""
        own = {id: _Text(article.title, article.body, _text(article)) for id, article in articles.items()}
        opened: defaultdict[int, list[str]] = defaultdict(list)
        for id, closed in hits:
            opened[closed].append(id)
        best: dict[str, tuple[int, int]] = {}
        of: defaultdict[str, set[str]] = defaultdict(set)
        for closed, ids in opened.items():
            shut = self._shut[closed]
            other = shut.compared
            often = Counter(run for id in ids for run in own[id].runs & other.runs)
            told = {run for run in other.runs if often[run] < FORM}
            for id in ids:
                of[id] |= own[id].runs & told
                whole = not shut.lines
                if own[id].same(other) or own[id].says(other, told, whole) or (whole and own[id].pasted(other, told)):
                    best[id] = max(best.get(id, (0, 0)), (len(own[id].runs & told), -closed))
        first = {id: closed for closed, ids in opened.items() for id in ids}
        made = {id: (0, -first[id]) for id in of.keys() - best.keys() if own[id].is_made_of(of[id])}  # of several
        return {id: self._shut[-closed].of for id, (_, closed) in sorted({**best, **made}.items())}


class _Text:
    """A text as it is compared."""

    def __init__(self, title: str, body: str, text: str) -> None:
        self.title, self.body, self.letters = map(spelled, (title, body, text))
        self.paragraphs = [part for part in map(spelled, paragraphs(body)) if len(part) >= SURE]
        self.runs = set(runs(self.letters)) if len(self.letters) >= RUN else set[str]()

    def same(self, other: "_Text") -> bool:
        """The very same body, and either the same title or more than a sentence."""
        return self.body == other.body and (self.title == other.title or _distinct(self.body) >= SURE)

    def says(self, other: "_Text", told: set[str], whole: bool) -> bool:
        """Hardly anything but what the other says, or most of that as a `whole`; `told` are the runs of that which are
        no set forms."""
        shared, forms = self.runs & told, other.runs - told
        titles = (self.title, other.letters), (other.title, self.letters)
        if not shared or (len(shared) + RUN <= SURE and not any(title and title in text for title, text in titles)):
            return False
        texts = (self.letters, other.letters) if whole else (self.letters,)
        return max(_covered(text, shared, forms) for text in texts) >= MOST

    def pasted(self, other: "_Text", told: set[str]) -> str:
        """The longest stretch of runs that are the other text's, and no set form; empty where nobody need have copied
        it."""
        found, start = "", 0
        for at in range(len(self.letters) - RUN + 2):
            if self.letters[at : at + RUN] not in told:
                stretch = self.letters[start : at + RUN - 1] if at > start else ""
                found = max(found, stretch, key=len)
                start = at + 1
        return found if len(found) >= PASTED or any(part in found for part in other.paragraphs) else ""

    def is_made_of(self, told: set[str]) -> bool:
        """Hardly anything else than what closed ones say; `told` are its runs that are theirs."""
        return len(told) + RUN > SURE and _covered(self.letters, told, set()) >= MOST


def _distinct(text: str) -> int:
    """Letters of a text, each run once."""
    return len(set(runs(text))) + RUN - 1 if len(text) >= RUN else len(text)


def _covered(text: str, shared: set[str], forms: set[str]) -> float:
    """How much of a text stands in shared runs, 0 to 1; what stands in set forms alone does not count."""
    there, formal = bytearray(len(text)), bytearray(len(text))
    for at in range(len(text) - RUN + 1):
        run = text[at : at + RUN]
        if run in shared:
            there[at : at + RUN] = b"\1" * RUN
        elif run in forms:
            formal[at : at + RUN] = b"\1" * RUN
    counted = len(text) - sum(form and not shown for form, shown in zip(formal, there, strict=True))
    return sum(there) / max(counted, 1)


def _text(article: Article) -> str:
    """All that is printed of an article, in the order in which a page has it."""
    return "\n".join(text for _, text in article.texts())
