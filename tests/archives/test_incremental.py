"""Builds that follow one another: what a build leaves is byte for byte what a first build of the same archive makes."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator import pipeline
from generator.base import docs_folder
from generator.base.addresses import author_path, place_path
from generator.base.archive import Place
from generator.base.workers import processes
from generator.build import ledger
from generator.build.display import Display
from generator.build.render import Task, rendered
from generator.pages import listing
from generator.search import search
from tests.conftest import ISSUES, REPOSITORY, SETTINGS, Sample

pytestmark = pytest.mark.slow

FIRST = ["xxb", "llb"]
WORDS = ["春耕", "农机", "大棚", "脱贫", "蔬菜", "信贷", "小米", "红枣", "核桃", "医院", "学校", "铁路"]
WIRE = "".join(f"{n}号文件要求各地抓好{word}，确保{word}工作在本月底以前全面完成。" for n, word in enumerate(WORDS, 11))
"""The wire's copy, which some articles print."""
PAPERS = ISSUES.replace("issues:", "  llb:\n    name: 岚县报\n    place: 岚县\n    adcode: '141127'\nissues:")


def article(paper: str, day: int, page: int, number: int, words: Sequence[str]) -> dict[str, Any]:
    date = f"2024-03-{day:02d}"
    return {
        "id": f"{paper}-{date}-{page:02d}-{number:02d}",
        "paper": paper,
        "date": date,
        "page": page,
        "title": f"我县{'、'.join(words)}见闻",
        "authors": [{"name": f"王{words[0]}", "role": "记者"}],
        "body": f"三月的田野，{'与'.join(words)}是话题。\n\n记者在{words[-1]}现场看到，{words[0]}进展顺利。"
        + (f"\n\n{WIRE}" if number == 1 else ""),
    }


def start(root: Path) -> Sample:
    archive = Sample(root)
    archive.write("mkdocs.yml", SETTINGS)
    archive.write("site_src/about.md", "# 关于\n\n[首页](index.md)\n")
    archive.write("seeds/issues.yml", PAPERS)
    return archive


def built(root: Path, workers: int = 1) -> None:
    pipeline.build(root, Display(), pool=partial(processes, workers))


def clean(archive: Sample, folder: Path) -> dict[str, bytes]:
    """What a first build of the same archive makes, in another folder."""
    other = Sample(folder / "clean")
    shutil.rmtree(other.root, ignore_errors=True)
    mine = docs_folder.generated(archive.root / "site_src")
    for name, data in archive.tree("seeds", "site_src", "theme").items():
        if name.removeprefix("site_src/") not in mine:
            other.write(name, data)
    other.write("mkdocs.yml", archive.read("mkdocs.yml"))
    built(other.root)
    return other.tree("site", "site_src")


