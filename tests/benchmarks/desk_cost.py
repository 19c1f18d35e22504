"""What it costs to correct a page at the desk: actions of a person, page by page.

    make desk-cost [PAGES=folder] [ALL=1] [JSON=report.json]

PAGES holds marked pages (../shared/eval/pages where it is there, else pages that the repository's typesetter makes of
the articles that ship). Every sixth is walked, the first ten of them, or all. Each is segmented, opened at the desk in
Chromium and corrected there with keys and mouse until each line of it is in the article that the mark has it in, as
headline or as text, headlines, authors and kinds are the marked ones, the page is accepted as read, and saved. Then the
file is read, and compared with the mark.

A key press counts one, so do a click and a drag; what is typed into a field counts one however long it is, beside the
key or click that leads there. From the open page to the saved one all is counted. How a person would do it with least
is found by trying: at each step every act that may help is tried in the desk itself and taken back, and that is done
which mends most for what it costs. Places are not marked, and where paragraphs end is not looked at.
"""

import argparse
import shutil
import statistics
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from generator.cli import main as baocang
from generator.review import review
from tests.benchmarks.desk_walk import Walk, headline, known
from tests.benchmarks.marked_pages import WHOLE, Marked, given, likeness, squeezed, typeset
from tests.benchmarks.measure import about, keep
from tests.conftest import CHROMIUM, FLAGS, REPOSITORY

PAGES = REPOSITORY.parent / "shared/eval/pages"
EACH, TEN = 6, 10


def said(article: Any) -> set[str]:
    """What an article says, with its byline and without."""
    body = "".join([article["body"], *article["captions"]])
    return {squeezed(byline + body) for byline in ("", article["byline"] or "")}


def archive(root: Path, pages: Sequence[Marked]) -> None:
    """An archive with an issue of one page for each, segmented."""
    (root / "seeds/pages").mkdir(parents=True)
    papers, issues = {}, []
    for n, marked in enumerate(pages):
        (root / f"seeds/pages/p{n:02d}.txt").write_text(marked.text, encoding="utf-8")
        papers[f"p{n:02d}"] = {"name": f"样报{n:02d}", "place": None}
        sheet = {"file": f"pages/p{n:02d}.txt", "page": marked.page}
        issues.append({"paper": f"p{n:02d}", "date": marked.date, "pages": [sheet]})
    listed = yaml.safe_dump({"papers": papers, "issues": issues}, allow_unicode=True)
    (root / "seeds/issues.yml").write_text(listed, encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: 样\n", encoding="utf-8")
    CliRunner().invoke(baocang, ["-C", str(root), "segment"], catch_exceptions=False)


def left(root: Path, n: int, marked: Marked) -> list[str]:
    """What of a saved page is not as it is marked."""
    data = yaml.safe_load((root / f"seeds/articles/p{n:02d}-{marked.date}.yml").read_text(encoding="utf-8"))
    found = []
    for wanted in marked.articles:
        name = wanted.headline or wanted.body[:16]
        texts = {
            n: max(likeness(wanted.body, text) for text in said(article)) for n, article in enumerate(data["articles"])
        }
        best = max(texts, key=lambda n: texts[n])
        article = data["articles"][best]
        if texts[best] < WHOLE:
            found.append(f"text {texts[best]:.2f} {name}")
        if wanted.headline and wanted.headline not in (headline(article), squeezed(article["title"])):
            found.append(f"headline {name}")
        has = {squeezed(a["name"]) for a in article["authors"]}
        if not has >= wanted.authors or not all(known(name, wanted) for name in has):
            found.append(f"authors {name}")
        if not article["reviewed"]:
            found.append(f"unread {name}")
    extra = len(data["articles"]) - len(marked.articles)
    return found + [f"{extra} articles too many"] * (extra != 0)


def walked(browser: Browser, address: str, n: int, marked: Marked) -> tuple[list[str], bool]:
    """The actions, and whether all lines got where they should be."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script("localStorage.setItem('baocang.reviewer', '李文')")
    page.goto(f"{address}#/p{n:02d}/{marked.date}")
    page.locator(".piece.open").wait_for()
    walk = Walk(marked, page)
    walk.begin()
    whole = walk.mend_lines()
    walk.mend_fields()
    walk.accept()
    context.close()
    return walk.done, whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--all", action="store_true", help="walk all, not ten")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    parser.add_argument("--only", nargs="*", default=())
    options = parser.parse_args()
    if options.pages.is_dir():
        pages = given(options.pages)
        pages = pages if options.all else pages[::EACH][:TEN]
    else:
        print(f"{options.pages} is not there: pages are typeset of the articles that ship.")
        pages = list(typeset(TEN))
    pages = [p for p in pages if not options.only or p.name in options.only]
    if not pages:
        raise SystemExit(f"{options.pages} has no marked pages: NAME.txt, NAME.gold.json, NAME.meta.json.")
    described, rows = about("tests.benchmarks.desk_cost"), dict[str, dict[str, int]]()
    root = Path(tempfile.mkdtemp())
    try:
        archive(root, pages)
        server = review.Server(root, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for n, marked in enumerate(pages):
                done, whole = walked(browser, server.address, n, marked)
                wrong = left(root, n, marked)
                rows[marked.name] = {"articles": len(marked.articles), "actions": len(done), "left wrong": len(wrong)}
                print(f"{marked.name:12} {len(done):3}  {' '.join(done)}{'' if whole else '  (given up)'}", flush=True)
                for one in wrong:
                    print(f"{'':16} left: {one}", flush=True)
            browser.close()
        server.shutdown()
    finally:
        shutil.rmtree(root, ignore_errors=True)
    counts: list[int] = [row["actions"] for row in rows.values()]
    print(f"{len(counts)} pages: median {statistics.median(counts):g}, {min(counts)} to {max(counts)}")
    summary = {"median": statistics.median(counts), "least": min(counts), "most": max(counts)}
    keep({"about": described, "walks": rows, "actions": summary}, options.json)


if __name__ == "__main__":
    main()
