"""Commands that end at a file call, as a kill or a power cut ends them: the site is whole, and what follows mends the
rest.

A child process counts the calls that change files in the archive (Python's audit events, and `os.write`, of which half
is written) and ends at one of them. Then the site, or the article file, must be what it was or what it is to be; any
next command must find it so; and the next time the command must leave, byte for byte, what it leaves undisturbed.
"""

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image
from pytest import MonkeyPatch

from generator.base import durable, output
from generator.build import site_place
from generator.cli import main
from generator.review import proof, report_files, reports
from tests.conftest import Sample, begun
from tests.torture.everything import PAGE
from tests.torture.sharing import Try, here

CHANGES = {f"os.{name}" for name in ("chmod", "link", "mkdir", "remove", "rename", "rmdir", "symlink")}
CHANGES.add("generator.build.exchange")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
ISSUES = """\
papers:
  xxb: {name: 兴县报, place: 兴县, adcode: "141123"}
issues:
  - {paper: xxb, date: 2024-03-07, pages: [{file: pages/a.txt, page: 1}]}
"""
LINES = {40: "林场育苗", 90: "林场今年育苗百万株，", 115: "比去年多二十万株。", 350: "第1版"}
KEY = "xxb", "2024-03-07"
FILE = "seeds/articles/xxb-2024-03-07.yml"
KILLED = 86
OWN = {"site/CNAME": b"paper.example\n", "site/.git/HEAD": b"ref: refs/heads/main\n"}


@dataclass(frozen=True)
class Case:
    """What is killed."""

    name: str
    prepare: Callable[[Sample], None]
    act: Callable[[Sample], None]
    guarded: str
    """The folder, or the file, that must be whole."""
    at_once: bool = True
    """It must be so at the moment of the kill, not only after the next command."""
    again: Callable[[Sample], None] | None = None
    """What leaves it done, however far it came; None: what it does itself."""
    same: bool = True
    """Then all is, byte for byte, as it is undisturbed."""


# ---- the cases -----------------------------------------------------------------------------------------------------


def _run(*arguments: str) -> Callable[[Sample], None]:
    def run(archive: Sample) -> None:
        try:
            main(["-C", str(archive.root), *arguments], standalone_mode=False)
        except SystemExit as end:
            if end.code:
                raise

    return run


def _paged(archive: Sample) -> None:
    archive.write("seeds/pages/a.txt", PAGE)
    archive.write("seeds/articles/b.jsonl", '{"paper": "xxb", "date": "2024-03-07", "title": "甲", "body": "正文。"}\n')


def _changed(archive: Sample) -> None:
    """A site in which a person has files, and much that is to change in it."""
    _paged(archive)
    _run("segment")(archive)
    archive.write("site_src/old.md", "# 旧\n")
    _run("build")(archive)
    for name, data in OWN.items():
        archive.write(name, data)
    (archive.root / "site_src/old.md").unlink()
    archive.write("site_src/new.md", "# 新\n")
    archive.write(FILE, archive.read(FILE).replace("一片繁忙", "一片繁忙景象"))


def _segmented(archive: Sample) -> None:
    _paged(archive)
    _run("segment")(archive)
    archive.write("seeds/pages/a.txt", PAGE.replace("三万亩", "四万亩"))


def _without_exchange(archive: Sample) -> None:
    MonkeyPatch().setattr("generator.build.site_folder.exchange", lambda one, other: False)
    _run("build")(archive)


def _in_place(archive: Sample) -> None:
    def refuses(one: Path, other: Path) -> bool:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(other))

    MonkeyPatch().setattr("generator.build.site_folder.exchange", refuses)
    MonkeyPatch().setattr(Path, "rename", _moves_no_site)
    _run("build")(archive)


def _moves_no_site(path: Path, target: Path) -> Path:
    if path.name == "site":
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
    os.rename(path, target)  # noqa: PTH104
    return target


def _saved(archive: Sample) -> None:
    found = proof.read(archive.root, KEY, proof.Numbers())
    assert found
    articles = [article.model_dump(mode="json") for article in found.articles]
    articles[0]["title"] = "全县春耕"
    with durable.writing(archive.root):
        faults = proof.save(
            archive.root, found, found.base, articles, {(u.file, u.line): proof.left_as(u) for u in found.unplaced}
        )
    assert not faults, faults


def _delivered(archive: Sample) -> None:
    _paged(archive)
    _run("segment")(archive)
    rows = "".join(f"xxb,2024-03-{day},1,春耕第{day}天,田野里{day}台农机。\n" for day in ("07", "08", "09"))
    archive.write("delivery.csv", f"paper,date,page,title,body\n{rows}")


