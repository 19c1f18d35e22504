"""The data of the search page: the same bytes whoever makes them, and however much the last build had made."""

import json
import pickle
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from generator import search
from generator.memo import Memo
from generator.model import Document
from generator.postings import LAST, Text, bounds, merged, sorted_postings
from generator.search import Sizes, stretches
from generator.suggest import suggestions
from generator.terms import fold, folded
from generator.workers import Workers, processes
from tests.test_ranking import made
from tests.test_search import documents

Tree = dict[str, bytes]
TINY: dict[str, Any] = {"run": 60, "shard": 5, "unit": 2, "base": 2, "rare": 2}


def clean(documents: Sequence[Document], **size: Any) -> Tree:
    """The files of a build that knows of none before it."""
    return {name: _bytes(content) for name, content in search.files(documents, sizes=Sizes(**{**TINY, **size}))}


def following(before: tuple[Memo, Tree], documents: Sequence[Document], **size: Any) -> tuple[Memo, Tree, list[str]]:
    """The files of a build after another one, and the names of those that stood already."""
    memo = Memo(json.loads(json.dumps(before[0].now)))
    tree: Tree = {}
    stood = []
    for name, content in search.files(documents, memo=memo, sizes=Sizes(**{**TINY, **size})):
        if content is None:
            stood.append(name)
            tree[name] = before[1][name]
        else:
            tree[name] = _bytes(content)
    return memo, tree, stood


def _bytes(content: str | bytes | None) -> bytes:
    assert content is not None
    return content if isinstance(content, bytes) else content.encode()


LINES = st.text("兴县发展的Ａ乡鄉 ，\U00020bb7é", min_size=1, max_size=12)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        id=st.sampled_from(["a", "b", "c"]),
        url=st.just("x.html"),
        date=st.sampled_from(["2024-03-07", "2024-03-08"]),
        paper=st.sampled_from([("p", "报"), ("q", "日报")]),
        county=st.sampled_from([None, ("141123", "兴县"), ("140428", "长子县")]),
        kind=st.just(("news", "报道")),
        title=st.tuples(LINES),
        text=st.lists(LINES, max_size=3).map(tuple),
        authors=st.sampled_from([(), ("王一",), ("王一", "李二")]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.lists(st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, 12)), max_size=4))
def test_a_build_after_another_gives_the_bytes_of_a_clean_one(
    archive: list[Document], acts: list[tuple[str, int]]
) -> None:
    memo, tree, stood = following((Memo(), {}), archive)
    assert tree == clean(archive) and not stood
    for act, place in acts:
        at = min(place, len(archive))
        new = Document(
            f"n{place}", "n.html", "2024-03-09", ("r", "晚报"), None, ("photo", "图片"), ("新县",), ("发展",)
        )
        kept = archive[at : at + 1] if act == "add" else []
        archive = archive[:at] + ([] if act == "remove" else [new, *kept]) + archive[at + 1 :]
        memo, tree, stood = following((memo, tree), archive)
        assert tree == clean(archive)
        memo, tree, stood = following((memo, tree), archive)
        assert all(name in stood for name in tree if name.count("/") > 2), "nothing is made again where nothing changed"


def test_articles_at_the_end_leave_the_files_of_the_large_segments_as_they_are() -> None:
    archive = made(1000)
    size = {"run": 50_000, "shard": 500, "unit": 64, "base": 8}
    assert stretches(1000, 64, 8) == [512, 448, 40]
    before = following((Memo(), {}), archive[:960], **size)
    _, tree, stood = following(before[:2], archive, **size)
    large = {name for name in before[1] if "/text/" in name}
    assert large <= set(stood)
    assert sum("/text/" in name for name in tree) - sum("/text/" in name for name in stood) == 40
    assert tree == clean(archive, **size)


def test_the_sizes_of_segments_are_digits() -> None:
    assert stretches(0, 512, 8) == []
    assert stretches(511, 512, 8) == [511]
    assert stretches(24_332, 512, 8) == [20_480, 3_584, 268]
    assert stretches(4096, 512, 8) == [4096]
    for number in range(300):
        sizes = stretches(number, 3, 2)
        assert sum(sizes) == number and sizes == sorted(sizes, reverse=True)


