"""Finding by subject: the words that several articles are about, with a timeline of each.

Made by a program (subjects.py), and said to be so: a subject is a word, not a judgement of a cataloguer.
"""

from collections.abc import Iterator

from generator.base.addresses import subject_path, target, url
from generator.base.memo import Unmade
from generator.pages.catalogue import Catalogue
from generator.pages.listing import Page, count, elsewhere, pages_of, scope, where
from generator.pages.markdown import Value, document, link

INDEX = "subjects/index.md"


def subject_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    say = c.say
    words = sorted(c.of_subject, key=lambda word: word.encode("gb18030"))  # the order of pinyin
    least = min(map(len, c.of_subject.values()), default=0)
    lead = say("subjects.lead", subjects=len(words), least=least) if words else say("subjects.none")
    rows = [
        f"- {link(w, target(subject_path(w), INDEX))} {count(say, 'articles', len(c.of_subject[w]))}\n" for w in words
    ]
    if not words:
        rows = [elsewhere(say, INDEX)]
    yield INDEX, document({"template": "listing.html", "title": say("subjects.title"), "lead": lead}, "".join(rows))
    for word in words:
        yield _of_subject(c, word)


def _of_subject(c: Catalogue, word: str) -> Unmade[Page]:
    path, say, entries = subject_path(word), c.say, c.of_subject[word]

    meta: dict[str, Value] = {
        "title": word,
        "lead": f"{say.count('articles', len(entries))}　{say('subjects.how')}",
        "up": {"title": say("subjects.title"), "url": url(INDEX, path)},
        "within": scope(("subject", word)),
    }
    return pages_of(c, path, meta, entries, where, compact=True)
