"""Articles that an archive has twice: both would be published, and nobody has meant that.

1. The same title and body, in whatever files of an issue: somebody has delivered or copied it a second time.
2. In other words, in two files of an issue: an article that a person has corrected in one of them comes with a
   delivery, too, as it was. By the text it is told as in ids.py, or each is made of most lines of the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from generator.base.identity import Key
from generator.base.problems import Problem
from generator.language.marks import NONE
from generator.seeds import ids, merged
from generator.seeds.article_files import Found
from generator.seeds.ids import SAME, Line, Print

LEAST = 8  # letters of two marks that are the same where the texts may be: of 32 a fourth, ids.OTHER


def key(found: Found) -> Key:
    return found.article.issue


def mixed(found: Sequence[Found]) -> set[Key]:
    """The issues of which several files have articles."""
    files: defaultdict[Key, set[str]] = defaultdict(set)
    for f in found:
        files[key(f)].add(f.file)
    return {issue for issue, of in files.items() if len(of) > 1}


def problems(found: Sequence[Found], prints: Sequence[Sequence[str] | None]) -> Iterator[Problem]:
    """`prints` are those by which articles of mixed issues are known again."""
    first: dict[tuple[Key, str, str], Found] = {}
    several = mixed(found)
    by_issue: defaultdict[Key, list[tuple[Found, Print]]] = defaultdict(list)
    for f, of in zip(found, prints, strict=True):
        twin = first.setdefault((key(f), f.article.title, f.article.body), f)
        if twin is not f:
            what = f"holds the same article as {twin.file}:{twin.line}: {f.article.title[:24]}"
            yield Problem(f.file, f.line, what, "Take one of the two away.", stops=False)
        elif key(f) in several and of:
            by_issue[key(f)].append((f, Print(*of)))
    for of_issue in by_issue.values():
        yield from _in_other_words(of_issue)


def _in_other_words(of_issue: Sequence[tuple[Found, Print]]) -> Iterator[Problem]:
    """Each article with the first one of an earlier file that is the same, by what they have in common at all."""
    holders: defaultdict[object, list[int]] = defaultdict(list)
    for n, (f, of) in enumerate(of_issue):
        marks = [(place, letter) for place, letter in enumerate(of.mark) if letter != NONE]
        own = [*marks, ("title", f.article.title), *(("file", source.file) for source in f.article.source)]
        shared = Counter(m for each in own for m in holders[each])
        near = [m for m in sorted(shared) if of_issue[m][0].file != f.file]
        alike = (m for m in near if _same(of_issue[m], (f, of), shared[m]))
        if (m := next(alike, None)) is not None:
            delivered, other = _sides(f, of_issue[m][0])
            what = f"holds an article that {other.file}:{other.line} has in other words: {other.who[:40]}"
            mend = "Take out the one that is not to stay: as it is, both are published."
            yield Problem(delivered.file, delivered.line, what, mend, stops=False)
        for each in own:
            holders[each].append(n)


def _same(one: tuple[Found, Print], other: tuple[Found, Print], shared: int) -> bool:
    (a, of_a), (b, of_b) = one, other
    if same_lines(a, b):
        return True
    if shared < LEAST and a.article.title != b.article.title:
        return False
    line = Line(of_a, " ".join(a.article.title.split()))
    return ids.sameness(line, of_b, " ".join(b.article.title.split())) >= SAME


def same_lines(one: Found, other: Found) -> bool:
    """Whether each is made of most lines of the other."""
    a, b = one.article.source, other.article.source
    return bool(a and b) and min(merged.share(a, b), merged.share(b, a)) > merged.HALF


def _sides(one: Found, other: Found) -> tuple[Found, Found]:
    """The one to look at, and the other: a delivery rather than the issue's own file."""
    return (other, one) if other.file.endswith(".jsonl") and one.file.endswith(".yml") else (one, other)
