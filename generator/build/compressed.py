"""Files of the site in gzip or brotli beside themselves, where the settings wish it: a server sends them as they are,
and need not compress a file each time that somebody asks for it. The same file gives the same bytes.
"""

import gzip
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.base import regular
from generator.base.workers import Workers
from generator.build.site_folder import Tree

ENDINGS = {"gzip": ".gz", "brotli": ".br"}
KINDS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".jsonl", ".csv", ".txt")
LEAST = 1000  # bytes; of what is smaller one packet goes out all the same
TOGETHER = 50  # files of a task: a tenth of a second


def add(tree: Tree, ways: Sequence[str], workers: Workers) -> None:
    """Puts them into a site that is whole otherwise. Those of files that have not changed are kept."""
    for way in ways:
        ending, todo = ENDINGS[way], []
        for name in sorted(tree.names):
            beside = f"{name}{ending}"
            if name.endswith(KINDS) and beside not in tree.names and not tree.kept_beside(beside, name):
                todo.append(name)
        tasks = [[(name, tree.lies_at(name)) for name in todo[n : n + TOGETHER]] for n in range(0, len(todo), TOGETHER)]
        for done in workers.map(partial(_compressed, way), tasks):
            for name, data in done:
                tree.put(f"{name}{ending}", data)


def is_copy(name: str, names: Sequence[str] | set[str]) -> bool:
    """Whether a file of a site is one that stands beside another in this way."""
    stem, _, ending = name.rpartition(".")
    return f".{ending}" in ENDINGS.values() and stem.endswith(KINDS) and stem in names


def _compressed(way: str, files: Sequence[tuple[str, Path]]) -> list[tuple[str, bytes]]:
    return [*_each(way, files)]


def _each(way: str, files: Sequence[tuple[str, Path]]) -> Iterator[tuple[str, bytes]]:
    for name, path in files:
        data = regular.content(path)
        if len(data) >= LEAST:
            small = gzip.compress(data, 9, mtime=0) if way == "gzip" else _brotli(data)
            if len(small) < len(data):
                yield name, small


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415  (an extra; the settings have made sure that it is there)

    small: bytes = brotli.compress(data, quality=11)
    return small
