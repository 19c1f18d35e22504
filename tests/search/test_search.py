"""Search, in Chromium: what is found is what `text.includes(query)` finds, no more and no less."""

import gzip
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from generator.base import assets, output
from generator.base.archive import Document
from generator.language.places import gazetteer
from generator.language.terms import fold
from generator.pages import wording
from generator.search import index_segment, search
from generator.search.documents import Documents
from generator.search.rows import BLOCK, SHOWN
from generator.seeds import holdings, issue_list, status
from generator.seeds.files.reader import Reader
from tests.conftest import REPOSITORY, SHIPPED, InParts, Quiet, Sample, served, until

pytestmark = pytest.mark.browser

SCRIPTS = (
    *("terms", "data", "packs", "postings", "runs", "query"),
    *("shorthand", "texts", "snippets", "ranking", "filters", "columns", "archive"),
)
TEXTS = 2  # of a pack
FRAME = '<!doctype html><meta charset="utf-8"><title>search</title>\n' + "".join(
    f'<script defer src="{name}.js" data-root="search/data/" data-version="1"></script>\n' for name in SCRIPTS
)


def documents() -> list[Document]:
    """The articles of the archive that ships."""
    return [*_documents()]


@cache
def _documents() -> Sequence[Document]:
    reader = Reader(SHIPPED)
    held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer())
    archive = status.published(held, status.today())
    found = tuple(Documents(archive, wording.read([str(assets.theme())], "zh")))
    assert len(found) == 41
    return found


@cache
def lines() -> Mapping[str, Sequence[str]]:
    """Their lines and paragraphs as search compares them, by id."""
    return {d.id: tuple(fold(segment) for segment in d.title + d.text) for d in _documents()}


def lay(
    folder: Path,
    documents: list[Document],
    run: int,
    shard: int,
    unit: int = 7,
    rare: int = 2,
    whole: int = 1024,
) -> None:
    """A page with the engine and its data, and nothing else. 41 documents are segments of 21, 14 and 6. Directories of
    more shards than `whole` are files."""
    folder.mkdir()
    (folder / "index.html").write_text(FRAME, encoding="utf-8")
    for name in SCRIPTS:
        shutil.copy(REPOSITORY / f"theme/assets/{name}.js", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_segment, "WHOLE", whole)
        for name, content in search.files(documents, sizes=search.Sizes(unit, 3, run, shard, rare, 2, TEXTS)):
            assert isinstance(content, (str, bytes))
            output.write(folder / name, content)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped articles, sorted in small runs and cut into tiny shards. Not to be changed."""
    folder = tmp_path_factory.mktemp("search") / "page"
    lay(folder, documents(), run=5000, shard=8)
    assert sorted(len(list(each.iterdir())) for each in folder.glob("search/data/*/text")) == [3, 7, 11]
    assert len(list(folder.glob("search/data/*/directory"))) == 2, "the directory of the smallest is in the catalogue"
    return folder


@pytest.fixture(scope="module")
def address(tiny: Path) -> Iterator[str]:
    with served(tiny) as address:
        yield address


@pytest.fixture(scope="module")
def engine(browser: Browser, tiny: Path) -> Iterator[Page]:
    """A page with these data, opened from the disk."""
    tab = browser.new_context().new_page()
    tab.goto((tiny / "index.html").as_uri())
    yield tab
    tab.context.close()


def ask(page: Page, query: str, **options: object) -> Any:
    return page.evaluate("([q, o]) => window.archive.search(q, o)", [query, options])


def ask_each(page: Page, queries: list[str], **options: object) -> dict[str, Any]:
    """The same for many, one after the other, in one call."""
    each = "async ([qs, o]) => { const all = []; for (const q of qs) all.push(await archive.search(q, o)); return all }"
    return dict(zip(queries, page.evaluate(each, [queries, options]), strict=True))


def requests(page: Page) -> list[Request]:
    """What the page asks for from now on."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked


def kinds(folder: Path, asked: Sequence[Request]) -> Counter[str]:
    """How many data files and stretches of each kind were asked for, by a page whose server sends parts of files."""
    found: Counter[str] = Counter()
    for request in asked:
        name = re.search(r"search/data/(?:[0-9a-f]{12}/)?([a-z]+)[^?]*", request.url)
        if not name:
            continue
        part = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
        if not part:
            found[name[1]] += 1
            continue
        if part[0] == "bytes=0-1":  # asked once, whether parts come
            continue
        data = (folder / name[0]).read_bytes()[int(part[1]) : int(part[2]) + 1].decode("utf-16-le")
        before = (folder / name[0]).read_bytes()[: int(part[1])].decode("utf-16")
        assert data.endswith("\t") and data.count("\t") == 1 and before[-1] in '"\t', "a stretch, whole and alone"
        found[name[1] if name[1] == "text" else ("lists", "ordinals")[before.count("\t") % 2]] += 1
    return found


