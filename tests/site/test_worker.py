"""The worker that keeps pages, without a browser: which file it answers with, of which build."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.base import assets
from generator.base.output import sum_of
from generator.build import offline
from tests.conftest import REPOSITORY

PAGE, SHEET, DATA = "issues/xxb/2024-03-07/01-01.html", "assets/archive.css", "search/data/0123456789ab/text/0.js"
OLD = {
    "index.html": "首页",
    "about.html": "关于",
    PAGE: "旧文",
    "issues/xxb/2024-03-07/01-02.html": "第二篇",
    SHEET: "旧样式",
    DATA: "0123456789",
    "offline/index.html": "离线阅读",
}
SETS = {
    "core": ["offline/index.html"],
    "pages": [SHEET],
    "2024": ["dates/2024/", "issues/xxb/2024-"],
    "search": ["search/"],
}
Step = dict[str, Any]


def built(files: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The files of a host that has this build, and its worker."""
    sets = {f"offline/sets/{name}.json": json.dumps({"names": of, "files": 0, "bytes": 0}) for name, of in SETS.items()}
    held = {**files, **sets}
    lists = dict(offline.lists({name: (len(text.encode()), sum_of(text)) for name, text in sorted(held.items())}))
    return {**held, **lists}, offline.worker(sum_of(lists[offline.ALL]))


def run(*steps: Step) -> list[Any]:
    """What each step gives (tests/js/worker.js)."""
    given = json.dumps({"steps": steps})
    node = str(Path(sys.executable).parent / "node")
    command = [node, str(REPOSITORY / "tests/js/worker.js")]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, encoding="utf-8")
    found: list[Any] = json.loads(done.stdout)
    return found


def host(files: Mapping[str, str] | None) -> Step:
    return {"do": "host", "files": files}


def begin(files: Mapping[str, str]) -> list[Step]:
    """A host with a build, and its worker."""
    there, text = built(files)
    return [host(there), {"do": "start", "text": text}]


def read(name: str, text: str, *parts: str, client: str = "page") -> Step:
    """A reader opens a page."""
    address = "https://example.org/repo/"
    asked = {"address": address + name, "title": name, "parts": [address + part for part in parts]}
    return {"do": "ask", "what": "read", "from": client, "size": len(text.encode()), **asked}


def go(name: str, client: str = "page") -> Step:
    return {"do": "get", "name": name, "mode": "navigate", "client": client}


def part(name: str, client: str = "page", **more: object) -> Step:
    return {"do": "get", "name": name, "client": client, **more}


def test_a_page_that_was_read_comes_with_what_belongs_to_it_where_there_is_no_network() -> None:
    *_, page, sheet = run(*begin(OLD), read(PAGE, "旧文", SHEET), host(None), go(PAGE), part(SHEET))
    assert (page["text"], sheet["text"]) == ("旧文", "旧样式")


def test_a_page_that_was_not_kept_leads_to_the_page_that_says_so() -> None:
    *_, page = run(*begin(OLD), host(None), go(f"{PAGE}?a=1"))
    assert page["to"] == f"https://example.org/repo/offline/index.html#{PAGE}?a=1"


def test_names_are_those_of_files_whatever_a_server_leaves_out() -> None:
    *_, first, second, third = run(
        *begin(OLD), read("", "首页"), read("about", "关于"), host(None), go(""), go("about"), go("about.html")
    )
    assert [each["text"] for each in (first, second, third)] == ["首页", "关于", "关于"]


def test_what_the_network_gives_goes_through_while_it_is_there() -> None:
    new = {**built(OLD)[0], PAGE: "新文"}
    *_, page = run(*begin(OLD), read(PAGE, "旧文"), host(new), go(PAGE))
    assert page["text"] == "新文"


def test_a_page_of_another_build_is_not_kept_and_nothing_kept_is_put_into_it() -> None:
    """The host has been given a new build that this worker does not know."""
    new, _ = built({**OLD, PAGE: "新文", SHEET: "新样式"})
    steps = [*begin(OLD), read("about.html", "关于", SHEET), host(new), read(PAGE, "新文", SHEET, client="other")]
    *_, told, kept, _, old, mixed = run(*steps, {"do": "kept"}, host(None), part(SHEET), part(SHEET, "other"))
    assert told == {"failed": "renewed"}
    assert not any(name.startswith(PAGE) for name in kept)
    assert old["text"] == "旧样式", "a page of this build goes on with its own"
    assert mixed == {"failed": True, "asked": [SHEET]}


def test_a_page_of_this_build_is_not_given_a_file_of_another() -> None:
    new, _ = built({**OLD, SHEET: "新样式"})
    *_, sheet = run(*begin(OLD), read(PAGE, "旧文"), host(new), part(SHEET))
    assert sheet["failed"]


def test_a_page_that_a_script_reads_costs_no_list_and_comes_as_it_is_kept_where_there_is_no_network() -> None:
    other = "issues/xxb/2024-03-07/01-02.html"
    *_, first, _, second, third = run(
        *begin(OLD), read("about.html", "关于"), read(other, "第二篇"), part(PAGE), host(None), part(other), part(PAGE)
    )
    assert (first["text"], first["asked"]) == ("旧文", [PAGE])
    assert second["text"] == "第二篇"
    assert third["failed"]


def test_what_is_not_what_the_lists_say_is_not_kept() -> None:
    """Some hosts write into pages."""
    changed = {**built(OLD)[0], PAGE: "旧文<script>"}
    *_, told, kept = run(*begin(OLD), host(changed), read(PAGE, "旧文"), {"do": "kept"})
    assert told == {"failed": "renewed"}
    assert not any(PAGE in name for name in kept)


