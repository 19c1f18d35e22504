"""The correcting desk: a page on 127.0.0.1 in which a person reads the articles of an issue against the page's lines.

The server keeps no state of an issue: the browser holds what is being corrected, every request reads the files anew,
and a save that began with other files is refused: the browser has to join them first (`joining`). What is not saved yet
is kept as a draft (`drafts`). Who gets in, `desk_door` says.
"""

import datetime
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from generator.base import durable
from generator.base.identity import WHOLE
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.review import (
    as_sent,
    delivered,
    drafts,
    joining,
    listed,
    overview,
    picture,
    proof,
    recompose,
    redated,
    report_door,
    report_files,
    rereading,
    throughout,
)
from generator.review.desk_door import Blob, Door, Refused, Requests
from generator.seeds.taken import taken

FILES = {
    "/": ("index.html", "text/html"),
    **{
        f"/{name}.js": (f"{name}.js", "text/javascript")
        for name in (
            *(
                "dom",
                "server",
                "who",
                "same",
                "model",
                "doubting",
                "issues",
                "throughout",
                "lines",
                "follow",
                "picture",
                "record",
                "facts",
                "cards",
            ),
            *(
                "draft",
                "marked",
                "join",
                "marking",
                "saving",
                "listed",
                "rereading",
                "acts",
                "moving",
                "keys",
                "review",
            ),
        )
    },
    "/review.css": ("review.css", "text/css"),
    "/archive.css": ("archive.css", "text/css"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    **report_door.FILES,
}
"""The page's own files; look and icon are the archive's."""


class _Nothing(BaseModel):
    """Nothing has to be said."""


class _Asked(BaseModel):
    """An issue that a request is about."""

    paper: str
    date: str

    @property
    def key(self) -> tuple[str, str]:
        return self.paper, self.date


class _Compose(_Asked):
    ids: list[Annotated[str, StringConstraints(pattern=WHOLE)]]
    """Those that the browser knows: it may have been given some by a desk that was started again since."""
    parts: list[recompose.Part]


class _Reread(_Asked, rereading.Given):
    """A page as a person has it."""


class _Join(_Asked):
    begun: joining.Begun
    state: joining.State


class _Save(_Asked):
    base: str
    articles: list[dict[str, Any]]
    unplaced: list[tuple[str, int, proof.Role]]
    draft: drafts.Ended | None = None
    """None: there is none, or it holds more than what is saved."""


class Server(Door):
    """Serves the desk of one archive. Raises OSError where the port is taken."""

    def __init__(
        self, root: Path, port: int, memo: Callable[[Path], Memo | None] = lambda _: None, english: bool = False
    ) -> None:
        """`memo`: what the last build found out."""
        super().__init__(port, FILES, ASKED, SENT, DRAWN, english)
        self.root = root
        self._memo = memo
        self.pictures = picture.Pictures(root, english)
        self.numbers = proof.Numbers()
        self._away = drafts.Away()
        self._counts: dict[tuple[str, str], tuple[object, overview.Count]] = {}

    def counts(self, issue: Issue) -> overview.Count:
        """`overview.counts`, read again only when a file of the issue has changed."""
        now = overview.stamp(self.root, issue), tuple(page.file for page in issue.pages)
        if issue.key not in self._counts or self._counts[issue.key][0] != now:
            self._counts[issue.key] = now, overview.counts(self.root, issue)
        return self._counts[issue.key][1]

    # ---- what is asked ----

    def issues(self, _: _Nothing) -> Any:
        homes = redated.carry(self.root)
        begun = Counter((draft.paper, draft.date) for draft in drafts.names(self.root))
        found = [
            {k: v for k, v in asdict(summary).items() if k != "doubt"}
            | {"done": summary.doubt == 0, "drafts": begun.pop((summary.paper, summary.date), 0)}
            for summary in overview.summaries(self.root, self.counts)
        ]
        stray = [
            {"file": f"{drafts.FOLDER}/{'-'.join(key)}", "home": " ".join(homes.get(key) or ())}
            for key in sorted(begun.keys() & homes.keys())
        ]
        return {"issues": found, "stray": stray, "reports": len(report_files.waiting(self.root))}

    def issue(self, asked: _Asked) -> Any:
        """With the drafts of it, in short; one that changes nothing is taken away."""
        read = self._read(asked)
        issue = as_sent.issue(read, picture.has(self.root, read))
        redated.carry(self.root)
        found, damaged = drafts.of_issue(self.root, asked.paper, asked.date)
        told = []
        for draft in found:
            left = drafts.pending(draft, issue["articles"])
            if any(left):
                told.append(
                    draft.model_dump(include={"session", *drafts.Told.model_fields})
                    | {"count": left.articles, "waiting": left.waiting}
                )
            else:
                drafts.drop(self.root, draft)
        return issue | {"drafts": told, "damaged": damaged}

    def shown(self, asked: picture.Asked) -> Any:
        with self.turn:
            read = self._proof(asked.key)
        return self.pictures.told(read, asked)

    def jpeg(self, asked: picture.Asked) -> Blob:
        with self.turn:
            read = self._proof(asked.key)
        return self.pictures.jpeg(read, asked)

    def find(self, asked: throughout.Asked) -> Any:
        return throughout.found(self.root, asked, self._memo(self.root))

    def delivered(self, _: _Nothing) -> Any:
        begun = Counter((draft.paper, draft.date) for draft in drafts.names(self.root))
        found = throughout.delivered(self.root, self._memo(self.root))
        return [of | {"drafts": begun[of["paper"], of["date"]]} for of in found]

    def plan(self, wanted: throughout.Wanted) -> Any:
        return throughout.planned(self.root, wanted, self._memo(self.root))

    def replace(self, wanted: throughout.Wanted) -> Any:
        try:
            return throughout.carry_out(self.root, wanted, self._memo(self.root))
        except throughout.Changed:
            raise Refused(HTTPStatus.CONFLICT, "文章在看过之后又有改动，没有替换。再看一遍，再替换。") from None

    def take_back(self, _: _Nothing) -> Any:
        return throughout.take_back(self.root)

    def draft(self, name: drafts.Name) -> Any:
        """All of a draft."""
        found = drafts.read(self.root, name)
        if found is None:
            raise Refused(HTTPStatus.NOT_FOUND, "这份草稿已经不在了。")
        return found.model_dump(mode="json")

    def keep(self, sent: drafts.Sent) -> Any:
        try:
            drafts.keep(self.root, sent, self._away)
        except drafts.Unknown:
            raise Refused(HTTPStatus.CONFLICT, "没有这份草稿，要整份送来。") from None
        return {}

    def drop(self, dropped: drafts.Dropped) -> Any:
        if dropped.serial is None:
            self._away.take(self.root, dropped)
        else:
            self._away.end(self.root, dropped, dropped.serial)
        return {}

    def compose(self, asked: _Compose) -> Any:
        found = self._read(asked)
        self.numbers.seen.update(asked.ids)
        return recompose.compose(found, asked.parts, self.numbers)

    def reread(self, asked: _Reread) -> Any:
        return rereading.changes(self._read(asked), asked)

    def join(self, asked: _Join) -> Any:
        """What a browser has made of an issue, joined with what the files say now, which comes with it."""
        found = self._read(asked)
        joined = joining.join(found, asked.begun, asked.state, self.numbers, self.english)
        return {
            "issue": as_sent.issue(found, picture.has(self.root, found)),
            "at": _written(self.root / found.file),
            **asdict(joined),
        }

    def save(self, asked: _Save) -> Any:
        with durable.writing(self.root):
            try:
                unplaced = {(file, n): role for file, n, role in asked.unplaced}
                found = self._read(asked)
                if isinstance(found, delivered.Delivered):
                    faults = delivered.save(self.root, found, asked.base, asked.articles)
                else:
                    faults = proof.save(self.root, found, asked.base, asked.articles, unplaced)
            except proof.Changed:
                raise Refused(HTTPStatus.CONFLICT, "文件在打开之后被别的程序改动过，没有保存。") from None
            except proof.Foreign as foreign:
                raise Refused(HTTPStatus.BAD_REQUEST, str(foreign)) from None
            if faults:
                raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, [asdict(fault) for fault in faults])
            if asked.draft:
                self._end(asked, asked.draft)
            now = self._read(asked)
            return {"base": now.base, "cut": proof.cut(now, unplaced)}

    def facts(self, asked: _Asked) -> Any:
        """What the list says of an issue."""
        return listed.told(self.root, asked.key)

    def list_facts(self, asked: listed.Facts) -> Any:
        try:
            faults = listed.write(self.root, asked)
        except proof.Changed:
            raise Refused(
                HTTPStatus.CONFLICT, "seeds/issues.yml 在打开之后又有改动，没有写下。请再打开一次。"
            ) from None
        except proof.Foreign as foreign:
            raise Refused(HTTPStatus.BAD_REQUEST, str(foreign)) from None
        if faults:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, [asdict(fault) for fault in faults])
        return {}

    def _end(self, asked: _Asked, ended: drafts.Ended) -> None:
        """With the save its draft is gone, whatever becomes of the browser."""
        own = drafts.Name(paper=asked.paper, date=asked.date, session=ended.session)
        with suppress(OSError):  # it changes nothing any more, and is taken away when the issue is opened
            self._away.end(self.root, own, ended.serial)
        with suppress(OSError):
            if ended.instead:
                self._away.take(self.root, own.model_copy(update={"session": ended.instead}))

    def _read(self, asked: _Asked) -> proof.Proof:
        return self._proof(asked.key)

    def _proof(self, key: tuple[str, str]) -> proof.Proof:
        found = proof.read(self.root, key, self.numbers) or delivered.read(self.root, key, self._memo(self.root))
        if found is None:
            raise Refused(HTTPStatus.NOT_FOUND, self._went(key))
        return found

    def _went(self, key: tuple[str, str]) -> str:
        """Why there is no such issue, and where it went. Raises Stop where the list cannot be read."""
        overview.listed(self.root)
        if home := redated.home(taken(self.root), key):
            return f"这一期现在是 {' '.join(home)}，请打开那一期；没有保存的改动留作草稿，在那里可以接着校读。"
        return "seeds/issues.yml 里没有这一期，也没有它的文章。改了日期的，先运行 baocang segment，再打开新的日期。"


