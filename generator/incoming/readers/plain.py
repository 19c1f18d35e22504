"""Files of text: their encoding is told as that of all files of an archive (`seeds/files/decode.py`)."""

from collections.abc import Sequence

from generator.base import regular
from generator.base.problems import Problem
from generator.incoming.delivery import CONTROL, LARGEST, Source, Unreadable
from generator.seeds.files import decode

FEW = 0.01
"""Share of bytes that are zero, below which they are dirt."""
BINARY = {
    b"PK\x03\x04": "a packed file (ZIP, or a document of Word or Excel)",
    b"\xd0\xcf\x11\xe0": "a file of an older Word or Excel",
    b"%PDF": "a PDF",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"Rar!": "a packed file (RAR)",
    b"7z\xbc\xaf": "a packed file (7z)",
    b"{\\rtf": "a file of RTF",
}


def content(source: Source) -> bytes:
    """The bytes of a file that is not too large and not empty. Raises Unreadable."""
    size = source.path.stat().st_size
    if size > LARGEST:
        what = f"is {size // 10**6:,} MB, more than {LARGEST // 10**6}"
        raise Unreadable(source.name, what, "Part it into several files, as by years, and import these one by one.")
    data = regular.content(source.path)
    if not data.strip():
        raise Unreadable(source.name, "is empty", "Export it again, or leave it out.")
    return data


def kind(data: bytes) -> str:
    """What a file is by its first bytes, where that is no text."""
    return next((words for head, words in BINARY.items() if data.startswith(head)), "")


def text_of(source: Source) -> str:
    """Its text, line ends as \\n. How it is written is said; what cannot be read stops it. Raises Unreadable."""
    data = content(source)
    if is_other := kind(data):
        raise Unreadable(source.name, f"is {is_other}, and no text", "Give it the ending of what it is.")
    if (zeros := data.count(b"\0")) and zeros < len(data) * FEW:  # UTF-16 has many
        data = data.replace(b"\0", b"")
        source.told.note(CONTROL, source.name, "U+0000", "")
    text, problems = decode.decoded(source.name, data)
    _say(source, problems)
    if text is None:
        raise Unreadable(source.name, "has lines that are no text in its encoding", "Export it again as UTF-8.")
    return text


def _say(source: Source, problems: Sequence[Problem]) -> None:
    for problem in decode.unsaid(problems):
        source.problems.append(problem)
    for problem in problems:
        if problem not in decode.unsaid([problem]) and problem.what != decode.MARKED:
            source.told.note(f"files in {problem.what.split()[1]}", source.name)
