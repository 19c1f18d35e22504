"""Who gets in at the desk, and how a request is read and answered.

1. Only this machine, by its own names (`Host`), so that no name of a stranger's can lead here.
2. Only who has the token of the run: in the opening address, from then on a cookie for the page's own files and a
   header, which no other site can send, for the data.
3. What another origin sends is refused, as is a body that is too long or no JSON.
4. Whoever sends or takes slowly keeps nobody waiting, and is cut off.
"""

import errno
import hmac
import json
import secrets
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ValidationError

from generator.base import assets
from generator.base.hurry import Clock
from generator.base.problems import Stop
from generator.review import wording

LONGEST = 32_000_000
"""Bytes of a request: an issue of a thousand articles has three million."""
DIGITS = 20
"""Of the number of its bytes."""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
Requests = Mapping[str, tuple[Callable[[Any, Any], Any], type[BaseModel]]]
"""By address: what answers, a method of the server, and what it is given."""


class Refused(Exception):
    """An answer other than 200."""

    def __init__(self, status: HTTPStatus, answer: Any) -> None:
        super().__init__(answer)
        self.status, self.answer = status, answer


@dataclass(frozen=True)
class Blob:
    """An answer that is no JSON."""

    kind: str
    data: bytes


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


class Door(ThreadingHTTPServer):
    """A server on this machine for one person. Raises OSError where the port is taken."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs share a port

    def __init__(
        self,
        port: int,
        files: Mapping[str, tuple[str, str]],
        asked: Requests,
        sent: Requests,
        drawn: Requests,
        english: bool = False,
    ) -> None:
        """`files` are the page's own, name and kind by address; `drawn` takes long, writes nothing of the archive, and
        keeps nobody waiting. `english`: it speaks English, and Chinese else."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.files, self.asked, self.sent, self.drawn = files, asked, sent, drawn
        self.english = english
        self.token = secrets.token_urlsafe(32)
        self.turn = threading.Lock()
        """One request at a time: between reading the files and writing them nobody else may write."""

    @property
    def address(self) -> str:
        """The address that opens the desk."""
        return f"http://127.0.0.1:{self.server_port}/?token={self.token}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no error; others stand in the terminal."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """Reads a request whole, does it in its turn, and then sends the answer: whoever is slow keeps nobody waiting."""

    server: Door
    _clock: Clock

    def setup(self) -> None:
        super().setup()
        self._clock = Clock(self.connection)
        self._clock.start()

    def finish(self) -> None:
        self._clock.stop()
        super().finish()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self.headers.get_all("Host", []) in [[host] for host in self._hosts()]:
            return True
        said = "只能从本机打开。"
        self._send(
            HTTPStatus.FORBIDDEN, "application/json", _json(wording.answer(said) if self.server.english else said)
        )
        return False

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _get(self) -> Callable[[], Any] | None:
        try:
            url = urlsplit(self.path)
        except ValueError:  # http://[/
            raise Refused(HTTPStatus.BAD_REQUEST, "地址的格式不对。") from None
        if url.path in self.server.files:
            self._admit(parse_qs(url.query).get("token", [""])[0] or self._cookie())
            return None
        token = self.headers.get("X-Token", "")
        self._admit(token or (self._cookie() if url.path in self.server.drawn else ""))  # a picture sends no header
        what, kind = self._known({**self.server.asked, **self.server.drawn}, url.path)
        given = {name: values[0] for name, values in parse_qs(url.query).items()}
        return partial(what, self.server, kind.model_validate(given))

    def _post(self) -> Callable[[], Any]:
        self._admit(self.headers.get("X-Token", ""))
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts()}:
            raise Refused(HTTPStatus.FORBIDDEN, "请求来自别的网站。")
        if self.headers.get_content_type() != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "只收 JSON。")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "没有说明长度。")
        if len(length) > DIGITS:  # more than Python reads
            raise Refused(HTTPStatus.BAD_REQUEST, "长度的格式不对。")
        if int(length) > LONGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容太长。")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError  # what is only half there is not done
        what, kind = self._known(self.server.sent, self.path)
        return partial(what, self.server, kind.model_validate_json(body))

    def _known(self, requests: "Requests", path: str) -> tuple[Callable[[Any, Any], Any], type[BaseModel]]:
        if path not in requests:
            raise Refused(HTTPStatus.NOT_FOUND, "没有这个地址。")
        return requests[path]

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
            raise Refused(HTTPStatus.FORBIDDEN, "没有口令，或口令已经失效。请用 baocang review 打印的地址打开。")

    def _answer(self, read: Callable[[], Callable[[], Any] | None]) -> None:
        """Answers with what the request that is read asks for, as JSON; None: with the file of this address."""
        answer: Any = None
        status = HTTPStatus.OK
        try:
            asked = read()
            self._clock.stop()
            if asked is not None:
                drawn = urlsplit(self.path).path in self.server.drawn
                with nullcontext() if drawn else self.server.turn:
                    answer = asked()
        except (ConnectionError, TimeoutError):
            return  # nobody is there any more
        except Refused as refused:
            answer, status = refused.answer, refused.status
        except Stop as stop:
            answer, status = [str(problem) for problem in stop.problems], HTTPStatus.FAILED_DEPENDENCY
        except ValidationError as error:
            answer, status = f"请求的格式不对：{error.errors(include_url=False)[0]['msg']}", HTTPStatus.BAD_REQUEST
        except OSError as error:
            status, answer = _disk(error)
        except Exception:  # a fault of ours: it stands in the terminal, and the page hears of it
            traceback.print_exc()
            answer, status = "程序出错。终端里有说明。", HTTPStatus.INTERNAL_SERVER_ERROR
        if answer is None:
            self._send_file(*self.server.files[urlsplit(self.path).path])
        elif isinstance(answer, Blob):
            self._send(status, answer.kind, answer.data)
        else:
            said = wording.answer(answer) if self.server.english and status != HTTPStatus.OK else answer
            self._send(status, "application/json", _json(said))

    def _send_file(self, name: str, kind: str) -> None:
        shared = name in ("archive.css", "icon.svg")
        folder = assets.theme() / "assets" if shared else assets.PACKAGE / "review/page"
        data = (folder / name).read_bytes()
        if self.server.english:
            data = wording.in_english(name, data)
        if name.endswith(".html"):
            data = data.replace(b"{token}", self.server.token.encode())
        self._send(HTTPStatus.OK, kind, data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self._clock.start()
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if kind == "text/html":
            cookie = f"{self._cookie_name()}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
            self.send_header("Set-Cookie", cookie)
        is_text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass  # a person reads the terminal: the address, and what goes wrong