ASKED: Requests = {
    "/api/issues": (Server.issues, _Nothing),
    "/api/issue": (Server.issue, _Asked),
    "/api/facts": (Server.facts, _Asked),
    "/api/draft": (Server.draft, drafts.Name),
    **report_door.ASKED,
}
"""What a browser may ask for, and where."""
DRAWN: Requests = {
    "/api/delivered": (Server.delivered, _Nothing),
    "/api/find": (Server.find, throughout.Asked),
    "/api/picture": (Server.shown, picture.Asked),
    "/picture.jpg": (Server.jpeg, picture.Asked),
}
"""What takes long to make, and changes nothing."""
SENT: Requests = {
    "/api/compose": (Server.compose, _Compose),
    "/api/facts": (Server.list_facts, listed.Facts),
    "/api/replace": (Server.replace, throughout.Wanted),
    "/api/replace/back": (Server.take_back, _Nothing),
    "/api/replace/plan": (Server.plan, throughout.Wanted),
    "/api/reread": (Server.reread, _Reread),
    "/api/join": (Server.join, _Join),
    "/api/save": (Server.save, _Save),
    "/api/draft": (Server.keep, drafts.Sent),
    "/api/draft/drop": (Server.drop, drafts.Dropped),
    **report_door.SENT,
}
"""What a browser may send, and where."""


def _written(path: Path) -> str | None:
    """When a file was written last."""
    if not path.exists():
        return None
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).isoformat()
