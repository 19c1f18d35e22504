"""What the program says to people, as it stands in the source, beside its Chinese in generator/base/messages.zh.tsv.

    python -m scripts.messages     # names what lacks Chinese, and what of the Chinese is of no message any more

A message is a text that reads like words: a literal, or an f-string, whose holes are written {}. Those that look like
one and are none (names of fields, Markdown, options of other programs) stand in scripts/no_messages.txt.
"""

import ast
import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from generator.base import assets
from generator.base.speech import CATALOGUE
from generator.build import new

ROOT = Path(__file__).resolve().parent.parent
NONE = Path(__file__).with_name("no_messages.txt")
OUTSIDE = "# outside"
"""Behind this line of the catalogue stands what libraries and systems say, which no source of ours holds."""
PROSE = re.compile(r"[A-Za-z}][,.;:)]?[ \n]\(?[A-Za-z{]")
"""Two words behind each other."""
LETTERS = re.compile(r"[A-Za-z]{2}")
MARKUP = re.compile(r"</|<\w+[ >]|^#+ |[a-z]=\"\{|\\[dwsS(]|\{#|^---|^@media|:root|^const |^[a-z]+=\{")
"""HTML, Markdown, style sheets, patterns: no words to a person, or words that the site says."""
SITE_S = re.compile(r"[a-z_]+\.[a-z_.]+")
"""The name under which the site's wording has a text."""
HOLE = re.compile(r"\{[^{}]*\}")
COUNTED = "some"
LABELLED = {"progress": 1, "_of_each": 0, "say": 0, "agreed": 0, "Waits": 0}
"""report.some(3, "article"); which value of a call is said to people, be it one word."""


def texts() -> dict[str, str]:
    """Every literal and f-string of the program as the catalogue would write it, and where it stands."""
    return {key: where for key, where, _ in _literals()}


def messages() -> dict[str, str]:
    """What must have Chinese, and where it stands."""
    none = none_of_ours()
    return {key: where for key, where, said in _literals() if said and key not in none}


def none_of_ours() -> set[str]:
    """What reads like a message and is none."""
    return set(NONE.read_text("utf-8").splitlines())


def entries() -> dict[str, str]:
    """English and Chinese of the catalogue, as they are written there, without what libraries say."""
    ours = CATALOGUE.read_text("utf-8").partition(OUTSIDE)[0].splitlines()
    return dict(line.split("\t") for line in ours if line and not line.startswith("#"))


def _literals() -> Iterator[tuple[str, str, bool]]:
    """Key, place, and whether it reads like a message."""
    yield from _comments()
    for path in sorted((ROOT / "generator").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        parts = _parts(tree)
        for node in ast.walk(tree):
            where = f"{place}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.FunctionDef) and _is_command(node):
                yield from ((key, where, bool(LETTERS.search(key))) for key in _paragraphs(node))
            if isinstance(node, ast.Call):
                yield from ((key, where, True) for key in _named(node))
            text = None if id(node) in parts else _template(node)
            if text is not None and text.isprintable() | ("\n" in text) and (key := _shown(text)):
                yield key, where, bool(PROSE.search(key)) and not MARKUP.search(key)


def _comments() -> Iterator[tuple[str, str, bool]]:
    """What the files explain with which an archive begins."""
    for name in new.EXPLAINED:
        for comment in new.COMMENT.finditer((assets.starter() / name).read_text("utf-8")):
            yield (key := _shown(comment["words"])), f"generator/starter/{name}", bool(PROSE.search(key))


def _shown(text: str) -> str:
    """A text as the catalogue has it: in one line, its holes empty."""
    return HOLE.sub("{}", text.strip()).replace("\n", "\\n")


def _is_command(node: ast.FunctionDef) -> bool:
    return any(re.search(r"\b(command|group)\b", ast.unparse(decorator)) for decorator in node.decorator_list)


def _parts(tree: ast.Module) -> set[int]:
    """Nodes that are read with what they are part of, and docstrings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            found |= {id(part) for part in node.values}
            formats = (part.format_spec for part in node.values if isinstance(part, ast.FormattedValue))
            found |= {id(part) for spec in formats if spec for part in ast.walk(spec)}
        if isinstance(node, ast.BinOp) and _template(node) is not None:
            found |= {id(node.left), id(node.right)}
    return found


def _template(node: ast.AST) -> str | None:
    """The text of a literal, with {} for each hole; None where a node is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _template(node.left), _template(node.right)
        if left is not None or right is not None:
            return ("{}" if left is None else left) + ("{}" if right is None else right)
    return None


def _named(node: ast.Call) -> Iterator[str]:
    """Of report.some(3, "article") the words "3 articles", of progress(pages, "pages") its label."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    place = 1 if name == COUNTED else LABELLED.get(name, len(node.args))
    given = node.args[place] if place < len(node.args) else None
    for choice in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
        if isinstance(choice, ast.Constant) and isinstance(choice.value, str) and LETTERS.search(choice.value):
            if name == COUNTED:
                yield f"{{}} {choice.value}[s]"
            elif not SITE_S.fullmatch(choice.value):
                yield _shown(choice.value)


def _paragraphs(node: ast.FunctionDef) -> Iterator[str]:
    """What a command says of itself; behind a \\b line by line."""
    for paragraph in cleandoc(ast.get_docstring(node) or "").split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0] == "\b":
            yield from (re.split(r"  +", line.strip())[-1] for line in lines[1:])
        else:
            yield " ".join(lines)


def main() -> int:
    known, there = entries(), texts()
    lacking = {key: where for key, where in messages().items() if key not in known}
    gone = [key for key in (*known, *sorted(none_of_ours())) if key not in there]
    for key, where in lacking.items():
        print(f"{where}: no Chinese for\t{key}")
    for key in gone:
        print(f"no message any more:\t{key}")
    return 1 if lacking or gone else 0


if __name__ == "__main__":
    sys.exit(main())