def _imported(archive: Sample) -> None:
    with suppress(SystemExit):  # 1: something was put right, or was there
        _run("import", str(archive.root / "delivery.csv"))(archive)


def _withdrawn(archive: Sample) -> None:
    _run("withdraw", f"{KEY[0]}-{KEY[1]}-01-01", "--note", "应当事人要求")(archive)


def _placed(archive: Sample) -> None:
    """A page that is no text: an engine's lines, and the picture that shows it; published."""
    lines = [[[[60, y], [240, y], [240, y + 20], [60, y + 20]], text, 0.99] for y, text in LINES.items()]
    archive.write("seeds/pages/a.json", json.dumps(lines, ensure_ascii=False))
    picture = BytesIO()
    Image.new("L", (300, 400), 90).save(picture, "PNG")
    archive.write("seeds/pages/a.png", picture.getvalue())
    listed = archive.read("seeds/issues.yml")
    archive.write("seeds/issues.yml", listed.replace("pages/a.txt", "pages/a.json, image: pages/a.png"))
    settings = archive.read("mkdocs.yml")
    archive.write("mkdocs.yml", settings.replace("archive: {}", "archive: {facsimile: page}", 1))


def _pictured(archive: Sample) -> None:
    _placed(archive)
    _run("segment")(archive)
    _run("build")(archive)
    picture = BytesIO()
    Image.new("L", (300, 400), 120).save(picture, "PNG")
    archive.write("seeds/pages/a.png", picture.getvalue())


def _reported(archive: Sample) -> None:
    _segmented(archive)
    report_files.keep(archive.root, [_report(archive)])


def _report(archive: Sample) -> report_files.Report:
    given = {"baocang_report": 1, "id": f"{KEY[0]}-{KEY[1]}-01-01", "old": "一片繁忙", "new": "一派繁忙"}
    return report_files.Report.model_validate(given)


def _accepted(archive: Sample) -> None:
    found = proof.read(archive.root, KEY, proof.Numbers())
    assert found
    with durable.writing(archive.root):
        assert not reports.accepted(archive.root, _report(archive), "一派繁忙", proof.Numbers(), found.base)


_SEGMENT, _BUILD = _run("segment"), _run("build")
CASES = (
    Case("build", _changed, _BUILD, "site"),
    Case("a first build", _paged, _BUILD, "site"),
    Case("build where no folders are exchanged", _changed, _without_exchange, "site", at_once=False, again=_BUILD),
    Case("build where the site cannot be renamed", _changed, _in_place, "site", at_once=False, again=_BUILD),
    Case("segment", _segmented, _SEGMENT, FILE),
    Case("a save at the desk", _segmented, _saved, FILE, again=_SEGMENT, same=False),
    Case("import", _delivered, _imported, "seeds/articles", at_once=False),
    Case("withdraw", _segmented, _withdrawn, FILE),
    Case("a report that is accepted", _reported, _accepted, FILE, again=_SEGMENT, same=False),
    Case("segment of a page that is no text", _placed, _SEGMENT, FILE),
    Case("build with pictures of pages", _pictured, _BUILD, "site"),
)


# ---- killing -------------------------------------------------------------------------------------------------------


def _forked(act: Callable[[], None]) -> int:
    """The status with which a child process ends that does something."""
    sys.stdout.flush()
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        act()
        os._exit(0)
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:
        os._exit(99)


