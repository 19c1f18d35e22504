"""The query language: what lunr's parser reads, and what no parser may do to a reader's words."""

import json
import random
import subprocess
from typing import Any

import pytest
from lunr.exceptions import QueryParseError
from lunr.query import Query, QueryPresence
from lunr.query_parser import QueryParser

from tests.conftest import REPOSITORY

FIELDS = ["title", "author", "county", "paper"]


def parsed(queries: list[str]) -> list[dict[str, Any]]:
    """Queries through theme/assets/query.js."""
    script = str(REPOSITORY / "tests/js/query.js")
    run = subprocess.run(["node", script], input=json.dumps(queries), capture_output=True, text=True, check=True)
    out: list[dict[str, Any]] = json.loads(run.stdout)
    return out


def written(clauses: list[dict[str, Any]]) -> str:
    """Clauses as a query that asks for them."""
    out = []
    for clause in clauses:
        field = f"{clause['field']}:" if clause["field"] else ""
        text = f"{clause['text']}*" if clause["open"] else f'"{clause["text"]}"'
        out.append(("-" if clause["not"] else "+") + field + text)
    return " ".join(out)


def clause(text: str, field: str = "", no: bool = False, star: bool = False) -> dict[str, Any]:
    return {"text": text, "field": field, "not": no, "open": star}


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("", []),
        ("金融", [clause("金融")]),
        ("金融　扶贫", [clause("金融"), clause("扶贫")]),
        ("+金融 -疫情", [clause("金融"), clause("疫情", no=True)]),
        ('"小额 信贷" 草莓', [clause("小额 信贷"), clause("草莓")]),
        ("title:金融 TITLE：扶贫", [clause("金融", "title"), clause("扶贫", "title")]),
        ('-title:"a b"', [clause("a b", "title", no=True)]),
        (
            "author:刘丽霞 county:兴县 paper:llrb",
            [clause("刘丽霞", "author"), clause("兴县", "county"), clause("llrb", "paper")],
        ),
        ("wild* author:王*", [clause("wild", star=True), clause("王", "author", star=True)]),
        ("12:30 5-6 a+b “小康”", [clause("12:30"), clause("5-6"), clause("a+b"), clause("“小康”")]),
    ],
)
def test_what_a_query_asks_for(query: str, clauses: list[dict[str, Any]]) -> None:
    assert parsed([query]) == [{"clauses": clauses, "literal": False}]


@pytest.mark.parametrize(
    "query",
    ['"', '""', '" "', '"金融', '金融"', "-", "+", "金融 -", "a*b", "*", "**", "title:", "title: a", "http://a"],
)
def test_a_query_that_cannot_be_parsed_is_searched_as_it_stands(query: str) -> None:
    assert parsed([query]) == [{"clauses": [clause(query)], "literal": True}]


def drawn(alphabet: str, number: int, longest: int) -> list[str]:
    """Texts at random, the same ones each time."""
    chance = random.Random(1949)
    return ["".join(chance.choices(alphabet, k=chance.randint(0, longest))) for _ in range(number)]


def test_what_clauses_are_written_as_is_read_as_the_same_clauses() -> None:
    chance = random.Random(1949)
    runs = [run for run in drawn("金融扶贫Ab19年，。《", 4000, 6) if run]
    made = [clause(run, chance.choice(["", *FIELDS]), chance.random() < 0.5, chance.random() < 0.5) for run in runs]
    many = [made[n : n + 4] for n in range(0, len(made), 4)]
    assert [answer["clauses"] for answer in parsed([written(clauses) for clauses in many])] == many


def test_no_text_breaks_the_parser_or_is_read_in_two_ways() -> None:
    marks = '+-":：*^~ 　\t\n()[]\\金融1\u2028\ufeff\x00é𠮷\u0301'
    words = ["title:", "author:", "county:", '"', "-", " ", "金融", "a*", "paper"]
    chance = random.Random(2024)
    queries = drawn(marks, 10_000, 12) + ["".join(chance.choices(words, k=chance.randint(1, 8))) for _ in range(10_000)]
    answers = parsed(queries)
    assert parsed(queries) == answers
    assert {answer["literal"] for answer in answers} == {True, False}
    for query, answer in zip(queries, answers, strict=True):
        assert all(part["text"] and part["text"] in query for part in answer["clauses"])
        if answer["literal"]:
            assert answer["clauses"] == [clause(query)]
    again = parsed([written(answer["clauses"]) for answer in answers if not answer["literal"]])
    assert [a["clauses"] for a in again] == [a["clauses"] for a in answers if not a["literal"]]


def test_lunr_reads_the_same_where_it_has_the_same_words() -> None:
    compared = 0
    words = ["title:", "author:", "金融", "扶贫", "ab", "+", "-", " ", "  ", " -", " +"]
    chance = random.Random(2024)
    queries = ["".join(chance.choices(words, k=chance.randint(1, 7))) for _ in range(5000)]
    for query, answer in zip(queries, parsed(queries), strict=True):
        if any(mark in part[1:] for part in query.split() for mark in "+-"):
            continue  # lunr cuts words there
        try:
            theirs = QueryParser(query, Query(FIELDS)).parse()
        except QueryParseError:
            assert answer["literal"] or not query.strip() or any(":" in part["text"] for part in answer["clauses"])
            continue
        if answer["literal"] or any(":" in part["text"] for part in answer["clauses"]):
            continue
        compared += 1
        assert [(c.term, c.presence == QueryPresence.PROHIBITED, c.fields) for c in theirs.clauses] == [
            (part["text"], part["not"], [part["field"]] if part["field"] else FIELDS) for part in answer["clauses"]
        ]
    assert compared > 500


