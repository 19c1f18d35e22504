"""The correcting desk: a page on 127.0.0.1 in which a person reads the articles of an issue against the page's lines.

The server keeps no state of an issue: the browser holds what is being corrected, every request reads the files anew,
and a save that began with other files is refused. Who may ask:

1. Only this machine, by its own names (`Host`), so that no name of a stranger's can lead here.
2. Only who has the token of the run: in the opening address, from then on a cookie for the page's own files and a
   header, which no other site can send, for the data.
3. A save or composition from another origin is refused, as is a body that is too long or no JSON.
"""

import csv
import errno
import hmac
import json
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, StringConstraints, ValidationError

from generator import assets, durable, joining, proof, recompose, roles
from generator.model import ARTICLE_ID, Article, Paper, Place
from generator.places import gazetteer
from generator.problems import Stop

LONGEST = 32_000_000
"""Bytes of a request: an issue of a thousand articles has three million."""
PATIENCE = 30.0
"""Seconds that a browser has to send a request, and to take the answer; it is on the same machine."""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FILES = {
    "/": ("index.html", "text/html"),
    **{
        f"/{name}.js": (f"{name}.js", "text/javascript")
        for name in ("dom", "server", "who", "model", "issues", "lines", "follow", "cards", "review")
    },
    "/review.css": ("review.css", "text/css"),
    "/archive.css": ("archive.css", "text/css"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
"""The page's own files; look and icon are the archive's."""


class _Asked(BaseModel):
    """An issue that a request is about."""

    paper: str
    date: str

    @property
    def key(self) -> tuple[str, str]:
        return self.paper, self.date


class _Compose(_Asked):
    ids: list[Annotated[str, StringConstraints(pattern=ARTICLE_ID.pattern)]]
    """Those that the browser knows: it may have been given some by a desk that was started again since."""
    parts: list[recompose.Part]


class _Join(_Asked):
    begun: joining.Begun
    state: joining.State


class _Save(_Asked):
    base: str
    articles: list[dict[str, Any]]
    unplaced: list[tuple[str, int]]


class Server(ThreadingHTTPServer):
    """Serves the desk of one archive. Raises OSError where the port is taken."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs share a port

    def __init__(self, root: Path, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.root = root
        self.token = secrets.token_urlsafe(32)
        self.numbers = proof.Numbers()
        self.turn = threading.Lock()
        """One request at a time: between reading the files and writing them nobody else may write."""
        self._counts: dict[Path, tuple[tuple[int, int], proof.Count]] = {}

    @property
    def address(self) -> str:
        """The address that opens the desk."""
        return f"http://127.0.0.1:{self.server_port}/?token={self.token}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no error; others stand in the terminal."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def counts(self, path: Path) -> proof.Count:
        """`proof.counts`, read again only when the file has changed."""
        now = path.stat()
        stamp = (now.st_mtime_ns, now.st_size)
        if path not in self._counts or self._counts[path][0] != stamp:
            self._counts[path] = stamp, proof.counts(self.root, path)
        return self._counts[path][1]

    # ---- what is asked ----

    def issues(self) -> Any:
        found = [(asdict(summary), summary.doubt == 0) for summary in proof.summaries(self.root, self.counts)]
        return [{k: v for k, v in fields.items() if k != "doubt"} | {"done": done} for fields, done in found]

    def issue(self, asked: _Asked) -> Any:
        return _issue(self._read(asked))

    def compose(self, asked: _Compose) -> Any:
        found = self._read(asked)
        self.numbers.seen.update(asked.ids)
        return recompose.compose(found, asked.parts, self.numbers)

    def join(self, asked: _Join) -> Any:
        """What a browser has made of an issue, joined with what the files say now, which comes with it."""
        found = self._read(asked)
        joined = joining.join(found, asked.begun, asked.state, self.numbers)
        return {"issue": _issue(found), **asdict(joined)}

    def save(self, asked: _Save) -> Any:
        with durable.writing(self.root):
            faults = proof.save(self.root, self._read(asked), asked.base, asked.articles, asked.unplaced)
            if faults:
                raise _Refused(HTTPStatus.UNPROCESSABLE_ENTITY, [asdict(fault) for fault in faults])
            return {"base": self._read(asked).base}

    def _read(self, asked: _Asked) -> proof.Proof:
        found = proof.read(self.root, asked.key, self.numbers)
        if found is None:
            raise _Refused(HTTPStatus.NOT_FOUND, "seeds/issues.yml 里没有这一期，或没有列出它的版面。")
        return found


ASKED: dict[str, tuple[Callable[[Server, Any], Any], type[_Asked]]] = {
    "/api/compose": (Server.compose, _Compose),
    "/api/join": (Server.join, _Join),
    "/api/save": (Server.save, _Save),
}
"""What a browser may send, and where."""


class _Refused(Exception):
    """An answer other than 200."""

    def __init__(self, status: HTTPStatus, answer: Any) -> None:
        super().__init__(answer)
        self.status, self.answer = status, answer


def _json(answer: Any) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def _disk(error: OSError) -> tuple[HTTPStatus, str]:
    """What the disk refuses, said to a person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return HTTPStatus.INSUFFICIENT_STORAGE, "磁盘已满，没有写下。腾出空间，再做一次。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        name = error.filename or "这个文件夹"
        return (
            HTTPStatus.INTERNAL_SERVER_ERROR,
            f"没有写下：不许改动 {name}。取消只读，或换一个有权限的用户，再做一次。",
        )
    return HTTPStatus.INTERNAL_SERVER_ERROR, f"文件读写出错：{error.strerror}。"


def _issue(found: proof.Proof) -> dict[str, Any]:
    """An issue as the browser has it."""
    owners = roles.owners(found)
    return {
        "paper": found.issue.paper,
        "date": found.issue.date.isoformat(),
        "name": found.paper.label,
        "file": found.file,
        "base": found.base,
        "saved": found.saved,
        "places": _places(found.paper),
        "articles": [_shown(article) for article in found.articles],
        "sheets": [
            {
                "file": sheet.file,
                "page": sheet.page,
                "lines": [{"n": x.number, "text": x.text, "gap": x.after_blank or x.starts_page} for x in sheet.lines],
                "owners": [owners[sheet.file, x.number] for x in sheet.lines],
            }
            for sheet in found.sheets
        ],
    }


def _shown(article: Article) -> dict[str, Any]:
    return article.model_dump(mode="json", exclude={"paper", "date"})


def _places(paper: Paper) -> list[str]:
    """Places as `county` may name them, those nearest to the paper first."""
    with (assets.PACKAGE / "data" / "places.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["adcode"] for row in csv.DictReader(file)]
    near = paper.adcode or ""
    codes.sort(key=lambda code: (code[:4] != near[:4], code[:2] != near[:2]))
    return [_name(place, near) for code in codes if (place := gazetteer().get(code))]


def _name(place: Place, near: str) -> str:
    """The name alone where that is clear, else with the one above it."""
    if gazetteer().resolve(place.name, near or None) == place or not place.parents:
        return place.name
    return place.parents[-1] + place.name


class _Handler(BaseHTTPRequestHandler):
    """Reads a request whole, does it in its turn, and then sends the answer: whoever is slow keeps nobody waiting."""

    server: Server
    _clock: threading.Timer

    def setup(self) -> None:
        super().setup()
        self._hurry()

    def finish(self) -> None:
        self._clock.cancel()
        super().finish()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self.headers.get_all("Host", []) in [[host] for host in self._hosts()]:
            return True
        self._send(HTTPStatus.FORBIDDEN, "application/json", _json("只能从本机打开。"))
        return False

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _get(self) -> Callable[[], Any] | None:
        url = urlsplit(self.path)
        if url.path in FILES:
            self._admit(parse_qs(url.query).get("token", [""])[0] or self._cookie())
            return None
        self._admit(self.headers.get("X-Token", ""))
        if url.path == "/api/issues":
            return self.server.issues
        if url.path == "/api/issue":
            given = {name: values[0] for name, values in parse_qs(url.query).items()}
            return partial(self.server.issue, _Asked.model_validate(given))
        raise _Refused(HTTPStatus.NOT_FOUND, "没有这个地址。")

    def _post(self) -> Callable[[], Any]:
        self._admit(self.headers.get("X-Token", ""))
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts()}:
            raise _Refused(HTTPStatus.FORBIDDEN, "请求来自别的网站。")
        if self.headers.get_content_type() != "application/json":
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "只收 JSON。")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "没有说明长度。")
        if int(length) > LONGEST:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容太长。")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError  # what is only half there is not done
        if self.path in ASKED:
            what, kind = ASKED[self.path]
            return partial(what, self.server, kind.model_validate_json(body))
        raise _Refused(HTTPStatus.NOT_FOUND, "没有这个地址。")

    def _hosts(self) -> set[str]:
        return {f"{name}:{self.server.server_port}" for name in ("127.0.0.1", "localhost")}

    def _cookie(self) -> str:
        try:
            morsel = SimpleCookie(self.headers.get("Cookie", "")).get(self._cookie_name())
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _cookie_name(self) -> str:
        return f"baocang-{self.server.server_port}"  # cookies do not tell ports apart

    def _admit(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise _Refused(HTTPStatus.FORBIDDEN, "没有口令，或口令已经失效。请用 baocang review 打印的地址打开。")

    def _answer(self, read: Callable[[], Callable[[], Any] | None]) -> None:
        """Answers with what the request that is read asks for, as JSON; None: with the file of this address."""
        answer: Any = None
        status = HTTPStatus.OK
        try:
            asked = read()
            self._clock.cancel()
            if asked is not None:
                with self.server.turn:
                    answer = asked()
        except (ConnectionError, TimeoutError):
            return  # nobody is there any more
        except _Refused as refused:
            answer, status = refused.answer, refused.status
        except proof.Changed:
            answer, status = "文件在打开之后被别的程序改动过，没有保存。", HTTPStatus.CONFLICT
        except Stop as stop:
            answer, status = [str(problem) for problem in stop.problems], HTTPStatus.FAILED_DEPENDENCY
        except ValidationError as error:
            answer, status = f"请求的格式不对：{error.errors(include_url=False)[0]['msg']}", HTTPStatus.BAD_REQUEST
        except OSError as error:
            status, answer = _disk(error)
        if answer is None:
            self._send_file(*FILES[urlsplit(self.path).path])
        else:
            self._send(status, "application/json", _json(answer))

    def _hurry(self) -> None:
        """From now on the browser has PATIENCE for all that it sends, or takes."""
        self._clock = threading.Timer(PATIENCE, self._hang_up)
        self._clock.daemon = True
        self._clock.start()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _send_file(self, name: str, kind: str) -> None:
        shared = name in ("archive.css", "icon.svg")
        folder = assets.theme() / "assets" if shared else assets.PACKAGE / "desk_page"
        data = (folder / name).read_bytes()
        if name == "index.html":
            data = data.replace(b"{token}", self.server.token.encode())
        self._send(HTTPStatus.OK, kind, data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self._clock.cancel()
        self._hurry()
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if kind == "text/html":
            cookie = f"{self._cookie_name()}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass  # a person reads the terminal: the address, and what goes wrong
