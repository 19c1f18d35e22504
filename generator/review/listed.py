"""What `seeds/issues.yml` says of one issue (期号, 总期号, 名目, the names of its pages), changed from the desk: in the
lines of that issue, and all else keeps its bytes. An issue that only its articles know is listed with it.

Where the day is another one, `segment` carries the articles over, as where it was corrected in the file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.base import durable, regular
from generator.base.digest import digest
from generator.base.identity import Key
from generator.base.issue import Issue
from generator.incoming import listing, writing
from generator.language.places import gazetteer
from generator.review.faults import Fault
from generator.review.proof import Changed, Foreign
from generator.seeds import issue_list, printed
from generator.seeds.files import decode, fields, plain_yaml
from generator.seeds.files.fields import Edit, Unfit
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import FILE
from generator.seeds.status import today

OF_ISSUE = {
    "date": "日期",
    "edition": "同日另一期",
    "edition_name": "名目",
    "number": "期号",
    "whole_number": "总期号",
    "weekday": "星期",
    "lunar": "农历",
    "date_basis": "日期依据",
    "date_evidence": "依据说明",
    "status": "开放标识",
    "status_note": "原因",
    "status_until": "开放日期",
}
OF_PAGE = {"page": "版次", "label": "版号", "name": "版名"}
NAMES = OF_ISSUE | OF_PAGE
USUAL = {"date_basis": "given", "status": "open"}
"""What goes without saying."""
CLOSED = ("status_note", "status_until")
"""What is said of one that is not open alone."""
KEY = ("date", "edition")
PRINTED = ("date", "weekday", "lunar")
"""What of an issue has to agree."""
MENDS = {
    "date": "写作 2024-03-07，那个月要有这一天；不知道日子的写 2024-03 或 2024。",
    "edition": "同一天的第二期写 b，第三期写 c；只有一期的，留空。",
    "page": "写一个数，如 3；不知道的，留空。",
}


class Facts(BaseModel):
    """What the list is to say of an issue; empty: nothing."""

    paper: str
    date: str
    stamp: str
    """Of the list, as it was read."""
    issue: dict[str, str]
    pages: list[dict[str, str]]
    """In the order of the list, as far as they are listed."""


def told(root: Path, key: Key) -> dict[str, Any]:
    """What the list says of an issue, for the desk."""
    data = _data(root)
    _, found = _place(data, key)
    pages = found.get("pages") if found else None
    return {
        "stamp": digest("file", data),
        "listed": found is not None,
        "issue": {name: _text((found or {}).get(name)) or USUAL.get(name, "") for name in OF_ISSUE},
        "pages": [{name: _text(page.get(name)) for name in ("file", "sheet", *OF_PAGE)} for page in pages or []],
    }


def write(root: Path, facts: Facts) -> list[Fault]:
    """Writes what is changed; where anything is wrong, all of it is said and nothing is written. Raises Changed where
    the list is another one by now, and Foreign where it is written in a way that is not changed here."""
    with durable.writing(root):
        data = _data(root)
        if digest("file", data) != facts.stamp:
            raise Changed
        key = facts.paper, facts.date
        n, stands = _place(data, key)
        said = {name: value.strip() for name, value in facts.issue.items() if name in OF_ISSUE}
        if said.get("status") == USUAL["status"]:
            said |= dict.fromkeys(CLOSED, "")
        if stands is None:
            more = {
                name: value for name, value in said.items() if value and name not in KEY and USUAL.get(name) != value
            }
            writing.write(root, {FILE: listing.listed(data, {}, (), {key: more})})
            return []
        changes: dict[plain_yaml.Where, dict[str, str | int]] = {("issues", n): _changes(stands, said, OF_ISSUE)}
        for m, (page, given) in enumerate(zip(stands.get("pages") or [], facts.pages, strict=False)):
            changes["issues", n, "pages", m] = _changes(page, given, OF_PAGE)
        now = _with(stands, changes["issues", n])
        now["pages"] = [
            _with(page, changes.get(("issues", n, "pages", m), {})) for m, page in enumerate(stands.get("pages") or [])
        ]
        faults = [*_faults(now if stands.get("pages") else {k: v for k, v in now.items() if k != "pages"})]
        if not faults:
            faults += _day_faults(root, key, now) if any(name in changes["issues", n] for name in KEY) else []
            faults += _printed_faults(now) if any(name in changes["issues", n] for name in PRINTED) else []
        if not faults and (made := _made(data, changes)) != data:
            writing.write(root, {FILE: made})
        return faults


def _data(root: Path) -> bytes:
    return regular.content(root / FILE) if regular.is_file(root / FILE) else b""


def _text(value: object) -> str:
    return "" if value is None else f"{value}"


def _place(data: bytes, key: Key) -> tuple[int, dict[str, Any] | None]:
    """Where the list has an issue, and what it says there."""
    found = plain_yaml.read(decode.decoded(FILE, data)[0] or "")[0]
    issues = found.get("issues") if isinstance(found, dict) else None
    for n, issue in enumerate(issues if isinstance(issues, list) else []):
        if isinstance(issue, dict) and key == (
            _text(issue.get("paper")),
            f"{issue.get('date')}{issue.get('edition') or ''}",
        ):
            return n, issue
    return -1, None


def _changes(stands: Mapping[str, Any], said: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str | int]:
    """The fields that say something else now; empty: nothing any more."""
    before = {name: _text(stands.get(name)) or USUAL.get(name, "") for name in known}
    return {
        name: _value(name, said[name].strip()) for name in known if name in said and said[name].strip() != before[name]
    }


def _value(name: str, text: str) -> str | int:
    """As the list writes it; nothing for what goes without saying."""
    if USUAL.get(name) == text:
        return ""
    return int(text) if name == "page" and text.isascii() and text.isdigit() else text


def _with(stands: Mapping[str, Any], changes: Mapping[str, str | int]) -> dict[str, Any]:
    return {k: v for k, v in stands.items() if k not in changes} | {k: v for k, v in changes.items() if v}


def _faults(issue: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        Issue.model_validate(issue)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            name = str(each["loc"][-1]) if each["loc"] else ""
            mend = MENDS.get(name, "改写，或者留空。")
            yield Fault(None, name, f"{NAMES.get(name, name)}的内容不合格式：{str(each['input'])[:40]}。{mend}")


def _printed_faults(issue: Mapping[str, Any]) -> Iterator[Fault]:
    """What the issue prints of its day, and the date says otherwise."""
    for name, _, _ in printed.contradictions(Issue.model_validate(issue)):
        said = str(issue[name])[:20]
        yield Fault(None, name, f"{NAMES[name]}“{said}”与日期不合。请核对；报上印错的，写进依据说明，这一项留空。")


def _day_faults(root: Path, key: Key, now: Mapping[str, Any]) -> list[Fault]:
    """A day on which there is such an issue already, or that cannot be."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    issue = Issue.model_validate(now)
    if issue.key in known.issues and issue.key != key:
        return [
            Fault(
                None,
                "date",
                f"{issue.said} 已经在 seeds/issues.yml 里。改写日期；是同一天的另一期，在“同日另一期”里写 b。",
            )
        ]
    before = len(reader.problems)
    issue_list.check_date(reader, issue.paper, issue.date, today(), FILE, 0)
    return [
        Fault(None, "date", "没有这样的日子：还没有到，或者那时还没有报纸。改正年、月、日。")
        for _ in reader.problems[before:]
    ]


def _made(data: bytes, changes: Mapping[plain_yaml.Where, Mapping[str, str | int]]) -> bytes:
    """The bytes of the list with these changes, and no other. Raises Foreign."""
    text = decode.decoded(FILE, data)[0] or ""
    try:
        edits = list[Edit]()
        for path, of in changes.items():
            if of:
                edits += fields.in_yaml(text, path, {name: value for name, value in of.items() if value}, [*of])
        made = fields.edited(FILE, data, edits)
        expected, now = (plain_yaml.read(each)[0] for each in (text, decode.decoded(FILE, made)[0] or ""))
        for path, of in changes.items():
            at: Any = expected
            for step in path:
                at = at[step]
            for name, value in of.items():
                at.pop(name, None)
                at |= {name: f"{value}"} if value else {}  # the list is read as it is written
        if now != expected:
            raise Unfit("别的内容也会跟着变")
    except Unfit as error:
        raise Foreign(f"seeds/issues.yml 里这一期的写法，校读台改不了（{error}）。请在文件里改。") from None
    return made
