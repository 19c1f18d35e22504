"""What `mkdocs.yml` may say: read as plain data and checked before MkDocs sees it, so that whoever opens the archive of
another runs nothing of it. MkDocs by itself imports the hooks and extensions that are named there, and its YAML calls
any function of Python.

1. No tags but `!ENV`, and with it only variables whose names begin with SITE_: others may be secrets.
2. No hooks, no settings taken from another file, no plugins but ours and a search that is off, no theme but ours.
   Material, as archives name it that are older than our entry point, is the same: ours stands on it.
3. Of Markdown's extensions those that come with the program and neither read files nor ask other hosts, with options
   that are plain values (extensions.py).
4. Folders and files within the archive.
5. Values of the kind that the setting has (setting_kinds.py).

Where the environment says the site's address (SITE_URL), that is `site_url`, whatever the file says: a host knows it.

Settings that may be said and that no page obeys are named (obeyed.py).
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.base.inside import inside
from generator.build.config import extensions, obeyed, setting_kinds
from generator.build.config.extensions import Fault
from generator.build.config.theme import NAME
from generator.seeds.files.plain_yaml import Lines, Manner
from generator.seeds.files.reader import Reader

CONFIG = "mkdocs.yml"
VARIABLES = "SITE_"
SITE_URL = "SITE_URL"
ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:/[^\s?#\"'<>\\]*)?")
OWN = f'Write "theme: {{name: {NAME}, language: zh}}".'
_PLAIN = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br
sane_lists smarty tables toc wikilinks
"""
PLAIN = _PLAIN.split()
"""Python-Markdown's own, which also go by the names of their modules."""
_PYMDOWN = """
arithmatex betterem caret critic details escapeall extra highlight inlinehilite keys magiclink mark progressbar
saneheaders smartsymbols striphtml superfences tabbed tasklist tilde
"""
PYMDOWN = [f"pymdownx.{name}" for name in _PYMDOWN.split()]
"""pymdownx without those that read files (snippets, b64), rewrite paths, or show pictures of another host (emoji)."""
EXTENSIONS = frozenset([*PLAIN, *(f"markdown.extensions.{name}" for name in PLAIN), *PYMDOWN])

FREE = frozenset(("site_name", "site_description", "site_author", "copyright"))
"""What is text, which a # must not cut."""
_TYPES: Any = yaml.CSafeLoader("")


def _typed(text: str) -> object:
    """A scalar as MkDocs reads it: true, 3, nothing. Dates stay text."""
    tag = _TYPES.resolve(yaml.ScalarNode, text, (True, False))
    if tag.endswith(":timestamp"):
        return text
    try:
        return _TYPES.construct_object(yaml.ScalarNode(tag, text))
    except ValueError:  # 0b_, or more digits than Python reads
        return text


def _variable(given: object) -> object:
    """`!ENV NAME` or `!ENV [NAME, ANOTHER, the value without them]`, as MkDocs reads it."""
    all_of = given if isinstance(given, list) else [given]
    names, default = (all_of[:-1], all_of[-1]) if len(all_of) > 1 else (all_of, None)
    for name in names:
        if not isinstance(name, str) or not name.startswith(VARIABLES):
            raise ValueError(
                f"!ENV reads {str(name)[:40]}, which may be a secret: only names that begin with {VARIABLES} are read"
            )
        if (value := os.environ.get(name)) is not None:
            return value
    return default


MANNER = Manner(_typed, {"!ENV": _variable}, lambda name: name not in FREE)


def read(reader: Reader) -> tuple[dict[str, Any], Lines] | None:
    """The settings as MkDocs may have them, and where each stands; None where it may not.

    Problems stand in `reader`. What would run a program is left out, so that the rest can be looked at.
    """
    if not os.path.lexists(reader.root / CONFIG):
        reader.report(CONFIG, None, "is missing", 'Write it, or start from the sample of "baocang new DIR".')
        return None
    if (found := reader.yaml(CONFIG, MANNER)) is None:
        return None
    data, line = found
    kinds = list(setting_kinds.faults(data))
    programs = [] if kinds else [*_runs(data), *_extensions(data)]
    faults = kinds or [*_no_words(data), *_no_addresses(data), *_leads_outside(reader.root, data)]
    if (given := os.environ.get(SITE_URL)) and not address():
        mend = f"Set {SITE_URL} to an address as https://NAME.github.io/PROJECT/, or to nothing."
        reader.report(SITE_URL, None, f"is {given[:60]}, which is no address of a site", mend)
    for at, what, mend in (*programs, *faults):
        reader.report(CONFIG, line(at), what, mend)
    if faults:
        return None
    for at, what, mend in obeyed.ignored(reader.root, data):
        reader.report(CONFIG, line(at), what, mend, stops=False)
    if address():
        data |= {"site_url": address()}
    return _without_ours(_harmless(data) if programs else data), line


