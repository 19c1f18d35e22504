"""What the benchmarks share: articles of a corpus, seconds and memory of a command, sizes on disk."""

import datetime
import json
import lzma
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

SPARING = 20  # times as long as a sample took until the next one: sampling is at most a twentieth of one core
INTERVAL = 0.1  # seconds between two samples at least
LONGEST = 0.5  # and at most: on a busy machine the first sample may take long


def about(module: str) -> dict[str, Any]:
    """Of a report: when, on what, and how busy that was. `module` is the benchmark's, called as it was."""
    told = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    arguments = [Path(word).name if os.sep in word else word for word in sys.argv[1:]]
    return {
        "command": " ".join(["python", "-m", module, *arguments]),
        "commit": told.stdout.strip(),
        "date": datetime.date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "processors": os.cpu_count(),
        "memory GB": round(psutil.virtual_memory().total / 1e9, 1),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def keep(report: dict[str, Any], into: Path | None) -> None:
    """Writes the figures of a run where one asked for them; scripts/figures.py makes docs/benchmarks.md of them."""
    if into:
        into.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def articles(corpus: Path, limit: int = 0) -> Iterator[dict[str, Any]]:
    """A JSON Lines file, compressed or not; all of it where `limit` is 0."""
    opener = lzma.open if corpus.suffix == ".xz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if limit and n >= limit:
                return
            yield json.loads(line)


def measured(command: Sequence[str | Path]) -> dict[str, float]:
    """Seconds of a command, and the most memory that it and all processes under it had at one time."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        before = time.perf_counter()
        peak = max(peak, memory(process.pid))
        pause = min(max(INTERVAL, SPARING * (time.perf_counter() - before)), LONGEST)
        with suppress(subprocess.TimeoutExpired):
            process.wait(pause)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return {"build s": time.perf_counter() - start, "peak GB": peak / 1e9}


def memory(pid: int) -> int:
    """Bytes of a process and all under it; what they share counts once, where the system says (PSS, else RSS)."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # it has just ended
                try:
                    total += one.memory_full_info().pss
                except (AttributeError, psutil.AccessDenied):
                    total += one.memory_info().rss
    return total


def size(folder: Path) -> float:
    """Megabytes of its files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))
