"""The documents: no link leads nowhere, each decision says the same things in the same order."""

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
FILES = [*REPOSITORY.glob("*.md"), *DOCS.rglob("*.md"), REPOSITORY / "generator/data/README.md"]
DECISIONS = sorted(DOCS.glob("decisions/[0-9]*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchors(path: Path) -> set[str]:
    """Of the headings of a page, as GitHub names them."""
    titles = HEADING.findall(FENCED.sub(lambda m: "" if m[0].startswith("```") else m[0], path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_no_link_leads_nowhere(path: Path) -> None:
    for link in LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8"))):
        name, _, anchor = link.partition("#")
        if ":" in link:
            continue
        target = path.parent / name if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_picture_is_where_the_documents_look_for_it() -> None:
    assert not list(DOCS.glob("*.png"))
    assert list(DOCS.glob("pictures/*.png"))


def test_decisions_are_numbered_and_listed_and_say_the_same_things() -> None:
    index = (DOCS / "decisions/README.md").read_text(encoding="utf-8")
    assert [path.name[:4] for path in DECISIONS] == [f"{n:04d}" for n in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert re.search(r"^Status: \w+.*\nDate: \d{4}-\d\d-\d\d", text, re.MULTILINE), path.name
        headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
        assert headings in (["Question", "Choice", "Measured"], ["Question", "Choice", "Measured", "Not taken"]), (
            path.name
        )
        title = text.splitlines()[0][7:]
        assert f"[{title}]({path.name})" in index, path.name
