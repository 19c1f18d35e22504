"""Which paths stay within an archive: a foreign one may bring links, and its settings may name any folder."""

from pathlib import Path


def inside(root: Path, path: Path) -> bool:
    """Whether a path below `root` or named by the archive stays there when its links are followed. A link may not lead
    to what is hidden there, either: `.git` may hold a password."""
    try:
        real, home = path.resolve(), root.resolve()
        below = real.relative_to(home)
        plain = home / path.relative_to(root) == real
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name too long; elsewhere
        return False
    return plain or not any(part.startswith(".") for part in below.parts)
