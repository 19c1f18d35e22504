"""Better spellings: slips of the pen in words of the archive that ships."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.language import pinyin
from generator.language.likeness import lookalikes
from generator.search.spelling import LONGEST, spelling
from tests.benchmarks import slips
from tests.benchmarks.search import Server
from tests.conftest import served
from tests.search.test_search import documents

SLIPS = 120
MOST = 100_000  # bytes that better spellings may load, the script not counted, which is 5 kB


def test_words_stand_in_the_shards_of_their_ends() -> None:
    whole, shards = spelling(["兴县"], {"王一": 2}, {"金融": 5, "授信": 1, "的": 9, "一二三四五六七八九": 3})
    told = json.loads(whole)
    assert told["words"] == list(shards) and len(shards) == 1
    [shard] = map(json.loads, shards.values())
    assert shard == {
        "": 0, "兴": ["县a", ""], "县": ["", "兴a"], "授": ["信a", ""], "信": ["", "授a"],
        "王": ["一b", ""], "一": ["", "王b"], "金": ["融c", ""], "融": ["", "金c"],
    }  # fmt: skip
    assert LONGEST == 8 and "融" in told["readings"]["rong"] and "受" in told["readings"]["shou"]
    assert any({"未", "末"} <= {*group} for group in told["alike"].split())


def test_an_archive_without_words_has_none() -> None:
    assert spelling([], {}, {}) == ('{"readings":{},"alike":"","words":[]}', {})


def test_many_words_are_parted_and_each_is_there_twice() -> None:
    words = {f"{chr(0x4E00 + n)}{chr(0x5000 + n % 70)}": n + 1 for n in range(3000)}
    _, shards = spelling([], {}, words)
    assert len(shards) == 3
    for n, shard in enumerate(map(json.loads, shards.values())):
        assert shard.pop("") == n and all(ord(character) % 3 == n for character in shard)
    held = sum(
        len(each) // 2 for shard in shards.values() for both in list(json.loads(shard).values())[1:] for each in both
    )
    assert held == 2 * len(words)


def test_what_looks_alike_does_so_either_way() -> None:
    table = lookalikes()
    assert all(one in table[other] for one, others in table.items() for other in others)
    for pair in ("未末", "己已", "土士", "日曰", "治冶", "折拆", "贷货", "孤弧"):
        assert pair[1] in table[pair[0]], pair
    assert {*pinyin.readings("受")} & {*pinyin.readings("授")}


@pytest.fixture(scope="module")
def engine(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    folder: Path = tmp_path_factory.mktemp("slips") / "page"
    slips.laid(documents(), folder)
    with served(folder, Server) as address:  # type: ignore[arg-type]  # it counts what it sends
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/index.html")
        yield page, address
        context.close()


@pytest.mark.browser
def test_what_is_meant_is_among_the_first_three_nine_times_in_ten(engine: tuple[Page, str]) -> None:
    made = slips.Slips(documents(), 1949, "types")
    wrong = [each for each in slips.asked(engine[0], made, SLIPS) if not slips.right(each[3], each[2])]
    assert len(wrong) <= SLIPS // 10, wrong


@pytest.mark.browser
@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("整村受信", "整村授信"),
        ("金熔", "金融"),
        ("为养殖户送去及时雨", "为养殖户送去“及时雨"),
        ("金熔 扶贫", "金融 扶贫"),
        ("title:金熔", "title:金融"),
        ("-吕梁 金熔", "-吕梁 金融"),
    ],
)
def test_slips_that_people_made(engine: tuple[Page, str], slip: str, meant: str) -> None:
    answer = engine[0].evaluate("slip => archive.search(slip)", slip)
    assert answer["meant"][0].startswith(meant)
    assert (answer["total"], answer["doors"], answer["narrowed"]) == (0, [], {})


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("标题:", []), ("作者：", []), ("金融 不含", ["金融"]), ("金融 -", ["金融"]), ("金融 作者: +", ["金融"])],
)
def test_signs_with_nothing_behind_them_are_left_out(engine: tuple[Page, str], typed: str, meant: list[str]) -> None:
    assert engine[0].evaluate("typed => archive.search(typed)", typed)["meant"] == meant


@pytest.mark.browser
def test_what_is_found_as_words_is_not_put_right(engine: tuple[Page, str]) -> None:
    for query in ("金融", "小额信贷", "本报讯"):
        answer = engine[0].evaluate("q => archive.search(q)", query)
        assert (answer["meant"], answer["little"]) == ([], False)
    for query in ("", "-金融", "author:无此人", "！", "a", "火"):
        assert engine[0].evaluate("q => archive.search(q)", query)["meant"] == []


@pytest.mark.browser
def test_little_more_is_loaded(browser: Browser, engine: tuple[Page, str]) -> None:
    """Exact search first: what a slip loads beside it is within the bound."""
    for slip in ("整村受信", "为养殖户送去及时雨", "脱贫攻坚占"):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{engine[1]}/index.html")
        page.evaluate("async q => archive.literally(await archive.catalogue(), q)", slip)
        before = Server.sent
        page.evaluate("async q => archive.spelt(await archive.catalogue(), q)", slip)
        assert 0 < Server.sent - before < MOST
        context.close()
