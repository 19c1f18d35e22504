"""What is closed and comes back: an open article that has the text of a closed one.

A page file that is named or listed otherwise and corrected at once, a delivery that was also segmented, a notice that
was printed twice: each brings the words of a withdrawn article and nothing of why it was withdrawn. Whatever the way,
the text itself tells. Such an article is not published, and that is said, until a person has closed it as well or has
written `status: open` into it. (To stop the build instead would leave the last site as it is, with the very article
that was to be withdrawn.)

Only what an article says itself counts: where a whole issue or newspaper is closed, the list of issues goes on saying
so.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from generator import status
from generator.memo import Memo, digest
from generator.model import Article, Entry, Holdings
from generator.needles import RUN, Net, Piece, runs, spelled
from generator.problems import Problem

MOST = 0.8
"""Share of the letters of the shorter of two texts that stand in the other one in runs of `RUN`. With six characters of
a hundred wrong it is 0.85. Of 3,000 articles of a year of one newspaper none has so much of another one of the 24,332;
nine have three fifths and more: decrees, lists of names and speeches in their set forms."""
SURE = 100
"""Letters in common, repetitions not counted, from which that is enough. With fewer, one has the title of the other:
short notices and sentences that stand in several texts are not the same for it."""
LIKELY = 4
"""A pair is compared letter by letter where one run of so many is the same; the words of set forms are fewer."""
LOOKED_FOR, LEAST = 100_000, 12
"""So many runs in all, and of each text so many: the time grows with them."""


def said_again(held: Holdings, day: datetime.date, memo: Memo) -> dict[str, str]:
    """The ids of open articles that say what a closed one says, each with the id of that."""
    closed = [e for e in held.entries if status.closed(day, e.article)]
    if not closed:
        return {}
    of, texts = digest([[e.article.id, e.digest] for e in closed]), _Closed(closed)
    found: dict[str, str] = {}
    for _, of_issue in groupby(held.entries, lambda e: (e.article.paper, e.article.date)):
        some = [e for e in of_issue if "status" not in e.article.model_fields_set and not status.closing(held, e, day)]
        key = digest("said again", of, [e.digest for e in some])
        if (pairs := memo.recall(key)) is None:
            pairs = [[some[n].article.id, id] for n, id in texts.said_by([e.article for e in some])]
            memo.keep(key, pairs)
        found |= dict(pairs)
    return found


def alone(held: Holdings, entry: Entry, day: datetime.date) -> bool:
    """Whether one article, were nothing said of its own status, says what a closed one says."""
    closed = [e for e in held.entries if e is not entry and status.closed(day, e.article)]
    return bool(closed and list(_Closed(closed).said_by([entry.article])))


def problems(entries: Iterable[Entry], again: Mapping[str, str]) -> Iterator[Problem]:
    """One for each of those that are not published for it."""
    at = {entry.article.id: entry for entry in entries}
    for id, closed in again.items():
        file, line = at[closed].at
        what = (
            f"{id} says what {closed} says, which is {at[closed].article.status} ({file}:{line}): it is not published"
        )
        mend = f'Close it as well, or say that it is open: "baocang withdraw {id} --note …" or "--open".'
        yield Problem(*at[id].at, what, mend, stops=False)


class _Closed:
    """The texts of closed articles, in runs of `RUN` letters."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    @cached_property
    def _texts(self) -> list[str]:
        return [spelled(_text(entry.article)) for entry in self._entries]

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

    def said_by(self, articles: Sequence[Article]) -> Iterator[tuple[int, str]]:
        """The places of those that say what a closed one says, and the id of the one that they have most of."""
        (net, of), said = self._net, [_text(article) for article in articles]
        shared: Counter[tuple[int, int]] = Counter()
        for n, piece in net.within(said):
            shared.update((n, closed) for closed in of[net.pieces[piece].text])
        best: dict[int, tuple[float, int]] = {}
        for (n, closed), count in shared.items():
            other = self._texts[closed]
            if count * self._steps[closed] * LIKELY < min(len(said[n]), len(other)) - RUN:
                continue
            own, titles = spelled(said[n]), (articles[n].title, self._entries[closed].article.title)
            share, letters = _shared(own, other)
            titled = any(spelled(title) in text for title, text in zip(titles, (other, own), strict=True))
            if share >= MOST and (titled or letters >= SURE):
                best[n] = max(best.get(n, (0.0, 0)), (share, -closed))
        yield from ((n, self._entries[-closed].article.id) for n, (_, closed) in sorted(best.items()))


def _shared(one: str, other: str) -> tuple[float, int]:
    """How much of the shorter of two texts stands in the longer one, 0 to 1; how many letters, each run once."""
    short, long = sorted((one, other), key=len)
    there, covered = set(runs(long)), bytearray(len(short))
    for at in range(len(short) - RUN + 1):
        if short[at : at + RUN] in there:
            covered[at : at + RUN] = b"\1" * RUN
    return sum(covered) / max(len(short), 1), len(there & set(runs(short))) + RUN - 1


def _text(article: Article) -> str:
    """All that is printed of an article, in the order in which a page has it."""
    parts = (article.kicker, article.title, article.subtitle, article.byline, article.body, *article.captions)
    return "\n".join(filter(None, parts))
