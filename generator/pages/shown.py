"""What a template of another sees of MkDocs' things: plain values, which hold no path of this machine.

MkDocs hands its own settings and pages to templates, and those know where they lie: `config.config_file_path`,
`page.file.abs_src_path`, `config.theme.dirs`. Here stands what may be seen; all else is not there.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

PLAIN = (str, bool, int, float, Markup, datetime.date, datetime.datetime, type(None))
_SETTINGS = """
site_name site_url site_description site_author copyright repo_url repo_name edit_uri nav use_directory_urls extra
extra_css extra_javascript markdown_extensions mdx_configs
"""
SETTINGS = _SETTINGS.split()
_OF_PAGE = """
title content markdown toc meta url canonical_url abs_url edit_url update_date file previous_page next_page parent
children ancestors active is_homepage is_index is_page is_section is_link is_top_level
"""
_PAGE = _OF_PAGE.split()
SEEN = {
    "Page": _PAGE,
    "Section": _PAGE,
    "Link": _PAGE,
    "Navigation": ["items", "pages", "homepage"],
    "TableOfContents": ["items"],
    "AnchorLink": ["id", "title", "url", "level", "children"],
    "File": ["name", "src_uri", "src_path", "dest_uri", "dest_path", "url"],
    "SearchPlugin": ["config"],
    "ExtraScriptValue": ["path", "type", "defer", "async_"],
}
"""By the class of a thing of MkDocs, what of it may be seen."""
LISTS = {"Navigation": "items", "TableOfContents": "items"}


class Seen:
    """A thing of MkDocs as a template sees it. What begins with _ the sandbox keeps from templates."""

    __slots__ = ("_kept", "_kind", "_of")

    def __init__(self, of: object) -> None:
        self._of, self._kind, self._kept = of, type(of).__name__, dict[str, Any]()

    def __getattr__(self, name: str) -> Any:
        if name not in SEEN[self._kind]:
            raise AttributeError(name)
        if name not in self._kept:
            self._kept[name] = seen(getattr(self._of, name))
        return self._kept[name]

    def __iter__(self) -> Iterator[Any]:
        return iter(map(seen, self._of)) if self._kind in LISTS else iter(())  # type: ignore[call-overload]

    def __len__(self) -> int:
        return len(self._of) if self._kind in LISTS else 1  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Seen) and self._of is other._of

    def __hash__(self) -> int:
        return id(self._of)

    def __str__(self) -> str:
        return str(getattr(self, "path" if self._kind == "ExtraScriptValue" else "title", None) or self._kind)

    __repr__ = __str__


KINDS = {name: type(name, (Seen,), {"__slots__": (), "__module__": "builtins"}) for name in SEEN}
"""Each under its name, by which Jinja says where something is not there: 'Page object' has no attribute."""


def seen(value: Any) -> Any:
    """A value as a template sees it; None where it may not."""
    if type(value) in PLAIN:
        return value
    if type(value).__name__ in SEEN:
        return KINDS[type(value).__name__](value)
    if isinstance(value, Mapping):
        return {name: seen(each) for name, each in value.items() if isinstance(name, str)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [seen(each) for each in value]
    return None


def settings(config: Any) -> dict[str, Any]:
    """MkDocs' settings as a template sees them."""
    theme = {name: seen(each) for name, each in config.theme.items()} | {"locale": str(config.theme.locale)}
    plugins = {name: seen(plugin) for name, plugin in config.plugins.items()}
    return {name: seen(config[name]) for name in SETTINGS} | {"theme": theme, "plugins": plugins}


def context(given: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """What a template is given, and the settings as they are seen."""
    return {name: seen(each) for name, each in given.items() if name != "config"} | {"config": config}
