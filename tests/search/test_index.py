"""The data of the search page: the same bytes whoever makes them, and however much the last build had made."""

import json
import pickle
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from generator.base.archive import Document
from generator.base.docs_folder import Generated
from generator.base.memo import Memo
from generator.base.workers import Workers, processes
from generator.language import words
from generator.language.terms import fold, folded
from generator.search import index_segment, packs, revision, search
from generator.search.changes import joined
from generator.search.postings import LAST, Ints, Postings, Text, bounds, merged, sorted_postings
from generator.search.scripts import Same, Varints, packed, sealed, unpacked, varints
from generator.search.search import Sizes, stretches
from generator.search.shards import BLOCKS, written
from generator.search.shards import read as read_shard
from generator.search.suggest import WORDS, suggestions
from tests.search.test_ranking import made
from tests.search.test_search import documents

pytestmark = pytest.mark.slow

Tree = dict[str, bytes]
FAULTS = revision.FAULTS
TINY: dict[str, Any] = {"run": 60, "shard": 5, "unit": 2, "base": 2, "rare": 2, "pack": 2, "texts": 2}


@pytest.fixture(autouse=True, scope="module")
def no_fault_is_passed_over() -> Iterator[None]:
    """However much of a segment changes, it is made of the last one, and what goes wrong on the way is seen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(revision, "FAULTS", ())
        patch.setattr(revision, "ANEW", 1.0)
        yield


def clean(documents: Sequence[Document], **size: Any) -> Tree:
    """The files of a build that knows of none before it."""
    return {name: _bytes(content) for name, content in search.files(documents, sizes=Sizes(**{**TINY, **size}))}


def following(
    before: tuple[Memo, Tree], documents: Sequence[Document], digests: Sequence[str] | None = None, **size: Any
) -> tuple[Memo, Tree, list[str]]:
    """The files of a build after another one, and the names of those that stood already, under any name."""
    memo = Memo(json.loads(json.dumps(before[0].now)))
    tree: Tree = {}
    stood = []
    with TemporaryDirectory() as docs:
        for folder in {Path(docs, name).parent for name in before[1]}:
            folder.mkdir(parents=True, exist_ok=True)
        for name, data in before[1].items():
            Path(docs, name).write_bytes(data)
        sizes = Sizes(**{**TINY, **size})
        for name, content in search.files(
            documents, memo=memo, digests=digests, sizes=sizes, docs=Generated(Path(docs), {})
        ):
            if content is None or isinstance(content, Same):
                stood.append(name)
                tree[name] = before[1][content.name if content else name]
            else:
                tree[name] = _bytes(content)
    return memo, tree, stood


def _bytes(content: object) -> bytes:
    assert isinstance(content, (str, bytes))
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


@settings(max_examples=15, deadline=None)
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
    size: dict[str, Any] = {"run": 50_000, "shard": 500, "unit": 64, "base": 8, "texts": 16}
    assert stretches(1000, 64, 8) == [512, 448, 40]
    before = following((Memo(), {}), archive[:960], **size)
    _, tree, stood = following(before[:2], archive, **size)
    large = {name for name in before[1] if "/text/" in name}
    assert large <= set(stood)
    assert made_anew(tree, stood)["text"] == -(-40 // 16)
    assert tree == clean(archive, **size)


LARGE: dict[str, Any] = {"run": 50_000, "shard": 900, "unit": 64, "base": 8, "rare": 4, "pack": 2, "texts": 8}


def corrected(archive: Sequence[Document], n: int) -> list[Document]:
    """With one character more in the first paragraph of an article."""
    first, *others = archive[n].text
    other = replace(archive[n], text=(f"{first[:9]}正{first[9:]}", *others), digest="")
    return [*archive[:n], other, *archive[n + 1 :]]


def made_anew(tree: Tree, stood: Sequence[str]) -> Counter[str]:
    """How many files of each kind did not stand already, under any name."""
    return Counter(name.split("/")[-2] for name in tree.keys() - set(stood))


def test_a_corrected_article_costs_what_it_touches() -> None:
    archive, seen = made(512), list[int]()
    before = following((Memo(), {}), archive, **LARGE)
    changed = corrected(archive, 200)
    memo, tree, stood = following(before[:2], Lazy(changed, seen), [each.digest for each in changed], **LARGE)
    assert tree == clean(changed, **LARGE)
    new, whole = made_anew(tree, stood), made_anew(tree, [])
    assert whole["shards"] > 50
    assert new["text"] == 1 and 0 < new["shards"] < whole["shards"] / 10
    assert set(seen) == {0, 200}, "the first one tells how texts begin"
    _, back, stood = following((memo, tree), archive, **LARGE)
    assert back == before[1] and made_anew(back, stood) == new


def test_an_issue_more_in_the_middle_leaves_texts_as_they_are() -> None:
    """Those behind it have another number, which their check is of; what they say is not packed again."""
    archive = made(520)
    before = following((Memo(), {}), archive[:200] + archive[208:], **LARGE)
    _, tree, stood = following(before[:2], archive, **LARGE)
    assert tree == clean(archive, **LARGE)
    assert made_anew(tree, stood)["text"] == (520 - 200) // LARGE["texts"]


def test_a_pair_that_is_no_longer_rare_has_ordinals_in_all_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = [replace(document, digest="") for document in made(64)]
    for n in range(0, 64, 16):
        archive[n] = replace(archive[n], text=("㐀㐁㐂", *archive[n].text), digest="")
    size = {**LARGE, "rare": 11}  # in a segment of this size, 4
    before = following((Memo(), {}), archive, **size)
    archive[5] = replace(archive[5], text=(*archive[5].text, "㐀㐁㐂㐀㐁"), digest="")
    asked: list[int] = []
    lacking = revision._Block._lacking

    def noted(block: revision._Block, terms: Ints, documents: Ints) -> Postings:
        asked.extend(documents.tolist())
        return lacking(block, terms, documents)

    monkeypatch.setattr(revision._Block, "_lacking", noted)
    _, tree, _ = following(before[:2], archive, **size)
    assert asked == [0, 16, 32, 48] * 2
    assert tree == clean(archive, **size)


@pytest.fixture(scope="module")
def signed() -> list[Document]:
    return [replace(document, authors=(f"王{n % 9}",), digest="") for n, document in enumerate(made(64))]


@pytest.fixture(scope="module")
def built(signed: list[Document]) -> Iterator[tuple[Memo, Tree]]:
    """A segment that has files of every kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_segment, "WHOLE", 9)
        yield following((Memo(), {}), signed, **LARGE)[:2]


