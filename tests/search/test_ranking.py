"""The order of hits: lunr's, by lunr.py over the same runs; then words before parts of words."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from lunr.builder import Builder
from lunr.index import Index
from lunr.query import QueryPresence
from playwright.sync_api import Browser, Page

from generator.base.archive import Document
from generator.language.terms import fold
from generator.search.rows import STEPS
from tests.search.test_search import ask, documents, lay

pytestmark = pytest.mark.browser

QUERIES = {
    "发展": ["发展"],
    "小额信贷": ["小额信贷"],
    "项目 建设": ["项目", "建设"],
    "发展 高质量发展": ["发展", "高质量发展"],
    "title:发展": ["title:发展"],
    "title:发展 发展": ["title:发展", "发展"],
    "title:工作 推进": ["title:工作", "推进"],
    "建设 -项目": ["建设", "-项目"],
    "+发展 -title:发展": ["发展", "-title:发展"],
    "的": ["的"],
    '"小额 信贷" 的': ["小额信贷", "的"],
}
RUNS = sorted({run.lstrip("-").removeprefix("title:") for runs in QUERIES.values() for run in runs})


def made(number: int) -> list[Document]:
    """Articles of sentences of the seeds, put together at random, the same ones each time."""
    chance = random.Random(1949)
    sentences = [s for d in documents() for paragraph in d.text for s in paragraph.split("。") if len(s) > 5]
    out = []
    for n in range(number):
        paragraphs = ["。".join(chance.choices(sentences, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 3))]
        title = chance.choice(sentences)[: chance.randint(6, 24)]
        date = f"20{n * 25 // number:02}-01-01"
        out.append(
            Document(f"{n}", f"{n}.html", date, ("p", "报"), None, ("news", "报道"), (title,), tuple(paragraphs))
        )
    return out


def oracle(documents: Sequence[Document]) -> Index:
    """lunr.py's index of the runs in the documents, filled up to our lengths."""
    builder = Builder()
    builder.ref("id")
    builder.field("title", boost=3)
    builder.field("text", boost=1)
    for n, document in enumerate(documents):
        fields = {"title": document.title, "text": document.text}
        builder.add({"id": str(n), **{name: tokens(segments) for name, segments in fields.items()}})
    return builder.build()


def tokens(segments: Sequence[str]) -> list[str]:
    folded = [fold(segment) for segment in segments]
    found = [run for run in RUNS for segment in folded for at in range(len(segment)) if segment.startswith(run, at)]
    length = max(1, sum(map(len, folded)))
    step = next(n for n in range(57) if 2 ** ((n + 0.5) / STEPS) > length)
    counted = round(2 ** (step / STEPS))
    assert len(found) <= counted
    return found + ["·"] * (counted - len(found))


def order(scores: dict[int, float]) -> list[tuple[int, float]]:
    return sorted(((n, round(score, 6)) for n, score in scores.items()), key=lambda hit: (-hit[1], hit[0]))


def by_lunr(index: Index, runs: list[str], held: QueryPresence = QueryPresence.REQUIRED) -> list[tuple[int, float]]:
    query = index.create_query()
    for run in runs:
        text = run.lstrip("-")
        presence = QueryPresence.PROHIBITED if run.startswith("-") else held
        fields = ["title"] if text.startswith("title:") else ["title", "text"]
        query.clause(text.removeprefix("title:"), presence=presence, fields=fields)
    return order({int(hit["ref"]): hit["score"] for hit in index.query(query)})


def by_us(page: Page, query: str) -> list[tuple[int, float]]:
    answer = ask(page, query, limit=2000)
    assert answer["total"] == len(answer["hits"])
    return order({n: hit["bm25"] for n, hit in zip(answer["docs"], answer["hits"], strict=True)})


@pytest.fixture(scope="module", params=["seeds", "a thousand"])
def both(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: Any) -> Iterator[tuple[Page, Index]]:
    """The same articles, in our index and in lunr's."""
    archive = documents() if request.param == "seeds" else made(1000)
    folder: Path = tmp_path_factory.mktemp("ranking") / "page"
    lay(folder, archive, run=100_000, shard=2000)
    tab = browser.new_context().new_page()
    tab.goto((folder / "index.html").as_uri())
    yield tab, oracle(archive)
    tab.context.close()


def test_hits_and_their_order_are_those_of_lunr(both: tuple[Page, Index]) -> None:
    page, index = both
    for query, runs in QUERIES.items():
        theirs = by_lunr(index, runs)
        assert theirs
        assert by_us(page, query) == theirs, query


EITHER = {
    "发展 或 建设": ["发展", "建设"],
    "小额信贷 | 项目": ["小额信贷", "项目"],
    "title:发展 或 推进": ["title:发展", "推进"],
    "发展 OR 高质量发展 或 的": ["发展", "高质量发展", "的"],
}


def test_where_one_of_several_will_do_hits_and_their_order_are_those_of_lunr(both: tuple[Page, Index]) -> None:
    page, index = both
    for query, runs in EITHER.items():
        theirs = by_lunr(index, runs, QueryPresence.OPTIONAL)
        assert theirs
        assert by_us(page, query) == theirs, query


def test_one_of_several_beside_what_must_occur_ranks_as_lunr_has_it(both: tuple[Page, Index]) -> None:
    page, index = both
    query = index.create_query()
    query.clause("推进", presence=QueryPresence.REQUIRED, fields=["title", "text"])
    for run in ("发展", "建设"):
        query.clause(run, presence=QueryPresence.OPTIONAL, fields=["title", "text"])
    either = {n for n, _ in by_lunr(index, ["发展", "建设"], QueryPresence.OPTIONAL)}
    theirs = {int(hit["ref"]): hit["score"] for hit in index.query(query) if int(hit["ref"]) in either}
    assert theirs
    assert by_us(page, "推进 发展 或 建设") == order(theirs)


def test_words_of_the_text_come_before_parts_of_words(browser: Browser, tmp_path: Path) -> None:
    def article(n: int, text: str) -> Document:
        return Document(f"{n}", f"{n}.html", "2024-01-01", ("p", "报"), None, ("news", "报道"), ("要闻",), (text,))

    lay(tmp_path / "page", [article(0, "浙江省长兴县举行会议"), article(1, "山西省的兴县举行会议")], run=1000, shard=50)
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "page/index.html").as_uri())
    for query in ("兴县", "兴县举行"):
        hits = ask(page, query)["hits"]
        assert [hit["id"] for hit in hits] == ["1", "0"]
        assert hits[0]["bm25"] == hits[1]["bm25"] == hits[1]["score"] < hits[0]["score"]
    context.close()
