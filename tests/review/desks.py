"""What tests of the correcting desk share: an issue that is begun, its server, what a person does in it."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from generator.review import review
from tests.conftest import Sample

ISSUE = "/api/issue?paper=xxb&date=2024-03-07"
PAGES = "pages/one.txt"
FILE = "seeds/articles/xxb-2024-03-07.yml"
PAGE = """\
我县春耕全面展开
　　本报讯（记者 王一）三月的田野一片繁忙，
农机手正在检修机具，各乡镇备足了种子。
　　农技员进村入户，手把手教农民选种。
县医院新楼启用
　　本报讯（记者 李二）县医院新楼昨日启用，
门诊搬入新址，病床增加了二百张。
　　新楼设有急救中心，救护车直达门口。
<b>{{天气}}</b>晴&lt;
值班电话
"""
ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - {paper: xxb, date: 2024-03-07, pages: [{file: pages/one.txt, page: 1}]}
  - {paper: xxb, date: 2024-03-08, pages: [{file: pages/two.txt, page: 2}]}
"""
ARTICLES = """\
paper: xxb
date: 2024-03-07
articles:
- id: xxb-2024-03-07-01-01
  page: 1
  kicker: null
  title: 我县春耕全面展开
  title_source: page
  subtitle: null
  authors:
  - {name: 王一, role: 记者}
  byline: 本报讯 （记者 王一）
  county: 兴县
  county_source: paper
  kind: news
  body: |-
    三月的田野一片繁忙，农机手正在检修机具，各乡镇备足了种子。

    农技员进村入户，手把手教农民选种。
  captions: []
  continued_from: null
  source:
  - {file: pages/one.txt, lines: [1, 4]}
  reviewed: false
- id: xxb-2024-03-07-01-02
  page: 1
  kicker: null
  title: 县医院新楼启用
  title_source: page
  subtitle: null
  authors:
  - {name: 李二, role: 记者}
  byline: 本报讯 （记者 李二）
  county: 兴县
  county_source: text
  kind: news
  body: |-
    县医院新楼昨日启用，门诊搬入新址，病床增加了二百〔□〕。

    新楼设有急救中心，救护车直达门口。
  captions: []
  continued_from: null
  source:
  - {file: pages/one.txt, lines: [5, 8]}
  reviewed: false
unplaced:
- {file: pages/one.txt, line: 9, text: '<b>{{天气}}</b>晴&lt;'}
- {file: pages/one.txt, line: 10, text: 值班电话}
"""
FIRST, SECOND, THIRD, FOURTH = (f"xxb-2024-03-07-01-{n:02d}" for n in range(1, 5))


@pytest.fixture
def archive(sample: Sample) -> Sample:
    """An issue with two unreviewed articles, one lost character and two unplaced lines; another not yet segmented."""
    sample.write("seeds/issues.yml", ISSUES)
    sample.write("seeds/pages/one.txt", PAGE)
    sample.write("seeds/pages/two.txt", PAGE.replace("我县春耕全面展开", "我县秋收全面展开"))
    sample.write(FILE, ARTICLES)
    return sample


@contextmanager
def serving(root: Path, english: bool = False) -> Iterator[review.Server]:
    """The desk of an archive."""
    server = review.Server(root, 0, english=english)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server(archive: Sample) -> Iterator[review.Server]:
    with serving(archive.root) as server:
        yield server


expect.set_options(timeout=15_000)  # a machine that does other things as well

READER = "localStorage.setItem('baocang.reviewer', '李文')"
"""As if the name had been asked for."""


@pytest.fixture
def desk(server: review.Server, page: Page) -> Page:
    """The first issue, open."""
    page.add_init_script(READER)
    open_issue(server, page)
    return page


def open_issue(server: review.Server, page: Page) -> None:
    page.goto(f"{server.address}#/xxb/2024-03-07")
    expect(page.locator(".piece.open")).to_be_visible()


def line(desk: Page, number: int) -> Any:
    return desk.locator(".line").nth(number - 1)


def open_card(desk: Page, id: str) -> None:
    card = desk.locator(f"#card-{id}")
    if "open" not in (card.get_attribute("class") or "").split():
        card.locator(".heading").click()
    expect(card.locator(".fields")).to_be_visible()


def give(desk: Page, act: str, choice: str = "") -> None:
    """Gives the selected lines away with a button, and waits until the articles are composed anew."""
    desk.locator(f"[data-act={act}]").click()
    if choice:
        desk.locator("#picker select").select_option(choice)
        desk.locator("#picker button.main").click()
    expect(desk.get_by_role("status").first).to_contain_text("行")


def save(desk: Page) -> None:
    status = desk.locator("#status")
    status.evaluate("element => (element.textContent = '')")  # what it says of the save before is no answer
    desk.keyboard.press("Control+s")
    expect(status).to_contain_text("已保存")


def review_page(desk: Page) -> None:
    """Marks all articles of the page file as read, and says yes."""
    desk.get_by_role("button", name="本版校读完毕").click()
    desk.get_by_role("button", name="都校读完毕").click()


