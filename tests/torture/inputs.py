"""Files of every kind, mutated: no traceback, no hang, and no character lost without a word.

Each case is a small archive of which one or two files are changed: bytes turned, text cut, doubled or put elsewhere,
values of other types, other encodings and line ends, sizes, and what is no file. `segment`, `check` and `build` run on
it in a process of their own. What the pages say must stand in the article files, what these say must be published, or a
problem names the file.
"""

import gc
import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import yaml
from click.testing import CliRunner
from mkdocs import utils
from pytest import MonkeyPatch

from generator.cli import main
from generator.language.forms import INVISIBLE
from tests.conftest import ISSUES, REPOSITORY, Sample, begun
from tests.torture.sharing import Try, here

LIMIT, BLOCKED = 60, 1200
"""Seconds of a processor that three commands may take, and seconds by the clock, in which they wait for something:
without a mutation they take one. By the clock alone a busy machine would be a fault of theirs."""
COMMANDS = ("segment", "check", "build")
PAGES = ("seeds/pages/a.txt", "seeds/pages/b.txt")
ARTICLES = ("seeds/articles/xxb-2024-03-07.yml", "seeds/articles/more.jsonl")
SHIPPED = {"theme/wording/zh.html", "theme/listing.html"}
"""Templates of an archive's own, as the program has them. One that is not mutated is left out: it says what the
program's says, and to read it takes a fifth of all time."""
PAGE = """\
我县春耕全面展开
本报讯 （记者 王一） 三月的田野一片繁忙，农机手正在检修机具，种子和化肥已经备齐。
全县今年计划播种小麦三万亩，比去年增加两千亩。

城关小学开学
本报讯 （记者 李二） 三月六日，城关小学举行开学典礼，六百名学生走进新教室。
"""
YAML = """\
paper: xxb
date: 2024-03-07
articles:
  - id: xxb-2024-03-07-02-01
    page: 2
    kicker: 乡村见闻
    title: 旧报里的老街
    authors: [{name: 赵三, role: 记者}, {name: 钱四}]
    byline: 本报讯 （记者 赵三）
    county: 兴县
    county_source: text
    kind: news
    body: |-
      老街长三里，铺面百余家。

      如今石板还在。
    captions: [图为老街。]
    reviewed: true
"""
JSON = {"paper": "xxb", "date": "2024-03-09", "title": "夜校开课", "body": "学员四十人。", "authors": ["孙五"]}
MAP = """{"type": "Topology", "arcs": [[[0, 0], [0, 1], [1, 1], [0, 0]]], "objects": {"a": {"type": "Polygon", \
"arcs": [[0]], "properties": {"adcode": "141123"}}}}"""
SETTINGS = {"archive: {}": "archive: {map: map.json}", "  name: baocang\n": "  name: baocang\n  custom_dir: theme\n"}

VALUES = """\
5 -1 0 1.10 012 1e3 0x1F NaN -Infinity null ~ true yes no [] {} [1] [[]] {a:} [{}] "" '' "\\ud800" "\\a" | > |- & &a *a
! !! !a !!binary YQBi !!timestamp x !!python/name:os.system !!int foo - ? : # #1 , % @ ` " ' con nul ../../x /etc/passwd
2024-02-30 0024-01-02 2999-01-01 20240307 兴现 <p> &nbsp; {{1/0}} {%x%} {# --- ... \\u0000 \\ufffe 王伟、李强
"""
LARGE = ("9" * 5000, "[" * 3000, "{" * 3000, "摄（" * 400, "王小明 " * 300, "一" * 5000, "a" * 300, "- " * 2000)
STRANGE = "\0\x07\x1b\x7f\x85\xa0\xad\u200b\u200f\u2028\u202e\u3000\ue000\ufeff\ufffd\U000f0000\U0001f600"


@dataclass
class Case:
    """An archive, and what its files say."""

    sample: Sample
    chance: Random
    texts: dict[str, str | None] = field(default_factory=dict)
    """The text of each file that tells it, None where its bytes are none."""
    changed: dict[str, str] = field(default_factory=dict)
    """How each file was changed."""

    def put(self, file: str, data: bytes, text: str | None) -> None:
        self.sample.write(file, data)
        self.texts[file] = text


Mutation = Callable[[bytes, Random], bytes]


def _spot(data: bytes, chance: Random) -> int:
    return chance.randrange(len(data) + 1)


def _turned(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 20])):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(data: bytes, chance: Random) -> bytes:
    start, end = sorted((_spot(data, chance), _spot(data, chance)))
    return data[:start] + chance.choice([b"", data[end:]])


