"""Where the files are that come with the program and are not Python: the theme, the sample archive."""

from importlib.resources import files
from pathlib import Path

PACKAGE = Path(str(files("generator")))


def theme() -> Path:
    """The theme's folder: beside the package in the repository, inside it once installed."""
    inside = PACKAGE / "theme"
    return inside if inside.is_dir() else PACKAGE.parent / "theme"


def starter() -> Path:
    """The archive that `baocang new` copies."""
    return PACKAGE / "starter"