class Archivist(RuleBasedStateMachine):
    """Changes an archive at random, and builds it now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = TemporaryDirectory()
        self.archive = start(Path(self.scratch.name) / "archive")
        self.articles: dict[tuple[str, int, int, int], list[str]] = {}

    def teardown(self) -> None:
        self.scratch.cleanup()

    @initialize()
    def some(self) -> None:
        for number in range(1, 7):
            self.articles["xxb", 7, 1 + number // 4, number] = WORDS[number : number + 3]
        self.save()

    def save(self) -> None:
        lines = (json.dumps(article(*key, words), ensure_ascii=False) for key, words in sorted(self.articles.items()))
        self.archive.write("seeds/articles/all.jsonl", "".join(line + "\n" for line in lines))

    @rule(
        paper=st.sampled_from(FIRST),
        day=st.integers(5, 9),
        page=st.integers(1, 2),
        number=st.integers(1, 3),
        words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True),
    )
    def add_or_change(self, paper: str, day: int, page: int, number: int, words: list[str]) -> None:
        self.articles[paper, day, page, number] = words
        self.save()

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if len(self.articles) > 1:
            del self.articles[data.draw(st.sampled_from(sorted(self.articles)))]
            self.save()

    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.articles)))
        self.articles[(*key[:3], key[3] + 10)] = self.articles.pop(key)
        self.save()

    @rule(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    def bring_a_page_text(self, words: list[str]) -> None:
        self.archive.write("seeds/pages/a.txt", "\n".join(words) + "\n")
        page = "issues:\n  - {paper: xxb, date: 2024-03-08, pages: [{file: pages/a.txt, page: 1}]}"
        self.archive.write("seeds/issues.yml", PAPERS.replace("issues:", page))

    @rule(name=st.sampled_from(["甲报藏", "乙报藏"]))
    def set_the_name(self, name: str) -> None:
        lines = self.archive.read("mkdocs.yml").splitlines()
        lines = [f"site_name: {name}" if line.startswith("site_name:") else line for line in lines]
        self.archive.write("mkdocs.yml", "\n".join(lines) + "\n")

    @rule(text=st.sampled_from(["甲", "乙"]))
    def write_a_template(self, text: str) -> None:
        shipped = (REPOSITORY / "theme/listing.html").read_text(encoding="utf-8")
        self.archive.write("theme/listing.html", f"{shipped}<!-- {text} -->")
        given = self.archive.read("mkdocs.yml")
        if "custom_dir" not in given:
            self.archive.write("mkdocs.yml", given.replace("name: baocang", "name: baocang\n  custom_dir: theme"))

    @rule(text=st.sampled_from(["甲", "乙"]))
    def write_a_page(self, text: str) -> None:
        self.archive.write("site_src/help.md", f"# {text}\n\n[关于](about.md)\n")

    @rule()
    def touch_the_site(self) -> None:
        if (self.archive.root / "site/index.html").exists():
            self.archive.write("site/index.html", "不是这样")

    @rule()
    def build(self) -> None:
        built(self.archive.root)

    @invariant()
    def a_build_gives_what_a_first_one_gives(self) -> None:
        if self.articles:
            built(self.archive.root)
            assert self.archive.tree("site", "site_src") == clean(self.archive, Path(self.scratch.name))


TestArchivist = Archivist.TestCase
TestArchivist.settings = settings(
    max_examples=3, stateful_step_count=7, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def archive(tmp_path: Path) -> Sample:
    """Forty articles of eight issues, built."""
    made = start(tmp_path / "archive")
    lines = [
        article(paper, day, 1, number, [WORDS[(day * number + k) % len(WORDS)] for k in range(3)])
        for paper in FIRST
        for day in range(5, 9)
        for number in range(1, 6)
    ]
    made.write("seeds/articles/all.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    built(made.root)
    return made


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all pages that are made."""
    made: list[str] = []

    def noted(task: Task) -> Any:
        done = rendered(task)
        made.extend(sheet.name for _, sheets in done[0] for sheet in sheets)
        return done

    monkeypatch.setattr("generator.build.production.rendered", noted)
    return made


def test_nothing_is_made_where_nothing_changed(archive: Sample, jobs: list[str]) -> None:
    def seen() -> dict[Path, tuple[int, int, int]]:
        stats = ((path, path.stat()) for path in (archive.root / "site").rglob("*"))
        return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in stats}

    before = seen()
    built(archive.root)
    assert jobs == []
    assert seen() == before