def saved(archive: Sample) -> dict[str, Any]:
    """Articles of the file by id, and the numbers of its unplaced lines."""
    data = yaml.safe_load(archive.read(FILE))
    return {a["id"]: a for a in data["articles"]} | {"unplaced": [u["line"] for u in data["unplaced"]]}


def ask(
    server: review.Server, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, Any, http.client.HTTPMessage]:
    """Status, answer and headers; with the token unless `headers` say otherwise."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    given = {"X-Token": server.token, "Content-Type": "application/json"} | (headers or {})
    data = None if body is None else json.dumps(body) if not isinstance(body, str) else body
    connection.request("GET" if body is None else "POST", path, data, given)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, json.loads(text) if "json" in answer.headers["Content-Type"] else text, answer.headers


def saving(server: review.Server) -> dict[str, Any]:
    """What the browser sends when nothing was changed."""
    issue = ask(server, ISSUE)[1]
    unplaced = [
        [sheet["file"], x["n"], role]
        for sheet in issue["sheets"]
        for x, (id, role) in zip(sheet["lines"], sheet["owners"], strict=True)
        if not id
    ]
    return {name: issue[name] for name in ("paper", "date", "base", "articles")} | {"unplaced": unplaced}


@dataclass
class Hand:
    """A person at the desk, without a browser: what the page would hold and send."""

    server: review.Server
    issue: dict[str, Any] = field(default_factory=dict)
    articles: list[dict[str, Any]] = field(default_factory=list)
    owners: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    """By line: there is one page file."""
    lost: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begin(ask(self.server, ISSUE)[1])

    def begin(self, issue: dict[str, Any]) -> None:
        self.issue, self.articles = issue, [dict(article) for article in issue["articles"]]
        [sheet] = issue["sheets"]
        self.owners = {line["n"]: tuple(owner) for line, owner in zip(sheet["lines"], sheet["owners"], strict=True)}

    def __getitem__(self, id: str) -> dict[str, Any]:
        [found] = [article for article in self.articles if article["id"] == id]
        return found

    def edit(self, id: str, **fields: Any) -> None:
        self[id].update(fields)

    def lines(self, id: str | None) -> list[int]:
        return [n for n, (owner, _) in self.owners.items() if owner == id]

    def move(self, lines: list[int], to: str | None, role: str = "body") -> str:
        """Gives lines to an article ("+": a new one), or to none; its id."""
        was = dict(self.owners)
        self.owners |= dict.fromkeys(lines, (to, role if to else "left"))
        touched = list(dict.fromkeys(id for n in lines for id in (was[n][0], to) if id))
        parts = [
            {
                "id": None if id == "+" else id,
                "file": PAGES,
                "article": next((a for a in self.articles if a["id"] == id), None),
                "before": [[PAGES, n, role] for n, (owner, role) in was.items() if owner == id],
                "after": [[PAGES, n, role] for n, (owner, role) in self.owners.items() if owner == id],
            }
            for id in touched
        ]
        body = {"paper": "xxb", "date": "2024-03-07", "ids": [a["id"] for a in self.articles], "parts": parts}
        status, made, _ = ask(self.server, "/api/compose", body)
        assert status == 200, made
        fresh = dict(zip(touched, [one["id"] for one in made], strict=True))
        self.owners = {n: (fresh.get(id or "", id), role) for n, (id, role) in self.owners.items()}
        for one in made:
            old = [n for n, a in enumerate(self.articles) if a["id"] == one["id"]]
            if one["article"] is None:
                self.articles = [a for a in self.articles if a["id"] != one["id"]]
            elif old:
                self.articles[old[0]] = one["article"]
            else:
                self.articles.append(one["article"])
        return str(fresh.get(to or "", to or ""))

    def save(self) -> tuple[int, Any]:
        unplaced = [[PAGES, n, self.owners[n][1]] for n in self.lines(None)]
        body = {name: self.issue[name] for name in ("paper", "date", "base")}
        status, answer, _ = ask(self.server, "/api/save", body | {"articles": self.articles, "unplaced": unplaced})
        if status == 200:
            self.begin(ask(self.server, ISSUE)[1])
        return status, answer

    def join(self) -> dict[str, Any]:
        """Joins what is on disk; what comes is what this person has now."""
        [sheet] = self.issue["sheets"]
        lines = {PAGES: [[line["n"], line["text"]] for line in sheet["lines"]]}
        owned = [[PAGES, line["n"], *owner] for line, owner in zip(sheet["lines"], sheet["owners"], strict=True)]
        body = {
            "paper": "xxb",
            "date": "2024-03-07",
            "begun": {"articles": self.issue["articles"], "owners": owned, "lines": lines},
            "state": {
                "articles": self.articles,
                "owners": [[PAGES, n, *owner] for n, owner in self.owners.items()],
                "lost": self.lost,
            },
        }
        status, joined, _ = ask(self.server, "/api/join", body)
        assert status == 200, joined
        self.issue, self.articles, self.lost = joined["issue"], joined["articles"], joined["lost"]
        self.owners = {n: (id, role) for _, n, id, role in joined["owners"]}
        found: dict[str, Any] = joined
        return found

    def saved_after_join(self) -> dict[str, Any]:
        assert self.save()[0] == 409
        joined = self.join()
        assert self.save()[0] == 200
        return joined
