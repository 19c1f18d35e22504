"""Finding by subject: the words that several articles are about, with a timeline of each.

Made by a program (subjects.py), and said to be so: such a subject is a word, not a judgement of a cataloguer. What
people wrote down comes in addition.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.addresses import subject_path, url
from generator.base.memo import Unmade
from generator.language.pinyin import order
from generator.language.subjects import WHAT, what
from generator.pages.agent_card import facts
from generator.pages.catalogue import Catalogue, grouped
from generator.pages.listing import Form, Page, elsewhere, pages_of, placed, scope
from generator.pages.markdown import Value, document
from generator.pages.names import FEW, heading, listed, row, see, under_letters
from generator.pages.wording import Wording

INDEX = "subjects/index.md"
KINDS = "subjects/kinds.md"


def subject_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    say = c.say
    words = sorted(c.of_subject, key=order)
    least = min(map(len, c.of_subject.values()), default=0)
    written = {word for entry in c.archive.entries for word in entry.subjects}
    lead = say("subjects.lead", subjects=len(words), least=least) if words else say("subjects.none")
    if written:
        lead = say("subjects.lead_written", subjects=len(words), written=len(written))
    meta: dict[str, Value] = {"template": "listing.html", "title": say("subjects.title"), "lead": lead}
    if not words:
        yield INDEX, document(meta, elsewhere(say, INDEX))
        return
    named = sorted([*words, *c.subject_of], key=order)
    letters = under_letters(named) if len(named) > FEW else {"": named}
    body = [f"{heading(say, of) if of else ''}{_listed(c, names)}" for of, names in letters.items()]
    meta["sifted"] = say("list.by_letter") if len(words) > FEW else ""
    yield INDEX, document({**meta, "views": _views(say, INDEX)}, "".join(body))
    of_kind = grouped(words, dict(zip(words, what(words), strict=True)).__getitem__)
    body = [f"## {say(f'subjects.{of}')} {{: #{of} }}\n\n{_listed(c, of_kind[of])}" for of in WHAT if of in of_kind]
    by_kind = {**meta, "lead": lead + say("subjects.kinds_how"), "views": _views(say, KINDS)}
    yield KINDS, document(by_kind, "".join(body))
    for word in words:
        yield _of_subject(c, word)


def _listed(c: Catalogue, words: Sequence[str]) -> str:
    return listed((_row(c, word) for word in words), close=True)


def _row(c: Catalogue, word: str) -> str:
    """A subject as an item of a list; another word for one leads to that."""
    if of := c.subject_of.get(word):
        return see(c.say, word, [(of, url(subject_path(of), INDEX))])
    return row(c.say, word, url(subject_path(word), INDEX), c.of_subject[word])


def _views(say: Wording, here: str) -> Sequence[Mapping[str, str]]:
    """The same subjects by their letters and by what they are."""
    found = {INDEX: say("list.by_letter"), KINDS: say("subjects.by_kind")}
    return [
        {"title": title, "url": url(path, INDEX), "here": "page" if path == here else ""}
        for path, title in found.items()
    ]


def _of_subject(c: Catalogue, word: str) -> Unmade[Page]:
    path, say, entries = subject_path(word), c.say, c.of_subject[word]

    written = sum(word in entry.subjects for entry in entries)
    how = say("subjects.how_written", count=f"{written:,}") if 0 < written < len(entries) else say("subjects.how")
    meta: dict[str, Value] = {
        "title": word,
        "lead": f"{say.count('articles', len(entries))}　{say('subjects.written') if written == len(entries) else how}",
        "up": {"title": say("subjects.title"), "url": url(INDEX, path)},
        "within": scope(("subject", word)),
    }
    listed = c.archive.subjects.get(word)
    query = f"subject:{word}" if listed else word  # a text may have another word for it
    return pages_of(c, path, meta, entries, Form(placed, compact=True, query=query), facts(c.say, listed))