def address() -> str:
    """The site's address as the environment says it; "" where it says none that a site can have."""
    given = os.environ.get(SITE_URL, "")
    return given if ADDRESS.fullmatch(given) else ""


def _without_ours(data: dict[str, Any]) -> dict[str, Any]:
    """The settings without our plugin, by which MkDocs would call this very build."""
    given = data.get("plugins")
    if isinstance(given, dict):
        return data | {"plugins": {name: value for name, value in given.items() if name != NAME}}
    if isinstance(given, list):
        return data | {"plugins": [each for each in given if each != NAME and not _is_ours(each)]}
    return data


def _is_ours(given: object) -> bool:
    return isinstance(given, dict) and [*given] == [NAME]


def _harmless(data: Mapping[str, Any]) -> dict[str, Any]:
    """The settings without what would run a program, and without what is said to extensions."""
    theme = data.get("theme")
    return {name: value for name, value in data.items() if name not in ("hooks", "INHERIT")} | {
        "plugins": {"search": {"enabled": False}},
        "markdown_extensions": [name for _, name in _named(data.get("markdown_extensions")) if name in EXTENSIONS],
        "theme": {"language": "zh", **(theme if isinstance(theme, dict) else {}), "name": NAME},
    }


def _no_words(data: Mapping[Any, Any]) -> Iterator[Fault]:
    for name in data:
        if not isinstance(name, str):
            yield (str(name),), f"the name {name} is no word", "Correct it, or put it into quotation marks."


def _no_addresses(data: Mapping[Any, Any]) -> Iterator[Fault]:
    """What MkDocs would take apart as an address and cannot."""
    for name in ("site_url", "repo_url"):
        try:
            urlsplit(data.get(name) or "")
        except ValueError as error:
            what, mend = (
                f"{name} is {data[name][:60]}, which is no address: {error}",
                "Write one as https://HOST/PATH/.",
            )
            yield (name,), what, mend


def _runs(data: Mapping[Any, Any]) -> Iterator[Fault]:
    """What would run code of the archive."""
    if data.get("hooks"):
        yield (
            ("hooks",),
            "hooks are not run, for they are programs",
            "Take them out; templates in theme/ and pages of your own can say the same.",
        )
    if "INHERIT" in data:
        yield ("INHERIT",), "settings of another file are not read", "Write them here."
    names = (name for _, name in _named(data.get("plugins")))
    others = [name for name in names if name != NAME and name.rpartition("/")[2] != "search"]
    if others:
        yield (
            ("plugins",),
            f"{', '.join(others)}: plugins are not run, for pages are made one by one",
            "Take them out; templates in theme/ and pages of your own can say the same.",
        )
    theme = data.get("theme")
    name = theme.get("name", "") if isinstance(theme, dict) else theme
    if name not in (NAME, "material"):
        yield ("theme",), f"the theme is not {NAME}", OWN


def _extensions(data: Mapping[Any, Any]) -> Iterator[Fault]:
    for at, name in _named(data.get("markdown_extensions")):
        if name not in EXTENSIONS:
            known = ", ".join([*PLAIN, *PYMDOWN])
            what = f"the Markdown extension {name[:60]} is not known here, and would run as a program"
            yield ("markdown_extensions", *at), what, f"Take it out. Known are {known}."
    yield from extensions.faults(data.get("markdown_extensions"), EXTENSIONS)


def _named(given: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names in `[one, {two: {its: options}}]` or `{one: {its: options}}`, each with where it stands."""
    if isinstance(given, dict):
        yield from (((name,), str(name)) for name in given)
    for n, each in enumerate(given if isinstance(given, list) else ()):
        yield from (((n, name), str(name)) for name in each) if isinstance(each, dict) else [((n,), str(each))]


def _leads_outside(root: Path, data: Mapping[Any, Any]) -> Iterator[Fault]:
    """Folders and files that are not the archive's. The site's folder may be a link, which whoever made it wants."""
    extra = data.get("extra")
    theme = data.get("theme")
    archive = extra.get("archive") if isinstance(extra, dict) else None
    for at, within in (
        (("docs_dir",), data),
        (("theme", "custom_dir"), theme),
        (("extra", "archive", "map"), archive),
        (("site_dir",), data),
    ):
        value = within.get(at[-1]) if isinstance(within, dict) else None
        if value is None:
            continue
        if not isinstance(value, str) or not value or "\0" in value:
            yield at, f"{at[-1]} is {str(value)[:40]}, which names nothing", f'Write a path, as in "{at[-1]}: NAME".'
            continue
        path = root / value
        spot = path.parent if at[-1] == "site_dir" and path.is_symlink() else path
        if ".." in Path(value).parts or not inside(root, spot):
            yield at, f"{at[-1]} leads out of the archive: {value}", "Name one in the archive's folder."