def expected(runs: list[str]) -> set[str]:
    """Ids of the articles that hold every run in one of their lines or paragraphs."""
    wanted = [fold(run) for run in runs]
    return {id for id, segments in lines().items() if all(any(run in s for s in segments) for run in wanted)}


def found(page: Page, query: str) -> set[str]:
    answer = page.evaluate(
        "async q => { const ids = await archive.ids(); const r = await archive.search(q);"
        " return {total: r.total, ids: r.docs.map(n => ids[n])} }",
        query,
    )
    assert answer["total"] == len(answer["ids"]) == len(set(answer["ids"]))
    return set(answer["ids"])


def test_every_random_cut_of_the_texts_is_found_and_nothing_else(engine: Page) -> None:
    chance = random.Random(2024)
    segments = [(id, s) for id, parts in lines().items() for s in parts if s]
    cuts = []
    for _ in range(2000):
        text = chance.choice(segments)[1]
        start = chance.randrange(len(text))
        cuts.append(text[start : start + chance.randint(1, 8)].replace('"', ""))
    cuts = [cut for cut in cuts if cut]
    truth = [sorted(i for i, parts in lines().items() if any(cut in part for part in parts)) for cut in cuts]
    answers = engine.evaluate(
        "async cuts => { const ids = await archive.ids(); const out = [];"
        " for (const cut of cuts) out.push((await archive.search(cut)).docs.map(n => ids[n]).sort()); return out }",
        cuts,
    )
    wrong = [(cut, want, got) for cut, want, got in zip(cuts, truth, answers, strict=True) if want != got]
    assert wrong == []


def test_ranks_and_texts_say_the_same(browser: Browser, tmp_path: Path) -> None:
    chance = random.Random(1949)

    def line(most: int) -> str:
        words = "".join(chance.choices(["兴縣", "发展", "的", "ＡA", "。"], [6, 6, 5, 1, 1], k=chance.randint(1, most)))
        return words if chance.random() < 0.1 else words.replace("展兴", "展的兴")

    archive = [
        Document(f"{n}", "", "2024-01-01", ("p", "报"), None, ("news", "报道"), (line(5), line(3)), (line(40), line(5)))
        for n in range(150)
    ]
    folded = [[[fold(line) for line in part] for part in (d.title, d.text)] for d in archive]
    texts = [line for parts in folded[:9] for part in parts for line in part]
    cuts = {text[start : start + length] for text in texts for start in range(8) for length in (3, 4, 5, 7)}
    cuts = {*chance.sample(sorted(cut for cut in cuts if len(cut) > 2), 100)}
    answers = []
    for rare in (1, 20, 1000):
        lay(tmp_path / f"{rare}", archive, run=1000, shard=500, unit=64, rare=rare)
        context = browser.new_context()
        page = context.new_page()
        asked = requests(page)
        with served(tmp_path / f"{rare}") as address:
            page.goto(f"{address}/index.html")
            answers.append(ask_each(page, sorted(cuts), limit=150))
            of_titles = ask_each(page, [f"title:{cut}" for cut in cuts])
        for cut in cuts:
            in_title, anywhere = (
                [n for n, parts in enumerate(folded) if any(cut in line for part in parts[:count] for line in part)]
                for count in (1, 2)
            )
            assert sorted(answers[-1][cut]["docs"]) == anywhere
            assert sorted(of_titles[f"title:{cut}"]["docs"]) == in_title
        assert bool(kinds(tmp_path / f"{rare}", asked)["ordinals"]) == (rare < 1000)
        context.close()
    for answer in chain.from_iterable(each.values() for each in answers):
        for hit in answer["hits"]:
            del hit["url"]  # each has a server of its own
    assert answers[0] == answers[1] == answers[2]
    assert max(answer["total"] for answer in answers[0].values()) > 40


def test_runs_with_a_space_between_must_all_occur(engine: Page) -> None:
    assert found(engine, "小额信贷 草莓") == expected(["小额信贷", "草莓"])
    assert found(engine, "金融　扶贫") == expected(["金融", "扶贫"]) != set()


def test_a_quoted_run_keeps_its_space(engine: Page) -> None:
    assert found(engine, '"我市抓实小额信贷 助力乡村振兴"') == expected(["我市抓实小额信贷助力乡村振兴"]) != set()