def test_a_new_build_takes_away_what_is_not_in_it_and_keeps_what_is_the_same() -> None:
    new, text = built({name: of for name, of in OLD.items() if name != PAGE} | {SHEET: "新样式"})
    same = "issues/xxb/2024-03-07/01-02.html"
    steps = [*begin(OLD), read(PAGE, "旧文", SHEET), read(same, "第二篇", SHEET), host(new)]
    *_, kept, _, page, second = run(
        *steps, {"do": "start", "text": text}, {"do": "kept"}, host(None), go(PAGE), go(same)
    )
    assert not any(name.startswith((PAGE, SHEET)) for name in kept)
    assert len([name for name in kept if name.startswith("offline/list.json")]) == 1
    assert page["to"].endswith(PAGE)
    assert second["text"] == "第二篇"


def test_what_the_worker_before_writes_down_while_another_waits_brings_nothing_back() -> None:
    new, text = built({name: of for name, of in OLD.items() if name != PAGE})
    *_, texts, page = run(
        *begin(OLD),
        read(PAGE, "旧文"),
        host(new),
        {"do": "start", "text": text, "waits": True},
        read("about.html", "关于"),
        {"do": "take"},
        {"do": "texts"},
        {"do": "ask", "what": "all"},
    )
    assert not [each for each in texts if PAGE in each or "旧文" in each]
    assert page["read"] == [["about.html", "about.html"]]


def test_a_new_build_that_does_not_come_whole_changes_nothing() -> None:
    new, text = built({**OLD, PAGE: "新文"})
    half = {name: of for name, of in new.items() if name != "offline/list.json"}
    *_, said, _, page = run(
        *begin(OLD), read(PAGE, "旧文"), host(half), {"do": "start", "text": text}, host(None), go(PAGE)
    )
    assert said == "offline/list.json is of another build"
    assert page["text"] == "旧文"


def test_a_year_is_kept_in_steps_and_loaded_anew_with_a_new_build() -> None:
    new, text = built({**OLD, PAGE: "新文"})
    more = {"do": "ask", "what": "more", "id": "2024"}
    *_, first, _, _, late, again, all_of_it, _, page = run(
        *begin(OLD),
        {**more, "title": "2024年", "holds": "2篇"},
        host(new),
        {"do": "start", "text": text},
        {"do": "ask", "what": "late"},
        more,
        {"do": "ask", "what": "all"},
        host(None),
        go(PAGE),
    )
    assert first["have"] == first["files"] == 4
    assert late == {"late": ["2024"]}
    assert again["have"] == 4
    assert all_of_it["sets"]["2024"]["done"]
    assert page["text"] == "新文"


def test_parts_of_files_are_asked_of_the_server_or_cut_from_what_is_kept() -> None:
    keep = {"do": "ask", "what": "more", "id": "search", "title": "检索", "holds": ""}
    *_, asked, _, cut, end, beyond, whole = run(
        *begin(OLD),
        part(DATA, range="bytes=2-4"),
        keep,
        part(DATA, range="bytes=2-4"),
        part(DATA, range="bytes=8-"),
        part(DATA, range="bytes=20-30"),
        part(DATA),
    )
    assert asked["asked"] == [DATA]
    assert (cut["status"], cut["text"], cut["range"], cut["asked"]) == (206, "234", "bytes 2-4/10", [])
    assert (end["text"], beyond["status"], whole["text"]) == ("89", 416, "0123456789")


def test_what_was_damaged_is_asked_of_the_server_again() -> None:
    keep = {"do": "ask", "what": "more", "id": "search", "title": "检索", "holds": ""}
    *_, again, _, alone = run(
        *begin(OLD), keep, part(f"{DATA}?again=1"), host(None), part(f"{DATA}?again=2", range="bytes=0-1")
    )
    assert again["asked"] == [DATA]
    assert alone["text"] == "01"


def test_what_is_no_reading_goes_past_the_worker() -> None:
    *_, sent, own = run(*begin(OLD), part(PAGE, method="POST"), part("worker.js"))
    assert sent == own == {"passed": True}


def test_the_pages_that_were_read_longest_ago_go_first() -> None:
    files = OLD | {f"people/a{n:03}/index.html": f"{n}" for n in range(302)}
    reads = [read(f"people/a{n:03}/index.html", f"{n}") for n in range(302)]
    *_, first, last = run(*begin(files), *reads, host(None), go("people/a001/"), go("people/a002/"))
    assert first["to"]
    assert last["text"] == "2"


def test_what_a_reader_no_longer_wishes_goes_and_what_was_read_stays() -> None:
    second = "issues/xxb/2024-03-07/01-02.html"
    more = {"do": "ask", "what": "more", "id": "2024", "title": "2024年", "holds": "2篇"}
    *_, page, gone, _, _, clear = run(
        *begin(OLD),
        read(PAGE, "旧文", SHEET),
        more,
        {"do": "ask", "what": "drop", "id": "2024"},
        host(None),
        go(PAGE),
        go(second),
        host(built(OLD)[0]),
        {"do": "ask", "what": "clear"},
        {"do": "kept"},
    )
    assert page["text"] == "旧文"
    assert gone["to"]
    assert not any(name.startswith(("issues/", "about")) for name in clear)


def test_a_site_that_keeps_nothing_takes_it_all_back() -> None:
    off = (assets.theme() / "worker.js").read_text(encoding="utf-8")
    *_, gone, kept = run(*begin(OLD), read(PAGE, "旧文"), {"do": "start", "text": off}, {"do": "kept"})
    assert gone == {"unregistered": True, "skipped": True}
    assert kept == []
