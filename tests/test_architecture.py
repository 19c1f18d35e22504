"""docs/architecture.md says where things are: each module once, functions that exist, a picture of today's imports."""

import ast
import re
from pathlib import Path

import pytest

from scripts import rooms
from tests.conftest import REPOSITORY

TEXT = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
DOCUMENTS = [REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
STEPS = TEXT.split("\n## ")[1]


def defined(path: Path) -> set[str]:
    """Functions, classes and constants of a module, and the methods of classes as CLASS.METHOD."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
            inner = node.body if isinstance(node, ast.ClassDef) else []
            found |= {f"{node.name}.{each.name}" for each in inner if isinstance(each, ast.FunctionDef)}
    return found


def test_every_module_is_named_once() -> None:
    named = re.findall(r"^(generator/\S+\.py) +\S", TEXT, re.MULTILINE)
    there = sorted(p.relative_to(REPOSITORY).as_posix() for p in (REPOSITORY / "generator").rglob("*.py"))
    assert sorted(named) == there


def test_every_function_of_the_ten_steps_exists() -> None:
    assert re.findall(r"^(\d+)\. ", STEPS, re.MULTILINE) == [str(n) for n in range(1, 11)]
    for step in re.split(r"\n\d+\. ", STEPS)[1:]:
        places = re.findall(r"`(generator/\S+\.py):([\w.]+)`", step)
        assert places, step
        for file, name in places:
            assert name in defined(REPOSITORY / file), f"{file} has no {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_what_a_document_names_is_there(document: Path) -> None:
    for file, name in re.findall(r"`(generator/[\w/]+\.py)(?::([\w.]+))?`", document.read_text(encoding="utf-8")):
        assert (REPOSITORY / file).is_file(), file
        assert not name or name in defined(REPOSITORY / file), f"{file} has no {name}"


def test_the_picture_of_the_rooms_is_fresh() -> None:
    drawn = rooms.PICTURE.read_text(encoding="utf-8")
    assert drawn == rooms.picture(), 'The rooms have changed. Run "python -m scripts.rooms".'
