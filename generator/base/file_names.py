"""Names of files that every system takes: others are neither written into a bundle or a bag nor read from a zip."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

HIDDEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
FORBIDDEN = re.compile(r'[\\:*?"<>|]')
"""Windows takes none of these; a \\ or a C: leads elsewhere there."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[\d¹²³])(?:\.|$)", re.IGNORECASE)
"""Devices of Windows, whatever stands behind a full stop."""


def fault(name: str) -> str:
    """What is wrong with a path of a packed file, its parts divided by slashes; empty where nothing is."""
    if HIDDEN.search(name):
        return "has a character in its name that no name may have"
    if name.startswith("/") or ".." in name.split("/"):
        return "leads out of the folder that it is packed in"
    if bad := FORBIDDEN.search(name):
        return f"has a {bad[0]} in its name, which Windows does not take"
    for part in name.removesuffix("/").split("/"):
        if part in ("", "."):
            return "has an empty part in its name"
        if part != part.rstrip(". "):
            return f'has a part "{part}" in its name that ends with a full stop or a space, which Windows cuts off'
        if RESERVED.match(part):
            return f'has a part "{part}" in its name, which is a device of Windows'
    return ""


def one(name: str) -> str:
    """Equal for names that are one on some system: Windows and macOS tell no case, macOS no form of Unicode."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def clashes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Files that stand where another one stands on some system, or where that has a folder, each with that one."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        key = one(name)
        if not name.endswith("/"):
            if key in files:
                yield name, files[key]
            files.setdefault(key, name)
        while (key := key.rpartition("/")[0]) and key not in folders:
            folders[key] = name
    yield from ((files[key], folders[key]) for key in sorted(files.keys() & folders.keys()))


def unfit(names: Collection[str], beside: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Of the files of one folder those that some system cannot take, or takes for another one, with what is wrong.
    `beside` are others there, which keep their names."""
    yield from ((name, what) for name in sorted(names) if (what := fault(name)))
    for pair in clashes(sorted({*names, *beside})):
        name, other = sorted(pair, key=lambda each: each in beside)
        yield name, f"is one with {other} where a system does not tell them apart"