def _doubled(data: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    end = start + chance.choice([1, 1, 2, len(lines)])
    at = chance.choice([end, chance.randrange(len(lines) + 1)])
    return b"\n".join(lines[:at] + lines[start:end] + lines[at:])


def _shuffled(data: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _put_in(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    at = chance.randrange(len(text) + 1)
    piece: str = chance.choice([*VALUES.split(), *LARGE, *STRANGE, " #", ": ", "\n", "\t", "\n---\n"])
    return (text[:at] + piece + text[at:]).encode("utf-8", "surrogatepass")


def _replaced(data: bytes, chance: Random) -> bytes:
    """A value of another one's kind, type or size."""
    spots = [*re.finditer(rb"(?<=: )[^\n,{}\[\]]+|(?<=- )[^\n]+|\b\d+\b|\"[^\"]*\"", data)]
    if not spots:
        return _put_in(data, chance)
    spot = chance.choice(spots)
    value = chance.choice([*VALUES.split(), *VALUES.split(), *LARGE])
    return data[: spot.start()] + value.encode("utf-8", "surrogatepass") + data[spot.end() :]


def _indented(data: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice([lines[at].lstrip(), b"  " + lines[at], b"\t" + lines[at], b"# " + lines[at]])
    return b"\n".join(lines)


def _ended(data: bytes, chance: Random) -> bytes:
    end = chance.choice(["\r", "\r\n", "\x85", "\u2028", "\n\n", "\x0b", "\x0c"])
    return data.replace(b"\n", end.encode())


def _grown(data: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at] * chance.choice([2, 60, 400]), *lines[at + 1 :]])


MUTATIONS: tuple[Mutation, ...] = (
    *(_turned, _cut, _doubled, _shuffled, _put_in, _put_in, _replaced, _replaced, _replaced, _indented, _ended, _grown),
)
ENCODINGS = ("gb18030", "utf-8-sig", "utf-16", "big5", "cp932", "utf-16-le", "latin-1")


# ---- a case ---------------------------------------------------------------------------------------------------------


def archive(folder: Path) -> Sample:
    """One with a file of every kind that a person edits."""
    made = begun(folder, f"{ISSUES}    pages: [{{file: pages/a.txt, page: 1}}, {{file: pages/b.txt, page: 3}}]\n")
    settings = made.read("mkdocs.yml")
    for old, new in SETTINGS.items():
        settings = settings.replace(old, new)
    made.write("mkdocs.yml", settings)
    made.write("map.json", MAP)
    made.write(PAGES[0], PAGE)
    made.write(PAGES[1], PAGE.replace("春耕", "秋收").replace("城关", "城东"))
    made.write(ARTICLES[0], YAML)
    made.write(ARTICLES[1], "".join(_record(n) for n in range(3)))
    made.write("seeds/moved.yml", "xxb-2024-03-07-02-09: xxb-2024-03-07-02-01\n")
    for file in sorted(SHIPPED):
        made.write(file, (REPOSITORY / file).read_bytes())
    return made


def _record(n: int) -> str:
    return f"{json.dumps({**JSON, 'date': f'2024-03-{n + 10}'}, ensure_ascii=False)}\n"


def mutated(case: Case, file: str) -> None:
    """Changes one file of the archive."""
    path, chance = case.sample.root / file, case.chance
    data = path.read_bytes()
    if chance.random() < 0.06:
        case.changed[file] = _in_place_of_a_file(path, chance)
        made = file == ARTICLES[0] and case.changed[file] == "dangling"  # `segment` makes it, where the link leads
        case.texts[file] = "" if made or case.changed[file] == "gone" else None
    elif chance.random() < 0.12:
        encoding = chance.choice(ENCODINGS)
        case.changed[file] = encoding
        encoded = data.decode("utf-8").encode(encoding, "ignore")
        case.put(file, encoded, encoded.decode(encoding))
    else:
        some = chance.choices(MUTATIONS, k=chance.choice([1, 1, 2, 3]))
        for mutation in some:
            data = mutation(data, chance)
        case.changed[file] = " ".join(mutation.__name__ for mutation in some)
        try:
            case.put(file, data, data.decode())
        except UnicodeDecodeError:
            case.put(file, data, None)


def _in_place_of_a_file(path: Path, chance: Random) -> str:
    path.unlink()
    what: str = chance.choice(["gone", "empty", "folder", "circle", "dangling", "outside", "pipe"])
    match what:
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case "circle":
            path.symlink_to(path.name)
        case "dangling":
            path.symlink_to("not-there")
        case "outside":
            path.symlink_to("/etc/hostname")
        case "pipe":
            os.mkfifo(path)
    return what


# ---- what must hold -------------------------------------------------------------------------------------------------


def told(case: Case) -> Iterator[str]:
    """What goes wrong with the commands on an archive."""
    named: set[str] = set()
    for command in COMMANDS:
        result = CliRunner().invoke(main, ["-C", str(case.sample.root), command])
        named |= set(_named(result.stderr))
        if result.exception and not isinstance(result.exception, SystemExit):
            yield f"{command}: {type(result.exception).__name__}: {str(result.exception)[:200]}"
        elif result.exit_code not in (0, 1, 2) or (result.exit_code and not result.output.strip()):
            yield f"{command}: ends with {result.exit_code}, and says {result.output[:100]!r}"
        elif command == "segment" and result.exit_code == 0 and not named & {*PAGES, ARTICLES[0], "seeds/issues.yml"}:
            yield from _unplaced(case)
        elif command == "build" and result.exit_code == 0:
            yield from _unpublished(case, named)


def _named(said: str) -> Iterator[str]:
    """The files that problems name, but for those that say how a file was saved: it was read all the same."""
    for line in said.splitlines():
        file = re.match(r"([^:]+):", line)
        if file and "was read as such" not in line and "byte order mark, which was left out" not in line:
            yield file[1]


def _unplaced(case: Case) -> Iterator[str]:
    """What of the pages is in no article of their issue, whatever its date is now, and not among the lines that are
    left."""
    files = (case.sample.root / "seeds/articles").glob("*.yml")
    made = [yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader) for file in files]
    held = _letters("".join(_strings([[each.get("articles"), each.get("unplaced")] for each in made])))
    for file in PAGES:
        text = case.texts[file]
        if text is None:
            yield f"segment: {file} is no text, and nothing says so"
        elif lost := _letters(text) - held:
            yield f"segment: lost {''.join(lost.elements())[:40]!r} of {file}"


def _unpublished(case: Case, named: set[str]) -> Iterator[str]:
    """What of the article files that were changed is not published."""
    data = case.sample.root / "site/data/articles.jsonl"
    records = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    held = _letters("".join(_strings(records)))
    for file in {*ARTICLES} & case.changed.keys() - named:
        text = case.texts[file]
        if text is None:
            yield f"build: {file} is no text, and nothing says so"
        elif lost := _letters(_without_comments(text) if file.endswith(".yml") else text) - held:
            yield f"build: lost {''.join(lost.elements())[:40]!r} of {file}"


def _letters(text: str) -> Counter[str]:
    """Chinese characters and kana of a text, which stand for all of it: no name of a field has one."""
    return Counter(c for c in INVISIBLE.sub("", text) if unicodedata.category(c) == "Lo")


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _without_comments(text: str) -> str:
    """Lines that are comments, and comments that are set apart, are no text."""
    return re.sub(r"(?m)^[ \t]*#.*$|[ \t]{2,}#(?:[ \t].*)?$", "", text.replace("\r\n", "\n").replace("\r", "\n"))


# ---- many cases -----------------------------------------------------------------------------------------------------


@contextmanager
def trying(seed: int, scratch: Path) -> Iterator[Try]:
    """Each case has a process of its own, a copy of this one, which has done by then what is done once: the commands
    have run, in another folder. So a case takes a fifth of a second, where a new process takes a whole one."""
    other = archive(scratch / "other")
    with MonkeyPatch.context() as patch:
        patch.setattr(utils, "get_themes", cache(utils.get_themes))  # what is installed no case changes
        for command in COMMANDS:
            CliRunner().invoke(main, ["-C", str(other.root), command])
        whole = archive(scratch / "whole")
        gc.collect()
        gc.freeze()  # what a copy does not touch is not copied
        yield lambda n: _of_case(whole.root, scratch / "case", seed, n)


def torture(seed: int, number: int) -> list[str]:
    """What was found in so many cases."""
    return here(trying, seed, range(number))


def _of_case(whole: Path, folder: Path, seed: int, n: int) -> list[str]:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(whole, folder)
    chance = Random(f"{seed} {n}")
    case = Case(Sample(folder), chance)
    case.texts = {file: case.sample.read(file) for file in (*PAGES, *ARTICLES)}
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    for file in chance.sample(files, chance.choice([1, 1, 2])):
        mutated(case, file)
    for file in SHIPPED - case.changed.keys():
        (folder / file).unlink()
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_try, args=(case, there))
    process.start()
    there.close()
    try:
        wrong = here.recv() if here.poll(BLOCKED) else [f"waits for more than {BLOCKED} s"]
    except EOFError:
        process.join()
        slow = process.exitcode == -signal.SIGXCPU
        wrong = [f"takes more than {LIMIT} s" if slow else f"ends with {process.exitcode}"]
    process.kill()
    process.join()
    return [f"{case.changed}: {each}" for each in wrong]


def _try(case: Case, answer: Connection) -> None:
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + LIMIT, resource.RLIM_INFINITY))
    answer.send(list(told(case)))
