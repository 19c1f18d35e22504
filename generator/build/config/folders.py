"""Builds change what stands in the docs folder and in the site's: neither may be, hold or lie in what they must not."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path


def overlaps(root: Path, docs: Path, site: Path, theme: Path | None) -> Iterator[tuple[str, str, str]]:
    """Of an archive's folders those that are not by themselves: the option of the settings, what is wrong with it, what
    mends it. Links are followed, and names that are one to the disk (Seeds, seeds) are one."""
    apart = {f"{name}/": root / name for name in ("seeds", "dist", ".git", ".baocang")}
    if theme:
        apart["the theme"] = theme
    spot = cache(_Spot.of)
    for option, folder, others, default in (
        ("site_dir", site, {**apart, "the docs folder": docs}, "site"),
        ("docs_dir", docs, apart, "site_src"),
    ):
        if wrong := _wrong(root, folder, others, spot):
            yield option, f"{option} {wrong}", f'Name a folder of its own, as in "{option}: {default}".'


@dataclass(frozen=True)
class _Spot:
    """Where a path leads: by name and, where there is something, by what the disk has there, with all that it lies in.
    Each is asked for once: to compare each two of them anew takes a twentieth of the build of a small archive."""

    real: Path
    here: tuple[int, int] | None
    around: frozenset[Path]
    on_disk: frozenset[tuple[int, int] | None]

    @classmethod
    def of(cls, path: Path) -> "_Spot":
        real = path.resolve()
        around = (real, *real.parents)
        on_disk = [_on_disk(each) for each in around]
        return cls(real, on_disk[0], frozenset(around), frozenset(on_disk))

    def within(self, folder: "_Spot") -> bool:
        """Whether it is a folder or lies in it."""
        return folder.real in self.around or (folder.here is not None and folder.here in self.on_disk)


def _on_disk(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _wrong(root: Path, folder: Path, others: dict[str, Path], spot: Callable[[Path], _Spot]) -> str | None:
    try:
        own = spot(folder)
    except (OSError, RuntimeError):
        return "is a link that leads in a circle"
    if ".git" in own.real.parts:
        return "lies in .git/"
    if spot(root).within(own):
        return "holds the archive itself"
    with suppress(RuntimeError):  # nobody's home
        if spot(Path.home()).within(own):
            return "holds a home folder"
    for name, other in others.items():
        inside, around = own.within(spot(other)), spot(other).within(own)
        if inside or around:
            return f"{'is' if inside and around else 'lies in' if inside else 'holds'} {name}"
    return None
