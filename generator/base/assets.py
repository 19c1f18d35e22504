"""Where files are that are not Python: the theme and the sample archive, which come with the program; its cache."""

from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

CHINESE = "formats.zh.md"
PACKAGE = Path(str(files("generator")))


def theme() -> Path:
    """The theme's folder: beside the package in the repository, inside it once installed."""
    inside = PACKAGE / "theme"
    return inside if inside.is_dir() else PACKAGE.parent / "theme"


def lock() -> Path:
    """The versions and digests of all that the program stands on, which lie as the theme does."""
    inside = PACKAGE / "requirements.lock"
    return inside if inside.is_file() else PACKAGE.parent / "requirements.lock"


def starter() -> Path:
    """The archive that `baocang new` copies."""
    return PACKAGE / "starter"


def formats() -> dict[str, Path]:
    """What is written on the formats, for people, by the names under which a bag has it."""
    inside, docs = PACKAGE / "formats", PACKAGE.parent / "docs"
    if inside.is_dir():
        return {path.name: path for path in sorted(inside.glob("*.md"))}
    return {path.name: path for path in sorted((docs / "formats").glob("*.md"))} | {CHINESE: docs / "zh/formats.md"}


def templates() -> tuple[Path, ...]:
    """Folders whose templates are the program's, which comes first, or its libraries': they may do what Python may."""
    return tuple(path.resolve() for path in (theme(), Path(str(files("material"))), Path(str(files("mkdocs")))))


def cache() -> Path:
    """What is made once for all archives of a user. Nothing is lost with it, and it may be out of reach."""
    return user_cache_path("baocang")
