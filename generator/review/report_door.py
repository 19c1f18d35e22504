"""What a browser may ask and send of readers' reports, on the desk's own page for them (page/reports.html)."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Base64Bytes, BaseModel, StringConstraints

from generator.base import durable
from generator.base.problems import Problem, Stop
from generator.review import proof, report_files, reports
from generator.review.desk_door import Refused, Requests
from generator.review.report_files import Report

SHOWN = 50  # reports at once: each reads its issue
Key = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]
WHY = {
    "done": "这一处已经改过了。",
    "several": "这几个字在文中有好几处，分不清是哪一处。请到校读台里改。",
    "gone": "文中已经没有这几个字。",
    "closed": "这一篇不公开或已撤下，不在这里改。",
    "nowhere": "校读台里没有这一篇。",
}


class _Nothing(BaseModel):
    """Nothing has to be said."""


class _Answer(BaseModel):
    key: Key
    how: Literal["accept", "decline"]
    new: Annotated[str, StringConstraints(max_length=500)] = ""
    """What is put there, as the reader or the person at the desk has it."""
    base: str = ""


class _Sent(BaseModel):
    """A file that was dropped on the page."""

    name: Annotated[str, StringConstraints(max_length=255)]
    data: Base64Bytes


def listed(server: Any, _: _Nothing) -> Any:
    """The reports that wait, the first of them beside what they are of."""
    waiting = report_files.waiting(server.root)
    found = [(key, report_files.one(server.root, key)) for key in waiting[:SHOWN]]
    damaged = [f"{report_files.FOLDER}/{key}.json" for key, report in found if report is None]
    shown = [_shown(server, report) for _, report in found if report]
    return {"reports": shown, "waiting": len(waiting), "damaged": damaged}


def _shown(server: Any, report: Report) -> Any:
    try:
        return reports.shown(reports.judged(server.root, report, server.numbers))
    except Stop as stop:
        return {**reports.shown(reports.Judged(report, "nowhere")), "fault": str(stop.problems[0])}


def answer(server: Any, asked: _Answer) -> Any:
    report = report_files.one(server.root, asked.key)
    if report is None:
        raise Refused(HTTPStatus.NOT_FOUND, "这份报告已经处理过了。")
    with durable.writing(server.root):
        if asked.how == "decline":
            report_files.answer(server.root, asked.key, "declined")
            return {}
        try:
            faults = reports.accepted(server.root, report, asked.new, server.numbers, asked.base)
        except reports.Stale as stale:
            raise Refused(HTTPStatus.CONFLICT, WHY[str(stale)]) from None
        except proof.Changed:
            raise Refused(HTTPStatus.CONFLICT, "这一期的文件刚才又有改动。请重新读入，再看一遍。") from None
    if faults:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "".join(fault.message for fault in faults[:3]))
    return {}


def take(server: Any, sent: _Sent) -> Any:
    problems: list[Problem] = []
    kept = report_files.keep(
        server.root,
        report_files.found(Path(sent.name).name or "?", sent.data, problems),
        problems,
    )
    return {"new": kept.new, "known": kept.known, "problems": [str(problem) for problem in kept.problems]}


ASKED: Requests = {"/api/reports": (listed, _Nothing)}
SENT: Requests = {"/api/report/answer": (answer, _Answer), "/api/report/take": (take, _Sent)}
FILES = {
    "/reports.html": ("reports.html", "text/html"),
    "/reports.js": ("reports.js", "text/javascript"),
    "/reports.css": ("reports.css", "text/css"),
}
