"""What people add to the look of every page: style sheets, scripts, a logo, an icon. All are files of the archive, for
the site's policy (policy.py) lets no other host in, and all work from a disk."""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.base import regular
from generator.base.inside import inside
from generator.build.config import palette
from generator.build.config.extensions import Fault
from generator.pages.catalogue import App
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader

OURS = "assets/icon.svg"
LEAST = 144  # pixels of an icon with which Chromium installs a site
_OUTSIDE = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//|data:)""", re.IGNORECASE)
"""What a style sheet asks another host for, or holds itself."""


def look_at(reader: Reader, config: MkDocsConfig) -> Iterator[Fault]:
    """What is wrong with `extra_css`, `extra_javascript`, `theme.logo` and `theme.favicon`; of the style sheets, which
    `reader` reads, what no reader would see."""
    homes = [Path(config.docs_dir), *map(Path, config.theme.dirs)]
    for number, script in enumerate(config.extra_javascript):
        if not isinstance(script, str) and script.type:
            what = f"{script} has the type {script.type[:40]}, which does not work from a disk"
            yield ("extra_javascript", number), what, "Make it a plain script, without a type."
    for at, name in _named(config):
        if found := _found(homes, name):
            if at[0] in _READ and homes[0] in found.parents:
                _READ[at[0]](reader, found.relative_to(reader.root).as_posix())
        elif ":" in name or name.startswith("/"):
            mend = "Put a copy into the docs folder, and name that."
            yield at, f"{name[:60]} is not a file of the archive, and would not be let in", mend
        else:
            yield (
                at,
                f"{name[:60]} is neither in the docs folder nor in the theme",
                "Put it there, or correct the name.",
            )


def _named(config: MkDocsConfig) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each file is named, and its name."""
    for option in ("extra_css", "extra_javascript"):
        for number, name in enumerate(config[option]):
            yield (option, number), str(name)
    for option in ("logo", "favicon"):
        if name := config.theme.get(option):
            yield ("theme", option), str(name)


def app(config: MkDocsConfig) -> App:
    """How the site looks where it is installed: with the icon or logo of the archive's own, if that is a picture of any
    size or a square large enough, else with our sign in the archive's colour."""
    own = palette.colours(config.extra.get("archive") or {}, config.theme.get("palette"))
    homes = [Path(config.docs_dir), *map(Path, config.theme.dirs)]
    for option in ("favicon", "logo"):
        name = str(config.theme.get(option) or "")
        file = _found(homes, name) if name and name != OURS else None
        if file and (sizes := _sizes(file)):
            return App(own.accent, (name, sizes))
    return App(own.accent)


def _sizes(file: Path) -> str:
    """The sizes of an icon as a manifest names them; "" where the picture is none."""
    head = regular.content(file)[:24]
    if file.suffix == ".svg":
        return "any"
    if head[:8] != b"\x89PNG\r\n\x1a\n" or len(head) < 24:
        return ""
    width, height = struct.unpack(">II", head[16:24])
    return f"{width}x{height}" if width == height >= LEAST else ""


def _found(homes: list[Path], name: str) -> Path | None:
    if ":" in name or name.startswith("/") or ".." in Path(name).parts:
        return None
    files = (home / name for home in homes)
    return next((file for file, home in zip(files, homes, strict=True) if _is_there(home, file)), None)


def _is_there(home: Path, file: Path) -> bool:
    return regular.is_file(file) and inside(home, file)


def _text(reader: Reader, name: str) -> str:
    """How it is written is said, if not in UTF-8. What is no text is published all the same: a byte in a comment of a
    library's script does no harm."""
    text, problems = decode.decoded(name, regular.content(reader.root / name))
    reader.problems += [replace(problem, stops=False) for problem in problems]
    return text or ""


def _sheet(reader: Reader, name: str) -> None:
    for number, line in enumerate(_text(reader, name).split("\n"), 1):
        if _OUTSIDE.search(line):
            what = f"{line.strip()[:60]} is not let in by the site's policy, and will not be seen"
            reader.report(
                name, number, what, "Put a copy of the file beside the style sheet, and name that.", stops=False
            )


_READ: dict[object, Callable[[Reader, str], object]] = {"extra_css": _sheet, "extra_javascript": _text}
"""What is text, and is read by what it is named as."""
