"""Builds change what stands in the docs folder and in the site's: neither may be, hold or lie in what they must not."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def overlaps(root: Path, docs: Path, site: Path, theme: Path | None) -> Iterator[tuple[str, str, str]]:
    """Of an archive's folders those that are not by themselves: the option of the settings, what is wrong with it, what
    mends it. Links are followed, and names that are one to the disk (Seeds, seeds) are one."""
    apart = {f"{name}/": root / name for name in ("seeds", "dist", ".git", ".baocang")}
    if theme:
        apart["the theme"] = theme
    for option, folder, others, default in (
        ("site_dir", site, {**apart, "the docs folder": docs}, "site"),
        ("docs_dir", docs, apart, "site_src"),
    ):
        if wrong := _wrong(root, folder, others):
            yield option, f"{option} {wrong}", f'Name a folder of its own, as in "{option}: {default}".'


def _wrong(root: Path, folder: Path, others: dict[str, Path]) -> str | None:
    try:
        if ".git" in folder.resolve().parts:
            return "lies in .git/"
    except (OSError, RuntimeError):
        return "is a link that leads in a circle"
    if _within(root, folder):
        return "holds the archive itself"
    with suppress(RuntimeError):  # nobody's home
        if _within(Path.home(), folder):
            return "holds a home folder"
    for name, other in others.items():
        inside, around = _within(folder, other), _within(other, folder)
        if inside or around:
            return f"{'is' if inside and around else 'lies in' if inside else 'holds'} {name}"
    return None


def _within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it."""
    real, there = path.resolve(), folder.resolve()
    return any(
        each == there or (each.exists() and there.exists() and each.samefile(there)) for each in (real, *real.parents)
    )
