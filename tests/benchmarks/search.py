"""Search beside Pagefind, on the same articles, in one run: building, and first queries in real Chromium.

    make benchmark CORPUS=articles.jsonl.xz [LIMIT=1000] [JSON=report.json]

CORPUS has an article a line: id, paper, date, title, subtitle, body. Queries are pieces cut from the texts at random
(the same ones each time), one to eight characters long. A query is answered when all matches are known and the first
ten have title and snippet; an article matches when the query stands in its title, its subtitle or a paragraph. Bytes
are those of a first query in an empty cache, compressed as a web server does that also sends parts of files, as GitHub
Pages does. Machines are noisy: look at the ratios.
"""

import argparse
import functools
import gzip
import html
import http.server
import json
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from generator.base import output
from generator.base.archive import Document
from generator.base.workers import processes, processors
from generator.language.terms import fold
from generator.search import search
from tests.benchmarks.measure import about, articles, keep, measured, size
from tests.conftest import CHROMIUM, FLAGS

THEME = Path(__file__).parents[2] / "theme/assets"
SCRIPTS = (
    *("terms", "data", "packs", "postings", "runs", "query"),
    *("shorthand", "texts", "snippets", "ranking", "filters", "archive"),
)
PAGE = '<!doctype html><meta charset="utf-8"><title>search</title>\n' + "".join(
    f'<script defer src="{name}.js" data-root="search/data/" data-version="1"></script>\n' for name in SCRIPTS
)
ASK = {
    "baocang": """async q => { const t = performance.now(); const r = await archive.search(q, {limit: 10});
        return {docs: r.docs, ms: performance.now() - t} }""",
    "pagefind": """async q => { const pf = await import('/pagefind/pagefind.js'); await pf.init();
        const t = performance.now(); const r = await pf.search(q);
        await Promise.all(r.results.slice(0, 10).map(x => x.data()));
        return {docs: r.results.map(x => x.id), ms: performance.now() - t} }""",
}


class Server(http.server.SimpleHTTPRequestHandler):
    """A web server that compresses text, sends parts of files as they are, as GitHub Pages does, and counts it all."""

    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        if asked := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"] or ""):
            part = data[int(asked[1]) : int(asked[2]) + 1]
            self.send_response(206)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Range", f"bytes {asked[1]}-{int(asked[1]) + len(part) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            self.wfile.write(part)
            Server.sent += len(part)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in {".html", ".js", ".css", ".json"}:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        Server.sent += len(data)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def parts(article: dict[str, Any]) -> list[str]:
    """Title, subtitle and paragraphs."""
    paragraphs = re.split(r"\n\s*\n", article["body"])
    return [part for part in (article["title"], article.get("subtitle") or "", *paragraphs) if part.strip()]


def documents(corpus: Path, limit: int) -> list[Document]:
    return [
        Document(
            a["id"], f"{a['id']}.html", a["date"], (a["paper"],) * 2, None, ("news", "news"), (p[0],), tuple(p[1:])
        )
        for a in articles(corpus, limit)
        for p in [parts(a)]
    ]


def build_ours(corpus: Path, limit: int, folder: Path) -> None:
    laid(documents(corpus, limit), folder)


def laid(archive: Sequence[Document], folder: Path) -> None:
    """A page with the engine, and its index."""
    folder.mkdir(parents=True)
    with processes(processors()) as workers:
        for name, content in search.files(archive, workers, about=search.About(folder.name)):
            assert isinstance(content, (str, bytes))
            output.write(folder / name, content)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    for name in SCRIPTS:
        shutil.copy(THEME / f"{name}.js", folder)


def write_pages(corpus: Path, limit: int, folder: Path) -> None:
    """What Pagefind indexes: a page an article, and an empty one to search from."""
    folder.mkdir(parents=True)
    for article in articles(corpus, limit):
        title, *rest = map(html.escape, parts(article))
        body = "".join(f"<p>{part}</p>" for part in rest)
        page = f'<!doctype html><html lang="zh"><title>{title}</title><body data-pagefind-body><h1>{title}</h1>{body}'
        (folder / f"{article['id']}.html").write_text(page, encoding="utf-8")
    (folder / "index.html").write_text("<!doctype html><title>search</title>", encoding="utf-8")


def pagefind_ids(site: Path) -> dict[str, str]:
    ids = {}
    for path in (site / "pagefind/fragment").iterdir():
        data = gzip.decompress(path.read_bytes())
        ids[path.stem] = Path(json.loads(data[data.index(b"{") :])["url"]).stem
    return ids


def queried(
    browser: Browser, engine: str, site: Path, truth: dict[str, set[str]], ids: dict[Any, str]
) -> dict[str, float]:
    """Medians over the queries, each asked by a reader who comes for the first time."""
    handler = functools.partial(Server, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    kilobytes, milliseconds, recall, precision = [], [], [], []
    for query, wanted in truth.items():
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        before = Server.sent
        answer = page.evaluate(ASK[engine], query)
        kilobytes.append((Server.sent - before) / 1e3)
        milliseconds.append(answer["ms"])
        got = {ids[doc] for doc in answer["docs"]}
        recall.append(len(got & wanted) / len(wanted))
        precision.append(len(got & wanted) / len(got) if got else 1.0)
        context.close()
    server.shutdown()
    return {
        "recall": statistics.mean(recall),
        "precision": statistics.mean(precision),
        "first query kB": statistics.median(kilobytes),
        "its ms": statistics.median(milliseconds),
    }


def cuts(corpus: Path, limit: int, number: int) -> dict[str, set[str]]:
    """Random pieces of the texts, and the articles that hold each."""
    chance = random.Random(1949)
    folded = [(a["id"], [fold(part) for part in parts(a)]) for a in articles(corpus, limit)]
    found: dict[str, set[str]] = {}
    while len(found) < number:
        text = chance.choice(chance.choice(folded)[1])
        start = chance.randrange(len(text))
        cut = text[start : start + chance.randint(1, 8)].replace('"', "")
        if cut:
            found[cut] = {id for id, segments in folded if any(cut in segment for segment in segments)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="only the first so many articles")
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    parser.add_argument("--only-build", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only_build:
        build_ours(given.corpus, given.limit, given.only_build)
        return
    described = about("tests.benchmarks.search")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        ours, theirs = Path(scratch) / "ours", Path(scratch) / "theirs"
        me = [sys.executable, "-m", "tests.benchmarks.search", str(given.corpus), "--limit", str(given.limit)]
        rows = {"baocang": measured([*me, "--only-build", str(ours)])}
        write_pages(given.corpus, given.limit, theirs)
        rows["pagefind"] = measured([sys.executable, "-m", "pagefind", "--site", str(theirs)])
        truth = cuts(given.corpus, given.limit, given.queries)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        known: dict[Any, str] = {n: a["id"] for n, a in enumerate(articles(given.corpus, given.limit))}
        rows["baocang"] |= {"index MB": size(ours / "search")} | queried(browser, "baocang", ours, truth, known)
        number, known = len(known), dict(pagefind_ids(theirs))
        rows["pagefind"] |= {"index MB": size(theirs / "pagefind")} | queried(browser, "pagefind", theirs, truth, known)
        browser.close()
    print(f"{len(truth)} queries\n{'':16}{'baocang':>10}{'pagefind':>10}{'ratio':>8}")
    for name, value in rows["baocang"].items():
        other = rows["pagefind"][name]
        print(f"{name:16}{value:10.2f}{other:10.2f}{value / other if other else 0:8.2f}")
    keep({"about": described, "articles": number, "queries": len(truth), **rows}, given.json)


if __name__ == "__main__":
    main()