def test_only_what_an_article_touches_is_made_again(archive: Sample, jobs: list[str], tmp_path: Path) -> None:
    lines = archive.read("seeds/articles/all.jsonl").splitlines()
    changed = json.loads(lines[7])
    changed["byline"] = "（本报讯）"
    archive.write("seeds/articles/all.jsonl", "\n".join([*lines[:7], json.dumps(changed), *lines[8:]]) + "\n")
    built(archive.root)
    of_articles = [name for name in jobs if name.startswith("issues/") and not name.endswith("index.md")]
    assert of_articles == ["issues/xxb/2024-03-06/01-03.md"]
    assert archive.tree("site", "site_src") == clean(archive, tmp_path)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_corrected_article_leaves_the_index_of_all_others_as_it_is(
    archive: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    def texts() -> set[int]:
        return {path.stat().st_ino for path in (archive.root / "site").glob("search/data/*/text/*.js")}

    monkeypatch.setattr("generator.base.workers.ALONE", 0)
    before = texts()
    said = archive.read("seeds/articles/all.jsonl")
    archive.write("seeds/articles/all.jsonl", said.replace("三月的田野", "三月的田㙟", 1))
    built(archive.root, workers)
    assert len(before - texts()) == 1
    assert archive.tree("site", "site_src") == clean(archive, tmp_path)


def test_the_number_of_workers_changes_no_byte(
    archive: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = clean(archive, tmp_path)
    monkeypatch.setattr("generator.base.workers.ALONE", 0)
    shutil.rmtree(archive.root / ".baocang")
    built(archive.root, 3)
    assert archive.tree("site", "site_src") == alone


def test_another_day_and_folder_change_no_byte(
    archive: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")
    assert clean(archive, tmp_path) == archive.tree("site", "site_src")


def test_a_file_of_the_site_that_was_changed_or_lost_is_put_right(archive: Sample) -> None:
    whole = archive.tree("site")
    archive.write("site/index.html", "不是这样")
    (archive.root / "site/issues/xxb/2024-03-05/01-01.html").unlink()
    built(archive.root)
    assert archive.tree("site") == whole


@pytest.mark.parametrize("renamed", [1, 2])
@pytest.mark.parametrize("command", ["check", "segment"])
def test_a_build_that_ends_between_two_renamings_is_ended_by_the_next_command(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, renamed: int, command: str
) -> None:
    """Where the system cannot exchange two folders: site -> old, spare -> site, old -> spare."""
    monkeypatch.setattr("generator.build.site_folder.exchange", lambda one, other: False)
    archive.write("site_src/help.md", "# 一\n")
    built(archive.root)
    last = archive.tree("site")
    archive.write("site_src/help.md", "# 二\n")
    done, rename = 0, Path.rename

    def ends(path: Path, target: Path) -> Path:
        nonlocal done
        if done == renamed:
            raise KeyboardInterrupt
        done += 1
        return rename(path, target)

    with monkeypatch.context() as killed, suppress(KeyboardInterrupt):
        killed.setattr(Path, "rename", ends)
        killed.setattr(shutil, "rmtree", lambda path, **_: None)  # SIGKILL leaves no time to clear up
        built(archive.root)
    assert done == renamed
    archive.run(command)
    mended = archive.tree("site")
    of_build = {f"site/{name}" for name in (".published", "worker.js", "offline/list.json")}
    assert {name for name in last if mended.get(name) != last[name]} <= {"site/help.html", *of_build}
    built(archive.root)
    assert "二" in archive.read("site/help.html")
    assert not (archive.root / ".site.old").exists()


def test_a_spare_site_that_was_changed_is_no_harm(archive: Sample) -> None:
    archive.write("site_src/help.md", "# 一\n")
    built(archive.root)
    archive.write(".site.spare/more.html", "多余")
    archive.write(".site.spare/issues/more/index.html", "多余")
    (archive.root / ".site.spare/issues/xxb/2024-03-05/01-01.html").unlink()
    archive.write("site_src/help.md", "# 二\n")
    built(archive.root)
    last = archive.tree("site")
    shutil.rmtree(archive.root / ".baocang")
    built(archive.root)
    assert archive.tree("site") == last
    assert not [name for name in last if "more" in name]


def test_the_spare_site_is_ready_for_the_next_build(archive: Sample) -> None:
    """It has all pages, as second names of the same files: an issue more is linked with no other one's."""

    def numbers(folder: str) -> dict[str, int]:
        files = (path for path in (archive.root / folder).rglob("*") if path.is_file())
        found = {path.relative_to(archive.root / folder).as_posix(): path.stat().st_ino for path in files}
        return {name: number for name, number in found.items() if not name.startswith(search.DATA)}

    assert numbers(".site.spare") == numbers("site") != {}
    archive.write("seeds/articles/more.jsonl", json.dumps(article("llb", 9, 1, 1, WORDS[:3]), ensure_ascii=False))
    (archive.root / "site_src/about.md").unlink()
    built(archive.root)
    assert numbers(".site.spare") == numbers("site")


def test_a_folder_that_an_interrupted_build_has_claimed_is_cleared(archive: Sample) -> None:
    whole = archive.tree("site", "site_src")
    docs = docs_folder.Generated(archive.root / "site_src", {})
    assert docs.claim(f"{search.DATA}/0123456789ab")
    archive.write(f"site_src/{search.DATA}/0123456789ab/text/0.js", "…")
    shutil.rmtree(archive.root / ".baocang")
    built(archive.root)
    assert archive.tree("site", "site_src") == whole


def test_a_folder_that_a_person_has_filled_is_not_claimed(archive: Sample) -> None:
    archive.write("site_src/notes/one.md", "# 一\n")
    docs = docs_folder.Generated(archive.root / "site_src", {})
    assert docs.claim("notes") is None
    assert docs.put("notes/one.md", "# 二\n") is False
    assert docs.in_the_way == ["notes/one.md"]


def test_what_was_found_out_of_texts_holds_though_the_site_was_changed(
    archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, cut = archive.tree("site"), list[int]()
    monkeypatch.setattr("generator.build.of_texts.counted", lambda texts: cut.append(len(texts)))
    archive.write("site/index.html", "改了")
    built(archive.root)
    assert archive.tree("site") == whole
    assert cut == []


def test_an_archive_whose_folder_lies_elsewhere_is_not_made_anew(
    archive: Sample, jobs: list[str], tmp_path: Path
) -> None:
    archive.write("theme/main.html", "{% extends 'base.html' %}")
    archive.write("mkdocs.yml", archive.read("mkdocs.yml").replace("theme:\n", "theme:\n  custom_dir: theme\n"))
    built(archive.root)
    whole = archive.tree("site")
    jobs.clear()
    moved = Sample(archive.root.rename(tmp_path / "elsewhere"))
    built(moved.root)
    assert jobs == []
    assert moved.tree("site") == whole
    moved.write("theme/main.html", "{% extends 'base.html' %} ")
    built(moved.root)
    assert jobs


def test_lists_are_written_where_their_articles_have_changed(
    archive: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written: list[str] = []

    def noted(c: Any, path: str, *given: Any) -> Any:
        written.append(path)
        return write(c, path, *given)

    write = listing._written
    monkeypatch.setattr(listing, "_written", noted)
    more = article("llb", 9, 1, 1, WORDS[:3])
    archive.write("seeds/articles/more.jsonl", json.dumps(more, ensure_ascii=False))
    built(archive.root)
    assert f"{author_path('王春耕')}" in written and place_path(Place("141127", "岚县", ())) in written
    assert not [path for path in written if path in {author_path("王小米"), place_path(Place("141123", "兴县", ()))}]
    assert archive.tree("site", "site_src") == clean(archive, tmp_path)


def test_the_sites_files_are_never_written_over(archive: Sample) -> None:
    """The spare site's are the same files: who reads a page while two builds go by reads it to its end."""
    pages = sorted((archive.root / "site").rglob("*.html"))
    whole = [path.read_bytes() for path in pages]
    with ExitStack() as open_files:
        readers = [open_files.enter_context(path.open("rb")) for path in pages]
        for name in ("甲", "乙"):
            lines = archive.read("mkdocs.yml").splitlines()
            named = [f"site_name: {name}" if line.startswith("site_name:") else line for line in lines]
            archive.write("mkdocs.yml", "\n".join(named) + "\n")
            built(archive.root)
        assert [reader.read() for reader in readers] == whole


def test_a_ledger_that_cannot_be_read_is_no_harm(archive: Sample) -> None:
    whole = archive.tree("site", "site_src")
    archive.write(".baocang/ledger.json", '{"tools": "')
    built(archive.root)
    assert archive.tree("site", "site_src") == whole


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_build_that_is_killed_leaves_the_last_site_and_the_next_one_is_right(archive: Sample, tmp_path: Path) -> None:
    chance = random.Random(1978)
    code = "from generator.cli import main; main()"
    command = [sys.executable, "-c", code, "-C", str(archive.root), "build"]
    last = archive.tree("site")
    took = 3.0
    for n in range(3):
        more = article("xxb", 10 + n, 1, 1, WORDS[n : n + 3])
        archive.write(f"seeds/articles/more{n}.jsonl", json.dumps(more, ensure_ascii=False))
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.3, took))
            took = time.monotonic() - begun
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        now = archive.tree("site")
        wanted = clean(archive, tmp_path)
        whole = {name: data for name, data in wanted.items() if name.startswith("site/")}
        assert now in (last, whole)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        assert archive.tree("site", "site_src") == wanted
        last = whole


def test_a_full_disk_gives_one_line_and_leaves_the_last_site(archive: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = archive.tree("site")
    archive.write("seeds/articles/more.jsonl", json.dumps(article("xxb", 10, 1, 1, WORDS[:3])))
    room = 12
    write = os.write

    def writes(file: int, data: bytes) -> int:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(file, data)

    with monkeypatch.context() as full:
        full.setattr(os, "write", writes)
        result = archive.run("build")
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert result.output.endswith("No space left on device. Make room and run it again; the site is as it was.\n")
    assert archive.tree("site") == whole
    assert not list(archive.root.glob(".site*"))  # nor does half of a site take the room that there is
    assert archive.run("build").exit_code == 0
    assert "site/issues/xxb/2024-03-10/01-01.html" in archive.tree("site")


def test_two_builds_at_once_do_not_meet(archive: Sample) -> None:
    with ledger.locked(archive.root):
        result = archive.run("build")
    assert result.exit_code == 2
    assert result.output == (
        ".baocang/lock: another build of this archive is at work. Wait until it is done, or end it.\n"
    )
    assert archive.run("build").exit_code == 0


def test_a_profile_names_every_stage(archive: Sample) -> None:
    shutil.rmtree(archive.root / ".baocang")
    lines = archive.run("build", "--profile").output.splitlines()
    start = next(n for n, line in enumerate(lines) if " issues. Open " in line)
    rows = {line.split()[0]: line.split()[1:] for line in lines[start + 2 :]}
    assert list(rows) == [
        "articles",
        "places",
        "reprints",
        "persons",
        "words",
        "pages",
        "lists",
        "pictures",
        "plates",
        "data",
        "search",
        "HTML",
        "rest",
        "all",
    ]
    assert rows["articles"][1] == "40"
    seconds = [float(row[0]) for row in rows.values()]
    assert seconds[-1] > 0
    assert abs(sum(seconds[:-1]) - seconds[-1]) <= 0.005 * len(seconds) + 1e-9  # each is printed to the hundredth
