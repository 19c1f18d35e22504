"""`seeds/subjects.yml`: the words by which an archive names what articles are about.

小额信贷:
  variants: [小额贷款, 扶贫小额信贷]
小额贷款公司: 小额信贷      # the same as 小额信贷
记者: "-"                 # no subject
"""

from collections.abc import Iterable
from dataclasses import replace

from generator.base.agents import Subject
from generator.base.archive import Entry
from generator.seeds import name_lists
from generator.seeds.files.reader import Reader

FILE = "seeds/subjects.yml"
Subjects = name_lists.Names[Subject]


def read(reader: Reader) -> Subjects:
    """What `seeds/subjects.yml` says; a problem for each thing in it that is wrong."""
    return name_lists.read(reader, FILE, Subject)


def told(reader: Reader, subjects: Subjects, entries: Iterable[Entry]) -> list[Entry]:
    """The articles with the preferred words of what people wrote down. A problem for each word on the stop list."""
    out = []
    for entry in entries:
        terms: dict[str, str] = {}
        for word in entry.article.subjects:
            if word in subjects.nothing:
                what, mend = f"{word}, a subject of {entry.article.id}, is none by {FILE}", "Take it out here or there."
                reader.report(*entry.at, what, mend, stops=False)
            elif len(ids := subjects.meant(word)) == 1 and ids[0] != word:
                terms[word] = ids[0]
        out.append(replace(entry, terms=terms) if terms else entry)
    return out
