"""Whether the desk composes what the machine composes: `python scripts/composed.py FILE…`, text files of pages.

Each page is segmented and saved; the file is read as the desk reads it, with whose each line is and in which role, and
each article is composed anew of its lines. What comes out is what was saved, in every field but the confidence, which
the desk does not tell. Prints `differ: n of N` and what differs; exit status 1 where anything does.
"""

import datetime
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.base import output
from generator.language.places import gazetteer
from generator.review import proof, recompose, roles
from generator.seeds import articles, issue_list
from generator.seeds.files.reader import Reader
from generator.seeds.following import issue_files, meeting

DAY = datetime.date(2024, 3, 7)
PAPER = {"name": "兴县报", "place": "兴县", "adcode": "141123"}


def compared(page: bytes) -> Iterator[tuple[str, dict[str, tuple[Any, Any]]]]:
    """For each article of a page its title, and by field what was saved and what the desk makes, where they differ."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        issue = {"paper": "xxb", "date": str(DAY), "pages": [{"file": "pages/one.txt", "page": 1}]}
        output.write(root / "seeds/issues.yml", yaml.safe_dump({"papers": {"xxb": PAPER}, "issues": [issue]}))
        output.write(root / "seeds/pages/one.txt", page)
        reader = Reader(root)
        known = issue_list.read(reader, gazetteer())
        files = issue_files.read(reader, known, known.issues["xxb", str(DAY)])
        assert files, reader.problems
        kept = meeting.met(files)
        output.write(root / files.file, articles.to_yaml(("xxb", str(DAY)), kept.articles, kept.unplaced))
        read = proof.read(root, ("xxb", str(DAY)), proof.Numbers())
        assert read
        owners = roles.owners(read)
        for article in read.articles:
            held = [(file, n, role) for (file, n), (id, role) in owners.items() if id == article.id]
            part = recompose.Part(id=article.id, file="pages/one.txt", article=None, before=[], after=held)
            made = recompose.compose(read, [part], proof.Numbers())[0]["article"]
            saved = article.model_dump(mode="json", exclude={"paper", "date", "edition", "confidence"})
            yield article.title, {name: (saved[name], made[name]) for name in saved if saved[name] != made[name]}


def main(files: Iterable[str]) -> int:
    total = wrong = 0
    for name in files:
        for title, fields in compared(Path(name).read_bytes()):
            total += 1
            wrong += bool(fields)
            for field, (saved, made) in fields.items():
                print(f"{name}: {title[:20]}: {field}: {saved!r:.200} | {made!r:.200}")
    print(f"differ: {wrong} of {total}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
