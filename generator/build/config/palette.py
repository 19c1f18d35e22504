"""The archive's colours: those under `extra: archive:`, else those of Material that `theme: palette:` names, made as
dark or as light as text has to be on our ground."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.build.config.extensions import Fault
from generator.build.config.settings import CONTRAST, DARK, LIGHT, SEPIA, Settings, contrast

_COLOURS = """
red ef5552 pink e92063 purple ab47bd deep-purple 7e56c2 indigo 4051b5 blue 2094f3 light-blue 02a6f2 cyan 00bdd6
teal 009485 green 4cae4f light-green 8bc34b lime cbdc38 yellow ffec3d amber ffc105 orange ffa724 deep-orange ff6e42
brown 795649 grey 757575 blue-grey 546d78 black 000000 white ffffff
"""
COLOURS: Mapping[str, str] = {
    name: f"#{code}" for name, code in zip(_COLOURS.split()[::2], _COLOURS.split()[1::2], strict=True)
}
"""Material's, by their names: `--md-primary-fg-color` of its palette's style sheet."""
SCHEMES = {"default": "light", "slate": "dark"}
KNOWN = ("scheme", "primary", "accent", "media", "toggle")
_BEGINS = {
    "light": ':root:not([data-theme="dark"]){--day:initial;--night: ;color-scheme:light}',
    "dark": '@media screen{:root:not([data-theme="light"]){--day: ;--night:initial;color-scheme:dark}}',
}
"""The look of a site until its reader chooses one, over the system's (theme/assets/archive.css)."""
STEP = 0.02  # of the way to black or white; the eye tells no finer


def faults(palette: object) -> Iterator[Fault]:
    """What of a palette is not as Material knows it, or not obeyed."""
    for number, entry in enumerate(_entries(palette)):
        at: tuple[str | int, ...] = ("theme", "palette", *([number] if isinstance(palette, list) else []))
        if not isinstance(entry, dict):
            yield at, f"palette is {str(entry)[:40]}", 'Write names with values, as in "primary: teal".'
            continue
        for name in entry.keys() - {*KNOWN}:
            yield (*at, name), f"palette has no {name}", f"Take it out. Known are {', '.join(KNOWN)}."
        for name, known in (("scheme", SCHEMES), ("primary", COLOURS), ("accent", COLOURS)):
            if name in entry and _key(entry[name]) not in known:
                mend = f"Known are {', '.join(known)}; any colour may stand as accent under extra: archive:."
                yield (*at, name), f"{name} of the palette is {str(entry[name])[:40]}", mend
        if "primary" in entry and "accent" in entry:
            mend = "Take it out: the pages have one colour beside ink and paper."
            yield (*at, "accent"), "accent of the palette is not obeyed where primary is given", mend


def sheet(archive: Mapping[str, Any], palette: object) -> str:
    """The style sheet of the archive's own colours, by day and by night; empty where it takes ours."""
    if not (archive.get("accent") or archive.get("accent_dark") or palette):
        return ""
    own, look = colours(archive, palette), _look(_known(palette))
    day = "--day:initial;--night: ;color-scheme:light"
    return (
        f"{_BEGINS[look] if look else ''}:root{{--accent:var(--day,{own.accent}) var(--night,{own.accent_dark})}}\n"
        f'@media screen{{:root[data-theme="sepia"]{{{day};--accent:{readable(own.accent, SEPIA)}}}}}\n'
    )


def colours(archive: Mapping[str, Any], palette: object) -> Settings:
    """The settings with the accents that the archive has, for the light and for the dark page."""
    return Settings.model_validate({**_accents(_known(palette)), **archive})


def readable(colour: str, ground: str) -> str:
    """A colour, or the one nearest to it on the way to black or white that text may have on a ground."""
    end = 0 if contrast("#000000", ground) > contrast("#ffffff", ground) else 255
    channels = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    for step in range(round(1 / STEP) + 1):
        mixed = "#" + "".join(f"{round(c + (end - c) * step * STEP):02x}" for c in channels)
        if contrast(mixed, ground) >= CONTRAST:
            break
    return mixed


def _entries(palette: object) -> list[Any]:
    """One palette, or several that a reader may change between."""
    return palette if isinstance(palette, list) else [palette] if palette else []


def _known(palette: object) -> list[Mapping[str, Any]]:
    return [entry for entry in _entries(palette) if isinstance(entry, dict)]


def _key(name: object) -> str:
    return str(name).replace(" ", "-")


def _accents(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The colours that a palette names: that of the dark scheme for the dark page, any for both where it is alone."""
    found: dict[str, str] = {}
    for entry in entries:
        if colour := COLOURS.get(_key(entry.get("primary") or entry.get("accent"))):
            found[SCHEMES.get(_key(entry.get("scheme")), "light")] = colour
    light, dark = found.get("light") or found.get("dark"), found.get("dark") or found.get("light")
    return {"accent": readable(light, LIGHT), "accent_dark": readable(dark, DARK)} if light and dark else {}


def _look(entries: Sequence[Mapping[str, Any]]) -> str | None:
    """The look that a site has before its reader chooses: the first scheme; the system's where a media query asks."""
    if any(entry.get("media") for entry in entries):
        return None
    return SCHEMES.get(_key(entries[0].get("scheme"))) if entries else None
