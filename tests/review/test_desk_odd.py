"""Whatever is sent to the desk is answered: what nobody at the desk could have sent is refused, and nothing written."""

import copy
import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from generator.review import review
from tests.conftest import Sample
from tests.review.desks import FILE, FIRST, PAGES, SECOND, ask, saving

pytestmark = pytest.mark.slow

Path = tuple[Any, ...]
ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    1,
    10**30,
    1.5,
    "",
    "x",
    "../../etc/passwd",
    [],
    [[]],
    {},
    {"a": 1},
    "\x00",
    "9" * 5000,
]
DEEP: Any = "[" * 500 + "]" * 500


def refused(server: review.Server, archive: Sample, body: Any) -> str:
    before = archive.tree("seeds")
    status, answer, _ = ask(server, "/api/save", body)
    assert status == 400, answer
    assert archive.tree("seeds") == before
    assert isinstance(answer, str)
    return answer


@pytest.mark.parametrize(
    ("file", "lines", "said"),
    [
        ("../../etc/passwd", [1, 3], f"{FIRST} 的出处 ../../etc/passwd 不是本期的版面，没有保存。请重新读入。"),
        ("/etc/passwd", [1, 3], f"{FIRST} 的出处 /etc/passwd 不是本期的版面，没有保存。请重新读入。"),
        ("pages/two.txt", [1, 3], f"{FIRST} 的出处 pages/two.txt 不是本期的版面，没有保存。请重新读入。"),
        ("pages\\one.txt", [1, 3], f"{FIRST} 的出处 pages\\one.txt 不是本期的版面，没有保存。请重新读入。"),
        (PAGES, [1, 11], f"{FIRST} 的出处 {PAGES} 第1–11行超出了这一版，它只到第10行，没有保存。请重新读入。"),
        (PAGES, [900, 901], f"{FIRST} 的出处 {PAGES} 第900–901行超出了这一版，它只到第10行，没有保存。请重新读入。"),
    ],
)
def test_a_source_is_lines_of_the_issue(
    server: review.Server, archive: Sample, file: str, lines: list[int], said: str
) -> None:
    body = saving(server)
    body["articles"][0]["source"].append({"file": file, "lines": lines})
    assert refused(server, archive, body) == said


def test_a_source_that_stood_there_stays(server: review.Server, archive: Sample) -> None:
    old = "  - {file: pages/one.txt, lines: [1, 4]}\n"
    new = old + "  - {file: pages/gone.txt, lines: [7, 9]}\n  - {file: pages/one.txt, lines: [1, 99]}\n"
    archive.write(FILE, archive.read(FILE).replace(old, new))
    body = saving(server)
    body["articles"][0]["title"] = "别的标题"
    assert ask(server, "/api/save", body)[0] == 200
    assert "pages/gone.txt, lines: [7, 9]" in archive.read(FILE)
    body = saving(server)
    body["articles"][1]["source"].append({"file": "pages/gone.txt", "lines": [7, 9]})  # merged with it
    assert ask(server, "/api/save", body)[0] == 200
    body = saving(server)
    body["articles"][1]["source"].append({"file": "pages/gone.txt", "lines": [7, 10]})
    assert "不是本期的版面" in refused(server, archive, body)


def test_an_article_stands_once_and_is_the_issues(server: review.Server, archive: Sample) -> None:
    body = saving(server)
    body["articles"].append(body["articles"][0])
    assert refused(server, archive, body) == f"编号 {FIRST} 重复了，或不是本期的，没有保存。请重新读入。"
    body = saving(server)
    other = SECOND.replace("2024-03-07", "2024-03-08")
    body["articles"][1]["id"] = other
    assert refused(server, archive, body) == f"编号 {other} 重复了，或不是本期的，没有保存。请重新读入。"
    body = saving(server)
    del body["articles"][1]["id"]
    assert refused(server, archive, body) == "编号  重复了，或不是本期的，没有保存。请重新读入。"


KINDS: Mapping[str, list[Any]] = {
    "articles": [None, 1, "x", {}, [1], ["x"], [None], [[]]],
    "unplaced": [None, 1, "x", [1], [["x"]], [[PAGES, "x", "none"]], [[PAGES, None, "none"]], [[PAGES, 1, "body ", 2]]],
    "base": [None, 1, []],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in KINDS.items() for value in values])
def test_values_of_another_kind_are_refused(server: review.Server, archive: Sample, name: str, value: Any) -> None:
    assert refused(server, archive, saving(server) | {name: value}).startswith("请求的格式不对：")


def places(of: Any, at: Path = ()) -> Iterator[Path]:
    yield at
    inner = of.items() if isinstance(of, dict) else enumerate(of) if isinstance(of, list) else ()
    for name, value in inner:
        yield from places(value, (*at, name))


def changed(body: Any, chance: random.Random) -> Any:
    """With something else at some places."""
    body = copy.deepcopy(body)
    for _ in range(chance.randint(1, 3)):
        *way, last = chance.choice([at for at in places(body) if at])
        holder = body
        for step in way:
            holder = holder[step]
        what = chance.random()
        if what < 0.6:
            holder[last] = chance.choice(ODD)
        elif what < 0.8 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            del holder[last]
    return body


def joining(server: review.Server) -> dict[str, Any]:
    issue = ask(server, "/api/issue?paper=xxb&date=2024-03-07")[1]
    [sheet] = issue["sheets"]
    owned = [[PAGES, line["n"], *owner] for line, owner in zip(sheet["lines"], sheet["owners"], strict=True)]
    lines = {PAGES: [[line["n"], line["text"]] for line in sheet["lines"]]}
    state = {"articles": copy.deepcopy(issue["articles"]), "owners": copy.deepcopy(owned), "lost": {FIRST: ["文"]}}
    state["articles"][0]["title"] = "别的标题"
    state["owners"][3][2] = SECOND
    begun = {"articles": issue["articles"], "owners": owned, "lines": lines, "lost": {}}
    return {"paper": "xxb", "date": "2024-03-07", "begun": begun, "state": state}


@pytest.mark.parametrize("path", ["/api/save", "/api/join"])
def test_whatever_is_sent_is_answered(
    server: review.Server, archive: Sample, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    chance = random.Random(path)
    whole = saving(server) if path == "/api/save" else joining(server)
    found = set()
    for _ in range(300):
        body = changed(whole, chance)
        before = archive.tree("seeds")
        status, answer, _ = ask(server, path, body)
        assert status in (200, 400, 404, 409, 422), (answer, body)
        found.add(status)
        if status != 200:
            assert archive.tree("seeds") == before
        elif path == "/api/save":
            archive.write(FILE, before[FILE])
    assert 400 in found
    for text in ("", "x", "[", DEEP, '{"paper": ' + DEEP + "}", '"\\ud800"', json.dumps("\ud800"), "{" * 100_000):
        assert ask(server, path, text)[0] == 400
    assert capfd.readouterr().err == ""
