"""Titles and texts of documents, on the disk until a segment is made: workers take those that they need. To read one
again from the index takes 5 ms, and an issue more in the middle of 11,264 documents needs 2,300."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from generator.base.archive import Document
from generator.language.lexicon import Ints


@dataclass(frozen=True)
class Lines:
    """Those of the documents of a segment."""

    path: Path
    ends: Ints
    """Of each document in the file."""

    def of(self, numbers: Iterable[int]) -> Iterator[Document]:
        """Documents, as far as their postings tell of them."""
        with self.path.open("rb") as file:
            for n in numbers:
                file.seek(self.ends[n - 1] if n else 0)
                title, text = pickle.load(file)
                yield said(title, text)


def said(title: Iterable[str], text: Iterable[str]) -> Document:
    """A document of which no more than this is known."""
    return Document("", "", "", ("", ""), None, ("", ""), tuple(title), tuple(text), digest="?")


@contextmanager
def lines(documents: Sequence[Document]) -> Iterator[Lines]:
    """Writes them down."""
    with TemporaryDirectory(prefix="baocang-") as folder:
        path = Path(folder) / "lines"
        with path.open("wb") as file:
            sizes = [file.write(pickle.dumps((each.title, each.text), 5)) for each in documents]
        yield Lines(path, np.cumsum(sizes))
