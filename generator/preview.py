"""A server for looking at the site while it is made."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from mkdocs import livereload
from mkdocs.livereload import LiveReloadServer

from generator.docs_folder import by_hand

RELOAD = "/livereload.js"


class _Server(LiveReloadServer):
    """MkDocs' server, which says where it listens once it does (port 0 means any that is free), answers to its own
    names alone, so that none of a stranger's leads here, and reloads pages by a script in a file, as the site's policy
    asks."""

    started: Callable[[str], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.started(f"http://127.0.0.1:{self.server_port}/")

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_HOST") not in {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}:
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return ["只能从本机打开。\n".encode()]
        if environ.get("PATH_INFO") == RELOAD:
            asked = dict(part.partition("=")[::2] for part in environ.get("QUERY_STRING", "").split("&"))
            numbers = [asked.get(name, "") for name in ("epoch", "request_id")]
            if all(number.isdecimal() for number in numbers):
                script = livereload._SCRIPT_TEMPLATE.substitute(epoch=numbers[0], request_id=numbers[1])
                start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-store")])
                return [script.encode()]
        return super().serve_request(environ, start_response)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        asked = urlencode({"epoch": epoch, "request_id": livereload._timestamp()})
        head, end, tail = content.rpartition(b"</body>")
        return head + f'<script src="{RELOAD}?{asked}"></script>'.replace("&", "&amp;").encode() + end + tail


def serve(
    root: Path, docs: Path, site: Path, port: int, rebuild: Callable[[], None], started: Callable[[str], None]
) -> None:
    """Serves the site on 127.0.0.1 and rebuilds it when what a person writes has changed; ends with Ctrl+C.

    Generated pages lie among the hand-written ones: they are not watched, or each build would call for the next.
    Raises OSError where the port is taken.
    """
    server = _Server(builder=rebuild, host="127.0.0.1", port=port, root=str(site))
    server.started = started
    for path in [root / "mkdocs.yml", root / "seeds", *(docs / name for name in by_hand(docs))]:
        server.watch(str(path))
    with suppress(KeyboardInterrupt):
        server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
    server.shutdown()