def test_what_is_shut_out_is_shut_out_in_all_its_forms(engine: Page) -> None:
    assert found(engine, "发展 -鄉村") == found(engine, "发展 -乡村") == expected(["发展"]) - expected(["乡村"])
    assert found(engine, "发展 -發展") == set()
    assert found(engine, "发展 -飛船") == expected(["发展"])


def test_one_of_several_runs_will_do(engine: Page) -> None:
    assert found(engine, "草莓 或 药茶") == expected(["草莓"]) | expected(["药茶"])
    assert found(engine, "发展 草莓|药茶") == expected(["发展"]) & (expected(["草莓"]) | expected(["药茶"]))
    everything = {d.id for d in documents()}
    assert found(engine, "草莓 或 -发展") == expected(["草莓"]) | (everything - expected(["发展"]))


def test_a_run_not_far_behind_another_is_found(engine: Page) -> None:
    each = [(id, line) for id, parts in lines().items() for line in parts]
    for one, other in (("小额", "贷款"), ("吕梁", "发展"), ("草莓", "采摘"), ("金融", "金融"), ("发展", "吕梁")):
        near = re.compile(f"(?={one}.{{0,20}}{other})")
        wanted = {id for id, line in each if near.search(line)}
        assert found(engine, f"{one}…{other}") == found(engine, f"{one}...{other}") == wanted != set()
    assert found(engine, "小额…贷款 -吕梁") == found(engine, "小额…贷款") - expected(["吕梁"])


def test_what_a_text_holds_is_no_sign(engine: Page) -> None:
    for d in documents():
        for line in d.title + d.text:
            for run in re.findall(r"[^\s\"]{0,3}(?:……|\.\.\.|[|｜“”－])[^\s\"]{1,3}", line):
                if not re.match(r"[-+]|[^\s:：]+[:：]", run) and "*" not in run:
                    assert found(engine, run) == expected([run]), run


@pytest.mark.parametrize("query", ["呂梁", "乡村振興", "４Ａ", "4a", "ａｐｐ"])
def test_traditional_wide_and_small_forms_find_the_same(engine: Page, query: str) -> None:
    assert found(engine, query) == expected([query]) != set()


def test_fields_signs_and_stars_ask_for_what_lunr_asks_for(engine: Page) -> None:
    everything = documents()
    by_title = {d.id for d in everything if any("发展" in fold(line) for line in d.title)}
    assert found(engine, "title:发展") == by_title < expected(["发展"])
    assert found(engine, "发展 -吕梁") == expected(["发展"]) - expected(["吕梁"]) != set()
    assert found(engine, "-发展") == {d.id for d in everything} - expected(["发展"]) != set()
    assert found(engine, "+发展 -title:发展 -吕梁") == {
        i
        for i in expected(["发展"]) - expected(["吕梁"])
        if not any("发展" in line for d in everything if d.id == i for line in d.title)
    }
    assert found(engine, "app*") == expected(["app"]) != set()
    author = (
        everything[-1].authors[0] if everything[-1].authors else next(d.authors[0] for d in everything if d.authors)
    )
    assert found(engine, f"author:{author}") == {d.id for d in everything if author in d.authors} != set()
    assert found(engine, f"author:{author[0]}*") == {
        d.id for d in everything if any(name.startswith(author[0]) for name in d.authors)
    }
    assert found(engine, f"author:{author[0]}") == set()
    county = {d.id for d in everything if d.county and d.county[1] == "长子县"}
    assert found(engine, "county:长子县") == found(engine, "county:长子") == found(engine, "county:140428") == county
    assert found(engine, "paper:长子县报 发展") == found(engine, "paper:zzxb 发展") != set()
    assert ask(engine, 'title:"发展')["literal"] and not ask(engine, "发展")["literal"]


def test_what_stands_nowhere_is_not_found(engine: Page) -> None:
    answer = ask(engine, "火星殖民地")
    assert (answer["total"], answer["docs"], answer["hits"]) == (0, [], [])
    assert answer["nearest"] == []


def test_where_nothing_matches_the_nearest_are_offered_apart(engine: Page) -> None:
    answer = ask(engine, "交口县冻绿叶药茶研讨大会")
    assert (answer["total"], answer["docs"], answer["hits"]) == (0, [], [])
    assert answer["nearest"][0]["title"] == "交口县冻绿叶药茶产业发展研讨会在太原举行"
    assert answer["nearest"][0]["titleMarks"]
    assert ask(engine, "冻绿叶药茶")["nearest"] == []


