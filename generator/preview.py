"""A server for looking at the site while it is made."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.docs_folder import generated


class _Server(LiveReloadServer):
    """MkDocs' server, which says where it listens once it does (port 0 means any that is free)."""

    started: Callable[[str], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.started(f"http://127.0.0.1:{self.server_port}/")


def serve(
    root: Path, docs: Path, site: Path, port: int, rebuild: Callable[[], None], started: Callable[[str], None]
) -> None:
    """Serves the site on 127.0.0.1 and rebuilds it when what a person writes has changed; ends with Ctrl+C.

    Generated pages lie among the hand-written ones: they are not watched, or each build would call for the next.
    Raises OSError where the port is taken.
    """
    server = _Server(builder=rebuild, host="127.0.0.1", port=port, root=str(site))
    server.started = started
    ours = generated(docs)
    by_hand = [path for path in docs.rglob("*") if path.is_file() and path.relative_to(docs).as_posix() not in ours]
    for path in [root / "mkdocs.yml", root / "seeds", *by_hand]:
        server.watch(str(path))
    with suppress(KeyboardInterrupt):
        server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
    server.shutdown()
