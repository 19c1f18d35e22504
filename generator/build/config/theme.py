"""The theme under its name, for whatever renders MkDocs' themes: `theme: {name: baocang}`.

MkDocs and Zensical look for a theme's templates beside the file of what its entry point (pyproject.toml) gives them.
That is a module elsewhere; here it says where the theme lies, beside the package or inside it (base/assets.py).
"""

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from generator.base import assets

NAME = "baocang"
ABOUT = "about.md"
"""The page about the archive, which the menu names where there is one."""
THEME = SimpleNamespace(__file__=str(assets.theme() / "mkdocs_theme.yml"))


def own(folders: Iterable[str]) -> list[str]:
    """Of the folders of a theme those that are ours or the archive's. Material and MkDocs, which lie below, give
    templates that others may use; no page loads a file of theirs, which are 2 MB with the languages of a search."""
    theirs = assets.templates()[1:]
    return [folder for folder in folders if not any(Path(folder).resolve().is_relative_to(home) for home in theirs)]
