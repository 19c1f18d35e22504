"""docs/architecture.md says where things are: each module once, functions that exist, a picture of today's imports."""

import ast
import io
import re
import tokenize
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
    for file, name in re.findall(r"`((?:generator|tests)/[\w/]+\.py)(?::([\w.]+))?`", document.read_text("utf-8")):
        assert (REPOSITORY / file).is_file(), file
        assert not name or name in defined(REPOSITORY / file), f"{file} has no {name}"


MODULES = sorted((REPOSITORY / "generator").rglob("*.py"))
NAMED = re.compile(r"(?<![\w./-])([\w/]+\.py)\b")


def prose(path: Path) -> str:
    """Docstrings and comments of a module."""
    source = path.read_text(encoding="utf-8")
    held = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr))
    said = [each.value for each in held if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return "\n".join([*said, *(token.string for token in tokens if token.type == tokenize.COMMENT)])


@pytest.mark.parametrize("room", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_modules_that_docstrings_and_comments_name_are_there(room: Path) -> None:
    known = [path.relative_to(REPOSITORY).as_posix() for top in ("generator", "scripts", "tests")
             for path in (REPOSITORY / top).rglob("*.py")]  # fmt: skip
    for path in (each for each in MODULES if each.parent == room):
        for name in NAMED.findall(prose(path)):
            assert any(f"/{each}".endswith(f"/{name}") for each in known), f"{path.name} names {name}"


def test_the_picture_of_the_rooms_is_fresh() -> None:
    drawn = rooms.PICTURE.read_text(encoding="utf-8")
    assert drawn == rooms.picture(), 'The rooms have changed. Run "python -m scripts.rooms".'
