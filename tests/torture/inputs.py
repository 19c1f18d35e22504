"""Files of every kind, mutated: no traceback, no hang, and no character lost without a word.

Each case is a small archive of which one or two files are changed: bytes turned, text cut, doubled or put elsewhere,
values of other types, other encodings and line ends, sizes, and what is no file. `segment`, `check`, `build` and
`import` run on it in a process of their own, and the desk takes a report in. What pages and deliveries say must stand
in the article files, what these say must be published, or a problem names the file; what is withheld stands nowhere in
the site.
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
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import yaml
from click.testing import CliRunner, Result
from mkdocs import utils
from pytest import MonkeyPatch

from generator.base.problems import Stop
from generator.cli import main
from generator.language.forms import INVISIBLE
from generator.review import proof, report_files, reports
from tests.conftest import Sample
from tests.torture import everything
from tests.torture.everything import ARTICLES, CLOSED, DELIVERY, DRAWN, MADE, PAGES, REPORTS, SECRET, SHIPPED
from tests.torture.sharing import Try, here

LIMIT, BLOCKED = 60, 1200
"""Seconds of a processor that three commands may take, and seconds by the clock, in which they wait for something:
without a mutation they take one. By the clock alone a busy machine would be a fault of theirs."""
COMMANDS = (
    ("segment",),
    ("check",),
    ("build",),
    ("import", DELIVERY),
)
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

    def run(self, command: str, *files: str) -> Result:
        """A command, of files of the archive."""
        paths = (str(self.sample.root / file) if "/" in file else file for file in files)
        return CliRunner().invoke(main, ["-C", str(self.sample.root), command, *paths])

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
        encoded = data.decode("utf-8", "replace").encode(encoding, "ignore")
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
    for command, *files in COMMANDS:
        result = case.run(command, *files)
        named |= set(_named(result.stderr))
        if result.exception and not isinstance(result.exception, SystemExit):
            yield f"{command}: {type(result.exception).__name__}: {str(result.exception)[:200]}"
        elif result.exit_code not in (0, 1, 2) or (result.exit_code and not result.output.strip()):
            yield f"{command}: ends with {result.exit_code}, and says {result.output[:100]!r}"
        elif command == "segment" and result.exit_code == 0 and not named & {*PAGES, ARTICLES[0], "seeds/issues.yml"}:
            yield from _unplaced(case)
        elif command == "build" and result.exit_code == 0:
            yield from _unpublished(case, named)
            yield from _leaked(case)
        elif command == "import" and result.exit_code == 0 and DELIVERY not in named:
            yield from _not_taken(case)

    yield from _reported(case.sample.root)


def _reported(root: Path) -> Iterator[str]:
    """What goes wrong with what a reader reports."""
    try:
        taken = report_files.take_in(root, [root / REPORTS])
        shown = [reports.shown(reports.judged(root, report, proof.Numbers())) for report in _waiting(root)]
        if not taken.problems and not shown:
            yield f"a report is lost, and nothing says so: {taken}"
    except Stop:
        pass  # said in a line
    except Exception as error:
        yield f"review: {type(error).__name__}: {str(error)[:200]}"


def _waiting(root: Path) -> Iterator[report_files.Report]:
    for key in report_files.waiting(root):
        report = report_files.one(root, key)
        assert report
        yield report


def _named(said: str) -> Iterator[str]:
    """The files that problems name, but for those that say how a file was saved: it was read all the same."""
    for line in said.splitlines():
        file = re.match(r"([^:]+):", line)
        if file and "was read as such" not in line and "byte order mark, which was left out" not in line:
            yield file[1]


def _unplaced(case: Case) -> Iterator[str]:
    """What of the pages is in no article of their issue, whatever its date is now, and not among the lines that are
    left."""
    held = _held(case, set())
    for file in PAGES:
        text = case.texts[file]
        if text is None:
            yield f"segment: {file} is no text, and nothing says so"
        elif lost := _letters(text) - held:
            yield f"segment: lost {''.join(lost.elements())[:40]!r} of {file}"


def _held(case: Case, less: Collection[str]) -> Counter[str]:
    """What article files say, and lines that are left; `less` files that may be none any more."""
    root = case.sample.root
    files = [file for file in (root / "seeds/articles").glob("*.yml") if file.relative_to(root).as_posix() not in less]
    made = [yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader) for file in files]
    return _letters("".join(_strings([[each.get("articles"), each.get("unplaced")] for each in made])))


def _not_taken(case: Case) -> Iterator[str]:
    """What of a delivery that was taken in is in no article file."""
    text = case.texts[DELIVERY]
    if text is None:
        if case.changed[DELIVERY] != "folder":  # which holds no delivery, and that is said
            yield f"import: {DELIVERY} is no text, and nothing says so"
    elif lost := _letters(text).keys() - _held(case, case.changed).keys():  # what comes twice is told, and taken once
        yield f"import: lost {''.join(sorted(lost))[:40]!r} of {DELIVERY}"


def _leaked(case: Case) -> Iterator[str]:
    """Files of the site that say what is withheld, where nobody has touched the file that withholds it."""
    for path in (case.sample.root / "site").rglob("*") if CLOSED not in case.changed else ():
        if path.is_file() and SECRET.encode() in path.read_bytes():
            yield f"build: {path.relative_to(case.sample.root).as_posix()} says what is withheld"


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
    other = everything.archive(scratch / "other")
    with MonkeyPatch.context() as patch:
        patch.setattr(utils, "get_themes", cache(utils.get_themes))  # what is installed no case changes
        first = Case(other, Random(0))
        for command, *files in COMMANDS:
            first.run(command, *files)
        whole = everything.archive(scratch / "whole")
        for file in MADE:
            whole.write(file, (other.root / file).read_bytes())
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
    case.texts = {file: case.sample.read(file) for file in (*PAGES, *ARTICLES, DELIVERY)}
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    for file in chance.sample(files, chance.choice([1, 1, 2])):
        mutated(case, file)
    for file in SHIPPED - case.changed.keys():
        (folder / file).unlink()
    if not DRAWN & case.changed.keys():
        everything.without_pictures(case.sample)
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
