"""Scripts and styles of the program without what is written for whoever reads them: a third of their bytes.

Line by line, by how these files are written, no parser: tests/build/test_uncommented.py holds every file of the theme
against what TypeScript and a browser read in it. What an archive brings of its own stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePath

COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
"""In a style sheet, where no text holds one."""
BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*(?:\n|(?=\S))", re.DOTALL | re.MULTILINE)
TYPE = re.compile(r"/\*\*? @\w+ [^\n]*?\*/ ?")
"""Of an expression, or on the line before a name."""
LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
TRAILING = re.compile(r"(?<=[;,{}()\[\]?:&|]) +// [^\"'`\n]*$", re.MULTILINE)
"""Behind code. Where one holds a quotation mark it may be the end of a text, and stays."""


@cache
def script(text: str) -> str:
    """A script: the same tokens on lines of their own."""
    for part in (BLOCK, TYPE, LINE, TRAILING):
        text = part.sub("", text)
    return _close(text)


@cache
def sheet(text: str) -> str:
    """A style sheet: the same rules."""
    return _close(COMMENT.sub("", text))


KINDS: Mapping[str, Callable[[str], str]] = {".js": script, ".css": sheet}


def published(name: str, data: bytes) -> bytes:
    """A file of the program's theme as a site has it."""
    kind = KINDS.get(PurePath(name).suffix)
    return kind(data.decode()).encode() if kind else data


def _close(text: str) -> str:
    """Lines without what stands before and behind them, and no empty ones. No file of the theme has a text of several
    lines."""
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())