def test_a_query_of_markup_finds_nothing_and_breaks_nothing(engine: Page) -> None:
    for query in ["<b>", "__proto__", "constructor", "\\", "'", '"', "*", "%", "[", "{{"]:
        assert ask(engine, query)["total"] == len(expected([query]))


def test_filters_narrow_and_facets_count_without_their_own_filter(engine: Page) -> None:
    everything = ask(engine, "")
    assert everything["total"] == 41
    papers = {f["value"]: f["count"] for f in everything["facets"]["paper"]}
    assert papers == {"llrb": 25, "zzxb": 9, "jzrb": 7}
    some = ask(engine, "", filters={"paper": "zzxb", "from": "2022-01-01", "to": "2022-12-31"})
    assert some["total"] == 9
    assert {f["value"]: f["count"] for f in some["facets"]["year"]} == {"2022": 9}
    assert (
        ask(engine, "", filters={"county": "长子县"})["docs"] == ask(engine, "", filters={"county": "140428"})["docs"]
    )
    assert ask(engine, "", filters={"paper": "nosuch"})["total"] == 0


def test_sorting_by_date_goes_both_ways(engine: Page) -> None:
    dates = [hit["date"] for hit in ask(engine, "发展", sort="date", limit=50)["hits"]]
    assert dates == sorted(dates) and len(set(dates)) > 1
    back = [hit["date"] for hit in ask(engine, "发展", sort="-date", limit=50)["hits"]]
    assert back == sorted(dates, reverse=True)


def test_an_article_with_the_words_in_its_title_comes_first(engine: Page) -> None:
    hits = ask(engine, "金融扶贫")["hits"]
    assert "金融扶贫" in hits[0]["title"]


def test_a_page_of_hits_is_the_slice_asked_for(engine: Page) -> None:
    whole = ask(engine, "的", limit=30)["hits"]
    assert ask(engine, "的", limit=5, offset=10)["hits"] == whole[10:15]


def test_snippets_mark_the_words_in_the_text_as_printed(engine: Page) -> None:
    for query in ["呂梁", "小额信贷", "2024", "发"]:
        for hit in ask(engine, query)["hits"]:
            for text, marks in ((hit["snippet"], hit["marks"]), (hit["title"], hit["titleMarks"])):
                for start, end in marks:
                    assert fold(query) in fold(text[start:end])
            assert hit["marks"] or hit["titleMarks"]
            assert len(hit["snippet"]) <= 98


def test_characters_of_rare_planes_are_found_and_marked(browser: Browser, tmp_path: Path) -> None:
    rare = Document(
        "x", "x.html", "2024-01-01", ("p", "报"), None, ("news", "报道"), ("𠮷野家开业",), ("店主姓𠮷𠮷，𡈽生土长。",)
    )
    lay(tmp_path / "page", [rare], run=1000, shard=2)
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "page/index.html").as_uri())
    hit = ask(page, "𠮷，𡈽")["hits"][0]
    units = hit["snippet"].encode("utf-16-le")
    assert [units[2 * a : 2 * b].decode("utf-16-le") for a, b in hit["marks"]] == ["𠮷，𡈽"]
    assert ask(page, "𠮷")["total"] == 1
    context.close()


def test_a_data_file_that_does_not_load_is_said_and_can_be_tried_again(browser: Browser, address: str) -> None:
    for part in ("catalogue", "*/directory/*", "*/shards/*", "*/fields/*", "common-*", "*/text/*"):
        context = browser.new_context()
        page = context.new_page()
        page.route(f"**/data/{part}.js*", lambda route: route.abort())
        page.goto(f"{address}/index.html")
        said = page.evaluate("archive.search('本报讯').catch(e => ({missing: e.missing, retry: e.retry}))")
        assert said["retry"] is True
        assert fnmatch(said["missing"], part)
        page.unroute(f"**/data/{part}.js*")
        assert ask(page, "本报讯")["total"] == len(expected(["本报讯"])) > 0
        context.close()


def test_a_text_that_does_not_load_makes_no_list_shorter(browser: Browser, tmp_path: Path) -> None:
    lay(tmp_path / "page", documents(), run=5000, shard=100, unit=64, rare=100)
    with served(tmp_path / "page") as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/index.html")
        last = ask(page, "本报讯", limit=50)["docs"][-1]
        pack = f"/text/{last // TEXTS}"
        page.route(f"**{pack}.js*", lambda route: route.abort())
        page.reload()
        said = page.evaluate("archive.search('本报讯').catch(e => ({missing: e.missing, retry: e.retry}))")
        assert said["retry"] is True and said["missing"].endswith(pack)
        page.unroute(f"**{pack}.js*")
        assert ask(page, "本报讯")["total"] == len(expected(["本报讯"])) > 10
        context.close()