def either(clauses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each of which will do instead of the one before, but the first."""
    return [clauses[0], *({**each, "or": True} for each in clauses[1:])]


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("金融 或 扶贫", either([clause("金融"), clause("扶贫")])),
        ("金融 OR 扶贫 | 信贷", either([clause("金融"), clause("扶贫"), clause("信贷")])),
        ("春耕 左权 ｜ 吕梁", [clause("春耕"), *either([clause("左权"), clause("吕梁")])]),
        ('金融 或 -标题:"小额 信贷"', either([clause("金融"), clause("小额 信贷", "title", no=True)])),
        ("金融 不含 疫情", [clause("金融"), clause("疫情", no=True)]),
        ("标题:金融 题名：扶贫", [clause("金融", "title"), clause("扶贫", "title")]),
        (
            "作者：刘丽霞 责任者:刘* 地区:兴县 报纸：吕梁",
            [
                clause("刘丽霞", "author"),
                clause("刘", "author", star=True),
                clause("兴县", "county"),
                clause("吕梁", "paper"),
            ],
        ),
        ("或", [clause("或")]),
        ("或 金融 或", [clause("或"), clause("金融"), clause("或")]),
        ("金融 或 或 扶贫", [*either([clause("金融"), clause("或")]), clause("扶贫")]),
        ("金融或扶贫 不含", [clause("金融或扶贫"), clause("不含")]),
        ("or 不含糖", [clause("or"), clause("不含糖")]),
    ],
)
def test_the_language_speaks_chinese(query: str, clauses: list[dict[str, Any]]) -> None:
    assert parsed([query]) == [{"clauses": clauses, "literal": False}]


def reread(queries: list[str]) -> list[dict[str, Any] | None]:
    """Queries that nothing holds, through theme/assets/query.js."""
    script = str(REPOSITORY / "tests/js/query.js")
    run = subprocess.run(
        ["node", script, "reread"], input=json.dumps(queries), capture_output=True, text=True, check=True
    )
    out: list[dict[str, Any] | None] = json.loads(run.stdout)
    return out


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("“小额 信贷”", [clause("小额 信贷")]),
        ("＋金融 －疫情", [clause("金融"), clause("疫情", no=True)]),
        ("金融｜扶贫|信贷", either([clause("金融"), clause("扶贫"), clause("信贷")])),
        ("金融 不含疫情", [clause("金融"), clause("疫情", no=True)]),
        ("金融 不含：疫情", [clause("金融"), clause("疫情", no=True)]),
        ("作者： 刘丽霞", [clause("刘丽霞", "author")]),
        ("草莓…采摘 -title:价格", [{**clause("草莓"), "then": ["采摘"]}, clause("价格", "title", no=True)]),
        ("草莓...大棚……采摘", [{**clause("草莓"), "then": ["大棚", "采摘"]}]),
        ("－“小额 信贷”", [clause("小额 信贷", no=True)]),
        ("「小额 信贷」 『扶贫』", [clause("小额 信贷"), clause("扶贫")]),
        ("头版 春耕", [clause("1", "sheet"), clause("春耕")]),
        ("第2版", [clause("2", "sheet")]),
        ("三版 A01版", [clause("3", "sheet"), clause("A01", "sheet")]),
        ("贷款或信贷", either([clause("贷款"), clause("信贷")])),
        ("贷款或者信贷 吕梁", [*either([clause("贷款"), clause("信贷")]), clause("吕梁")]),
        ("檔號:吕档-3 來源：新华社", [clause("吕档-3", "shelfmark"), clause("新华社", "origin")]),
    ],
)
def test_what_no_text_holds_is_read_with_the_signs_of_a_chinese_keyboard(
    query: str, clauses: list[dict[str, Any]]
) -> None:
    assert reread([query]) == [{"clauses": clauses, "literal": False}]


@pytest.mark.parametrize(
    "query", ["金融", "金融 扶贫", '"草莓…采摘"', "…采摘", "草莓…", '"a|b"', "标题:a…b", "不含疫情", '"']
)
def test_where_there_are_none_it_is_not_read_again(query: str) -> None:
    assert reread([query]) == [None]


def test_no_text_breaks_the_second_reading() -> None:
    queries = drawn('＋－“”｜|…不含 　:：金融"-+*或', 10_000, 12)
    for query, answer in zip(queries, reread(queries), strict=True):
        for part in answer["clauses"] if answer else ():
            assert part["text"].strip()
            assert part["text"] in query or ("或" in part["text"] and set("|｜") & set(query))
            assert all(run.strip() and run in query for run in part.get("then", ()))