def _counted(archive: Sample, act: Callable[[Sample], None], last: int, told: Path) -> None:
    """Does something, and ends at its call of that number; tells all until then."""
    calls, root, write = list[str](), str(archive.root), os.write

    def called(what: str, path: object) -> bool:
        calls.append(f"{what} {path}".replace(root, ""))
        return len(calls) == last

    def heard(event: str, given: tuple[Any, ...]) -> None:
        if event not in CHANGES and not (event == "open" and given[2] & WRITES):
            return
        path = os.fspath(given[0]) if not isinstance(given[0], int) else ""
        path = path if isinstance(path, str) else os.fsdecode(path)
        if (path.startswith(root) or not path.startswith("/")) and called(event, path):
            end(KILLED)

    def half(file: int, data: Any) -> int:
        if called("os.write", file):
            write(file, bytes(data)[: len(data) // 2])
            end(KILLED)
        return write(file, data)

    def end(status: int) -> None:
        told.write_text("\n".join(calls))
        os._exit(status)

    os.write = half
    sys.addaudithook(heard)
    act(archive)
    end(0)


def _copy(archive: Sample, folder: Path) -> Sample:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(archive.root, folder, symlinks=True)
    return Sample(folder)


def _whole(archive: Sample, what: str) -> dict[str, bytes]:
    path = archive.root / what
    return {what: path.read_bytes()} if path.is_file() else archive.tree(what)


def _left(archive: Sample) -> dict[str, bytes]:
    """All that a command leaves, but what is kept for the next one."""
    return archive.tree("seeds", "site_src", "site")


class _Undisturbed:
    """A case as it goes when nothing happens."""

    def __init__(self, case: Case, scratch: Path) -> None:
        self.case, self.told = case, scratch / "told"
        self.copy = begun(scratch / "archive", ISSUES)
        assert _forked(lambda: case.prepare(self.copy)) == 0, case.name
        self.before = _copy(self.copy, scratch / "before")
        self.old = _whole(self.before, case.guarded)
        assert self.kill(-1) == 0, case.name
        self.calls = self.told.read_text().splitlines()
        self.new, self.left = _whole(self.copy, case.guarded), _left(self.copy)

    def kill(self, call: int) -> int:
        """In the folder in which it was prepared: what is kept of a build holds for that one."""
        archive = _copy(self.before, self.copy.root)
        return _forked(lambda: _counted(archive, self.case.act, call, self.told))

    def findings(self, call: int) -> Iterator[str]:
        archive, case = self.copy, self.case
        if self.kill(call) != KILLED:
            yield f"{case.name}: makes {len(self.calls)} calls, and then fewer than {call}"
            return
        who = f"{case.name}, killed at call {call} ({self.told.read_text().splitlines()[-1]})"
        if case.at_once and _whole(archive, case.guarded) not in (self.old, self.new):
            yield f"{who}: {case.guarded} is neither what it was nor what it is to be"
        for path in _begun(archive.root):
            os.utime(path, (0, 0))  # as if it were an hour old, and nobody's
        if _forked(lambda: _run("check")(archive)) not in (0, 1):
            yield f"{who}: check fails"
        if _whole(archive, case.guarded) not in (self.old, self.new):
            yield f"{who}: {case.guarded} is not mended by the next command"
        if _forked(lambda: (case.again or case.act)(archive)) != 0:
            yield f"{who}: it fails again"
        if case.same and (differ := _differ(_left(archive), self.left)):
            yield f"{who}: done again it leaves other bytes: {differ}"
        if left := [path.relative_to(archive.root).as_posix() for path in _begun(archive.root)]:
            yield f"{who}: {left} stay"
        if (archive.root / site_place.FLAG).exists() or (archive.root / ".site.old").exists():
            yield f"{who}: what was begun is not ended"


def _begun(root: Path) -> list[Path]:
    """Files that were begun and are not whole."""
    return [*root.rglob(f"{output.UNFINISHED}*")]


def _differ(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))[:5]


def _order(calls: list[str], chance: Random) -> list[int]:
    """All calls, from 1, in the order in which they are tried: each third one is before or behind one that changes what
    stands for all, as long as there are such, the others anywhere."""
    steps = [n for n, call in enumerate(calls, 1) if call.startswith(("os.rename", "generator.build.exchange"))]
    near = sorted({each for n in steps for each in (n, n + 1) if each <= len(calls)})
    rest = sorted({*range(1, len(calls) + 1)} - {*near})
    chance.shuffle(near)
    chance.shuffle(rest)
    order = list[int]()
    while near or rest:
        for some, count in ((near, 1), (rest, 2)):
            order += some[:count]
            del some[:count]
    return order


@contextmanager
def trying(seed: int, scratch: Path) -> Iterator[Try]:
    """Number after number, each command is ended at the next of its calls, which are drawn anew for each seed; where a
    command has no call left, there is nothing to try."""
    going: dict[int, tuple[_Undisturbed, list[int]]] = {}

    def findings(n: int) -> list[str]:
        turn, which = divmod(n, len(CASES))
        if which not in going:
            case = _Undisturbed(CASES[which], scratch / f"{which}")
            going[which] = case, _order(case.calls, Random(f"{seed} {which}"))
        case, order = going[which]
        return [*case.findings(order[turn])] if turn < len(order) else []

    yield findings


def torture(seed: int, number: int) -> list[str]:
    """So many kills at file calls; what was wrong after them."""
    return here(trying, seed, range(number))
