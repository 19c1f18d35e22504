"""What readers report, as files: `.baocang/reports/DIGEST.json`, a report each, until somebody has answered it.

1. `found`: the reports in what readers send, a file of the site's own, a mail, an issue of GitHub or Gitee that was
   saved. Each is a JSON object with `baocang_report` in it; what stands around it is passed over.
2. `keep`: those that nobody has sent before. What was answered is in `answered.tsv` by its digest, so that the same
   report does not come again.

All of it is written by strangers. Nothing of it is more than text.
"""

import email
import email.policy
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from html import unescape
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from generator.base import durable, regular
from generator.base.digest import digest
from generator.base.identity import WHOLE
from generator.base.problems import Problem
from generator.seeds.files import decode

FOLDER = ".baocang/reports"
ANSWERED = f"{FOLDER}/answered.tsv"
LARGEST = 1_000_000  # bytes of a file; a mail with a picture in its signature is a tenth of it
MOST = 1_000  # reports of one file
HEAD = '"baocang_report"'
TAG = re.compile(r"<[^<>]{1,2000}>")
MAIL = re.compile(r"(?:From |[A-Za-z-]+: )")
"""How a mail begins."""
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What nobody sees, and what turns the direction of what stands around it."""
WRAPPED = re.compile(r"[ \t]{0,9}\r?\n[> ]{0,9}")
"""Where a mail program has broken a line."""
EMPTY = "holds no report"
MEND = "Ask for the file that the site gives, and pass on that."

Answer = Literal["accepted", "declined"]


def _seen(value: str) -> str:
    if HIDDEN.search(value):
        raise PydanticCustomError("hidden", "holds a character that nobody sees")
    return value


Sum = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]{1,7}$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_seen)]
Words = Annotated[str, StringConstraints(max_length=500), AfterValidator(_seen)]
Short = Annotated[str, StringConstraints(max_length=40), AfterValidator(_seen)]


class Report(BaseModel):
    """What a reader reports of an article. Lengths are in characters."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    baocang_report: Literal[1]
    """The version of the form."""
    id: Annotated[str, StringConstraints(pattern=WHOLE, max_length=120)]
    old: Said
    """What stands there, within one paragraph."""
    new: Words
    """What should stand there."""
    before: Short = ""
    after: Short = ""
    """What stands around it."""
    paragraph: Sum = "0"
    """A sum over the paragraph as the reader saw it (`summed`); by it a text that has changed since is told."""
    note: Words = ""
    name: Short = ""
    """By which the reader wishes to be named on the article's page; empty: not at all."""
    made: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None

    @property
    def key(self) -> str:
        """One for all reports that say the same of the same place, whoever sends them."""
        return digest("report", self.id, self.old, self.new, self.before, self.after)[:16]


@dataclass(frozen=True)
class Kept:
    """What became of what was sent."""

    new: int
    known: int
    """Those that wait already, or were answered."""
    problems: Sequence[Problem]