class Lazy(Sequence[Document]):
    """Documents that are made when somebody looks at them."""

    def __init__(self, documents: Sequence[Document], seen: list[int], first: int = 0) -> None:
        self.documents, self.seen, self.first = documents, seen, first

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, n):  # type: ignore[no-untyped-def]
        if isinstance(n, slice):
            return Lazy(self.documents[n], self.seen, self.first + n.indices(len(self))[0])
        document = self.documents[n]
        self.seen.append(self.first + n)
        return document


def test_documents_may_be_made_as_they_are_looked_at() -> None:
    archive = documents()
    assert {name: _bytes(content) for name, content in search.files(Lazy(archive, []), sizes=Sizes(**TINY))} == clean(
        archive
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_bytes_do_not_depend_on_how_many_work(number: int) -> None:
    archive = documents()
    alone = clean(archive, run=3000, shard=500, unit=16)
    with processes(number) as workers:
        made_by = search.files(archive, workers, sizes=Sizes(**{**TINY, "run": 3000, "shard": 500, "unit": 16}))
        assert {name: _bytes(content) for name, content in made_by} == alone


def test_tasks_and_results_are_values_that_can_be_sent_to_another_machine() -> None:
    class Sent(Workers):
        def map(self, function, tasks):  # type: ignore[no-untyped-def]
            for task in tasks:
                yield pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(function))(pickle.loads(pickle.dumps(task)))))

    archive = documents()[:9]
    assert {name: _bytes(content) for name, content in search.files(archive, Sent(), sizes=Sizes(**TINY))} == clean(
        archive
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text() | st.text("兴縣发展2０２Ａ　 é…\u0301ﾞ각Σς㎡—“\0"), max_size=6))
def test_texts_folded_at_once_are_those_folded_one_by_one(texts: list[str]) -> None:
    codes, lengths = folded(texts)
    wanted = [fold(text) + "\0" for text in texts]
    assert codes.tolist() == [ord(c) for text in wanted for c in text]
    assert lengths.tolist() == [len(text) for text in wanted]


def test_ranges_have_about_as_many_postings_each() -> None:
    codes, lengths = folded([line for d in documents() for line in d.text])
    text = Text(codes, lengths, np.zeros(len(lengths), np.int64))
    ranges = bounds(text, 8)
    assert ranges[0] == 0 and ranges[-1] == LAST and len(ranges) == 9
    _, pairs = sorted_postings(text, np.zeros(len(codes), np.bool_))
    sizes = [len(part.firsts) for part in pairs.ranged(ranges)]
    assert max(sizes) < 2 * sum(sizes) / 8
    shards = [
        shard.begin
        for n, part in enumerate(pairs.ranged(ranges))
        for shard in merged([(0, part)], ranges[n], len(lengths), 9, 0)
    ]
    assert shards == sorted(set(shards)) and len(shards) > 100


def test_readings_are_those_that_pypinyin_gives() -> None:
    for character in "长治洪洞吕梁侣女略行〇㔧𠀀欸誒嗯呒𪸩aé1，":
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        plain = {reading for group in found for reading in group if reading.isascii() and reading.isalpha()}
        wanted = plain | {reading.replace("v", "u") for reading in plain}
        offered = suggestions([character], [], {}, {})["readings"]
        assert offered == dict.fromkeys(sorted(wanted), character)
    assert set(suggestions(["吕"], [], {}, {})["readings"]) == {"lv", "lu"}  # type: ignore[call-overload]


def test_suggestions_of_several_segments_are_those_of_one() -> None:
    archive = documents()
    several, one = clean(archive, run=2000, shard=500), clean(archive, run=2000, shard=500, unit=64)
    assert (
        len([name for name in several if "/columns/" in name]) > 1 == len([name for name in one if "/columns/" in name])
    )
    assert [several[name] for name in several if "/suggest-" in name] == [
        one[name] for name in one if "/suggest-" in name
    ]
    offered = suggestions(["兴县"], [], {"王一": 2}, {"小额信贷": 1, "发展": 2})
    assert (offered["word"], offered["author"]) == ("发展", "王一")