def test_another_try_does_not_wait_for_what_the_first_one_asked(page: Page, address: str) -> None:
    held: list[Route] = []
    answers: Iterator[Callable[[Route], None]] = iter([held.append] * 3 + [Route.abort])

    def answer(route: Route) -> None:
        next(answers, Route.continue_)(route)

    page.route("**/data/*/directory/*", answer)
    page.goto(f"{address}/index.html")
    assert ask(page, "发展中")["total"] == len(expected(["发展中"])) > 0
    assert len(held) == 3, "these are never answered"


def test_a_query_loads_what_it_needs_and_no_more(page: Page, address: str, tiny: Path) -> None:
    asked = requests(page)
    page.goto(f"{address}/index.html")
    until(page, "window.archive?.once?.('way')")
    assert len(asked) == 1 + len(SCRIPTS) + 2
    assert asked[-2].url.endswith("/catalogue.js?v=1"), "what every search needs comes with the page"
    assert asked[-1].headers["range"] == "bytes=0-1", "whether parts of files come"
    before = len(asked)
    assert ask(page, "冻绿叶药茶")["total"] == 1
    loaded = kinds(tiny, asked[before:])
    assert loaded == {"directory": 7, "lists": 9, "fields": 1, "sizes": 1, "common": 1, "text": 1}
    assert ask(page, "冻绿叶药茶")["total"] == 1
    assert len(asked) == before + loaded.total()


class _Packing(InParts):
    """Sends parts of what it has packed."""

    def do_GET(self) -> None:
        if not self.headers["Range"]:
            super().do_GET()
            return
        data = gzip.compress(Path(self.translate_path(self.path)).read_bytes())[40:400]
        self.send_response(206)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Range", "bytes 40-399/400")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Elsewhere(InParts):
    """Sends other parts than are asked for."""

    def do_GET(self) -> None:
        if asked := self.headers["Range"]:
            self.headers.replace_header("Range", re.sub(r"\d+", lambda n: str(int(n[0]) + 2), asked))
        super().do_GET()


@pytest.mark.parametrize("server", [Quiet, _Packing, _Elsewhere])
def test_where_no_parts_of_files_come_whole_ones_do(page: Page, tiny: Path, server: type[Quiet]) -> None:
    with served(tiny, server) as address:
        page.goto(f"{address}/index.html")
        for query in ("冻绿叶药茶", "本报讯", "发展"):
            assert found(page, query) == expected([query])


def test_a_search_that_is_called_off_loads_nothing_more(page: Page, address: str, tiny: Path) -> None:
    asked = requests(page)
    page.goto(f"{address}/index.html")
    off = """async () => { const control = new AbortController();
        const answer = archive.search("发展", {signal: control.signal}).catch(error => error.name);
        control.abort(); return answer }"""
    assert page.evaluate(off) == "AbortError"
    assert kinds(tiny, asked) == {"catalogue": 1}
    later = """async () => { const control = new AbortController(), fetch = window.fetch;
        window.fetch = (...all) => { control.abort(); return fetch(...all) };
        return archive.search("冻绿叶药茶", {signal: control.signal}).catch(error => error.name) }"""
    assert page.evaluate(later) == "AbortError"
    assert "/shards/" in asked[-1].url
    assert not kinds(tiny, asked).keys() & {"ordinals", "text", "fields"}


def test_data_are_scripts_that_only_hand_over_a_string(shipped: Sample) -> None:
    for path in (shipped.root / "site/search/data").rglob("*.js"):
        data = path.read_bytes()
        text = data.decode("utf-16") if data.startswith(b"\xff\xfe") else data.decode()
        assert re.fullmatch(r"""archive\.register\(("[^"\\]*"|'([^'\\]|\\['\\])*')\);\n""", text)
        if text.startswith("archive.register('"):
            json.loads(text[len("archive.register('") : -len("...');\n")].replace("\\'", "'").replace("\\\\", "\\"))


def test_a_block_of_what_tells_sizes_has_whole_packs() -> None:
    """A page reckons where a stretch begins from the sizes in one block (placed in theme/assets/packs.js)."""
    assert index_segment.DIRECTORY % search.SIZES.pack == 0
    assert BLOCK % search.SIZES.texts == SHOWN % search.SIZES.texts == 0
