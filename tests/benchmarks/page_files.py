"""How long files of pages take to be read: a full page in each format, and many of them by all processors.

    python -m tests.benchmarks.page_files [SHEETS] [--json report.json]

A page has six columns of made text, some 6,500 characters. Seconds of a page are the median of RUNS in one process;
those of SHEETS are what reading them takes as "baocang segment" does it, processes and line files included.
"""

import argparse
import datetime
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from generator.base.workers import processes, processors
from generator.language.places import gazetteer
from generator.printed import reading
from generator.seeds import issue_list, page_sources
from generator.seeds.files.reader import Reader
from tests.benchmarks import made
from tests.benchmarks.measure import about, keep
from tests.printed.pdfs import at, pdf

RUNS = 7
COLUMNS, ROWS, WIDTH = 6, 68, 16
DAY = datetime.date(2024, 3, 7)
SIZE, LEADING, GUTTER = 5.2, 8.0, 8.0
Line = tuple[float, float, str]
"""Left end, base line from above, text."""


def lines(seed: int) -> list[Line]:
    """A page, column by column."""
    text = "".join(article["body"].replace("\n", "") for article in made.issue(f"p{seed}", DAY).articles)
    rows = [text[n : n + WIDTH] for n in range(0, COLUMNS * ROWS * WIDTH, WIDTH)]
    step = WIDTH * SIZE + GUTTER
    return [(20 + n // ROWS * step, 60 + n % ROWS * LEADING, row) for n, row in enumerate(rows) if row]


def as_pdf(page: list[Line]) -> str:
    """The content of a sheet."""
    between = [16 + n * (WIDTH * SIZE + GUTTER) for n in range(COLUMNS)]
    rules = " ".join(f"{x} 200 m {x} 780 l S" for x in between)
    return " ".join(at(x, 800 - y, text, SIZE) for x, y, text in page) + " " + rules


def as_json(page: list[Line]) -> bytes:
    found = []
    for x, y, text in page:
        right, top = x + SIZE * len(text), y - SIZE
        found.append([[[x, top], [right, top], [right, y], [x, y]], text, 0.98])
    return json.dumps(found, ensure_ascii=False).encode()


def as_alto(page: list[Line]) -> bytes:
    said = "".join(
        f'<TextLine HPOS="{x}" VPOS="{y - SIZE}" WIDTH="{SIZE * len(text)}" HEIGHT="{SIZE}">'
        f'<String CONTENT="{text}"/></TextLine>'
        for x, y, text in page
    )
    head = '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page WIDTH="600" HEIGHT="800"><PrintSpace>'
    return f"{head}<TextBlock>{said}</TextBlock></PrintSpace></Page></Layout></alto>".encode()


def seconds(read: Callable[[], object]) -> float:
    """Of one reading: the median of some."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        read()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def of_many(folder: Path, data: bytes, sheets: int) -> float:
    """Seconds for a file of so many sheets, as `segment` reads it."""
    pages = "".join(f"      - {{file: pages/a.pdf, sheet: {n}, page: {n}}}\n" for n in range(1, sheets + 1))
    head = "papers:\n  p: {name: 样报, place: null}\nissues:\n  - paper: p\n    date: 2024-03-07\n    pages:\n"
    (folder / "seeds/pages").mkdir(parents=True)
    (folder / "seeds/issues.yml").write_text(head + pages, encoding="utf-8")
    (folder / "seeds/pages/a.pdf").write_bytes(data)
    reader = Reader(folder)
    tasks = [*page_sources.to_read(reader, issue_list.read(reader, gazetteer()))]
    start = time.perf_counter()
    with processes(processors()) as workers:
        for found, _ in workers.map(page_sources.read, tasks):
            if found:
                page_sources.write(folder, found)
    taken = time.perf_counter() - start
    assert len([*(folder / "seeds/pages").glob("*.jsonl")]) == sheets
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", nargs="?", type=int, default=100, metavar="SHEETS")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    given = parser.parse_args()
    described, page = about("tests.benchmarks.page_files"), lines(1)
    characters = sum(len(text) for _, _, text in page)
    files = {"PDF": pdf([as_pdf(page)]), "JSON of OCR": as_json(page), "ALTO": as_alto(page)}
    rows = {}
    for name, data in files.items():
        (found,) = reading.read(data)
        assert [line.text for line in found.lines] == [text for _, _, text in page], name
        taken = seconds(partial(reading.read, data))
        rows[name] = {"s a page": taken, "characters": characters, "kB": len(data) / 1000}
    folder = Path(tempfile.mkdtemp())
    try:
        many = pdf([as_pdf(lines(n % 10)) for n in range(given.sheets)])
        taken = of_many(folder, many, given.sheets)
    finally:
        shutil.rmtree(folder)
    rows[f"PDF, {given.sheets} sheets by all processors"] = {
        "s a page": taken / given.sheets,
        "characters": characters * given.sheets,
        "kB": len(many) / 1000,
    }
    print(f"{'format':36} {'s a page':>9} {'characters':>11} {'kB':>8}")
    for name, of in rows.items():
        print(f"{name:36} {of['s a page']:9.3f} {of['characters']:11,} {of['kB']:8,.0f}")
    keep({"about": described, "formats": rows}, given.json)


if __name__ == "__main__":
    main()
