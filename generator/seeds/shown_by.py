"""`seeds/shown.tsv`: which picture shows each page, by its digest.

Where the lines of a page stand is known of one picture. Another one of the same size under its name, of another page or
cut otherwise, would show in their place what is closed, and nobody could tell by looking at files. So

1. what a page's own file shows is what its lines were read from (page_sources.py);
2. a picture that `image:` names is written down when its page is read, or else by the first build that publishes it;
3. a page whose picture is another one is not shown, and that is said. Whoever knows that it shows this page takes the
   line out; the next build writes down the new one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from generator.base import durable, regular
from generator.base.digest import digest
from generator.base.problems import Problem
from generator.printed import line_file
from generator.printed.refused import Refused
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import FILE as LIST
from generator.seeds.issue_list import Issues
from generator.seeds.page_pictures import Named
from generator.seeds.page_texts import digest_of, of_lines

FILE = "seeds/shown.tsv"
HEAD = """\
# By which picture each page is shown. Keep this file with them (in git, if they are there).
# A page whose picture is another one is not shown: take its line out where the new one shows this page.
# page file, digest of the picture that "image" names, and of its sheet.
"""
_LINE = re.compile(r"(\S[^\t]*)\t([\da-f]{16})")


@dataclass(frozen=True)
class Pictures:
    """What the file says."""

    of: Mapping[str, Set[str]] = field(default_factory=dict)
    """By page files; where git joined the lines of two people, both are right."""

    def other(self, root: Path, page: str, named: Named, listed: str, content: str) -> Refused | None:
        """Why a page is not shown by a picture of this content; `listed`: the file that the list names as the page."""
        if named.file == listed and (source := _source(root, page)):
            what = f"is another file than the one that seeds/{page} was read from"
            mend = f'To have it read anew, take seeds/{page} away and run "baocang segment".'
            return Refused(what, mend) if source != content else None
        if page not in self.of or mark(content, named) in self.of[page]:
            return None
        mend = f"Put that one back; if this one shows the page as well, take the line of {page} out of {FILE}."
        return Refused("is another picture than the one that its lines were laid over", mend)


def mark(content: str, named: Named) -> str:
    """Stands for a picture: the digest of its file, and which of its sheets."""
    return digest("shown", content, named.sheet)[:16]


def _source(root: Path, page: str) -> str:
    """Digest of the file that a page was read from; empty where nothing says it."""
    path = root / "seeds" / page
    try:
        return line_file.source_of(of_lines(path)) if page.endswith(line_file.ENDING) else ""
    except OSError:
        return ""


def read(reader: Reader) -> Pictures | None:
    """What the file says. None, and a problem, where a line of it is damaged: which picture shows a page is not
    guessed."""
    if not (reader.root / FILE).exists():
        return Pictures()
    if (text := reader.text(FILE, blank=True)) is None:
        return None
    found = defaultdict[str, set[str]](set)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if (of := _LINE.fullmatch(line)) is None:
            what = f"is no line of a page and its picture: {' '.join(line[:40].split())}"
            reader.report(FILE, number, what, "Put the file back as it was last good (git checkout, a copy).")
            return None
        found[of[1]].add(of[2])
    return Pictures(found)


def note(root: Path, new: Mapping[str, str], anew: bool = False) -> None:
    """Writes down the pictures of pages that have no line yet; `anew`: in place of their lines. A page a line in their
    order, so that git joins what two people added. To be called inside `durable.writing`."""
    known = read(Reader(root))
    if known is None:
        return  # whoever reads the archive says what is wrong
    marks = {page: {each} for page, each in new.items() if anew or page not in known.of}
    rows = sorted((page, each) for page, of in {**known.of, **marks}.items() for each in of)
    if marks:
        durable.save(root, FILE, HEAD + "".join(f"{page}\t{each}\n" for page, each in rows))


def problems(reader: Reader, known: Issues) -> Iterator[Problem]:
    """Pages whose picture is another one than that which is written down, and what is wrong with the file."""
    pictures = read(reader) or Pictures()
    for key, issue in known.issues.items():
        for page in issue.pages:
            listed = known.sources.get(page.file, page)
            path = reader.root / "seeds" / (listed.image or "")
            if not listed.image or page.file not in pictures.of or not regular.is_file(path):
                continue
            named = Named(listed.image, listed.image_sheet)
            if wrong := pictures.other(reader.root, page.file, named, listed.file, digest_of(path)):
                what = f"seeds/{listed.image}, which is to show {page.file}, {wrong.what}"
                yield Problem(LIST, known.lines[key], what, wrong.mend, stops=False)