def summed(text: str) -> str:
    """FNV-1a over the UTF-16 units of a text, as theme/assets/passage.js has it."""
    sum = 0x811C9DC5
    units = text.encode("utf-16-le", "surrogatepass")
    for n in range(0, len(units), 2):
        sum = ((sum ^ int.from_bytes(units[n : n + 2], "little")) * 0x01000193) & 0xFFFFFFFF
    digits = ""
    while sum:
        sum, digit = divmod(sum, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


# ---- what is sent --------------------------------------------------------------------------------------------------


def take_in(root: Path, paths: Iterable[Path]) -> Kept:
    """The reports of files, and of the files in folders."""
    problems: list[Problem] = []
    reports: list[Report] = []
    for path in paths:
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        if not files:
            problems.append(Problem(path.as_posix(), None, EMPTY, MEND))
        for file in files:
            name = file.as_posix()
            try:
                if file.stat().st_size > LARGEST:
                    what = f"has {file.stat().st_size // 1000:,} kB, more than a report has"
                    problems.append(Problem(name, None, what, MEND))
                    continue
                reports += found(name, regular.content(file), problems)
            except OSError as error:
                problems.append(
                    Problem(name, None, f"cannot be read: {error.strerror or error}", "See that you may read it.")
                )
    return keep(root, reports, problems)


def found(name: str, content: bytes, problems: list[Problem]) -> list[Report]:
    """The reports in a file; what is wrong with it is added to the problems."""
    if len(content) > LARGEST:
        problems.append(Problem(name, None, f"has {len(content) // 1000:,} kB, more than a report has", MEND))
        return []
    reports, wrong = [], []
    for n, given in enumerate(_objects(_read(content))):
        if n >= MOST:
            wrong.append(f"holds more than {MOST} reports")
            break
        try:
            reports.append(Report.model_validate(given))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"])) or "it"
            wrong.append(f"a report in it cannot be used: {field}: {first['msg']}")
    if not reports and not wrong:
        wrong = [EMPTY]
    problems += [Problem(name, None, what, MEND) for what in dict.fromkeys(wrong)]
    return reports


def _read(content: bytes) -> str:
    """The text of a file, or of all that a mail holds, however it is written."""
    text = _plain(_decoded(content))
    if HEAD in text and not MAIL.match(text):
        return text
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        parts = [part for part in message.walk() if part.get_content_maintype() in ("text", "application")]
        within = [_plain(_decoded(said, part.get_content_charset())) for part in parts if (said := _payload(part))]
    except (ValueError, LookupError, RecursionError):
        return text
    return "\n".join(each for each in within if HEAD in each) or text


def _plain(text: str) -> str:
    """The words of a page of HTML, as which some mail programs send all that they are given."""
    return text if HEAD in text else unescape(TAG.sub("", text))


def _payload(part: Message) -> bytes:
    said = part.get_payload(decode=True)
    return said if isinstance(said, bytes) else b""


def _decoded(content: bytes, charset: str | None = None) -> str:
    """As it says itself, or as its characters tell: programs of Windows write GB 18030 and UTF-16."""
    for encoding in (charset, "utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None):
        with suppress(UnicodeDecodeError, LookupError):
            if encoding:
                return content.decode(encoding)
    found, _ = decode.decoded("", content)
    return found if found is not None else content.decode("gb18030", "replace")


def _objects(text: str) -> Iterator[Any]:
    """Each JSON object in a text that bears the mark of a report."""
    reader, at = json.JSONDecoder(strict=False), 0
    for _ in range(2 * MOST):
        if (mark := text.find(HEAD, at)) < 0:
            return
        start = text.rfind("{", at, mark)
        at = mark + len(HEAD)
        if start < 0:
            continue
        try:
            given, at = reader.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(given, dict):
            yield {name: WRAPPED.sub("", each) if isinstance(each, str) else each for name, each in given.items()}


# ---- what waits ----------------------------------------------------------------------------------------------------


def keep(root: Path, reports: Iterable[Report], problems: Sequence[Problem] = ()) -> Kept:
    """Keeps those that are new. Where several say the same, the first who wishes to be named is."""
    new = known = 0
    done = answered(root)
    for report in reports:
        name = _file(report.key)
        there = one(root, report.key)
        if report.key in done or (there and (there.name or not report.name)):
            known += 1
            continue
        known, new = (known + 1, new) if there else (known, new + 1)
        durable.save(root, name, report.model_dump_json(exclude_defaults=True) + "\n")
    return Kept(new, known, tuple(problems))


def waiting(root: Path) -> list[str]:
    """The keys of reports that nobody has answered, the oldest first."""
    files = regular.within(root / FOLDER, ".json")
    return [path.stem for path in sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name))]


def one(root: Path, key: str) -> Report | None:
    """A report that waits; None where there is none, or its file is damaged."""
    try:
        return Report.model_validate_json(regular.content(root / _file(key)))
    except (OSError, ValidationError):
        return None


def answer(root: Path, key: str, how: Answer) -> None:
    """Takes a report out of those that wait, and writes down how it was answered."""
    told = answered(root) | {key: how}
    durable.save(root, ANSWERED, "".join(f"{each}\t{of}\n" for each, of in sorted(told.items())))
    durable.remove(root, _file(key))


def answered(root: Path) -> dict[str, str]:
    """How each report was answered, by its key."""
    path = root / ANSWERED
    lines = regular.text(path, "replace").splitlines() if regular.is_file(path) else []
    return {key: how for key, _, how in (line.partition("\t") for line in lines) if how}


def _file(key: str) -> str:
    return f"{FOLDER}/{key}.json"
