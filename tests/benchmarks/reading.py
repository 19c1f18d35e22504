"""What a first visit costs, page by page: bytes, largest paint, layout shift.

    make measure [JSON=report.json]

SITE is a built site's folder; its largest pages are visited where none is named.

Chromium as a phone on a slow network, as Lighthouse has it: 150 ms, 1.6 Mbit/s, a processor four times slower. The
median of RUNS visits with an empty cache; on a noisy machine compare two runs, not the milliseconds of one.
"""

import argparse
import statistics
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.measure import about, keep
from tests.conftest import CHROMIUM, FLAGS, served

RUNS = 5
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
WATCH = """() => {
  window.seen = { paint: 0, shift: 0 };
  new PerformanceObserver(list => list.getEntries().forEach(e => (seen.paint = e.startTime)))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver(list => list.getEntries().forEach(e => (seen.shift += e.hadRecentInput ? 0 : e.value)))
    .observe({ type: "layout-shift", buffered: true });
}"""


def visit(browser: Browser, address: str) -> tuple[float, float, float]:
    """Largest paint in ms, layout shift, kB of the page with all that it loads, as the server sends them."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(f"({WATCH})()")
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    seen = page.evaluate("seen")
    size = page.evaluate("performance.getEntries().reduce((sum, e) => sum + (e.transferSize || 0), 0)")
    context.close()
    return seen["paint"], seen["shift"], size / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, metavar="SITE")
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    given = parser.parse_args()
    site, described, rows = given.site, about("tests.benchmarks.reading"), {}
    pages = given.pages or [
        "index.html",
        "issues/index.html",
        *(max(site.glob(kind), key=lambda path: path.stat().st_size).relative_to(site).as_posix() for kind in LARGEST),
    ]
    with sync_playwright() as play, served(site) as address:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        print(f"{'page':44} {'paint':>8} {'shift':>6} {'kB':>6}   medians of {RUNS}")
        for page in pages:
            visits = [visit(browser, f"{address}/{page}") for _ in range(RUNS)]
            paint, shift, size = (statistics.median(column) for column in zip(*visits, strict=True))
            print(f"{page:44} {paint:6.0f}ms {shift:6.3f} {size:6.0f}")
            rows[page] = {"largest paint ms": paint, "shift": shift, "kB": size}
        browser.close()
    keep({"about": described, "pages": rows}, given.json)


LARGEST = ("issues/*/*/index.html", "issues/*/*/[0-9]*.html", "dates/*/index.html", "counties/*/index.html")

if __name__ == "__main__":
    main()