@pytest.mark.parametrize("kind", ["shards", "text", "fields", "authors", "names", "sizes", "directory"])
@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_a_segment_whose_files_are_damaged_is_made_anew(
    kind: str, damage: str, signed: list[Document], built: tuple[Memo, Tree], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revision, "FAULTS", FAULTS)
    monkeypatch.setattr(index_segment, "WHOLE", 9)
    damaged = {name: data for name, data in built[1].items() if f"/{kind}/" not in name or damage == "changed"}
    hurt = {name: data[:40] + bytes(each ^ 5 for each in data[40:]) for name, data in damaged.items()}
    damaged |= {name: data for name, data in hurt.items() if f"/{kind}/" in name}
    assert damaged != built[1]
    changed = corrected(signed, 40)
    assert following((built[0], damaged), changed, **LARGE)[1] == clean(changed, **LARGE)


@pytest.mark.parametrize("kind", ["shards", "text", "fields", "authors", "names", "sizes"])
@pytest.mark.parametrize(
    "broken",
    [b"", bytes(64), bytes(range(64, 128)) * 9, packed([b"no parts of numbers"])[0]],
    ids=["empty", "zeros", "bytes in order", "nothing that was deflated"],
)
def test_a_segment_whose_files_are_whole_and_say_nothing_is_made_anew(
    kind: str, broken: bytes, signed: list[Document], built: tuple[Memo, Tree], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What their check cannot tell, for it is theirs: each kind of error on the way is one of a damaged file."""
    monkeypatch.setattr(revision, "FAULTS", FAULTS)
    monkeypatch.setattr(index_segment, "WHOLE", 9)
    damaged = dict(built[1])
    for name, data in built[1].items():
        if f"/{kind}/" in name:
            own = name.removesuffix(".js").split("/", 3)[3]
            if kind in packs.KINDS:
                most = LARGE["texts" if kind == "text" else "pack"]
                first, parts = int(own.split("/")[1]) * most, len(packs.parted(data))
                each = [broken] * len(packs.KINDS[kind])
                damaged[name] = packs.pack(kind, first, [each] * (parts // len(each)), len(signed))
            else:
                damaged[name] = _bytes(sealed(packs.known_as(own, len(signed)), broken))
    assert damaged != built[1]
    changed = corrected(signed, 40)
    assert following((built[0], damaged), changed, **LARGE)[1] == clean(changed, **LARGE)


def test_documents_that_stay_are_those_that_can_be_in_their_order() -> None:
    assert revision.numbers_before("abcdef", "abxcdf") == [0, 1, -1, 2, 3, 5]
    assert revision.numbers_before("abcdef", "fabcde") == [-1, 0, 1, 2, 3, 4]
    assert revision.numbers_before("abab", "bbaa") == [-1, -1, -1, 2], "of two that are alike one is enough"
    assert revision.numbers_before("", "ab") == [-1, -1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=70) | st.binary(max_size=4).map(lambda data: data * 999), min_size=1, max_size=4))
def test_bytes_in_scripts_are_read_as_they_were_written(streams: list[bytes]) -> None:
    assert [unpacked(file) for file in packed(streams)] == streams


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 300) | st.integers(0, 2**42), max_size=30))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    data = Varints(varints(np.array(values, np.int64)) + b"\1\2")
    assert (data.take(len(values)).tolist(), data.skip(2), data.left()) == (values, b"\1\2", 0)
    with pytest.raises(ValueError, match="fewer"):
        data.take(1)


@pytest.mark.parametrize("rare", [0, 3])
def test_shards_are_read_as_they_were_written(rare: int) -> None:
    codes, lengths = folded([line for d in documents() for line in d.text])
    text = Text(codes, lengths, np.zeros(len(lengths), np.int64))
    begin = np.arange(len(codes)) % 3 == 0
    whole = merged([(0, part) for part in sorted_postings(text, begin)], rare)
    read = [read_shard(b"".join(s.lists), b"".join(s.ordinals)) for s in written(whole, len(lengths), 50, rare)]
    for one, other in zip(vars(joined(read)).values(), vars(whole).values(), strict=True):
        assert np.array_equal(one, other)


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
    ranges = bounds(text, 8, BLOCKS)
    assert ranges[0] == 0 and ranges[-1] == LAST and len(ranges) == 9 and set(ranges) <= set(BLOCKS.tolist())
    _, pairs = sorted_postings(text, np.zeros(len(codes), np.bool_))
    sizes = [len(part.firsts) for part in pairs.ranged(ranges)]
    assert max(sizes) < 2 * sum(sizes) / 8
    parts = [merged([(0, part)], 0) for part in pairs.ranged(ranges)]
    shards = [shard.begin for part in parts for shard in written(part, len(lengths), 9, 0)]
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
        len([name for name in several if "/fields/" in name]) > 1 == len([name for name in one if "/fields/" in name])
    )
    assert [several[name] for name in several if "/suggest-" in name] == [
        one[name] for name in one if "/suggest-" in name
    ]
    offered = suggestions(["兴县"], [], {"王一": 2}, {"小额信贷": 1, "发展": 2})
    assert (offered["word"], offered["author"]) == ("发展", "王一")


def test_the_words_that_are_offered_are_those_that_weigh_most() -> None:
    known, numbers, _ = words.dictionary()
    chance, rarities = random.Random(2020), words.rarities()
    some = [word for word, number in zip(known, numbers.tolist(), strict=True) if number and word in rarities]
    times = {word: int(3 / (1.001 - chance.random())) for word in chance.sample(some, 20_000)}
    weights = {word: number * rarities[word] for word, number in times.items() if number > 1}
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
    assert suggestions([], [], {}, times)["word"] == " ".join(heaviest)
