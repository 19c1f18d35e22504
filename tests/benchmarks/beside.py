"""One search over several archives beside one over the same articles in one archive: first queries in real Chromium.

    python -m tests.benchmarks.beside CORPUS [--limit 3000] [--parts 3] [--queries 40]

Corpus, queries and bytes are those of tests.benchmarks.search. Each part is an archive on a port of its own.
"""

import argparse
import functools
import html
import http.server
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.benchmarks.measure import about
from tests.benchmarks.search import PAGE, THEME, Server, cuts, documents, laid, queried
from tests.conftest import CHROMIUM, FLAGS


class Open(Server):
    """As GitHub Pages has it: any page may read what it sends."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def opened(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Open, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def beside(folder: Path, others: list[str]) -> None:
    """Lets the page of an archive search others, too."""
    sites = html.escape(json.dumps([[address, ""] for address in others]))
    foreign = f'<script defer src="foreign.js" data-root="./" data-sites="{sites}"></script>\n'
    runs = PAGE.index('<script defer src="runs.js"')
    page = PAGE[:runs] + foreign + PAGE[runs:] + '<script defer src="beside.js"></script>\n'
    (folder / "index.html").write_text(page, encoding="utf-8")
    for name in ("foreign", "beside"):
        shutil.copy(THEME / f"{name}.js", folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="only the first so many articles")
    parser.add_argument("--parts", type=int, default=3)
    parser.add_argument("--queries", type=int, default=40)
    given = parser.parse_args()
    described = about("tests.benchmarks.beside")
    archive = documents(given.corpus, given.limit)
    ids: dict[Any, str] = dict(enumerate(document.id for document in archive))
    truth = cuts(given.corpus, given.limit, given.queries)
    ends = [len(archive) * n // given.parts for n in range(given.parts + 1)]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play, ExitStack() as servers:
        laid(archive, Path(scratch) / "whole")
        folders = [Path(scratch) / f"part-{n}" for n in range(given.parts)]
        for folder, start, end in zip(folders, ends, ends[1:], strict=False):
            laid(archive[start:end], folder)
        beside(folders[0], [servers.enter_context(opened(folder)) for folder in folders[1:]])
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = {
            name: queried(browser, "baocang", folder, truth, ids)
            for name, folder in (("one", Path(scratch) / "whole"), (f"{given.parts}", folders[0]))
        }
        browser.close()
    print(f"{len(archive)} articles, {len(truth)} queries\n{'':16}" + "".join(f"{name:>10}" for name in rows))
    for row in rows["one"]:
        print(f"{row:16}" + "".join(f"{figures[row]:10.2f}" for figures in rows.values()))
    print(json.dumps(described, ensure_ascii=False))


if __name__ == "__main__":
    main()
