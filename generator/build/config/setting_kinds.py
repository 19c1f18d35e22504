"""What kind of value each setting of `mkdocs.yml` has: said in plain words before MkDocs looks, which names classes of
Python, and stumbles over some."""

import reprlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.build.config.extensions import FLAG, TEXT, Fault, Form

LIST = 'Write a list, each entry on a line of its own behind "- ".'
NAMES = 'Write names with values, one below the other, as in "NAME: value".'
Path = tuple[str | int, ...]


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_scripts(value: object) -> bool:
    """Paths, or paths with what else is said of them."""
    return isinstance(value, list) and all(
        isinstance(each, str) or (isinstance(each, dict) and isinstance(each.get("path"), str)) for each in value
    )


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _is_several(value: object) -> bool:
    return isinstance(value, (list, dict))


def _is_nav(value: object) -> bool:
    """Pages, or titles with a page or with more of the same."""
    return isinstance(value, list) and all(
        isinstance(each, str)
        or (isinstance(each, dict) and all(isinstance(page, str) or _is_nav(page) for page in each.values()))
        for each in value
    )


def _is_levels(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, (str, dict)) for each in value.values())


def _of(form: tuple[Callable[[object], bool], str], names: str) -> dict[Path, Form]:
    return {tuple(name.split(".")): form for name in names.split()}


FORMS: Mapping[Path, Form] = {
    **_of(TEXT, "site_name site_url site_description site_author copyright repo_url repo_name edit_uri"),
    **_of(TEXT, "edit_uri_template remote_branch remote_name dev_addr exclude_docs draft_docs not_in_nav"),
    **_of(TEXT, "theme.language theme.locale"),
    **_of(FLAG, "use_directory_urls strict"),
    **_of((_is_texts, LIST), "extra_css extra_templates watch theme.static_templates"),
    **_of((_is_scripts, LIST), "extra_javascript"),
    **_of((_is_nav, 'Write a list of pages, each behind "- ", as in "- 关于: about.md".'), "nav"),
    **_of((_is_several, LIST), "plugins markdown_extensions"),
    **_of((_is_mapping, NAMES), "extra"),
    **_of((_is_levels, NAMES), "validation"),
}
"""By setting; those that are not here are checked elsewhere, or no settings."""
OURS = ("config_file_path", "mdx_configs")
"""What MkDocs writes down for itself beside them."""


def faults(data: Mapping[Any, Any]) -> Iterator[Fault]:
    """Settings of another kind."""
    if "site_name" in data and data["site_name"] is None:
        yield ("site_name",), "no site_name", 'Add "site_name:" and the name of the archive.'
    for at, (fits, mend) in FORMS.items():
        within: Any = data
        for step in at[:-1]:
            within = within.get(step) if isinstance(within, dict) else None
        value = within.get(at[-1]) if isinstance(within, dict) else None
        if value is not None and not fits(value):
            shown = value[:40] if isinstance(value, str) else reprlib.repr(value)[:40]
            yield at, f"{at[-1]} is {shown}", mend
    for name in OURS:
        if name in data:
            yield (name,), f"{name} is no setting", "Take it out."
