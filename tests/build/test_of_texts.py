"""What is found out of texts once, and looked at again only where it may be another thing now."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from generator.base.archive import Archive, Entry
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.base.when import When
from generator.base.workers import HERE
from generator.build import of_texts
from generator.build.display import Display
from generator.build.production import Work
from generator.build.render import Task
from generator.language import persons

TEXTS = [
    "王建国在会上介绍了情况。",
    "李秀英说，欧阳建国和王建国都来了。",
    "村民李秀英到了县城。",
    "天气晴，微风。",
    "王建国军民共建，张志强老师在场。",
]


def article(number: int, author: str = "") -> Article:
    day = f"2024-03-{number:02}"
    authors = [{"name": author}] if author else []
    return Article.model_validate(
        {"id": f"xxb-{day}-01-01", "paper": "xxb", "date": day, "title": "题", "body": TEXTS[number - 1]}
        | {"authors": authors}
    )


def archive(signed: Sequence[str], called: Sequence[str] = ()) -> Archive:
    """An issue for each text, the first of them signed by these; `called`: names of those who are listed."""
    articles = [article(n + 1, signed[n] if n < len(signed) else "") for n in range(len(TEXTS))]
    issues = {each.issue: Issue(paper="xxb", date=When.of(f"{each.date}")) for each in articles}
    paper = Paper(name="兴县报", place="兴县", adcode="141123")
    return Archive(
        {"xxb": paper}, issues, tuple(Entry(each, None) for each in articles), called=dict.fromkeys(called, "")
    )


def work(found: Memo) -> Work:
    return Work(Task(Path(), ""), HERE, found, Display())


def test_names_that_come_and_go_give_what_a_first_build_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, find = list[str](), persons.known

    def known(names: Sequence[str], texts: Sequence[str]) -> list[list[str]]:
        looked.extend(texts)
        return find(names, texts)

    monkeypatch.setattr("generator.build.of_texts.named.known", known)
    states = [
        archive(["张志强"]),
        archive(["张志强", "王建国"]),
        archive(["张志强", "王建国"], called=["建国", "李秀英"]),
        archive(["李秀英"], called=["王建", "欧阳建国"]),
        archive([]),
        archive([], called=["陈大中"]),
        archive([], called=["陈大中"]),
    ]
    memo = Memo()
    looks = []
    for state in states:
        looked.clear()
        memo = Memo(memo.now)
        made = of_texts.persons(state, work(memo))
        looks.append(len(looked))
        assert made == of_texts.persons(state, work(Memo()))
    assert looks[0] == len(TEXTS)
    assert looks[-2:] == [0, 0], "nobody has that name, and nothing is another"
    assert all(0 < each < len(TEXTS) for each in looks[1:-2])


def test_where_many_names_are_others_all_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_texts, "FEW", 1)
    memo = Memo()
    for before, now in pairwise([archive(["王建国"]), archive(["李秀英"])]):
        of_texts.persons(before, work(memo))
        memo = Memo(memo.now)
        assert of_texts.persons(now, work(memo)) == of_texts.persons(now, work(Memo()))
