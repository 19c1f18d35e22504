"""A server for looking at the site while it is made."""

import os
import posixpath
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread, local
from typing import Any
from urllib.parse import urlencode

from mkdocs import livereload
from mkdocs.livereload import LiveReloadServer

from generator.base import assets, regular
from generator.base.addresses import FOLDERS, is_generated
from generator.base.docs_folder import by_hand
from generator.base.hurry import Clock
from generator.base.inside import inside
from generator.build import ledger
from generator.build.config.options import CONFIG
from generator.build.offline import WORKER

PAUSE = 0.5  # seconds between two looks
GENERATED = FOLDERS - {"assets"}
"""Folders in which few people write: in `assets` there may be styles and pictures of one's own."""
RELOAD = "/livereload.js"
_POLL = re.compile(r"/livereload/[0-9]{1,20}/[0-9]{1,20}")
_ODD = re.compile(r"[\x00-\x1f\x7f\\]")
"""What is in no name of the site's; to Windows \\ is another /."""
_NEAR = re.compile(r"http://(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?")
"""A site of this machine: archives that are looked at side by side are searched at once (`beside` in the settings)."""


class _Server(LiveReloadServer):
    """MkDocs' server, which says where it listens once it does (port 0 means any that is free), answers to its own
    names alone, so that none of a stranger's leads here, cuts off who is slow, and reloads pages by a script in a file,
    as the site's policy asks."""

    started: Callable[[str], None]
    _of_request = local()

    def server_activate(self) -> None:
        super().server_activate()
        self.started(f"http://127.0.0.1:{self.server_port}/")

    def build_again(self) -> None:
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self._of_request.clock = Clock(request)
        self._of_request.clock.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._of_request.clock.stop()

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self._of_request.clock.stop()  # a page waits for the next build
        answer = self._asked(environ, start_response)
        self._of_request.clock.start()
        return answer

    def _asked(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        lets, origin = [], environ.get("HTTP_ORIGIN", "")
        if _NEAR.fullmatch(origin) and environ.get("PATH_INFO", "").startswith("/search/data/"):
            lets = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
        answer = self._answer(environ, lambda status, headers, *more: start_response(status, [*headers, *lets], *more))
        if environ.get("REQUEST_METHOD") != "HEAD":
            return answer
        if close := getattr(answer, "close", None):
            close()
        return []

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = _path(environ)
        if environ.get("HTTP_HOST") not in {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}:
            return _refused(start_response, "403 Forbidden", "只能从本机打开。")
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return _refused(start_response, "405 Method Not Allowed", "这里只能看。", ("Allow", "GET, HEAD"))
        if path is None or _ODD.search(path):
            return _refused(start_response, "400 Bad Request", "地址的格式不对。")
        if path == RELOAD and (script := _reloading(environ.get("QUERY_STRING", ""))):
            start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-store")])
            return [script]
        if path == f"/{WORKER}":  # a page that is being made is looked at as it is now
            start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-store")])
            return [regular.content(assets.theme() / WORKER)]
        if not _POLL.fullmatch(path) and not self._is_there(path):
            return _refused(start_response, "404 Not Found", "没有这一页。")
        return super().serve_request(environ, start_response)

    def _is_there(self, path: str) -> bool:
        """Whether a file of the site stands there, or a folder with one; links that lead out of it are not followed."""
        with self._epoch_cond:  # while it is built it may not be there yet
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
        site = Path(self.root)
        file = site / posixpath.normpath("/" + path).lstrip("/")
        return any(inside(site, each) and regular.is_file(each) for each in (file, file / "index.html"))

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        asked = urlencode({"epoch": epoch, "request_id": livereload._timestamp()})
        head, end, tail = content.rpartition(b"</body>")
        return head + f'<script src="{RELOAD}?{asked}"></script>'.replace("&", "&amp;").encode() + end + tail


def _path(environ: dict[str, Any]) -> str | None:
    """The path that is asked for; None where it is no text."""
    try:
        return str(environ.get("PATH_INFO", "")).encode("latin-1").decode()
    except UnicodeError:
        return None


def _refused(start_response: Callable[..., Any], status: str, why: str, *headers: tuple[str, str]) -> list[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), *headers])
    return [f"{why}\n".encode()]


def _reloading(query: str) -> bytes | None:
    """The script that waits for the next build; None where its numbers are none."""
    asked = dict(part.partition("=")[::2] for part in query.split("&"))
    numbers = [asked.get(name, "") for name in ("epoch", "request_id")]
    if not all(number.isdecimal() for number in numbers):
        return None
    return livereload._SCRIPT_TEMPLATE.substitute(epoch=numbers[0], request_id=numbers[1]).encode()


def looked(root: Path, docs: Path, known: Sequence[str], theme: Callable[[], Path | None]) -> ledger.States:
    """The state of all that people write: settings, `seeds/`, the archive's theme, the docs folder. Generated pages lie
    among those that are written by hand: they do not count, or each build would call for the next. Of folders of
    generated pages, which may hold many thousand, only the `known` files do."""
    found = [f"{root / CONFIG}", *ledger.below(root, root / "seeds"), *(f"{docs / name}" for name in known)]
    if own := theme():
        found += ledger.below(root, own)
    for folder, folders, files in os.walk(docs):
        above = Path(folder).relative_to(docs)
        at_top = not above.parts
        folders[:] = [name for name in folders if not name.startswith(".") and not (at_top and name in GENERATED)]
        names = ((above / name).as_posix() for name in files if not name.startswith("."))
        found += (f"{docs / name}" for name in names if not is_generated(name))
    return ledger.states_of(found)


class _Watch(Thread):
    """Looks twice a second whether anything is another than before, whatever came, went or came back: MkDocs' own way
    hears nothing more of a folder that was away once."""

    def __init__(self, look: Callable[[], ledger.States], changed: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._look, self._changed = look, changed
        self._before = look()
        self._ends = Event()

    def run(self) -> None:
        while not self._ends.wait(PAUSE):
            with suppress(OSError, RuntimeError):  # links in a circle: the build says what is wrong
                if (now := self._look()) != self._before:
                    self._before = now
                    self._changed()

    def end(self) -> None:
        self._ends.set()


def serve(
    root: Path,
    docs: Path,
    site: Path,
    port: int,
    rebuild: Callable[[], None],
    started: Callable[[str], None],
    theme: Callable[[], Path | None],
) -> None:
    """Serves the site on 127.0.0.1 and rebuilds it when what a person writes has changed; ends with Ctrl+C. `theme`
    gives the archive's own, as the settings name it now. Raises OSError where the port is taken."""
    server = _Server(builder=rebuild, host="127.0.0.1", port=port, root=str(site))
    server.started = started
    watch = _Watch(partial(looked, root, docs, by_hand(docs), theme), server.build_again)
    watch.start()
    with suppress(KeyboardInterrupt):
        server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
    watch.end()
    server.shutdown()
